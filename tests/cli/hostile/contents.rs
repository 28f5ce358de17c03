//! What stands in a file: deep, huge, endless.

use super::*;

const DEEP: usize = 200_000;
const MB: usize = 1_000_000;

#[test]
fn brackets_in_brackets_are_refused_before_they_fill_the_stack() {
    for bracket in ["[", "(", "{", "Some(", "Claim(", "((),", "[[],"] {
        let deep = bracket.repeat(DEEP);
        for start in ["annotations: ", "speakers: [", "annotator: "] {
            let at = SET.find("    annotator:").unwrap();
            refused(format!("{}    {start}{deep}", &SET[..at]), "F001");
        }
    }
    refused("Claimark(".repeat(DEEP), "F001");
    let begun = format!("Claimark(version: 1, {}", "article: (".repeat(DEEP));
    refused(begun, "F001");
}

#[test]
fn brackets_that_are_all_closed_are_no_better() {
    let deep = format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP));
    refused(spoilt("\"the harbour minister\"", &deep), "F001");
    let deep = format!("{}1{}", "Some(".repeat(DEEP), ")".repeat(DEEP));
    refused(spoilt("Some(\"minister\")", &deep), "F001");
}

#[test]
fn comments_in_comments_are_skipped_or_end_too_early() {
    let folder = folder();
    let closed = format!("{}{}", "/*".repeat(DEEP), "*/".repeat(DEEP));
    for (old, new) in [
        ("Claimark(", format!("{closed}Claimark(")),
        ("    version: 1,", format!("    {closed}version: 1,")),
        ("    annotator:", format!("{closed}    annotator:")),
        ("span: (36, 49)", format!("span: (36,{closed} 49)")),
    ] {
        put(&folder, "news/harbour.ada.ron", spoilt(old, &new));
        let Ran { code, out, err, .. } = verified(&folder);
        // Sound, but not as a set is written.
        assert!(code == 0 || out.contains(": F"), "{old}: {code} {out}{err}");
        assert!(!out.contains("F001"), "{out}");
        refused(spoilt(old, &new.replacen("*/", "", 1)), "F001");
    }
}

#[test]
fn numbers_beyond_all_measure_are_refused() {
    for (old, new) in [
        ("(36, 49)", "(36, 99999999999999999999)".to_owned()),
        ("(36, 49)", format!("({}, 49)", "9".repeat(MB))),
        ("(36, 49)", "(-36, 49)".to_owned()),
        ("(36, 49)", "(36.0, 49)".to_owned()),
        ("text_length: 736", "text_length: 1e400".to_owned()),
        (
            "Exactly(\"312\")",
            format!("Exactly(\"{}\")", "3".repeat(1000)),
        ),
        (
            "Exactly(\"312\")",
            format!("Exactly(\"0.{}\")", "3".repeat(1000)),
        ),
        (
            "Exactly(\"312\")",
            format!("Exactly(\"{}\")", "3".repeat(MB)),
        ),
        (
            "Exactly(\"312\")",
            format!("Several(\"{}\")", "3".repeat(MB)),
        ),
        (
            "Exactly(\"312\")",
            format!("Several(\"1\"{})", ", \"1\"".repeat(1000)),
        ),
    ] {
        refused(spoilt(old, &new), "F001");
    }
    refused(spoilt("version: 1", "version: 99999999999"), "F002");
    let newest = format!("version: {}", "9".repeat(MB));
    refused(spoilt("version: 1", &newest), "F002");
}

#[test]
fn a_span_that_is_as_large_as_numbers_go_is_a_finding() {
    let folder = folder();
    for span in [
        "(36, 18446744073709551615)",
        "(18446744073709551614, 18446744073709551615)",
        "(18446744073709551615, 0)",
        "(18446744073709551615, 18446744073709551615)",
    ] {
        put(&folder, "news/harbour.ada.ron", spoilt("(36, 49)", span));
        let Ran { code, out, .. } = verified(&folder);
        assert!(code == 1 && out.contains("S001"), "{out}");
        let Ran { code, .. } = run(
            folder.path(),
            &["verify", "--diff", "--unsafe-fixes", "news"],
        );
        assert_eq!(code, 1);
        let shown = run(folder.path(), &["show", "news/harbour.ada.ron"]);
        assert_eq!(shown.code, 0, "{}", shown.err);
    }
    let lengths = spoilt("text_length: 736", "text_length: 18446744073709551615")
        .replace("replaced: 0", "replaced: 18446744073709551615");
    put(&folder, "news/harbour.ada.ron", lengths);
    verified(&folder);
}

#[test]
fn the_largest_numbers_that_a_set_holds_are_checked_and_shown() {
    let folder = folder();
    let (large, small) = ("9".repeat(28), format!("0.{}1", "0".repeat(26)));
    for number in [large.clone(), format!("-{large}"), small, "0".to_owned()] {
        for kind in ["Exactly", "Several", "MoreThan", "AtMost"] {
            let amount = format!("{kind}(\"{number}\")");
            let text = spoilt("Exactly(\"312\")", &amount);
            put(&folder, "news/harbour.ada.ron", text);
            let Ran { code, err, .. } = verified(&folder);
            assert!(code <= 1, "{amount}: {err}");
            let shown = run(folder.path(), &["show", "news/harbour.ada.ron"]);
            assert_eq!(shown.code, 0, "{amount}: {}", shown.err);
        }
    }
}

/// What a sentence repeats of a file is short, however long it is there.
#[test]
fn what_is_said_of_a_huge_word_is_short() {
    let long = "long".repeat(MB / 4);
    for (old, new) in [
        ("id: \"headline\"", format!("id: \"{long}\"")),
        ("Some(\"owner\")", format!("Some(\"{long}\")")),
        ("unsure: true", format!("unsure: {long}")),
        ("unsure: true", format!("suggested: {long}")),
        ("unsure: true", format!("{long}: true")),
        ("tag: Claim(", format!("tag: {long}(")),
        ("Exactly(\"312\")", format!("{long}(\"312\")")),
        ("line_ends: Lf", format!("line_ends: {long}")),
        ("annotator: \"ada\"", format!("annotator: \"\\{long}\"")),
        ("Claimark(", format!("{long}(")),
    ] {
        refused(spoilt(old, &new), "F001");
    }
    let hash = SET.find("file_sha256: \"").unwrap() + "file_sha256: \"".len();
    refused(format!("{}{long}{}", &SET[..hash], &SET[hash..]), "F001");
}

#[test]
fn what_is_found_about_a_huge_word_is_short() {
    let folder = folder();
    put(
        &folder,
        "news/codebook.ron",
        "ClaimarkCodebook(version: 1, name: \"Ours\")",
    );
    let long = "long ".repeat(MB / 5).trim().to_owned();
    for (old, new, code) in [
        ("file: \"harbour.txt\"", format!("file: \"{long}\""), "A001"),
        (
            "file: \"harbour.txt\"",
            format!("file: \"{}harbour.txt\"", "../".repeat(1000)),
            "A001",
        ),
        ("reader: \"plain\"", format!("reader: \"{long}\""), "A001"),
        ("encoding: \"UTF-8\"", format!("encoding: \"{long}\""), ""),
        ("\"official\"", format!("\"{long}\""), "C001"),
        (
            "quote: \"the port safe\"",
            format!("quote: \"{long}\""),
            "Q001",
        ),
        (
            "before: \" at Kestrel",
            format!("before: \"{long} at Kestrel"),
            "Q002",
        ),
        ("name: \"the ministry\"", format!("name: \"{long}\""), ""),
        ("note: \"perhaps", format!("note: \"{long}"), ""),
        ("Elsewhere(\"the union", format!("Elsewhere(\"{long}"), ""),
        ("annotator: \"ada\"", format!("annotator: \"{long}\""), ""),
    ] {
        put(&folder, "news/harbour.ada.ron", spoilt(old, &new));
        for arguments in [
            &["verify", "--format=concise", "--ignore=C", "news"][..],
            &["verify", "--select=all", "news"],
            &["verify", "--statistics", "news"],
        ] {
            // Findings about sub-labels come along where they are asked for.
            let Ran { out, .. } = run_with(
                folder.path(),
                arguments,
                Stdio::null(),
                PATIENCE,
                3 * MOST_SAID,
            );
            let asked = arguments.contains(&"--select=all");
            assert!(!asked || out.contains(code), "{old}: {out}");
        }
    }
}

#[test]
fn a_string_of_fifty_megabytes_is_read_in_time() {
    let folder = folder();
    let long = "long ".repeat(10 * MB);
    put(
        &folder,
        "news/harbour.ada.ron",
        spoilt("note: \"perhaps", &format!("note: \"{long}")),
    );
    let Ran {
        code, out, peak, ..
    } = verified(&folder);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(peak < 12 * 50 * MB as u64, "{} MB", peak / MB as u64);
    let quote = format!("quote: \"{long}");
    put(
        &folder,
        "news/harbour.ada.ron",
        spoilt("quote: \"the port safe", &quote),
    );
    let Ran { code, out, .. } = verified(&folder);
    assert!(code == 1 && out.contains("Q001"), "{out}");
}

#[test]
fn one_character_of_half_a_million_accents_is_checked_shown_and_mended() {
    let folder = folder();
    let accents = "\u{301}".repeat(500_000);
    let article = ARTICLE.replacen("the port safe", &format!("the port sa{accents}fe"), 1);
    put(&folder, "news/harbour.txt", article);
    let mut marks = String::new();
    for mark in 0..20 {
        let at = 46 + mark * 24_000;
        marks += &format!(
            "(id: \"m{mark}\", tag: Claim(speaker: Some(\"owner\")), fragments: [(span: ({at}, {}), quote: \"\u{301}\", before: \"\u{301}\", after: \"\u{301}\")], by: \"ada\"),\n",
            at + 1
        );
    }
    let marked = spoilt("annotations: [", &format!("annotations: [{marks}"));
    put(&folder, "news/harbour.ada.ron", marked);
    for arguments in [
        &["verify", "--format=concise", "news"][..],
        &["verify", "news"],
        &["verify", "--diff", "--unsafe-fixes", "news"],
        &["show", "news/harbour.ada.ron"],
    ] {
        // The article itself is shown, and so are its accents.
        let most = 16 * MB as u64;
        let ran = run_with(folder.path(), arguments, Stdio::null(), PATIENCE, most);
        println!("{arguments:?}: {:?}", ran.took);
        // So are they in a mark that is mended to hold the whole character.
        let all = arguments[0] == "show" || arguments[1] == "--diff";
        assert!(all || ran.out.len() < 100_000, "{} bytes", ran.out.len());
        assert!(ran.code < 2, "{}", ran.err);
    }
}

#[test]
fn one_line_of_five_megabytes_and_lines_without_end_are_checked() {
    let folder = folder();
    let long = format!(
        "{ARTICLE}{}",
        "one line of a book, and more. ".repeat(MB / 6)
    );
    put(&folder, "news/harbour.txt", long.replace('\n', " "));
    let Ran { code, out, .. } = run_with(
        folder.path(),
        &["verify", "news"],
        Stdio::null(),
        PATIENCE,
        1 << 16,
    );
    assert!(code == 1 && out.contains("A002"), "{out}");
    put(
        &folder,
        "news/harbour.txt",
        format!("{}{ARTICLE}", "\n".repeat(50_000)),
    );
    let Ran { code, out, .. } = run_with(
        folder.path(),
        &["verify", "news"],
        Stdio::null(),
        PATIENCE,
        1 << 16,
    );
    assert!(code == 1 && out.contains("A002"), "{out}");
    let Ran { code, .. } = run_with(
        folder.path(),
        &["verify", "--fix", "--unsafe-fixes", "news"],
        Stdio::null(),
        PATIENCE,
        1 << 16,
    );
    assert!(code < 2);
    let Ran { code, .. } = run_with(
        folder.path(),
        &["show", "news/harbour.ada.ron"],
        Stdio::null(),
        PATIENCE,
        1 << 20,
    );
    assert_eq!(code, 0);
}

#[test]
fn a_codebook_is_as_well_armed() {
    let folder = folder();
    let begun = "ClaimarkCodebook(version: 1, name: ";
    for rest in [
        "[".repeat(DEEP),
        "Some(".repeat(DEEP),
        format!("{}{}", "/*".repeat(DEEP), "*/".repeat(DEEP)),
        format!("\"{}\")", "long".repeat(MB / 5)),
        format!("\"a\", {}: 1)", "long".repeat(MB / 5)),
        "9".repeat(MB),
    ] {
        put(&folder, "news/codebook.ron", format!("{begun}{rest}"));
        let Ran { err, .. } = verified(&folder);
        assert!(err.len() < 1000, "{err}");
        let Ran { err, .. } = run_with(
            folder.path(),
            &["codebook", "news"],
            Stdio::null(),
            PATIENCE,
            2 * MB as u64,
        );
        assert!(err.len() < 1000, "{err}");
    }
}
