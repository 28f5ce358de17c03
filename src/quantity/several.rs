//! Amounts of which only the size is told: "several", "several hundred", "dozens of", "tens of thousands", "a few million".

use rust_decimal::Decimal;

use super::{numbers::factor, reader::Reader};

/// See the head of this file.
#[derive(Clone, Debug)]
pub(super) struct Several {
    /// Of what size, 1 for "several" alone.
    pub(super) size: Decimal,
    /// Its first token, and the one behind its last.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The tokens of the size.
    pub(super) value: (usize, usize),
    /// Whether it is "several" alone, which hardly says how many.
    pub(super) alone: bool,
}

/// "Tens", "hundreds": a word for many of a size.
fn many_of(word: &str) -> Option<u64> {
    match word {
        "tens" => Some(10),
        "scores" => Some(20),
        _ if word.ends_with('s') => factor(word),
        _ => None,
    }
}

impl Reader<'_> {
    /// The amount of unknown number that begins at a token.
    pub(super) fn several(&self, at: usize) -> Option<Several> {
        let (value, alone) = match self.word(at) {
            "several" => (at + 1, true),
            "a" if self.word(at + 1) == "few" => (at + 2, false),
            "many" | "countless" if many_of(self.word(at + 1)).is_some() => (at + 1, false),
            word if many_of(word).is_some() => (at, false),
            _ => return None,
        };
        // "Several hundred thousand", "tens of thousands", "hundreds of millions".
        let mut size = Decimal::ONE;
        let mut next = value;
        while next < value + 6 {
            let word = self.word(next);
            let plural = many_of(word);
            let Some(by) = plural.or_else(|| factor(word)) else {
                break;
            };
            if self.tokens[next].line && next > at {
                break;
            }
            size = size.checked_mul(by.into())?;
            next += 1;
            if plural.is_some() && self.word(next) == "of" && factor(self.word(next + 1)).is_some()
            {
                next += 1;
            }
        }
        let some = next > value;
        // "Tens" are years, or a game.
        let known = some || alone;
        let of = self.word(next) == "of";
        let tens = next == at + 1 && matches!(self.word(at), "tens" | "scores") && !of;
        if !known || tens {
            return None;
        }
        let mut value = if some { (value, next) } else { (at, next) };
        // As `Display` writes a size that has no name: "several 10,000".
        if !some && let Some(number) = self.number(next, false).filter(|number| number.in_digits) {
            (size, value, next) = (number.value, (number.from, number.to), number.to);
        }
        super::exact::fits(size).then_some(Several {
            size,
            from: at,
            to: next,
            value,
            alone: alone && size == Decimal::ONE,
        })
    }
}
