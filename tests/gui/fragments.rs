//! Marks of more than one fragment: a quoted claim that is cut in two by "said".

use egui::Modifiers;

use crate::desk::{Home, assert_sound, ends};

const CTRL: Modifiers = Modifiers {
    alt: false,
    ctrl: true,
    shift: false,
    mac_cmd: false,
    command: true,
};
const CUT: &str = "claim: There is no plan … and there was none";

#[test]
fn ctrl_and_1_adds_the_selection_to_the_selected_mark() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.mark("and there was none", "Ctrl+1");
    assert_eq!(window.told(), [CUT]);
    let mark = window.only();
    assert_eq!(mark.fragments.len(), 2);
    assert_eq!(mark.fragments[1].quote, "and there was none");
    window.press("Ctrl+Z");
    assert_eq!(window.told(), ["claim: There is no plan"]);
    window.press("Ctrl+Y");
    assert_eq!(window.told(), [CUT]);
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
}

#[test]
fn a_drag_with_ctrl_held_adds_to_the_selected_mark() {
    let home = Home::new();
    let mut window = home.open_story();
    let (from, to) = ends(window.place_of("and there was none"));
    window.mark("There is no plan", "1");
    window.holding(CTRL, |window| window.drag(from, to));
    assert_eq!(window.selected(), "and there was none");
    assert!(window.shows("To be added to the mark below"));
    assert_eq!(window.mark_selected().words(), "There is no plan");
    window.press("1");
    assert_eq!(window.told(), [CUT]);
}

#[test]
fn fragments_that_touch_become_one() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is", "1");
    window.mark(" no plan", "Ctrl+1");
    // The blank at its beginning is left out, so that they do not touch.
    assert_eq!(window.only().fragments.len(), 2);
    window.mark("is no", "Ctrl+1");
    assert_eq!(window.told(), ["claim: There is no plan"]);
    assert_eq!(window.only().fragments.len(), 1);
}

#[test]
fn a_mark_of_two_fragments_is_found_from_both_and_goes_as_one() {
    let home = Home::new();
    let mut window = home.open_story();
    let second = window.place_of("there was none").center();
    window.mark("There is no plan", "1");
    window.mark("and there was none", "Ctrl+1");
    window.keys(&["Escape", "Escape"]);
    assert!(window.desk().mark().is_none());
    window.pause();
    window.click(second);
    assert_eq!(
        window.mark_selected().words(),
        "There is no plan … and there was none"
    );
    window.press("Backspace");
    assert!(window.marks().is_empty());
    window.press("Ctrl+Z");
    assert_eq!(window.told(), [CUT]);
}

#[test]
fn without_a_selected_mark_there_is_nothing_to_add_to() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "Ctrl+1");
    assert!(window.says().starts_with("Select a mark first"));
    assert!(window.marks().is_empty());
}

#[test]
fn a_piece_is_removed_by_its_key_and_by_its_button() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.press("Ctrl+Delete");
    assert!(
        window.says().starts_with("This mark is all of one piece"),
        "{}",
        window.says()
    );
    window.select("there was none");
    window.press("Ctrl+1");
    assert_eq!(window.says(), "Added: the mark has 2 pieces");
    window.times(2, "[");
    window.press("[");
    assert!(window.says().contains("Ctrl+Delete"), "{}", window.says());
    window.press("Ctrl+Delete");
    assert_eq!(window.only().words(), "There is no plan");
    window.press("Ctrl+Z");
    let button = window.small_button("Remove the piece: There is no plan");
    window.click(button);
    assert_eq!(window.only().words(), "there");
}
