//! The program itself, run as a person or a script runs it: exit codes, what goes where, which files are looked at.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

const ARTICLE: &str = include_str!("fixtures/harbour.txt");
const SET: &str = include_str!("fixtures/harbour.ada.ron");

/// A folder with the sound set and its article in `news`.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(&folder, "news/harbour.txt", ARTICLE);
    put(&folder, "news/harbour.ada.ron", SET);
    folder
}

fn put(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// The sound set with one thing replaced.
#[track_caller]
fn spoilt(old: &str, new: &str) -> String {
    assert!(SET.contains(old));
    SET.replacen(old, new, 1)
}

/// What the program did: exit code, standard output, standard error.
type Done = (i32, String, String);

fn claimark(folder: &Path, arguments: &[&str]) -> Done {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimark"));
    let command = command.current_dir(folder).args(arguments);
    done(command.env_remove("NO_COLOR").output().unwrap())
}

fn done(output: Output) -> Done {
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

#[test]
fn a_sound_set_is_silence_and_a_summary() {
    let folder = folder();
    for path in ["news/harbour.ada.ron", "news", "."] {
        let (code, out, err) = claimark(folder.path(), &["verify", path]);
        assert_eq!(
            (code, out.as_str(), err.as_str()),
            (0, "", "checked 1 set: all is well\n"),
            "{path}"
        );
    }
}

#[test]
fn the_same_text_in_other_bytes_is_no_finding() {
    let folder = folder();
    let bytes = format!("\u{feff}{}", ARTICLE.replace('\n', "\r\n"));
    put(&folder, "news/harbour.txt", bytes);
    let (code, out, _) = claimark(folder.path(), &["verify", "news"]);
    assert_eq!((code, out.as_str()), (0, ""));
}

#[test]
fn findings_go_to_stdout_sorted_by_path_and_place_with_paths_as_given() {
    let folder = folder();
    put(
        &folder,
        "news/b.ron",
        spoilt("312 containers\"", "321 containers\"")
            .replace("Here(\"claim1\")", "Here(\"gone\")"),
    );
    put(&folder, "news/a.ron", spoilt("(36, 49)", "(36, 9999)"));
    let (code, out, err) = claimark(folder.path(), &["verify", "--format", "concise", "./news"]);
    assert_eq!(code, 1);
    assert_eq!(err, "checked 3 sets: 3 errors in 2 of them\n");
    insta::assert_snapshot!(out);
    let (code, out, _) = claimark(folder.path(), &["verify", "news/a.ron"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(out);
}

#[test]
fn every_article_is_found_beside_its_set_and_one_that_is_gone_is_a_finding() {
    let folder = folder();
    put(
        &folder,
        "sets/harbour.ada.ron",
        spoilt("\"harbour.txt\"", "\"../news/harbour.txt\""),
    );
    put(&folder, "lost/harbour.ada.ron", SET);
    let (code, out, err) = claimark(
        folder.path(),
        &["verify", "--format=concise", "sets", "lost"],
    );
    assert_eq!(code, 1);
    assert_eq!(
        out,
        "lost/harbour.ada.ron:4:15: A001 error: the article harbour.txt is not there\n"
    );
    assert_eq!(err, "checked 2 sets: 1 error in 1 of them\n");
}

#[test]
fn foreign_files_in_a_folder_are_passed_over_but_not_by_name_nor_empty_ones() {
    let folder = folder();
    put(&folder, "news/scene.ron", "(entities: [])");
    let (code, _, err) = claimark(folder.path(), &["verify", "news"]);
    assert_eq!((code, err.as_str()), (0, "checked 1 set: all is well\n"));
    let (code, out, _) = claimark(
        folder.path(),
        &["verify", "--format=concise", "news/scene.ron"],
    );
    assert_eq!(code, 1);
    assert!(
        out.starts_with("news/scene.ron:1:1: F001 error: this is not a Claimark set"),
        "{out}"
    );
    put(&folder, "news/lost.ron", "");
    let (code, out, _) = claimark(folder.path(), &["verify", "--format=concise", "news"]);
    assert_eq!(code, 1);
    assert!(out.starts_with("news/lost.ron:1:1: F001"), "{out}");
}

#[test]
fn a_set_that_is_cut_off_or_not_utf8_is_a_finding_at_its_place() {
    let folder = folder();
    put(
        &folder,
        "news/cut.ron",
        &SET[..SET.find("annotator").unwrap()],
    );
    let mut bytes = SET.as_bytes().to_vec();
    let place = SET.find("Lindqvist").unwrap();
    bytes[place] = 0xFF;
    put(&folder, "news/latin.ron", bytes);
    let (code, out, _) = claimark(folder.path(), &["verify", "--format=concise", "news"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(out);
}

#[test]
fn hidden_and_git_ignored_files_are_only_looked_at_by_name() {
    let folder = folder();
    let bad = spoilt("(36, 49)", "(36, 9999)");
    fs::create_dir(folder.path().join(".git")).unwrap();
    put(&folder, ".gitignore", "old/\n");
    put(&folder, "old/a.ron", &bad);
    put(&folder, ".trash/a.ron", &bad);
    put(&folder, "news/.#a.ron", &bad);
    assert_eq!(claimark(folder.path(), &["verify", "."]).0, 0);
    assert_eq!(claimark(folder.path(), &["verify", "old/a.ron"]).0, 1);
}

#[test]
fn one_file_asked_for_twice_is_checked_once() {
    let folder = folder();
    let (_, _, err) = claimark(
        folder.path(),
        &["verify", ".", "news/harbour.ada.ron", "news"],
    );
    assert_eq!(err, "checked 1 set: all is well\n");
}

#[test]
fn what_can_not_be_checked_is_trouble_and_the_rest_is_checked_all_the_same() {
    let folder = folder();
    put(&folder, "news/a.ron", spoilt("(36, 49)", "(36, 9999)"));
    fs::create_dir(folder.path().join("empty")).unwrap();
    let (code, out, err) = claimark(folder.path(), &["verify", "gone", "news"]);
    assert_eq!(code, 2);
    assert!(out.contains("S001"));
    assert_eq!(
        err,
        "claimark: gone: there is no such file or folder; check the name\nchecked 2 sets: 1 error in 1 of them\n"
    );
    let (code, out, err) = claimark(folder.path(), &["verify", "empty"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.starts_with("claimark: no sets found under empty;"),
        "{err}"
    );
    assert_eq!(claimark(folder.path(), &["verify"]).0, 2);
}

#[test]
fn nothing_in_a_file_is_a_command_to_the_terminal() {
    let folder = folder();
    put(
        &folder,
        "news/a.ron",
        spoilt(
            "quote: \"the port safe\"",
            "quote: \"\\u{1b}[2Jsafe\\u{7}\"",
        ),
    );
    for format in ["full", "concise"] {
        let (_, out, _) = claimark(folder.path(), &["verify", "--format", format, "news"]);
        assert!(
            out.contains('␛') && !out.contains(['\x1b', '\x07']),
            "{out}"
        );
    }
}

#[test]
fn a_reader_that_goes_away_is_no_trouble() {
    let folder = folder();
    for arguments in [&["rule", "--all"][..], &["show", "news/harbour.ada.ron"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimark"));
        let command = command.current_dir(folder.path()).args(arguments);
        let output = command
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let (code, _, err) = done(output);
        assert_eq!((code, err.as_str()), (0, ""));
    }
}

#[test]
fn rules_explain_themselves_by_code_or_name() {
    let folder = folder();
    let by_code = claimark(folder.path(), &["rule", "q001"]);
    assert_eq!(
        by_code,
        claimark(folder.path(), &["rule", "quote-mismatch"])
    );
    assert!(by_code.0 == 0 && by_code.1.starts_with("# Q001 quote-mismatch\n"));
    let (code, out, err) = claimark(folder.path(), &["rule", "quote-mismach"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("did you mean Q001 (quote-mismatch)?"), "{err}");
    let (code, out, _) = claimark(folder.path(), &["rule", "--all"]);
    assert!(code == 0 && out.contains("## S002 span-cuts-character"));
}

#[test]
fn show_prints_the_article_with_its_marks() {
    let folder = folder();
    let (code, out, err) = claimark(folder.path(), &["show", "news/harbour.ada.ron"]);
    assert_eq!((code, err.as_str()), (0, ""));
    insta::assert_snapshot!(out);
    let (_, coloured, _) = claimark(
        folder.path(),
        &["show", "--color=always", "news/harbour.ada.ron"],
    );
    assert!(coloured.contains("\x1b["));
}

#[test]
fn show_never_puts_a_mark_on_other_words() {
    let folder = folder();
    let moved = ARTICLE.replacen("reporters on Tuesday", "us", 1);
    put(&folder, "news/harbour.txt", moved);
    let (code, out, err) = claimark(folder.path(), &["show", "news/harbour.ada.ron"]);
    assert_eq!(code, 0);
    assert_eq!(
        err,
        "8 of 9 marks stand on other words than the set says; `claimark verify news/harbour.ada.ron` says more\n"
    );
    insta::assert_snapshot!(out);
}

#[test]
fn show_without_an_article_lists_the_marks_and_says_so() {
    let folder = folder();
    fs::remove_file(folder.path().join("news/harbour.txt")).unwrap();
    let (code, out, err) = claimark(folder.path(), &["show", "news/harbour.ada.ron"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("news/harbour.txt: there is no such file"),
        "{err}"
    );
    assert!(out.contains("Marks, without their article") && out.contains("“That is not so”"));
    let (code, out, err) = claimark(folder.path(), &["show", "news"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.starts_with("claimark: news: the set can't be read"),
        "{err}"
    );
}

#[cfg(not(feature = "gui"))]
#[test]
fn without_a_window_the_program_says_what_it_can_do() {
    let folder = folder();
    let (code, out, err) = claimark(folder.path(), &["news/harbour.txt"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains("no window")
            && err.contains("verify")
            && err.contains("show")
            && err.contains("rule"),
        "{err}"
    );
}
