//! A reader who turns to something else in the middle: nothing that was typed is lost, and nothing happens to a mark that was left.

use claimark::annotation::{Denied, Kind, Tag};
use egui::{Event, Key, Modifiers, Pos2, accesskit::Role, vec2};

use crate::desk::{Home, Window, kinds};

fn key(key: Key) -> Event {
    Event::Key {
        key,
        physical_key: Some(key),
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    }
}

/// What arrives between two frames, all at once.
fn at_once(window: &mut Window, events: impl IntoIterator<Item = Event>) {
    window.harness().input_mut().events.extend(events);
    window.frame();
    window.frame();
    window.frame();
}

fn text(typed: &str) -> Event {
    Event::Text(typed.to_owned())
}

/// How many links there are in all.
fn links(window: &Window) -> usize {
    let marks = window.marks();
    marks.iter().map(|mark| mark.tag.links().count()).sum()
}

/// Claims with a speaker each.
fn said(window: &mut Window, by: &[(&str, &str)]) {
    for (words, name) in by {
        window.mark(words, "1");
        window.press("@");
        window.types(name);
        window.press("Enter");
    }
}

#[test]
fn keys_of_a_mark_do_nothing_while_other_words_are_selected() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("each pays $2.50", "1");
    window.mark("There is no plan", "2");
    window.select("no plan");
    for keys in ["n", "l", "t", "u", "@", "e", "]", "Delete"] {
        window.press(keys);
        assert!(
            window.says().starts_with("Words are selected"),
            "{keys}: {}",
            window.says()
        );
        assert!(window.on_page(), "{keys}");
    }
    let wanted = [
        (Kind::Denial, "There is no plan".into()),
        (Kind::Claim, "each pays $2.50".into()),
    ];
    assert_eq!(kinds(&window.marks()), wanted);
    assert!(window.marks().iter().all(|mark| !mark.unsure));
}

#[test]
fn who_goes_to_another_mark_links_no_longer() {
    let home = Home::new();
    let mut window = home.open_story();
    let there = window.place_of("each pays").center();
    window.mark("each pays $2.50", "1");
    window.mark("4,000", "3");
    window.mark("There is no plan", "2");
    window.press("l");
    let row = window.row("figure: 4,000");
    window.click(row);
    window.click(there);
    assert_eq!(links(&window), 0);
    assert_eq!(window.mark_selected().words(), "each pays $2.50");
}

#[test]
fn who_writes_a_note_or_removes_the_mark_links_no_longer() {
    let home = Home::new();
    let mut window = home.open_story();
    let there = window.place_of("each pays").center();
    window.mark("each pays $2.50", "1");
    window.mark("There is no plan", "2");
    window.press("l");
    window.click_field("Note");
    window.types("ask");
    window.click(there);
    window.frame();
    assert_eq!(links(&window), 0);
    assert_eq!(window.marks()[0].note, "ask");
    window.press("Shift+Tab");
    window.press("l");
    let remove = window.small_button("Remove");
    window.click(remove);
    window.pause();
    window.click(there);
    assert_eq!(window.mark_selected().words(), "each pays $2.50");
}

/// Takes hold of the end of "people cross" and drags it to the end of its line.
fn hold(window: &mut Window) -> Pos2 {
    let to = window.place_of("day").right_center() + vec2(1.0, 0.0);
    window.mark("The council denied", "2");
    window.mark("people cross", "1");
    let rect = window.node(Role::Mark, "claim: people cross").rect();
    let knob = rect.right_bottom() + vec2(0.0, -3.0);
    window.move_to(knob);
    window.press_mouse(knob);
    window.move_to(to);
    to
}

#[test]
fn an_end_that_is_held_is_let_go_when_another_mark_is_selected() {
    let home = Home::new();
    let mut window = home.open_story();
    let to = hold(&mut window);
    window.press("Tab");
    window.release_mouse(to);
    window.frame();
    assert_eq!(
        window.told(),
        ["claim: people cross", "denial: The council denied"]
    );
}

#[test]
fn an_end_that_is_held_is_let_go_when_its_mark_is_changed() {
    let home = Home::new();
    let mut window = home.open_story();
    let to = hold(&mut window);
    window.press("Ctrl+Z");
    window.press("Ctrl+Y");
    window.press("]");
    window.release_mouse(to);
    window.frame();
    assert!(
        window
            .told()
            .contains(&"claim: people cross the".to_owned()),
        "{:?}",
        window.told()
    );
}

#[test]
fn what_is_typed_in_any_field_is_kept_when_the_window_closes() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "2");
    window.press("l");
    window.types("it was said");
    window.click_field("Note");
    window.types("ask her");
    assert!(window.close());
    let set = home.set("story.ada.ron");
    let mark = &set.annotations[0];
    assert_eq!(mark.note, "ask her");
    let Tag::Denial { denies, .. } = &mark.tag else {
        panic!("a denial")
    };
    assert_eq!(denies, &[Denied::Elsewhere("it was said".into())]);
}

#[test]
fn a_speaker_that_is_being_renamed_is_renamed_when_the_window_closes() {
    let home = Home::new();
    let mut window = home.open_story();
    said(&mut window, &[("There is no plan", "Anna")]);
    window.press("Alt+3");
    let row = window.row("Anna: 1 mark");
    window.click(row);
    window.click_field("Name");
    window.types_anew("Anna Roe");
    assert!(window.close());
    assert_eq!(home.set("story.ada.ron").speakers[0].name, "Anna Roe");
}

#[test]
fn other_names_are_kept_when_another_pane_is_shown_and_when_one_of_them_is_taken() {
    let home = Home::new();
    let mut window = home.open_story();
    said(
        &mut window,
        &[("There is no plan", "Anna"), ("each pays", "Bo")],
    );
    window.press("Alt+3");
    let row = window.row("Anna: 1 mark");
    window.click(row);
    window.click_field("Also called");
    window.types("the mayor");
    window.press("Enter");
    window.types("Bo");
    window.press("Tab");
    window.frame();
    assert!(
        window.says().contains("another speaker"),
        "{}",
        window.says()
    );
    assert_eq!(window.typed("Also called"), "the mayor\nBo");
    window.click_field("Also called");
    window.press("Backspace");
    window.press("Backspace");
    window.press("Alt+1");
    window.frame();
    let speakers = &window.desk().set().speakers;
    let anna = speakers
        .iter()
        .find(|speaker| speaker.name == "Anna")
        .unwrap();
    assert_eq!(anna.other_names, ["the mayor"]);
}

#[test]
fn enter_takes_what_is_offered_for_all_the_letters_before_it() {
    let home = Home::new();
    let mut window = home.open_story();
    said(
        &mut window,
        &[("There is no plan", "Anna Roe"), ("each pays", "Anna Roe")],
    );
    window.mark("The council denied", "2");
    window.press("@");
    window.types("An");
    at_once(&mut window, [text("ton"), key(Key::Enter)]);
    assert_eq!(window.speaker(&window.mark_selected()).unwrap(), "Anton");
    window.press("l");
    at_once(&mut window, [text("plan"), key(Key::Enter)]);
    let Tag::Denial { denies, .. } = window.mark_selected().tag else {
        panic!("a denial")
    };
    let [Denied::Here(id)] = &denies[..] else {
        panic!("{denies:?}")
    };
    assert_eq!(window.desk().find(id).unwrap().words(), "There is no plan");
}

#[test]
fn a_name_typed_in_full_is_that_speakers() {
    let home = Home::new();
    let mut window = home.open_story();
    said(
        &mut window,
        &[("no plan", "Ann"), ("each pays", "Anna Roe")],
    );
    window.mark("The council denied", "2");
    window.press("@");
    window.types("Ann");
    window.press("Enter");
    assert_eq!(window.speaker(&window.mark_selected()).unwrap(), "Ann");
}

#[test]
fn enter_alone_joins_nobody() {
    let home = Home::new();
    let mut window = home.open_story();
    said(&mut window, &[("no plan", "Ann"), ("each pays", "Bo")]);
    window.press("Alt+3");
    let row = window.row("Ann: 1 mark");
    window.click(row);
    window.click_field("The same as");
    window.press("Enter");
    window.frame();
    assert_eq!(window.desk().set().speakers.len(), 2);
}

#[test]
fn the_speaker_offered_first_is_the_one_named_last_not_the_one_looked_at_or_chosen_and_left() {
    let home = Home::new();
    let mut window = home.open_story();
    said(
        &mut window,
        &[
            ("no plan", "Ann"),
            ("each pays", "Cy"),
            ("4,000 people", "Bo"),
        ],
    );
    window.times(2, "Shift+Tab");
    assert_eq!(window.speaker(&window.mark_selected()).unwrap(), "Cy");
    window.mark("The council denied", "2");
    window.keys(&["@", "Down", "Down", "Escape"]);
    window.frame();
    window.mark("A paper wrote", "1");
    window.keys(&["@", "Enter"]);
    assert_eq!(window.speaker(&window.mark_selected()).unwrap(), "Bo");
}

#[test]
fn keys_that_come_at_once_are_each_for_whom_they_are_meant() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("each pays", "3");
    window.mark("the old bridge", "1");
    window.press("e");
    assert!(window.says().ends_with("other places"), "{}", window.says());
    at_once(&mut window, [key(Key::Tab), key(Key::A), text("a")]);
    assert_eq!(window.marks().len(), 2, "the offers were left by Tab");
    window.select("no plan");
    let alt_3 = Event::Key {
        key: Key::Num3,
        physical_key: Some(Key::Num3),
        pressed: true,
        repeat: false,
        modifiers: Modifiers::ALT,
    };
    at_once(&mut window, [alt_3, key(Key::C), text("c")]);
    assert_eq!(window.marks().len(), 2, "the letter was the field's");
    assert_eq!(window.typed("New speaker"), "c");
}

#[test]
fn a_mark_with_a_link_to_nothing_can_still_be_linked() {
    let home = Home::new();
    let article = home.write("story.txt", crate::desk::STORY);
    let mut window = home.open(&article);
    window.mark("There is no plan", "1");
    window.mark("The council denied", "2");
    window.autosave();
    drop(window);
    let path = home.path("story.ada.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    let broken = text.replace("tag: Denial()", "tag: Denial(denies: [Here(\"zzzz\")])");
    assert_ne!(text, broken);
    std::fs::write(&path, broken).unwrap();
    let mut window = home.open(&article);
    window.keys(&["Tab", "Tab", "l", "Enter"]);
    assert_eq!(window.says(), "Done: link a denial");
    assert_eq!(window.mark_selected().tag.links().count(), 2);
}

#[test]
fn a_fix_is_not_done_to_a_mark_that_was_left_or_changed_since() {
    let home = Home::new();
    let mut window = home.open_story();
    window.press("F8");
    window.mark(" no plan", "3");
    window.press("F8");
    window.wait("the finding", |window| window.shows("1 finding"));
    window.press("Ctrl+End");
    window.press("Ctrl+.");
    assert!(
        window.says().starts_with("The caret has left"),
        "{}",
        window.says()
    );
    window.press("Shift+Tab");
    window.press("Shift+Tab");
    window.press("]");
    window.press("Ctrl+.");
    assert!(
        window.says().contains("being checked again"),
        "{}",
        window.says()
    );
    assert_eq!(window.only().words(), " no plan,");
}

#[test]
fn keys_held_with_alt_type_nothing_into_the_field_that_they_lead_to() {
    let home = Home::new();
    let mut window = home.open_story();
    let alt = |key: Key| Event::Key {
        key,
        physical_key: Some(key),
        pressed: true,
        repeat: false,
        modifiers: Modifiers::ALT,
    };
    for (first, then) in [(Key::Num2, Key::Num3), (Key::Num4, Key::Num1)] {
        for (key, typed) in [(first, "2"), (then, "3")] {
            at_once(&mut window, [alt(key), text(typed)]);
        }
    }
    assert_eq!(window.typed("Filter of the marks"), "");
    window.press("Escape");
    at_once(&mut window, [alt(Key::Num3), text("3")]);
    assert_eq!(window.typed("New speaker"), "");
}

#[test]
fn tab_goes_on_from_where_the_caret_is() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("Mayor", "1");
    window.mark("There is no plan", "1");
    window.mark("The council", "2");
    window.press("Ctrl+Home");
    window.press("Tab");
    assert_eq!(window.mark_selected().words(), "Mayor");
    window.press("Ctrl+End");
    window.press("Shift+Tab");
    assert_eq!(window.mark_selected().words(), "The council");
    // At a mark's very end one is at that mark.
    window.press("Escape");
    window.select("no plan");
    window.press("Right");
    window.press("o");
    assert_eq!(window.mark_selected().words(), "There is no plan");
}
