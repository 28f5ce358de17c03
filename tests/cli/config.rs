//! Configurations: printed, looked at, and kept to by `verify`.

use super::*;

#[test]
fn a_configuration_is_begun_changed_and_looked_at() {
    let folder = folder();
    let (code, out, err) = claimark(folder.path(), &["config"]);
    assert_eq!((code, err.as_str()), (0, ""));
    put(&folder, "claimark.ron", &out);
    let by_name = claimark(folder.path(), &["config", "claimark.ron"]);
    assert_eq!((by_name.0, by_name.2.as_str()), (0, ""));
    assert_eq!(claimark(folder.path(), &["config", "news"]), by_name);
    // It changes nothing yet.
    assert!(!by_name.1.contains("usually"), "{}", by_name.1);
    put(
        &folder,
        "news/claimark.ron",
        "ClaimarkConfig(version: 1, ignore: [L003, \"P\"], severity: { \"P003\": error, M003: note })",
    );
    let (code, out, _) = claimark(folder.path(), &["config", "news"]);
    assert_eq!(code, 0);
    let first = out.lines().next().unwrap();
    assert!(first.starts_with("news/claimark.ron: "), "{first}");
    let changed: Vec<_> = out
        .lines()
        .filter(|line| line.contains("usually"))
        .collect();
    let words: Vec<Vec<_>> = changed
        .iter()
        .map(|line| line.split_whitespace().collect())
        .collect();
    for line in [
        ["L003", "denial-without-target", "off", "usually", "note"],
        ["M003", "marked-twice", "note", "usually", "warning"],
        ["P001", "unknown-speaker", "off", "usually", "error"],
        ["P003", "nobody-speaks", "off", "usually", "note"],
    ] {
        assert!(
            words.iter().any(|words| words == &line),
            "{line:?} in {out}"
        );
    }
}

#[test]
fn what_cannot_be_read_or_is_not_there_is_trouble() {
    let folder = folder();
    let (code, out, err) = claimark(folder.path(), &["config", "news"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "claimark: news: there is no claimark.ron in this folder or above it, so the usual rules count; \
         `claimark config > claimark.ron` begins one\n"
    );
    put(
        &folder,
        "claimark.ron",
        "ClaimarkConfig(\n  version: 1,\n  ignore: [\"M003\", \"nobody-speeks\"],\n)\n",
    );
    put(
        &folder,
        "fine.ron",
        "ClaimarkConfig(version: 1, select: [\"Q001\"])",
    );
    let (code, out, err) = claimark(folder.path(), &["config", "news", "gone.ron", "fine.ron"]);
    assert_eq!(code, 2);
    assert!(out.starts_with("fine.ron: 1 of "), "{out}");
    assert!(
        err.starts_with("claimark: claimark.ron:3:20: there is no rule \"nobody-speeks\"; did you mean P003 (nobody-speaks)? ")
            && err.contains("\nclaimark: gone.ron: the configuration can't be read"),
        "{err}"
    );
}

#[test]
fn verify_keeps_to_the_configuration_of_the_articles_folder_and_the_command_line_over_it() {
    let folder = folder();
    let label = "C001 error: the codebook has no sub-label";
    put(
        &folder,
        "codebook.ron",
        "ClaimarkCodebook(version: 1, name: \"Ours\")",
    );
    let run = |more: &[&str]| {
        let arguments = [&["verify", "--format=concise"], more, &["."]].concat();
        claimark(folder.path(), &arguments)
    };
    let (code, out, _) = run(&[]);
    assert!(code == 1 && out.contains(label), "{out}");
    let write = |name: &str, fields: &str| {
        put(
            &folder,
            name,
            format!("ClaimarkConfig(version: 1, {fields})"),
        );
    };
    write("claimark.ron", "severity: {\"C\": note}");
    let (code, out, err) = run(&[]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("C001 note: "), "{out}");
    // It is no set, and no other program's file either.
    assert!(
        !err.contains("passed over") && err.starts_with("checked 1 set: "),
        "{err}"
    );
    write("news/claimark.ron", "ignore: [\"C001\"]");
    assert_eq!(run(&[]).1, "");
    let (code, out, _) = run(&["--select=C001", "--severity=unknown-label=warning"]);
    assert!(code == 1 && out.contains("C001 warning: "), "{out}");
    // The set may lie elsewhere: it is the article's folder that counts.
    put(
        &folder,
        "sets/harbour.ben.ron",
        spoilt("\"harbour.txt\"", "\"../news/harbour.txt\"").replacen(
            "annotator: \"ada\"",
            "annotator: \"ben\"",
            1,
        ),
    );
    write("sets/claimark.ron", "severity: {\"C001\": error}");
    assert_eq!(run(&[]).1, "");
}

#[test]
fn a_broken_configuration_is_said_once_and_the_usual_rules_count() {
    let folder = folder();
    put(&folder, "news/more/harbour.txt", ARTICLE);
    put(
        &folder,
        "news/more/harbour.ada.ron",
        SET.replacen("ada", "ben", 1),
    );
    for text in [
        "",
        "\u{feff}ClaimarkConfig(version: 1)",
        "<<<<<<< mine\n",
        "ClaimarkConfig(version: 1, ignore: [\"all\"])",
    ] {
        put(&folder, "claimark.ron", text);
        let (code, out, err) = claimark(folder.path(), &["verify", "."]);
        assert!(!out.contains("F00"), "{text:?}: {out}");
        assert_eq!(code, 2, "{text:?}: {out}{err}");
        assert_eq!(
            err.matches("claimark.ron:1:1: ").count(),
            1,
            "{text:?}: {err}"
        );
    }
}

#[test]
fn the_folder_of_the_configuration_is_the_one_that_articles_may_be_read_from() {
    let folder = folder();
    put(
        &folder,
        "sets/harbour.ada.ron",
        spoilt("\"harbour.txt\"", "\"../news/harbour.txt\""),
    );
    let (code, out, _) = claimark(folder.path(), &["verify", "--format=concise", "sets"]);
    assert!(code == 1 && out.contains("A001"), "{out}");
    put(&folder, "claimark.ron", "ClaimarkConfig(version: 1)");
    for (place, path) in [("", "sets"), ("sets", "."), ("news", "../sets")] {
        let run = claimark(&folder.path().join(place), &["verify", path]);
        assert_eq!((run.0, run.1.as_str()), (0, ""), "{place}: {}", run.2);
    }
}
