//! Where many words stand in one text, found in one pass over it: by the rolling hash of their first bytes, as Karp and Rabin look for
//! many patterns at once.

use std::collections::HashMap;

use crate::text::{QuickHash, rolling};

/// Places of one and the same words that are collected: who stands at more of them is told from none of them by its words.
pub(super) const MOST: usize = 64;

/// What came of it.
pub(super) struct Search {
    /// Which of the different words each of those asked for is.
    which: Vec<usize>,
    /// The bytes at which each of the different words begins, in order, at most [`MOST`].
    places: Vec<Vec<usize>>,
}

impl Search {
    /// Looks for all of these: one pass over the text, and as much again as there is to be compared where hashes agree. Hashes are of
    /// their first `first` bytes. Shorter words cost a pass each, so few may be shorter; and of words that begin alike for so long,
    /// each is compared wherever they begin, until it has [`MOST`] places.
    pub(super) fn of<'w>(text: &str, words: impl Iterator<Item = &'w str>, first: usize) -> Self {
        let mut known: HashMap<&str, usize, QuickHash> = HashMap::default();
        let mut different = Vec::new();
        let which = words
            .map(|words| {
                *known.entry(words).or_insert_with(|| {
                    different.push(words.as_bytes());
                    different.len() - 1
                })
            })
            .collect();
        let mut search = Self {
            which,
            places: vec![Vec::new(); different.len()],
        };
        search.long(text.as_bytes(), &different, first);
        for (words, places) in different.iter().zip(&mut search.places) {
            if words.len() < first && !words.is_empty() {
                let mut from = 0;
                while let Some(at) = memchr::memmem::find(&text.as_bytes()[from..], words) {
                    places.push(from + at);
                    from += at + 1;
                    if places.len() >= MOST {
                        break;
                    }
                }
            }
        }
        search
    }

    fn long(&mut self, text: &[u8], different: &[&[u8]], length: usize) {
        // Those whose first bytes have the same hash, one leading to the next.
        let mut first: HashMap<u64, usize, QuickHash> = HashMap::default();
        let mut next = vec![usize::MAX; different.len()];
        // Most places are told by a bit that no words begin there.
        let bits = (different.len() * 16).next_power_of_two().max(64);
        let mut perhaps = vec![0u64; bits / 64];
        let bit = |hash: u64| {
            let bit = hash as usize & (bits - 1);
            (bit / 64, 1u64 << (bit % 64))
        };
        for (index, words) in different.iter().enumerate() {
            if let Some(beginning) = words.get(..length) {
                let hash = rolling::hash_of(beginning);
                next[index] = first.insert(hash, index).unwrap_or(usize::MAX);
                let (word, bit) = bit(hash);
                perhaps[word] |= bit;
            }
        }
        if first.is_empty() {
            return;
        }
        for (at, hash) in rolling::hashes(text, length).enumerate() {
            let (word, bit) = bit(hash);
            if perhaps[word] & bit == 0 {
                continue;
            }
            let Some(head) = first.get_mut(&hash) else {
                continue;
            };
            // Who has enough places leaves the row, so that a text of one letter costs no more than others.
            let (mut index, mut before) = (*head, usize::MAX);
            while index != usize::MAX {
                let places = &mut self.places[index];
                if text[at..].starts_with(different[index]) {
                    places.push(at);
                }
                let behind = next[index];
                if places.len() < MOST {
                    before = index;
                } else if before == usize::MAX {
                    *head = behind;
                } else {
                    next[before] = behind;
                }
                index = behind;
            }
        }
    }

    /// Where the words that were asked for as number `index` begin, in bytes, in order; at most [`MOST`] places.
    pub(super) fn places(&self, index: usize) -> &[usize] {
        &self.places[self.which[index]]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    proptest! {
        #[test]
        fn all_places_of_all_words_are_found(
            text in proptest::collection::vec(any_text(), 1..5), again in 0usize..3,
            cuts in proptest::collection::vec((0usize..120, 1usize..80), 0..12), strange in any_text(), first in 1usize..40,
        ) {
            let text = text.concat().repeat(again + 1);
            let chars: Vec<char> = text.chars().collect();
            let mut words: Vec<String> = cuts.iter().map(|&(start, length)| chars.iter().skip(start).take(length).collect()).collect();
            words.push(strange);
            let search = Search::of(&text, words.iter().map(String::as_str), first);
            for (index, words) in words.iter().enumerate() {
                let all = (0..text.len()).filter(|&at| !words.is_empty() && text.as_bytes()[at..].starts_with(words.as_bytes()));
                prop_assert_eq!(search.places(index), all.take(MOST).collect::<Vec<_>>());
            }
        }
    }
}
