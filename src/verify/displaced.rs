//! Where a mark's words stand now, if not where the set says.
//!
//! An edit at an article's top displaces every mark behind it. A search of the whole text for each would take minutes in a long
//! article, so all places of the text are sorted once by what stands there.

use crate::text::{CharRange, Document};

/// The longest text, in bytes, whose places are sorted: 8 MiB. That takes 16 bytes of memory a byte.
pub(super) const LONGEST: usize = 8 << 20;
/// Places of one quote that are counted: more than that means that the words prove nothing.
const MOST: usize = 1000;
/// Bytes by which places are sorted. Nothing in the news repeats itself for so long.
const SORTED: usize = 256;
/// Places that are looked at for one quote, of all that begin with its first [`SORTED`] bytes; of a longer quote fewer, as each
/// look costs its length.
const LOOKED_AT: usize = 10_000;

/// The places of a text, sorted by its first [`SORTED`] bytes from there. The first eight of them, which mostly decide, are at
/// hand.
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
    /// In more than [`MOST`] places, none of which means anything; or they begin like more than [`LOOKED_AT`] places do, for
    /// [`SORTED`] bytes, and were not looked for further.
    Everywhere,
}

impl<'a> Displaced<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        let text = document.text();
        let mut places: Vec<_> = text
            .char_indices()
            .map(|(byte, _)| (first_eight(&text.as_bytes()[byte..]), byte))
            .collect();
        let bytes = text.as_bytes();
        places.sort_unstable_by(|a, b| {
            a.0.cmp(&b.0)
                .then_with(|| beginning(&bytes[a.1..]).cmp(beginning(&bytes[b.1..])))
        });
        Self { document, places }
    }

    /// Where these words stand as whole characters. `stated` is where they should be, in code points.
    pub(super) fn find(&self, words: &str, stated: CharRange) -> Found {
        if words.is_empty() {
            return Found::Nowhere;
        }
        let text = self.document.text().as_bytes();
        let wanted = beginning(words.as_bytes());
        let low = first_eight(wanted);
        let first = self.places.partition_point(|&(eight, byte)| {
            eight < low || (eight == low && beginning(&text[byte..]) < wanted)
        });
        let like_it = self.places[first..]
            .iter()
            .take_while(|&&(_, byte)| text[byte..].starts_with(wanted));
        let stated = self.document.byte_of(stated.start);
        let (mut looked_at, mut count) = (0, 0);
        let mut nearest: Option<(usize, usize)> = None;
        for &(_, byte) in like_it {
            looked_at += 1 + words.len() / SORTED;
            if looked_at > LOOKED_AT || count > MOST {
                return Found::Everywhere;
            }
            if self.has_whole(words, byte) {
                count += 1;
                let here = (byte.abs_diff(stated), byte);
                nearest = Some(nearest.map_or(here, |nearest| nearest.min(here)));
            }
        }
        match nearest {
            _ if count > MOST => Found::Everywhere,
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
        (plain(byte) && plain(byte + words.len())) || {
            let CharRange { start, end } = self.range(byte, words);
            self.document.is_boundary(start) && self.document.is_boundary(end)
        }
    }
}

fn beginning(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(SORTED)]
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

    #[test]
    fn one_place_is_found_among_many_that_begin_alike() {
        let refrain = "The minister said on Tuesday, in a statement, that ";
        let text = format!("{}nobody was hurt", refrain.repeat(1100));
        let document = Document::new(text.as_str());
        let words = format!("{refrain}nobody was hurt");
        let (start, length) = (1099 * refrain.len(), words.len());
        assert_eq!(
            Displaced::new(&document).find(&words, CharRange::new(0, length)),
            Found::Nearest(CharRange::new(start, start + length), 1)
        );
        // Words so long that they are told apart behind what is sorted by.
        let words = format!("{}nobody", refrain.repeat(20));
        let found = Displaced::new(&document).find(&words, CharRange::new(0, 1));
        assert!(matches!(found, Found::Nearest(_, 1)), "{found:?}");
    }
}
