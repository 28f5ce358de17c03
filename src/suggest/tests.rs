use proptest::prelude::*;

use super::*;
use crate::testing::any_text;

/// What is offered in a text, claims and denials: tag, words, cue, speaker.
fn offers(text: &str) -> Vec<String> {
    let document = Document::new(text);
    let found = suggest(&document, &[], &Conventions::default());
    let said = found.iter().filter(|offer| offer.kind != Kind::Figure);
    said.map(|offer| {
        let words: Vec<_> = offer
            .pieces
            .iter()
            .map(|piece| document.slice(*piece))
            .collect();
        let who = offer.speaker.as_ref().map_or("?", |who| &who.name);
        format!(
            "{} [{}] {who}: {}",
            offer.kind,
            offer.origin,
            words.join(" … ")
        )
    })
    .collect()
}

#[test]
fn what_is_offered_in_plain_news() {
    for (text, expected) in [
        (
            "The mayor said the bridge was closed.",
            &["claim [said] the mayor: the bridge was closed"][..],
        ),
        (
            "“There is no plan,” Anna Roe said, “and there was none.”",
            &["denial [there is no] Anna Roe: There is no plan … and there was none"],
        ),
        (
            "“The water came up to my window,” said Ruth Doe, a farmer. “We left at night.”",
            &["claim [said] Ruth Doe: The water came up to my window … We left at night"],
        ),
        (
            "The ministry denied that anybody was hurt.",
            &["denial [denied] the ministry: denied that anybody was hurt"],
        ),
        (
            "The pumps failed twice, according to the harbour’s log.",
            &["claim [according to] the harbour’s log: The pumps failed twice"],
        ),
        ("He left the “old town” and did not come back.", &[]),
    ] {
        assert_eq!(offers(text), expected, "{text}");
    }
}

#[track_caller]
fn sound(text: &str) {
    let document = Document::new(text);
    let mut last = 0;
    for offer in suggest(&document, &[], &Conventions::default()) {
        let mut end = 0;
        for piece in &offer.pieces {
            assert!(
                document.span(*piece).is_ok() && piece.start >= end,
                "{offer:?} in {text:?}"
            );
            end = piece.end;
        }
        assert!(!offer.pieces.is_empty() && offer.extent().start >= last);
        last = offer.extent().start;
        let places = [Some(offer.cue), offer.speaker.map(|who| who.place)];
        for place in places.into_iter().flatten() {
            assert!(document.span(place).is_ok(), "{place} in {text:?}");
        }
    }
}

/// Pieces of news between which anything may stand.
const NEWS: &[&str] = &[
    "“",
    "”",
    "\"",
    "'",
    "‘",
    "’",
    "«",
    "»",
    "„",
    "\n",
    ", ",
    ". ",
    "Anna Roe ",
    "Roe ",
    "the ministry ",
    "said ",
    "that ",
    "denied ",
    "told AFP ",
    "he ",
    "there is no link ",
    "according to ",
    "baseless ",
    "“Not so,” ",
    "which ",
    "and ",
    "adding that ",
    "(",
    ") ",
    "in a statement ",
    "calling it ",
    "a minister, ",
    "On Monday ",
    "\u{301}",
    "👨‍👩‍👧",
    "e\u{301} ",
];

fn any_news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => proptest::sample::select(NEWS).prop_map(str::to_owned),
        1 => any_text(),
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn offers_are_spans_in_order_whatever_the_text(text in any_news()) {
        sound(&text);
    }
}
