//! The smallest changes of a set, each with its inverse, and the [`Transaction`]: what a person did in one go.

use std::sync::Arc;

use super::{Annotation, AnnotationId, AnnotationSet, Speaker};

/// A change that holds all that is needed to take it back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Edit {
    /// A mark that was not there.
    Insert(Arc<Annotation>),
    /// A mark that was there, as it was.
    Remove(Arc<Annotation>),
    /// The register of speakers, whole: it is short.
    Speakers {
        /// As it was.
        from: Vec<Speaker>,
        /// As it will be.
        to: Vec<Speaker>,
    },
}

/// An edit was made for a set in another state: a bug in whoever made it. The set is left as it was.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EditError {
    /// Ids are never reused.
    #[error("the set already holds a mark {0}")]
    AlreadyThere(AnnotationId),
    /// The mark is gone, or is not what it was.
    #[error("the set does not hold the mark {0} as it was")]
    NotThere(AnnotationId),
    /// The register is not what it was.
    #[error("the register of speakers is not as it was")]
    SpeakersDiffer,
}

impl Edit {
    fn inverse(&self) -> Self {
        match self {
            Self::Insert(annotation) => Self::Remove(annotation.clone()),
            Self::Remove(annotation) => Self::Insert(annotation.clone()),
            Self::Speakers { from, to } => Self::Speakers {
                from: to.clone(),
                to: from.clone(),
            },
        }
    }
}

/// Edits that belong together: undone and redone as one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Transaction {
    /// What it does, in words for the person who may undo it: "mark a claim".
    pub what: String,
    /// The edits, in order.
    pub edits: Vec<Edit>,
}

impl Transaction {
    /// The transaction that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            what: self.what.clone(),
            edits: self.edits.iter().rev().map(Edit::inverse).collect(),
        }
    }

    /// The transaction that makes `to` out of `from`, as far as marks and speakers go. Both must be sorted.
    #[must_use]
    pub fn between(what: &str, from: &AnnotationSet, to: &AnnotationSet) -> Self {
        use std::collections::HashMap;
        let by_id = |set: &AnnotationSet| -> HashMap<AnnotationId, Arc<Annotation>> {
            set.annotations
                .iter()
                .map(|annotation| (annotation.id.clone(), annotation.clone()))
                .collect()
        };
        let (old, new) = (by_id(from), by_id(to));
        let mut edits: Vec<_> = from
            .annotations
            .iter()
            .filter(|a| new.get(&a.id) != Some(a))
            .cloned()
            .map(Edit::Remove)
            .collect();
        if from.speakers != to.speakers {
            edits.push(Edit::Speakers {
                from: from.speakers.clone(),
                to: to.speakers.clone(),
            });
        }
        edits.extend(
            to.annotations
                .iter()
                .filter(|a| old.get(&a.id) != Some(a))
                .cloned()
                .map(Edit::Insert),
        );
        Self {
            what: what.to_owned(),
            edits,
        }
    }
}

impl AnnotationSet {
    /// Does all edits of a transaction, or none.
    ///
    /// # Errors
    /// The transaction was made for another state of the set; the set is then as it was before.
    pub fn apply(&mut self, transaction: &Transaction) -> Result<(), EditError> {
        for (done, edit) in transaction.edits.iter().enumerate() {
            if let Err(error) = self.apply_edit(edit) {
                for edit in transaction.edits[..done].iter().rev() {
                    // The inverse of an edit that was just done always fits.
                    let _ = self.apply_edit(&edit.inverse());
                }
                return Err(error);
            }
        }
        Ok(())
    }

    fn apply_edit(&mut self, edit: &Edit) -> Result<(), EditError> {
        match edit {
            Edit::Insert(annotation) => match self.find(annotation) {
                Ok(_) => return Err(EditError::AlreadyThere(annotation.id.clone())),
                Err(place) => self.annotations.insert(place, annotation.clone()),
            },
            Edit::Remove(annotation) => match self.find(annotation) {
                Ok(place) if self.annotations[place] == *annotation => {
                    self.annotations.remove(place);
                }
                _ => return Err(EditError::NotThere(annotation.id.clone())),
            },
            Edit::Speakers { from, to } => {
                if self.speakers != *from {
                    return Err(EditError::SpeakersDiffer);
                }
                self.speakers.clone_from(to);
            }
        }
        Ok(())
    }

    /// Where a mark stands or would stand in the sorted list.
    fn find(&self, annotation: &Annotation) -> Result<usize, usize> {
        self.annotations
            .binary_search_by(|other| other.order().cmp(&annotation.order()))
    }
}
