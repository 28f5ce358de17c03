//! Keys of the user's own, from the settings file to the window.

use std::fs;

use claimark::gui::command::{Command, entries};
use egui::accesskit::Role;

use crate::desk::{Home, Window};

/// [`crate::desk::STORY`] in a window whose settings file says this of keys.
fn with_keys(home: &Home, keys: &str) -> Window {
    home.write(
        "config/settings.ron",
        format!("(annotator: Some(\"Bo\"), text_size: 21, keys: {keys})"),
    );
    home.open_story()
}

#[test]
fn own_keys_act_and_are_shown() {
    let home = Home::new();
    let keys = "{\"Claim\": [\"9\", \"c\"], \"Unsure\": [\"q\", \"Ctrl+U\"], \"Help\": []}";
    let keys = keys.replace("Help", "Keys");
    let mut window = with_keys(&home, &keys);
    window.mark("no plan", "1");
    assert!(window.marks().is_empty(), "1 is no key any more");
    window.press("9");
    assert_eq!(window.only().words(), "no plan");
    window.press("u");
    assert!(!window.only().unsure);
    window.press("q");
    assert!(window.only().unsure);
    window.press("Ctrl+U");
    assert!(!window.only().unsure);
    assert!(window.has(Role::Button, "Claim 9"), "{:#?}", window.texts());
    let menu = window.button("Mark");
    window.click(menu);
    assert!(
        window.has(Role::Button, "Unsure Q"),
        "{:#?}",
        window.texts()
    );
    window.press("Escape");
    window.press("F1");
    assert!(!window.shows("Single letters act only"));
    let menu = window.button("Help");
    window.click(menu);
    let keys = window.button("Keys");
    window.click(keys);
    assert!(window.shows("Q, Ctrl+U"), "{:#?}", window.texts());
}

#[test]
fn keys_for_the_same_thing_are_refused_and_the_usual_ones_used() {
    let home = Home::new();
    let keys = "{ \"Unsure\": [\"c\"], /* why not? */ }";
    let mut window = with_keys(&home, keys);
    assert!(
        window.shows("settings.ron: keys: the key C is given to both “Claim” and “Unsure”; the usual keys are used"),
        "{:#?}",
        window.texts()
    );
    window.mark("no plan", "c");
    window.press("u");
    assert!(window.only().unsure);
    window.press("Ctrl++");
    let kept = fs::read_to_string(home.path("config/settings.ron")).unwrap();
    assert!(kept.contains(keys) && kept.contains("Bo"), "{kept}");
    let dismiss = window.button("Dismiss");
    window.click(dismiss);
    assert!(!window.shows("the key C is given"));
}

#[test]
fn a_command_that_is_none_is_said_and_the_other_settings_are_used() {
    let home = Home::new();
    home.write("story.txt", crate::desk::STORY);
    home.write(
        "config/settings.ron",
        "(annotator: Some(\"Bo\"), keys: {\"Unsre\": [\"q\"]}, recent: [\"/somewhere/else.txt\"])",
    );
    let mut window = home.window(Some(&home.path("story.txt")), None);
    window.wait("the article", |window| window.labelling().is_some());
    window.frame();
    assert!(window.shows("no command is called “Unsre”, did you mean “Unsure”?"));
    assert_eq!(window.desk().set().annotator, "Bo");
    let kept = fs::read_to_string(home.path("config/settings.ron")).unwrap();
    assert!(
        kept.contains("Unsre") && kept.contains("else.txt"),
        "{kept}"
    );
}

#[test]
fn the_list_of_keys_is_searched_and_scrolled() {
    let home = Home::new();
    let mut window = home.open_story();
    window.press("?");
    assert!(window.has(Role::Label, "Caret") && window.has(Role::Label, "Window"));
    window.rest(0.3);
    let top = window.label_with("Claim").rect().top();
    window.press("PageDown");
    assert!(window.label_with("Claim").rect().top() < top - 200.0);
    window.press("Home");
    assert!((window.label_with("Claim").rect().top() - top).abs() < 50.0);
    window.types("unsure");
    assert!(window.shows("Flag the selected mark") && !window.has(Role::Label, "Caret left"));
    window.types_anew("zzqq");
    assert!(window.shows("No command fits"));
    window.press("Escape");
    assert!(window.on_page() && !window.shows("No command fits"));
    window.press("F1");
    for entry in entries() {
        let named = window.has(Role::Label, entry.name);
        assert!(
            named || entry.command == Command::Tag(claimark::annotation::Kind::Claim),
            "{}",
            entry.name
        );
    }
}
