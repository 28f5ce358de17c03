//! A set and an article that has changed: where does each mark stand now? Every piece of a mark gets a [`Verdict`], and none is
//! put on a place that is not its own without anybody being asked.
//!
//! # The method
//!
//! A fragment is a text quote selector with a text position selector (W3C Web Annotation Data Model, 2017, sections 4.2.4 and 4.2.5):
//! its words, the text before and after, and its offsets. [`Fragment::of`] keeps so much of the text around that on either side half
//! of it tells the words from all their copies. So:
//!
//! 1. The letters of all words with the text around them are looked for in one pass (`sought`, `search`); blanks, quotation marks and
//!    dashes do not count. Who is found at one place, while its words stand nowhere else with the text of one side (no rival), is there.
//! 2. Of several places the order tells (`order`): nothing has moved against the mark before or behind it, or against an end of the
//!    text, if nothing in between has changed in length. Who stands out of the order of most is asked about, unless it has left a gap.
//! 3. Who is not found is looked for where the order expects it (`near`); where the old text is at hand, a diff of the two has a say
//!    (`difference`). The same words with the same text right before and behind them, and no other such place, are its own.
//! 4. Who is still not found is looked for by likeness (`alike`), in the plain text (`plain`), and at last by the words alone. What is
//!    found so, and is not just where it is expected, is for a person to judge.
//! 5. Two pieces that stood on different words and would now stand on the very same are both for a person to judge, too.
//!
//! The cost is that of a few passes over the text, of the marks with the text around them, and of a diff of a hundred or two code
//! points for each that is not found whole: it grows with text and marks together. What is searched for those out of order is bounded.

use std::sync::Arc;

use super::{Annotation, AnnotationSet, Fragment, Region};
use crate::text::Document;
use piece::Piece;
use steps::Steps;

mod alike;
mod difference;
mod near;
mod order;
mod piece;
mod plain;
mod search;
mod sought;
mod steps;
mod verdict;

#[cfg(test)]
mod tests;

pub use verdict::{OfFragment, OfMark, OfRegion, Taking, Verdict, Verdicts};

/// Looks for the places of all marks and regions in the article as it is now, those that were set aside as well. `old` is the text
/// that the set was made on, where it is at hand: see [`AnnotationSet::fits`]; another text is of no use and is not looked at.
#[must_use]
pub fn reanchor(set: &AnnotationSet, new: &Document, old: Option<&Document>) -> Verdicts {
    let old = old.filter(|old| set.fits(old));
    // Both are asked about for many pieces.
    new.note_repeats();
    if let Some(old) = old {
        old.note_repeats();
    }
    let length = set.article.text_length;
    let ends = |regions: &[Region]| -> Vec<[Fragment; 2]> {
        regions.iter().map(Region::ends_as_fragments).collect()
    };
    let (standing, aside) = (ends(&set.left_out), ends(&set.orphan_regions));
    let mut pieces = Vec::with_capacity(set.annotations.len() + set.annotations.len() / 8);
    for mark in &set.annotations {
        pieces.extend(
            mark.fragments
                .iter()
                .map(|it| Piece::of_mark(it, length, old)),
        );
    }
    pieces.extend(
        standing
            .iter()
            .flat_map(|ends| Piece::of_region(ends, length)),
    );
    for mark in &set.orphans {
        pieces.extend(
            mark.fragments
                .iter()
                .map(|it| Piece::set_aside(it, set, new)),
        );
    }
    for end in aside.iter().flatten() {
        pieces.push(Piece::set_aside(end, set, new));
    }
    let mut found = Steps::new(pieces, length, new, old).run().into_iter();
    // In the order in which they were asked for.
    let marks = of_marks(&set.annotations, &mut found);
    let left_out = of_regions(&set.left_out, &mut found, new);
    let orphans = of_marks(&set.orphans, &mut found);
    let orphan_regions = of_regions(&set.orphan_regions, &mut found, new);
    Verdicts {
        marks,
        orphans,
        left_out,
        orphan_regions,
    }
}

fn of_marks(
    marks: &[Arc<Annotation>],
    found: &mut impl Iterator<Item = OfFragment>,
) -> Vec<OfMark> {
    let of_mark = |mark: &Arc<Annotation>| OfMark {
        mark: mark.clone(),
        fragments: found.by_ref().take(mark.fragments.len()).collect(),
    };
    marks.iter().map(of_mark).collect()
}

fn of_regions(
    regions: &[Region],
    found: &mut impl Iterator<Item = OfFragment>,
    new: &Document,
) -> Vec<OfRegion> {
    let mut of = Vec::with_capacity(regions.len());
    for region in regions {
        if let (Some(begins), Some(ends)) = (found.next(), found.next()) {
            of.push(OfRegion::of(region, [begins, ends], new));
        }
    }
    of
}
