//! The room of offers: what in an article is likely a figure, a denial or a claim, each with the cue that makes it likely. A person
//! accepts or rejects; nothing is marked by itself. English cues, and quotation marks of all kinds. Everything is a value: no disk, no
//! clock.
//!
//! An article is read once, paragraph by paragraph: its [quotations](quotations), its [words and sentences](words), in each sentence
//! [who says or denies something](attributions) by which [cue](cues), then what is [claimed](claims) or [denied](denials), and
//! [who](speakers) that is. All of that grows in proportion to the text.
//!
//! What is offered follows how the samples are marked: of a claim what is said, without the verb and without quotation marks, in
//! pieces where "she said" cuts it, and with the marks where a clause ends with a quotation; of a denial that is told, the verb and what
//! is denied; of one that is said, what is said.

mod attributions;
mod claims;
mod cues;
mod denials;
mod figures;
mod opinions;
mod passed_over;
mod quotations;
mod sentence;
mod speakers;
mod words;

use std::ops::Range;

use crate::{
    annotation::{Kind, Quantity},
    quantity::Conventions,
    text::{CharRange, Document},
};

/// What a figure's mark keeps as its origin.
pub const ORIGIN_OF_FIGURES: &str = "number";

/// A likely mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// What it would be.
    pub kind: Kind,
    /// Where, in code points of the text: one piece, or more where a quotation is cut in two. In text order.
    pub pieces: Vec<CharRange>,
    /// The words for which it is offered, in code points of the text; of a figure its number.
    pub cue: CharRange,
    /// What the mark keeps as its origin: the cue in small letters, or `number`.
    pub origin: String,
    /// Who likely says it.
    pub speaker: Option<Speaker>,
    /// What a figure amounts to.
    pub quantity: Option<Quantity>,
}

/// Who likely says something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    /// The name as it would enter the register.
    pub name: String,
    /// Where it stands, in code points of the text.
    pub place: CharRange,
}

impl Suggestion {
    /// From its first code point to behind its last, over all pieces.
    #[must_use]
    pub fn extent(&self) -> CharRange {
        let start = self.pieces.first().map_or(0, |piece| piece.start);
        CharRange::new(start, self.pieces.last().map_or(0, |piece| piece.end))
    }
}

/// What is likely a mark, in text order, by start. What lies in `left_out` (ranges in code points, in text order) is passed over, and
/// so is what looks like the furniture of a page, its captions, and lines that stand there a second time. Costs a walk or two over the
/// text, however it is made.
#[must_use]
pub fn suggest(
    document: &Document,
    left_out: &[CharRange],
    conventions: &Conventions,
) -> Vec<Suggestion> {
    let passed_over = passed_over::ranges(document, left_out);
    let mut found = figures::figures(document, conventions);
    found.extend(
        claims::statements(document, &passed_over)
            .into_iter()
            .filter_map(|statement| statement.offered(document)),
    );
    found.retain(|offer| {
        let all = offer.extent();
        let next = passed_over.partition_point(|range| range.end <= all.start);
        passed_over
            .get(next)
            .is_none_or(|range| range.start >= all.end)
    });
    found.sort_by_key(|offer| {
        let all = offer.extent();
        (all.start, std::cmp::Reverse(all.end))
    });
    found
}

/// A claim or a denial, as it is found: places in bytes of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Statement {
    kind: Kind,
    pieces: Vec<Range<usize>>,
    cue: Range<usize>,
    who: Option<speakers::Who>,
}

impl Statement {
    /// The offer that it is.
    fn offered(self, document: &Document) -> Option<Suggestion> {
        let in_chars = |range: &Range<usize>| {
            CharRange::new(
                document.char_of_byte(range.start),
                document.char_of_byte(range.end),
            )
        };
        let cue = document.whole_graphemes(in_chars(&self.cue));
        Some(Suggestion {
            kind: self.kind,
            pieces: whole_pieces(document, self.pieces.iter().map(in_chars))?,
            origin: origin(document.slice(cue)),
            cue,
            speaker: self.who.map(|who| Speaker {
                place: document.whole_graphemes(in_chars(&who.place)),
                name: who.name,
            }),
            quantity: None,
        })
    }
}

/// A cue as a mark keeps it: in small letters, without quotation marks; where it is but such a mark, what that stands for.
fn origin(cue: &str) -> String {
    let words = cue.replace(['“', '”', '"', '‘', '«', '»'], "");
    match words.split_whitespace().collect::<Vec<_>>().join(" ") {
        nothing if !crate::text::is_word(&nothing) => "quotation".to_owned(),
        words => words.to_lowercase(),
    }
}

/// Pieces in text order that cut no grapheme, have no blanks at their ends and do not overlap; nothing if none is left.
fn whole_pieces(
    document: &Document,
    pieces: impl IntoIterator<Item = CharRange>,
) -> Option<Vec<CharRange>> {
    let mut whole: Vec<CharRange> = Vec::new();
    for piece in pieces {
        let piece = document.whole_graphemes(document.without_blank_edges(piece));
        if piece.is_empty() || document.span(piece).is_err() {
            continue;
        }
        match whole.last_mut() {
            Some(last) if piece.start < last.end => last.end = last.end.max(piece.end),
            _ => whole.push(piece),
        }
    }
    (!whole.is_empty()).then_some(whole)
}

#[cfg(test)]
mod tests;
