//! The chapter "Statistics": what it quotes is what the program prints, and its table has every option.

use super::*;

const CHAPTER: &str = "assets/manual/statistics.md";

/// A folder with the sample sets and their articles.
fn scene() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let news = folder.path().join("news");
    fs::create_dir(&news).unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    for entry in fs::read_dir(samples).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, news.join(path.file_name().unwrap())).unwrap();
        }
    }
    folder
}

#[test]
fn what_is_quoted_is_what_the_program_prints() {
    quotes_what_is_printed(CHAPTER, scene().path(), 3);
}

#[test]
fn the_table_has_every_option_of_stats_and_no_other() {
    has_every_option(CHAPTER, "stats");
}

#[test]
fn the_keys_are_those_that_are_printed() {
    let json = output(scene().path(), &["stats", "news", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let chapter = file(CHAPTER);
    let rows = ["annotators", "tags", "labels", "speakers", "articles"];
    let row = rows.iter().flat_map(|key| value[key].as_array().unwrap());
    let keys = row.chain([&value, &value["total"]]);
    for key in keys.flat_map(|row| row.as_object().unwrap().keys()) {
        assert!(chapter.contains(&format!("`{key}`")), "{key}");
    }
}
