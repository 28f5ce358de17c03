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
            prop_assert!(error.problem == ReadProblem::Truncated || matches!(error.problem, ReadProblem::Syntax(_)), "{:?}", error);
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
