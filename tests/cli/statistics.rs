//! `claimark stats`: the three forms, what is picked, and what can't be counted in full.

use super::*;

/// Two annotators on one article, one of whom is done, and a folder with another.
fn desk() -> TempDir {
    let folder = folder();
    let bob = SET
        .replacen("annotator: \"ada\"", "annotator: \"Bob\"", 1)
        .replacen("name: \"the ministry\"", "name: \"The  Ministry\"", 1);
    put(&folder, "news/harbour.bob.ron", &bob);
    put(&folder, "news/old/harbour.txt", ARTICLE);
    put(&folder, "news/old/harbour.ada.ron", SET);
    put(&folder, "news/other.ron", "(a: 1)");
    folder
}

/// The rows of a CSV table without quotation marks, by header.
fn rows(csv: &str) -> Vec<std::collections::HashMap<&str, &str>> {
    let mut lines = csv.lines();
    let header: Vec<_> = lines.next().unwrap().split(',').collect();
    lines
        .map(|line| {
            let cells: Vec<_> = line.split(',').collect();
            assert_eq!(cells.len(), header.len(), "{line}");
            header.iter().copied().zip(cells).collect()
        })
        .collect()
}

#[test]
fn an_overview_and_tables() {
    let folder = desk();
    let (code, out, err) = claimark(folder.path(), &["stats", "news"]);
    assert_eq!((code, err.as_str()), (0, ""));
    insta::assert_snapshot!(out);
}

#[test]
fn tables_for_programs() {
    let folder = desk();
    let (code, csv, _) = claimark(folder.path(), &["stats", "news", "--format", "csv"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(csv);
    let (code, json, _) = claimark(folder.path(), &["stats", "news", "--format", "json"]);
    assert_eq!(code, 0);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    // All forms say the same.
    let rows = rows(&csv);
    let total = &rows[0];
    for (key, value) in json["total"].as_object().unwrap() {
        let said: f64 = total[key.as_str()].parse().unwrap();
        assert_eq!(Some(said), value.as_f64(), "{key}");
    }
    for (key, by) in [
        ("annotators", "annotator"),
        ("tags", "tag"),
        ("labels", "label"),
        ("speakers", "speaker"),
        ("articles", "article"),
    ] {
        let of: Vec<_> = rows.iter().filter(|row| row["by"] == by).collect();
        let list = json[key].as_array().unwrap();
        assert_eq!(of.len(), list.len(), "{key}");
        for (row, object) in of.iter().zip(list) {
            assert_eq!(object["name"], row["name"]);
            assert_eq!(object["marks"].to_string(), row["marks"]);
        }
    }
}

#[test]
fn what_is_asked_for_alone_is_shown() {
    let folder = desk();
    let (code, out, _) = claimark(folder.path(), &["stats", "news", "--by", "speaker"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("By speaker\n") && !out.contains("By tag"));
    // Names are the same whatever blanks and capital letters they have.
    assert_eq!(out.matches("inistry").count(), 1, "{out}");
    let picked = ["stats", "news", "--by", "tag", "--format", "csv"];
    let (_, out, _) = claimark(folder.path(), &picked);
    let names: Vec<_> = rows(&out).iter().map(|row| row["name"]).collect();
    assert_eq!(names, ["claim", "denial", "figure"]);
}

#[test]
fn words_are_those_that_are_not_left_out() {
    let folder = folder();
    let csv = |folder: &TempDir| {
        let asked = ["stats", "news", "--by", "article", "--format", "csv"];
        claimark(folder.path(), &asked).1
    };
    let before: usize = rows(&csv(&folder))[0]["words"].parse().unwrap();
    assert_eq!(before, ARTICLE_WORDS);
    let plain = ARTICLE
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric));
    assert_eq!(before, plain.count());
}

/// Words of the article, counted by its blanks: it has no words that are joined by anything else.
const ARTICLE_WORDS: usize = 130;

#[test]
fn what_cant_be_counted_in_full_is_said_and_the_rest_is_counted() {
    let folder = desk();
    put(&folder, "news/old/harbour.txt", "Other words.");
    fs::remove_file(folder.path().join("news/harbour.txt")).unwrap();
    put(&folder, "news/broken.ron", "Claimark(version: 1,");
    let (code, out, err) = claimark(folder.path(), &["stats", "news", "--format", "csv"]);
    assert_eq!(code, 1);
    let sentences: Vec<_> = err.lines().collect();
    assert_eq!(sentences.len(), 4, "{err}");
    for (path, why) in [
        ("news/broken.ron:1:", "its marks are not counted"),
        ("news/harbour.ada.ron: ", "its words are not counted"),
        ("news/harbour.bob.ron: ", "its words are not counted"),
        ("news/old/harbour.ada.ron: ", "has changed since"),
    ] {
        let said = |sentence: &&str| sentence.contains(path) && sentence.contains(why);
        assert!(sentences.iter().any(said), "{path}: {err}");
    }
    let total = &rows(&out)[0];
    assert_eq!(
        (total["sets"], total["words"], total["per_1000_words"]),
        ("3", "", "")
    );
    assert_ne!(total["marks"], "0");
}

#[test]
fn where_there_is_nothing_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, err) = claimark(folder.path(), &["stats", "."]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("no sets found under ."), "{err}");
    let (code, _, err) = claimark(folder.path(), &["stats", "nowhere"]);
    assert_eq!(code, 2);
    assert!(err.contains("there is no such file or folder"), "{err}");
}

#[test]
fn a_copy_that_claimark_put_beside_a_set_is_counted_only_when_it_is_named() {
    let folder = desk();
    let (_, before, _) = claimark(folder.path(), &["stats", "news"]);
    put(&folder, "news/harbour.ada.mine-1.ron", SET);
    let copy = "news/harbour.ada.mine-1.ron";
    let why = "since it is a copy that Claimark put beside its set; name one to count it, or delete it when nothing in it is needed";
    let (code, out, err) = claimark(folder.path(), &["stats", "news"]);
    assert_eq!((code, &out), (0, &before));
    assert_eq!(err, format!("{copy}: not counted, {why}\n"));
    put(&folder, "news/harbour.bob.theirs-2.ron", SET);
    let (code, out, err) = claimark(folder.path(), &["stats", "news"]);
    assert_eq!((code, &out), (0, &before));
    assert!(
        err.starts_with(&format!("{copy} and 1 more: not counted, ")),
        "{err}"
    );
    assert_eq!(err.lines().count(), 1);
    let sets = |arguments: &[&str]| {
        let (code, out, err) = claimark(folder.path(), arguments);
        assert_eq!((code, err.as_str()), (0, ""));
        rows(&out)[0]["sets"].to_owned()
    };
    assert_eq!(sets(&["stats", "--format", "csv", copy]), "1");
    // Where the set itself is gone, it is all that there is.
    fs::remove_file(folder.path().join("news/harbour.ada.ron")).unwrap();
    fs::remove_file(folder.path().join("news/harbour.bob.theirs-2.ron")).unwrap();
    assert_eq!(sets(&["stats", "--format", "csv", "news"]), "3");
}
