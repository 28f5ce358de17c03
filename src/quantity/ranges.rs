//! Two numbers that are one amount: "between 820 and 1,460 yuan", "10-12", "from 5 to 7", "two or three", `$5-7bn`.

use super::{
    exact,
    number::Number,
    reader::{Figure, Range, Reader, Shape},
};
use crate::annotation::{Amount, AmountKind};

impl Reader<'_> {
    /// The range that begins with a number, if another number belongs to it.
    pub(super) fn range(
        &self,
        first: &Number,
        sign: Option<&(String, Range)>,
        opened: Option<usize>,
        floor: usize,
        start: usize,
    ) -> Option<Figure> {
        let between = opened.is_some_and(|at| self.word(at) == "between");
        let from_to = opened.is_some() && !between;
        let mut at = first.to;
        let mut own_unit = None;
        if let Some((known, to)) = self.units.behind(&self.tokens, at) {
            own_unit = Some((known.name.clone(), (at, to), known.money));
            at = to;
        }
        let hyphen = matches!(
            self.sign_at(at),
            Some('-' | '–' | '\u{2010}' | '\u{2011}' | '~' | '～' | '−')
        );
        let joined = hyphen
            || match self.word(at) {
                "and" => between,
                "to" => true,
                "or" => own_unit.is_none() && sign.is_none() && !between && !from_to,
                _ => matches!(self.tokens.get(at)?.text, "至" | "到"),
            };
        // A dash with blanks around it divides sentences.
        let dashed = hyphen && self.tokens[at].gap && self.gap(at + 1) && !first.in_digits;
        if !joined || dashed || self.tokens[at].line {
            return None;
        }
        let mut next = at + 1;
        if between
            && (self.bound_before(next + 2, next).is_some()
                || self.bound_before(next + 1, next).is_some())
        {
            next += if self.bound_before(next + 1, next).is_some() {
                1
            } else {
                2
            };
        }
        let (other_sign, second) = self.signed_number(next)?;
        let both = (second.from, second.to);
        let (mut a, b) = (first.value, second.value);
        // "1 to 2 million", "$5-7bn".
        if let (None, Some(by)) = (first.factor, second.factor)
            && first.value < second.base
        {
            a = exact::times(a, by)?;
        }
        let change = from_to
            && (own_unit.is_some() || sign.is_some() || !self.marked)
            && self.is_change(opened?);
        // "Rose 5% to 7%"
        let change = change
            || (opened.is_none()
                && (own_unit.is_some() || sign.is_some())
                && self.word(at) == "to"
                && self.is_change(start));
        let rises = a < b;
        // Scores, telephone numbers, and a list.
        let numbers = hyphen
            && (self.sign_at(second.to) == Some('-')
                && self
                    .tokens
                    .get(second.to + 1)
                    .is_some_and(|t| t.is_digits() && !t.gap));
        if change || numbers || (!rises && !between && !from_to) {
            return None;
        }
        // "Two or 300", "five to one" are no range, and of words only neighbours are joined by "or".
        if self.word(at) == "or"
            && (first.in_digits != second.in_digits
                || first.factor.is_some() != second.factor.is_some())
        {
            return None;
        }
        let before = opened
            .map(|at| (AmountKind::Between, at))
            .or_else(|| self.bound_before(start, floor));
        let from = before.map_or(start, |(_, from)| from);
        let mut from = from;
        // "About between", "from between" are rare; "about 5 to 7" is not.
        if let Some((_, outer)) = opened.and_then(|at| self.bound_before(at, floor)) {
            from = outer;
        }
        let mut figure = self.empty(
            Amount::Between(a, b),
            (from, second.to),
            (first.from, first.to),
            Shape::Range(first.clone(), second),
        );
        figure.second = Some(both);
        figure.bound = (from < start).then_some((from, start));
        let sign = sign.cloned().or(other_sign);
        if let Some((name, place)) = sign {
            (figure.unit, figure.unit_at, figure.known, figure.signed) =
                (Some(name), Some(place), true, true);
        }
        self.take_unit(&mut figure, both.1);
        if let Some((name, place, _)) = own_unit {
            // "4.6% to 14.2 billion"
            let apart = first.factor.is_none()
                && matches!(&figure.shape, Shape::Range(_, second) if second.factor.is_some());
            match &figure.unit {
                // "5 km to 7 miles", "two days to 300 people".
                Some(other) if *other != name => return None,
                None if apart => return None,
                Some(_) => {}
                None => {
                    (figure.unit, figure.unit_at, figure.known) = (Some(name), Some(place), true)
                }
            }
        }
        let mut kind = None;
        self.take_bound(&mut figure, &mut kind);
        if figure.unit.is_none()
            && let Some(aged) = self.aged(figure.all.0)
        {
            self.make_age(&mut figure, aged);
        }
        Some(figure)
    }

    /// A number with or without a sign of money before it.
    fn signed_number(&self, at: usize) -> Option<(Option<(String, Range)>, Number)> {
        for length in 1..=3 {
            let Some((known, start)) = self.units.before(&self.tokens, at + length, at) else {
                continue;
            };
            if start == at
                && let Some(number) = self.number(at + length, true)
            {
                return Some((Some((known.name.clone(), (at, at + length))), number));
            }
        }
        if self.tokens.get(at).is_some_and(|token| token.line) {
            return None;
        }
        Some((None, self.number(at, false)?))
    }

    /// "Rose from", "up from": two amounts, not one of which the size is not known.
    fn is_change(&self, from: usize) -> bool {
        let near = (1..=4).filter_map(|back| from.checked_sub(back));
        let mut words = near.map(|at| self.word(at));
        words.any(|word| {
            matches!(
                word,
                "up" | "down"
                    | "rose"
                    | "risen"
                    | "rise"
                    | "rising"
                    | "fell"
                    | "fallen"
                    | "fall"
                    | "falling"
                    | "grew"
                    | "grown"
            ) || matches!(
                word,
                "increased"
                    | "increase"
                    | "increasing"
                    | "decreased"
                    | "dropped"
                    | "drop"
                    | "declined"
                    | "raised"
                    | "raise"
                    | "cut"
                    | "went"
            ) || matches!(
                word,
                "jumped"
                    | "climbed"
                    | "shrank"
                    | "slipped"
                    | "soared"
                    | "surged"
                    | "reduced"
                    | "doubled"
                    | "slid"
                    | "tumbled"
                    | "plunged"
                    | "dipped"
                    | "edged"
                    | "gained"
            )
        })
    }
}
