//! Words that are marked in one place and stand unmarked in another, in the same set or in those of other articles.
//!
//! Of each mark a [`Phrase`] is kept: hashes of its words, capitals and kinds of quotation marks aside. An [`Index`] of all phrases
//! then tells, word by word, where a text holds one of them; costs grow with the text and with what is found in it.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
};

use strum::IntoEnumIterator;
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    annotation::{AnnotationSet, Kind},
    text::{CharRange, Document, Folding, fold},
};

/// The fewest words that are looked for: shorter ones stand everywhere.
const FEWEST: usize = 3;
/// The most words that are looked at: a whole page is not said twice.
const MOST: usize = 200;
/// How many articles are remembered in which the same words are marked: with two of them, one is always another than that which is
/// looked at.
const ORIGINS: usize = 2;

/// What is kept of a mark's words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Phrase {
    /// The first words, hashed.
    seed: u64,
    /// All words, hashed.
    words: u64,
    /// How many words these are.
    count: usize,
    kind: Kind,
    /// The index of the mark in its file.
    pub mark: usize,
}

/// The phrases of a set: of its marks that are in one piece and long enough.
#[must_use]
pub fn phrases(set: &AnnotationSet) -> Vec<Phrase> {
    let marks = set.annotations.iter().enumerate();
    let phrase = |(mark, annotation): (usize, &std::sync::Arc<crate::annotation::Annotation>)| {
        let [fragment] = &annotation.fragments[..] else {
            return None;
        };
        let words: Vec<_> = fragment
            .quote
            .unicode_words()
            .take(MOST + 1)
            .map(hash_of_word)
            .collect();
        (FEWEST..=MOST).contains(&words.len()).then(|| Phrase {
            seed: hash(&words[..FEWEST]),
            words: Rolling::of(&words).hash(0, words.len()),
            count: words.len(),
            kind: annotation.tag.kind(),
            mark,
        })
    };
    marks.filter_map(phrase).collect()
}

fn hash_of_word(word: &str) -> u64 {
    hash(&fold(word, Folding::SAME_WORDS))
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Hashes of any words in a row, each found in one step: the hash of the first words of a text, for each number of them, as digits
/// in a number system of a great odd base (Rabin and Karp's way).
struct Rolling {
    /// The hash of the first so many words.
    first: Vec<u64>,
    /// The base to the power of so many.
    power: Vec<u64>,
}

impl Rolling {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

    fn of(words: &[u64]) -> Self {
        let (mut first, mut power) = (vec![0u64], vec![1u64]);
        for (index, word) in words.iter().enumerate() {
            first.push(first[index].wrapping_mul(Self::BASE).wrapping_add(*word));
            power.push(power[index].wrapping_mul(Self::BASE));
        }
        Self { first, power }
    }

    /// The hash of so many words from this one on, which must be there.
    fn hash(&self, at: usize, count: usize) -> u64 {
        let before = self.first[at].wrapping_mul(self.power[count]);
        self.first[at + count].wrapping_sub(before)
    }
}

/// Where a phrase comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Origin {
    /// The index of its set.
    pub set: usize,
    /// The index of its mark there.
    pub mark: usize,
    /// Its set's article, hashed.
    pub article: u64,
}

/// All phrases of all sets: by their first words, then by how many words they have, then by all words and the tag.
#[derive(Default, Debug)]
pub struct Index(HashMap<u64, BTreeMap<usize, ByWords>>);

type ByWords = HashMap<(u64, Kind), Vec<Origin>>;

/// Words that are marked elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unmarked {
    /// Where they stand, in code points.
    pub range: CharRange,
    /// As what they are marked there.
    pub kind: Kind,
    /// Where they are marked.
    pub origin: Origin,
}

impl Index {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes a set's phrase up.
    pub fn add(&mut self, phrase: Phrase, origin: Origin) {
        let by_count = self.0.entry(phrase.seed).or_default();
        let by_words = by_count.entry(phrase.count).or_default();
        let origins = by_words.entry((phrase.words, phrase.kind)).or_default();
        let is_known = origins.iter().any(|other| other.article == origin.article);
        if origins.len() < ORIGINS && !is_known {
            origins.push(origin);
        }
    }

    /// The places of a text where words stand that are marked elsewhere and, in this set, not as the same; in text order. `own` is
    /// this set's index and its article's hash. What another annotator marks in the same article is no inconsistency, but another
    /// opinion.
    #[must_use]
    pub fn unmarked(
        &self,
        document: &Document,
        set: &AnnotationSet,
        own: (usize, u64),
    ) -> Vec<Unmarked> {
        let text = document.text();
        let words: Vec<_> = text
            .unicode_word_indices()
            .map(|(at, word)| (at, at + word.len(), hash_of_word(word)))
            .collect();
        let hashes: Vec<_> = words.iter().map(|&(.., hash)| hash).collect();
        let rolling = Rolling::of(&hashes);
        let marked = Marked::of(set);
        let mine: HashMap<_, _> = phrases(set)
            .into_iter()
            .rev()
            .map(|phrase| ((phrase.words, phrase.count, phrase.kind), phrase.mark))
            .collect();
        let mut found: Vec<Unmarked> = Vec::new();
        for (at, first) in hashes.windows(FEWEST).enumerate() {
            let Some(phrases) = self.0.get(&hash(first)) else {
                continue;
            };
            let start = document.char_of_byte(words[at].0);
            // The longest says it all.
            let longest = phrases.iter().rev().find_map(|(&count, by_words)| {
                let end = words.get(at + count - 1)?.1;
                let these = rolling.hash(at, count);
                let range = CharRange::new(start, document.char_of_byte(end));
                Kind::iter().find_map(|kind| {
                    let origins = by_words.get(&(these, kind))?;
                    if marked.touches(kind, range) {
                        return None;
                    }
                    let own_mark = mine.get(&(these, count, kind)).map(|&mark| Origin {
                        set: own.0,
                        mark,
                        article: own.1,
                    });
                    let elsewhere = || {
                        origins
                            .iter()
                            .copied()
                            .find(|origin| origin.article != own.1)
                    };
                    Some(Unmarked {
                        range,
                        kind,
                        origin: own_mark.or_else(elsewhere)?,
                    })
                })
            });
            let inside = |unmarked: &Unmarked| {
                found
                    .last()
                    .is_some_and(|last| unmarked.range.end <= last.range.end)
            };
            if let Some(longest) = longest.filter(|unmarked| !inside(unmarked)) {
                found.push(longest);
            }
        }
        found
    }
}

/// Where a set has marks, by kind, or words that are left out of the article: the fragments sorted by start, each with the farthest end so far.
struct Marked(HashMap<Kind, Vec<(usize, usize)>>);

impl Marked {
    fn of(set: &AnnotationSet) -> Self {
        let mut by_kind: HashMap<_, Vec<_>> = HashMap::new();
        for mark in &set.annotations {
            let spans = mark.fragments.iter();
            let spans = spans.map(|fragment| (fragment.span.start, fragment.span.end));
            by_kind.entry(mark.tag.kind()).or_default().extend(spans);
        }
        // What is not part of the article is not to be marked.
        let left_out = set
            .left_out
            .iter()
            .map(|region| (region.span.start, region.span.end));
        let left_out: Vec<_> = left_out.collect();
        if !left_out.is_empty() {
            for kind in Kind::iter() {
                by_kind.entry(kind).or_default().extend(&left_out);
            }
        }
        for spans in by_kind.values_mut() {
            spans.sort_unstable();
            let mut farthest = 0;
            for (_, end) in spans {
                farthest = farthest.max(*end);
                *end = farthest;
            }
        }
        Self(by_kind)
    }

    fn touches(&self, kind: Kind, range: CharRange) -> bool {
        let spans = self.0.get(&kind).map_or(&[][..], Vec::as_slice);
        let before = spans.partition_point(|(start, _)| *start < range.end);
        before > 0 && spans[before - 1].1 > range.start
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        annotation::{Act, AnnotationId},
        testing::{any_text, empty_set, span_of},
    };

    /// A set with these words marked as claims, where they first stand.
    fn marked(document: &Document, words: &[&str]) -> AnnotationSet {
        let mut set = empty_set(document);
        for (words, bits) in words.iter().zip(1..) {
            let act = Act::Mark {
                span: span_of(document, words),
                kind: Kind::Claim,
                id: AnnotationId::from_random(bits),
                by: "ada".into(),
            };
            let transaction = set.plan(&act, document).unwrap();
            set.apply(&transaction).unwrap();
        }
        set
    }

    fn index(sets: &[(&AnnotationSet, u64)]) -> Index {
        let mut index = Index::default();
        for (at, (set, article)) in sets.iter().enumerate() {
            for phrase in phrases(set) {
                let origin = Origin {
                    set: at,
                    mark: phrase.mark,
                    article: *article,
                };
                index.add(phrase, origin);
            }
        }
        index
    }

    fn words<'d>(document: &'d Document, found: &[Unmarked]) -> Vec<&'d str> {
        let slice = |unmarked: &Unmarked| document.slice(unmarked.range);
        found.iter().map(slice).collect()
    }

    #[test]
    fn the_same_words_are_found_unmarked_in_the_same_and_in_another_article() {
        let here = Document::new("😀 Prices will rise again. He said: “prices  will rise again”.");
        let there =
            Document::new("Cafe\u{301}: PRICES WILL RISE AGAIN, they said; prices will rise.");
        let set = marked(&here, &["Prices will rise again"]);
        let other = empty_set(&there);
        let index = index(&[(&set, 1), (&other, 2)]);
        let found = index.unmarked(&here, &set, (0, 1));
        assert_eq!(words(&here, &found), ["prices  will rise again"]);
        let found = index.unmarked(&there, &other, (1, 2));
        assert_eq!(words(&there, &found), ["PRICES WILL RISE AGAIN"]);
        assert_eq!((found[0].origin.set, found[0].origin.mark), (0, 0));
    }

    #[test]
    fn what_is_marked_with_other_ends_is_marked_and_another_annotator_has_another_opinion() {
        let text = Document::new("“Prices will rise again soon,” he said.");
        let ada = marked(&text, &["Prices will rise again"]);
        let ben = marked(&text, &["will rise again soon"]);
        let none = empty_set(&text);
        let index = index(&[(&ada, 1), (&ben, 1), (&none, 1)]);
        assert_eq!(index.unmarked(&text, &ada, (0, 1)), []);
        assert_eq!(index.unmarked(&text, &none, (2, 1)), []);
        // On another article it would be found, the longest first.
        assert_eq!(index.unmarked(&text, &none, (2, 9)).len(), 2);
    }

    #[test]
    fn what_is_left_out_of_the_article_and_what_was_set_aside_is_not_looked_at() {
        let here = Document::new("Prices will rise again. More: prices will rise again.");
        let mut set = marked(&here, &["Prices will rise again"]);
        let alone = |set: &AnnotationSet| index(&[(set, 1)]).unmarked(&here, set, (0, 1));
        assert_eq!(words(&here, &alone(&set)), ["prices will rise again"]);
        let act = Act::LeaveOut(span_of(&here, "More: prices will rise again."));
        let transaction = set.plan(&act, &here).unwrap();
        set.apply(&transaction).unwrap();
        assert_eq!(alone(&set), []);
        set.left_out.clear();
        set.orphans = std::mem::take(&mut set.annotations);
        assert_eq!(alone(&set), []);
    }

    #[test]
    fn a_few_words_are_too_few() {
        let text = Document::new("more than ever, more than");
        let set = marked(&text, &["more than"]);
        assert_eq!(index(&[(&set, 1)]).unmarked(&text, &set, (0, 1)), []);
    }

    #[test]
    fn words_that_one_annotator_marks_again_and_again_do_not_hide_another_article() {
        let here = Document::new("Prices will rise again. Prices will rise again!");
        let ada = marked(&here, &["Prices will rise again"]);
        let ben = empty_set(&here);
        let there = Document::new("prices will rise again");
        let cy = marked(&there, &["prices will rise again"]);
        let mut many = vec![(&ada, 1); 6];
        many.extend([(&ben, 1), (&cy, 2)]);
        let found = index(&many).unmarked(&here, &ben, (6, 1));
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|unmarked| unmarked.origin.set == 7));
    }

    proptest! {
        #[test]
        fn any_phrase_is_found_in_any_text_that_holds_it_between_blanks(before in any_text(), after in any_text()) {
            let here = Document::new("the port is safe");
            let set = marked(&here, &["the port is safe"]);
            let text = Document::new(format!("{before} the port is safe {after}"));
            let found = index(&[(&set, 1)]).unmarked(&text, &empty_set(&text), (7, 2));
            prop_assert!(words(&text, &found).contains(&"the port is safe"));
        }
    }
}
