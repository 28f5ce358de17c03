//! Offers as one JSON object. The manual's chapter "Offers" says what every key means; keys may be added.

use serde::Serialize;

use super::Offered;
use crate::{
    annotation::Quantity,
    suggest::Suggestion,
    text::{CharRange, Document},
    verify::render::{NAME, VERSION, written},
};

/// Changed when a program that reads this would have to be changed.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Place<'a> {
    words: &'a str,
    range: [usize; 2],
}

impl<'a> Place<'a> {
    fn of(document: &'a Document, range: CharRange) -> Self {
        Self {
            words: document.slice(range),
            range: [range.start, range.end],
        }
    }
}

#[derive(Serialize)]
struct Speaker<'a> {
    name: &'a str,
    range: [usize; 2],
}

#[derive(Serialize)]
struct Amount<'a> {
    text: String,
    amount: &'static str,
    value: String,
    second: Option<String>,
    unit: Option<&'a str>,
    per: Option<&'a str>,
}

impl<'a> Amount<'a> {
    fn of(quantity: &'a Quantity) -> Self {
        let (kind, value, second) = quantity.amount.parts();
        Self {
            text: quantity.to_string(),
            amount: kind.into(),
            value: value.to_string(),
            second: second.map(|second| second.to_string()),
            unit: quantity.unit.as_deref(),
            per: quantity.per.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct Offer<'a> {
    line: usize,
    column: usize,
    tag: String,
    pieces: Vec<Place<'a>>,
    cue: Place<'a>,
    suggested: &'a str,
    speaker: Option<Speaker<'a>>,
    quantity: Option<Amount<'a>>,
}

impl<'a> Offer<'a> {
    fn of(document: &'a Document, offer: &'a Suggestion) -> Self {
        let place = document.line_column(offer.extent().start);
        Self {
            line: place.line,
            column: place.column,
            tag: offer.kind.to_string(),
            pieces: offer
                .pieces
                .iter()
                .map(|piece| Place::of(document, *piece))
                .collect(),
            cue: Place::of(document, offer.cue),
            suggested: &offer.origin,
            speaker: offer.speaker.as_ref().map(|speaker| Speaker {
                name: &speaker.name,
                range: [speaker.place.start, speaker.place.end],
            }),
            quantity: offer.quantity.as_ref().map(Amount::of),
        }
    }
}

#[derive(Serialize)]
struct OfArticle<'a> {
    article: String,
    offers: Vec<Offer<'a>>,
}

/// All that is offered.
pub(super) fn json(all: &[Offered]) -> String {
    let tool = Tool {
        name: NAME,
        version: VERSION,
    };
    let articles: Vec<_> = all
        .iter()
        .map(|one| {
            let offers = one
                .offers
                .iter()
                .map(|offer| Offer::of(&one.article.document, offer));
            written(&OfArticle {
                article: one.path.display().to_string(),
                offers: offers.collect(),
            })
        })
        .collect();
    format!(
        "{{\n\"version\":{FORMAT},\n\"tool\":{},\n\"articles\":[\n{}\n]\n}}\n",
        written(&tool),
        articles.join(",\n")
    )
}
