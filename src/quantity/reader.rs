//! Reading figures in a row of words: each is a bound, a number or a range, a unit, and what it is per.
//!
//! Every word is looked at from a bounded number of places, so that the work grows with the text and no faster.

use rust_decimal::Decimal;

use super::{
    Places, Reading, ages,
    number::Number,
    per::Per,
    several::Several,
    tokens::{Kind, Token},
    units::AllUnits,
};
use crate::{
    annotation::{Amount, AmountKind, Quantity},
    text::CharRange,
};

/// Tokens, from the first to the one behind the last.
pub(super) type Range = (usize, usize);

#[cfg(test)]
thread_local! {
    /// How often this thread has looked at a word or a sign: work that can be counted, whatever else the machine does.
    pub(super) static LOOKS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// What figures are read from.
pub(super) struct Reader<'t> {
    pub(super) tokens: Vec<Token<'t>>,
    pub(super) units: AllUnits,
    /// Whether a person has marked just these words as a figure.
    pub(super) marked: bool,
}

/// A figure that was read, in tokens.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub(super) all: Range,
    pub(super) amount: Amount,
    pub(super) unit: Option<String>,
    pub(super) per: Option<String>,
    pub(super) value: Range,
    pub(super) second: Option<Range>,
    pub(super) bound: Option<Range>,
    pub(super) unit_at: Option<Range>,
    pub(super) per_at: Option<Range>,
    pub(super) shape: Shape,
    /// Whether the unit is one of the table or the team's.
    pub(super) known: bool,
    /// Whether it is money with its sign.
    pub(super) signed: bool,
    /// Whether it is an age.
    pub(super) age: bool,
}

/// How the number of a figure is written.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    Number(Number),
    Range(Number, Number),
    /// Whether it is "several" alone.
    Several(bool),
    /// Whether it is "half of", not "one in two".
    Part(bool),
}

/// What stands at a token.
pub(super) enum Step {
    Found(Box<Figure>),
    /// Nothing up to this token.
    Nothing(usize),
}

impl<'t> Reader<'t> {
    /// All that may be figures, in the order of the text, none over another.
    /// They come one by one, as a text may hold many and each is large: only what is kept of them takes room.
    pub(super) fn figures(&self) -> impl Iterator<Item = Figure> {
        let (mut at, mut floor) = (0, 0);
        let mut bracket: Option<(usize, Per)> = None;
        std::iter::from_fn(move || {
            while at < self.tokens.len() {
                match self.figure(at, floor) {
                    // "94 percent of children under five"
                    Step::Found(figure)
                        if self.marked && floor > 0 && self.is_of_people(&figure) =>
                    {
                        at = figure.all.1;
                    }
                    Step::Found(mut figure) => {
                        if !self.marked && figure.unit.is_none() && self.is_of_people(&figure) {
                            (figure.unit, figure.age, figure.known) =
                                (Some("years".into()), true, true);
                        }
                        at = figure.all.1.max(at + 1);
                        floor = at;
                        self.take_per_behind_bracket(&mut figure, &mut bracket);
                        return Some(*figure);
                    }
                    Step::Nothing(next) => at = next.max(at + 1),
                }
            }
            None
        })
    }

    /// A word in small letters; empty for what is none.
    pub(super) fn word(&self, at: usize) -> &str {
        #[cfg(test)]
        LOOKS.set(LOOKS.get() + 1);
        match self.tokens.get(at) {
            Some(token) if token.is_word() => &token.small,
            _ => "",
        }
    }

    pub(super) fn sign_at(&self, at: usize) -> Option<char> {
        #[cfg(test)]
        LOOKS.set(LOOKS.get() + 1);
        let token = self
            .tokens
            .get(at)
            .filter(|token| token.kind == Kind::Sign)?;
        token.text.chars().next()
    }

    pub(super) fn gap(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| token.gap)
    }

    /// Words as they are written, blanks and line breaks as one blank.
    pub(super) fn written(&self, from: usize, to: usize) -> String {
        let mut out = String::new();
        for (index, token) in self.tokens[from..to].iter().enumerate() {
            if index > 0 && token.gap {
                out.push(' ');
            }
            out += token.text;
        }
        out
    }

    fn figure(&self, at: usize, floor: usize) -> Step {
        if let Some(one) = self.one_of_time(at, floor) {
            return Step::Found(Box::new(one));
        }
        if let Some(several) = self.several(at) {
            return Step::Found(Box::new(self.of_several(&several, floor)));
        }
        if let Some(part) = self.fraction(at) {
            return match self.of_part(&part, floor) {
                Ok(figure) => Step::Found(Box::new(figure)),
                Err(end) => Step::Nothing(end),
            };
        }
        if let Some(part) = self.ratio(at) {
            return Step::Found(Box::new(self.of_ratio(&part, floor)));
        }
        let sign = self
            .starts_number(at)
            .then(|| self.units.before(&self.tokens, at, floor))
            .flatten();
        let Some(number) = self.number(at, sign.is_some()) else {
            return Step::Nothing(at + 1);
        };
        let start = sign.map_or(at, |(_, start)| start);
        let sign = sign.map(|(known, start)| (known.name.clone(), (start, at)));
        Step::Found(Box::new(self.of_number(number, sign, start, floor)))
    }

    pub(super) fn starts_number(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.is_digits()
            || token.kind == Kind::Sign
            || token.kind == Kind::Han
            || (token.is_word() && self.number(at, true).is_some())
    }

    fn of_several(&self, several: &Several, floor: usize) -> Figure {
        let before = self.bound_before(several.from, floor);
        let from = before.map_or(several.from, |(_, from)| from);
        let said = (from < several.value.0).then_some((from, several.value.0));
        let mut figure = self.empty(
            Amount::Several(several.size),
            (from, several.to),
            several.value,
            Shape::Several(several.alone),
        );
        figure.bound = said;
        let of = if self.word(several.to) == "of" {
            several.to + 1
        } else {
            several.to
        };
        // "Several of the ships": of which ones is no unit.
        self.take_unit(&mut figure, of);
        figure
    }

    pub(super) fn empty(&self, amount: Amount, all: Range, value: Range, shape: Shape) -> Figure {
        Figure {
            all,
            amount,
            unit: None,
            per: None,
            value,
            second: None,
            bound: None,
            unit_at: None,
            per_at: None,
            shape,
            known: false,
            signed: false,
            age: false,
        }
    }

    /// A number or, if another belongs to it, a range.
    fn of_number(
        &self,
        number: Number,
        sign: Option<(String, Range)>,
        start: usize,
        floor: usize,
    ) -> Figure {
        let mut from = start;
        let before = self.bound_before(start, floor);
        let opened = start
            .checked_sub(1)
            .filter(|at| *at >= floor)
            .filter(|at| matches!(self.word(*at), "between" | "from"));
        if let Some(range) = self.range(&number, sign.as_ref(), opened, floor, start) {
            return range;
        }
        let kind = before.map(|(kind, _)| kind);
        let mut figure = self.empty(
            Amount::Exactly(number.value),
            (start, number.to),
            (number.from, number.to),
            Shape::Number(number),
        );
        if let Some((_, first)) = before {
            (from, figure.bound) = (first, Some((first, start)));
        }
        let unbound = (start, from);
        figure.all.0 = from;
        if let Some((name, place)) = sign {
            (figure.unit, figure.unit_at, figure.known, figure.signed) =
                (Some(name), Some(place), true, true);
        }
        let end = figure.all.1;
        let mut kind = kind;
        self.take_bound(&mut figure, &mut kind);
        let moved = figure.all.1;
        self.take_unit(&mut figure, moved);
        // "Two years or more"
        self.take_bound(&mut figure, &mut kind);
        if figure.bound == Some((unbound.1, unbound.0)) && self.is_place(&figure) {
            (figure.bound, figure.all.0, kind) = (None, start, None);
        }
        self.take_whole(&mut figure);
        if kind.is_none()
            && figure.unit.is_none()
            && end == figure.all.1
            && let Some(aged) = self.aged(figure.all.0)
        {
            self.make_age(&mut figure, aged);
        }
        if let Shape::Number(number) = &figure.shape {
            let value = number.value;
            figure.amount = Amount::new(kind.unwrap_or(AmountKind::Exactly), value, value);
            let name = figure.unit.is_none()
                && kind.is_none()
                && number.plain
                && value < Decimal::from(120);
            if name && self.is_age_of_name(figure.all.0, figure.all.1) {
                (figure.unit, figure.age, figure.known) = (Some("years".into()), true, true);
            }
        }
        figure
    }

    /// "Aged 61", where the token "aged" is.
    pub(super) fn make_age(&self, figure: &mut Figure, aged: usize) {
        (figure.unit, figure.unit_at, figure.age) =
            (Some("years".into()), Some((aged, aged + 1)), true);
        (figure.all.0, figure.known) = (aged, true);
    }

    /// "Or more", "-odd" behind what is read so far.
    pub(super) fn take_bound(&self, figure: &mut Figure, kind: &mut Option<AmountKind>) {
        let at = figure.all.1;
        if kind.is_none()
            && let Some((own, to)) = self.bound_behind(at)
        {
            *kind = Some(own);
            (figure.bound, figure.all.1) = (Some((at, to)), to);
        }
    }

    /// The unit behind an amount, and what it is per.
    pub(super) fn take_unit(&self, figure: &mut Figure, at: usize) {
        let mut at = at;
        // "14-hour", "39-year-old", "$5-a-day".
        let hyphen = matches!(self.sign_at(at), Some('-' | '\u{2010}' | '\u{2011}'))
            && !self.tokens[at].gap
            && !self.gap(at + 1);
        if hyphen && self.per(at).is_none() {
            at += 1;
        }
        if let Some((known, to)) = self
            .units
            .behind(&self.tokens, at)
            .filter(|(known, _)| known.money || !figure.signed)
        {
            let other = figure.signed && figure.unit.as_deref() != Some(known.name.as_str());
            // "$5 pesos" is no money that is known here.
            if !other {
                (figure.unit, figure.known) = (Some(known.name.clone()), true);
                if !figure.signed {
                    figure.unit_at = Some((at, to));
                }
                figure.all.1 = to;
                if let Some(per) = &known.per {
                    (figure.per, figure.per_at) = (Some(per.clone()), Some((to - 1, to)));
                }
                if matches!(known.name.as_str(), "years" | "months" | "weeks" | "days")
                    && let Some(to) = ages::old(self, to)
                {
                    (figure.all.1, figure.age) = (to, true);
                    return;
                }
            }
        } else if figure.signed {
            // Money is a unit already.
        } else if let Some((name, from, to)) = self.noun(at).filter(|_| !hyphen) {
            (figure.unit, figure.unit_at, figure.all.1) = (Some(name), Some((from, to)), to);
        } else if let Some((name, from, to)) = self.marked.then(|| self.rest_as_noun(at)).flatten()
        {
            (figure.unit, figure.unit_at, figure.all.1) = (Some(name), Some((from, to)), to);
        } else if figure.amount == Amount::Exactly(Decimal::ONE)
            && let Some((name, from, to)) = self.lone_noun(at, 3).filter(|_| !hyphen)
        {
            (figure.unit, figure.unit_at, figure.all.1) = (Some(name), Some((from, to)), to);
        }
        self.take_rest(figure);
    }

    pub(super) fn take_rest(&self, figure: &mut Figure) {
        if figure.per.is_some() {
            return;
        }
        if let Some(per) = self.per(figure.all.1) {
            (figure.per, figure.per_at, figure.all.1) =
                (Some(per.name), Some((per.from, per.to)), per.to);
        }
    }

    /// A figure with its places in code points.
    pub(super) fn reading(&self, figure: Figure) -> Reading {
        let place = |(from, to): Range| {
            CharRange::new(self.tokens[from].place.start, self.tokens[to - 1].place.end)
        };
        Reading {
            quantity: Quantity {
                amount: figure.amount,
                unit: figure.unit,
                per: figure.per,
            },
            places: Places {
                all: place(figure.all),
                value: place(figure.value),
                second: figure.second.map(place),
                bound: figure.bound.map(place),
                unit: figure.unit_at.map(place),
                per: figure.per_at.map(place),
            },
        }
    }
}
