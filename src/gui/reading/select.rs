//! The caret and what it holds selected, as places in the text.

use super::clusters::Affinity;
use crate::text::{CharRange, Document};

/// A caret at `head`; what lies between it and `anchor` is selected. Both are grapheme boundaries, in code points.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Selection {
    /// Where the selection began.
    pub anchor: usize,
    /// Where the caret is.
    pub head: usize,
    /// On which side of a line break or change of direction the caret stands.
    pub affinity: Affinity,
    /// Whether it was made with Ctrl held: marking adds it to the selected mark.
    pub adds: bool,
    /// Where the caret would like to be on other lines, in physical pixels from the column's left edge.
    pub goal: Option<f32>,
}

impl Selection {
    /// A caret with nothing selected.
    #[must_use]
    pub fn caret(head: usize) -> Self {
        Self {
            anchor: head,
            head,
            ..Self::default()
        }
    }

    /// A range selected from its start to its end.
    #[must_use]
    pub fn of(range: CharRange) -> Self {
        Self {
            anchor: range.start,
            head: range.end,
            affinity: Affinity::Upstream,
            ..Self::default()
        }
    }

    /// What is selected; empty for a mere caret.
    #[must_use]
    pub fn range(&self) -> CharRange {
        CharRange::new(self.anchor.min(self.head), self.anchor.max(self.head))
    }

    /// Whether nothing is selected.
    #[must_use]
    pub fn is_caret(&self) -> bool {
        self.anchor == self.head
    }

    /// The caret at `head`, with what was selected extended to there or let go.
    #[must_use]
    pub fn moved(&self, head: usize, extend: bool) -> Self {
        Self {
            anchor: if extend { self.anchor } else { head },
            head,
            adds: extend && self.adds,
            ..Self::default()
        }
    }

    /// Kept inside a text and off the middle of graphemes.
    #[must_use]
    pub fn within(&self, document: &Document) -> Self {
        let stand = |offset: usize| document.grapheme_at(offset).start;
        Self {
            anchor: stand(self.anchor),
            head: stand(self.head),
            ..*self
        }
    }
}

/// What one click, two, three, four take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grain {
    /// A caret place.
    Grapheme,
    /// A word.
    Word,
    /// A sentence.
    Sentence,
    /// A paragraph.
    Paragraph,
}

impl Grain {
    /// The grain of the `clicks`th click in a row.
    #[must_use]
    pub const fn of_clicks(clicks: u32) -> Self {
        match clicks {
            0 | 1 => Self::Grapheme,
            2 => Self::Word,
            3 => Self::Sentence,
            _ => Self::Paragraph,
        }
    }

    /// The range of this grain at `offset`.
    #[must_use]
    pub fn at(self, document: &Document, offset: usize) -> CharRange {
        match self {
            Self::Grapheme => CharRange::new(offset, offset),
            Self::Word => document.word_at(offset),
            Self::Sentence => document.sentence_at(offset),
            Self::Paragraph => document.paragraphs()[document.paragraph_of(offset)].range,
        }
    }

    /// The selection dragged from the grain `from` to the grain at `offset`.
    #[must_use]
    pub fn drag(self, document: &Document, from: CharRange, offset: usize) -> Selection {
        let to = self.at(document, offset);
        if to.start < from.start {
            Selection {
                anchor: from.end,
                head: to.start,
                ..Selection::default()
            }
        } else {
            let affinity = if to.end > from.start {
                Affinity::Upstream
            } else {
                Affinity::Downstream
            };
            Selection {
                anchor: from.start,
                head: to.end.max(from.end),
                affinity,
                ..Selection::default()
            }
        }
    }
}

/// A way for the caret to go.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Move {
    /// One grapheme to the left on the page.
    Left,
    /// One grapheme to the right on the page.
    Right,
    /// One word to the left on the page.
    WordLeft,
    /// One word to the right on the page.
    WordRight,
    /// One line up.
    Up,
    /// One line down.
    Down,
    /// To the start of this paragraph, or of the one before.
    ParagraphUp,
    /// To the start of the next paragraph.
    ParagraphDown,
    /// To where the line begins.
    LineStart,
    /// To where the line ends.
    LineEnd,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// To the beginning of the article.
    Start,
    /// To its end.
    End,
}

/// The start of the paragraph with text before `offset`, or of its own where the caret is inside one.
#[must_use]
pub fn paragraph_up(document: &Document, offset: usize) -> usize {
    let index = document.paragraph_of(offset);
    let here = document.paragraphs()[index].range;
    if offset > here.start && !here.is_empty() {
        return here.start;
    }
    let before = document.paragraphs()[..index]
        .iter()
        .rfind(|paragraph| !paragraph.range.is_empty());
    before.map_or(0, |paragraph| paragraph.range.start)
}

/// The start of the next paragraph with text, or the article's end.
#[must_use]
pub fn paragraph_down(document: &Document, offset: usize) -> usize {
    let next = document.paragraphs()[document.paragraph_of(offset) + 1..].iter();
    next.into_iter()
        .find(|paragraph| !paragraph.range.is_empty())
        .map_or(document.len(), |paragraph| paragraph.range.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dragging_by_words_takes_whole_words_both_ways() {
        let document = Document::new("alpha beta gamma");
        let beta = Grain::Word.at(&document, 7);
        assert_eq!(
            Grain::Word.drag(&document, beta, 13).range(),
            CharRange::new(6, 16)
        );
        let back = Grain::Word.drag(&document, beta, 2);
        assert_eq!((back.range(), back.head), (CharRange::new(0, 10), 0));
    }

    #[test]
    fn paragraphs_are_walked_past_empty_ones() {
        let document = Document::new("one\n\n\ntwo\nthree");
        assert_eq!(paragraph_down(&document, 1), 6);
        assert_eq!(paragraph_down(&document, 6), 10);
        assert_eq!(paragraph_down(&document, 12), 15);
        assert_eq!(paragraph_up(&document, 12), 10);
        assert_eq!(paragraph_up(&document, 10), 6);
        assert_eq!(paragraph_up(&document, 6), 0);
    }
}
