//! What of a text stands in it more than once. Marks must know it: words that stand twice need more text around them to be found
//! again.
//!
//! Blanks, quotation marks and dashes do not count: a copy that differs in them alone is a copy, as the one may be made of the other
//! when the page is saved again.

use super::{CharRange, Document, letters::Letters, rolling};

/// Bytes of the stretches that are compared: two or three words. What is shorter is looked for in the whole text.
const STRETCH: usize = 12;
/// Up to this length, in bytes, a text is gone through the first time that it is asked about; a longer one only by
/// [`Document::note_repeats`], as that takes some hundred milliseconds for ten megabytes.
const AT_ONCE: usize = 1 << 19;

/// The stretches of a text's letters that may stand in it more than once.
#[derive(Debug)]
pub(super) struct Repeats {
    /// The low half of a stretch's hash, and the byte of the letters at which it begins; sorted.
    stretches: Vec<(u32, u32)>,
}

impl Repeats {
    /// Two passes over the letters, and a sorting of what is repeated. What is not noted stands only once; what is mostly does not.
    fn of(letters: &str) -> Self {
        let bytes = letters.as_bytes();
        // Eight bits for each place: one in eight of the lone stretches is noted, too.
        let bits = (bytes.len() * 8).next_power_of_two().max(64);
        let (mut once, mut again) = (vec![0u64; bits / 64], vec![0u64; bits / 64]);
        let place = |hash: u64| {
            let bit = (hash >> 32) as usize & (bits - 1);
            (bit / 64, 1u64 << (bit % 64))
        };
        for hash in rolling::hashes(bytes, STRETCH) {
            let (word, bit) = place(hash);
            again[word] |= once[word] & bit;
            once[word] |= bit;
        }
        let hashes = rolling::hashes(bytes, STRETCH).enumerate();
        let repeated = hashes.filter(|&(_, hash)| {
            let (word, bit) = place(hash);
            again[word] & bit != 0
        });
        // A text of four thousand million letters is no article: see `article::LARGEST`.
        let mut stretches: Vec<_> = repeated
            .filter_map(|(at, hash)| Some((hash as u32, u32::try_from(at).ok()?)))
            .collect();
        stretches.sort_unstable();
        Self { stretches }
    }

    /// Where else a stretch of the letters stands, and itself; `None` if it stands nowhere else.
    fn places(&self, stretch: &[u8]) -> Option<&[(u32, u32)]> {
        let hash = rolling::hash_of(stretch) as u32;
        let first = self.stretches.partition_point(|&(other, _)| other < hash);
        let rest = &self.stretches[first..];
        let count = rest.partition_point(|&(other, _)| other == hash);
        (count > 1).then(|| &rest[..count])
    }

    /// Whether these bytes of the letters, which are no fewer than a stretch, stand only once.
    fn stand_once(&self, letters: &[u8], start: usize, end: usize) -> bool {
        // Of a few of its stretches the rarest tells soonest.
        let middle = (end - start - STRETCH) / 2;
        let mut rarest: Option<(usize, &[(u32, u32)])> = None;
        for offset in [0, middle / 2, middle, middle + middle / 2, 2 * middle] {
            let Some(places) = self.places(&letters[start + offset..][..STRETCH]) else {
                return true;
            };
            if rarest.is_none_or(|(_, fewest)| places.len() < fewest.len()) {
                rarest = Some((offset, places));
            }
        }
        let (offset, places) = rarest.unwrap_or((0, &[]));
        let words = &letters[start..end];
        let stands = |&&(_, at): &&(u32, u32)| {
            let from = (at as usize).checked_sub(offset);
            from.is_some_and(|from| letters[from..].starts_with(words))
        };
        places.iter().filter(stands).nth(1).is_none()
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
    /// A walk over the range, and as many comparisons as there are places that begin alike, for a text of up to half a MiB or after
    /// [`Self::note_repeats`]; for others, and for a few letters, one pass over the text.
    #[must_use]
    pub fn stands_once(&self, range: CharRange) -> bool {
        let (start, end) = (self.byte_of(range.start), self.byte_of(range.end));
        if self.text().len() <= AT_ONCE {
            self.note_repeats();
        }
        let letters = self.letters();
        let [start, end] = [start, end].map(|byte| letters.place(self.text(), byte));
        let letters = letters.text.as_bytes();
        match self.repeats.get() {
            Some(repeats) if end.saturating_sub(start) >= STRETCH => {
                repeats.stand_once(letters, start, end)
            }
            // A few letters, or nobody said that more will be asked of a long text.
            _ => stands_once(letters, start, end),
        }
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
