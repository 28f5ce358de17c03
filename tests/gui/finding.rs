//! The find bar.

use egui::accesskit::Role;

use crate::desk::{Home, Window};

fn place(window: &Window) -> usize {
    window.desk().at.selection.range().start
}

#[test]
fn words_that_were_found_are_marked_without_the_mouse() {
    let home = Home::new();
    let mut window = home.open_story();
    window.press("/");
    assert!(window.field("Find").is_focused());
    assert_eq!(window.typed("Find"), "", "the key itself is not looked for");
    window.types("There is no plan");
    assert!(window.shows("1 place"));
    assert!(
        window.marks().is_empty(),
        "no letter typed there is a command"
    );
    window.keys(&["Enter", "Escape"]);
    assert!(window.on_page());
    assert_eq!(window.selected(), "There is no plan");
    window.press("2");
    assert_eq!(window.told(), ["denial: There is no plan"]);
}

#[test]
fn enter_goes_on_and_shift_enter_goes_back() {
    let home = Home::new();
    let mut window = home.open_story();
    window.press("Ctrl+F");
    window.types("OLD BRIDGE");
    assert!(window.shows("3 places"));
    let mut places = vec![];
    for key in [
        "Enter",
        "Enter",
        "Enter",
        "Enter",
        "Shift+Enter",
        "Shift+Enter",
    ] {
        window.press(key);
        assert_eq!(window.selected(), "old bridge");
        places.push(place(&window));
    }
    let [first, second, third, round, back, again] = places[..] else {
        unreachable!()
    };
    assert!(first < second && second < third);
    assert_eq!((round, back, again), (first, third, second));
    assert!(window.shows("2 of 3"));
    assert!(window.field("Find").is_focused(), "one can go on typing");
}

#[test]
fn f3_goes_on_from_the_text_even_when_the_bar_is_closed() {
    let home = Home::new();
    let mut window = home.open_story();
    window.press("/");
    window.types("old bridge");
    window.press("Enter");
    let first = place(&window);
    window.press("F3");
    let second = place(&window);
    assert!(first < second);
    // Esc leaves the field, then the selection, then the bar.
    window.keys(&["Escape", "Escape", "Escape"]);
    assert!(!window.has(Role::TextInput, "Find"));
    window.press("Ctrl+Home");
    window.press("F3");
    assert_eq!(place(&window), first);
    window.press("Shift+F3");
    assert!(place(&window) > second, "it goes round at the beginning");
}

#[test]
fn the_selected_words_are_looked_for_and_typing_replaces_them() {
    let home = Home::new();
    let mut window = home.open_story();
    window.select("Anna Roe");
    window.press("/");
    assert_eq!(window.typed("Find"), "Anna Roe");
    window.types("mayor");
    assert_eq!(window.typed("Find"), "mayor");
}

#[test]
fn what_is_nowhere_is_said() {
    let home = Home::new();
    let mut window = home.open_story();
    window.press("/");
    window.types("zebra");
    window.press("Enter");
    assert!(window.shows("nowhere"));
    assert_eq!(window.selected(), "");
}
