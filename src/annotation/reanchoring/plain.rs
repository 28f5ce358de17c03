//! A text as it is compared where its very words are not found: with all blanks, quotation marks and dashes set in one way, and the
//! gap between two paragraphs a blank like others.

use crate::{
    annotation::{CONTEXT, Fragment},
    text::{CharRange, Document, Folded, Folding},
};

const GAP: char = '\u{2029}';

/// A Document, plain.
pub(super) struct Plain {
    /// Its plain text, as a text with offsets of its own.
    pub(super) text: Document,
    folded: Folded,
}

impl Plain {
    pub(super) fn of(document: &Document) -> Self {
        let folded = Folded::of(document, Folding::EXACT);
        Self {
            text: Document::new(without_gaps(folded.text())),
            folded,
        }
    }

    /// Where a range of the plain text, in its code points, comes from, in code points of the Document.
    pub(super) fn origin(&self, plain: CharRange) -> Option<CharRange> {
        (!plain.is_empty() && plain.end <= self.text.len())
            .then(|| self.folded.origin(plain.start, plain.len()))
    }
}

/// A fragment with the text around it, [`CONTEXT`] code points of it on each side, plain.
pub(super) struct PlainFragment {
    /// Before, words, and after, in one.
    pub(super) whole: String,
    /// Where the words are in it, in bytes.
    pub(super) words: std::ops::Range<usize>,
}

impl PlainFragment {
    pub(super) fn of(fragment: &Fragment) -> Self {
        // What is farther away tells little of words that were changed.
        let (before, after) = (fragment.before.chars(), fragment.after.chars());
        let far = before.clone().count().saturating_sub(CONTEXT);
        let before: String = before.skip(far).collect();
        let after: String = after.take(CONTEXT).collect();
        let whole = format!("{before}{}{after}", fragment.quote);
        let (start, length) = (before.chars().count(), fragment.quote.chars().count());
        let words = CharRange::new(start, start + length);
        let folded = Folded::of_text(&whole, Folding::EXACT);
        let plain = without_gaps(folded.text());
        // A blank that is half in the words is theirs only if they begin, or end, with it.
        let blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
        let begins_blank = blank(fragment.quote.chars().next());
        let ends_blank = blank(fragment.quote.chars().next_back());
        let is_of_words = |index: usize| {
            let from = folded.origin(index, 1);
            let reaches_in = from.start < words.end && words.start < from.end;
            reaches_in
                && (from.start >= words.start || begins_blank)
                && (from.end <= words.end || ends_blank)
        };
        let mut range = plain.len()..plain.len();
        let mut inside = false;
        for (index, (byte, c)) in plain.char_indices().enumerate() {
            if is_of_words(index) {
                if !inside {
                    (range.start, inside) = (byte, true);
                }
                range.end = byte + c.len_utf8();
            }
        }
        Self {
            whole: plain,
            words: range,
        }
    }
}

fn without_gaps(folded: &str) -> String {
    folded.replace(GAP, " ")
}
