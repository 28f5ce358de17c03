//! Units that people turn into one another: `24 hours` are a day, and `3 kg 200 g` are 3.2 kg.

use rust_decimal::Decimal;

use super::Stated;

/// Units of one kind, each with what it is in the smallest of them.
type Family = &'static [(&'static str, u32)];

const FAMILIES: [Family; 11] = [
    &[
        ("s", 1),
        ("sec", 1),
        ("second", 1),
        ("m", 60),
        ("min", 60),
        ("minute", 60),
        ("h", 3_600),
        ("hr", 3_600),
        ("hour", 3_600),
        ("day", 86_400),
        ("week", 604_800),
        ("year", 31_536_000),
    ],
    &[("month", 1), ("year", 12), ("decade", 120)],
    &[("week", 1), ("year", 52)],
    &[
        ("g", 1),
        ("gram", 1),
        ("gramme", 1),
        ("kg", 1_000),
        ("kilo", 1_000),
        ("kilogram", 1_000),
        ("t", 1_000_000),
        ("ton", 1_000_000),
        ("tonne", 1_000_000),
    ],
    &[
        ("oz", 1),
        ("ounce", 1),
        ("lb", 16),
        ("pound", 16),
        ("stone", 224),
    ],
    &[
        ("mm", 1),
        ("cm", 10),
        ("centimetre", 10),
        ("centimeter", 10),
        ("m", 1_000),
        ("metre", 1_000),
        ("meter", 1_000),
        ("km", 1_000_000),
        ("kilometre", 1_000_000),
        ("kilometer", 1_000_000),
    ],
    &[
        ("in", 1),
        ("inch", 1),
        ("inche", 1),
        ("ft", 12),
        ("foot", 12),
        ("feet", 12),
        ("yard", 36),
        ("mile", 63_360),
    ],
    &[
        ("ml", 1),
        ("cl", 10),
        ("l", 1_000),
        ("litre", 1_000),
        ("liter", 1_000),
    ],
    &[
        ("c", 1),
        ("cent", 1),
        ("¢", 1),
        ("dollar", 100),
        ("euro", 100),
    ],
    &[("p", 1), ("pence", 1), ("penny", 1), ("pound", 100)],
    &[("paise", 1), ("paisa", 1), ("rupee", 100)],
];

/// The units that may be meant by a number: for each its kind and its size.
fn units(words: &str, stated: &Stated) -> Vec<(usize, u32)> {
    // The m of "3 m" may have been read as a million.
    let from_digits = words.get(stated.place.clone()).unwrap_or_default();
    let inside = from_digits.trim_start_matches(|c: char| !c.is_alphabetic());
    let behind = words.get(stated.place.end..).unwrap_or_default();
    let mut found = Vec::new();
    for text in [inside, behind.trim_start_matches([' ', '\u{a0}', '-'])] {
        let end = text.find(|c: char| !c.is_alphabetic() && c != '¢');
        let word = text[..end.unwrap_or(text.len())].to_lowercase();
        let one = word.strip_suffix('s').filter(|one| !one.is_empty());
        let one = one.unwrap_or(&word);
        for (kind, family) in FAMILIES.iter().enumerate() {
            found.extend(
                family
                    .iter()
                    .filter(|(name, _)| *name == one)
                    .map(|&(_, size)| (kind, size)),
            );
        }
    }
    found
}

/// Whether the words give one amount in two units, such as `5 feet 6 inches` or `3 hours 30 minutes`.
pub(crate) fn is_compound(words: &str, stated: &[Stated]) -> bool {
    if stated.len() < 2 {
        return false;
    }
    let all: Vec<_> = stated.iter().flat_map(|one| units(words, one)).collect();
    let two =
        |&(kind, size): &(usize, u32)| all.iter().any(|&(other, own)| other == kind && own != size);
    all.iter().any(two) || words.contains(['′', '″'])
}

/// A number of the words in the other units of its kind.
pub(crate) fn converted(words: &str, stated: &Stated) -> Vec<Decimal> {
    let mut all = Vec::new();
    for (kind, size) in units(words, stated) {
        for &(_, other) in FAMILIES[kind].iter().filter(|&&(_, other)| other != size) {
            let turned = |number: &Decimal| {
                number
                    .checked_mul(size.into())?
                    .checked_div(Decimal::from(other))
            };
            all.extend(stated.readings.iter().filter_map(turned));
        }
    }
    all
}

/// Whether a number is a time of day: `7.30pm`, `14.30 Uhr`.
pub(crate) fn is_time_of_day(words: &str, stated: &Stated) -> bool {
    let behind = words.get(stated.place.end..).unwrap_or_default();
    let behind = behind.trim_start_matches([' ', '\u{a0}']).to_lowercase();
    ["am", "pm", "a.m", "p.m", "uhr", "o'clock", "o’clock"]
        .iter()
        .any(|sign| {
            behind
                .strip_prefix(sign)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    #[test]
    fn two_units_of_one_kind_are_one_amount() {
        for (words, compound) in [
            ("3 kg 200 g", true),
            ("2 dollars 50 cents", true),
            ("5 feet 6 inches", true),
            ("3 km 200 m", true),
            ("5 km in 3 hours", false),
            ("3 kg and 4 kg", false),
            ("3 kg", false),
        ] {
            assert_eq!(is_compound(words, &read(words).stated), compound, "{words}");
        }
    }

    #[test]
    fn units_are_turned_into_others_of_their_kind() {
        let turned = |words: &str| converted(words, &read(words).stated[0]);
        assert!(turned("24 hours").contains(&Decimal::ONE));
        assert!(turned("99¢").contains(&Decimal::new(99, 2)));
        assert!(turned("50p").contains(&Decimal::new(5, 1)));
        assert!(turned("12 months").contains(&Decimal::ONE));
        assert_eq!(turned("24 ships"), []);
    }

    #[test]
    fn times_of_day_are_known_by_what_follows() {
        for (words, time) in [
            ("7.30pm", true),
            ("7.30 p.m.", true),
            ("14.30 Uhr", true),
            ("7.30 amps", false),
            ("7.30", false),
        ] {
            assert_eq!(
                is_time_of_day(words, &read(words).stated[0]),
                time,
                "{words}"
            );
        }
    }
}
