//! What `claimark verify` can be asked for: which rules, how much, from where, and what it mends.

use super::*;

fn verify(folder: &TempDir, more: &[&str]) -> Done {
    let arguments: Vec<_> = ["verify", "--format=concise"]
        .iter()
        .chain(more)
        .copied()
        .collect();
    claimark(folder.path(), &arguments)
}

/// A folder with a set that has one error, which can be mended, and one note.
fn broken() -> TempDir {
    let folder = folder();
    let bad = spoilt("(36, 49)", "(36, 9999)").replace(DENIES, "");
    put(&folder, "news/harbour.ada.ron", bad);
    folder
}

/// What a denial of the sound set denies.
const DENIES: &str =
    "                denies: [\n                    Here(\"claim1\"),\n                ],\n";

#[test]
fn rules_are_chosen_and_weighed() {
    let folder = broken();
    let codes = |more: &[&str]| {
        let (code, out, _) = verify(&folder, &[more, &["news"]].concat());
        let codes = out.lines().map(|line| {
            line.split(' ').nth(1).unwrap().to_owned() + " " + line.split(' ').nth(2).unwrap()
        });
        (code, codes.collect::<Vec<_>>())
    };
    let both = || vec!["S001 error:".to_owned(), "L003 note:".to_owned()];
    assert_eq!(codes(&[]), (1, both()));
    assert_eq!(codes(&["--select", "usual"]), (1, both()));
    assert_eq!(codes(&["--select=l003,q"]), (0, both()[1..].to_vec()));
    assert_eq!(codes(&["--ignore=S", "--ignore=L003"]), (0, vec![]));
    assert_eq!(
        codes(&["--severity", "S001=note,denial-without-target=error"]),
        (1, vec!["S001 note:".into(), "L003 error:".into()])
    );
    assert_eq!(codes(&["--exit-zero"]), (0, both()));
}

#[test]
fn figures_of_the_same_words_with_two_numbers_are_found_across_files_and_in_one() {
    let folder = folder();
    // "at least 40 of its members", in another article and by another person.
    let other = spoilt("annotator: \"ada\"", "annotator: \"ben\"");
    put(&folder, "later/harbour.txt", ARTICLE);
    put(&folder, "later/harbour.ben.ron", &other);
    let found = |paths: &[&str]| {
        let all = [&["--select=X004"], paths].concat();
        let (code, out, err) = verify(&folder, &all);
        assert!(code < 2, "{err}");
        out
    };
    assert_eq!(found(&["."]), "");
    let other = other.replace("AtLeast(\"40\")", "AtLeast(\"400\")");
    put(&folder, "later/harbour.ben.ron", &other);
    let out = found(&["."]);
    assert_eq!(out.lines().count(), 1, "{out}");
    // As many have either: it is told of the later one.
    assert!(out.starts_with("./news/harbour.ada.ron:"), "{out}");
    let said = "X004 warning: “at least 40 of its members” amounts to at least 40 people here, and to at least 400 people elsewhere";
    assert!(out.contains(said), "{out}");
    let full = claimark(
        folder.path(),
        &["verify", "--format=full", "--select=X004", "."],
    );
    let line = other.lines().position(|line| line.contains("\"400\""));
    let place = format!("at ./later/harbour.ben.ron:{}:", line.unwrap() + 1);
    assert!(full.1.contains(&place), "{}", full.1);
    // A third that has what one of the two has: now that one is usual.
    put(&folder, "news/harbour.cleo.ron", SET);
    let out = found(&["."]);
    assert!(out.starts_with("./later/harbour.ben.ron:"), "{out}");
    assert_eq!(found(&["news"]), "");
    let (_, out, _) = verify(&folder, &["--ignore=X004", "."]);
    assert!(!out.contains("X004"), "{out}");
    // Twice in one set.
    let start = SET.find("        (\n            id: \"figure3\"").unwrap();
    let end = start + SET[start..].find("\n        ),\n").unwrap() + "\n        ),\n".len();
    let copy = SET[start..end]
        .replace("figure3", "figure9")
        .replace("\"40\"", "\"4\"");
    put(
        &folder,
        "news/harbour.ada.ron",
        format!("{}{copy}{}", &SET[..end], &SET[end..]),
    );
    let out = found(&["news/harbour.ada.ron"]);
    assert_eq!(out.lines().count(), 1, "{out}");
}

#[test]
fn what_names_no_rule_or_level_is_refused_with_what_was_meant() {
    let folder = broken();
    let (code, out, err) = verify(&folder, &["--ignore=S0O1", "news"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.starts_with(
            "claimark: there is no rule \"S0O1\"; did you mean S001 (span-outside-text)?"
        ),
        "{err}"
    );
    let (code, _, err) = verify(&folder, &["--severity=S001=fatal", "news"]);
    assert_eq!(code, 2);
    assert!(err.contains("it is error, warning or note"), "{err}");
    let json = ["verify", "--format=json", "--statistics", "news"];
    let (code, _, err) = claimark(folder.path(), &json);
    assert_eq!(code, 2);
    assert!(err.contains("--statistics is a table for people"), "{err}");
}

#[test]
fn what_could_not_be_checked_is_trouble_though_its_rule_is_ignored() {
    let folder = folder();
    put(&folder, "news/cut.ron", &SET[..400]);
    // Something else is found in it.
    let bare = spoilt("speaker: Some(\"owner\"),", "");
    put(&folder, "lost/harbour.ada.ron", bare);
    let (code, out, err) = verify(&folder, &["--ignore=A001,F001", "."]);
    assert_eq!(code, 2);
    assert!(!out.contains("A001") && out.contains("P003"), "{out}");
    let lines: Vec<_> = err.lines().collect();
    assert!(
        lines[0].starts_with("claimark: ./lost/harbour.ada.ron: not checked, as the set's article")
            && lines[1].starts_with("claimark: ./news/cut.ron: not checked, as the set can't")
            && !err.contains("all is well"),
        "{err}"
    );
    let (code, out, _) = claimark(
        folder.path(),
        &["verify", "--format=junit", "--select=Q", "."],
    );
    assert_eq!(code, 2);
    assert_eq!(out.matches("<error ").count(), 2, "{out}");
}

#[test]
fn quiet_is_without_a_summary() {
    let folder = broken();
    let (code, out, err) = verify(&folder, &["--quiet", "news"]);
    assert_eq!((code, out.lines().count(), err.as_str()), (1, 2, ""));
}

#[test]
fn findings_beyond_the_limit_are_counted() {
    let folder = broken();
    let (code, out, err) = verify(&folder, &["--limit=1", "news"]);
    assert_eq!((code, out.lines().count()), (1, 1));
    assert!(out.contains("S001"), "{out}");
    assert_eq!(
        err,
        "checked 1 set: 1 error, 1 note (1 can be mended with --fix); 1 finding is not shown; --limit 0 shows all, --statistics counts them\n"
    );
    let (_, out, err) = verify(&folder, &["--statistics", "news"]);
    assert!(
        out.contains("S001") && out.contains("L003") && !out.contains("harbour"),
        "{out}"
    );
    assert!(!err.contains("not shown"), "{err}");
}

#[test]
fn a_set_on_standard_input_is_checked_where_it_would_lie() {
    let folder = folder();
    let bad = spoilt("(36, 49)", "(36, 9999)");
    let arguments = [
        "verify",
        "--format=concise",
        "--stdin-filename=news/new.ron",
        "-",
    ];
    let (code, out, err) = claimark_with(folder.path(), &arguments, &bad);
    assert_eq!(code, 1);
    assert!(out.starts_with("news/new.ron:45:27: S001 error"), "{out}");
    assert_eq!(err, "checked 1 set: 1 error (1 can be mended with --fix)\n");
    // Without a name it lies where the program runs, and there is no article.
    let (code, out, _) = claimark_with(folder.path(), &["verify", "--format=concise", "-"], &bad);
    assert_eq!(code, 1);
    assert!(out.starts_with("-:4:15: A001 error"), "{out}");
    let (code, _, err) = claimark(folder.path(), &["verify", "--stdin-filename=x", "news"]);
    assert_eq!(code, 2);
    assert!(err.contains("give - as its path"), "{err}");
}

#[test]
fn a_set_on_standard_input_comes_out_mended_and_its_findings_elsewhere() {
    let folder = folder();
    let arguments = |fix| {
        [
            "verify",
            "--format=concise",
            fix,
            "--stdin-filename=news/new.ron",
            "-",
        ]
    };
    let bad = spoilt("(36, 49)", "(36, 9999)").replace(DENIES, "");
    let (code, out, err) = claimark_with(folder.path(), &arguments("--fix"), &bad);
    assert_eq!(code, 0);
    let mended = SET.replace(DENIES, "");
    assert_eq!(out, mended);
    assert!(
        err.starts_with("news/new.ron:") && err.contains("L003 note"),
        "{err}"
    );
    // What can't be read comes out as it went in: an editor would put this into the file.
    let (code, out, _) =
        claimark_with(folder.path(), &arguments("--fix"), "Claimark(version: 1, x");
    assert_eq!((code, out.as_str()), (1, "Claimark(version: 1, x"));
    assert_eq!(fs::read_dir(folder.path().join("news")).unwrap().count(), 2);
}

#[test]
fn a_fix_is_shown_then_done_and_then_there_is_nothing_to_do() {
    let folder = folder();
    let path = folder.path().join("news/harbour.ada.ron");
    let bad = spoilt("(36, 49)", "(36, 9999)");
    fs::write(&path, &bad).unwrap();
    let (code, out, err) = verify(&folder, &["--diff", "news"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(out);
    assert_eq!(err, "would mend 1 finding in 1 set\n");
    assert_eq!(fs::read_to_string(&path).unwrap(), bad);
    let (code, out, err) = verify(&folder, &["--fix", "news"]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert_eq!(
        err,
        "mended 1 finding in 1 set; checked 1 set: all is well\n"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), SET);
    let (code, out, err) = verify(&folder, &["--diff", "news"]);
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (0, "", "nothing to mend\n")
    );
}

#[test]
fn what_needs_a_persons_eye_is_only_mended_when_that_is_said() {
    let folder = folder();
    let path = folder.path().join("news/harbour.ada.ron");
    let bad = spoilt("Here(\"claim1\")", "Here(\"gone\")");
    fs::write(&path, &bad).unwrap();
    let (code, _, err) = verify(&folder, &["--fix", "news"]);
    assert_eq!(code, 1);
    assert_eq!(
        err,
        "checked 1 set: 1 error (1 can be mended with --fix --unsafe-fixes)\n"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), bad);
    let (code, out, _) = verify(&folder, &["--fix", "--unsafe-fixes", "news"]);
    assert_eq!(code, 0);
    assert!(out.contains("L003 note"), "{out}");
    assert!(!fs::read_to_string(&path).unwrap().contains("gone"));
}

#[test]
fn comments_are_not_lost_by_mending() {
    let folder = folder();
    let path = folder.path().join("news/harbour.ada.ron");
    let bad = spoilt("(36, 49)", "(36, 9999) /* mine */");
    fs::write(&path, &bad).unwrap();
    let (_, _, err) = verify(&folder, &["--fix", "news"]);
    assert!(err.contains("comment"), "{err}");
    assert_eq!(fs::read_to_string(&path).unwrap(), bad);
    let (code, ..) = verify(&folder, &["--fix", "--unsafe-fixes", "news"]);
    assert_eq!(
        (code, fs::read_to_string(&path).unwrap()),
        (0, SET.to_owned())
    );
}

#[test]
fn what_an_article_path_leads_to_outside_is_not_read_unless_allowed() {
    let folder = folder();
    let away = spoilt("\"harbour.txt\"", "\"../news/harbour.txt\"");
    put(&folder, "sets/harbour.ada.ron", &away);
    put(
        &folder,
        "sets/secret.ron",
        spoilt("\"harbour.txt\"", "\"/etc/hostname\""),
    );
    let (code, out, _) = verify(&folder, &["sets/harbour.ada.ron"]);
    assert_eq!(code, 1);
    assert!(
        out.contains("A001 error: the article ../news/harbour.txt lies outside"),
        "{out}"
    );
    for allowed in [
        &["--root=news", "sets/harbour.ada.ron"][..],
        &["--ignore=X", "sets/harbour.ada.ron", "news"],
    ] {
        assert_eq!(verify(&folder, allowed).0, 0, "{allowed:?}");
    }
    let (_, out, _) = verify(&folder, &["--ignore=X", "."]);
    let lines: Vec<_> = out.lines().collect();
    assert!(
        matches!(lines[..], [only] if only.contains("/etc/hostname lies outside")),
        "{out}"
    );
    let (code, _, err) = verify(&folder, &["--root=gone", "sets"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("--root gone: there is no such folder"),
        "{err}"
    );
}

#[test]
fn sets_are_looked_at_beside_each_other() {
    let folder = folder();
    put(&folder, "old/harbour.txt", ARTICLE);
    put(&folder, "news/harbour.ada.2.ron", SET);
    let ben = spoilt("annotator: \"ada\"", "annotator: \"ben\"")
        .replace("            unsure: true,\n", "");
    put(&folder, "old/harbour.ben.ron", ben);
    let (code, out, err) = verify(&folder, &["."]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(out);
    assert_eq!(err, "checked 3 sets: 2 warnings in 2 of them\n");
}

#[test]
fn words_that_are_marked_elsewhere_are_found_when_asked_for() {
    let folder = folder();
    put(
        &folder,
        "later/caption.txt",
        "A man says: “that is not so”.\n",
    );
    let (code, out, _) = verify(&folder, &["--select=usual,X003", "."]);
    assert_eq!((code, out.as_str()), (0, ""));
    let empty = empty_set("caption.txt", "A man says: “that is not so”.\n");
    put(&folder, "later/caption.ben.ron", empty);
    let (code, out, _) = verify(&folder, &["."]);
    assert_eq!((code, out.as_str()), (0, ""));
    let (code, out, _) = verify(&folder, &["--select=usual,X003", "."]);
    assert_eq!(code, 0);
    assert_eq!(
        out,
        "./later/caption.ben.ron:20:18: X003 note: “that is not so” is marked as a denial elsewhere, and stands here unmarked (./later/caption.txt:1:14)\n"
    );
}

/// A set without marks, as the program writes it.
fn empty_set(name: &str, text: &str) -> String {
    let hash = claimark::text::Document::new(text).sha256().to_string();
    let head = SET.split("    speakers: [").next().unwrap();
    let old = "304bad98b1420c92570d81b0fb777b7e325bf7eee78184a148b4adf394a56228";
    let length = format!("text_length: {}", text.chars().count());
    let head = head
        .replace("harbour.txt", name)
        .replace(old, &hash)
        .replace("text_length: 736", &length)
        .replace("\"ada\"", "\"ben\"");
    format!("{head}    speakers: [],\n    annotations: [],\n)\n")
}

#[test]
fn what_comes_out_does_not_depend_on_threads() {
    let folder = folder();
    // More than are read at once, three on each article, one of them broken in two places.
    for index in 0..400 {
        let name = format!("f{}/a{index}", index % 7);
        put(&folder, &format!("{name}.txt"), ARTICLE);
        for annotator in ["ada", "ben", "cy"] {
            let own = SET
                .replace("harbour.txt", &format!("a{index}.txt"))
                .replace("annotator: \"ada\"", &format!("annotator: \"{annotator}\""));
            let own = match annotator {
                "ben" => own
                    .replace("(36, 49)", "(36, 9999)")
                    .replace("Here(\"claim1\")", "Here(\"gone\")"),
                _ => own,
            };
            put(&folder, &format!("{name}.{annotator}.ron"), own);
        }
    }
    let run = |threads: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimark"));
        let command = command
            .current_dir(folder.path())
            .args(["verify", "--format=concise", "--limit=500", "."])
            .env("RAYON_NUM_THREADS", threads);
        done(command.output().unwrap())
    };
    let one = run("1");
    assert_eq!((one.0, one.1.lines().count()), (1, 500));
    assert!(
        one.1
            .lines()
            .is_sorted_by_key(|line| line.split(':').next().unwrap().to_owned())
    );
    for threads in ["2", "5"] {
        assert_eq!(run(threads), one, "{threads} threads");
    }
}

#[test]
fn show_reads_no_article_that_verify_would_not() {
    let folder = folder();
    let away = spoilt("\"harbour.txt\"", "\"../news/harbour.txt\"");
    put(&folder, "sets/harbour.ada.ron", away);
    let (code, out, err) = claimark(folder.path(), &["show", "sets/harbour.ada.ron"]);
    assert_eq!(code, 2);
    assert!(
        !out.contains("KESTREL BAY") && err.contains("unless --root allows its folder"),
        "{err}"
    );
    for allowed in [&["--root=."][..], &[]] {
        let arguments = [&["show", "sets/harbour.ada.ron"], allowed].concat();
        if allowed.is_empty() {
            put(&folder, "claimark.ron", "ClaimarkConfig(version: 1)");
        }
        let (code, out, err) = claimark(folder.path(), &arguments);
        assert_eq!(code, 0, "{err}");
        assert!(out.contains("KESTREL BAY"), "{out}");
    }
}

#[test]
fn nothing_that_was_a_set_is_passed_over() {
    let folder = folder();
    let (_, behind) = SET.split_once("    speakers: [").unwrap();
    put(&folder, "news/headless.ron", behind);
    put(&folder, "news/harbour.ben.ron", "{\"claims\": []}");
    put(&folder, "news/scene.ron", "(entities: [])");
    let (code, out, err) = verify(&folder, &["news"]);
    assert_eq!((code, out.matches("F001 error").count()), (1, 2), "{out}");
    assert!(
        err.ends_with("; passed over 1 .ron file that is no set\n"),
        "{err}"
    );
}

#[test]
fn a_configuration_by_another_name_is_told() {
    let folder = folder();
    put(
        &folder,
        "claimrak.ron",
        "ClaimarkConfig(version: 1, ignore: [Q])",
    );
    let (code, _, err) = verify(&folder, &["."]);
    assert_eq!(code, 0);
    assert!(
        err.starts_with("claimark: ./claimrak.ron: this is a configuration, but counts for nothing, as it is not called claimark.ron\n"),
        "{err}"
    );
}

#[test]
fn no_rules_at_all_are_refused_and_folders_without_sets_pass_when_they_may() {
    let folder = folder();
    let (code, _, err) = verify(&folder, &["--ignore=all", "news"]);
    assert_eq!(code, 2);
    assert!(err.contains("no rule left"), "{err}");
    fs::create_dir(folder.path().join("empty")).unwrap();
    assert_eq!(verify(&folder, &["empty"]).0, 2);
    assert_eq!(verify(&folder, &["--allow-none", "empty"]).0, 0);
    assert_eq!(verify(&folder, &["--allow-none", "gone"]).0, 2);
    for silly in [
        &["--diff", "--fix"][..],
        &["--diff", "--statistics"],
        &["--unsafe-fixes"],
    ] {
        assert_eq!(
            verify(&folder, &[silly, &["news"]].concat()).0,
            2,
            "{silly:?}"
        );
    }
}

#[test]
fn of_a_set_whose_article_was_changed_nothing_is_mended_and_the_remedy_is_named() {
    let folder = folder();
    let path = folder.path().join("news/harbour.ada.ron");
    // Far from all marks and the text around them.
    let changed = format!("Corrected on Friday.\n\n{ARTICLE}");
    put(&folder, "news/harbour.txt", &changed);
    // Something else is the matter, too, that could be mended.
    let spoilt = SET.replacen(
        "Here(\"claim1\"),",
        "Here(\"claim1\"), Here(\"claim1\"),",
        1,
    );
    fs::write(&path, &spoilt).unwrap();
    let (code, out, err) = verify(&folder, &["news"]);
    assert_eq!(code, 1);
    assert!(
        out.contains("A002 warning") && out.contains("L004"),
        "{out}"
    );
    assert!(!err.contains("can be mended"), "{err}");
    let full = claimark(folder.path(), &["verify", "news"]).1;
    assert!(
        full.contains("`claimark reanchor SET` takes the marks over"),
        "{full}"
    );
    for arguments in [&["--fix"][..], &["--fix", "--unsafe-fixes"], &["--diff"]] {
        let (_, out, err) = verify(&folder, &[arguments, &["news"]].concat());
        assert!(
            err.contains("news/harbour.ada.ron: the article was changed since the marks were made, so nothing is mended; `claimark reanchor news/harbour.ada.ron` takes"),
            "{err}"
        );
        assert_eq!(out.contains("L004"), arguments[0] == "--fix", "{out}");
        assert_eq!(fs::read_to_string(&path).unwrap(), spoilt);
    }
    // Once the article is as it was, it is mended.
    put(&folder, "news/harbour.txt", ARTICLE);
    let (code, ..) = verify(&folder, &["--fix", "news"]);
    assert_eq!(
        (code, fs::read_to_string(&path).unwrap().as_str()),
        (0, SET)
    );
}

#[test]
fn rules_beside_an_article_that_may_not_be_read_do_not_count() {
    let folder = folder();
    put(
        &folder,
        "proj/a.ada.ron",
        spoilt("\"harbour.txt\"", "\"../evil/harbour.txt\""),
    );
    put(&folder, "evil/harbour.txt", ARTICLE);
    put(
        &folder,
        "evil/claimark.ron",
        "ClaimarkConfig(version: 1, select: [N001])",
    );
    let (code, out, _) = verify(&folder, &["proj"]);
    assert_eq!(code, 1);
    assert!(out.contains("A001 error"), "{out}");
}

#[test]
fn a_set_that_is_given_stands_for_the_file_of_its_name() {
    let folder = folder();
    let arguments = [
        "verify",
        "--format=concise",
        "--stdin-filename=news/harbour.ada.ron",
        "-",
        ".",
    ];
    let (code, out, err) = claimark_with(folder.path(), &arguments, SET);
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (0, "", "checked 1 set: all is well\n")
    );
}
