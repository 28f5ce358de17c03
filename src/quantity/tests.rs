//! Phrases as news has them, and laws that hold for any words.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::{
    annotation::{Amount, AmountKind},
    testing::any_text,
};

const READ: &str = include_str!("fixtures/read.txt");
const FIND: &str = include_str!("fixtures/find.txt");

/// The lines of a fixture that are no comments.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.starts_with("# ") && !line.is_empty())
}

/// An amount in the signs of the fixture.
fn amount(amount: &Amount) -> String {
    let (_, first, second) = amount.parts();
    let sign = match amount {
        Amount::Exactly(_) => "=",
        Amount::About(_) => "~",
        Amount::MoreThan(_) => ">",
        Amount::AtLeast(_) => ">=",
        Amount::LessThan(_) => "<",
        Amount::AtMost(_) => "<=",
        Amount::Several(_) => "*",
        Amount::Between(..) => "",
    };
    let second = second.map_or_else(String::new, |second| format!("..{second}"));
    format!("{sign}{first}{second}")
}

/// The words at a place.
fn at(words: &str, place: CharRange) -> String {
    words.chars().skip(place.start).take(place.len()).collect()
}

/// What was read, in the form of a line of the fixture with the places that the line gives.
fn shown(words: &str, reading: Option<&Reading>, places: &str) -> String {
    let Some(Reading {
        quantity,
        places: found,
    }) = reading
    else {
        return format!("{words} | - | |");
    };
    let (unit, per) = (quantity.unit.as_deref(), quantity.per.as_deref());
    let mut out = format!(
        "{words} | {} | {} | {}",
        amount(&quantity.amount),
        unit.unwrap_or(""),
        per.unwrap_or("")
    );
    let mut given = Vec::new();
    for key in places
        .split(' ')
        .filter_map(|part| part.split_once(':'))
        .map(|(key, _)| key)
    {
        let place = match key {
            "v" => Some(found.value),
            "s" => found.second,
            "b" => found.bound,
            "u" => found.unit,
            "p" => found.per,
            _ => continue,
        };
        given.push(format!(
            "{key}:{}",
            place.map_or_else(String::new, |place| at(words, place))
        ));
    }
    if !given.is_empty() {
        out += &format!(" | {}", given.join(" "));
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn phrases_are_read() {
    let mut wrong = Vec::new();
    let mut all = 0;
    for line in lines(READ) {
        all += 1;
        let words = line.split(" | ").next().unwrap();
        let places = line
            .split(" | ")
            .nth(4)
            .or_else(|| line.rsplit(" | ").next().filter(|last| last.contains(':')))
            .unwrap_or("");
        let found = read(words, &Conventions::default());
        let shown = shown(words, found.as_ref(), places);
        let squeezed = |text: &str| text.replace(['|', ' '], "");
        let expected = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if squeezed(&shown) != squeezed(&expected)
            || shown.split('|').nth(3).unwrap_or("").trim()
                != line.split('|').nth(3).unwrap_or("").trim()
        {
            wrong.push(format!("{expected}\n     got {shown}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {all}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn figures_are_found_in_running_text() {
    let mut wrong = Vec::new();
    let mut all = 0;
    for line in lines(FIND) {
        all += 1;
        let text: String = line.replace(['[', ']'], "");
        let mut found = String::new();
        let mut readings = find(&text, &Conventions::default()).into_iter().peekable();
        let mut open = None;
        for (index, c) in text.chars().enumerate() {
            if open == Some(index) {
                found.push(']');
                open = None;
            }
            if let Some(reading) = readings.next_if(|reading| reading.places.all.start == index) {
                found.push('[');
                open = Some(reading.places.all.end);
            }
            found.push(c);
        }
        if open.is_some() {
            found.push(']');
        }
        if found != line {
            wrong.push(format!("{line}\n     got {found}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {all}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn there_are_enough_phrases() {
    let (read, find) = (lines(READ).count(), lines(FIND).count());
    assert!(read >= 400 && find >= 100, "{read} {find}");
}

#[test]
fn all_figures_of_a_mark_are_read() {
    let found = read_all("320 yuan ($48/42 euros)", &Conventions::default());
    let shown: Vec<_> = found
        .iter()
        .map(|reading| reading.quantity.to_string())
        .collect();
    assert_eq!(shown, ["320 CNY", "48 USD", "42 EUR"]);
    assert_eq!(
        read("320 yuan ($48/42 euros)", &Conventions::default()),
        None
    );
}

fn european() -> Conventions {
    Conventions {
        separators: Separators::European,
        units: vec![
            Unit {
                name: "lenks".into(),
                words: vec!["lk".into(), "Ł".into()],
            },
            Unit {
                name: "CNY".into(),
                words: vec!["kuai".into()],
            },
            Unit {
                name: "stone".into(),
                words: vec!["st".into(), "stones".into()],
            },
        ],
    }
}

#[test]
fn a_team_has_its_own_points_and_units() {
    for (words, expected) in [
        ("1.460 yuan", "1,460 CNY"),
        ("1.460,50 Euro", "1,460.50 EUR"),
        ("1,460 km", "1.460 kilometres"),
        ("1.460.000 people", "1,460,000 people"),
        ("2,4 percent", "2.4 percent"),
        ("2.40 percent", "2.40 percent"),
        ("1,460.50", "1,460.50"),
        ("300 lk", "300 lenks"),
        ("Ł5 a month", "5 lenks per month"),
        ("20 kuai", "20 CNY"),
        ("12 st per lk", "12 stone per lenks"),
    ] {
        let found = read(words, &european()).map(|reading| reading.quantity.to_string());
        assert_eq!(found.as_deref(), Some(expected), "{words}");
    }
}

#[test]
fn what_is_typed_is_understood_or_refused() {
    for (words, expected) in [
        ("5", "5"),
        (" 5 ships ", "5 ships"),
        ("$1.2m", "1,200,000 USD"),
        ("more than a million people", "more than 1,000,000 people"),
        (">5%", "more than 5 percent"),
        ("20 or more people", "at least 20 people"),
        ("5 to 7 days", "between 5 and 7 days"),
        ("39-year-old", "39 years"),
        ("4 head of cattle per field", "4 head of cattle per field"),
        ("320 yuan a month", "320 CNY per month"),
        ("several ships", "several ships"),
        ("2 pupils per 3", "2 pupils per 3"),
        ("about 60 كيلوغرام per يوم", "about 60 كيلوغرام per يوم"),
        ("it was 5", "5"),
    ] {
        let typed = typed(words, &Conventions::default()).map(|quantity| quantity.to_string());
        assert_eq!(typed.as_deref(), Ok(expected), "{words}");
    }
    for words in ["", "  ", "ships", "many ships", "5 apples and 7 pears"] {
        let refused = typed(words, &Conventions::default()).unwrap_err();
        assert!(
            refused.starts_with("give") || refused.starts_with("there is no"),
            "{refused}"
        );
    }
}

fn any_quantity() -> impl Strategy<Value = Quantity> {
    let number = (-99_999_999_999_i64..9_999_999_999_999, 0u32..6)
        .prop_map(|(digits, scale)| Decimal::new(digits, scale));
    let size = proptest::sample::select(vec![
        1u64,
        2,
        10,
        12,
        20,
        100,
        500,
        1_000,
        10_000,
        100_000,
        1_000_000,
        1_000_000_000,
    ]);
    let kind = proptest::sample::select(
        <AmountKind as strum::IntoEnumIterator>::iter().collect::<Vec<_>>(),
    );
    let units = vec![
        "",
        "people",
        "percent",
        "percentage points",
        "USD",
        "EUR",
        "CNY",
        "TRY",
        "rupees",
        "years",
        "kilometres",
        "square kilometres",
        "ships",
        "young mussels",
        "ethnic Kazakhs",
        "metres",
        "times",
        "pounds",
        "orins",
        "حاوية",
        "degrees Celsius",
        "head of cattle",
        "人",
        "kilowatt hours",
    ];
    let per = vec![
        "",
        "month",
        "day",
        "kilometre",
        "worker",
        "5",
        "100000",
        "1000 people",
        "square kilometre",
        "each",
        "field",
        "يوم",
    ];
    (
        kind,
        number.clone(),
        number,
        size,
        proptest::sample::select(units),
        proptest::sample::select(per),
    )
        .prop_map(|(kind, first, second, size, unit, per)| {
            let first = if kind == AmountKind::Several {
                size.into()
            } else {
                first
            };
            Quantity {
                amount: Amount::new(kind, first, second),
                unit: (!unit.is_empty()).then(|| unit.to_owned()),
                per: (!per.is_empty()).then(|| per.to_owned()),
            }
        })
}

/// Pieces that figures are made of, in any order.
fn any_figures() -> impl Strategy<Value = String> {
    let pieces = vec![
        "5",
        "1,460",
        "a ",
        "million ",
        "two ",
        "hundred ",
        "and ",
        "a half ",
        "$",
        "€",
        "-",
        "–",
        "to ",
        "between ",
        "more than ",
        "or more ",
        "%",
        "percent ",
        "year",
        "-old",
        "people ",
        "per ",
        "month ",
        "/",
        ".",
        ",",
        " ",
        "\n",
        "one ",
        "in ",
        "third",
        "万",
        "三百",
        "人",
        "several ",
        "dozens ",
        "of ",
        "٣",
        "m ",
        "bn ",
        "half ",
        "the ",
        "ago",
        "old ",
        "minus",
        "½",
        "+",
        "’",
        "😀",
        "e\u{301}",
        "\u{feff}",
        "USD ",
        "twenty",
        "from ",
        "aged ",
    ];
    let piece = proptest::sample::select(pieces);
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// Places lie in the text, in order, and in one another.
fn sound(text: &str, readings: &[Reading]) -> Result<(), TestCaseError> {
    let length = text.chars().count();
    let mut floor = 0;
    for Reading { quantity, places } in readings {
        prop_assert!(
            floor <= places.all.start && places.all.end <= length,
            "{text}: {places:?}"
        );
        let parts = [
            Some(places.value),
            places.second,
            places.bound,
            places.unit,
            places.per,
        ];
        for part in parts.into_iter().flatten() {
            prop_assert!(
                !part.is_empty() && places.all.start <= part.start && part.end <= places.all.end,
                "{text}: {places:?}"
            );
        }
        if let Some(second) = places.second {
            prop_assert!(places.value.end <= second.start, "{text}: {places:?}");
        }
        prop_assert!(places.per.is_none() || quantity.per.is_some());
        prop_assert!(places.unit.is_none() || quantity.unit.is_some());
        let (_, first, second) = quantity.amount.parts();
        for number in [Some(first), second].into_iter().flatten() {
            prop_assert!(
                crate::annotation::plain_decimal(&number.to_string()).is_some(),
                "{text}: {number}"
            );
        }
        floor = places.all.end;
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_is_shown_and_typed_again_stays_the_same(quantity in any_quantity()) {
        let shown = quantity.to_string();
        for conventions in [Conventions::default(), european()] {
            prop_assert_eq!(typed(&shown, &conventions), Ok(quantity.clone()), "{}", shown);
        }
    }

    #[test]
    fn any_words_can_be_looked_at(text in prop_oneof![any_text(), any_figures()]) {
        for conventions in [Conventions::default(), european()] {
            sound(&text, &read_all(&text, &conventions))?;
            sound(&text, &find(&text, &conventions))?;
            let _ = typed(&text, &conventions);
        }
    }
}

/// Words and signs that are looked at, and the time that it takes.
fn takes(text: &str) -> (usize, Duration) {
    let looks = reader::LOOKS.get();
    let began = Instant::now();
    std::hint::black_box(find(text, &Conventions::default()));
    std::hint::black_box(read_all(text, &Conventions::default()));
    (reader::LOOKS.get() - looks, began.elapsed())
}

/// Texts that make readers slow which look ahead and back.
const HOSTILE: [&str; 22] = [
    "7",
    "1,",
    "1 000 ",
    "million ",
    "a million ",
    "between ",
    "two ",
    "3m ",
    "one in ",
    "half ",
    "$",
    "and a half ",
    "twenty-",
    "5-",
    "三",
    "1/",
    "more than ",
    "per ",
    "people ",
    "hundreds of ",
    "from 5 to ",
    "3m and a half ",
];

#[test]
fn the_work_grows_with_the_text_and_no_faster() {
    for piece in HOSTILE {
        let text = |length: usize| piece.repeat(length / piece.len());
        let ((few, _), (many, _)) = (takes(&text(2_000)), takes(&text(20_000)));
        assert!(many <= few * 11 + 500, "{piece}: {few}, then {many}");
    }
}

/// The long form, by the clock: what is looked at inside a token counts, too.
#[test]
#[ignore = "takes a minute, and wants a quiet machine"]
fn a_megabyte_takes_about_ten_times_as_long_as_a_tenth_of_it() {
    for piece in HOSTILE {
        let text = |length: usize| piece.repeat(length / piece.len());
        let quickest = |text: &str| (0..3).map(|_| takes(text).1).min().unwrap_or_default();
        let (short, long) = (quickest(&text(100_000)), quickest(&text(1_000_000)));
        println!("{piece:?}: {short:?}, then {long:?}");
        assert!(
            long < short * 40 + Duration::from_millis(20),
            "{piece}: {short:?}, then {long:?}"
        );
    }
}
