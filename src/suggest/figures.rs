//! Figures: the quantities that stand in the text.

use super::{ORIGIN_OF_FIGURES, Suggestion, whole_pieces};
use crate::{
    annotation::Kind,
    quantity::{self, Conventions},
    text::Document,
};

/// An offer for each quantity of a text.
pub(super) fn figures(document: &Document, conventions: &Conventions) -> Vec<Suggestion> {
    let found = quantity::find(document.text(), conventions).into_iter();
    found
        .filter_map(|reading| {
            Some(Suggestion {
                kind: Kind::Figure,
                pieces: whole_pieces(document, [reading.places.all])?,
                cue: document.whole_graphemes(reading.places.value),
                origin: ORIGIN_OF_FIGURES.to_owned(),
                speaker: None,
                quantity: Some(reading.quantity),
            })
        })
        .collect()
}
