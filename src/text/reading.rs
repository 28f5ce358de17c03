//! What a reader did to get a text out of a file's bytes: enough to do it again bit for bit.

use serde::{Deserialize, Serialize};

/// The record of one reading. It is kept in every set, so that nothing was done behind the analyst's back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The reader's name, such as `plain`.
    pub reader: String,
    /// The reader's own version: it grows when the same bytes would give another text.
    pub version: u32,
    /// The encoding that the bytes were decoded from, by its name in the WHATWG Encoding Standard.
    pub encoding: String,
    /// Whether that encoding is a guess: the file did not say, and was not UTF-8.
    pub guessed: bool,
    /// Whether a byte order mark was taken off the front.
    pub byte_order_mark: bool,
    /// The line ends found; all became line feeds.
    pub line_ends: LineEnds,
    /// How many malformed sequences became U+FFFD, the replacement character.
    pub replaced: usize,
}

/// The line ends of a file as it was saved.
#[derive(
    Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, strum::IntoStaticStr, strum::EnumIter,
)]
pub enum LineEnds {
    /// `\n` only, or none at all.
    Lf,
    /// `\r\n` only.
    CrLf,
    /// `\r` only.
    Cr,
    /// More than one of them.
    Mixed,
}
