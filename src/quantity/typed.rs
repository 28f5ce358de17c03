//! What a person types as a quantity: as `Display` writes one, or as an article would.

use super::{
    Conventions, Separators, number::Number, read_with, reader::Reader, tokens::tokens,
    units::AllUnits,
};
use crate::annotation::{Amount, AmountKind, Quantity};

/// See [`super::typed`].
pub(super) fn typed(words: &str, conventions: &Conventions) -> Result<Quantity, String> {
    let words = words.trim();
    if words.is_empty() {
        return Err("give a number, such as “more than 1,000,000 people”".to_owned());
    }
    // What `Display` wrote means what it meant, however this team writes numbers.
    let english = Conventions {
        separators: Separators::English,
        units: conventions.units.clone(),
    };
    let shown = whole(words, &english).or_else(|| plain(words, &english));
    if let Some(quantity) = shown.filter(|quantity| quantity.to_string() == words) {
        return Ok(quantity);
    }
    if let Some(quantity) = whole(words, conventions) {
        return Ok(quantity);
    }
    let mut readings = read_with(words, conventions);
    if readings.len() > 1 {
        return Err(
            "give one number, or two as “between 5 and 7”: each figure has a quantity of its own"
                .to_owned(),
        );
    }
    plain(words, conventions)
        .or_else(|| readings.pop().map(|reading| reading.quantity))
        .ok_or_else(|| "there is no number in it that can be read: give one, such as “more than 1,000,000 people”".to_owned())
}

/// What the words say if they are a figure from the first to the last.
fn whole(words: &str, conventions: &Conventions) -> Option<Quantity> {
    let mut readings = read_with(words, conventions);
    let reading = readings.pop().filter(|_| readings.is_empty())?;
    (reading.places.all.len() == words.chars().count()).then_some(reading.quantity)
}

/// A bound, a number, and whatever it counts.
fn plain(words: &str, conventions: &Conventions) -> Option<Quantity> {
    let reader = Reader {
        tokens: tokens(words, conventions.separators),
        units: AllUnits::of(conventions),
        marked: true,
    };
    let (amount, to) = amount(&reader)?;
    let (unit, per) = rest(&reader, words, to)?;
    Some(Quantity { amount, unit, per })
}

fn amount(reader: &Reader<'_>) -> Option<(Amount, usize)> {
    if reader.word(0) == "several" {
        let several = reader.several(0)?;
        return Some((Amount::Several(several.size), several.to));
    }
    if reader.word(0) == "between" {
        let first = reader.number(1, false)?;
        if reader.word(first.to) != "and" {
            return None;
        }
        let second = reader.number(first.to + 1, false)?;
        return Some((Amount::Between(first.value, second.value), second.to));
    }
    for start in 0..=5.min(reader.tokens.len()) {
        let kind = match start {
            0 => Some(AmountKind::Exactly),
            _ => reader
                .bound_before(start, 0)
                .filter(|(_, from)| *from == 0)
                .map(|(kind, _)| kind),
        };
        if let (Some(kind), Some(Number { value, to, .. })) = (kind, reader.number(start, false)) {
            return Some((Amount::new(kind, value, value), to));
        }
    }
    None
}

/// The unit and what it is per: all words from a token on.
fn rest(reader: &Reader<'_>, words: &str, at: usize) -> Option<(Option<String>, Option<String>)> {
    let Some(first) = reader.tokens.get(at) else {
        return Some((None, None));
    };
    if !first.gap {
        return None;
    }
    let behind: String = words.chars().skip(first.place.start).collect();
    let (unit, per) = match behind.strip_prefix("per ") {
        Some(per) => ("", Some(per)),
        None => behind
            .rsplit_once(" per ")
            .map_or((behind.as_str(), None), |(unit, per)| (unit, Some(per))),
    };
    let name = |words: &str, one: bool| {
        let known = reader.units.named(words);
        known.filter(|known| known.per.is_none()).map_or_else(
            || words.trim().to_owned(),
            |known| {
                if one {
                    known.one.clone()
                } else {
                    known.name.clone()
                }
            },
        )
    };
    // "5 apples and 7 pears"
    if !read_with(unit, &Conventions::default()).is_empty() {
        return None;
    }
    let per = per.map(|per| name(per, true));
    Some(((!unit.trim().is_empty()).then(|| name(unit, false)), per))
}
