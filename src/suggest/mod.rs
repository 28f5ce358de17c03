//! The room of offers: what in an article is likely a figure, a denial or a claim, each with the cue that makes it likely. A person
//! accepts or rejects; nothing is marked by itself. English cues. Everything is a value: no disk, no clock.

use crate::{
    annotation::{Kind, Quantity},
    quantity::Conventions,
    text::{CharRange, Document},
};

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

/// What is likely a mark, in text order, by start. What lies in `left_out` (ranges in code points, in text order) is passed over.
#[must_use]
pub fn suggest(
    document: &Document,
    left_out: &[CharRange],
    conventions: &Conventions,
) -> Vec<Suggestion> {
    let _ = (document, left_out, conventions);
    Vec::new()
}
