//! The panes of the side panel: filters of the marks, findings with what mends them.

use claimark::verify;
use egui::accesskit::Role;

use crate::desk::{Home, Window, assert_sound};

#[test]
fn marks_are_filtered_by_what_they_lack() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "2");
    window.press("u");
    window.mark("the old bridge would be closed", "1");
    window.press("n");
    window.types("a rumour");
    window.press("Escape");
    // No number is in these words.
    window.mark("every day", "3");
    let listed = |window: &Window| {
        let rows = window.rows();
        rows.iter()
            .map(|row| row.split(": ").nth(1).unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    for (need, wanted) in [
        ("Unsure marks", vec!["There is no plan"]),
        ("With a note", vec!["the old bridge would be closed"]),
        (
            "Nobody says it",
            vec!["the old bridge would be closed", "There is no plan"],
        ),
        ("Linked to nothing", vec!["There is no plan", "every day"]),
        ("Without a number", vec!["every day"]),
    ] {
        window.choose_filter(need);
        assert_eq!(listed(&window), wanted, "{need}");
        let chip = window.button(&format!("{need} ×"));
        window.click(chip);
        window.frame();
        assert_eq!(listed(&window).len(), 3);
    }
}

/// A set with blanks at the edges of two marks, saved by somebody else's program.
fn with_blank_edges(home: &Home) -> Window {
    let mut window = home.open_story();
    window.press("F8");
    window.mark(" no plan", "3");
    window.mark("would be closed ", "3");
    window.press("F8");
    // One of them says that the words hold no number.
    window.wait("the findings", |window| window.shows("3 findings"));
    window
}

#[test]
fn findings_are_listed_gone_to_and_mended() {
    let home = Home::new();
    let mut window = with_blank_edges(&home);
    window.press("Alt+2");
    let first = window.finding("S003");
    window.click(first);
    assert_eq!(window.mark_selected().words(), "would be closed ");
    window.press("Ctrl+.");
    assert_eq!(window.mark_selected().words(), "would be closed");
    window.wait("the findings", |window| window.shows("2 findings"));
    window.press("r");
    assert_eq!(window.mark_selected().words(), " no plan");
    let fix = window.small_button("Leave");
    window.click(fix);
    window.frame();
    assert_eq!(window.mark_selected().words(), "no plan");
    window.keys(&["Ctrl+Z", "Ctrl+Z"]);
    window.wait("the findings", |window| window.shows("3 findings"));
    let all = window.button("Mend 2");
    window.click(all);
    window.frame();
    assert_eq!(window.says(), "Done: mend 2 findings");
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
}

#[test]
fn the_window_shows_the_findings_of_verify() {
    let home = Home::new();
    let mut window = with_blank_edges(&home);
    window.press("Alt+2");
    let desk = window.desk();
    let found = verify::check_set(
        desk.set(),
        &desk.document,
        None,
        &verify::Selection::usual(),
    );
    let wanted: Vec<_> = found
        .iter()
        .map(|finding| format!("{}: {}", finding.rule.code, finding.message))
        .collect();
    let nodes = window.labels_of(Role::ListItem);
    assert_eq!(nodes, wanted);
}

#[test]
fn a_codebook_written_meanwhile_is_read_when_one_comes_back_to_the_window() {
    let home = Home::new();
    let mut window = home.open_story();
    window.mark("There is no plan", "1");
    window.press("t");
    assert!(
        window.says().starts_with("There is no codebook here"),
        "{}",
        window.says()
    );
    window.press("Alt+4");
    assert!(window.shows("Begin one beside the article"));
    window.focus_window(false);
    home.write(
        "codebook.ron",
        "ClaimarkCodebook(version: 1, name: \"Ours\", claim: (guideline: \"What is said.\", labels: [(name: \"hearsay\")]))",
    );
    window.focus_window(true);
    window.wait("the codebook", |window| window.shows("Ours"));
    assert!(window.shows("What is said."));
    window.press("Escape");
    window.press("t");
    window.types("he");
    window.press("Enter");
    assert_eq!(window.only().labels, ["hearsay"]);
    // One that the codebook lacks is a finding, as `verify` has it.
    window.focus_window(false);
    home.write(
        "codebook.ron",
        "ClaimarkCodebook(version: 1, name: \"Other\")",
    );
    window.focus_window(true);
    window.wait("the finding", |window| window.shows("1 finding"));
}

/// What the window lists under its findings.
fn listed(window: &Window) -> Vec<String> {
    window.labels_of(Role::ListItem)
}

/// Another configuration, written while one is elsewhere.
fn configure(home: &Home, window: &mut Window, fields: &str) {
    window.focus_window(false);
    home.write(
        "claimark.ron",
        format!("ClaimarkConfig(version: 1, {fields})"),
    );
    window.focus_window(true);
}

#[test]
fn the_rules_that_a_folder_wants_are_those_of_the_window() {
    let home = Home::new();
    home.write(
        "claimark.ron",
        "ClaimarkConfig(version: 1, select: [\"P003\"])",
    );
    let mut window = home.open_story();
    window.press("F8");
    window.mark(" no plan", "3");
    window.mark("would be closed", "1");
    window.press("F8");
    window.press("Alt+2");
    // A claim without a speaker is to be finished; the blank is nobody's business here.
    window.wait("the note", |window| window.shows("1 to finish"));
    let rules = verify::RULES.len();
    assert!(window.shows(&format!("1 of {rules} rules, by claimark.ron")));
    let now = listed(&window);
    assert!(
        matches!(&now[..], [only] if only.starts_with("P003: ")),
        "{now:?}"
    );
    // Another choice counts as soon as one comes back, for the list and for the counts.
    let two = "select: [\"P003\", \"S003\"]";
    configure(&home, &mut window, two);
    window.wait("both", |window| {
        window.shows("1 finding") && listed(window) == checked(&home, window)
    });
    assert_eq!(listed(&window).len(), 2);
    let noted = format!("{two}, severity: {{ \"S003\": note }}");
    configure(&home, &mut window, &noted);
    window.wait("both as notes", |window| window.shows("2 to finish"));
    assert_eq!(listed(&window), checked(&home, &window));
    // Without the file, the usual rules count again.
    window.focus_window(false);
    std::fs::remove_file(home.path("claimark.ron")).unwrap();
    window.focus_window(true);
    window.wait("the usual rules", |window| {
        !window.shows("by claimark.ron") && !window.shows("2 to finish")
    });
    assert_eq!(listed(&window), checked(&home, &window));
}

/// What the rules find that count in the folder, as the window would list it.
fn checked(home: &Home, window: &Window) -> Vec<String> {
    let config = claimark::config::find(&home.path("")).unwrap();
    let rules = config.map_or_else(verify::Selection::usual, |found| found.selection);
    let desk = window.desk();
    let found = verify::check_set(desk.set(), &desk.document, None, &rules);
    let line = |finding: &verify::Finding| format!("{}: {}", finding.rule.code, finding.message);
    found.iter().map(line).collect()
}

#[test]
fn a_configuration_that_cannot_be_read_is_said_and_the_usual_rules_count() {
    let home = Home::new();
    let mut window = home.open_story();
    window.press("F8");
    window.mark(" no plan", "3");
    window.press("F8");
    configure(&home, &mut window, "select: [\"Q001\"]");
    window.press("Alt+2");
    window.wait("no finding", |window| {
        window.shows("no findings") && window.shows("by claimark.ron")
    });
    configure(&home, &mut window, "ignore: [\"S03\"]");
    window.wait("the sentence", |window| {
        let says = "claimark.ron:1:37: there is no rule \"S03\"; did you mean S00";
        window.says().contains(says)
    });
    window.wait("the finding", |window| {
        listed(window).iter().any(|line| line.starts_with("S003: "))
    });
    assert!(window.shows("there is no rule \"S03\""));
    assert!(window.shows("Until then the usual rules count."));
    // It is said once; what else is the matter is said when it comes up.
    window.rest(7.0);
    window.focus_window(false);
    home.write("codebook.ron", "ClaimarkCodebook(version: 1, name: \"\")");
    window.focus_window(true);
    window.wait("the codebook", |window| {
        window.says().contains("the codebook has no name") && !window.says().contains("S03")
    });
}

#[test]
fn a_codebook_is_begun_beside_the_article_and_none_is_overwritten() {
    let home = Home::new();
    let mut window = home.open_story();
    window.press("Alt+4");
    let begin = window.button("Begin one beside the article");
    home.write(
        "codebook.ron",
        "ClaimarkCodebook(version: 1, name: \"Ours\")",
    );
    window.click(begin);
    window.wait("the codebook", |window| window.shows("Ours"));
    std::fs::remove_file(home.path("codebook.ron")).unwrap();
    window.focus_window(false);
    window.focus_window(true);
    window.wait("no codebook", |window| {
        window.shows("Begin one beside the article")
    });
    let begin = window.button("Begin one beside the article");
    window.click(begin);
    window.wait("the default one", |window| window.shows("News, general"));
    let written = std::fs::read_to_string(home.path("codebook.ron")).unwrap();
    assert_eq!(written, claimark::codebook::default_text());
}
