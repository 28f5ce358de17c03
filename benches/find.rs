//! What looking for words costs: `cargo bench --bench find`.
//!
//! Folding is done once for a text; each letter typed looks through the folded text. Both grow in proportion to the text: ten times
//! the text, ten times the time. Finding also grows with the places, of which at most 100,000 are collected. Beside it, in the same
//! run, what the plainest search costs: the standard library's over the same text, where letters must be the very same.
//!
//! Where this was written, folding took some 17 ns a byte, and the worst letter 1.8 ms in 1.1 MB, no more than the plain search.
//! The find bar therefore folds long texts on a thread, and looks for words at once.

use claimark::{
    annotation::{Annotation, AnnotationId, Fragment, Kind, occurrences},
    text::{CharRange, Document, Folded, Folding, Pattern, Places},
};
use divan::Bencher;

fn main() {
    divan::main();
}

/// Bytes of text, about.
const SIZES: [usize; 3] = [60_000, 600_000, 1_100_000];

/// What somebody types, letter by letter: many places first, then few. It stands in the text as it is typed.
const TYPED: &str = "moved from café";

/// Prose without sense, in paragraphs of some sixty words.
fn text(bytes: usize) -> String {
    const WORDS: [&str; 16] = [
        "the", "minister", "denied", "on", "Tuesday", "that", "more", "than", "1,460", "people",
        "“were", "moved”", "moved", "from", "café", "camps,",
    ];
    let mut chance = 7u64;
    let mut text = String::new();
    for word in 1.. {
        if text.len() >= bytes {
            break;
        }
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        text += WORDS[(chance >> 33) as usize % WORDS.len()];
        text += if word % 60 == 0 { ".\n\n" } else { " " };
    }
    text
}

/// All that stands in the field while [`TYPED`] is typed.
fn prefixes() -> impl Iterator<Item = &'static str> {
    TYPED
        .char_indices()
        .map(|(at, letter)| &TYPED[..at + letter.len_utf8()])
}

#[divan::bench(args = SIZES)]
fn fold(bencher: Bencher<'_, '_>, bytes: usize) {
    let document = Document::new(text(bytes));
    bencher.bench(|| Folded::of(&document, Folding::ALL));
}

#[divan::bench(args = SIZES)]
fn fold_chinese(bencher: Bencher<'_, '_>, bytes: usize) {
    let sentence = "新疆维吾尔自治区政府周三表示，手套今年将销往海外，售价三百二十元。\n";
    let document = Document::new(sentence.repeat(bytes / sentence.len()));
    bencher.bench(|| Folded::of(&document, Folding::ALL));
}

/// All fifteen letters.
#[divan::bench(args = SIZES)]
fn type_the_words(bencher: Bencher<'_, '_>, bytes: usize) {
    let folded = Folded::of(&Document::new(text(bytes)), Folding::ALL);
    bencher.bench(|| {
        prefixes()
            .map(|words| folded.find(words).ranges.len())
            .sum::<usize>()
    });
}

/// All fifteen letters, in the standard library.
#[divan::bench(args = SIZES)]
fn type_the_words_plain(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = text(bytes);
    bencher.bench(|| {
        prefixes()
            .map(|words| {
                text.match_indices(words)
                    .map(|(at, _)| at)
                    .collect::<Vec<_>>()
                    .len()
            })
            .sum::<usize>()
    });
}

/// The letter with the most places: the worst that one key costs.
#[divan::bench(args = SIZES)]
fn type_one_letter(bencher: Bencher<'_, '_>, bytes: usize) {
    let folded = Folded::of(&Document::new(text(bytes)), Folding::ALL);
    bencher.bench(|| -> Places { folded.find("e") });
}

#[divan::bench(args = SIZES)]
fn type_one_letter_plain(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = text(bytes);
    bencher.bench(|| {
        text.match_indices("e")
            .map(|(at, _)| at)
            .collect::<Vec<_>>()
    });
}

/// Words that stand in one place.
#[divan::bench(args = SIZES)]
fn find_what_is_there_once(bencher: Bencher<'_, '_>, bytes: usize) {
    let folded = Folded::of(&Document::new(text(bytes) + "zebra"), Folding::ALL);
    bencher.bench(|| folded.find("zebra"));
}

#[divan::bench(args = SIZES)]
fn find_what_is_there_once_plain(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = text(bytes) + "zebra";
    bencher.bench(|| text.match_indices("zebra").count());
}

#[divan::bench(args = SIZES)]
fn find_a_pattern(bencher: Bencher<'_, '_>, bytes: usize) {
    let document = Document::new(text(bytes));
    bencher.bench(|| Pattern::new(r"[\d,]+ people", false).map(|pattern| pattern.find(&document)));
}

/// Every other place of a mark on the commonest word: its places grow with the text, and each is checked for where words end.
#[divan::bench(args = SIZES)]
fn find_a_mark_again(bencher: Bencher<'_, '_>, bytes: usize) {
    let document = Document::new(text(bytes));
    let folded = Folded::of(&document, Folding::SAME_WORDS);
    let mark = Annotation {
        id: AnnotationId::from_random(1),
        tag: Kind::Claim.empty(),
        labels: Vec::new(),
        fragments: document
            .span(CharRange::new(0, document.next_word_end(0)))
            .map(|span| Fragment::of(&document, span))
            .into_iter()
            .collect(),
        note: String::new(),
        unsure: false,
        suggested: String::new(),
        by: "ann".into(),
    };
    bencher.bench(|| occurrences(&document, &folded, &mark));
}
