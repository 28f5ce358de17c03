//! Which marks stand where: for each paragraph the fragments in it, each on a lane of its own, so that overlapping marks are
//! stacked under the words and none hides another.
//!
//! Kept up to date edit by edit: a change costs what the paragraphs that it touches hold, not what the article holds.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

use super::blocks::Blocks;
use crate::{
    annotation::{Annotation, AnnotationId, Edit, Kind, Transaction},
    text::{CharRange, Document},
};

/// The part of a fragment that stands in one paragraph.
#[derive(Clone, Debug)]
pub struct PlacedFragment {
    /// The mark it belongs to.
    pub annotation: Arc<Annotation>,
    /// Which of the mark's fragments it is.
    pub index: usize,
    /// Its place in code points of the text.
    pub range: CharRange,
    /// Its place in bytes of the paragraph.
    pub bytes: Range<usize>,
    /// Its lane under the words: 0 is the nearest.
    pub lane: usize,
}

/// All fragments that stand on their words, by paragraph. Those that do not are nowhere: a mark is never shown on other words.
#[derive(Default)]
pub struct Placed {
    /// What of the text is set in one piece: "paragraph" is said for short.
    blocks: Blocks,
    paragraphs: Vec<Paragraph>,
    /// All marks, also those that stand nowhere.
    by_id: HashMap<AnnotationId, Arc<Annotation>>,
    /// Who links to each mark, sorted.
    linking: HashMap<AnnotationId, Vec<AnnotationId>>,
}

#[derive(Default)]
struct Paragraph {
    /// Sorted by start, the longer ones first.
    fragments: Vec<PlacedFragment>,
    /// The most lanes in use at once.
    lanes: usize,
    /// The most bytes that a fragment has here: how far back to look for those that reach into a range.
    longest: usize,
}

impl Placed {
    /// Places all marks.
    #[must_use]
    pub fn new(document: &Document, annotations: &[Arc<Annotation>]) -> Self {
        let mut placed = Self {
            blocks: Blocks::of(document),
            ..Self::default()
        };
        placed
            .paragraphs
            .resize_with(placed.blocks.len(), Paragraph::default);
        for annotation in annotations {
            placed.put(document, annotation);
        }
        placed.paragraphs.iter_mut().for_each(Paragraph::arrange);
        placed
    }

    /// Follows a transaction that was applied to the set.
    pub fn follow(&mut self, document: &Document, transaction: &Transaction) {
        let mut touched = Vec::new();
        // Those to be taken out, by paragraph: many at once are taken out in one go.
        let mut leaving: HashMap<usize, HashSet<AnnotationId>> = HashMap::new();
        for edit in &transaction.edits {
            match edit {
                Edit::Insert(annotation) => {
                    let places = self.put(document, annotation);
                    touched.extend(places);
                }
                Edit::Remove(annotation) => {
                    self.by_id.remove(&annotation.id);
                    self.unlink(annotation);
                    for index in
                        places(&self.blocks, document, annotation).map(|(_, index, _)| index)
                    {
                        leaving
                            .entry(index)
                            .or_default()
                            .insert(annotation.id.clone());
                    }
                }
                // What is set aside stands nowhere.
                Edit::SetAside(_)
                | Edit::Adopt(_)
                | Edit::Speakers { .. }
                | Edit::LeftOut { .. }
                | Edit::Article { .. }
                | Edit::Reanchored { .. }
                | Edit::Done(_) => {}
            }
        }
        for (index, ids) in leaving {
            let by_id = &self.by_id;
            // One that comes back in the same step, changed, is there anew: it alone is in the register.
            self.paragraphs[index].fragments.retain(|fragment| {
                let id = &fragment.annotation.id;
                !ids.contains(id)
                    || by_id
                        .get(id)
                        .is_some_and(|now| Arc::ptr_eq(now, &fragment.annotation))
            });
            touched.push(index);
        }
        touched.sort_unstable();
        touched.dedup();
        for index in touched {
            self.paragraphs[index].arrange();
        }
    }

    fn unlink(&mut self, from: &Annotation) {
        for target in from.tag.links() {
            if let Some(linking) = self.linking.get_mut(target) {
                linking.retain(|id| *id != from.id);
                if linking.is_empty() {
                    self.linking.remove(target);
                }
            }
        }
    }

    fn put(&mut self, document: &Document, annotation: &Arc<Annotation>) -> Vec<usize> {
        self.by_id.insert(annotation.id.clone(), annotation.clone());
        for target in annotation.tag.links() {
            let linking = self.linking.entry(target.clone()).or_default();
            if let Err(place) = linking.binary_search(&annotation.id) {
                linking.insert(place, annotation.id.clone());
            }
        }
        let mut touched = Vec::new();
        for (fragment, index, range) in places(&self.blocks, document, annotation) {
            let bytes = self.blocks.byte_in(document, index, range.start)
                ..self.blocks.byte_in(document, index, range.end);
            let placed = PlacedFragment {
                annotation: annotation.clone(),
                index: fragment,
                range,
                bytes,
                lane: 0,
            };
            self.paragraphs[index].fragments.push(placed);
            touched.push(index);
        }
        touched
    }

    /// The mark of this id, wherever it stands, at the same cost in any set.
    #[must_use]
    pub fn find(&self, id: &AnnotationId) -> Option<&Arc<Annotation>> {
        self.by_id.get(id)
    }

    /// The marks that link to a mark, at the same cost in any set.
    #[must_use]
    pub fn linking_to(&self, id: &AnnotationId) -> &[AnnotationId] {
        self.linking.get(id).map_or(&[], Vec::as_slice)
    }

    /// The fragments of paragraph `index` that have something in a range of its bytes.
    pub fn within(
        &self,
        index: usize,
        bytes: Range<usize>,
    ) -> impl Iterator<Item = &PlacedFragment> {
        let paragraph = self.paragraphs.get(index);
        let fragments = paragraph.map_or(&[][..], |paragraph| &paragraph.fragments);
        let reach = paragraph.map_or(0, |paragraph| paragraph.longest);
        let first =
            fragments.partition_point(|fragment| fragment.bytes.start + reach < bytes.start);
        fragments[first..]
            .iter()
            .take_while(move |fragment| fragment.bytes.start < bytes.end)
            .filter(move |fragment| fragment.bytes.end > bytes.start)
    }

    /// Whether a mark of a kind has something in a range of the text, in code points.
    #[must_use]
    pub fn has(&self, document: &Document, kind: Kind, range: CharRange) -> bool {
        let last = range.end.saturating_sub(1).max(range.start);
        let mut paragraphs = self.blocks.of_offset(range.start)..=self.blocks.of_offset(last);
        paragraphs.any(|index| {
            let here = self.blocks.range(index);
            let byte = |at: usize| {
                let at = at.clamp(here.start, here.end);
                self.blocks.byte_in(document, index, at)
            };
            self.within(index, byte(range.start)..byte(range.end))
                .any(|fragment| fragment.annotation.tag.kind() == kind)
        })
    }

    /// How many lanes paragraph `index` needs.
    #[must_use]
    pub fn lanes(&self, index: usize) -> usize {
        self.paragraphs
            .get(index)
            .map_or(0, |paragraph| paragraph.lanes)
    }

    /// The marks at code point `offset`, the smallest first.
    #[must_use]
    pub fn at(&self, document: &Document, offset: usize) -> Vec<Arc<Annotation>> {
        let index = self.blocks.of_offset(offset);
        let byte = self.blocks.byte_in(document, index, offset);
        let mut here: Vec<_> = self
            .within(index, byte..byte + 1)
            .map(|fragment| fragment.annotation.clone())
            .collect();
        here.sort_by(|a, b| a.size().cmp(&b.size()).then_with(|| a.id.cmp(&b.id)));
        here.dedup_by(|a, b| a.id == b.id);
        here
    }

    /// Whether all fragments of a mark stand on their words.
    #[must_use]
    pub fn stands(document: &Document, annotation: &Annotation) -> bool {
        !annotation.fragments.is_empty()
            && annotation
                .fragments
                .iter()
                .all(|fragment| fragment.fits(document))
    }
}

/// Where a mark's fragments stand: the fragment, the paragraph, the part of it there in code points.
fn places<'a>(
    blocks: &'a Blocks,
    document: &'a Document,
    annotation: &'a Annotation,
) -> impl Iterator<Item = (usize, usize, CharRange)> + 'a {
    let fitting = annotation
        .fragments
        .iter()
        .enumerate()
        .filter(|(_, fragment)| fragment.fits(document));
    fitting.flat_map(move |(index, fragment)| {
        let span = fragment.span;
        let paragraphs = blocks.of_offset(span.start)..=blocks.of_offset(span.end - 1);
        paragraphs.filter_map(move |paragraph| {
            let here = blocks.range(paragraph);
            let part = CharRange::new(span.start.max(here.start), span.end.min(here.end));
            (!part.is_empty()).then_some((index, paragraph, part))
        })
    })
}

impl Paragraph {
    /// Sorts the fragments and gives each the lowest lane that is free where it stands.
    fn arrange(&mut self) {
        self.fragments.sort_by(|a, b| {
            let key = |f: &PlacedFragment| (f.bytes.start, std::cmp::Reverse(f.bytes.end));
            key(a)
                .cmp(&key(b))
                .then_with(|| a.annotation.id.cmp(&b.annotation.id))
        });
        // Where each lane is free again.
        let mut free: Vec<usize> = Vec::new();
        self.longest = 0;
        for fragment in &mut self.fragments {
            let lane = free
                .iter()
                .position(|&end| end <= fragment.bytes.start)
                .unwrap_or(free.len());
            if lane == free.len() {
                free.push(0);
            }
            free[lane] = fragment.bytes.end;
            fragment.lane = lane;
            self.longest = self.longest.max(fragment.bytes.len());
        }
        self.lanes = free.len();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        annotation::{Act, AnnotationSet, Fragment},
        testing::empty_set,
    };

    const TEXT: &str = "one two 😀 three\nالوزير نفى ذلك\nfour e\u{301}five six seven";

    fn marked(spans: &[(usize, usize)]) -> (Document, AnnotationSet, Vec<Transaction>) {
        let document = Document::new(TEXT);
        let mut set = empty_set(&document);
        let mut done = vec![];
        for (n, &(start, length)) in spans.iter().enumerate() {
            let range = CharRange::new(start, (start + length).min(document.len()));
            let Ok(span) = document.span(document.whole_graphemes(range)) else {
                continue;
            };
            let id = AnnotationId::from_random(n as u64);
            let Ok(transaction) = set.plan(
                &Act::Mark {
                    span,
                    kind: Kind::Claim,
                    id,
                    by: "a".into(),
                },
                &document,
            ) else {
                continue;
            };
            set.apply(&transaction).unwrap();
            done.push(transaction);
        }
        (document, set, done)
    }

    fn picture(document: &Document, placed: &Placed) -> Vec<Vec<(String, Range<usize>, usize)>> {
        let paragraphs = 0..document.paragraphs().len();
        paragraphs
            .map(|index| {
                let all = placed.within(index, 0..usize::MAX);
                all.map(|f| (f.annotation.id.to_string(), f.bytes.clone(), f.lane))
                    .collect()
            })
            .collect()
    }

    proptest! {
        #[test]
        fn following_edits_is_as_good_as_placing_anew_and_lanes_never_collide(
            spans in proptest::collection::vec((0usize..50, 1usize..25), 0..20),
            removed in proptest::collection::vec(any::<proptest::sample::Index>(), 0..5),
        ) {
            let (document, mut set, done) = marked(&spans);
            let mut placed = Placed::new(&document, &[]);
            for transaction in &done {
                placed.follow(&document, transaction);
            }
            for index in removed {
                if !set.annotations.is_empty() {
                    let id = index.get(&set.annotations).id.clone();
                    let transaction = set.plan(&Act::Delete(id), &document).unwrap();
                    set.apply(&transaction).unwrap();
                    placed.follow(&document, &transaction);
                }
            }
            let anew = Placed::new(&document, &set.annotations);
            prop_assert_eq!(picture(&document, &placed), picture(&document, &anew));
            for index in 0..document.paragraphs().len() {
                let all: Vec<_> = placed.within(index, 0..usize::MAX).collect();
                for (a, fragment) in all.iter().enumerate() {
                    for other in &all[a + 1..] {
                        let overlap = fragment.bytes.start < other.bytes.end && other.bytes.start < fragment.bytes.end;
                        prop_assert!(!overlap || fragment.lane != other.lane);
                    }
                }
                let length = document.paragraph(index).len();
                for start in 0..length {
                    let found: Vec<_> = placed.within(index, start..start + 1).map(|f| &f.annotation.id).collect();
                    let wanted: Vec<_> = all.iter().filter(|f| f.bytes.contains(&start)).map(|f| &f.annotation.id).collect();
                    prop_assert_eq!(found, wanted);
                }
            }
        }
    }

    #[test]
    fn a_mark_whose_words_are_not_there_is_shown_nowhere() {
        let (document, set, _) = marked(&[(0, 3)]);
        let mut broken = (*set.annotations[0]).clone();
        broken.fragments[0] = Fragment {
            quote: "two".into(),
            ..broken.fragments[0].clone()
        };
        let placed = Placed::new(&document, &[Arc::new(broken)]);
        assert!(placed.at(&document, 1).is_empty());
    }
}
