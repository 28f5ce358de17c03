//! The room of quantities: what the words of a figure amount to. "More than a million people" is `MoreThan(1000000)` `people`.
//!
//! English comes first: number words, bounds, units and what they are per are English. Everything is a value: no disk, no clock. A
//! reading says which characters gave what, so that it can be shown and checked.
//!
//! # What is covered
//!
//! - numbers: digits with separators and decimals in the scripts that news is written in, Chinese numerals with 万 and 亿, English number
//!   words, "a dozen", "half a million", "one and a half", `1.2m`, `3bn`; decimals stay exact, and what would have to be rounded is not read.
//! - money by ISO 4217 code, name or sign; percentages and percentage points; the units of the table in `units`, and those of the codebook.
//! - bounds before ("more than", "nearly") and behind ("or more", "-odd"); amounts of unknown number ("dozens of", "several hundred").
//! - ranges; what a quantity is per ("a month", `/km`, "per 100,000 people"); ages; what is counted ("2,000 ethnic Kazakhs").
//! - wholes ("22 of them women", "8% of its workforce"), which belong to the figure; what stands behind a bracket for what is in it
//!   ("46 million lenks ($5.8 million) a year").
//! - parts: half is 50 `percent`; what has no exact decimal stays a ratio: two-thirds of the pupils are 2 `pupils` per `3`, as one in
//!   five is 1 per `5`. A third of a million is nothing that can be recorded, and is not read.
//!
//! # What is not
//!
//! - words of other languages: bounds, months and nouns are English, but for a few of Chinese. A noun of another language is read as
//!   the unit only where it was marked with its number.
//! - amounts of two units ("5 feet 6 inches", "two years and six months"): they are two figures.
//! - changes ("doubled", "twice as many"), "a few", "many", "both", "nobody", "an hour" without a bound; arithmetic of any kind.
//! - grammar: a noun is taken by its plural ending, so that "12 staff" has no unit in running text, and "20 reports" one. A bare small
//!   number in digits is offered only with a unit, a bound, or a verb behind it that says that there were so many.
//! - what a sign alone does not say: `$` is taken for US dollars, `¥` for yen; rupees, dinars, pesos and pounds without more keep their word.

mod ages;
mod bounds;
mod conventions;
mod currencies;
mod dates;
mod exact;
mod fractions;
mod han;
mod not_quantities;
mod nouns;
mod number;
pub(crate) mod numbers;
mod per;
mod ranges;
mod reader;
mod several;
mod shares;
mod tokens;
mod typed;
mod units;
mod wholes;

use crate::{annotation::Quantity, text::CharRange};

use reader::Reader;
use tokens::tokens;
use units::AllUnits;

pub use conventions::{Conventions, Separators, Unit};

/// A quantity that was read from words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// What they amount to.
    pub quantity: Quantity,
    /// Which characters said so.
    pub places: Places,
}

/// Where each part of a quantity stands, in code points of the words it was read from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Places {
    /// All that belongs to it, from the bound to what it is per: what one would mark as the figure.
    pub all: CharRange,
    /// The number; of a range the first.
    pub value: CharRange,
    /// The second number of a range.
    pub second: Option<CharRange>,
    /// The words that make it more or less than the number, or about it.
    pub bound: Option<CharRange>,
    /// Of what.
    pub unit: Option<CharRange>,
    /// For each what.
    pub per: Option<CharRange>,
}

/// What the words of a marked figure amount to; nothing if they hold no number, or several that are no range: each of those wants a
/// mark of its own. As the words were marked, dates and times count, too.
#[must_use]
pub fn read(words: &str, conventions: &Conventions) -> Option<Reading> {
    let mut found = read_all(words, conventions);
    match found.len() {
        1 => found.pop(),
        _ => None,
    }
}

/// All quantities in the words of a mark, in their order: "320 yuan ($48/42 euros)" holds three.
#[must_use]
pub fn read_all(words: &str, conventions: &Conventions) -> Vec<Reading> {
    read_with(words, conventions)
}

fn read_with(words: &str, conventions: &Conventions) -> Vec<Reading> {
    let reader = reader(words, conventions, true);
    let figures = reader.figures();
    figures.map(|figure| reader.reading(figure)).collect()
}

fn reader<'t>(text: &'t str, conventions: &Conventions, marked: bool) -> Reader<'t> {
    Reader {
        tokens: tokens(text, conventions.separators),
        units: AllUnits::of(conventions),
        marked,
    }
}

/// The quantities that stand in running text, in its order, for a person to be offered: no dates, clock times, phone numbers and list
/// counters. Places are in code points of the text.
#[must_use]
pub fn find(text: &str, conventions: &Conventions) -> Vec<Reading> {
    let reader = reader(text, conventions, false);
    let figures = reader.figures();
    let figures = figures.filter(|figure| reader.is_figure(figure));
    figures.map(|figure| reader.reading(figure)).collect()
}

/// What a person means who types this as a quantity: as [`Quantity`]'s `Display` writes one, or in the words of an article. The other
/// way round than `Display`, which divides thousands by commas whatever the conventions are: what it may have written is read so.
///
/// # Errors
/// It is no quantity: a sentence that says what is missing.
pub fn typed(words: &str, conventions: &Conventions) -> Result<Quantity, String> {
    typed::typed(words, conventions)
}

#[cfg(test)]
mod tests;
