//! A region of the text that is not part of the article: a second story, "Follow", "1 / 3". The analyst says so; nobody else does.

use serde::{Deserialize, Serialize};

use super::{
    CONTEXT, Fragment, LONGEST_CONTEXT,
    mark::{pair_of_range, range_of_pair},
};
use crate::text::{CharRange, Document, Span};

/// A stretch of the Document's text that is left out of the article.
///
/// It may be long, and what is in the middle of it may change with each saving of the page ("2 hours ago"). So it does not hold its
/// words but how they begin and end, and a little of the text around them.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Its place in code points of the Document's text, half-open, as the file states it.
    #[serde(deserialize_with = "range_of_pair", serialize_with = "pair_of_range")]
    pub span: CharRange,
    /// Its first code points: [`CONTEXT`] of them, or all that it has; less where a grapheme would be cut, but never none.
    pub begins: String,
    /// Its last code points, as many.
    pub ends: String,
    /// Up to [`CONTEXT`] code points before it, or more, as a fragment has them.
    pub before: String,
    /// Up to [`CONTEXT`] code points after it, or more.
    pub after: String,
}

impl Region {
    /// The region at a span of this document.
    #[must_use]
    pub fn of(document: &Document, span: Span) -> Self {
        let range = span.range();
        let mut first = CharRange::new(range.start, (range.start + CONTEXT).min(range.end));
        while !document.is_boundary(first.end) {
            first.end += 1;
        }
        let mut last = CharRange::new(
            range.end.saturating_sub(CONTEXT).max(range.start),
            range.end,
        );
        while !document.is_boundary(last.start) {
            last.start -= 1;
        }
        // Each end by itself stands only once with half of the text beside it, as a fragment does.
        let context = |end: CharRange, ahead: bool| {
            let mut context = CONTEXT;
            while context < LONGEST_CONTEXT {
                let (before, after) = Fragment::around(document, range, context / 2);
                if document.stands_once(match ahead {
                    true => CharRange::new(before.start, end.end),
                    false => CharRange::new(end.start, after.end),
                }) {
                    break;
                }
                context *= 2;
            }
            context
        };
        let before = Fragment::around(document, range, context(first, true)).0;
        let after = Fragment::around(document, range, context(last, false)).1;
        Self {
            span: range,
            begins: document.slice(first).to_owned(),
            ends: document.slice(last).to_owned(),
            before: document.slice(before).to_owned(),
            after: document.slice(after).to_owned(),
        }
    }

    /// Whether it stands at its place in this document: it begins and ends there as it remembers, between the text that it remembers.
    #[must_use]
    pub fn fits(&self, document: &Document) -> bool {
        document.span(self.span).is_ok_and(|span| {
            let words = document.quote(span);
            !self.begins.is_empty()
                && !self.ends.is_empty()
                && words.starts_with(&self.begins)
                && words.ends_with(&self.ends)
                && document.text()[..document.byte_of(self.span.start)].ends_with(&self.before)
                && document.text()[document.byte_of(self.span.end)..].starts_with(&self.after)
        })
    }

    /// Its beginning and its end, each as a fragment that can be looked for.
    #[must_use]
    pub fn ends_as_fragments(&self) -> [Fragment; 2] {
        let CharRange { start, end } = self.span;
        [
            Fragment {
                span: CharRange::new(start, start.saturating_add(self.begins.chars().count())),
                quote: self.begins.clone(),
                before: self.before.clone(),
                after: String::new(),
            },
            Fragment {
                span: CharRange::new(end.saturating_sub(self.ends.chars().count()), end),
                quote: self.ends.clone(),
                before: String::new(),
                after: self.after.clone(),
            },
        ]
    }
}

/// The parts of a text that are left out, none of which touches another: with one more (`joins`), or without what it holds.
pub(super) fn changed(regions: &[CharRange], by: CharRange, joins: bool) -> Vec<CharRange> {
    let mut kept = Vec::with_capacity(regions.len() + 1);
    let mut grown = by;
    for &region in regions {
        let touches = region.start <= by.end && by.start <= region.end;
        match (touches, joins) {
            (false, _) => kept.push(region),
            (true, true) => {
                grown = CharRange::new(grown.start.min(region.start), grown.end.max(region.end));
            }
            (true, false) => kept.extend(
                [
                    CharRange::new(region.start, by.start.min(region.end)),
                    CharRange::new(by.end.max(region.start), region.end),
                ]
                .into_iter()
                .filter(|rest| !rest.is_empty()),
            ),
        }
    }
    if joins {
        kept.push(grown);
    }
    kept.sort_unstable();
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    proptest! {
        #[test]
        fn a_region_fits_where_it_was_taken(text in any_text(), a in 0usize..50, b in 0usize..50) {
            let document = Document::new(text.as_str());
            if let Ok(span) = document.span(document.whole_graphemes(CharRange::new(a.min(b), a.max(b)))) {
                let region = Region::of(&document, span);
                prop_assert!(region.fits(&document));
                prop_assert!(!region.begins.is_empty() && !region.ends.is_empty());
                for end in region.ends_as_fragments() {
                    prop_assert!(end.fits(&document));
                }
            }
        }

        #[test]
        fn leaving_out_and_taking_in_are_what_they_are_for_each_code_point(
            parts in proptest::collection::vec((0usize..40, 1usize..9, any::<bool>()), 0..12),
        ) {
            let (mut regions, mut expected) = (Vec::new(), [false; 64]);
            for (start, length, joins) in parts {
                let by = CharRange::new(start, start + length);
                regions = changed(&regions, by, joins);
                expected[start..start + length].fill(joins);
                let is: Vec<_> = (0..64).map(|at| regions.iter().any(|region| region.contains(at))).collect();
                prop_assert_eq!(&is[..], &expected[..]);
                prop_assert!(regions.windows(2).all(|pair| pair[0].end < pair[1].start));
            }
        }
    }
}
