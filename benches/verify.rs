//! A thousand sets of thirty marks: `claimark verify` of all, beside what no verifier could do without, reading and hashing the
//! same files.

#![allow(clippy::unwrap_used, reason = "a benchmark has nobody to report to")]

use std::{fs, path::PathBuf, sync::LazyLock};

use claimark::{
    annotation::{Act, AnnotationId, AnnotationSet, ArticleRecord, Kind},
    article,
    cli::{SetFile, check_files},
    format,
    text::{CharRange, Sha256},
    verify::render::concise,
};
use divan::{Bencher, counter::ItemsCount};
use rayon::prelude::*;

const SETS: usize = 1000;
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
    let files = (0..SETS).map(|index| make(folder.path().join(format!("{index:04}.txt")), index));
    let files = files.collect();
    (folder, files)
});

/// An article of 300 to 600 words and a set on it, without any fault.
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
        text += WORDS[below(WORDS.len())];
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
    while set.annotations.len() < MARKS {
        let start = document.word_at(below(document.len() - 200)).start;
        let end = document.word_at(start + 5 + below(120)).end;
        let range = document.without_blank_edges(CharRange::new(start, end));
        let kind = [Kind::Claim, Kind::Denial, Kind::Figure][below(3)];
        let id = AnnotationId::from_random((seed * MARKS + set.annotations.len()) as u64);
        let Ok(span) = document.span(range) else {
            continue;
        };
        let act = Act::Mark {
            span,
            kind,
            id,
            by: "ada".into(),
        };
        if let Ok(transaction) = set.plan(&act, document) {
            set.apply(&transaction).unwrap();
        }
    }
    let path = format::default_name(&path, "ada");
    format::save(&path, &set, None).unwrap();
    SetFile { path, named: false }
}

fn verify() {
    let results = check_files(&FILES.1, concise, false);
    assert_eq!(results.len(), SETS);
    let faults = results.iter().filter(|result| {
        !result
            .as_ref()
            .is_ok_and(|report| report.findings.is_empty())
    });
    assert_eq!(faults.count(), 0);
}

fn read_and_hash() {
    FILES.1.par_iter().for_each(|file| {
        let article = file.path.with_extension("").with_extension("txt");
        for path in [&file.path, &article] {
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

/// Threads: 0 is as many as there are processors.
#[divan::bench(args = [0, 1])]
fn verify_all(bencher: Bencher<'_, '_>, threads: usize) {
    let pool = pool(threads);
    LazyLock::force(&FILES);
    bencher
        .counter(ItemsCount::new(SETS))
        .bench_local(|| pool.install(verify));
}

#[divan::bench(args = [0, 1])]
fn read_and_hash_all(bencher: Bencher<'_, '_>, threads: usize) {
    let pool = pool(threads);
    LazyLock::force(&FILES);
    bencher
        .counter(ItemsCount::new(SETS))
        .bench_local(|| pool.install(read_and_hash));
}

fn main() {
    divan::main();
}
