//! The [`Document`]: an article's text as Claimark sees it. It never changes; a changed article is a new Document.

use std::sync::OnceLock;

use super::{CharRange, Sha256, clusters::Clusters, offsets::Offsets, repeats::Repeats};

/// A text, its paragraphs, its hash, and exact maps between all ways of naming a place in it.
///
/// The text is kept as it was given: no normalisation of any kind. Paragraphs are what stands between line feeds (`\n`);
/// readers turn other line ends into line feeds before they make a Document.
#[derive(Debug)]
pub struct Document {
    text: Box<str>,
    sha256: Sha256,
    offsets: Offsets,
    paragraphs: Vec<Paragraph>,
    /// Made when first asked for: few texts need them.
    clusters: OnceLock<Clusters>,
    /// Made when first asked for.
    pub(super) repeats: OnceLock<Repeats>,
}

/// One paragraph: a line of the text without its line feed. It may be empty.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paragraph {
    /// Where it stands, in code points.
    pub range: CharRange,
    /// Byte at which it begins.
    pub(super) byte: usize,
    /// Byte behind its last.
    pub(super) byte_end: usize,
}

/// A place as editors name it: both count from 1, the column in code points.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column in code points, from 1.
    pub column: usize,
}

impl std::fmt::Display for LineColumn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl Document {
    /// Takes a text as it is. Costs one pass for the maps and one for the hash.
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        let mut paragraphs = Vec::new();
        let (mut char, mut byte) = (0, 0);
        for line in text.split('\n') {
            let (chars, bytes) = (line.chars().count(), line.len());
            paragraphs.push(Paragraph {
                range: CharRange::new(char, char + chars),
                byte,
                byte_end: byte + bytes,
            });
            char += chars + 1;
            byte += bytes + 1;
        }
        Self {
            sha256: Sha256::of(text.as_bytes()),
            offsets: Offsets::of(&text),
            paragraphs,
            text,
            clusters: OnceLock::new(),
            repeats: OnceLock::new(),
        }
    }

    /// The grapheme cluster of a byte in bytes, wherever it is and however long: costs one walk through the whole text the first
    /// time, and next to nothing from then on.
    pub(super) fn cluster_around(&self, byte: usize) -> std::ops::Range<usize> {
        let clusters = self.clusters.get_or_init(|| Clusters::of(&self.text));
        clusters.around(&self.text, byte)
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its length in code points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.offsets.chars
    }

    /// Whether it holds no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Its length in UTF-16 units.
    #[must_use]
    pub fn len_utf16(&self) -> usize {
        self.offsets.utf16
    }

    /// The SHA-256 of the text in UTF-8.
    #[must_use]
    pub fn sha256(&self) -> Sha256 {
        self.sha256
    }

    /// The text of a range that need not keep to grapheme clusters; what lies behind the text is left out.
    #[must_use]
    pub fn slice(&self, range: CharRange) -> &str {
        let start = self.byte_of(range.start);
        &self.text[start..self.byte_of(range.end).max(start)]
    }

    /// All paragraphs in order; at least one, as an empty text has one empty paragraph.
    #[must_use]
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The text of paragraph `index`, without its line feed.
    ///
    /// # Panics
    /// There is no such paragraph.
    #[must_use]
    pub fn paragraph(&self, index: usize) -> &str {
        let Paragraph { byte, byte_end, .. } = self.paragraphs[index];
        &self.text[byte..byte_end]
    }

    /// The paragraph that code point `offset` stands in. A line feed belongs to the paragraph that it ends; what is behind the
    /// text, to the last.
    #[must_use]
    pub fn paragraph_of(&self, offset: usize) -> usize {
        self.paragraphs
            .partition_point(|paragraph| paragraph.range.start <= offset)
            .saturating_sub(1)
    }

    /// The paragraph of a byte of the text, as [`Self::paragraph_of`].
    pub(super) fn paragraph_of_byte(&self, byte: usize) -> usize {
        self.paragraphs
            .partition_point(|paragraph| paragraph.byte <= byte)
            .saturating_sub(1)
    }

    /// The byte of the UTF-8 text at which code point `offset` begins; its length for anything behind it.
    #[must_use]
    pub fn byte_of(&self, offset: usize) -> usize {
        self.offsets.byte_of(&self.text, offset)
    }

    /// The code point that a byte belongs to.
    #[must_use]
    pub fn char_of_byte(&self, byte: usize) -> usize {
        self.offsets.char_of_byte(&self.text, byte)
    }

    /// The UTF-16 unit at which code point `offset` begins.
    #[must_use]
    pub fn utf16_of(&self, offset: usize) -> usize {
        self.offsets.utf16_of(&self.text, offset)
    }

    /// The code point that a UTF-16 unit belongs to.
    #[must_use]
    pub fn char_of_utf16(&self, unit: usize) -> usize {
        self.offsets.char_of_utf16(&self.text, unit)
    }

    /// The byte of paragraph `index` at which code point `offset` of the text begins, kept inside that paragraph.
    ///
    /// # Panics
    /// There is no such paragraph.
    #[must_use]
    pub fn byte_in_paragraph(&self, index: usize, offset: usize) -> usize {
        let Paragraph { byte, byte_end, .. } = self.paragraphs[index];
        self.byte_of(offset).clamp(byte, byte_end) - byte
    }

    /// The code point of the text that byte `byte` of paragraph `index` belongs to.
    ///
    /// # Panics
    /// There is no such paragraph.
    #[must_use]
    pub fn char_in_paragraph(&self, index: usize, byte: usize) -> usize {
        let Paragraph {
            byte: start,
            byte_end,
            ..
        } = self.paragraphs[index];
        self.char_of_byte((start + byte).min(byte_end))
    }

    /// Line and column of a code point; of the text's end for anything behind it.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let offset = offset.min(self.len());
        let line = self.paragraph_of(offset);
        LineColumn {
            line: line + 1,
            column: offset - self.paragraphs[line].range.start + 1,
        }
    }

    /// The code point at a line and column; `None` if the text has no such place. The place of a line feed is one.
    #[must_use]
    pub fn char_at(&self, place: LineColumn) -> Option<usize> {
        let range = self.paragraphs.get(place.line.checked_sub(1)?)?.range;
        let offset = range.start + place.column.checked_sub(1)?;
        (offset <= range.end).then_some(offset)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    proptest! {
        #[test]
        fn all_maps_agree_with_a_walk_over_the_text(text in any_text()) {
            let document = Document::new(text.as_str());
            prop_assert_eq!(document.len(), text.chars().count());
            prop_assert_eq!(document.len_utf16(), text.encode_utf16().count());
            let (mut byte, mut utf16, mut line, mut column) = (0, 0, 1, 1);
            for (offset, c) in text.chars().chain(['\0']).enumerate() {
                prop_assert_eq!(document.byte_of(offset), byte);
                prop_assert_eq!(document.utf16_of(offset), utf16);
                prop_assert_eq!(document.line_column(offset), LineColumn { line, column });
                prop_assert_eq!(document.char_at(LineColumn { line, column }), Some(offset));
                if offset < document.len() {
                    for inside in 0..c.len_utf8() {
                        prop_assert_eq!(document.char_of_byte(byte + inside), offset);
                    }
                    for inside in 0..c.len_utf16() {
                        prop_assert_eq!(document.char_of_utf16(utf16 + inside), offset);
                    }
                }
                byte += c.len_utf8();
                utf16 += c.len_utf16();
                (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
            }
            prop_assert_eq!(document.char_of_byte(text.len()), document.len());
            prop_assert_eq!(document.char_of_utf16(document.len_utf16()), document.len());
        }

        #[test]
        fn paragraphs_joined_by_line_feeds_are_the_text(text in any_text()) {
            let document = Document::new(text.as_str());
            let paragraphs: Vec<_> = (0..document.paragraphs().len()).map(|index| document.paragraph(index)).collect();
            prop_assert_eq!(paragraphs.join("\n"), text);
            for (index, paragraph) in document.paragraphs().iter().enumerate() {
                prop_assert_eq!(document.slice(paragraph.range), document.paragraph(index));
                for offset in paragraph.range.start..=paragraph.range.end {
                    prop_assert_eq!(document.paragraph_of(offset), index);
                    let byte = document.byte_in_paragraph(index, offset);
                    prop_assert_eq!(document.char_in_paragraph(index, byte), offset);
                }
            }
        }

        #[test]
        fn a_span_is_exactly_what_keeps_the_rules(text in any_text(), a in 0usize..60, b in 0usize..60) {
            use unicode_segmentation::UnicodeSegmentation;
            let document = Document::new(text.as_str());
            let mut boundaries = vec![0];
            for paragraph in text.split_inclusive('\n') {
                // A line feed is a cluster of its own, even behind a carriage return that a reader would have taken away.
                let (line, feed) = paragraph.strip_suffix('\n').map_or((paragraph, false), |line| (line, true));
                for grapheme in line.graphemes(true).chain(feed.then_some("\n")) {
                    boundaries.push(boundaries[boundaries.len() - 1] + grapheme.chars().count());
                }
            }
            let good = a < b && boundaries.contains(&a) && boundaries.contains(&b);
            let span = document.span(CharRange::new(a, b));
            prop_assert_eq!(span.is_ok(), good, "{:?}", span);
            if let Ok(span) = span {
                let words: String = text.chars().skip(a).take(b - a).collect();
                prop_assert_eq!(document.quote(span), words);
            }
        }
    }

    #[test]
    fn a_span_that_breaks_a_rule_says_which() {
        let document = Document::new("a👨‍👩‍👧b");
        use super::super::SpanError::*;
        assert_eq!(
            document.span(CharRange::new(1, 1)),
            Err(Empty(CharRange::new(1, 1)))
        );
        assert_eq!(
            document.span(CharRange::new(3, 1)),
            Err(Empty(CharRange::new(3, 1)))
        );
        assert_eq!(
            document.span(CharRange::new(1, 9)),
            Err(OutOfRange {
                range: CharRange::new(1, 9),
                length: 7
            })
        );
        assert_eq!(
            document.span(CharRange::new(0, 3)),
            Err(CutsGrapheme {
                offset: 3,
                cluster: CharRange::new(1, 6)
            })
        );
        assert_eq!(
            document.quote(document.span(CharRange::new(1, 6)).unwrap()),
            "👨‍👩‍👧"
        );
    }

    #[test]
    fn an_empty_text_has_one_empty_paragraph_and_no_span() {
        let document = Document::new("");
        assert_eq!(document.paragraphs().len(), 1);
        assert_eq!(document.line_column(5), LineColumn { line: 1, column: 1 });
        assert!(document.span(CharRange::new(0, 1)).is_err());
    }
}
