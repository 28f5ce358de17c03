//! The words that make a claim or a denial likely: verbs that report, verbs that deny, phrases that deny. English.

use std::ops::Range;

use super::words::{Part, What};

mod untrue;

pub(super) use untrue::{answers, is_blame, is_earnest, is_refused, is_saying, is_untrue};

/// What a verb that reports may be followed by, besides a quotation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Takes {
    /// A clause with or without "that": "said the road was closed".
    Clause,
    /// A clause with "that" alone: "announced that".
    That,
    /// Nothing but a quotation: "asked", "shouted".
    Quotation,
    /// Something and how much it is: "put the cost at $3 million".
    Amount,
    /// Whom it blames, and of what: "accused the firm of hiding it".
    Blame,
}

/// Verbs that report, sorted.
const REPORTING: &[(&str, Takes)] = &[
    ("accepted", Takes::That),
    ("accepts", Takes::That),
    ("accuse", Takes::Blame),
    ("accused", Takes::Blame),
    ("accuses", Takes::Blame),
    ("accusing", Takes::Blame),
    ("acknowledged", Takes::That),
    ("acknowledges", Takes::That),
    ("added", Takes::That),
    ("adding", Takes::That),
    ("adds", Takes::That),
    ("admits", Takes::Clause),
    ("admitted", Takes::Clause),
    ("alleged", Takes::Clause),
    ("alleges", Takes::Clause),
    ("alleging", Takes::Clause),
    ("announced", Takes::That),
    ("announces", Takes::That),
    ("argue", Takes::That),
    ("argued", Takes::That),
    ("argues", Takes::That),
    ("arguing", Takes::That),
    ("asked", Takes::Quotation),
    ("asserted", Takes::That),
    ("asserts", Takes::That),
    ("believe", Takes::Clause),
    ("believes", Takes::Clause),
    ("charged", Takes::That),
    ("claim", Takes::Clause),
    ("claimed", Takes::Clause),
    ("claiming", Takes::Clause),
    ("claims", Takes::Clause),
    ("complained", Takes::That),
    ("conceded", Takes::That),
    ("concedes", Takes::That),
    ("concluded", Takes::That),
    ("confirmed", Takes::That),
    ("confirms", Takes::That),
    ("contended", Takes::That),
    ("contends", Takes::That),
    ("continued", Takes::Quotation),
    ("countered", Takes::That),
    ("declared", Takes::That),
    ("emphasised", Takes::That),
    ("emphasized", Takes::That),
    ("estimate", Takes::Clause),
    ("estimated", Takes::That),
    ("estimates", Takes::Clause),
    ("expects", Takes::That),
    ("explained", Takes::That),
    ("explains", Takes::That),
    ("forecasts", Takes::That),
    ("found", Takes::That),
    ("heard", Takes::That),
    ("indicated", Takes::That),
    ("insist", Takes::Clause),
    ("insisted", Takes::Clause),
    ("insisting", Takes::Clause),
    ("insists", Takes::Clause),
    ("maintained", Takes::That),
    ("maintains", Takes::That),
    ("noted", Takes::That),
    ("notes", Takes::That),
    ("observed", Takes::That),
    ("posted", Takes::Quotation),
    ("predicted", Takes::That),
    ("put", Takes::Amount),
    ("puts", Takes::Amount),
    ("putting", Takes::Amount),
    ("recalled", Takes::That),
    ("recalls", Takes::That),
    ("remarked", Takes::That),
    ("replied", Takes::That),
    ("reported", Takes::That),
    ("reports", Takes::That),
    ("responded", Takes::That),
    ("revealed", Takes::That),
    ("reveals", Takes::That),
    ("said", Takes::Clause),
    ("say", Takes::Clause),
    ("saying", Takes::Clause),
    ("says", Takes::Clause),
    ("show", Takes::That),
    ("showed", Takes::That),
    ("shows", Takes::That),
    ("stated", Takes::That),
    ("states", Takes::That),
    ("stressed", Takes::That),
    ("stresses", Takes::That),
    ("suggested", Takes::That),
    ("suggests", Takes::That),
    ("tell", Takes::Clause),
    ("telling", Takes::Clause),
    ("tells", Takes::Clause),
    ("testified", Takes::That),
    ("told", Takes::Clause),
    ("tweeted", Takes::That),
    ("warn", Takes::That),
    ("warned", Takes::That),
    ("warning", Takes::That),
    ("warns", Takes::That),
    ("writes", Takes::That),
    ("wrote", Takes::That),
];

/// What a verb that denies needs for being a denial of a claim.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Denying {
    /// Nothing: "denied".
    Plain,
    /// A word for something said: "rejected the allegations", but not "rejected the offer".
    OfWords,
    /// A word that calls it untrue: "called the report baseless".
    AsUntrue,
}

/// Verbs that deny, sorted.
const DENYING: &[(&str, Denying)] = &[
    ("branded", Denying::AsUntrue),
    ("called", Denying::AsUntrue),
    ("calling", Denying::AsUntrue),
    ("calls", Denying::AsUntrue),
    ("contradicted", Denying::OfWords),
    ("debunked", Denying::OfWords),
    ("denied", Denying::Plain),
    ("denies", Denying::Plain),
    ("deny", Denying::Plain),
    ("denying", Denying::Plain),
    ("described", Denying::AsUntrue),
    ("dismiss", Denying::OfWords),
    ("dismissed", Denying::OfWords),
    ("dismisses", Denying::OfWords),
    ("dismissing", Denying::OfWords),
    ("dispute", Denying::OfWords),
    ("disputed", Denying::OfWords),
    ("disputes", Denying::OfWords),
    ("disputing", Denying::OfWords),
    ("rebuffed", Denying::OfWords),
    ("rebut", Denying::OfWords),
    ("rebutted", Denying::OfWords),
    ("refute", Denying::Plain),
    ("refuted", Denying::Plain),
    ("refutes", Denying::Plain),
    ("refuting", Denying::Plain),
    ("reject", Denying::OfWords),
    ("rejected", Denying::OfWords),
    ("rejecting", Denying::OfWords),
    ("rejects", Denying::OfWords),
    ("slammed", Denying::AsUntrue),
];

/// Phrases that deny what somebody else has said, by their first words, sorted.
const PHRASES: &[&[&str]] = &[
    &["absurd"],
    &["baseless"],
    &["bogus"],
    &["did", "not", "happen"],
    &["do", "not", "exist"],
    &["do", "not", "prove"],
    &["do", "not", "show", "that"],
    &["does", "not", "exist"],
    &["does", "not", "prove"],
    &["does", "not", "show", "that"],
    &["entirely", "false"],
    &["fabricated"],
    &["fabrication"],
    &["fabrications"],
    &["fake", "news"],
    &["false"],
    &["falsehood"],
    &["falsehoods"],
    &["fictitious"],
    &["groundless"],
    &["had", "nothing", "to", "do", "with"],
    &["has", "nothing", "to", "do", "with"],
    &["have", "nothing", "to", "do", "with"],
    &["i", "deny"],
    &["i", "reject"],
    &["is", "a", "fairy", "tale"],
    &["is", "a", "lie"],
    &["is", "a", "myth"],
    &["is", "not", "the", "case"],
    &["ludicrous"],
    &["never", "happened"],
    &["never", "knowingly"],
    &["never", "took", "place"],
    &["no", "basis"],
    &["no", "connection"],
    &["no", "evidence"],
    &["no", "involvement"],
    &["no", "knowledge"],
    &["no", "link"],
    &["no", "such"],
    &["no", "truth"],
    &["nonsense"],
    &["not", "correct"],
    &["not", "guilty"],
    &["not", "involved"],
    &["not", "so"],
    &["not", "true"],
    &["nothing", "of", "the", "kind"],
    &["nothing", "of", "the", "sort"],
    &["pack", "of", "lies"],
    &["preposterous"],
    &["slander"],
    &["there", "are", "no"],
    &["there", "has", "been", "no"],
    &["there", "has", "never", "been"],
    &["there", "have", "been", "no"],
    &["there", "is", "no"],
    &["there", "is", "nothing"],
    &["there", "was", "never"],
    &["there", "was", "no"],
    &["there", "were", "no"],
    &["unfounded"],
    &["untrue"],
    &["was", "a", "fairy", "tale"],
    &["was", "a", "lie"],
    &["was", "not", "the", "case"],
    &["we", "categorically"],
    &["we", "deny"],
    &["we", "reject"],
    &["without", "basis"],
    &["without", "foundation"],
];

/// What follows a phrase that then denies nothing, sorted: "there is no doubt", "a false dawn", "not so much".
const BUT_NOT: &[&str] = &[
    "alarm",
    "alarms",
    "alternative",
    "better",
    "chance",
    "choice",
    "clear",
    "dawn",
    "documents",
    "doubt",
    "easy",
    "electricity",
    "excuse",
    "far",
    "food",
    "future",
    "going",
    "guarantee",
    "hope",
    "hurry",
    "identity",
    "limit",
    "long",
    "longer",
    "money",
    "more",
    "much",
    "name",
    "one",
    "other",
    "pretences",
    "pretenses",
    "question",
    "quick",
    "room",
    "secret",
    "sense",
    "shortage",
    "start",
    "time",
    "turning",
    "water",
    "way",
    "word",
];

/// Months and days, with a capital, sorted.
const TIMES: &[&str] = &[
    "April",
    "August",
    "December",
    "February",
    "Friday",
    "January",
    "July",
    "June",
    "March",
    "May",
    "Monday",
    "November",
    "October",
    "Saturday",
    "September",
    "Sunday",
    "Thursday",
    "Tuesday",
    "Wednesday",
];

/// The longest word of any table, in bytes.
const LONGEST: usize = 20;

/// A word of ASCII in small letters, in `room`; nothing of one that is in no table.
fn small<'r>(word: &str, room: &'r mut [u8; LONGEST]) -> Option<&'r str> {
    let room = room.get_mut(..word.len())?;
    room.copy_from_slice(word.as_bytes());
    room.make_ascii_lowercase();
    std::str::from_utf8(room).ok()
}

fn of_table<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    let mut room = [0; LONGEST];
    let word = small(word, &mut room)?;
    let at = table.binary_search_by_key(&word, |(entry, _)| entry).ok()?;
    Some(table[at].1)
}

/// Whether a word, whatever its capitals, is in a sorted table.
pub(super) fn is_in(table: &[&str], word: &str) -> bool {
    let mut room = [0; LONGEST];
    small(word, &mut room).is_some_and(|word| table.binary_search(&word).is_ok())
}

/// What may follow a verb that reports; nothing of any other word.
pub(super) fn reporting(word: &str) -> Option<Takes> {
    of_table(REPORTING, word)
}

/// What a verb that denies needs; nothing of any other word.
pub(super) fn denying(word: &str) -> Option<Denying> {
    of_table(DENYING, word)
}

/// Whether a word is a month or a day of the week.
pub(super) fn is_time(word: &str) -> bool {
    TIMES.binary_search(&word).is_ok()
}

/// Where phrases stand that deny, among the words of a text, in its order: in bytes.
pub(super) fn phrases(text: &str, words: &[Part], found: &mut Vec<Range<usize>>) {
    // A quotation mark in the middle, as in: there was “no contract”, changes nothing.
    let words: Vec<&Part> = words
        .iter()
        .filter(|part| {
            !matches!(
                part.what,
                What::Sign('“' | '”' | '"' | '‘' | '’' | '\'' | '«' | '»')
            )
        })
        .collect();
    let word = |at: usize| {
        words
            .get(at)
            .filter(|part| part.what == What::Word)
            .map_or("", |part| &text[part.range.clone()])
    };
    let mut room = [0; LONGEST];
    for at in 0..words.len() {
        let Some(first) = small(word(at), &mut room) else {
            continue;
        };
        // "That claim was wrong", "the report is entirely false"
        if is_saying(first) && first != "that" && is_in(&["are", "is", "was", "were"], word(at + 1))
        {
            let called = at + 2 + usize::from(word(at + 2).ends_with("ly"));
            if is_untrue(word(called)) {
                found.push(words[at].range.start..words[called].range.end);
                continue;
            }
        }
        let from = PHRASES.partition_point(|phrase| phrase[0] < first);
        let of_first = PHRASES[from..]
            .iter()
            .take_while(|phrase| phrase[0] == first);
        for phrase in of_first {
            let rest = phrase[1..].iter().enumerate();
            let is_here =
                { rest }.all(|(more, part)| word(at + 1 + more).eq_ignore_ascii_case(part));
            if is_here && !is_in(BUT_NOT, word(at + phrase.len())) {
                found.push(words[at].range.start..words[at + phrase.len() - 1].range.end);
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_in_small_letters_as_the_search_needs_them() {
        for table in [BUT_NOT, TIMES] {
            assert!(table.is_sorted(), "{table:?}");
        }
        let pairs = REPORTING.windows(2).find(|pair| pair[0].0 >= pair[1].0);
        assert_eq!(pairs, None);
        let pairs = DENYING.windows(2).find(|pair| pair[0].0 >= pair[1].0);
        assert_eq!(pairs, None);
        let pairs = PHRASES.windows(2).find(|pair| pair[0] >= pair[1]);
        assert_eq!(pairs, None);
        let words = REPORTING.iter().map(|(word, _)| *word);
        let words = words.chain(DENYING.iter().map(|(word, _)| *word));
        let mut words = words.chain(PHRASES.iter().copied().flatten().copied());
        assert!(
            words.all(|word| word.len() <= LONGEST && word.bytes().all(|b| b.is_ascii_lowercase()))
        );
    }

    #[test]
    fn phrases_are_found_unless_what_follows_makes_them_another() {
        let all = |text: &str| {
            let words = super::super::words::words(text, 0, |_| false);
            let mut found = Vec::new();
            phrases(text, &words, &mut found);
            found
                .into_iter()
                .map(|range| text[range].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            all("That is not true. There Is No plan."),
            ["not true", "There Is No"]
        );
        assert_eq!(
            all("There is no doubt, a false dawn, not so much."),
            [""; 0]
        );
        assert_eq!(
            all(
                "The claim was simply wrong. The study does not show that. He never knowingly did."
            ),
            [
                "claim was simply wrong",
                "does not show that",
                "never knowingly"
            ]
        );
    }
}
