//! Findings counted, by rule and by how bad they are: for summaries, and for those that are too many to be shown.

use std::collections::BTreeMap;

use super::{Finding, Rule, Severity};

/// Findings, counted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally(BTreeMap<(&'static str, Severity), Count>);

/// How many findings of a kind there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Count {
    /// All of them.
    pub all: usize,
    /// Those that have a safe fix.
    pub safe: usize,
    /// Those that have a fix which needs a person's eye.
    pub other: usize,
}

impl Tally {
    /// Counts a finding.
    pub fn add(&mut self, finding: &Finding) {
        let count = self
            .0
            .entry((finding.rule.code, finding.severity))
            .or_default();
        count.all += 1;
        match &finding.fix {
            Some(fix) if fix.safe => count.safe += 1,
            Some(_) => count.other += 1,
            None => {}
        }
    }

    /// Counts what another tally counted.
    pub fn merge(&mut self, other: &Self) {
        for (&key, more) in &other.0 {
            let count = self.0.entry(key).or_default();
            count.all += more.all;
            count.safe += more.safe;
            count.other += more.other;
        }
    }

    /// All that was counted, sorted by code.
    pub fn by_rule(&self) -> impl Iterator<Item = (&'static Rule, Severity, Count)> {
        self.0
            .iter()
            .filter_map(|(&(code, severity), &count)| Some((Rule::find(code)?, severity, count)))
    }

    /// How many findings are this bad.
    #[must_use]
    pub fn of(&self, severity: Severity) -> usize {
        let these = self.0.iter().filter(|((_, other), _)| *other == severity);
        these.map(|(_, count)| count.all).sum()
    }

    /// How many findings have a safe fix, and how many one that needs a person's eye.
    #[must_use]
    pub fn mendable(&self) -> (usize, usize) {
        let counts = self.0.values();
        counts.fold((0, 0), |(safe, other), count| {
            (safe + count.safe, other + count.other)
        })
    }

    /// How many findings there are.
    #[must_use]
    pub fn all(&self) -> usize {
        self.0.values().map(|count| count.all).sum()
    }
}
