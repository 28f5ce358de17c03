//! The findings of `claimark verify`, kept up to date beside the open set: the very rules of the command line, run on a thread
//! once the user pauses.

use std::{collections::HashMap, sync::Arc};

use egui::Context;

use super::{
    desk::Desk,
    errand::{self, Errand},
    guidance::Guidance,
};
use crate::{
    annotation::AnnotationId,
    verify::{self, Finding, Severity},
};

/// Seconds of quiet after a change before the set is checked again.
const QUIET: f64 = 0.3;

/// What was checked: the desk's revision, and that of the codebook and the configuration.
type Seen = (u64, u64);

/// See the head of this file.
#[derive(Default)]
pub struct Checking {
    errand: Option<(Errand<Checked>, Seen)>,
    checked: Option<Seen>,
    seen: (Seen, f64),
    last: Arc<Checked>,
    /// How often the set was checked.
    times: u64,
}

/// What came of a check, made ready on its thread: in a big set it may be a hundred thousand findings.
#[derive(Default)]
pub struct Checked {
    findings: Vec<Finding>,
    /// How many of them are mere notes.
    notes: usize,
    /// How many can be mended in one way only.
    mendable: usize,
    by_mark: HashMap<AnnotationId, Vec<usize>>,
}

impl Checked {
    /// All findings.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

impl From<Vec<Finding>> for Checked {
    fn from(findings: Vec<Finding>) -> Self {
        let mut by_mark: HashMap<AnnotationId, Vec<usize>> = HashMap::new();
        for (index, finding) in findings.iter().enumerate() {
            if let Some(mark) = &finding.mark {
                by_mark.entry(mark.clone()).or_default().push(index);
            }
        }
        let note = |finding: &&Finding| finding.severity == Severity::Note;
        let safe = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fix.safe);
        Self {
            notes: findings.iter().filter(note).count(),
            mendable: findings.iter().filter(safe).count(),
            by_mark,
            findings,
        }
    }
}

impl Checking {
    /// To be called every frame.
    pub fn follow(&mut self, context: &Context, desk: &Desk, guidance: &Guidance) {
        let state = (desk.revision(), guidance.times());
        let now = context.input(|input| input.time);
        if let Some((errand, sent)) = &self.errand
            && let Some(checked) = errand.fetch_or_lost()
        {
            self.checked = Some(*sent);
            self.errand = None;
            // When a rule panics, as none may, what was found before stays.
            if let Some(checked) = checked {
                errand::dispose(std::mem::replace(&mut self.last, Arc::new(checked)));
                self.times += 1;
            }
        }
        if self.seen.0 != state {
            self.seen = (state, now);
        }
        if self.errand.is_some() || self.checked == Some(state) {
            return;
        }
        let due = if self.checked.is_none() {
            now
        } else {
            self.seen.1 + QUIET
        };
        if now >= due {
            let (set, document) = (desk.set().clone(), desk.document.clone());
            let (codebook, selection) = (guidance.codebook().cloned(), guidance.selection());
            let errand = Errand::send(context, move || {
                verify::check_set(&set, &document, codebook.as_ref(), &selection).into()
            });
            self.errand = Some((errand, state));
        } else {
            context.request_repaint_after_secs((due - now) as f32);
        }
    }

    /// All findings of the last check.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.last.findings
    }

    /// The last check itself, for a thread.
    #[must_use]
    pub fn shared(&self) -> Arc<Checked> {
        self.last.clone()
    }

    /// The findings about one mark.
    pub fn of_mark(&self, mark: &AnnotationId) -> impl Iterator<Item = &Finding> {
        let last = &self.last;
        let indices = last.by_mark.get(mark).into_iter().flatten();
        indices.filter_map(|&index| last.findings.get(index))
    }

    /// How many findings say that something is wrong, and how many that something is still to be done.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let Checked {
            findings, notes, ..
        } = &*self.last;
        (findings.len() - *notes, *notes)
    }

    /// How many findings can be mended in one way only.
    #[must_use]
    pub fn mendable(&self) -> usize {
        self.last.mendable
    }

    /// Whether something is wrong with a mark.
    #[must_use]
    pub fn is_wrong(&self, mark: &AnnotationId) -> bool {
        self.of_mark(mark)
            .any(|finding| finding.severity != Severity::Note)
    }

    /// Grows with each check: the findings may be others then.
    #[must_use]
    pub const fn times(&self) -> u64 {
        self.times
    }

    /// Whether the set was checked as it is now.
    #[must_use]
    pub fn is_current(&self, desk: &Desk, guidance: &Guidance) -> bool {
        self.checked == Some((desk.revision(), guidance.times()))
    }
}
