//! A text's letters, digits and signs, without what only sets them: blanks, quotation marks, dashes, and what shows nothing. A page
//! that is saved again, or converted, keeps them.

use super::{Folding, fold, folding};

/// Bytes of the text between two places of which it is known where they are in the letters alone.
const STRIDE: usize = 256;

/// The letters of one text. Each call wants that very text again: they are kept apart so that the text can be borrowed.
#[derive(Debug)]
pub(crate) struct Letters {
    /// The letters, one behind the other.
    pub(crate) text: String,
    /// How many bytes of letters come before every [`STRIDE`]th byte of the text.
    before: Vec<usize>,
}

impl Letters {
    /// One pass over the text.
    pub(crate) fn of(text: &str) -> Self {
        let mut letters = Self {
            text: String::with_capacity(text.len()),
            before: Vec::with_capacity(text.len() / STRIDE + 1),
        };
        for (byte, c) in text.char_indices() {
            // The first character that begins at or behind a stride's byte.
            while letters.before.len() * STRIDE <= byte {
                letters.before.push(letters.text.len());
            }
            if is_letter(c) {
                letters.text.push(c);
            }
        }
        letters
    }

    /// Where a byte of the text, which begins a character or ends the text, is in the letters.
    pub(crate) fn place(&self, text: &str, byte: usize) -> usize {
        let stride = (byte / STRIDE).min(self.before.len().saturating_sub(1));
        let Some(&before) = self.before.get(stride) else {
            return 0;
        };
        let from = start_of(text, stride);
        if from >= byte {
            return before;
        }
        let letters = text[from..byte].chars().filter(|&c| is_letter(c));
        before + letters.map(char::len_utf8).sum::<usize>()
    }

    /// The byte of the text where the letter begins that begins at this byte of the letters; the text's end for their end.
    pub(crate) fn origin(&self, text: &str, letter: usize) -> usize {
        // The last stride that has no more letters before it.
        let stride = self.before.partition_point(|&before| before <= letter);
        let Some(stride) = stride.checked_sub(1) else {
            return text.len();
        };
        let (from, mut at) = (start_of(text, stride), self.before[stride]);
        for (byte, c) in text[from..].char_indices() {
            if is_letter(c) {
                if at >= letter {
                    return from + byte;
                }
                at += c.len_utf8();
            }
        }
        text.len()
    }
}

/// The first character at or behind a stride's byte.
fn start_of(text: &str, stride: usize) -> usize {
    let mut from = stride * STRIDE;
    while !text.is_char_boundary(from) {
        from += 1;
    }
    from
}

/// Whether a character is more than how words are set.
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        c => !folding::only_sets(c),
    }
}

/// The letters of some words.
pub(crate) fn letters(words: &str) -> impl Iterator<Item = char> {
    words.chars().filter(|&c| is_letter(c))
}

/// Whether words are the same but for how they are set: another blank, but not none; a curly quotation mark for a straight one.
pub(crate) fn are_same(a: &str, b: &str) -> bool {
    let plain = |words: &str| fold(words, Folding::EXACT).replace(folding::GAP, " ");
    a == b || plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    proptest! {
        #[test]
        fn letters_lead_to_the_text_and_back(parts in proptest::collection::vec(any_text(), 0..14)) {
            let text = parts.concat();
            let own = Letters::of(&text);
            prop_assert_eq!(&own.text, &letters(&text).collect::<String>());
            let mut count = 0;
            for (byte, c) in text.char_indices() {
                prop_assert_eq!(own.place(&text, byte), count);
                if is_letter(c) {
                    prop_assert_eq!(own.origin(&text, count), byte);
                    count += c.len_utf8();
                }
            }
            prop_assert_eq!(own.place(&text, text.len()), count);
            prop_assert_eq!(own.origin(&text, count), text.len());
        }
    }

    #[test]
    fn a_blank_may_be_another_one_but_not_none() {
        assert!(are_same("“now\nhere” – 10", "\"now  here\"\u{a0}- 10"));
        assert!(!are_same("now here", "nowhere"));
        assert!(!are_same("10", "100"));
    }
}
