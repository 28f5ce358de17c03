//! The numbers in some words of an article: `1,460`, `4.5bn`, `two hundred and fifty`, `half`.
//!
//! What is written in digits is read in any script; words are English. How points and commas are meant differs from country to
//! country, so a number has several readings where it can have them, the likeliest in English first.

use std::ops::Range;

use rust_decimal::Decimal;

/// A number that stands in some words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Stated {
    /// Where it stands, in bytes of the words.
    pub(crate) place: Range<usize>,
    /// What it may be, the likeliest first; never empty.
    pub(crate) readings: Vec<Decimal>,
    /// Whether digits are in it.
    pub(crate) in_digits: bool,
    /// The last of the words that make it larger: the million of `3 million`.
    pub(crate) factor: Option<Decimal>,
}

/// The numbers that stand in some words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Numbers {
    /// In the order of the words.
    pub(crate) stated: Vec<Stated>,
    /// Whether these are all: there is no fraction, sum, ratio or sign of another script that may say more than could be read.
    pub(crate) all: bool,
}

/// The most numbers that are read.
const MOST: usize = 12;
/// The most readings of one number.
const MOST_READINGS: usize = 12;

/// Whether some words hold a number of any kind: a digit or numeral of any script, or an English number word. Vague words (many,
/// few, several, most) are none.
pub(crate) fn holds_number(words: &str) -> bool {
    if words.chars().any(|c| c.is_numeric() || is_han_numeral(c)) {
        return true;
    }
    let (mut before, mut earlier) = ("", "");
    for word in words.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        let small = word.to_ascii_lowercase();
        // Of the words that may make a number larger only the score is one by itself.
        let says_one = match value(&small) {
            None => false,
            Some(Value::Perhaps(_)) => small.starts_with("score"),
            Some(Value::Plain(_) | Value::Times(_)) => true,
        };
        if says_one
            || is_fraction(&small)
            || is_countless_number(&small)
            || is_roman(word)
            || (is_measure(&small) && stands_for_one(earlier, before, &small))
        {
            return true;
        }
        (earlier, before) = (before, word);
    }
    false
}

/// Whether the words before a measure say that it is one: "a year", "an entire month", "the past year"; not "a few days".
fn stands_for_one(earlier: &str, before: &str, measure: &str) -> bool {
    let is_one = |word: &str| word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an");
    let one_of_them = !measure.ends_with('s');
    let near = matches!(
        before.to_ascii_lowercase().as_str(),
        "past"
            | "last"
            | "next"
            | "coming"
            | "previous"
            | "following"
            | "whole"
            | "entire"
            | "full"
    );
    is_one(before)
        || (one_of_them && is_one(earlier))
        || (one_of_them && near && earlier.eq_ignore_ascii_case("the"))
}

/// Reads the numbers in some words.
pub(crate) fn read(words: &str) -> Numbers {
    let mut reader = Reader {
        words,
        at: 0,
        out: Numbers {
            stated: Vec::new(),
            all: true,
        },
        open: None,
    };
    reader.run();
    reader.out
}

/// A number whose words are not all read yet.
struct Open {
    place: Range<usize>,
    /// What is done: the two million of "two million three hundred".
    whole: Vec<Decimal>,
    /// What a multiplier may still come behind.
    rest: Vec<Decimal>,
    in_digits: bool,
    factor: Option<Decimal>,
}

struct Reader<'w> {
    words: &'w str,
    at: usize,
    out: Numbers,
    open: Option<Open>,
}

impl Reader<'_> {
    fn run(&mut self) {
        while let Some(c) = self.words[self.at..].chars().next() {
            if self.out.stated.len() >= MOST {
                self.out.all = false;
                self.open = None;
                return;
            }
            let start = self.at;
            if digit(c).is_some() {
                let (readings, end) = cluster(self.words, start);
                self.at = end;
                self.digits(readings, start..end);
            } else if c.is_alphabetic() {
                let rest = &self.words[start..];
                let end = rest.find(|c: char| !c.is_alphabetic());
                self.at = end.map_or(self.words.len(), |end| start + end);
                self.word(start..self.at);
            } else {
                self.at += c.len_utf8();
                self.sign(c, start);
            }
        }
        self.close();
    }

    fn digits(&mut self, readings: Vec<Decimal>, place: Range<usize>) {
        if readings.is_empty() {
            self.close();
            self.out.all = false;
            return;
        }
        let goes_on = self.open.as_ref().is_some_and(|open| open.rest.is_empty());
        if !goes_on {
            self.close();
        }
        let open = self.open.get_or_insert_with(|| Open {
            place: place.clone(),
            whole: Vec::new(),
            rest: Vec::new(),
            in_digits: true,
            factor: None,
        });
        open.place.end = place.end;
        open.in_digits = true;
        open.rest = readings;
    }

    fn word(&mut self, place: Range<usize>) {
        let words = self.words;
        let word = words[place.clone()].to_ascii_lowercase();
        if word.contains(is_han_numeral) {
            self.close();
            self.out.all = false;
            return;
        }
        match value(&word) {
            Some(Value::Plain(number)) => self.plain(number.into(), place),
            Some(Value::Times(by)) => self.times(by.into(), place, false),
            Some(Value::Perhaps(by)) => {
                // Only behind a number: a score is made, and k is a letter.
                if self.open.as_ref().is_some_and(|open| !open.rest.is_empty()) {
                    self.times(by.into(), place, word != "score");
                }
            }
            None if is_fraction(&word) => {
                self.close();
                self.out.all = false;
            }
            None if word == "and" && self.goes_on_behind_and() => {}
            // A ratio or a product.
            None if matches!(word.as_str(), "x" | "times" | "plus" | "minus") => {
                self.close();
                self.out.all = false;
            }
            None => self.close(),
        }
    }

    fn plain(&mut self, number: Decimal, place: Range<usize>) {
        let (ten, hundred) = (Decimal::TEN, Decimal::ONE_HUNDRED);
        if let Some(open) = &mut self.open
            && !open.in_digits
        {
            let sum = match open.rest[..] {
                [] => Some(number),
                [rest] if (rest % hundred).is_zero() && !rest.is_zero() => rest.checked_add(number),
                [rest] if (rest % ten).is_zero() && rest % hundred > ten && number < ten => {
                    rest.checked_add(number)
                }
                // "Nineteen eighty-four" is a year.
                _ => {
                    self.out.all = false;
                    None
                }
            };
            if let Some(sum) = sum {
                open.rest = vec![sum];
                open.place.end = place.end;
                return;
            }
        }
        self.close();
        self.open = Some(Open {
            place,
            whole: Vec::new(),
            rest: vec![number],
            in_digits: false,
            factor: None,
        });
    }

    /// A multiplier; one that may be none leaves the number without it as a reading.
    fn times(&mut self, by: Decimal, place: Range<usize>, perhaps: bool) {
        let open = self.open.get_or_insert_with(|| Open {
            place: place.clone(),
            whole: Vec::new(),
            rest: Vec::new(),
            in_digits: false,
            factor: None,
        });
        open.place.end = place.end;
        open.factor = Some(by);
        let nothing = open.rest.is_empty();
        // "Hundreds of thousands" and "a million million": what is done is multiplied, too.
        let bases = match (nothing, open.whole.is_empty()) {
            (true, true) => vec![Decimal::ONE],
            (true, false) => std::mem::take(&mut open.whole),
            (false, _) => std::mem::take(&mut open.rest),
        };
        let mut product: Vec<_> = bases.iter().filter_map(|n| n.checked_mul(by)).collect();
        if product.len() < bases.len() {
            self.out.all = false;
        }
        if perhaps {
            product.splice(0..0, bases);
        }
        if by == Decimal::ONE_HUNDRED {
            open.rest = product;
        } else {
            open.whole = sums(&open.whole, &product);
        }
    }

    fn sign(&mut self, c: char, start: usize) {
        let before = self.words[..start].chars().next_back();
        let after = self.words[self.at..].chars().next();
        let between = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
        if c.is_whitespace() || (is_hyphen(c) && between(char::is_alphabetic)) {
            return;
        }
        if let Some(part) = simple_fraction(c) {
            let open = self.open.take().filter(|open| !open.rest.is_empty());
            let (place, whole) = match open {
                Some(open) => (open.place.start..self.at, open.rest),
                None => (start..self.at, vec![Decimal::ZERO]),
            };
            self.open = Some(Open {
                place,
                whole: Vec::new(),
                rest: whole
                    .iter()
                    .filter_map(|whole| whole.checked_add(part))
                    .collect(),
                in_digits: true,
                factor: None,
            });
            return;
        }
        self.close();
        // Numerals of which no value is known here; times of day, scores, sums and products.
        let numeral = c.is_numeric() || is_han_numeral(c);
        let sum = matches!(c, ':' | '×' | '*' | '+' | '^') && between(char::is_numeric);
        if numeral || sum || c == '⁄' {
            self.out.all = false;
        }
    }

    /// Whether "and" is in the middle of a number: "two hundred and fifty".
    fn goes_on_behind_and(&self) -> bool {
        let Some(open) = &self.open else {
            return false;
        };
        let round = match open.rest[..] {
            [] => !open.whole.is_empty(),
            [rest] => (rest % Decimal::ONE_HUNDRED).is_zero() && !rest.is_zero(),
            _ => false,
        };
        let words = self.words[self.at..].split(|c: char| !c.is_alphanumeric());
        let mut behind = words.filter(|word| !word.is_empty()).take(2);
        let is_plain =
            |word: &str| matches!(value(&word.to_ascii_lowercase()), Some(Value::Plain(_)));
        // "Two hundred and three hundred" are two.
        let next = behind.next().is_some_and(is_plain);
        let then = behind.next().map(str::to_ascii_lowercase);
        let multiplied = then.is_some_and(|word| matches!(value(&word), Some(Value::Times(_))));
        round && !open.in_digits && next && !multiplied
    }

    /// The number ends here.
    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let readings = sums(&open.whole, &open.rest);
        // Larger than any number that a set can hold.
        self.out.all &= !readings.is_empty();
        if !readings.is_empty() {
            self.out.stated.push(Stated {
                place: open.place,
                readings,
                in_digits: open.in_digits,
                factor: open.factor,
            });
        }
    }
}

/// Each of one with each of the other; where one is empty, the other.
fn sums(a: &[Decimal], b: &[Decimal]) -> Vec<Decimal> {
    if a.is_empty() || b.is_empty() {
        return [a, b].concat();
    }
    let all = a
        .iter()
        .flat_map(|a| b.iter().filter_map(|b| a.checked_add(*b)));
    all.take(MOST_READINGS).collect()
}

const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// The Chinese and Japanese numerals that are letters to Unicode.
pub(crate) const fn is_han_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '萬'
            | '亿'
            | '億'
            | '兆'
            | '两'
            | '兩'
            | '半'
    )
}

/// The fractions that are decimals, where they are one sign.
pub(crate) fn simple_fraction(c: char) -> Option<Decimal> {
    let (digits, scale) = match c {
        '½' => (5, 1),
        '¼' => (25, 2),
        '¾' => (75, 2),
        '⅕' => (2, 1),
        '⅖' => (4, 1),
        '⅗' => (6, 1),
        '⅘' => (8, 1),
        '⅛' => (125, 3),
        _ => return None,
    };
    Some(Decimal::new(digits, scale))
}

/// The zeros of the scripts whose digits stand in tens, one behind the other (Unicode's Nd, as far as news has them).
const ZEROS: [char; 21] = [
    '\u{0030}', '\u{0660}', '\u{06F0}', '\u{07C0}', '\u{0966}', '\u{09E6}', '\u{0A66}', '\u{0AE6}',
    '\u{0B66}', '\u{0BE6}', '\u{0C66}', '\u{0CE6}', '\u{0D66}', '\u{0DE6}', '\u{0E50}', '\u{0ED0}',
    '\u{0F20}', '\u{1040}', '\u{17E0}', '\u{1810}', '\u{FF10}',
];

/// Whether this is a decimal digit of a script that news is written in: no superscript, no fraction.
pub(crate) fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// The value of a digit of any script.
pub(crate) fn digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let from = |zero: &char| u32::from(c).checked_sub(u32::from(*zero));
    ZEROS.iter().filter_map(from).find(|value| *value < 10)
}

mod alone;
mod bounds;
mod digits;
mod units;
mod vocabulary;
pub(crate) use alone::{has_other_words, is_lone_word};
pub(crate) use bounds::{Bound, bound};
pub(crate) use units::{converted, is_compound, is_time_of_day};

pub(crate) use digits::number_at;
pub(crate) use vocabulary::{counting, factor, is_measure, ordinal};

use digits::cluster;
use vocabulary::{Value, is_countless_number, is_fraction, is_roman, value};

#[cfg(test)]
mod tests;
