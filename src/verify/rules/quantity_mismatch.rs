//! A recorded quantity whose number is not in the words.

use rust_decimal::Decimal;

use super::super::{
    Check, Finding, Findings, Rule, Severity,
    numbers::{self, Numbers, Stated},
    subject::Subject,
    words::quoted,
};
use super::{amount_part, words_part};
use crate::annotation::{Annotation, Quantity, Tag};

pub(super) const RULE: Rule = Rule {
    code: "N002",
    name: "quantity-mismatch",
    severity: Severity::Warning,
    usual: true,
    what: "The quantity of a figure has a number that its words do not give. Looked at are words with a number in digits and none that \
           can't be read; `1.460` may be both 1460 and 1.46, millions and percent are reckoned in, and so are sums and ratios of two \
           numbers.",
    why: "Counts and comparisons use the quantity, readers the words: if they differ, one of them is wrong. Mostly a digit was \
          mistyped, a multiplier was left out, or the quantity belongs to the figure beside it.",
    example: "quantity: Some((\n    amount: Exactly(\"321\"),   // and the words are \"312 containers\"",
    fix: "Correct the quantity, or mark the words that give it. What was worked out from the words in another way may stay so.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject.marks() {
        let Tag::Figure {
            quantity: Some(quantity),
            ..
        } = &mark.tag
        else {
            continue;
        };
        let joined;
        let words = match &mark.fragments[..] {
            [only] => &only.quote,
            _ => {
                joined = mark.words();
                &joined
            }
        };
        let numbers = numbers::read(words);
        if !numbers.all
            || !numbers.stated.iter().any(|stated| stated.in_digits)
            || is_compound(words, &numbers)
        {
            continue;
        }
        let (_, first, second) = quantity.amount.parts();
        let parts = || [Some(first), second].into_iter().flatten();
        // As nearly all are.
        if parts().all(|number| is_stated(number, &numbers.stated)) {
            continue;
        }
        let given = given(words, &numbers.stated);
        let missing: Vec<_> = parts()
            .filter(|number| !is_given(*number, &given))
            .collect();
        if missing.is_empty() || subject.is_displaced(index) {
            continue;
        }
        let foreign = || words.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
        if perhaps_foreign(&missing, second.is_some(), &numbers)
            && (foreign() || !subject.is_english())
        {
            continue;
        }
        findings.push(finding(subject, index, mark, quantity, &missing, &numbers));
    }
}

fn finding(
    subject: &Subject<'_>,
    index: usize,
    mark: &Annotation,
    quantity: &Quantity,
    missing: &[Decimal],
    numbers: &Numbers,
) -> Finding {
    let listed = |numbers: &mut dyn Iterator<Item = Decimal>| {
        let all: Vec<_> = numbers
            .map(|number| number.normalize().to_string())
            .collect();
        all.join(" and ")
    };
    let recorded = listed(&mut missing.iter().copied());
    let in_words = listed(&mut numbers.stated.iter().map(|stated| stated.readings[0]));
    let message = format!("the quantity says {recorded} where the words say {in_words}");
    let mut finding = Finding::new(&RULE, amount_part(index), message)
        .label(format!("the whole quantity: {quantity}"))
        .clashes_with(words_part(index, mark), "the words")
        .on(&mark.id)
        .at(subject.stands(index), format!("says {in_words}"))
        .help("correct the quantity, or mark the words that give it");
    for stated in &numbers.stated {
        if let [_, rest @ ..] = &stated.readings[..]
            && !rest.is_empty()
        {
            let words = mark.words();
            let place = words.get(stated.place.clone()).unwrap_or_default();
            let readings = stated.readings.iter().map(|n| n.normalize().to_string());
            finding = finding.note(format!(
                "{} was read as {}",
                quoted(place),
                readings.collect::<Vec<_>>().join(", or ")
            ));
        }
    }
    finding
}

/// Everything that the words may amount to.
struct Given {
    exact: Vec<Decimal>,
    /// Ratios, which people round.
    rounded: Vec<Decimal>,
}

fn given(words: &str, stated: &[Stated]) -> Given {
    let mut exact: Vec<Decimal> = stated
        .iter()
        .flat_map(|one| one.readings.iter().copied())
        .collect();
    // "Between 2 and 3 million": the multiplier may be meant for both.
    let factors = multipliers(stated);
    let multiplied: Vec<_> = exact
        .iter()
        .flat_map(|number| {
            factors
                .iter()
                .filter_map(|factor| number.checked_mul(*factor))
        })
        .collect();
    exact.extend(multiplied);
    let small = words.to_ascii_lowercase();
    let percent = words.contains(['%', '٪', '％'])
        || ["percent", "per cent", "pct", "bps", "basis point"]
            .iter()
            .any(|sign| small.contains(sign));
    if percent {
        let parts: Vec<_> = exact
            .iter()
            .filter_map(|n| n.checked_div(Decimal::ONE_HUNDRED))
            .collect();
        exact.extend(parts);
    }
    let mut rounded = Vec::new();
    for (index, a) in stated.iter().enumerate() {
        for (_, b) in stated
            .iter()
            .enumerate()
            .filter(|&(other, _)| other != index)
        {
            for (a, b) in a
                .readings
                .iter()
                .flat_map(|a| b.readings.iter().map(move |b| (*a, *b)))
            {
                exact.extend([a.checked_add(b), a.checked_sub(b)].into_iter().flatten());
                let Some(ratio) = a.checked_div(b) else {
                    continue;
                };
                rounded.push(ratio);
                rounded.extend(ratio.checked_mul(Decimal::ONE_HUNDRED));
                // "1 1/2"
                rounded.extend(ratio.checked_add(stated[0].readings[0]));
            }
        }
    }
    Given { exact, rounded }
}

/// By what a number of the words is larger than its digits say: the million of "3 million".
fn multipliers(stated: &[Stated]) -> Vec<Decimal> {
    let mut factors: Vec<_> = stated.iter().filter_map(|one| one.factor).collect();
    factors.sort_unstable();
    factors.dedup();
    factors
}

/// Whether a number of the words may be read as this one.
fn is_stated(number: Decimal, stated: &[Stated]) -> bool {
    let mut readings = stated.iter().flat_map(|one| &one.readings);
    readings.any(|other| other.abs() == number.abs())
}

fn is_given(number: Decimal, given: &Given) -> bool {
    let number = number.abs();
    given.exact.iter().any(|other| other.abs() == number)
        || given.rounded.iter().any(|other| {
            let off = other.abs().checked_sub(number).map(|off| off.abs());
            let margin = number.checked_mul(Decimal::new(2, 2));
            off.zip(margin).is_some_and(|(off, margin)| off <= margin)
        })
}

/// Whether a word of another language may explain the difference: a multiplier, or a number that is not in digits at all.
fn perhaps_foreign(missing: &[Decimal], is_range: bool, numbers: &Numbers) -> bool {
    if numbers.stated.len() != 1 + usize::from(is_range) {
        return true;
    }
    let stated = || numbers.stated.iter().flat_map(|one| &one.readings);
    missing.iter().any(|number| {
        stated().any(|stated| {
            let ratio = number.checked_div(*stated).map(|ratio| ratio.abs());
            let part = number
                .checked_sub(*stated)
                .and_then(|part| part.abs().checked_mul(Decimal::ONE_HUNDRED));
            ratio.is_some_and(is_multiplier)
                || part
                    .is_some_and(|part| [25, 50, 75].iter().any(|own| part == Decimal::from(*own)))
        })
    })
}

/// A power of ten, a dozen, a score, threescore.
fn is_multiplier(ratio: Decimal) -> bool {
    let digits = ratio.normalize().mantissa().to_string();
    digits.trim_end_matches('0') == "1"
        || [12, 20, 60].iter().any(|own| ratio == Decimal::from(*own))
}

/// Whether the words give one amount in two units, such as `5 feet 6 inches` or `3 hours 30 minutes`.
fn is_compound(words: &str, numbers: &Numbers) -> bool {
    const UNITS: [&str; 22] = [
        "h", "hr", "hour", "min", "minute", "s", "sec", "second", "day", "week", "month", "year",
        "ft", "foot", "feet", "in", "inch", "inche", "lb", "pound", "oz", "stone",
    ];
    if numbers.stated.len() < 2 {
        return false;
    }
    let unit = |stated: &Stated| {
        let behind = words
            .get(stated.place.end..)?
            .trim_start_matches([' ', '\u{a0}', '-']);
        let word = behind
            .split(|c: char| !c.is_alphabetic())
            .next()?
            .to_ascii_lowercase();
        let one = word
            .strip_suffix('s')
            .filter(|one| !one.is_empty())
            .unwrap_or(&word);
        UNITS.iter().position(|own| *own == one)
    };
    let mut units: Vec<_> = numbers.stated.iter().filter_map(unit).collect();
    units.sort_unstable();
    units.dedup();
    units.len() > 1 || words.contains(['′', '″'])
}

#[cfg(test)]
mod tests {
    use super::super::super::{
        Selection, check_set,
        testing::{at, codes, set, spoilt},
    };
    use crate::{
        annotation::{Amount, Fragment, Quantity, Tag},
        testing::span_of,
        text::Document,
    };
    use std::sync::Arc;

    #[test]
    fn both_numbers_are_said() {
        let (text, findings) = spoilt("Exactly(\"312\")", "Exactly(\"321\")");
        assert_eq!(codes(&findings), ["N002"]);
        assert_eq!(at(&text, &findings[0]), "Exactly(\"321\")");
        assert_eq!(
            findings[0].message,
            "the quantity says 321 where the words say 312"
        );
    }

    /// Whether the rule fires on these words with this amount, in an article in English or not.
    fn fires(words: &str, amount: Amount, english: bool) -> bool {
        let around = if english {
            "The minister of the port said that"
        } else {
            "Der Minister sprach von"
        };
        let document = Document::new(format!("{around} {words} ."));
        let mut set = crate::testing::empty_set(&document);
        let mut mark = (*self::set().annotations[2]).clone();
        mark.tag = Tag::Figure {
            quantity: Some(Quantity {
                amount,
                unit: Some("x".into()),
                per: None,
            }),
            about: Vec::new(),
        };
        mark.fragments = vec![Fragment::of(&document, span_of(&document, words))];
        set.annotations = vec![Arc::new(mark)];
        let found = check_set(&set, &document, None, &Selection::usual());
        codes(&found).contains(&"N002")
    }

    fn exactly(number: &str) -> Amount {
        Amount::Exactly(number.parse().unwrap())
    }

    #[test]
    fn every_sensible_reading_will_do() {
        for (words, numbers) in [
            ("1,460 yuan", &["1460", "1.46", "1460.00"][..]),
            ("1.460 yuan", &["1460", "1.46"]),
            ("1 460 yuan", &["1460"]),
            ("$4.5bn", &["4500000000", "4.5"]),
            ("2.3 million people", &["2300000"]),
            ("fell by 3%", &["3", "-3", "0.03"]),
            ("40 per cent", &["40", "0.4"]),
            ("50 basis points", &["50", "0.5"]),
            ("1 in 3 people", &["1", "0.33", "33.3", "33"]),
            ("3 out of 10", &["30", "0.3"]),
            ("1 1/2 hours", &["1.5"]),
            ("2½ hours", &["2.5"]),
            ("5 feet 6 inches", &["66", "5.5"]),
            ("3 hours 30 minutes", &["210", "3.5"]),
            ("3 x 4 metres", &["12"]),
            ("two and a half of 7", &["2.5"]),
            ("120 men and 80 women", &["200", "120"]),
            ("3 dozen", &["36"]),
            ("٣١٢ حاوية", &["312"]),
            ("2 مليون", &["2000000"]),
            ("3万人", &["30000"]),
        ] {
            for number in numbers {
                for english in [true, false] {
                    assert!(!fires(words, exactly(number), english), "{words}: {number}");
                }
            }
        }
    }

    #[test]
    fn what_the_words_do_not_give_is_found() {
        for (words, number) in [
            ("312 containers", "321"),
            ("1,460 yuan", "1640"),
            ("2.3 million people", "23"),
            ("40 per cent", "4"),
            ("3 dozen", "33"),
            ("٣١٢ حاوية", "321"),
        ] {
            assert!(fires(words, exactly(number), true), "{words}: {number}");
        }
        let range = |a: &str, b: &str| Amount::Between(a.parse().unwrap(), b.parse().unwrap());
        assert!(fires("between 820 and 1,460", range("820", "1640"), true));
        assert!(!fires("between 820 and 1,460", range("820", "1460"), true));
        assert!(!fires("2 to 3 million", range("2000000", "3000000"), true));
        assert!(!fires("five to 10", range("5", "10"), true));
    }

    #[test]
    fn words_of_another_language_may_explain_it() {
        for (words, number) in [
            ("2 Millionen Menschen", "2000000"),
            ("3 Dutzend", "36"),
            ("2 Millionen 300 Tausend", "2300000"),
        ] {
            assert!(!fires(words, exactly(number), false), "{words}");
        }
        let range = Amount::Between("3".parse().unwrap(), "5".parse().unwrap());
        assert!(!fires("3 bis fünf", range, false));
        assert!(fires("312 Container", exactly("321"), false));
    }
}
