//! Slips of the hand: what a tired person does, and what must not come of it.

use std::fs;

use claimark::annotation::Kind;
use egui::{Event, Key, Modifiers, vec2};

use crate::desk::{Home, kinds};

#[test]
fn words_that_are_nowhere_change_no_mark() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.press("/");
    window.types("zzqq");
    window.keys(&["Enter", "Escape", "2"]);
    assert_eq!(
        kinds(&window.marks()),
        [(Kind::Claim, "no plan".to_owned())]
    );
    assert!(
        window.says().starts_with("Select some words first"),
        "{}",
        window.says()
    );
}

#[test]
fn a_mark_that_the_caret_has_left_is_not_changed_by_a_key() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.keys(&["Ctrl+End", "2"]);
    assert!(
        window.says().starts_with("The caret has left"),
        "{}",
        window.says()
    );
    window.press("Backspace");
    assert_eq!(
        kinds(&window.marks()),
        [(Kind::Claim, "no plan".to_owned())]
    );
    window.keys(&["Tab", "2"]);
    assert_eq!(
        kinds(&window.marks()),
        [(Kind::Denial, "no plan".to_owned())]
    );
}

#[test]
fn keys_typed_faster_than_frames_are_drawn_go_where_they_were_meant() {
    let home = Home::new();
    let mut window = home.open_story();
    let key = |key: Key| Event::Key {
        key,
        physical_key: Some(key),
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let mut typed = vec![key(Key::Slash), Event::Text("/".into())];
    typed.extend("no plan".chars().map(|c| Event::Text(c.to_string())));
    typed.extend([
        key(Key::Enter),
        key(Key::Escape),
        key(Key::Num2),
        Event::Text("2".into()),
    ]);
    for event in typed {
        window.harness().event(event);
    }
    for _ in 0..6 {
        window.frame();
    }
    assert_eq!(
        kinds(&window.marks()),
        [(Kind::Denial, "no plan".to_owned())]
    );
}

#[test]
fn dragging_the_scroll_bar_selects_nothing() {
    let home = Home::new();
    let story = home.write(
        "long.txt",
        "Once upon a time there was a story without an end.\n".repeat(200),
    );
    let mut window = home.open(&story);
    window.select("upon");
    let page = window
        .harness()
        .ctx
        .read_response(claimark::gui::reading::page::page_id())
        .unwrap()
        .rect;
    let thumb = page.right_top() + vec2(6.0, 8.0);
    window.drag(thumb, thumb + vec2(0.0, 200.0));
    assert_eq!(window.selected(), "upon");
}

#[test]
fn a_path_with_a_slip_leaves_the_article_open() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.press("Ctrl+Shift+O");
    window.frame();
    window.types("/nowhere/nix.txt");
    window.press("Enter");
    window.wait("the sentence", |window| {
        window.shows("there is no such file")
    });
    window.press("Ctrl+Z");
    assert!(
        window.marks().is_empty(),
        "also what was done can still be undone"
    );
}

#[test]
fn while_somebody_elses_change_waits_for_a_decision_one_copy_is_kept() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.autosave();
    home.write("story.ada.ron", "somebody else's");
    window.mark("4,000", "3");
    window.rest(2.0);
    window.wait("the copy", |window| window.shows("mine-1.ron"));
    window.mark("Anna Roe", "1");
    window.rest(2.0);
    let copy = home.config().join("state/rescued/story.ada.mine-1.ron");
    window.wait("the copy to grow", |_| {
        fs::read_to_string(&copy).is_ok_and(|text| text.contains("Anna Roe"))
    });
    assert_eq!(home.files(), ["story.ada.ron", "story.txt"]);
    let keep = window.button("Keep mine");
    window.click(keep);
    window.wait("the copy to go, which has done its work", |_| {
        !copy.exists()
    });
    assert_eq!(home.set("story.ada.ron").annotations.len(), 3);
}

#[test]
fn the_start_page_is_gone_through_with_arrows_and_enter() {
    let home = Home::new();
    let other = home.write("zebra.txt", "Another article.");
    let _ = home.open(&other).close();
    let _ = home.open_story().close();
    let mut window = home.window(None, Some("ada"));
    window.wait("the start page", |window| window.shows("Recent"));
    for _ in 0..3 {
        window.frame();
    }
    window.keys(&["Down", "Enter"]);
    window.wait("the article", |window| window.labelling().is_some());
    assert!(window.desk().article.ends_with("zebra.txt"));
}
