//! Many edits at once: to put each mark in its place in a long list, one after the other, moves all that stand behind it each time. So
//! what the edits come to is found out first, and each list is made anew in one go.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use super::{Edit, EditError, Transaction, find};
use crate::annotation::{Annotation, AnnotationId, AnnotationSet};

/// What a list of marks is sorted by: see [`Annotation::order`].
type Key<'a> = (usize, Reverse<usize>, &'a AnnotationId);

fn key(mark: &Annotation) -> Key<'_> {
    let extent = mark.extent();
    (extent.start, Reverse(extent.end), &mark.id)
}

/// What becomes of a list, seen one edit after the other.
struct Changes<'a> {
    list: &'a [Arc<Annotation>],
    /// What stands at these places now; nothing where something was taken away.
    now: HashMap<Key<'a>, Option<&'a Arc<Annotation>>>,
}

impl<'a> Changes<'a> {
    fn of(list: &'a [Arc<Annotation>]) -> Self {
        Self {
            list,
            now: HashMap::new(),
        }
    }

    fn there(&self, mark: &Annotation) -> Option<&'a Arc<Annotation>> {
        match self.now.get(&key(mark)) {
            Some(now) => *now,
            None => find(self.list, mark).ok().map(|place| &self.list[place]),
        }
    }

    fn insert(&mut self, mark: &'a Arc<Annotation>) -> Result<(), EditError> {
        match self.there(mark) {
            Some(_) => Err(EditError::AlreadyThere(mark.id.clone())),
            None => {
                self.now.insert(key(mark), Some(mark));
                Ok(())
            }
        }
    }

    fn remove(&mut self, mark: &'a Arc<Annotation>) -> Result<(), EditError> {
        match self.there(mark) {
            Some(there) if there == mark => {
                self.now.insert(key(mark), None);
                Ok(())
            }
            _ => Err(EditError::NotThere(mark.id.clone())),
        }
    }

    /// The list as it is after all of them.
    fn list(&self) -> Vec<Arc<Annotation>> {
        let kept = self
            .list
            .iter()
            .filter(|mark| !self.now.contains_key(&key(mark)));
        let mut list: Vec<_> = kept.chain(self.now.values().copied().flatten()).collect();
        // What was sorted before is so in runs: that is quickly done.
        list.sort_by_cached_key(|mark| key(mark));
        list.into_iter().cloned().collect()
    }
}

impl AnnotationSet {
    /// As [`AnnotationSet::apply`] does it, for many edits.
    pub(super) fn apply_many(&mut self, transaction: &Transaction) -> Result<(), EditError> {
        let (annotations, orphans) = (self.annotations.clone(), self.orphans.clone());
        let mut marks = Changes::of(&annotations);
        let mut aside = Changes::of(&orphans);
        for (done, edit) in transaction.edits.iter().enumerate() {
            let result = match edit {
                Edit::Insert(mark) => marks.insert(mark),
                Edit::Remove(mark) => marks.remove(mark),
                Edit::SetAside(mark) => aside.insert(mark),
                Edit::Adopt(mark) => aside.remove(mark),
                other => self.apply_edit(other),
            };
            if let Err(error) = result {
                let others = transaction.edits[..done].iter().rev();
                for edit in others.filter(|edit| !edit.is_about_a_mark()) {
                    // The inverse of an edit that was just done always fits.
                    let _ = self.apply_edit(&edit.inverse());
                }
                return Err(error);
            }
        }
        (self.annotations, self.orphans) = (marks.list(), aside.list());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        annotation::{Fragment, Kind, Speaker, SpeakerId},
        testing::empty_set,
        text::{CharRange, Document},
    };

    fn mark(document: &Document, id: u64, start: usize, note: bool) -> Arc<Annotation> {
        let span = document.span(CharRange::new(start, start + 1)).unwrap();
        Arc::new(Annotation {
            id: AnnotationId::from_random(id),
            tag: Kind::Claim.empty(),
            labels: Vec::new(),
            fragments: vec![Fragment::of(document, span)],
            note: if note { "x".to_owned() } else { String::new() },
            unsure: false,
            suggested: String::new(),
            by: "a".to_owned(),
        })
    }

    proptest! {
        #[test]
        fn many_at_once_come_to_the_same_as_one_after_the_other(
            steps in proptest::collection::vec((0u8..6, 0u64..4, 0usize..4, any::<bool>()), 0..24),
        ) {
            let document = Document::new("abcdef");
            let mut set = empty_set(&document);
            let mut edits = Vec::new();
            // Most edits fit, so that a long row of them is done; the last one may not.
            let mut now = set.clone();
            let last = steps.len().saturating_sub(1);
            for (index, (what, id, start, note)) in steps.into_iter().enumerate() {
                let mark = mark(&document, id, start, note);
                let edit = match what {
                    0 | 1 => Edit::Insert(mark),
                    2 => Edit::Remove(mark),
                    3 => Edit::SetAside(mark),
                    4 => Edit::Adopt(mark),
                    _ => {
                        let mut to = now.speakers.clone();
                        to.push(Speaker { id: SpeakerId::from_random(id), name: "n".into(), other_names: vec![] });
                        let from = if note { now.speakers.clone() } else { to.clone() };
                        Edit::Speakers { from, to }
                    }
                };
                if now.apply_edit(&edit).is_ok() || index == last {
                    edits.push(edit);
                }
                if index == last / 2 {
                    // What came until here is the set that the rest is done to.
                    set = now.clone();
                    edits.clear();
                }
            }
            let transaction = Transaction { what: String::new(), edits };
            let (mut one, mut many) = (set.clone(), set);
            prop_assert_eq!(one.apply(&transaction), many.apply_many(&transaction));
            prop_assert_eq!(one, many);
        }
    }
}
