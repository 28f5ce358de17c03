//! One number at a place in a text: `1,460`, `4.5bn`, "two hundred and fifty", "one and a half million", 一千二百.

use rust_decimal::Decimal;

use super::{
    exact::{self, fits},
    han,
    numbers::{counting, factor, ordinal, simple_fraction},
    reader::Reader,
    tokens::Kind,
};

/// The most words of one number.
const MOST: usize = 16;

/// A number, and how it is written.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) value: Decimal,
    /// The number before the word that makes it larger: 1.2 of "1.2 million".
    pub(super) base: Decimal,
    /// What made it larger.
    pub(super) factor: Option<Decimal>,
    /// Its first token, and the one behind its last.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) in_digits: bool,
    /// Digits alone, with no sign among them and no factor behind.
    pub(super) plain: bool,
    /// A letter behind the digits that may mean a unit instead: the m of "400m".
    pub(super) letter: bool,
}

impl Reader<'_> {
    /// The number that begins at a token. `money`: its sign or code is before it.
    pub(super) fn number(&self, at: usize, money: bool) -> Option<Number> {
        let token = self.tokens.get(at)?;
        let number = match token.kind {
            Kind::Digits { .. } => self.in_digits(at, at, money),
            Kind::Han => self.in_han(at),
            Kind::Word => self.in_words(at),
            Kind::Sign => self.behind_sign(at, money),
            Kind::Ideograph => None,
        }?;
        fits(number.value).then_some(number)
    }

    /// "-3", "−3", ".5", "½".
    fn behind_sign(&self, at: usize, money: bool) -> Option<Number> {
        let sign = self.tokens[at].text.chars().next()?;
        if let Some(part) = simple_fraction(sign) {
            let number = Number {
                value: part,
                base: part,
                factor: None,
                from: at,
                to: at + 1,
                in_digits: true,
                plain: false,
                letter: false,
            };
            return self.with_factor(number, money);
        }
        let next = self.tokens.get(at + 1)?;
        if next.gap || !(self.tokens[at].gap || at == 0) {
            return None;
        }
        if matches!(sign, '-' | '−') {
            let mut number = self.in_digits(at + 1, at, money)?;
            if !number.value.is_zero() {
                number.value = -number.value;
                number.base = -number.base;
            }
            return Some(number);
        }
        if sign == '.'
            && let Kind::Digits {
                value: Some(_),
                plain: true,
            } = next.kind
        {
            let mut number = self.in_digits(at + 1, at, money)?;
            let scale = u32::try_from(next.text.chars().count()).ok()?;
            let mut value = number.base;
            value.set_scale(scale).ok()?;
            (number.value, number.base) = (
                exact::times(value, number.factor.unwrap_or(Decimal::ONE))?,
                value,
            );
            number.plain = false;
            return Some(number);
        }
        None
    }

    fn in_digits(&self, at: usize, from: usize, money: bool) -> Option<Number> {
        let Kind::Digits { value, plain } = self.tokens.get(at)?.kind else {
            return None;
        };
        // "21st"
        if !self.gap(at + 1) && matches!(self.word(at + 1), "st" | "nd" | "rd" | "th") {
            return None;
        }
        let mut number = Number {
            value: value?,
            base: value?,
            factor: None,
            from,
            to: at + 1,
            in_digits: true,
            plain,
            letter: false,
        };
        // "2½"
        if let Some(part) = self.sign_at(at + 1).and_then(simple_fraction)
            && !self.tokens[at + 1].gap
        {
            number.value = exact::plus(number.value, part)?;
            number.base = number.value;
            (number.to, number.plain) = (at + 2, false);
        }
        self.with_factor(number, money)
    }

    /// "Million", "bn", "万", "and a half" behind a number.
    fn with_factor(&self, mut number: Number, money: bool) -> Option<Number> {
        if let Some((half, to)) = self.and_a_half(number.to) {
            number.base = exact::plus(number.base, half)?;
            number.value = number.base;
            (number.to, number.plain) = (to, false);
        }
        let mut by = Decimal::ONE;
        let mut to = number.to;
        while to - number.from < MOST {
            let Some((own, next, letter)) = self.factor_at(to, money) else {
                break;
            };
            by = by.checked_mul(own)?;
            (to, number.letter) = (next, letter);
            if letter {
                break;
            }
        }
        if to > number.to {
            number.value = exact::times(number.value, by)?;
            number.factor = Some(by);
            (number.to, number.plain) = (to, false);
            if let Some((half, to)) = self
                .and_a_half(number.to)
                .filter(|_| number.base == Decimal::ONE)
            {
                number.value = exact::plus(number.value, exact::times(half, by)?)?;
                number.to = to;
            }
        }
        Some(number)
    }

    /// What a token makes the number before it larger by, the token behind it, and whether it is a letter that may mean a unit.
    fn factor_at(&self, at: usize, money: bool) -> Option<(Decimal, usize, bool)> {
        let token = self.tokens.get(at)?;
        if token.line && at > 0 {
            return None;
        }
        if token.kind == Kind::Han {
            return han::factor(token.text).map(|by| (by, at + 1, false));
        }
        // "2-million-strong"
        if self.sign_at(at) == Some('-')
            && !token.gap
            && let Some(next) = self.tokens.get(at + 1).filter(|next| !next.gap)
        {
            let by = factor(&next.small).filter(|by| *by >= 100);
            return by.map(|by| (by.into(), at + 2, false));
        }
        if !token.is_word() {
            return None;
        }
        let small = token.small.as_ref();
        if let Some(by) = factor(small) {
            let plural = small.ends_with('s');
            // "20 thousands" is seldom, "the 1990 hundreds" nothing.
            return (!plural || by >= 1_000).then_some((by.into(), at + 1, false));
        }
        let million = Decimal::from(1_000_000);
        let billion = Decimal::from(1_000_000_000);
        let trillion = Decimal::from(1_000_000_000_000_u64);
        // A point behind an abbreviation belongs to the sentence.
        match small {
            "bn" | "bln" => Some((billion, at + 1, false)),
            "mn" | "mln" | "mio" => Some((million, at + 1, false)),
            "tn" | "trn" => Some((trillion, at + 1, false)),
            "cr" if token.gap && money => Some((Decimal::from(10_000_000), at + 1, false)),
            "k" if !token.gap => Some((Decimal::ONE_THOUSAND, at + 1, false)),
            "m" if money || (!token.gap && self.counts_noun(at + 1)) => {
                Some((million, at + 1, true))
            }
            "b" if money || (!token.gap && self.counts_noun(at + 1)) => {
                Some((billion, at + 1, true))
            }
            "t" if money => Some((trillion, at + 1, true)),
            _ => None,
        }
    }

    /// Whether what stands at a token is money or things that are counted, so that the m before it is a million.
    fn counts_noun(&self, at: usize) -> bool {
        let money = self.units.behind(&self.tokens, at);
        let counted = money.is_some_and(|(known, _)| {
            known.money
                || known.name == "people"
                || known.name == "tonnes"
                || known.name == "barrels"
        });
        counted
            || (self.tokens.get(at).is_some_and(|token| token.gap)
                && money.is_none()
                && self.noun(at).is_some())
    }

    /// "And a half", "-and-a-half", "and three quarters" are no part of many numbers but these.
    fn and_a_half(&self, at: usize) -> Option<(Decimal, usize)> {
        let mut next = at;
        let mut word = || {
            if self.sign_at(next) == Some('-') && !self.tokens[next].gap {
                next += 1;
            }
            let word = self.word(next);
            next += 1;
            word
        };
        if word() != "and" || !matches!(word(), "a" | "one") {
            return None;
        }
        let part = match word() {
            "half" => Decimal::new(5, 1),
            "quarter" => Decimal::new(25, 2),
            _ => return None,
        };
        Some((part, next))
    }

    fn in_han(&self, at: usize) -> Option<Number> {
        let value = han::value(self.tokens[at].text)?;
        Some(Number {
            value,
            base: value,
            factor: None,
            from: at,
            to: at + 1,
            in_digits: false,
            plain: false,
            letter: false,
        })
    }

    /// "Two hundred and fifty thousand", "a million", "twenty-five".
    fn in_words(&self, at: usize) -> Option<Number> {
        let first = self.word(at);
        let article = matches!(first, "a" | "an");
        let mut number = Number {
            value: Decimal::ZERO,
            base: Decimal::ZERO,
            factor: None,
            from: at,
            to: at,
            in_digits: false,
            plain: false,
            letter: false,
        };
        let mut next = at;
        // What is done, what a multiplier may still come behind, and whether anything was said.
        let (mut whole, mut rest, mut said) = (Decimal::ZERO, Decimal::ZERO, false);
        if article {
            let by = factor(self.word(at + 1))?;
            if self.word(at + 1).ends_with('s') || by < 12 {
                return None;
            }
            (rest, said, next) = (Decimal::ONE, true, at + 1);
        }
        while next - at < MOST {
            let (word, hyphen) = match self.sign_at(next) {
                Some('-' | '\u{2010}' | '\u{2011}')
                    if said && !self.tokens[next].gap && !self.gap(next + 1) =>
                {
                    (self.word(next + 1), 1)
                }
                _ => (self.word(next), 0),
            };
            if said && self.tokens.get(next).is_some_and(|token| token.line) {
                break;
            }
            let place = next + hyphen + 1;
            if let Some(own) = counting(word) {
                let own = Decimal::from(own);
                if said && !self.adds(rest, own) {
                    break;
                }
                rest = rest.checked_add(own)?;
            } else if let Some(by) = factor(word).filter(|_| said && !word.ends_with('s')) {
                let by = Decimal::from(by);
                if rest.is_zero() {
                    // "A million million"
                    if whole.is_zero() {
                        break;
                    }
                    whole = whole.checked_mul(by)?;
                } else if by == Decimal::ONE_HUNDRED {
                    rest = rest.checked_mul(by)?;
                } else {
                    whole = whole.checked_add(rest.checked_mul(by)?)?;
                    rest = Decimal::ZERO;
                }
                if number.factor.is_none() || by > Decimal::ONE_HUNDRED {
                    number.factor = Some(by);
                }
            } else if word == "and"
                && hyphen == 0
                && said
                && self.goes_on_behind_and(next + 1, whole, rest)
            {
                next += 1;
                continue;
            } else {
                break;
            }
            said = true;
            next = place;
        }
        // "Twenty-first" is a place in a row.
        let dash = matches!(self.sign_at(next), Some('-')) && !self.tokens[next].gap;
        if !said || (dash && is_place(self.word(next + 1))) {
            return None;
        }
        number.to = next;
        number.value = whole.checked_add(rest)?;
        number.base = match number.factor {
            Some(factor) => number.value.checked_div(factor)?,
            None => number.value,
        };
        if let Some((half, to)) = self.and_a_half(next) {
            number.to = to;
            match number.factor {
                Some(by) => number.value = exact::plus(number.value, exact::times(half, by)?)?,
                None => {
                    number.value = exact::plus(number.value, half)?;
                    number.base = number.value;
                    return self.with_factor(number, false);
                }
            }
        }
        Some(number)
    }

    /// Whether a number word goes on with another: "two hundred six", "sixty six"; not "nineteen eighty".
    fn adds(&self, rest: Decimal, own: Decimal) -> bool {
        let (ten, hundred) = (Decimal::TEN, Decimal::ONE_HUNDRED);
        if rest.is_zero() {
            return !own.is_zero();
        }
        let tens = rest % hundred;
        (tens.is_zero() && own < hundred)
            || (tens >= Decimal::from(20) && (tens % ten).is_zero() && own < ten && !own.is_zero())
    }

    /// "Two hundred and fifty", but not "two hundred and three hundred".
    fn goes_on_behind_and(&self, next: usize, whole: Decimal, rest: Decimal) -> bool {
        let round = if rest.is_zero() {
            !whole.is_zero()
        } else {
            (rest % Decimal::ONE_HUNDRED).is_zero()
        };
        let Some(own) = counting(self.word(next)) else {
            return false;
        };
        let multiplied =
            factor(self.word(next + 1)).is_some_and(|by| by > 100 || rest > Decimal::ZERO);
        // "A million and two others" are seldom, "two hundred and two" are not.
        round && own > 0 && !multiplied
    }
}

/// "First", "fifth": a place in a row, and no part of something as "fifths" are.
fn is_place(word: &str) -> bool {
    ordinal(word).is_some()
        && !matches!(word, "half" | "halves" | "quarter")
        && !word.ends_with('s')
}
