//! The law of the quick reader: it reads a text if, and only if, the reader of all RON reads it and the writer writes that set as
//! this very text; and then both give the same set.

use std::{collections::HashSet, sync::Arc};

use proptest::{prelude::*, sample::Index};

use super::{super::read_any, *};
use crate::{format::write, testing::any_set};

/// Pieces of RON that a hand, a merge or another program may put into a set.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    " ",
    "\t",
    ",",
    "\"",
    "\\",
    "(",
    ")",
    "[",
    "]",
    "0",
    "1",
    "+",
    "-",
    "_",
    ".",
    "e",
    "a",
    "Z",
    "é",
    "\u{301}",
    "\u{feff}",
    "\u{202e}",
    "\u{2028}",
    "\u{85}",
    "\u{7f}",
    "\0",
    "😀",
    "\\u{61}",
    "\\u{7f}",
    "\\u{7F}",
    "\\u{0085}",
    "\\u{85}",
    "\\u{202e}",
    "\\u{202E}",
    "\\u{a}",
    "\\u{22}",
    "\\n",
    "\\r",
    "\\0",
    "\\x41",
    "\\'",
    "'",
    "r\"raw\"",
    "r#\"raw\"#",
    "// a comment\n",
    "/* a comment */",
    "None",
    "Some(",
    "Some(\"x\")",
    "true",
    "false",
    "unsure: true,",
    "unsure: false,",
    "note: \"\",",
    "suggested: \"\",",
    "suggested: \"told\",",
    "labels: [],",
    "other_names: [],",
    "speaker: None,",
    "denies: [],",
    "about: [],",
    "unit: Some(\"x\"),",
    "version: 1,",
    "1_0",
    "007",
    "0x1",
    "1.0",
    "18446744073709551616",
    "Claim()",
    "Denial()",
    "Figure()",
    "Between(\"1\", \"2\")",
    "Several(\"1\")",
    "CrLf",
    "Claimark",
    "A",
    "#![enable(implicit_some)]\n",
    "<<<<<<< HEAD\n",
];

/// Replacements that change the spelling of a thing and mostly not the thing.
const SPELLINGS: &[(&str, &str)] = &[
    ("\n", "\r\n"),
    ("    ", "\t"),
    (": ", ":"),
    (", ", ","),
    (",\n", "\n"),
    ("(\n", "( \n"),
    ("[]", "[\n    ]"),
    ("Claim()", "Claim(\n                )"),
    ("Claim()", "Claim(speaker: None)"),
    ("Denial()", "Denial(denies: [])"),
    ("Figure()", "Figure(about: [])"),
    ("(\"", "( \""),
    ("Some(\"", "(\""),
    ("a", "\\u{61}"),
    ("\\u{", "\\u{0"),
    ("\\n", "\\u{a}"),
    ("\\\"", "\\u{22}"),
    ("\\\\", "\\u{5c}"),
    ("\"", "r\""),
    ("false", "False"),
    (
        "            by:",
        "            unsure: false,\n            by:",
    ),
    (
        "            by:",
        "            unsure: true,\n            by:",
    ),
    (
        "            by:",
        "            note: \"\",\n            by:",
    ),
    (
        "            by:",
        "            note: \"x\",\n            by:",
    ),
    (
        "            by:",
        "            suggested: \"\",\n            by:",
    ),
    (
        "            by:",
        "            suggested: \"x\",\n            by:",
    ),
    (
        "            fragments:",
        "            labels: [],\n            fragments:",
    ),
    (
        "            fragments:",
        "            labels: [\n                \"b\",\n                \"a\",\n            ],\n            fragments:",
    ),
    ("    annotations:", "    annotations: [],\n    annotations:"),
    ("version: 1", "version: 1_0"),
    ("version: 1", "version: 01"),
    ("version: 1", "version: +1"),
    ("text_length: ", "text_length: 0"),
    ("text_length: ", "text_length: 9999999999999999999"),
    ("span: (", "span: (0"),
    ("span: (", "span: (99999999"),
    ("Exactly(\"", "Exactly(\"0"),
    ("Exactly(\"", "Between(\""),
    ("About(\"", "AtMost(\""),
    ("About(\"", "Several(\""),
    ("Lf", "Cr"),
    ("Lf", "CrLf"),
    ("id: \"", "id: \"é"),
    ("id: \"", "id: \"Z-_"),
    ("Here(\"", "Elsewhere(\""),
    ("Elsewhere(\"", "Here(\""),
];

fn holds(text: &str) -> Result<bool, TestCaseError> {
    let slow = read_any(text.as_bytes()).ok();
    let canonical = slow.filter(|set| write(set) == text);
    let quick = read(text);
    prop_assert_eq!(&quick, &canonical, "{}", text);
    let is_canonical = quick.is_some();
    let (noted, noted_canonical) = crate::format::read_noting(text.as_bytes());
    prop_assert_eq!(noted_canonical, is_canonical);
    if let Some(set) = quick {
        prop_assert_eq!(noted.as_ref(), Ok(&set));
    }
    Ok(is_canonical)
}

/// Any set, with ends of texts that are empty, marks that stand twice, and marks and speakers of the same id.
fn any_set_at_all() -> impl Strategy<Value = AnnotationSet> {
    (any_set(), any::<[u8; 8]>(), any::<Index>()).prop_map(|(mut set, chance, at)| {
        if !set.annotations.is_empty() {
            let mark = set.annotations[at.index(set.annotations.len())].clone();
            let mut other = Annotation::clone(&mark);
            if chance[0] & 1 == 0 {
                other.note = "another".into();
            }
            if chance[0] & 2 == 0 {
                other.fragments.reverse();
            }
            if chance[0] & 4 == 0 {
                other.fragments.clear();
            }
            if chance[0] & 8 == 0 {
                other.fragments = mark
                    .fragments
                    .iter()
                    .flat_map(|it| [it.clone(), it.clone()])
                    .collect();
            }
            if chance[0] & 16 == 0 {
                other.tag = crate::annotation::Kind::Figure.empty();
                other.labels = vec!["b".into(), "a".into(), "a".into()];
            }
            set.annotations
                .insert(usize::from(chance[1] & 1), Arc::new(other));
        }
        if let Some(speaker) = set.speakers.first().cloned() {
            set.speakers.push(Speaker {
                name: "another".into(),
                ..speaker
            });
        }
        set.article.reading.guessed = chance[2] & 1 == 0;
        set.article.reading.line_ends = LineEnds::iter()
            .cycle()
            .nth(usize::from(chance[3]))
            .unwrap();
        set.article.text_length =
            usize::try_from(u64::from_le_bytes(chance) >> (chance[4] & 63)).unwrap();
        set.article.file = set.annotator.clone();
        set
    })
}

proptest! {
    #[test]
    fn what_the_writer_writes_is_read(set in any_set_at_all()) {
        let text = write(&set);
        let mut sorted = set;
        sorted.sort();
        prop_assert_eq!(read(&text), Some(sorted));
        prop_assert!(holds(&text)?);
    }

    #[test]
    fn the_articles_name_is_told_from_the_beginning(set in any_set_at_all(), at: Index) {
        let text = write(&set);
        prop_assert_eq!(article_file(text.as_bytes()), Some(set.article.file.clone()));
        let head = &text.as_bytes()[..at.index(text.len())];
        let told = article_file(head);
        let enough = write(&set).find("        file_sha256").unwrap();
        prop_assert_eq!(told, (head.len() >= enough - 1).then_some(set.article.file));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_spelt_otherwise_is_left_to_the_other_reader(
        set in any_set_at_all(),
        spellings in proptest::collection::vec((proptest::sample::select(SPELLINGS), any::<Index>()), 1..3),
    ) {
        let mut text = write(&set);
        for ((old, new), at) in spellings {
            let places: Vec<_> = text.match_indices(old).map(|(byte, _)| byte).collect();
            if !places.is_empty() {
                let byte = places[at.index(places.len())];
                text.replace_range(byte..byte + old.len(), new);
            }
        }
        holds(&text)?;
    }

    #[test]
    fn a_spoilt_byte_is_no_trap(
        set in any_set_at_all(),
        what in 0..6u8,
        piece in proptest::sample::select(PIECES),
        a: Index,
        b: Index,
    ) {
        let text = write(&set);
        let char_at = |at: &Index| {
            let start = text.floor_char_boundary(at.index(text.len()));
            start..text.ceil_char_boundary(start + 1)
        };
        let (one, other) = (char_at(&a), char_at(&b));
        let mut spoilt = text.clone();
        match what {
            0 => spoilt.insert_str(one.start, piece),
            1 => spoilt.replace_range(one, piece),
            2 => spoilt.replace_range(one, ""),
            3 => spoilt.replace_range(one, &text[other]),
            4 => spoilt.replace_range(one.start.min(other.start)..one.end.max(other.end), piece),
            _ => spoilt.insert_str(text.len(), piece),
        }
        holds(&spoilt)?;
    }

    #[test]
    fn lines_moved_or_gone_are_no_trap(set in any_set_at_all(), what in 0..4u8, a: Index, b: Index) {
        let text = write(&set);
        let mut lines: Vec<_> = text.split_inclusive('\n').collect();
        let (a, b) = (a.index(lines.len()), b.index(lines.len()));
        match what {
            0 => lines.swap(a, b),
            1 => drop(lines.remove(a)),
            2 => lines.insert(b, lines[a]),
            _ => lines[a.min(b)..=a.max(b)].rotate_left(1),
        }
        holds(&lines.concat())?;
    }

    #[test]
    fn any_character_in_a_string_is_spelt_as_the_writer_does(c: char, way in 0..4u8) {
        let mut set = crate::testing::empty_set(&crate::text::Document::new("x"));
        let text = write(&set);
        let spelt = match way {
            0 => c.to_string(),
            1 => c.escape_unicode().to_string(),
            2 => format!("\\u{{{:X}}}", u32::from(c)),
            _ => format!("\\u{{{:06x}}}", u32::from(c)),
        };
        holds(&text.replace("\"ada\"", &format!("\"a{spelt}\"")))?;
        set.annotator = format!("{c}a{c}{c}");
        prop_assert!(holds(&write(&set))?);
    }
}

#[test]
fn each_other_spelling_of_a_whole_set_is_judged_alike() {
    let text = include_str!("../../../tests/fixtures/harbour.ada.ron");
    assert!(holds(text).unwrap());
    let mut seen = HashSet::new();
    for (old, new) in SPELLINGS {
        for (byte, _) in text.match_indices(old) {
            let mut other = text.to_owned();
            other.replace_range(byte..byte + old.len(), new);
            seen.insert(holds(&other).unwrap());
        }
    }
    assert_eq!(seen.len(), 2, "some are canonical still, and most are not");
}
