//! Laws over the slice of rules, and over everything that they find in the fixtures.

mod fixes;
mod forms;
mod together;

use std::{collections::BTreeSet, sync::Arc};

use proptest::prelude::*;

use super::{testing::*, *};
use crate::testing::{any_set, any_text};

/// For each rule that a change of the set's file sets off: the code, what is replaced, and by what.
const SPOILT: &[(&str, &str, &str)] = &[
    ("C001", "\"official\"", "\"offical\""),
    (
        "F001",
        "            unsure: true,",
        "            colour: 3,",
    ),
    ("F002", "version: 1,", "version: 2,"),
    ("L001", "Here(\"claim1\")", "Here(\"gone\")"),
    ("L002", "Here(\"claim1\")", "Here(\"figure1\")"),
    ("L003", "Here(\"claim1\"),", ""),
    ("M002", "id: \"claim3\"", "id: \"headline\""),
    (
        "P001",
        "speaker: Some(\"owner\")",
        "speaker: Some(\"nobody\")",
    ),
    ("P002", "id: \"owner\"", "id: \"minister\""),
    ("P003", "speaker: Some(\"owner\"),", ""),
    (
        "Q001",
        "quote: \"312 containers\"",
        "quote: \"321 containers\"",
    ),
    (
        "Q002",
        "before: \" at Kestrel Bay: ",
        "before: \" at Kestrel Bay, ",
    ),
    ("S001", "span: (36, 49)", "span: (36, 9999)"),
    ("S002", "span: (70, 86)", "span: (64, 86)"),
    (
        "S003",
        "(36, 49),\n                    quote: \"the port safe",
        "(35, 49),\n                    quote: \" the port safe",
    ),
];

#[test]
fn the_sound_set_is_canonical_and_sets_nothing_off() {
    assert_eq!(crate::format::write(&set()), SET);
    assert_eq!(check_text(SET), []);
}

#[test]
fn codes_are_sorted_and_they_and_names_are_unique_and_well_made() {
    assert!(RULES.is_sorted_by(|a, b| a.code < b.code));
    let mut names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), RULES.len());
    for rule in RULES {
        let (letter, digits) = rule.code.split_at(1);
        assert!(letter.bytes().all(|b| b.is_ascii_uppercase()), "{rule:?}");
        assert!(
            digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()),
            "{rule:?}"
        );
        assert!(
            rule.name
                .split('-')
                .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase())),
            "{rule:?}"
        );
        assert_eq!(Rule::find(&rule.code.to_lowercase()), Some(rule));
        assert_eq!(Rule::find(rule.name), Some(rule));
    }
}

#[test]
fn every_explanation_is_complete() {
    for rule in RULES {
        for part in [rule.what, rule.why, rule.fix] {
            assert!(
                part.ends_with('.') && part.trim() == part && !part.contains("  "),
                "{rule:?}: {part}"
            );
        }
        assert!(
            !rule.example.is_empty() && !rule.example.contains("```"),
            "{rule:?}"
        );
        assert!(
            rule.explanation(2)
                .starts_with(&format!("## {} {}", rule.code, rule.name))
        );
    }
}

/// Every finding there can be, by the rules' fixtures: each in both forms.
#[test]
fn findings_look_like_this() {
    let mut shown = String::new();
    let mut show = |case: &Case<'_>, findings: &[Finding]| {
        let scene = render::Scene::of(case);
        for finding in findings {
            shown += &render::full(&scene, finding, false);
            shown += "\n";
            shown += &render::concise(&scene, finding, false);
            shown += "\n\n";
        }
    };
    each_fixture(|_, case, findings| show(case, findings));
    together::each_pair(|_, case, findings| show(case, findings));
    insta::assert_snapshot!(shown);
}

type Change = fn(&mut AnnotationSet);

/// Rules whose fixture is no replacement in the set's text: what is done to the set, or to the article.
const CHANGED: &[(&str, Change)] = &[
    ("M001", |set| {
        Arc::make_mut(&mut set.annotations[6]).fragments.clear();
    }),
    ("M003", |set| {
        let mut copy = (*set.annotations[2]).clone();
        copy.id = crate::annotation::AnnotationId::new("figure9").unwrap();
        set.annotations.insert(3, Arc::new(copy));
    }),
];

/// Does something with every fixture: the code of the rule that it is for, its case, and what is found.
fn each_fixture(mut act: impl FnMut(&str, &Case<'_>, &[Finding])) {
    for &(code, old, new) in SPOILT {
        let (text, findings) = spoilt(old, new);
        with_case(&text, |case| act(code, case, &findings));
    }
    for (code, change) in CHANGED {
        let mut set = set();
        change(&mut set);
        let text = crate::format::write(&set);
        with_case(&text, |case| act(code, case, &check(case)));
    }
    let changed = Document::new(ARTICLE.replace("told reporters on Tuesday", "said"));
    with_case(SET, |case| {
        let case = Case {
            article: Some(Ok(&changed)),
            ..*case
        };
        act("A002", &case, &check(&case));
    });
    let error = gone();
    with_case(SET, |case| {
        let case = Case {
            article: Some(Err(&error)),
            ..*case
        };
        act("A001", &case, &check(&case));
    });
}

#[test]
fn every_rule_has_a_fixture_that_sets_it_off_and_the_sound_set_does_not() {
    let mut fired = BTreeSet::new();
    each_fixture(|code, _, findings| {
        assert!(codes(findings).contains(&code), "{code}: {findings:?}");
        fired.insert(code.to_owned());
    });
    together::each_pair(|code, _, _| {
        fired.insert(code.to_owned());
    });
    assert!(
        RULES.iter().all(|rule| fired.contains(rule.code)),
        "{fired:?}"
    );
}

#[test]
fn every_finding_is_complete_and_points_into_its_files() {
    let check = |code: &str, case: &Case<'_>, findings: &[Finding]| {
        for finding in findings {
            assert!(
                !finding.help.is_empty() && !finding.message.contains('\n'),
                "{code}: {finding:?}"
            );
            let length = case.text.chars().count();
            for spot in std::iter::once(&finding.set).chain(&finding.other) {
                let range = spot.range.unwrap();
                assert!(
                    range.start <= range.end && range.end <= length,
                    "{code}: {finding:?}"
                );
            }
            if let (Some(range), Some(Ok(document))) = (finding.article, case.article) {
                assert!(
                    range.start <= range.end && range.end <= document.len(),
                    "{code}: {finding:?}"
                );
            }
        }
        assert!(
            findings.is_sorted_by_key(|finding| finding.set.range),
            "{code}"
        );
    };
    each_fixture(check);
    together::each_pair(check);
}

#[test]
fn the_window_is_shown_the_very_findings_of_the_command_line() {
    each_fixture(|code, case, findings| {
        let (Ok(set), Some(Ok(document))) = (case.set, case.article) else {
            return;
        };
        let mut by_set = check_set(set, document, case.codebook, &Selection::usual());
        let key = |finding: &Finding| (finding.rule.code, finding.set.part.to_string());
        by_set.sort_by_key(key);
        let mut by_file = findings.to_vec();
        by_file.sort_by_key(key);
        for finding in &mut by_file {
            for spot in std::iter::once(&mut finding.set).chain(&mut finding.other) {
                spot.range = None;
            }
        }
        assert_eq!(by_set, by_file, "{code}");
    });
}

proptest! {
    #[test]
    fn any_set_on_any_text_is_checked(set in any_set(), text in any_text()) {
        let document = Document::new(text);
        let file = crate::format::write(&set);
        let set = crate::format::read(file.as_bytes()).unwrap();
        let codebook = codebook();
        let case = Case { set_name: "a.ron", text: &file, set: Ok(&set), article_name: "a.txt", article: Some(Ok(&document)), codebook: Some(&codebook), canonical: false, selection: &Selection::usual() };
        let (findings, scene) = (check(&case), render::Scene::of(&case));
        prop_assert_eq!(findings.len(), check_set(&set, &document, Some(&codebook), &Selection::usual()).len());
        for finding in &findings {
            for shown in render::FORMS.iter().map(|form| (form.finding)(&scene, finding, false)) {
                prop_assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{:?}", shown);
            }
        }
    }
}

/// A set on a text, with a mark of these words at each of these places.
fn marked(document: &Document, places: &[(usize, usize)], quote: &str) -> AnnotationSet {
    let mut marked = crate::testing::empty_set(document);
    let model = set().annotations[4].clone();
    let marks = places.iter().zip(0..).map(|(&(start, end), index)| {
        let mut mark = (*model).clone();
        mark.id = crate::annotation::AnnotationId::from_random(index);
        mark.fragments[0].span = CharRange::new(start, end);
        mark.fragments[0].quote = quote.to_owned();
        Arc::new(mark)
    });
    marked.annotations = marks.collect();
    marked
}

#[test]
fn findings_in_one_long_line_are_shown_as_fast_as_in_short_ones_and_are_no_longer() {
    let places: Vec<_> = (0..3000)
        .map(|index| (300 * index, 300 * index + 4))
        .collect();
    let accents: Vec<_> = (0..300)
        .map(|index| (10 * index + 1, 10 * index + 9))
        .collect();
    let whole = vec![(0, 1_000_000); 300];
    for (text, places) in [
        ("word by word ".repeat(80_000), &places),
        (format!("e{}", "\u{301}".repeat(200_000)), &accents),
        ("word by word ".repeat(80_000), &whole),
    ] {
        let document = Document::new(text);
        let set = marked(&document, places, "wort");
        // The set on one line, too.
        let file = crate::format::write(&set).replace('\n', " ");
        let case = Case {
            set_name: "a.ron",
            text: &file,
            set: Ok(&set),
            article_name: "a.txt",
            article: Some(Ok(&document)),
            codebook: None,
            canonical: false,
            selection: &Selection::usual(),
        };
        let start = std::time::Instant::now();
        let (findings, scene) = (check(&case), render::Scene::of(&case));
        assert!(findings.len() >= places.len());
        for finding in &findings {
            for form in render::FORMS {
                let shown = (form.finding)(&scene, finding, false);
                assert!(shown.len() < 16 << 10, "{} bytes", shown.len());
            }
        }
        // Some 3 s where this was written; what looks at the whole line for each finding takes minutes.
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}

#[test]
fn a_large_set_takes_no_longer_a_mark_than_a_small_one() {
    let document = Document::new("word by word ".repeat(20_000));
    let mut large = set();
    large.article.text_sha256 = document.sha256();
    let model = large.annotations[4].clone();
    large.annotations = (0..20_000)
        .map(|index| {
            let mut mark = (*model).clone();
            mark.id = crate::annotation::AnnotationId::from_random(index as u64);
            // Half of them broken: everything is looked for.
            mark.fragments[0].span = CharRange::new(13 * index, 13 * index + 4 + index % 2);
            mark.fragments[0].quote = "word".into();
            Arc::new(mark)
        })
        .collect();
    let start = std::time::Instant::now();
    let findings = check_set(&large, &document, None, &Selection::usual());
    assert!(findings.len() > 20_000);
    // Some 0.3 s where this was written; a quadratic rule would take minutes.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
