//! What a figure amounts to, read from its words as it is marked.

use claimark::annotation::Kind;

use crate::desk::{Home, Window, assert_sound, quantity};

/// The quantity of the selected mark.
fn amounts(window: &Window) -> Option<String> {
    quantity(&window.mark_selected())
}

#[test]
fn a_figure_has_its_quantity_at_once_and_one_undo_takes_both() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("More than 4,000 people", "3");
    assert_eq!(amounts(&window).unwrap(), "more than 4,000 people");
    assert_eq!(window.typed("Quantity"), "more than 4,000 people");
    assert!(!window.shows("the words say"));
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
    window.press("Ctrl+Z");
    assert_eq!(window.marks(), []);
    assert_eq!(window.desk().undoable().0, None);
    window.press("Ctrl+Y");
    assert_eq!(quantity(&window.only()).unwrap(), "more than 4,000 people");
    window.mark("$2.50", "f");
    assert_eq!(amounts(&window).unwrap(), "2.50 USD");
    window.mark("the mayor", "3");
    assert_eq!(amounts(&window), None);
}

#[test]
fn a_claim_that_becomes_a_figure_amounts_to_what_its_words_say() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("4,000 people", "1");
    window.press("3");
    assert_eq!(amounts(&window).unwrap(), "4,000 people");
    window.press("Ctrl+Z");
    assert_eq!(window.only().tag.kind(), Kind::Claim);
}

#[test]
fn a_quantity_follows_the_words_until_a_person_says_something_else() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("4,000", "3");
    assert_eq!(amounts(&window).unwrap(), "4,000");
    window.press("]");
    assert_eq!(window.only().words(), "4,000 people");
    assert_eq!(amounts(&window).unwrap(), "4,000 people");
    window.press("Ctrl+Z");
    assert_eq!(amounts(&window).unwrap(), "4,000");
    window.press("Ctrl+Y");
    window.press("@");
    window.types("5,000 walkers");
    window.press("Enter");
    window.keys(&["[", "]", "{"]);
    assert_eq!(window.only().words(), "than 4,000 people");
    assert_eq!(amounts(&window).unwrap(), "5,000 walkers");
    window.press("{");
    assert!(window.shows("the words say more than 4,000 people"));
    // Once it is what the words say, it follows them again.
    let take = window.button("Take that");
    window.click(take);
    assert_eq!(amounts(&window).unwrap(), "more than 4,000 people");
    assert!(!window.shows("the words say"));
    window.keys(&["}", "}"]);
    assert_eq!(amounts(&window).unwrap(), "4,000 people");
}

#[test]
fn what_the_words_say_is_taken_by_keys() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("4,000 people", "3");
    window.press("@");
    window.types("7");
    window.press("Enter");
    assert_eq!(amounts(&window).unwrap(), "7");
    window.keys(&["@", "Tab", "Enter"]);
    window.frame();
    assert_eq!(amounts(&window).unwrap(), "4,000 people");
    window.press("Escape");
    window.press("Ctrl+Z");
    assert_eq!(amounts(&window).unwrap(), "7");
}

#[test]
fn a_piece_more_is_read_with_the_rest() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("the old bridge every day", "3");
    assert_eq!(amounts(&window), None);
    window.press("/");
    window.types_anew("4,000");
    window.keys(&["Enter", "Escape", "Ctrl+1"]);
    assert_eq!(window.only().fragments.len(), 2);
    assert_eq!(
        window.desk().set().annotations[0].words(),
        "4,000 … the old bridge every day"
    );
    assert!(amounts(&window).unwrap().starts_with("4,000"));
}

#[test]
fn each_further_place_is_a_figure_of_its_own() {
    let home = Home::new();
    let text = "Some 40 men came. Later 40 MEN left.\n\nAnd 40 men stayed.\n";
    let mut window = home.open(&home.write("men.txt", text));
    window.mark("40 men", "3");
    window.keys(&["e", "Shift+A"]);
    let all: Vec<_> = window
        .marks()
        .iter()
        .map(|mark| (mark.words(), quantity(mark).unwrap()))
        .collect();
    let expected = [
        ("40 men", "40 men"),
        ("40 MEN", "40 MEN"),
        ("40 men", "40 men"),
    ];
    assert_eq!(all.len(), 3);
    for ((words, amount), (wanted, amounts)) in all.iter().zip(expected) {
        assert_eq!(words, wanted);
        assert!(amount.eq_ignore_ascii_case(amounts), "{amount}");
    }
    window.press("Ctrl+Z");
    assert_eq!(window.marks().len(), 1);
    // What a person says of the first counts for the others, too.
    window.press("Shift+Tab");
    window.press("@");
    window.types("50");
    window.press("Enter");
    window.keys(&["e", "Shift+A"]);
    for mark in window.marks() {
        assert_eq!(quantity(&mark).unwrap(), "50");
    }
}

#[test]
fn the_codebook_says_how_numbers_are_read() {
    let home = Home::new();
    home.write(
        "codebook.ron",
        "ClaimarkCodebook(version: 1, name: \"ours\", quantities: (separators: European))",
    );
    let mut window = home.open(&home.write("zahlen.txt", "Rund 4.000 kamen.\n"));
    window.wait("the codebook", |window| {
        window.desk().conventions.separators == claimark::quantity::Separators::European
    });
    window.mark("4.000", "3");
    assert_eq!(amounts(&window).unwrap(), "4,000");
}

#[test]
fn a_mark_that_is_placed_anew_amounts_to_its_new_words() {
    let home = Home::new();
    let before = "First, 40 men came over the hill.\n\nNobody else was there.\n";
    let article = home.write("men.txt", before);
    let mut window = home.open(&article);
    window.mark("40 men", "3");
    window.autosave();
    window.close();
    home.write(
        "men.txt",
        "At last 60 men ran into a wood.\n\nNobody else was there.\n",
    );
    let mut window = home.open(&article);
    window.press("Enter");
    window.wait("the question", |window| window.desk().fits());
    window.select("60 men");
    window.press("h");
    assert_eq!(window.only().words(), "60 men");
    assert_eq!(quantity(&window.only()).unwrap(), "60 men");
}
