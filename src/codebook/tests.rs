//! Codebooks that are right, codebooks that are not, and where they are looked for.

use std::{fs, path::Path};

use proptest::prelude::*;
use strum::IntoEnumIterator;

use super::*;
use crate::testing::any_text;

/// The sentence about a text that is refused, with its place.
#[track_caller]
fn refused(text: &str) -> String {
    let refusal = read(text.as_bytes()).unwrap_err();
    format!("{}: {refusal}", refusal.place)
}

/// A codebook whose claims have these sub-labels.
fn with_labels(names: &[&str]) -> String {
    let labels: Vec<_> = names
        .iter()
        .map(|name| format!("(name: {name:?})"))
        .collect();
    format!(
        "ClaimarkCodebook(\n  version: 1,\n  name: \"x\",\n  claim: (labels: [{}]),\n)\n",
        labels.join(", ")
    )
}

/// A codebook with these units and the words for them.
fn with_units(units: &[(&str, &[&str])]) -> String {
    let units: Vec<_> = units
        .iter()
        .map(|(name, words)| format!("(name: {name:?}, words: {words:?})"))
        .collect();
    format!(
        "ClaimarkCodebook(\n  version: 1,\n  name: \"x\",\n  quantities: (units: [{}]),\n)\n",
        units.join(", ")
    )
}

#[test]
fn a_team_says_how_its_articles_write_numbers_and_units() {
    let units = with_units(&[("lenks", &["lk", "Ł"]), ("kWh", &["kilowatt hours"])]);
    let text = units.replace("(units", "(separators: European, units");
    let quantities = read(text.as_bytes()).unwrap().quantities;
    assert_eq!(quantities.separators, crate::quantity::Separators::European);
    assert_eq!(quantities.units[0].words, ["lk", "Ł"]);
    assert_eq!(quantities.units[1].name, "kWh");
}

#[test]
fn the_default_shows_how_units_are_added() {
    // The example in the comments, taken out of them.
    let begins = default_text().find("// quantities: (").unwrap();
    let lines = default_text()[begins..].lines();
    let example: Vec<_> = lines
        .map_while(|line| line.trim_start().strip_prefix("// "))
        .collect();
    let text = format!(
        "ClaimarkCodebook(version: 1, name: \"x\", {})",
        example.join("\n")
    );
    let quantities = read(text.as_bytes()).unwrap().quantities;
    assert!(quantities.units.len() >= 2);
    assert_eq!(quantities.separators, crate::quantity::Separators::European);
}

#[test]
fn the_default_can_be_read_and_says_something_of_everything() {
    let codebook = read(default_text().as_bytes()).unwrap();
    for kind in Kind::iter() {
        let guide = codebook.guide(kind);
        assert!(guide.labels.len() >= 5, "{kind}");
        assert!(guide.guideline.contains("Do not mark"), "{kind}");
        for label in &guide.labels {
            assert_eq!(codebook.label(kind, &label.name), Some(label));
            assert!(label.guideline.contains('“') || label.guideline.contains(": "));
            // Sub-labels that a guideline speaks of are there.
            for name in label.guideline.split('`').skip(1).step_by(2) {
                let known = codebook.label(kind, name).is_some();
                assert!(known || name == "per", "{name}");
            }
        }
        let texts = guide.labels.iter().map(|label| &label.guideline);
        for text in texts.chain([&guide.guideline]) {
            let plain = text.replace("\n\n", "");
            assert!(!plain.contains('\n') && !plain.contains("  "), "{text}");
            assert!(text.ends_with(['.', '”']), "{text}");
        }
    }
    assert!(begins_like_one(default_text()));
    assert_eq!(codebook.label(Kind::Figure, "eyewitness"), None);
}

#[test]
fn all_but_the_name_may_be_left_out() {
    let codebook = read(b"ClaimarkCodebook(version: 1, name: \"Ours\")").unwrap();
    assert_eq!(codebook.name, "Ours");
    assert!(Kind::iter().all(|kind| *codebook.guide(kind) == TagGuide::default()));
}

#[test]
fn line_breaks_of_a_guideline_are_blanks_and_empty_lines_begin_paragraphs() {
    let text = "ClaimarkCodebook(version: 1, name: \"x\", claim: (guideline: \"\n  One\n  two. \r\n \n\n\tThree  four.\\nFive.\n\"))";
    let codebook = read(text.as_bytes()).unwrap();
    assert_eq!(codebook.claim.guideline, "One two.\n\nThree four. Five.");
}

#[test]
fn what_is_wrong_is_one_sentence_with_place_and_remedy() {
    let head = "ClaimarkCodebook(\n  version: 1,\n  name: \"x\",\n";
    let mut said = String::new();
    for text in [
        String::new(),
        "Claimark(version: 1)".into(),
        "\u{feff}ClaimarkCodebook(version: 1)".into(),
        "ClaimarkCodebook(name: \"x\")".into(),
        "ClaimarkCodebook(version: 2, whatever".into(),
        "ClaimarkCodebook(version: 1, name: \"x\"".into(),
        format!("{head}  claim: (guideline: \"never closed),\n)\n"),
        format!("{head}  claims: (),\n)\n"),
        format!("{head}  claim: (labels: [(name: \"a\", colour: \"red\")]),\n)\n"),
        format!("{head}  claim: (labels: [(guideline: \"a\")]),\n)\n"),
        format!("{head}  claim: (labels: [\"a\"]),\n)\n"),
        format!("<<<<<<< ours\n{head})\n"),
        "ClaimarkCodebook(version: 1, name: \" \")".into(),
        with_labels(&["a", ""]),
        with_labels(&["a", "two\nlines"]),
        with_labels(&["a", " b"]),
        with_labels(&["a", "b", "a"]),
        with_labels(&["Official", "official"]),
        with_units(&[("", &[])]),
        with_units(&[("lenks", &["lk", ""])]),
        with_units(&[("lenks", &["lk "])]),
        with_units(&[("lenks", &["5 lk"])]),
        with_units(&[("lenks", &["lk"]), ("orins", &["LK"])]),
        with_units(&[("lenks", &[]), ("lenks ", &[])]),
        format!("{head}  quantities: (separators: German),\n)\n"),
        format!("{head}  quantities: (units: [(words: [\"lk\"])]),\n)\n"),
    ] {
        said += &refused(&text);
        said += "\n";
    }
    insta::assert_snapshot!(said);
    let refusal = read(b"ClaimarkCodebook(version: 1,\n name: \"\xff\")").unwrap_err();
    assert_eq!(
        (refusal.place.line, refusal.place.column),
        (2, 9),
        "{refusal}"
    );
}

#[test]
fn one_name_may_be_of_two_tags() {
    let text = "ClaimarkCodebook(version: 1, name: \"x\", claim: (labels: [(name: \"a\")]), denial: (labels: [(name: \"a\")]))";
    let codebook = read(text.as_bytes()).unwrap();
    assert!(
        codebook.label(Kind::Claim, "a").is_some() && codebook.label(Kind::Denial, "a").is_some()
    );
    assert_eq!(codebook.label(Kind::Figure, "a"), None);
}

proptest! {
    #[test]
    fn whatever_a_file_holds_is_read_or_refused_inside_it(middle in any_text(), cut in 0usize..400) {
        let whole = with_labels(&[middle.as_str(), "b"]);
        for text in [whole.clone(), whole.chars().take(cut).collect(), middle.clone(), default_text().replacen("name", &middle, 1)] {
            match read(text.as_bytes()) {
                Ok(codebook) => prop_assert!(!codebook.name.trim().is_empty()),
                Err(refusal) => {
                    let lines: Vec<_> = text.split('\n').collect();
                    prop_assert!(refusal.place.line <= lines.len());
                    prop_assert!(refusal.place.column <= lines[refusal.place.line - 1].chars().count() + 1);
                }
            }
        }
    }
}

fn put(folder: &Path, name: &str, codebook: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(
        path,
        format!("ClaimarkCodebook(version: 1, name: {codebook:?})"),
    )
    .unwrap();
}

fn found(folder: &Path) -> Option<String> {
    // The temporary folder's own parents may hold one, if hardly.
    find(folder).unwrap().map(|found| found.codebook.name)
}

#[test]
fn the_nearest_codebook_counts() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("a/b");
    fs::create_dir_all(&deep).unwrap();
    assert_eq!(find(&deep), Ok(None));
    put(folder.path(), FILE_NAME, "top");
    assert_eq!(found(&deep).as_deref(), Some("top"));
    put(folder.path(), "a/codebook.ron", "near");
    assert_eq!(found(&deep).as_deref(), Some("near"));
    assert_eq!(found(folder.path()).as_deref(), Some("top"));
    // Up again by `..`: not past where it leads.
    assert_eq!(found(&deep.join("../..")).as_deref(), Some("top"));
    let path = find(&deep).unwrap().unwrap().path;
    assert_eq!(
        path,
        folder.path().canonicalize().unwrap().join("a/codebook.ron")
    );
}

#[test]
fn a_broken_codebook_is_not_passed_over_for_one_further_up() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), FILE_NAME, "top");
    put(folder.path(), "a/codebook.ron", "");
    let said = find(&folder.path().join("a")).unwrap_err();
    let end = "codebook.ron:1:36: the codebook has no name; give it one, or remove it";
    assert!(said.ends_with(end), "{said}");
}

#[test]
fn a_huge_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{}//{}", default_text(), "x".repeat(1 << 20));
    fs::write(folder.path().join(FILE_NAME), text).unwrap();
    let said = find(folder.path()).unwrap_err();
    assert!(said.contains("larger than a codebook may be"), "{said}");
}

#[cfg(unix)]
#[test]
fn what_is_no_ordinary_file_is_passed_over_and_never_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), FILE_NAME, "top");
    let path = |name: &str| folder.path().join(name).join(FILE_NAME);
    fs::create_dir_all(path("folder")).unwrap();
    for name in ["pipe", "lost", "loop", "link"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let made = std::process::Command::new("mkfifo")
        .arg(path("pipe"))
        .status();
    assert!(made.unwrap().success());
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, path(name)).unwrap();
    link("nowhere", "lost");
    link(FILE_NAME, "loop");
    for name in ["folder", "pipe", "lost", "loop"] {
        assert_eq!(
            found(&folder.path().join(name)).as_deref(),
            Some("top"),
            "{name}"
        );
        assert!(
            load(&path(name)).unwrap_err().contains("can't be read"),
            "{name}"
        );
    }
    // A link to a codebook is one.
    put(folder.path(), "elsewhere/ours.ron", "linked");
    link("../elsewhere/ours.ron", "link");
    assert_eq!(
        found(&folder.path().join("link")).as_deref(),
        Some("linked")
    );
}
