//! Laws of the format over any set there can be, and what is refused.

use proptest::prelude::*;

use super::*;
use crate::testing::any_set;

proptest! {
    #[test]
    fn write_read_write_gives_the_same_bytes_and_the_same_set(set in any_set()) {
        let text = write(&set);
        let again = read(text.as_bytes()).unwrap();
        let mut sorted = set;
        sorted.sort();
        prop_assert_eq!(&again, &sorted);
        prop_assert_eq!(write(&again), text);
    }

    #[test]
    fn a_set_cut_off_anywhere_is_refused_with_a_place(set in any_set(), at: proptest::sample::Index) {
        let text = write(&set);
        let cut = text.floor_char_boundary(at.index(text.len() - 1));
        let error = read(&text.as_bytes()[..cut]).unwrap_err();
        prop_assert!(error.place.line <= text.lines().count() + 1);
        if cut > 0 {
            prop_assert!(error.problem == ReadProblem::Truncated || matches!(error.problem, ReadProblem::Syntax(_) | ReadProblem::Slip { .. }), "{:?}", error);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        prop_assert!(read(&bytes).is_err());
        let mut ours = b"Claimark(version: 1,".to_vec();
        ours.extend(bytes);
        prop_assert!(read(&ours).is_err());
    }

    #[test]
    fn another_mark_is_a_diff_that_only_adds(set in any_set()) {
        let (with, mut without) = (set.clone(), set);
        without.annotations.pop();
        let (with, without) = (write(&with), write(&without));
        let mut old = without.lines().filter(|line| *line != "    annotations: [],");
        // Every old line is still there, in order, but for the brackets of a list that was empty.
        let mut next = old.next();
        for line in with.lines() {
            if next == Some(line) {
                next = old.next();
            }
        }
        prop_assert_eq!(next, None);
    }
}

/// A small set in its file, to be spoilt by the tests.
fn good() -> String {
    let document = crate::text::Document::new("“No,” he said.");
    let mut set = crate::testing::empty_set(&document);
    let span = crate::testing::span_of(&document, "No");
    let act = crate::annotation::Act::Mark {
        span,
        kind: crate::annotation::Kind::Denial,
        id: crate::annotation::AnnotationId::from_random(1),
        by: "ada".into(),
    };
    let transaction = set.plan(&act, &document).unwrap();
    set.apply(&transaction).unwrap();
    write(&set)
}

#[test]
fn a_set_looks_like_this() {
    insta::assert_snapshot!(good());
}

#[test]
fn several_and_what_a_mark_was_offered_for_have_their_places_and_an_older_set_lacks_them() {
    let older = include_str!("../../tests/fixtures/harbour.ada.ron");
    let set = read(older.as_bytes()).unwrap();
    assert!(set.annotations.iter().all(|mark| mark.suggested.is_empty()));
    let newer = older
        .replacen("Exactly(\"312\")", "Several(\"100\")", 1)
        .replacen(
            "            unsure: true,\n",
            "            unsure: true,\n            suggested: \"according to\",\n",
            1,
        );
    let set = read(newer.as_bytes()).unwrap();
    assert_eq!(write(&set), newer);
    let offered: Vec<_> = set.annotations.iter().map(|mark| &mark.suggested).collect();
    assert_eq!(offered.iter().filter(|cue| !cue.is_empty()).count(), 1);
    let amounts = set.annotations.iter().filter_map(|mark| match &mark.tag {
        crate::annotation::Tag::Figure { quantity, .. } => quantity.as_ref(),
        _ => None,
    });
    let several = crate::annotation::Amount::Several(100.into());
    assert_eq!(
        amounts
            .filter(|quantity| quantity.amount == several)
            .count(),
        1
    );
    // Anywhere else, and an empty one, it is read and put right.
    let field = "            suggested: \"according to\",\n";
    let moved = newer.replacen(field, "", 1).replacen(
        "            unsure: true,\n",
        &format!("{field}            unsure: true,\n"),
        1,
    );
    assert_ne!(moved, newer);
    assert_eq!(write(&read(moved.as_bytes()).unwrap()), newer);
    let empty = newer.replacen("\"according to\"", "\"\"", 1);
    let without = newer.replacen(field, "", 1);
    assert_eq!(write(&read(empty.as_bytes()).unwrap()), without);
}

#[track_caller]
fn refused(old: &str, new: &str) -> String {
    let text = good();
    assert!(
        text.contains(old),
        "the test is about something in the file"
    );
    let error = read(text.replacen(old, new, 1).as_bytes()).unwrap_err();
    format!("{}: {error}; {}", error.place, error.problem.remedy())
}

#[test]
fn refusals_name_the_place_the_reason_and_the_remedy() {
    insta::assert_snapshot!(
        [
            refused("version: 1", "version: 2"),
            refused("    annotator:", "    mood: \"good\",\n    annotator:"),
            refused("span: (1, 3),", "span: (1, 3), colour: 3,"),
            refused("span: (1, 3)", "span: (-1, 3)"),
            refused("span: (1, 3)", "span: (1, 99999999999999999999)"),
            refused("Denial()", "Rumour()"),
            refused("            by: \"ada\",\n", ""),
            refused("Claimark(", "Clainark("),
            refused("quote: \"No\"", "quote: \"No"),
            refused("id: \"", "id: \" "),
            refused("file_sha256: \"", "file_sha256: \"F"),
            refused("version: 1", "version: 1_0"),
            refused("            by:", "<<<<<<< HEAD\n            by:"),
            refused("Claimark(", "<<<<<<< HEAD\nClaimark("),
        ]
        .join("\n")
    );
}

/// What a hand does to a set, and what is said of it.
#[test]
fn slips_of_the_hand_are_named_with_what_to_write() {
    let set = include_str!("../../tests/fixtures/harbour.ada.ron");
    let mut said = String::new();
    let mut show = |text: &str, slip: &str| {
        let error = read(text.as_bytes()).unwrap_err();
        let slip = slip.trim().replace('\n', " ");
        let remedy = error.problem.remedy();
        said += &format!("{slip}\n    {}: {error}; {remedy}\n", error.place);
    };
    for (old, new) in [
        ("annotator: \"ada\"", "annotator: “ada”"),
        ("speaker: Some(\"minister\")", "speaker: \"minister\""),
        ("Here(\"claim1\")", "\"claim1\""),
        ("Here(\"claim1\"),", "Here(\"claim1\"), \"claim1\","),
        ("tag: Claim(", "tag: claim("),
        ("            by: \"ada\",\n", ""),
        (
            "            by: \"ada\",\n",
            "            by: \"ada\",\n            by: \"ada\",\n",
        ),
        ("by: \"ada\",", "by: \"ada"),
        ("by: \"ada\",", "by: ada\","),
        ("by: \"ada\",", "by: ada,"),
        ("by: \"ada\",", "by: 40,"),
        ("by: \"ada\",", "by \"ada\","),
        ("by: \"ada\",", "\"by\": \"ada\","),
        ("by: \"ada\",", "by: 'ada',"),
        ("by: \"ada\",", "by: Some(\"ada\"),"),
        ("by: \"ada\",", "by: \"ada\"; "),
        ("by: \"ada\",", "by: \"a\\da\","),
        ("by: \"ada\",", "# mine\n by: \"ada\","),
        ("by: \"ada\",", "by: \"ada\", # mine\n"),
        ("unsure: true", "unsure: yes"),
        ("unsure: true", "unsure: \"yes\""),
        ("span: (36, 49)", "span: (-36, 49)"),
        ("span: (36, 49)", "span: (36, 99999999999999999999)"),
        ("span: (36, 49)", "span: (36, 49, 50)"),
        ("span: (36, 49)", "span: (36)"),
        ("span: (36, 49)", "span: (36; 49)"),
        ("span: (36, 49)", "span: [36, 49]"),
        ("span: (36, 49)", "span: (\"36\", 49)"),
        ("span: (36, 49)", "span: (36.5, 49)"),
        ("span: (36, 49)", "span: 36, 49"),
        ("span: (36, 49)", "spam: (36, 49)"),
        ("by: \"ada\",", "by: \"ada\" unsure: true,"),
        ("by: \"ada\",", "speakr: \"ada\","),
        ("span: (36, 49)", "span: (36, 49"),
        ("Exactly(\"312\")", "\"312\""),
        ("Exactly(\"312\")", "Exactly(312)"),
        ("Exactly(\"312\")", "Several(312)"),
        ("Exactly(\"312\")", "Several"),
        ("Exactly(\"312\")", "Several(\"1\", \"2\")"),
        ("Exactly(\"312\")", "Several(\"many\")"),
        ("Exactly(\"312\")", "Dozens(\"1\")"),
        ("by: \"ada\",", "suggested: Some(\"told\"), by: \"ada\","),
        ("by: \"ada\",", "sugested: \"told\", by: \"ada\","),
        ("fragments: [", "fragments: "),
        ("fragments: [", "fragments: ("),
        ("tag: Claim(", "tag: Claim"),
        ("tag: Claim(", "tag: ("),
        ("\n    annotations: [", "\n    annotations: "),
        ("            tag: Claim(\n", "            tag: Claim(\n)\n"),
        (
            "        (\n            id: \"headline\"",
            "            id: \"headline\"",
        ),
        (
            "        (\n            id: \"headline\"",
            "        ((\n            id: \"headline\"",
        ),
    ] {
        assert!(set.contains(old), "{old}");
        show(&set.replacen(old, new, 1), new);
    }
    let end = set.trim_end().len();
    show(&format!("{set})"), "one ) more at the end");
    show(&format!("{set}// mine\n]"), "one ] more at the end");
    show(&set[..end - 1], "without the last )");
    show(&set[..end - 4], "without the last ],)");
    show(&set[..end - 20], "cut off");
    let last = set.rfind("        ),").unwrap();
    show(
        &format!("{}{}", &set[..last], &set[last + 11..]),
        "the last mark is not closed",
    );
    let last = set.rfind("    ],").unwrap();
    show(
        &format!("{}{}", &set[..last], &set[last + 7..]),
        "the list of marks is not closed",
    );
    let last = set.rfind("\",").unwrap();
    show(
        &format!("{}{}", &set[..last], &set[last + 1..]),
        "the last quotation mark is not closed",
    );
    insta::assert_snapshot!(said);
}
