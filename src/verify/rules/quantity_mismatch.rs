//! A recorded quantity whose number is not in the words.

use rust_decimal::Decimal;

use super::super::{
    Check, Finding, Findings, Rule, Severity,
    numbers::{self, Bound, Numbers, Stated},
    subject::Subject,
    words::quoted,
};
use super::{amount_part, words_part};
use crate::annotation::{Amount, AmountKind, Annotation, Quantity, Tag};

pub(super) const RULE: Rule = Rule {
    code: "N002",
    name: "quantity-mismatch",
    severity: Severity::Warning,
    usual: true,
    what: "The quantity of a figure has a number that its words do not give. Looked at are words with a number in digits and none that \
           can't be read; `1.460` may be both 1460 and 1.46, millions and percent are reckoned in, and so are sums and ratios of two \
           numbers, and amounts in another unit, as 24 hours are a day. In English a lone number word up to twenty is looked at, too, \
           and whether the words say \"more than\" where the quantity says \"less than\". In other languages only what is counted may \
           stand with the digits.",
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
        if !numbers.all || numbers.stated.is_empty() {
            continue;
        }
        let (kind, first, second) = quantity.amount.parts();
        if let Some(said) = opposite(words, &quantity.amount, &numbers)
            && subject.is_english()
            && !subject.is_displaced(index)
        {
            let own = kind.words();
            let message = format!("the quantity says “{own}” where the words say “{said}”");
            findings.push(finding(subject, index, mark, quantity, message, &numbers));
            continue;
        }
        let in_digits = numbers.stated.iter().any(|stated| stated.in_digits);
        let exact = matches!(kind, AmountKind::Exactly | AmountKind::About);
        if !(in_digits || exact && numbers::is_lone_word(words, &numbers))
            || numbers::is_compound(words, &numbers.stated)
            || numbers
                .stated
                .iter()
                .any(|stated| numbers::is_time_of_day(words, stated))
        {
            continue;
        }
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
        if !subject.is_english() && (!in_digits || numbers::has_other_words(words, &numbers)) {
            continue;
        }
        let message = format!(
            "the quantity says {} where the words say {}",
            listed(missing.iter().copied()),
            in_words(&numbers)
        );
        findings.push(finding(subject, index, mark, quantity, message, &numbers));
    }
}

/// `820 and 1460`.
fn listed(numbers: impl Iterator<Item = Decimal>) -> String {
    let all: Vec<_> = numbers
        .map(|number| number.normalize().to_string())
        .collect();
    all.join(" and ")
}

/// The numbers of the words, each in its likeliest reading.
fn in_words(numbers: &Numbers) -> String {
    listed(numbers.stated.iter().map(|stated| stated.readings[0]))
}

fn finding(
    subject: &Subject<'_>,
    index: usize,
    mark: &Annotation,
    quantity: &Quantity,
    message: String,
    numbers: &Numbers,
) -> Finding {
    let in_words = in_words(numbers);
    let mut finding = Finding::new(&RULE, amount_part(subject, index), message)
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
    /// Ratios and amounts in another unit, which people round.
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
    let permille = words.contains(['‰', '؉']) || small.contains("per mille");
    if permille {
        let thousandth = Decimal::new(1, 3);
        let parts: Vec<_> = exact
            .iter()
            .filter_map(|n| n.checked_mul(thousandth))
            .collect();
        exact.extend(parts);
    }
    let mut rounded: Vec<_> = stated
        .iter()
        .flat_map(|one| numbers::converted(words, one))
        .collect();
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

/// On which side of its number a recorded amount is.
fn side(kind: AmountKind) -> Option<Bound> {
    match kind {
        AmountKind::MoreThan | AmountKind::AtLeast => Some(Bound::Above),
        AmountKind::LessThan | AmountKind::AtMost => Some(Bound::Below),
        AmountKind::Exactly | AmountKind::About | AmountKind::Between | AmountKind::Several => None,
    }
}

/// What the words say of an amount that the quantity says the opposite of: "more than 300" recorded as less than 300.
fn opposite<'w>(words: &'w str, amount: &Amount, numbers: &Numbers) -> Option<&'w str> {
    let (kind, number, _) = amount.parts();
    let own = side(kind)?;
    // A fall by more than 3 is a change of less than -3.
    if number.is_sign_negative() {
        return None;
    }
    let (said, bound) = numbers::bound(words, numbers)?;
    (bound != own).then_some(said)
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

    #[test]
    fn what_english_papers_write_is_understood() {
        for (words, number) in [
            ("Rs 5 cr", "50000000"),
            ("$5 mil", "5000000"),
            ("$5 bil", "5000000000"),
            ("5 grand", "5000"),
            ("10MM barrels", "10000000"),
            ("5 milliard", "5000000000"),
            ("12‰", "0.012"),
            ("3 kg 200 g", "3.2"),
            ("2 dollars 50 cents", "2.5"),
            ("99¢", "0.99"),
            ("50p", "0.5"),
            ("7.30pm", "19.5"),
            ("24 hours", "1"),
            ("four weeks", "28"),
            ("two decades", "20"),
            ("one of the worst years", "3"),
            ("four pairs", "8"),
        ] {
            assert!(!fires(words, exactly(number), true), "{words}: {number}");
        }
    }

    #[test]
    fn other_languages_may_say_it_in_words_beside_the_digits() {
        for (words, number) in [
            ("zwei von 3", "0.67"),
            ("zwei von 3", "2"),
            ("ein Drittel der 300", "100"),
            ("14.30 Uhr", "14.5"),
            ("quatre des 300", "4"),
            ("siete de los 12", "7"),
            ("семь из 12", "7"),
        ] {
            assert!(!fires(words, exactly(number), false), "{words}: {number}");
        }
        assert!(fires("EUR 312", exactly("321"), false));
    }

    #[test]
    fn a_lone_number_word_is_compared_in_english() {
        assert!(fires("four hours", exactly("5"), true));
        assert!(!fires("four hours", exactly("4"), true));
        assert!(!fires("four hours", exactly("5"), false));
        assert!(!fires(
            "fewer than four",
            Amount::AtMost("3".parse().unwrap()),
            true
        ));
    }

    #[test]
    fn the_opposite_of_the_words_is_found() {
        let three = || "300".parse().unwrap();
        for words in ["more than 300 people", "at least 300", "no fewer than 300"] {
            assert!(fires(words, Amount::LessThan(three()), true), "{words}");
            assert!(fires(words, Amount::AtMost(three()), true), "{words}");
            assert!(!fires(words, Amount::AtLeast(three()), true), "{words}");
            assert!(!fires(words, Amount::LessThan(three()), false), "{words}");
        }
        for words in [
            "fewer than 300",
            "up to 300",
            "no more than 300",
            "nearly 300",
        ] {
            assert!(fires(words, Amount::MoreThan(three()), true), "{words}");
            assert!(!fires(words, Amount::LessThan(three()), true), "{words}");
        }
        assert!(!fires("about 300", Amount::MoreThan(three()), true));
        assert!(!fires(
            "fell by more than 3",
            Amount::LessThan("-3".parse().unwrap()),
            true
        ));
    }
}
