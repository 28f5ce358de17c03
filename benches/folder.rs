//! Opening a folder of 10,000 articles of some 3 kB, 5,000 of them with a set of ten marks: with nothing known of it (cold) and once
//! more (warm), beside what nobody could do without: to list the files, to look at each, to read all of them, to hash them. And what a
//! keystroke in the filter costs.
//!
//! The system has the files in memory all the time: what is measured is the work, not the disk. "Cold" and "warm" are about what
//! Claimark knows.

#![allow(clippy::unwrap_used, reason = "a benchmark has nobody to report to")]

use std::{
    fmt::Write,
    fs,
    path::PathBuf,
    sync::{LazyLock, Mutex, atomic::AtomicBool},
    time::{Duration, SystemTime},
};

use claimark::{
    annotation::{Act, AnnotationId, AnnotationSet, Kind},
    article, format,
    text::{CharRange, Sha256},
    workspace::{Cache, Scan, Seen, Sort, View, Workspace, list, scan},
};
use divan::{Bencher, counter::ItemsCount};
use rayon::prelude::*;

const ARTICLES: usize = 10_000;
const MARKS: usize = 10;

/// The folder, there until the program ends, and what is known of it once it was looked through.
static FOLDER: LazyLock<(tempfile::TempDir, Cache)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..100 {
        fs::create_dir(folder.path().join(format!("week {number}"))).unwrap();
    }
    let all = (0..ARTICLES).into_par_iter();
    all.for_each(|number| {
        let path = folder
            .path()
            .join(format!("week {}/article {number:05}.txt", number / 100));
        make(path, number);
    });
    // What is a few seconds old is known for sure.
    let cache = look(folder.path(), &Cache::default(), Duration::from_secs(10)).1;
    (folder, cache)
});

fn make(path: PathBuf, number: usize) {
    let mut text = format!("Report {number} from the harbour\n\n");
    for sentence in 0..40 {
        let _ = writeln!(
            text,
            "In sentence {sentence} of {number} the ministry denied that 1,460 workers left."
        );
    }
    fs::write(&path, text).unwrap();
    if number % 2 == 1 {
        return;
    }
    let read = article::read(&path, None).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    let mut set = AnnotationSet::new(format::record(&read, name), "ada".into());
    let document = &read.document;
    for (mark, (at, words)) in document
        .text()
        .match_indices("the ministry denied")
        .take(MARKS)
        .enumerate()
    {
        let start = document.char_of_byte(at);
        let act = Act::Mark {
            span: document
                .span(CharRange::new(start, start + words.len()))
                .unwrap(),
            kind: Kind::Claim,
            id: AnnotationId::from_random((number * MARKS + mark) as u64),
            by: "ada".into(),
        };
        let step = set.plan(&act, document).unwrap();
        set.apply(&step).unwrap();
    }
    fs::write(format::default_name(&path, "ada"), format::write(&set)).unwrap();
}

/// Looks through the folder, so long after now.
fn look(folder: &std::path::Path, cache: &Cache, after: Duration) -> (Workspace, Cache) {
    let workspace = Mutex::new(Workspace::new(folder.to_owned(), "ada".to_owned()));
    let cache = scan(&Scan {
        folder,
        cache,
        work: None,
        now: SystemTime::now() + after,
        cancel: &AtomicBool::new(false),
        tell: &|news| workspace.lock().unwrap().take(news),
    })
    .unwrap();
    (workspace.into_inner().unwrap(), cache)
}

fn files() -> Vec<PathBuf> {
    let listing = list(FOLDER.0.path(), || false).unwrap();
    [listing.articles, listing.sets].concat()
}

#[divan::bench]
fn a_cold_look(bencher: Bencher<'_, '_>) {
    let folder = FOLDER.0.path();
    let bencher = bencher.counter(ItemsCount::new(ARTICLES));
    bencher.bench(|| look(folder, &Cache::default(), Duration::from_secs(10)));
}

#[divan::bench]
fn b_warm_look(bencher: Bencher<'_, '_>) {
    let (folder, cache) = (FOLDER.0.path(), &FOLDER.1);
    let bencher = bencher.counter(ItemsCount::new(ARTICLES));
    bencher.bench(|| look(folder, cache, Duration::from_secs(10)));
}

/// As the window does it when a folder is opened that was open before.
#[divan::bench]
fn c_warm_look_and_reading_what_is_kept(bencher: Bencher<'_, '_>) {
    let (folder, cache) = (FOLDER.0.path(), &FOLDER.1);
    let state = tempfile::tempdir().unwrap();
    let file = Cache::file(state.path(), folder);
    cache.save(&file).unwrap();
    let bencher = bencher.counter(ItemsCount::new(ARTICLES));
    bencher.bench(|| look(folder, &Cache::load(&file), Duration::from_secs(10)));
}

#[divan::bench]
fn d_listing(bencher: Bencher<'_, '_>) {
    let _ = FOLDER.0.path();
    bencher.counter(ItemsCount::new(ARTICLES)).bench(files);
}

#[divan::bench]
fn e_listing_and_looking_at_each(bencher: Bencher<'_, '_>) {
    let _ = FOLDER.0.path();
    let each = || {
        files()
            .par_iter()
            .filter_map(|path| Seen::of(path))
            .map(|seen| seen.length())
            .sum::<u64>()
    };
    bencher.counter(ItemsCount::new(ARTICLES)).bench(each);
}

#[divan::bench]
fn f_listing_and_reading_all(bencher: Bencher<'_, '_>) {
    let _ = FOLDER.0.path();
    let all = || {
        files()
            .par_iter()
            .map(|path| fs::read(path).unwrap().len())
            .sum::<usize>()
    };
    bencher.counter(ItemsCount::new(ARTICLES)).bench(all);
}

#[divan::bench]
fn g_listing_reading_and_hashing_all(bencher: Bencher<'_, '_>) {
    let _ = FOLDER.0.path();
    let all = || {
        let digests = files()
            .into_par_iter()
            .map(|path| Sha256::of(&fs::read(path).unwrap()));
        digests.collect::<Vec<_>>()
    };
    bencher.counter(ItemsCount::new(ARTICLES)).bench(all);
}

#[divan::bench]
fn h_a_keystroke_in_the_filter(bencher: Bencher<'_, '_>) {
    let (workspace, _) = look(FOLDER.0.path(), &FOLDER.1, Duration::from_secs(10));
    let view = View {
        words: "week 7 art".to_owned(),
        ..View::default()
    };
    bencher.bench(|| view.choose(&workspace));
}

#[divan::bench(args = [Sort::Name, Sort::State, Sort::Findings])]
fn i_all_rows_sorted(bencher: Bencher<'_, '_>, sort: Sort) {
    let (workspace, _) = look(FOLDER.0.path(), &FOLDER.1, Duration::from_secs(10));
    let view = View {
        sort,
        ..View::default()
    };
    bencher.bench(|| view.choose(&workspace));
}

fn main() {
    divan::main();
}
