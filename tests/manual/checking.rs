//! The chapter "Checking sets": what it quotes is what the program prints, one command after the other, and its table has every option.

use super::*;

const CHAPTER: &str = "assets/manual/checking.md";

/// A folder with a sample set in it, of which somebody changed a place and a link by hand.
fn scene() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let news = folder.path().join("news");
    fs::create_dir(&news).unwrap();
    let article = file("assets/samples/varre-bay.txt");
    fs::write(news.join("varre-bay.txt"), article).unwrap();
    let mut set = file("assets/samples/varre-bay.nadia.ron");
    for (right, wrong) in [
        ("span: (1514, 1564)", "span: (1541, 1564)"),
        ("Here(\"rrgcbftb3\")", "Here(\"rrgcbftb8\")"),
    ] {
        assert!(set.contains(right), "{right}");
        set = set.replacen(right, wrong, 1);
    }
    fs::write(news.join("varre-bay.nadia.ron"), set).unwrap();
    folder
}

#[test]
fn what_is_quoted_is_what_the_program_prints() {
    let folder = scene();
    quotes_what_is_printed(CHAPTER, folder.path(), 5);
}

#[test]
fn the_table_has_every_option_of_verify_and_no_other() {
    let help = output(Path::new("."), &["verify", "--help"]);
    let options = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
        let long = words
            .filter(|word| word.starts_with("--") && !word.starts_with("---") && word.len() > 2);
        long.map(str::to_owned).collect()
    };
    let chapter = file(CHAPTER);
    let (_, table) = chapter.split_once("## Options\n").unwrap();
    let (table, _) = table.split_once("\n## ").unwrap();
    let mut known = options(&help);
    known.remove("--help");
    assert_eq!(options(table), known);
}
