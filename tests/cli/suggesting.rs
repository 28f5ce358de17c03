//! `claimark suggest`: what is printed, written for review, and held against marks.

use super::*;

const STORY: &str = "Bridge was safe, mayor says\n\n\
    Mayor Ann Roe said the old bridge was closed on Monday.\n\
    “There is no crack in it,” Roe told Coastwire. “Somebody has made it up.”\n\
    The harbour firm denied that it had ordered the works.\n";

fn desk() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(&folder, "news/bridge.txt", STORY);
    folder
}

#[test]
fn offers_are_printed_in_text_order() {
    let folder = desk();
    let (code, out, err) = claimark(
        folder.path(),
        &["suggest", "news/bridge.txt", "--tags", "claim,denial"],
    );
    assert_eq!((code, err.as_str()), (0, ""));
    insta::assert_snapshot!(out);
    let (_, only, _) = claimark(
        folder.path(),
        &["suggest", "--tags=denial", "news/bridge.txt"],
    );
    assert!(
        only.contains("  denial  ") && !only.contains("  claim  "),
        "{only}"
    );
}

#[test]
fn programs_get_places_in_code_points() {
    let folder = desk();
    let (code, out, _) = claimark(
        folder.path(),
        &["suggest", "news/bridge.txt", "--format", "json"],
    );
    assert_eq!(code, 0);
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["version"], 1);
    let offers = value["articles"][0]["offers"].as_array().unwrap();
    assert!(!offers.is_empty());
    let text: Vec<char> = STORY.chars().collect();
    for offer in offers {
        let pieces = offer["pieces"].as_array().unwrap().iter();
        for place in pieces.chain([&offer["cue"]]) {
            let ends = [0, 1].map(|end| place["range"][end].as_u64().unwrap() as usize);
            let words: String = text[ends[0]..ends[1]].iter().collect();
            assert_eq!(place["words"], words);
        }
    }
}

#[test]
fn a_set_for_review_is_sound_and_never_written_over_another() {
    let folder = desk();
    let ask = ["suggest", "news/bridge.txt", "--write"];
    let (code, out, err) = claimark(folder.path(), &ask);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let path = "news/bridge.suggested.ron";
    assert!(err.starts_with(path) && err.contains("for review"), "{err}");
    let set = fs::read_to_string(folder.path().join(path)).unwrap();
    let marks = set.matches("tag: ").count();
    assert!(marks >= 3, "{set}");
    assert_eq!(set.matches("unsure: true").count(), marks);
    assert_eq!(set.matches("suggested: \"").count(), marks);
    assert!(set.contains("name: \"Ann Roe\""), "{set}");
    let (code, out, err) = claimark(folder.path(), &["verify", "news"]);
    assert_eq!((code, out.contains("error")), (0, false), "{out}{err}");
    let (code, _, err) = claimark(folder.path(), &ask);
    assert_eq!(code, 2);
    assert!(err.contains("already there"), "{err}");
    assert_eq!(fs::read_to_string(folder.path().join(path)).unwrap(), set);
    let elsewhere = [
        "suggest",
        "news/bridge.txt",
        "--write",
        "b.ron",
        "--annotator",
        "Bo",
    ];
    assert_eq!(claimark(folder.path(), &elsewhere).0, 0);
    let set = fs::read_to_string(folder.path().join("b.ron")).unwrap();
    assert!(set.contains("annotator: \"Bo\"") && set.contains("file: \"news/bridge.txt\""));
}

#[test]
fn offers_are_held_against_marks() {
    let folder = desk();
    claimark(folder.path(), &["suggest", "news/bridge.txt", "--write"]);
    let against = ["suggest", "--against", "news/bridge.suggested.ron"];
    let (code, out, err) = claimark(folder.path(), &against);
    assert_eq!((code, err.as_str()), (0, ""));
    let all = out.lines().last().unwrap();
    assert!(
        all.starts_with("all") && all.matches("1.00").count() == 2,
        "{out}"
    );
    // Without one of them, which is then offered but not marked.
    let path = folder.path().join("news/bridge.suggested.ron");
    let set = fs::read_to_string(&path).unwrap();
    let mut marks: Vec<_> = set.split("        (\n            id: ").collect();
    let at = marks
        .iter()
        .position(|mark| mark.contains("tag: Denial"))
        .unwrap();
    let last_too = at + 1 == marks.len();
    let gone = marks.remove(at);
    let mut set = marks.join("        (\n            id: ");
    if last_too {
        set += gone.split_once("        ),\n").unwrap().1;
    }
    fs::write(&path, set).unwrap();
    let (_, out, _) = claimark(
        folder.path(),
        &["suggest", "-v", "--against", "news/bridge.suggested.ron"],
    );
    assert!(
        out.contains("not marked") && !out.contains("not offered"),
        "{out}"
    );
}

#[test]
fn what_is_left_out_by_a_set_beside_is_not_offered() {
    let folder = folder();
    let before = claimark(folder.path(), &["suggest", "news/harbour.txt"]).1;
    let rows = before.lines().count();
    assert!(rows > 2, "{before}");
    let whole = SET.replacen(
        "annotations:",
        &format!(
            "left_out: [(span: (0, {}), begins: {:?}, ends: {:?}, before: \"\", after: \"\")],\n    annotations:",
            ARTICLE.trim_end().chars().count(),
            ARTICLE.chars().take(32).collect::<String>(),
            ARTICLE.trim_end().chars().rev().take(32).collect::<Vec<_>>().into_iter().rev().collect::<String>(),
        ),
        1,
    );
    let after_end: String = ARTICLE
        .chars()
        .skip(ARTICLE.trim_end().chars().count())
        .collect();
    put(
        &folder,
        "news/harbour.ada.ron",
        whole.replacen("after: \"\")]", &format!("after: {after_end:?})]"), 1),
    );
    let after = claimark(folder.path(), &["suggest", "news/harbour.txt"]).1;
    assert_eq!(after.lines().count(), 1, "{after}");
}

#[test]
fn what_can_not_be_done_is_said() {
    let folder = desk();
    let (code, out, err) = claimark(folder.path(), &["suggest", "gone.txt", "news/bridge.txt"]);
    assert_eq!(code, 2);
    assert!(
        out.starts_with("news/bridge.txt: ") && err.contains("gone.txt: there is no such file"),
        "{out}{err}"
    );
    let (code, _, err) = claimark(folder.path(), &["suggest", "--against", "news/bridge.txt"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("claimark: news/bridge.txt:1:1: "), "{err}");
    assert_eq!(claimark(folder.path(), &["suggest"]).0, 2);
}
