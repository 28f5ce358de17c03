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
        (
            "Health Minister Adela Worrin denied it. “Nobody was hurt there,” the minister said.",
            &[
                "denial [denied] Adela Worrin: denied it",
                "denial [denied] Adela Worrin: Nobody was hurt there",
            ],
        ),
        (
            "President Hugo Stern rejected the offer of talks and dismissed claims that he was ill as \"fake news.\"",
            &["denial [dismissed] Hugo Stern: dismissed claims that he was ill as \"fake news.\""],
        ),
        (
            "The firm neither confirmed nor denied the report. Stern did not comment. He was denied bail.",
            &[],
        ),
        (
            "Activists accused the government of hiding the toll.",
            &["claim [accused] Activists: the government of hiding the toll"],
        ),
        (
            "Two people told Coastwire the bank plans to cut 3,000 jobs.",
            &["claim [told] two people: the bank plans to cut 3,000 jobs"],
        ),
        (
            "‘We never had a plan,’ said Jo Marsh, the club’s chairman. ‘The fans’ anger was no surprise.’",
            &["claim [said] Jo Marsh: We never had a plan … The fans’ anger was no surprise"],
        ),
        (
            "A firm said that there was “no contract with them.”",
            &["denial [there was no] a firm: there was “no contract with them.”"],
        ),
        (
            "“First we came,” Anna Roe said. “Then they saw us.\n\n“And they had won.”",
            &["claim [said] Anna Roe: First we came … Then they saw us … And they had won"],
        ),
        (
            "The count, it says, leaves out 27 villages, which the ministry denies.",
            &[
                "claim [says] ?: The count … leaves out 27 villages",
                "denial [denies] the ministry: the ministry denies",
            ],
        ),
        (
            "The mayor denied that the quay was unsafe, as the Beacon newspaper reported on Sunday.",
            &["denial [denied] the mayor: denied that the quay was unsafe"],
        ),
        (
            "The minister called the suggestion “grotesque.” He called the charges “very serious.”",
            &["denial [called] the minister: called the suggestion “grotesque.”"],
        ),
        (
            "The bank said that claim was wrong.",
            &["denial [claim was wrong] the bank: claim was wrong"],
        ),
        (
            "“There is no truth to it,” Anna Roe said. “We signed a new deal in August.”",
            &[
                "denial [there is no] Anna Roe: There is no truth to it",
                "claim [quotation] Anna Roe: We signed a new deal in August",
            ],
        ),
        (
            "Anna Roe suggested that the army had shelled the village, but offered no evidence.",
            &["claim [suggested] Anna Roe: the army had shelled the village"],
        ),
        (
            "Anna Roe denied it. “The vessel was examined and passed,” she said.",
            &[
                "denial [denied] Anna Roe: denied it",
                "claim [said] Anna Roe: The vessel was examined and passed",
            ],
        ),
        (
            "Anna Roe told him that it rained all day and that the road was closed.",
            &[
                "claim [told] Anna Roe: it rained all day",
                "claim [told] Anna Roe: the road was closed",
            ],
        ),
        (
            "Police put the number of dead at 19. The bank reported a 23% drop in profit and cut jobs. He put 20 boxes on the table.",
            &[
                "claim [put] police: the number of dead at 19",
                "claim [reported] the bank: a 23% drop in profit",
            ],
        ),
        (
            "Brandvik shares slide, denies loss of key customer",
            &["denial [denies] Brandvik: denies loss of key customer"],
        ),
        (
            "The owner ignored the warnings, a court heard on Thursday.",
            &["claim [heard] a court: The owner ignored the warnings"],
        ),
        (
            "Anna Roe accepted that she had been dismissed, but rejected the suggestion that she lied.",
            &[
                "claim [accepted] Anna Roe: she had been dismissed",
                "denial [rejected] Anna Roe: rejected the suggestion that she lied",
            ],
        ),
        ("He left the “old town” and did not come back.", &[]),
    ] {
        assert_eq!(offers(text), expected, "{text}");
    }
}

#[test]
fn a_text_may_begin_with_a_full_stop_and_a_verb() {
    sound(".said ");
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

/// How long offers take in a text, in seconds: the best of three.
fn seconds(text: &str) -> f64 {
    let document = Document::new(text);
    let took = (0..3).map(|_| {
        let since = std::time::Instant::now();
        std::hint::black_box(suggest(&document, &[], &Conventions::default()));
        since.elapsed().as_secs_f64()
    });
    took.fold(f64::INFINITY, f64::min)
}

/// Four times the text takes some four times as long, not sixteen times.
fn grows_in_proportion(size: usize) {
    for piece in [
        "“",
        "\"",
        "'",
        "‘a",
        "’ ",
        "«",
        "“a” ",
        "“a,” b said, ",
        "said ",
        "said, ",
        "denied ",
        "Roe said that ",
        "Roe, ",
        "he said. ",
        "Anna Roe said. ",
        "“No,” Anna Roe said. ",
        "“No.” ",
        "according to ",
        "told ",
        "and ",
        "a",
        "there is no ",
        "“a\n",
        "(",
        ") said ",
        "e\u{301}",
        "A. ",
        "Roe",
        "the ",
        ", which ",
    ] {
        let short = piece.repeat(size / piece.len());
        let long = piece.repeat(4 * size / piece.len());
        // A machine that is busy with something else may spoil a run, but not every one.
        let is_linear = |_| {
            let (short, long) = (seconds(&short), seconds(&long));
            long < 9.0 * short + 0.05
        };
        assert!((0..3).any(is_linear), "{piece:?}");
    }
}

#[test]
fn hostile_texts_take_no_longer_than_they_are_long() {
    grows_in_proportion(20_000);
}

#[test]
#[ignore = "a megabyte of each takes some seconds"]
fn hostile_megabytes_take_no_longer_than_they_are_long() {
    grows_in_proportion(300_000);
}
