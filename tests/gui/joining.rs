//! The same set in two windows, or changed on disk by somebody else: what does not touch each other is joined, and the rest is asked
//! about. Nobody's marks are lost, and nothing is left lying about.

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use claimark::{
    annotation::{Act, Annotation, AnnotationId, AnnotationSet, Kind},
    format,
    gui::saving::Disk,
    text::{CharRange, Document},
};
use egui::accesskit::Role;

use crate::desk::{Home, STORY, Window, assert_sound};

const SET: &str = "story.ada.ron";

/// Somebody else does something to the set on disk.
fn elsewhere(home: &Home, acts: impl FnOnce(&AnnotationSet, &Document) -> Vec<Act>) {
    let (mut set, document) = (home.set(SET), Document::new(STORY));
    let acts = acts(&set, &document);
    set.do_all("", &acts, &document).unwrap();
    // As git does it.
    let new = home.write("new.tmp", format::write(&set));
    fs::rename(new, home.path(SET)).unwrap();
}

fn mark(document: &Document, words: &str, kind: Kind, id: &str) -> Act {
    let start = document.char_of_byte(document.text().find(words).unwrap());
    let range = CharRange::new(start, start + words.chars().count());
    Act::Mark {
        span: document.span(range).unwrap(),
        kind,
        id: AnnotationId::new(id).unwrap(),
        by: "ada".to_owned(),
    }
}

/// The one mark of these words in a set.
fn marked<'a>(set: &'a AnnotationSet, words: &str) -> &'a Arc<Annotation> {
    let mut found = set.annotations.iter().filter(|mark| mark.words() == words);
    let mark = found.next().expect("it is marked");
    assert!(found.next().is_none(), "twice");
    mark
}

/// A window with "no plan" marked and saved.
fn window_of(home: &Home) -> Window {
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.autosave();
    window
}

fn note(home: &Home, text: &str) {
    elsewhere(home, |set, _| {
        vec![Act::SetNote(
            marked(set, "no plan").id.clone(),
            text.to_owned(),
        )]
    });
}

/// Writes a note on the selected mark.
fn write_note(window: &mut Window, text: &str) {
    window.press("n");
    window.types_anew(text);
    window.press("Escape");
}

/// A window in which "no plan" has the note "mine", and "theirs" on disk.
fn asked(home: &Home) -> Window {
    let mut window = window_of(home);
    note(home, "theirs");
    write_note(&mut window, "mine");
    window.rest(2.0);
    question(&mut window);
    assert_eq!(
        marked(&home.set(SET), "no plan").note,
        "theirs",
        "nothing is written"
    );
    window
}

/// Waits until something is asked, and reads it: a key that comes at once is no answer.
fn question(window: &mut Window) {
    window.wait("the question", |window| window.shows("Which shall it be?"));
    window.rest(1.0);
}

#[test]
fn a_disk_that_was_in_trouble_is_not_written_over_before_the_question_is_answered() {
    let home = Home::new();
    let mut window = window_of(&home);
    let away = Arc::new(AtomicBool::new(true));
    let is_away = away.clone();
    window.save_by(Disk::by(move |path, set, known, given_up| {
        match is_away.load(Ordering::Relaxed) {
            true => format::save_unless(&path.with_file_name("gone/set.ron"), set, None, given_up),
            false => format::save_unless(path, set, known, given_up),
        }
    }));
    write_note(&mut window, "mine");
    window.rest(2.0);
    window.wait("the trouble", |window| window.shows("Try again"));
    note(&home, "theirs");
    away.store(false, Ordering::Relaxed);
    window.wait("the question", |window| window.shows("Which shall it be?"));
    window.rest(12.0);
    assert_eq!(marked(&home.set(SET), "no plan").note, "theirs");
    // Whoever leaves without an answer leaves both.
    window.press("Ctrl+W");
    window.frame();
    assert_eq!(marked(&home.set(SET), "no plan").note, "theirs");
    assert_eq!(
        marked(&home.set("story.ada.mine-1.ron"), "no plan").note,
        "mine"
    );
}

#[test]
fn what_others_mark_comes_in_while_one_reads() {
    let home = Home::new();
    let mut window = window_of(&home);
    let (at, there) = (window.desk().at.clone(), home.files());
    elsewhere(&home, |_, document| {
        vec![mark(document, "4,000", Kind::Figure, "theirs1")]
    });
    let written = fs::read(home.path(SET)).unwrap();
    window.wait("the mark", |window| window.marks().len() == 2);
    assert_eq!(
        window.says(),
        "story.ada.ron was changed on disk: 1 mark came in"
    );
    assert_eq!(window.told(), ["claim: no plan", "figure: 4,000"]);
    assert_eq!(window.desk().at, at, "the caret and the selected mark stay");
    window.autosave();
    assert_eq!(
        fs::read(home.path(SET)).unwrap(),
        written,
        "there is nothing to write"
    );
    assert_eq!(home.files(), there);
}

#[test]
fn what_two_do_to_different_marks_and_parts_is_joined_without_a_question() {
    let home = Home::new();
    let mut window = window_of(&home);
    elsewhere(&home, |set, document| {
        let id = marked(set, "no plan").id.clone();
        vec![
            Act::SetUnsure(id, true),
            mark(document, "4,000", Kind::Figure, "theirs1"),
        ]
    });
    write_note(&mut window, "mine");
    window.mark("The council denied that", "2");
    window.autosave();
    window.wait("both", |window| window.marks().len() == 3);
    window.autosave();
    let set = home.set(SET);
    assert_eq!(&set, window.desk().set());
    let plan = marked(&set, "no plan");
    assert!(plan.unsure && plan.note == "mine");
    assert_eq!(set.annotations.len(), 3);
    assert_sound(&home.path(SET));
    assert_eq!(
        home.files(),
        ["story.ada.ron", "story.txt"],
        "nothing is left lying about"
    );
}

#[test]
fn two_windows_on_one_set_have_the_same_marks_in_the_end() {
    let home = Home::new();
    let (mut one, mut two) = (window_of(&home), home.open_story());
    one.mark("4,000", "3");
    two.mark("The council denied that", "2");
    one.autosave();
    two.autosave();
    one.wait("the other's mark", |window| window.marks().len() == 3);
    two.autosave();
    one.autosave();
    assert_eq!(one.desk().set(), two.desk().set());
    assert_eq!(&home.set(SET), one.desk().set());
    assert_eq!(home.files(), ["story.ada.ron", "story.txt"]);
}

#[test]
fn what_is_being_typed_stays_when_others_marks_come_in() {
    let home = Home::new();
    let mut window = window_of(&home);
    window.press("n");
    window.types("half a sen");
    note(&home, "theirs");
    window.wait("the question", |window| window.shows("Which shall it be?"));
    assert_eq!(window.typed("Note"), "half a sen");
    window.types("tence");
    assert_eq!(window.typed("Note"), "half a sentence");
}

#[test]
fn what_somebody_is_about_to_write_on_comes_in_when_they_leave_the_field() {
    let home = Home::new();
    let mut window = window_of(&home);
    write_note(&mut window, "old");
    window.autosave();
    // All of it is selected, to be typed over.
    window.keys(&["n", "Ctrl+A"]);
    note(&home, "theirs");
    window.wait("word of it", |window| {
        window.says().contains("comes in when you leave this field")
    });
    window.types("mine");
    window.press("Escape");
    window.wait("the question", |window| window.shows("Which shall it be?"));
    assert!(window.shows("Mine: note “mine”") && window.shows("Theirs: note “theirs”"));
    // Who only looks into the field has what is there by then.
    let home = Home::new();
    let mut window = window_of(&home);
    window.press("n");
    elsewhere(&home, |set, _| {
        vec![Act::Delete(marked(set, "no plan").id.clone())]
    });
    window.wait("word of it", |window| {
        window.says().contains("comes in when you leave this field")
    });
    assert_eq!(window.marks().len(), 1, "what is typed next is no command");
    window.press("Escape");
    window.wait("that it went", |window| window.marks().is_empty());
}

#[test]
fn a_question_that_comes_up_under_the_fingers_is_not_answered_by_the_key_on_its_way() {
    let home = Home::new();
    let mut window = asked(&home);
    note(&home, "theirs anew");
    let shows_it = |window: &Window| window.shows("Theirs: note “theirs anew”");
    window.wait("the other question", shows_it);
    window.press("x");
    assert!(
        window.says().contains("has only just come up"),
        "{}",
        window.says()
    );
    assert!(shows_it(&window), "nothing is decided");
    window.rest(1.0);
    window.press("x");
    window.autosave();
    assert_eq!(marked(&home.set(SET), "no plan").note, "mine");
}

#[test]
fn a_mark_that_both_have_changed_is_asked_about_and_theirs_can_be_taken() {
    let home = Home::new();
    let mut window = asked(&home);
    assert!(window.shows("Mine: note “mine”") && window.shows("Theirs: note “theirs”"));
    window.press("a");
    assert!(!window.shows("Which shall it be?"));
    assert_eq!(marked(window.desk().set(), "no plan").note, "theirs");
    window.autosave();
    window.press("Ctrl+Z");
    assert_eq!(
        marked(window.desk().set(), "no plan").note,
        "mine",
        "undo covers it"
    );
    window.autosave();
    assert_eq!(marked(&home.set(SET), "no plan").note, "mine");
    assert_eq!(
        home.files(),
        ["story.ada.ron", "story.txt"],
        "no copy is left"
    );
}

#[test]
fn mine_can_be_kept_by_a_key_or_by_the_mouse() {
    let home = Home::new();
    let mut window = asked(&home);
    window.press("x");
    window.autosave();
    assert_eq!(marked(&home.set(SET), "no plan").note, "mine");
    let home = Home::new();
    let mut window = asked(&home);
    let mine = window.button("Keep mine");
    window.click(mine);
    window.autosave();
    assert_eq!(marked(&home.set(SET), "no plan").note, "mine");
    assert_sound(&home.path(SET));
}

#[test]
fn several_are_gone_through_and_a_decision_can_be_changed_until_the_last() {
    let home = Home::new();
    let mut window = window_of(&home);
    window.mark("4,000", "3");
    window.autosave();
    elsewhere(&home, |set, _| {
        let id = |words| marked(set, words).id.clone();
        vec![
            Act::SetNote(id("no plan"), "theirs".to_owned()),
            Act::SetNote(id("4,000"), "theirs".to_owned()),
        ]
    });
    write_note(&mut window, "mine");
    window.press("Shift+Tab");
    write_note(&mut window, "mine");
    window.rest(2.0);
    window.wait("the questions", |window| window.shows("1 of 2:"));
    window.rest(1.0);
    window.press("a");
    assert!(window.shows("2 of 2:"));
    assert!(window.has(Role::ListBoxOption, "claim: no plan, theirs"));
    let row = window.row("claim: no plan, theirs");
    window.click(row);
    window.press("x");
    assert!(window.has(Role::ListBoxOption, "claim: no plan, mine"));
    window.press("a");
    window.autosave();
    let set = home.set(SET);
    let notes: Vec<_> = set
        .annotations
        .iter()
        .map(|mark| mark.note.as_str())
        .collect();
    assert_eq!(notes, ["mine", "theirs"]);
}

#[test]
fn whoever_leaves_before_deciding_keeps_both_and_is_told_where() {
    let home = Home::new();
    let mut window = asked(&home);
    window.press("Ctrl+W");
    assert!(window.shows("story.ada.mine-1.ron"));
    assert_eq!(marked(&home.set(SET), "no plan").note, "theirs");
    assert_eq!(
        marked(&home.set("story.ada.mine-1.ron"), "no plan").note,
        "mine"
    );
}

#[test]
fn a_further_change_on_disk_is_joined_while_something_is_asked() {
    let home = Home::new();
    let mut window = asked(&home);
    elsewhere(&home, |_, document| {
        vec![mark(document, "4,000", Kind::Figure, "theirs1")]
    });
    window.wait("the mark", |window| window.marks().len() == 2);
    assert!(window.shows("Which shall it be?"), "and it is still asked");
    window.press("x");
    window.autosave();
    let set = home.set(SET);
    assert_eq!(marked(&set, "no plan").note, "mine");
    assert_eq!(set.annotations.len(), 2);
}

#[test]
fn whoever_takes_back_what_came_in_is_told_and_a_copy_is_kept() {
    let home = Home::new();
    let mut window = window_of(&home);
    elsewhere(&home, |_, document| {
        vec![mark(document, "4,000", Kind::Figure, "theirs1")]
    });
    window.wait("the mark", |window| window.marks().len() == 2);
    window.press("Ctrl+Z");
    window.wait("the copy", |window| {
        window.says().contains("story.ada.theirs-1.ron")
    });
    assert!(window.says().contains("1 mark went"), "{}", window.says());
    assert_eq!(window.marks().len(), 1);
    window.autosave();
    assert_eq!(home.set(SET).annotations.len(), 1);
    assert_eq!(home.set("story.ada.theirs-1.ron").annotations.len(), 2);
}

#[test]
fn a_set_that_is_gone_is_said_and_written_anew() {
    let home = Home::new();
    let mut window = window_of(&home);
    fs::remove_file(home.path(SET)).unwrap();
    window.wait("the news", |window| {
        window.says().contains("is no longer on disk")
    });
    window.press("Ctrl+S");
    window.wait("the file", |_| home.path(SET).exists());
    assert_eq!(home.set(SET).annotations.len(), 1);
}

#[test]
fn half_a_file_is_looked_at_again_and_a_broken_one_is_not_overwritten() {
    let home = Home::new();
    let mut window = window_of(&home);
    let whole = fs::read_to_string(home.path(SET)).unwrap();
    let half = &whole[..whole.len() / 2];
    home.write(SET, half);
    window.mark("4,000", "3");
    window.rest(2.0);
    window.wait("the trouble", |window| window.shows("is not overwritten"));
    assert_eq!(fs::read_to_string(home.path(SET)).unwrap(), half);
    home.write(SET, &whole);
    window.wait("the end of it", |window| {
        !window.shows("is not overwritten")
    });
    window.autosave();
    assert_eq!(home.set(SET).annotations.len(), 2);
}
