//! The room of quantities: what the words of a figure amount to. "More than a million people" is `MoreThan(1000000)` `people`.
//!
//! English comes first: number words, bounds and units are English. What is written in digits is read in any script. Everything is a
//! value: no disk, no clock. A reading says which characters gave what, so that it can be shown and checked.

mod ages;
mod bounds;
mod conventions;
mod currencies;
mod fractions;
mod han;
mod not_quantities;
mod nouns;
mod number;
pub(crate) mod numbers;
mod per;
mod reader;
mod several;
mod tokens;
mod typed;
mod units;

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
    let figures = reader.figures().into_iter();
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
    let figures = reader.figures().into_iter();
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
