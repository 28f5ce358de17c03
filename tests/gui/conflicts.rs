//! A set that somebody else changes meanwhile, and a disk that refuses: nobody's marks are lost.

use std::fs;

use claimark::format;

use crate::desk::{Home, Window, assert_sound};

const SET: &str = "story.ada.ron";

/// A window with "no plan" marked and saved; then somebody puts Bob's set under this name, and here "4,000" is marked.
fn in_conflict(home: &Home) -> Window {
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.autosave();
    let mut theirs = home.set(SET);
    theirs.annotations.clear();
    theirs.annotator = "bob".to_owned();
    home.write(SET, format::write(&theirs));
    window.mark("4,000", "3");
    window.rest(2.0);
    window.wait("the conflict", |window| window.shows("Take theirs"));
    assert!(window.shows("it is the set of bob, and this one is of ada"));
    assert!(home.set(SET).annotations.is_empty(), "nothing is written");
    assert_eq!(window.told().len(), 2, "nothing is lost here");
    window
}

fn words(home: &Home, set: &str) -> Vec<String> {
    let marks = home.set(set).annotations;
    marks.iter().map(|mark| mark.words()).collect()
}

#[test]
fn theirs_can_be_taken_over_and_undo_brings_mine_back() {
    let home = Home::new();
    let mut window = in_conflict(&home);
    let theirs = window.button("Take theirs");
    window.click(theirs);
    assert!(window.marks().is_empty());
    assert!(!window.shows("Take theirs"));
    window.press("Ctrl+Z");
    // What was on disk is not lost by that.
    window.wait("the copy", |window| {
        window.says().contains("story.ada.theirs-1.ron")
    });
    assert!(words(&home, "story.ada.theirs-1.ron").is_empty());
    assert_eq!(window.told(), ["claim: no plan", "figure: 4,000"]);
    window.autosave();
    assert_eq!(words(&home, SET), ["no plan", "4,000"]);
    assert_sound(&home.path(SET));
}

#[test]
fn mine_can_be_kept_and_theirs_stays_beside_it() {
    let home = Home::new();
    let mut window = in_conflict(&home);
    let mine = window.button("Keep mine");
    window.click(mine);
    assert!(!window.shows("Keep mine"));
    assert!(window.says().contains("story.ada.theirs-1.ron"));
    assert_eq!(words(&home, SET), ["no plan", "4,000"]);
    assert!(words(&home, "story.ada.theirs-1.ron").is_empty());
    window.mark("Anna Roe", "1");
    window.autosave();
    assert_eq!(words(&home, SET).len(), 3, "it is saved by itself again");
}

#[test]
fn whoever_closes_the_window_meanwhile_keeps_both() {
    let home = Home::new();
    let mut window = in_conflict(&home);
    assert!(!window.ask_to_close(), "once it stays open for a decision");
    assert!(window.says().contains("close again"));
    assert!(window.close());
    assert!(words(&home, SET).is_empty());
    assert_eq!(words(&home, "story.ada.mine-1.ron"), ["no plan", "4,000"]);
}

#[test]
fn whoever_decides_and_stays_closes_the_article_later_and_not_the_window() {
    let home = Home::new();
    let mut window = in_conflict(&home);
    assert!(!window.ask_to_close());
    let mine = window.button("Keep mine");
    window.click(mine);
    window.press("Ctrl+W");
    assert!(!window.asks_to_close(), "the window stays");
    assert!(window.labelling().is_none());
}

#[test]
fn whoever_leaves_the_article_meanwhile_is_told_where_the_marks_are() {
    let home = Home::new();
    home.write("zebra.txt", "Another article.");
    let mut window = in_conflict(&home);
    window.press("Ctrl+W");
    assert!(window.shows("story.ada.mine-1.ron"));
    let row = window.button("story.txt");
    window.click(row);
    window.wait("the article", |window| window.labelling().is_some());
    // What was not saved is offered, too, and then it stands beside Bob's set as before.
    window.press("a");
    window.wait("the conflict", |window| window.shows("Take theirs"));
    assert_eq!(window.told(), ["claim: no plan", "figure: 4,000"]);
    // The same on the way to the next article.
    home.write(SET, "somebody else's");
    window.press("Alt+Right");
    window.wait("the next article", |window| {
        window
            .labelling()
            .is_some_and(|labelling| labelling.desk.article.ends_with("zebra.txt"))
    });
    window.frame();
    assert!(
        window.shows("story.ada.mine-2.ron"),
        "{:#?}",
        window.texts()
    );
}

#[test]
fn a_set_that_somebody_made_meanwhile_is_not_overwritten() {
    let home = Home::new();
    let mut window = home.open_story();
    home.write(SET, "not mine");
    window.mark("no plan", "1");
    window.rest(2.0);
    window.wait("the conflict", |window| window.shows("Take theirs"));
    let theirs = window.button("Take theirs");
    window.click(theirs);
    assert!(
        window.says().contains(SET),
        "it can't be read: {}",
        window.says()
    );
    assert_eq!(window.told(), ["claim: no plan"]);
    assert_eq!(fs::read_to_string(home.path(SET)).unwrap(), "not mine");
    let mine = window.button("Keep mine");
    window.click(mine);
    assert_eq!(words(&home, SET), ["no plan"]);
    assert_eq!(
        fs::read_to_string(home.path("story.ada.theirs-1.ron")).unwrap(),
        "not mine"
    );
}

#[test]
fn a_set_that_was_deleted_meanwhile_comes_back_with_all_marks() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.autosave();
    fs::remove_file(home.path(SET)).unwrap();
    window.mark("4,000", "3");
    window.rest(2.0);
    window.wait("either", |window| {
        window.shows("Keep mine") || home.path(SET).exists()
    });
    if window.shows("Keep mine") {
        let mine = window.button("Keep mine");
        window.click(mine);
    }
    assert_eq!(words(&home, SET), ["no plan", "4,000"]);
}

#[test]
fn a_folder_that_is_gone_costs_no_mark() {
    let home = Home::new();
    let article = home.write("news/story.txt", "There is no plan.");
    let mut window = home.open(&article);
    window.mark("no plan", "1");
    fs::rename(home.path("news"), home.path("moved")).unwrap();
    window.rest(2.0);
    window.wait("the trouble", |window| window.shows("Try again"));
    window.press("Ctrl+W");
    window.frame();
    assert!(window.labelling().is_some(), "one stays with the marks");
    let rescue = window.button("Leave with a copy");
    window.click(rescue);
    window.frame();
    assert!(window.labelling().is_none());
    assert!(
        window.shows("rescued"),
        "one is told where: {:#?}",
        window.texts()
    );
    let rescued: Vec<_> = fs::read_dir(home.config().join("state/rescued"))
        .unwrap()
        .collect();
    assert_eq!(rescued.len(), 1);
}

#[test]
fn a_folder_that_comes_back_is_saved_to_by_itself() {
    let home = Home::new();
    let article = home.write("news/story.txt", "There is no plan.");
    let mut window = home.open(&article);
    window.mark("no plan", "1");
    fs::rename(home.path("news"), home.path("moved")).unwrap();
    window.rest(2.0);
    window.wait("the trouble", |window| window.shows("Try again"));
    fs::rename(home.path("moved"), home.path("news")).unwrap();
    window.rest(6.0);
    window.wait("the save", |window| {
        window.shows("saved") && !window.shows("Try again")
    });
    assert_eq!(words(&home, "news/story.ada.ron"), ["no plan"]);
}

#[test]
fn theirs_with_another_article_is_not_mixed_with_these_words() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.autosave();
    // Somebody puts a set of another article under this name.
    let other = home.write("other.txt", "Quite another article, without plans.");
    let mut theirs = home.open(&other);
    theirs.mark("without plans", "1");
    theirs.autosave();
    fs::copy(home.path("other.ada.ron"), home.path(SET)).unwrap();
    window.mark("4,000", "3");
    window.rest(2.0);
    window.wait("the conflict", |window| window.shows("Take theirs"));
    let take = window.button("Take theirs");
    window.click(take);
    assert!(
        window.says().contains("of another article (other.txt)"),
        "{}",
        window.says()
    );
    assert_eq!(window.told(), ["claim: no plan", "figure: 4,000"]);
    let mine = window.button("Keep mine");
    window.click(mine);
    assert_eq!(words(&home, SET), ["no plan", "4,000"]);
    assert_eq!(words(&home, "story.ada.theirs-1.ron"), ["without plans"]);
}
