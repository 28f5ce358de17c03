//! What English words before a number say of it: that there are more, or fewer.

use super::{Numbers, Stated};
use crate::quantity::bounds::BEFORE;

/// On which side of a number an amount is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Bound {
    /// "More than", "at least".
    Above,
    /// "Fewer than", "up to".
    Below,
}

/// Words that turn others around, so that nothing is sure.
const TURNING: [&str; 17] = [
    "not", "never", "no", "nor", "neither", "without", "hardly", "barely", "scarcely", "little",
    "t", "cannot", "add", "adds", "added", "adding", "total",
];

/// The words right before the only number that say on which side of it the amount is; nothing where that is not plain.
pub(crate) fn bound<'w>(words: &'w str, numbers: &Numbers) -> Option<(&'w str, Bound)> {
    // The no of "no more than" is read as a nought.
    let is_no = |stated: &&Stated| {
        let own = words.get(stated.place.clone());
        own.is_some_and(|own| own.eq_ignore_ascii_case("no"))
    };
    let mut counted = numbers.stated.iter().filter(|stated| !is_no(stated));
    let only = counted.next()?;
    if !numbers.all || counted.next().is_some() {
        return None;
    }
    let before = words.get(..only.place.start)?;
    // Money has its sign before it.
    let before = before.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '-' && c != '−');
    // Of the words that make a bound those that say plainly on which side.
    let plain = BEFORE
        .iter()
        .filter_map(|(phrase, _, side)| Some((*phrase, (*side)?)));
    for (phrase, bound) in plain {
        let Some(start) = before.len().checked_sub(phrase.len()) else {
            continue;
        };
        let Some(said) = before.get(start..) else {
            continue;
        };
        if !said.eq_ignore_ascii_case(phrase) || before[..start].ends_with(char::is_alphanumeric) {
            continue;
        }
        let rest = before[..start].split(|c: char| !c.is_alphanumeric());
        let behind = words[only.place.end..].split(|c: char| !c.is_alphanumeric());
        let mut others = rest.chain(behind);
        let turned = others.any(|word| TURNING.iter().any(|own| own.eq_ignore_ascii_case(word)));
        return (!turned).then_some((said, bound));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    #[test]
    fn the_side_is_told_by_the_words_right_before() {
        for (words, side) in [
            ("more than 300 people", Some(Bound::Above)),
            ("At least $300", Some(Bound::Above)),
            ("no more than 300", Some(Bound::Below)),
            ("no fewer than two", Some(Bound::Above)),
            ("up to 300", Some(Bound::Below)),
            ("nearly 300", Some(Bound::Below)),
            ("never more than 300", None),
            ("more than the 300", None),
            ("between 200 and more than 300", None),
            ("anymore than 300", None),
            ("300", None),
        ] {
            let found = bound(words, &read(words));
            assert_eq!(found.map(|(_, side)| side), side, "{words}");
        }
    }
}
