use super::super::super::testing::{at, codes, figure, spoilt};
use crate::annotation::{Amount, Quantity};

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
    let quantity = Quantity {
        amount,
        unit: Some("x".into()),
        per: None,
    };
    codes(&figure(words, Some(quantity), english, None)).contains(&"N002")
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

/// What the rule says of these words with this amount, and what its fix makes of it.
fn said(words: &str, amount: Amount) -> Option<(String, Option<String>)> {
    let quantity = Quantity {
        amount,
        unit: Some("x".into()),
        per: None,
    };
    let mut found = figure(words, Some(quantity), true, None);
    found.retain(|finding| finding.rule.code == "N002");
    let own = found.pop()?;
    Some((own.message.into_owned(), own.fix.map(|fix| fix.what)))
}

fn several(number: i64) -> Amount {
    Amount::Several(number.into())
}

#[test]
fn an_unknown_number_and_a_known_one_are_told_apart() {
    for (words, amount, message) in [
        (
            "312 containers",
            several(100),
            "the quantity says “several hundred” where the words say 312",
        ),
        (
            "four hours",
            several(1),
            "the quantity says “several” where the words say 4",
        ),
        (
            "several hundred containers",
            several(1000),
            "the quantity says “several thousand” where the words say “several hundred”",
        ),
        (
            "dozens of containers",
            exactly("36"),
            "the quantity says 36 where the words say “several dozen”",
        ),
        (
            "several people",
            exactly("3"),
            "the quantity says 3 where the words say “several”",
        ),
    ] {
        let (own, _) = said(words, amount).unwrap_or_else(|| panic!("{words}"));
        assert_eq!(own, message, "{words}");
    }
}

#[test]
fn an_unknown_number_goes_with_words_for_one() {
    for (words, amount) in [
        ("several people", several(1)),
        ("several hundred people", several(100)),
        ("hundreds of people", several(100)),
        ("dozens of people", several(12)),
        ("dozens of people", Amount::AtLeast(24.into())),
        ("dozens of people", Amount::About(50.into())),
        ("a dozen people", exactly("12")),
        ("a dozen people", several(12)),
        ("a couple of people", several(1)),
        ("several of the 12 ships", several(1)),
        ("some 40 people", several(1)),
        ("many people", several(1)),
        ("half of them", several(1)),
        ("two million people", exactly("2000000")),
    ] {
        assert_eq!(said(words, amount), None, "{words}");
    }
}

#[test]
fn what_the_words_plainly_give_is_offered() {
    for (words, amount, fix) in [
        ("312 containers", exactly("321"), Some("make it 312 x")),
        (
            "more than 300 people",
            Amount::LessThan(300.into()),
            Some("make it more than 300 x"),
        ),
        (
            "dozens of people",
            exactly("36"),
            Some("make it several dozen x"),
        ),
        ("312 people", several(100), Some("make it 312 x")),
        // Two numbers, or one in two ways.
        ("120 men and 80 women", exactly("110"), None),
        ("1.460 of them", exactly("15"), None),
    ] {
        let (_, own) = said(words, amount).unwrap_or_else(|| panic!("{words}"));
        assert_eq!(own.as_deref(), fix, "{words}");
    }
}
