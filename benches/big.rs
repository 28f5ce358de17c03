//! The longest frames of the window on a big article: 20 MB of mixed text, some paragraphs of it 100 kB and one of 2 MB, with 100,000
//! marks, half of which the rules complain about.
//!
//! For each thing that one does, the longest frame and the 99th percentile: the time that the thread of the window was at work for it
//! (what other programs and our own threads took of the processor in the same time is not in it), up to the triangles for the graphics
//! card; and the longest by the clock. What is above 50 ms by the work is pointed at, and the program ends with 1. Memory is said after each
//! group of steps.
//!
//! `cargo bench --bench big`; `CLAIMARK_BIG=MEGABYTES,MARKS` for other sizes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a benchmark has nobody to report to"
)]

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use claimark::{
    annotation::{
        Amount, Annotation, AnnotationId, AnnotationSet, ArticleRecord, Denied, Fragment, Kind,
        Quantity, Speaker, SpeakerId, Tag,
    },
    article,
    folders::Folders,
    format,
    gui::{Start, app::App, errand::Errand, opening, reading::fonts::Fonts},
    text::CharRange,
};
use egui::{
    Context, Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2,
    RawInput, Rect, TouchPhase, Vec2, pos2, vec2,
};

/// How long a thread may take for anything.
const PATIENCE: Duration = Duration::from_secs(120);

/// What a frame may take of our own work.
const MOST: Duration = Duration::from_millis(50);

fn main() -> ExitCode {
    let wanted = std::env::var("CLAIMARK_BIG").unwrap_or_else(|_| "20,100000".to_owned());
    let (megabytes, marks) = wanted
        .split_once(',')
        .expect("CLAIMARK_BIG is MEGABYTES,MARKS");
    let (megabytes, marks) = (megabytes.parse().unwrap(), marks.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let (article, set) = make(folder.path(), megabytes, marks);
    let size = |path: &Path| std::fs::metadata(path).unwrap().len() as f64 / 1e6;
    println!(
        "an article of {:.1} MB, a set of {:.1} MB with {marks} marks",
        size(&article),
        size(&set)
    );
    let mut window = Window::open(&set);
    walk(&mut window, &article);
    window.ended()
}

/// All that is timed, in the order in which it is done.
fn walk(window: &mut Window, article: &Path) {
    let (none, command) = (Modifiers::NONE, Modifiers::COMMAND);
    let shift = Modifiers::SHIFT;
    window.step("the first frames, findings arriving", |w| w.settle(8.0));
    window.memory("after opening");
    window.step("still", |w| w.still(30));
    window.step("the wheel", |w| {
        for _ in 0..200 {
            w.frame(vec![wheel(-120.0)]);
        }
    });
    window.step("PageDown", |w| w.keys(Key::PageDown, none, 300));
    window.step("Ctrl+End, Ctrl+Home", |w| {
        for _ in 0..4 {
            w.keys(Key::End, command, 1);
            w.still(2);
            w.keys(Key::Home, command, 1);
            w.still(2);
        }
    });
    window.step("the scroll bar, dragged through", |w| {
        let at = |part: f32| pos2(954.0, 40.0 + part * 700.0);
        w.frame(vec![Event::PointerMoved(at(0.0)), button(at(0.0), true)]);
        for place in 0..300 {
            w.frame(vec![Event::PointerMoved(at(place as f32 / 300.0))]);
        }
        w.frame(vec![button(at(1.0), false)]);
    });
    window.step("into the paragraph of 2 MB, and Down", |w| {
        w.find(LONGEST);
        w.keys(Key::ArrowDown, none, 60);
        w.keys(Key::PageDown, none, 60);
    });
    window.step("w, s and p in it", |w| {
        for key in [Key::W, Key::S, Key::P] {
            w.keys(key, none, 1);
            w.still(2);
            w.keys(Key::Escape, none, 1);
        }
    });
    window.step("Tab, from mark to mark", |w| {
        w.keys(Key::Home, command, 1);
        w.keys(Key::Tab, none, 300);
    });
    window.step("Shift+Tab at the beginning: the last", |w| {
        w.keys(Key::Home, command, 1);
        w.keys(Key::Escape, none, 2);
        w.keys(Key::Tab, shift, 20);
    });
    window.step("o, and a click on a mark", |w| {
        w.keys(Key::O, none, 5);
        w.click(pos2(500.0, 300.0));
        w.still(3);
    });
    window.step("r: the next finding", |w| w.keys(Key::R, none, 20));
    window.step("letters in the find bar", |w| {
        w.keys(Key::F, command, 1);
        for letter in ["m", "i", "n", "i", "s", "t", "e", "r"] {
            w.type_text(letter);
            w.settle(0.3);
        }
        w.keys(Key::Enter, none, 10);
        w.settle(0.5);
        for _ in 0..8 {
            w.keys(Key::Backspace, none, 1);
        }
        w.type_text("e");
        w.settle(0.5);
        w.keys(Key::Escape, none, 2);
        w.settle(0.5);
    });
    window.step("words selected", |w| {
        w.keys(Key::Home, command, 1);
        w.keys(Key::W, none, 3);
        w.keys(Key::ArrowRight, command | shift, 30);
        w.keys(Key::End, command | shift, 1);
        w.still(3);
        w.keys(Key::A, command, 1);
        w.still(3);
        w.keys(Key::Escape, none, 2);
    });
    window.step("words marked: 1 2 3", |w| {
        w.keys(Key::Home, command, 1);
        w.keys(Key::ArrowDown, none, 7);
        for key in [Key::Num1, Key::Num2, Key::Num3].repeat(3) {
            w.keys(Key::ArrowRight, command, 2);
            w.keys(Key::W, none, 1);
            w.keys(Key::ArrowRight, command | shift, 1);
            w.keys(key, none, 1);
            w.still(2);
        }
    });
    window.step("saved and checked by itself", |w| w.settle(6.0));
    window.step("undo, redo", |w| {
        w.keys(Key::Z, command, 6);
        w.keys(Key::Y, command, 6);
    });
    window.step("an end moved, a note, unsure", |w| {
        for _ in 0..6 {
            w.frame(vec![Event::Text("]".to_owned())]);
        }
        w.keys(Key::U, none, 2);
        w.keys(Key::N, none, 1);
        w.still(2);
        w.type_text("x");
        w.keys(Key::Escape, none, 2);
    });
    window.step("a mark deleted, and back", |w| {
        w.keys(Key::Tab, none, 2);
        w.keys(Key::Delete, none, 1);
        w.still(2);
        w.keys(Key::Z, command, 1);
        w.still(2);
    });
    window.step("Ctrl+S", |w| {
        w.keys(Key::S, command, 1);
        w.settle(4.0);
    });
    window.step("a link: l, letters, out", |w| {
        w.select(Kind::Denial);
        w.keys(Key::L, none, 1);
        w.still(2);
        for letter in ["m", "i", "n"] {
            w.type_text(letter);
            w.still(1);
        }
        w.keys(Key::ArrowDown, none, 2);
        w.keys(Key::Enter, none, 1);
        w.still(2);
        w.keys(Key::Escape, none, 3);
    });
    window.step("a speaker: @, letters, Enter", |w| {
        w.select(Kind::Claim);
        w.frame(vec![Event::Text("@".to_owned())]);
        w.still(2);
        for letter in ["s", "p", "e", "a"] {
            w.type_text(letter);
            w.still(1);
        }
        w.keys(Key::Enter, none, 1);
        w.still(2);
        w.keys(Key::Escape, none, 3);
    });
    for (name, key) in [
        ("findings", Key::Num2),
        ("speakers", Key::Num3),
        ("codebook", Key::Num4),
        ("look", Key::Num5),
        ("review", Key::Num6),
        ("marks", Key::Num1),
    ] {
        window.step(&format!("the pane {name}"), |w| {
            w.keys(key, Modifiers::ALT, 1);
            w.still(3);
            w.frame(vec![Event::PointerMoved(pos2(1120.0, 700.0))]);
            for _ in 0..20 {
                w.frame(vec![wheel(-240.0)]);
            }
        });
    }
    window.step("letters in the filter of the marks", |w| {
        w.enter_filter();
        for letter in ["m", "i", "n", "i"] {
            w.type_text(letter);
            w.settle(0.3);
        }
        for _ in 0..4 {
            w.keys(Key::Backspace, none, 1);
        }
        w.keys(Key::Escape, none, 2);
    });
    window.memory("after marking");
    window.step("e: other places of a mark", |w| {
        w.select(Kind::Claim);
        w.keys(Key::E, none, 1);
        w.settle(4.0);
        w.keys(Key::Space, none, 3);
        w.keys(Key::A, none, 2);
        w.still(3);
        w.keys(Key::Escape, none, 2);
    });
    window.step("g: what may be left out", |w| {
        w.keys(Key::G, none, 1);
        w.settle(4.0);
        w.keys(Key::A, none, 2);
        w.still(3);
        w.keys(Key::Escape, none, 2);
    });
    window.step("many marks at once, and back", |w| {
        w.find_word("minister");
        w.keys(Key::Num1, none, 1);
        w.keys(Key::E, none, 1);
        w.settle(4.0);
        w.keys(Key::A, shift, 1);
        w.says("Done: mark a claim at");
        w.keys(Key::Z, command, 1);
        w.says("Undone: mark a claim at");
        w.keys(Key::Escape, none, 3);
    });
    window.step("larger and smaller text", |w| {
        w.keys(Key::Plus, command, 2);
        w.still(2);
        w.keys(Key::Minus, command, 2);
        w.still(2);
    });
    window.step("light and dark", |w| {
        for _ in 0..3 {
            w.keys(Key::F7, none, 1);
            w.still(2);
        }
    });
    window.step("the window, made smaller and larger", |w| {
        for by in (0..40).chain((0..40).rev()) {
            w.size = vec2(1280.0 - 10.0 * by as f32, 800.0 - 5.0 * by as f32);
            w.frame(Vec::new());
        }
    });
    window.step("Ctrl+A, copied; help; the palette", |w| {
        w.keys(Key::A, command, 1);
        w.frame(vec![Event::Copy]);
        w.keys(Key::Escape, none, 2);
        w.keys(Key::F1, none, 1);
        w.still(3);
        w.keys(Key::Escape, none, 2);
        w.keys(Key::K, command, 1);
        w.still(3);
        w.keys(Key::Escape, none, 2);
        w.still(3);
    });
    window.step("everything is saved", |w| w.settle(4.0));
    window.memory("at work");
    window.step("the article changes on disk", |w| {
        let text = std::fs::read_to_string(article).unwrap();
        let new = format!(
            "{}A new line.\n\n{}",
            &text[..text.find('\n').unwrap() + 1],
            &text[text.find('\n').unwrap() + 1..]
        );
        std::fs::write(article, new).unwrap();
        w.settle(25.0);
    });
    window.step("the marks are taken over, and back", |w| {
        w.keys(Key::A, none, 1);
        // Its marks are looked for first.
        let began = Instant::now();
        while !w.is_said("stand") && began.elapsed() < PATIENCE {
            w.settle(2.0);
            w.keys(Key::A, none, 1);
        }
        w.says("stand");
        w.keys(Key::Z, command, 1);
        w.says("Undone");
        w.keys(Key::Y, command, 1);
        w.says("Done again");
    });
    window.memory("after a changed article");
    window.step("closing the article", |w| {
        w.keys(Key::W, command, 1);
        w.settle(3.0);
    });
    window.memory("closed");
}

/// How the longest paragraph begins.
const LONGEST: &str = "Longest paragraph";

const WORDS: [&str; 24] = [
    "the",
    "minister",
    "denied",
    "on",
    "Tuesday",
    "that",
    "more",
    "than",
    "1,460",
    "people",
    "“were",
    "moved”",
    "from",
    "café",
    "to",
    "camps,",
    "however",
    "officials",
    "👩‍🌾",
    "said",
    "some",
    "42",
    "percent",
    "of",
];
const ARABIC: [&str; 8] = [
    "الوزير",
    "نفى",
    "ذلك",
    "يوم",
    "الثلاثاء",
    "أكثر",
    "من",
    "شخص",
];
const CHINESE: [&str; 8] = [
    "部长",
    "星期二",
    "否认",
    "有",
    "超过",
    "人",
    "被转移，",
    "到营地。",
];

/// A row of numbers that is the same each time.
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

/// A word of no language.
fn word(chance: &mut Chance) -> String {
    let mut word = String::new();
    for _ in 0..=chance.below(4) {
        for letters in ["bcdfghklmnprstvw", "aeiou"] {
            let letter = chance.below(letters.len());
            word += &letters[letter..=letter];
        }
    }
    word
}

fn make(folder: &Path, megabytes: usize, marks: usize) -> (PathBuf, PathBuf) {
    let mut chance = Chance(7);
    let made: Vec<String> = (0..8_000).map(|_| word(&mut chance)).collect();
    let mut text = String::from("What a big article looks like\n\n");
    let wanted = megabytes * 1_000_000;
    let mut count = 0;
    while text.len() < wanted {
        count += 1;
        let begin = text.len();
        let long = match count % 2_000 {
            // Some long ones of each script, and one that is longer.
            77 | 777 | 1_477 => 100_000,
            999 if count == 999 => {
                text += LONGEST;
                text.push(' ');
                wanted / 10
            }
            _ => 60 + chance.below(800),
        };
        let script = match (count % 2_000, count % 10) {
            (77, _) => 0,
            (777, _) => 1,
            (1_477, _) => 2,
            (_, 3) => 1,
            (_, 6) => 2,
            _ => 0,
        };
        while text.len() - begin < long {
            match script {
                0 if chance.below(5) < 2 => text += WORDS[chance.below(WORDS.len())],
                // As in any language, some words are common and most are rare.
                0 => {
                    text += &made[chance.below(made.len()) * chance.below(made.len()) / made.len()]
                }
                1 => text += ARABIC[chance.below(ARABIC.len())],
                _ if chance.below(4) == 0 => text += CHINESE[chance.below(CHINESE.len())],
                _ => text.push(char::from_u32(0x4E00 + chance.below(900) as u32).unwrap()),
            }
            text += if script == 2 { "" } else { " " };
        }
        text.truncate(text.trim_end().len());
        text += ".\n";
        if count % 3 == 0 {
            text.push('\n');
        }
    }
    let path = folder.join("big.txt");
    std::fs::write(&path, text).unwrap();
    let read = article::read(&path, None).unwrap();
    let document = &read.document;
    document.note_repeats();
    let record = ArticleRecord {
        file: "big.txt".to_owned(),
        file_sha256: read.file_sha256,
        text_sha256: document.sha256(),
        text_length: document.len(),
        reading: read.reading.clone(),
    };
    let mut set = AnnotationSet::new(record, "ann".into());
    let speakers: Vec<SpeakerId> = (0..500)
        .map(|index| SpeakerId::from_random(index * 104_729 + 3))
        .collect();
    set.speakers = speakers
        .iter()
        .enumerate()
        .map(|(index, id)| Speaker {
            id: id.clone(),
            name: format!("Speaker Number {index}"),
            other_names: vec![format!("the {index}th")],
        })
        .collect();
    let step = document.len() / marks;
    let mut last: [Option<AnnotationId>; 2] = [None, None];
    for index in 0..marks {
        let start = document.word_at(index * step).start;
        let end = document.next_word_end((start + 1 + chance.below(40)).min(document.len()));
        let range = document.without_blank_edges(CharRange::new(start, end));
        let Ok(span) = document.span(range) else {
            continue;
        };
        let id = AnnotationId::from_random(index as u64 * 7_919 + 1);
        let speaker = (index % 4 > 0).then(|| speakers[chance.below(speakers.len())].clone());
        let tag = match index % 3 {
            0 => Tag::Claim { speaker },
            1 => Tag::Denial {
                speaker,
                denies: last[0].iter().cloned().map(Denied::Here).collect(),
            },
            _ => Tag::Figure {
                quantity: (index % 2 == 0).then(|| Quantity {
                    amount: Amount::MoreThan(1_460.into()),
                    unit: Some("people".into()),
                    per: None,
                }),
                about: last[index % 2].iter().cloned().collect(),
            },
        };
        if index % 3 < 2 {
            last[index % 3] = Some(id.clone());
        }
        set.annotations.push(Arc::new(Annotation {
            id,
            tag,
            labels: Vec::new(),
            fragments: vec![Fragment::of(document, span)],
            note: if index % 10 == 0 {
                format!("look again at {index}")
            } else {
                String::new()
            },
            unsure: index % 20 == 0,
            suggested: String::new(),
            by: "ann".into(),
        }));
    }
    set.sort();
    let file = folder.join("big.ann.ron");
    format::save(&file, &set, None).unwrap();
    (path, file)
}

/// A window without a screen.
struct Window {
    context: Context,
    app: App,
    time: f64,
    size: Vec2,
    /// Whether a thread asked for a frame.
    asked: Arc<AtomicBool>,
    /// The frames of the step that is being timed: work, and by the clock.
    frames: Vec<(Duration, Duration)>,
    over: usize,
    _config: tempfile::TempDir,
}

impl Window {
    fn open(set: &Path) -> Self {
        let started = Instant::now();
        drop(opening::open(
            set,
            Some("ann"),
            &claimark::journal::Journals::default(),
        ));
        println!("opened on a thread in {:.2?}", started.elapsed());
        let context = Context::default();
        let asked = Arc::new(AtomicBool::new(false));
        let by_thread = asked.clone();
        context.set_request_repaint_callback(move |_| by_thread.store(true, Ordering::Relaxed));
        let config = tempfile::tempdir().unwrap();
        let start = Start {
            path: Some(set.to_owned()),
            annotator: Some("ann".into()),
        };
        let fonts = Errand::begin(Fonts::new, || ());
        let app = App::new(&context, start, Folders::within(config.path()), fonts);
        println!(
            "\n{:<44}{:>7}{:>10}{:>10}{:>10}",
            "what is done", "frames", "longest", "99 %", "by clock"
        );
        let mut window = Self {
            context,
            app,
            time: 0.0,
            size: vec2(1280.0, 800.0),
            asked,
            frames: Vec::new(),
            over: 0,
            _config: config,
        };
        window.step("waiting for it", |w| {
            while w.app.labelling().is_none() {
                w.frame(Vec::new());
                std::thread::sleep(Duration::from_millis(10));
            }
        });
        window
    }

    /// One frame, up to the triangles for the graphics card.
    fn frame(&mut self, events: Vec<Event>) {
        self.time += 0.016;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let app = &mut self.app;
        let (by_clock, worked) = (Instant::now(), at_work());
        let output = self.context.run_ui(input, |ui| app.show(ui));
        let mesh = self
            .context
            .tessellate(output.shapes, output.pixels_per_point);
        std::hint::black_box(mesh);
        // The system counts in ticks of some milliseconds.
        let by_clock = by_clock.elapsed();
        let worked = at_work() - worked + Duration::from_millis(4);
        self.frames.push((worked.min(by_clock), by_clock));
    }

    fn still(&mut self, frames: usize) {
        for _ in 0..frames {
            self.frame(Vec::new());
        }
    }

    /// Frames as a window has them that waits: for so many seconds, in which the clock of the window goes on.
    fn settle(&mut self, seconds: f64) {
        let end = Instant::now() + Duration::from_secs_f64(seconds);
        let mut last = Instant::now();
        while Instant::now() < end {
            std::thread::sleep(Duration::from_millis(8));
            self.time += last.elapsed().as_secs_f64();
            last = Instant::now();
            let asked = self.asked.swap(false, Ordering::Relaxed);
            // As for a blinking caret.
            if asked || seconds < 1.0 || self.frames.len() < 3 || self.time % 0.2 < 0.01 {
                self.frame(Vec::new());
            }
        }
        self.frame(Vec::new());
    }

    fn keys(&mut self, key: Key, modifiers: Modifiers, times: usize) {
        for _ in 0..times {
            let event = |pressed| Event::Key {
                key,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers,
            };
            self.frame(vec![event(true), event(false)]);
        }
    }

    fn type_text(&mut self, text: &str) {
        self.frame(vec![Event::Text(text.to_owned())]);
    }

    fn click(&mut self, at: Pos2) {
        self.frame(vec![Event::PointerMoved(at), button(at, true)]);
        self.frame(vec![button(at, false)]);
    }

    /// Goes to words by the find bar.
    fn find(&mut self, words: &str) {
        self.keys(Key::Home, Modifiers::COMMAND, 1);
        self.keys(Key::F, Modifiers::COMMAND, 1);
        self.still(2);
        self.keys(Key::A, Modifiers::COMMAND, 1);
        self.type_text(words);
        self.settle(0.9);
        self.keys(Key::Enter, Modifiers::NONE, 1);
        self.until(words, |w| {
            let desk = &w.app.labelling().unwrap().desk;
            desk.document.slice(desk.at.selection.range()) == words
        });
        self.keys(Key::Escape, Modifiers::NONE, 1);
        self.still(3);
    }

    /// Waits for something that threads are busy with.
    fn until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !is_so(self) {
            let said = self.app.labelling().and_then(|l| l.status.message());
            assert!(began.elapsed() < PATIENCE, "“{what}”, not {said:?}");
            std::thread::sleep(Duration::from_millis(10));
            self.frame(Vec::new());
        }
    }

    /// What is timed was done.
    fn says(&mut self, words: &str) {
        self.until(words, |w| w.is_said(words));
    }

    fn is_said(&self, words: &str) -> bool {
        let said = self.app.labelling().unwrap().status.message();
        said.is_some_and(|said| said.contains(words))
    }

    fn find_word(&mut self, word: &str) {
        self.find(word);
    }

    /// Puts the focus into the filter of the marks.
    fn enter_filter(&mut self) {
        let field = claimark::gui::panels::filter::field_id();
        self.context
            .memory_mut(|memory| memory.request_focus(field));
        self.still(2);
    }

    /// Selects the first mark of a kind from the article's beginning.
    fn select(&mut self, kind: Kind) {
        for _ in 0..50 {
            self.keys(Key::Tab, Modifiers::NONE, 1);
            let desk = &self.app.labelling().unwrap().desk;
            if desk.mark().is_some_and(|mark| mark.tag.kind() == kind) {
                return;
            }
        }
        panic!("no {kind}");
    }

    /// Times what is done, and says so.
    fn step(&mut self, name: &str, act: impl FnOnce(&mut Self)) {
        self.frames.clear();
        act(self);
        let by_clock = self.frames.iter().map(|frame| frame.1).max().unwrap();
        let mut worked: Vec<Duration> = self.frames.iter().map(|frame| frame.0).collect();
        worked.sort_unstable();
        let longest = worked[worked.len() - 1];
        let percentile = worked[(worked.len() * 99).div_ceil(100) - 1];
        let over = worked.iter().filter(|worked| **worked > MOST).count();
        self.over += over;
        let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
        println!(
            "{name:<44}{:>7}{:>10}{:>10}{:>10}{}",
            worked.len(),
            ms(longest),
            ms(percentile),
            ms(by_clock),
            if over > 0 {
                format!("  <- {over} over {} ms", MOST.as_millis())
            } else {
                String::new()
            }
        );
    }

    fn memory(&self, when: &str) {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let of = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name));
            let number = line.and_then(|line| line.split_whitespace().nth(1));
            number
                .and_then(|number| number.parse::<f64>().ok())
                .unwrap_or(0.0)
                / 1024.0
        };
        println!(
            "-- memory {when}: {:.0} MiB, at most {:.0} MiB so far",
            of("VmRSS:"),
            of("VmHWM:")
        );
    }

    fn ended(&self) -> ExitCode {
        println!("{} frames over {} ms of work", self.over, MOST.as_millis());
        ExitCode::from(u8::from(self.over > 0))
    }
}

fn button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    }
}

fn wheel(down: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, down),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: MouseWheelSource::Wheel,
    }
}

/// How long this thread has been at work, where the system says it; otherwise by the clock.
fn at_work() -> Duration {
    use std::sync::OnceLock;
    static START: OnceLock<Instant> = OnceLock::new();
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = said.and_then(|said| said.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(
        || START.get_or_init(Instant::now).elapsed(),
        Duration::from_nanos,
    )
}
