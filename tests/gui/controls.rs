//! Every control of every screen has a name, and menus and help show the table of commands.

use claimark::gui::command;
use egui::accesskit::{Action, Role};
use egui_kittest::kittest::NodeT;

use crate::desk::{Home, STORY, Window};

/// Whatever can be clicked or typed into has a name.
#[track_caller]
fn assert_named(window: &mut Window, screen: &str) {
    let nodes = window.harness().root().children_recursive();
    let unnamed: Vec<_> = nodes
        .map(|node| node.accesskit_node())
        .filter(|node| {
            let data = node.data();
            data.supports_action(Action::Click) && !data.is_disabled()
        })
        // egui's own scroll bars and windows have none.
        .filter(|node| {
            let nameless = [
                Role::GenericContainer,
                Role::Unknown,
                Role::Window,
                Role::ScrollBar,
            ];
            !nameless.contains(&node.role())
        })
        .filter(|node| {
            let name = node.label().or_else(|| node.value());
            name.is_none_or(|name| name.trim().is_empty())
        })
        .filter(|node| node.data().placeholder().is_none())
        .map(|node| format!("{:?} at {:?}", node.role(), node.raw_bounds()))
        .collect();
    assert_eq!(unnamed, [""; 0], "{screen}");
}

#[test]
fn every_control_has_a_name() {
    let home = Home::new();
    let mut window = home.open_story();
    assert_named(&mut window, "an article without marks");
    window.mark("the old bridge would be closed", "1");
    assert_named(&mut window, "a claim");
    window.mark("There is no plan", "2");
    window.keys(&["l", "Enter"]);
    assert_named(&mut window, "a denial with a link");
    window.press("l");
    assert_named(&mut window, "offered claims");
    window.press("Escape");
    window.mark("4,000", "3");
    assert_named(&mut window, "a figure");
    window.press("@");
    window.types("5,000");
    window.press("Enter");
    assert_named(&mut window, "a figure whose words say something else");
    window.press("k");
    window.wait("likely marks", |window| !window.shows("Looking for"));
    assert_named(&mut window, "likely marks");
    window.press("k");
    window.press("/");
    assert_named(&mut window, "the find bar");
    window.press("Ctrl+Shift+O");
    assert_named(&mut window, "the field for a path");
    window.press("Escape");
    window.press("F1");
    assert_named(&mut window, "the keys");
    window.press("Escape");
    window.press("Ctrl+K");
    assert_named(&mut window, "the commands");
    window.press("Escape");
    window.press("Alt+5");
    assert_named(&mut window, "the look of the page");
    window.press("Alt+6");
    assert_named(&mut window, "no mark without a place");
    window.autosave();
    home.write(
        "story.txt",
        STORY
            .replace("4,000", "5,000")
            .replace("pays", "pays up to"),
    );
    window.focus_window(false);
    window.focus_window(true);
    window.wait("news", |window| window.shows("Look at it"));
    assert_named(&mut window, "an article that was changed on disk");
    window.press("Enter");
    window.wait("verdicts", |window| {
        window.shows("need you") || window.shows("needs you")
    });
    assert_named(&mut window, "an article that has changed");
    window.press("Enter");
    assert!(window.shows("Where does"));
    assert_named(&mut window, "a review");
    window.press("Ctrl+W");
    assert!(window.labelling().is_none());
    assert_named(&mut window, "the start page");
    let mut folder = home.window(Some(&home.path("")), Some("ada"));
    folder.wait("the folder", |window| window.shows("1 article"));
    assert_named(&mut folder, "a folder");
    let theirs = folder.button("Colleagues’ sets");
    folder.click(theirs);
    home.write("story.bob.ron", "");
    folder.press("F5");
    folder.wait("the set", |window| window.shows("set of bob"));
    assert_named(&mut folder, "a folder with the sets of others");
    let mut name = home.window(Some(&home.path("story.txt")), None);
    name.wait("the question", |window| window.shows("Who is marking?"));
    assert_named(&mut name, "the question for the name");
}

#[test]
fn the_menus_can_be_opened_and_do_what_they_say() {
    let home = Home::new();
    let mut window = home.open_story();
    for (menu, item) in [
        ("File", "Save now"),
        ("Edit", "Select everything"),
        ("Mark", "Blanks at the ends"),
        ("View", "Larger text"),
        ("Help", "Keys"),
    ] {
        let opener = window.button(menu);
        window.click(opener);
        assert_named(&mut window, menu);
        let item = window.button(item);
        window.click(item);
    }
    assert_eq!(window.selected(), STORY);
    assert!(window.shows("Single letters act only while no text field has the focus."));
}

#[test]
fn the_help_lists_every_command_and_keys_do_nothing_behind_it() {
    let home = Home::new();
    let mut window = home.open_story();
    window.press("?");
    for entry in command::entries() {
        assert!(window.shows(entry.name), "{}", entry.name);
    }
    window.keys(&["w", "1", "Enter", "w"]);
    let search = window.field("Search among the keys");
    assert!(search.is_focused(), "Enter takes the focus nowhere");
    window.press("Escape");
    assert!(!window.shows("Single letters act only"));
    assert!(window.on_page());
    assert!(window.marks().is_empty());
}

#[test]
fn a_screen_reader_can_choose_a_mark_in_the_text() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("no plan", "1");
    window.mark("4,000", "3");
    window.node(Role::Mark, "claim: no plan").click_accesskit();
    window.frame();
    assert_eq!(window.mark_selected().words(), "no plan");
}

#[test]
fn the_text_is_told_paragraph_by_paragraph() {
    let home = Home::new();
    let window = home.open_story();
    for paragraph in STORY.lines().filter(|line| !line.is_empty()) {
        assert!(window.has(Role::Paragraph, paragraph), "{paragraph}");
    }
}

#[test]
fn a_long_article_is_drawn_as_soon_as_it_is_read() {
    let home = Home::new();
    let long = "A sentence of a very long article.\n".repeat(200_000);
    let mut window = home.window(Some(&home.write("long.txt", long)), Some("ada"));
    let root = egui::ViewportId::ROOT;
    while window.labelling().is_none() {
        let delay = window.harness().output().viewport_output[&root].repaint_delay;
        assert!(
            delay < std::time::Duration::from_secs(1),
            "nothing would wake the window when the article is there"
        );
        window.frame();
    }
}
