//! What became of the marks of a set whose article has changed, and of those that were set aside: found out on a thread, and kept as
//! long as the text and the marks are the same.
//!
//! What is found out while the set is still of the old text, with all its marks in their order, is better than what can be found out
//! about the rest once most of them stand anew: so it is kept through the whole review.

use std::{collections::HashMap, sync::Arc};

use egui::Context;

use super::{desk::Desk, errand::Errand, reading::page::Ghost};
use crate::{
    annotation::{Annotation, AnnotationId, AnnotationSet, OfMark, Verdict, Verdicts, reanchor},
    text::Document,
};

/// See the head of this file.
#[derive(Default)]
pub struct Judging {
    /// The text that all this is about.
    document: Option<Arc<Document>>,
    errand: Option<Errand<Arc<Verdicts>>>,
    /// The last answer, about a whole set.
    whole: Option<Arc<Verdicts>>,
    /// How many marks of it have each verdict, and how many regions lose their place.
    counts: ([usize; 5], usize),
    /// Where marks would stand that are certain, and stand there not yet; sorted.
    ghosts: Vec<Ghost>,
    /// What is known of the marks that a person must decide about.
    open: HashMap<AnnotationId, OfMark>,
    seen: Option<u64>,
    /// Whether the last answer is about the set as it is now.
    current: bool,
}

impl Judging {
    /// Begins with what was found out while the set was opened.
    #[must_use]
    pub fn of(desk: &Desk) -> Self {
        let mut judging = Self {
            document: Some(desk.document.clone()),
            ..Self::default()
        };
        if let Some(verdicts) = desk.verdicts.clone() {
            judging.take_in(verdicts);
        }
        judging
    }

    /// To be called every frame.
    pub fn follow(&mut self, context: &Context, desk: &Desk) {
        let same_text = |of: &Arc<Document>| Arc::ptr_eq(of, &desk.document);
        if !self.document.as_ref().is_some_and(same_text) {
            *self = Self::of(desk);
        }
        let mut answered = false;
        if let Some(answer) = self.errand.as_ref().and_then(Errand::fetch_or_lost) {
            self.errand = None;
            // If it was lost, it is sent again.
            answered = true;
            if let Some(verdicts) = answer {
                self.take_in(verdicts);
            }
        }
        if !answered && self.seen == Some(desk.revision()) {
            return;
        }
        self.seen = Some(desk.revision());
        let set = desk.set();
        self.current = desk.is_behind() && self.whole.as_ref().is_some_and(|of| is_of(of, set));
        let lacking = match desk.is_behind() {
            true => !self.current,
            false => set.orphans.iter().any(|mark| self.verdict(mark).is_none()),
        };
        if lacking && self.errand.is_none() && desk.frozen.is_none() {
            let (set, new, old) = (set.clone(), desk.document.clone(), desk.text_before());
            let look = move || Arc::new(reanchor(&set, &new, old.as_deref()));
            self.errand = Some(Errand::send(context, look));
        }
    }

    fn take_in(&mut self, verdicts: Arc<Verdicts>) {
        let asked = verdicts.marks.iter().filter(|of| of.verdict().asks());
        for of in asked.chain(&verdicts.orphans) {
            // What was known first was found out with more at hand.
            if self.verdict(&of.mark).is_none() {
                self.open.insert(of.mark.id.clone(), of.clone());
            }
        }
        let regions = verdicts.left_out.iter().chain(&verdicts.orphan_regions);
        let lost = regions.filter(|of| of.verdict.asks()).count();
        self.counts = (verdicts.counts(), lost);
        self.ghosts = ghosts(&verdicts);
        self.whole = Some(verdicts);
    }

    /// What became of a mark that has no place, if that is known.
    #[must_use]
    pub fn verdict(&self, mark: &Annotation) -> Option<&OfMark> {
        let of = self.open.get(&mark.id)?;
        (of.mark.fragments == mark.fragments).then_some(of)
    }

    /// Where the marks of a set that is to be taken over would stand, as far as that is certain; nothing for another set.
    #[must_use]
    pub fn ghosts(&self) -> &[Ghost] {
        if self.current { &self.ghosts } else { &[] }
    }

    /// What became of the whole set, if that is known, for one that is to be taken over: all verdicts, how many marks have each, and
    /// how many regions have no place.
    #[must_use]
    pub fn whole(&self) -> Option<(&Arc<Verdicts>, [usize; 5], usize)> {
        let whole = self.whole.as_ref().filter(|_| self.current)?;
        Some((whole, self.counts.0, self.counts.1))
    }
}

/// Where the marks would stand that nobody need be asked about, but for those that stand there already.
fn ghosts(verdicts: &Verdicts) -> Vec<Ghost> {
    let mut ghosts = Vec::new();
    for of in verdicts.all().filter(|of| !of.verdict().asks()) {
        let stood = |range| {
            let there = of.mark.fragments.iter().any(|piece| piece.span == range);
            there && of.verdict() == Verdict::Exact
        };
        let places = of.best().unwrap_or_default();
        let ranges = places.iter().map(|place| place.range());
        let kind = Some(of.mark.tag.kind());
        let new = ranges.filter(|range| !stood(*range));
        ghosts.extend(new.map(|range| Ghost::new(range, kind, false)));
    }
    Ghost::in_order(&mut ghosts);
    ghosts
}

/// Whether verdicts are about a set as it is.
fn is_of(verdicts: &Verdicts, set: &AnnotationSet) -> bool {
    fn same(of: &[OfMark], marks: &[Arc<Annotation>]) -> bool {
        let mut pairs = of.iter().zip(marks);
        of.len() == marks.len()
            && pairs.all(|(of, mark)| Arc::ptr_eq(&of.mark, mark) || of.mark == *mark)
    }
    let regions = |of: &[crate::annotation::OfRegion], regions: &[crate::annotation::Region]| {
        of.iter().map(|of| &of.region).eq(regions)
    };
    same(&verdicts.marks, &set.annotations)
        && same(&verdicts.orphans, &set.orphans)
        && regions(&verdicts.left_out, &set.left_out)
        && regions(&verdicts.orphan_regions, &set.orphan_regions)
}
