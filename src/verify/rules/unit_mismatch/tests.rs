use super::super::super::testing::{codes, figure};
use crate::{
    annotation::{Amount, Quantity},
    codebook::Codebook,
    quantity::{Conventions, Unit},
};

fn of(number: &str, unit: &str, per: &str) -> Quantity {
    let name = |name: &str| (!name.is_empty()).then(|| name.to_owned());
    Quantity {
        amount: Amount::Exactly(number.parse().unwrap()),
        unit: name(unit),
        per: name(per),
    }
}

/// What the rule says of these words with this quantity, and what its fix makes of it.
fn said(words: &str, quantity: Quantity) -> Option<(String, String)> {
    let found = figure(words, Some(quantity), true, None);
    let own = found
        .into_iter()
        .find(|finding| finding.rule.code == "N005")?;
    Some((own.message.into_owned(), own.fix.unwrap().what))
}

#[test]
fn another_unit_than_the_words_give_is_found() {
    for (words, number, unit) in [
        ("$48", "48", "EUR"),
        ("$48", "48", "euros"),
        ("$48", "48", "yuan"),
        ("$48", "48", "percent"),
        ("€3bn", "3000000000", "USD"),
        ("48 euros", "48", "GBP"),
        ("320 yuan", "320", "USD"),
        ("40 percent", "40", "people"),
        ("40%", "40", "USD"),
        ("40 people", "40", "percent"),
        ("24 hours", "24", "days"),
        ("5 km", "5", "miles"),
    ] {
        assert!(
            said(words, of(number, unit, "")).is_some(),
            "{words}: {unit}"
        );
    }
    let (message, fix) = said("$48", of("48", "EUR", "")).unwrap();
    assert_eq!(message, "the quantity is of “EUR” where the words say “$”");
    assert_eq!(fix, "make it 48 USD");
}

#[test]
fn other_names_for_the_same_and_ones_own_are_fine() {
    for (words, number, unit) in [
        ("$48", "48", "USD"),
        ("$48", "48", "dollars"),
        ("$48", "48", "CAD"),
        ("$48", "48", "greenbacks"),
        ("$48", "48", ""),
        ("£48", "48", "pounds sterling"),
        ("320 yuan", "320", "CNY"),
        ("320 yuan", "320", "RMB"),
        ("40 percent", "40", "%"),
        ("40 percent of workers", "40", "percent of workers"),
        ("2,000 ethnic Kazakhs", "2000", "people"),
        ("2,000 ethnic Kazakhs", "2000", "Kazakhs"),
        ("2,000 workers", "2000", "people"),
        ("312 containers", "312", "TEU"),
        ("24 hours", "1", "day"),
        ("a 39-year-old", "39", "years"),
        ("a 39-year-old woman", "39", "people"),
        ("48", "48", "USD"),
        ("3 kg", "3", "kilos"),
    ] {
        assert_eq!(said(words, of(number, unit, "")), None, "{words}: {unit}");
    }
}

#[test]
fn what_it_is_per_is_compared() {
    let words = "1,460 yuan a month";
    let (message, fix) = said(words, of("1460", "yuan", "year")).unwrap();
    assert_eq!(
        message,
        "the quantity is per “year” where the words say “month”"
    );
    assert_eq!(fix, "make it 1,460 yuan per month");
    assert!(said("$10 an hour", of("10", "USD", "day")).is_some());
    for (words, number, per) in [
        ("1,460 yuan a month", "1460", "month"),
        ("1,460 yuan a month", "1460", "Month"),
        ("1,460 yuan a month", "1460", "worker"),
        ("1,460 yuan a month", "1460", ""),
        ("1,460 yuan", "1460", "year"),
        ("10 euros per person", "10", "head"),
    ] {
        let unit = if words.contains("euros") {
            "EUR"
        } else {
            "yuan"
        };
        if per != "worker" {
            assert_eq!(said(words, of(number, unit, per)), None, "{words}: {per}");
        }
    }
}

#[test]
fn words_of_another_language_and_the_codebooks_own_units_are_left_alone() {
    let found = |words: &str, unit: &str, english: bool, codebook: Option<&Codebook>| {
        let quantity = Some(of("48", unit, ""));
        let found = figure(words, quantity, english, codebook);
        codes(&found).contains(&"N005")
    };
    assert!(found("$48", "EUR", false, None));
    assert!(found("48 dollars", "EUR", true, None));
    assert!(!found("48 dollars", "EUR", false, None));
    let own = Codebook {
        quantities: Conventions {
            units: vec![Unit {
                name: "shell".into(),
                words: vec!["bucks".into(), "EUR".into()],
            }],
            ..Conventions::default()
        },
        ..super::super::super::testing::codebook()
    };
    assert!(found("48 bucks", "EUR", true, None));
    assert!(!found("48 bucks", "EUR", true, Some(&own)));
    assert!(!found("48 bucks", "shell", true, Some(&own)));
}
