//! The pane that says how the page looks.

use std::fs;

use egui::accesskit::Role;
use egui_kittest::kittest::NodeT;

use crate::desk::{Home, Window};

/// Some hundred long paragraphs, each with its number.
fn long() -> String {
    (0..120)
        .map(|n| format!("Paragraph {n} has more words than stand on a line of whatever width, so that it is wrapped and wrapped again, once the column is narrow.\n"))
        .collect()
}

/// The first paragraph in view, and how wide it is set.
fn first(window: &mut Window) -> (String, f32) {
    let nodes = window.harness().root().children_recursive();
    let mut paragraphs: Vec<_> = nodes
        .filter(|node| node.accesskit_node().role() == Role::Paragraph)
        .map(|node| {
            (
                node.rect(),
                node.accesskit_node().label().unwrap_or_default(),
            )
        })
        .collect();
    paragraphs.sort_by(|a, b| a.0.top().total_cmp(&b.0.top()));
    let (rect, text) = paragraphs.swap_remove(0);
    (text, rect.width())
}

fn settings(home: &Home) -> String {
    fs::read_to_string(home.path("config/settings.ron")).unwrap()
}

#[test]
fn the_column_and_the_font_are_chosen_and_kept_and_the_place_stays() {
    let home = Home::new();
    home.write("config/settings.ron", "(column: 45.0, recent: [\"/x\"])");
    let mut window = home.open(&home.write("long.txt", long()));
    window.times(6, "PageDown");
    window.press("Alt+5");
    let (place, narrow) = first(&mut window);
    assert!(!place.contains("Paragraph 0 "), "{place}");
    assert!(
        window
            .node(Role::Slider, "Size of the letters")
            .is_focused()
    );
    // Past the button that makes the width the usual one.
    window.keys(&["Tab", "Tab"]);
    window.times(15, "Right");
    assert!(window.shows("60 characters"), "{:#?}", window.texts());
    let (now, wide) = first(&mut window);
    assert_eq!(now, place);
    assert!(wide > narrow * 1.2, "{narrow} {wide}");
    assert!(settings(&home).contains("column: 60.0"));

    let combo = window.node(Role::ComboBox, "Font").rect().center();
    window.click(combo);
    let names = claimark::gui::reading::fonts::Fonts::new().names();
    // Where the machine has a font at all.
    if let Some(name) = names.first() {
        let row = window.node(Role::Button, name).rect().center();
        window.click(row);
        assert_eq!(first(&mut window).0, place);
        let kept = settings(&home);
        assert!(kept.contains(&format!("font: Some(\"{name}\")")), "{kept}");
        let usual = window.button("Usual: Font");
        window.click(usual);
        assert!(settings(&home).contains("font: None"));
    }
    let usual = window.button("Usual: Width of the column");
    window.click(usual);
    assert!(settings(&home).contains("column: 70.0"));
    let dark = window.button("Dark");
    window.click(dark);
    assert!(settings(&home).contains("theme: Dark"));
    assert_eq!(window.harness().ctx.theme(), egui::Theme::Dark);
}

#[test]
fn a_font_that_is_gone_stays_in_the_settings() {
    let home = Home::new();
    home.write(
        "config/settings.ron",
        "(font: Some(\"No Such Font\"), highlights: 9)",
    );
    let mut window = home.open_story();
    window.press("Alt+5");
    assert!(window.shows("not on this machine") && window.shows("250 %"));
    window.press("Ctrl++");
    assert!(settings(&home).contains("No Such Font"));
}
