//! What the reading view sets in one piece: a paragraph, or a part of a long one. To set a paragraph takes time that grows with it, so
//! that one of a megabyte would hold up a frame for a third of a second, and so would each change of a mark in it. A long one is cut where
//! a sentence or at least a word ends; each part begins a line of its own, and nothing else tells it from what is before it.

use super::clusters::Affinity;
use crate::text::{CharRange, Document};

/// From so many bytes on a paragraph is cut: some three milliseconds of setting.
const LONG: usize = 16_000;
/// The most bytes that a part has, unless a single grapheme has more.
const PART: usize = 8_000;
/// How far back from there a good place to cut is looked for, in bytes.
const BACK: usize = 2_000;

/// A paragraph, or a part of a long one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Block {
    /// The paragraph that it is of.
    paragraph: usize,
    /// Its place in code points of the text.
    range: CharRange,
    /// Its place in bytes of the text.
    bytes: (usize, usize),
}

/// All blocks of a text, in order; at least one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Blocks(Vec<Block>);

impl Blocks {
    /// Cuts a text. Costs a look at each paragraph, and at some bytes of each part of a long one.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut blocks = Vec::with_capacity(document.paragraphs().len());
        let mut byte = 0;
        for (paragraph, of) in document.paragraphs().iter().enumerate() {
            let text = document.paragraph(paragraph);
            let mut from = 0;
            let mut start = of.range.start;
            while text.len() - from >= LONG {
                let end = cut(document, byte + from, text[from..].len());
                let range = CharRange::new(start, document.char_of_byte(end));
                if end >= byte + text.len() || range.is_empty() {
                    break;
                }
                blocks.push(Block {
                    paragraph,
                    range,
                    bytes: (byte + from, end),
                });
                (from, start) = (end - byte, range.end);
            }
            blocks.push(Block {
                paragraph,
                range: CharRange::new(start, of.range.end),
                bytes: (byte + from, byte + text.len()),
            });
            byte += text.len() + 1;
        }
        Self(blocks)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none, as before a text is cut.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where a block stands, in code points of the text.
    #[must_use]
    pub fn range(&self, index: usize) -> CharRange {
        self.0[index].range
    }

    /// The paragraph that a block is of.
    #[must_use]
    pub fn paragraph(&self, index: usize) -> usize {
        self.0[index].paragraph
    }

    /// Whether its paragraph ends with it.
    #[must_use]
    pub fn ends_paragraph(&self, index: usize) -> bool {
        let next = self.0.get(index + 1);
        next.is_none_or(|next| next.paragraph != self.0[index].paragraph)
    }

    /// The text of a block, without a line feed.
    #[must_use]
    pub fn text<'a>(&self, document: &'a Document, index: usize) -> &'a str {
        let (start, end) = self.0[index].bytes;
        &document.text()[start..end]
    }

    /// How many bytes it has.
    #[must_use]
    pub fn bytes(&self, index: usize) -> usize {
        let (start, end) = self.0[index].bytes;
        end - start
    }

    /// The block that code point `offset` stands in. A line feed belongs to the block that it ends; what is behind the text, to the
    /// last.
    #[must_use]
    pub fn of_offset(&self, offset: usize) -> usize {
        self.0
            .partition_point(|block| block.range.start <= offset)
            .saturating_sub(1)
    }

    /// The block of a caret: between two parts of a paragraph it is on the side that it clings to.
    #[must_use]
    pub fn of_caret(&self, offset: usize, affinity: Affinity) -> usize {
        let index = self.of_offset(offset);
        match index.checked_sub(1) {
            Some(before)
                if affinity == Affinity::Upstream && self.0[before].range.end == offset =>
            {
                before
            }
            _ => index,
        }
    }

    /// The byte of a block at which code point `offset` of the text begins, kept inside that block.
    #[must_use]
    pub fn byte_in(&self, document: &Document, index: usize, offset: usize) -> usize {
        let (start, end) = self.0[index].bytes;
        document.byte_of(offset).clamp(start, end) - start
    }

    /// The code point of the text that byte `byte` of a block belongs to.
    #[must_use]
    pub fn char_in(&self, document: &Document, index: usize, byte: usize) -> usize {
        let (start, end) = self.0[index].bytes;
        document.char_of_byte((start + byte).min(end))
    }
}

/// Where a part ends that begins at byte `from` of the text, of a paragraph that has `left` bytes from there on; in bytes of the text.
fn cut(document: &Document, from: usize, left: usize) -> usize {
    let text = document.text();
    let furthest = text.floor_char_boundary(from + PART.min(left));
    let nearest = text.ceil_char_boundary(furthest.saturating_sub(BACK).max(from));
    let tail = &text[nearest..furthest];
    let behind_blanks = |at: usize| {
        let blanks = text[at..furthest].len() - text[at..furthest].trim_start().len();
        (blanks > 0).then_some(at + blanks)
    };
    // Behind a sentence, or behind a word.
    let sentence = tail
        .rmatch_indices(['.', '!', '?', '؟', '।', '”'])
        .find_map(|(at, sign)| behind_blanks(nearest + at + sign.len()))
        .or_else(|| {
            let (at, sign) = tail.rmatch_indices(['。', '！', '？']).next()?;
            Some(nearest + at + sign.len())
        });
    let word = || {
        let (at, blank) = tail.rmatch_indices(char::is_whitespace).next()?;
        Some(nearest + at + blank.len())
    };
    let wanted = sentence.or_else(word).unwrap_or(furthest);
    // No grapheme is cut: a blank, too, may carry an accent.
    let at = document.char_of_byte(wanted);
    let grapheme = document.grapheme_at(at);
    let whole = match document.byte_of(grapheme.start) {
        _ if grapheme.start == at => wanted,
        start if start > from => start,
        _ => document.byte_of(grapheme.end),
    };
    whole.min(from + left)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    fn sound(text: &str) -> Blocks {
        let document = Document::new(text);
        let blocks = Blocks::of(&document);
        let mut paragraphs = vec![String::new(); document.paragraphs().len()];
        let mut char = 0;
        for index in 0..blocks.len() {
            let words = blocks.text(&document, index);
            let range = blocks.range(index);
            assert_eq!(range.start, char, "nothing is left out");
            assert_eq!(document.slice(range), words);
            assert_eq!(blocks.bytes(index), words.len());
            paragraphs[blocks.paragraph(index)] += words;
            char = range.end + usize::from(blocks.ends_paragraph(index));
            assert_eq!(
                document.grapheme_at(range.start).start,
                range.start.min(document.len())
            );
            for at in [range.start, range.end.saturating_sub(1).max(range.start)] {
                assert_eq!(blocks.of_offset(at), index);
                let byte = blocks.byte_in(&document, index, at);
                assert_eq!(blocks.char_in(&document, index, byte), at);
            }
        }
        assert_eq!(paragraphs.join("\n"), text);
        blocks
    }

    proptest! {
        #[test]
        fn short_paragraphs_are_blocks(text in any_text()) {
            let blocks = sound(&text);
            prop_assert_eq!(blocks.len(), text.split('\n').count());
        }

        #[test]
        fn long_ones_are_cut_into_short_parts(text in any_text(), more in any_text(), times in 1usize..20) {
            // What begins with a letter is more than one grapheme, however often it is repeated.
            let once = format!("a{}", text.replace('\n', " "));
            let long = once.repeat(times * LONG / once.len());
            let blocks = sound(&format!("{more}\n{long}\n{more}"));
            for index in 0..blocks.len() {
                prop_assert!(blocks.bytes(index) < LONG);
            }
        }
    }

    #[test]
    fn a_part_ends_with_a_sentence_or_a_word_and_the_caret_may_stand_on_either_side() {
        let sentence = "It was said that nobody knew. ";
        let text = sentence.repeat(2_000);
        let document = Document::new(text.as_str());
        let blocks = sound(&text);
        assert!(blocks.len() > 6);
        for index in 0..blocks.len() - 1 {
            assert!(blocks.text(&document, index).ends_with("knew. "));
            assert!(!blocks.ends_paragraph(index));
        }
        let at = blocks.range(0).end;
        assert_eq!(blocks.of_caret(at, Affinity::Upstream), 0);
        assert_eq!(blocks.of_caret(at, Affinity::Downstream), 1);
        assert_eq!(blocks.of_caret(0, Affinity::Upstream), 0);
        let words = "word ".repeat(8_000);
        let blocks = sound(&words);
        let document = Document::new(words.as_str());
        assert!(blocks.text(&document, 0).ends_with("word "));
    }

    #[test]
    fn no_grapheme_is_cut_however_long() {
        let text = format!("a{}b", "\u{301}".repeat(30_000));
        let blocks = sound(&text);
        assert!(blocks.len() <= 2);
        sound(&"👩‍👩‍👧‍👦".repeat(4_000));
        sound(&format!("{}\n\n", "漢".repeat(30_000)));
    }
}
