//! What the manual and the README say of the set file is so.
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeSet, fs, path::Path};

use claimark::{format, text::Document};

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// What stands between the first ``` fence of this kind and the next.
fn fenced<'a>(text: &'a str, kind: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("```{kind}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

/// The fields that a set file in the canonical form names.
fn fields_of(set: &str) -> impl Iterator<Item = String> {
    set.lines().filter_map(|line| {
        let (name, _) = line.trim_start().split_once(": ")?;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        name.chars().all(plain).then(|| name.to_owned())
    })
}

/// The names in the first column of the manual's tables of fields.
fn fields_in_tables(chapter: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut in_table = false;
    for line in chapter.lines() {
        in_table = line.starts_with("| Field |") || in_table && line.starts_with('|');
        let name = line
            .strip_prefix("| `")
            .and_then(|rest| rest.split_once('`'));
        if let (true, Some((name, _))) = (in_table, name) {
            names.insert(name.to_owned());
        }
    }
    names
}

#[test]
fn the_example_is_a_canonical_set_that_fits_its_article() {
    let chapter = file("assets/manual/set-file.md");
    let article = Document::new(fenced(&chapter, "text").trim_end_matches('\n'));
    let text = fenced(&chapter, "ron");
    let set = format::read(text.as_bytes()).unwrap();
    assert_eq!(format::write(&set), text);
    assert!(set.fits(&article));
    assert_eq!(set.article.text_length, article.len());
    assert_eq!(set.article.file_sha256, article.sha256());
    let mut fragments = set.annotations.iter().flat_map(|mark| &mark.fragments);
    assert!(fragments.all(|fragment| fragment.fits(&article)));
}

#[test]
fn the_mark_in_the_readme_is_one_of_a_sample() {
    let readme = file("README.md");
    assert!(file("assets/samples/varre-bay.nadia.ron").contains(fenced(&readme, "ron")));
}

#[test]
fn the_tables_name_exactly_the_fields_that_sets_have() {
    let chapter = file("assets/manual/set-file.md");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let mut written = BTreeSet::new();
    for entry in fs::read_dir(samples).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|found| found == "ron") {
            written.extend(fields_of(&fs::read_to_string(path).unwrap()));
        }
    }
    assert_eq!(fields_in_tables(&chapter), written);
}

#[test]
fn chapters_link_to_chapters_that_are_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/manual");
    for entry in fs::read_dir(&folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for link in text.split("](").skip(1) {
            let target = link.split(')').next().unwrap();
            let file = target.split('#').next().unwrap();
            let local = !file.is_empty() && !file.contains("://");
            assert!(!local || folder.join(file).is_file(), "{target}");
        }
    }
}
