//! The program itself, run as a person or a script runs it: exit codes, what goes where, which files are looked at.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

// Straight in `tests`, it would be a program of its own.
#[path = "cli/codebook.rs"]
mod codebook;
#[path = "cli/config.rs"]
mod config;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/reading.rs"]
mod reading;
#[path = "cli/reanchoring.rs"]
mod reanchoring;
#[path = "cli/statistics.rs"]
mod statistics;
#[path = "cli/suggesting.rs"]
mod suggesting;
#[path = "cli/verifying.rs"]
mod verifying;
#[path = "cli/versions.rs"]
mod versions;

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

/// Runs the program with something on its standard input.
fn claimark_with(folder: &Path, arguments: &[&str], input: &str) -> Done {
    let mut child = Command::new(env!("CARGO_BIN_EXE_claimark"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Who is not read from may find nobody there any more.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    done(child.wait_with_output().unwrap())
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
    let (code, out, err) = claimark(
        folder.path(),
        &["verify", "--format", "concise", "--ignore", "X", "./news"],
    );
    assert_eq!(code, 1);
    assert_eq!(
        err,
        "checked 3 sets: 3 errors in 2 of them (1 can be mended with --fix, 2 more with --unsafe-fixes)\n"
    );
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
        &["verify", "--format=concise", "--root=.", "sets", "lost"],
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
    let passed_over = "checked 1 set: all is well; passed over 1 .ron file that is no set\n";
    assert_eq!((code, err.as_str()), (0, passed_over));
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
fn a_damaged_set_is_found_in_its_folder_as_by_name() {
    let folder = folder();
    let other_first = SET.replacen("    version: 1,\n", "", 1);
    for (name, damaged) in [
        ("conflict", format!("<<<<<<< HEAD\n{SET}")),
        (
            "late",
            other_first.replacen("speakers:", "version: 1,\n    speakers:", 1),
        ),
        ("zero", spoilt("version: 1", "version: 0")),
        ("nameless", spoilt("Claimark(", "(")),
    ] {
        let path = format!("damaged/{name}.ron");
        put(&folder, &path, damaged);
        let by_name = claimark(folder.path(), &["verify", "--format=concise", &path]);
        assert_eq!(by_name.0, 1, "{name}");
        let in_folder = claimark(folder.path(), &["verify", "--format=concise", "damaged"]);
        assert_eq!(in_folder, by_name);
        fs::remove_file(folder.path().join(path)).unwrap();
    }
}

#[test]
fn what_is_passed_over_is_counted() {
    let folder = folder();
    put(&folder, "scenes/a.ron", "(entities: [])");
    put(&folder, "scenes/b.ron", "[1, 2]");
    let (_, _, err) = claimark(folder.path(), &["verify", "."]);
    assert_eq!(
        err,
        "checked 1 set: all is well; passed over 2 .ron files that are no sets\n"
    );
    let (code, _, err) = claimark(folder.path(), &["verify", "scenes"]);
    assert_eq!(code, 2);
    assert!(
        err.starts_with("claimark: no sets found under scenes;")
            && err.ends_with("\npassed over 2 .ron files that are no sets\n"),
        "{err}"
    );
}

#[cfg(unix)]
#[test]
fn a_link_to_a_set_does_not_hide_it_and_finds_its_article() {
    let folder = folder();
    let bad = spoilt("(36, 49)", "(36, 9999)");
    put(&folder, "news/harbour.ada.ron", bad);
    fs::create_dir(folder.path().join("inbox")).unwrap();
    let link = folder.path().join("inbox/today.ron");
    std::os::unix::fs::symlink("../news/harbour.ada.ron", link).unwrap();
    let (code, out, err) = claimark(folder.path(), &["verify", "--format=concise", "."]);
    assert_eq!(
        (code, err.as_str()),
        (1, "checked 1 set: 1 error (1 can be mended with --fix)\n"),
        "{out}"
    );
    assert!(
        out.starts_with("./news/harbour.ada.ron:") && out.contains("S001"),
        "{out}"
    );
    let (code, out, _) = claimark(folder.path(), &["verify", "--format=concise", "inbox"]);
    assert_eq!(code, 1);
    assert!(
        out.starts_with("inbox/today.ron:") && out.contains("S001"),
        "{out}"
    );
    let (code, out, _) = claimark(folder.path(), &["show", "inbox/today.ron"]);
    assert_eq!(code, 0, "{out}");
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_and_a_pipe_are_trouble_and_folders_called_like_sets_are_not() {
    let folder = folder();
    fs::create_dir(folder.path().join("news/old.ron")).unwrap();
    let at = |name: &str| folder.path().join(name);
    std::os::unix::fs::symlink("old.ron", at("news/older.ron")).unwrap();
    assert_eq!(claimark(folder.path(), &["verify", "news"]).0, 0);
    std::os::unix::fs::symlink("nowhere", at("news/lost.ron")).unwrap();
    let made = Command::new("mkfifo").arg(at("news/pipe.ron")).status();
    assert!(made.unwrap().success());
    let (code, out, err) = claimark(folder.path(), &["verify", "news"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains("claimark: news/lost.ron: the file can't be read")
            && err.contains("claimark: news/pipe.ron: the file can't be read")
            && err.ends_with("checked 1 set: nothing was found, but see what is said above\n"),
        "{err}"
    );
}

#[test]
fn an_article_that_is_no_file_is_a_finding_that_reads_right() {
    let folder = folder();
    fs::create_dir(folder.path().join("news/pages")).unwrap();
    for (file, message, help) in [
        (
            "pages",
            "the article pages is a folder",
            "name the article's own file here",
        ),
        (
            "",
            "the set names no article",
            "write the article's name here",
        ),
        (
            "empty.txt",
            "the article empty.txt can't be used: the file holds no text",
            "save the article again, or name another file here",
        ),
    ] {
        put(&folder, "news/empty.txt", "");
        put(
            &folder,
            "news/harbour.ada.ron",
            spoilt("\"harbour.txt\"", &format!("\"{file}\"")),
        );
        let (code, out, _) = claimark(folder.path(), &["verify", "news"]);
        assert_eq!(code, 1);
        assert!(
            out.starts_with(&format!("error[A001]: {message}\n")) && out.contains(help),
            "{out}"
        );
    }
}

#[test]
fn colours_are_as_they_are_asked_for() {
    let folder = folder();
    put(
        &folder,
        "news/harbour.ada.ron",
        spoilt("(36, 49)", "(36, 9999)"),
    );
    let coloured = |when: &str| {
        let (_, out, _) = claimark(folder.path(), &["verify", "--color", when, "news"]);
        out.contains("\x1b[")
    };
    assert!(coloured("always") && !coloured("never") && !coloured("auto"));
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
    let (code, out, err) = claimark(folder.path(), &["verify", "--ignore=X", "gone", "news"]);
    assert_eq!(code, 2);
    assert!(out.contains("S001"));
    assert_eq!(
        err,
        "claimark: gone: there is no such file or folder; check the name\nchecked 2 sets: 1 error in 1 of them (1 can be mended with --fix)\n"
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
    for arguments in [
        &["rule", "--all"][..],
        &["codebook"],
        &["show", "news/harbour.ada.ron"],
    ] {
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
    assert_eq!(
        err,
        "claimark: there is no rule \"quote-mismach\"; did you mean Q001 (quote-mismatch)? `claimark rule --all` lists them\n"
    );
    let (_, _, err) = claimark(folder.path(), &["rule", "zzz"]);
    assert_eq!(
        err,
        "claimark: there is no rule \"zzz\"; `claimark rule --all` lists them\n"
    );
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
        "8 of 9 marks do not stand where the set says; `claimark verify news/harbour.ada.ron` says more\n"
    );
    insta::assert_snapshot!(out);
}

#[test]
fn show_draws_no_mark_whose_context_is_another() {
    let folder = folder();
    put(
        &folder,
        "news/harbour.ada.ron",
        spoilt("\" at Kestrel Bay: ", "\" in Kestrel Bay: "),
    );
    let (code, out, err) = claimark(folder.path(), &["show", "news/harbour.ada.ron"]);
    assert_eq!(code, 0);
    assert_eq!(
        err,
        "1 of 9 marks does not stand where the set says; `claimark verify news/harbour.ada.ron` says more\n"
    );
    assert!(!out.contains("[claim 1:") && out.contains("other text around them"));
}

#[test]
fn show_links_to_the_first_of_two_marks_with_one_id() {
    let folder = folder();
    let start = SET.find("        (\n            id: \"claim1\"").unwrap();
    let length = SET[start..].find("\n        ),\n").unwrap() + "\n        ),\n".len();
    let copy = &SET[start..start + length];
    let twice = SET.replacen(copy, &copy.repeat(2), 1);
    put(&folder, "news/harbour.ada.ron", twice);
    let (code, out, _) = claimark(folder.path(), &["show", "news/harbour.ada.ron"]);
    assert_eq!(code, 0);
    assert!(
        out.contains("denies 4") && !out.contains("denies 5"),
        "{out}"
    );
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

#[test]
fn notes_are_shown_but_all_is_well() {
    let folder = folder();
    let bare = spoilt("speaker: Some(\"owner\"),", "").replace("Here(\"claim1\"),", "");
    let set = ::claimark::format::read(bare.as_bytes()).unwrap();
    // As it is written.
    let bare = ::claimark::format::write(&set);
    put(&folder, "news/b.ron", bare);
    let (code, out, err) = claimark(
        folder.path(),
        &["verify", "--format=concise", "--ignore=X", "news"],
    );
    assert_eq!(code, 0);
    assert!(out.contains("P003 note: this claim has no speaker") && out.contains("L003 note: "));
    // The owner says nothing else.
    assert!(out.contains("P004 note: “Tomas Lindqvist” speaks in no mark"));
    assert_eq!(
        err,
        "checked 2 sets: all is well, with 3 notes in 1 of them (1 can be mended with --fix)\n"
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
            && err.contains("rule")
            && err.contains("codebook"),
        "{err}"
    );
}
