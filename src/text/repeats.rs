//! What of a text stands in it more than once. Marks must know it: words that stand twice need more text around them to be found
//! again.
//!
//! Blanks, quotation marks and dashes do not count: a copy that differs in them alone is a copy, as the one may be made of the other
//! when the page is saved again.

use super::{CharRange, Document, letters::Letters, rolling};

/// Bytes of the stretches that are compared. What repeats itself for less tells nothing of longer words.
const STRETCH: usize = 32;
/// Up to this length, in bytes, a text is gone through the first time that it is asked about; a longer one only by
/// [`Document::note_repeats`], as that takes a tenth of a second for some ten megabytes.
const AT_ONCE: usize = 2 << 20;
/// Where stretches of a text's letters begin that may stand elsewhere in it, too.
#[derive(Debug)]
pub(super) struct Repeats {
    /// Runs of bytes of the letters, half-open, in order.
    runs: Vec<(usize, usize)>,
}

impl Repeats {
    /// Two passes over the letters. What is not in the runs stands nowhere else; what is in them mostly does.
    fn of(letters: &str) -> Self {
        let bytes = letters.as_bytes();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        // Eight bits for each place: one in eight of the lone stretches is taken for another, but hardly thirty of them in a row.
        let bits = (bytes.len() * 8).next_power_of_two().max(64);
        let (mut once, mut again) = (vec![0u64; bits / 64], vec![0u64; bits / 64]);
        let place = |hash: u64| {
            let bit = hash as usize & (bits - 1);
            (bit / 64, 1u64 << (bit % 64))
        };
        for hash in rolling::hashes(bytes, STRETCH) {
            let (word, bit) = place(hash);
            again[word] |= once[word] & bit;
            once[word] |= bit;
        }
        for (at, hash) in rolling::hashes(bytes, STRETCH).enumerate() {
            let (word, bit) = place(hash);
            if again[word] & bit != 0 {
                match runs.last_mut() {
                    Some(last) if last.1 == at => last.1 += 1,
                    _ => runs.push((at, at + 1)),
                }
            }
        }
        Self { runs }
    }

    /// Whether these bytes of the letters may stand elsewhere, too.
    fn may_repeat(&self, start: usize, end: usize) -> bool {
        let Some(last) = end.checked_sub(STRETCH).filter(|&last| last >= start) else {
            return true;
        };
        let run = self.runs.partition_point(|run| run.1 <= start);
        self.runs
            .get(run)
            .is_some_and(|run| run.0 <= start && last < run.1)
    }
}

impl Document {
    /// Its letters. One pass over the text the first time.
    pub(crate) fn letters(&self) -> &Letters {
        self.letters.get_or_init(|| Letters::of(self.text()))
    }

    /// Goes through the text once, so that [`Self::stands_once`] need not go through it for each question: for who will ask many.
    pub fn note_repeats(&self) {
        self.repeats
            .get_or_init(|| Repeats::of(&self.letters().text));
    }

    /// Whether what stands at this range stands nowhere else in the text, blanks, quotation marks and dashes aside. What is nothing
    /// else stands everywhere.
    ///
    /// A walk over the range where that is known already, else one pass over the text, for a text of up to 2 MiB or after
    /// [`Self::note_repeats`]; for others, three passes.
    #[must_use]
    pub fn stands_once(&self, range: CharRange) -> bool {
        let (start, end) = (self.byte_of(range.start), self.byte_of(range.end));
        if self.text().len() <= AT_ONCE {
            self.note_repeats();
        }
        let Some(repeats) = self.repeats.get() else {
            // Nobody said that more will be asked: the very words, then, as they are.
            return stands_once(self.text().as_bytes(), start, end);
        };
        let letters = self.letters();
        let [start, end] = [start, end].map(|byte| letters.place(self.text(), byte));
        start < end
            && (!repeats.may_repeat(start, end) || stands_once(letters.text.as_bytes(), start, end))
    }
}

fn stands_once(text: &[u8], start: usize, end: usize) -> bool {
    if start >= end {
        return false;
    }
    let finder = memchr::memmem::Finder::new(&text[start..end]);
    match finder.find(text) {
        // One that overlaps it counts, too.
        Some(first) if first == start => finder.find(&text[start + 1..]).is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    fn letters(text: &str) -> String {
        crate::text::letters::letters(text).collect()
    }

    proptest! {
        #[test]
        fn what_stands_once_has_one_place(
            parts in proptest::collection::vec(any_text(), 1..4), order in proptest::collection::vec(0usize..4, 1..7),
            start in 0usize..200, length in 0usize..90,
        ) {
            let text: String = order.iter().map(|&part| parts[part % parts.len()].as_str()).collect();
            let document = Document::new(text.as_str());
            let range = CharRange::new(start.min(document.len()), (start + length).min(document.len()));
            let (words, text) = (letters(document.slice(range)), letters(&text));
            let places = (0..text.len()).filter(|&at| text.as_bytes()[at..].starts_with(words.as_bytes())).count();
            prop_assert_eq!(document.stands_once(range), !words.is_empty() && places == 1);
        }
    }

    #[test]
    fn a_caption_is_known_to_stand_twice() {
        let caption = "Gloves are sewn in a hall at the edge of the town, in a “picture” of last May – Karvel.";
        let again = caption.replace(['“', '”'], "\"").replace(' ', "  ");
        let document = Document::new(format!("{caption}\n\nOther words.\n\n{again}\nThe end."));
        let length = caption.chars().count();
        assert!(!document.stands_once(CharRange::new(0, length)));
        assert!(document.stands_once(CharRange::new(0, length + 8)));
        let repeats = document.repeats.get().unwrap();
        assert!(repeats.may_repeat(0, 64) && !repeats.may_repeat(0, 100));
    }

    #[test]
    fn a_long_text_is_gone_through_only_when_many_will_ask() {
        let document = Document::new("One word. ".repeat(AT_ONCE / 10 + 1) + "Another.");
        let last = CharRange::new(document.len() - 8, document.len());
        assert!(document.stands_once(last) && document.repeats.get().is_none());
        document.note_repeats();
        assert!(document.stands_once(last) && !document.stands_once(CharRange::new(0, 500)));
    }
}
