//! Places in a text: [`CharRange`], which anybody may state, and [`Span`], which only a Document can vouch for.

use std::{fmt, ops::Range};

use super::Document;

/// A half-open range of code points as somebody stated it: a file, a person, another program. It promises nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CharRange {
    /// The first code point in the range.
    pub start: usize,
    /// The first code point behind it.
    pub end: usize,
}

impl CharRange {
    /// From `start` up to, not including, `end`, in code points.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// How many code points it holds; a range that runs backwards holds none.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no code point.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the two share a code point.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the code point at `offset` is in it.
    #[must_use]
    pub const fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }
}

impl fmt::Display for CharRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl fmt::Debug for CharRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A range of code points that a Document has checked: inside its text, not empty, cutting no grapheme cluster.
///
/// It is good for the Document that made it, and for no other.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Span(CharRange);

impl Span {
    /// The same range without the promise.
    #[must_use]
    pub const fn range(self) -> CharRange {
        self.0
    }

    /// The first code point in the span.
    #[must_use]
    pub const fn start(self) -> usize {
        self.0.start
    }

    /// The first code point behind the span.
    #[must_use]
    pub const fn end(self) -> usize {
        self.0.end
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// Why a range is no span of a Document. Offsets are code points.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SpanError {
    /// It holds nothing, or runs backwards.
    #[error("the range {0} is empty")]
    Empty(CharRange),
    /// It ends behind the text.
    #[error("the range {range} ends behind the text, which has {length} code points")]
    OutOfRange {
        /// The range as stated.
        range: CharRange,
        /// The length of the text.
        length: usize,
    },
    /// One of its ends lies inside a grapheme cluster.
    #[error("offset {offset} is inside the character at {cluster}")]
    CutsGrapheme {
        /// The end at fault.
        offset: usize,
        /// The grapheme cluster around it.
        cluster: CharRange,
    },
}

impl Document {
    /// The only maker of spans.
    ///
    /// # Errors
    /// The range is empty, leaves the text, or cuts a grapheme cluster: in this order of precedence.
    pub fn span(&self, range: CharRange) -> Result<Span, SpanError> {
        self.span_in_bytes(range).map(|(span, _)| span)
    }

    /// As [`Self::span`], with the bytes that it is.
    pub(crate) fn span_in_bytes(
        &self,
        range: CharRange,
    ) -> Result<(Span, Range<usize>), SpanError> {
        if range.is_empty() {
            return Err(SpanError::Empty(range));
        }
        if range.end > self.len() {
            return Err(SpanError::OutOfRange {
                range,
                length: self.len(),
            });
        }
        let bytes = self.byte_of(range.start)..self.byte_of(range.end);
        for (offset, byte) in [(range.start, bytes.start), (range.end, bytes.end)] {
            if !self.is_boundary_byte(byte) {
                return Err(SpanError::CutsGrapheme {
                    offset,
                    cluster: self.grapheme_at(offset),
                });
            }
        }
        Ok((Span(range), bytes))
    }

    /// The text of a span of this document.
    #[must_use]
    pub fn quote(&self, span: Span) -> &str {
        self.slice(span.range())
    }
}
