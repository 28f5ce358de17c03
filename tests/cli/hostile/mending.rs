//! `--fix` on files that are better left alone.

use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

/// A set that can be mended without asking.
fn mendable() -> String {
    spoilt("(36, 49)", "(35, 48)")
}

fn fix(folder: &TempDir, more: &[&str]) -> Ran {
    let arguments = [&["verify", "--fix", "--format=concise"][..], more].concat();
    run(folder.path(), &arguments)
}

#[track_caller]
fn holds(folder: &TempDir, name: &str, content: &str) {
    let there = fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(there == content, "{name} holds\n{there}");
}

#[test]
fn a_file_that_is_read_only_is_left_and_the_rest_is_mended() {
    let folder = folder();
    put(&folder, "news/a.ron", mendable());
    put(&folder, "news/b.ron", mendable());
    let path = folder.path().join("news/a.ron");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let ran = fix(&folder, &["--ignore=X", "news"]);
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(
        ran.err.contains("news/a.ron") && ran.err.contains("read-only"),
        "{}",
        ran.err
    );
    assert!(
        ran.out.contains("news/a.ron:") && !ran.out.contains("news/b.ron"),
        "{}",
        ran.out
    );
    holds(&folder, "news/a.ron", &mendable());
    holds(&folder, "news/b.ron", SET);
}

#[test]
fn a_folder_that_is_read_only_is_left() {
    let folder = folder();
    put(&folder, "news/a.ron", mendable());
    let news = folder.path().join("news");
    fs::set_permissions(&news, fs::Permissions::from_mode(0o555)).unwrap();
    let locked = fs::write(news.join("probe"), "").is_err();
    let ran = fix(&folder, &["--ignore=X", "news"]);
    fs::set_permissions(&news, fs::Permissions::from_mode(0o755)).unwrap();
    if locked {
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("news/a.ron"), "{}", ran.err);
        holds(&folder, "news/a.ron", &mendable());
    }
    let names = fs::read_dir(news).unwrap().count();
    assert_eq!(names, 3 + usize::from(!locked), "nothing is left behind");
}

#[test]
fn a_link_stays_a_link_and_what_it_leads_to_is_mended() {
    let folder = folder();
    put(&folder, "news/harbour.ada.ron", mendable());
    fs::create_dir(folder.path().join("inbox")).unwrap();
    let link = folder.path().join("inbox/today.ron");
    symlink("../news/harbour.ada.ron", &link).unwrap();
    let ran = fix(&folder, &["inbox"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(link.is_symlink());
    holds(&folder, "news/harbour.ada.ron", SET);
    assert_eq!(
        fs::read_dir(folder.path().join("inbox")).unwrap().count(),
        1
    );
}

#[test]
fn other_programs_files_and_those_of_tomorrow_are_never_written() {
    let folder = folder();
    let newer = mendable().replacen("version: 1", "version: 2", 1);
    let reader = mendable().replacen("            version: 1", "            version: 9", 1);
    for (name, content) in [
        ("foreign.ron", "(entities: [ ])"),
        ("newer.ron", newer.as_str()),
        ("reader.ron", &reader),
        ("cut.ron", &mendable()[..700]),
        ("conflict.ron", &format!("<<<<<<< HEAD\n{}", mendable())),
        ("empty.ron", ""),
    ] {
        let path = format!("news/{name}");
        put(&folder, &path, content);
        for path in [path.as_str(), "news"] {
            let ran = fix(&folder, &["--ignore=X", "--unsafe-fixes", path]);
            assert!(ran.code > 0 || name == "foreign.ron", "{name}: {}", ran.err);
            assert!(!ran.err.contains("mended"), "{name}: {}", ran.err);
            let ran = run(
                folder.path(),
                &["verify", "--diff", "--unsafe-fixes", "--ignore=X", path],
            );
            assert!(ran.out.is_empty(), "{name}: {}", ran.out);
        }
        holds(&folder, &path, content);
        fs::remove_file(folder.path().join(path)).unwrap();
    }
}

#[test]
fn comments_are_not_lost_unless_that_is_asked_for() {
    let folder = folder();
    for (old, new) in [
        ("Claimark(", "// Looked at by Ada on Monday.\nClaimark("),
        ("    annotator:", "    /* her own */ annotator:"),
        (
            "            note:",
            "            // What does this mean?\n            note:",
        ),
    ] {
        let content = mendable().replacen(old, new, 1);
        assert_ne!(content, mendable());
        put(&folder, "news/harbour.ada.ron", &content);
        let ran = fix(&folder, &["news"]);
        let there = fs::read_to_string(folder.path().join("news/harbour.ada.ron")).unwrap();
        assert!(there == content, "lost {new:?}: {}{}", ran.out, ran.err);
    }
    // What only looks like a comment is none.
    let content = mendable().replacen("perhaps", "see https://example.org/* or ask; perhaps", 1);
    put(&folder, "news/harbour.ada.ron", &content);
    let ran = fix(&folder, &["news"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let comment = mendable().replacen("    annotator:", "    /* her own */ annotator:", 1);
    put(&folder, "news/harbour.ada.ron", &comment);
    let ran = fix(&folder, &["--unsafe-fixes", "news"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    holds(&folder, "news/harbour.ada.ron", SET);
}

#[test]
fn what_is_sound_is_not_written_at_all() {
    let folder = folder();
    let path = folder.path().join("news/harbour.ada.ron");
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    let ran = fix(&folder, &["--unsafe-fixes", "news"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
    holds(&folder, "news/harbour.ada.ron", SET);
}

#[test]
fn one_set_under_two_names_is_mended_once() {
    let folder = folder();
    put(&folder, "news/harbour.ada.ron", mendable());
    let path = folder.path().join("news/harbour.ada.ron");
    fs::hard_link(&path, folder.path().join("news/same.ron")).unwrap();
    symlink("harbour.ada.ron", folder.path().join("news/link.ron")).unwrap();
    let ran = fix(
        &folder,
        &["--ignore=X", "news", "news/link.ron", "./news/../news"],
    );
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    holds(&folder, "news/harbour.ada.ron", SET);
    holds(&folder, "news/same.ron", SET);
}
