//! An unknown number, as of "several hundred", where the words give a number, and the other way round.

use super::super::super::{
    numbers::{self, Numbers},
    subject::Subject,
};
use super::super::read_figure;
use crate::annotation::{Amount, Quantity};

/// What is wrong with an amount beside these English words; nothing where no unknown number is meant.
pub(super) fn fault(
    subject: &Subject<'_>,
    words: &str,
    numbers: &Numbers,
    amount: &Amount,
) -> Option<String> {
    // Without digits the words may give an unknown number; with them, nothing but that may be recorded wrongly.
    let in_digits = numbers.stated.iter().any(|stated| stated.in_digits);
    if in_digits && !matches!(amount, Amount::Several(_)) {
        return None;
    }
    // Cheap to see, and so of nearly all.
    let may_be = match amount {
        Amount::Exactly(_) => is_vague(words),
        Amount::Several(_) => true,
        _ => false,
    };
    if !may_be {
        return None;
    }
    let read = read_figure(subject, words)?.quantity.amount;
    match (amount, &read) {
        (Amount::Several(own), Amount::Several(said)) => (*own != *said).then(|| {
            format!(
                "the quantity says “{}” where the words say “{}”",
                plain(amount),
                plain(&read)
            )
        }),
        (Amount::Several(_), _) => {
            let is_number = in_digits || numbers::is_lone_word(words, numbers);
            // "Several of the 12 ships": of the one there is a number, of the other none.
            (is_number && !is_vague(words)).then(|| {
                format!(
                    "the quantity says “{}” where the words say {}",
                    plain(amount),
                    super::in_words(numbers)
                )
            })
        }
        (Amount::Exactly(own), Amount::Several(_)) => Some(format!(
            "the quantity says {} where the words say “{}”",
            super::listed(std::iter::once(*own)),
            plain(&read)
        )),
        _ => None,
    }
}

/// An amount by itself, as a person would say it.
fn plain(amount: &Amount) -> String {
    let quantity = Quantity {
        amount: amount.clone(),
        unit: None,
        per: None,
    };
    quantity.to_string()
}

const VAGUE: [&str; 19] = [
    "several",
    "few",
    "some",
    "many",
    "most",
    "countless",
    "various",
    "couple",
    "odd",
    "dozens",
    "scores",
    "tens",
    "hundreds",
    "thousands",
    "lakhs",
    "millions",
    "crores",
    "billions",
    "trillions",
];

/// Whether words that stand for an unknown number are among these.
fn is_vague(words: &str) -> bool {
    let mut all = words.split(|c: char| !c.is_alphanumeric());
    all.any(|word| VAGUE.iter().any(|own| own.eq_ignore_ascii_case(word)))
}
