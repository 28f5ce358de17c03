//! What it costs to find the marks of a changed article again: `cargo bench --no-default-features --bench reanchor`. Beside it, in the same
//! run, what a plain diff of the two texts costs (Myers, no time limit), and what taking the found marks over costs.

#![allow(clippy::unwrap_used, reason = "a benchmark has nobody to report to")]
#![allow(
    dead_code,
    unreachable_pub,
    reason = "the test bench of the same name uses all of these modules"
)]

#[path = "../tests/reanchoring/chance.rs"]
mod chance;
#[path = "../tests/reanchoring/changes.rs"]
mod changes;
#[path = "../tests/reanchoring/marks.rs"]
mod marks;
#[path = "../tests/reanchoring/passages.rs"]
mod passages;
#[path = "../tests/reanchoring/prose.rs"]
mod prose;
#[path = "../tests/reanchoring/words.rs"]
mod words;

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, LazyLock, Mutex},
};

use claimark::{
    annotation::{Act, AnnotationSet, Verdicts, reanchor},
    text::Document,
};
use divan::{
    Bencher,
    counter::{BytesCount, ItemsCount},
};

use chance::Chance;
use changes::{Change, Changed};

fn main() {
    divan::main();
}

/// How large an article, with how many marks, changed how often.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Size {
    bytes: usize,
    marks: usize,
    edits: usize,
}

const SMALL: Size = Size {
    bytes: 60_000,
    marks: 2_000,
    edits: 200,
};
const LARGE: Size = Size {
    bytes: 600_000,
    marks: 20_000,
    edits: 2_000,
};
const LARGE_FEW_EDITS: Size = Size {
    edits: 200,
    ..LARGE
};
const LARGE_FEW_MARKS: Size = Size {
    marks: 2_000,
    ..LARGE
};
const SIZES: [Size; 4] = [SMALL, LARGE_FEW_MARKS, LARGE_FEW_EDITS, LARGE];
/// A text says nothing of marks.
const TEXTS: [Size; 3] = [SMALL, LARGE_FEW_EDITS, LARGE];

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} kB, {} marks, {} edits",
            self.bytes / 1000,
            self.marks,
            self.edits
        )
    }
}

struct Story {
    old: Document,
    new: Document,
    set: AnnotationSet,
}

/// The stories made so far: making one takes longer than most that is measured.
static STORIES: LazyLock<Mutex<HashMap<Size, Arc<Story>>>> = LazyLock::new(Mutex::default);

fn story(size: Size) -> Arc<Story> {
    let mut stories = STORIES.lock().unwrap();
    stories
        .entry(size)
        .or_insert_with(|| Arc::new(make(size)))
        .clone()
}

fn make(size: Size) -> Story {
    // The same article for any number of marks and edits.
    let text = prose::long_article(&mut Chance::new(7), size.bytes);
    let mut chance = Chance::new(11);
    let mut changed = Changed::new(&text);
    let mut edits = 0;
    while edits < size.edits {
        let change = match chance.below(20) {
            0..6 => Change::TypoFix,
            6..9 => Change::InsertSentence,
            9..12 => Change::DeleteSentence,
            12..15 => Change::ChangedNumbers,
            15 => Change::InsertParagraph,
            16 => Change::DeleteParagraph,
            17 => Change::RepeatPassage,
            18 => Change::ReplaceLookalike,
            _ => Change::TranslateParagraph,
        };
        edits += usize::from(change.once(&mut changed, &mut chance));
    }
    let old = Document::new(text);
    let set = marks::set_on(&old, size.marks, &[], false, &mut chance);
    assert_eq!(set.annotations.len(), size.marks);
    Story {
        new: Document::new(changed.text()),
        old,
        set,
    }
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn without_the_old_text(bencher: Bencher<'_, '_>, size: Size) {
    let story = story(size);
    let bencher = bencher.counter(ItemsCount::new(size.marks));
    bencher.bench_local(|| -> Verdicts { reanchor(&story.set, &story.new, None) });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn with_the_old_text(bencher: Bencher<'_, '_>, size: Size) {
    let story = story(size);
    let bencher = bencher.counter(ItemsCount::new(size.marks));
    bencher.bench_local(|| -> Verdicts { reanchor(&story.set, &story.new, Some(&story.old)) });
}

/// Planned and applied, with all that is set aside.
#[divan::bench(args = SIZES, sample_count = 10)]
fn taking_over(bencher: Bencher<'_, '_>, size: Size) {
    let story = story(size);
    let verdicts = reanchor(&story.set, &story.new, Some(&story.old));
    let bencher = bencher.counter(ItemsCount::new(size.marks));
    bencher
        .with_inputs(|| story.set.clone())
        .bench_local_values(|mut set| {
            let taking = verdicts.taking(marks::record(&story.new), |verdict| !verdict.asks());
            let transaction = set.plan(&Act::Reanchor(taking.into()), &story.new).unwrap();
            set.apply(&transaction).unwrap();
            set
        });
}

#[divan::bench(args = TEXTS, sample_count = 10)]
fn plain_diff_of_lines(bencher: Bencher<'_, '_>, size: Size) {
    let story = story(size);
    let bencher = bencher.counter(BytesCount::new(size.bytes));
    bencher.bench_local(|| {
        similar::TextDiff::from_lines(story.old.text(), story.new.text())
            .ops()
            .len()
    });
}

#[divan::bench(args = TEXTS, sample_count = 3)]
fn plain_diff_of_words(bencher: Bencher<'_, '_>, size: Size) {
    let story = story(size);
    let bencher = bencher.counter(BytesCount::new(size.bytes));
    bencher.bench_local(|| {
        similar::TextDiff::from_words(story.old.text(), story.new.text())
            .ops()
            .len()
    });
}

/// It grows with the text times what differs.
#[divan::bench(args = TEXTS, sample_count = 1)]
fn plain_diff_of_characters(bencher: Bencher<'_, '_>, size: Size) {
    let story = story(size);
    let bencher = bencher.counter(BytesCount::new(size.bytes));
    bencher.bench_local(|| {
        similar::TextDiff::from_chars(story.old.text(), story.new.text())
            .ops()
            .len()
    });
}
