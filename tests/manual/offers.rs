//! The chapter "Offers": what it quotes is what the program prints, and its table has every option.

use super::*;

const CHAPTER: &str = "assets/manual/offers.md";

/// A folder with a sample article and its sets.
fn scene() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let news = folder.path().join("news");
    fs::create_dir(&news).unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    for name in ["karvel-vaccine.txt", "karvel-vaccine.nadia.ron"] {
        fs::copy(samples.join(name), news.join(name)).unwrap();
    }
    folder
}

#[test]
fn what_is_quoted_is_what_the_program_prints() {
    quotes_what_is_printed(CHAPTER, scene().path(), 2);
}

#[test]
fn the_table_has_every_option_of_suggest_and_no_other() {
    has_every_option(CHAPTER, "suggest");
}

#[test]
fn the_keys_are_those_that_are_printed() {
    let asked = ["suggest", "news/karvel-vaccine.txt", "--format", "json"];
    let json = output(scene().path(), &asked);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let chapter = file(CHAPTER);
    let offers = value["articles"][0]["offers"].as_array().unwrap().iter();
    let of_offers = offers.flat_map(|offer| offer.as_object().unwrap());
    let whole = value
        .as_object()
        .unwrap()
        .iter()
        .chain(value["articles"][0].as_object().unwrap());
    for (key, value) in of_offers.chain(whole) {
        assert!(chapter.contains(&format!("`{key}`")), "{key}");
        let first = value.get(0).unwrap_or(value);
        if let Some(inner) = first.as_object() {
            for key in inner.keys() {
                assert!(chapter.contains(&format!("`{key}`")), "{key}");
            }
        }
    }
}
