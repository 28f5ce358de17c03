//! The chapter "Saving, trouble, earlier versions": what it quotes is what the program prints, and its table knows all that can stand in the
//! way.

use claimark::{
    annotation::{Act, AnnotationSet},
    format::Refusal,
    versions::{Limits, Shelf},
};
use strum::IntoEnumIterator;

use super::*;

const CHAPTER: &str = "assets/manual/saving.md";

/// A folder with a sample set that has two earlier versions.
fn scene() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let article = file("assets/samples/varre-bay.txt");
    fs::write(folder.path().join("varre-bay.txt"), &article).unwrap();
    let path = folder.path().join("varre-bay.nadia.ron");
    let shelf = Shelf::of(&folder.path().join("state"), &path);
    let document = Document::new(article.as_str());
    let mut set = format::read(file("assets/samples/varre-bay.nadia.ron").as_bytes()).unwrap();
    let act = |set: &mut AnnotationSet, act: Act| {
        let done = set.plan(&act, &document).unwrap();
        set.apply(&done).unwrap();
    };
    for (time, note) in [
        ("2026-11-03T09:12:40Z", "see the report of May"),
        ("2026-11-03T15:47:05Z", "see the report of June"),
    ] {
        let text = format::write(&set);
        shelf
            .keep(text.as_bytes(), time.parse().unwrap(), Limits::default())
            .unwrap();
        let (first, last) = (
            set.annotations[0].id.clone(),
            set.annotations.last().unwrap().id.clone(),
        );
        act(&mut set, Act::SetNote(first, note.to_owned()));
        act(&mut set, Act::Delete(last));
    }
    fs::write(&path, format::write(&set)).unwrap();
    folder
}

#[test]
fn what_is_quoted_is_what_the_program_prints() {
    let folder = scene();
    quotes_what_is_printed(CHAPTER, folder.path(), 3);
}

#[test]
fn its_table_knows_all_that_can_stand_in_the_way() {
    let chapter = file(CHAPTER);
    let (_, table) = chapter
        .split_once("| What the bar says | What to do |\n")
        .unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    for refusal in Refusal::iter() {
        // A set so large is cut out for no table, and what has no words of ours has none here.
        if matches!(refusal, Refusal::TooLarge | Refusal::Other) {
            continue;
        }
        let says = refusal.to_string();
        let what = says.split([';', ',']).next().unwrap();
        let known = match refusal {
            Refusal::IsFolder | Refusal::IsNoFile => "stands in its place",
            Refusal::LinkInACircle => "round in a circle",
            _ => what,
        };
        assert!(table.contains(known), "{known}");
    }
}

#[test]
fn its_numbers_are_the_ones_in_use() {
    let chapter = file(CHAPTER);
    assert_eq!(claimark::versions::USUAL, 20);
    assert!(chapter.contains("Twenty versions of each set are kept"));
    let largest = format!("{} MiB", claimark::versions::LARGEST >> 20);
    assert!(chapter.contains(&largest));
}
