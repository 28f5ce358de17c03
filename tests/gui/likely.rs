//! Likely marks, offered while one reads.

use std::fs;

use claimark::annotation::{AnnotationSet, Kind};
use egui::accesskit::Role;

use crate::desk::{Home, STORY, Window, assert_sound, quantity};

/// Begins to offer likely marks, and waits for them.
fn offer(window: &mut Window) -> Vec<String> {
    window.press("k");
    ready(window)
}

/// What is offered, once it is found.
fn ready(window: &mut Window) -> Vec<String> {
    window.wait("likely marks", |window| {
        window.shows("of ") && !window.shows("Looking for")
            || window.shows("No likely mark is left")
    });
    window.frame();
    window.rows()
}

/// What is offered in the text.
fn ghosts(window: &Window) -> Vec<String> {
    let told = window.told();
    told.into_iter()
        .filter(|told| told.starts_with("offered as"))
        .collect()
}

/// As a row tells it: "likely figure: 4,000 people".
fn told(mark: &claimark::annotation::Annotation) -> String {
    format!("likely {}: {}", mark.tag.kind(), mark.words())
}

#[test]
fn nothing_is_offered_before_it_is_asked_for_and_nothing_is_saved_that_is_not_accepted() {
    let home = Home::new();
    let mut window = home.open_story();
    window.rest(1.0);
    assert!(ghosts(&window).is_empty());
    let rows = offer(&mut window);
    assert!(rows.len() >= 3, "{rows:?}");
    assert!(
        rows.contains(&"likely figure: More than 4,000 people".to_owned()),
        "{rows:?}"
    );
    assert_eq!(ghosts(&window).len(), window.told().len());
    window.autosave();
    assert_eq!(home.files(), ["story.txt"]);
    assert!(window.close());
    assert_eq!(home.files(), ["story.txt"]);
}

#[test]
fn list_and_ghosts_are_in_text_order() {
    let home = Home::new();
    let mut window = home.open_story();
    offer(&mut window);
    let labelling = window.labelling().unwrap();
    let desk = &labelling.desk;
    let places: Vec<_> = window
        .rows()
        .iter()
        .map(|row| {
            let words = row.split_once(": ").unwrap().1;
            let first = words.split(" … ").next().unwrap();
            desk.document.text().find(first).unwrap()
        })
        .collect();
    assert!(places.is_sorted(), "{:?}", window.rows());
    // As the eye meets them.
    let nodes = window.labels_of(Role::Mark);
    let ghosts: Vec<_> = nodes
        .iter()
        .map(|told| {
            let words = told.split_once(": ").unwrap().1;
            desk.document.text().find(words).unwrap()
        })
        .collect();
    assert!(ghosts.is_sorted(), "{nodes:?}");
}

#[test]
fn offers_are_accepted_turned_down_and_undone_by_keys_alone() {
    let home = Home::new();
    let mut window = home.open_story();
    let all = offer(&mut window);
    let caret = window.desk().at.selection;
    window.press("a");
    let first = window.only();
    assert_eq!(told(&first), all[0]);
    assert_eq!(window.rows(), all[1..]);
    assert_eq!(window.desk().at.selection, caret, "the caret stays");
    assert!(!first.suggested.is_empty());
    assert_eq!(first.by, "ada");
    window.press("Space");
    window.press("Shift+Space");
    window.press("x");
    assert_eq!(window.rows(), all[2..]);
    assert_eq!(window.marks().len(), 1);
    // In the order in which it was done: first what was turned down, then what was accepted.
    window.press("Ctrl+Z");
    assert_eq!(window.says(), "Undone: turn an offer down");
    assert_eq!(window.rows(), all[1..]);
    window.press("Ctrl+Z");
    assert_eq!(window.marks(), []);
    assert_eq!(window.rows(), all);
    window.press("Enter");
    assert_eq!(
        window.only().words(),
        first.words(),
        "it is asked about again"
    );
    for _ in 1..all.len() {
        window.press("a");
    }
    assert_eq!(window.marks().len(), all.len());
    let mut made: Vec<_> = window.marks().iter().map(told).collect();
    let mut offered = all.clone();
    made.sort();
    offered.sort();
    assert_eq!(made, offered);
    assert!(
        window
            .says()
            .ends_with("No likely mark is left in this article"),
        "{}",
        window.says()
    );
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
}

#[test]
fn an_accepted_mark_has_speaker_quantity_and_origin_in_one_step() {
    let home = Home::new();
    let mut window = home.open_story();
    let count = offer(&mut window).len();
    window.times(count, "a");
    let marks = window.marks();
    let figure = marks
        .iter()
        .find(|mark| mark.words() == "More than 4,000 people");
    let figure = figure.unwrap();
    assert_eq!(quantity(figure).unwrap(), "more than 4,000 people");
    assert_eq!(figure.suggested, "number");
    let said = marks
        .iter()
        .find(|mark| mark.words().contains("There is no plan"));
    let said = said.unwrap();
    assert_eq!(window.speaker(said).unwrap(), "Anna Roe");
    assert_eq!(said.suggested, "there is no");
    // The inspector tells what it was offered for.
    let row = format!("{}: {}", said.tag.kind(), said.words());
    window.press("k");
    let row = window.row(&row);
    window.click(row);
    assert!(window.shows("offered for “there is no”"));
    assert_eq!(window.desk().steps(), count);
    window.times(count, "Ctrl+Z");
    assert_eq!(window.marks(), []);
    assert!(window.desk().set().speakers.is_empty());
}

#[test]
fn what_is_marked_by_hand_is_offered_no_longer_and_an_undo_offers_it_again() {
    let home = Home::new();
    let mut window = home.open_story();
    let all = offer(&mut window);
    // One word of it is enough.
    window.mark("4,000", "3");
    let rows = window.rows();
    assert_eq!(rows.len(), all.len() - 1);
    assert!(!rows.contains(&"likely figure: More than 4,000 people".to_owned()));
    window.press("Ctrl+Z");
    assert_eq!(window.rows(), all);
    // As something else it is another matter.
    window.mark("4,000", "1");
    assert!(
        window
            .rows()
            .contains(&"likely figure: More than 4,000 people".to_owned())
    );
}

#[test]
fn what_was_turned_down_stays_so_after_a_restart_until_it_is_asked_for() {
    let home = Home::new();
    let mut window = home.open_story();
    let all = offer(&mut window);
    window.keys(&["x", "x"]);
    assert!(window.close());
    assert_eq!(
        home.files(),
        ["story.txt"],
        "nothing lies beside the article"
    );
    let mut window = home.open_story();
    assert_eq!(offer(&mut window), all[2..]);
    let again = window.button("Offer again");
    window.click(again);
    assert_eq!(window.rows(), all);
    assert_eq!(window.says(), "2 likely marks are offered again");
    window.press("x");
    assert!(window.close());
    let mut window = home.open_story();
    assert_eq!(offer(&mut window), all[1..]);
    window.press("Ctrl+Z");
    assert_eq!(window.rows(), all[1..], "that was done before");
}

#[test]
fn what_was_turned_down_stays_so_where_an_article_has_changed_elsewhere() {
    let home = Home::new();
    let mut window = home.open_story();
    let all = offer(&mut window);
    let figure = all
        .iter()
        .position(|row| row.contains("More than 4,000 people"))
        .unwrap();
    window.times(figure, "Space");
    window.keys(&["x", "Shift+Space", "x"]);
    let rows = window.rows();
    assert_eq!(rows.len(), all.len() - 2);
    window.mark("old bridge", "1");
    window.autosave();
    assert!(window.close());
    let longer = format!("{STORY}\nA sentence that is new to the story and says nothing.\n");
    let mut window = home.open(&home.write("story.txt", longer));
    window.press("Enter");
    window.wait("the marks", |window| window.desk().fits());
    assert_eq!(offer(&mut window), rows);
}

#[test]
fn broken_files_in_the_state_folder_stop_nothing() {
    let home = Home::new();
    let mut window = home.open_story();
    let all = offer(&mut window);
    window.press("x");
    assert!(window.close());
    let folder = home.config().join("state/turned-down");
    for entry in fs::read_dir(&folder).unwrap() {
        fs::write(entry.unwrap().path(), "[\"none of ours").unwrap();
    }
    let mut window = home.open_story();
    assert_eq!(offer(&mut window), all);
    window.press("x");
    assert!(window.close());
    let mut window = home.open_story();
    assert_eq!(offer(&mut window), all[1..]);
    drop(window);
    // A file where the folder should be.
    fs::remove_dir_all(&folder).unwrap();
    fs::write(&folder, "").unwrap();
    let mut window = home.open_story();
    assert_eq!(offer(&mut window), all);
    window.press("x");
    assert_eq!(window.rows(), all[1..]);
    assert!(window.close());
}

#[test]
fn other_keys_go_on_working_and_esc_or_the_key_ends_it() {
    let home = Home::new();
    let mut window = home.open_story();
    let all = offer(&mut window);
    window.mark("the mayor", "1");
    window.press("u");
    assert!(window.only().unsure);
    assert_eq!(window.rows(), all, "that was not offered");
    // Esc lets go of the mark first.
    window.press("Escape");
    assert_eq!(window.rows(), all);
    window.press("Escape");
    assert!(ghosts(&window).is_empty());
    window.press("a");
    assert!(
        window.says().starts_with("Nothing is offered"),
        "{}",
        window.says()
    );
    assert_eq!(offer(&mut window), all);
    window.press("Shift+A");
    assert!(window.says().contains("one by one"), "{}", window.says());
    assert_eq!(window.marks().len(), 1);
    window.press("k");
    assert!(ghosts(&window).is_empty());
}

#[test]
fn further_places_of_a_mark_come_first_and_then_it_goes_on() {
    let home = Home::new();
    let mut window = home.open_story();
    let all = offer(&mut window);
    window.mark("old bridge", "1");
    window.press("e");
    assert!(
        ghosts(&window)
            .iter()
            .all(|told| told.ends_with("old bridge"))
    );
    window.press("x");
    window.press("Escape");
    assert_eq!(window.marks().len(), 1);
    window.press("Space");
    assert_eq!(window.rows(), all);
    window.press("Shift+Space");
    window.press("a");
    assert_eq!(window.marks().len(), 2);
}

#[test]
fn the_list_is_narrowed_by_tag_and_answered_by_the_mouse() {
    let home = Home::new();
    let mut window = home.open_story();
    let all = offer(&mut window);
    for kind in ["Claims", "Denials"] {
        let kind = window.button(kind);
        window.click(kind);
    }
    let figures: Vec<_> = all
        .iter()
        .filter(|row| row.starts_with("likely figure"))
        .cloned()
        .collect();
    assert_eq!(window.rows(), figures);
    assert!(
        ghosts(&window)
            .iter()
            .all(|told| told.starts_with("offered as a figure"))
    );
    let last = window.row(figures.last().unwrap());
    window.click(last);
    let accept = window.button("Accept");
    window.click(accept);
    assert_eq!(told(&window.only()), *figures.last().unwrap());
    let reject = window.button("Reject");
    window.click(reject);
    assert_eq!(window.rows().len(), figures.len() - 2);
    assert_eq!(window.marks().len(), 1);
}

#[test]
fn a_click_in_the_text_asks_about_what_is_offered_there() {
    let home = Home::new();
    let mut window = home.open_story();
    let all = offer(&mut window);
    let at = window.node(Role::Mark, "offered as a figure: $2.50").rect();
    window.click(at.center());
    window.press("a");
    assert_eq!(window.only().words(), "$2.50");
    assert_eq!(window.only().tag.kind(), Kind::Figure);
    assert_eq!(window.rows().len(), all.len() - 1);
}

#[test]
fn it_stays_on_from_article_to_article() {
    let home = Home::new();
    home.write("b.txt", "The town denied that 30 trees would be cut.\n");
    let mut window = home.open(&home.write("a.txt", STORY));
    let first = offer(&mut window);
    window.press("Alt+Right");
    window.wait("the next article", |window| {
        window
            .labelling()
            .is_some_and(|labelling| labelling.desk.article.ends_with("b.txt"))
    });
    let rows = ready(&mut window);
    assert!(
        rows.contains(&"likely figure: 30 trees".to_owned()),
        "{rows:?}"
    );
    window.press("a");
    window.press("Alt+Left");
    window.wait("the first article", |window| {
        window
            .labelling()
            .is_some_and(|labelling| labelling.desk.article.ends_with("a.txt"))
    });
    assert_eq!(ready(&mut window), first);
    assert_eq!(home.files(), ["a.txt", "b.ada.ron", "b.txt"]);
    let set: AnnotationSet = home.set("b.ada.ron");
    assert_eq!(set.annotations.len(), 1);
}

#[test]
fn what_is_left_out_is_not_offered() {
    let home = Home::new();
    let mut window = home.open_story();
    let all = offer(&mut window);
    window.select("More than 4,000 people cross the old bridge every day, and each pays $2.50.");
    window.press("b");
    window.wait("likely marks", |window| window.rows().len() < all.len());
    assert!(
        !window
            .rows()
            .iter()
            .any(|row| row.contains("4,000") || row.contains("$2.50"))
    );
    window.press("Ctrl+Z");
    window.wait("likely marks", |window| window.rows() == all);
}

#[test]
fn nobody_decides_on_what_is_out_of_sight() {
    let home = Home::new();
    let filler = "Something else happens here.\n".repeat(80);
    let text = format!("{filler}Then 4,000 people left.\n{filler}Then 50 people came.\n");
    let mut window = home.open(&home.write("long.txt", text));
    let rows = offer(&mut window);
    assert_eq!(
        rows,
        ["likely figure: 4,000 people", "likely figure: 50 people"]
    );
    window.rest(0.3);
    assert_eq!(
        ghosts(&window),
        ["offered as a figure: 4,000 people"],
        "it is in view"
    );
    window.scroll_page(-4000.0);
    window.press("a");
    assert!(
        window.says().starts_with("Here is the place"),
        "{}",
        window.says()
    );
    assert_eq!(window.marks(), []);
    window.press("a");
    assert_eq!(window.only().words(), "4,000 people");
    window.rest(0.3);
    assert_eq!(
        ghosts(&window),
        ["offered as a figure: 50 people"],
        "the next one is in view"
    );
}
