//! Configurations that are right, configurations that are not, and where they are looked for.

use std::fs;

use proptest::prelude::*;

use super::*;
use crate::{
    testing::any_text,
    verify::{RULES, Rule, Severity},
};

fn rule(code: &str) -> &'static Rule {
    Rule::find(code).unwrap()
}

#[track_caller]
fn selection(fields: &str) -> Selection {
    let text = format!("ClaimarkConfig(version: 1, {fields})");
    read(text.as_bytes()).unwrap().selection
}

/// The sentence about a text that is refused, with its place.
#[track_caller]
fn refused(text: &str) -> String {
    let refusal = read(text.as_bytes()).unwrap_err();
    format!("{}: {refusal}", refusal.place)
}

#[test]
fn the_default_changes_nothing_and_what_it_offers_can_be_read() {
    let text = default_text();
    assert!(begins_like_one(text));
    let plain = read(text.as_bytes()).unwrap();
    assert_eq!(plain.selection, Selection::usual());
    assert_eq!(plain.wishes, Wishes::default());
    // With the `//` off, as it tells one to.
    let (head, body) = text.split_once("version: 1,").unwrap();
    let mut offered = format!("{head}version: 1,");
    for line in body.lines() {
        let line = line.trim_start();
        let code = line.strip_prefix("// ").filter(|rest| {
            rest.trim_start().starts_with(['"', '}'])
                || ["select:", "ignore:", "severity:"]
                    .iter()
                    .any(|field| rest.starts_with(field))
        });
        offered = offered + "\n" + code.unwrap_or(line);
    }
    let changed = read(offered.as_bytes()).unwrap();
    assert_eq!(changed.wishes.select, Some(vec!["usual".to_owned()]));
    assert_eq!(changed.selection.severity(rule("L003")), None);
    assert_eq!(
        changed.selection.severity(rule("M003")),
        Some(Severity::Error)
    );
    assert_eq!(
        changed.selection.severity(rule("P003")),
        Some(Severity::Warning)
    );
}

#[test]
fn words_may_be_codes_names_letters_all_and_usual_quoted_or_not() {
    let only = |fields: &str| {
        let chosen = selection(fields);
        let codes = chosen.rules().map(|(rule, _)| rule.code);
        codes.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(only("select: [\"P003\"]"), "P003");
    assert_eq!(
        only("select: [p003, r#nobody-speaks, r\"C001\"]"),
        "C001 P003"
    );
    let links = only("select: [ /* those */ L // all\n, ], ignore: [\"dangling-link\"]");
    assert!(
        links.starts_with("L002 L003") && links.split(' ').all(|code| code.starts_with('L')),
        "{links}"
    );
    assert_eq!(selection("select: [usual]"), Selection::usual());
    assert_eq!(selection("select: [All]").rules().count(), RULES.len());
    for note in [
        "note",
        "Note",
        "\"NOTE\"",
        "r#note",
        "/* but */ note // a note\n",
    ] {
        let chosen = selection(&format!(
            "severity: {{ F: warning, F001: error, \"F001\": {note} }}"
        ));
        assert_eq!(
            chosen.severity(rule("F001")),
            Some(Severity::Note),
            "{note}"
        );
        assert_eq!(chosen.severity(rule("F002")), Some(Severity::Warning));
    }
}

#[test]
fn what_is_wrong_is_one_sentence_with_place_and_remedy() {
    let head = "ClaimarkConfig(\n  version: 1,\n";
    let mut said = String::new();
    for text in [
        String::new(),
        "Claimark(version: 1)".into(),
        "\u{feff}ClaimarkConfig(version: 1)".into(),
        "ClaimarkConfig(select: [])".into(),
        "ClaimarkConfig(version: 2, whatever".into(),
        "ClaimarkConfig(version: 1_0)".into(),
        "ClaimarkConfig(version: 1, select: [".into(),
        format!("{head}  ignored: [],\n)\n"),
        format!("{head}  select: \"all\",\n)\n"),
        format!("{head}  select: [\"all\", \"P03\"],\n)\n"),
        format!("{head}  ignore: [/* 😀 */ markd_twice],\n)\n"),
        format!("{head}  ignore: [marked-twice],\n)\n"),
        format!("{head}  ignore: [\"\"],\n)\n"),
        format!("{head}  ignore: [\"zzzzz\", 3],\n)\n"),
        format!("{head}  ignore: [(1, 2)],\n)\n"),
        format!("{head}  severity: {{ \"P03\": error }},\n)\n"),
        format!("{head}  severity: {{ \"P003\": off }},\n)\n"),
        format!(
            "{head}  severity: {{\n    P003: note,\n    \"L003\":\n      \"fatal\",\n  }},\n)\n"
        ),
        format!("{head}  severity: {{ P003: 3 }},\n)\n"),
        format!("{head}  severity: (P003: error),\n)\n"),
        format!("// Ours.\n{head}  select: [],\n)\n"),
        format!("{head}  ignore: [\"all\"],\n)\n"),
        format!("<<<<<<< ours\n{head})\n"),
    ] {
        said += &refused(&text);
        said += "\n";
    }
    insta::assert_snapshot!(said);
}

proptest! {
    #[test]
    fn whatever_a_file_holds_is_read_or_refused_inside_it(middle in any_text(), cut in 0usize..120) {
        let whole = format!("ClaimarkConfig(version: 1, ignore: [{middle:?}, {middle}], severity: {{ {middle}: {middle:?} }})");
        for text in [whole.clone(), whole.chars().take(cut).collect(), middle.clone(), default_text().replacen("// select: [\"usual\"]", &middle, 1)] {
            match read(text.as_bytes()) {
                Ok(config) => prop_assert!(config.selection.rules().next().is_some()),
                Err(refusal) => {
                    let lines: Vec<_> = text.split('\n').collect();
                    prop_assert!(refusal.place.line <= lines.len());
                    prop_assert!(refusal.place.column <= lines[refusal.place.line - 1].chars().count() + 1);
                }
            }
        }
    }

    #[test]
    fn a_word_that_names_no_rule_is_pointed_at(blanks in "[ \n\t]{0,5}", comment in "[ \n😀é]{0,5}", word in "[xyz\u{301}]{3,9}") {
        let right = format!("ClaimarkConfig(version: 1, ignore: [{blanks}/*{comment}*/{blanks}");
        let text = format!("{right}{word:?} /* {comment} */])");
        let place = read(text.as_bytes()).unwrap_err().place;
        prop_assert_eq!(place.line, right.matches('\n').count() + 1);
        prop_assert_eq!(place.column, right.rsplit('\n').next().unwrap().chars().count() + 1);
    }
}

#[test]
fn the_nearest_configuration_counts_alone_and_a_broken_one_is_not_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("a/b");
    fs::create_dir_all(&deep).unwrap();
    assert_eq!(find(&deep), Ok(None));
    let put = |name: &str, fields: &str| {
        let text = format!("ClaimarkConfig(version: 1, {fields})");
        fs::write(folder.path().join(name), text).unwrap();
    };
    put("claimark.ron", "ignore: [\"P003\"]");
    put("a/claimark.ron", "ignore: [\"L003\"]");
    let found = find(&deep).unwrap().unwrap();
    assert_eq!(
        found.path,
        folder.path().canonicalize().unwrap().join("a/claimark.ron")
    );
    assert_eq!(found.wishes.ignore, ["L003"]);
    assert_eq!(found.selection.severity(rule("L003")), None);
    assert!(found.selection.severity(rule("P003")).is_some());
    assert_eq!(load(&found.path), Ok(found));
    put("a/claimark.ron", "ignore: [\"L03\"]");
    let said = find(&deep).unwrap_err();
    let end = "a/claimark.ron:1:37: there is no rule \"L03\"; did you mean L003 (denial-without-target)? `claimark rule --all` lists them";
    assert!(said.ends_with(end), "{said}");
}
