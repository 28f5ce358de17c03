//! What the tests of several rooms need: texts with everything that has ever broken an offset, and sets on them.

use std::sync::Arc;

use proptest::prelude::*;

use crate::{
    annotation::{
        Amount, AmountKind, Annotation, AnnotationId, AnnotationSet, ArticleRecord, Denied,
        Fragment, Quantity, Reanchored, Region, Speaker, SpeakerId, Tag, WasWords,
    },
    text::{CharRange, Document, LineEnds, Reading, Sha256, Span},
};

/// Pieces that offsets go wrong on: line ends, a BOM, astral and joined emoji, flags, combining marks, right-to-left, Chinese,
/// ligatures, controls, and plain words.
const PIECES: &[&str] = &[
    "a",
    "word ",
    "said. ",
    "“No,” ",
    "1,460.50",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\u{feff}",
    "😀",
    "👨‍👩‍👧",
    "🇰🇿",
    "e\u{301}",
    "\u{301}",
    "ﷺ",
    "الوزير ",
    "שלום",
    "北京",
    "official",
    "\u{200f}",
    "\u{202e}",
    "\u{200d}",
    "\t",
    "\u{a0}",
    "\u{2028}",
    "\0",
    "𝒳",
    "ไทย",
    "\"",
    "\\",
    "{}",
    "//",
];

/// Up to about fifty code points, from the pieces above and from anywhere in Unicode.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

/// A set without marks for a document, read from nowhere.
pub(crate) fn empty_set(document: &Document) -> AnnotationSet {
    let reading = Reading {
        reader: "plain".into(),
        version: 1,
        encoding: "UTF-8".into(),
        guessed: false,
        byte_order_mark: false,
        line_ends: LineEnds::Lf,
        replaced: 0,
    };
    let article = ArticleRecord {
        file: "story.txt".into(),
        file_sha256: document.sha256(),
        text_sha256: document.sha256(),
        text_length: document.len(),
        reading,
    };
    AnnotationSet::new(article, "ada".into())
}

/// Where these words first stand.
pub(crate) fn span_of(document: &Document, words: &str) -> Span {
    let start = document.char_of_byte(document.text().find(words).unwrap());
    document
        .span(CharRange::new(start, start + words.chars().count()))
        .unwrap()
}

/// Any set that a file can hold, sensible or not: spans need not fit a text, links may dangle.
pub(crate) fn any_set() -> impl Strategy<Value = AnnotationSet> {
    let speakers = proptest::collection::vec(
        (
            any::<u64>(),
            any_text(),
            proptest::collection::vec(any_text(), 0..3),
        ),
        0..3,
    );
    let marks = proptest::collection::vec(any_annotation(), 0..6);
    (
        any_text(),
        any_text(),
        speakers,
        marks,
        any_regions(),
        (any_leavings(), any::<bool>()),
    )
        .prop_map(
            |(story, annotator, speakers, annotations, left_out, (leavings, done))| {
                let mut set = empty_set(&Document::new(story));
                set.left_out = left_out;
                (set.orphans, set.orphan_regions, set.reanchored) = leavings;
                set.annotator = annotator;
                set.done = done;
                let speaker = |(id, name, other_names)| Speaker {
                    id: SpeakerId::from_random(id),
                    name,
                    other_names,
                };
                set.speakers = speakers.into_iter().map(speaker).collect();
                set.annotations = annotations;
                set
            },
        )
}

fn any_regions() -> impl Strategy<Value = Vec<Region>> {
    let words = || (any_text(), any_text());
    let region = ((0usize..9999, 0usize..9999), words(), words()).prop_map(
        |((start, end), (begins, ends), (before, after))| Region {
            span: CharRange::new(start, end),
            begins,
            ends,
            before,
            after,
        },
    );
    proptest::collection::vec(region, 0..3)
}

/// What changed articles leave in a set.
fn any_leavings() -> impl Strategy<Value = (Vec<Arc<Annotation>>, Vec<Region>, Vec<Reanchored>)> {
    let edited = (any::<u64>(), any_text()).prop_map(|(id, was)| WasWords {
        mark: AnnotationId::from_random(id),
        was,
    });
    let edited = proptest::collection::vec(edited, 0..3);
    let done = (any_text(), 0usize..99, 0usize..99, 0usize..99, edited).prop_map(
        |(text, exact, moved, aside, edited)| Reanchored {
            from: Sha256::of(text.as_bytes()),
            to: Sha256::of(b""),
            exact,
            moved,
            aside,
            edited,
        },
    );
    (
        proptest::collection::vec(any_annotation(), 0..3),
        any_regions(),
        proptest::collection::vec(done, 0..3),
    )
}

fn any_annotation() -> impl Strategy<Value = Arc<Annotation>> {
    let fragment = (
        (0usize..9999, 0usize..9999),
        any_text(),
        any_text(),
        any_text(),
    )
        .prop_map(|((start, end), quote, before, after)| Fragment {
            span: CharRange::new(start, end),
            quote,
            before,
            after,
        });
    let fragments = proptest::collection::vec(fragment, 1..3);
    (
        any::<u64>(),
        any_tag(),
        fragments,
        any_text(),
        any::<bool>(),
        proptest::option::of(any_text()),
        any_text(),
        proptest::collection::btree_set(any_text(), 0..3),
    )
        .prop_map(
            |(id, tag, fragments, note, unsure, suggested, by, labels)| {
                Arc::new(Annotation {
                    id: AnnotationId::from_random(id),
                    tag,
                    labels: labels.into_iter().collect(),
                    fragments,
                    note,
                    unsure,
                    suggested: suggested.unwrap_or_default(),
                    by,
                })
            },
        )
}

fn any_tag() -> impl Strategy<Value = Tag> {
    let speaker = || proptest::option::of(any::<u64>().prop_map(SpeakerId::from_random));
    let id = || any::<u64>().prop_map(AnnotationId::from_random);
    let denied = prop_oneof![
        id().prop_map(Denied::Here),
        any_text().prop_map(Denied::Elsewhere)
    ];
    let word = || proptest::option::of(any_text());
    let number = || {
        (any::<i64>(), 0u32..12)
            .prop_map(|(digits, scale)| rust_decimal::Decimal::new(digits, scale))
    };
    let kind = proptest::sample::select(
        <AmountKind as strum::IntoEnumIterator>::iter().collect::<Vec<_>>(),
    );
    let quantity =
        (kind, number(), number(), word(), word()).prop_map(|(kind, first, second, unit, per)| {
            Quantity {
                amount: Amount::new(kind, first, second),
                unit,
                per,
            }
        });
    prop_oneof![
        speaker().prop_map(|speaker| Tag::Claim { speaker }),
        (speaker(), proptest::collection::vec(denied, 0..3))
            .prop_map(|(speaker, denies)| Tag::Denial { speaker, denies }),
        (
            proptest::option::of(quantity),
            proptest::collection::vec(id(), 0..3)
        )
            .prop_map(|(quantity, about)| Tag::Figure { quantity, about }),
    ]
}
