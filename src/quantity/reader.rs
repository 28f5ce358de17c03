//! Reading figures in a row of words: each is a bound, a number or a range, a unit, and what it is per.
//!
//! Every word is looked at from a bounded number of places, so that the work grows with the text and no faster.

use rust_decimal::Decimal;

use super::{
    Places, Reading, ages,
    fractions::Part,
    number::{Number, fits},
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
    pub(super) fn figures(&self) -> Vec<Figure> {
        let mut out = Vec::new();
        let (mut at, mut floor) = (0, 0);
        while at < self.tokens.len() {
            match self.figure(at, floor) {
                Step::Found(figure) => {
                    at = figure.all.1.max(at + 1);
                    floor = at;
                    out.push(*figure);
                }
                Step::Nothing(next) => at = next.max(at + 1),
            }
        }
        out
    }

    /// A word in small letters; empty for what is none.
    pub(super) fn word(&self, at: usize) -> &str {
        match self.tokens.get(at) {
            Some(token) if token.is_word() => &token.small,
            _ => "",
        }
    }

    pub(super) fn sign_at(&self, at: usize) -> Option<char> {
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
        if let Some(several) = self.several(at) {
            return Step::Found(Box::new(self.of_several(&several, floor)));
        }
        if let Some(part) = self.fraction(at) {
            let end = part.to;
            return self
                .of_part(&part, floor)
                .map_or(Step::Nothing(end), |figure| Step::Found(Box::new(figure)));
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

    fn starts_number(&self, at: usize) -> bool {
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

    fn empty(&self, amount: Amount, all: Range, value: Range, shape: Shape) -> Figure {
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

    /// "Half a million people", "half an hour", "half of the class", "two-thirds".
    fn of_part(&self, part: &Part, floor: usize) -> Option<Figure> {
        let before = self.bound_before(part.from, floor);
        let from = before.map_or(part.from, |(_, from)| from);
        let kind = before.map_or(AmountKind::Exactly, |(kind, _)| kind);
        let mut next = part.to;
        if self.word(next) == "of" {
            next += 1;
        }
        if self.sign_at(next) == Some('-') && !self.tokens[next].gap {
            next += 1;
        }
        let article = usize::from(matches!(self.word(next), "a" | "an"));
        // "Half a million", "half-dozen".
        let large = super::numbers::factor(self.word(next + article))
            .filter(|_| !self.word(next + article).ends_with('s'));
        if let Some(by) = large {
            let value = part.times(by.into())?;
            let to = next + article + 1;
            let (amount, shape) = (Amount::new(kind, value, value), Shape::Part(true));
            let mut figure = self.empty(amount, (from, to), (part.from, to), shape);
            figure.bound = (from < part.from).then_some((from, part.from));
            self.take_unit(&mut figure, to);
            return Some(figure);
        }
        if article > 0
            && let Some((known, to)) = self.units.behind(&self.tokens, next + 1)
        {
            let value = part.times(Decimal::ONE)?;
            let amount = Amount::new(kind, value, value);
            let mut figure =
                self.empty(amount, (from, to), (part.from, part.to), Shape::Part(true));
            figure.bound = (from < part.from).then_some((from, part.from));
            (figure.unit, figure.unit_at, figure.known) =
                (Some(known.name.clone()), Some((next + 1, to)), true);
            self.take_rest(&mut figure);
            return Some(figure);
        }
        Some(self.share(part, kind, from))
    }

    /// A part of a whole: a percentage where that is exact, or a ratio.
    fn share(&self, part: &Part, kind: AmountKind, from: usize) -> Figure {
        let of_noun = self.of_noun(part.to);
        let exact = part.times(Decimal::ONE_HUNDRED);
        let number = exact.unwrap_or(part.many);
        let mut figure = self.empty(
            Amount::new(kind, number, number),
            (from, part.to),
            (part.from, part.to),
            Shape::Part(true),
        );
        figure.bound = (from < part.from).then_some((from, part.from));
        if exact.is_some() {
            figure.unit = Some("percent".into());
            figure.all.1 = of_noun.map_or(part.to, |(_, _, to)| to);
        } else {
            let (many, of) = part.places;
            (figure.value, figure.per_at) = (many, Some(of));
            figure.per = Some(part.of.to_string());
            if let Some((name, noun, to)) = of_noun {
                (figure.unit, figure.unit_at, figure.all.1) = (Some(name), Some((noun, to)), to);
            }
        }
        figure
    }

    /// What something is a part of: "of the pupils", "the class", "of all 260 ropes".
    fn of_noun(&self, at: usize) -> Option<(String, usize, usize)> {
        let mut next = at;
        for _ in 0..3 {
            let word = self.word(next);
            let opens = matches!(
                word,
                "of" | "the" | "all" | "its" | "their" | "our" | "his" | "her" | "these" | "those"
            );
            if !opens || self.tokens[next].line {
                break;
            }
            next += 1;
        }
        if next == at {
            return None;
        }
        if let Some(number) = self.number(next, false) {
            next = number.to;
        }
        self.noun(next)
            .or_else(|| self.marked.then(|| self.rest_as_noun(next)).flatten())
    }

    fn of_ratio(&self, part: &Part, floor: usize) -> Figure {
        let before = self.bound_before(part.from, floor);
        let from = before.map_or(part.from, |(_, from)| from);
        let kind = before.map_or(AmountKind::Exactly, |(kind, _)| kind);
        let amount = Amount::new(kind, part.many, part.many);
        let mut figure = self.empty(
            amount,
            (from, part.to),
            part.places.0,
            Shape::Part(part.fraction),
        );
        figure.bound = (from < part.from).then_some((from, part.from));
        figure.per = Some(part.of.to_string());
        figure.per_at = Some(part.places.1);
        if let Some((noun, to)) = part.noun {
            (figure.unit, figure.unit_at) = (Some(self.written(noun, to)), Some((noun, to)));
        } else if let Some((known, to)) = self.units.behind(&self.tokens, part.to) {
            (figure.unit, figure.unit_at, figure.all.1, figure.known) =
                (Some(known.name.clone()), Some((part.to, to)), to, true);
        } else if let Some((name, noun, to)) = self.noun(part.to) {
            (figure.unit, figure.unit_at, figure.all.1) = (Some(name), Some((noun, to)), to);
        }
        figure
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
        if kind.is_none()
            && figure.unit.is_none()
            && end == figure.all.1
            && let Some(aged) = self.aged(figure.all.0)
        {
            (figure.unit, figure.unit_at, figure.age) =
                (Some("years".into()), Some((aged, aged + 1)), true);
            (figure.all.0, figure.known) = (aged, true);
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

    /// "Or more", "-odd" behind what is read so far.
    fn take_bound(&self, figure: &mut Figure, kind: &mut Option<AmountKind>) {
        let at = figure.all.1;
        if kind.is_none()
            && let Some((own, to)) = self.bound_behind(at)
        {
            *kind = Some(own);
            (figure.bound, figure.all.1) = (Some((at, to)), to);
        }
    }

    /// The unit behind an amount, and what it is per.
    fn take_unit(&self, figure: &mut Figure, at: usize) {
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
        }
        self.take_rest(figure);
    }

    fn take_rest(&self, figure: &mut Figure) {
        if figure.per.is_some() {
            return;
        }
        if let Some(per) = self.per(figure.all.1) {
            (figure.per, figure.per_at, figure.all.1) =
                (Some(per.name), Some((per.from, per.to)), per.to);
        }
    }

    /// The range that begins with a number, if another number belongs to it.
    fn range(
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
            a = a.checked_mul(by)?.normalize();
        }
        let change = from_to
            && (own_unit.is_some() || sign.is_some() || !self.marked)
            && self.is_change(opened?);
        let rises = a < b;
        // Scores, telephone numbers, and a list.
        let numbers = hyphen
            && (self.sign_at(second.to) == Some('-')
                && self
                    .tokens
                    .get(second.to + 1)
                    .is_some_and(|t| t.is_digits() && !t.gap));
        if change || numbers || !fits(a) || (!rises && !between && !from_to) {
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
            match &figure.unit {
                // "5 km to 7 miles", "two days to 300 people".
                Some(other) if *other != name => return None,
                Some(_) => {}
                None => {
                    (figure.unit, figure.unit_at, figure.known) = (Some(name), Some(place), true)
                }
            }
        }
        let mut kind = None;
        self.take_bound(&mut figure, &mut kind);
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
            )
        })
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
