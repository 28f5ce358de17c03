//! Laws over the slice of rules, and over everything that they find in the fixtures.

mod fixes;
mod forms;
mod together;

use std::{collections::BTreeSet, sync::Arc};

use proptest::prelude::*;

use super::{testing::*, *};
use crate::{
    testing::{any_set, any_text},
    text::CharRange,
};

/// For each rule that a change of the set's file sets off: the code, what is replaced, and by what.
const SPOILT: &[(&str, &str, &str)] = &[
    ("A004", "text_length: 736", "text_length: 735"),
    ("C001", "\"official\"", "\"offical\""),
    (
        "C002",
        "\"official\",",
        "\"official\",\n                \"official\",",
    ),
    (
        "F001",
        "            unsure: true,",
        "            colour: 3,",
    ),
    ("F002", "version: 1,", "version: 2,"),
    ("L001", "Here(\"claim1\")", "Here(\"gone\")"),
    ("L002", "Here(\"claim1\")", "Here(\"figure1\")"),
    ("L003", "Here(\"claim1\"),", ""),
    (
        "L004",
        "Here(\"claim1\"),",
        "Here(\"claim1\"),\n                    Here(\"claim1\"),",
    ),
    ("L005", "Here(\"claim1\")", "Here(\"claim2\")"),
    ("M002", "id: \"claim3\"", "id: \"headline\""),
    ("N002", "Exactly(\"312\")", "Exactly(\"321\")"),
    ("N003", "unit: Some(\"containers\"),", ""),
    ("N004", "AtLeast(\"40\")", "Between(\"45\", \"40\")"),
    ("N005", "unit: Some(\"years\")", "unit: Some(\"hours\")"),
    (
        "P001",
        "speaker: Some(\"owner\")",
        "speaker: Some(\"nobody\")",
    ),
    ("P002", "id: \"owner\"", "id: \"minister\""),
    ("P003", "speaker: Some(\"owner\"),", ""),
    (
        "P004",
        "speaker: Some(\"owner\")",
        "speaker: Some(\"minister\")",
    ),
    (
        "P005",
        "name: \"Tomas Lindqvist\"",
        "name: \"The harbour minister\"",
    ),
    ("P006", "by: \"ada\"", "by: \"\""),
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
    ("N001", |set| {
        Arc::make_mut(&mut set.annotations[7]).fragments[0] = fragment("of its members");
    }),
    ("N006", |set| {
        Arc::make_mut(&mut set.annotations[2]).tag = crate::annotation::Kind::Figure.empty();
    }),
    ("S006", |set| {
        Arc::make_mut(&mut set.annotations[0]).fragments[0] = fragment("the port sa");
    }),
    ("S007", |set| {
        Arc::make_mut(&mut set.annotations[5]).fragments[0] = fragment("“That is not so");
    }),
    ("S004", |set| {
        let mark = Arc::make_mut(&mut set.annotations[1]);
        mark.fragments[1] = fragment("port is safe,”");
    }),
    ("S008", |set| {
        let mark = Arc::make_mut(&mut set.annotations[5]);
        mark.fragments[0] = fragment("since the winter.\n“That is not so,”");
    }),
    ("O001", |set| {
        let mark = set.annotations.remove(6);
        set.orphans.push(mark);
    }),
    ("Q003", |set| {
        // The minister and the office are the harbour's.
        let mark = Arc::make_mut(&mut set.annotations[0]);
        mark.fragments[0] = fragment("the harbour");
        mark.fragments[0].before.clear();
        mark.fragments[0].after.clear();
    }),
    ("R001", |set| {
        set.left_out = vec![region("KESTREL BAY")];
        set.left_out[0].ends = "KESTREL WAY".to_owned();
    }),
    ("R002", |set| {
        set.left_out = vec![region("calls the port")];
    }),
    ("R003", |set| {
        set.left_out = vec![region("KESTREL BAY"), region("BAY")];
    }),
    ("R004", |set| {
        set.orphan_regions = vec![region("KESTREL BAY")];
    }),
    ("M003", |set| {
        let mut copy = (*set.annotations[2]).clone();
        copy.id = crate::annotation::AnnotationId::new("figure9").unwrap();
        set.annotations.insert(3, Arc::new(copy));
    }),
];

/// These words of the article as a fragment.
fn fragment(words: &str) -> crate::annotation::Fragment {
    let document = Document::new(ARTICLE);
    crate::annotation::Fragment::of(&document, crate::testing::span_of(&document, words))
}

/// These words of the article as a region.
fn region(words: &str) -> crate::annotation::Region {
    let document = Document::new(ARTICLE);
    crate::annotation::Region::of(&document, crate::testing::span_of(&document, words))
}

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
    let mut reading = set().article.reading;
    reading.line_ends = crate::text::LineEnds::CrLf;
    let asked = Wishes {
        select: Some(vec!["usual".into(), "A003".into()]),
        ..Wishes::default()
    };
    let selection = Selection::usual().with(&asked).unwrap();
    with_case(SET, |case| {
        let case = Case {
            reading: Some(&reading),
            selection: &selection,
            ..*case
        };
        act("A003", &case, &check(&case));
    });
    for (code, text) in [
        ("F003", SET.replacen("(36, 49)", "(36,49)", 1)),
        (
            "F003",
            SET.replacen("    annotator", "    // mine\n    annotator", 1),
        ),
        ("S005", with_claim2_turned_around()),
    ] {
        with_case(&text, |case| {
            let case = Case {
                canonical: false,
                ..*case
            };
            act(code, &case, &check(&case));
        });
    }
    let error = gone();
    with_case(SET, |case| {
        let case = Case {
            article: Some(Err(&error)),
            ..*case
        };
        act("A001", &case, &check(&case));
    });
}

/// The sound set's text, with the two fragments of a mark in the wrong order.
fn with_claim2_turned_around() -> String {
    let opens = "                (\n                    span: (70, 86)";
    let start = SET.find(opens).unwrap();
    let second = start
        + SET[start..]
            .find("                (\n                    span: (153")
            .unwrap();
    let closes = "                ),\n";
    let end = second + SET[second..].find(closes).unwrap() + closes.len();
    [
        &SET[..start],
        &SET[second..end],
        &SET[start..second],
        &SET[end..],
    ]
    .concat()
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
        let mut by_set = check_set(set, document, case.codebook, case.selection);
        let key = |finding: &Finding| (finding.rule.code, finding.set.part.to_string());
        by_set.sort_by_key(key);
        let mut by_file = findings.to_vec();
        // How the files are written: the window holds what they say.
        by_file.retain(|finding| !["A003", "F003"].contains(&finding.rule.code));
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
        let case = Case { set_name: "a.ron", text: &file, set: Ok(&set), article_name: "a.txt", article: Some(Ok(&document)), reading: None, codebook: Some(&codebook), canonical: false, selection: &Selection::usual() };
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
            reading: None,
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
    // Nobody names them, and all go by one name.
    let nobody = large.speakers[0].clone();
    large.speakers.extend((0..20_000).map(|index| {
        let mut speaker = nobody.clone();
        speaker.id = crate::annotation::SpeakerId::from_random(index);
        speaker
    }));
    let start = std::time::Instant::now();
    let findings = check_set(&large, &document, None, &Selection::usual());
    assert!(findings.len() > 60_000);
    // Some 0.3 s where this was written; a quadratic rule would take minutes.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn a_large_mark_takes_no_longer_a_part_than_a_small_one() {
    use crate::annotation::{AnnotationId, Denied, Fragment, Tag};
    const PARTS: usize = 20_000;
    let document = Document::new("wordy “words\n".repeat(PARTS));
    let mut large = crate::testing::empty_set(&document);
    let mut mark = (*set().annotations[5]).clone();
    // Cut in words, half a quotation, over lines, overlapping, backwards, linked to one mark and to none, and labelled again and again.
    let fragments = (0..PARTS - 2).map(|index| {
        let range = CharRange::new(13 * index + 2, 13 * index + 20);
        Fragment::of(&document, document.span(range).unwrap())
    });
    mark.fragments = fragments.rev().collect();
    mark.labels = vec!["official".to_owned(); PARTS];
    let gone = |index| Denied::Here(AnnotationId::from_random(index % 2));
    mark.tag = Tag::Denial {
        speaker: None,
        denies: (0..PARTS as u64).map(gone).collect(),
    };
    large.annotations = vec![Arc::new(mark)];
    let start = std::time::Instant::now();
    let findings = check_set(&large, &document, Some(&codebook()), &Selection::usual());
    for code in [
        "C001", "C002", "L001", "L004", "S004", "S005", "S006", "S008",
    ] {
        assert!(codes(&findings).contains(&code), "{code}");
    }
    // Some 2 s where this was written.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
