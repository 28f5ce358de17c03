//! The smallest changes of a set, each with its inverse, and the [`Transaction`]: what a person did in one go.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Annotation, AnnotationId, AnnotationSet, ArticleRecord, Reanchored, Region, Speaker};

/// A change that holds all that is needed to take it back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Edit {
    /// A mark that was not there.
    Insert(#[serde(with = "shared")] Arc<Annotation>),
    /// A mark that was there, as it was.
    Remove(#[serde(with = "shared")] Arc<Annotation>),
    /// The register of speakers, whole: it is short.
    Speakers {
        /// As it was.
        from: Vec<Speaker>,
        /// As it will be.
        to: Vec<Speaker>,
    },
    /// A mark that was not set aside.
    SetAside(#[serde(with = "shared")] Arc<Annotation>),
    /// A mark that was set aside, as it was.
    Adopt(#[serde(with = "shared")] Arc<Annotation>),
    /// What is left out of the article, whole: it is short. The regions that have a place, and those that have none.
    LeftOut {
        /// As it was.
        from: (Vec<Region>, Vec<Region>),
        /// As it will be.
        to: (Vec<Region>, Vec<Region>),
    },
    /// Which text the marks stand on.
    Article {
        /// As it was.
        from: Box<ArticleRecord>,
        /// As it will be.
        to: Box<ArticleRecord>,
    },
    /// How marks were taken over to changed articles, whole: it is short.
    Reanchored {
        /// As it was.
        from: Vec<Reanchored>,
        /// As it will be.
        to: Vec<Reanchored>,
    },
    /// Whether the annotator is done with the article: as it will be, which it was not.
    Done(bool),
}

/// Shared marks as the marks themselves.
mod shared {
    use super::{Annotation, Arc, Deserialize, Serialize};

    pub(super) fn serialize<S: serde::Serializer>(
        mark: &Arc<Annotation>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        Annotation::serialize(mark, serializer)
    }

    pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Arc<Annotation>, D::Error> {
        Annotation::deserialize(deserializer).map(Arc::new)
    }
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
    /// What is left out is not what it was.
    #[error("what is left out is not as it was")]
    LeftOutDiffers,
    /// The article is not what it was.
    #[error("the set is of another state of the article")]
    ArticleDiffers,
    /// What was done before is not what it was.
    #[error("the record of changed articles is not as it was")]
    ReanchoredDiffers,
    /// Whether the annotator is done was known already.
    #[error("whether the article is done is not as it was")]
    DoneDiffers,
}

/// From so many edits on they are done in one go.
const MANY: usize = 64;

mod many;

impl Edit {
    /// Whether it changes a mark, or what else a set holds.
    const fn is_about_a_mark(&self) -> bool {
        matches!(
            self,
            Self::Insert(_) | Self::Remove(_) | Self::SetAside(_) | Self::Adopt(_)
        )
    }

    /// Whether it changes the mark of this id.
    #[must_use]
    pub fn is_about(&self, id: &AnnotationId) -> bool {
        matches!(
            self,
            Self::Insert(mark) | Self::Remove(mark) | Self::SetAside(mark) | Self::Adopt(mark)
                if mark.id == *id
        )
    }

    fn inverse(&self) -> Self {
        match self {
            Self::Insert(annotation) => Self::Remove(annotation.clone()),
            Self::Remove(annotation) => Self::Insert(annotation.clone()),
            Self::Speakers { from, to } => Self::Speakers {
                from: to.clone(),
                to: from.clone(),
            },
            Self::SetAside(mark) => Self::Adopt(mark.clone()),
            Self::Adopt(mark) => Self::SetAside(mark.clone()),
            Self::LeftOut { from, to } => Self::LeftOut {
                from: to.clone(),
                to: from.clone(),
            },
            Self::Article { from, to } => Self::Article {
                from: to.clone(),
                to: from.clone(),
            },
            Self::Reanchored { from, to } => Self::Reanchored {
                from: to.clone(),
                to: from.clone(),
            },
            Self::Done(done) => Self::Done(!done),
        }
    }
}

/// Edits that belong together: undone and redone as one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
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

    /// The transaction that makes `to` out of `from`, but for the annotator. Both must be sorted.
    #[must_use]
    pub fn between(what: &str, from: &AnnotationSet, to: &AnnotationSet) -> Self {
        use std::collections::HashMap;
        type Marks = [Arc<Annotation>];
        fn by_id(marks: &Marks) -> HashMap<&AnnotationId, &Arc<Annotation>> {
            marks.iter().map(|mark| (&mark.id, mark)).collect()
        }
        // Those of the one that the other does not hold just so.
        fn only<'a>(these: &'a Marks, those: &Marks) -> Vec<&'a Arc<Annotation>> {
            let those = by_id(those);
            let differs = |mark: &&Arc<Annotation>| those.get(&mark.id) != Some(mark);
            these.iter().filter(differs).collect()
        }
        let mut edits: Vec<_> = only(&from.annotations, &to.annotations)
            .into_iter()
            .cloned()
            .map(Edit::Remove)
            .collect();
        let adopted = only(&from.orphans, &to.orphans);
        edits.extend(adopted.into_iter().cloned().map(Edit::Adopt));
        if from.article != to.article {
            edits.push(Edit::Article {
                from: Box::new(from.article.clone()),
                to: Box::new(to.article.clone()),
            });
        }
        let regions = |set: &AnnotationSet| (set.left_out.clone(), set.orphan_regions.clone());
        if regions(from) != regions(to) {
            edits.push(Edit::LeftOut {
                from: regions(from),
                to: regions(to),
            });
        }
        if from.reanchored != to.reanchored {
            edits.push(Edit::Reanchored {
                from: from.reanchored.clone(),
                to: to.reanchored.clone(),
            });
        }
        if from.done != to.done {
            edits.push(Edit::Done(to.done));
        }
        if from.speakers != to.speakers {
            edits.push(Edit::Speakers {
                from: from.speakers.clone(),
                to: to.speakers.clone(),
            });
        }
        let aside = only(&to.orphans, &from.orphans);
        edits.extend(aside.into_iter().cloned().map(Edit::SetAside));
        let new = only(&to.annotations, &from.annotations);
        edits.extend(new.into_iter().cloned().map(Edit::Insert));
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
        if transaction.edits.len() > MANY {
            return self.apply_many(transaction);
        }
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
            Edit::Insert(mark) => insert(&mut self.annotations, mark)?,
            Edit::Remove(mark) => remove(&mut self.annotations, mark)?,
            Edit::SetAside(mark) => insert(&mut self.orphans, mark)?,
            Edit::Adopt(mark) => remove(&mut self.orphans, mark)?,
            Edit::Speakers { from, to } => {
                if self.speakers != *from {
                    return Err(EditError::SpeakersDiffer);
                }
                self.speakers.clone_from(to);
            }
            Edit::LeftOut { from, to } => {
                if self.left_out != from.0 || self.orphan_regions != from.1 {
                    return Err(EditError::LeftOutDiffers);
                }
                (self.left_out, self.orphan_regions) = to.clone();
            }
            Edit::Article { from, to } => {
                if self.article != **from {
                    return Err(EditError::ArticleDiffers);
                }
                self.article.clone_from(to);
            }
            Edit::Reanchored { from, to } => {
                if self.reanchored != *from {
                    return Err(EditError::ReanchoredDiffers);
                }
                self.reanchored.clone_from(to);
            }
            Edit::Done(done) => {
                if self.done == *done {
                    return Err(EditError::DoneDiffers);
                }
                self.done = *done;
            }
        }
        Ok(())
    }
}

/// Where a mark stands or would stand in a sorted list.
fn find(marks: &[Arc<Annotation>], mark: &Annotation) -> Result<usize, usize> {
    marks.binary_search_by(|other| other.order().cmp(&mark.order()))
}

fn insert(marks: &mut Vec<Arc<Annotation>>, mark: &Arc<Annotation>) -> Result<(), EditError> {
    match find(marks, mark) {
        Ok(_) => Err(EditError::AlreadyThere(mark.id.clone())),
        Err(place) => {
            marks.insert(place, mark.clone());
            Ok(())
        }
    }
}

fn remove(marks: &mut Vec<Arc<Annotation>>, mark: &Arc<Annotation>) -> Result<(), EditError> {
    match find(marks, mark) {
        Ok(place) if marks[place] == *mark => {
            marks.remove(place);
            Ok(())
        }
        _ => Err(EditError::NotThere(mark.id.clone())),
    }
}
