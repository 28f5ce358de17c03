//! Chinese numerals: 一千二百 is 1,200, 两百 is 200, 二〇二四 is 2024. Japanese writes them alike.

use rust_decimal::Decimal;

/// What one numeral says.
enum Sign {
    Digit(u64),
    /// Ten, a hundred, a thousand: of the digit before.
    Unit(u64),
    /// Ten thousand, a hundred million: of all before it.
    Group(u64),
}

const fn sign(c: char) -> Option<Sign> {
    use Sign::{Digit, Group, Unit};
    Some(match c {
        '〇' | '零' => Digit(0),
        '一' => Digit(1),
        '二' | '两' | '兩' => Digit(2),
        '三' => Digit(3),
        '四' => Digit(4),
        '五' => Digit(5),
        '六' => Digit(6),
        '七' => Digit(7),
        '八' => Digit(8),
        '九' => Digit(9),
        '十' => Unit(10),
        '百' => Unit(100),
        '千' => Unit(1_000),
        '万' | '萬' => Group(10_000),
        '亿' | '億' => Group(100_000_000),
        _ => return None,
    })
}

/// What numerals make the number before them larger by: 万 of 3.5万, 千万 of 3千万.
pub(super) fn factor(numerals: &str) -> Option<Decimal> {
    let mut by = Decimal::ONE;
    for c in numerals.chars() {
        match sign(c)? {
            Sign::Digit(_) => return None,
            Sign::Unit(unit) | Sign::Group(unit) => by = by.checked_mul(unit.into())?,
        }
    }
    Some(by)
}

/// The number that numerals are; nothing for a half, and for what is no number that is written so.
pub(super) fn value(numerals: &str) -> Option<Decimal> {
    let all = numerals.chars().count();
    if all > 20 {
        return None;
    }
    let is_digit = |c| matches!(sign(c), Some(Sign::Digit(_)));
    // Digit by digit, as years are written.
    if all > 1 && numerals.chars().all(is_digit) {
        let digits = numerals.chars().filter_map(|c| match sign(c)? {
            Sign::Digit(digit) => char::from_digit(u32::try_from(digit).ok()?, 10),
            _ => None,
        });
        return Decimal::from_str_exact(&digits.collect::<String>()).ok();
    }
    let (mut total, mut group, mut digit) = (Decimal::ZERO, Decimal::ZERO, None);
    let mut last = 1;
    for c in numerals.chars() {
        match sign(c)? {
            Sign::Digit(0) => {
                // A nought fills the gap, and says that the next digit is one.
                if digit.is_some() {
                    return None;
                }
                digit = (all == 1).then_some(0);
                last = 1;
            }
            Sign::Digit(own) if digit.is_none() => digit = Some(own),
            Sign::Digit(_) => return None,
            Sign::Unit(unit) => {
                group = group.checked_add(Decimal::from(digit.take().unwrap_or(1) * unit))?;
                last = unit;
            }
            Sign::Group(unit) => {
                group = group.checked_add(digit.take().unwrap_or(0).into())?;
                // "万亿" is a million million.
                if group.is_zero() {
                    total = total.max(Decimal::ONE).checked_mul(unit.into())?;
                } else if unit > 10_000 {
                    total = total.checked_add(group)?.checked_mul(unit.into())?;
                } else {
                    total = total.checked_add(group.checked_mul(unit.into())?)?;
                }
                group = Decimal::ZERO;
                last = unit;
            }
        }
    }
    // The last digit of 三百五 and 一万二 is one of the next smaller: 350 and 12,000.
    let rest = digit.unwrap_or(0) * (last / 10).max(1);
    total.checked_add(group)?.checked_add(rest.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read_as_they_are_spoken() {
        for (numerals, expected) in [
            ("三", "3"),
            ("十", "10"),
            ("十二", "12"),
            ("二十", "20"),
            ("九十九", "99"),
            ("两百", "200"),
            ("三百五", "350"),
            ("三百零五", "305"),
            ("一千二百", "1200"),
            ("一万二", "12000"),
            ("一万零二", "10002"),
            ("三十二万", "320000"),
            ("一亿三千万", "130000000"),
            ("两万亿", "2000000000000"),
            ("二〇二四", "2024"),
            ("零", "0"),
        ] {
            assert_eq!(
                value(numerals).map(|n| n.to_string()).as_deref(),
                Some(expected),
                "{numerals}"
            );
        }
        for numerals in ["半", "三零四十五零零", "一百二三"] {
            assert_eq!(value(numerals), None, "{numerals}");
        }
        assert_eq!(value(&"九".repeat(40)), None);
        assert_eq!(factor("千万"), Some(10_000_000.into()));
        assert_eq!(factor("三万"), None);
    }
}
