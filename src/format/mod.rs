//! The set file: RON that a person can read, diff and merge. Version 1 is written down field by field in the manual's chapter
//! "The set file".
//!
//! Reading looks at the version first, so that a file from a newer Claimark is refused with a sentence, and refuses what it does
//! not know: a field that nobody reads is a mark that nobody sees. Writing gives the same bytes for the same set, always.

mod canonical;
mod canonical_reader;
mod copies;
mod error;
mod gate;
mod mistakes;
mod names;
pub mod places;
mod refusal;
mod save;
pub(crate) mod temporary;
mod turns;
mod v1;

pub use canonical::write;
pub use canonical_reader::article_file;
pub use copies::{Copy, copied_from};
pub(crate) use error::short;
pub use error::{ReadError, ReadProblem};
pub(crate) use gate::past_blanks;
pub use names::{ENDING, default_name, record, relative_name};
pub use refusal::Refusal;
pub use save::{LARGEST, SaveError, Stamp, bytes_of, load, save, save_unless};
pub(crate) use save::{bytes_into, too_large};
pub use turns::GivenUp;

pub(crate) use v1::parse;

use crate::annotation::AnnotationSet;

/// The version of the format that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// Reads a set from a file's bytes. Speakers and annotations keep the order of the file, which a broken file may have wrong;
/// [`AnnotationSet::sort`] mends that.
///
/// # Errors
/// The bytes are not a set that this version knows, with the place and the remedy.
pub fn read(bytes: &[u8]) -> Result<AnnotationSet, ReadError> {
    read_noting(bytes).0
}

/// As [`read`], and whether the bytes are the canonical text of the set: they are read many times as fast as others.
pub fn read_noting(bytes: &[u8]) -> (Result<AnnotationSet, ReadError>, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => read_text(text),
        Err(_) => (read_any(bytes), false),
    }
}

/// As [`read_noting`], of bytes that are known to be UTF-8.
pub fn read_text(text: &str) -> (Result<AnnotationSet, ReadError>, bool) {
    match canonical_reader::read(text) {
        Some(set) => (Ok(set), true),
        None => (read_any(text.as_bytes()), false),
    }
}

/// Reads a set from any RON, canonical or not.
fn read_any(bytes: &[u8]) -> Result<AnnotationSet, ReadError> {
    read_versioned(bytes, gate::NAME, VERSION, |text, version| match version {
        1 => v1::read(text),
        _ => Err(ReadError::at_end_of("", ReadProblem::NotOurs)),
    })
}

/// Reads a file of ours that begins with this word: as UTF-8, its version first, then the rest by what knows that version.
pub(crate) fn read_versioned<'b, T>(
    bytes: &'b [u8],
    kind: &str,
    newest: u32,
    read: impl FnOnce(&'b str, u32) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        // Up to there the bytes are sound.
        let sound = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        ReadError::at_end_of(&sound, ReadProblem::NotUtf8)
    })?;
    let result = gate::version(text, kind, newest).and_then(|version| read(text, version));
    // What a merge leaves behind breaks a file in many ways; the cause says more than any of them.
    result.map_err(|error| conflict(text).unwrap_or(error))
}

/// The first line that version control puts into a file that it could not merge.
fn conflict(text: &str) -> Option<ReadError> {
    let mut lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
    let opens = |start: &usize| {
        text[*start..].starts_with("<<<<<<< ") || text[*start..].starts_with(">>>>>>> ")
    };
    let first = lines.find(opens)?;
    Some(ReadError::at_end_of(
        &text[..first],
        ReadProblem::MergeConflict,
    ))
}

#[cfg(test)]
mod tests;
