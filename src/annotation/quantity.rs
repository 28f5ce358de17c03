//! What a figure's words amount to, as a number that can be counted and compared.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// An amount, of what, and per what: "more than a million people" is `MoreThan(1000000)` `people`;
/// "1,460 yuan per month" is `Exactly(1460)` `yuan` per `month`.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
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
///
/// Two amounts are equal if they are written alike: 2.4 is another than 2.40.
#[derive(Clone, Debug, Serialize, Deserialize, strum::EnumDiscriminants)]
#[strum_discriminants(name(AmountKind), derive(Hash, strum::EnumIter, strum::IntoStaticStr))]
#[strum_discriminants(doc = "The ways of stating an amount, without the number.")]
#[strum_discriminants(allow(missing_docs))]
pub enum Amount {
    /// "320".
    Exactly(#[serde(deserialize_with = "plain", serialize_with = "spelt")] Decimal),
    /// "about 320", "some 320".
    About(#[serde(deserialize_with = "plain", serialize_with = "spelt")] Decimal),
    /// "more than 320".
    MoreThan(#[serde(deserialize_with = "plain", serialize_with = "spelt")] Decimal),
    /// "at least 320".
    AtLeast(#[serde(deserialize_with = "plain", serialize_with = "spelt")] Decimal),
    /// "fewer than 320".
    LessThan(#[serde(deserialize_with = "plain", serialize_with = "spelt")] Decimal),
    /// "up to 320".
    AtMost(#[serde(deserialize_with = "plain", serialize_with = "spelt")] Decimal),
    /// An unknown number of these: "several" is `Several(1)`, "several hundred" and "hundreds of" are `Several(100)`.
    Several(#[serde(deserialize_with = "plain", serialize_with = "spelt")] Decimal),
    /// "between 820 and 1,460".
    Between(
        #[serde(deserialize_with = "plain", serialize_with = "spelt")] Decimal,
        #[serde(deserialize_with = "plain", serialize_with = "spelt")] Decimal,
    ),
}

/// A number as a file has it: digits, with at most one point among them and a minus before them, and all of them kept.
fn plain<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    let text = String::deserialize(deserializer)?;
    plain_decimal(&text).ok_or_else(|| {
        D::Error::custom(format!(
            "\"{text}\" is no number: it needs digits as in \"1460.50\", some 28 of them at most"
        ))
    })
}

/// The other way round.
fn spelt<S: Serializer>(number: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

/// Ten to the 28th: numbers have up to 28 digits, a zero before the point not counted.
const LARGEST: u128 = 10_000_000_000_000_000_000_000_000_000;

/// Reads "1460.50" and "-3"; no exponents, no signs between digits, no rounding.
#[must_use]
pub fn plain_decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut parts = digits.split('.');
    let (whole, rest) = (parts.next()?, parts.next());
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let sound = parts.next().is_none() && all_digits(whole) && rest.is_none_or(all_digits);
    let number = sound
        .then(|| Decimal::from_str_exact(text).ok())
        .flatten()?;
    // One number, one spelling: no "007", no "-0". Of 29 digits some would fit and some not.
    (number.to_string() == text && number.mantissa().unsigned_abs() < LARGEST).then_some(number)
}

impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        let written = |number: Decimal| (number.mantissa(), number.scale());
        let (a, b) = (self.parts(), other.parts());
        a.0 == b.0 && written(a.1) == written(b.1) && a.2.map(written) == b.2.map(written)
    }
}

impl Eq for Amount {}

impl std::hash::Hash for Amount {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        let written = |number: Decimal| (number.mantissa(), number.scale());
        let (kind, first, second) = self.parts();
        (kind, written(first), second.map(written)).hash(state);
    }
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
            AmountKind::Several => Self::Several(first),
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
            | Self::AtMost(n)
            | Self::Several(n) => (kind, n, None),
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
            Self::Several => "several",
            Self::Between => "between",
        }
    }
}

/// In plain words, digits grouped by commas: `more than 1,000,000 people per year`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, first, second) = self.amount.parts();
        f.write_str(kind.words())?;
        if !matches!(kind, AmountKind::Exactly | AmountKind::Several) {
            f.write_str(" ")?;
        }
        match kind {
            AmountKind::Several if first == Decimal::ONE => {}
            AmountKind::Several => write!(f, " {}", several_of(first))?,
            _ => f.write_str(&grouped(first))?,
        }
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

/// What several of these are called: a hundred, a dozen; in digits where they have no name.
fn several_of(number: Decimal) -> String {
    let name = [
        (12, "dozen"),
        (100, "hundred"),
        (1_000, "thousand"),
        (1_000_000, "million"),
        (1_000_000_000, "billion"),
    ]
    .into_iter()
    .find(|(value, _)| number == Decimal::from(*value));
    name.map_or_else(|| grouped(number), |(_, name)| name.to_owned())
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
    fn a_number_is_read_in_one_spelling_and_never_rounded() {
        for text in ["0", "-3", "1460.50", "0.0000000000000000000000000001"] {
            assert_eq!(plain_decimal(text).unwrap().to_string(), text);
        }
        let long = "1".repeat(29);
        assert!(plain_decimal(&long[1..]).is_some());
        let fine = "0.00000000000000000000000000001";
        for text in [
            "007", "-0", "", "-", ".5", "5.", "1e3", "1_400", "+5", "1.2.3", "１", &long, fine,
        ] {
            assert_eq!(plain_decimal(text), None, "{text}");
        }
    }

    #[test]
    fn more_digits_are_another_number() {
        let exactly = |text: &str| Amount::Exactly(text.parse().unwrap());
        assert_ne!(exactly("2.4"), exactly("2.40"));
        assert_eq!(exactly("2.40"), exactly("2.40"));
    }

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
        let several = |text| quantity(Amount::Several(number(text)), "ships", "").to_string();
        assert_eq!(several("1"), "several ships");
        assert_eq!(several("1000"), "several thousand ships");
        assert_eq!(several("10000"), "several 10,000 ships");
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
