//! Numbers as news writes them.

use proptest::prelude::*;

use super::*;
use crate::testing::any_text;

/// The readings of each number in the words; with `?` behind them where there may be more.
fn shown(words: &str) -> String {
    let numbers = read(words);
    let stated: Vec<_> = numbers
        .stated
        .iter()
        .map(|stated| {
            let readings = stated.readings.iter().map(|n| n.normalize().to_string());
            readings.collect::<Vec<_>>().join("|")
        })
        .collect();
    stated.join(" ") + if numbers.all { "" } else { "?" }
}

#[test]
fn digits_are_read_in_every_sensible_way() {
    for (words, expected) in [
        ("312 containers", "312"),
        ("1,460 yuan", "1460|1.46"),
        ("1.460 euros", "1.46|1460"),
        ("1.460,50", "1460.5"),
        ("1,460.50", "1460.5"),
        ("1 460 kg", "1460|1|460"),
        ("1\u{a0}460,5", "1460.5|1|460.5"),
        ("40 000 000", "40000000|40|0|0"),
        ("12,34,567 rupees", "1234567"),
        ("1’460.50 francs", "1460.5"),
        ("3.5m", "3.5|3500000"),
        (".5", "5|0.5"),
        ("٣١٢ حاوية", "312"),
        ("۱٬۴۶۰٫۵", "1460.5"),
        ("三百", "?"),
        ("3万", "3?"),
        ("21.11.2024", "21|11|2024"),
        ("0,250", "0.25"),
        ("between 820 and 1,460", "820 1460|1.46"),
        ("820-1,460", "820 1460|1.46"),
        ("2½ hours", "2.5"),
        ("⅔ of them", "?"),
        ("at 6:30", "6 30?"),
        ("3 x 4", "3 4?"),
        ("COVID-19", "19"),
        ("12 345", "12345|12|345"),
        ("12 3456", "12 3456"),
    ] {
        assert_eq!(shown(words), expected, "{words}");
    }
    assert_eq!(shown(&"9".repeat(60)), "?");
    assert_eq!(read(&"7 ".repeat(99)).stated.len(), MOST);
}

#[test]
fn english_words_are_read_with_their_multipliers() {
    for (words, expected) in [
        ("more than two years", "2"),
        ("a million people", "1000000"),
        ("2.3 million", "2300000"),
        ("$4.5bn", "4.5|4500000000"),
        ("10k", "10|10000"),
        ("Rs 5 cr", "5|50000000"),
        ("$5 mil", "5|5000000"),
        ("$5 bil", "5|5000000000"),
        ("5 grand", "5|5000"),
        ("10MM barrels", "10|10000000"),
        ("5 milliard", "5000000000"),
        ("twenty-five", "25"),
        ("two hundred and fifty", "250"),
        ("two thousand three hundred and four", "2304"),
        ("2 million 300 thousand", "2300000"),
        ("two million, three", "2000000 3"),
        ("five and ten", "5 10"),
        ("two hundred and three hundred", "200 300"),
        ("hundreds of thousands", "100 1000"),
        ("three dozen", "36"),
        ("dozens", "12"),
        ("two score", "40"),
        ("a score of 3", "3"),
        ("1.2 crore", "12000000"),
        ("20 lakh", "2000000"),
        ("half of 40", "40?"),
        ("nineteen eighty-four", "19 84?"),
        ("none", "0"),
        ("both", "2"),
        ("many people", ""),
    ] {
        assert_eq!(shown(words), expected, "{words}");
    }
}

#[test]
fn words_with_a_number_are_told_from_vague_ones() {
    for words in [
        "312",
        "٣",
        "½",
        "Ⅳ",
        "三",
        "一半",
        "a couple",
        "two-thirds",
        "a third",
        "his fourth term",
        "the twentieth",
        "halves",
        "nobody",
        "A million",
        "twice as many",
        "a year",
        "World War II",
        "dozens",
        "THREE",
        "for decades",
        "a tenfold rise",
        "sevenfold",
        "a hundredfold",
        "quadrupled",
        "quintupled",
        "halving",
        "doubles",
        "a multimillion-dollar deal",
        "bimonthly",
        "in his eighties",
        "nought",
        "a full year",
        "an entire month",
        "a whole day",
        "the past year",
    ] {
        assert!(holds_number(words), "{words}");
    }
    for words in [
        "",
        "many people",
        "several",
        "a few",
        "most of them",
        "a crowd",
        "the vast majority",
        "a number of people",
        "manifold",
        "a few days",
        "the past years",
        "a grand hall",
        "ties",
        "often",
        "weight",
        "tenant",
        "month",
        "I",
        "Mix",
        "bth",
        "north",
        "a great many",
    ] {
        assert!(!holds_number(words), "{words}");
    }
}

proptest! {
    #[test]
    fn any_words_are_read(words in any_text()) {
        let numbers = read(&words);
        for stated in &numbers.stated {
            prop_assert!(words.get(stated.place.clone()).is_some());
            prop_assert!(!stated.readings.is_empty());
        }
        prop_assert!(numbers.stated.is_empty() || holds_number(&words));
    }

    #[test]
    fn a_number_is_read_however_it_is_grouped(number in 1000u64..1_000_000_000, decimals in 0u32..99, style in 0usize..4) {
        let (thousands, point) = [(",", "."), (".", ","), (" ", ","), ("’", ".")][style];
        let plain = number.to_string();
        let mut grouped = String::new();
        for (index, digit) in plain.chars().enumerate() {
            if index > 0 && (plain.len() - index).is_multiple_of(3) {
                grouped += thousands;
            }
            grouped.push(digit);
        }
        let words = format!("some {grouped}{point}{decimals:02} of it");
        let expected = Decimal::new(i64::try_from(number).unwrap() * 100 + i64::from(decimals), 2);
        let numbers = read(&words);
        prop_assert!(numbers.all);
        prop_assert_eq!(numbers.stated[0].readings[0], expected, "{}", words);
    }
}
