//! The desk and its journal: what is done is noted there at once; what a journal still holds when a set is opened is gone on with, or
//! asked about.

use std::path::PathBuf;

use super::{Desk, NotDone, Whereabouts};
use crate::{
    annotation::{AnnotationSet, Step},
    format::{Copy, Stamp},
    gui::{
        reading::{placed::Placed, select::Selection},
        rescue::free_name,
    },
    journal::{Header, Journal, Journals, Offer, Place, Way, offer::Found, past::Disk},
};

impl Place {
    fn of(at: &Whereabouts) -> Self {
        Self {
            anchor: at.selection.anchor,
            head: at.selection.head,
            mark: at.mark.clone(),
        }
    }
}

impl From<Place> for Whereabouts {
    fn from(place: Place) -> Self {
        Self {
            selection: Selection {
                anchor: place.anchor,
                head: place.head,
                ..Selection::default()
            },
            mark: place.mark,
        }
    }
}

fn step_of(step: &Step<Whereabouts>) -> Step<Place> {
    Step {
        transaction: step.transaction.clone(),
        before: Place::of(&step.before),
        after: Place::of(&step.after),
    }
}

impl Desk {
    /// Keeps a journal from now on, and takes up what was left over for this set. To be called once, when it is opened.
    pub fn keep_journal(&mut self, journals: &Journals, found: Found) {
        self.journals = journals.clone();
        self.offered = found.offer;
        self.further = found.further;
        if self.offered.is_some() {
            return;
        }
        self.journal = Some(match found.goes_on {
            Some((history, left, past)) => {
                self.history = history.with_places(Whereabouts::from);
                Journal::go_on(journals, &self.set_file, left, &past)
            }
            None => self.new_journal(),
        });
    }

    /// Knows where journals are kept, before one is.
    pub fn know_journals(&mut self, journals: &Journals) {
        self.journals = journals.clone();
    }

    /// Begins to keep a journal of a set that was only shown.
    pub(super) fn begin_journal(&mut self) {
        let disk = match self.on_disk {
            Some(stamp) => Disk::Holds(&self.set, stamp),
            None => Disk::None,
        };
        let journals = self.journals.clone();
        let found = journals.find(&self.set_file, disk);
        self.keep_journal(&journals, found);
    }

    /// A journal that begins with the set as it is now, which is also on disk.
    fn new_journal(&self) -> Journal {
        let header = Header {
            set_file: self.set_file.display().to_string(),
            article: self.article.display().to_string(),
            annotator: self.annotator.clone(),
            stamp: self.on_disk,
            base: self.set.clone(),
        };
        Journal::begin(&self.journals, &self.set_file, header)
    }

    /// The journal, if one is kept.
    #[must_use]
    pub const fn journal(&self) -> Option<&Journal> {
        self.journal.as_ref()
    }

    /// Where journals are kept.
    #[must_use]
    pub const fn journals(&self) -> &Journals {
        &self.journals
    }

    /// What was not saved when Claimark ended, and nobody has decided about yet.
    #[must_use]
    pub fn offered(&self) -> Option<&Offer> {
        self.offered.as_deref()
    }

    /// Whether nothing waits for a decision.
    pub(super) fn is_decided(&self) -> Result<(), NotDone> {
        match self.offered {
            Some(_) => Err(NotDone::Undecided),
            None => Ok(()),
        }
    }

    pub(super) fn note_done(&self) {
        if let (Some(journal), Some(step)) = (&self.journal, self.history.done().last()) {
            journal.done(step_of(step));
        }
    }

    pub(super) fn note_undone(&self) {
        if let (Some(journal), Some(step)) = (&self.journal, self.history.undone().last()) {
            journal.undone(step_of(step));
        }
    }

    pub(super) fn note_redone(&self) {
        if let (Some(journal), Some(step)) = (&self.journal, self.history.done().last()) {
            journal.redone(step_of(step));
        }
    }

    pub(super) fn note_article(&self) {
        if let Some(journal) = &self.journal {
            journal.article();
        }
    }

    /// The set as it was at this revision is in its file, which has this stamp.
    pub fn saved(&mut self, set: AnnotationSet, stamp: Stamp, revision: u64) {
        if let Some(journal) = &self.journal {
            journal.saved(stamp, self.revision - revision, &set);
        }
        self.on_disk = Some(stamp);
        self.base = set;
        self.saved_revision = revision;
    }

    /// Brings back what was not saved. What can't be brought back must be kept elsewhere before. Gives where a set's file was put that
    /// could not be read, if there is one.
    ///
    /// # Errors
    /// That file can't be put aside: one sentence; nothing has changed.
    pub fn restore(&mut self) -> Result<Option<PathBuf>, String> {
        let mut aside = None;
        let mut mended = false;
        if self.offered.is_some() && self.frozen.is_some() {
            // Somebody may have put it right since it was opened.
            mended = crate::gui::opening::reread(&self.set_file).is_ok();
            if !mended {
                aside = Some(self.put_broken_aside()?);
            }
            self.frozen = None;
        }
        let Some(offer) = self.offered.take() else {
            return Ok(None);
        };
        let Offer { past, way, left } = *offer;
        match way {
            Way::AsItWas | Way::Apart => {
                if way == Way::Apart || mended {
                    // As the window knew the file before it ended: it sees that it is another now, and joins the two.
                    self.on_disk = past.stamp;
                    self.base = past.known();
                }
                let mut history = past.history.clone();
                history.keep(self.journals.steps.max(past.unsaved.len()));
                self.history = history.with_places(Whereabouts::from);
                self.journal = Some(Journal::go_on(&self.journals, &self.set_file, left, &past));
                self.set = past.set;
                self.placed = Placed::new(&self.document, &self.set.annotations);
                self.revision += 1;
                let last = self.history.done().last();
                let at = last.map_or_else(Whereabouts::default, |step| step.after.clone());
                self.go_back_to(at);
            }
            Way::OnTop { steps, .. } => {
                if self.journal.is_none() {
                    self.journal = Some(self.new_journal());
                }
                for step in steps {
                    let at = Whereabouts {
                        mark: None,
                        ..self.at.clone()
                    };
                    // They were just done, one after the other, to this very set.
                    let _ = self.commit_now(step, at);
                }
                if let Some(journal) = &self.journal {
                    journal.instead_of(left.held);
                }
            }
        }
        self.next_offer();
        Ok(aside)
    }

    /// Goes on without what was not saved. It must be kept elsewhere before.
    pub fn leave_out(&mut self) {
        let Some(offer) = self.offered.take() else {
            return;
        };
        offer.left.held.remove();
        if self.journal.is_none() {
            self.journal = Some(self.new_journal());
        }
        self.next_offer();
    }

    fn next_offer(&mut self) {
        while self.offered.is_none() && !self.further.is_empty() {
            let left = self.further.remove(0);
            self.offered = Offer::of_further(left, &self.set).map(Box::new);
        }
    }

    fn put_broken_aside(&mut self) -> Result<PathBuf, String> {
        let aside = free_name(&self.set_file, Copy::Broken);
        std::fs::rename(&self.set_file, &aside).map_err(|error| {
            format!(
                "{} can’t be put aside ({error}); put it elsewhere, and open the article again",
                self.set_file.display()
            )
        })?;
        self.on_disk = None;
        Ok(aside)
    }
}
