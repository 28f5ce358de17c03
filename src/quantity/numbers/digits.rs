//! Numbers in digits: what `1.460`, `1,460.50`, `1 460` and `12,34,567` may mean.

use rust_decimal::Decimal;

use super::{MOST_READINGS, digit};

/// The most groups of digits that are taken for one number.
const MOST_GROUPS: usize = 10;

/// Digits, and the sign between them and those before.
struct Group {
    sign: Option<char>,
    digits: String,
    /// The byte behind them.
    end: usize,
}

/// Digits with what divides them, as far as they may be one number.
fn groups(words: &str, start: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut at = start;
    let mut sign = None;
    while groups.len() < MOST_GROUPS {
        let rest = &words[at..];
        let digits: String = rest
            .chars()
            .map_while(digit)
            .filter_map(|d| char::from_digit(d, 10))
            .collect();
        at += rest.find(|c| digit(c).is_none()).unwrap_or(rest.len());
        groups.push(Group {
            sign,
            digits,
            end: at,
        });
        let mut behind = words[at..].chars();
        let Some(next) = behind.next() else { break };
        let goes_on = if is_blank(next) {
            // One number only if it is set in threes: "1 460".
            let threes = behind
                .clone()
                .take(4)
                .take_while(|c| digit(*c).is_some())
                .count()
                == 3;
            threes && groups.last().is_some_and(|last| last.digits.len() <= 3)
        } else {
            is_point(next) && behind.clone().next().is_some_and(|c| digit(c).is_some())
        };
        if !goes_on {
            break;
        }
        sign = Some(next);
        at += next.len_utf8();
    }
    groups
}

/// A number in digits, as a team writes them.
pub(crate) struct Digits {
    /// Nothing for a date, a version and what else is no number, and for what is too long for one.
    pub(crate) value: Option<Decimal>,
    /// The byte behind it.
    pub(crate) end: usize,
    /// Whether it is digits alone, without points, commas and blanks.
    pub(crate) plain: bool,
}

/// Reads the digits that begin at byte `start`. A lone point or comma before three digits divides thousands if it is the one that
/// this team divides them with: `european` is the point.
pub(crate) fn number_at(words: &str, start: usize, european: bool) -> Digits {
    let groups = groups(words, start);
    let parts = parts(&groups);
    let end = |part: &[Group]| part.last().map_or(start, |group| group.end);
    if parts.len() > 1
        && let Some(value) = in_threes(&parts)
    {
        return Digits {
            value: Some(value),
            end: end(&groups),
            plain: false,
        };
    }
    // Blanks are between two numbers.
    let part = parts.first().copied().unwrap_or_default();
    let value = match part {
        [only] => number(&only.digits),
        _ => {
            let (whole, point) = whole_and_point(part);
            let likelier_point = is_decimal_point(part) != european;
            if likelier_point {
                point.or(whole)
            } else {
                whole.or(point)
            }
        }
    };
    Digits {
        value,
        end: end(part),
        plain: part.len() == 1,
    }
}

/// What the digits that begin at byte `start` may be, the likeliest in English first, and the byte behind them. Nothing where they
/// are too long for a number that a set can hold.
pub(super) fn cluster(words: &str, start: usize) -> (Vec<Decimal>, usize) {
    let groups = groups(words, start);
    let at = groups.last().map_or(start, |group| group.end);
    let mut readings = Vec::new();
    // Blanks may be between two numbers as well: then each is its own.
    let parts: Vec<&[Group]> = parts(&groups);
    if parts.len() > 1 {
        readings.extend(in_threes(&parts));
    }
    for part in &parts {
        readings.extend(one(part));
    }
    // ".5"
    if words[..start].ends_with(['.', '٫']) && groups.len() == 1 {
        readings.extend(with_fraction("0", &groups[0].digits));
    }
    readings.truncate(MOST_READINGS);
    (readings, at)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

fn is_point(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’' | '·' | '٫' | '٬')
}

/// Groups that no blank divides.
fn parts(groups: &[Group]) -> Vec<&[Group]> {
    let starts = |group: &Group| group.sign.is_some_and(is_blank);
    groups.chunk_by(|_, next| !starts(next)).collect()
}

/// `1 460` and `1 460,50`.
fn in_threes(parts: &[&[Group]]) -> Option<Decimal> {
    let (last, first) = parts.split_last()?;
    if first.iter().any(|part| part.len() > 1) || last.len() > 2 {
        return None;
    }
    let mut whole: String = first.iter().map(|part| part[0].digits.as_str()).collect();
    whole += &last[0].digits;
    match last.get(1) {
        None => number(&whole),
        Some(fraction) => with_fraction(&whole, &fraction.digits),
    }
}

/// What digits without blanks are if the signs among them divide thousands, and what if the last one is the point.
fn whole_and_point(part: &[Group]) -> (Option<Decimal>, Option<Decimal>) {
    let joined: String = part.iter().map(|group| group.digits.as_str()).collect();
    let Some((last, before)) = part.split_last() else {
        return (None, None);
    };
    if before.is_empty() {
        return (number(&joined), None);
    }
    let whole = is_grouped(part).then(|| number(&joined)).flatten();
    // The last sign is the point, if those before it, all alike, are not.
    let grouped = before.len() == 1 || (is_grouped(before) && before[1].sign != last.sign);
    let start = &joined[..joined.len() - last.digits.len()];
    let point = grouped
        .then(|| with_fraction(start, &last.digits))
        .flatten();
    (whole, point)
}

/// Whether the last sign among the digits is one that English writes before decimals.
fn is_decimal_point(part: &[Group]) -> bool {
    let sign = part.last().and_then(|last| last.sign);
    matches!(sign, Some('.' | '·' | '٫'))
}

/// The readings of digits without blanks.
fn one(part: &[Group]) -> Vec<Decimal> {
    let (whole, point) = whole_and_point(part);
    let mut readings: Vec<_> = if is_decimal_point(part) {
        point.into_iter().chain(whole).collect()
    } else {
        whole.into_iter().chain(point).collect()
    };
    // A date or a list: "21.11.2024".
    if readings.is_empty() && part.len() > 1 {
        readings.extend(part.iter().filter_map(|group| number(&group.digits)));
    }
    readings
}

/// Whether signs divide digits as they do in large numbers: `1,460`, `12,34,567`, `1.460.000`; all signs alike.
fn is_grouped(part: &[Group]) -> bool {
    let [first, rest @ .., last] = part else {
        return false;
    };
    let alike = rest.iter().all(|group| group.sign == last.sign);
    let twos = rest.iter().all(|group| group.digits.len() == 2) && first.digits.len() <= 2;
    let threes = rest.iter().all(|group| group.digits.len() == 3);
    alike
        && (1..=3).contains(&first.digits.len())
        && !first.digits.starts_with('0')
        && last.digits.len() == 3
        && (threes || twos)
}

fn number(digits: &str) -> Option<Decimal> {
    match short(digits) {
        Some(number) => Some(Decimal::from(number)),
        None => Decimal::from_str_exact(digits).ok(),
    }
}

/// The number that has these digits before its point and behind it.
fn with_fraction(whole: &str, fraction: &str) -> Option<Decimal> {
    if let (Some(number), Some(part)) = (short(whole), short(fraction))
        && whole.len() + fraction.len() <= SHORT
    {
        let shift = 10_i64.pow(fraction.len() as u32);
        return Some(Decimal::new(number * shift + part, fraction.len() as u32));
    }
    Decimal::from_str_exact(&format!("{whole}.{fraction}")).ok()
}

/// Digits that any `i64` has room for.
const SHORT: usize = 18;

/// The number of few digits, as nearly all have.
fn short(digits: &str) -> Option<i64> {
    let few = (1..=SHORT).contains(&digits.len());
    few.then(|| digits.parse().ok()).flatten()
}
