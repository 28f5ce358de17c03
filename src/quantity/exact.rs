//! Reckoning that never rounds: what does not fit is nothing.

use rust_decimal::Decimal;

use crate::annotation::plain_decimal;

/// Whether a set can hold a number.
pub(super) fn fits(number: Decimal) -> bool {
    plain_decimal(&number.to_string()).is_some()
}

/// A number made larger; zeros behind its point are left out, as they say nothing then.
pub(super) fn times(number: Decimal, by: Decimal) -> Option<Decimal> {
    let (number, by) = (number.normalize(), by.normalize());
    let (mut factor, mut scale) = (by.mantissa(), number.scale().checked_add(by.scale())?);
    while scale > 0 && factor != 0 && factor % 10 == 0 {
        (factor, scale) = (factor / 10, scale - 1);
    }
    let product = number.mantissa().checked_mul(factor)?;
    let product = Decimal::try_from_i128_with_scale(product, scale)
        .ok()?
        .normalize();
    fits(product).then_some(product)
}

/// The sum of two numbers.
pub(super) fn plus(a: Decimal, b: Decimal) -> Option<Decimal> {
    let scale = a.scale().max(b.scale());
    let at_scale = |n: Decimal| {
        n.mantissa()
            .checked_mul(10_i128.checked_pow(scale - n.scale())?)
    };
    let sum = at_scale(a)?.checked_add(at_scale(b)?)?;
    let sum = Decimal::try_from_i128_with_scale(sum, scale).ok()?;
    fits(sum).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_rounded() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        let long = "1.234567890123456789012345678";
        let million = Decimal::from(1_000_000);
        let product = times(number(long), million).unwrap();
        assert_eq!(product.to_string(), "1234567.890123456789012345678");
        assert_eq!(
            times(number("1.40"), million).unwrap().to_string(),
            "1400000"
        );
        assert_eq!(
            times(Decimal::from(10_u64.pow(18)) * million, million),
            None
        );
        assert_eq!(
            plus(number("2.5"), number("0.25")).unwrap().to_string(),
            "2.75"
        );
        let large = number("9999999999999999999999999999");
        assert_eq!(plus(large, number("0.5")), None);
        assert_eq!(plus(large, Decimal::ONE), None);
    }
}
