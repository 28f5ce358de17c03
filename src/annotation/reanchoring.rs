//! A set and an article that has changed: where does each mark stand now? Every piece of a mark gets a [`Verdict`], and none is
//! put on a place that is not its own without anybody being asked.

use super::{AnnotationSet, Fragment};
use crate::text::Document;

mod verdict;

pub use verdict::{OfFragment, OfMark, OfRegion, Taking, Verdict, Verdicts};

/// Looks for the places of all marks and regions in the article as it is now, those that were set aside as well. `old` is the text
/// that the set was made on, where it is at hand: see [`AnnotationSet::fits`]; another text is of no use and is not looked at.
#[must_use]
pub fn reanchor(set: &AnnotationSet, new: &Document, old: Option<&Document>) -> Verdicts {
    let _ = old.filter(|old| set.fits(old));
    let find = |fragment: &Fragment| naive(fragment, new);
    let of_mark = |mark: &std::sync::Arc<super::Annotation>| OfMark {
        mark: mark.clone(),
        fragments: mark.fragments.iter().map(find).collect(),
    };
    let of_region = |region: &super::Region| {
        OfRegion::of(region, region.ends_as_fragments().each_ref().map(find), new)
    };
    Verdicts {
        marks: set.annotations.iter().map(of_mark).collect(),
        orphans: set.orphans.iter().map(of_mark).collect(),
        left_out: set.left_out.iter().map(of_region).collect(),
        orphan_regions: set.orphan_regions.iter().map(of_region).collect(),
    }
}

fn naive(fragment: &Fragment, new: &Document) -> OfFragment {
    let whole = format!("{}{}{}", fragment.before, fragment.quote, fragment.after);
    let places: Vec<_> = new
        .text()
        .match_indices(&whole)
        .filter_map(|(byte, _)| {
            let start = new.char_of_byte(byte + fragment.before.len());
            let end = start + fragment.quote.chars().count();
            new.span(crate::text::CharRange::new(start, end)).ok()
        })
        .collect();
    let verdict = match places.len() {
        0 => Verdict::Lost,
        1 => Verdict::Exact,
        _ => Verdict::Ambiguous,
    };
    OfFragment {
        verdict,
        places,
        why: "",
    }
}
