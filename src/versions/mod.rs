//! Earlier versions of sets: copies of a set's file that are kept in the user's state folder, so that a state of last week can be looked
//! at and brought back. A copy is the file's bytes, whatever they are.
//!
//! The copies of one set lie in a folder of their own, `versions/KEY`, where the key is made from the set's path; a small file in it
//! says which path that is. Each is named by when it was so, in UTC, and by the beginning of its SHA-256:
//! `2026-11-22T08-42-06.123Z-1a2b3c4d.ron`.

mod compared;
mod counts;
mod shelf;
mod thinning;
mod when;

pub use compared::{Change, Compared, Difference, in_words};
pub use counts::Counts;
pub use shelf::{Shelf, Version, shelves};
pub use thinning::{LARGEST, Limits, USUAL};
pub use when::when;
