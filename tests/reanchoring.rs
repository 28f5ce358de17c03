//! Marks on articles that change: whether each keeps its place, or says that it can't. Articles are made up from numbers and changed by
//! an editor who remembers where each character came from; the verdicts are held against that memory.
//!
//! `cargo test --release --no-default-features --test reanchoring -- --ignored --nocapture` tries many and prints the tables of verdicts
//! by kind of change. `REANCHOR_CASES=500..1500` before it chooses the cases, `REANCHOR_TOLD=50` how many are told that went wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
#![allow(unreachable_pub, reason = "modules of a test")]

#[path = "reanchoring/cases.rs"]
mod cases;
#[path = "reanchoring/chance.rs"]
mod chance;
#[path = "reanchoring/changes.rs"]
mod changes;
#[path = "reanchoring/judging.rs"]
mod judging;
#[path = "reanchoring/marks.rs"]
mod marks;
#[path = "reanchoring/memory.rs"]
mod memory;
#[path = "reanchoring/passages.rs"]
mod passages;
#[path = "reanchoring/properties.rs"]
mod properties;
#[path = "reanchoring/prose.rs"]
#[allow(dead_code, reason = "the benchmark wants longer articles")]
mod prose;
#[path = "reanchoring/trials.rs"]
mod trials;
#[path = "reanchoring/truth.rs"]
mod truth;
#[path = "reanchoring/words.rs"]
mod words;

use std::ops::Range;

use claimark::annotation::reanchor;
use rayon::prelude::*;

use cases::Case;
use judging::{Count, Table};

/// Some cases for every day.
const SOME: Range<u64> = 0..504;
/// Many cases: as many of each kind of change.
const MANY: Range<u64> = 0..14_000;

#[test]
fn marks_keep_their_places_in_some_changed_articles_or_say_that_they_cannot() {
    // So few cases leave more to chance.
    hold(SOME, 99.0);
}

#[test]
#[ignore = "takes a minute; prints the tables of verdicts"]
fn marks_keep_their_places_in_many_changed_articles_or_say_that_they_cannot() {
    let chosen = std::env::var("REANCHOR_CASES").ok().map(|chosen| {
        let (start, end) = chosen
            .split_once("..")
            .expect("REANCHOR_CASES is like 0..500");
        start.parse().unwrap()..end.parse().unwrap()
    });
    hold(chosen.unwrap_or(MANY), 99.5);
}

/// Untouched marks land, `least` of a hundred, and none lands in silence on words that are not its own.
fn hold(cases: Range<u64>, least: f64) {
    let [alone, cut, with_old] = cases
        .into_par_iter()
        .map(|seed| {
            let case = Case::of(seed);
            let judge = |old| Table::judge(&case, &reanchor(&case.set, &case.new, old));
            let (alone, cut) = match case.remembers_enough() {
                true => (judge(None), Table::default()),
                false => (Table::default(), judge(None)),
            };
            [alone, cut, judge(Some(&case.old))]
        })
        .reduce(Default::default, |a, b| {
            let [d, e, f] = b;
            let [a, b, c] = a;
            [a.joined(d), b.joined(e), c.joined(f)]
        });
    let most = std::env::var("REANCHOR_TOLD").map_or(10, |most| most.parse().unwrap());
    for (how, table) in [
        ("without the old text", &alone),
        (
            "without it, marks that remember less than would tell them apart",
            &cut,
        ),
        ("with the old text", &with_old),
    ] {
        println!("\n{how}\n{table}");
        if std::ptr::eq(table, &cut) {
            continue;
        }
        for told in table.wrong.iter().take(most) {
            println!("{told}");
        }
        for told in table.not_landed.iter().take(most) {
            println!("NOT LANDED {told}");
        }
    }
    for (how, table) in [
        ("without the old text", alone),
        ("with the old text", with_old),
    ] {
        // Of marks that remember too little nothing is promised: there is nothing to know their copies by.
        let all = table.all();
        assert_eq!(all.of(Count::Wrong), 0, "{how}: in silence on other words");
        assert_eq!(all.of(Count::NotExact), 0, "{how}: not what it remembers");
        assert!(all.percent() >= least, "{how}: {} % landed", all.percent());
    }
}
