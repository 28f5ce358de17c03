//! Every control of every screen can be reached by somebody who has no mouse, and what has the focus can be seen.
//!
//! The walk is a user's: F6 from the text to the panel, Tab and Shift+Tab on from there until the text has the focus again, and in a
//! field with suggestions the arrow keys. What was on the screen at any time on the way, and never had the focus, is named. Marks and
//! paragraphs are not controls: Tab on the page goes from mark to mark.

use std::collections::{BTreeSet, HashSet};

use egui::{
    Rect,
    accesskit::{Action, Role, Toggled},
};
use egui_kittest::{Node, kittest::NodeT};

use crate::desk::{Home, STORY, Window};

/// More than there are controls on any screen.
const FAR: usize = 200;
/// Fields below which suggestions are shown: Down goes through them.
const WITH_SUGGESTIONS: [&str; 3] = ["Speaker", "Sub-label", "The same as"];

/// What is on the way: controls as "Button Remove", by what a screen reader is told.
#[derive(Default)]
struct Walk {
    shown: BTreeSet<String>,
    reached: BTreeSet<String>,
    trouble: Vec<String>,
}

fn called(node: &Node<'_>) -> String {
    let node = node.accesskit_node();
    let name = node.label().or_else(|| node.value()).unwrap_or_default();
    // How many there are behind a tab, or the keys of a button, may change on the way.
    format!("{:?} {name}", node.role())
}

/// Whether something is to be clicked or typed into.
fn is_control(node: &Node<'_>) -> bool {
    let node = node.accesskit_node();
    let aside = [
        Role::Mark,
        Role::Paragraph,
        Role::Document,
        Role::Window,
        Role::GenericContainer,
        Role::ScrollBar,
        // A panel's edge: a matter of the mouse and of taste.
        Role::Splitter,
        // Words that can be selected with the mouse.
        Role::Label,
        Role::Unknown,
    ];
    let data = node.data();
    data.supports_action(Action::Click) && !data.is_disabled() && !aside.contains(&node.role())
}

impl Walk {
    /// Looks at what is there and who has the focus.
    fn look(&mut self, window: &mut Window) {
        let whole = window.harness().ctx.content_rect();
        for node in window.harness().root().children_recursive() {
            let chosen = node.accesskit_node().toggled() == Some(Toggled::True);
            if is_control(&node) {
                self.shown.insert(called(&node));
            }
            if node.is_focused() {
                self.reached.insert(called(&node));
                let rect: Rect = node.rect();
                if rect.area() < 1.0 || !whole.contains(rect.center()) {
                    self.trouble.push(format!("{} at {rect:?}", called(&node)));
                }
            } else if chosen && node.accesskit_node().role() == Role::Button {
                // The suggestion that Enter takes while the field keeps the focus; a tab that is shown already.
                self.reached.insert(called(&node));
            }
        }
    }

    /// Goes on by a key until the text has the focus, or everything was passed.
    fn along(&mut self, window: &mut Window, key: &str) {
        let mut passed = HashSet::new();
        for _ in 0..FAR {
            // A list scrolls with the frames after.
            (0..4).for_each(|_| window.frame());
            self.look(window);
            let focused = window.focused();
            if window.labelling().is_some() && window.on_page() {
                return;
            }
            if let Some((role, name, _)) = &focused
                && *role == Role::TextInput
                && WITH_SUGGESTIONS.contains(&name.as_str())
            {
                for _ in 0..8 {
                    window.press("Down");
                    self.look(window);
                }
            }
            // In a long list it is the arrow keys that lead from row to row.
            if let Some((Role::ListBoxOption, _, _)) = &focused
                && window.labelling().is_none()
            {
                for _ in 0..FAR {
                    window.press("Down");
                    self.look(window);
                }
            }
            let id = window.harness().ctx.memory(egui::Memory::focused);
            if !passed.insert(id) {
                return;
            }
            window.press(key);
        }
        self.trouble.push(format!("{key} goes on for ever"));
    }

    fn tell(self, screen: &str) -> Vec<String> {
        let missed = self.shown.difference(&self.reached);
        let missed = missed.map(|name| format!("{screen}: never reached: {name}"));
        let trouble = self.trouble.iter();
        missed
            .chain(trouble.map(|what| format!("{screen}: focus not to be seen: {what}")))
            .collect()
    }
}

/// Walks over a screen both ways; gives what is wrong with it.
fn walk(window: &mut Window, screen: &str) -> Vec<String> {
    let mut walk = Walk::default();
    for key in ["Tab", "Shift+Tab"] {
        if window.labelling().is_some() && window.on_page() {
            window.press("F6");
        }
        walk.along(window, key);
    }
    walk.tell(screen)
}

#[track_caller]
fn assert_walkable(window: &mut Window, screen: &str) {
    assert_eq!(walk(window, screen), [""; 0]);
}

/// The story with a claim, a denial that denies it, a figure, and speakers.
fn story(home: &Home) -> Window {
    let mut window = home.open_story();
    window.mark("the old bridge would be closed", "1");
    window.press("@");
    window.types("A paper");
    window.press("Enter");
    window.mark("More than 4,000 people", "3");
    window.mark("There is no plan", "2");
    window.press("@");
    window.types("Anna Roe");
    window.press("Enter");
    window.keys(&["l", "Enter"]);
    // Nobody says this: something is left to do.
    window.mark("there was none", "1");
    window.press("Shift+Tab");
    window.autosave();
    window.wait("the findings", |window| window.shows("to finish"));
    window
}

#[test]
fn an_article_with_each_kind_of_mark_selected() {
    let home = Home::new();
    let mut window = story(&home);
    assert_walkable(&mut window, "a denial");
    window.press("Tab");
    assert_walkable(&mut window, "a figure");
    window.keys(&["Shift+Tab", "Shift+Tab"]);
    assert_walkable(&mut window, "a claim");
    window.keys(&["Escape", "Escape"]);
    assert_walkable(&mut window, "no mark");
}

#[test]
fn each_pane() {
    let home = Home::new();
    let mut window = story(&home);
    for (key, pane) in [
        ("Alt+1", "marks"),
        ("Alt+2", "findings"),
        ("Alt+3", "speakers"),
        ("Alt+4", "codebook"),
        ("Alt+5", "look"),
        ("Alt+6", "review"),
    ] {
        window.press(key);
        assert_walkable(&mut window, pane);
    }
    window.press("Alt+3");
    while !window.focused().unwrap().1.starts_with("Anna Roe") {
        window.press("Tab");
    }
    window.press("Enter");
    assert_walkable(&mut window, "a speaker");
}

#[test]
fn the_bars() {
    let home = Home::new();
    let mut window = story(&home);
    window.press("/");
    window.types("bridge");
    assert_walkable(&mut window, "find");
    window.keys(&["/", "Escape"]);
    window.mark("the old bridge", "1");
    window.autosave();
    window.press("e");
    window.wait("offers", |window| window.shows("Accept all"));
    assert_walkable(&mut window, "offers");
    window.press("Escape");
    window.press("Ctrl+Shift+O");
    assert_walkable(&mut window, "a path");
}

#[test]
fn a_changed_article_and_its_review() {
    let home = Home::new();
    let mut window = story(&home);
    window.autosave();
    assert!(window.close());
    // The claim is cut, and the figure stands at two places.
    let line = STORY.lines().find(|line| line.contains("4,000")).unwrap();
    let text = STORY
        .replace("would be closed", "will be closed")
        .replace(line, &format!("{line}\n{line}"));
    home.write("story.txt", text);
    let mut window = home.open(&home.path("story.txt"));
    assert!(window.shows("Take them over"));
    assert_walkable(&mut window, "the bar");
    // What the rules say of the set as it is then changes what is on the screen.
    let found = |window: &Window| {
        let mut texts = window.texts().into_iter();
        texts.find(|text| text.ends_with("findings") || text.ends_with("to finish"))
    };
    let before = found(&window);
    assert!(before.is_some());
    window.press("Enter");
    assert!(window.shows("Where does"));
    window.rest(0.5);
    window.wait("the findings", |window| found(window) != before);
    assert_walkable(&mut window, "the review");
    window.press("Escape");
    assert!(!window.shows("Where does"));
    window.press("Alt+6");
    assert_walkable(&mut window, "the list of marks without a place");
}

#[test]
fn what_can_be_linked_to_is_gone_through_in_the_field() {
    let home = Home::new();
    let mut window = story(&home);
    window.mark("Mayor wants to close", "1");
    window.mark("denied that too", "2");
    window.press("l");
    let mut walk = Walk::default();
    for _ in 0..4 {
        walk.look(&mut window);
        window.press("Tab");
    }
    let rows = |name: &&String| {
        let claims = [
            "there was none",
            "Mayor wants to close",
            "the old bridge would be closed",
        ];
        claims
            .iter()
            .any(|claim| name.starts_with(&format!("Button {claim}")))
    };
    let (shown, reached): (Vec<_>, Vec<_>) = (
        walk.shown.iter().filter(rows).collect(),
        walk.reached.iter().filter(rows).collect(),
    );
    assert_eq!((shown.len(), &shown), (3, &reached));
    assert_eq!(walk.trouble, [""; 0]);
    window.press("Escape");
    assert!(window.on_page());
}

#[test]
fn the_screens_without_an_article() {
    let home = Home::new();
    for index in 0..60 {
        home.write(&format!("many/{index:02}.txt"), STORY);
    }
    let folder = home.path("many");
    let mut window = home.window(Some(&folder), Some("ada"));
    window.wait("the folder", |window| {
        window.has(Role::ListBoxOption, "00.txt, untouched")
    });
    assert_walkable(&mut window, "a folder");
    let article = folder.join("00.txt");
    let mut window = home.window(Some(&article), None);
    window.wait("the question", |window| window.shows("Who is marking?"));
    assert_walkable(&mut window, "the question for the name");
    let mut window = home.open(&article);
    window.press("Ctrl+W");
    window.press("Escape");
    assert!(window.labelling().is_none());
    assert_walkable(&mut window, "the start page");
}

#[test]
fn the_lists_over_the_window() {
    let home = Home::new();
    let mut window = story(&home);
    for (key, name) in [("F1", "the keys"), ("Ctrl+K", "the palette")] {
        window.press(key);
        let mut walk = Walk::default();
        for _ in 0..40 {
            walk.look(&mut window);
            assert!(!window.on_page(), "{name}: keys go to what is behind");
            window.press("Tab");
        }
        assert_eq!(walk.trouble, [""; 0], "{name}");
        window.press("Escape");
        assert!(window.on_page(), "{name}");
    }
}

#[test]
fn menus_are_opened_and_gone_through_by_keys() {
    let home = Home::new();
    let mut window = story(&home);
    for menu in ["File", "Edit", "Mark", "View", "Help"] {
        window.press("F6");
        let mut steps = 0;
        while window.focused().unwrap().1 != menu {
            window.press("Shift+Tab");
            steps += 1;
            assert!(steps < FAR, "no way to the menu {menu}");
        }
        let mut before = Walk::default();
        before.look(&mut window);
        window.press("Enter");
        let mut opened = Walk::default();
        opened.look(&mut window);
        let items: Vec<_> = opened.shown.difference(&before.shown).collect();
        let mut walk = Walk::default();
        for _ in 0..40 {
            window.press("Tab");
            walk.look(&mut window);
        }
        assert!(!items.is_empty(), "{menu} was opened");
        let missed: Vec<_> = items
            .iter()
            .filter(|item| !walk.reached.contains(**item))
            .collect();
        assert_eq!(missed, [&&""; 0], "{menu}");
        assert_eq!(walk.trouble, [""; 0], "{menu}");
        window.press("Escape");
        window.frame();
        if !window.on_page() {
            window.press("Escape");
        }
        assert!(window.on_page(), "{menu}: {:?}", window.focused());
    }
}
