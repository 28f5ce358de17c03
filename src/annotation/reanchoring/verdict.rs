//! What was found out about each mark of a set whose article has changed, and what is to be taken over of it.

use std::{collections::HashSet, sync::Arc};

use crate::{
    annotation::{Annotation, AnnotationId, ArticleRecord, Region},
    text::{CharRange, Document, Span},
};

/// What became of a fragment, the best first.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    strum::EnumIter,
    strum::IntoStaticStr,
    strum::Display,
    strum::EnumString,
)]
#[strum(serialize_all = "lowercase")]
pub enum Verdict {
    /// The same words, and all the text around them that it remembers; the offset may be another one.
    Exact,
    /// The same words, found for certain, in surroundings that have changed; or the same words set otherwise: other blanks, quotation
    /// marks or dashes.
    Moved,
    /// The words themselves were changed a little. For a person to accept.
    Edited,
    /// There are several places that are equally good, or one that is not certain. For a person to choose.
    Ambiguous,
    /// No place is good enough to be offered.
    Lost,
}

impl Verdict {
    /// Whether a person must decide.
    #[must_use]
    pub const fn asks(self) -> bool {
        !matches!(self, Self::Exact | Self::Moved)
    }
}

/// What became of one fragment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfFragment {
    /// The verdict.
    pub verdict: Verdict,
    /// Where it may stand in the article as it is now, the best place first, or in text order where none is better: one for
    /// [`Verdict::Exact`], [`Verdict::Moved`] and [`Verdict::Edited`], none for [`Verdict::Lost`].
    pub places: Vec<Span>,
    /// Why it is not exact, in words that go on from the verdict; empty where there is nothing to say.
    pub why: &'static str,
}

/// What became of one mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfMark {
    /// The mark as it was.
    pub mark: Arc<Annotation>,
    /// One for each of its fragments.
    pub fragments: Vec<OfFragment>,
}

/// What became of one region that is left out of the article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfRegion {
    /// The region as it was.
    pub region: Region,
    /// The verdict.
    pub verdict: Verdict,
    /// Its place, where there is one.
    pub place: Option<Span>,
}

/// What became of everything in a set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdicts {
    /// One for each mark, in the set's order.
    pub marks: Vec<OfMark>,
    /// One for each mark that was set aside before, in the set's order.
    pub orphans: Vec<OfMark>,
    /// One for each region that is left out.
    pub left_out: Vec<OfRegion>,
    /// One for each region that had no place any more.
    pub orphan_regions: Vec<OfRegion>,
}

/// A set's way to an article that has changed: for [`crate::annotation::Act::Reanchor`]. Its spans are of that article's Document.
#[derive(Clone, PartialEq, Debug)]
pub struct Taking {
    /// The article as it is now.
    pub article: ArticleRecord,
    /// The marks that are given a place, with a span for each of their pieces. All others are set aside.
    pub marks: Vec<(AnnotationId, Vec<Span>)>,
    /// The place of each region that is left out.
    pub left_out: Vec<Option<Span>>,
    /// The place of each region that had none.
    pub orphan_regions: Vec<Option<Span>>,
    /// How many marks are exact.
    pub exact: usize,
    /// How many marks are on the same words in other surroundings.
    pub moved: usize,
}

impl OfMark {
    /// Its worst fragment's verdict; one without fragments is lost.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let verdicts = self.fragments.iter().map(|fragment| fragment.verdict);
        verdicts.max().unwrap_or(Verdict::Lost)
    }

    /// The best place of each of its fragments; `None` if one has none.
    #[must_use]
    pub fn best(&self) -> Option<Vec<Span>> {
        let best = |fragment: &OfFragment| fragment.places.first().copied();
        let places: Option<Vec<_>> = self.fragments.iter().map(best).collect();
        places.filter(|places| !places.is_empty())
    }

    /// Why it is not exact, as its worst fragment says; empty where there is nothing to say.
    #[must_use]
    pub fn why(&self) -> &'static str {
        let worst = self.fragments.iter().rev().max_by_key(|of| of.verdict);
        worst.map_or("", |of| of.why)
    }
}

impl OfRegion {
    /// A region of whose beginning and end so much is known.
    pub(super) fn of(region: &Region, ends: [OfFragment; 2], new: &Document) -> Self {
        let [begins, ends] = ends;
        let verdict = begins.verdict.max(ends.verdict);
        let place = match (&begins.places[..], &ends.places[..]) {
            ([begins, ..], [ends, ..]) if !verdict.asks() || verdict == Verdict::Edited => {
                let range = CharRange::new(begins.start(), ends.end());
                // What grew so much has taken in what is not its own.
                let most = region.span.len().saturating_mul(2).saturating_add(128);
                let sound = begins.start() <= ends.start() && range.len() <= most;
                new.span(range).ok().filter(|_| sound)
            }
            _ => None,
        };
        Self {
            region: region.clone(),
            verdict: if place.is_some() {
                verdict
            } else {
                Verdict::Lost
            },
            place,
        }
    }
}

impl Verdicts {
    /// All marks, those that were set aside before last.
    pub fn all(&self) -> impl Iterator<Item = &OfMark> {
        self.marks.iter().chain(&self.orphans)
    }

    /// How many marks have each verdict, in the order of [`Verdict`]; those that were set aside before are counted, too.
    #[must_use]
    pub fn counts(&self) -> [usize; 5] {
        let mut counts = [0; 5];
        for of in self.all() {
            counts[of.verdict() as usize] += 1;
        }
        counts
    }

    /// Whether a person must decide about anything.
    #[must_use]
    pub fn ask(&self) -> bool {
        let regions = self.left_out.iter().chain(&self.orphan_regions);
        self.all().any(|of| of.verdict().asks()) || regions.into_iter().any(|of| of.verdict.asks())
    }

    /// What to take over: every mark whose verdict is `accepted` stands on its best place, all others are set aside. `article` is
    /// what the set shall say of its article.
    #[must_use]
    pub fn taking(&self, article: ArticleRecord, accepted: impl Fn(Verdict) -> bool) -> Taking {
        let (mut exact, mut moved) = (0, 0);
        let mut marks = Vec::with_capacity(self.marks.len());
        let mut taken = HashSet::new();
        for of in self.all() {
            let verdict = of.verdict();
            if !accepted(verdict) {
                continue;
            }
            // The same words are not marked twice as the same.
            let places = of.best();
            let places = places.filter(|it| taken.insert((of.mark.tag.kind(), it.clone())));
            if let Some(places) = places {
                exact += usize::from(verdict == Verdict::Exact);
                moved += usize::from(verdict == Verdict::Moved);
                marks.push((of.mark.id.clone(), places));
            }
        }
        let places = |regions: &[OfRegion]| {
            let place = |of: &OfRegion| of.place.filter(|_| accepted(of.verdict));
            regions.iter().map(place).collect()
        };
        Taking {
            article,
            marks,
            left_out: places(&self.left_out),
            orphan_regions: places(&self.orphan_regions),
            exact,
            moved,
        }
    }
}
