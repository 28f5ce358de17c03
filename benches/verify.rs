//! A thousand and ten thousand sets of thirty marks: `claimark verify` of all, beside what no verifier could do without, reading
//! and hashing the same files; and what the parts cost of one set.

#![allow(clippy::unwrap_used, reason = "a benchmark has nobody to report to")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use claimark::{
    annotation::{
        Act, Amount, AnnotationId, AnnotationSet, ArticleRecord, Denied, Kind, Quantity, SpeakerId,
    },
    article,
    cli::{Allowed, How, SetFile, check_files},
    format,
    text::{CharRange, Document, Sha256},
    verify::{Case, Selection, Wishes, check, check_set, render::Form},
};
use divan::{
    Bencher,
    counter::{BytesCount, ItemsCount},
};
use rayon::prelude::*;

const SETS: usize = 10_000;
const MARKS: usize = 30;
const WORDS: &[&str] = &[
    "officials",
    "said",
    "that",
    "the",
    "factory",
    "workers",
    "were",
    "paid",
    "“nothing”",
    "for",
    "more",
    "than",
    "1,460",
    "yuan",
    "a",
    "month,",
    "which",
    "ministry",
    "denied",
    "on",
    "Tuesday",
    "café",
    "قال",
    "reporters",
    "😀",
    "camps.",
];

/// The files, in a folder that is there until the program ends.
static FILES: LazyLock<(tempfile::TempDir, Vec<SetFile>)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let files = (0..SETS).into_par_iter();
    let files = files.map(|index| make(folder.path().join(format!("{index:05}.txt")), index));
    let files = files.collect();
    (folder, files)
});

/// An article of 300 to 600 words and a set on it, without any fault: each mark has what its kind should have.
fn make(path: PathBuf, seed: usize) -> SetFile {
    let mut chance = seed as u64 + 1;
    let mut below = |end: usize| {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (chance >> 33) as usize % end
    };
    let mut text = String::new();
    for word in 0..300 + below(301) {
        // Enough numbers for the figures.
        text += if word % 25 == 7 {
            "1,460"
        } else {
            WORDS[below(WORDS.len())]
        };
        text += if word % 60 == 59 { "\n" } else { " " };
    }
    fs::write(&path, text).unwrap();
    let read = article::read(&path, None).unwrap();
    let document = &read.document;
    let record = ArticleRecord {
        file: path.file_name().unwrap().to_string_lossy().into_owned(),
        file_sha256: read.file_sha256,
        text_sha256: document.sha256(),
        text_length: document.len(),
        reading: read.reading,
    };
    let mut set = AnnotationSet::new(record, "ada".into());
    let selection = Selection::usual();
    while set.annotations.len() < MARKS {
        let number = set.annotations.len();
        let kind = [Kind::Claim, Kind::Denial, Kind::Figure][number % 3];
        let start = document.word_at(below(document.len() - 200)).start;
        let range = if kind == Kind::Figure {
            let Some(found) = document.text()[document.byte_of(start)..].find("1,460") else {
                continue;
            };
            let start = document.char_of_byte(document.byte_of(start) + found);
            CharRange::new(start, start + 5)
        } else {
            let end = document.word_at(start + 5 + below(120)).end;
            let paragraph = document.paragraphs()[document.paragraph_of(start)].range;
            document.without_blank_edges(CharRange::new(start, end.min(paragraph.end)))
        };
        let Ok(span) = document.span(range) else {
            continue;
        };
        let before = set.clone();
        let id = AnnotationId::from_random((seed * MARKS + number) as u64);
        let mark = Act::Mark {
            span,
            kind,
            id: id.clone(),
            by: "ada".into(),
        };
        if !act(&mut set, document, mark) {
            continue;
        }
        match kind {
            Kind::Figure => {
                let quantity = Quantity {
                    amount: Amount::Exactly(1460.into()),
                    unit: Some("yuan".into()),
                    per: None,
                };
                act(&mut set, document, Act::SetQuantity(id, Some(quantity)));
            }
            kind => {
                let name = ["The ministry", "The workers", "The company"][below(3)];
                let speaker = Act::SetSpeaker {
                    id: id.clone(),
                    name: name.into(),
                    new: SpeakerId::from_random(chance_of(name)),
                };
                act(&mut set, document, speaker);
                if kind == Kind::Denial {
                    let what = Denied::Elsewhere("that anybody was paid".into());
                    act(&mut set, document, Act::SetDenies(id, vec![what]));
                }
            }
        }
        // Chance may take one quotation mark of two.
        if !check_set(&set, document, None, &selection).is_empty() {
            set = before;
        }
    }
    let path = format::default_name(&path, "ada");
    fs::write(&path, format::write(&set)).unwrap();
    SetFile {
        path,
        named: false,
        given: None,
    }
}

/// Some bits for a name.
fn chance_of(name: &str) -> u64 {
    name.bytes().fold(7, |bits, b| bits * 31 + u64::from(b))
}

/// Whether a set let itself be changed so.
fn act(set: &mut AnnotationSet, document: &Document, act: Act) -> bool {
    let transaction = set.plan(&act, document);
    transaction.is_ok_and(|transaction| set.apply(&transaction).is_ok())
}

fn verify(sets: usize) {
    let how = How {
        form: Form::find("concise").unwrap(),
        colours: false,
        limit: 10_000,
        wishes: Wishes::default(),
        allowed: Allowed::below([FILES.0.path()]),
        mend: None,
        progress: false,
    };
    let outcome = check_files(&FILES.1[..sets], &how);
    assert_eq!((outcome.sets.len(), outcome.articles_read), (sets, sets));
    assert_eq!(outcome.tally.all(), 0, "a set has a fault");
}

fn article_of(set: &Path) -> PathBuf {
    set.with_extension("").with_extension("txt")
}

/// The parts of [`verify`] without what joins them: each set read, checked on its article, and let go.
fn read_and_check(sets: usize) {
    let selection = Selection::usual();
    FILES.1[..sets].par_iter().for_each(|file| {
        let bytes = format::bytes_of(&file.path).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (set, canonical) = format::read_text(&text);
        let set = set.unwrap();
        let path = article_of(&file.path);
        let article = article::read(&path, Some(&set.article.reading)).unwrap();
        let findings = check(&Case {
            set_name: "a set",
            text: &text,
            set: Ok(&set),
            article_name: "an article",
            article: Some(Ok(&article.document)),
            reading: Some(&article.reading),
            codebook: None,
            canonical,
            selection: &selection,
        });
        assert!(findings.is_empty());
    });
}

fn read_and_hash(sets: usize) {
    FILES.1[..sets].par_iter().for_each(|file| {
        for path in [&file.path, &article_of(&file.path)] {
            divan::black_box(Sha256::of(&fs::read(path).unwrap()));
        }
    });
}

fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap()
}

/// How many sets, on how many threads: 0 is as many as there are processors.
const RUNS: &[(usize, usize)] = &[(1000, 1), (1000, 0), (SETS, 1), (SETS, 0)];

#[divan::bench(args = RUNS, sample_count = 10)]
fn verify_all(bencher: Bencher<'_, '_>, (sets, threads): (usize, usize)) {
    let pool = pool(threads);
    LazyLock::force(&FILES);
    bencher
        .counter(ItemsCount::new(sets))
        .bench_local(|| pool.install(|| verify(sets)));
}

#[divan::bench(args = RUNS, sample_count = 10)]
fn read_and_hash_all(bencher: Bencher<'_, '_>, (sets, threads): (usize, usize)) {
    let pool = pool(threads);
    LazyLock::force(&FILES);
    bencher
        .counter(ItemsCount::new(sets))
        .bench_local(|| pool.install(|| read_and_hash(sets)));
}

#[divan::bench(args = RUNS, sample_count = 10)]
fn read_and_check_all(bencher: Bencher<'_, '_>, (sets, threads): (usize, usize)) {
    let pool = pool(threads);
    LazyLock::force(&FILES);
    bencher
        .counter(ItemsCount::new(sets))
        .bench_local(|| pool.install(|| read_and_check(sets)));
}

/// One set's bytes.
fn one() -> Vec<u8> {
    fs::read(&FILES.1[0].path).unwrap()
}

#[divan::bench]
fn one_set_read(bencher: Bencher<'_, '_>) {
    let bytes = one();
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .bench_local(|| format::read(&bytes).unwrap());
}

/// With a blank more than the canonical text: by the reader of any RON.
#[divan::bench]
fn one_set_read_from_any_ron(bencher: Bencher<'_, '_>) {
    let mut bytes = one();
    bytes.push(b' ');
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .bench_local(|| format::read(&bytes).unwrap());
}

#[divan::bench]
fn one_set_hashed(bencher: Bencher<'_, '_>) {
    let bytes = one();
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .bench_local(|| Sha256::of(&bytes));
}

#[divan::bench]
fn one_set_from_disk(bencher: Bencher<'_, '_>) {
    let path = &FILES.1[0].path;
    bencher.bench_local(|| format::bytes_of(path).unwrap());
}

#[divan::bench]
fn one_article_from_disk(bencher: Bencher<'_, '_>) {
    let path = article_of(&FILES.1[0].path);
    let reading = format::read(&one()).unwrap().article.reading;
    bencher.bench_local(|| article::read(&path, Some(&reading)).unwrap());
}

#[divan::bench]
fn one_document(bencher: Bencher<'_, '_>) {
    let text = fs::read_to_string(article_of(&FILES.1[0].path)).unwrap();
    bencher
        .with_inputs(|| text.clone())
        .bench_local_values(Document::new);
}

#[divan::bench]
fn one_set_checked(bencher: Bencher<'_, '_>) {
    let bytes = one();
    let set = format::read(&bytes).unwrap();
    let article = article::read(&article_of(&FILES.1[0].path), None).unwrap();
    let selection = Selection::usual();
    let case = Case {
        set_name: "a set",
        text: std::str::from_utf8(&bytes).unwrap(),
        set: Ok(&set),
        article_name: "an article",
        article: Some(Ok(&article.document)),
        reading: Some(&article.reading),
        codebook: None,
        canonical: true,
        selection: &selection,
    };
    bencher.bench_local(|| check(&case));
}

/// Many marks on one character of a great many accents: the time shall grow by the marks or by the accents, not by both.
#[divan::bench(args = [(1000, 50_000), (2000, 50_000), (1000, 100_000)])]
fn marks_on_one_endless_character(bencher: Bencher<'_, '_>, (marks, accents): (usize, usize)) {
    let document = Document::new(format!("{} end", "\u{301}".repeat(accents)));
    let ranges = (0..marks).map(|mark| CharRange::new(mark * (accents / marks), accents));
    let ranges: Vec<_> = ranges.collect();
    bencher.bench_local(|| {
        let spans = ranges.iter().map(|&range| document.span(range).is_ok());
        spans.filter(|&sound| sound).count()
    });
}

fn main() {
    divan::main();
}
