//! `claimark config`: what it prints to begin with, and which configuration counts where.

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
