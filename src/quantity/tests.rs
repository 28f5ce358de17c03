//! Phrases as news has them, and laws that hold for any words.

use super::*;
use crate::annotation::Amount;

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
