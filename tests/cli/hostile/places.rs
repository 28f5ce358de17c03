//! Where files lie: links in circles, pipes, devices, names that no one can type, and articles that are none of a set's business.

use std::{
    ffi::OsStr,
    os::unix::{
        ffi::OsStrExt,
        fs::{PermissionsExt, symlink},
    },
};

use super::*;

fn pipe(folder: &TempDir, name: &str) {
    let path = folder.path().join(name);
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn link(to: impl AsRef<Path>, folder: &TempDir, name: &str) {
    symlink(to, folder.path().join(name)).unwrap();
}

#[test]
fn links_that_lead_to_themselves_are_left() {
    let folder = folder();
    link(".", &folder, "news/again");
    link("../news", &folder, "news/round");
    link("b.ron", &folder, "news/a.ron");
    link("a.ron", &folder, "news/b.ron");
    link("self.ron", &folder, "news/self.ron");
    link(".", &folder, "news/folder.ron");
    let ran = verified(&folder);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    for name in ["a.ron", "b.ron", "self.ron"] {
        let said = format!("claimark: news/{name}: the file can't be read");
        assert_eq!(ran.err.matches(&said).count(), 1, "{}", ran.err);
    }
    assert_eq!(ran.err.lines().count(), 4, "{}", ran.err);
    assert!(
        ran.err
            .ends_with("checked 1 set: nothing was found, but see what is said above\n"),
        "{}",
        ran.err
    );
    // Named, they are what they lead to.
    let ran = run(folder.path(), &["verify", "news/again/again/round"]);
    assert_eq!(ran.err.matches("can't be read").count(), 3, "{}", ran.err);
    let ran = run(folder.path(), &["verify", "news/self.ron", "--fix"]);
    assert_eq!(ran.code, 2);
    let ran = run(folder.path(), &["show", "news/self.ron"]);
    assert_eq!((ran.code, ran.err.lines().count()), (2, 1), "{}", ran.err);
}

#[test]
fn an_article_that_is_a_link_to_itself_is_not_there() {
    let folder = folder();
    fs::remove_file(folder.path().join("news/harbour.txt")).unwrap();
    link("harbour.txt", &folder, "news/harbour.txt");
    let ran = verified(&folder);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("A001") && ran.out.lines().count() == 1,
        "{}",
        ran.out
    );
}

#[test]
fn nobody_waits_for_a_pipe() {
    let folder = folder();
    pipe(&folder, "news/pipe.ron");
    let ran = run(folder.path(), &["verify", "news/pipe.ron"]);
    assert!(
        ran.code == 2 && ran.err.contains("not an ordinary file"),
        "{}",
        ran.err
    );
    let ran = run(folder.path(), &["show", "news/pipe.ron"]);
    assert!(
        ran.code == 2 && ran.err.contains("not an ordinary file"),
        "{}",
        ran.err
    );
    let ran = run(folder.path(), &["codebook", "news/pipe.ron"]);
    assert!(
        ran.code == 2 && ran.err.contains("not an ordinary file"),
        "{}",
        ran.err
    );
    fs::remove_file(folder.path().join("news/pipe.ron")).unwrap();
    for name in [
        "news/codebook.ron",
        "news/claimark.ron",
        "codebook.ron",
        "claimark.ron",
    ] {
        pipe(&folder, name);
        for arguments in [&["verify", "news"][..], &["verify", "news/harbour.ada.ron"]] {
            let ran = run(folder.path(), arguments);
            // It may be said, or be passed over; it is neither waited for nor found fault with in the sets.
            assert!(
                ran.code != 1 && ran.out.is_empty(),
                "{name}: {}{}",
                ran.out,
                ran.err
            );
        }
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    fs::remove_file(folder.path().join("news/harbour.txt")).unwrap();
    pipe(&folder, "news/harbour.txt");
    let ran = verified(&folder);
    assert!(
        ran.code == 1 && ran.out.contains("A001"),
        "{}{}",
        ran.out,
        ran.err
    );
    assert!(ran.out.contains("pipe"), "{}", ran.out);
    run(folder.path(), &["show", "news/harbour.ada.ron"]);
}

#[test]
fn devices_are_no_articles_and_no_sets() {
    let folder = folder();
    for device in ["/dev/zero", "/dev/null", "/dev/tty"] {
        put(
            &folder,
            "news/harbour.ada.ron",
            spoilt("harbour.txt", device),
        );
        for root in ["--root=.", "--root=/dev", "--root=/"] {
            let ran = run(folder.path(), &["verify", "--format=concise", root, "news"]);
            assert!(
                ran.code == 1 && ran.out.contains("A001"),
                "{}{}",
                ran.out,
                ran.err
            );
        }
        let ran = run(folder.path(), &["verify", device]);
        assert!(ran.code == 2 && ran.err.lines().count() == 1, "{}", ran.err);
        run(folder.path(), &["show", device]);
        run(folder.path(), &["show", "news/harbour.ada.ron"]);
    }
}

#[test]
fn what_may_not_be_read_is_said() {
    let folder = folder();
    put(&folder, "news/locked.ron", SET);
    let lock = |name: &str| {
        let path = folder.path().join(name);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).unwrap();
        fs::read(path).is_err()
    };
    if !lock("news/locked.ron") {
        // The superuser reads everything.
        return;
    }
    let ran = verified(&folder);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("news/locked.ron: the file can't be read"),
        "{}",
        ran.err
    );
    lock("news/harbour.txt");
    let ran = run(
        folder.path(),
        &["verify", "--format=concise", "news/harbour.ada.ron"],
    );
    assert!(ran.code == 1 && ran.out.contains("A001"), "{}", ran.out);
    put(&folder, "closed/harbour.ada.ron", SET);
    fs::set_permissions(
        folder.path().join("closed"),
        fs::Permissions::from_mode(0o0),
    )
    .unwrap();
    let ran = run(folder.path(), &["verify", "closed"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    fs::set_permissions(
        folder.path().join("closed"),
        fs::Permissions::from_mode(0o755),
    )
    .unwrap();
}

#[test]
fn names_that_no_one_can_type_are_shown_without_harm() {
    let folder = folder();
    let bad = spoilt("(36, 49)", "(36, 9999)");
    let names: [&[u8]; 5] = [
        b"line\nend.ron",
        b"\x1b[2Jclear.ron",
        b"latin\xe9\xff.ron",
        b"-dash.ron",
        b"\xe2\x80\xaetxet.ron",
    ];
    for name in names {
        let path = folder.path().join("news").join(OsStr::from_bytes(name));
        fs::write(path, &bad).unwrap();
    }
    for form in ["concise", "full"] {
        let arguments = ["verify", "--ignore=X", "--format", form, "news"];
        let ran = run_with(folder.path(), &arguments, Stdio::null(), PATIENCE, 1 << 14);
        assert_eq!(ran.code, 1);
        assert!(
            ran.err.starts_with("checked 6 sets: 5 errors"),
            "{}",
            ran.err
        );
        assert!(!ran.out.contains('\u{202e}'), "{}", ran.out);
    }
    let arguments = ["verify", "--ignore=X", "--format=concise", "news"];
    let ran = run(folder.path(), &arguments);
    assert_eq!(ran.out.lines().count(), 5, "{}", ran.out);
    // Each can be mended under its name.
    let ran = run(folder.path(), &["verify", "--ignore=X", "--fix", "news"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    for name in names {
        let path = folder.path().join("news").join(OsStr::from_bytes(name));
        assert_eq!(fs::read_to_string(path).unwrap(), SET);
    }
    // Of a path that leads nowhere, only its name is said.
    let ran = run(folder.path(), &["verify", "no\n\u{1b}[2Jwhere"]);
    assert!(ran.code == 2 && ran.err.lines().count() == 1, "{}", ran.err);
    let deep = "deep/".repeat(2000);
    let ran = run_with(
        folder.path(),
        &["verify", &deep],
        Stdio::null(),
        PATIENCE,
        1 << 16,
    );
    assert_eq!(ran.code, 2);
}

const SECRET: &str = "Nobody outside shall read the harbour's secret words.\n";

/// That a set in `news` that names this file as its article is refused, and none of that file's words are shown.
#[track_caller]
fn out_of_bounds(folder: &TempDir, file: &str, arguments: &[&str]) {
    put(folder, "news/harbour.ada.ron", spoilt("harbour.txt", file));
    for form in ["full", "concise"] {
        let arguments = [&["verify", "--format", form][..], arguments].concat();
        let ran = run(folder.path(), &arguments);
        assert_eq!(ran.code, 1, "{file}: {}", ran.err);
        assert!(
            ran.out.contains("A001") && ran.out.contains("outside"),
            "{file}: {}",
            ran.out
        );
        assert!(!ran.out.contains("A002"), "{file}: {}", ran.out);
        for word in ["secret", "root:", "Nobody"] {
            let said = ran.out.replace(file, "");
            assert!(!said.contains(word), "{file}: {said}");
        }
    }
}

#[test]
fn a_set_shows_no_file_outside_its_folder() {
    let folder = folder();
    put(&folder, "private/hidden.txt", SECRET);
    let whole = folder.path().join("private/hidden.txt");
    let up = "../".repeat(30);
    link("../private/hidden.txt", &folder, "news/link.txt");
    link(&whole, &folder, "news/whole.txt");
    link("link.txt", &folder, "news/twice.txt");
    link("../private", &folder, "news/folder");
    fs::create_dir(folder.path().join("news/sub")).unwrap();
    for file in [
        "../private/hidden.txt",
        "./../private/hidden.txt",
        "sub/../../private/hidden.txt",
        "../news/../private/hidden.txt",
        whole.to_str().unwrap(),
        "/etc/passwd",
        &format!("{up}etc/passwd"),
        "link.txt",
        "whole.txt",
        "twice.txt",
        "folder/hidden.txt",
        "folder/../hidden.txt",
    ] {
        if file == "folder/../hidden.txt" {
            put(&folder, "hidden.txt", SECRET);
        }
        out_of_bounds(&folder, file, &["news"]);
        out_of_bounds(&folder, file, &["news/harbour.ada.ron"]);
    }
    // Mending looks at the article as checking does.
    put(
        &folder,
        "news/harbour.ada.ron",
        spoilt("harbour.txt", "link.txt"),
    );
    let ran = run(
        folder.path(),
        &["verify", "--diff", "--unsafe-fixes", "news"],
    );
    assert!(!ran.out.contains("secret"), "{}", ran.out);
}

#[test]
fn a_set_of_a_folder_that_is_a_link_shows_no_more() {
    let folder = folder();
    put(&folder, "private/hidden.txt", SECRET);
    // The set lies where it may, the folder is reached by a link, and `..` is what the system makes of it.
    fs::create_dir_all(folder.path().join("a/b")).unwrap();
    link("../../news", &folder, "a/b/news");
    put(
        &folder,
        "news/harbour.ada.ron",
        spoilt("harbour.txt", "../private/hidden.txt"),
    );
    let ran = run(folder.path(), &["verify", "--format=concise", "a/b/news"]);
    assert!(
        ran.out.contains("A001") && !ran.out.contains("A002"),
        "{}",
        ran.out
    );
    // A set that is itself a link names what lies beside it, and beside the link.
    put(&folder, "inbox/harbour.txt", ARTICLE);
    link("../private/set.ron", &folder, "inbox/today.ron");
    put(
        &folder,
        "private/set.ron",
        spoilt("harbour.txt", "hidden.txt"),
    );
    let ran = run(folder.path(), &["verify", "--format=concise", "inbox"]);
    println!("{}{}", ran.out, ran.err);
    put(
        &folder,
        "private/set.ron",
        spoilt("harbour.txt", "../private/hidden.txt"),
    );
    let ran = run(folder.path(), &["verify", "--format=concise", "inbox"]);
    assert!(
        ran.out.contains("A001") && !ran.out.contains("A002"),
        "{}",
        ran.out
    );
}

#[test]
fn what_somebody_allows_is_read() {
    let folder = folder();
    put(&folder, "private/harbour.txt", ARTICLE);
    fs::remove_file(folder.path().join("news/harbour.txt")).unwrap();
    link("../private/harbour.txt", &folder, "news/link.txt");
    let whole = folder.path().join("private/harbour.txt");
    for file in [
        "../private/harbour.txt",
        "link.txt",
        whole.to_str().unwrap(),
    ] {
        put(&folder, "news/harbour.ada.ron", spoilt("harbour.txt", file));
        for arguments in [
            &["verify", "--root=private", "news"][..],
            &["verify", "--root=.", "news"],
            &[
                "verify",
                "--root",
                "news",
                "--root",
                "private",
                "news/harbour.ada.ron",
            ],
            &["verify", "."],
            &["verify", "news", "private"],
        ] {
            let ran = run(folder.path(), arguments);
            let unheard = ran.err.contains("no sets found");
            assert!(
                ran.code == 0 || unheard,
                "{file} {arguments:?}: {}{}",
                ran.out,
                ran.err
            );
            assert!(
                !ran.out.contains("A001"),
                "{file} {arguments:?}: {}",
                ran.out
            );
        }
        assert_eq!(run(folder.path(), &["verify", "news"]).code, 1);
    }
    let ran = run(folder.path(), &["verify", "--root=nowhere", "news"]);
    assert_eq!((ran.code, ran.err.lines().count()), (2, 1), "{}", ran.err);
}
