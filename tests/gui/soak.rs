//! A long session in short: keys by chance, from the table of commands and into fields, and after each of them the set is whole.
//!
//! What holds after each key: nothing panics; the marks are in order; every mark stands on its words; the rules find no error. And in
//! the end: undo leads back to the first set byte for byte, redo to the last.
//!
//! The keys follow from a seed, and from what has the focus when they are pressed. All of them are told when something fails: ids are
//! given by chance and threads take their time, so that a seed alone may not bring it back. `CLAIMARK_SOAK=SEEDS,STEPS` sets how many
//! sessions of how many keys the long form has: `cargo test --test gui soak -- --ignored --nocapture`.

use claimark::{
    annotation::{Act, AnnotationId, AnnotationSet, ArticleRecord, Kind},
    article, format,
    gui::{
        command::{Command, entries},
        keypress::KeyPress,
    },
    text::{CharRange, Document},
    verify::{self, Severity},
};
use egui::Key;

use crate::desk::{Home, STORY, Window};

/// A row of numbers that follows from its seed.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    pub fn of<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }
}

/// What is typed into a field.
pub const TYPED: [&str; 18] = [
    "a",
    "o",
    "roe",
    "the",
    "12",
    "1,4",
    "x y",
    "“",
    "é",
    "Tab",
    "Shift+Tab",
    "Down",
    "Up",
    "Enter",
    "Enter",
    "Ctrl+A",
    "Backspace",
    "Escape",
];

/// What leaves the article, asks the system for something, or covers the page, so that keys do nothing to it.
pub fn leads_away(command: Command) -> bool {
    matches!(
        command,
        Command::Open
            | Command::OpenPath
            | Command::Close
            | Command::Quit
            | Command::NextArticle
            | Command::PreviousArticle
            | Command::Palette
            | Command::Help
    )
}

/// As [`Window::press`] wants it.
fn spelled(press: &KeyPress) -> String {
    match press {
        KeyPress::Sign(sign) => sign.to_string(),
        KeyPress::Key(modifiers, key) => {
            let mut text = String::new();
            for (held, name) in [
                (modifiers.command, "Ctrl+"),
                (modifiers.alt, "Alt+"),
                (modifiers.shift, "Shift+"),
            ] {
                text += if held { name } else { "" };
            }
            // A letter without Shift is a small one.
            let name = match key.name() {
                name if name.len() == 1 && !modifiers.any() => name.to_lowercase(),
                name => name.to_owned(),
            };
            assert_eq!(Key::from_name(&name), Some(*key));
            text + &name
        }
    }
}

/// The keys of all commands that stay with the article; those that change the set more often than the rest.
fn keys() -> Vec<String> {
    keys_of(|command| match command {
        command if leads_away(command) => 0,
        // Sizes and colours only cost time here.
        Command::Larger | Command::Smaller | Command::Theme => 0,
        _ => 1,
    })
}

/// The keys of all commands, each as often as is said, and those more often that change the set or lead to it.
pub fn keys_of(times: impl Fn(Command) -> usize) -> Vec<String> {
    let mut keys = Vec::new();
    for entry in entries() {
        let often = match entry.command {
            Command::Tag(_) | Command::AddFragment | Command::MoveEnd(_) => 3,
            Command::Speaker | Command::Link | Command::Note | Command::MakeSpeaker => 4,
            Command::SelectWord | Command::SelectSentence => 6,
            Command::Others => 4,
            Command::NextMark | Command::AcceptAll | Command::Accept => 3,
            Command::Go(..) => 2,
            _ => 1,
        };
        for _ in 0..often * times(entry.command) {
            keys.extend(entry.keys.iter().map(spelled));
        }
    }
    keys
}

/// What is wrong with the set, if anything is.
pub fn trouble(window: &Window) -> Option<String> {
    let desk = window.desk();
    let set = desk.set();
    let mut sorted = set.clone();
    sorted.sort();
    if sorted != *set {
        return Some("the set is not in order".to_owned());
    }
    if !set.fits(&desk.document) {
        return Some("the set is another article’s".to_owned());
    }
    let fragments = set.annotations.iter().flat_map(|mark| &mark.fragments);
    for fragment in fragments {
        if desk.document.slice(fragment.span) != fragment.quote || !fragment.fits(&desk.document) {
            return Some(format!("{fragment:?} does not stand on its words"));
        }
    }
    let findings = verify::check_set(set, &desk.document, None, &verify::Selection::usual());
    let error = findings
        .iter()
        .find(|finding| finding.severity == Severity::Error)?;
    Some(format!("{}: {}", error.rule.code, error.message))
}

/// A session of so many keys. The keys are told when something is wrong.
fn session(window: &mut Window, seed: u64, steps: usize) {
    let keys = keys();
    let mut chance = Chance(seed);
    let mut pressed: Vec<String> = Vec::new();
    let first = format::write(window.desk().set());
    for _ in 0..steps {
        let in_field = window.harness().ctx.text_edit_focused();
        let next = match (in_field, window.on_page(), chance.below(8)) {
            // Nobody stays for long where keys do nothing to the text.
            (_, false, 0) | (false, false, 1..4) => "Escape",
            (true, _, 2..) => *chance.of(&TYPED),
            _ => chance.of(&keys).as_str(),
        };
        pressed.push(next.to_owned());
        match in_field && Key::from_name(next.rsplit('+').next().unwrap()).is_none() {
            true => window.types(next),
            false => window.press(next),
        }
        assert!(window.labelling().is_some(), "left by {pressed:?}");
        if let Some(trouble) = trouble(window) {
            panic!("seed {seed}: {trouble}, by {pressed:?}");
        }
    }
    // Out of whatever is open.
    for _ in 0..6 {
        window.press("Escape");
    }
    assert!(window.on_page(), "seed {seed}: no way out, by {pressed:?}");
    while window.desk().undoable().1.is_some() {
        window.press("Ctrl+Y");
    }
    let last = format::write(window.desk().set());
    let mut count = 0;
    while window.desk().undoable().0.is_some() {
        window.press("Ctrl+Z");
        count += 1;
        assert!(count <= 4 * steps, "seed {seed}: undo has no end");
    }
    assert_eq!(
        format::write(window.desk().set()),
        first,
        "seed {seed}: {pressed:?}"
    );
    window.times(count, "Ctrl+Y");
    assert_eq!(
        format::write(window.desk().set()),
        last,
        "seed {seed}: {pressed:?}"
    );
    window.autosave();
    println!("seed {seed}: {steps} keys, {count} changes");
    assert!(
        count * 40 > steps,
        "seed {seed}: hardly anything was done, by {pressed:?}"
    );
}

/// An article of so many words with so many marks of three kinds, many of them overlapping.
pub fn generated(home: &Home, words: usize, marks: usize) -> Window {
    const WORDS: [&str; 12] = [
        "the",
        "minister",
        "denied",
        "on",
        "that",
        "1,460",
        "people",
        "“were",
        "moved”",
        "café",
        "👩‍🌾",
        "camps,",
    ];
    let mut chance = Chance(3);
    let mut text = String::new();
    // In a long one most words are rare, as in any text: else everything stands in it a hundred times.
    let rare = words / 20;
    for word in 1..=words {
        match words > 10_000 && chance.below(3) > 0 {
            true => text += &format!("w{}", chance.below(rare) * chance.below(rare) / rare),
            false => text += *chance.of(&WORDS),
        }
        text += if word % 50 == 0 { ".\n\n" } else { " " };
    }
    let path = home.write("made.txt", text);
    let read = article::read(&path, None).unwrap();
    let document: &Document = &read.document;
    let record = ArticleRecord {
        file: "made.txt".to_owned(),
        file_sha256: read.file_sha256,
        text_sha256: document.sha256(),
        text_length: document.len(),
        reading: read.reading.clone(),
    };
    let mut set = AnnotationSet::new(record, "ada".into());
    let mut index = 0;
    while set.annotations.len() < marks {
        index += 1;
        let start = document.word_at(chance.below(document.len())).start;
        let end = document.next_word_end((start + 1 + chance.below(40)).min(document.len()));
        let range = document.without_blank_edges(CharRange::new(start, end));
        let Ok(span) = document.span(range) else {
            continue;
        };
        let act = Act::Mark {
            span,
            kind: [Kind::Claim, Kind::Denial, Kind::Figure][index % 3],
            id: AnnotationId::from_random(index as u64 * 7_919),
            by: "ada".into(),
        };
        if let Ok(transaction) = set.plan(&act, document) {
            set.apply(&transaction).unwrap();
        }
    }
    let file = home.path("made.ada.ron");
    format::save(&file, &set, None).unwrap();
    home.open(&file)
}

#[test]
fn keys_by_chance_leave_a_short_article_whole() {
    for seed in [1, 2] {
        session(&mut Home::new().open_story(), seed, 400);
    }
}

#[test]
fn keys_by_chance_leave_an_article_with_200_marks_whole() {
    session(&mut generated(&Home::new(), 1_500, 200), 3, 400);
}

#[test]
#[ignore = "long: cargo test --test gui soak -- --ignored --nocapture"]
fn keys_by_chance_for_hours() {
    let wanted = std::env::var("CLAIMARK_SOAK").unwrap_or_else(|_| "20,2000".to_owned());
    let numbers: Vec<u64> = wanted
        .split(',')
        .map(|number| number.parse().unwrap())
        .collect();
    let [seeds, steps] = numbers[..] else {
        panic!("CLAIMARK_SOAK is SEEDS,STEPS, as in 20,2000")
    };
    for seed in 100..100 + seeds {
        let home = Home::new();
        let mut window = match seed % 2 {
            0 => home.open(&home.write("story.txt", STORY)),
            _ => generated(&home, 1_500, 200),
        };
        session(&mut window, seed, steps as usize);
    }
}
