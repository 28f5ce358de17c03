//! Where words stand in a Document, whatever [`Folding`](super::Folding) takes for the same.

use super::{CharRange, Folded, fold, is_accent};

/// So many places are collected, and no more.
pub const MOST_PLACES: usize = 100_000;

/// Places in text order that do not overlap, in code points; each is of whole grapheme clusters.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Places {
    /// At most [`MOST_PLACES`] of them.
    pub ranges: Vec<CharRange>,
    /// Whether there are more than were collected.
    pub more: bool,
}

impl Places {
    /// Takes one more, unless there is no room.
    pub(super) fn take(&mut self, range: CharRange) {
        if self.ranges.len() < MOST_PLACES {
            self.ranges.push(range);
        } else {
            self.more = true;
        }
    }

    /// The code point behind the last of them; 0 if there is none.
    pub(super) fn end(&self) -> usize {
        self.ranges.last().map_or(0, |range| range.end)
    }
}

impl Folded {
    /// Where these words stand. What is folded to nothing stands nowhere.
    ///
    /// A place whose words are only a part of a cluster is the whole cluster: a letter is taken with its vowel sign, `f` with the
    /// ligature that it is in. Where accents matter, a letter is not found in the same letter with an accent.
    ///
    /// One pass over the folded text.
    #[must_use]
    pub fn find(&self, words: &str) -> Places {
        self.find_where(words, |_| true)
    }

    /// Where these words stand, but only where `fits` agrees. A place that it refuses hides no other that begins in it.
    ///
    /// One pass over the folded text, and for each place refused the length of the words.
    pub fn find_where(&self, words: &str, mut fits: impl FnMut(CharRange) -> bool) -> Places {
        let words = fold(words, self.folding());
        let Some(first) = words.chars().next() else {
            return Places::default();
        };
        let (text, count) = (self.text(), words.chars().count());
        let mut places = Places::default();
        // The byte that was reached, and which character begins there.
        let (mut byte, mut index) = (0, 0);
        let mut from = 0;
        'on: while !places.more {
            for (at, _) in text[from..].match_indices(words.as_str()) {
                let start = from + at;
                index += text[byte..start].chars().count();
                byte = start;
                let range = self.origin(index, count);
                let behind = text[start + words.len()..].chars().next();
                // An accent of the last letter, not one by itself.
                let has_accent = behind.is_some_and(is_accent)
                    && self.origin(index + count, 1).start < range.end;
                if has_accent || range.start < places.end() || !fits(range) {
                    from = start + first.len_utf8();
                    continue 'on;
                }
                places.take(range);
                if places.more {
                    break;
                }
            }
            break;
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        testing::any_text,
        text::{Document, Folding},
    };

    fn find(text: &str, words: &str, folding: Folding) -> Vec<String> {
        let document = Document::new(text);
        let places = Folded::of(&document, folding).find(words);
        let words = places.ranges.iter().map(|range| document.slice(*range));
        words.map(str::to_owned).collect()
    }

    fn all(text: &str, words: &str) -> Vec<String> {
        find(text, words, Folding::ALL)
    }

    #[test]
    fn words_are_found_whatever_their_case_and_whatever_stands_before_them() {
        assert_eq!(
            all("😀 The CAMPS, İ the camps", "camps"),
            ["CAMPS", "camps"]
        );
        assert_eq!(all("İİİ نفى الوزير", "الوزير"), ["الوزير"]);
        assert_eq!(all("\u{feff}a\r\nb", "A b"), ["a\r\nb"]);
        assert_eq!(all("nothing", ""), [""; 0]);
        assert_eq!(all("nothing", "\u{ad}"), [""; 0]);
    }

    #[test]
    fn places_are_of_whole_clusters() {
        assert_eq!(all("e\u{301}tat", "e"), ["e\u{301}"]);
        assert_eq!(all("oﬃce", "of"), ["oﬃ"]);
        assert_eq!(all("Maß", "s"), ["ß"], "once, although it is two of them");
        assert_eq!(all("a👨‍👩‍👧b", "👩"), ["👨‍👩‍👧"]);
        assert_eq!(all("हिन्दी", "हिन"), ["हिन्दी"]);
        assert_eq!(all("camp\u{ad}s", "camps"), ["camp\u{ad}s"]);
        assert_eq!(all("no   plan", "o p"), ["o   p"]);
    }

    #[test]
    fn where_accents_matter_a_letter_is_not_found_under_one() {
        for text in ["x\u{302}", "e\u{301}", "é"] {
            assert_eq!(find(text, "x", Folding::EXACT), [""; 0]);
            assert_eq!(find(text, "e", Folding::EXACT), [""; 0]);
        }
        let (text, words) = ("x\u{302}x\u{302}x", "x\u{302}x");
        assert_eq!(find(text, words, Folding::EXACT), [words]);
        assert_eq!(Document::new(text).len(), 5);
    }

    #[test]
    fn what_is_refused_hides_nothing() {
        let document = Document::new("na na na");
        let folded = Folded::of(&document, Folding::ALL);
        let places = folded.find_where("na na", |range| range.start > 0);
        assert_eq!(places.ranges, [CharRange::new(3, 8)]);
    }

    #[test]
    fn there_is_an_end_to_collecting() {
        let document = Document::new("a ".repeat(MOST_PLACES + 1));
        let folded = Folded::of(&document, Folding::ALL);
        let places = folded.find("a");
        assert_eq!((places.ranges.len(), places.more), (MOST_PLACES, true));
        let document = Document::new("a ".repeat(MOST_PLACES));
        assert!(!Folded::of(&document, Folding::ALL).find("a").more);
    }

    proptest! {
        /// Against folding each run of clusters by itself.
        #[test]
        fn found_is_what_folds_to_the_words(
            text in any_text(), from in 0usize..40, length in 1usize..6, capitals: bool, choice in 0usize..3,
        ) {
            let folding = [Folding::ALL, Folding::EXACT, Folding::SAME_WORDS][choice];
            let document = Document::new(text.as_str());
            let mut words: String = text.chars().skip(from).take(length).collect();
            if capitals && folding.case {
                words = words.to_uppercase();
            }
            let folded_words = fold(&words, folding);
            let places = Folded::of(&document, folding).find(&words);
            let mut end = 0;
            for range in &places.ranges {
                prop_assert!(range.start >= end, "in order, without overlaps");
                end = range.end;
                prop_assert!(document.span(*range).is_ok());
                prop_assert!(fold(document.slice(*range), folding).contains(&folded_words));
            }
            // A blank at the words' end stands for the whole gap in the text, which a window may cut.
            if folded_words.trim() != folded_words || folded_words.is_empty() {
                return Ok(());
            }
            let mut stands: Vec<usize> = (0..=document.len()).filter(|&offset| document.is_boundary(offset)).collect();
            stands.dedup();
            for (index, &start) in stands.iter().enumerate() {
                for &end in &stands[index + 1..] {
                    let window = CharRange::new(start, end);
                    if fold(document.slice(window), folding) == folded_words {
                        prop_assert!(
                            places.ranges.iter().any(|range| range.overlaps(window)),
                            "{words:?} stands at {window} of {text:?}, found {places:?}"
                        );
                    }
                }
            }
        }
    }
}
