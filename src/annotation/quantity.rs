//! What a figure's words amount to, as a number that can be counted and compared.

use std::fmt;

use rust_decimal::Decimal;
use serde::Deserialize;

/// An amount, of what, and per what: "more than a million people" is `MoreThan(1000000)` `people`;
/// "1,460 yuan per month" is `Exactly(1460)` `yuan` per `month`.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// How much.
    pub amount: Amount,
    /// Of what: `people`, `USD`, `percent`.
    #[serde(default)]
    pub unit: Option<String>,
    /// For each what: `month`, `day`, `worker`.
    #[serde(default)]
    pub per: Option<String>,
}

/// A number as news states it. Decimals are exact, never floating point, and keep the digits that were written.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, strum::EnumDiscriminants)]
#[strum_discriminants(name(AmountKind), derive(strum::EnumIter, strum::IntoStaticStr))]
#[strum_discriminants(doc = "The ways of stating an amount, without the number.")]
#[strum_discriminants(allow(missing_docs))]
pub enum Amount {
    /// "320".
    Exactly(Decimal),
    /// "about 320", "some 320".
    About(Decimal),
    /// "more than 320".
    MoreThan(Decimal),
    /// "at least 320".
    AtLeast(Decimal),
    /// "fewer than 320".
    LessThan(Decimal),
    /// "up to 320".
    AtMost(Decimal),
    /// "between 820 and 1,460".
    Between(Decimal, Decimal),
}

impl Amount {
    /// An amount of this kind. `second` counts for a range only.
    #[must_use]
    pub fn new(kind: AmountKind, first: Decimal, second: Decimal) -> Self {
        match kind {
            AmountKind::Exactly => Self::Exactly(first),
            AmountKind::About => Self::About(first),
            AmountKind::MoreThan => Self::MoreThan(first),
            AmountKind::AtLeast => Self::AtLeast(first),
            AmountKind::LessThan => Self::LessThan(first),
            AmountKind::AtMost => Self::AtMost(first),
            AmountKind::Between => Self::Between(first, second),
        }
    }

    /// The kind, the number, and a range's second number.
    #[must_use]
    pub fn parts(&self) -> (AmountKind, Decimal, Option<Decimal>) {
        let kind = AmountKind::from(self);
        match *self {
            Self::Between(first, second) => (kind, first, Some(second)),
            Self::Exactly(n)
            | Self::About(n)
            | Self::MoreThan(n)
            | Self::AtLeast(n)
            | Self::LessThan(n)
            | Self::AtMost(n) => (kind, n, None),
        }
    }
}

impl AmountKind {
    /// The words that stand before the number: empty for an exact one.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Exactly => "",
            Self::About => "about",
            Self::MoreThan => "more than",
            Self::AtLeast => "at least",
            Self::LessThan => "less than",
            Self::AtMost => "at most",
            Self::Between => "between",
        }
    }
}

/// In plain words, digits grouped by commas: `more than 1,000,000 people per year`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, first, second) = self.amount.parts();
        if kind != AmountKind::Exactly {
            write!(f, "{} ", kind.words())?;
        }
        f.write_str(&grouped(first))?;
        if let Some(second) = second {
            write!(f, " and {}", grouped(second))?;
        }
        if let Some(unit) = &self.unit {
            write!(f, " {unit}")?;
        }
        if let Some(per) = &self.per {
            write!(f, " per {per}")?;
        }
        Ok(())
    }
}

/// The digits before the point in threes.
fn grouped(number: Decimal) -> String {
    let plain = number.abs().to_string();
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut out = String::from(if number.is_sign_negative() { "-" } else { "" });
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_read_like_news() {
        let quantity = |amount, unit: &str, per: &str| Quantity {
            amount,
            unit: (!unit.is_empty()).then(|| unit.to_owned()),
            per: (!per.is_empty()).then(|| per.to_owned()),
        };
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        let range = Amount::Between(number("820"), number("1460"));
        assert_eq!(
            quantity(range, "yuan", "month").to_string(),
            "between 820 and 1,460 yuan per month"
        );
        let more = Amount::MoreThan(number("1000000"));
        assert_eq!(
            quantity(more, "people", "").to_string(),
            "more than 1,000,000 people"
        );
        assert_eq!(
            quantity(Amount::Exactly(number("-1234.50")), "", "").to_string(),
            "-1,234.50"
        );
    }
}
