//! The English words that numbers are made of, and those that hold one.

/// What an English word says of a number.
pub(crate) enum Value {
    /// It is one.
    Plain(u64),
    /// It makes one larger, or is one by itself: "a million".
    Times(u64),
    /// Behind a number it may make it larger.
    Perhaps(u64),
}

/// What a word in small letters says of a number.
pub(crate) fn value(word: &str) -> Option<Value> {
    use Value::{Perhaps, Plain, Times};
    Some(match word {
        "zero" | "nought" | "none" | "no" | "nil" | "nobody" | "neither" | "nothing" => Plain(0),
        "one" | "single" | "once" | "sole" => Plain(1),
        "two" | "both" | "double" | "twice" | "couple" | "pair" | "duo" | "twin" | "twins" => {
            Plain(2)
        }
        "three" | "triple" | "thrice" | "trio" => Plain(3),
        "four" | "quadruple" => Plain(4),
        "five" => Plain(5),
        "six" => Plain(6),
        "seven" => Plain(7),
        "eight" => Plain(8),
        "nine" => Plain(9),
        "ten" => Plain(10),
        "eleven" => Plain(11),
        "twelve" => Plain(12),
        "thirteen" => Plain(13),
        "fourteen" => Plain(14),
        "fifteen" => Plain(15),
        "sixteen" => Plain(16),
        "seventeen" => Plain(17),
        "eighteen" => Plain(18),
        "nineteen" => Plain(19),
        "twenty" => Plain(20),
        "thirty" => Plain(30),
        "forty" => Plain(40),
        "fifty" => Plain(50),
        "sixty" => Plain(60),
        "seventy" => Plain(70),
        "eighty" => Plain(80),
        "ninety" => Plain(90),
        "dozen" | "dozens" => Times(12),
        "score" | "scores" => Perhaps(20),
        "hundred" | "hundreds" => Times(100),
        "thousand" | "thousands" => Times(1_000),
        "lakh" | "lakhs" => Times(100_000),
        "million" | "millions" => Times(1_000_000),
        "cr" => Perhaps(10_000_000),
        "grand" => Perhaps(1_000),
        "milliard" | "milliards" => Times(1_000_000_000),
        "crore" | "crores" => Times(10_000_000),
        "billion" | "billions" => Times(1_000_000_000),
        "trillion" | "trillions" => Times(1_000_000_000_000),
        "k" => Perhaps(1_000),
        "m" | "mm" | "mn" | "mil" | "mio" | "mln" => Perhaps(1_000_000),
        "b" | "bn" | "bil" | "bln" => Perhaps(1_000_000_000),
        "t" | "tn" | "trn" => Perhaps(1_000_000_000_000),
        _ => return None,
    })
}

/// Words for a part of something, or for a place in a row, which is called the same from the third on.
pub(super) fn is_fraction(word: &str) -> bool {
    ordinal(word).is_some()
}

/// Which place or part such a word means: 3 for "third" and "thirds", 2 for "half" and "second", 4 for "quarter" and "fourth".
pub(crate) fn ordinal(word: &str) -> Option<u64> {
    let one = word.strip_suffix('s').unwrap_or(word);
    let of_value = |stem: &str| match value(stem) {
        Some(Value::Plain(number) | Value::Times(number)) => Some(number),
        _ => None,
    };
    match one {
        "first" => Some(1),
        "half" | "halve" | "second" => Some(2),
        "third" => Some(3),
        "quarter" => Some(4),
        "fifth" => Some(5),
        "eighth" => Some(8),
        "ninth" => Some(9),
        "twelfth" => Some(12),
        _ => {
            let tens = one.strip_suffix("ieth");
            let tens = tens.and_then(|stem| value(&format!("{stem}y")));
            if let Some(Value::Plain(number) | Value::Times(number) | Value::Perhaps(number)) = tens
            {
                return Some(number);
            }
            one.strip_suffix("th").and_then(of_value)
        }
    }
}

/// The number that an English word counts with: "seven", "forty"; not "both", "twice" and "nobody", which hold one.
pub(crate) fn counting(word: &str) -> Option<u64> {
    let holds = matches!(
        word,
        "no" | "none" | "nil" | "nobody" | "neither" | "nothing" | "single" | "once" | "sole"
    ) || matches!(
        word,
        "both" | "double" | "twice" | "couple" | "pair" | "duo" | "twin" | "twins"
    ) || matches!(word, "triple" | "thrice" | "trio" | "quadruple");
    match value(word) {
        Some(Value::Plain(number)) if !holds => Some(number),
        _ => None,
    }
}

/// What a word makes a number larger by: "million", "dozen".
pub(crate) fn factor(word: &str) -> Option<u64> {
    match value(word) {
        Some(Value::Times(by)) => Some(by),
        _ => None,
    }
}

/// Words that hold a number which nobody would record by itself.
pub(super) fn is_countless_number(word: &str) -> bool {
    // "Sevenfold", "in his eighties", "multimillion-dollar".
    let whole = |stem: &str| matches!(value(stem), Some(Value::Plain(2..) | Value::Times(_)));
    let fold = word.strip_suffix("fold").is_some_and(whole);
    let tens = word
        .strip_suffix("ties")
        .is_some_and(|stem| whole(&format!("{stem}ty")));
    let multiplied = word.starts_with("multi") && word.ends_with("illion");
    let doubled = ["doubl", "tripl", "quadrupl", "quintupl", "halv"]
        .iter()
        .any(|stem| {
            let end = word.strip_prefix(stem);
            end.is_some_and(|end| matches!(end, "e" | "es" | "ed" | "ing"))
        });
    let word = word.strip_prefix("bi").unwrap_or(word);
    let times = [
        "decade",
        "decades",
        "century",
        "centuries",
        "fortnight",
        "weekly",
        "daily",
    ];
    fold || tens
        || multiplied
        || doubled
        || times.contains(&word)
        || matches!(
            word,
            "hourly" | "monthly" | "yearly" | "annual" | "annually"
        )
        || matches!(
            word,
            "quarterly" | "nightly" | "unanimous" | "unanimously" | "halfway"
        )
}

/// Whether this is an English word for a number from one to twenty.
pub(super) fn is_up_to_twenty(word: &str) -> bool {
    matches!(counting(&word.to_ascii_lowercase()), Some(1..=20))
}

/// "World War II".
pub(super) fn is_roman(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| b"IVXLC".contains(&b))
}

/// What "a" is one of: "a year", but not "a crowd".
pub(crate) fn is_measure(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    matches!(
        one,
        "second" | "minute" | "hour" | "day" | "night" | "week" | "weekend" | "month"
    ) || matches!(
        one,
        "year" | "mile" | "kilometre" | "kilometer" | "metre" | "meter" | "foot"
    ) || matches!(
        one,
        "inch" | "yard" | "acre" | "hectare" | "tonne" | "ton" | "kilo" | "gram"
    ) || matches!(
        one,
        "kilogram" | "pound" | "litre" | "liter" | "gallon" | "barrel" | "cent"
    ) || matches!(
        one,
        "dollar" | "euro" | "yuan" | "penny" | "head" | "person" | "piece"
    )
}
