//! Picking in the text what a mark is linked to.

use claimark::annotation::{Annotation, Denied, Kind, Tag};
use egui::accesskit::Role;

use crate::desk::{Home, Window, assert_sound};

/// The words of what the selected mark is linked to.
fn linked(window: &Window) -> Vec<String> {
    let words = |id| window.desk().find(id).unwrap().words();
    match &window.mark_selected().tag {
        Tag::Denial { denies, .. } => denies
            .iter()
            .map(|denied| match denied {
                Denied::Here(id) => words(id),
                Denied::Elsewhere(text) => format!("elsewhere: {text}"),
            })
            .collect(),
        Tag::Figure { about, .. } => about.iter().map(words).collect(),
        Tag::Claim { .. } => Vec::new(),
    }
}

fn story(home: &Home) -> Window {
    let mut window = home.open_story();
    window.mark("the old bridge would be closed", "1");
    window.mark("Mayor wants to close the old bridge", "1");
    window.mark("There is no plan", "2");
    window
}

#[test]
fn the_nearest_claim_is_three_keys_away() {
    let home = Home::new();
    let mut window = story(&home);
    window.keys(&["l", "Enter"]);
    assert_eq!(linked(&window), ["the old bridge would be closed"]);
    assert!(window.on_page());
    // What is linked already is offered no more.
    window.keys(&["l", "Enter"]);
    assert_eq!(linked(&window).len(), 2);
    assert_eq!(window.says(), "Done: link a denial");
    window.keys(&["Ctrl+Z", "Ctrl+Z"]);
    assert_eq!(linked(&window), [""; 0]);
}

#[test]
fn tab_goes_round_and_words_find_the_claim() {
    let home = Home::new();
    let mut window = story(&home);
    window.keys(&["l", "Tab", "Enter"]);
    assert_eq!(linked(&window), ["Mayor wants to close the old bridge"]);
    window.press("Ctrl+Z");
    window.keys(&["l", "Tab", "Tab", "Shift+Tab", "Shift+Tab", "Enter"]);
    assert_eq!(linked(&window), ["the old bridge would be closed"]);
    window.press("Ctrl+Z");
    window.press("l");
    window.types("WANTS");
    window.press("Enter");
    assert_eq!(linked(&window), ["Mayor wants to close the old bridge"]);
}

#[test]
fn a_click_in_the_text_picks_and_leaves_the_rest_as_it_was() {
    let home = Home::new();
    let mut window = story(&home);
    let label = "claim: the old bridge would be closed";
    let there = window.node(Role::Mark, label).rect().center();
    let caret = window.desk().at.selection;
    window.press("l");
    window.click(there);
    assert_eq!(linked(&window), ["the old bridge would be closed"]);
    assert_eq!(window.mark_selected().words(), "There is no plan");
    assert_eq!(window.desk().at.selection, caret);
    assert!(window.on_page());
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
}

#[test]
fn said_elsewhere_can_be_said_although_words_of_it_are_in_a_claim() {
    let home = Home::new();
    let mut window = story(&home);
    window.press("l");
    window.types("old bridge");
    assert!(window.shows("said elsewhere: old bridge"));
    window.press("Ctrl+Enter");
    assert_eq!(linked(&window), ["elsewhere: old bridge"]);
}

#[test]
fn what_another_denial_denies_that_was_said_elsewhere_is_offered_again() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "2");
    window.press("l");
    window.types("a rumour");
    window.press("Enter");
    window.mark("The council denied that", "2");
    window.press("l");
    assert!(window.shows("said elsewhere: a rumour"));
    window.press("Enter");
    assert_eq!(linked(&window), ["elsewhere: a rumour"]);
    // Not a second time to the same mark.
    window.press("l");
    assert!(!window.shows("said elsewhere: a rumour"));
    window.types("A RUM");
    window.press("Enter");
    assert_eq!(linked(&window), ["elsewhere: a rumour", "elsewhere: A RUM"]);
}

#[test]
fn backspace_in_the_empty_field_takes_the_last_link_off() {
    let home = Home::new();
    let mut window = story(&home);
    window.keys(&["l", "Enter", "l", "Enter"]);
    assert_eq!(linked(&window).len(), 2);
    window.keys(&["l", "Backspace"]);
    assert_eq!(linked(&window), ["the old bridge would be closed"]);
    window.types("x");
    window.press("Backspace");
    assert_eq!(linked(&window).len(), 1, "that was a letter’s");
}

#[test]
fn the_denials_of_a_claim_are_known_from_the_claim() {
    let home = Home::new();
    let mut window = story(&home);
    window.keys(&["l", "Enter"]);
    let claim = window.marks().into_iter().find(|mark: &Annotation| {
        mark.tag.kind() == Kind::Claim && mark.words().contains("closed")
    });
    let id = claim.unwrap().id;
    let linking = window.desk().placed().linking_to(&id).to_vec();
    assert_eq!(linking, [window.mark_selected().id]);
    window.press("Ctrl+Z");
    assert!(window.desk().placed().linking_to(&id).is_empty());
}

#[test]
fn a_claim_points_to_nothing_and_says_so() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.press("l");
    assert!(window.says().starts_with("A claim points to nothing"));
    assert!(window.on_page());
}
