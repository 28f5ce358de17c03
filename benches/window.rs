//! What the window costs, without the graphics card: opening, the first page, a frame still, scrolling and after a key, loading and
//! saving, moving an end, linking, finding, offers; for a 60 kB article with 2,000 marks and a 600 kB one with 20,000. Beside it, what cannot be
//! avoided: reading and hashing the same files, a frame in which nothing happens, a plain scan of the text.
//!
//! What happens again and again must leave no more behind than it found, or it would be a growing thing that is timed: each key that
//! changes the set is undone in the same turn (the history keeps one step), letters typed are deleted, offers are left. The set's
//! revision grows, which costs nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a benchmark has nobody to report to"
)]

use std::{
    path::{Path, PathBuf},
    sync::LazyLock,
};

use claimark::{
    annotation::{Act, AnnotationId, AnnotationSet, ArticleRecord, Kind},
    article,
    folders::Folders,
    format,
    gui::{
        Start,
        app::App,
        errand::Errand,
        opening::{self, Opened},
        reading::fonts::Fonts,
    },
    journal::Journals,
    text::{CharRange, Sha256},
};
use divan::Bencher;
use egui::{
    Context, CursorIcon, Event, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, pos2, vec2,
};

fn main() {
    divan::main();
}

/// Words of the article and marks in it.
const SIZES: [(usize, usize); 2] = [(10_000, 2_000), (100_000, 20_000)];

/// The two sets, in a folder that is there until the program ends.
static SETS: LazyLock<(tempfile::TempDir, Vec<PathBuf>)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let sets = SIZES
        .iter()
        .map(|&(words, marks)| make(folder.path(), words, marks))
        .collect();
    (folder, sets)
});

fn set_file(marks: usize) -> &'static Path {
    &SETS.1[SIZES.iter().position(|size| size.1 == marks).unwrap()]
}

/// Prose without sense, in paragraphs of some sixty words, with marks of three kinds, many of them overlapping.
fn make(folder: &Path, words: usize, marks: usize) -> PathBuf {
    const WORDS: [&str; 16] = [
        "the", "minister", "denied", "on", "Tuesday", "that", "more", "than", "1,460", "people",
        "“were", "moved”", "from", "café", "to", "camps,",
    ];
    let mut chance = 7u64;
    let mut below = |end: usize| {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (chance >> 33) as usize % end
    };
    let mut text = String::new();
    for word in 1..=words {
        text += WORDS[below(WORDS.len())];
        text += if word % 60 == 0 { ".\n\n" } else { " " };
    }
    let path = folder.join(format!("{marks}.txt"));
    std::fs::write(&path, text).unwrap();
    let read = article::read(&path, None).unwrap();
    let document = &read.document;
    let record = ArticleRecord {
        file: format!("{marks}.txt"),
        file_sha256: read.file_sha256,
        text_sha256: document.sha256(),
        text_length: document.len(),
        reading: read.reading.clone(),
    };
    let mut set = AnnotationSet::new(record, "ann".into());
    let step = document.len() / marks;
    for index in 0..marks {
        let start = document.word_at(index * step).start;
        let end = document.next_word_end((start + 1 + below(40)).min(document.len()));
        let range = document.without_blank_edges(CharRange::new(start, end));
        let kind = [Kind::Claim, Kind::Denial, Kind::Figure][index % 3];
        let id = AnnotationId::from_random(index as u64 * 7_919 + 1);
        let Ok(span) = document.span(range) else {
            continue;
        };
        if let Ok(transaction) = set.plan(
            &Act::Mark {
                span,
                kind,
                id,
                by: "ann".into(),
            },
            document,
        ) {
            set.apply(&transaction).unwrap();
        }
    }
    let path = folder.join(format!("{marks}.ann.ron"));
    format::save(&path, &set, None).unwrap();
    path
}

/// A window without a screen.
struct Window {
    context: Context,
    app: App,
    time: f64,
    _config: tempfile::TempDir,
}

impl Window {
    fn open(set: &Path) -> Self {
        let context = Context::default();
        let config = tempfile::tempdir().unwrap();
        let start = Start {
            path: Some(set.to_owned()),
            annotator: Some("ann".into()),
        };
        let app = App::new(
            &context,
            start,
            Folders::within(config.path()),
            Errand::begin(Fonts::new, || ()),
        );
        let mut window = Self {
            context,
            app,
            time: 0.0,
            _config: config,
        };
        while window.app.labelling().is_none() {
            window.frame(Vec::new());
        }
        window
    }

    /// One frame, up to the triangles for the graphics card.
    fn frame(&mut self, events: Vec<Event>) -> CursorIcon {
        self.time += 0.01;
        let screen = Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0));
        let input = RawInput {
            screen_rect: Some(screen),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let app = &mut self.app;
        let output = self.context.run_ui(input, |ui| app.show(ui));
        divan::black_box(
            self.context
                .tessellate(output.shapes, output.pixels_per_point),
        );
        output.platform_output.cursor_icon
    }

    /// Frames until nothing is on its way any more.
    fn settle(&mut self) {
        for _ in 0..20 {
            self.frame(Vec::new());
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }

    /// Selects the first mark of a kind from the article's beginning.
    fn select(&mut self, kind: Kind) {
        for _ in 0..50 {
            self.frame(vec![press(Key::Tab, Modifiers::NONE)]);
            let desk = &self.app.labelling().unwrap().desk;
            if desk.mark().is_some_and(|mark| mark.tag.kind() == kind) {
                self.settle();
                return;
            }
        }
        panic!("no {kind}");
    }

    /// Where an end of the selected mark can be taken hold of: there the mouse's arrow says so.
    fn handle(&mut self) -> Pos2 {
        let places = (40..400).step_by(4).flat_map(|y| {
            let columns = (0..900).step_by(5);
            columns.map(move |x| pos2(x as f32, y as f32))
        });
        for place in places {
            self.frame(vec![Event::PointerMoved(place)]);
            if self.frame(Vec::new()) == CursorIcon::ResizeHorizontal {
                return place;
            }
        }
        panic!("no handle in view");
    }

    /// What the status line says.
    fn says(&self) -> &str {
        let labelling = self.app.labelling().unwrap();
        labelling.status.message().unwrap_or_default()
    }

    /// Opens the offers, and waits for them if they are looked for on a thread. How many frames it took.
    fn open_offers(&mut self) -> usize {
        self.frame(vec![press(Key::E, Modifiers::NONE)]);
        let mut frames = 1;
        while self.says().starts_with("Looking") {
            std::thread::yield_now();
            self.frame(Vec::new());
            frames += 1;
        }
        frames
    }

    fn settled(set: &Path) -> Self {
        let mut window = Self::open(set);
        window.settle();
        window
    }
}

fn press(key: Key, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}

/// Reading and hashing the article and the set: what no program could do without.
#[divan::bench(args = [2_000, 20_000])]
fn floor_read_and_hash(bencher: Bencher<'_, '_>, marks: usize) {
    let set = set_file(marks);
    let article = set.with_file_name(format!("{marks}.txt"));
    bencher.bench(|| [set, &article].map(|path| Sha256::of(&std::fs::read(path).unwrap())));
}

#[divan::bench(args = [2_000, 20_000])]
fn load_the_set(bencher: Bencher<'_, '_>, marks: usize) {
    let set = set_file(marks);
    bencher.bench(|| format::read(&format::load(set).unwrap().0).unwrap());
}

#[divan::bench(args = [2_000, 20_000])]
fn save_the_set(bencher: Bencher<'_, '_>, marks: usize) {
    let set = format::read(&format::load(set_file(marks)).unwrap().0).unwrap();
    let folder = tempfile::tempdir().unwrap();
    bencher
        .with_inputs(|| {
            folder
                .path()
                .join(format!("{}.ron", divan::black_box(rand_name())))
        })
        .bench_values(|path| format::save(&path, &set, None).unwrap());
}

fn rand_name() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

#[divan::bench(args = [2_000, 20_000])]
fn open_article_and_set(bencher: Bencher<'_, '_>, marks: usize) {
    let set = set_file(marks);
    bencher.bench(
        || match opening::open(set, Some("ann"), &Journals::default()) {
            Ok(Opened::Desk(desk)) => desk,
            _ => panic!("the set opens"),
        },
    );
}

/// From nothing, fonts included, to the first frame with text.
#[divan::bench(args = [2_000, 20_000], sample_count = 20)]
fn open_to_first_page(bencher: Bencher<'_, '_>, marks: usize) {
    let set = set_file(marks);
    bencher.bench(|| {
        Window::open(set).frame(Vec::new());
    });
}

#[divan::bench(args = [2_000, 20_000])]
fn frame_still(bencher: Bencher<'_, '_>, marks: usize) {
    let mut window = Window::settled(set_file(marks));
    bencher.bench_local(|| {
        window.frame(Vec::new());
    });
}

#[divan::bench(args = [2_000, 20_000])]
fn frame_scrolling_by_pages(bencher: Bencher<'_, '_>, marks: usize) {
    let mut window = Window::settled(set_file(marks));
    bencher.bench_local(|| {
        window.frame(vec![press(Key::PageDown, Modifiers::NONE)]);
    });
}

/// Select a word more, mark it, undo it: the frames of three keys.
#[divan::bench(args = [2_000, 20_000])]
fn frames_of_select_mark_undo(bencher: Bencher<'_, '_>, marks: usize) {
    let mut window = Window::settled(set_file(marks));
    bencher.bench_local(|| {
        window.frame(vec![press(
            Key::ArrowRight,
            Modifiers::COMMAND | Modifiers::SHIFT,
        )]);
        window.frame(vec![press(Key::Num1, Modifiers::NONE)]);
        window.frame(vec![press(Key::Z, Modifiers::COMMAND)]);
    });
}

/// An end a word further, and back by undo: the frames of two keys, each of which changes the set.
#[divan::bench(args = [2_000, 20_000])]
fn frames_of_moving_an_end_and_undo(bencher: Bencher<'_, '_>, marks: usize) {
    let mut window = Window::settled(set_file(marks));
    window.select(Kind::Claim);
    bencher.bench_local(|| {
        window.frame(vec![Event::Text("]".to_owned())]);
        window.frame(vec![press(Key::Z, Modifiers::COMMAND)]);
    });
    // Timed was what it says.
    window.frame(vec![Event::Text("]".to_owned())]);
    assert!(window.says().starts_with("Now: "), "{}", window.says());
}

/// The mouse goes to and fro over the text and holds nothing.
#[divan::bench(args = [2_000, 20_000])]
fn frame_mouse_moving(bencher: Bencher<'_, '_>, marks: usize) {
    let mut window = Window::settled(set_file(marks));
    window.select(Kind::Claim);
    let mut to_and_fro = [pos2(300.0, 120.0), pos2(500.0, 180.0)].into_iter().cycle();
    bencher.bench_local(|| {
        window.frame(vec![Event::PointerMoved(to_and_fro.next().unwrap())]);
    });
}

/// The mouse goes to and fro and holds an end of a mark. Nothing is done to the set until it lets go.
#[divan::bench(args = [2_000, 20_000])]
fn frame_dragging_an_end(bencher: Bencher<'_, '_>, marks: usize) {
    let mut window = Window::settled(set_file(marks));
    window.select(Kind::Claim);
    let handle = window.handle();
    let button = |pressed| Event::PointerButton {
        pos: handle,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.frame(vec![button(true)]);
    let places = [handle + vec2(200.0, 30.0), handle + vec2(300.0, 90.0)];
    let mut to_and_fro = places.into_iter().cycle();
    let mut held = CursorIcon::Default;
    bencher.bench_local(|| {
        held = window.frame(vec![Event::PointerMoved(to_and_fro.next().unwrap())]);
    });
    assert_eq!(held, CursorIcon::ResizeHorizontal, "an end was held");
}

/// A letter typed to find what to link to, and deleted: the frames of two keys, each of which looks through all marks.
#[divan::bench(args = [2_000, 20_000])]
fn frames_of_a_letter_in_the_field_of_links(bencher: Bencher<'_, '_>, marks: usize) {
    let mut window = Window::settled(set_file(marks));
    window.select(Kind::Denial);
    window.frame(vec![press(Key::L, Modifiers::NONE)]);
    window.settle();
    assert!(window.context.text_edit_focused());
    bencher.bench_local(|| {
        window.frame(vec![Event::Text("m".to_owned())]);
        window.frame(vec![press(Key::Backspace, Modifiers::NONE)]);
    });
}

/// A letter typed in the find bar behind some others, and deleted: the frames of two keys, each of which looks through the folded text
/// and shows all places in view.
#[divan::bench(args = [2_000, 20_000])]
fn frames_of_a_letter_in_the_find_bar(bencher: Bencher<'_, '_>, marks: usize) {
    let mut window = Window::settled(set_file(marks));
    window.frame(vec![press(Key::F, Modifiers::COMMAND)]);
    window.settle();
    assert!(window.context.text_edit_focused());
    window.frame(vec![Event::Text("a".to_owned())]);
    // A long text is folded on a thread, once.
    std::thread::sleep(std::time::Duration::from_millis(100));
    window.settle();
    bencher.bench_local(|| {
        window.frame(vec![Event::Text("n".to_owned())]);
        window.frame(vec![press(Key::Backspace, Modifiers::NONE)]);
    });
}

/// Looking for the words of the mark in the text as it stands: what no search could do without.
#[divan::bench(args = [2_000, 20_000])]
fn floor_scan_the_text(bencher: Bencher<'_, '_>, marks: usize) {
    let mut window = Window::settled(set_file(marks));
    window.select(Kind::Claim);
    let desk = &window.app.labelling().unwrap().desk;
    let (words, text) = (desk.mark().unwrap().words(), desk.document.text());
    bencher.bench_local(|| text.matches(divan::black_box(words.as_str())).count());
}

/// From the key to the first offer, for the first time: the text is folded, on a thread if it is long.
#[divan::bench(args = [2_000, 20_000], sample_count = 10, sample_size = 1)]
fn open_the_first_offers(bencher: Bencher<'_, '_>, marks: usize) {
    let set = set_file(marks);
    bencher
        .with_inputs(|| {
            let mut window = Window::settled(set);
            window.select(Kind::Claim);
            window
        })
        .bench_local_values(|mut window| {
            window.open_offers();
            window
        });
}

/// The same again, and out by Esc: the folded text was kept.
#[divan::bench(args = [2_000, 20_000])]
fn open_offers_again_and_leave(bencher: Bencher<'_, '_>, marks: usize) {
    let mut window = Window::settled(set_file(marks));
    window.select(Kind::Claim);
    window.open_offers();
    bencher.bench_local(|| {
        window.open_offers();
        window.frame(vec![press(Key::Escape, Modifiers::NONE)]);
    });
}
