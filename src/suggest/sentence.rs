//! One sentence as it is read for who says what: its parts, and the noun phrases in it that may be a speaker.

use std::ops::Range;

use super::{
    cues,
    words::{Part, What},
};

/// Words that no noun phrase goes across, sorted.
const BOUNDS: &[&str] = &[
    "after", "although", "are", "as", "be", "because", "been", "before", "being", "but", "called",
    "can", "could", "did", "do", "does", "had", "has", "have", "how", "if", "is", "may", "might",
    "must", "nor", "not", "or", "she", "should", "since", "so", "than", "that", "then", "they",
    "though", "unless", "until", "was", "were", "what", "when", "where", "whether", "which",
    "while", "who", "whom", "why", "will", "would", "yet",
];

/// Prepositions, sorted.
const PREPOSITIONS: &[&str] = &[
    "about",
    "above",
    "according",
    "across",
    "after",
    "against",
    "ahead",
    "along",
    "amid",
    "among",
    "around",
    "at",
    "before",
    "behind",
    "below",
    "between",
    "beyond",
    "by",
    "despite",
    "during",
    "following",
    "for",
    "from",
    "in",
    "inside",
    "into",
    "near",
    "of",
    "off",
    "on",
    "out",
    "outside",
    "over",
    "per",
    "since",
    "through",
    "to",
    "toward",
    "towards",
    "under",
    "until",
    "up",
    "upon",
    "via",
    "with",
    "within",
    "without",
];

/// Determiners, sorted.
const DETERMINERS: &[&str] = &[
    "a", "all", "an", "another", "any", "both", "each", "every", "her", "his", "its", "many",
    "most", "my", "one", "our", "several", "some", "that", "the", "their", "these", "this",
    "those", "two", "your",
];

/// Pronouns that may speak, sorted.
const PRONOUNS: &[&str] = &["he", "i", "it", "she", "they", "we", "you"];

/// What may stand between a subject and its verb, sorted; and any word in -ly.
const BETWEEN: &[&str] = &[
    "again", "also", "always", "earlier", "even", "first", "further", "had", "has", "have",
    "itself", "just", "later", "long", "now", "often", "once", "since", "still", "then",
];

/// Words for a time, in small letters, sorted.
const TIMES: &[&str] = &[
    "afternoon",
    "ago",
    "day",
    "days",
    "earlier",
    "early",
    "evening",
    "last",
    "late",
    "later",
    "month",
    "months",
    "morning",
    "next",
    "night",
    "this",
    "today",
    "week",
    "weekend",
    "weeks",
    "year",
    "years",
    "yesterday",
];

/// See the head of this file.
#[derive(Clone, Copy)]
pub(super) struct Sentence<'a> {
    /// The text that the parts are of.
    pub(super) text: &'a str,
    /// Its parts.
    pub(super) parts: &'a [Part],
}

impl<'a> Sentence<'a> {
    /// Part `at`, if it is a word; else nothing.
    pub(super) fn word(&self, at: usize) -> &'a str {
        match self.parts.get(at) {
            Some(part) if part.what == What::Word => &self.text[part.range.clone()],
            _ => "",
        }
    }

    /// Whether part `at` is this word, whatever its capitals.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    /// Whether part `at` is a word of a sorted table.
    pub(super) fn is_in(&self, at: usize, table: &[&str]) -> bool {
        cues::is_in(table, self.word(at))
    }

    /// The sign that part `at` is.
    pub(super) fn sign(&self, at: usize) -> Option<char> {
        match self.parts.get(at)?.what {
            What::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// The quotation that part `at` is.
    pub(super) fn quotation(&self, at: usize) -> Option<usize> {
        match self.parts.get(at)?.what {
            What::Quotation(index) => Some(index),
            _ => None,
        }
    }

    /// Whether part `at` is a pronoun that may speak.
    pub(super) fn is_pronoun(&self, at: usize) -> bool {
        self.is_in(at, PRONOUNS)
    }

    /// Whether part `at` is a preposition.
    pub(super) fn is_preposition(&self, at: usize) -> bool {
        self.is_in(at, PREPOSITIONS)
    }

    /// Whether part `at` is a determiner.
    pub(super) fn is_determiner(&self, at: usize) -> bool {
        self.is_in(at, DETERMINERS)
    }

    /// Whether part `at` begins with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.word(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether part `at` says when.
    pub(super) fn is_time(&self, at: usize) -> bool {
        let word = self.word(at);
        cues::is_time(word)
            || self.is_in(at, TIMES)
            || !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
    }

    /// Whether part `at` may stand between a subject and its verb.
    pub(super) fn is_between(&self, at: usize) -> bool {
        self.is_in(at, BETWEEN) || self.word(at).len() > 4 && self.word(at).ends_with("ly")
    }

    /// Whether the full stop at `at` belongs to a title or an initial.
    fn is_abbreviated(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let last = self.word(before);
        self.sign(at) == Some('.')
            && self.is_capital(before)
            && last.len() <= 4
            && at + 1 < self.parts.len()
    }

    /// The noun phrase whose last part is `last`.
    pub(super) fn phrase_before(&self, last: usize) -> Option<Range<usize>> {
        let mut start = last + 1;
        while start > 0 && last + 1 - start <= 14 {
            let at = start - 1;
            if let Some(sign) = self.sign(at) {
                if sign == ')' {
                    // The Tolmeran Harbour Authority (THA) said
                    let open = (at.saturating_sub(5)..at)
                        .rev()
                        .find(|&open| self.sign(open) == Some('('));
                    match open {
                        Some(open) => start = open,
                        None => break,
                    }
                } else if matches!(sign, '&' | '/') || self.is_abbreviated(at) {
                    start = at;
                } else {
                    break;
                }
                continue;
            }
            if self.word(at).is_empty() || self.is_in(at, BOUNDS) {
                break;
            }
            if self.is_in(at, &["and"]) {
                // Motegi and Lazaro said; but: He left and officials said
                let pair = at > 0 && self.is_capital(at - 1) && !self.is_time(at - 1);
                if !pair {
                    break;
                }
            } else if at != last
                && cues::reporting(self.word(at)).is_some()
                && !self.is_in(at, &["claims", "reports"])
            {
                break;
            }
            start = at;
        }
        let phrase = self.without_time(start..last + 1)?;
        self.is_phrase(&phrase).then_some(phrase)
    }

    /// A phrase without "In December" before it; nothing if it is but such.
    fn without_time(&self, phrase: Range<usize>) -> Option<Range<usize>> {
        let mut start = phrase.start;
        let led = self.is_preposition(start);
        if led {
            start += 1;
        }
        let timed = start;
        while start < phrase.end && self.is_time(start) {
            start += 1;
        }
        if !led || start > timed {
            // "Last year" alone, or before the phrase.
            return (start < phrase.end).then_some(start..phrase.end);
        }
        // "After the talks Roe said": the name at the end.
        let name = (start + 1..phrase.end).rev();
        let name = { name }.take_while(|&at| self.is_capital(at)).last()?;
        Some(name..phrase.end)
    }

    fn is_phrase(&self, phrase: &Range<usize>) -> bool {
        let last = phrase.end - 1;
        let letters = phrase
            .clone()
            .any(|at| self.word(at).chars().any(char::is_alphabetic));
        letters
            && phrase.len() <= 14
            && !self.is_preposition(last)
            && !self.is_time(last)
            && (!self.is_determiner(last)
                || self.is_in(
                    last,
                    &["all", "both", "many", "most", "one", "several", "some"],
                ))
    }

    /// The noun phrase that begins with part `first`, behind a verb: "said Tobin Ashgrove, the union’s secretary".
    pub(super) fn phrase_behind(&self, first: usize) -> Option<Range<usize>> {
        let mut end = first;
        let mut named = false;
        while end < self.parts.len() && end - first < 14 {
            if self.is_abbreviated(end) && end > first {
                end += 1;
                continue;
            }
            let capital = self.is_capital(end);
            if self.word(end).is_empty()
                || self.is_in(end, BOUNDS)
                || cues::reporting(self.word(end)).is_some()
            {
                break;
            }
            if self.is_preposition(end) {
                let of_whom = self.is_in(end, &["at", "for", "from", "in", "of"]) && !named;
                let statement = self.is_in(end, &["in"]) && !self.is_capital(end + 1);
                if !of_whom || statement || self.is_time(end + 1) {
                    break;
                }
            } else if self.is_time(end) || named && !capital && !self.is_determiner(first) {
                break;
            } else if capital {
                // A name ends the phrase, whatever is said of whom then.
                let before = end.checked_sub(1).filter(|&before| before >= first);
                named |= before.is_none_or(|before| self.is_capital(before))
                    || !self.is_preposition(end - 1);
                named &= !self.is_in(end + 1, &["of", "for"]) && !self.is_determiner(first);
            }
            end += 1;
        }
        let phrase = first..end;
        (!phrase.is_empty() && self.is_phrase(&phrase)).then_some(phrase)
    }

    /// The noun phrase at the sentence's beginning, for verbs further on that share it.
    pub(super) fn first_phrase(&self) -> Option<Range<usize>> {
        let start = (0..self.parts.len().min(2)).find(|&at| !self.is_in(at, &["and", "but"]))?;
        if self.is_pronoun(start) {
            return Some(start..start + 1);
        }
        let mut end = start;
        while end < self.parts.len()
            && (self.is_capital(end) || self.is_determiner(end) && end == start)
        {
            end += 1;
        }
        let phrase = start..end;
        (!phrase.is_empty()
            && self.is_capital(end - 1)
            && self.is_phrase(&phrase)
            && !self.is_preposition(start))
        .then_some(phrase)
    }

    /// The bytes of the text from one part to another.
    pub(super) fn bytes(&self, parts: &Range<usize>) -> Range<usize> {
        match (self.parts.get(parts.start), self.parts[..parts.end].last()) {
            (Some(first), Some(last)) if !parts.is_empty() => first.range.start..last.range.end,
            _ => 0..0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [BOUNDS, PREPOSITIONS, DETERMINERS, PRONOUNS, BETWEEN, TIMES] {
            assert!(table.is_sorted(), "{table:?}");
        }
    }

    #[test]
    fn noun_phrases_before_a_verb_and_behind_it() {
        for (text, verb, expected) in [
            (
                "In December a representative of Karvel’s foreign ministry said so",
                "said",
                "a representative of Karvel’s foreign ministry",
            ),
            (
                "The Tolmeran Harbour Authority (THA) said so",
                "said",
                "The Tolmeran Harbour Authority (THA)",
            ),
            (
                "It rained, but Prof. J. Roe said so",
                "said",
                "Prof. J. Roe",
            ),
            ("On Monday officials said so", "said", "officials"),
            ("Roe and Doe said so", "said", "Roe and Doe"),
        ] {
            let parts = super::super::words::words(text, 0, |_| false);
            let sentence = Sentence {
                text,
                parts: &parts,
            };
            let verb = (0..parts.len()).find(|&at| sentence.is(at, verb)).unwrap();
            let phrase = sentence.phrase_before(verb - 1).unwrap();
            assert_eq!(&text[sentence.bytes(&phrase)], expected);
        }
        for (text, expected) in [
            ("said Tobin Ashgrove, the secretary", "Tobin Ashgrove"),
            (
                "said a mother in Lower Dalvi, under",
                "a mother in Lower Dalvi",
            ),
            ("said the ministry in a statement", "the ministry"),
            (
                "said studies expert Prof. Renato De Castro.",
                "studies expert Prof. Renato De Castro",
            ),
            ("said Hanne Istrel on Monday", "Hanne Istrel"),
            ("said Ruth Doe of the guild", "Ruth Doe"),
            (
                "said the Ministry of Health yesterday",
                "the Ministry of Health",
            ),
        ] {
            let parts = super::super::words::words(text, 0, |_| false);
            let sentence = Sentence {
                text,
                parts: &parts,
            };
            let phrase = sentence.phrase_behind(1).unwrap();
            assert_eq!(&text[sentence.bytes(&phrase)], expected);
        }
    }
}
