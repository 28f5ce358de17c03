//! What stands with a number: whether it is the only thing in some words that says how many.

use super::{Numbers, is_countless_number, vocabulary::is_up_to_twenty};

/// The words of a part.
fn split_words(part: Option<&str>) -> Vec<&str> {
    let all = part.unwrap_or_default().split(|c: char| !c.is_alphabetic());
    all.filter(|word| !word.is_empty()).collect()
}

/// Whether words of a language that can't be read stand with the digits, which may be half of the amount: "zwei von 3". What is
/// counted may stand behind them, and a currency before them.
pub(crate) fn has_other_words(words: &str, numbers: &Numbers) -> bool {
    let (Some(first), Some(last)) = (numbers.stated.first(), numbers.stated.last()) else {
        return true;
    };
    let is_currency = |word: &str| word.len() <= 4 && word.chars().all(|c| c.is_ascii_uppercase());
    let before = split_words(words.get(..first.place.start));
    let within = split_words(words.get(first.place.end..last.place.start));
    let behind = split_words(words.get(last.place.end..));
    !before.iter().all(|word| is_currency(word)) || !within.is_empty() || behind.len() > 1
}

/// Whether the only number of the words is one word that means just that: "four hours".
pub(crate) fn is_lone_word(words: &str, numbers: &Numbers) -> bool {
    let [only] = &numbers.stated[..] else {
        return false;
    };
    let own = words.get(only.place.clone()).unwrap_or_default();
    let (before, behind) = (
        split_words(words.get(..only.place.start)),
        split_words(words.get(only.place.end..)),
    );
    // "One of the worst years", "this one".
    let pronoun = own.eq_ignore_ascii_case("one")
        && (!before.is_empty()
            || behind
                .first()
                .is_none_or(|word| word.eq_ignore_ascii_case("of")));
    // "Four pairs", "two decades".
    let several = |word: &&str| {
        let small = word.to_ascii_lowercase();
        matches!(
            small.as_str(),
            "pairs" | "couples" | "trios" | "teams" | "per" | "each"
        ) || is_countless_number(&small)
    };
    numbers.all && !pronoun && is_up_to_twenty(own) && !before.iter().chain(&behind).any(several)
}
