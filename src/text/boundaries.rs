//! Where a caret may stand and what a double click takes: grapheme clusters (UAX 29, by `unicode-segmentation`) and words
//! (UAX 29 with dictionaries for Chinese, Japanese, Thai and their like, by `icu_segmenter`).
//!
//! A paragraph may be a whole book on one line. Words and sentences are therefore looked for in a window around the place,
//! cut at white space, so that a key press costs the same everywhere.

use std::ops::Range;

use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::{CharRange, Document, document::Paragraph};

/// Bytes on each side of a place within which its word is looked for; longer words are cut.
const WORD_REACH: usize = 512;

/// The grapheme clusters of a text without line feeds, as ranges of its bytes.
pub fn graphemes(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.grapheme_indices(true)
        .map(|(start, grapheme)| start..start + grapheme.len())
}

/// Whether these characters would be called a word: they hold a letter or a digit.
#[must_use]
pub fn is_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Whether a character shows nothing: white space, and signs that only steer how others are set (soft hyphen, zero-width spaces and
/// joiners, direction marks, byte order mark; Unicode's Default_Ignorable_Code_Point, as far as texts have them).
#[must_use]
pub const fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Bytes on each side of a place from which its grapheme cluster can mostly be told. Small in tests, so that they go beyond.
const CLUSTER_REACH: usize = if cfg!(test) { 12 } else { 256 };

/// Cuts a window of about `reach` bytes on each side of `byte`, at white space where there is some.
pub(super) fn window(text: &str, byte: usize, reach: usize) -> Range<usize> {
    let start = if byte <= reach {
        0
    } else {
        let from = text.floor_char_boundary(byte - reach);
        text[from..byte]
            .find(char::is_whitespace)
            .map_or(from, |space| from + space)
    };
    let end = if text.len() - byte <= reach {
        text.len()
    } else {
        let to = text.ceil_char_boundary(byte + reach);
        text[byte..to]
            .rfind(char::is_whitespace)
            .map_or(to, |space| byte + space)
    };
    start..end
}

impl Document {
    /// The grapheme cluster that code point `offset` belongs to, in code points; an empty range at the text's end and behind it.
    /// A line feed is a cluster of its own.
    #[must_use]
    pub fn grapheme_at(&self, offset: usize) -> CharRange {
        if offset >= self.len() {
            return CharRange::new(self.len(), self.len());
        }
        let index = self.paragraph_of(offset);
        if offset == self.paragraphs()[index].range.end {
            return CharRange::new(offset, offset + 1);
        }
        let cluster = self.cluster_at(index, self.byte_of(offset));
        CharRange::new(
            self.char_of_byte(cluster.start),
            self.char_of_byte(cluster.end),
        )
    }

    /// The grapheme cluster of a byte of paragraph `index` that opens a code point; both in bytes of the text.
    fn cluster_at(&self, index: usize, byte: usize) -> Range<usize> {
        let Paragraph {
            byte: line,
            byte_end: line_end,
            ..
        } = self.paragraphs()[index];
        let near = self.near(index, byte);
        let (length, from) = (line_end - line, near.start - line);
        let text = &self.text()[near];
        // The cursor says so when it would have to see more of the paragraph than is near.
        let around = || {
            let mut cursor = GraphemeCursor::new(byte - line, length, true);
            let start = if cursor.is_boundary(text, from).ok()? {
                byte - line
            } else {
                cursor.prev_boundary(text, from).ok()??
            };
            let mut cursor = GraphemeCursor::new(start, length, true);
            let end = cursor.next_boundary(text, from).ok()??;
            Some(start + line..end + line)
        };
        around().unwrap_or_else(|| self.cluster_around(byte))
    }

    /// What stands near a byte of paragraph `index`, and in the paragraph; both in bytes of the text.
    fn near(&self, index: usize, byte: usize) -> Range<usize> {
        let Paragraph {
            byte: line,
            byte_end,
            ..
        } = self.paragraphs()[index];
        let text = self.text();
        text.floor_char_boundary(byte.saturating_sub(CLUSTER_REACH))
            .max(line)
            ..text
                .ceil_char_boundary(byte.saturating_add(CLUSTER_REACH))
                .min(byte_end)
    }

    /// Whether a caret may stand at `offset`: it is in the text or at its end, and cuts no grapheme cluster.
    #[must_use]
    pub fn is_boundary(&self, offset: usize) -> bool {
        offset <= self.len() && self.is_boundary_byte(self.byte_of(offset))
    }

    /// The same for a byte that opens a code point, or the text's end.
    pub(super) fn is_boundary_byte(&self, byte: usize) -> bool {
        let bytes = self.text().as_bytes();
        if byte == 0 || byte == bytes.len() {
            return true;
        }
        // Between two ASCII characters there is always a boundary: there is no CRLF in a paragraph that ends at the line feed.
        if bytes[byte - 1].is_ascii() && bytes[byte].is_ascii() {
            return true;
        }
        let index = self.paragraph_of_byte(byte);
        let Paragraph {
            byte: line,
            byte_end,
            ..
        } = self.paragraphs()[index];
        let near = self.near(index, byte);
        GraphemeCursor::new(byte - line, byte_end - line, true)
            .is_boundary(&self.text()[near.clone()], near.start - line)
            .unwrap_or_else(|_| self.cluster_around(byte).start == byte)
    }

    /// The caret's next stand behind `offset`.
    #[must_use]
    pub fn next_grapheme(&self, offset: usize) -> usize {
        self.grapheme_at(offset).end
    }

    /// The caret's last stand before `offset`.
    #[must_use]
    pub fn previous_grapheme(&self, offset: usize) -> usize {
        offset
            .min(self.len())
            .checked_sub(1)
            .map_or(0, |before| self.grapheme_at(before).start)
    }

    /// The smallest range around this one that cuts no grapheme cluster and keeps inside the text.
    #[must_use]
    pub fn whole_graphemes(&self, range: CharRange) -> CharRange {
        let start = self.grapheme_at(range.start.min(self.len())).start;
        let end = range.end.min(self.len());
        let last = self.grapheme_at(end);
        CharRange::new(
            start,
            if last.start == end { end } else { last.end }.max(start),
        )
    }

    /// This range without the blanks ([`is_blank`]) at its ends; empty, at its start, if it holds nothing else.
    #[must_use]
    pub fn without_blank_edges(&self, range: CharRange) -> CharRange {
        let text = self.slice(range);
        let start = range.start + text.chars().take_while(|&c| is_blank(c)).count();
        let blank = text.chars().rev().take_while(|&c| is_blank(c)).count();
        let end = range.end.min(self.len()).saturating_sub(blank);
        if start >= end {
            CharRange::new(range.start, range.start)
        } else {
            self.whole_graphemes(CharRange::new(start, end))
        }
    }

    /// What a double click at `offset` takes: the word there, else the white space or sign there. At a paragraph's end, its last
    /// word. Empty only in an empty paragraph.
    #[must_use]
    pub fn word_at(&self, offset: usize) -> CharRange {
        let index = self.paragraph_of(offset);
        let byte = self.byte_in_paragraph(index, offset);
        let words = self.words_around(index, byte);
        let found = words
            .iter()
            .find(|word| word.contains(&byte))
            .or_else(|| words.iter().rfind(|word| word.end <= byte));
        self.in_text(index, found.cloned().unwrap_or(byte..byte))
    }

    /// The word at `offset` or, where there is a sign or a blank, the next one of the paragraph; what [`Self::word_at`] says if
    /// there is none.
    #[must_use]
    pub fn nearest_word(&self, offset: usize) -> CharRange {
        let here = self.word_at(offset);
        if is_word(self.slice(here)) {
            return here;
        }
        let next = self.word_at(self.previous_grapheme(self.next_word_end(offset)));
        let same_paragraph = self.paragraph_of(next.start) == self.paragraph_of(offset);
        if same_paragraph && is_word(self.slice(next)) {
            next
        } else {
            here
        }
    }

    /// The end of the next word behind `offset`: where Ctrl+Right goes. The end of the paragraph where no word is left in it, then
    /// into the next.
    #[must_use]
    pub fn next_word_end(&self, offset: usize) -> usize {
        let index = self.paragraph_of(offset);
        let end = self.paragraphs()[index].range.end;
        if offset >= end {
            return (end + 1).min(self.len());
        }
        let (text, byte) = (self.paragraph(index), self.byte_in_paragraph(index, offset));
        let words = self.words_around(index, byte);
        let next = words
            .iter()
            .find(|word| word.end > byte && is_word(&text[(*word).clone()]));
        // In a window with no word left, go to its end: there the next one begins.
        let reached = next.or(words.last()).map_or(text.len(), |word| word.end);
        self.char_in_paragraph(index, reached)
            .max(self.next_grapheme(offset).min(end))
    }

    /// The start of the last word before `offset`: where Ctrl+Left goes. The start of the paragraph where no word is left in it,
    /// then into the one before.
    #[must_use]
    pub fn previous_word_start(&self, offset: usize) -> usize {
        let index = self.paragraph_of(offset);
        let start = self.paragraphs()[index].range.start;
        if offset <= start {
            return start.saturating_sub(1);
        }
        let (text, byte) = (self.paragraph(index), self.byte_in_paragraph(index, offset));
        let words = self.words_around(index, byte);
        let last = words
            .iter()
            .rfind(|word| word.start < byte && is_word(&text[(*word).clone()]));
        let reached = last.or(words.first()).map_or(0, |word| word.start);
        self.char_in_paragraph(index, reached)
            .min(self.previous_grapheme(offset))
            .max(start)
    }

    /// The words, blanks and signs of paragraph `index` near its byte `byte`, as ranges of its bytes.
    fn words_around(&self, index: usize, byte: usize) -> Vec<Range<usize>> {
        let text = self.paragraph(index);
        let near = window(text, byte, WORD_REACH);
        let breaks = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default())
            .segment_str(&text[near.clone()]);
        let breaks: Vec<usize> = breaks.map(|at| at + near.start).collect();
        let mut words: Vec<Range<usize>> = Vec::with_capacity(breaks.len());
        for pair in breaks.windows(2) {
            let word = pair[0]..pair[1];
            // The two crates may stand on different versions of Unicode: a word never cuts a grapheme cluster of ours.
            let start = word.start + self.paragraphs()[index].byte;
            let cuts = !self.is_boundary_byte(start);
            match words.last_mut() {
                Some(last) if cuts => last.end = word.end,
                _ => words.push(word),
            }
        }
        words
    }

    /// A range of paragraph `index`'s bytes, as code points of the text.
    pub(super) fn in_text(&self, index: usize, bytes: Range<usize>) -> CharRange {
        CharRange::new(
            self.char_in_paragraph(index, bytes.start),
            self.char_in_paragraph(index, bytes.end),
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    #[track_caller]
    fn word(text: &str, offset: usize) -> String {
        let document = Document::new(text);
        document.slice(document.word_at(offset)).to_owned()
    }

    #[test]
    fn a_word_is_what_a_reader_would_call_one() {
        assert_eq!(word("China’s crackdown", 2), "China’s");
        assert_eq!(word("paid 1,460.50 yuan", 7), "1,460.50");
        assert_eq!(word("the camps.", 6), "camps");
        assert_eq!(
            word("the camps", 9),
            "camps",
            "at the paragraph's end, its last word"
        );
        assert_eq!(word("قال الوزير أمس", 5), "الوزير");
        assert_eq!(
            word("北京大学的学生", 0),
            "北京",
            "by dictionary, not a character"
        );
        assert_eq!(word("ends 👨‍👩‍👧 here", 6), "👨‍👩‍👧");
        assert_eq!(word("", 0), "");
    }

    #[test]
    fn before_a_quotation_the_word_in_it_is_the_nearest() {
        let document = Document::new("said “No, never” …\nThen");
        let nearest = |offset| document.slice(document.nearest_word(offset)).to_owned();
        assert_eq!(
            [nearest(5), nearest(4), nearest(9), nearest(17)],
            ["No", "No", "never", "…"]
        );
    }

    #[test]
    fn words_are_walked_by_their_ends_and_back_by_their_starts() {
        let document = Document::new("“No,” he said.\n\nThen");
        let mut offset = 0;
        let mut ends = vec![];
        while offset < document.len() {
            offset = document.next_word_end(offset);
            ends.push(offset);
        }
        assert_eq!(ends, [3, 8, 13, 14, 15, 16, 20]);
        let mut starts = vec![];
        while offset > 0 {
            offset = document.previous_word_start(offset);
            starts.push(offset);
        }
        assert_eq!(starts, [16, 15, 14, 9, 6, 1, 0]);
    }

    #[test]
    fn marks_on_a_character_without_end_cost_no_more_than_others() {
        // Accents, flags, joined faces, and Devanagari consonants that are joined to one another.
        for piece in [
            "\u{301}",
            "🇰🇿",
            "👨\u{200d}",
            "\u{915}\u{94d}",
            "\u{1f3fb}",
            "\u{200d}",
        ] {
            let document = Document::new(format!("x{} end", piece.repeat(200_000)));
            let count = document.len() - 5;
            let since = std::time::Instant::now();
            let step = count / 5000;
            for mark in 0..5000 {
                let range = CharRange::new(mark * step + 1, count);
                std::hint::black_box(document.span(range).is_ok());
            }
            let took = since.elapsed();
            assert!(took.as_secs() < 5, "{piece}: {took:?}");
        }
    }

    #[test]
    fn a_book_on_one_line_is_no_slower_to_walk() {
        let document = Document::new("word ".repeat(100_000));
        assert_eq!(document.word_at(250_001), CharRange::new(250_000, 250_004));
        assert_eq!(document.next_word_end(250_004), 250_009);
    }

    proptest! {
        #[test]
        fn every_step_moves_and_keeps_to_graphemes(text in any_text()) {
            let document = Document::new(text.as_str());
            let stands = |offset: usize| offset == document.len() || document.grapheme_at(offset).start == offset;
            for offset in 0..=document.len() {
                prop_assert_eq!(document.is_boundary(offset), stands(offset));
            }
            for offset in (0..=document.len()).filter(|&offset| stands(offset)) {
                for next in [document.next_grapheme(offset), document.next_word_end(offset)] {
                    prop_assert!(stands(next));
                    prop_assert!(next > offset || offset == document.len());
                }
                for last in [document.previous_grapheme(offset), document.previous_word_start(offset)] {
                    prop_assert!(stands(last));
                    prop_assert!(last < offset || offset == 0);
                }
                for range in [document.word_at(offset), document.sentence_at(offset)] {
                    prop_assert!(stands(range.start) && stands(range.end), "{:?}", range);
                    prop_assert!(range.start <= offset && offset <= range.end);
                }
            }
        }

        #[test]
        fn trimming_leaves_the_words_and_nothing_blank(text in any_text(), a in 0usize..40, b in 0usize..40) {
            let document = Document::new(text.as_str());
            let range = document.whole_graphemes(CharRange::new(a.min(b), a.max(b)));
            let trimmed = document.without_blank_edges(range);
            prop_assert!(trimmed.is_empty() || document.span(trimmed).is_ok());
            prop_assert!(trimmed.is_empty() == document.slice(range).chars().all(is_blank));
        }
    }
}
