//! `claimark reanchor`: what it says, what it writes, and what it leaves alone.

use super::*;

const SET_FILE: &str = "news/harbour.ada.ron";

fn reanchor(folder: &TempDir, more: &[&str]) -> Done {
    claimark(folder.path(), &[&["reanchor", SET_FILE], more].concat())
}

fn json(folder: &TempDir, more: &[&str]) -> (i32, serde_json::Value) {
    let (code, out, _) = reanchor(folder, &[more, &["--format=json"]].concat());
    (code, serde_json::from_str(&out).unwrap())
}

fn set_in(folder: &TempDir) -> ::claimark::annotation::AnnotationSet {
    ::claimark::format::read(&fs::read(folder.path().join(SET_FILE)).unwrap()).unwrap()
}

fn text_in(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join(SET_FILE)).unwrap()
}

/// The article with a paragraph before all marks, which changes no mark and no text that one remembers.
fn longer() -> String {
    format!("The Sennick Courier. All rights reserved by the publisher.\n{ARTICLE}")
}

/// The article without its last sentences, and so without the marks on them.
fn shorter() -> String {
    ARTICLE.replace(
        "The dockers’ union says that at least 40 of its members breathed smoke; the ministry denies that anybody was hurt.\n",
        "The dockers went home.\n",
    )
}

fn changed(article: impl AsRef<[u8]>) -> TempDir {
    let folder = folder();
    put(&folder, "news/harbour.txt", article);
    folder
}

/// What `verify` finds as errors, whoever finds warnings in marks without a place.
#[track_caller]
fn assert_sound(folder: &TempDir) {
    let (_, out, err) = claimark(
        folder.path(),
        &["verify", "--format=concise", "--ignore=X", "news"],
    );
    assert!(
        !out.contains(" error: ") && !err.contains("claimark: "),
        "{out}{err}"
    );
}

#[test]
fn marks_go_along_with_their_words() {
    let folder = changed(longer());
    let (code, out, err) = reanchor(&folder, &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.starts_with(
            "news/harbour.ada.ron: harbour.txt was changed since it was marked\n  9 exact"
        ),
        "{out}"
    );
    assert!(
        out.ends_with("written: 9 marks stand in the article as it is now\n"),
        "{out}"
    );
    assert_eq!(claimark(folder.path(), &["verify", "news"]).0, 0);
    let set = set_in(&folder);
    let before = ::claimark::format::read(SET.as_bytes()).unwrap();
    let by = longer().chars().count() - ARTICLE.chars().count();
    for (then, now) in before.annotations.iter().zip(&set.annotations) {
        for (then, now) in then.fragments.iter().zip(&now.fragments) {
            assert_eq!(
                (then.span.start + by, &then.quote),
                (now.span.start, &now.quote)
            );
        }
    }
    assert_eq!(set.reanchored.len(), 1);
    // And back again, as they were.
    put(&folder, "news/harbour.txt", ARTICLE);
    assert_eq!(reanchor(&folder, &[]).0, 0);
    assert_eq!(set_in(&folder).annotations, before.annotations);
    assert_eq!(set_in(&folder).article, before.article);
}

#[test]
fn what_has_no_place_is_set_aside_and_found_again_when_it_is_back() {
    let folder = changed(shorter());
    let (code, out, err) = reanchor(&folder, &[]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert!(
        out.contains(
            " 2 marks are without a place; open the set in the window to give them theirs\n"
        ),
        "{out}"
    );
    let set = set_in(&folder);
    assert_eq!((set.annotations.len(), set.orphans.len()), (7, 2));
    assert_sound(&folder);
    // Nothing new: they are still to be decided.
    let before = text_in(&folder);
    let (code, out, _) = reanchor(&folder, &[]);
    assert_eq!((code, text_in(&folder)), (1, before));
    assert!(
        out.contains("is as it was when it was marked")
            && out.contains("; it was set aside before"),
        "{out}"
    );
    assert!(out.ends_with("nothing was written: 2 marks are without a place as before; open the set in the window to give them theirs\n"), "{out}");
    put(&folder, "news/harbour.txt", ARTICLE);
    let (code, _, _) = reanchor(&folder, &[]);
    let sound = ::claimark::format::read(SET.as_bytes()).unwrap();
    assert_eq!((code, set_in(&folder).annotations), (0, sound.annotations));
    assert_eq!(set_in(&folder).orphans, []);
}

#[test]
fn marks_that_are_set_aside_are_looked_for_but_not_placed_by_themselves() {
    let folder = folder();
    // As a merge of two people's work may leave it.
    let (start, end) = (
        SET.find("        (\n            id: \"denial2\"").unwrap(),
        SET.rfind("    ],\n)").unwrap(),
    );
    let mark = &SET[start..end];
    let aside = format!("{}    ],\n    orphans: [\n{mark}    ],\n)\n", &SET[..start]);
    put(&folder, SET_FILE, &aside);
    let (code, out, err) = reanchor(&folder, &["--accept", "edited"]);
    assert_eq!((code, err.as_str(), text_in(&folder)), (1, "", aside));
    assert!(out.contains("\nambiguous: denial denial2"), "{out}");
    assert!(out.contains("perhaps at 7:98"), "{out}");
}

#[test]
fn a_dry_run_writes_nothing_and_says_the_same() {
    let folder = changed(shorter());
    let (code, out, _) = reanchor(&folder, &["--dry-run"]);
    assert_eq!((code, text_in(&folder).as_str()), (1, SET));
    assert!(out.contains("\nwould be written: 7 marks stand in the article as it is now, 2 marks are without a place\n"), "{out}");
    let (_, dry) = json(&folder, &["--dry-run"]);
    assert_eq!(dry["sets"][0]["written"], false);
    let (code, mut wet) = json(&folder, &[]);
    assert_eq!((code, &wet["sets"][0]["written"]), (1, &true.into()));
    wet["sets"][0]["written"] = false.into();
    assert_eq!(wet, dry);
}

#[test]
fn the_json_says_where_each_mark_stands() {
    let folder = changed(longer());
    let (code, said) = json(&folder, &[]);
    assert_eq!((code, said["version"].as_u64()), (0, Some(1)));
    let set = &said["sets"][0];
    assert_eq!(
        (&set["set"], &set["article"], &set["change"]),
        (&SET_FILE.into(), &"harbour.txt".into(), &"text".into())
    );
    let new = ::claimark::text::Document::new(longer());
    assert_eq!(set["to"], new.sha256().to_string());
    for mark in set["marks"].as_array().unwrap() {
        for fragment in mark["fragments"].as_array().unwrap() {
            let [place] = &fragment["places"].as_array().unwrap()[..] else {
                panic!("{fragment}");
            };
            let number = |name: &str| usize::try_from(place[name].as_u64().unwrap()).unwrap();
            let range = ::claimark::text::CharRange::new(number("start"), number("end"));
            assert_eq!(
                (&place["quote"], new.slice(range)),
                (&fragment["quote"], fragment["quote"].as_str().unwrap())
            );
            let at = new.line_column(range.start);
            assert_eq!((at.line, at.column), (number("line"), number("column")));
        }
    }
}

#[test]
fn the_text_that_was_comes_from_a_file_or_standard_input() {
    let folder = changed(longer());
    put(&folder, "old/was.txt", ARTICLE.replace('\n', "\r\n"));
    let (code, out, _) = reanchor(&folder, &["--dry-run", "--all", "--was", "old/was.txt"]);
    assert_eq!(code, 0);
    assert!(
        out.contains("    was at 1:37  “the port safe”\n    now at 2:37\n"),
        "{out}"
    );
    let with_input = |input: &str| {
        claimark_with(
            folder.path(),
            &["reanchor", SET_FILE, "--dry-run", "--all", "--was=-"],
            input,
        )
    };
    assert_eq!(with_input(ARTICLE).1, out);
    for (code, text, says) in [
        (
            2,
            "Another story.",
            "claimark: news/harbour.ada.ron: standard input: this is not the text that the marks were made on (",
        ),
        (
            2,
            "",
            "claimark: news/harbour.ada.ron: standard input: the file holds no text",
        ),
    ] {
        let (got, out, err) = with_input(text);
        assert_eq!((got, out.as_str()), (code, ""));
        assert!(err.starts_with(says), "{err}");
    }
    let (code, _, err) = reanchor(&folder, &["--was", "old/gone.txt"]);
    assert_eq!(
        (
            code,
            err.starts_with("claimark: old/gone.txt: there is no such file")
        ),
        (2, true)
    );
    assert_eq!(reanchor(&folder, &["--was", "old"]).0, 2);
    assert_eq!(text_in(&folder), SET);
}

#[test]
fn an_article_that_was_moved_is_named_from_now_on() {
    let folder = folder();
    fs::remove_file(folder.path().join("news/harbour.txt")).unwrap();
    let (code, out, err) = reanchor(&folder, &[]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains(
            "harbour.txt is not there; bring it back, or say with --article where it is now\n"
        ),
        "{err}"
    );
    put(&folder, "archive/2026/fire.txt", ARTICLE);
    let (code, out, err) = reanchor(&folder, &["--article", "archive/2026/fire.txt"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(
        out.contains("../archive/2026/fire.txt has the text that was marked"),
        "{out}"
    );
    assert_eq!(
        text_in(&folder),
        SET.replace("\"harbour.txt\"", "\"../archive/2026/fire.txt\"")
    );
    // From the set's own folder, as people do it: the set names no folder of this machine.
    let news = folder.path().join("news");
    fs::copy(
        folder.path().join("archive/2026/fire.txt"),
        news.join("new.txt"),
    )
    .unwrap();
    let arguments = ["reanchor", "harbour.ada.ron", "--article", "new.txt"];
    assert_eq!(claimark(&news, &arguments).0, 0);
    assert_eq!(
        text_in(&folder),
        SET.replace("\"harbour.txt\"", "\"new.txt\"")
    );
    let back = ["--article", "archive/2026/fire.txt"];
    assert_eq!(reanchor(&folder, &back).0, 0);
    // Outside the set's folder, somebody has to allow it.
    let (code, _, err) = reanchor(&folder, &[]);
    assert!(
        code == 2 && err.contains("lies outside the set's folder; allow its folder with --root"),
        "{err}"
    );
    assert_eq!(reanchor(&folder, &["--root=archive"]).0, 0);
    // Moved and changed at once.
    put(&folder, "news/new.txt", longer());
    assert_eq!(reanchor(&folder, &["--article=news/new.txt"]).0, 0);
    assert_eq!(set_in(&folder).article.file, "new.txt");
    assert_sound(&folder);
}

#[test]
fn an_article_that_is_only_saved_otherwise_changes_the_record_and_nothing_else() {
    let folder = changed(format!("\u{feff}{}", ARTICLE.replace('\n', "\r\n")));
    let (code, out, err) = reanchor(&folder, &["--dry-run"]);
    assert_eq!(
        (code, err.as_str(), text_in(&folder).as_str()),
        (0, "", SET)
    );
    assert!(
        out.contains("every mark stays where it is\nwould be written: 9 marks"),
        "{out}"
    );
    assert_eq!(reanchor(&folder, &[]).0, 0);
    let (now, then) = (
        set_in(&folder),
        ::claimark::format::read(SET.as_bytes()).unwrap(),
    );
    assert_eq!(
        (now.article.text_sha256, &now.annotations),
        (then.article.text_sha256, &then.annotations)
    );
    assert!(
        now.article.reading.byte_order_mark && now.article.file_sha256 != then.article.file_sha256
    );
    assert_eq!(now.reanchored, []);
    let (code, out, _) = claimark(folder.path(), &["verify", "--select=A", "news"]);
    assert_eq!((code, out.as_str()), (0, ""));
}

#[test]
fn an_article_as_it_was_is_nothing_to_do() {
    let folder = folder();
    let said = "news/harbour.ada.ron: harbour.txt is as it was when it was marked\nnothing to do\n";
    assert_eq!(reanchor(&folder, &[]), (0, said.into(), String::new()));
    // Another form of the same set is none of this command's business.
    let other = SET.replace("    annotator", "\n\n  annotator");
    put(&folder, SET_FILE, &other);
    assert_eq!((reanchor(&folder, &[]).0, text_in(&folder)), (0, other));
}

#[test]
fn several_sets_are_each_reported_and_one_that_fails_does_not_stop_the_others() {
    let folder = changed(shorter());
    put(
        &folder,
        "news/harbour.bob.ron",
        SET.replace("annotator: \"ada\"", "annotator: \"bob\""),
    );
    put(&folder, "news/scene.ron", "(entities: [])");
    let sets = [
        "reanchor",
        "news/scene.ron",
        SET_FILE,
        "news/gone.ron",
        "news",
        "news/harbour.bob.ron",
    ];
    let (code, out, err) = claimark(folder.path(), &sets);
    assert_eq!(code, 2);
    assert_eq!(
        out.matches("was changed since it was marked").count(),
        2,
        "{out}"
    );
    let lines: Vec<_> = err.lines().collect();
    assert!(
        lines[0].starts_with("claimark: news/scene.ron:1:1: this is not a Claimark set"),
        "{err}"
    );
    assert!(
        lines[1].starts_with("claimark: news/gone.ron: the set can't be read"),
        "{err}"
    );
    assert_eq!(
        lines[2],
        "claimark: news: this is a folder; name the sets in it, as `news/*.ron` does"
    );
    assert_eq!(lines.len(), 3);
    let (code, out, _) = claimark(
        folder.path(),
        &["reanchor", "--format=json", SET_FILE, "news/gone.ron"],
    );
    let said: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, said["troubles"].as_array().unwrap().len()), (2, 1));
}

#[test]
fn a_file_that_would_suffer_is_left_alone() {
    let folder = changed(longer());
    let refused = |text: &str, says: &str| {
        put(&folder, SET_FILE, text);
        let (code, _, err) = reanchor(&folder, &[]);
        assert_eq!((code, text_in(&folder).as_str()), (2, text));
        assert!(err.contains(says), "{err}");
    };
    refused(
        &spoilt("version: 1,", "version: 7,"),
        "written by a newer Claimark",
    );
    refused(
        &spoilt("annotator:", "// mine\n    annotator:"),
        "the file holds comments",
    );
    refused(
        &spoilt("id: \"claim3\"", "id: \"claim2\""),
        "two marks have the id claim2",
    );
    refused(
        &SET[..SET.find("denial1").unwrap()],
        "claimark: news/harbour.ada.ron:",
    );
    refused(
        &spoilt("reader: \"plain\"", "reader: \"carved\""),
        "the reader “carved”",
    );
    // To look at, a file with comments is good enough.
    put(
        &folder,
        SET_FILE,
        spoilt("annotator:", "// mine\n    annotator:"),
    );
    assert_eq!(reanchor(&folder, &["--dry-run"]).0, 0);
    // And where there is nothing to do, it is not even noticed.
    put(&folder, "news/harbour.txt", ARTICLE);
    assert_eq!(reanchor(&folder, &[]).0, 0);
}

#[cfg(unix)]
#[test]
fn a_set_that_may_not_be_written_or_is_no_file_is_trouble() {
    use std::os::unix::fs::PermissionsExt;
    let folder = changed(longer());
    let path = folder.path().join(SET_FILE);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let (code, out, err) = reanchor(&folder, &[]);
    assert_eq!((code, text_in(&folder).as_str()), (2, SET));
    assert!(
        out.ends_with("not written\n")
            && err.contains("read-only")
            && err.contains("; allow it to be written"),
        "{out}{err}"
    );
    let made = Command::new("mkfifo")
        .arg(folder.path().join("pipe.ron"))
        .status();
    assert!(made.unwrap().success());
    let (code, _, err) = claimark(folder.path(), &["reanchor", "pipe.ron"]);
    assert!(code == 2 && err.contains("not an ordinary file"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_set_that_is_reached_by_a_link_is_written_behind_the_link() {
    let folder = changed(longer());
    fs::create_dir(folder.path().join("inbox")).unwrap();
    let link = folder.path().join("inbox/today.ron");
    std::os::unix::fs::symlink("../news/harbour.ada.ron", &link).unwrap();
    let (code, _, err) = claimark(folder.path(), &["reanchor", "inbox/today.ron"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(link.is_symlink() && text_in(&folder).contains("reanchored: ["));
}

#[test]
fn what_asks_for_the_impossible_is_refused() {
    let folder = changed(longer());
    for (verdict, says) in [
        ("ambiguous", "which place is meant, a person must choose"),
        ("lost", "has no place to be taken over to"),
        (
            "everything",
            "it is no verdict; only edited can be accepted",
        ),
    ] {
        let (code, out, err) = reanchor(&folder, &["--accept", verdict]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains(says), "{err}");
    }
    assert_eq!(claimark(folder.path(), &["reanchor"]).0, 2);
    assert_eq!(text_in(&folder), SET);
    assert_eq!(reanchor(&folder, &["--accept=edited,moved"]).0, 0);
}

/// As far as the engine offers changed words: then they are taken only if somebody says so.
#[test]
fn changed_words_are_taken_over_only_if_that_is_accepted() {
    let folder = changed(ARTICLE.replace("312 containers", "321 containers"));
    let (code, said) = json(&folder, &["--dry-run"]);
    assert_eq!(code, 1);
    let marks = said["sets"][0]["marks"].as_array().unwrap();
    let figure = marks.iter().find(|mark| mark["id"] == "figure1").unwrap();
    assert_eq!(figure["stands"], false);
    let (_, said) = json(&folder, &["--accept=edited"]);
    let marks = said["sets"][0]["marks"].as_array().unwrap();
    let figure = marks.iter().find(|mark| mark["id"] == "figure1").unwrap();
    assert_eq!(figure["stands"], figure["verdict"] == "edited");
    let set = set_in(&folder);
    assert_eq!(
        set.reanchored[0].edited.len(),
        usize::from(figure["verdict"] == "edited")
    );
    assert_sound(&folder);
}

#[test]
fn nothing_in_the_files_is_a_command_to_the_terminal() {
    let folder = changed(shorter().replace("went home.", "went \x1b[31m home."));
    put(
        &folder,
        SET_FILE,
        spoilt("anybody was hurt\"", "anybody was \\u{1b}[2Jhurt\""),
    );
    for form in ["text", "json"] {
        let (code, out, err) = reanchor(&folder, &["--dry-run", "--format", form]);
        assert!(
            code == 1 && !out.contains('\x1b') && !err.contains('\x1b'),
            "{out}{err}"
        );
    }
}

#[test]
fn a_reader_of_the_report_may_go_away() {
    let folder = changed(longer());
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimark"));
    let command = command
        .current_dir(folder.path())
        .args(["reanchor", SET_FILE]);
    let output = command
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(done(output), (0, String::new(), String::new()));
}

#[test]
fn show_says_what_is_set_aside_and_what_is_left_out() {
    let folder = changed(shorter());
    reanchor(&folder, &[]);
    let text = text_in(&folder);
    let region = "    left_out: [\n        (\n            span: (0, 4),\n            begins: \"Fire\",\n            ends: \"Fire\",\n            before: \"\",\n            after: \" at Kestrel Bay: minister calls \",\n        ),\n    ],\n    annotations: [";
    put(
        &folder,
        SET_FILE,
        text.replacen("    annotations: [", region, 1),
    );
    let (code, out, err) = claimark(folder.path(), &["show", SET_FILE]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.starts_with("7 marks by ada on news/harbour.txt, and 2 that are set aside\n"),
        "{out}"
    );
    assert!(out.contains("\n[left out: Fire] at Kestrel Bay"), "{out}");
    let (_, aside) = out
        .split_once("\nMarks that are set aside, without a place\n")
        .unwrap();
    insta::assert_snapshot!(aside);
    assert_sound(&folder);
}
