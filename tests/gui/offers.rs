//! Every other occurrence of a mark's words, offered.

use crate::desk::{Home, Window, assert_sound};

const PAGE: &str = "Camps closed, official says\n\n\
    - Camps closed, official says\n\
    1 / 3\n\
    CAMPS CLOSED, official says\n\n\
    The official said “camps closed” twice. Nobody else did.\n\
    camps closed,\u{a0}official says a bullet.\n";

fn page(home: &Home) -> Window {
    home.open(&home.write("page.txt", PAGE))
}

/// How many places are offered in the text.
fn offered(window: &Window) -> usize {
    let told = window.told();
    told.iter()
        .filter(|told| told.starts_with("offered as a claim"))
        .count()
}

#[test]
fn each_further_place_is_taken_turned_down_or_put_off() {
    let home = Home::new();
    let mut window = page(&home);
    window.mark("Camps closed, official says", "1");
    window.press("@");
    window.types("an official");
    window.press("Enter");
    window.press("e");
    assert_eq!((offered(&window), window.says()), (3, "3 other places"));
    window.press("a");
    assert_eq!((offered(&window), window.marks().len()), (2, 2));
    assert_eq!(window.says(), "Done: mark a claim again");
    assert_eq!(window.speaker(&window.marks()[1]).unwrap(), "an official");
    window.press("Space");
    assert_eq!((offered(&window), window.marks().len()), (2, 2));
    window.press("x");
    assert_eq!((offered(&window), window.marks().len()), (1, 2));
    window.press("Enter");
    assert_eq!((offered(&window), window.marks().len()), (0, 3));
    assert!(
        window.says().ends_with("1 turned down"),
        "{}",
        window.says()
    );
    // Each was a step of its own.
    window.keys(&["Ctrl+Z"]);
    assert_eq!(window.marks().len(), 2);
    window.autosave();
    assert_sound(&home.path("page.ada.ron"));
}

#[test]
fn all_are_taken_as_one_step() {
    let home = Home::new();
    let mut window = page(&home);
    window.mark("Camps closed, official says", "1");
    window.press("e");
    window.press("Shift+A");
    assert_eq!(window.marks().len(), 4);
    assert_eq!(
        window.says(),
        "Done: mark a claim at 3 further places. No other place is left"
    );
    window.press("Ctrl+Z");
    assert_eq!(window.marks().len(), 1);
    assert_eq!(offered(&window), 0);
    window.press("Ctrl+Y");
    window.press("e");
    assert_eq!(window.says(), "These words stand nowhere else unmarked");
}

#[test]
fn an_offer_undone_is_offered_again_and_esc_leaves() {
    let home = Home::new();
    let mut window = page(&home);
    window.mark("Camps closed, official says", "1");
    window.keys(&["e", "a"]);
    assert_eq!(offered(&window), 2);
    window.press("Ctrl+Z");
    assert_eq!(offered(&window), 3);
    window.press("Escape");
    assert_eq!((offered(&window), window.marks().len()), (0, 1));
    window.press("a");
    assert!(
        window.says().starts_with("Nothing is offered"),
        "{}",
        window.says()
    );
    assert_eq!(window.marks().len(), 1);
}

#[test]
fn what_was_undone_is_asked_about_again_and_nobody_decides_on_what_is_out_of_sight() {
    let home = Home::new();
    let filler = "Something else is said here.\n".repeat(60);
    let text = format!("No plan.\n{filler}No plan.\n{filler}No plan.\n{filler}No plan.\n");
    let mut window = home.open(&home.write("long.txt", text));
    window.mark("No plan", "1");
    window.keys(&["e", "a", "a"]);
    let second = window.marks()[2].extent();
    window.press("Ctrl+Z");
    assert_eq!(window.marks().len(), 2);
    window.press("a");
    assert_eq!(
        window.marks()[2].extent(),
        second,
        "the one that was undone"
    );
    window.press("Ctrl+Z");
    window.rest(0.2);
    window.scroll_page(4000.0);
    window.press("a");
    assert!(
        window.says().starts_with("Here is the place"),
        "{}",
        window.says()
    );
    assert_eq!(window.marks().len(), 2);
    window.press("a");
    assert_eq!(window.marks()[2].extent(), second);
}
