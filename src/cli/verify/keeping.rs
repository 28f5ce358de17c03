//! What a file came to, and what is kept of all files: counts, the findings that will be shown, what is to be said at the end.

use std::collections::BTreeMap;

use super::{Outcome, Trouble, checking::How, loading::Left};
use crate::{
    cli::SetFile,
    text::CharRange,
    verify::{
        Case, Finding, Tally,
        render::{Checked, Scene},
        together::Trace,
    },
};

/// A finding that is written down: its file, its place there, its rule.
pub(super) type Shown = (usize, Option<CharRange>, &'static str, String);

/// What became of one file.
pub(super) struct Done {
    pub(super) index: usize,
    pub(super) count: usize,
    pub(super) tally: Tally,
    pub(super) shown: Vec<Shown>,
    pub(super) trace: Option<Trace>,
    pub(super) mended: usize,
    pub(super) diff: Option<String>,
    pub(super) given: Option<Vec<u8>>,
    pub(super) trouble: Option<Trouble>,
    /// What is to be said though nothing went wrong.
    pub(super) remark: Option<String>,
}

impl Done {
    /// A file of which nothing is known yet.
    pub(super) fn of(index: usize) -> Self {
        Self {
            index,
            count: 0,
            tally: Tally::default(),
            shown: Vec::new(),
            trace: None,
            mended: 0,
            diff: None,
            given: None,
            trouble: None,
            remark: None,
        }
    }

    /// The first findings, of those that were counted.
    pub(super) fn write_down(
        &mut self,
        case: &Case<'_>,
        findings: &[Finding],
        tally: Tally,
        how: &How,
        budget: usize,
    ) {
        self.count = tally.all();
        self.tally = tally;
        if findings.is_empty() || budget == 0 {
            return;
        }
        let scene = Scene::of(case);
        let shown = findings.iter().take(budget).map(|finding| {
            let text = (how.form.finding)(&scene, finding, how.colours);
            (self.index, finding.set.range, finding.rule.code, text)
        });
        self.shown = shown.collect();
    }
}

/// What is kept of all files that are done.
#[derive(Default)]
pub(super) struct Kept {
    counts: BTreeMap<usize, usize>,
    tally: Tally,
    /// Sorted.
    shown: Vec<Shown>,
    pub(super) traces: Vec<(usize, Trace)>,
    troubles: Vec<(usize, Trouble)>,
    remarks: Vec<(usize, String)>,
    passed_over: usize,
    mended: (usize, usize),
    diffs: BTreeMap<usize, String>,
    given: Option<Vec<u8>>,
}

impl Kept {
    /// How many findings of files before this one are shown.
    pub(super) fn before(&self, index: usize) -> usize {
        self.shown.partition_point(|(file, ..)| *file < index)
    }

    pub(super) fn take(&mut self, results: Vec<Result<Done, Left>>, limit: usize) {
        for result in results {
            match result {
                Err(Left::Trouble(sentence)) => self.troubles.push((usize::MAX, sentence)),
                Err(Left::Misnamed(sentence)) => self.remarks.push((usize::MAX, sentence)),
                Err(Left::Foreign) => self.passed_over += 1,
                Err(Left::Companion) => {}
                Ok(done) => self.take_one(done),
            }
        }
        self.shown
            .sort_by(|a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)));
        self.shown.truncate(limit);
        self.traces.sort_by_key(|(index, _)| *index);
    }

    fn take_one(&mut self, done: Done) {
        *self.counts.entry(done.index).or_default() += done.count;
        self.tally.merge(&done.tally);
        self.shown.extend(done.shown);
        self.traces
            .extend(done.trace.map(|trace| (done.index, trace)));
        self.troubles
            .extend(done.trouble.map(|sentence| (done.index, sentence)));
        self.remarks
            .extend(done.remark.map(|sentence| (done.index, sentence)));
        if done.mended > 0 {
            self.mended.0 += done.mended;
            self.mended.1 += 1;
        }
        self.diffs.extend(done.diff.map(|diff| (done.index, diff)));
        self.given = self.given.take().or(done.given);
    }

    pub(super) fn into_outcome(self, files: &[SetFile]) -> Outcome {
        let mut shown = self.shown.into_iter().peekable();
        let sets: Vec<_> = self
            .counts
            .iter()
            .map(|(&index, &count)| Checked {
                path: files[index].path.display().to_string(),
                count,
                shown: std::iter::from_fn(|| shown.next_if(|(file, ..)| *file == index))
                    .map(|(.., text)| text)
                    .collect(),
            })
            .collect();
        let written: usize = sets.iter().map(|set| set.shown.len()).sum();
        let mut troubles = self.troubles;
        troubles.sort();
        let mut remarks = self.remarks;
        remarks.sort();
        Outcome {
            not_shown: self.tally.all() - written,
            sets,
            tally: self.tally,
            troubles: troubles.into_iter().map(|(_, sentence)| sentence).collect(),
            passed_over: self.passed_over,
            remarks: remarks.into_iter().map(|(_, sentence)| sentence).collect(),
            mended: self.mended,
            diffs: self.diffs.into_values().collect(),
            given: self.given,
            articles_read: 0,
        }
    }
}
