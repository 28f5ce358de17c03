//! How numbers and units are written in a team's articles: a part of the codebook.

use serde::Deserialize;

/// See the head of this file.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conventions {
    /// How points and commas are meant.
    #[serde(default)]
    pub separators: Separators,
    /// Units beyond those that Claimark knows, or other names for those.
    #[serde(default)]
    pub units: Vec<Unit>,
}

/// How points and commas in a number are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
pub enum Separators {
    /// `1,460.50`
    #[default]
    English,
    /// `1.460,50`
    European,
}

/// A unit, and the words that stand for it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// As it is recorded: `USD`, `percent`, `kWh`.
    pub name: String,
    /// What articles write for it: `$`, `dollars`, `kilowatt hours`. Whole words whatever their capitals, or signs.
    pub words: Vec<String>,
}
