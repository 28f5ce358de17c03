//! A disk that refuses or does not answer: the window stays alive, says what is wrong in one sentence, goes on trying, and nothing is lost.

use std::{
    fs,
    path::Path,
    process::Command,
    sync::{Arc, Mutex, mpsc},
    time::{Duration, Instant},
};

use claimark::{format, gui::saving::Disk};

use crate::{
    desk::{Home, Window, assert_sound},
    small_disk::SmallDisk,
};

const SET: &str = "news/story.ada.ron";

/// A window with "no plan" marked and saved, in a folder of its own.
fn marked(home: &Home) -> Window {
    let article = home.write("news/story.txt", crate::desk::STORY);
    let mut window = home.open(&article);
    window.mark("no plan", "1");
    window.autosave();
    window
}

/// Marks "4,000" and waits for the sentence that says why it can't be saved.
#[track_caller]
fn refused(window: &mut Window, sentence: &str) {
    window.mark("4,000", "3");
    window.rest(2.0);
    window.wait(sentence, |window| window.shows(sentence));
    window.wait("the copy", |window| {
        window.shows("Your marks are safe: a copy is in") && window.shows("rescued")
    });
    assert!(window.shows("not saved") && window.shows("Try again"));
    assert!(
        !window.texts().iter().any(|text| text.contains("os error")),
        "{:#?}",
        window.texts()
    );
    // The window is alive.
    window.mark("Anna Roe", "1");
    assert_eq!(window.marks().len(), 3);
}

/// The trouble has ended: what was marked is saved by itself, and the copy goes.
#[track_caller]
fn saved(home: &Home, window: &mut Window) {
    window.rest(6.0);
    window.wait("the save", |window| {
        window.shows("saved") && !window.shows("Try again")
    });
    assert_eq!(words(home), ["no plan", "Anna Roe", "4,000"]);
    assert_sound(&home.path(SET));
    let began = Instant::now();
    while !copies(home).is_empty() {
        assert!(began.elapsed() < Duration::from_secs(10), "the copy stays");
    }
    let names = fs::read_dir(home.path("news")).unwrap();
    let mut names: Vec<_> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["story.ada.ron", "story.txt"],
        "nothing else is left"
    );
}

fn words(home: &Home) -> Vec<String> {
    let marks = home.set(SET).annotations;
    marks.iter().map(|mark| mark.words()).collect()
}

/// The names of the copies that are kept.
fn copies(home: &Home) -> Vec<String> {
    let rescued = home.config().join("state/rescued");
    let Ok(entries) = fs::read_dir(rescued) else {
        return Vec::new();
    };
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".tmp"))
        .collect()
}

#[test]
fn a_disk_that_is_full_and_has_room_again() {
    let home = Home::new();
    let Some(disk) = SmallDisk::at(&home.path("news"), 64) else {
        return;
    };
    let mut window = marked(&home);
    let before = fs::read(home.path(SET)).unwrap();
    disk.fill();
    refused(&mut window, "the disk is full; make room on it");
    assert_eq!(fs::read(home.path(SET)).unwrap(), before);
    disk.empty();
    saved(&home, &mut window);
}

#[test]
fn a_disk_that_can_only_be_read_for_a_while() {
    let home = Home::new();
    let Some(disk) = SmallDisk::at(&home.path("news"), 64) else {
        return;
    };
    let mut window = marked(&home);
    let before = fs::read(home.path(SET)).unwrap();
    disk.read_only(true);
    refused(&mut window, "the disk can only be read");
    assert_eq!(fs::read(home.path(SET)).unwrap(), before);
    disk.read_only(false);
    saved(&home, &mut window);
}

#[cfg(unix)]
#[test]
fn something_else_in_the_place_of_the_set() {
    for (what, sentence) in [
        ("folder", "a folder stands in its place"),
        ("pipe", "a pipe or a device stands in its place"),
        ("loop", "a link that leads round in a circle"),
    ] {
        let home = Home::new();
        let mut window = marked(&home);
        let path = home.path(SET);
        let aside = home.path("aside.ron");
        fs::rename(&path, &aside).unwrap();
        match what {
            "folder" => fs::create_dir(&path).unwrap(),
            "pipe" => assert!(
                Command::new("mkfifo")
                    .arg(&path)
                    .status()
                    .unwrap()
                    .success()
            ),
            _ => std::os::unix::fs::symlink(&path, &path).unwrap(),
        }
        refused(&mut window, sentence);
        match what {
            "folder" => fs::remove_dir(&path).unwrap(),
            _ => fs::remove_file(&path).unwrap(),
        }
        fs::rename(&aside, &path).unwrap();
        saved(&home, &mut window);
    }
}

#[test]
fn a_full_state_folder_hinders_no_save_and_is_said_once() {
    let home = Home::new();
    drop(marked(&home));
    let Some(disk) = SmallDisk::at(&home.config().join("state"), 64) else {
        return;
    };
    let mut window = home.open(&home.path("news/story.txt"));
    disk.fill();
    window.mark("4,000", "3");
    window.autosave();
    assert_eq!(words(&home), ["no plan", "4,000"]);
    window.wait("the sentence", |window| {
        window.says().contains("no earlier versions can be kept")
    });
    let says = window.says();
    assert!(
        says.contains("the disk is full") && says.contains("the set itself is saved"),
        "{says}"
    );
    window.rest(7.0);
    window.mark("Anna Roe", "1");
    window.autosave();
    assert_eq!(words(&home).len(), 3);
    assert!(
        !window.says().contains("no earlier versions"),
        "{}",
        window.says()
    );
}

/// Lets saves of a window wait until the sender sends, or is dropped.
fn stalled(window: &mut Window) -> mpsc::Sender<()> {
    let (go_on, waits) = mpsc::channel();
    let waits = Arc::new(Mutex::new(waits));
    window.save_by(Disk::by(move |path, set, known, given_up| {
        let _ = waits.lock().unwrap().recv();
        format::save_unless(path, set, known, given_up)
    }));
    go_on
}

#[test]
fn a_disk_that_does_not_answer_is_waited_for_by_a_window_that_is_alive() {
    let home = Home::new();
    let mut window = marked(&home);
    let go_on = stalled(&mut window);
    window.mark("4,000", "3");
    window.rest(2.0);
    assert!(!window.shows("does not answer"), "not yet");
    window.wait("the sentence", |window| window.shows("does not answer"));
    assert!(
        window.shows("the disk does not answer; it is waited for"),
        "{:#?}",
        window.texts()
    );
    window.mark("Anna Roe", "1");
    window.wait("the copy", |window| window.shows("a copy is in"));
    drop(go_on);
    window.wait("the answer", |window| !window.shows("does not answer"));
    saved(&home, &mut window);
}

#[test]
fn whoever_leaves_a_disk_that_does_not_answer_is_not_kept_and_nothing_comes_later() {
    let home = Home::new();
    let mut window = marked(&home);
    let before = fs::read(home.path(SET)).unwrap();
    let go_on = stalled(&mut window);
    window.mark("4,000", "3");
    let began = Instant::now();
    window.press("Ctrl+W");
    window.frame();
    assert!(began.elapsed() < Duration::from_secs(5), "the window hangs");
    assert!(window.labelling().is_some() && window.shows("does not answer"));
    let leave = window.button("Leave with a copy");
    window.click(leave);
    window.frame();
    assert!(
        window.labelling().is_none() && window.shows("rescued"),
        "{:#?}",
        window.texts()
    );
    assert_eq!(copies(&home).len(), 1);
    // It answers at last: what was given up is not written over whatever is there by then.
    home.write(SET, "somebody else's");
    drop(go_on);
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(
        fs::read_to_string(home.path(SET)).unwrap(),
        "somebody else's"
    );
    home.write(SET, before);
    let rescued = home.config().join("state/rescued").join(&copies(&home)[0]);
    let copy = format::read(&fs::read(rescued).unwrap()).unwrap();
    assert_eq!(copy.annotations.len(), 2);
}

#[test]
fn a_window_on_a_disk_that_does_not_answer_can_be_closed() {
    let home = Home::new();
    let mut window = marked(&home);
    let _go_on = stalled(&mut window);
    window.mark("4,000", "3");
    let began = Instant::now();
    assert!(!window.ask_to_close(), "it stays for a decision");
    let leave = window.button("Leave with a copy");
    window.click(leave);
    window.frame();
    assert!(window.asks_to_close());
    assert!(window.close());
    assert!(began.elapsed() < Duration::from_secs(8));
    assert_eq!(copies(&home).len(), 1);
}

/// What the list of versions says, row by row.
fn versions(window: &Window) -> Vec<String> {
    window.labels_of(egui::accesskit::Role::ListBoxOption)
}

/// Waits for so many versions that say this of what differs.
#[track_caller]
fn wait_for_versions(window: &mut Window, said: &[&str]) {
    window.wait("the versions", |window| {
        let rows = versions(window);
        rows.len() == said.len() && rows.iter().zip(said).all(|(row, said)| row.ends_with(said))
    });
}

#[test]
fn an_earlier_version_is_looked_at_and_brought_back_and_undo_takes_it_back() {
    let home = Home::new();
    drop(marked(&home));
    let mut window = home.open(&home.path("news/story.txt"));
    window.mark("4,000", "3");
    window.mark("Anna Roe", "1");
    window.autosave();
    window.press("Alt+7");
    wait_for_versions(&mut window, &["1 claim; without 2 marks made since"]);
    assert!(
        versions(&window)[0].starts_with("today "),
        "{:?}",
        versions(&window)
    );
    // By keys alone: from the row to the button.
    window.frame();
    assert_eq!(window.focused().unwrap().1, versions(&window)[0]);
    window.press("Enter");
    window.wait("the comparison", |window| {
        window.shows("Without 2 marks made since")
    });
    let made = window.labels_of(egui::accesskit::Role::ListItem);
    assert_eq!(
        made,
        [
            "claim: Anna Roe, made since, and would go",
            "figure: 4,000, made since, and would go"
        ]
    );
    window.press("Tab");
    assert_eq!(window.focused().unwrap().1, "Bring it back");
    window.press("Enter");
    assert_eq!(window.told(), ["claim: no plan"]);
    assert!(
        window.says().starts_with("Brought back from today "),
        "{}",
        window.says()
    );
    window.autosave();
    assert_eq!(words(&home), ["no plan"]);
    // What it was until then is a version too.
    wait_for_versions(
        &mut window,
        &[
            "2 claims, 1 figure; 2 marks that went since",
            "1 claim; as it is now",
        ],
    );
    window.press("Ctrl+Z");
    assert_eq!(window.told().len(), 3);
    window.autosave();
    assert_eq!(words(&home).len(), 3);
    assert_sound(&home.path(SET));
}

#[test]
fn a_version_of_another_text_is_brought_back_and_then_taken_over() {
    let home = Home::new();
    drop(marked(&home));
    let changed = crate::desk::STORY.replace("denied that too", "denied it too");
    home.write("news/story.txt", changed);
    let mut window = home.open(&home.path("news/story.txt"));
    window.press("Enter");
    window.wait("the marks", |window| window.desk().may_change().is_ok());
    window.mark("4,000", "3");
    window.autosave();
    window.press("Alt+7");
    wait_for_versions(&mut window, &["1 claim; without 1 mark made since"]);
    let row = window.row(&versions(&window)[0]);
    window.click(row);
    window.wait("the comparison", |window| {
        window.shows("It is of another text of the article")
    });
    let back = window.button("Bring it back");
    window.click(back);
    assert!(window.desk().is_behind(), "its marks are to be taken over");
    window.press("Ctrl+Z");
    assert!(window.desk().may_change().is_ok());
    assert_eq!(window.told(), ["claim: no plan", "figure: 4,000"]);
}

#[test]
fn one_version_is_kept_every_ten_minutes_and_one_when_one_leaves() {
    let home = Home::new();
    let mut window = marked(&home);
    let kept = |home: &Home| {
        let shelf = claimark::versions::Shelf::of(&home.config().join("state"), &home.path(SET));
        shelf.list().unwrap().len()
    };
    assert_eq!(kept(&home), 0, "there was nothing before");
    for words in ["4,000", "Anna Roe", "the old bridge"] {
        window.mark(words, "1");
        window.autosave();
    }
    assert_eq!(kept(&home), 0);
    window.rest(600.0);
    window.mark("the mayor", "1");
    window.autosave();
    wait_until(|| kept(&home) == 1);
    window.mark("denied", "2");
    window.press("Ctrl+W");
    wait_until(|| kept(&home) == 2);
    // Nothing is done: nothing is kept.
    let mut window = home.open(&home.path("news/story.txt"));
    window.press("Ctrl+W");
    assert_eq!(kept(&home), 2);
}

fn wait_until(is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(10));
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn with_no_versions_wanted_none_are_kept() {
    let home = Home::new();
    home.write("config/settings.ron", "(versions: 0)");
    drop(marked(&home));
    let mut window = home.open(&home.path("news/story.txt"));
    window.mark("4,000", "3");
    window.autosave();
    window.press("Alt+7");
    window.frame();
    assert!(window.shows("No earlier versions are kept"));
    assert!(!Path::new(&home.config().join("state/versions")).exists());
}

#[cfg(unix)]
#[test]
fn what_does_not_open_can_be_left() {
    let home = Home::new();
    let mut window = marked(&home);
    window.press("Ctrl+W");
    assert!(window.labelling().is_none());
    let row = window.button("story.txt");
    window.click(row);
    window.press("Escape");
    // Either it was there already, or it is waited for no longer; never does the window hang.
    window.frame();
    assert!(!window.shows("Esc stops waiting for it"));
}
