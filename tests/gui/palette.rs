//! The list of all commands.

use claimark::annotation::Kind;
use egui::{Event, Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::NodeT;

use crate::desk::{Home, Window};

/// The rows in view, from top to bottom, and the selected one.
fn rows(window: &mut Window) -> (Vec<String>, String) {
    let nodes = window.harness().root().children_recursive();
    let mut rows: Vec<_> = nodes
        .filter(|node| node.accesskit_node().role() == Role::ListBoxOption)
        .filter(|node| {
            // Those of the list of marks have their kind before their words.
            let label = node.accesskit_node().label().unwrap_or_default();
            !label.starts_with("claim: ") && !label.starts_with("denial: ")
        })
        .map(|node| {
            let selected = node.accesskit_node().is_selected() == Some(true);
            (
                node.rect().top(),
                node.accesskit_node().label().unwrap_or_default(),
                selected,
            )
        })
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let selected: Vec<_> = rows
        .iter()
        .filter(|row| row.2)
        .map(|row| row.1.clone())
        .collect();
    let [selected] = <[String; 1]>::try_from(selected)
        .unwrap_or_else(|_| panic!("{rows:?} {:#?}", window.texts()));
    (rows.into_iter().map(|row| row.1).collect(), selected)
}

/// Does what is chosen; the focus comes back a frame later.
fn enter(window: &mut Window) {
    window.press("Enter");
    window.frame();
}

#[test]
fn a_command_is_found_by_letters_of_its_name_and_done_on_the_page() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.press("Ctrl+K");
    assert!(window.field("Command to look for").is_focused());
    window.types("unsr");
    let (_, selected) = rows(&mut window);
    assert_eq!(
        selected,
        "Unsure, U, Flag the selected mark to come back to it"
    );
    enter(&mut window);
    assert!(window.only().unsure);
    assert!(window.on_page());
    assert!(!window.shows("Command to look for"));
    // What was used last comes first.
    window.press("Ctrl+K");
    let (all, selected) = rows(&mut window);
    assert!(selected.starts_with("Unsure"), "{selected}");
    assert!(all[1].starts_with("Claim"), "{all:?}");
    enter(&mut window);
    assert!(!window.only().unsure);
}

#[test]
fn a_command_that_leads_into_a_field_leads_there() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.press("Ctrl+K");
    window.types("note");
    enter(&mut window);
    window.types("hm");
    assert_eq!(window.typed("Note"), "hm");
}

#[test]
fn keys_walk_and_esc_leaves() {
    let home = Home::new();
    let mut window = home.open_story();
    window.select("no plan");
    window.press("Ctrl+K");
    let (all, first) = rows(&mut window);
    assert_eq!(all[0], first);
    window.keys(&["Down", "Down"]);
    let (_, third) = rows(&mut window);
    assert_eq!(third, all[2]);
    window.press("End");
    let (_, last) = rows(&mut window);
    assert!(last.starts_with("Back, Esc"), "{last}");
    window.keys(&["Home", "PageDown", "PageUp"]);
    assert_eq!(rows(&mut window).1, first);
    // Neither letters nor other keys get through to the page.
    window.keys(&["1", "Delete", "Ctrl+Z"]);
    window.press("Escape");
    assert!(window.on_page() && window.marks().is_empty());
    assert_eq!(window.selected(), "no plan");
}

#[test]
fn a_row_can_be_clicked_and_what_can_not_be_done_is_offered_only_by_its_name() {
    let home = Home::new();
    let mut window = home.open_story();
    window.press("Ctrl+K");
    let undo = |window: &mut Window| rows(window).0.iter().any(|row| row.starts_with("Undo"));
    assert!(!undo(&mut window));
    window.types("undo");
    assert!(undo(&mut window));
    window.press("Enter");
    window.frame();
    window.frame();
    assert_eq!(window.says(), "Nothing to undo");
    window.mark("no plan", "1");
    window.press("Ctrl+K");
    window.types("undo");
    let row = window.node(
        Role::ListBoxOption,
        "Undo, Ctrl+Z, Take the last change back",
    );
    let at = row.rect().center();
    window.click(at);
    window.frame();
    assert!(window.marks().is_empty());
    assert!(window.on_page());
}

#[test]
fn keys_faster_than_frames_arrive_where_they_are_meant() {
    let home = Home::new();
    let mut window = home.open_story();
    window.select("no plan");
    let key = |key, modifiers| Event::Key {
        key,
        physical_key: Some(key),
        pressed: true,
        repeat: false,
        modifiers,
    };
    let ctrl = Modifiers {
        ctrl: true,
        ..Modifiers::COMMAND
    };
    let events = [
        key(Key::K, ctrl),
        key(Key::D, Modifiers::NONE),
        Event::Text("denial".into()),
        key(Key::Enter, Modifiers::NONE),
        key(Key::U, Modifiers::NONE),
        Event::Text("u".into()),
    ];
    window.harness().input_mut().events.extend(events);
    for _ in 0..6 {
        window.frame();
    }
    let mark = window.only();
    assert_eq!(mark.tag.kind(), Kind::Denial);
    assert!(mark.unsure);
}

#[test]
fn before_an_article_is_open_there_are_commands_too() {
    let home = Home::new();
    home.write("config/settings.ron", "(recent: [\"/somewhere/else.txt\"])");
    let mut window = home.window(None, Some("ada"));
    window.press("Ctrl+K");
    let (all, _) = rows(&mut window);
    assert!(all[0].starts_with("Open…"), "{all:?}");
    window.types("by path");
    enter(&mut window);
    assert!(window.shows("Cancel"), "{:#?}", window.texts());
}
