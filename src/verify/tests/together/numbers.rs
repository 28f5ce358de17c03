//! The same words that amount to different numbers, in one set and in several.

use super::super::*;
use crate::{
    annotation::{Amount, AnnotationId, Fragment, Quantity, Tag},
    quantity::{Conventions, Separators},
    testing::{empty_set, span_of},
    verify::together::{Keep, Side, Trace, at_odds, other_numbers},
};

/// The sound set, and after it one in which a number is another.
pub(in super::super) fn another(act: impl FnOnce(&Case<'_>, &[Finding])) {
    let text = SET.replace("Exactly(\"312\")", "Exactly(\"3120\")");
    let (sound, other) = (set(), crate::format::read(text.as_bytes()).unwrap());
    with_case(&text, |case| {
        let mut findings = found(&[&sound, &other], None);
        assert!(findings.iter().all(|(of, _)| *of == 1), "{findings:?}");
        let mut findings: Vec<_> = findings.drain(..).map(|(_, finding)| finding).collect();
        place(case, &mut findings);
        act(case, &findings);
    });
}

/// What is found in sets that are checked at once, each with its set's index.
fn found(sets: &[&AnnotationSet], codebook: Option<&Codebook>) -> Vec<(usize, Finding)> {
    let selection = Selection::usual();
    let document = Document::new(ARTICLE);
    let keep = Keep::of(&selection, codebook);
    let traces: Vec<_> = sets
        .iter()
        .enumerate()
        .map(|(index, set)| (index, Trace::of(set, &format!("{index}.txt"), keep)))
        .collect();
    let odds = at_odds(&traces);
    let mut all = Vec::new();
    for odds in odds.chunk_by(|a, b| (a.of, a.with) == (b.of, b.with)) {
        let texts = [odds[0].of, odds[0].with].map(|index| crate::format::write(sets[index]));
        let names = [odds[0].of, odds[0].with].map(|index| format!("news/{index}.ron"));
        let side = |at: usize, index: usize| Side {
            name: &names[at],
            text: &texts[at],
            set: sets[index],
            document: Some(&document),
            article: "",
        };
        let (of, with) = (side(0, odds[0].of), side(1, odds[0].with));
        let more = other_numbers(of, with, odds, codebook, &selection);
        all.extend(more.into_iter().map(|finding| (odds[0].of, finding)));
    }
    all
}

/// A set with these words marked as figures, each with its amount and unit.
fn figures(all: &[(&str, &str, &str)]) -> AnnotationSet {
    let text: Vec<_> = all.iter().map(|(words, ..)| *words).collect();
    let document = Document::new(text.join(" ; "));
    let mut made = empty_set(&document);
    let mut from = 0;
    for (number, (words, number_of, unit)) in all.iter().enumerate() {
        let length = words.chars().count();
        let span = document.span(CharRange::new(from, from + length)).unwrap();
        from += length + 3;
        let mut mark = (*set().annotations[2]).clone();
        mark.id = AnnotationId::from_random(number as u64);
        mark.tag = Tag::Figure {
            quantity: Some(Quantity {
                amount: amount(number_of),
                unit: (!unit.is_empty()).then(|| (*unit).to_owned()),
                per: None,
            }),
            about: Vec::new(),
        };
        mark.fragments = vec![Fragment::of(&document, span)];
        made.annotations.push(Arc::new(mark));
    }
    made
}

/// `at least 40`, or a number by itself.
fn amount(text: &str) -> Amount {
    match text.strip_prefix("at least ") {
        Some(number) => Amount::AtLeast(number.parse().unwrap()),
        None => Amount::Exactly(text.parse().unwrap()),
    }
}

/// The sets, by their index, in which something is found.
fn odd(sets: &[&[(&str, &str, &str)]]) -> Vec<usize> {
    let sets: Vec<_> = sets.iter().map(|all| figures(all)).collect();
    let sets: Vec<_> = sets.iter().collect();
    let found = found(&sets, None);
    found.into_iter().map(|(of, _)| of).collect()
}

/// Whether two sets are at odds over these words.
fn clash(words: &str, a: (&str, &str), b: (&str, &str)) -> bool {
    let found = odd(&[&[(words, a.0, a.1)], &[(words, b.0, b.1)]]);
    assert!(found.is_empty() || found == [1], "{found:?}");
    !found.is_empty()
}

#[test]
fn other_numbers_for_the_same_words_are_found_in_several_sets_and_in_one() {
    let (three, minus) = ("3", "-3");
    let words = "fell by 3 percent";
    assert_eq!(
        odd(&[&[(words, three, "percent")], &[(words, minus, "%")]]),
        [1]
    );
    // Capitals and blanks aside.
    let same = "Fell  by 3 percent";
    assert_eq!(odd(&[&[(words, three, "")], &[(same, minus, "")]]), [1]);
    assert_eq!(odd(&[&[(words, three, ""), (words, minus, "")]]), [0]);
    // Of the one that fewer have, wherever it stands.
    let usual = &[(words, three, "percent")][..];
    assert_eq!(odd(&[&[(words, minus, "percent")], usual, usual]), [0]);
    let twice = &[(words, minus, ""), (words, minus, "")][..];
    assert_eq!(odd(&[usual, usual, usual, twice]), [3, 3]);
}

#[test]
fn the_places_of_both_are_said() {
    let a = figures(&[("1.460 yuan", "1.46", "yuan")]);
    let b = figures(&[("12 ships", "12", "ships"), ("1.460 yuan", "1460", "yuan")]);
    let found = found(&[&a, &b], None);
    let [(1, finding)] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(
        finding.message,
        "“1.460 yuan” amounts to 1,460 yuan here, and to 1.46 yuan elsewhere"
    );
    assert_eq!(
        finding.set.part.to_string(),
        "annotations[1].tag.quantity.amount"
    );
    let line = crate::format::write(&a)
        .lines()
        .position(|line| line.contains("1.46\""))
        .unwrap();
    assert!(
        finding.notes[0].starts_with(&format!("at news/0.ron:{}:", line + 1)),
        "{}",
        finding.notes[0]
    );
}

#[test]
fn what_is_the_same_number_or_no_number_of_its_own_is_no_clash() {
    for (words, a, b) in [
        ("two people", ("2", "people"), ("2", "men")),
        ("two people", ("2", "people"), ("2.0", "")),
        ("40 people", ("40", "people"), ("at least 40", "people")),
        // In another unit, or of nothing said.
        ("24 hours", ("24", "hours"), ("1", "day")),
        ("5 feet 6 inches", ("66", "inches"), ("5.5", "feet")),
        ("40 percent", ("40", "percent"), ("0.4", "")),
        ("40 percent", ("40", "percent"), ("0.4", "share")),
        // Rounded, or of what is said elsewhere.
        ("1 in 3 people", ("33.3", "percent"), ("33.33", "percent")),
        ("two thirds of them", ("0.67", ""), ("0.7", "")),
        ("half of them", ("20", "people"), ("15", "people")),
        // A bare number.
        ("40", ("40", ""), ("4000", "")),
        ("two", ("2", ""), ("2000", "")),
    ] {
        assert!(!clash(words, a, b), "{words}");
    }
    for (words, a, b) in [
        ("two people", ("2", "people"), ("3", "workers")),
        ("40 percent", ("40", "percent"), ("0.4", "percent")),
        ("$5m", ("5000000", "USD"), ("5", "dollars")),
        ("1 in 3 people", ("33.3", "percent"), ("30", "percent")),
    ] {
        assert!(clash(words, a, b), "{words}");
    }
}

#[test]
fn marks_that_were_set_aside_are_left_alone_and_so_is_who_does_not_look_for_it() {
    let words = "fell by 3 percent";
    let a = figures(&[(words, "3", "")]);
    let mut b = figures(&[(words, "-3", "")]);
    let silent = Selection::usual()
        .with(&Wishes {
            ignore: vec!["X004".into()],
            ..Wishes::default()
        })
        .unwrap();
    assert_eq!(Keep::of(&silent, None).wordings, None);
    assert_eq!(found(&[&a, &b], None).len(), 1);
    b.orphans = std::mem::take(&mut b.annotations);
    assert_eq!(found(&[&a, &b], None), []);
}

#[test]
fn what_is_written_with_other_separators_is_written_otherwise() {
    let european = Keep {
        wordings: Some(Separators::European),
        ..Keep::default()
    };
    let codebook = Codebook {
        quantities: Conventions {
            separators: Separators::European,
            ..Conventions::default()
        },
        ..codebook()
    };
    assert_eq!(Keep::of(&Selection::usual(), Some(&codebook)), european);
    let words = "1.460 yuan";
    let a = figures(&[(words, "1.46", "")]);
    let b = figures(&[(words, "1460", "")]);
    let english = Keep::of(&Selection::usual(), None);
    let traces = |of_b| {
        [
            (0, Trace::of(&a, "a", english)),
            (1, Trace::of(&b, "b", of_b)),
        ]
    };
    assert_eq!(at_odds(&traces(english)).len(), 1);
    assert_eq!(at_odds(&traces(european)), []);
}

#[test]
fn very_many_figures_of_the_same_words_are_told_apart_at_once() {
    let span = |document: &Document| span_of(document, "fell by 3 percent");
    let document = Document::new("It fell by 3 percent.");
    let mut large = empty_set(&document);
    let model = figures(&[("fell by 3 percent", "3", "")]).annotations[0].clone();
    for number in 0..50_000 {
        let mut mark = (*model).clone();
        mark.id = AnnotationId::from_random(number);
        mark.fragments = vec![Fragment::of(&document, span(&document))];
        if let Tag::Figure {
            quantity: Some(quantity),
            ..
        } = &mut mark.tag
        {
            quantity.amount = Amount::Exactly((number as i64 % 25_000).into());
        }
        large.annotations.push(Arc::new(mark));
    }
    let start = std::time::Instant::now();
    assert_eq!(found(&[&large], None).len(), 49_998);
    // Some 0.5 s where this was written; each beside each would take minutes.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
