//! What a rule is: a name, a function, and an explanation that a person can act on.

use super::{Finding, RULES, Severity, subject::Subject};

/// One thing that can be wrong with a set.
pub struct Rule {
    /// A letter and three digits; never reused for another rule.
    pub code: &'static str,
    /// In words, joined by hyphens.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it finds.
    pub what: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// A piece of a set that it would find something in, or a situation.
    pub example: &'static str,
    /// What to do about it.
    pub fix: &'static str,
    /// Adds what it finds.
    pub(super) check: fn(&Subject<'_>, &mut Vec<Finding>),
}

impl Rule {
    /// The rule of this code or name, capital letters aside.
    #[must_use]
    pub fn find(code_or_name: &str) -> Option<&'static Self> {
        RULES.iter().find(|rule| {
            [rule.code, rule.name]
                .iter()
                .any(|own| own.eq_ignore_ascii_case(code_or_name))
        })
    }

    /// The explanation as Markdown, under a heading of this level (1 to 6).
    #[must_use]
    pub fn explanation(&self, level: usize) -> String {
        let Self {
            code,
            name,
            severity,
            what,
            why,
            example,
            fix,
            check: _,
        } = self;
        let heading = "#".repeat(level);
        format!(
            "{heading} {code} {name}\n\nSeverity: {severity}\n\n{what}\n\n**Why it matters.** {why}\n\n\
             **Example.**\n\n```text\n{example}\n```\n\n**What to do.** {fix}\n"
        )
    }
}

/// Codes are unique.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}
