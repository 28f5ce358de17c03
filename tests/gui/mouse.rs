//! The mouse on the page and in the list.

use egui::{Modifiers, Pos2, accesskit::Role};

use crate::desk::{Home, ends};

#[test]
fn a_drag_selects_exactly_those_words_in_either_direction() {
    let home = Home::new();
    let mut window = home.open_story();
    let (from, to) = ends(window.place_of("the old bridge would be closed"));
    window.drag(from, to);
    assert_eq!(window.selected(), "the old bridge would be closed");
    window.pause();
    window.drag(to, from);
    assert_eq!(window.selected(), "the old bridge would be closed");
    window.press("1");
    assert_eq!(window.told(), ["claim: the old bridge would be closed"]);
}

#[test]
fn an_emoji_is_taken_whole_by_a_drag() {
    let home = Home::new();
    let mut window = home.open_story();
    let (from, to) = ends(window.place_of("that 😀 the"));
    window.drag(from, to);
    assert_eq!(window.selected(), "that 😀 the");
}

#[test]
fn two_three_and_four_clicks_take_the_word_the_sentence_and_the_paragraph() {
    let home = Home::new();
    let mut window = home.open_story();
    let at = window.place_of("Anna").center();
    window.pause();
    window.clicks(2, at);
    assert_eq!(window.selected(), "Anna");
    window.pause();
    window.clicks(3, at);
    assert_eq!(
        window.selected(),
        "“There is no plan,” Anna Roe said, “and there was none.”"
    );
    window.pause();
    window.clicks(4, at);
    let paragraph = "“There is no plan,” Anna Roe said, “and there was none.” Roe is the mayor.";
    assert_eq!(window.selected(), paragraph);
    window.pause();
    window.clicks(1, at);
    assert_eq!(window.selected(), "");
}

#[test]
fn a_click_with_shift_extends_the_selection() {
    let home = Home::new();
    let mut window = home.open_story();
    let (from, _) = ends(window.place_of("There is no plan"));
    let (_, to) = ends(window.place_of("Anna Roe"));
    window.click(from);
    window.pause();
    window.holding(Modifiers::SHIFT, |window| window.click(to));
    assert_eq!(window.selected(), "There is no plan,” Anna Roe");
}

#[test]
fn a_click_selects_the_smallest_mark_there_and_o_goes_round() {
    let home = Home::new();
    let mut window = home.open_story();
    let at = window.place_of("plan").center();
    window.mark("There is no plan", "1");
    window.mark("no plan", "2");
    window.mark("is no plan", "3");
    window.click(at);
    assert_eq!(window.mark_selected().words(), "no plan");
    let mut round = vec![];
    for _ in 0..3 {
        window.press("o");
        round.push(window.mark_selected().words());
    }
    assert_eq!(round, ["is no plan", "There is no plan", "no plan"]);
    // A click beside all marks lets go.
    let beside = window.node(Role::Document, "Article").rect().right_bottom();
    window.pause();
    window.click(beside - egui::vec2(60.0, 60.0));
    assert!(window.desk().mark().is_none());
}

#[test]
fn a_click_on_a_row_of_the_list_goes_to_its_mark() {
    let home = Home::new();
    let filler = "Nothing to see in this line.\n".repeat(120);
    let article = home.write("long.txt", format!("First words.\n{filler}Last words.\n"));
    let mut window = home.open(&article);
    window.mark("Last words", "1");
    window.mark("First words", "2");
    assert_eq!(
        window.told(),
        ["denial: First words"],
        "the other is out of view"
    );
    let row = window.node(Role::ListBoxOption, "claim: Last words").rect();
    window.click(row.center());
    assert_eq!(window.mark_selected().words(), "Last words");
    window.frame();
    assert_eq!(window.told(), ["claim: Last words"]);
    assert!(window.on_page(), "keys go to the text again");
}

#[test]
fn a_drag_past_the_edge_scrolls() {
    let home = Home::new();
    let filler = "Nothing to see in this line.\n".repeat(120);
    let mut window = home.open(&home.write("long.txt", filler));
    let page = window.node(Role::Document, "Article").rect();
    window.move_to(page.center());
    let press = |window: &mut crate::desk::Window, at: Pos2, pressed| {
        window
            .harness()
            .input_mut()
            .events
            .push(egui::Event::PointerButton {
                pos: at,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            });
        window.frame();
    };
    press(&mut window, page.center(), true);
    let below = page.center_bottom() + egui::vec2(0.0, 30.0);
    for _ in 0..120 {
        window.move_to(below);
    }
    press(&mut window, below, false);
    let lines = window.selected().lines().count();
    assert!(lines > 30, "{lines}");
}

#[test]
fn the_wheel_scrolls_and_the_caret_comes_back_into_view_when_it_moves() {
    let home = Home::new();
    let filler = "Nothing to see in this line.\n".repeat(120);
    let article = home.write("long.txt", format!("First words.\n{filler}"));
    let mut window = home.open(&article);
    let sees = |window: &crate::desk::Window| window.has(Role::Paragraph, "First words.");
    assert!(sees(&window));
    let page = window.node(Role::Document, "Article").rect();
    window.move_to(page.center());
    window
        .harness()
        .input_mut()
        .events
        .push(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -2000.0),
            modifiers: Modifiers::NONE,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
        });
    window.rest(1.0);
    assert!(!sees(&window));
    window.press("Right");
    assert!(sees(&window));
}
