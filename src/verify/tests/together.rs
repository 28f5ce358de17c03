//! Rules that look at several sets: each sets its own off, and what is the same in both sets none off.

mod numbers;

use super::*;
use crate::verify::together::{
    self, Keep, Pair, Side, Trace, compare, marked_elsewhere, phrases_of_all, suspects,
};

/// Another set beside the sound one: the code of the rule that it sets off, and what is replaced in it.
const BESIDE: &[(&str, &[(&str, &str)])] = &[
    ("X001", &[]),
    (
        "X002",
        &[
            ("annotator: \"ada\"", "annotator: \"ben\""),
            ("unsure: true,", ""),
        ],
    ),
];

/// What comes out for a set of this text beside the sound one.
fn beside(text: &str, act: impl FnOnce(&Case<'_>, &[Finding])) {
    let sound = set();
    with_case(text, |case| {
        let case = Case {
            set_name: "news/harbour.later.ron",
            ..*case
        };
        let of = Side {
            name: case.set_name,
            text,
            set: case.set.unwrap(),
            document: case.article.and_then(Result::ok),
            article: "news/harbour.txt",
        };
        let with = Side {
            name: "news/harbour.ada.ron",
            text: SET,
            set: &sound,
            document: None,
            article: "news/harbour.txt",
        };
        let mut findings = compare(of, with, case.selection);
        place(&case, &mut findings);
        act(&case, &findings);
    });
}

/// Does something with every pair of sets that sets a rule off.
pub(super) fn each_pair(mut act: impl FnMut(&str, &Case<'_>, &[Finding])) {
    for (code, changes) in BESIDE {
        let text = changes.iter().fold(SET.to_owned(), |text, (old, new)| {
            assert!(text.contains(old), "{old}");
            text.replace(old, new)
        });
        beside(&text, |case, findings| act(code, case, findings));
    }
    unmarked(|case, findings| act("X003", case, findings));
    numbers::another(|case, findings| act("X004", case, findings));
}

/// What comes out for a set that lacks a mark of the sound one, on a copy of its article.
fn unmarked(act: impl FnOnce(&Case<'_>, &[Finding])) {
    let (sound, mut lacking) = (set(), set());
    let id = crate::annotation::AnnotationId::new("denial1").unwrap();
    lacking.annotations.retain(|mark| mark.id != id);
    let text = crate::format::write(&lacking);
    with_case(&text, |case| {
        let side = |name, text, set, document, article| Side {
            name,
            text,
            set,
            document,
            article,
        };
        let of = side(
            case.set_name,
            case.text,
            case.set.unwrap(),
            case.article.and_then(Result::ok),
            "copy.txt",
        );
        let with = side("news/other.ron", SET, &sound, None, "other.txt");
        let with_phrases = Keep {
            phrases: true,
            ..Keep::default()
        };
        let traces = [
            (0, Trace::of(of.set, of.article, with_phrases)),
            (1, Trace::of(with.set, with.article, with_phrases)),
        ];
        let words = together::unmarked(&phrases_of_all(&traces), of, 0);
        let wishes = Wishes {
            select: Some(vec!["X003".into()]),
            ..Wishes::default()
        };
        let selection = Selection::usual().with(&wishes).unwrap();
        let mut findings = marked_elsewhere(of, with, &words, &selection);
        assert_eq!(marked_elsewhere(of, with, &words, case.selection), []);
        place(case, &mut findings);
        act(case, &findings);
    });
}

#[test]
fn each_pair_sets_off_its_own_rule_and_no_other() {
    each_pair(|code, _, findings| assert_eq!(codes(findings), [code]));
}

#[test]
fn a_copy_under_another_name_is_no_clash_of_ids() {
    let text = SET.replace("annotator: \"ada\"", "annotator: \"ben\"");
    beside(&text, |_, findings| assert_eq!(findings, []));
}

#[test]
fn what_differs_is_said_with_its_place_in_the_other_file() {
    let text = SET
        .replace("annotator: \"ada\"", "annotator: \"ben\"")
        .replace("unsure: true,", "");
    beside(&text, |_, findings| {
        let [finding] = findings else {
            panic!("{findings:?}");
        };
        assert_eq!(finding.notes[1], "they differ in their unsure flag");
        assert!(
            finding.notes[0].contains("at news/harbour.ada.ron:"),
            "{}",
            finding.notes[0]
        );
    });
}

#[test]
fn an_id_of_a_mark_that_was_set_aside_is_taken() {
    let mut aside = set();
    aside.annotator = "ben".into();
    let at = aside
        .annotations
        .iter()
        .position(|mark| mark.id.as_str() == "claim1");
    let mut mark = aside.annotations.remove(at.unwrap());
    aside.orphans.push(mark.clone());
    // The same mark in both, if without a place in one, is no clash.
    beside(&crate::format::write(&aside), |_, findings| {
        assert_eq!(findings, [])
    });
    Arc::make_mut(&mut mark).note = "another".into();
    aside.orphans = vec![mark];
    let (sound, trace) = (set(), |set: &AnnotationSet| {
        Trace::of(set, "a", Keep::default())
    });
    let traces = [(0, trace(&sound)), (1, trace(&aside))];
    assert_eq!(suspects(&traces), [Pair { of: 1, with: 0 }]);
    beside(&crate::format::write(&aside), |_, findings| {
        assert_eq!(codes(findings), ["X002"]);
        assert_eq!(findings[0].set.part.to_string(), "orphans[0].id");
        assert_eq!(findings[0].article, None);
    });
}

#[test]
fn a_copy_kept_by_claimark_is_called_one() {
    let (sound, selection) = (set(), Selection::usual());
    let side = |name| Side {
        name,
        text: SET,
        set: &sound,
        document: None,
        article: "a/harbour.txt",
    };
    for (of, with, copy) in [
        (
            "a/h.ada.ron",
            "a/h.ada.mine-1.ron",
            Some("a/h.ada.mine-1.ron"),
        ),
        (
            "a/h.ada.theirs-1.ron",
            "a/h.ada.ron",
            Some("a/h.ada.theirs-1.ron"),
        ),
        (
            "a/h.ada.theirs-1.ron",
            "a/h.ada.mine-1.ron",
            Some("a/h.ada.theirs-1.ron"),
        ),
        ("b/h.ada.ron", "a/h.ada.mine-1.ron", None),
        ("a/h.ada.ron", "a/h.ron", None),
    ] {
        let findings = compare(side(of), side(with), &selection);
        assert_eq!(codes(&findings), ["X001"]);
        let help = match copy {
            Some(copy) => {
                format!("{copy} is a copy kept by Claimark; delete it when nothing in it is needed")
            }
            None => "keep the one that counts, and move the other out of the folder".to_owned(),
        };
        assert_eq!(findings[0].help, help);
    }
}

#[test]
fn a_rule_that_is_not_selected_is_silent_and_another_level_is_taken() {
    let wishes = Wishes {
        ignore: vec!["X001".into()],
        severity: vec![("X002".into(), Severity::Note)],
        ..Wishes::default()
    };
    let selection = Selection::usual().with(&wishes).unwrap();
    let sound = set();
    let mut other = sound.clone();
    Arc::make_mut(&mut other.annotations[0]).unsure = true;
    let side = |name, set| Side {
        name,
        text: SET,
        set,
        document: None,
        article: "harbour.txt",
    };
    let findings = compare(side("b", &other), side("a", &sound), &selection);
    assert_eq!(codes(&findings), ["X002"]);
    assert_eq!(findings[0].severity, Severity::Note);
}

#[test]
fn traces_tell_which_sets_to_look_at() {
    let sound = set();
    let (mut other, mut ben) = (sound.clone(), sound.clone());
    Arc::make_mut(&mut other.annotations[0]).unsure = true;
    ben.annotator = "ben".into();
    let trace = |set, article| Trace::of(set, article, Keep::default());
    let pairs = |traces: Vec<Trace>| suspects(&traces.into_iter().enumerate().collect::<Vec<_>>());
    assert_eq!(pairs(vec![trace(&sound, "a"), trace(&ben, "a")]), []);
    // The same annotator elsewhere is no finding, but a changed mark is.
    assert_eq!(pairs(vec![trace(&sound, "a"), trace(&sound, "b")]), []);
    let found = [Pair { of: 1, with: 0 }];
    assert_eq!(pairs(vec![trace(&sound, "a"), trace(&other, "b")]), found);
    assert_eq!(pairs(vec![trace(&sound, "a"), trace(&sound, "a")]), found);
}
