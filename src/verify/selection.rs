//! Which rules are looked at, and how bad each is: as the rules have it, as a folder's file `claimark.ron` wants it, as the command
//! line wants it, one over the other.

use super::{RULES, Rule, Severity};

/// Which rules are looked at, and how bad each is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Selection {
    /// For each rule of [`RULES`], in its order: whether it is looked at, and how bad it is if so.
    rules: Vec<(bool, Severity)>,
}

/// What somebody wants otherwise. A rule is named by its code or its name; several by the letter that their codes begin with, by
/// `all`, or by `usual`, which are those that are looked at without being asked for. Capital letters do not count.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wishes {
    /// Look at these and no others.
    pub select: Option<Vec<String>>,
    /// Of what is selected, do not look at these.
    pub ignore: Vec<String>,
    /// How bad these are. The last word on a rule counts.
    pub severity: Vec<(String, Severity)>,
}

/// A word that names no rule.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("there is no rule \"{word}\"{}", did_you_mean(*.meant))]
pub struct NoSuchRule {
    /// The word.
    pub word: String,
    /// The rule that it looks like.
    pub meant: Option<&'static Rule>,
}

fn did_you_mean(meant: Option<&Rule>) -> String {
    meant.map_or_else(String::new, |rule| {
        format!("; did you mean {} ({})?", rule.code, rule.name)
    })
}

impl Selection {
    /// As the rules have it.
    #[must_use]
    pub fn usual() -> Self {
        let rules = RULES.iter().map(|rule| (rule.usual, rule.severity));
        Self {
            rules: rules.collect(),
        }
    }

    /// The rules that are looked at, and how bad each is, in the order of [`RULES`].
    pub fn rules(&self) -> impl Iterator<Item = (&'static Rule, Severity)> {
        let all = RULES.iter().zip(&self.rules);
        all.filter_map(|(rule, &(on, severity))| on.then_some((rule, severity)))
    }

    /// How bad a rule is, if it is looked at.
    #[must_use]
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        self.rules()
            .find(|(other, _)| *other == rule)
            .map(|(_, severity)| severity)
    }

    /// The same with somebody's wishes over it.
    ///
    /// # Errors
    /// A word names no rule.
    pub fn with(&self, wishes: &Wishes) -> Result<Self, NoSuchRule> {
        let mut now = self.clone();
        if let Some(words) = &wishes.select {
            for rule in &mut now.rules {
                rule.0 = false;
            }
            for word in words {
                for index in meant(word)? {
                    now.rules[index].0 = true;
                }
            }
        }
        for word in &wishes.ignore {
            for index in meant(word)? {
                now.rules[index].0 = false;
            }
        }
        for (word, wanted) in &wishes.severity {
            for index in meant(word)? {
                now.rules[index].1 = *wanted;
            }
        }
        Ok(now)
    }
}

/// The rules that a word names, as indices of [`RULES`].
fn meant(word: &str) -> Result<Vec<usize>, NoSuchRule> {
    let word = word.trim();
    let is = |rule: &Rule| {
        let family = word.len() == 1 && rule.code[..1].eq_ignore_ascii_case(word);
        let all = word.eq_ignore_ascii_case("all");
        let usual = word.eq_ignore_ascii_case("usual") && rule.usual;
        let own = [rule.code, rule.name]
            .iter()
            .any(|own| own.eq_ignore_ascii_case(word));
        family || all || usual || own
    };
    let found: Vec<_> = (0..RULES.len())
        .filter(|&index| is(&RULES[index]))
        .collect();
    if found.is_empty() {
        return Err(NoSuchRule {
            word: word.to_owned(),
            meant: Rule::nearest(word),
        });
    }
    Ok(found)
}
