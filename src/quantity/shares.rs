//! What parts of a whole and ratios amount to: "half a million people", "half of the class", "two-thirds of the pupils".

use rust_decimal::Decimal;

use super::{
    fractions::Part,
    reader::{Figure, Reader, Shape},
};
use crate::annotation::{Amount, AmountKind};

impl Reader<'_> {
    /// "Half a million people", "half an hour", "half of the class", "two-thirds".
    ///
    /// # Errors
    /// It has no exact decimal, as a third of a million: the token behind it.
    pub(super) fn of_part(&self, part: &Part, floor: usize) -> Result<Figure, usize> {
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
            let to = next + article + 1;
            let value = part.times(by.into()).ok_or(to)?;
            let (amount, shape) = (Amount::new(kind, value, value), Shape::Part(true));
            let mut figure = self.empty(amount, (from, to), (part.from, to), shape);
            figure.bound = (from < part.from).then_some((from, part.from));
            self.take_unit(&mut figure, to);
            return Ok(figure);
        }
        if article > 0
            && let Some((known, to)) = self.units.behind(&self.tokens, next + 1)
        {
            let value = part.times(Decimal::ONE).ok_or(to)?;
            let amount = Amount::new(kind, value, value);
            let mut figure =
                self.empty(amount, (from, to), (part.from, part.to), Shape::Part(true));
            figure.bound = (from < part.from).then_some((from, part.from));
            (figure.unit, figure.unit_at, figure.known) =
                (Some(known.name.clone()), Some((next + 1, to)), true);
            self.take_rest(&mut figure);
            return Ok(figure);
        }
        Ok(self.share(part, kind, from))
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
    pub(super) fn of_noun(&self, at: usize) -> Option<(String, usize, usize)> {
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
        // "Of Brandvik's sales", "of the lorry's six brakes"
        for owner in next..next + 3 {
            let mark = matches!(self.sign_at(owner + 1), Some('\'' | '’'));
            if mark && self.word(owner + 2) == "s" && !self.tokens[owner + 2].gap {
                next = owner + 3;
                break;
            }
            if !self
                .tokens
                .get(owner)
                .is_some_and(|token| token.is_word() && !token.line)
            {
                break;
            }
        }
        if let Some(number) = self.number(next, false) {
            next = number.to;
        }
        self.noun(next)
            .or_else(|| self.marked.then(|| self.rest_as_noun(next)).flatten())
            .or_else(|| self.lone_noun(next, 1))
    }

    pub(super) fn of_ratio(&self, part: &Part, floor: usize) -> Figure {
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
}
