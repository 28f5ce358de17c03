//! How many marks of each tag a version has, those that were set aside among them.

use std::fmt;

use crate::annotation::{AnnotationSet, Kind};

/// Claims, denials, figures. Displayed as "12 claims, 1 denial", or "no marks".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts([usize; 3]);

impl Counts {
    /// Counts a set's marks.
    #[must_use]
    pub fn of(set: &AnnotationSet) -> Self {
        let mut counts = [0; 3];
        for mark in set.all_marks() {
            counts[match mark.tag.kind() {
                Kind::Claim => 0,
                Kind::Denial => 1,
                Kind::Figure => 2,
            }] += 1;
        }
        Self(counts)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said: Vec<_> = [Kind::Claim, Kind::Denial, Kind::Figure]
            .into_iter()
            .zip(self.0)
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| match count {
                1 => format!("1 {kind}"),
                _ => format!("{count} {kind}s"),
            })
            .collect();
        match said.is_empty() {
            true => f.write_str("no marks"),
            false => f.write_str(&said.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_plural_and_none_is_not_named() {
        assert_eq!(Counts([1, 0, 12]).to_string(), "1 claim, 12 figures");
        assert_eq!(Counts::default().to_string(), "no marks");
    }
}
