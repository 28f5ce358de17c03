//! A line cut around a place in it: paragraphs of articles are often longer than any terminal is wide.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::printable;
use crate::text::{CharRange, Document, LineColumn, graphemes};

/// The most columns that an excerpt takes.
const WIDTH: usize = 100;
/// The most columns that the words themselves take in it.
const WORDS: usize = 68;
/// Columns by which the words may be longer than that, as an ellipsis in place of a few letters helps nobody.
const SPARED: usize = 10;
/// Columns before the words, if there is enough behind them to fill the rest.
const BEFORE: usize = 28;

/// Bytes on each side of a cut that are looked at at all: a line may be a whole book, and one character may have a thousand
/// accents.
const REACH: usize = 1024;

/// A piece of one line, ready to be printed.
pub(super) struct Excerpt {
    /// Where the words begin in the whole text.
    pub(super) place: LineColumn,
    /// What stands before the words.
    pub(super) before: String,
    /// The words, as far as they stand on this line.
    pub(super) words: String,
    /// What stands behind them.
    pub(super) after: String,
    /// Whether a mark under the words would be under the words: not where text runs from right to left, nor where terminals
    /// disagree about how wide it is.
    pub(super) can_be_underlined: bool,
}

impl Excerpt {
    /// The line that a range begins on, around what it holds of that line.
    pub(super) fn of(document: &Document, range: CharRange) -> Self {
        let index = document.paragraph_of(range.start);
        let line = document.paragraph(index);
        let start = document.byte_in_paragraph(index, range.start);
        let end = document.byte_in_paragraph(index, range.end).max(start);
        let all = &line[start..end];
        let most = if near_start(all).len() == all.len() && printable(all).width() <= WORDS + SPARED
        {
            WORDS + SPARED
        } else {
            WORDS
        };
        let words = beginning(all, most);
        let room = WIDTH.saturating_sub(words.width());
        let behind = near_start(&line[end..]).width();
        let before = ending(
            &line[..start],
            BEFORE.min(room).max(room.saturating_sub(behind)),
        );
        let after = beginning(&line[end..], room.saturating_sub(before.width()));
        let whole = format!("{before}{words}{after}");
        let one_by_one: usize = whole.chars().map(|c| c.width().unwrap_or(0)).sum();
        Self {
            place: document.line_column(range.start),
            can_be_underlined: !whole.chars().any(runs_leftwards) && whole.width() == one_by_one,
            before,
            words,
            after,
        }
    }
}

/// As much of a text's beginning as fits, with an ellipsis where it is cut.
fn beginning(text: &str, columns: usize) -> String {
    let near = near_start(text);
    let all = near.len() == text.len();
    let text = printable(near);
    if all && text.width() <= columns {
        return text.into_owned();
    }
    let mut used = 1;
    let fitting = graphemes(&text)
        .take_while(|grapheme| {
            used += text[grapheme.clone()].width();
            used <= columns
        })
        .last();
    format!("{}…", &text[..fitting.map_or(0, |last| last.end)])
}

/// The first bytes of a text, whole characters.
fn near_start(text: &str) -> &str {
    &text[..text.floor_char_boundary(REACH)]
}

/// As much of a text's end as fits, with an ellipsis where it is cut.
fn ending(text: &str, columns: usize) -> String {
    let near = &text[text.ceil_char_boundary(text.len().saturating_sub(REACH))..];
    let all = near.len() == text.len();
    let text = printable(near);
    let mut left = text.width();
    if all && left <= columns {
        return text.into_owned();
    }
    let first = graphemes(&text).find(|grapheme| {
        let fits = left < columns;
        left -= text[grapheme.clone()].width().min(left);
        fits
    });
    format!(
        "…{}",
        &text[first.map_or(text.len(), |first| first.start)..]
    )
}

/// Whether a character belongs to a script that runs from right to left (Hebrew, Arabic, Syriac, N'Ko, Adlam and their like).
fn runs_leftwards(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8FF | 0x200F | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    proptest! {
        #[test]
        fn an_excerpt_is_short_and_on_one_line(text in any_text(), times in 1usize..20, a in 0usize..200, length in 0usize..200) {
            let document = Document::new(text.repeat(times));
            let excerpt = Excerpt::of(&document, CharRange::new(a, a + length));
            let whole = format!("{}{}{}", excerpt.before, excerpt.words, excerpt.after);
            prop_assert!(!whole.contains('\n'));
            // Pieces that join, or a first grapheme wider than its room, may give or take a few columns.
            prop_assert!(whole.width() <= WIDTH + 8, "{}", whole.width());
        }
    }

    #[track_caller]
    fn shown(text: &str, words: &str) -> String {
        let document = Document::new(text);
        let excerpt = Excerpt::of(&document, crate::testing::span_of(&document, words).range());
        format!("{}[{}]{}", excerpt.before, excerpt.words, excerpt.after)
    }

    #[test]
    fn a_long_paragraph_is_cut_on_both_sides() {
        let text = format!("x\n{} here {}", "left ".repeat(40), "right ".repeat(40));
        assert_eq!(
            shown(&text, "here"),
            "… left left left left left  [here] right right right right right right right right right right right …"
        );
        assert_eq!(shown("a short line", "short"), "a [short] line");
        let end = shown(&format!("{}end", "left ".repeat(40)), "end");
        assert_eq!(
            end.width(),
            WIDTH + "[]".len(),
            "the words' side takes the room that the other leaves"
        );
    }

    #[test]
    fn a_few_letters_are_not_left_out() {
        let words = format!("{}end", "seven x ".repeat(9));
        assert_eq!(words.width(), 75);
        let text = format!("left {words} right");
        assert_eq!(shown(&text, &words), format!("left [{words}] right"));
        let words = format!("{words} and more");
        assert!(shown(&words, &words).ends_with("…]"));
    }

    #[test]
    fn where_an_underline_would_lie_there_is_none() {
        let underlined =
            |text: &str| Excerpt::of(&Document::new(text), CharRange::new(0, 1)).can_be_underlined;
        assert!(underlined("plain é e\u{301} 北京 😀"));
        assert!(!underlined("قال") && !underlined("a שלום") && !underlined("a 👩‍🚒"));
    }
}
