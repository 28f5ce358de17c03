//! Ages: "39-year-old", "12 years old", "aged 61", and the age behind a name: "Janibek, 34,".

use rust_decimal::Decimal;

use super::{
    number::Number,
    reader::{Figure, Reader, Shape},
};
use crate::annotation::{Amount, AmountKind};

/// The token behind what makes a number of years an age, from behind the unit: "-old", "old", "of age", "-olds".
pub(super) fn old(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let dash =
        |at: usize| reader.sign_at(at) == Some('-') || reader.sign_at(at) == Some('\u{2011}');
    let is_old = |at: usize| matches!(reader.word(at), "old" | "olds");
    if dash(at) && is_old(at + 1) {
        return Some(at + 2);
    }
    if is_old(at) && !reader.tokens[at].line {
        return Some(at + 1);
    }
    (reader.word(at) == "of" && reader.word(at + 1) == "age").then_some(at + 2)
}

impl Reader<'_> {
    /// Whether the number in tokens `from..to` is an age for what is before it: the first token of "aged".
    pub(super) fn aged(&self, from: usize) -> Option<usize> {
        let before = from.checked_sub(1)?;
        matches!(self.word(before), "aged" | "age").then_some(before)
    }

    /// "A decade or longer", "more than a year": of a time, an article that stands for one where a bound says that it is counted.
    pub(super) fn one_of_time(&self, at: usize, floor: usize) -> Option<Figure> {
        if self.marked || !matches!(self.word(at), "a" | "an") {
            return None;
        }
        let (known, to) = self.units.behind(&self.tokens, at + 1)?;
        let time = matches!(
            known.one.as_str(),
            "minute" | "hour" | "day" | "week" | "month" | "year" | "decade" | "century"
        );
        if !time || to != at + 2 || self.word(at + 1) != known.one {
            return None;
        }
        let before = self
            .bound_before(at, floor)
            .filter(|(kind, _)| *kind != AmountKind::About);
        let before = before.filter(|(_, from)| at - from > 1);
        let behind = self.bound_behind(to);
        let (kind, from, end) = match (before, behind) {
            (Some((kind, from)), _) => (kind, from, to),
            (None, Some((kind, end))) => (kind, at, end),
            (None, None) => return None,
        };
        let one = Number {
            value: Decimal::ONE,
            base: Decimal::ONE,
            factor: None,
            from: at,
            to: at + 1,
            in_digits: false,
            plain: false,
            letter: false,
        };
        let amount = Amount::new(kind, Decimal::ONE, Decimal::ONE);
        let mut figure = self.empty(amount, (from, end), (at, at + 1), Shape::Number(one));
        figure.bound = Some(if from < at { (from, at) } else { (to, end) });
        (figure.unit, figure.unit_at, figure.known) =
            (Some(known.name.clone()), Some((at + 1, to)), true);
        Some(figure)
    }

    /// Whether a number stands behind a name, between commas, as news gives an age.
    pub(super) fn is_age_of_name(&self, from: usize, to: usize) -> bool {
        let comma = |at: usize| self.sign_at(at) == Some(',');
        let Some(name) = from.checked_sub(2) else {
            return false;
        };
        let ends = comma(to)
            || (self.sign_at(to) == Some('.') && self.tokens.get(to + 1).is_none_or(|t| t.gap))
            || to == self.tokens.len();
        let before = &self.tokens[name];
        comma(from - 1)
            && ends
            && before.is_capitalised()
            && !super::dates::is_calendar(&before.small)
    }

    /// Whether a bound and a number are the age of those before them: "children under five".
    pub(super) fn is_of_people(&self, figure: &Figure) -> bool {
        let bound = figure.all.0;
        let before = bound.checked_sub(1).map_or("", |at| self.word(at));
        let people = matches!(
            before,
            "children"
                | "kids"
                | "people"
                | "those"
                | "adults"
                | "anyone"
                | "women"
                | "men"
                | "girls"
                | "boys"
                | "everyone"
                | "persons"
        );
        people && !figure.known && matches!(self.word(bound), "under" | "over" | "above" | "below")
    }
}
