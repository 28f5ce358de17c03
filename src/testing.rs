//! What the tests of several rooms need: texts with everything that has ever broken an offset, and sets on them.

use proptest::prelude::*;

use crate::{
    annotation::{AnnotationSet, ArticleRecord},
    text::{CharRange, Document, LineEnds, Reading, Span},
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
