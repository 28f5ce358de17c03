//! The ends of a mark, moved by keys and by the mouse.

use egui::{Pos2, Rect, accesskit::Role, vec2};

use crate::desk::{Home, Window, assert_sound};

fn mark_rect(window: &Window, label: &str) -> Rect {
    window.node(Role::Mark, label).rect()
}

#[test]
fn ends_are_moved_by_keys_and_the_mark_keeps_what_it_has() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.keys(&["@"]);
    window.types("Roe");
    window.press("Enter");
    window.press("u");
    let before = window.only();
    window.keys(&["{", "{"]);
    assert_eq!(window.only().words(), "There is no plan");
    assert_eq!(window.says(), "Now: There is no plan");
    window.keys(&["]", "]", "["]);
    assert_eq!(window.only().words(), "There is no plan,");
    window.keys(&["Ctrl+OpenBracket", "Ctrl+OpenBracket"]);
    assert_eq!(window.only().words(), "There is no pla");
    window.keys(&["Ctrl+Shift+CloseBracket"]);
    assert_eq!(window.only().words(), "here is no pla");
    let after = window.only();
    assert_eq!(
        (&after.id, &after.tag, after.unsure),
        (&before.id, &before.tag, true)
    );
    window.times(8, "Ctrl+Z");
    assert_eq!(window.only().words(), "no plan");
    window.times(8, "Ctrl+Y");
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
}

#[test]
fn an_end_is_dragged_and_the_panel_shows_the_words_meanwhile() {
    let home = Home::new();
    let mut window = home.open_story();
    let to = window.place_of("day").right_center() + vec2(1.0, 0.0);
    window.mark("people cross", "1");
    let rect = mark_rect(&window, "claim: people cross");
    window.move_to(rect.right_bottom() + vec2(0.0, -3.0));
    window.press_mouse(rect.right_bottom() + vec2(0.0, -3.0));
    window.move_to(to);
    window.frame();
    assert!(window.shows("people cross the old bridge every day"));
    assert_eq!(window.only().words(), "people cross", "nothing is done yet");
    window.release_mouse(to);
    window.frame();
    assert_eq!(
        window.only().words(),
        "people cross the old bridge every day"
    );
    assert_eq!(window.desk().undoable().0, Some("move the ends of a claim"));
    window.press("Ctrl+Z");
    assert_eq!(window.only().words(), "people cross");
}

#[test]
fn esc_lets_go_of_an_end() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("people cross", "1");
    let rect = mark_rect(&window, "claim: people cross");
    let knob = rect.left_top() + vec2(0.0, 3.0);
    let away: Pos2 = rect.left_top() - vec2(60.0, -10.0);
    window.move_to(knob);
    window.press_mouse(knob);
    window.move_to(away);
    window.press("Escape");
    window.release_mouse(away);
    window.frame();
    assert_eq!(window.only().words(), "people cross");
    assert_eq!(window.desk().undoable().0, Some("mark a claim"));
}

#[test]
fn the_words_beside_a_mark_can_still_be_selected_by_the_mouse() {
    let home = Home::new();
    let mut window = home.open_story();
    let there = window.place_of("the old bridge every");
    window.mark("people cross", "1");
    window.pause();
    window.drag(there.left_center() + vec2(6.0, 0.0), there.right_center());
    assert!(
        window.selected().ends_with("he old bridge every"),
        "{}",
        window.selected()
    );
    assert_eq!(window.only().words(), "people cross");
}
