//! Where rules put what they find: counted, placed in the set's file, and no more kept than somebody wants to see. A broken set of a
//! hundred megabytes has a million findings, each larger than what it is about.

use std::cell::OnceCell;

use super::{Case, Finding, Rule, Severity, Tally};
use crate::{
    annotation::AnnotationId,
    format::places::Places,
    text::{CharRange, Document},
};

/// How many more than wanted are held before the last ones are dropped: so that dropping costs next to nothing a finding.
const SPARE: usize = 1024;

/// See the head of this file.
pub(super) struct Findings<'a> {
    kept: Vec<Finding>,
    tally: Tally,
    /// The most that are wanted: the first ones in the file.
    limit: usize,
    /// How bad what comes now is.
    pub(super) severity: Severity,
    /// Whether there is no use in mending anything.
    pub(super) without_fixes: bool,
    /// The rule and the mark of the last findings, and how many of them there were in a row.
    row: (Option<(&'static str, AnnotationId)>, usize),
    /// Where findings get their places in the file from, if there is one.
    map: Option<Map<'a>>,
}

impl<'a> Findings<'a> {
    /// For a set that is in no file.
    pub(super) fn all() -> Self {
        Self {
            kept: Vec::new(),
            tally: Tally::default(),
            limit: usize::MAX,
            severity: Severity::Error,
            without_fixes: false,
            row: (None, 0),
            map: None,
        }
    }

    /// For a set file, as many as are wanted.
    pub(super) fn of(case: &'a Case<'a>, limit: usize) -> Self {
        Self {
            limit,
            map: Some(Map::of(case)),
            ..Self::all()
        }
    }

    /// Takes what a rule found.
    pub(super) fn push(&mut self, mut finding: Finding) {
        finding.severity = self.severity;
        if self.without_fixes {
            finding.fix = None;
            // What is wrong with places has one cause, and one remedy.
            if finding.rule.code.starts_with(['Q', 'S']) {
                finding.help = "the article has changed since it was marked: `claimark reanchor` looks for the mark’s place in it (see A002)".into();
            }
        }
        self.tally.add(&finding);
        self.remember(&finding);
        if self.limit == 0 {
            return;
        }
        if let Some(map) = &self.map {
            map.place(&mut finding);
        }
        self.kept.push(finding);
        if self.kept.len() - SPARE.min(self.kept.len()) > self.limit.saturating_mul(2) {
            self.drop_last();
        }
    }

    fn remember(&mut self, finding: &Finding) {
        let Some(mark) = &finding.mark else {
            self.row = (None, 0);
            return;
        };
        let same =
            matches!(&self.row.0, Some((code, last)) if *code == finding.rule.code && last == mark);
        if same {
            self.row.1 += 1;
        } else {
            self.row = (Some((finding.rule.code, mark.clone())), 1);
        }
    }

    /// How many of the last findings are of this rule and about this mark.
    pub(super) fn in_a_row(&self, rule: &Rule, mark: &AnnotationId) -> usize {
        match &self.row {
            (Some((code, last)), count) if *code == rule.code && last == mark => *count,
            _ => 0,
        }
    }

    fn drop_last(&mut self) {
        // Stable, so that what is found first of several in one place stays first.
        self.kept.sort_by_key(in_file);
        self.kept.truncate(self.limit);
    }

    /// The first findings in the order of the file, and all of them counted.
    pub(super) fn in_order(mut self) -> (Vec<Finding>, Tally) {
        self.drop_last();
        (self.kept, self.tally)
    }

    /// All findings in the order in which they came.
    pub(super) fn into_all(self) -> Vec<Finding> {
        self.kept
    }
}

/// What findings are sorted by.
pub(super) fn in_file(finding: &Finding) -> (Option<CharRange>, &'static str) {
    (finding.set.range, finding.rule.code)
}

/// Where the parts of a set stand in its file; the file is looked at when first asked.
pub(super) struct Map<'a> {
    case: &'a Case<'a>,
    scanned: OnceCell<(Document, Places<'a>)>,
}

impl<'a> Map<'a> {
    pub(super) fn of(case: &'a Case<'a>) -> Self {
        Self {
            case,
            scanned: OnceCell::new(),
        }
    }

    /// Fills in where a finding stands in the set's file.
    pub(super) fn place(&self, finding: &mut Finding) {
        let case = self.case;
        let (text, places) = self
            .scanned
            .get_or_init(|| (Document::new(case.text), Places::of(case.text)));
        for spot in std::iter::once(&mut finding.set).chain(&mut finding.other) {
            // A rule that looks at the file itself knows better than its part of the set.
            if spot.range.is_some() {
                continue;
            }
            let range = match case.set {
                Ok(_) => {
                    let bytes = places.find(&spot.part);
                    CharRange::new(text.char_of_byte(bytes.start), text.char_of_byte(bytes.end))
                }
                Err(error) => {
                    let start = text.char_at(error.place).unwrap_or(text.len());
                    text.grapheme_at(start)
                }
            };
            spot.range = Some(range);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{check, check_first, testing::*};
    use std::sync::Arc;

    #[test]
    fn the_first_in_the_file_are_kept_and_all_are_counted() {
        let mut set = set();
        // Two findings of different rules on each of so many marks that the last ones are dropped several times.
        let model = set.annotations[5].clone();
        for index in 0..6000 {
            let mut mark = (*model).clone();
            mark.id = crate::annotation::AnnotationId::from_random(index);
            mark.fragments[0].span.start = 9999 + index as usize;
            mark.by = String::new();
            set.annotations.push(Arc::new(mark));
        }
        let text = crate::format::write(&set);
        with_case(&text, |case| {
            let all = check(case);
            assert!(all.len() >= 12_000, "{}", all.len());
            for limit in [0, 1, 7, 1000, 5000, usize::MAX] {
                let (first, tally) = check_first(case, limit);
                assert_eq!(tally.all(), all.len());
                assert!(
                    first == all[..limit.min(all.len())],
                    "the first {limit} differ"
                );
            }
        });
    }
}
