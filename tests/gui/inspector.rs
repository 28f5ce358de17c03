//! What is said of the selected mark: speaker, note, quantity, links, unsure.

use claimark::annotation::{Denied, Tag};
use egui::accesskit::Role;

use crate::desk::{Home, Window, assert_sound, quantity};

fn denied(window: &Window) -> Vec<String> {
    let Tag::Denial { denies, .. } = window.mark_selected().tag else {
        panic!("no denial is selected")
    };
    let words = |denied: &Denied| match denied {
        Denied::Here(id) => window.desk().set().annotation(id).unwrap().words(),
        Denied::Elsewhere(words) => format!("elsewhere: {words}"),
    };
    denies.iter().map(words).collect()
}

// The speaker.

#[test]
fn a_new_speaker_is_typed_once_and_offered_from_then_on() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.press("@");
    assert!(window.field("Speaker").is_focused());
    assert_eq!(window.typed("Speaker"), "", "the key itself is not typed");
    window.types("Anna Roe");
    window.press("Enter");
    assert!(window.on_page());
    assert_eq!(window.speaker(&window.only()).unwrap(), "Anna Roe");
    window.mark("The council denied that", "2");
    window.press("@");
    window.types("an");
    assert!(window.shows("new: an"));
    window.press("Enter");
    assert!(window.on_page());
    assert_eq!(window.speaker(&window.mark_selected()).unwrap(), "Anna Roe");
    assert_eq!(window.desk().set().speakers.len(), 1);
    window.press("Ctrl+Z");
    assert_eq!(window.speaker(&window.mark_selected()), None);
    window.keys(&["Ctrl+Z", "Ctrl+Z"]);
    assert_eq!(
        window.desk().set().speakers.len(),
        0,
        "the register is undone too"
    );
    window.times(3, "Ctrl+Y");
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
}

#[test]
fn esc_takes_nothing_of_a_name_that_was_being_typed() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.press("@");
    window.types("Anna");
    window.press("Escape");
    window.frame();
    assert!(window.on_page());
    assert_eq!(window.speaker(&window.only()), None);
    assert_eq!(window.typed("Speaker"), "");
    window.rest(1.0);
    assert!(window.desk().set().speakers.is_empty());
}

#[test]
fn esc_leaves_the_speaker_that_was_there() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.press("@");
    window.types("Anna Roe");
    window.keys(&["Enter", "@"]);
    window.types_anew("Bert");
    window.press("Escape");
    window.rest(1.0);
    assert_eq!(window.speaker(&window.only()).unwrap(), "Anna Roe");
    assert_eq!(window.typed("Speaker"), "Anna Roe");
}

#[test]
fn an_offered_name_is_taken_by_a_click() {
    let home = Home::new();
    let mut window = home.open_story();
    for (words, name) in [
        ("There is no plan", "Anna Roe"),
        ("there was none", "Bert Loe"),
    ] {
        window.mark(words, "1");
        window.press("@");
        window.types(name);
        window.press("Enter");
    }
    window.mark("The council denied that", "2");
    window.click_field("Speaker");
    let offered = window.button("Anna Roe");
    window.click(offered);
    assert_eq!(window.speaker(&window.mark_selected()).unwrap(), "Anna Roe");
    assert!(window.on_page());
}

#[test]
fn a_name_typed_and_left_by_the_mouse_is_kept() {
    let home = Home::new();
    let mut window = home.open_story();
    let elsewhere = window.place_of("Roe is the mayor").center();
    window.mark("There is no plan", "1");
    window.press("@");
    window.types("Anna Roe");
    window.click(elsewhere);
    assert_eq!(window.speaker(&window.only()).unwrap(), "Anna Roe");
}

// The note.

#[test]
fn the_key_for_the_note_is_not_typed_into_it() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.press("n");
    assert!(window.field("Note").is_focused());
    assert_eq!(window.typed("Note"), "");
}

#[test]
fn letters_typed_in_a_note_mark_nothing() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.select("4,000");
    assert!(
        !window.has(Role::MultilineTextInput, "Note"),
        "the panel is about the words that are selected"
    );
    window.keys(&["Escape"]);
    window.click_field("Note");
    window.types("123 cdf wsp olnu @/?");
    assert_eq!(window.marks().len(), 1);
    assert_eq!(window.typed("Note"), "123 cdf wsp olnu @/?");
    window.rest(2.0);
    assert_eq!(window.only().note, "123 cdf wsp olnu @/?");
    assert!(window.field("Note").is_focused());
    window.keys(&["Delete", "Backspace"]);
    assert_eq!(window.typed("Note"), "123 cdf wsp olnu @/");
}

#[test]
fn a_note_may_be_written_slowly() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.press("n");
    window.types("first ");
    window.rest(3.0);
    window.types("second");
    assert_eq!(window.typed("Note"), "first second");
    window.press("Escape");
    window.frame();
    assert_eq!(window.only().note, "first second");
}

#[test]
fn a_note_is_saved_while_it_is_being_written() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.press("n");
    window.types("who was there?");
    window.rest(3.5);
    window.wait("the save", |window| window.shows("saved"));
    assert_eq!(
        home.set("story.ada.ron").annotations[0].note,
        "who was there?"
    );
}

#[test]
fn a_note_is_not_lost_when_the_window_closes() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.press("n");
    window.types("ask her");
    assert!(window.close());
    assert_eq!(home.set("story.ada.ron").annotations[0].note, "ask her");
}

#[test]
fn a_note_is_not_lost_when_another_mark_is_chosen() {
    let home = Home::new();
    let mut window = home.open_story();
    let there = window.place_of("4,000").center();
    window.mark("4,000", "3");
    for way in 0..3 {
        let words = ["There", "no plan", "was none"][way];
        window.mark(words, "1");
        window.press("n");
        window.types("ask her");
        match way {
            0 => window.click(there),
            1 => {
                let row = window.node(Role::ListBoxOption, "figure: 4,000").rect();
                window.click(row.center());
            }
            _ => window.keys(&["Escape", "Tab"]),
        }
        assert_eq!(window.mark_selected().words(), "4,000");
        assert_eq!(window.typed("Note"), "");
        let mark = window
            .marks()
            .into_iter()
            .find(|mark| mark.words() == words);
        assert_eq!(mark.unwrap().note, "ask her", "way {way}");
    }
}

#[test]
fn a_note_is_one_step_to_undo_and_not_lost_by_it() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.press("n");
    window.types("ask her");
    window.keys(&["Escape", "Ctrl+Z"]);
    window.frame();
    assert_eq!(window.says(), "Undone: change a note");
    assert_eq!(window.only().note, "");
    assert_eq!(window.typed("Note"), "");
    window.press("Ctrl+Y");
    window.frame();
    assert_eq!(window.typed("Note"), "ask her");
}

#[test]
fn undo_by_the_menu_while_a_note_is_typed_takes_back_the_note_alone() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.press("n");
    window.types("ask her");
    let edit = window.button("Edit");
    window.click(edit);
    let undo = window.button("Undo");
    window.click(undo);
    assert_eq!(window.only().note, "");
    assert_eq!(window.told(), ["claim: There is no plan"]);
    window.press("Ctrl+Y");
    assert_eq!(window.only().note, "ask her");
}

// The quantity.

#[test]
fn a_quantity_is_typed_in_plain_words() {
    let home = Home::new();
    let mut window = home.open_story();
    // These words hold no number.
    window.mark("the old bridge every day", "3");
    assert_eq!(quantity(&window.only()), None);
    window.click_field("Quantity");
    window.types("4000 people per day");
    assert!(window.shows("4,000 people per day"), "how it is understood");
    window.press("Enter");
    window.frame();
    assert_eq!(quantity(&window.only()).unwrap(), "4,000 people per day");
    assert_eq!(window.typed("Quantity"), "4,000 people per day");
    window.press("@");
    window.types("more than 4 million people");
    window.press("Enter");
    window.frame();
    assert_eq!(
        quantity(&window.only()).unwrap(),
        "more than 4,000,000 people"
    );
    window.press("@");
    window.types("between 3,000 and 4,500");
    window.press("Tab");
    window.frame();
    assert_eq!(quantity(&window.only()).unwrap(), "between 3,000 and 4,500");
    window.keys(&["Escape", "Escape"]);
    for undone in [
        Some("more than 4,000,000 people"),
        Some("4,000 people per day"),
        None,
    ] {
        window.press("Ctrl+Z");
        assert_eq!(quantity(&window.only()).as_deref(), undone);
    }
}

#[test]
fn a_quantity_is_taken_whichever_way_one_leaves_its_field() {
    let home = Home::new();
    let mut window = home.open_story();
    for (words, leave) in [("4,000", "Enter"), ("2.50", "Ctrl+S"), ("every day", "F6")] {
        window.mark(words, "3");
        window.click_field("Quantity");
        window.types_anew("7");
        window.press(leave);
        window.frame();
        assert_eq!(quantity(&window.mark_selected()).unwrap(), "7", "{leave}");
        window.keys(&["Escape", "Escape", "Escape"]);
    }
}

#[test]
fn esc_takes_nothing_of_a_quantity_and_what_is_typed_comes_in_place_of_what_is_there() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("4,000", "3");
    assert_eq!(quantity(&window.only()).unwrap(), "4,000");
    window.press("@");
    window.types("5");
    window.press("Escape");
    window.frame();
    assert_eq!(quantity(&window.only()).unwrap(), "4,000");
    assert_eq!(window.typed("Quantity"), "4,000");
    window.press("@");
    window.types("5");
    window.press("Enter");
    assert_eq!(quantity(&window.only()).unwrap(), "5");
    window.press("@");
    window.press("Backspace");
    window.press("Enter");
    assert_eq!(quantity(&window.only()), None, "an empty field is none");
}

#[test]
fn a_quantity_that_is_none_yet_is_there_when_one_comes_back() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("4,000", "3");
    window.press("@");
    window.types("lots of people");
    window.press("Enter");
    window.mark("There is no plan", "1");
    window.press("Tab");
    window.frame();
    assert_eq!(window.mark_selected().words(), "4,000");
    assert_eq!(window.typed("Quantity"), "lots of people");
    assert_eq!(quantity(&window.mark_selected()).unwrap(), "4,000");
}

#[test]
fn a_speaker_is_corrected_by_typing_and_half_a_known_name_is_none() {
    let home = Home::new();
    let mut window = home.open_story();
    let aside = window.place_of("More than").center();
    for (words, name) in [("There is no plan", "China"), ("there was none", "Gul")] {
        window.mark(words, "1");
        window.press("@");
        window.types(name);
        window.press("Enter");
        assert_eq!(window.says(), format!("Speaker: {name}"));
    }
    window.press("@");
    window.types("China");
    window.press("Enter");
    assert_eq!(window.speaker(&window.mark_selected()).unwrap(), "China");
    assert_eq!(window.desk().set().speakers.len(), 2);
    window.press("@");
    window.types("Gu");
    window.click(aside);
    window.frame();
    assert!(window.says().contains("was not taken"), "{}", window.says());
    let said = window
        .marks()
        .iter()
        .map(|mark| window.speaker(mark).unwrap())
        .collect::<Vec<_>>();
    assert_eq!(said, ["China", "China"]);
    assert_eq!(window.desk().set().speakers.len(), 2);
}

#[test]
fn another_tag_says_what_it_has_no_place_for() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.press("@");
    window.types("Roe");
    window.press("Enter");
    window.mark("The council denied that", "2");
    window.keys(&["l", "Enter", "Shift+Tab"]);
    window.press("3");
    assert!(
        window
            .says()
            .starts_with("Without its speaker and link; undo brings it back"),
        "{}",
        window.says()
    );
    window.press("Ctrl+Z");
    assert_eq!(window.speaker(&window.mark_selected()).unwrap(), "Roe");
    window.press("Escape");
    window.select("There is no plan");
    window.press("3");
    assert!(
        window.says().starts_with("The same words are also a claim"),
        "{}",
        window.says()
    );
}

#[test]
fn what_is_no_quantity_is_said_and_not_taken() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("4,000", "3");
    window.press("@");
    window.types("people");
    assert!(!window.shows("number"), "not while one types");
    window.press("Enter");
    window.frame();
    assert!(window.shows("number"), "{:#?}", window.texts());
    assert_eq!(quantity(&window.only()).unwrap(), "4,000");
    window.press("Ctrl+S");
    assert!(
        window.says().starts_with("The quantity stays as it was"),
        "{}",
        window.says()
    );
}

// Links.

#[test]
fn a_denial_is_linked_to_a_claim_by_words_of_it() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("the old bridge would be closed", "1");
    window.mark("each pays $2.50", "1");
    window.mark("There is no plan", "2");
    window.press("l");
    assert!(window.field("Claim that is denied").is_focused());
    assert_eq!(
        window.typed("Claim that is denied"),
        "",
        "the key itself is not typed"
    );
    window.types("BRIDGE");
    window.press("Enter");
    assert!(window.on_page());
    assert_eq!(denied(&window), ["the old bridge would be closed"]);
    // The next time the linked one is not offered any more.
    window.keys(&["l", "Enter"]);
    assert_eq!(
        denied(&window),
        ["the old bridge would be closed", "each pays $2.50"]
    );
    let off = window.button("Take off: each pays $2.50");
    window.click(off);
    assert_eq!(denied(&window), ["the old bridge would be closed"]);
    window.press("Ctrl+Z");
    assert_eq!(denied(&window).len(), 2);
    window.keys(&["Ctrl+Z", "Ctrl+Z"]);
    assert_eq!(denied(&window), [""; 0]);
    window.press("Ctrl+Y");
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
}

#[test]
fn a_click_on_a_link_goes_there() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("the old bridge would be closed", "1");
    window.mark("There is no plan", "2");
    window.keys(&["l", "Enter"]);
    let words = "the old bridge would be closed";
    let link = window.node(Role::Label, words).rect();
    window.click(link.center());
    assert_eq!(window.mark_selected().words(), words);
}

#[test]
fn a_figure_is_linked_to_what_it_is_about() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("people cross the old bridge", "1");
    window.mark("4,000", "3");
    window.keys(&["l", "Down", "Enter"]);
    let Tag::Figure { about, .. } = window.mark_selected().tag else {
        panic!("a figure")
    };
    assert_eq!(about.len(), 1);
    // When the claim goes, the link goes with it, and both come back.
    window.press("Shift+Tab");
    window.press("Delete");
    assert_eq!(window.says(), "Done: delete a claim and a link to it");
    window.press("Ctrl+Z");
    assert_eq!(window.says(), "Undone: delete a claim and a link to it");
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
}

#[test]
fn esc_in_the_links_field_links_nothing() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("the old bridge would be closed", "1");
    window.mark("There is no plan", "2");
    window.press("l");
    window.types("bridge");
    window.press("Down");
    window.press("Escape");
    window.rest(1.0);
    assert_eq!(denied(&window), [""; 0]);
    assert!(window.on_page());
    window.press("l");
    assert_eq!(window.typed("Claim that is denied"), "");
}

#[test]
fn what_was_said_elsewhere_is_written_down() {
    let home = Home::new();
    let mut window = home.open_story();
    let aside = window.place_of("More than").center();
    window.mark("There is no plan", "2");
    window.press("l");
    window.types("a rumour");
    window.press("Enter");
    window.frame();
    assert_eq!(denied(&window), ["elsewhere: a rumour"]);
    assert!(window.on_page());
    window.press("l");
    window.types("not this");
    window.press("Escape");
    window.rest(1.0);
    assert_eq!(denied(&window), ["elsewhere: a rumour"]);
    assert!(window.on_page());
    window.press("l");
    window.types("a second one");
    window.click(aside);
    assert_eq!(
        denied(&window),
        ["elsewhere: a rumour"],
        "a click beside every claim picks nothing, and nothing is lost"
    );
    assert_eq!(window.typed("Claim that is denied"), "a second one");
    window.press("Escape");
    window.press("Ctrl+Z");
    assert_eq!(denied(&window), [""; 0]);
}

// Unsure, and the tag's buttons.

#[test]
fn a_mark_is_flagged_as_unsure_by_key_and_by_mouse() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.press("u");
    assert!(window.only().unsure);
    let unsure = window.button("Unsure");
    window.click(unsure);
    assert!(!window.only().unsure);
    window.press("Ctrl+Z");
    assert!(
        window.only().unsure,
        "keys work at once after a click in the panel"
    );
    window.press("Ctrl+Z");
    assert!(!window.only().unsure);
}

#[test]
fn the_buttons_of_the_panel_do_what_their_keys_do() {
    let home = Home::new();
    let mut window = home.open_story();
    window.select("There is no plan");
    let claim = window.button("Claim");
    window.click(claim);
    assert_eq!(window.told(), ["claim: There is no plan"]);
    let denial = window.button("Denial");
    window.click(denial);
    assert_eq!(window.told(), ["denial: There is no plan"]);
    let remove = window.button("Remove");
    window.click(remove);
    assert!(window.marks().is_empty());
    window.times(2, "Ctrl+Z");
    assert_eq!(window.told(), ["claim: There is no plan"]);
}

// Where keys go.

#[test]
fn tab_goes_from_mark_to_mark_and_f6_to_the_panel_and_back() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.mark("4,000", "3");
    window.mark("council denied", "2");
    let mut round = vec![];
    for key in ["Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab"] {
        window.press(key);
        assert!(window.on_page());
        round.push(window.mark_selected().words());
    }
    assert_eq!(
        round,
        ["no plan", "4,000", "council denied", "4,000", "no plan"]
    );
    window.press("F6");
    assert!(window.field("Filter of the marks").is_focused());
    window.types("council");
    assert!(window.has(Role::ListBoxOption, "denial: council denied"));
    assert!(!window.has(Role::ListBoxOption, "claim: no plan"));
    window.press("F6");
    assert!(window.on_page());
    window.press("F6");
    window.press("Escape");
    assert!(window.on_page());
}

#[test]
fn the_list_is_filtered_by_tag() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.mark("4,000", "3");
    let claims = window.button("Claims");
    window.click(claims);
    assert!(!window.has(Role::ListBoxOption, "claim: no plan"));
    assert!(window.has(Role::ListBoxOption, "figure: 4,000"));
    assert_eq!(window.told().len(), 2, "in the text nothing is hidden");
}
