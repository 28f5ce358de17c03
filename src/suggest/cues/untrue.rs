//! Words about what was said: for what somebody is blamed for, those that call it untrue or take it in earnest, and those that answer it.
//! English.

use super::is_in;

/// Words for something that was said, sorted.
const SAYINGS: &[&str] = &[
    "account",
    "accounts",
    "accusation",
    "accusations",
    "allegation",
    "allegations",
    "assertion",
    "assertions",
    "assessment",
    "charge",
    "charges",
    "claim",
    "claims",
    "concerns",
    "conclusion",
    "conclusions",
    "criticism",
    "criticisms",
    "description",
    "estimate",
    "figure",
    "figures",
    "findings",
    "idea",
    "insinuation",
    "insinuations",
    "narrative",
    "notion",
    "number",
    "numbers",
    "report",
    "reports",
    "rumor",
    "rumors",
    "rumour",
    "rumours",
    "speculation",
    "statement",
    "statements",
    "story",
    "suggestion",
    "suggestions",
    "testimony",
    "that",
    "version",
];

/// Words for what somebody is blamed for, sorted: whoever calls it anything but right denies it.
const BLAMES: &[&str] = &[
    "accusation",
    "accusations",
    "allegation",
    "allegations",
    "assertion",
    "assertions",
    "charge",
    "charges",
    "claim",
    "claims",
    "insinuation",
    "insinuations",
    "rumors",
    "rumours",
    "speculation",
    "suggestion",
    "suggestions",
];

/// Words that take what is said in earnest, sorted.
const EARNEST: &[&str] = &[
    "alarming",
    "believable",
    "convincing",
    "correct",
    "credible",
    "disturbing",
    "fair",
    "grave",
    "important",
    "plausible",
    "right",
    "serious",
    "sincere",
    "true",
    "worrying",
];

/// Words by which a statement answers a blame, sorted: it says that something is not so, or that all is well.
const ANSWERS: &[&str] = &[
    "all",
    "always",
    "cannot",
    "every",
    "everything",
    "neither",
    "never",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "nowhere",
    "without",
];

/// Words that call something untrue, sorted.
const UNTRUE: &[&str] = &[
    "absurd",
    "baseless",
    "bogus",
    "concoction",
    "disinformation",
    "exaggerated",
    "fabricated",
    "fabrication",
    "fabrications",
    "fairytale",
    "fake",
    "false",
    "falsehood",
    "falsehoods",
    "fantasy",
    "fiction",
    "fictitious",
    "groundless",
    "hoax",
    "inaccurate",
    "incomplete",
    "incorrect",
    "invented",
    "lie",
    "lies",
    "ludicrous",
    "misinformation",
    "misleading",
    "mistaken",
    "myth",
    "nonsense",
    "preposterous",
    "propaganda",
    "ridiculous",
    "slander",
    "slanderous",
    "smear",
    "unfounded",
    "unsubstantiated",
    "untrue",
    "wrong",
];

/// What is denied to somebody without denying that anything is so, sorted: "denied entry".
const REFUSED: &[&str] = &[
    "access",
    "admission",
    "asylum",
    "bail",
    "benefits",
    "boarding",
    "care",
    "citizenship",
    "compensation",
    "contact",
    "entry",
    "food",
    "freedom",
    "help",
    "justice",
    "medical",
    "medicine",
    "opportunity",
    "parole",
    "permission",
    "permits",
    "rights",
    "service",
    "treatment",
    "visa",
    "visas",
    "visits",
];

/// Whether a word stands for something that was said.
pub(in super::super) fn is_saying(word: &str) -> bool {
    is_in(SAYINGS, word)
}

/// Whether a word calls something untrue.
pub(in super::super) fn is_untrue(word: &str) -> bool {
    is_in(UNTRUE, word)
}

/// Whether a word stands for what somebody is blamed for.
pub(in super::super) fn is_blame(word: &str) -> bool {
    is_in(BLAMES, word)
}

/// Whether a word takes what is said in earnest.
pub(in super::super) fn is_earnest(word: &str) -> bool {
    is_in(EARNEST, word)
}

/// Whether one of the first `most` words says that something is not so, or that all is.
pub(in super::super) fn answers<'w>(
    pieces: impl IntoIterator<Item = &'w str>,
    most: usize,
) -> bool {
    let words = |piece: &'w str| piece.split(|c: char| !(c.is_alphanumeric() || "'’".contains(c)));
    let mut own = pieces
        .into_iter()
        .flat_map(words)
        .filter(|word| !word.is_empty())
        .take(most);
    own.any(|word| is_in(ANSWERS, word) || word.ends_with("n't") || word.ends_with("n’t"))
}

/// Whether to deny somebody this is to refuse it.
pub(in super::super) fn is_refused(word: &str) -> bool {
    is_in(REFUSED, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_as_the_search_needs_them() {
        for table in [SAYINGS, BLAMES, EARNEST, ANSWERS, UNTRUE, REFUSED] {
            assert!(table.is_sorted(), "{table:?}");
        }
    }

    #[test]
    fn an_answer_says_that_something_is_not_so_or_that_all_is() {
        assert!(answers(["It wasn’t", "there"], usize::MAX));
        assert!(answers(["Every village is listed"], 5));
        assert!(!answers(["It was examined, as it was not before"], 5));
    }
}
