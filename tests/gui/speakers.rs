//! The register of speakers.

use crate::desk::{Home, Window, assert_sound};

fn names(window: &Window) -> Vec<String> {
    let speakers = &window.desk().set().speakers;
    let mut names: Vec<_> = speakers
        .iter()
        .map(|speaker| speaker.name.clone())
        .collect();
    names.sort();
    names
}

/// Two marks, said by "Anna Roe" and "the mayor".
fn story(home: &Home) -> Window {
    let mut window = home.open_story();
    for (words, speaker) in [
        ("There is no plan", "Anna Roe"),
        ("there was none", "the mayor"),
    ] {
        window.mark(words, "1");
        window.press("@");
        window.types(speaker);
        window.press("Enter");
    }
    window
}

#[test]
fn two_speakers_who_are_one_are_joined_in_one_step() {
    let home = Home::new();
    let mut window = story(&home);
    window.press("Alt+3");
    let row = window.row("the mayor: 1 mark");
    window.click(row);
    window.click_field("The same as");
    window.types("ann");
    window.press("Enter");
    window.frame();
    assert_eq!(names(&window), ["Anna Roe"]);
    for mark in window.marks() {
        assert_eq!(window.speaker(&mark).unwrap(), "Anna Roe");
    }
    assert_eq!(window.desk().set().speakers[0].other_names, ["the mayor"]);
    assert!(window.shows("2 marks · the mayor"));
    window.press("Escape");
    window.press("Ctrl+Z");
    assert_eq!(names(&window), ["Anna Roe", "the mayor"]);
    window.press("Ctrl+Y");
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
}

#[test]
fn a_speaker_is_renamed_for_all_marks_and_given_other_names() {
    let home = Home::new();
    let mut window = story(&home);
    window.press("Alt+3");
    let row = window.row("the mayor: 1 mark");
    window.click(row);
    window.click_field("Name");
    window.types_anew("Bo Li");
    window.press("Enter");
    window.click_field("Also called");
    window.types("B. Li");
    window.press("Escape");
    window.frame();
    assert_eq!(names(&window), ["Anna Roe", "Bo Li"]);
    let speakers = &window.desk().set().speakers;
    let li = speakers
        .iter()
        .find(|speaker| speaker.name == "Bo Li")
        .unwrap();
    assert_eq!(li.other_names, ["B. Li"]);
    // The name of somebody else is refused, with what to do.
    window.click_field("Name");
    window.types_anew("anna roe");
    window.press("Enter");
    window.frame();
    assert!(window.says().contains("join the two"), "{}", window.says());
    assert_eq!(names(&window), ["Anna Roe", "Bo Li"]);
    assert_eq!(window.typed("Name"), "Bo Li");
}

#[test]
fn a_name_is_taken_from_the_text() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.select("Anna Roe");
    window.press("m");
    assert_eq!(window.says(), "Speaker: Anna Roe");
    assert_eq!(window.speaker(&window.only()).unwrap(), "Anna Roe");
    // The next key is about the mark again.
    window.press("2");
    assert_eq!(window.told(), ["denial: There is no plan"]);
    window.press("Escape");
    window.press("m");
    assert!(window.says().starts_with("Select a name in the text first"));
}

#[test]
fn another_name_is_taken_from_the_text() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.select("the mayor");
    window.press("Shift+M");
    assert!(
        window.says().contains("no speaker yet"),
        "{}",
        window.says()
    );
    window.select("Anna Roe");
    window.press("m");
    window.select("the mayor");
    window.press("Shift+M");
    assert_eq!(window.says(), "Anna Roe is also called the mayor");
    assert_eq!(window.desk().set().speakers[0].other_names, ["the mayor"]);
    // From now on that name is hers.
    window.mark("The council denied that", "2");
    window.press("@");
    window.types("the m");
    window.press("Enter");
    assert_eq!(window.speaker(&window.mark_selected()).unwrap(), "Anna Roe");
}

#[test]
fn the_speaker_named_last_is_two_keys_away() {
    let home = Home::new();
    let mut window = story(&home);
    window.mark("each pays $2.50", "1");
    window.keys(&["@", "Enter"]);
    assert_eq!(
        window.speaker(&window.mark_selected()).unwrap(),
        "the mayor"
    );
}

#[test]
fn the_marks_of_a_speaker_are_listed_alone() {
    let home = Home::new();
    let mut window = story(&home);
    window.press("Alt+3");
    let row = window.row("the mayor: 1 mark");
    window.click(row);
    let list = window.button("List the marks");
    window.click(list);
    window.frame();
    assert!(window.shows("1 of 2 marks"));
    let chip = window.button("the mayor ×");
    window.click(chip);
    window.frame();
    assert!(!window.shows("1 of 2 marks"));
}

#[test]
fn a_speaker_is_removed_from_the_register_and_the_marks() {
    let home = Home::new();
    let mut window = story(&home);
    window.press("Alt+3");
    let row = window.row("the mayor: 1 mark");
    window.click(row);
    let remove = window.button("Remove the mayor");
    window.click(remove);
    window.frame();
    assert_eq!(names(&window), ["Anna Roe"]);
    assert_eq!(
        window.desk().undoable().0,
        Some("remove a speaker and take them off a mark")
    );
    window.press("Escape");
    window.press("Ctrl+Z");
    assert_eq!(names(&window), ["Anna Roe", "the mayor"]);
}
