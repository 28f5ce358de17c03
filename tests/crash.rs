//! The real program in a real window is killed with SIGKILL while somebody marks by keys, and started again. However often and
//! whenever that happens: at most the last act is lost, the set's file is never broken, and undo goes on from where it was.
//!
//! `cargo test` kills it a few times. The long form: `cargo test --release --test crash -- --ignored --nocapture`, with
//! `CRASH_KILLS` (250) and `CRASH_SEED`.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use claimark::{
    annotation::{AnnotationSet, Kind},
    article, format, verify,
};

#[path = "crash/acts.rs"]
mod acts;
#[path = "crash/display.rs"]
mod display;
#[path = "crash/ended.rs"]
mod ended;

use acts::{Act, Marks, Model};
use display::{Display, Running};

/// Lines of the article, each with a word of its own.
const LINES: usize = 4000;

/// Between two acts: the journal has 100 ms to keep the first of them, and a busy machine some more to draw it.
const BETWEEN: Duration = Duration::from_millis(220);

/// How long the set's file may take to hold what was restored: the autosave takes two seconds of that.
const SAVED_WITHIN: Duration = Duration::from_secs(8);

/// Chance that can be repeated (SplitMix64, by Sebastiano Vigna, public domain).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }
}

/// The words of a line: no two lines have the same, and offsets go wrong on some of them.
fn line(number: usize) -> String {
    let word = ["gate", "Straße", "été", "bridge"][number % 4];
    format!("{word}{number} 😀 was closed.")
}

/// What a set holds, told by the words of its marks. Panics at a set that is broken, or that does not fit its article.
fn marks_of(set: &AnnotationSet, article: &Path) -> Marks {
    let document = article::read(article, Some(&set.article.reading))
        .unwrap()
        .document;
    let selection = verify::Selection::usual();
    let findings = verify::check_set(set, &document, None, &selection);
    let errors: Vec<_> = findings
        .iter()
        .filter(|finding| finding.severity == verify::Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    let mark = |mark: &std::sync::Arc<claimark::annotation::Annotation>| {
        let words = mark.words();
        let digits = words.trim_start_matches(|c: char| !c.is_ascii_digit());
        let kind = match mark.tag.kind() {
            Kind::Claim => 0,
            Kind::Denial => 1,
            Kind::Figure => 2,
        };
        (digits.parse().unwrap_or_else(|_| panic!("{words}")), kind)
    };
    set.annotations.iter().map(mark).collect()
}

/// What the set's file holds; nothing if there is none. It must be whole, and canonical.
fn on_disk(set_file: &Path, article: &Path) -> Marks {
    let Ok(bytes) = fs::read(set_file) else {
        return Marks::new();
    };
    let set = format::read(&bytes).unwrap_or_else(|error| panic!("a broken set: {error}"));
    assert_eq!(format::write(&set).as_bytes(), bytes, "not canonical");
    marks_of(&set, article)
}

/// What was seen in all the crashes.
#[derive(Default, Debug)]
struct Tally {
    kills: usize,
    acts: usize,
    /// Kills after which the last act was missing.
    lost_one: usize,
    /// Kills before the file held all that was done.
    ahead_of_file: usize,
    /// Kills while what was recovered was still being offered.
    killed_again: usize,
}

/// One article that is marked through many crashes.
struct Trial<'d> {
    display: &'d Display,
    home: tempfile::TempDir,
    chance: Chance,
    /// What was done, and the same without the last act before the crash: it alone may be lost.
    model: Model,
    but_for_one: Option<Model>,
    tally: Tally,
}

impl Trial<'_> {
    fn article(&self) -> PathBuf {
        self.home.path().join("story.txt")
    }

    fn on_disk(&self) -> Marks {
        on_disk(&self.home.path().join("story.ada.ron"), &self.article())
    }

    fn start(&self) -> Running {
        Running::start(self.display, self.home.path(), &self.article())
    }

    fn sleep(&mut self, from: u64, below: u64) {
        let milliseconds = from + self.chance.below(below);
        std::thread::sleep(Duration::from_millis(milliseconds));
    }

    fn kill(&mut self, running: Running) {
        running.kill();
        self.tally.kills += 1;
    }

    fn act(&mut self, act: Act) {
        self.model.act(act);
        self.tally.acts += 1;
        self.display.press(&act.keys());
    }

    /// From a start to the next crash.
    fn round(&mut self) {
        let mut running = self.start();
        if self.chance.below(8) == 0 {
            // Before anybody has answered.
            self.sleep(0, 300);
            self.kill(running);
            self.tally.killed_again += 1;
            running = self.start();
        }
        // Takes what is offered; where nothing is, it does nothing.
        self.display.press(&["Return"]);
        self.settle();
        // To the last mark.
        self.display.press(&["ctrl+Home", "shift+Tab"]);
        self.model.start();
        assert!(self.model.line() + 20 < LINES, "the article is used up");
        let mut states = vec![self.model.marks().clone()];
        for _ in 0..=self.chance.below(7) {
            let act = match self.chance.below(10) {
                0 if !self.model.marks().is_empty() => Act::Undo,
                1 if self.model.can_redo() => Act::Redo,
                _ => self.mark(),
            };
            self.act(act);
            states.push(self.model.marks().clone());
            std::thread::sleep(BETWEEN);
        }
        self.but_for_one = Some(self.model.clone());
        let last = self.mark();
        self.act(last);
        match self.chance.below(4) {
            // Some are saved before the kill, or while it comes.
            0 => self.sleep(500, 2500),
            _ => self.sleep(0, 250),
        }
        self.kill(running);
        let there = self.on_disk();
        if there != *self.model.marks() {
            self.tally.ahead_of_file += 1;
            assert!(
                states.contains(&there),
                "the file holds {there:?}, which the set did not since the start: {states:?}"
            );
        }
    }

    fn mark(&mut self) -> Act {
        Act::Mark(self.chance.below(3) as u8)
    }

    /// Waits until the file holds all that was done, or all but the last act.
    fn settle(&mut self) {
        let begun = Instant::now();
        while self.on_disk() != *self.model.marks() {
            if begun.elapsed() > SAVED_WITHIN {
                let there = self.on_disk();
                let before = self.but_for_one.take();
                let Some(before) = before.filter(|before| *before.marks() == there) else {
                    panic!(
                        "after a crash the file holds {there:?}; done was {:?}",
                        self.model.marks()
                    );
                };
                self.tally.lost_one += 1;
                self.model = before;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

fn crash(kills: usize, seed: u64) {
    let Some(display) = Display::start() else {
        return;
    };
    println!("seed {seed}");
    let home = tempfile::tempdir().unwrap();
    let story: Vec<_> = (0..LINES).map(line).collect();
    fs::write(home.path().join("story.txt"), story.join("\r\n")).unwrap();
    let mut trial = Trial {
        display: &display,
        home,
        chance: Chance(seed),
        model: Model::default(),
        but_for_one: None,
        tally: Tally::default(),
    };
    while trial.tally.kills < kills {
        trial.round();
        if trial.tally.kills.is_multiple_of(25) {
            println!("{:?}", trial.tally);
        }
    }
    // What the last crash left is there, too.
    let running = trial.start();
    display.press(&["Return"]);
    trial.settle();
    drop(running);
    println!(
        "{:?}, {} marks in the end",
        trial.tally,
        trial.model.marks().len()
    );
    assert!(trial.tally.ahead_of_file > 0, "no crash came before a save");
}

#[test]
fn a_few_crashes_lose_no_more_than_the_last_act() {
    crash(3, 1);
}

#[test]
#[ignore = "some ten minutes; see the head of this file"]
fn many_crashes_lose_no_more_than_the_last_act() {
    let number =
        |name: &str, usual: u64| std::env::var(name).map_or(usual, |text| text.parse().unwrap());
    crash(
        number("CRASH_KILLS", 250) as usize,
        number("CRASH_SEED", 20_260),
    );
}
