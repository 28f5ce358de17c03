//! Undo and redo over everything: the transactions done, the transactions undone, and where the reader was at each.

use super::{AnnotationSet, EditError, Transaction};

/// A transaction with the place (selection, selected mark) before and after it.
#[derive(Clone, PartialEq, Debug)]
pub struct Step<P> {
    /// What was done.
    pub transaction: Transaction,
    /// The place before it.
    pub before: P,
    /// The place after it.
    pub after: P,
}

/// What was done to a set since it was opened, or before that, if it was kept. `P` is what shall be restored with each step, such as
/// the selection.
#[derive(Clone, PartialEq, Debug)]
pub struct History<P> {
    done: Vec<Step<P>>,
    undone: Vec<Step<P>>,
}

impl<P> Default for History<P> {
    fn default() -> Self {
        Self {
            done: Vec::new(),
            undone: Vec::new(),
        }
    }
}

impl<P: Clone> History<P> {
    /// Does a transaction and remembers it; what was undone before can no longer be redone. An empty one is not remembered.
    ///
    /// # Errors
    /// The transaction does not fit the set, which is then unchanged, as is the history.
    pub fn act(
        &mut self,
        set: &mut AnnotationSet,
        transaction: Transaction,
        before: P,
        after: P,
    ) -> Result<(), EditError> {
        set.apply(&transaction)?;
        if !transaction.edits.is_empty() {
            self.undone.clear();
            self.done.push(Step {
                transaction,
                before,
                after,
            });
        }
        Ok(())
    }

    /// Takes the last transaction back. Gives it, as undone, and the place before it; `None` if there is none.
    ///
    /// # Errors
    /// The set was changed past this history.
    pub fn undo(&mut self, set: &mut AnnotationSet) -> Result<Option<(Transaction, P)>, EditError> {
        let Some(step) = self.done.pop() else {
            return Ok(None);
        };
        let inverse = step.transaction.inverse();
        if let Err(error) = set.apply(&inverse) {
            self.done.push(step);
            return Err(error);
        }
        let place = step.before.clone();
        self.undone.push(step);
        Ok(Some((inverse, place)))
    }

    /// Does again what was undone last. Gives it, and the place after it; `None` if there is none.
    ///
    /// # Errors
    /// The set was changed past this history.
    pub fn redo(&mut self, set: &mut AnnotationSet) -> Result<Option<(Transaction, P)>, EditError> {
        let Some(step) = self.undone.pop() else {
            return Ok(None);
        };
        if let Err(error) = set.apply(&step.transaction) {
            self.undone.push(step);
            return Err(error);
        }
        let result = (step.transaction.clone(), step.after.clone());
        self.done.push(step);
        Ok(Some(result))
    }

    /// Takes a step back that was done before all that is remembered, when there is nothing else to undo; it can be done again.
    ///
    /// # Errors
    /// The step does not fit the set.
    pub fn undo_older(&mut self, set: &mut AnnotationSet, step: Step<P>) -> Result<(), EditError> {
        set.apply(&step.transaction.inverse())?;
        self.undone.push(step);
        Ok(())
    }

    /// Remembers a transaction that was already applied to the set.
    pub fn remember(&mut self, transaction: Transaction, before: P, after: P) {
        self.undone.clear();
        self.done.push(Step {
            transaction,
            before,
            after,
        });
    }

    /// As [`Self::undo`], for a set that the step was already taken back of.
    pub fn went_back(&mut self) -> Option<(Transaction, P)> {
        let step = self.done.pop()?;
        let went = (step.transaction.inverse(), step.before.clone());
        self.undone.push(step);
        Some(went)
    }

    /// As [`Self::redo`], for a set that the step was already done to again.
    pub fn went_on(&mut self) -> Option<(Transaction, P)> {
        let step = self.undone.pop()?;
        let went = (step.transaction.clone(), step.after.clone());
        self.done.push(step);
        Some(went)
    }

    /// What an undo would take back, and a redo do again.
    #[must_use]
    pub fn next(&self) -> (Option<&Transaction>, Option<&Transaction>) {
        (
            self.done.last().map(|step| &step.transaction),
            self.undone.last().map(|step| &step.transaction),
        )
    }

    /// What an undo would take back, in words.
    #[must_use]
    pub fn undoable(&self) -> Option<&str> {
        self.done.last().map(|step| step.transaction.what.as_str())
    }

    /// What a redo would do again, in words.
    #[must_use]
    pub fn redoable(&self) -> Option<&str> {
        self.undone
            .last()
            .map(|step| step.transaction.what.as_str())
    }

    /// What was done, the oldest first.
    #[must_use]
    pub fn done(&self) -> &[Step<P>] {
        &self.done
    }

    /// What was undone and can be done again, what was undone last at the end.
    #[must_use]
    pub fn undone(&self) -> &[Step<P>] {
        &self.undone
    }

    /// Forgets the oldest steps, so that at most so many can be undone.
    pub fn keep(&mut self, most: usize) {
        let older = self.done.len().saturating_sub(most);
        self.done.drain(..older);
    }

    /// The same steps with places of another kind.
    #[must_use]
    pub fn with_places<Q>(self, place: impl Fn(P) -> Q) -> History<Q> {
        let turned = |steps: Vec<Step<P>>| {
            let turn = |step: Step<P>| Step {
                transaction: step.transaction,
                before: place(step.before),
                after: place(step.after),
            };
            steps.into_iter().map(turn).collect()
        };
        History {
            done: turned(self.done),
            undone: turned(self.undone),
        }
    }
}
