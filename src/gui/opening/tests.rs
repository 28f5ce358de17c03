use super::*;

fn desk_of(opened: Result<Opened, String>) -> Desk {
    match opened {
        Ok(Opened::Desk(desk)) => *desk,
        Ok(_) => panic!("not a desk"),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn an_article_opens_with_an_empty_set_and_again_with_what_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.txt");
    fs::write(&path, "\u{feff}“No,” 😀 he said.\r\n").unwrap();
    assert!(matches!(
        open(&path, None, &Journals::default()),
        Ok(Opened::NeedsName(_))
    ));
    let mut desk = desk_of(open(&path, Some("ada"), &Journals::default()));
    assert!(!desk.set_file.exists() && desk.frozen.is_none());
    desk.at.selection =
        super::super::reading::select::Selection::of(crate::text::CharRange::new(6, 7));
    desk.tag(
        crate::annotation::Kind::Claim,
        true,
        crate::annotation::AnnotationId::from_random(1),
    )
    .unwrap();
    format::save(&desk.set_file, desk.set(), desk.on_disk).unwrap();
    let again = desk_of(open(&path, Some("ada"), &Journals::default()));
    assert_eq!(again.set(), desk.set());
    assert_eq!(
        desk_of(open(&desk.set_file, Some("bob"), &Journals::default())).set(),
        desk.set()
    );
}

#[test]
fn for_a_changed_article_the_places_are_looked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.txt");
    fs::write(&path, "one two").unwrap();
    let desk = desk_of(open(&path, Some("ada"), &Journals::default()));
    assert!(desk.verdicts.is_none());
    format::save(&desk.set_file, desk.set(), None).unwrap();
    fs::write(&path, "one three").unwrap();
    let desk = desk_of(open(&path, Some("ada"), &Journals::default()));
    assert!(desk.is_behind() && desk.verdicts.is_some());
    assert!(matches!(
        desk.may_change(),
        Err(super::super::desk::NotDone::Changed)
    ));
    // A set of the same name that is another article's is left alone.
    fs::write(folder.path().join("other.txt"), "one four").unwrap();
    fs::rename(&desk.set_file, folder.path().join("other.ada.ron")).unwrap();
    let desk = desk_of(open(
        &folder.path().join("other.txt"),
        Some("ada"),
        &Journals::default(),
    ));
    assert!(desk.frozen.unwrap().contains("belongs to another article"));
    assert!(desk.verdicts.is_none());
}

#[test]
fn a_set_that_cant_be_read_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.txt");
    fs::write(&path, "one two").unwrap();
    let set = folder.path().join("story.ada.ron");
    fs::write(&set, "Claimark(version: 7,").unwrap();
    let desk = desk_of(open(&path, Some("ada"), &Journals::default()));
    assert!(desk.frozen.unwrap().contains("newer Claimark"));
    let said = open(&set, Some("ada"), &Journals::default()).err().unwrap();
    assert!(
        said.contains("story.ada.ron:1:19:") && said.contains("update Claimark"),
        "{said}"
    );
}

#[test]
fn what_a_team_agreed_on_is_not_called_a_broken_set() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, says) in [
        (
            "codebook.ron",
            codebook::default_text(),
            "this is a codebook, not a set;",
        ),
        (
            "claimark.ron",
            config::default_text(),
            "this is a configuration of the rules, not a set;",
        ),
        // Broken, or by another name.
        (
            "ours.ron",
            "// Ours\nClaimarkConfig(version: 9, \u{feff}",
            "this is a configuration of the rules, not a set;",
        ),
        ("other.ron", "(x: 1)", ":1:1: this is not a Claimark set"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let said = open(&path, Some("ada"), &Journals::default())
            .err()
            .unwrap();
        assert!(said.contains(says), "{said}");
    }
}

#[test]
fn a_folder_is_opened_for_somebody() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(
        open(folder.path(), None, &Journals::default()),
        Ok(Opened::NeedsName(_))
    ));
    assert!(matches!(
        open(folder.path(), Some("ada"), &Journals::default()),
        Ok(Opened::Folder(_))
    ));
}

/// A saved set of Ada's with a mark on "one", on the article of this name.
fn saved(folder: &Path, name: &str) -> Desk {
    let path = folder.join(name);
    fs::write(&path, "one two").unwrap();
    let mut desk = desk_of(open(&path, Some("ada"), &Journals::default()));
    desk.at.selection =
        super::super::reading::select::Selection::of(crate::text::CharRange::new(0, 3));
    desk.tag(
        crate::annotation::Kind::Claim,
        true,
        crate::annotation::AnnotationId::from_random(1),
    )
    .unwrap();
    format::save(&desk.set_file, desk.set(), None).unwrap();
    desk
}

#[test]
fn a_renamed_article_finds_its_set_which_then_calls_it_so() {
    let folder = tempfile::tempdir().unwrap();
    let before = saved(folder.path(), "story.txt");
    let path = folder.path().join("renamed.txt");
    fs::rename(&before.article, &path).unwrap();
    // From the article, from the set, and where both are known.
    for opened in [
        open(&path, Some("ada"), &Journals::default()),
        open(&before.set_file, Some("ada"), &Journals::default()),
        open_listed(&path, Some(&before.set_file), "ada", &Journals::default()),
    ] {
        let mut desk = desk_of(opened);
        assert_eq!((&desk.article, &desk.set_file), (&path, &before.set_file));
        assert!(
            desk.found
                .as_deref()
                .unwrap()
                .contains("calls the article story.txt")
        );
        assert_eq!(desk.set().article.file, "renamed.txt");
        assert_eq!(desk.set().annotations, before.set().annotations);
        assert!(desk.is_changed(), "it is to be saved so");
        desk.undo().unwrap();
        assert_eq!(desk.set(), before.set());
    }
    // Somebody else's is not found by this.
    assert!(
        desk_of(open(&path, Some("bob"), &Journals::default()))
            .set()
            .annotations
            .is_empty()
    );
}

#[test]
fn a_set_of_somebody_else_is_shown_and_changed_only_if_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let before = saved(folder.path(), "story.txt");
    let mut desk = desk_of(open(&before.set_file, Some("bob"), &Journals::default()));
    assert!(desk.guarded && desk.frozen.as_deref().unwrap().contains("the set of ada"));
    assert!(desk.delete().is_err() && !desk.is_changed());
    desk.take_up();
    desk.act_here(&crate::annotation::Act::SetDone(true))
        .unwrap();
    assert!(desk.is_changed() && desk.frozen.is_none());
}
