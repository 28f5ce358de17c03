//! The article's text with every mark in brackets: `[claim 3: the words]`.
//!
//! Brackets nest as marks do. Where two marks cross, the one that ends while the other, begun later, goes on says its number again:
//! `[claim 1: one [denial 2: two 1] three]`. A mark of two fragments says which is which: `[claim 1, 2 of 2: ...]`.

use std::cmp::Reverse;

use super::wrap::Piece;
use crate::{
    annotation::{AnnotationSet, Kind},
    text::{CharRange, Document},
};

/// A fragment that stands on its words.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    range: CharRange,
    kind: Kind,
    /// The mark's number, from 1.
    number: usize,
    /// Which fragment of how many; from 1.
    part: (usize, usize),
}

impl Shown {
    /// All fragments of a sorted set that stand on their words and in their context, in the order in which they open: the longer outside.
    pub(super) fn all(set: &AnnotationSet, document: &Document) -> Vec<Self> {
        let mut all = Vec::new();
        for (index, mark) in set.annotations.iter().enumerate() {
            for (item, fragment) in mark.fragments.iter().enumerate() {
                if fragment.fits(document) {
                    all.push(Self {
                        range: fragment.span,
                        kind: mark.tag.kind(),
                        number: index + 1,
                        part: (item + 1, mark.fragments.len()),
                    });
                }
            }
        }
        all.sort_by_key(|shown| (shown.range.start, Reverse(shown.range.end), shown.number));
        all
    }

    fn opening(&self) -> String {
        match self.part {
            (_, 1) => format!("[{} {}: ", self.kind, self.number),
            (item, of) => format!("[{} {}, {item} of {of}: ", self.kind, self.number),
        }
    }
}

/// Every paragraph of the article, with the brackets of what is shown.
pub(super) fn paragraphs(document: &Document, shown: &[Shown]) -> Vec<Vec<Piece>> {
    let mut coming = shown.iter().copied().peekable();
    let mut open: Vec<Shown> = Vec::new();
    let mut paragraphs = Vec::new();
    for paragraph in document.paragraphs() {
        let (mut at, end) = (paragraph.range.start, paragraph.range.end);
        let mut pieces = Vec::new();
        loop {
            close(&mut open, at, &mut pieces);
            while let Some(next) = coming.next_if(|next| next.range.start <= at) {
                pieces.push(Piece::bracket(&next.opening(), next.kind));
                open.push(next);
            }
            if at == end {
                break;
            }
            let next = open
                .iter()
                .map(|shown| shown.range.end)
                .chain(coming.peek().map(|next| next.range.start))
                .fold(end, usize::min);
            let words = document.slice(CharRange::new(at, next));
            pieces.push(match open.last() {
                Some(inner) => Piece::words(words, inner.kind),
                None => Piece::plain(words),
            });
            at = next;
        }
        paragraphs.push(pieces);
    }
    paragraphs
}

/// Closes what ends here, the innermost first.
fn close(open: &mut Vec<Shown>, at: usize, pieces: &mut Vec<Piece>) {
    for index in (0..open.len()).rev() {
        if open[index].range.end > at {
            continue;
        }
        let crosses = index + 1 < open.len();
        let shown = open.remove(index);
        let bracket = if crosses {
            format!(" {}]", shown.number)
        } else {
            "]".to_owned()
        };
        pieces.push(Piece::bracket(&bracket, shown.kind));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::wrap::Page, *};

    #[track_caller]
    fn shown(text: &str, marks: &[(usize, usize, Kind)]) -> String {
        let document = Document::new(text);
        let mut all: Vec<_> = marks
            .iter()
            .enumerate()
            .map(|(index, &(start, end, kind))| Shown {
                range: CharRange::new(start, end),
                kind,
                number: index + 1,
                part: (1, 1),
            })
            .collect();
        all.sort_by_key(|shown| (shown.range.start, Reverse(shown.range.end), shown.number));
        let mut out = Vec::new();
        for paragraph in paragraphs(&document, &all) {
            Page::new(200, false)
                .write(&mut out, 0, &paragraph)
                .unwrap();
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn marks_nest_cross_touch_and_run_over_paragraphs() {
        use Kind::{Claim, Denial, Figure};
        assert_eq!(
            shown("one two three", &[(0, 13, Claim), (4, 7, Figure)]),
            "[claim 1: one [figure 2: two] three]\n"
        );
        assert_eq!(
            shown("one two three", &[(0, 7, Claim), (4, 13, Denial)]),
            "[claim 1: one [denial 2: two 1] three]\n"
        );
        assert_eq!(
            shown("ab", &[(0, 1, Claim), (1, 2, Claim)]),
            "[claim 1: a][claim 2: b]\n"
        );
        assert_eq!(
            shown("ab", &[(0, 2, Claim), (0, 2, Denial)]),
            "[claim 1: [denial 2: ab]]\n"
        );
        assert_eq!(
            shown("one\n\ntwo", &[(1, 6, Claim), (3, 4, Figure)]),
            "o[claim 1: ne[figure 2:\n]\nt]wo\n"
        );
        assert_eq!(shown("👩‍🚒 قال", &[(4, 7, Claim)]), "👩‍🚒 [claim 1: قال]\n");
    }
}
