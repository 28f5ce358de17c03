//! What a rule is: a name, a function, and an explanation that a person can act on.

use super::{Findings, RULES, Severity, subject::Subject};

/// One thing that can be wrong with a set.
pub struct Rule {
    /// A letter and three digits; never reused for another rule.
    pub code: &'static str,
    /// In words, joined by hyphens.
    pub name: &'static str,
    /// How bad it is, unless somebody wants it otherwise.
    pub severity: Severity,
    /// Whether it is looked for without being asked for.
    pub usual: bool,
    /// What it finds.
    pub what: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// A piece of a set that it would find something in, or a situation.
    pub example: &'static str,
    /// What to do about it.
    pub fix: &'static str,
    /// How it is looked for.
    pub(super) check: Check,
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

    /// The rule whose code or name looks most like this one, if any does.
    #[must_use]
    pub fn nearest(asked: &str) -> Option<&'static Self> {
        let asked = asked.to_lowercase();
        let likeness = |rule: &Self| {
            let names = [rule.code.to_lowercase(), rule.name.to_owned()];
            let best = names.iter().map(|name| strsim::jaro_winkler(name, &asked));
            best.fold(0.0, f64::max)
        };
        let best = RULES
            .iter()
            .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
        (likeness(best) > 0.8).then_some(best)
    }

    /// The explanation as Markdown, under a heading of this level (1 to 6).
    #[must_use]
    pub fn explanation(&self, level: usize) -> String {
        let Self {
            code,
            name,
            severity,
            usual,
            what,
            why,
            example,
            fix,
            check: _,
        } = self;
        let heading = "#".repeat(level);
        let unusual = if *usual {
            ""
        } else {
            "; only looked for when selected"
        };
        format!(
            "{heading} {code} {name}\n\nSeverity: {severity}{unusual}\n\n{what}\n\n**Why it matters.** {why}\n\n\
             **Example.**\n\n```text\n{example}\n```\n\n**What to do.** {fix}\n"
        )
    }
}

/// What a rule looks at.
pub(super) enum Check {
    /// One set and its article: adds what it finds.
    Set(fn(&Subject<'_>, &mut Findings<'_>)),
    /// All sets that are checked at once: see [`super::together`].
    Together,
}

/// Codes are unique.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_understood() {
        assert_eq!(Rule::nearest("quote-missmatch").unwrap().code, "Q001");
        assert_eq!(Rule::nearest("dangling").unwrap().code, "L001");
        assert_eq!(Rule::nearest("zzz"), None);
    }
}
