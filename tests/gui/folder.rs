//! A folder of articles as a project: listed with states, filtered, sorted, gone through by keys, with the sets of others hidden.

use std::fs;

use egui::accesskit::Role;
use egui_kittest::kittest::NodeT;

use crate::{
    desk::{Home, STORY, Window, assert_sound},
    recovering::crash,
};

/// A folder `news` with these articles, each another text.
fn news(names: &[&str]) -> Home {
    let home = Home::new();
    for name in names {
        home.write(&format!("news/{name}.txt"), format!("{STORY}{name}.\n"));
    }
    home
}

/// Opens the folder for somebody and waits until all is known.
fn open(home: &Home, annotator: &str) -> Window {
    let mut window = home.window(Some(&home.path("news")), Some(annotator));
    window.wait("the folder", |window| {
        window.shows("done") && !window.shows("Looking at") && !window.shows("not looked at")
    });
    window.frame();
    window
}

fn wait_for(window: &mut Window, article: &str) {
    window.wait(article, |window| {
        let open = window.labelling();
        open.is_some_and(|labelling| labelling.desk.article.ends_with(article))
    });
    window.frame();
}

/// The row that one is at.
fn current(window: &mut Window) -> String {
    let nodes = window.harness().root().children_recursive();
    let rows: Vec<_> = nodes
        .map(|node| node.accesskit_node())
        .filter(|node| node.role() == Role::ListBoxOption && node.is_selected() == Some(true))
        .filter_map(|node| node.label())
        .collect();
    let [row] = &rows[..] else {
        panic!("{rows:?} of {:?}", window.rows())
    };
    row.clone()
}

#[test]
fn the_whole_way_by_keys() {
    let home = news(&["alpha", "beta one", "beta two", "gamma"]);
    let mut window = open(&home, "ada");
    assert!(window.shows("0 of 4 articles done"));
    assert_eq!(
        window.rows(),
        [
            "alpha.txt, untouched",
            "beta one.txt, untouched",
            "beta two.txt, untouched",
            "gamma.txt, untouched",
        ]
    );
    // The list says which of its rows one is at.
    let (role, name, _) = window.focused().unwrap();
    assert_eq!(
        (role, &*name),
        (Role::ListBoxOption, "alpha.txt, untouched")
    );
    window.keys(&["Down", "Down", "Up"]);
    assert_eq!(current(&mut window), "beta one.txt, untouched");
    window.press("End");
    assert_eq!(current(&mut window), "gamma.txt, untouched");
    window.press("Home");
    assert_eq!(current(&mut window), "alpha.txt, untouched");
    window.press("/");
    assert!(window.field("Filter of the articles").is_focused());
    window.types("beta");
    assert_eq!(window.rows().len(), 2);
    window.press("Enter");
    wait_for(&mut window, "beta one.txt");
    assert!(window.shows("beta one.txt · ada · 1 of 2"));
    window.mark("no plan", "1");
    window.press("u");
    window.press("Ctrl+D");
    assert_eq!(window.says(), "Done; 1 mark is unsure");
    assert!(window.shows("Done"));
    window.press("Alt+Right");
    wait_for(&mut window, "beta two.txt");
    assert!(window.shows("beta two.txt · ada · 2 of 2"));
    window.press("Alt+Right");
    assert_eq!(window.says(), "This is the last article of the list");
    let set = home.set("news/beta one.ada.ron");
    assert!(set.done && set.annotations.len() == 1);
    window.press("Ctrl+W");
    window.frame();
    assert_eq!(
        window.rows(),
        [
            "beta one.txt, done, 1 claim, 1 unsure, 1 to finish",
            "beta two.txt, untouched",
        ]
    );
    assert_eq!(current(&mut window), "beta two.txt, untouched");
    assert!(window.shows("1 of 4 articles done"));
    assert_eq!(window.typed("Filter of the articles"), "beta");
    // Back: first the filter goes, then the folder.
    window.press("Escape");
    assert_eq!(window.rows().len(), 4);
    assert_eq!(current(&mut window), "beta two.txt, untouched");
    window.press("Escape");
    assert!(window.shows("Recent"));
    // And the next time the same is found on disk.
    let again = open(&home, "ada");
    assert_eq!(
        again.rows()[1],
        "beta one.txt, done, 1 claim, 1 unsure, 1 to finish"
    );
}

#[test]
fn done_is_undone_by_its_key_and_by_undo_and_is_saved_without_marks() {
    let home = news(&["a", "b"]);
    let mut window = open(&home, "ada");
    window.press("Enter");
    wait_for(&mut window, "a.txt");
    window.press("Ctrl+D");
    assert_eq!(window.says(), "Done");
    window.autosave();
    assert!(home.set("news/a.ada.ron").done);
    assert_sound(&home.path("news/a.ada.ron"));
    window.press("Ctrl+D");
    assert_eq!(window.says(), "Taken up again: not done");
    window.press("Ctrl+Z");
    assert!(window.desk().set().done);
    // While one types, too.
    window.press("/");
    window.press("Ctrl+D");
    assert!(!window.desk().set().done);
    window.press("Ctrl+D");
    window.press("Escape");
    window.press("Ctrl+W");
    assert!(window.labelling().is_none());
    window.frame();
    assert_eq!(window.rows(), ["a.txt, done", "b.txt, untouched"]);
}

#[test]
fn what_may_not_be_changed_is_not_done_either() {
    let home = news(&["a"]);
    home.write("news/a.ada.ron", "Claimark(version: 7, marks: [])");
    let mut window = open(&home, "ada");
    assert_eq!(window.rows(), ["a.txt, needs review, 1 finding"]);
    window.press("Enter");
    wait_for(&mut window, "a.txt");
    window.press("Ctrl+D");
    assert!(
        window.says().contains("newer Claimark"),
        "{}",
        window.says()
    );
}

#[test]
fn the_next_that_is_not_done_is_a_key() {
    let home = news(&["a", "b", "c", "d"]);
    let mut window = open(&home, "ada");
    window.press("Enter");
    for article in ["a.txt", "b.txt", "c.txt"] {
        wait_for(&mut window, article);
        window.press("Ctrl+D");
        window.press("Alt+Right");
    }
    wait_for(&mut window, "d.txt");
    window.keys(&["Alt+Left"]);
    wait_for(&mut window, "c.txt");
    window.press("Alt+Left");
    wait_for(&mut window, "b.txt");
    window.press("Alt+Shift+Right");
    wait_for(&mut window, "d.txt");
    window.press("Alt+Shift+Right");
    assert_eq!(
        window.says(),
        "You are done with all articles that come after this one"
    );
}

#[test]
fn rows_are_filtered_by_state_and_sorted_and_the_walk_follows() {
    let home = news(&["a", "b", "c"]);
    let mut window = open(&home, "ada");
    window.press("End");
    window.press("Enter");
    wait_for(&mut window, "c.txt");
    window.mark("no plan", "1");
    window.press("Ctrl+W");
    window.frame();
    let marks = window.button("Sort by marks");
    window.click(marks);
    assert_eq!(window.rows()[0], "c.txt, in progress, 1 claim, 1 to finish");
    assert!(window.has(Role::Button, "Sorted by marks, descending"));
    window.press("Home");
    window.press("Enter");
    wait_for(&mut window, "c.txt");
    assert!(window.shows("1 of 3"));
    window.press("Alt+Right");
    wait_for(&mut window, "b.txt");
    window.press("Ctrl+W");
    window.frame();
    let untouched = window.button("Untouched 2");
    window.click(untouched);
    assert_eq!(window.rows().len(), 2);
    assert!(window.shows("In progress 1") && window.shows("All 3"));
}

#[test]
fn sets_of_others_are_hidden_until_they_are_wanted_and_then_only_shown() {
    let home = news(&["a", "b"]);
    let mut bob = open(&home, "bob");
    bob.press("Enter");
    wait_for(&mut bob, "a.txt");
    bob.mark("no plan", "1");
    bob.press("Ctrl+D");
    assert!(bob.close());
    let before = fs::read_to_string(home.path("news/a.bob.ron")).unwrap();
    let mut window = open(&home, "ada");
    assert_eq!(window.rows(), ["a.txt, untouched", "b.txt, untouched"]);
    assert!(!window.shows("bob") && window.shows("0 of 2 articles done"));
    let toggle = window.button("Colleagues’ sets");
    window.click(toggle);
    let theirs = "a.txt, set of bob, done, 1 claim, 1 to finish";
    assert_eq!(
        window.rows(),
        ["a.txt, untouched", theirs, "b.txt, untouched"]
    );
    assert!(window.shows("0 of 2 articles done"));
    let row = window.row(theirs);
    window.click(row);
    wait_for(&mut window, "a.txt");
    assert_eq!(window.told(), ["claim: no plan"]);
    assert!(window.shows("This is the set of bob: it is shown, not changed"));
    window.mark("4,000", "3");
    window.press("Ctrl+D");
    // Nor is anything taken back that Bob did.
    window.press("Ctrl+Z");
    window.rest(3.0);
    assert_eq!(window.marks().len(), 1);
    window.press("Ctrl+W");
    assert_eq!(
        fs::read_to_string(home.path("news/a.bob.ron")).unwrap(),
        before
    );
    window.frame();
    assert_eq!(window.rows().len(), 3);
    // The article itself is her own.
    window.press("Home");
    window.press("Enter");
    wait_for(&mut window, "a.txt");
    assert!(window.marks().is_empty());
    assert!(window.close());
    let again = open(&home, "ada");
    assert_eq!(again.rows().len(), 2, "hidden at every start");
}

#[test]
fn a_renamed_article_keeps_its_set() {
    let home = news(&["a", "b"]);
    let mut window = open(&home, "ada");
    window.press("Enter");
    wait_for(&mut window, "a.txt");
    window.mark("no plan", "1");
    assert!(window.close());
    fs::rename(home.path("news/a.txt"), home.path("news/renamed.txt")).unwrap();
    let mut window = open(&home, "ada");
    assert_eq!(
        window.rows(),
        [
            "b.txt, untouched",
            "renamed.txt, in progress, 1 claim, 1 to finish"
        ]
    );
    window.press("End");
    window.press("Enter");
    wait_for(&mut window, "renamed.txt");
    assert!(
        window.says().contains("Found by its text"),
        "{}",
        window.says()
    );
    assert_eq!(window.told(), ["claim: no plan"]);
    window.autosave();
    assert_eq!(home.set("news/a.ada.ron").article.file, "renamed.txt");
    assert_sound(&home.path("news/a.ada.ron"));
}

#[test]
fn files_that_come_are_seen_when_the_window_is_come_back_to_or_asked_to_look() {
    let home = news(&["a", "b"]);
    let mut window = open(&home, "ada");
    window.press("End");
    window.focus_window(false);
    home.write("news/0.txt", "A new one.");
    window.focus_window(true);
    window.wait("the new one", |window| window.rows().len() == 3);
    window.frame();
    assert_eq!(
        current(&mut window),
        "b.txt, untouched",
        "one stays where one is"
    );
    fs::remove_file(home.path("news/a.txt")).unwrap();
    window.press("F5");
    window.wait("the one that went", |window| window.rows().len() == 2);
    assert_eq!(window.rows(), ["0.txt, untouched", "b.txt, untouched"]);
}

#[test]
fn of_thousands_of_articles_only_those_in_view_are_shown() {
    let home = Home::new();
    for number in 0..3000 {
        home.write(
            &format!("news/{}/article {number:04}.txt", number / 500),
            format!("{STORY}{number}"),
        );
    }
    let mut window = open(&home, "ada");
    assert!(window.shows("0 of 3,000 articles done"));
    assert!(window.rows().len() < 60, "{}", window.rows().len());
    window.press("End");
    window.frame();
    assert_eq!(current(&mut window), "5/article 2999.txt, untouched");
    window.press("PageUp");
    window.frame();
    assert!(current(&mut window).starts_with("5/article 29"));
    window.press("Ctrl+F");
    window.types("1234");
    assert_eq!(window.rows(), ["2/article 1234.txt, untouched"]);
    window.press("Escape");
    window.press("Escape");
    window.frame();
    assert_eq!(current(&mut window), "2/article 1234.txt, untouched");
}

#[test]
fn an_empty_folder_says_what_to_do() {
    let home = Home::new();
    fs::create_dir_all(home.path("news")).unwrap();
    let mut window = home.window(Some(&home.path("news")), Some("ada"));
    window.wait("the folder", |window| window.shows("No articles here"));
    window.press("Escape");
    assert!(window.labelling().is_none());
}

#[test]
fn what_was_never_saved_is_said_in_the_row_until_it_is_decided_about() {
    let home = news(&["a", "b", "c", "d"]);
    // One is saved, one was never saved at all, one has a mark more than its file, and one belongs to somebody else.
    for (name, annotator, marks) in [
        ("a", "ada", 1),
        ("b", "ada", 0),
        ("c", "ada", 1),
        ("d", "ben", 0),
    ] {
        let path = home.path(&format!("news/{name}.txt"));
        let mut window = home.window(Some(&path), Some(annotator));
        wait_for(&mut window, &format!("{name}.txt"));
        if marks == 1 {
            window.mark("no plan", "1");
            window.autosave();
        }
        if name != "a" {
            window.mark("4,000", "3");
        }
        crash(&home, [window]);
    }
    let mut window = open(&home, "ada");
    assert_eq!(
        window.rows(),
        [
            "a.txt, in progress, 1 claim, 1 to finish",
            "b.txt, needs review, not saved: open it",
            "c.txt, needs review, not saved: open it, 1 claim, 1 to finish",
            "d.txt, untouched",
        ]
    );
    window.keys(&["Down", "Enter"]);
    wait_for(&mut window, "b.txt");
    assert!(window.shows("before 1 act was saved"));
    // Left without a decision.
    window.press("Ctrl+W");
    window.frame();
    assert_eq!(window.rows()[1], "b.txt, needs review, not saved: open it");
    window.press("Enter");
    wait_for(&mut window, "b.txt");
    window.press("Enter");
    window.press("Ctrl+W");
    window.frame();
    assert_eq!(
        window.rows()[1],
        "b.txt, in progress, 1 figure, 1 to finish"
    );
    // And the next time the disk says the same.
    drop(window);
    let again = open(&home, "ada");
    assert_eq!(again.rows()[1], "b.txt, in progress, 1 figure, 1 to finish");
    assert_eq!(
        again.rows()[2],
        "c.txt, needs review, not saved: open it, 1 claim, 1 to finish"
    );
}

#[test]
fn the_order_is_natural_and_the_row_that_one_is_at_stays_in_view() {
    let names: Vec<_> = (1..=120).map(|number| format!("a{number}")).collect();
    let home = news(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let mut window = open(&home, "ada");
    assert_eq!(
        window.rows()[..3],
        [
            "a1.txt, untouched",
            "a2.txt, untouched",
            "a3.txt, untouched"
        ]
    );
    let last = "a120.txt, untouched";
    window.press("End");
    assert_eq!(current(&mut window), last);
    // In the other order it is the first.
    let name = window.button("Sorted by name, ascending");
    window.click(name);
    assert_eq!(
        (current(&mut window).as_str(), window.rows()[0].as_str()),
        (last, last)
    );
    let name = window.button("Sorted by name, descending");
    window.click(name);
    assert_eq!(current(&mut window), last);
    // With fewer rows, and with all of them again.
    window.press("/");
    window.types("0");
    window.press("Escape");
    window.press("Home");
    window.press("End");
    window.press("/");
    window.types("a1");
    window.frame();
    assert_eq!(current(&mut window), last);
    window.press("Escape");
    window.frame();
    assert_eq!(current(&mut window), last);
    window.press("Enter");
    wait_for(&mut window, "a120.txt");
    window.press("Alt+Left");
    wait_for(&mut window, "a119.txt");
    window.press("Ctrl+W");
    assert_eq!(current(&mut window), "a119.txt, untouched");
}
