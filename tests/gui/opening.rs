//! Opening: a name asked once, the start page, folders, and what can't be opened or changed.

use std::fs;

use egui::accesskit::Role;

use crate::desk::{Home, STORY, Window};

fn wait_for_article(window: &mut Window) {
    window.wait("the article", |window| window.labelling().is_some());
    window.frame();
}

#[test]
fn the_name_is_asked_once() {
    let home = Home::new();
    let story = home.write("story.txt", STORY);
    let mut window = home.window(Some(&story), None);
    window.wait("the question", |window| window.shows("Who is marking?"));
    window.rest(0.2);
    let field = "Your name stands in each set that you make, and in the name of its file.";
    assert!(window.field(field).is_focused());
    window.types_anew("Ada L.");
    window.press("Enter");
    wait_for_article(&mut window);
    assert!(window.on_page());
    window.mark("no plan", "1");
    window.autosave();
    assert_eq!(window.only().by, "Ada L.");
    let [set, _] = &home.files()[..] else {
        panic!("{:?}", home.files())
    };
    assert_eq!(home.set(set).annotator, "Ada L.");
    assert!(window.close());
    let mut again = home.window(Some(&story), None);
    wait_for_article(&mut again);
    assert_eq!(again.told(), ["claim: no plan"]);
}

#[test]
fn the_first_time_the_sample_opens() {
    let home = Home::new();
    let mut window = home.window(None, None);
    wait_for_article(&mut window);
    assert!(!window.marks().is_empty());
    assert!(window.desk().article.ends_with("varre-bay.txt"));
}

#[test]
fn later_the_start_page_offers_what_was_open_lately() {
    let home = Home::new();
    let _ = home.open_story().close();
    let mut window = home.window(None, Some("ada"));
    window.frame();
    assert!(window.shows("Recent"));
    let row = window.button("story.txt");
    window.click(row);
    wait_for_article(&mut window);
    assert_eq!(window.desk().document.text(), STORY);
    window.press("Ctrl+W");
    assert!(window.labelling().is_none() && window.shows("Recent"));
}

#[test]
fn a_folder_is_walked_through_article_by_article() {
    let home = Home::new();
    home.write("news/a.txt", "The first article.");
    home.write("news/b.txt", "The second article.");
    home.write("news/b.ada.ron", "");
    home.write("news/picture.png", "");
    let mut window = home.window(Some(&home.path("news")), Some("ada"));
    window.wait("the folder", |window| window.shows("2 articles"));
    window.wait("the states", |window| {
        window.has(Role::ListBoxOption, "a.txt, untouched")
    });
    let row = window.row("a.txt, untouched");
    window.click(row);
    wait_for_article(&mut window);
    window.mark("The first", "1");
    window.press("Alt+Right");
    window.wait("the next article", |window| {
        window
            .labelling()
            .is_some_and(|labelling| labelling.desk.article.ends_with("b.txt"))
    });
    assert_eq!(home.set("news/a.ada.ron").annotations.len(), 1);
    window.press("Ctrl+PageDown");
    assert_eq!(window.says(), "This is the last article of the list");
    window.press("Alt+Left");
    window.wait("the article before", |window| {
        window
            .labelling()
            .is_some_and(|labelling| labelling.desk.article.ends_with("a.txt"))
    });
    window.frame();
    assert_eq!(window.told(), ["claim: The first"]);
    window.press("Ctrl+W");
    assert!(window.shows("2 articles"));
    window.press("Escape");
    assert!(window.shows("Recent"));
}

#[test]
fn a_path_can_be_typed() {
    let home = Home::new();
    let story = home.write("story.txt", STORY);
    let other = home.write("other.txt", "Another one.");
    let mut window = home.open(&story);
    window.press("Ctrl+Shift+O");
    let field = "Path of an article, a set or a folder";
    assert!(window.field(field).is_focused());
    window.types("no");
    window.press("Escape");
    window.frame();
    assert!(!window.has(Role::TextInput, field));
    assert!(window.on_page());
    window.press("Ctrl+Shift+O");
    assert_eq!(window.typed(field), "");
    window.types(other.to_str().unwrap());
    window.press("Enter");
    window.wait("the other article", |window| {
        window
            .labelling()
            .is_some_and(|labelling| labelling.desk.article == other)
    });
    assert!(!window.has(Role::TextInput, field));
}

#[test]
fn what_can_not_be_read_is_said_in_one_sentence() {
    let home = Home::new();
    let _ = home.open_story().close();
    let gone = home.path("gone.txt");
    let picture = home.write("picture.txt", [0x89, b'P', b'N', b'G', 0, 0, 0, 13]);
    let broken = home.write("story.bob.ron", "Claimark(version: 1, articl");
    for (path, words) in [
        (&gone, "gone.txt"),
        (&picture, "picture.txt"),
        (&broken, "story.bob.ron:1:"),
    ] {
        let mut window = home.window(Some(path), Some("ada"));
        window.wait(words, |window| {
            window.shows(words) && window.shows("Dismiss")
        });
        window.frame();
        assert!(window.shows("Recent"), "the start page is there");
        let dismiss = window.button("Dismiss");
        window.click(dismiss);
        assert!(!window.shows("Dismiss"));
    }
}

#[test]
fn settings_that_can_not_be_read_are_said_and_left_as_they_are() {
    let home = Home::new();
    home.write("config/settings.ron", "(annotator: 3)");
    let window = home.open_story();
    assert!(window.shows("settings.ron:1:"), "{:#?}", window.texts());
    let settings = fs::read_to_string(home.path("config/settings.ron")).unwrap();
    assert_eq!(settings, "(annotator: 3)");
}

#[test]
fn a_set_of_a_newer_version_is_shown_as_such_and_never_overwritten() {
    let home = Home::new();
    home.write("story.ada.ron", "Claimark(version: 7, marks: [])");
    let mut window = home.open_story();
    assert!(window.shows("newer Claimark"));
    window.mark("no plan", "1");
    assert!(window.marks().is_empty());
    assert!(window.says().contains("newer Claimark"));
    window.press("Ctrl+S");
    window.rest(3.0);
    assert!(window.close());
    let set = fs::read_to_string(home.path("story.ada.ron")).unwrap();
    assert_eq!(set, "Claimark(version: 7, marks: [])");
    assert_eq!(home.files(), ["story.ada.ron", "story.txt"]);
}

#[test]
fn on_a_changed_article_nothing_can_be_changed_before_the_marks_are_taken_over() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.mark("4,000", "3");
    assert!(window.close());
    let before = fs::read_to_string(home.path("story.ada.ron")).unwrap();
    home.write("story.txt", STORY.replace("4,000", "5,000"));
    let mut window = home.open(&home.path("story.txt"));
    assert!(window.shows("1 of 2 stands as it was, 1 needs you"));
    assert_eq!(window.told(), ["claim: no plan"]);
    window.mark("5,000", "3");
    window.press("Tab");
    window.keys(&["2", "Delete", "u", "Ctrl+Z"]);
    window.press("n");
    window.types("a note");
    window.press("Escape");
    window.rest(3.0);
    assert!(
        window.says().is_empty() || window.says().contains("take them over first"),
        "{}",
        window.says()
    );
    window.keys(&["Ctrl+S", "b", "h", "m"]);
    window.rest(2.0);
    assert_eq!(window.marks().len(), 2);
    assert!(window.close());
    assert_eq!(
        fs::read_to_string(home.path("story.ada.ron")).unwrap(),
        before
    );
}

#[test]
fn a_set_can_be_opened_itself() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    assert!(window.close());
    let mut again = home.window(Some(&home.path("story.ada.ron")), Some("bob"));
    wait_for_article(&mut again);
    assert_eq!(again.told(), ["claim: no plan"]);
    again.mark("4,000", "3");
    assert_eq!(
        again.says(),
        "This is the set of ada: it is shown, not changed"
    );
    assert_eq!(again.marks().len(), 1);
    let anyway = again.button("Change it all the same");
    again.click(anyway);
    again.mark("4,000", "3");
    again.autosave();
    let by: Vec<_> = home
        .set("story.ada.ron")
        .annotations
        .iter()
        .map(|mark| mark.by.clone())
        .collect();
    assert_eq!(
        by,
        ["ada", "bob"],
        "who marks in somebody else's set signs with their own name"
    );
    let mut nameless = home.window(Some(&home.path("story.ada.ron")), None);
    nameless.wait("the question", |window| window.shows("Who is marking?"));
}

#[test]
fn whoever_is_asked_for_a_name_can_go_back() {
    let home = Home::new();
    let _ = home.open_story().close();
    let mut window = home.window(Some(&home.path("story.txt")), None);
    window.wait("the question", |window| window.shows("Who is marking?"));
    window.frame();
    window.press("Escape");
    window.frame();
    assert!(window.shows("Recent"), "{:#?}", window.texts());
}

#[test]
fn a_note_being_typed_goes_with_its_article() {
    let home = Home::new();
    home.write("zebra.txt", "Another article.");
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.press("n");
    window.types("ask her");
    window.press("Ctrl+PageDown");
    window.wait("the next article", |window| {
        window
            .labelling()
            .is_some_and(|labelling| labelling.desk.article.ends_with("zebra.txt"))
    });
    assert_eq!(home.set("story.ada.ron").annotations[0].note, "ask her");
}

#[test]
fn the_size_of_the_letters_and_the_colours_are_kept() {
    let home = Home::new();
    let mut window = home.open_story();
    window.keys(&["Ctrl+Plus", "Ctrl+Plus", "Ctrl+Minus", "F7", "F8"]);
    assert!(window.close());
    let kept = claimark::gui::settings::Settings::load(&home.config()).unwrap();
    assert_eq!(kept.text_size, 19.0);
    assert_eq!(kept.theme, claimark::gui::settings::Theme::Dark);
    assert!(!kept.trim_blanks);
}
