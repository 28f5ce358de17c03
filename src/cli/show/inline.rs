//! The article's text with every mark in brackets: `[claim 3: the words]`.
//!
//! Brackets nest as marks do. Where two marks cross, the one that ends while the other, begun later, goes on says its number again:
//! `[claim 1: one [denial 2: two 1] three]`. A mark of two fragments says which is which: `[claim 1, 2 of 2: ...]`. What is left out
//! of the article stands in brackets of its own: `[left out: Follow]`.

use std::cmp::Reverse;

use super::wrap::Piece;
use crate::{
    annotation::{AnnotationSet, Kind},
    text::{CharRange, Document},
};

/// A fragment that stands on its words, or a region that is left out.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    range: CharRange,
    /// A mark's kind; `None` for a region that is left out.
    kind: Option<Kind>,
    /// The mark's number, from 1; 0 for a region.
    number: usize,
    /// Which fragment of how many; from 1.
    part: (usize, usize),
}

impl Shown {
    /// All fragments and regions of a sorted set that stand on their words and in their context, in the order in which they open: the
    /// longer outside.
    pub(super) fn all(set: &AnnotationSet, document: &Document) -> Vec<Self> {
        let regions = set.left_out.iter();
        let regions = regions.filter(|region| region.fits(document));
        let mut all: Vec<_> = regions
            .map(|region| Self {
                range: region.span,
                kind: None,
                number: 0,
                part: (1, 1),
            })
            .collect();
        for (index, mark) in set.annotations.iter().enumerate() {
            for (item, fragment) in mark.fragments.iter().enumerate() {
                if fragment.fits(document) {
                    all.push(Self {
                        range: fragment.span,
                        kind: Some(mark.tag.kind()),
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
        match (self.kind, self.part) {
            (None, _) => "[left out: ".to_owned(),
            (Some(kind), (_, 1)) => format!("[{kind} {}: ", self.number),
            (Some(kind), (item, of)) => format!("[{kind} {}, {item} of {of}: ", self.number),
        }
    }

    fn closing(&self, crosses: bool) -> String {
        match (self.kind, crosses) {
            (_, false) => "]".to_owned(),
            (None, true) => " left out]".to_owned(),
            (Some(_), true) => format!(" {}]", self.number),
        }
    }

    fn bracket(&self, text: &str) -> Piece {
        match self.kind {
            Some(kind) => Piece::bracket(text, kind),
            None => Piece::left_out_bracket(text),
        }
    }

    fn words(&self, text: &str) -> Piece {
        match self.kind {
            Some(kind) => Piece::words(text, kind),
            None => Piece::left_out(text),
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
                pieces.push(next.bracket(&next.opening()));
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
                Some(inner) => inner.words(words),
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
        pieces.push(shown.bracket(&shown.closing(crosses)));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::wrap::Page, *};

    #[track_caller]
    fn shown(text: &str, marks: &[(usize, usize, Kind)]) -> String {
        shown_without(text, marks, &[])
    }

    /// With regions that are left out.
    #[track_caller]
    fn shown_without(
        text: &str,
        marks: &[(usize, usize, Kind)],
        left_out: &[(usize, usize)],
    ) -> String {
        let document = Document::new(text);
        let mut all: Vec<_> = marks
            .iter()
            .enumerate()
            .map(|(index, &(start, end, kind))| Shown {
                range: CharRange::new(start, end),
                kind: Some(kind),
                number: index + 1,
                part: (1, 1),
            })
            .chain(left_out.iter().map(|&(start, end)| Shown {
                range: CharRange::new(start, end),
                kind: None,
                number: 0,
                part: (1, 1),
            }))
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

    #[test]
    fn what_is_left_out_is_in_brackets_of_its_own() {
        use Kind::Claim;
        assert_eq!(
            shown_without("one two three", &[(4, 7, Claim)], &[(0, 13)]),
            "[left out: one [claim 1: two] three]\n"
        );
        assert_eq!(
            shown_without("one two three", &[(4, 13, Claim)], &[(0, 7)]),
            "[left out: one [claim 1: two left out] three]\n"
        );
        assert_eq!(
            shown_without("Follow\n1 / 3\none", &[], &[(0, 13)]),
            "[left out: Follow\n1 / 3\n]one\n"
        );
    }
}
