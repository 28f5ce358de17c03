//! The room of text: an immutable [`Document`], its paragraphs, its hash, and every kind of place in it.
//!
//! Offsets that leave this room are **Unicode code points**, half-open. Bytes are its private matter, but for
//! [`Document::byte_of`] and its like, which hand them to typesetters and searchers that need them.
//! Nothing here knows files, marks or windows.

mod boundaries;
mod clusters;
mod count;
mod document;
mod folding;
mod hash;
pub(crate) mod letters;
mod offsets;
mod pattern;
mod quick_hash;
mod reading;
mod repeats;
pub(crate) mod rolling;
mod search;
mod sentences;
mod span;

pub use boundaries::{graphemes, is_blank, is_word};
pub use document::{Document, LineColumn, Paragraph};
pub use folding::{Folded, Folding, fold, is_accent};
pub use hash::Sha256;
pub use pattern::{Pattern, PatternError};
pub(crate) use quick_hash::{QuickHash, quick_hash};
pub use reading::{LineEnds, Reading};
pub use search::{MOST_PLACES, Places};
pub use span::{CharRange, Span, SpanError};
