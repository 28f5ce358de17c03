//! How a fragment holds on to its place: its offsets, its words, and a little of the text around it (the shape of the W3C Web
//! Annotation model's text position and text quote selectors).

use super::Fragment;
use crate::text::{CharRange, Document, Span};

/// How much text is kept before and after a fragment, in code points; less where the text ends or a grapheme would be cut. More
/// where these words with so much text around them stand a second time in the article: see [`LONGEST_CONTEXT`].
pub const CONTEXT: usize = 32;
/// The most text that is kept before and after a fragment, in code points. Of words that stand several times in the article with so
/// much of the same text around them, only the order of the marks can tell which are meant.
pub const LONGEST_CONTEXT: usize = 256;

impl Fragment {
    /// The fragment at a span of this document, with so much of the text around it that it stands only once in the article: the
    /// quote selector's text before and after is there to tell one place from all others. Twice as much is taken until it does,
    /// from [`CONTEXT`] up to [`LONGEST_CONTEXT`] code points on each side.
    #[must_use]
    pub fn of(document: &Document, span: Span) -> Self {
        let range = span.range();
        let mut context = CONTEXT;
        let (before, after) = loop {
            let (before, after) = Self::around(document, range, context);
            let whole = CharRange::new(before.start, after.end);
            if context >= LONGEST_CONTEXT || document.stands_once(whole) {
                break (before, after);
            }
            context *= 2;
        };
        Self {
            span: range,
            quote: document.quote(span).to_owned(),
            before: document.slice(before).to_owned(),
            after: document.slice(after).to_owned(),
        }
    }

    /// The text before and after a range, so many code points of it or less.
    pub(super) fn around(
        document: &Document,
        range: CharRange,
        context: usize,
    ) -> (CharRange, CharRange) {
        let mut before = CharRange::new(range.start.saturating_sub(context), range.start);
        while !document.is_boundary(before.start) {
            before.start += 1;
        }
        let mut after = CharRange::new(range.end, (range.end + context).min(document.len()));
        while !document.is_boundary(after.end) {
            after.end -= 1;
        }
        (before, after)
    }

    /// Whether its words stand at its place in this document, with the text around them that it remembers: only then may it be
    /// shown as a mark there. The words alone do not do: a headline stands twice on a page.
    #[must_use]
    pub fn fits(&self, document: &Document) -> bool {
        self.quote_fits(document) && self.context_fits(document)
    }

    /// Whether its words stand at its place.
    #[must_use]
    pub fn quote_fits(&self, document: &Document) -> bool {
        document
            .span(self.span)
            .is_ok_and(|span| document.quote(span) == self.quote)
    }

    /// Whether the text around its place is what it remembers.
    #[must_use]
    pub fn context_fits(&self, document: &Document) -> bool {
        let (start, end) = (
            document.byte_of(self.span.start),
            document.byte_of(self.span.end),
        );
        self.stands_between(&document.text()[..start], &document.text()[end..])
    }

    /// Whether these are the texts before and behind it, as far as it remembers them.
    pub(crate) fn stands_between(&self, ahead: &str, behind: &str) -> bool {
        ahead.ends_with(&self.before) && behind.starts_with(&self.after)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    proptest! {
        #[test]
        fn a_fragment_fits_where_it_was_taken_and_its_context_stands_around_it(text in any_text(), a in 0usize..50, b in 0usize..50) {
            let document = Document::new(text.as_str());
            if let Ok(span) = document.span(document.whole_graphemes(CharRange::new(a.min(b), a.max(b)))) {
                let fragment = Fragment::of(&document, span);
                prop_assert!(fragment.fits(&document));
                let around = format!("{}{}{}", fragment.before, fragment.quote, fragment.after);
                let start = span.start() - fragment.before.chars().count();
                let there: String = text.chars().skip(start).take(around.chars().count()).collect();
                prop_assert_eq!(around, there);
            }
        }
    }

    #[test]
    fn what_stands_twice_is_told_apart_by_more_of_the_text_around_it() {
        let caption = "Gloves are sewn in a hall at the edge of the town, in a picture that an agency took last May.";
        let text = format!(
            "{caption}\n\nOne 😀.\n\n{caption}\n\nTwo.\n\n{}",
            "z".repeat(2000)
        );
        let document = Document::new(text.as_str());
        let fragment = |at: usize, length| {
            let range = CharRange::new(at, at + length);
            Fragment::of(&document, document.span(range).unwrap())
        };
        let second = document.char_of_byte(text.rfind("Gloves").unwrap());
        for at in [40, second + 40] {
            let fragment = fragment(at, 3);
            assert!(fragment.fits(&document));
            let whole = format!("{}{}{}", fragment.before, fragment.quote, fragment.after);
            assert_eq!(text.matches(&whole).count(), 1, "{whole}");
            assert_eq!(fragment.after.chars().count(), 2 * CONTEXT);
        }
        assert_eq!(fragment(98, 3).after.chars().count(), CONTEXT);
        let hopeless = fragment(second + 1000, 3);
        assert_eq!(hopeless.before.chars().count(), LONGEST_CONTEXT);
    }

    #[test]
    fn other_words_at_the_same_place_do_not_fit() {
        let (old, new) = (Document::new("the camp"), Document::new("the lamp"));
        let fragment = Fragment::of(&old, old.span(CharRange::new(4, 8)).unwrap());
        assert!(
            fragment.fits(&old) && !fragment.fits(&new) && !fragment.fits(&Document::new("the"))
        );
    }

    #[test]
    fn the_same_words_elsewhere_do_not_fit() {
        let old = Document::new("no, no. Yes. No, no. Maybe.");
        let fragment = Fragment::of(&old, old.span(CharRange::new(4, 6)).unwrap());
        assert!(fragment.fits(&old));
        let new = Document::new("no. no, no. Yes. No, no. Maybe.");
        assert!(fragment.quote_fits(&new) && !fragment.fits(&new));
    }
}
