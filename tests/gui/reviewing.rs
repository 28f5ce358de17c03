//! An article that has changed: its marks are taken over, those that lose their place are asked about, and it may change while it is
//! open.

use std::{fs, path::PathBuf};

use claimark::annotation::AnnotationSet;
use egui::accesskit::Role;

use crate::desk::{Home, STORY, Window, assert_sound};

/// What is marked: a claim, a denial in two pieces, a figure.
fn marked(home: &Home) -> (PathBuf, AnnotationSet) {
    let mut window = home.open_story();
    window.mark("the old bridge would be closed", "1");
    window.mark("There is no plan", "2");
    window.select("there was none");
    window.press("Ctrl+1");
    window.mark("4,000", "3");
    assert!(window.close());
    (home.path("story.txt"), home.set("story.ada.ron"))
}

fn bytes(home: &Home) -> Vec<u8> {
    fs::read(home.path("story.ada.ron")).unwrap()
}

/// Something before all marks: they stand on the same words in the same surroundings.
fn longer() -> String {
    format!("Corrected on Monday.\n\nA paragraph more.\n\n{STORY}")
}

/// The figure is another one.
fn corrected() -> String {
    longer().replace("4,000", "4,500")
}

/// The denial and the figure may stand at two places each; the claim stands where it was.
fn two_places() -> String {
    let roe = "“There is no plan,” Anna Roe said, “and there was none.” Roe is the mayor.\n\
        More than 4,000 people cross the old bridge every day, and each pays $2.50.\n\n";
    STORY.replace(
        "The council denied",
        &format!("An ancient bridge would be closed in May.\n{roe}The council denied"),
    )
}

#[test]
fn what_is_certain_is_taken_over_by_one_key_and_undone_by_another() {
    let home = Home::new();
    let (story, before) = marked(&home);
    let on_disk = bytes(&home);
    home.write("story.txt", longer());
    let mut window = home.open(&story);
    assert!(
        window.shows("since these marks were made: all 3 stand as they were"),
        "{:#?}",
        window.texts()
    );
    assert!(window.shows("Nothing is written until you take them over"));
    window.rest(4.0);
    assert_eq!(bytes(&home), on_disk, "nothing was written before");
    window.press("Enter");
    assert_eq!(window.says(), "All 3 marks stand again");
    assert!(!window.shows("The article has changed"));
    assert_eq!(window.told().len(), 3, "{:?}", window.told());
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
    let taken = home.set("story.ada.ron");
    assert_eq!(taken.reanchored.len(), 1);
    assert_eq!(taken.reanchored[0].exact, 3);
    assert!(taken.fits(&window.desk().document));

    window.press("Ctrl+Z");
    assert!(window.shows("all 3 stand as they were"), "the bar is back");
    window.mark("no plan", "1");
    assert!(window.says().contains("take them over first"));
    assert_eq!(window.desk().set(), &before);
    window.rest(2.0);
    window.wait("the old set to be saved", |_| {
        home.set("story.ada.ron") == before
    });
    window.press("Ctrl+Y");
    assert!(!window.shows("The article has changed"));
    window.autosave();
    assert_eq!(home.set("story.ada.ron"), taken);
    window.mark("A paragraph more", "1");
    assert_eq!(window.marks().len(), 4);
    // Further back, past the change.
    window.keys(&["Ctrl+Z", "Ctrl+Z"]);
    let take = window.button("Take them over");
    window.click(take);
    assert_eq!(window.says(), "All 3 marks stand again");
}

#[test]
fn what_is_not_certain_is_set_aside_and_asked_about() {
    let home = Home::new();
    let (story, _) = marked(&home);
    home.write("story.txt", corrected());
    let mut window = home.open(&story);
    assert!(window.shows("2 of 3 stand as they were, 1 needs you"));
    // Where the two would stand is framed already.
    assert_eq!(
        window.told(),
        [
            "offered as a claim: the old bridge would be closed",
            "offered as a denial: There is no plan",
            "offered as a denial: there was none",
        ]
    );
    window.press("a");
    assert_eq!(window.says(), "2 of 3 marks stand; 1 needs you");
    assert!(window.shows("Where does this figure stand now?"));
    assert!(window.shows("As it was: 4,000") && window.shows("As it is now: 4,500"));
    assert_eq!(window.rows(), ["figure: 4,000, edited"]);
    window.press("Space");
    assert_eq!(window.says(), "There is no other place for this mark");
    window.press("h");
    assert!(window.says().starts_with("Select some words first"));
    window.select("4,500 people");
    assert!(window.on_page());
    window.press("h");
    assert_eq!(
        window.says(),
        "Placed: 4,500 people. All 3 marks stand again"
    );
    assert!(window.rows().is_empty() && window.shows("No mark is set aside"));
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
    let set = home.set("story.ada.ron");
    assert!(set.orphans.is_empty());
    assert_eq!(set.reanchored[0].edited[0].was, "4,000");
    // Back, and gone through anew.
    window.press("Ctrl+Z");
    assert_eq!(window.marks().len(), 2);
    window.press("v");
    assert!(window.shows("As it is now: 4,500"));
    window.press("x");
    assert!(
        window
            .says()
            .starts_with("Left set aside: 4,000. That was the last one"),
        "{}",
        window.says()
    );
    assert_eq!(window.rows(), ["figure: 4,000, edited"]);
    window.autosave();
    assert_eq!(home.set("story.ada.ron").orphans.len(), 1);
    assert!(window.close());

    // It is still there when the article is opened again.
    let mut window = home.open(&story);
    assert_eq!(window.says(), "1 mark has no place: press v");
    window.keys(&["v", "Enter"]);
    assert_eq!(window.says(), "Placed: 4,500. All 3 marks stand again");
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
    assert_eq!(home.set("story.ada.ron").annotations.len(), 3);
}

#[test]
fn what_is_lost_is_placed_by_hand_left_or_deleted() {
    let home = Home::new();
    let (story, _) = marked(&home);
    let line = STORY.lines().find(|line| line.contains("4,000")).unwrap();
    home.write("story.txt", STORY.replace(line, "Nobody has counted them."));
    let mut window = home.open(&story);
    window.press("Enter");
    assert!(window.shows("No place was found"), "{:#?}", window.texts());
    assert_eq!(window.rows(), ["figure: 4,000, lost"]);
    window.press("a");
    assert!(window.says().contains("select its words and press h"));
    window.press("Space");
    assert_eq!(window.says(), "No place was found for this mark");
    window.press("Delete");
    assert!(
        window
            .says()
            .starts_with("Deleted: 4,000. All 2 marks stand again"),
        "{}",
        window.says()
    );
    window.press("Ctrl+Z");
    assert_eq!(window.desk().set().orphans.len(), 1);
    window.press("Ctrl+Y");
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
    assert!(home.set("story.ada.ron").orphans.is_empty());
}

#[test]
fn among_several_places_one_is_chosen() {
    let home = Home::new();
    let (story, _) = marked(&home);
    home.write("story.txt", two_places());
    let mut window = home.open(&story);
    assert!(
        window.shows("1 of 3 stands as it was, 2 need you"),
        "{:#?}",
        window.texts()
    );
    window.press("Enter");
    assert!(window.shows("Where does piece 1 of 2 of this denial stand now?"));
    assert!(window.shows("As it is now, place 1 of 2: There is no plan"));
    assert_eq!(
        window.rows(),
        [
            "denial: There is no plan … there was none, 2 places",
            "figure: 4,000, 2 places"
        ]
    );
    let offered = |window: &Window| {
        let told = window.told();
        told.iter()
            .filter(|told| told.starts_with("offered as a"))
            .count()
    };
    assert_eq!(offered(&window), 2);
    let first = window
        .desk()
        .document
        .text()
        .find("There is no plan")
        .unwrap();
    window.press("Space");
    assert_eq!(window.says(), "Place 2 of 2");
    window.press("Shift+Space");
    assert_eq!(window.says(), "Place 1 of 2");
    window.press("Shift+Space");
    assert!(window.shows("As it is now, place 2 of 2: There is no plan"));
    window.press("a");
    assert_eq!(window.says(), "Now the second piece of this mark");
    assert!(window.marks().len() == 1 && offered(&window) == 3);
    window.keys(&["Space", "a"]);
    assert_eq!(
        window.says(),
        "Placed: There is no plan … there was none. 1 left to decide about"
    );
    let denial = &window.marks()[1];
    assert_eq!(denial.words(), "There is no plan … there was none");
    assert!(denial.extent().start > first + 100);
    assert!(window.shows("Where does this figure stand now?"));
    // What is undone is asked about again.
    window.press("Ctrl+Z");
    assert!(window.shows("Where does piece 1 of 2 of this denial stand now?"));
    window.press("Ctrl+Y");
    assert!(window.shows("Where does this figure stand now?"));
    window.press("Enter");
    assert_eq!(window.says(), "Placed: 4,000. All 3 marks stand again");
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
    assert_eq!(home.set("story.ada.ron").annotations.len(), 3);
}

#[test]
fn a_place_that_is_taken_is_not_offered_and_a_piece_may_be_left_out() {
    let home = Home::new();
    let (story, _) = marked(&home);
    home.write("story.txt", two_places());
    let mut window = home.open(&story);
    window.press("Enter");
    let without = window.button("Without this piece");
    window.click(without);
    assert_eq!(window.says(), "Now the second piece of this mark");
    window.press("a");
    assert!(window.says().starts_with("Placed: there was none"));
    assert!(window.shows("As it is now, place 1 of 2: 4,000"));
    // The same words are marked by hand meanwhile.
    window.select("4,000");
    window.keys(&["3", "Escape"]);
    assert!(window.shows("As it is now: 4,000"), "{:#?}", window.texts());
    window.press("Space");
    assert_eq!(window.says(), "There is no other place for this mark");
    window.press("a");
    assert_eq!(window.says(), "Placed: 4,000. All 4 marks stand again");
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
}

#[test]
fn a_review_is_left_and_taken_up_by_a_row() {
    let home = Home::new();
    let (story, _) = marked(&home);
    home.write("story.txt", two_places());
    let mut window = home.open(&story);
    window.press("Enter");
    window.press("Escape");
    assert_eq!(
        window.says(),
        "2 marks are set aside: V goes on with the review"
    );
    assert!(!window.shows("Where does"));
    window.press("x");
    assert!(window.says().starts_with("Nothing is offered"));
    let row = window.row("figure: 4,000, 2 places");
    window.click(row);
    assert!(window.shows("Where does this figure stand now?") && window.on_page());
    // Other panes show what they always show, and the review goes on.
    window.press("Alt+1");
    assert_eq!(window.rows(), ["claim: the old bridge would be closed"]);
    window.press("Escape");
    window.press("a");
    assert!(
        window.says().starts_with("Placed: 4,000. 1 left"),
        "{}",
        window.says()
    );
    window.press("Alt+6");
    assert_eq!(
        window.rows(),
        ["denial: There is no plan … there was none, 2 places"]
    );
    // By Tab to the row, and Delete.
    let mut steps = 0;
    while window
        .focused()
        .is_none_or(|focused| focused.0 != Role::ListBoxOption)
    {
        window.press("Tab");
        (0..4).for_each(|_| window.frame());
        steps += 1;
        assert!(steps < 60);
    }
    window.press("Delete");
    assert!(window.desk().set().orphans.is_empty());
    assert!(window.says().starts_with("Deleted: There is no plan"));
    assert!(window.on_page());
}

#[test]
fn a_mark_is_set_aside_by_hand() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("the old bridge would be closed", "1");
    window.press("Ctrl+K");
    window.types("set aside");
    window.press("Enter");
    window.rest(0.1);
    assert!(
        window.says().starts_with("Set aside: the old bridge"),
        "{}",
        window.says()
    );
    assert!(window.marks().is_empty());
    window.press("v");
    window.wait("its place", |window| {
        window.shows("As it is now: the old bridge")
    });
    window.press("Enter");
    assert!(window.says().starts_with("Placed: the old bridge"));
    assert_eq!(window.only().words(), "the old bridge would be closed");
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
}

/// The user comes back from the editor: the file is looked at.
fn come_back(window: &mut Window, words: &str) {
    window.focus_window(false);
    window.focus_window(true);
    window.wait(words, |window| window.shows(words));
}

#[test]
fn an_article_that_changes_while_it_is_open_is_shown_when_one_wants() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("the old bridge would be closed", "1");
    window.mark("4,000", "3");
    window.autosave();
    home.write("story.txt", corrected());
    come_back(&mut window, "The article was changed on disk");
    assert_eq!(window.desk().document.text(), STORY);
    // Until then all goes on.
    window.mark("no plan", "2");
    window.autosave();
    assert_eq!(home.set("story.ada.ron").annotations.len(), 3);
    assert_eq!(
        fs::read_to_string(home.path("story.txt")).unwrap(),
        corrected()
    );
    window.press("/");
    window.types("bridge");
    let look = window.button("Look at it");
    window.click(look);
    assert_eq!(window.desk().document.text(), corrected());
    window.wait("verdicts", |window| {
        window.shows("2 of 3 stand as they were, 1 needs you")
    });
    window.keys(&["Escape", "Escape"]);
    // The set may be undone on the new text, and past the change.
    window.keys(&["Ctrl+Z", "Ctrl+Z", "Ctrl+Y", "Ctrl+Y"]);
    window.wait("verdicts", |window| {
        window.shows("2 of 3 stand as they were, 1 needs you")
    });
    window.press("Enter");
    window.select("4,500");
    window.press("h");
    assert_eq!(window.says(), "Placed: 4,500. All 3 marks stand again");
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
    let set = home.set("story.ada.ron");
    assert!(set.fits(&window.desk().document));
    // It goes on being looked at.
    home.write("story.txt", STORY);
    come_back(&mut window, "The article was changed on disk");
    window.press("Enter");
    window.times(7, "Ctrl+Z");
    assert!(
        !window.shows("The article has changed"),
        "as it was when it was opened"
    );
    assert!(window.marks().is_empty());
    window.times(7, "Ctrl+Y");
    assert!(window.shows("The article has changed"));
    assert!(window.close());
}

#[test]
fn undo_leads_back_across_an_article_that_was_written_anew_again_and_again() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("the old bridge would be closed", "1");
    let mut story = STORY.to_owned();
    for day in 1..=9 {
        story.insert_str(0, &format!("Corrected on day {day}.\n\n"));
        home.write("story.txt", &story);
        come_back(&mut window, "The article was changed on disk");
        window.press("Enter");
        window.wait("verdicts", |window| {
            window.shows("stand as they were") || window.shows("stands as it was")
        });
        window.press("Enter");
        assert!(window.desk().fits(), "day {day}: {}", window.says());
        window.keys(&["Tab", "u"]);
    }
    let last = window.desk().set().clone();
    for _ in 0..19 {
        window.press("Ctrl+Z");
        assert!(
            !window.says().contains("take them over"),
            "{}",
            window.says()
        );
    }
    assert!(window.marks().is_empty());
    assert_eq!(window.desk().undoable().0, None);
    window.times(19, "Ctrl+Y");
    assert_eq!(window.desk().set(), &last);
}

#[test]
fn other_line_ends_are_no_other_article_and_a_file_that_is_gone_is_said() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("4,000", "3");
    window.autosave();
    fs::remove_file(home.path("story.txt")).unwrap();
    come_back(&mut window, "story.txt is no longer where it was");
    window.mark("no plan", "1");
    window.autosave();
    assert_eq!(home.set("story.ada.ron").annotations.len(), 2);
    home.write("story.txt", STORY.replace('\n', "\r\n"));
    window.focus_window(false);
    window.focus_window(true);
    window.wait("the file to be seen", |window| {
        !window.shows("no longer where it was")
    });
    assert!(!window.shows("changed on disk") && !window.shows("has changed"));
    home.write("story.txt", [0u8; 64]);
    come_back(
        &mut window,
        "story.txt was changed on disk and can’t be read",
    );
    window.press("Enter");
    assert!(window.says().starts_with("Nothing is offered"));
    assert!(window.close());
    assert_eq!(home.set("story.ada.ron").annotations.len(), 2);
}

#[test]
fn the_reader_stays_where_they_were() {
    let home = Home::new();
    let lines = |from: usize| -> String {
        let line =
            |n| format!("This is what was said of the {n}th matter, and at some length, too.\n\n");
        (from..120).map(line).collect()
    };
    let mut window = home.open(&home.write("long.txt", lines(0)));
    window.select("the 80th");
    window.mark("the 81th", "1");
    let before = window.node(Role::Mark, "claim: the 81th").rect();
    window.autosave();
    home.write("long.txt", lines(20));
    come_back(&mut window, "The article was changed on disk");
    window.press("Enter");
    window.wait("verdicts", |window| window.shows("the only one stands"));
    window.press("Enter");
    window.rest(0.2);
    let after = window.node(Role::Mark, "claim: the 81th").rect();
    assert!(
        (before.center().y - after.center().y).abs() < 120.0,
        "{before:?} {after:?}"
    );
    assert_eq!(window.mark_selected().words(), "the 81th");
}

#[test]
fn theirs_may_be_of_the_article_as_it_was_before() {
    let home = Home::new();
    let (story, before) = marked(&home);
    home.write("story.txt", longer());
    let mut window = home.open(&story);
    window.press("Enter");
    window.autosave();
    // Somebody puts the old set back, with a remark.
    let theirs = format!("// theirs\n{}", claimark::format::write(&before));
    home.write("story.ada.ron", &theirs);
    window.mark("A paragraph more", "1");
    window.rest(3.0);
    window.wait("the conflict", |window| window.shows("Take theirs"));
    let take = window.button("Take theirs");
    window.click(take);
    assert_eq!(window.desk().set(), &before);
    window.wait("verdicts", |window| {
        window.shows("all 3 stand as they were")
    });
    window.rest(3.0);
    assert_eq!(bytes(&home), theirs.as_bytes(), "nothing is written");
    window.press("Enter");
    assert_eq!(window.says(), "All 3 marks stand again");
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
}

#[test]
fn a_set_without_marks_is_taken_over_too() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.press("Delete");
    window.autosave();
    assert!(window.close());
    home.write("story.txt", longer());
    let mut window = home.open(&home.path("story.txt"));
    assert!(window.shows("it has no marks yet"));
    window.press("Enter");
    window.mark("A paragraph more", "1");
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
}
