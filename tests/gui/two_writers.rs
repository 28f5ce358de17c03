//! Two windows, each a process of its own, and somebody with another program change one set at once, by chance. Whatever any of them
//! marked and nobody took away again is in the set in the end, or in a copy beside it; what two of them changed in two ways was asked.
//!
//! Each note is written once in the whole run, so that it can be told what became of it. What the two with a window made and took away
//! is read from their journals, step by step; what the other made (`+`), and what anybody took away by a decision that is no step
//! (`-`), they write down. The runs follow from a seed but for the threads' and processes' time.
//! The folder of a run that lost something is kept.
//! `CLAIMARK_TWO_WRITERS=RUNS,SECONDS` sets how long the long form is: `cargo test --test gui two_writers -- --ignored --nocapture`.

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use claimark::{
    annotation::{Act, AnnotationId, AnnotationSet, Kind, Transaction},
    format,
    gui::desk::{TAKE_THEIRS, joined::JOIN},
    journal::{Entry, record},
    merge::Side,
    text::{CharRange, Document},
};

use crate::desk::{Home, Look, STORY, Window, assert_sound};

const SET: &str = "story.ada.ron";
/// What a process of a run is told: its folder, its name, its seed, and for how many milliseconds to go on.
const ROLE: &str = "CLAIMARK_TWO_WRITERS_ROLE";

/// A row of numbers that follows from its seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// Where somebody writes down what they did.
struct Log(fs::File);

impl Log {
    fn new(home: &Home, name: &str) -> Self {
        Self(fs::File::create(home.config().join(name)).unwrap())
    }

    fn write(&mut self, sign: char, note: &str) {
        if !note.is_empty() {
            writeln!(self.0, "{sign}{note}").unwrap();
        }
    }
}

fn notes(set: &AnnotationSet) -> BTreeSet<String> {
    let notes = set.all_marks().map(|mark| mark.note.clone());
    notes.filter(|note| !note.is_empty()).collect()
}

/// One of the two who work with Claimark.
struct Writer {
    window: Window,
    chance: Chance,
    log: Log,
    name: String,
    count: usize,
}

impl Writer {
    /// Writes a note on the selected mark.
    fn note(&mut self) {
        self.count += 1;
        let note = format!("{}{}", self.name, self.count);
        self.window.keys(&["n", "Ctrl+A"]);
        self.window.types(&note);
        self.window.press("Escape");
    }

    /// Selects a mark by Tab.
    fn choose(&mut self) {
        let steps = 1 + self.chance.below(5);
        self.window.times(steps, "Tab");
    }

    fn step(&mut self) {
        self.window.times(2, "Escape");
        let asked = self.labelling_asks();
        match self.chance.below(12) {
            _ if asked && self.chance.below(3) == 0 => self.decide(),
            0..=4 => {
                let steps = self.chance.below(14);
                let to = ["Ctrl+Right", "Ctrl+Left"][self.chance.below(2)];
                self.window.times(steps, to);
                self.window.press("w");
                let key = ["1", "2", "3"][self.chance.below(3)];
                self.window.press(key);
                self.note();
            }
            5 | 6 => {
                self.choose();
                self.note();
            }
            7 => {
                self.choose();
                self.window.press("Delete");
            }
            8 => {
                self.choose();
                self.window.press("u");
            }
            9 => self.window.press("Ctrl+Z"),
            _ => self.window.rest(1.0),
        }
    }

    fn labelling_asks(&self) -> bool {
        self.window.labelling().unwrap().conflicts().open() > 0
    }

    /// Decides about the mark that is asked about.
    fn decide(&mut self) {
        let side = [Side::Mine, Side::Theirs][self.chance.below(2)];
        let conflicts = self.window.labelling().unwrap().conflicts();
        let Some((_, conflict)) = conflicts.current() else {
            return;
        };
        // Their version goes without a step; mine goes by one.
        let theirs = conflict.of(Side::Theirs).map(|lost| lost.mark.note.clone());
        if let Some(note) = theirs.filter(|_| side == Side::Mine) {
            self.log.write('-', &note);
        }
        self.window
            .press(if side == Side::Mine { "x" } else { "a" });
    }

    /// Answers whatever is still asked and saves, until all is quiet.
    fn finish(&mut self) {
        for _ in 0..400 {
            self.window.times(2, "Escape");
            while self.labelling_asks() {
                self.decide();
            }
            self.window.rest(2.0);
            std::thread::sleep(Duration::from_millis(30));
            let says = self.window.texts();
            if says.iter().any(|text| text == "saved") && !self.labelling_asks() {
                self.window.press("Ctrl+W");
                assert!(self.window.labelling().is_none(), "{says:#?}");
                return;
            }
        }
        panic!("never saved: {:#?}", self.window.texts());
    }
}

/// What a process of a run does; nothing if the tests are run as ever.
#[test]
fn a_writer_of_its_own() {
    let Ok(role) = std::env::var(ROLE) else {
        return;
    };
    let [folder, name, seed, time] = role.split('|').collect::<Vec<_>>()[..] else {
        panic!("{role}")
    };
    let home = Home::at(Path::new(folder));
    let config = Home::at(&home.path(&format!("config/{name}")));
    let look = Look {
        machine_fonts: false,
        ..Look::default()
    };
    let article = home.path("story.txt");
    let mut window = Window::new(&config, Some(&article), Some("ada"), look);
    window.wait("the article", |window| window.labelling().is_some());
    window.frame();
    let mut writer = Writer {
        window,
        chance: Chance(seed.parse().unwrap()),
        log: Log::new(&home, &format!("{name}.log")),
        name: name.to_owned(),
        count: 0,
    };
    let end = Instant::now() + Duration::from_millis(time.parse().unwrap());
    while Instant::now() < end {
        writer.step();
        let pause = writer.chance.below(60) as u64;
        std::thread::sleep(Duration::from_millis(pause));
        writer.window.rest(0.3);
    }
    writer.finish();
}

/// Somebody with another program does something to the set, and puts it in its place whole, as git and sync tools do.
fn edit_elsewhere(home: &Home, chance: &mut Chance, log: &mut Log, count: &mut usize) {
    let document = Document::new(STORY);
    let path = home.path(SET);
    let Ok(bytes) = fs::read(&path) else { return };
    let mut set = format::read(&bytes).expect("nobody sees half a file");
    let marks = set.annotations.clone();
    let some = (!marks.is_empty()).then(|| marks[chance.below(marks.len())].clone());
    *count += 1;
    let note = format!("o{count}");
    let mut did = Vec::new();
    let acts = match (chance.below(4), some) {
        (0 | 1, _) => {
            let range = document.nearest_word(chance.below(document.len()));
            let id = AnnotationId::from_random(u64::MAX / 3 + *count as u64);
            let Ok(span) = document.span(CharRange::new(range.start, range.end)) else {
                return;
            };
            did.push(('+', note.clone()));
            let kind = [Kind::Claim, Kind::Denial, Kind::Figure][chance.below(3)];
            let mark = Act::Mark {
                span,
                kind,
                id: id.clone(),
                by: "ada".to_owned(),
            };
            vec![mark, Act::SetNote(id, note)]
        }
        (2, Some(mark)) => {
            did.extend([('-', mark.note.clone()), ('+', note.clone())]);
            vec![Act::SetNote(mark.id.clone(), note)]
        }
        (3, Some(mark)) => {
            did.push(('-', mark.note.clone()));
            vec![Act::Delete(mark.id.clone())]
        }
        _ => Vec::new(),
    };
    if set.do_all("", &acts, &document).is_err() {
        return;
    }
    let new = home.path("config/new.tmp");
    fs::write(&new, format::write(&set)).unwrap();
    // A program that writes over what it has not read is no matter of Claimark's: this one looks, as Claimark does.
    let Ok(old) = fs::File::open(&path) else {
        return;
    };
    if old.try_lock().is_err() || fs::read(&path).ok().as_ref() != Some(&bytes) {
        return;
    }
    fs::rename(new, &path).unwrap();
    for (sign, note) in did {
        log.write(sign, &note);
    }
}

/// The notes that somebody's steps have made and taken away. What came in from others is neither; if such a step was undone, a copy must
/// hold what went.
fn made_and_taken(home: &Home, name: &str) -> [BTreeSet<String>; 2] {
    let mut all = [BTreeSet::new(), BTreeSet::new()];
    let journals = home.path(&format!("config/{name}/config/state/journals"));
    for journal in fs::read_dir(journals).unwrap() {
        let told = record::read(&fs::read(journal.unwrap().path()).unwrap()).unwrap();
        let mut set = told.header.base;
        let (mut done, mut undone) = (Vec::<Transaction>::new(), Vec::<Transaction>::new());
        for (entry, _) in told.entries {
            let before = notes(&set);
            let (step, forward) = match entry {
                Entry::Done { transaction, .. } => {
                    undone.clear();
                    (transaction, true)
                }
                Entry::Undone => (done.pop().unwrap(), false),
                Entry::Redone => (undone.pop().unwrap(), true),
                Entry::Article | Entry::Saved { .. } => continue,
                Entry::UndoneOlder { .. } => panic!("no run goes on for so long"),
            };
            let others = match forward {
                true => step.what == JOIN,
                false => [JOIN, TAKE_THEIRS].contains(&step.what.as_str()),
            };
            let change = if forward {
                step.clone()
            } else {
                step.inverse()
            };
            set.apply(&change).unwrap();
            if forward { &mut done } else { &mut undone }.push(step);
            if !(others && forward) {
                all[0].extend(notes(&set).difference(&before).cloned());
            }
            if !others {
                all[1].extend(before.difference(&notes(&set)).cloned());
            }
        }
    }
    all
}

fn run(seed: u64, time: Duration) {
    println!("seed {seed}");
    let home = Home::new();
    fs::create_dir_all(home.config()).unwrap();
    home.write("story.txt", STORY);
    let start = |name: &str, seed: u64| {
        let role = format!(
            "{}|{name}|{seed}|{}",
            home.path("").display(),
            time.as_millis()
        );
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "two_writers::a_writer_of_its_own", "--nocapture"])
            .env(ROLE, role)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let writers = [start("a", seed), start("b", seed ^ 0xb)];
    let (mut chance, mut log, mut count) = (Chance(seed ^ 0xc), Log::new(&home, "o.log"), 0);
    let end = Instant::now() + time;
    while Instant::now() < end {
        let pause = 40 + chance.below(400) as u64;
        std::thread::sleep(Duration::from_millis(pause));
        edit_elsewhere(&home, &mut chance, &mut log, &mut count);
    }
    for writer in writers {
        let output = writer.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.success(),
            "seed {seed}: {said}\n{}",
            String::from_utf8_lossy(&output.stdout)
        );
    }
    let logs = ["a", "b", "o"]
        .map(|name| fs::read_to_string(home.config().join(format!("{name}.log"))).unwrap());
    let of = |sign: char| {
        let lines = logs.iter().flat_map(|log| log.lines());
        let notes = lines.filter_map(move |line| line.strip_prefix(sign));
        notes.map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let (mut made, mut taken) = (of('+'), of('-'));
    for [more, less] in ["a", "b"].map(|name| made_and_taken(&home, name)) {
        made.extend(more);
        taken.extend(less);
    }
    let files = home.files();
    let mut there = BTreeSet::new();
    for name in files.iter().filter(|name| name.ends_with(".ron")) {
        there.extend(notes(&home.set(name)));
    }
    let lost: Vec<_> = made
        .iter()
        .filter(|note| !there.contains(*note) && !taken.contains(*note))
        .collect();
    if !lost.is_empty() {
        let kept = home.keep();
        panic!(
            "seed {seed}: lost {lost:?}; {files:?}; all of it stays in {}",
            kept.display()
        );
    }
    assert!(made.len() > 3, "seed {seed}: somebody marked something");
    let text = fs::read_to_string(home.path(SET)).unwrap();
    assert_eq!(
        format::write(&home.set(SET)),
        text,
        "seed {seed}: canonical"
    );
    assert_sound(&home.path(SET));
    for name in files {
        let copy = name.starts_with("story.ada.mine-") || name.starts_with("story.ada.theirs-");
        assert!(
            copy || name == SET || name == "story.txt",
            "seed {seed}: {name} is left lying about"
        );
    }
}

#[test]
fn nobodys_marks_are_lost_in_a_short_run() {
    run(20_261_122, Duration::from_secs(4));
}

#[test]
#[ignore = "takes minutes: for nights and before a release"]
fn nobodys_marks_are_lost_in_long_runs() {
    let wanted = std::env::var("CLAIMARK_TWO_WRITERS").unwrap_or_else(|_| "10,15".to_owned());
    let (runs, seconds) = wanted.split_once(',').expect("RUNS,SECONDS");
    for seed in 0..runs.parse().unwrap() {
        run(seed, Duration::from_secs(seconds.parse().unwrap()));
    }
}
