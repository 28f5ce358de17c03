//! Taking a set over to a changed article, giving marks their place by hand, and setting them aside.

use std::{collections::HashMap, sync::Arc};

use super::{Refused, places::with_fragment};
use crate::{
    annotation::{
        Annotation, AnnotationId, AnnotationSet, Edit, Fragment, Reanchored, Region, Taking,
        Transaction, WasWords, region,
    },
    text::{CharRange, Document, Folding, Span, fold},
};

impl AnnotationSet {
    /// Marks that are given a place stand there; all others are set aside. `document` is the article as it is now.
    pub(super) fn plan_reanchor(&self, document: &Document, taking: &Taking) -> Transaction {
        document.note_repeats();
        let places: HashMap<&AnnotationId, &Vec<Span>> =
            taking.marks.iter().map(|(id, spans)| (id, spans)).collect();
        let mut standing: Vec<Arc<Annotation>> = Vec::with_capacity(self.annotations.len());
        let (mut aside, mut edited) = (Vec::new(), Vec::new());
        let mut taken = std::collections::HashSet::new();
        for old in self.all_marks() {
            let spans = places.get(&old.id).filter(|spans| {
                // The same words are not marked twice as the same.
                !spans.is_empty() && taken.insert((old.tag.kind(), *spans))
            });
            let Some(spans) = spans else {
                aside.push(old.clone());
                continue;
            };
            let new = placed(document, old, spans);
            edited.extend(was(old, &new));
            standing.push(if new == **old {
                old.clone()
            } else {
                new.into()
            });
        }
        let (left_out, orphan_regions) = self.regions_taken_over(document, taking);
        let mut to = Self {
            article: taking.article.clone(),
            annotations: standing,
            left_out,
            orphan_regions,
            ..self.clone()
        };
        to.reanchored.push(Reanchored {
            from: self.article.text_sha256,
            to: taking.article.text_sha256,
            exact: taking.exact,
            moved: taking.moved,
            aside: aside.len(),
            edited,
        });
        to.orphans = aside;
        to.sort();
        let mut transaction =
            Transaction::between("take the marks over to the changed article", self, &to);
        from_the_end(&mut transaction.edits);
        transaction
    }

    fn regions_taken_over(
        &self,
        document: &Document,
        taking: &Taking,
    ) -> (Vec<Region>, Vec<Region>) {
        let (mut ranges, mut aside) = (Vec::new(), Vec::new());
        let places = taking.left_out.iter().chain(&taking.orphan_regions);
        for (old, place) in self
            .left_out
            .iter()
            .chain(&self.orphan_regions)
            .zip(places.chain(std::iter::repeat(&None)))
        {
            match place {
                Some(span) => ranges = region::changed(&ranges, span.range(), true),
                None => aside.push(old.clone()),
            }
        }
        (regions(document, &ranges), aside)
    }

    pub(super) fn plan_place(
        &self,
        document: &Document,
        id: &AnnotationId,
        spans: &[Span],
    ) -> Result<Transaction, Refused> {
        let old = self.orphan(id).ok_or(Refused::Gone)?;
        if spans.is_empty() {
            return Err(Refused::NoWords);
        }
        let new = placed(document, old, spans);
        let ranges: Vec<_> = new.fragments.iter().map(|fragment| fragment.span).collect();
        self.check_new(old.tag.kind(), &ranges, id)?;
        let mut edits = vec![Edit::Adopt(old.clone())];
        if let (Some(was), false) = (was(old, &new), self.reanchored.is_empty()) {
            let mut to = self.reanchored.clone();
            if let Some(last) = to.last_mut() {
                last.edited.push(was);
            }
            edits.push(Edit::Reanchored {
                from: self.reanchored.clone(),
                to,
            });
        }
        edits.push(Edit::Insert(new.into()));
        Ok(Transaction {
            what: format!("give a {} its place", old.tag.kind()),
            edits,
        })
    }

    pub(super) fn plan_set_aside(&self, id: &AnnotationId) -> Result<Transaction, Refused> {
        let old = self.find_mark(id)?;
        Ok(Transaction {
            what: format!("set a {} aside", old.tag.kind()),
            edits: vec![Edit::Remove(old.clone()), Edit::SetAside(old.clone())],
        })
    }

    /// Leaves a stretch of the text out of the article (`out`), or takes it in again.
    pub(super) fn plan_left_out(&self, document: &Document, span: Span, out: bool) -> Transaction {
        // A broken one stays as it is: the rules complain about it.
        let (sound, mut to): (Vec<_>, Vec<_>) = self
            .left_out
            .iter()
            .cloned()
            .partition(|region| region.fits(document));
        let ranges: Vec<_> = sound.iter().map(|region| region.span).collect();
        let ranges = region::changed(&ranges, span.range(), out);
        to.extend(regions(document, &ranges));
        to.sort_by_key(|region| region.span);
        let what = match out {
            true => "leave words out of the article",
            false => "take words into the article",
        };
        self.with_regions(what, to, self.orphan_regions.clone())
    }

    pub(super) fn plan_forget_region(&self, index: usize) -> Result<Transaction, Refused> {
        let mut aside = self.orphan_regions.clone();
        if index >= aside.len() {
            return Err(Refused::NoSuchRegion);
        }
        aside.remove(index);
        Ok(self.with_regions("forget a region", self.left_out.clone(), aside))
    }

    fn with_regions(&self, what: &str, left_out: Vec<Region>, aside: Vec<Region>) -> Transaction {
        let from = (self.left_out.clone(), self.orphan_regions.clone());
        let to = (left_out, aside);
        Transaction {
            what: what.to_owned(),
            edits: if from == to {
                Vec::new()
            } else {
                vec![Edit::LeftOut { from, to }]
            },
        }
    }
}

/// A mark at other places.
fn placed(document: &Document, old: &Annotation, spans: &[Span]) -> Annotation {
    let fragments = match spans {
        [span] => vec![Fragment::of(document, *span)],
        spans => spans.iter().fold(Vec::new(), |fragments, span| {
            with_fragment(document, &fragments, *span)
        }),
    };
    Annotation {
        fragments,
        ..old.clone()
    }
}

/// What a mark's words were, if they are others now, and not only set otherwise.
fn was(old: &Annotation, new: &Annotation) -> Option<WasWords> {
    let (was, is) = (old.words(), new.words());
    let other = was != is && fold(&was, Folding::EXACT) != fold(&is, Folding::EXACT);
    other.then(|| WasWords {
        mark: old.id.clone(),
        was,
    })
}

fn regions(document: &Document, ranges: &[CharRange]) -> Vec<Region> {
    // Made of spans, whose ends are ends of characters.
    let spans = ranges.iter().filter_map(|&range| document.span(range).ok());
    spans.map(|span| Region::of(document, span)).collect()
}

/// Takes marks out beginning with the last: the others need not move up for each.
fn from_the_end(edits: &mut [Edit]) {
    let removed = edits
        .iter()
        .take_while(|edit| matches!(edit, Edit::Remove(_)));
    let removed = removed.count();
    edits[..removed].reverse();
}
