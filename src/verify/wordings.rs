//! The same words that amount to different numbers, in one set or in several.
//!
//! Of each figure 16 bytes are kept: a hash of its words, capitals and kinds of dashes aside, and one of its numbers. Which sets have
//! figures at odds is told from these alone; what is said of them is told from the sets themselves, which are read again for that.

use std::collections::HashMap;

use rayon::slice::ParallelSliceMut;
use rust_decimal::Decimal;

use super::{
    numbers,
    unit_sorts::{Sort, contradict, of as sorts_of},
};
use crate::{
    annotation::{Amount, Annotation, AnnotationSet, Quantity, Tag},
    quantity::Separators,
    text::{Folding, fold, quick_hash as hash},
};

/// The most bytes that the words of a figure have: nobody writes a longer one twice.
const LONGEST: usize = 200;

/// What is kept of a figure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Wording {
    words: u64,
    numbers: u64,
}

/// A set that has other numbers for some words than most sets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Odd {
    /// The index of the set.
    pub of: usize,
    /// The index of the first set that has what is usual; it may be the same set.
    pub with: usize,
    /// The words, and the numbers that are usual for them.
    usual: Wording,
}

/// The figures of a set that others can be held against.
pub(super) fn wordings(set: &AnnotationSet, separators: Separators) -> Box<[Wording]> {
    figures(set)
        .filter_map(|(_, mark, quantity)| wording(mark, quantity, separators))
        .collect()
}

/// The figures that have a place and a quantity, with their index.
fn figures(set: &AnnotationSet) -> impl Iterator<Item = (usize, &Annotation, &Quantity)> {
    let marks = set.annotations.iter().enumerate();
    marks.filter_map(|(index, mark)| match &mark.tag {
        Tag::Figure {
            quantity: Some(quantity),
            ..
        } => Some((index, &**mark, quantity)),
        _ => None,
    })
}

/// What is kept of a figure; nothing of a bare number, which is one of something else in every article.
fn wording(mark: &Annotation, quantity: &Quantity, separators: Separators) -> Option<Wording> {
    let [fragment] = &mark.fragments[..] else {
        return None;
    };
    let words = fragment.quote.as_str();
    let says_of_what = |c: char| !c.is_numeric() && !c.is_ascii_punctuation() && !c.is_whitespace();
    let of_what = words.contains(says_of_what) || words.contains(['%', '$']);
    let two_words = || words.split_whitespace().nth(1).is_some();
    let fits = words.len() <= LONGEST && of_what;
    if !fits || !(words.contains(char::is_numeric) || two_words()) {
        return None;
    }
    // What is one number with a point is another with a comma.
    let european = separators == Separators::European;
    Some(Wording {
        words: hash(&(folded(words), european)),
        numbers: hash(&numbers_of(&quantity.amount)),
    })
}

/// The words as they are compared. Most are plain, and have no more than small letters to be made.
fn folded(words: &str) -> String {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b',' | b'.' | b'$' | b'%');
    if words.bytes().all(plain) && !words.contains("  ") {
        return words.to_ascii_lowercase();
    }
    fold(words, Folding::SAME_WORDS)
}

/// The numbers of an amount, however many noughts they end in. Whether it is more or less than these is left aside: the words that
/// say so may stand beside the mark.
fn numbers_of(amount: &Amount) -> (Decimal, Option<Decimal>) {
    let (_, first, second) = amount.parts();
    (first.normalize(), second.map(|second| second.normalize()))
}

/// The sets that have other numbers than is usual for the same words, sorted. Usual is what most figures have; of several that as
/// many have, what stands in the first set.
pub(super) fn at_odds<'t>(traces: impl Iterator<Item = (usize, &'t [Wording])>) -> Vec<Odd> {
    let each = traces.flat_map(|(set, wordings)| wordings.iter().map(move |each| (*each, set)));
    let mut all: Vec<(Wording, usize)> = each.collect();
    all.par_sort_unstable();
    let mut odd = Vec::new();
    for same in all.chunk_by(|a, b| a.0.words == b.0.words) {
        let by_numbers = || same.chunk_by(|a, b| a.0.numbers == b.0.numbers);
        if by_numbers().nth(1).is_none() {
            continue;
        }
        let usual = by_numbers().max_by_key(|all| (all.len(), std::cmp::Reverse(all[0].1)));
        let Some(&[(usual, with), ..]) = usual else {
            continue;
        };
        let others = same.iter().filter(|(other, _)| *other != usual);
        odd.extend(others.map(|&(_, of)| Odd { of, with, usual }));
    }
    odd.sort_unstable();
    odd.dedup();
    odd
}

/// Two figures of the same words.
pub(super) struct Pair<'a> {
    /// Its index in its set, the mark, what it amounts to.
    pub(super) of: (usize, &'a Annotation, &'a Quantity),
    /// The usual one.
    pub(super) with: (usize, &'a Annotation, &'a Quantity),
}

/// The figures of a set that amount to something else than the usual ones of another, or of itself.
pub(super) fn pairs<'a>(
    of: &'a AnnotationSet,
    with: &'a AnnotationSet,
    odds: &[Odd],
    separators: Separators,
) -> Vec<Pair<'a>> {
    let usual: HashMap<_, _> = odds
        .iter()
        .map(|odd| (odd.usual.words, odd.usual))
        .collect();
    let mut there = HashMap::new();
    for figure in figures(with) {
        let known = wording(figure.1, figure.2, separators);
        if let Some(own) = known.filter(|own| usual.get(&own.words) == Some(own)) {
            there.entry(own).or_insert(figure);
        }
    }
    let mut found = Vec::new();
    for figure in figures(of) {
        let Some(own) = wording(figure.1, figure.2, separators) else {
            continue;
        };
        let usual = usual.get(&own.words).filter(|usual| **usual != own);
        if let Some(there) = usual.and_then(|usual| there.get(usual))
            && differ(&figure.1.words(), figure.2, there.2)
        {
            found.push(Pair {
                of: figure,
                with: *there,
            });
        }
    }
    found
}

/// Whether two quantities of the same words, whose numbers differ, can't both be meant.
fn differ(words: &str, a: &Quantity, b: &Quantity) -> bool {
    let in_digits = words.contains(char::is_numeric);
    if !in_digits {
        // Half of one thing is more than half of another, and a third is rounded in many ways.
        let numbers = numbers::read(words);
        if !numbers.all || numbers.stated.is_empty() {
            return false;
        }
    }
    same_unit(a, b) && !is_share(a, b) && !is_rounded(&a.amount, &b.amount)
}

/// Whether two quantities are of the same, as far as that is known: in other units the numbers are others.
fn same_unit(a: &Quantity, b: &Quantity) -> bool {
    let same = |a: &Option<String>, b: &Option<String>| {
        let (Some(a), Some(b)) = (a, b) else {
            return true;
        };
        let (of_a, of_b) = (sorts_of(a), sorts_of(b));
        let known = !of_a.is_empty() && !of_b.is_empty() && !contradict(&of_a, &of_b);
        known || fold(a.trim(), Folding::SAME_WORDS) == fold(b.trim(), Folding::SAME_WORDS)
    };
    same(&a.unit, &b.unit) && same(&a.per, &b.per)
}

/// Whether one is 40 percent, and the other 0.4 of nothing said.
fn is_share(a: &Quantity, b: &Quantity) -> bool {
    let is_percent = |quantity: &Quantity| {
        let unit = quantity.unit.as_deref().unwrap_or_default();
        sorts_of(unit).contains(&Sort::Percent)
    };
    let times = |large: &Quantity, small: &Quantity| {
        let (_, large, _) = large.amount.parts();
        let (_, small, _) = small.amount.parts();
        small.checked_mul(Decimal::ONE_HUNDRED) == Some(large)
    };
    (is_percent(a) && !is_percent(b) && times(a, b))
        || (is_percent(b) && !is_percent(a) && times(b, a))
}

/// Whether two amounts are one that was rounded in two ways: with digits behind the point, and within a hundredth of it.
fn is_rounded(a: &Amount, b: &Amount) -> bool {
    let near = |a: Decimal, b: Decimal| {
        let off = a.checked_sub(b).map(|off| off.abs());
        let margin = a.abs().checked_mul(Decimal::new(1, 2));
        let is_whole = a.fract().is_zero() && b.fract().is_zero();
        a == b || (!is_whole && off.zip(margin).is_some_and(|(off, margin)| off <= margin))
    };
    let ((_, a, a_end), (_, b, b_end)) = (a.parts(), b.parts());
    near(a, b) && near(a_end.unwrap_or(a), b_end.unwrap_or(b))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn plain_words_are_folded_as_any_are(words in "[a-cA-CIKS0-9.,$%]{1,4}( [a-cA-CiksIKS0-9.,$%]{1,4}){0,4}") {
            prop_assert_eq!(folded(&words), fold(&words, Folding::SAME_WORDS));
        }
    }
}
