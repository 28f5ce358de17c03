//! Another text in the place of the one that is shown: the reader stays where they were, as far as that is still there.

use std::sync::Arc;

use super::view::{Press, ReadingView, Reveal};
use crate::text::Document;

/// Paragraphs before and behind a place that are looked for in the new text.
const NEAR: usize = 40;

impl ReadingView {
    /// The place at the top of the view, in code points; `None` at the article's beginning.
    pub fn place_at_top(&mut self, press: &mut Press) -> Option<usize> {
        let paragraph = self.blocks.range(self.top);
        match self.first_byte_in_view(press) {
            Some(byte) => Some(self.blocks.char_in(&self.document, self.top, byte)),
            None => (self.top > 0).then_some(paragraph.start),
        }
    }

    /// A view on another text, at the place that was at the top of the view on the text before.
    #[must_use]
    pub fn turned(old: &Document, document: Arc<Document>, top: Option<usize>) -> Self {
        let place = top.map(|place| same_place(old, &document, place));
        let mut view = Self::new(document);
        if let Some(place) = place {
            view.reveal(place, Reveal::Top);
        }
        view
    }
}

/// The place in a changed text (in code points, at the beginning of a grapheme) that a place in the text before most likely was: in the
/// paragraph of the same words that is nearest, or behind the nearest of its neighbours that is still there, or else as far from the
/// beginning. Looks at every paragraph of the new text.
#[must_use]
pub fn same_place(old: &Document, new: &Document, offset: usize) -> usize {
    let here = old.paragraph_of(offset.min(old.len()));
    let count = old.paragraphs().len();
    let far = (0..=NEAR).flat_map(|far| [here.checked_sub(far), Some(here + far)]);
    for index in far.flatten().filter(|&index| index < count) {
        let words = old.paragraph(index);
        if words.trim().is_empty() {
            continue;
        }
        let same = (0..new.paragraphs().len()).filter(|&other| new.paragraph(other) == words);
        let Some(found) = same.min_by_key(|other| other.abs_diff(index)) else {
            continue;
        };
        // As many paragraphs on as it is from the neighbour.
        let there = (found + here).saturating_sub(index);
        let there = there.min(new.paragraphs().len() - 1);
        let into = match new.paragraph(there) == old.paragraph(here) {
            true => offset.min(old.len()) - old.paragraphs()[here].range.start,
            false => 0,
        };
        return new
            .grapheme_at(new.paragraphs()[there].range.start + into)
            .start;
    }
    new.grapheme_at(offset * new.len() / old.len().max(1)).start
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    #[test]
    fn the_reader_stays_with_the_words() {
        let old = Document::new("one\n\ntwo and more\n\nthree\n\nfour");
        let new = Document::new("zero\n\none\n\ntwo and more\n\nthree!\n\nfour");
        let at = |words: &str| old.char_of_byte(old.text().find(words).unwrap());
        let there = |words: &str| new.char_of_byte(new.text().find(words).unwrap());
        assert_eq!(same_place(&old, &new, at("more")), there("more"));
        assert_eq!(same_place(&old, &new, at("three")), there("three!"));
        assert_eq!(same_place(&old, &Document::new("x"), 7), 0);
    }

    proptest! {
        #[test]
        fn every_place_has_one_in_any_other_text(old in any_text(), new in any_text(), at in 0usize..60) {
            let (old, new) = (Document::new(old.as_str()), Document::new(new.as_str()));
            let at = at.min(old.len());
            let there = same_place(&old, &new, at);
            prop_assert!(there <= new.len());
            prop_assert_eq!(new.grapheme_at(there).start, there);
            prop_assert_eq!(same_place(&old, &old, old.grapheme_at(at).start), old.grapheme_at(at).start);
        }
    }
}
