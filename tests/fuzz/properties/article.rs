//! An article: the same bytes give the same text again, and a Document keeps what it promises.

use std::path::Path;

use claimark::{
    article::{Article, from_bytes},
    text::{CharRange, Document, Reading, graphemes},
};

/// Steps of a caret that are tried in one text: a walk is slow in a character of very many accents.
const STEPS: usize = 400;

/// Encodings that a record may state for bytes that never were in them, and one that there is not.
const LABELS: &[&str] = &[
    "windows-1251",
    "Big5",
    "ISO-2022-JP",
    "gb18030",
    "UTF-16LE",
    "replacement",
    "x-user-defined",
    "Shift_JIS",
    "none such",
];

/// For these bytes of an article.
pub fn read_article(bytes: &[u8]) {
    let read = |recorded: Option<&Reading>| from_bytes(Path::new("story.txt"), bytes, recorded);
    let Ok(Article {
        document,
        file_sha256,
        reading,
    }) = read(None)
    else {
        return;
    };
    let again = read(Some(&reading)).expect("what was read can be read again");
    assert_eq!(again.document.text(), document.text());
    assert_eq!(again.reading, reading);
    assert_eq!(again.file_sha256, file_sha256);
    keeps_its_promises(&document);
    let other = Reading {
        encoding: LABELS[bytes.len() % LABELS.len()].to_owned(),
        guessed: true,
        ..reading
    };
    if let Ok(forced) = read(Some(&other)) {
        let again = read(Some(&forced.reading)).expect("what was read can be read again");
        assert_eq!(again.document.text(), forced.document.text());
        assert_eq!(again.reading, forced.reading);
        keeps_its_promises(&forced.document);
    }
}

/// What a Document says of itself is so.
fn keeps_its_promises(document: &Document) {
    let text = document.text();
    assert!(!text.contains('\r'));
    let length = document.len();
    assert_eq!(length, text.chars().count());
    assert_eq!(document.len_utf16(), text.encode_utf16().count());
    let whole = CharRange::new(0, length);
    let span = document.span(whole).expect("all of it is a span");
    assert_eq!(document.quote(span), text);
    assert!(document.span(CharRange::new(0, length + 1)).is_err());
    let trimmed = document.without_blank_edges(whole);
    assert!(trimmed.is_empty() || document.span(trimmed).is_ok());
    paragraphs(document);
    carets(document);
    words(document);
    maps(document);
}

fn paragraphs(document: &Document) {
    let mut offset = 0;
    let mut lines = document.text().split('\n');
    for (index, paragraph) in document.paragraphs().iter().enumerate() {
        let line = lines.next().expect("one line a paragraph");
        assert_eq!(paragraph.range.start, offset);
        assert_eq!(paragraph.range.len(), line.chars().count());
        assert_eq!(document.paragraph(index), line);
        assert_eq!(document.paragraph_of(offset), index);
        offset = paragraph.range.end + 1;
        let mut byte = 0;
        for cluster in graphemes(line) {
            assert!(cluster.start == byte && cluster.end > byte);
            byte = cluster.end;
        }
        assert_eq!(byte, line.len());
    }
    assert_eq!(lines.next(), None);
    assert_eq!(offset, document.len() + 1);
}

fn carets(document: &Document) {
    let mut offset = 0;
    for _ in 0..STEPS {
        let cluster = document.grapheme_at(offset);
        assert_eq!(cluster.start, offset);
        if offset == document.len() {
            assert!(cluster.is_empty());
            break;
        }
        assert!(document.is_boundary(cluster.end));
        assert_eq!(document.previous_grapheme(cluster.end), offset);
        let inside = CharRange::new(offset, cluster.end);
        assert!(document.span(inside).is_ok());
        if cluster.len() > 1 {
            let middle = offset + cluster.len() / 2;
            assert!(!document.is_boundary(middle));
            assert_eq!(document.grapheme_at(middle), cluster);
        }
        offset = cluster.end;
    }
}

fn words(document: &Document) {
    for step in 0..=8 {
        let offset = document.grapheme_at(document.len() * step / 8).start;
        for range in [document.word_at(offset), document.sentence_at(offset)] {
            assert!(range.start <= offset && offset <= range.end && range.end <= document.len());
            assert!(document.is_boundary(range.start) && document.is_boundary(range.end));
        }
    }
}

fn maps(document: &Document) {
    for step in 0..=32 {
        let offset = document.len() * step / 32;
        assert_eq!(document.char_of_byte(document.byte_of(offset)), offset);
        assert_eq!(document.char_of_utf16(document.utf16_of(offset)), offset);
        let place = document.line_column(offset);
        assert_eq!(document.char_at(place), Some(offset));
    }
}
