//! What an article's text says more than once: a headline that is also a caption, a story that was pasted twice.
//!
//! A stretch of 63 bytes or more holds a window of 32 bytes that begins at a multiple of 32, wherever it stands. So if all those windows
//! are kept, by a fingerprint of what is in them, and what stands at every place of the text is looked up there, each repeated stretch of
//! that length shows (after R. M. Karp and M. O. Rabin, "Efficient randomized pattern-matching algorithms", IBM Journal of Research and
//! Development 31, 1987; but half of a window's bytes make its fingerprint, which is quicker than to carry one along byte by byte). What
//! the fingerprint finds is compared, so the answer is exact. The costs grow with the text alone.

use std::cell::OnceCell;

use memchr::memmem;

use super::displaced::{Displaced, Found};
use crate::text::{CharRange, Document};

/// Bytes in a window.
const WINDOW: usize = 32;
/// The shortest stretch, in bytes, that surely holds a whole window.
const SURE: usize = 2 * WINDOW - 1;
/// The places of the table that are looked at for one window: it is mostly empty, so hardly any text needs more than two.
const LOOKED_AT: usize = 16;
/// How many bytes are walked over, in times the length of the text, before all its places are sorted to ask them.
const WALKED: usize = 64;

/// The windows of a text that stand in it twice.
pub(super) struct Repeats<'a> {
    document: &'a Document,
    /// Where they begin, in bytes, sorted: each a multiple of [`WINDOW`].
    twice: Vec<usize>,
    /// How many bytes were walked over so far.
    walked: usize,
    sorted: OnceCell<Option<Displaced<'a>>>,
}

impl<'a> Repeats<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        Self {
            document,
            twice: windows_twice(document.text().as_bytes()),
            walked: 0,
            sorted: OnceCell::new(),
        }
    }

    /// Whether the words at these bytes stand anywhere else in the text, be it partly on themselves.
    pub(super) fn has(&mut self, bytes: std::ops::Range<usize>) -> bool {
        if bytes.len() >= SURE {
            // Without a window that stands twice, none of what it is in does.
            let first = self.twice.partition_point(|&window| window < bytes.start);
            if self
                .twice
                .get(first)
                .is_none_or(|&window| window + WINDOW > bytes.end)
            {
                return false;
            }
        }
        let text = self.document.text();
        self.walked = self.walked.saturating_add(text.len());
        if self.walked / WALKED > text.len() {
            return self.has_by_sorting(bytes);
        }
        let text = text.as_bytes();
        let finder = memmem::Finder::new(&text[bytes.clone()]);
        finder.find(&text[bytes.start + 1..]).is_some()
            || finder.find(&text[..bytes.end - 1]).is_some()
    }

    fn has_by_sorting(&self, bytes: std::ops::Range<usize>) -> bool {
        let document = self.document;
        let sort = || {
            (document.text().len() <= super::displaced::LONGEST).then(|| Displaced::new(document))
        };
        // A text that is longer is left alone: nobody reads it.
        let Some(sorted) = self.sorted.get_or_init(sort) else {
            return false;
        };
        let there = CharRange::new(
            document.char_of_byte(bytes.start),
            document.char_of_byte(bytes.end),
        );
        match sorted.find(&document.text()[bytes], there) {
            Found::Nowhere => false,
            Found::Nearest(_, count) => count > 1,
            Found::Everywhere => true,
        }
    }
}

/// The windows that begin at a multiple of [`WINDOW`] and stand somewhere else, too, by their first byte.
fn windows_twice(text: &[u8]) -> Vec<usize> {
    let (windows, _) = text.as_chunks::<WINDOW>();
    if windows.len() < 2 {
        return Vec::new();
    }
    let mut known = Known::of(windows);
    for (start, window) in text.array_windows::<WINDOW>().enumerate() {
        let fingerprint = fingerprint(window);
        if known.may_hold(fingerprint) {
            known.look(fingerprint, window, start);
        }
    }
    let found = known.twice.iter().enumerate().filter(|(_, twice)| **twice);
    found.map(|(index, _)| index * WINDOW).collect()
}

/// Windows by their fingerprints.
struct Known<'t> {
    windows: &'t [[u8; WINDOW]],
    /// 64 bits for each window, one of which its fingerprint sets: most places of a text are told by it to be no window's.
    bits: Vec<u64>,
    /// One more than the index of a window at the place that its fingerprint gives, or at one of the next.
    places: Vec<u32>,
    /// By how much a fingerprint is shifted to be a place, and to be a bit.
    shifts: (u32, u32),
    /// Whether each window stands somewhere else, too.
    twice: Vec<bool>,
}

impl<'t> Known<'t> {
    fn of(windows: &'t [[u8; WINDOW]]) -> Self {
        let each = windows.len().next_power_of_two();
        let of = |count: usize| 64 - count.trailing_zeros();
        let mut known = Self {
            windows,
            bits: vec![0; each],
            places: vec![0; each * 2],
            shifts: (of(each * 2), of(each * 64)),
            twice: vec![false; windows.len()],
        };
        for (index, window) in windows.iter().enumerate() {
            known.enter(index, fingerprint(window));
        }
        known
    }

    fn enter(&mut self, index: usize, fingerprint: u64) {
        let bit = fingerprint >> self.shifts.1;
        self.bits[(bit >> 6) as usize] |= 1 << (bit & 63);
        for step in 0..LOOKED_AT {
            let place = self.place(fingerprint, step);
            match (self.places[place] as usize).checked_sub(1) {
                None => {
                    // A text of more than 128 GiB is none.
                    self.places[place] = u32::try_from(index + 1).unwrap_or(0);
                    return;
                }
                Some(other) if self.windows[other] == self.windows[index] => {
                    self.twice[other] = true;
                    self.twice[index] = true;
                    return;
                }
                Some(_) => {}
            }
        }
        // It can't be found; let what it is in be looked for.
        self.twice[index] = true;
    }

    fn place(&self, fingerprint: u64, step: usize) -> usize {
        ((fingerprint >> self.shifts.0) as usize + step) & (self.places.len() - 1)
    }

    fn may_hold(&self, fingerprint: u64) -> bool {
        let bit = fingerprint >> self.shifts.1;
        self.bits[(bit >> 6) as usize] & (1 << (bit & 63)) != 0
    }

    /// Notes it if one of the windows stands at this byte, which is not its own.
    fn look(&mut self, fingerprint: u64, window: &[u8; WINDOW], start: usize) {
        for step in 0..LOOKED_AT {
            let place = self.place(fingerprint, step);
            let Some(index) = (self.places[place] as usize).checked_sub(1) else {
                return;
            };
            if self.windows[index] == *window {
                self.twice[index] |= index * WINDOW != start;
                return;
            }
        }
    }
}

/// Sixteen bytes of a window, mixed so that the first bits depend on all of them.
fn fingerprint(window: &[u8; WINDOW]) -> u64 {
    let eight = |from: usize| {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&window[from..from + 8]);
        u64::from_le_bytes(bytes)
    };
    // Odd numbers with many bits: those of the golden ratio and of the root of three.
    (eight(0) ^ eight(16).wrapping_mul(0xbb67_ae85_84ca_a73b)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    /// Whether words stand in a text more than once.
    fn twice(text: &str, words: &str) -> bool {
        let starts = 0..=text.len() - words.len();
        starts
            .filter(|&at| text.as_bytes()[at..].starts_with(words.as_bytes()))
            .count()
            > 1
    }

    #[test]
    fn each_repeated_stretch_shows_wherever_it_stands() {
        let stretch = "The minister said on Tuesday that nobody had been hurt, and left.";
        assert!(stretch.len() >= SURE);
        for before in 0..40 {
            for between in 0..40 {
                let text = format!(
                    "{}{stretch}{}{stretch}!",
                    "x".repeat(before),
                    "y".repeat(between)
                );
                let document = Document::new(text.as_str());
                let mut repeats = Repeats::of(&document);
                let start = before + stretch.len() + between;
                assert!(
                    repeats.has(before..before + stretch.len()),
                    "{before} {between}"
                );
                assert!(
                    repeats.has(start..start + stretch.len()),
                    "{before} {between}"
                );
                // With the sign behind it, it stands there once.
                assert!(
                    !repeats.has(start..start + stretch.len() + 1),
                    "{before} {between}"
                );
            }
        }
    }

    #[test]
    fn a_text_that_says_nothing_twice_holds_no_such_window() {
        let article = include_str!("../../tests/fixtures/harbour.txt");
        assert_eq!(windows_twice(article.as_bytes()), [0usize; 0]);
        for text in ["", "short", &"z".repeat(WINDOW)] {
            assert_eq!(windows_twice(text.as_bytes()), [0usize; 0]);
        }
        assert_eq!(
            windows_twice("z".repeat(WINDOW + 1).as_bytes()),
            [0usize; 0]
        );
        assert_eq!(
            windows_twice("z".repeat(2 * WINDOW).as_bytes()),
            [0, WINDOW]
        );
    }

    #[test]
    fn many_questions_about_a_long_text_that_stands_twice_take_no_longer_than_few() {
        let story: String = (0..20_000)
            .map(|number| format!("Sentence {number} was said. "))
            .collect();
        let document = Document::new(format!("{story}{story}"));
        let mut repeats = Repeats::of(&document);
        let start = std::time::Instant::now();
        for at in 0..20_000 {
            assert!(repeats.has(at * 20..at * 20 + 90));
        }
        // Under a second where this was written.
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }

    proptest! {
        #[test]
        fn what_is_said_twice_is_told_from_what_is_not(
            pieces in proptest::collection::vec((0usize..4, any_text()), 1..12), a in 0usize..900, length in 1usize..200, sorting: bool,
        ) {
            let known = ["The port is safe, said the minister, and left.", "\n", "Nobody was hurt 😀. ", "e\u{301}e\u{301}"];
            let text: String = pieces.iter().map(|(index, more)| format!("{}{more}", known[*index])).collect();
            let document = Document::new(text.as_str());
            let range = document.whole_graphemes(CharRange::new(a % text.chars().count(), (a % text.chars().count() + length).min(document.len())));
            let bytes = document.byte_of(range.start)..document.byte_of(range.end);
            let mut repeats = Repeats::of(&document);
            if sorting {
                repeats.walked = usize::MAX;
            }
            let expected = twice(&text, &text[bytes.clone()]);
            let found = repeats.has(bytes);
            // Sorted places are those of whole characters.
            prop_assert!(found == expected || (sorting && expected), "{:?}", document.slice(range));
            prop_assert!(!sorting || !text.is_ascii() || found == expected);
        }
    }
}
