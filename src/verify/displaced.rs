//! Where a mark's words stand now, if not where the set says.
//!
//! An edit at an article's top displaces every mark behind it. A search of the whole text for each would take minutes in a long
//! article, so all places of the text are sorted once by what stands there.

use crate::text::{CharRange, Document};

/// The longest text, in bytes, whose places are sorted: 8 MiB. That takes 16 bytes of memory a byte.
pub(super) const LONGEST: usize = 8 << 20;
/// Places that are looked at for one quote: more than that means that the words prove nothing.
const MOST: usize = 1000;

/// The places of a text, sorted by its first eight bytes from there.
pub(super) struct Displaced<'a> {
    document: &'a Document,
    places: Vec<(u64, usize)>,
}

/// Where words were found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    Nowhere,
    /// The place nearest to where they should be, in bytes, and how many places there are.
    Nearest(CharRange, usize),
    /// In so many places that none of them means anything.
    Everywhere,
}

impl<'a> Displaced<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        let text = document.text();
        let mut places: Vec<_> = text
            .char_indices()
            .map(|(byte, _)| (first_eight(&text.as_bytes()[byte..]), byte))
            .collect();
        places.sort_unstable();
        Self { document, places }
    }

    /// Where these words stand as whole characters. `stated` is where they should be, in code points.
    pub(super) fn find(&self, words: &str, stated: CharRange) -> Found {
        if words.is_empty() {
            return Found::Nowhere;
        }
        let low = first_eight(words.as_bytes());
        // All that begins with fewer than eight given bytes.
        let high = low
            | if words.len() < 8 {
                u64::MAX >> (8 * words.len())
            } else {
                0
            };
        let first = self.places.partition_point(|&(eight, _)| eight < low);
        let like_it = self.places[first..]
            .iter()
            .take_while(|&&(eight, _)| eight <= high)
            .take(MOST + 1);
        let stated = self.document.byte_of(stated.start);
        let (mut looked_at, mut count) = (0, 0);
        let mut nearest: Option<(usize, usize)> = None;
        for &(_, byte) in like_it {
            looked_at += 1;
            if self.has_whole(words, byte) {
                count += 1;
                let here = (byte.abs_diff(stated), byte);
                nearest = Some(nearest.map_or(here, |nearest| nearest.min(here)));
            }
        }
        match nearest {
            _ if looked_at > MOST => Found::Everywhere,
            Some((_, byte)) => Found::Nearest(self.range(byte, words), count),
            None => Found::Nowhere,
        }
    }

    fn range(&self, byte: usize, words: &str) -> CharRange {
        CharRange::new(
            self.document.char_of_byte(byte),
            self.document.char_of_byte(byte + words.len()),
        )
    }

    /// Whether these words stand at a byte and cut no character at either end.
    fn has_whole(&self, words: &str, byte: usize) -> bool {
        let text = self.document.text().as_bytes();
        if !text[byte..].starts_with(words.as_bytes()) {
            return false;
        }
        // Between two ASCII characters there is always a boundary, but for CR and LF; that is most of the world's news.
        let plain = |at: usize| {
            let around = &text[at.saturating_sub(1)..text.len().min(at + 1)];
            around.iter().all(|byte| byte.is_ascii() && *byte != b'\r')
        };
        (plain(byte) && plain(byte + words.len()))
            || self.document.span(self.range(byte, words)).is_ok()
    }
}

/// The first eight bytes as one number that sorts as they do; zeros where there are fewer.
fn first_eight(bytes: &[u8]) -> u64 {
    let mut eight = [0; 8];
    let length = bytes.len().min(8);
    eight[..length].copy_from_slice(&bytes[..length]);
    u64::from_be_bytes(eight)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    proptest! {
        #[test]
        fn what_is_found_is_the_nearest_of_all(text in any_text(), a in 0usize..40, length in 1usize..14, stated in 0usize..60) {
            let text = format!("{text}{text}");
            let document = Document::new(text.as_str());
            let words = document.slice(CharRange::new(a, a + length)).to_owned();
            let stated = CharRange::new(stated, stated + length);
            // Overlapping ones count, so not by `matches`.
            let all: Vec<_> = (0..document.len())
                .map(|start| CharRange::new(start, start + words.chars().count()))
                .filter(|&range| document.span(range).is_ok_and(|span| document.quote(span) == words))
                .collect();
            let byte = |range: CharRange| document.byte_of(range.start);
            let nearest = all.iter().min_by_key(|&&range| (byte(range).abs_diff(byte(stated)), range.start));
            let expected = nearest.map_or(Found::Nowhere, |&range| Found::Nearest(range, all.len()));
            prop_assert_eq!(Displaced::new(&document).find(&words, stated), expected);
        }
    }

    #[test]
    fn words_that_stand_everywhere_prove_nothing() {
        let document = Document::new("aa".repeat(2000));
        let displaced = Displaced::new(&document);
        let here = CharRange::new(9, 10);
        assert_eq!(displaced.find("a", here), Found::Everywhere);
        assert_eq!(displaced.find("aaaaaaaaaaaaaaaa", here), Found::Everywhere);
        assert_eq!(displaced.find("b", here), Found::Nowhere);
    }
}
