//! The main job: read, select, mark, go on.

use claimark::annotation::Kind::{Claim, Denial, Figure};

use crate::desk::{Home, STORY, assert_sound, kinds};

const PAPER: &str = "A paper wrote that 😀 the old bridge would be closed in May.";

#[test]
fn an_article_is_marked_by_the_keyboard_alone_and_saved_by_itself() {
    let home = Home::new();
    let mut window = home.open_story();
    assert!(window.on_page(), "keys go to the text at once");
    // A claim by `1`, from the words "that 😀 the" on.
    window.keys(&["Ctrl+Down", "s"]);
    assert_eq!(window.selected(), PAPER);
    window.press("1");
    // A figure inside it by `f`, with the caret in front of the emoji.
    window.keys(&["Ctrl+Up", "Ctrl+Down", "Ctrl+Home", "Ctrl+Down"]);
    window.times(19, "Right");
    window.press("Shift+Right");
    assert_eq!(window.selected(), "😀");
    window.press("f");
    // A denial that overlaps the claim's end, by `2`.
    window.keys(&["End", "Ctrl+Left", "Ctrl+Left", "Shift+Ctrl+Right"]);
    window.times(5, "Ctrl+Shift+Right");
    assert_eq!(window.selected(), "in May.\n“There is");
    window.press("2");
    // And one of each by the other keys.
    window.keys(&["Ctrl+End", "Up", "s", "d", "Ctrl+Up", "w", "c"]);
    window.keys(&["Up", "Home", "p", "3"]);
    let expected = [
        (Claim, PAPER),
        (Figure, "😀"),
        (Denial, "in May.\n“There is"),
        (
            Figure,
            "More than 4,000 people cross the old bridge every day, and each pays $2.50.",
        ),
        (Denial, "The council denied that too."),
        (Claim, "The"),
    ]
    .map(|(kind, words)| (kind, words.to_owned()));
    assert_eq!(kinds(&window.marks()), expected);
    window.autosave();
    assert_eq!(home.set("story.ada.ron"), *window.desk().set());
    assert_sound(&home.path("story.ada.ron"));
}

#[test]
fn what_was_marked_is_there_again_and_a_screen_reader_is_told() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "2");
    window.mark("4,000 people", "3");
    window.mark("the old bridge would be closed", "1");
    window.autosave();
    let made = window.desk().set().clone();
    assert!(window.close());
    let again = home.open(&home.path("story.txt"));
    assert_eq!(*again.desk().set(), made);
    assert_eq!(
        again.told(),
        [
            "claim: the old bridge would be closed",
            "denial: There is no plan",
            "figure: 4,000 people",
        ]
    );
    assert_eq!(home.files(), ["story.ada.ron", "story.txt"]);
}

#[test]
fn every_step_is_undone_and_done_again() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.mark("4,000", "3");
    assert_eq!(window.says(), "Figure: 4,000");
    window.press("Delete");
    assert_eq!(window.says(), "Done: delete a figure");
    assert_eq!(window.told(), ["claim: no plan"]);
    window.press("Ctrl+Z");
    assert_eq!(window.says(), "Undone: delete a figure");
    assert_eq!(window.told(), ["claim: no plan", "figure: 4,000"]);
    assert_eq!(
        window.mark_selected().words(),
        "4,000",
        "it is selected again"
    );
    window.press("Ctrl+Z");
    assert_eq!(
        window.selected(),
        "4,000",
        "what was selected is selected again"
    );
    window.press("Ctrl+Z");
    assert!(window.marks().is_empty());
    window.press("Ctrl+Z");
    assert_eq!(window.says(), "Nothing to undo");
    window.keys(&["Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+Y"]);
    assert_eq!(window.told(), ["claim: no plan"]);
    window.press("Ctrl+Y");
    assert_eq!(window.says(), "Nothing to do again");
    // A new act after an undo: there is nothing to do again.
    window.press("Ctrl+Z");
    window.mark("Anna Roe", "1");
    window.press("Ctrl+Y");
    assert_eq!(window.told().len(), 3);
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
}

#[test]
fn a_key_without_a_selection_makes_the_selected_mark_another_kind() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.press("2");
    assert_eq!(window.told(), ["denial: no plan"]);
    assert_eq!(window.marks().len(), 1);
    window.press("Ctrl+Z");
    assert_eq!(window.told(), ["claim: no plan"]);
}

#[test]
fn blanks_alone_are_not_marked_and_leave_the_selected_mark_as_it_is() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("Anna Roe", "1");
    window.press("Shift+Right");
    assert_eq!(window.selected(), " ");
    window.press("3");
    assert_eq!(window.told(), ["claim: Anna Roe"]);
    assert!(window.says().contains("blanks"), "{}", window.says());
}

#[test]
fn what_can_not_be_done_is_said_with_the_remedy() {
    let home = Home::new();
    let mut window = home.open_story();
    window.press("1");
    assert!(window.says().starts_with("Select some words first"));
    window.press("Delete");
    assert!(window.says().starts_with("Select a mark first"));
    window.press("Tab");
    assert_eq!(window.says(), "There are no marks yet");
    window.mark("no plan", "1");
    window.mark("no plan", "1");
    assert_eq!(window.says(), "These words are already marked as a claim");
    window.press("l");
    assert!(window.says().starts_with("A claim points to nothing"));
    window.mark("4,000", "3");
}

#[test]
fn blanks_at_the_ends_are_left_out_unless_one_wants_them() {
    let home = Home::new();
    let mut window = home.open_story();
    window.select(" Anna Roe ");
    window.press("1");
    assert_eq!(window.only().words(), "Anna Roe");
    window.keys(&["Ctrl+Z", "F8", "1"]);
    assert_eq!(window.only().words(), " Anna Roe ");
}

#[test]
fn a_mark_is_on_disk_within_two_seconds() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    assert!(window.shows("saving…"));
    window.rest(2.0);
    window.wait("the file", |_| home.path("story.ada.ron").exists());
    window.wait("the status", |window| window.shows("saved"));
    assert_sound(&home.path("story.ada.ron"));
}

#[test]
fn what_was_just_marked_is_saved_when_the_window_closes() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    assert!(!home.path("story.ada.ron").exists());
    assert!(window.close());
    assert_eq!(home.set("story.ada.ron").annotations[0].words(), "no plan");
}

#[test]
fn an_article_that_was_only_read_leaves_no_file() {
    let home = Home::new();
    let mut window = home.open_story();
    window.keys(&["Down", "w", "Escape"]);
    window.rest(3.0);
    assert!(window.close());
    assert_eq!(home.files(), ["story.txt"]);
}

#[test]
fn the_words_can_be_copied() {
    let home = Home::new();
    let mut window = home.open_story();
    let copied = |window: &mut crate::desk::Window| {
        window.harness().input_mut().events.push(egui::Event::Copy);
        window.frame();
        let commands = &window.harness().output().platform_output.commands;
        commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    };
    window.select("Anna Roe");
    assert_eq!(copied(&mut window).as_deref(), Some("Anna Roe"));
    window.press("Ctrl+A");
    assert_eq!(copied(&mut window).as_deref(), Some(STORY));
}
