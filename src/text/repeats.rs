//! What of a text stands in it more than once. Marks must know it: words that stand twice need more text around them to be found
//! again.

use super::{CharRange, Document, rolling};

/// Bytes of the stretches that are compared. What repeats itself for less tells nothing of longer words.
const STRETCH: usize = 32;
/// Up to this length, in bytes, a text is gone through the first time that it is asked about; a longer one only by
/// [`Document::note_repeats`], as that takes a tenth of a second for some ten megabytes.
const AT_ONCE: usize = 2 << 20;

/// Where stretches begin that may stand elsewhere, too.
#[derive(Debug)]
pub(super) struct Repeats {
    /// Runs of such bytes, half-open, in order.
    runs: Vec<(u32, u32)>,
}

impl Repeats {
    /// Two passes over the text. What is not in its runs stands nowhere else; what is in them mostly does.
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
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
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for (at, hash) in rolling::hashes(bytes, STRETCH).enumerate() {
            let (word, bit) = place(hash);
            // Beyond four thousand million bytes nothing is known, and every place is looked for.
            let Ok(at) = u32::try_from(at) else {
                runs.push((u32::MAX, u32::MAX));
                break;
            };
            if again[word] & bit != 0 {
                match runs.last_mut() {
                    Some(last) if last.1 == at => last.1 += 1,
                    _ => runs.push((at, at + 1)),
                }
            }
        }
        Self { runs }
    }

    /// Whether these bytes of the text may stand elsewhere, too.
    fn may_repeat(&self, start: usize, end: usize) -> bool {
        let Some(last) = end.checked_sub(STRETCH).filter(|&last| last >= start) else {
            return true;
        };
        let run = self.runs.partition_point(|run| run.1 as usize <= start);
        self.runs
            .get(run)
            .is_some_and(|run| run.0 as usize <= start && last < run.1 as usize)
    }
}

impl Document {
    /// Goes through the text once, so that [`Self::stands_once`] need not go through it for each question: for who will ask many.
    pub fn note_repeats(&self) {
        self.repeats.get_or_init(|| Repeats::of(self.text()));
    }

    /// Whether what stands at this range stands nowhere else in the text. An empty range stands everywhere.
    ///
    /// One pass over the text, unless it is known already that there is no such repetition.
    #[must_use]
    pub fn stands_once(&self, range: CharRange) -> bool {
        if range.is_empty() {
            return false;
        }
        let (start, end) = (self.byte_of(range.start), self.byte_of(range.end));
        if self.text().len() <= AT_ONCE {
            self.note_repeats();
        }
        if let Some(repeats) = self.repeats.get()
            && !repeats.may_repeat(start, end)
        {
            return true;
        }
        let bytes = self.text().as_bytes();
        let finder = memchr::memmem::Finder::new(&bytes[start..end]);
        match finder.find(bytes) {
            // One that overlaps it counts, too.
            Some(first) if first == start => finder.find(&bytes[start + 1..]).is_none(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    proptest! {
        #[test]
        fn what_stands_once_has_one_place(
            parts in proptest::collection::vec(any_text(), 1..4), order in proptest::collection::vec(0usize..4, 1..7),
            start in 0usize..200, length in 0usize..90,
        ) {
            let text: String = order.iter().map(|&part| parts[part % parts.len()].as_str()).collect();
            let document = Document::new(text.as_str());
            let range = CharRange::new(start.min(document.len()), (start + length).min(document.len()));
            let words = document.slice(range);
            let places = (0..text.len()).filter(|&at| text.as_bytes()[at..].starts_with(words.as_bytes())).count();
            prop_assert_eq!(document.stands_once(range), !range.is_empty() && places == 1);
        }
    }

    #[test]
    fn a_caption_is_known_to_stand_twice() {
        let caption =
            "Gloves are sewn in a hall at the edge of the town, in a picture of last May.";
        let document = Document::new(format!("{caption}\n\nOther words.\n\n{caption}\nThe end."));
        assert!(!document.stands_once(CharRange::new(0, 76)));
        assert!(document.stands_once(CharRange::new(0, 80)));
        let repeats = document.repeats.get().unwrap();
        assert!(repeats.may_repeat(0, 76) && !repeats.may_repeat(0, 120));
    }
}
