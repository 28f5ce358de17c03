//! What is quoted but could hardly turn out false: questions, and what somebody says of themselves or to others in the present tense
//! without a number: "I like it here", "We shall see", "You can hear it".

use std::ops::Range;

use super::{cues, quotations::Quotation};

/// Words by which somebody speaks of themselves or to somebody, in small letters, sorted.
const PERSONAL: &[&str] = &[
    "i", "me", "my", "myself", "our", "ours", "us", "we", "you", "your",
];

/// Words that tell of what was or will be, or how many, in small letters, sorted; and those in -ed.
const FACTS: &[&str] = &[
    "arrested",
    "beaten",
    "been",
    "began",
    "billion",
    "came",
    "did",
    "died",
    "dozen",
    "eight",
    "eleven",
    "every",
    "fell",
    "five",
    "found",
    "four",
    "gave",
    "got",
    "had",
    "half",
    "held",
    "hundred",
    "hundreds",
    "killed",
    "knew",
    "left",
    "lost",
    "made",
    "million",
    "nine",
    "paid",
    "percent",
    "said",
    "saw",
    "sent",
    "seven",
    "six",
    "sold",
    "ten",
    "third",
    "thirds",
    "thousand",
    "thousands",
    "three",
    "told",
    "took",
    "twelve",
    "twice",
    "two",
    "used",
    "was",
    "went",
    "were",
    "will",
];

/// Words of a quotation that are looked at.
const MOST: usize = 400;

/// Whether pieces that are quotations and nothing else are likely no claim.
pub(super) fn is_opinion(text: &str, pieces: &[Range<usize>], quotations: &[Quotation]) -> bool {
    let is_quoted = |piece: &Range<usize>| {
        let next = quotations.partition_point(|found| found.outer.end <= piece.start);
        quotations
            .get(next)
            .is_some_and(|found| found.inner.start <= piece.start && piece.end <= found.inner.end)
    };
    if !pieces.iter().all(is_quoted) {
        return false;
    }
    if pieces
        .iter()
        .all(|piece| text[piece.clone()].ends_with('?'))
    {
        return true;
    }
    let words = pieces
        .iter()
        .flat_map(|piece| text[piece.clone()].split(|c: char| !(c.is_alphanumeric() || c == '-')));
    let mut is_personal = false;
    for word in words.filter(|word| !word.is_empty()).take(MOST) {
        is_personal |= cues::is_in(PERSONAL, word);
        let past = word.len() > 4 && word.ends_with("ed");
        if past || word.contains(char::is_numeric) || cues::is_in(FACTS, word) {
            return false;
        }
    }
    is_personal
}

#[cfg(test)]
mod tests {
    use super::{super::quotations::quotations, *};

    #[test]
    fn opinions_and_questions_are_told_from_claims() {
        assert!(PERSONAL.is_sorted() && FACTS.is_sorted());
        for (text, expected) in [
            ("“I am not against the wall.”", true),
            ("“We shall read them.”", true),
            ("“Who has seen it?”", true),
            ("“We lost two boats.”", false),
            ("“Our lists give 80 percent.”", false),
            ("“The road is closed.”", false),
        ] {
            let found = quotations(text);
            let inner = [found[0].inner.clone()];
            assert_eq!(is_opinion(text, &inner, &found), expected, "{text}");
        }
    }
}
