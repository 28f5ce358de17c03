//! The session ends while somebody marks: the program hears of it by a signal, saves and closes.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use super::{
    acts::Act,
    display::{Display, Running},
    line, on_disk,
};

/// Between an act and the signal: the autosave would take eight times as long.
const BETWEEN: Duration = Duration::from_millis(100);

/// How long the end may take on a busy machine. A window that does not close by itself is ended after five seconds, by the signal.
const PROMPT: Duration = Duration::from_secs(5);

/// A folder with an article of a few lines.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let story: Vec<_> = (0..9).map(line).collect();
    fs::write(home.path().join("story.txt"), story.join("\n")).unwrap();
    home
}

fn end(running: Running, signal: &str) {
    let (status, time) = running.end(signal);
    assert!(status.success(), "SIG{signal}: {status}");
    assert!(time < PROMPT, "SIG{signal}: {time:?}");
}

fn wait_for(set_file: &Path, article: &Path, marks: usize) {
    let begun = Instant::now();
    loop {
        let there = on_disk(set_file, article);
        if there.len() == marks {
            return;
        }
        assert!(begun.elapsed() < super::SAVED_WITHIN, "{there:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_mark_made_just_before_the_session_ends_is_in_the_file() {
    let Some(display) = Display::start() else {
        return;
    };
    let home = home();
    let (article, set_file) = (
        home.path().join("story.txt"),
        home.path().join("story.ada.ron"),
    );
    for (before, signal) in ["TERM", "INT", "HUP"].into_iter().enumerate() {
        let running = Running::start(&display, home.path(), &article);
        display.press(&["ctrl+Home"]);
        for _ in 0..before {
            display.press(&["Down"]);
        }
        // The window takes a moment until it hears the first key.
        std::thread::sleep(Duration::from_millis(300));
        display.press(&Act::Mark(0).keys());
        std::thread::sleep(BETWEEN);
        end(running, signal);
        assert_eq!(
            on_disk(&set_file, &article).len(),
            before + 1,
            "SIG{signal}"
        );
    }
}

#[test]
fn somebody_elses_change_and_the_own_marks_are_both_kept_when_the_session_ends() {
    let Some(display) = Display::start() else {
        return;
    };
    let home = home();
    let (article, set_file) = (
        home.path().join("story.txt"),
        home.path().join("story.ada.ron"),
    );
    let running = Running::start(&display, home.path(), &article);
    display.press(&["ctrl+Home"]);
    std::thread::sleep(Duration::from_millis(300));
    display.press(&Act::Mark(0).keys());
    wait_for(&set_file, &article, 1);
    fs::write(&set_file, "not a set").unwrap();
    display.press(&Act::Mark(1).keys());
    std::thread::sleep(BETWEEN);
    end(running, "TERM");
    assert_eq!(fs::read(&set_file).unwrap(), b"not a set");
    let copy = home.path().join("story.ada.mine-1.ron");
    assert_eq!(on_disk(&copy, &article).len(), 2);
}
