//! Steps of very many edits, as a mark made at ten thousand places: they are made on a thread, for they take longer than a frame may.
//! Until such a step has arrived nothing else is done to the set; then the desk has the set and the places of its marks as the thread
//! made them, and the step is in the history as any other.

use std::time::Duration;

use super::{Desk, NotDone, Whereabouts, figures::filled};
use crate::{
    annotation::{AnnotationSet, Edit, Transaction},
    gui::{
        errand::{self, Errand},
        reading::placed::Placed,
    },
    text::Document,
};

/// From so many edits on a step is made on a thread.
pub(super) const MANY: usize = 1_000;

/// A step on its way.
pub(super) struct Bulk {
    errand: Errand<Result<Made, NotDone>>,
    /// The set and the text that it is made for.
    revision: u64,
    way: Way,
}

/// What is done with the history.
pub(super) enum Way {
    /// A new step, and where the reader is after it.
    On(Whereabouts),
    Undo,
    Redo,
}

struct Made {
    transaction: Transaction,
    set: AnnotationSet,
    placed: Placed,
}

/// What was done, in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Arrived {
    /// A new step; whether the set was taken over to another text by it.
    Done(String, bool),
    /// It was taken back.
    Undone(String),
    /// It was done again.
    Redone(String),
}

impl Desk {
    /// Whether a step is on its way.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        self.bulk.is_some()
    }

    /// Does what a person planned as one undoable step: at once if it makes so few edits, else on a thread.
    ///
    /// # Errors
    /// It could not be done, and nothing has changed; or it is on its way.
    pub fn plan_and_do(
        &mut self,
        edits: usize,
        plan: impl FnOnce(&AnnotationSet, &Document) -> Result<Transaction, NotDone> + Send + 'static,
        after: Whereabouts,
    ) -> Result<(), NotDone> {
        let conventions = self.conventions.clone();
        let plan = move |set: &AnnotationSet, document: &Document| {
            Ok(filled(plan(set, document)?, &conventions))
        };
        if edits <= MANY {
            let transaction = plan(&self.set, &self.document)?;
            return self.transact(transaction, after);
        }
        self.may_change()?;
        self.send(plan, Way::On(after))
    }

    /// Sends a step off. Always an error: what has become of it, [`Self::arrived`] tells.
    pub(super) fn send(
        &mut self,
        plan: impl FnOnce(&AnnotationSet, &Document) -> Result<Transaction, NotDone> + Send + 'static,
        way: Way,
    ) -> Result<(), NotDone> {
        self.is_free()?;
        if let Some(reason) = &self.frozen {
            return Err(NotDone::Frozen(reason.clone()));
        }
        let (mut set, document) = (self.set.clone(), self.document.clone());
        let make = move || {
            document.note_repeats();
            let transaction = plan(&set, &document)?;
            set.apply(&transaction)?;
            let placed = Placed::new(&document, &set.annotations);
            Ok(Made {
                transaction,
                set,
                placed,
            })
        };
        self.bulk = Some(Bulk {
            errand: Errand::begin(make, || ()),
            revision: self.revision,
            way,
        });
        Err(NotDone::Underway)
    }

    /// Whether a step can be done.
    pub(super) const fn is_free(&self) -> Result<(), NotDone> {
        match self.bulk {
            Some(_) => Err(NotDone::Busy),
            None => Ok(()),
        }
    }

    /// To be called every frame: what has arrived of a step that was sent off.
    pub fn arrived(&mut self) -> Option<Result<Arrived, NotDone>> {
        let made = self.bulk.as_ref()?.errand.fetch_or_lost()?;
        self.take_in(made)
    }

    /// Waits for a step that was sent off, as before the article is left.
    pub fn wait(&mut self) -> Option<Arrived> {
        let mut arrived = None;
        while let Some(bulk) = &self.bulk {
            let made = bulk.errand.fetch_within(Duration::from_millis(100));
            let lost = || self.bulk.as_ref()?.errand.fetch_or_lost();
            if let Some(made) = made.map(Some).or_else(lost) {
                // There is nobody any more to whom to say that it could not be done.
                arrived = self.take_in(made).and_then(Result::ok);
            }
        }
        arrived
    }

    fn take_in(&mut self, made: Option<Result<Made, NotDone>>) -> Option<Result<Arrived, NotDone>> {
        let Bulk { revision, way, .. } = self.bulk.take()?;
        let made = match made {
            // A fault of ours ended the thread.
            None => return Some(Err(NotDone::Overtaken)),
            Some(Err(error)) => return Some(Err(error)),
            Some(Ok(made)) if made.transaction.edits.is_empty() => {
                return Some(Ok(Arrived::Done(made.transaction.what, false)));
            }
            Some(Ok(made)) => made,
        };
        if revision != self.revision {
            return Some(Err(NotDone::Overtaken));
        }
        let Made {
            transaction,
            set,
            placed,
        } = made;
        let what = transaction.what.clone();
        let is_article = |edit: &Edit| matches!(edit, Edit::Article { .. });
        let arrived = match way {
            Way::On(mut after) => {
                after.mark = after.mark.filter(|id| placed.find(id).is_some());
                let reanchored = transaction.edits.iter().any(is_article);
                self.history
                    .remember(transaction, self.at.clone(), after.clone());
                self.renew(set, placed);
                self.at = after;
                self.revision += 1;
                self.note_done();
                Arrived::Done(what, reanchored)
            }
            Way::Undo => {
                let step = self.history.went_back();
                self.note_undone();
                self.renew(set, placed);
                self.go_to(step?.1);
                Arrived::Undone(what)
            }
            Way::Redo => {
                let step = self.history.went_on();
                self.note_redone();
                self.renew(set, placed);
                self.go_to(step?.1);
                Arrived::Redone(what)
            }
        };
        Some(Ok(arrived))
    }

    fn renew(&mut self, set: AnnotationSet, placed: Placed) {
        let set = std::mem::replace(&mut self.set, set);
        errand::dispose((set, std::mem::replace(&mut self.placed, placed)));
    }

    /// Sends an undo or a redo of very many edits off. `Ok` if it makes few, and is to be done at once.
    pub(super) fn send_step(&mut self, again: bool) -> Result<(), NotDone> {
        self.is_free()?;
        let (undo, redo) = self.history.next();
        let Some(step) = (if again { redo } else { undo }) else {
            return Ok(());
        };
        if step.edits.len() <= MANY {
            return Ok(());
        }
        let step = step.clone();
        match again {
            true => self.send(move |_, _| Ok(step), Way::Redo),
            false => self.send(move |_, _| Ok(step.inverse()), Way::Undo),
        }
    }
}

impl Desk {
    /// Lets go of all that is big, on a thread: nothing is shown of it any more.
    pub fn let_go(&mut self) {
        if self.set.annotations.len() > MANY {
            let empty = AnnotationSet::new(self.set.article.clone(), String::new());
            let base = std::mem::replace(&mut self.base, empty.clone());
            let set = std::mem::replace(&mut self.set, empty);
            let texts = (std::mem::take(&mut self.before), self.document.clone());
            let (placed, history) = (
                std::mem::take(&mut self.placed),
                std::mem::take(&mut self.history),
            );
            errand::dispose((set, base, placed, history, texts, self.verdicts.take()));
        }
    }
}
