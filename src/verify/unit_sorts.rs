//! What the names of units say they are of: money and which, percent, people, time, mass, length. Two names contradict one another
//! only where both are known and nothing that the one may mean is what the other may mean: `dollars` and `CAD` do not, `$` and `EUR`
//! do, `$` and `bucks`, or anything else that is not known here, do not.

use iso_currency::Currency;

use crate::quantity::Conventions;

/// What a name may mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    /// One currency.
    Currency(Currency),
    /// Any currency whose name has this word: dollar, krona.
    Money(&'static str),
    Percent,
    /// Percentage points.
    Points,
    People,
    /// Time, mass or length, in this unit.
    Measure(&'static str),
}

impl Sort {
    /// Whether both may be meant at once.
    fn agrees(self, other: Self) -> bool {
        match (self, other) {
            (Self::Currency(code), Self::Money(word))
            | (Self::Money(word), Self::Currency(code)) => is_called(code, word),
            _ => self == other,
        }
    }
}

/// Whether the name of a currency has a word that begins so.
fn is_called(code: Currency, word: &str) -> bool {
    let name = code.name().to_lowercase().replace('ó', "o");
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    words.any(|own| own.starts_with(word))
}

/// Whether one of two names can't be what the other is. Nothing that is not known contradicts anything.
pub(super) fn contradict(a: &[Sort], b: &[Sort]) -> bool {
    let agree = || a.iter().any(|a| b.iter().any(|b| a.agrees(*b)));
    !a.is_empty() && !b.is_empty() && !agree()
}

/// Whether something that is named among many words can't be meant by a name: if not, none of these words contradicts it.
pub(super) fn may_contradict(words: &[Sort], name: &[Sort]) -> bool {
    let is_other = |word: &Sort| !name.iter().any(|own| own.agrees(*word));
    !name.is_empty() && words.iter().any(is_other)
}

/// What a unit that a person recorded may mean: by its own words, and by those that the codebook gives for it.
pub(super) fn of_recorded(name: &str, conventions: &Conventions) -> Vec<Sort> {
    let mut all = of(name);
    let is_same = |other: &str| other.trim().to_lowercase() == name.trim().to_lowercase();
    for unit in &conventions.units {
        let words = || std::iter::once(&unit.name).chain(&unit.words);
        if words().any(|own| is_same(own)) {
            all.extend(words().flat_map(|own| of(own)));
        }
    }
    all
}

/// What the words of a name may mean, each by itself.
pub(super) fn of(name: &str) -> Vec<Sort> {
    let small = name.to_lowercase();
    let mut all: Vec<_> = small.chars().flat_map(of_sign).copied().collect();
    // Hundredths of a percent.
    if small.contains("basis point") {
        return Vec::new();
    }
    if small.contains("percentage point") {
        return vec![Sort::Points];
    }
    if small.contains("per cent") {
        all.push(Sort::Percent);
    }
    for word in name.split(|c: char| !c.is_alphanumeric()) {
        // In small letters "all", "top" and "try" are words.
        let is_code = word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
        match Currency::from_code(word).filter(|_| is_code) {
            Some(code) => all.push(Sort::Currency(code)),
            None => all.extend(of_word(&word.to_lowercase())),
        }
    }
    all
}

const fn of_sign(sign: char) -> &'static [Sort] {
    use Sort::{Currency as Code, Money, Percent};
    match sign {
        '%' | '٪' | '％' => &[Percent],
        '$' | '＄' => &[Money("dollar"), Money("peso")],
        '£' | '￡' => &[Money("pound"), Money("lira")],
        '¥' | '￥' => &[Money("yuan"), Money("yen")],
        '€' => &[Code(Currency::EUR)],
        '₹' | '₨' => &[Money("rupee")],
        '₩' => &[Money("won")],
        '₽' => &[Code(Currency::RUB)],
        '₺' => &[Code(Currency::TRY)],
        '₪' => &[Code(Currency::ILS)],
        '₴' => &[Code(Currency::UAH)],
        _ => &[],
    }
}

/// What a word in small letters may mean.
fn of_word(word: &str) -> &'static [Sort] {
    let one = match word {
        "men" | "women" | "people" | "children" | "feet" | "rs" | "lbs" => word,
        _ => word.strip_suffix('s').unwrap_or(word),
    };
    money(one)
        .or_else(|| people(one))
        .or_else(|| measure(one))
        .unwrap_or(match one {
            "percent" | "pct" | "percentage" => &[Sort::Percent],
            "point" => &[Sort::Points, Sort::Percent],
            "pp" | "ppt" => &[Sort::Points],
            _ => &[],
        })
}

fn money(one: &str) -> Option<&'static [Sort]> {
    use Sort::{Currency as Code, Measure, Money};
    Some(match one {
        "dollar" | "buck" => &[Money("dollar")],
        "euro" => &[Code(Currency::EUR)],
        "pound" => &[Money("pound"), Measure("pound")],
        "quid" | "sterling" => &[Money("pound")],
        "yuan" | "renminbi" | "rmb" | "kuai" => &[Code(Currency::CNY)],
        "yen" => &[Code(Currency::JPY)],
        "rupee" | "rs" => &[Money("rupee")],
        "ruble" | "rouble" => &[Money("ruble")],
        "won" => &[Money("won")],
        "franc" => &[Money("franc")],
        "peso" => &[Money("peso")],
        "krona" | "krone" | "kronor" | "kroner" | "króna" | "krónur" | "kr" => &[Money("kron")],
        "dirham" => &[Money("dirham")],
        "rial" | "riyal" => &[Money("rial"), Money("riyal")],
        "dinar" => &[Money("dinar")],
        "lira" | "lire" => &[Money("lira"), Money("pound")],
        "shekel" => &[Money("shekel")],
        "rand" => &[Money("rand")],
        "shilling" => &[Money("shilling")],
        "baht" => &[Code(Currency::THB)],
        "ringgit" => &[Code(Currency::MYR)],
        "rupiah" => &[Code(Currency::IDR)],
        "forint" => &[Code(Currency::HUF)],
        "hryvnia" => &[Code(Currency::UAH)],
        "tenge" => &[Code(Currency::KZT)],
        "naira" => &[Code(Currency::NGN)],
        _ => return None,
    })
}

fn people(one: &str) -> Option<&'static [Sort]> {
    let is_one = matches!(
        one,
        "people" | "person" | "men" | "man" | "women" | "woman" | "child" | "children" | "capita"
    ) || matches!(
        one,
        "worker" | "employee" | "resident" | "inhabitant" | "citizen" | "civilian" | "soldier"
    ) || matches!(
        one,
        "student" | "refugee" | "victim" | "patient" | "voter" | "protester" | "head"
    );
    is_one.then_some(&[Sort::People])
}

fn measure(one: &str) -> Option<&'static [Sort]> {
    use Sort::Measure;
    Some(match one {
        "second" | "sec" => &[Measure("second")],
        "minute" | "min" => &[Measure("minute")],
        "hour" | "hr" | "hourly" => &[Measure("hour")],
        "day" | "daily" => &[Measure("day")],
        "week" | "weekly" | "wk" => &[Measure("week")],
        "month" | "monthly" | "mo" => &[Measure("month")],
        "year" | "yr" | "annum" | "annual" | "annually" | "yearly" => &[Measure("year")],
        "decade" => &[Measure("decade")],
        "kg" | "kilo" | "kilogram" | "kilogramme" => &[Measure("kilogram")],
        "gram" | "gramme" => &[Measure("gram")],
        // Few keep the short, the long and the metric one apart.
        "ton" | "tonne" => &[Measure("ton")],
        "lb" | "lbs" => &[Measure("pound")],
        "ounce" | "oz" => &[Measure("ounce")],
        "km" | "kilometre" | "kilometer" => &[Measure("kilometre")],
        "metre" | "meter" => &[Measure("metre")],
        "cm" | "centimetre" | "centimeter" => &[Measure("centimetre")],
        "mm" | "millimetre" | "millimeter" => &[Measure("millimetre")],
        "mile" => &[Measure("mile")],
        "foot" | "feet" | "ft" => &[Measure("foot")],
        "inch" | "inche" => &[Measure("inch")],
        "yard" => &[Measure("yard")],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Unit;

    #[test]
    fn what_may_be_the_same_does_not_contradict() {
        for (a, b) in [
            ("$", "USD"),
            ("$", "CAD"),
            ("$", "MXN"),
            ("$", "dollars"),
            ("dollars", "US dollars"),
            ("bucks", "USD"),
            ("£", "GBP"),
            ("pounds", "GBP"),
            ("pounds", "lb"),
            ("¥", "JPY"),
            ("¥", "CNY"),
            ("yuan", "RMB"),
            ("kronor", "SEK"),
            ("kroner", "NOK"),
            ("kr", "ISK"),
            ("Swiss francs", "CHF"),
            ("rubles", "RUB"),
            ("€", "euros"),
            ("€", "million euros"),
            ("%", "per cent"),
            ("percent", "percent of workers"),
            ("percent", "points"),
            ("people", "workers"),
            ("tons", "tonnes"),
            ("kilos", "kg"),
            ("people", "mouths to feed"),
            ("$", "greenbacks"),
            ("basis points", "percent"),
            ("USD", "Taler"),
            ("", "percent"),
            ("try", "EUR"),
        ] {
            assert!(!contradict(&of(a), &of(b)), "{a}: {b}");
            assert!(!contradict(&of(b), &of(a)), "{b}: {a}");
        }
    }

    #[test]
    fn what_can_be_no_other_contradicts() {
        for (a, b) in [
            ("$", "EUR"),
            ("$", "yuan"),
            ("dollars", "GBP"),
            ("yuan", "JPY"),
            ("euros", "USD"),
            ("%", "people"),
            ("percent", "USD"),
            ("percent", "percentage points"),
            ("people", "%"),
            ("hours", "days"),
            ("km", "miles"),
            ("kg", "people"),
            ("month", "year"),
            ("a year", "monthly"),
            ("capita", "month"),
        ] {
            assert!(contradict(&of(a), &of(b)), "{a}: {b}");
            let among = format!("some 40 {a}, or so");
            assert!(may_contradict(&of(&among), &of(b)), "{a}: {b}");
        }
    }

    #[test]
    fn what_the_codebook_gives_for_a_unit_counts() {
        let conventions = Conventions {
            units: vec![Unit {
                name: "CAD".into(),
                words: vec!["loonies".into(), "$".into()],
            }],
            ..Conventions::default()
        };
        let dollars = of("$");
        assert!(!contradict(&dollars, &of_recorded("Loonies", &conventions)));
        assert!(contradict(&of("€"), &of_recorded("loonies", &conventions)));
        assert!(!contradict(
            &of("€"),
            &of_recorded("loonies", &Conventions::default())
        ));
    }
}
