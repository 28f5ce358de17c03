//! Styled text on lines of a given width.

use std::io::{self, Write};

use annotate_snippets::renderer::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::{annotation::Kind, text::graphemes, verify::render::printable};

/// A run of text in one style.
pub(super) struct Piece {
    text: String,
    style: Style,
    /// Whether it is never broken: the brackets around a mark.
    whole: bool,
}

impl Piece {
    pub(super) fn plain(text: &str) -> Self {
        Self {
            text: printable(&text.replace(['\t', '\n'], " ")).into_owned(),
            style: Style::new(),
            whole: false,
        }
    }

    /// Words of a mark of this kind.
    pub(super) fn words(text: &str, kind: Kind) -> Self {
        Self {
            style: style(kind),
            ..Self::plain(text)
        }
    }

    /// Words that are left out of the article.
    pub(super) fn left_out(text: &str) -> Self {
        Self {
            style: Style::new().dimmed(),
            ..Self::plain(text)
        }
    }

    /// A bracket around what is left out.
    pub(super) fn left_out_bracket(text: &str) -> Self {
        Self {
            whole: true,
            ..Self::left_out(text)
        }
    }

    /// A bracket of a mark of this kind, or its tag.
    pub(super) fn bracket(text: &str, kind: Kind) -> Self {
        Self {
            style: style(kind).bold(),
            whole: true,
            ..Self::plain(text)
        }
    }
}

fn style(kind: Kind) -> Style {
    match kind {
        Kind::Claim => AnsiColor::Blue.on_default().underline(),
        Kind::Denial => AnsiColor::Red.on_default().italic(),
        Kind::Figure => AnsiColor::Green.on_default(),
    }
}

/// How text is laid out.
pub(super) struct Page {
    width: usize,
    colours: bool,
}

impl Page {
    pub(super) const fn new(width: usize, colours: bool) -> Self {
        Self { width, colours }
    }

    /// Writes a paragraph; its second line and those below begin `hang` columns from the left.
    pub(super) fn write(
        &self,
        out: &mut dyn Write,
        hang: usize,
        pieces: &[Piece],
    ) -> io::Result<()> {
        let letters: Vec<_> = pieces
            .iter()
            .flat_map(|piece| graphemes(&piece.text).map(move |range| (&piece.text[range], piece)))
            .collect();
        let (mut first, mut indent) = (0, 0);
        loop {
            let end = self.line_end(&letters[first..], indent) + first;
            write!(out, "{:indent$}", "")?;
            self.write_line(out, &letters[first..end])?;
            if end == letters.len() {
                return Ok(());
            }
            (first, indent) = (end, hang.min(self.width / 2));
        }
    }

    /// How many letters go on a line: up to the last place that it may be broken at; as many as there is room for, where it has
    /// none. At least one.
    fn line_end(&self, letters: &[(&str, &Piece)], indent: usize) -> usize {
        let (mut used, mut last_break) = (indent, 0);
        for (index, (letter, piece)) in letters.iter().enumerate() {
            used += letter.width();
            // A blank may hang over the edge: it is not written.
            if used > self.width && *letter != " " {
                return if last_break > 0 {
                    last_break
                } else {
                    index.max(1)
                };
            }
            // Chinese and its like break anywhere.
            if !piece.whole && (*letter == " " || letter.width() > 1) {
                last_break = index + 1;
            }
        }
        letters.len()
    }

    fn write_line(&self, out: &mut dyn Write, letters: &[(&str, &Piece)]) -> io::Result<()> {
        let blank = letters
            .iter()
            .rev()
            .take_while(|(letter, _)| *letter == " ")
            .count();
        let letters = &letters[..letters.len() - blank];
        for run in letters.chunk_by(|(_, a), (_, b)| std::ptr::eq(*a, *b)) {
            let text: String = run.iter().map(|(letter, _)| *letter).collect();
            match run {
                [(_, piece), ..] if self.colours => {
                    let style = piece.style;
                    write!(out, "{style}{text}{style:#}")?;
                }
                _ => write!(out, "{text}")?,
            }
        }
        writeln!(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(width: usize, hang: usize, pieces: &[Piece]) -> String {
        let mut out = Vec::new();
        Page::new(width, false)
            .write(&mut out, hang, pieces)
            .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_break_between_words_and_never_in_a_bracket() {
        let pieces = [
            Piece::plain("one two "),
            Piece::bracket("[claim 1: ", Kind::Claim),
            Piece::words("three", Kind::Claim),
        ];
        assert_eq!(wrapped(12, 2, &pieces), "one two\n  [claim 1:\n  three\n");
        assert_eq!(
            wrapped(7, 0, &[Piece::plain("one two three")]),
            "one two\nthree\n"
        );
        assert_eq!(wrapped(4, 0, &[Piece::plain("endless")]), "endl\ness\n");
        assert_eq!(wrapped(4, 0, &[Piece::plain("北京大学")]), "北京\n大学\n");
        assert_eq!(wrapped(9, 0, &[Piece::plain("")]), "\n");
    }

    #[test]
    fn colours_are_switched_off_behind_each_piece() {
        let mut out = Vec::new();
        let page = Page::new(20, true);
        page.write(&mut out, 0, &[Piece::words("a\x1bb", Kind::Figure)])
            .unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\x1b[32ma␛b\x1b[0m\n");
    }
}
