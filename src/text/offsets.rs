//! Exact maps between code points, bytes of UTF-8 and UTF-16 units of one text.
//!
//! A checkpoint every [`STRIDE`] code points gives any map in O(log n) plus a walk of at most that many, for 1/16 of the
//! memory that a table of all offsets would take.

/// Code points between two checkpoints. Few in tests, so that their texts have several.
const STRIDE: usize = if cfg!(test) { 8 } else { 64 };

/// The byte and the UTF-16 unit at which a code point begins.
#[derive(Clone, Copy, Debug)]
struct Checkpoint {
    byte: usize,
    utf16: usize,
}

/// The maps of one text. Each call wants that very text again: they are kept apart so that the text can be borrowed.
#[derive(Debug)]
pub(super) struct Offsets {
    checkpoints: Vec<Checkpoint>,
    /// Code points in the text.
    pub(super) chars: usize,
    /// UTF-16 units in the text.
    pub(super) utf16: usize,
}

impl Offsets {
    pub(super) fn of(text: &str) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let (mut chars, mut utf16) = (0, 0);
        let bytes = text.as_bytes();
        let mut byte = 0;
        while byte < bytes.len() {
            checkpoints.push(Checkpoint { byte, utf16 });
            let ahead = bytes.get(byte..byte + STRIDE);
            if ahead.is_some_and(<[u8]>::is_ascii) {
                byte += STRIDE;
                chars += STRIDE;
                utf16 += STRIDE;
                continue;
            }
            // Up to the next checkpoint. Every byte that opens a code point is not a continuation byte (10xxxxxx); code points
            // beyond U+FFFF, which take two units of UTF-16, open with 11110xxx.
            let (mut opened, mut astral) = (0, 0);
            for &b in &bytes[byte..] {
                opened += usize::from(b & 0xC0 != 0x80);
                if opened > STRIDE {
                    opened = STRIDE;
                    break;
                }
                astral += usize::from(b >= 0xF0);
                byte += 1;
            }
            chars += opened;
            utf16 += opened + astral;
        }
        if checkpoints.is_empty() {
            checkpoints.push(Checkpoint { byte: 0, utf16: 0 });
        }
        Self {
            checkpoints,
            chars,
            utf16,
        }
    }

    /// Byte at which code point `offset` begins; the text's length for its end and anything behind it.
    pub(super) fn byte_of(&self, text: &str, offset: usize) -> usize {
        if offset >= self.chars {
            return text.len();
        }
        let (nearest, ahead) = (offset / STRIDE, offset % STRIDE);
        let byte = self.checkpoints[nearest].byte;
        let next = self.checkpoints.get(nearest + 1);
        if next.is_some_and(|next| next.byte == byte + STRIDE) {
            return byte + ahead;
        }
        let mut rest = text[byte..].chars();
        if ahead > 0 {
            rest.nth(ahead - 1);
        }
        text.len() - rest.as_str().len()
    }

    /// UTF-16 unit at which code point `offset` begins; the text's length for its end and anything behind it.
    pub(super) fn utf16_of(&self, text: &str, offset: usize) -> usize {
        if offset >= self.chars {
            return self.utf16;
        }
        let Checkpoint { byte, utf16 } = self.checkpoints[offset / STRIDE];
        let ahead = text[byte..].chars().take(offset % STRIDE);
        utf16 + ahead.map(char::len_utf16).sum::<usize>()
    }

    /// The code point that byte `byte` belongs to; the number of code points for the text's end and anything behind it.
    pub(super) fn char_of_byte(&self, text: &str, byte: usize) -> usize {
        if byte >= text.len() {
            return self.chars;
        }
        let nearest = self.checkpoints.partition_point(|point| point.byte <= byte) - 1;
        let start = self.checkpoints[nearest].byte;
        // Every byte that opens a code point is not a continuation byte (10xxxxxx).
        let opened = text.as_bytes()[start..=byte]
            .iter()
            .filter(|&&b| b & 0xC0 != 0x80)
            .count();
        nearest * STRIDE + opened - 1
    }

    /// The code point that UTF-16 unit `unit` belongs to; the number of code points for the text's end and anything behind it.
    pub(super) fn char_of_utf16(&self, text: &str, unit: usize) -> usize {
        if unit >= self.utf16 {
            return self.chars;
        }
        let nearest = self
            .checkpoints
            .partition_point(|point| point.utf16 <= unit)
            - 1;
        let Checkpoint { byte, mut utf16 } = self.checkpoints[nearest];
        let mut offset = nearest * STRIDE;
        for c in text[byte..].chars() {
            utf16 += c.len_utf16();
            if utf16 > unit {
                break;
            }
            offset += 1;
        }
        offset
    }
}
