//! The find bar.

use egui::accesskit::Role;

use crate::desk::{Home, Look, Window};

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
fn ctrl_enter_takes_the_place_and_leaves() {
    let home = Home::new();
    let mut window = home.open_story();
    window.press("/");
    window.types("old bridge");
    window.press("Ctrl+Enter");
    assert!(window.on_page() && !window.has(Role::TextInput, "Find"));
    let first = place(&window);
    window.press("/");
    window.press("Enter");
    let second = place(&window);
    assert!(second > first);
    window.press("Ctrl+Enter");
    assert_eq!(place(&window), second, "it is the one that was shown");
    window.press("1");
    assert_eq!(window.told(), ["claim: old bridge"]);
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
    window.press("Escape");
    assert!(!window.has(Role::TextInput, "Find"));
    assert_eq!(place(&window), second, "the words stay selected");
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

const CAFE: &str = "Café reopens\n\nThe CAFÉ’s owner said “no–one\u{a0}left”.\nThe cafe is 4,000 steps from 12 mills.\n";

#[test]
fn accents_quotes_dashes_and_blanks_do_not_matter_unless_they_are_wanted() {
    let home = Home::new();
    let mut window = home.open(&home.write("cafe.txt", CAFE));
    window.press("/");
    window.types("cafe");
    assert!(window.shows("3 places"));
    window.types_anew("cafe's");
    assert!(window.shows("1 place"));
    window.types_anew("\"no-one left\"");
    window.press("Enter");
    assert_eq!(window.selected(), "“no–one\u{a0}left”");
    window.types_anew("cafe");
    window.press("Alt+E");
    assert!(window.shows("1 place"));
    assert_eq!(window.typed("Find"), "cafe", "the key types nothing");
    window.press("Enter");
    assert_eq!(window.selected(), "cafe");
    let exact = window.button("Exact");
    window.click(exact);
    assert!(window.shows("3 of 3"));
    println!("FOCUS {:?}", window.focused());
    assert!(window.field("Find").is_focused(), "one can go on typing");
}

#[test]
fn a_switch_keeps_its_letter_to_itself() {
    let home = Home::new();
    let mut window = home.open_story();
    window.press("/");
    // As the system does it: the key, and then the letter as text.
    let modifiers = egui::Modifiers::ALT;
    let key = egui::Event::Key {
        key: egui::Key::R,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    };
    let events = [key, egui::Event::Text("r".into())];
    window.holding(modifiers, |window| {
        window.harness().input_mut().events.extend(events);
        window.frame();
    });
    assert_eq!(window.typed("Find"), "");
    window.types("[$]");
    window.wait("the pattern", |window| window.shows("1 place"));
}

#[test]
fn a_pattern_is_looked_for_and_a_broken_one_says_why() {
    let home = Home::new();
    let mut window = home.open(&home.write("cafe.txt", CAFE));
    window.press("/");
    window.press("Alt+R");
    window.types("[\\d,]{2,}");
    window.wait("the pattern", |window| window.shows("2 places"));
    window.keys(&["Enter", "Enter"]);
    assert_eq!(window.selected(), "12");
    assert!(window.shows("2 of 2"));
    window.types_anew("(cafe");
    window.wait("the reason", |window| {
        window.shows("unclosed group, at character 1 of the pattern")
    });
    window.press("Enter");
    assert_eq!(window.selected(), "12", "nothing is taken away");
    assert_eq!(window.says(), "");
    assert!(window.field("Find").is_focused());
    window.types(")");
    window.wait("the pattern", |window| window.shows("1 place"));
    window.press("Alt+R");
    assert!(window.shows("nowhere"), "now they are words");
}

#[test]
fn words_and_switches_stay_while_the_article_is_open() {
    let home = Home::new();
    let mut window = home.open(&home.write("cafe.txt", CAFE));
    window.press("/");
    window.press("Alt+E");
    window.types("CAFÉ");
    window.keys(&["Enter", "Escape", "Right"]);
    window.press("/");
    assert_eq!(window.typed("Find"), "CAFÉ");
    assert!(window.shows("1 place"));
    window.press("Alt+E");
    assert!(window.shows("3 places"));
}

#[test]
fn selected_words_are_no_pattern() {
    let home = Home::new();
    let mut window = home.open_story();
    window.select("$2.50.");
    window.press("/");
    assert!(window.shows("1 of 1"));
    window.keys(&["Alt+R", "Escape", "/"]);
    assert_eq!(window.typed("Find"), "\\$2\\.50\\.");
    window.wait("the pattern", |window| window.shows("1 of 1"));
}

#[test]
fn the_count_and_all_buttons_have_room_in_a_narrow_window() {
    let home = Home::new();
    let look = Look {
        size: [480.0, 320.0],
        ..Look::default()
    };
    let path = home.write("cafe.txt", CAFE);
    let mut window = Window::new(&home, Some(&path), Some("ada"), look);
    window.wait("the article", |window| window.labelling().is_some());
    window.press("/");
    window.types("cafe");
    window.press("Enter");
    let next = window.node(Role::Button, "Next").rect();
    let count = window.label_with("1 of 3").rect();
    let close = window.node(Role::Button, "Close").rect();
    assert!(window.field("Find").rect().width() >= 50.0);
    assert!(next.right() < count.left(), "{next:?} {count:?}");
    assert!(count.width() > 30.0 && count.right() < close.left());
    assert!(close.right() <= 480.0, "{close:?}");
}
