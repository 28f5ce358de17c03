//! Units: the table of those that Claimark knows, joined with the team's own, and which of them stands at some words.

use std::{collections::HashMap, sync::LazyLock};

use super::tokens::{Kind, Token};
use super::{Conventions, Separators, currencies, tokens::tokens};

/// What some words say of a unit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Known {
    /// As it is recorded: `kilometres`, `USD`, `percent`.
    pub(super) name: String,
    /// One of it, as in "per kilometre".
    pub(super) one: String,
    /// For each what, of words that hold this, too: the `hour` of `mph`.
    pub(super) per: Option<String>,
    /// Whether it may stand before a number.
    pub(super) before: bool,
    /// Whether it may stand behind one.
    pub(super) behind: bool,
    /// Whether it is money.
    pub(super) money: bool,
    /// Whether it is written in capitals only, as codes are.
    capitals: bool,
    /// Whether the team says so.
    own: bool,
    /// The words, in small letters, the first left out; with whether a blank may be before each.
    rest: Vec<(String, bool)>,
}

/// Units by the first of their words in small letters; those of more words first.
#[derive(Debug, Default)]
pub(super) struct Units(HashMap<String, Vec<Known>>);

/// What is recorded, what one of it is called, and what news writes for it, divided by `|`. A slash before the last means per.
const TABLE: &[(&str, &str, &str)] = &[
    ("percent", "percent", "percent|per cent|%|٪|％|pct|في المئة"),
    (
        "percentage points",
        "percentage point",
        "percentage points|percentage point|percent points|pp",
    ),
    ("basis points", "basis point", "basis points|basis point"),
    ("times", "time", "times"),
    ("seconds", "second", "seconds|second|sec|secs|秒"),
    ("minutes", "minute", "minutes|minute|min|mins|分钟"),
    ("hours", "hour", "hours|hour|hr|hrs|小时"),
    ("days", "day", "days|day|天"),
    ("nights", "night", "nights|night"),
    ("weeks", "week", "weeks|week|wk|wks"),
    ("months", "month", "months|month|个月"),
    ("years", "year", "years|year|yr|yrs|年"),
    ("decades", "decade", "decades|decade"),
    ("centuries", "century", "centuries|century"),
    (
        "millimetres",
        "millimetre",
        "millimetres|millimetre|millimeters|millimeter|mm",
    ),
    (
        "centimetres",
        "centimetre",
        "centimetres|centimetre|centimeters|centimeter|cm",
    ),
    ("metres", "metre", "metres|metre|meters|meter|m|米"),
    (
        "kilometres",
        "kilometre",
        "kilometres|kilometre|kilometers|kilometer|km|kms|公里",
    ),
    ("miles", "mile", "miles|mile|mi"),
    (
        "nautical miles",
        "nautical mile",
        "nautical miles|nautical mile",
    ),
    ("feet", "foot", "feet|foot|ft"),
    ("inches", "inch", "inches|inch"),
    ("yards", "yard", "yards|yard|yd|yds"),
    ("hectares", "hectare", "hectares|hectare|ha"),
    ("acres", "acre", "acres|acre"),
    (
        "square metres",
        "square metre",
        "square metres|square metre|square meters|square meter|sq m|sqm|m²|平方米",
    ),
    (
        "square kilometres",
        "square kilometre",
        "square kilometres|square kilometre|square kilometers|square kilometer|sq km|km²|平方公里",
    ),
    (
        "square miles",
        "square mile",
        "square miles|square mile|sq mi|sq miles",
    ),
    (
        "square feet",
        "square foot",
        "square feet|square foot|sq ft",
    ),
    (
        "cubic metres",
        "cubic metre",
        "cubic metres|cubic metre|cubic meters|cubic meter|m³",
    ),
    ("cubic feet", "cubic foot", "cubic feet|cubic foot"),
    ("milligrams", "milligram", "milligrams|milligram|mg"),
    ("grams", "gram", "grams|gram|grammes|gramme|g|克"),
    (
        "kilograms",
        "kilogram",
        "kilograms|kilogram|kilogrammes|kilos|kilo|kg|kgs|公斤",
    ),
    (
        "tonnes",
        "tonne",
        "tonnes|tonne|metric tons|metric ton|t|吨",
    ),
    ("tons", "ton", "tons|ton"),
    ("ounces", "ounce", "ounces|ounce|oz"),
    ("pounds", "pound", "pounds|pound|lb|lbs"),
    (
        "millilitres",
        "millilitre",
        "millilitres|millilitre|milliliters|ml",
    ),
    ("litres", "litre", "litres|litre|liters|liter|l"),
    ("gallons", "gallon", "gallons|gallon"),
    ("barrels", "barrel", "barrels|barrel|bbl"),
    ("cents", "cent", "cents|cent|¢"),
    ("pence", "penny", "pence|penny|p"),
    ("watts", "watt", "watts|watt"),
    ("kilowatts", "kilowatt", "kilowatts|kilowatt|kW"),
    ("megawatts", "megawatt", "megawatts|megawatt|MW"),
    ("gigawatts", "gigawatt", "gigawatts|gigawatt|GW"),
    (
        "kilowatt hours",
        "kilowatt hour",
        "kilowatt hours|kilowatt-hours|kilowatt hour|kWh",
    ),
    (
        "megawatt hours",
        "megawatt hour",
        "megawatt hours|megawatt-hours|MWh",
    ),
    (
        "gigawatt hours",
        "gigawatt hour",
        "gigawatt hours|gigawatt-hours|GWh",
    ),
    (
        "terawatt hours",
        "terawatt hour",
        "terawatt hours|terawatt-hours|TWh",
    ),
    ("kilobytes", "kilobyte", "kilobytes|kilobyte|kB"),
    ("megabytes", "megabyte", "megabytes|megabyte|MB"),
    ("gigabytes", "gigabyte", "gigabytes|gigabyte|GB"),
    ("terabytes", "terabyte", "terabytes|terabyte|TB"),
    (
        "degrees Celsius",
        "degree Celsius",
        "degrees Celsius|degree Celsius|degrees centigrade|degrees C|°C|℃",
    ),
    (
        "degrees Fahrenheit",
        "degree Fahrenheit",
        "degrees Fahrenheit|degree Fahrenheit|degrees F|°F|℉",
    ),
    ("degrees", "degree", "degrees|degree|°"),
    ("knots", "knot", "knots|knot"),
    ("kilometres/hour", "", "km/h|kph|kmh|km per hour"),
    ("miles/hour", "", "mph"),
    ("metres/second", "", "m/s"),
    ("people", "person", "people|persons|person"),
];

/// Words of one letter that mean a unit only right behind digits.
const LETTERS: [&str; 5] = ["m", "g", "l", "t", "p"];

static BUILT_IN: LazyLock<Units> = LazyLock::new(|| {
    let mut units = Units::default();
    for (name, one, words) in TABLE {
        let (name, per) = name
            .split_once('/')
            .map_or((*name, None), |(n, p)| (n, Some(p)));
        for words in words.split('|') {
            units.add(words, name, one, per, false);
        }
    }
    for (code, words, before, behind) in currencies::all() {
        let capitals = words == code && code.chars().all(char::is_uppercase);
        units.add_known(
            &words,
            Known {
                one: code.clone(),
                name: code,
                per: None,
                before,
                behind,
                money: true,
                capitals,
                own: false,
                rest: Vec::new(),
            },
        );
    }
    units
});

impl Units {
    /// The team's own.
    pub(super) fn own(conventions: &Conventions) -> Self {
        let mut units = Self::default();
        for unit in &conventions.units {
            // What a known unit is called in the singular holds for its other names, too.
            let known = tokens(&unit.name, Separators::English);
            let one = BUILT_IN.at(&known, 0).filter(|(_, to)| *to == known.len());
            let one = one.map_or(unit.name.as_str(), |(known, _)| &known.one);
            for words in unit.words.iter().chain([&unit.name]) {
                units.add(words, &unit.name, one, None, true);
            }
        }
        units
    }

    fn add(&mut self, words: &str, name: &str, one: &str, per: Option<&str>, own: bool) {
        // Signs and short forms in capitals stand before a number as money does.
        let sign = own
            && !words.chars().any(|c| c.is_lowercase() || c.is_numeric())
            && !words.contains(['%', '‰', '°']);
        let one = if one.is_empty() { name } else { one };
        self.add_known(
            words,
            Known {
                name: name.to_owned(),
                one: one.to_owned(),
                per: per.map(str::to_owned),
                before: sign,
                behind: true,
                money: sign,
                capitals: false,
                own,
                rest: Vec::new(),
            },
        );
    }

    fn add_known(&mut self, words: &str, mut known: Known) {
        let pieces = tokens(words, Separators::English);
        let Some((first, rest)) = pieces.split_first() else {
            return;
        };
        known.rest = rest
            .iter()
            .map(|token| (token.small.to_string(), token.gap))
            .collect();
        let all = self.0.entry(first.small.to_string()).or_default();
        all.push(known);
        all.sort_by_key(|known| std::cmp::Reverse(known.rest.len()));
    }

    /// The unit whose words begin at a token, and the token behind them.
    fn at(&self, tokens: &[Token<'_>], from: usize) -> Option<(&Known, usize)> {
        let first = tokens.get(from)?;
        let fits = |known: &&Known| {
            let rest = tokens.get(from + 1..from + 1 + known.rest.len());
            let rest = rest.is_some_and(|rest| {
                let alike = |(token, (word, gap)): (&Token<'_>, &(String, bool))| {
                    token.small == *word && (token.gap == *gap)
                };
                rest.iter().zip(&known.rest).all(alike)
            });
            rest && (!known.capitals || first.text.chars().all(char::is_uppercase))
        };
        let known = self.0.get(first.small.as_ref())?.iter().find(fits)?;
        Some((known, from + 1 + known.rest.len()))
    }
}

/// The units of a team: its own go before those that Claimark knows.
#[derive(Debug)]
pub(super) struct AllUnits {
    own: Units,
}

impl AllUnits {
    pub(super) fn of(conventions: &Conventions) -> Self {
        Self {
            own: Units::own(conventions),
        }
    }

    /// The unit whose words begin at a token, and the token behind them.
    fn at(&self, tokens: &[Token<'_>], from: usize) -> Option<(&Known, usize)> {
        self.own
            .at(tokens, from)
            .or_else(|| BUILT_IN.at(tokens, from))
    }

    /// The unit that stands behind a number which ends before token `from`.
    pub(super) fn behind(&self, tokens: &[Token<'_>], from: usize) -> Option<(&Known, usize)> {
        let token = tokens.get(from)?;
        if token.line && from > 0 {
            return None;
        }
        let (known, to) = self.at(tokens, from).filter(|(known, _)| known.behind)?;
        // "3 m" and "5 C", but not "3 t shirts" and "2 p.m.".
        let letter = LETTERS.contains(&token.small.as_ref()) && to == from + 1 && !known.own;
        if letter {
            let digits = from > 0 && tokens[from - 1].is_digits();
            let alone = tokens.get(to).is_none_or(|next| {
                next.gap
                    || matches!(next.text, "," | ")" | ";" | "/" | "(" | "-")
                    || (next.text == "." && tokens.get(to + 1).is_none_or(|t| t.gap))
            });
            if !(digits && alone) {
                return None;
            }
        }
        // "5,000 won", but not "of nine seats the party got, five won".
        let verb = known.money && token.small == "won" && !known.own;
        if verb && from > 0 {
            let number = &tokens[from - 1];
            let large = super::numbers::factor(&number.small).is_some()
                || number.is_digits() && number.text.chars().count() > 3;
            if !large {
                return None;
            }
        }
        Some((known, to))
    }

    /// The money whose sign or code ends right before token `end`, not before token `floor`; and its first token.
    pub(super) fn before(
        &self,
        tokens: &[Token<'_>],
        end: usize,
        floor: usize,
    ) -> Option<(&Known, usize)> {
        if end >= tokens.len() || tokens[end].line && end > 0 {
            return None;
        }
        (1..=3).rev().find_map(|length| {
            let start = end.checked_sub(length).filter(|start| *start >= floor)?;
            let (known, to) = self.at(tokens, start)?;
            // The letters of a sign belong to it alone: not "the AS$ 5".
            let own = start == 0
                || tokens[start].gap
                || !tokens[start].is_word()
                || !tokens[start - 1].is_word();
            (to == end && known.before && own).then_some((known, start))
        })
    }

    /// Words that are a unit from the first to the last of them.
    pub(super) fn named(&self, words: &str) -> Option<&Known> {
        let pieces = tokens(words, Separators::English);
        let (known, to) = self.at(&pieces, 0)?;
        (to == pieces.len()).then_some(known)
    }
}

/// Whether a token is a letter or digit that touches the one before it.
pub(super) fn touches(tokens: &[Token<'_>], at: usize) -> bool {
    tokens
        .get(at)
        .is_some_and(|token| !token.gap && token.kind != Kind::Sign)
}
