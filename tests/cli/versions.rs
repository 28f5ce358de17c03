//! Earlier versions of a set, for whoever has no window.

use std::path::PathBuf;

use claimark::{
    format,
    versions::{Limits, Shelf},
};

use super::*;

/// A folder with a set that has two earlier versions: as it is in the fixtures, and without its first mark. Now it has neither its first
/// nor its second mark.
fn scene() -> (TempDir, PathBuf) {
    let folder = folder();
    let path = folder.path().join("news/harbour.ada.ron");
    let shelf = Shelf::of(&folder.path().join("state"), &path);
    let mut set = format::read(SET.as_bytes()).unwrap();
    for time in ["2026-11-03T09:00:00Z", "2026-11-03T10:30:00Z"] {
        let text = format::write(&set);
        shelf
            .keep(text.as_bytes(), time.parse().unwrap(), Limits::default())
            .unwrap();
        set.annotations.remove(0);
    }
    fs::write(&path, format::write(&set)).unwrap();
    (folder, path)
}

fn versions(folder: &TempDir, arguments: &[&str]) -> Done {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimark"));
    let command = command
        .current_dir(folder.path().join("news"))
        .arg("versions")
        .args(arguments)
        .env("CLAIMARK_STATE_DIR", folder.path().join("state"))
        .env("TZ", "UTC");
    done(command.output().unwrap())
}

#[test]
fn they_are_listed_with_what_differs_from_now() {
    let (folder, path) = scene();
    let (code, out, err) = versions(&folder, &["harbour.ada.ron"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let lines: Vec<_> = out.lines().collect();
    assert_eq!(lines[0], "harbour.ada.ron: 2 versions, the newest first");
    assert!(
        lines[1].starts_with("   1  2026-11-03 10:30:00  ") && lines[1].ends_with("; +1"),
        "{out}"
    );
    assert!(
        lines[2].starts_with("   2  2026-11-03 09:00:00  ") && lines[2].ends_with("; +2"),
        "{out}"
    );
    assert_eq!(lines.len(), 3);
    let (code, out, _) = versions(&folder, &[]);
    let path = fs::canonicalize(path).unwrap();
    let all = format!(
        "{}: 2 versions, the newest of 2026-11-03 10:30:00\n",
        path.display()
    );
    assert_eq!((code, out), (0, all));
}

#[test]
fn one_is_compared_mark_by_mark_and_brought_back_and_nothing_is_lost() {
    let (folder, path) = scene();
    let now = fs::read(&path).unwrap();
    let whole = format::read(SET.as_bytes()).unwrap();
    let (code, out, _) = versions(&folder, &["harbour.ada.ron", "--show", "2"]);
    assert_eq!(code, 0);
    let gone: Vec<_> = out.lines().filter(|line| line.starts_with("+ ")).collect();
    assert_eq!(gone.len(), 2, "{out}");
    assert!(gone[0].contains(&whole.annotations[0].id.to_string()));
    assert_eq!(fs::read(&path).unwrap(), now, "nothing is written");
    let (code, out, err) = versions(&folder, &["harbour.ada.ron", "--restore", "2"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.contains("it is as it was on 2026-11-03 09:00:00; what it was until now is kept"),
        "{out}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), format::write(&whole));
    // And what it was until now can be brought back in turn, by its name.
    let (_, out, _) = versions(&folder, &["harbour.ada.ron"]);
    let newest = out.lines().nth(1).unwrap();
    assert!(newest.ends_with("; −2"), "{out}");
    let name = newest.split_whitespace().nth(3).unwrap();
    assert_eq!(
        versions(&folder, &["harbour.ada.ron", "--restore", name]).0,
        0
    );
    assert_eq!(fs::read(&path).unwrap(), now);
}

#[test]
fn a_set_that_is_broken_or_gone_is_brought_back() {
    let (folder, path) = scene();
    fs::write(&path, "Claimark(version: 1, half of").unwrap();
    let (code, out, _) = versions(&folder, &["harbour.ada.ron"]);
    assert!(
        code == 0 && out.contains("the set as it is now can't be read"),
        "{out}"
    );
    let (code, _, err) = versions(&folder, &["harbour.ada.ron", "--show", "1"]);
    assert!(
        code == 2 && err.contains("nothing can be compared"),
        "{err}"
    );
    assert_eq!(
        versions(&folder, &["harbour.ada.ron", "--restore", "1"]).0,
        0
    );
    assert!(format::read(&fs::read(&path).unwrap()).is_ok());
    // What was broken is kept too, and refused with its place.
    let (code, _, err) = versions(&folder, &["harbour.ada.ron", "--restore", "1"]);
    assert!(
        code == 2 && err.contains("this version can't be read"),
        "{err}"
    );
    fs::remove_file(&path).unwrap();
    assert!(
        versions(&folder, &["harbour.ada.ron"])
            .1
            .contains("the set is gone")
    );
    assert_eq!(
        versions(&folder, &["harbour.ada.ron", "--restore", "3"]).0,
        0
    );
    assert_eq!(
        format::read(&fs::read(&path).unwrap()).unwrap(),
        format::read(SET.as_bytes()).unwrap()
    );
}

#[test]
fn what_there_is_not_is_said() {
    let (folder, _) = scene();
    for (arguments, says) in [
        (
            &["other.ron"][..],
            "no earlier versions of this set are kept",
        ),
        (
            &["harbour.ada.ron", "--show", "3"],
            "there is no version \"3\": name one by its number, 1 to 2",
        ),
        (
            &["harbour.ada.ron", "--restore", "0"],
            "there is no version \"0\"",
        ),
        (
            &["harbour.ada.ron", "--restore", "zzzzzzzz"],
            "there is no version \"zzzzzzzz\"",
        ),
    ] {
        let (code, out, err) = versions(&folder, arguments);
        assert!(code == 2 && out.is_empty() && err.contains(says), "{err}");
    }
    assert_eq!(versions(&folder, &["--show", "1"]).0, 2);
    let empty = tempfile::tempdir().unwrap();
    put(&empty, "news/x.txt", "x");
    assert_eq!(
        versions(&empty, &[]),
        (
            0,
            "no earlier versions of any set are kept\n".into(),
            String::new()
        )
    );
}
