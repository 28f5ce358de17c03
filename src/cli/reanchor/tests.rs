//! What is said of verdicts, whoever reached them: these are made by hand.

use super::*;
use crate::{
    annotation::{Annotation, Fragment, OfFragment, Region},
    testing::span_of,
    text::Span,
};

const ARTICLE: &str = include_str!("../../../tests/fixtures/harbour.txt");
const SET: &str = include_str!("../../../tests/fixtures/harbour.ada.ron");

/// The article after somebody was at it.
fn changed() -> Document {
    let text = ARTICLE
        .replace("312 containers", "321 old containers")
        .replace("That is not so", "That is not  so at all");
    Document::new(format!("Corrected on Friday.\n{text}"))
}

fn of(fragment: &Fragment, verdict: Verdict, places: Vec<Span>, why: &'static str) -> OfFragment {
    assert!(!fragment.quote.is_empty());
    OfFragment {
        verdict,
        places,
        why,
    }
}

/// A report with every verdict in it, on marks that were set aside before and on marks that were not.
fn report(old: bool) -> Report {
    let set = format::read(SET.as_bytes()).unwrap();
    let (was, new) = (Document::new(ARTICLE), changed());
    let at = |words: &str| vec![span_of(&new, words)];
    let spaces: Vec<_> = new
        .text()
        .match_indices(' ')
        .take(17)
        .map(|(byte, _)| {
            let start = new.char_of_byte(byte);
            new.span(crate::text::CharRange::new(start, start + 1))
                .unwrap()
        })
        .collect();
    let (mut marks, mut orphans, mut after) = (Vec::new(), Vec::new(), set.clone());
    after.annotations.clear();
    let mut aside = Vec::new();
    for mark in &set.annotations {
        let ways: Vec<(Verdict, Vec<Span>, &str)> = match mark.id.as_str() {
            "claim2" => vec![
                (Verdict::Exact, at("The port is safe"), ""),
                (
                    Verdict::Moved,
                    at("and it was safe all night"),
                    "the text around it was changed",
                ),
            ],
            "figure1" => vec![(
                Verdict::Edited,
                at("321 old containers"),
                "its words were changed",
            )],
            "claim1" => vec![(Verdict::Ambiguous, spaces.clone(), "")],
            "figure2" => vec![(Verdict::Lost, vec![], "nothing is like it")],
            "denial1" => vec![(Verdict::Edited, at("That is not  so at all"), "")],
            "figure3" => vec![(Verdict::Moved, at("at least 40 of its members"), "")],
            _ => vec![(Verdict::Exact, at(&mark.fragments[0].quote), "")],
        };
        let fragments = mark.fragments.iter().zip(ways);
        let of = OfMark {
            mark: mark.clone(),
            fragments: fragments
                .map(|(fragment, (verdict, places, why))| of(fragment, verdict, places, why))
                .collect(),
        };
        let stands =
            !of.verdict().asks() && mark.id.as_str() != "claim3" || mark.id.as_str() == "denial1";
        let list: &mut Vec<std::sync::Arc<Annotation>> = if stands {
            &mut after.annotations
        } else {
            &mut aside
        };
        list.push(mark.clone());
        match mark.id.as_str() {
            "figure3" => orphans.push(of),
            _ => marks.push(of),
        }
    }
    after.orphans = aside;
    let region = |words: &str| Region::of(&was, span_of(&was, words));
    let (kept, gone) = (
        region("Fire"),
        region("The dockers’ union says that at least 40 of its members breathed smoke"),
    );
    after.orphan_regions.push(gone.clone());
    let place = Some(span_of(&new, "Fire"));
    Report {
        set: "news/harbour.ada.ron".into(),
        article: "harbour.txt".into(),
        from: set.article.text_sha256,
        change: Change::Text,
        verdicts: Verdicts {
            marks,
            orphans,
            left_out: vec![
                OfRegion {
                    region: kept,
                    verdict: Verdict::Exact,
                    place,
                },
                OfRegion {
                    region: gone,
                    verdict: Verdict::Lost,
                    place: None,
                },
            ],
            orphan_regions: Vec::new(),
        },
        old: old.then_some(was),
        new,
        after,
        writing: Writing::Done,
    }
}

fn as_text(reports: &[Report], all: bool, colours: bool) -> String {
    let mut out = Vec::new();
    text::write(&mut out, reports, all, colours).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_verdict_is_said_with_its_places() {
    insta::assert_snapshot!(as_text(&[report(true)], false, false));
}

#[test]
fn without_the_text_that_was_places_in_it_are_code_points() {
    let said = as_text(&[report(false)], true, false);
    assert!(
        said.contains("was at code point 247  “[-312-] containers”"),
        "{said}"
    );
    assert!(said.contains("exact: claim headline\n"), "{said}");
    assert!(!as_text(&[report(false)], false, false).contains("exact: claim headline\n"));
}

#[test]
fn colours_add_nothing_but_colours() {
    let coloured = as_text(&[report(true)], true, true);
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, behind)) = rest.split_once("\x1b[") {
        plain += before;
        rest = behind.split_once('m').unwrap().1;
    }
    assert_ne!(rest, coloured);
    assert_eq!(plain + rest, as_text(&[report(true)], true, false));
}

#[test]
fn what_was_written_and_what_is_left_is_said_last() {
    let last = |change: &dyn Fn(&mut Report)| {
        let mut report = report(true);
        change(&mut report);
        as_text(&[report], false, false)
            .lines()
            .last()
            .unwrap()
            .to_owned()
    };
    let none = |report: &mut Report| {
        report.after.orphans.clear();
        report.after.orphan_regions.clear();
    };
    let sentences = [
        last(&none),
        last(&|report| report.writing = Writing::Would),
        last(&|report| report.writing = Writing::Failed),
        last(&|report| report.writing = Writing::NotNeeded),
        last(&|report| {
            none(report);
            report.writing = Writing::NotNeeded;
        }),
    ];
    insta::assert_snapshot!(sentences.join("\n"));
}

#[test]
fn the_json_holds_everything_and_is_valid() {
    let mut out = Vec::new();
    let troubles = ["a \u{9b} trouble".to_owned()];
    json::write(&mut out, &[report(false), report(true)], &troubles).unwrap();
    let said = String::from_utf8(out).unwrap();
    assert!(!said.contains('\u{9b}'));
    let value: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(value["sets"][0], value["sets"][1]);
    assert_eq!(value["troubles"][0], troubles[0]);
    let set = &value["sets"][0];
    assert_eq!(set["counts"]["edited"], 2);
    assert_eq!(set["marks"].as_array().unwrap().len(), 9);
    let lost = set["marks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|mark| mark["verdict"] == "lost");
    let [figure1] = &set["marks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|mark| mark["id"] == "figure1")
        .collect::<Vec<_>>()[..]
    else {
        panic!("{said}");
    };
    insta::assert_snapshot!(format!("{figure1}\n{}\n{}", lost.unwrap(), set["regions"]));
}

#[test]
fn what_a_person_must_choose_can_not_be_accepted() {
    assert_eq!(acceptable("edited"), Ok(Verdict::Edited));
    assert!(
        acceptable("ambiguous")
            .unwrap_err()
            .contains("a person must choose")
    );
    assert!(acceptable("lost").is_err() && acceptable("all").is_err());
}
