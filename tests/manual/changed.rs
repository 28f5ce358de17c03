//! The chapter "Changed articles": what it quotes is what the program prints, and its tables have every option and every field.

use claimark::{
    annotation::{Act, AnnotationSet},
    text::CharRange,
};

use super::*;

const CHAPTER: &str = "assets/manual/changed-articles.md";

/// A folder with a sample set in it, with a region that is left out, and its article as a correction left it; in `old`, as it was.
fn scene() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let article = file("assets/samples/varre-bay.txt");
    let mut now = format!("Corrected on 14 March: the number of growers.\n\n{article}");
    for (old, new) in [
        ("some 140 growers", "some 150 growers"),
        (
            "“No such condition was ever written, spoken or hinted at,” he said.\n",
            "",
        ),
        (
            "Norvale denied this. ",
            "Norvale, which is owned by the state, denied this. ",
        ),
    ] {
        assert!(now.contains(old), "{old}");
        now = now.replacen(old, new, 1);
    }
    fs::create_dir(folder.path().join("old")).unwrap();
    fs::write(folder.path().join("old/varre-bay.txt"), &article).unwrap();
    fs::write(folder.path().join("varre-bay.txt"), now).unwrap();
    let mut set = format::read(file("assets/samples/varre-bay.nadia.ron").as_bytes()).unwrap();
    leave_out(&mut set, &Document::new(article.as_str()), "Most read");
    fs::write(
        folder.path().join("varre-bay.nadia.ron"),
        format::write(&set),
    )
    .unwrap();
    folder
}

fn leave_out(set: &mut AnnotationSet, document: &Document, words: &str) {
    let start = document.char_of_byte(document.text().find(words).unwrap());
    let range = CharRange::new(start, start + words.chars().count());
    let act = Act::LeaveOut(document.span(range).unwrap());
    let done = set.plan(&act, document).unwrap();
    set.apply(&done).unwrap();
}

#[test]
fn what_is_quoted_is_what_the_program_prints() {
    let folder = scene();
    quotes_what_is_printed(CHAPTER, folder.path(), 4);
}

#[test]
fn the_table_has_every_option_of_reanchor_and_no_other() {
    let help = output(Path::new("."), &["reanchor", "--help"]);
    let (_, listed) = help.split_once("Options:\n").unwrap();
    let (listed, _) = listed.split_once("\nEach mark").unwrap();
    let chapter = file(CHAPTER);
    let (_, table) = chapter.split_once("| Option | Meaning |\n").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let options = |lines: &str, start: &str| -> BTreeSet<String> {
        let words = lines
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix(start));
        let name = |rest: &str| rest.split([' ', '`', ',']).next().unwrap().to_owned();
        words.map(name).collect()
    };
    let mut known = options(listed, "--");
    known.remove("help");
    assert!(known.len() > 6, "{known:?}");
    assert_eq!(options(table, "| `--"), known);
}

#[test]
fn the_table_names_exactly_the_fields_of_the_json() {
    let folder = scene();
    let said = output(
        folder.path(),
        &[
            "reanchor",
            "--dry-run",
            "--format=json",
            "varre-bay.nadia.ron",
        ],
    );
    let value: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(value["sets"][0]["regions"].as_array().unwrap().len(), 1);
    let mut written = BTreeSet::new();
    keys(&value, &mut written);
    let table = fields_in_tables(&file(CHAPTER));
    // It stands beside another in its row.
    written.remove("version");
    let mut named = table;
    named.remove("version");
    assert_eq!(named, written);
}
