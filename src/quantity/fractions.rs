//! Parts of a whole, and ratios: "half of the class", "two-thirds of the pupils", "one in five", "nine out of ten children".
//!
//! Decimals are exact, and a third has none. So a part is a percentage where that is exact: half is 50 percent, three-eighths are 37.5.
//! Otherwise it stays the ratio that the words give, as "one in three" does: two-thirds of the pupils are 2 `pupils` per `3`. Nothing
//! is ever rounded.

use rust_decimal::Decimal;

use super::{
    exact::{fits, times},
    numbers::{counting, ordinal},
    reader::Reader,
    tokens::Kind,
};

/// A part of something.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// So many of
    pub(super) many: Decimal,
    /// these.
    pub(super) of: Decimal,
    /// Its first token, and the one behind its last.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The tokens of `many` and of `of`.
    pub(super) places: ((usize, usize), (usize, usize)),
    /// Whether it is "half of", not "one in two".
    pub(super) fraction: bool,
    /// What is counted, if it is named in the midst: the child of "one child in three".
    pub(super) noun: Option<(usize, usize)>,
}

impl Part {
    /// The part as a decimal of these: half of a million.
    pub(super) fn times(&self, whole: Decimal) -> Option<Decimal> {
        let product = times(self.many, whole)?;
        let part = product.checked_div(self.of)?.normalize();
        // Exact if it leads back.
        (part.checked_mul(self.of)? == product && part.scale() < 20 && fits(part)).then_some(part)
    }
}

impl Reader<'_> {
    /// A part in words or with a stroke that begins at a token.
    pub(super) fn fraction(&self, at: usize) -> Option<Part> {
        let word = self.word(at);
        let half = |word: &str| matches!(word, "half" | "halves");
        if half(word) {
            return Some(self.part(Decimal::ONE, 2, at, at + 1, (at, at + 1)));
        }
        if matches!(word, "a" | "an" | "one") {
            let hyphen = usize::from(self.hyphen(at + 1));
            let next = self.word(at + 1 + hyphen);
            let of = denominator(next)?;
            if next.ends_with('s') {
                return None;
            }
            let to = at + 2 + hyphen;
            // "A third man", "a second attempt": only what is a part of something.
            let ends = self.word(to) == "of"
                || half(next)
                || to >= self.tokens.len()
                || (word == "one" && !self.tokens[to].is_word());
            return ends.then(|| self.part(Decimal::ONE, of, at, to, (to - 1, to)));
        }
        if let Some(many) = counting(word).filter(|many| (2..100).contains(many)) {
            let hyphen = usize::from(self.hyphen(at + 1));
            let next = self.word(at + 1 + hyphen);
            let of = denominator(next).filter(|of| *of > many && next.ends_with('s'))?;
            let to = at + 2 + hyphen;
            return Some(self.part(many.into(), of, at, to, (to - 1, to)));
        }
        // "2/3 of the pupils"; "1 / 3" counts pictures.
        if let Kind::Digits {
            value: Some(many),
            plain: true,
        } = self.tokens.get(at)?.kind
            && self.sign_at(at + 1) == Some('/')
            && !self.tokens[at + 1].gap
            && let Kind::Digits {
                value: Some(of),
                plain: true,
            } = self.tokens.get(at + 2)?.kind
            && !self.tokens[at + 2].gap
            && self.word(at + 3) == "of"
            && many < of
            && many > Decimal::ZERO
        {
            return Some(Part {
                many,
                of,
                from: at,
                to: at + 3,
                places: ((at, at + 1), (at + 2, at + 3)),
                fraction: true,
                noun: None,
            });
        }
        None
    }

    fn part(&self, many: Decimal, of: u64, from: usize, to: usize, below: (usize, usize)) -> Part {
        let above = if below.0 > from {
            (from, from + 1)
        } else {
            (from, to)
        };
        Part {
            many,
            of: of.into(),
            from,
            to,
            places: (above, below),
            fraction: true,
            noun: None,
        }
    }

    /// "One in five", "nine out of 10", "one child in three".
    pub(super) fn ratio(&self, at: usize) -> Option<Part> {
        let many = self
            .number(at, false)
            .filter(|many| many.factor.is_none())?;
        let mut next = many.to;
        let mut noun = None;
        if self
            .tokens
            .get(next)
            .is_some_and(|token| token.is_word() && token.gap && !token.line)
            && self.word(next + 1) == "in"
            && self.may_be_noun(next)
        {
            noun = Some((next, next + 1));
            next += 1;
        }
        next += match (self.word(next), self.word(next + 1), self.word(next + 2)) {
            ("in", "every", _) if noun.is_none() => 2,
            ("in", ..) => 1,
            ("out", "of", "every") => 3,
            ("out", "of", _) => 2,
            _ => return None,
        };
        let of = self.number(next, false)?;
        let small = |n: Decimal| n == n.trunc() && n > Decimal::ZERO;
        let round = of.value <= Decimal::ONE_HUNDRED || (of.value % Decimal::ONE_HUNDRED).is_zero();
        // "12 in 2019", "three in ten days".
        let year = of.plain
            && (Decimal::from(1900)..=Decimal::from(2100)).contains(&of.value)
            && of.value != Decimal::from(2000);
        let unit = self
            .units
            .behind(&self.tokens, of.to)
            .is_some_and(|(known, _)| known.name != "people");
        if !small(many.value)
            || !small(of.value)
            || many.value >= of.value
            || !round
            || year
            || unit
        {
            return None;
        }
        // With the noun before, only round numbers: "one man in three attacks".
        if noun.is_some() && self.noun(of.to).is_some() {
            return None;
        }
        Some(Part {
            many: many.value,
            of: of.value,
            from: at,
            to: of.to,
            places: ((many.from, many.to), (of.from, of.to)),
            fraction: false,
            noun,
        })
    }

    fn hyphen(&self, at: usize) -> bool {
        matches!(self.sign_at(at), Some('-' | '\u{2010}' | '\u{2011}')) && !self.tokens[at].gap
    }
}

/// What a word divides by: thirds, quarters; not "second", which mostly is a time or a place in a row.
fn denominator(word: &str) -> Option<u64> {
    ordinal(word).filter(|of| *of >= 3 || matches!(word, "half" | "halves"))
}
