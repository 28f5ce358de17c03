//! A window that ends without a word: what was not saved is offered, and undo goes on where it was.

use std::{fs, path::Path, time::Duration};

use claimark::format;

use crate::desk::{Home, STORY, Window, assert_sound};

const SET: &str = "story.ada.ron";

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, to) = {
            let entry = entry.unwrap();
            (entry.path(), to.join(entry.file_name()))
        };
        match path.is_dir() {
            true => copy_all(&path, &to),
            false => fs::copy(&path, &to).map(|_| ()).unwrap(),
        }
    }
}

/// The windows end here and now: on disk is what was there in this very moment.
pub(crate) fn crash(home: &Home, windows: impl IntoIterator<Item = Window>) {
    let windows: Vec<_> = windows.into_iter().collect();
    for window in &windows {
        let journal = window.desk().journal().unwrap();
        assert!(journal.is_written_within(Duration::from_secs(20)));
    }
    let kept = tempfile::tempdir().unwrap();
    copy_all(&home.path(""), kept.path());
    drop(windows);
    for entry in fs::read_dir(home.path("")).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => fs::remove_dir_all(path).unwrap(),
            false => fs::remove_file(path).unwrap(),
        }
    }
    copy_all(kept.path(), &home.path(""));
}

fn again(home: &Home) -> Window {
    home.open(&home.path("story.txt"))
}

fn words(home: &Home, set: &str) -> Vec<String> {
    let marks = home.set(set).annotations;
    marks.iter().map(|mark| mark.words()).collect()
}

/// One mark is saved, two are not, and Claimark ends, less than a second later.
fn crashed() -> Home {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.autosave();
    window.mark("4,000", "3");
    window.mark("too", "2");
    crash(&home, [window]);
    assert_eq!(words(&home, SET), ["no plan"]);
    home
}

#[test]
fn what_was_not_saved_is_offered_and_restored_with_its_undo() {
    let home = crashed();
    let mut window = again(&home);
    assert!(window.shows("Claimark ended before 2 acts were saved."));
    assert!(window.shows("mark a figure “4,000”"));
    assert!(window.shows("mark a denial “too”"));
    assert_eq!(window.told(), ["claim: no plan"]);
    // Nothing is changed meanwhile, not even by undo.
    window.mark("Anna Roe", "1");
    assert!(window.says().contains("Decide first"), "{}", window.says());
    window.press("Ctrl+Z");
    assert_eq!(window.told(), ["claim: no plan"]);
    window.rest(3.0);
    assert_eq!(words(&home, SET), ["no plan"]);
    window.press("Enter");
    assert!(
        window.says().contains("Restored: 2 acts"),
        "{}",
        window.says()
    );
    assert!(!window.shows("Claimark ended"));
    assert_eq!(window.told().len(), 3);
    window.autosave();
    assert_eq!(words(&home, SET).len(), 3);
    assert_sound(&home.path(SET));
    window.times(3, "Ctrl+Z");
    assert!(window.told().is_empty());
    window.times(3, "Ctrl+Y");
    assert_eq!(window.told().len(), 3);
}

#[test]
fn what_is_left_out_is_kept_in_a_file_of_its_own() {
    let home = crashed();
    let mut window = again(&home);
    window.press("x");
    window.wait("the copy", |window| !window.shows("Claimark ended"));
    assert!(window.says().contains("left-aside"), "{}", window.says());
    assert_eq!(window.told(), ["claim: no plan"]);
    let copy = home.config().join("state/left-aside/story.ada.1.ron");
    let copy = format::read(&fs::read(copy).unwrap()).unwrap();
    assert_eq!(copy.annotations.len(), 3);
    window.mark("Anna Roe", "1");
    window.autosave();
    assert_eq!(words(&home, SET), ["no plan", "Anna Roe"]);
    assert!(window.close());
    let window = again(&home);
    assert!(!window.shows("Claimark ended"));
}

#[test]
fn whoever_does_not_decide_is_asked_again() {
    let home = crashed();
    let window = again(&home);
    assert!(window.close());
    let mut window = again(&home);
    let restore = window.button("Restore");
    window.click(restore);
    assert_eq!(window.told().len(), 3);
}

#[test]
fn undo_goes_on_after_a_restart_and_so_does_redo() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.mark("4,000", "3");
    window.mark("Anna Roe", "1");
    window.press("Ctrl+Z");
    assert!(window.close());
    let mut window = again(&home);
    assert_eq!(window.told().len(), 2);
    window.press("Ctrl+Y");
    assert_eq!(window.told().len(), 3);
    assert_eq!(window.mark_selected().words(), "Anna Roe");
    window.times(3, "Ctrl+Z");
    assert!(window.told().is_empty());
    assert_eq!(
        window.selected(),
        "no plan",
        "the selection comes back, too"
    );
    assert!(window.close());
    let mut window = again(&home);
    window.press("Ctrl+Y");
    assert_eq!(window.told(), ["claim: no plan"]);
    assert!(!window.shows("Claimark ended"));
}

#[test]
fn how_much_undo_is_kept_is_a_setting() {
    for (steps, left) in [(0, 2), (1, 1), (1000, 0)] {
        let home = Home::new();
        home.write("config/settings.ron", format!("(undo_steps: {steps})"));
        let mut window = home.open_story();
        window.mark("no plan", "1");
        window.mark("4,000", "3");
        assert!(window.close());
        let mut window = again(&home);
        window.times(3, "Ctrl+Z");
        assert_eq!(window.told().len(), left, "{steps} steps are kept");
    }
}

#[test]
fn after_a_crash_nothing_is_asked_when_all_was_saved() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.autosave();
    crash(&home, [window]);
    let mut window = again(&home);
    assert!(!window.shows("Claimark ended"));
    window.press("Ctrl+Z");
    assert!(window.told().is_empty());
}

#[test]
fn a_set_that_others_changed_meanwhile_gets_what_was_not_saved() {
    let home = crashed();
    let mut theirs = home.set(SET);
    theirs.annotations.clear();
    home.write(SET, format::write(&theirs));
    let mut window = again(&home);
    assert!(window.shows("and story.ada.ron was changed since"));
    assert!(window.told().is_empty());
    window.press("a");
    // The set as it was when the window ended is joined with what is on disk, where a mark was taken away.
    window.wait("the two joined", |window| {
        window.told() == ["denial: too", "figure: 4,000"]
    });
    window.autosave();
    assert_eq!(words(&home, SET), ["4,000", "too"]);
    assert!(window.close());
    let window = again(&home);
    assert!(!window.shows("Claimark ended"), "it was restored");
}

#[test]
fn a_set_that_is_gone_comes_back_from_the_journal() {
    let home = crashed();
    fs::remove_file(home.path(SET)).unwrap();
    // Named by its own file, too.
    for path in ["story.txt", SET] {
        let mut window = home.open(&home.path(path));
        assert!(window.shows("story.ada.ron is gone; the journal still has the set, 3 marks."));
        if path == SET {
            window.press("Enter");
            assert_eq!(window.told().len(), 3);
            window.autosave();
        }
    }
    assert_eq!(words(&home, SET).len(), 3);
}

#[test]
fn a_set_that_was_broken_comes_back_from_the_journal() {
    let home = crashed();
    home.write(SET, "Claimark(version: 1, <<<<<<< ours");
    let mut window = again(&home);
    assert!(
        window.shows("story.ada.ron can’t be read; the journal has the set as it was, 3 marks.")
    );
    window.press("Enter");
    assert!(window.says().contains("story.ada.broken-1.ron"));
    assert_eq!(window.told().len(), 3);
    window.autosave();
    assert_eq!(words(&home, SET).len(), 3);
    let broken = fs::read_to_string(home.path("story.ada.broken-1.ron")).unwrap();
    assert!(broken.contains("<<<<<<< ours"));
    // A set of a newer Claimark is not broken.
    assert!(window.close());
    home.write(SET, "Claimark(version: 7,");
    let window = again(&home);
    assert!(!window.shows("the journal") && window.shows("newer Claimark"));
}

#[test]
fn a_broken_set_that_was_put_right_meanwhile_is_joined_and_not_put_aside() {
    let home = crashed();
    let mut theirs = home.set(SET);
    std::sync::Arc::make_mut(&mut theirs.annotations[0]).note = "put right".to_owned();
    home.write(SET, "Claimark(version: 1, <<<<<<< ours");
    let mut window = again(&home);
    assert!(window.shows("the journal has the set as it was"));
    home.write(SET, format::write(&theirs));
    window.press("Enter");
    window.wait("the two joined", |window| {
        window.desk().set().annotations[0].note == "put right"
    });
    window.autosave();
    assert_eq!(words(&home, SET).len(), 3);
    assert!(!home.path("story.ada.broken-1.ron").exists());
}

#[test]
fn a_changed_article_is_taken_up_after_what_was_not_saved() {
    let home = crashed();
    home.write("story.txt", format!("A new beginning.\n\n{STORY}"));
    let mut window = again(&home);
    assert!(window.shows("Claimark ended before 2 acts were saved."));
    assert!(!window.shows("Take them over"));
    window.press("Enter");
    assert!(window.shows("Restore") || window.desk().set().annotations.len() == 3);
    window.wait("the verdicts", |window| {
        window.shows("3 moved") || window.shows("All") || window.shows("all 3")
    });
    window.press("Enter");
    assert_eq!(window.told().len(), 3);
    window.autosave();
    assert_sound(&home.path(SET));
}

#[test]
fn two_windows_that_end_are_asked_about_one_after_the_other() {
    let home = Home::new();
    let mut first = home.open_story();
    let mut second = again(&home);
    first.mark("no plan", "1");
    second.mark("4,000", "3");
    crash(&home, [first, second]);
    let mut window = again(&home);
    for _ in 0..2 {
        assert!(window.shows("Claimark ended before 1 act was saved"));
        window.press("Enter");
    }
    assert!(!window.shows("Claimark ended"));
    assert_eq!(window.told(), ["claim: no plan", "figure: 4,000"]);
    window.autosave();
    assert!(window.close());
    let mut window = again(&home);
    assert!(!window.shows("Claimark ended"));
    assert_eq!(window.told().len(), 2);
    window.times(2, "Ctrl+Z");
    assert!(window.told().is_empty());
}

#[test]
fn a_journal_that_is_nonsense_stands_in_nobodys_way() {
    let home = crashed();
    let journals = home.config().join("state/journals");
    for entry in fs::read_dir(&journals).unwrap() {
        fs::write(entry.unwrap().path(), "12345678 {}\nnonsense").unwrap();
    }
    let mut window = again(&home);
    assert_eq!(window.told(), ["claim: no plan"]);
    window.mark("4,000", "3");
    window.autosave();
    assert_eq!(words(&home, SET), ["no plan", "4,000"]);
}

#[test]
fn a_journal_that_can_not_be_written_is_said_and_the_set_is_saved_all_the_same() {
    let home = Home::new();
    home.write("config/state", "a file in the place of the folder");
    let mut window = home.open_story();
    assert!(!window.shows("the journal can’t be written"));
    window.mark("no plan", "1");
    window.wait("the sentence", |window| {
        window.shows("the journal can’t be written")
    });
    window.autosave();
    assert_eq!(words(&home, SET), ["no plan"]);
    fs::remove_file(home.config().join("state")).unwrap();
    window.wait("the journal", |window| {
        !window.shows("the journal can’t be written")
    });
    assert!(window.close());
    let mut window = again(&home);
    window.press("Ctrl+Z");
    assert!(window.told().is_empty());
}

#[test]
fn no_journal_is_made_for_who_only_reads() {
    let home = Home::new();
    let window = home.open_story();
    assert!(window.close());
    assert!(!home.config().join("state/journals").exists());
}
