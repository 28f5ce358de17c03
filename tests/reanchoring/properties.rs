//! What must hold whatever changed: the same text changes nothing, there and back leads home, and what was taken over is sound, can be
//! written, read and taken back.

use claimark::{
    annotation::{Act, AnnotationSet, ArticleRecord, Fragment, Kind, Verdict, Verdicts, reanchor},
    format,
    text::{CharRange, Document},
    verify::{Case as Checked, Selection, Severity, check},
};
use proptest::prelude::*;
use std::{collections::HashMap, sync::Arc};

use super::{cases::Case, judging::silently_right, marks, truth::Truth};

/// What offsets go wrong on.
const PIECES: &[&str] = &[
    "a",
    "word ",
    "said. ",
    "“No,” he said. ",
    "1,460.50 ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\u{feff}",
    "😀",
    "👨‍👩‍👧",
    "🇰🇿",
    "e\u{301}",
    "\u{301}",
    "ﷺ",
    "الوزير ",
    "שלום",
    "北京",
    "official",
    "\u{200f}",
    "\u{202e}",
    "\u{200d}",
    "\t",
    "\u{a0}",
    "\u{ad}",
    "\u{2028}",
    "\0",
    "𝒳",
    "ไทย",
    "\"",
    "–",
    "\\",
    "The ministry denied it. ",
];

fn pieces(most: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

/// Ends of spans, as indices of whatever the text has.
type Places = Vec<Vec<(prop::sample::Index, usize)>>;

fn places() -> impl Strategy<Value = Places> {
    let fragment = (any::<prop::sample::Index>(), 1usize..30);
    proptest::collection::vec(proptest::collection::vec(fragment, 1..3), 0..6)
}

/// A set with marks and perhaps a region at these places; no two of a kind on the same words.
fn set_at(document: &Document, places: &Places, region: bool) -> AnnotationSet {
    let mut set = marks::empty_set(document);
    for (number, places) in places.iter().enumerate() {
        let mut spans = Vec::new();
        for (start, length) in places {
            let start = start.index(document.len().max(1));
            let range = document
                .whole_graphemes(CharRange::new(start, (start + length).min(document.len())));
            let Ok(span) = document.span(range) else {
                continue;
            };
            let apart = |other: &claimark::text::Span| {
                other.end() < span.start() || span.end() < other.start()
            };
            if spans.iter().all(apart) {
                spans.push(span);
            }
        }
        spans.sort_unstable();
        let kind = [Kind::Claim, Kind::Denial, Kind::Figure][number % 3];
        let twice = |other: &Arc<claimark::annotation::Annotation>| {
            let ranges = other.fragments.iter().map(|fragment| fragment.span);
            other.tag.kind() == kind && ranges.eq(spans.iter().map(|span| span.range()))
        };
        if !spans.is_empty() && !set.annotations.iter().any(twice) {
            set.annotations
                .push(marks::mark(document, kind, number as u64, &spans).into());
        }
    }
    set.sort();
    if region
        && let Some(span) = set
            .annotations
            .first()
            .and_then(|mark| document.span(mark.extent()).ok())
    {
        act(&mut set, document, &Act::LeaveOut(span));
    }
    set
}

fn act(set: &mut AnnotationSet, document: &Document, act: &Act) {
    let transaction = set.plan(act, document).unwrap();
    set.apply(&transaction).unwrap();
}

/// What the set shall say of the article as it is now.
fn record(set: &AnnotationSet, new: &Document) -> ArticleRecord {
    match set.fits(new) {
        true => set.article.clone(),
        false => marks::record(new),
    }
}

/// The set with what a fresh mark would remember of the text around it.
fn fresh(set: &AnnotationSet, document: &Document) -> AnnotationSet {
    let mut set = set.clone();
    for mark in &mut set.annotations {
        for fragment in &mut Arc::make_mut(mark).fragments {
            *fragment = Fragment::of(document, document.span(fragment.span).unwrap());
        }
    }
    set
}

fn taking(
    set: &mut AnnotationSet,
    new: &Document,
    verdicts: &Verdicts,
    accepted: fn(Verdict) -> bool,
) {
    let taking = verdicts.taking(record(set, new), accepted);
    act(set, new, &Act::Reanchor(taking.into()));
}

fn silent(verdict: Verdict) -> bool {
    !verdict.asks()
}

/// The same text: everything is exact where it was, and taking it over only adds to the record.
fn changes_nothing_on_the_same_text(
    set: &AnnotationSet,
    document: &Document,
) -> Result<(), TestCaseError> {
    for old in [None, Some(document)] {
        let verdicts = reanchor(set, document, old);
        for (of, mark) in verdicts.marks.iter().zip(&set.annotations) {
            for (found, fragment) in of.fragments.iter().zip(&mark.fragments) {
                let places: Vec<_> = found.places.iter().map(|place| place.range()).collect();
                prop_assert_eq!(
                    found.verdict,
                    Verdict::Exact,
                    "{:?} {:?} {}",
                    fragment,
                    places,
                    found.why
                );
                prop_assert_eq!(places, [fragment.span], "{:?}", fragment);
            }
        }
        for (of, region) in verdicts.left_out.iter().zip(&set.left_out) {
            prop_assert_eq!(of.verdict, Verdict::Exact);
            prop_assert_eq!(of.place.map(claimark::text::Span::range), Some(region.span));
        }
        prop_assert!(!verdicts.ask());
        let mut after = set.clone();
        taking(&mut after, document, &verdicts, silent);
        let note = after.reanchored.pop().unwrap();
        prop_assert_eq!(
            (note.exact, note.moved, note.aside),
            (set.annotations.len(), 0, 0)
        );
        prop_assert!(note.edited.is_empty());
        prop_assert_eq!(&after, set);
    }
    Ok(())
}

/// How many findings are errors.
fn errors(set: &AnnotationSet, document: &Document) -> Vec<String> {
    let text = format::write(set);
    let findings = check(&Checked {
        set_name: "a set",
        text: &text,
        set: Ok(set),
        article_name: "an article",
        article: Some(Ok(document)),
        reading: Some(&set.article.reading),
        codebook: None,
        canonical: true,
        selection: &Selection::usual(),
    });
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    errors
        .map(|finding| format!("{} {}", finding.rule.code, finding.message))
        .collect()
}

/// What was taken over is sound, is the same from its file, and can be taken back.
fn is_sound_and_can_be_undone(
    set: &AnnotationSet,
    old: &Document,
    new: &Document,
) -> Result<(), TestCaseError> {
    let before = errors(set, old);
    for (at_hand, accepted) in [
        (None, silent as fn(Verdict) -> bool),
        (Some(old), silent),
        (None, |verdict| verdict != Verdict::Lost),
        (Some(old), |verdict| verdict != Verdict::Lost),
    ] {
        let verdicts = reanchor(set, new, at_hand);
        let taking = verdicts.taking(record(set, new), accepted);
        let transaction = set.plan(&Act::Reanchor(taking.into()), new).unwrap();
        let mut after = set.clone();
        after.apply(&transaction).unwrap();
        prop_assert!(after.fits(new));
        prop_assert_eq!(after.all_marks().count(), set.all_marks().count());
        for fragment in after.annotations.iter().flat_map(|mark| &mark.fragments) {
            prop_assert!(fragment.fits(new), "{:?}", fragment);
        }
        if before.is_empty() {
            prop_assert_eq!(errors(&after, new), Vec::<String>::new());
        }
        let read = format::read(format::write(&after).as_bytes()).unwrap();
        prop_assert_eq!(&read, &after);
        after.apply(&transaction.inverse()).unwrap();
        prop_assert_eq!(&after, set);
    }
    Ok(())
}

/// From the old text to the new one and back, nobody asked: what stands stands where it stood, with all that it remembers. What was not
/// touched stands, unless the text has the same passage twice, or it would have to jump over others and is asked about.
fn leads_home(case: &Case) -> Result<(), TestCaseError> {
    let (old, new) = (&case.old, &case.new);
    let set = fresh(&case.set, old);
    let truth = Truth::of(&case.changed);
    let reversed = case.changed.reversed();
    let truth_back = Truth::of(&reversed);
    for at_hand in [false, true] {
        let there = reanchor(&set, new, at_hand.then_some(old));
        // What landed on a copy that can't be told from its own place may stay there.
        let mut right = HashMap::new();
        for of in &there.marks {
            let pairs = || of.fragments.iter().zip(&of.mark.fragments);
            let all = pairs().all(|(found, fragment)| {
                found.verdict.asks() || silently_right(&truth, new, fragment, found)
            });
            let untouched = pairs().all(|(found, fragment)| {
                let last: Vec<char> = fragment.before.chars().rev().take(16).collect();
                let before: String = last.iter().rev().collect();
                let after: String = fragment.after.chars().take(16).collect();
                // With either side, and long words by themselves.
                let mut ways = vec![
                    format!("{before}{}", fragment.quote),
                    format!("{}{after}", fragment.quote),
                ];
                if fragment.quote.len() >= 24 {
                    ways.push(fragment.quote.clone());
                }
                let stands_again =
                    |text: &str, words: &String| text.match_indices(words).nth(1).is_some();
                // Nor stand other words anywhere between the same.
                let frames = |text: &str| {
                    let behind = |(at, found): (usize, &str)| {
                        let rest = text[at + found.len()..].chars().take(400);
                        rest.collect::<String>().contains(&after)
                    };
                    text.match_indices(&before).filter(|&it| behind(it)).count()
                };
                let once = |text: &str| {
                    !ways.iter().any(|words| stands_again(text, words)) && frames(text) == 1
                };
                // At the text's end it may remember more now.
                let as_much = found.places.first().is_some_and(|place| {
                    let now = Fragment::of(new, *place);
                    now.before == fragment.before && now.after == fragment.after
                });
                let told_apart = once(old.text()) && once(new.text());
                truth.own(fragment).untouched && !found.verdict.asks() && as_much && told_apart
            });
            right.insert(of.mark.id.clone(), (all, untouched));
        }
        let mut after = set.clone();
        taking(&mut after, new, &there, silent);
        let middle = after.clone();
        let back = reanchor(&after, old, at_hand.then_some(new));
        taking(&mut after, old, &back, silent);
        for mark in &set.annotations {
            let (all, untouched) = right[&mark.id];
            let stands = after.annotation(&mark.id);
            // Where the old text is not at hand, a copy that is put back may look like what was there all the time.
            let holds = all && at_hand || untouched;
            if let Some(stands) = stands.filter(|stands| holds && *stands != mark) {
                // Only on a copy that nobody can tell from its own place.
                let copies = middle.annotation(&mark.id).is_some_and(|between| {
                    let mut pairs = between.fragments.iter().zip(&stands.fragments);
                    pairs.all(|(between, stands)| {
                        mark.fragments.contains(stands)
                            || truth_back.would_be_own(between, stands.span)
                    })
                });
                prop_assert!(
                    copies,
                    "case {}, old text {}\n{:?}\n{:?}",
                    case.seed,
                    at_hand,
                    mark,
                    stands
                );
            }
            // Who must jump over others to get home may be asked about; the way home is offered then.
            let asked_home = back.marks.iter().any(|of| {
                let pieces = || of.fragments.iter().zip(&mark.fragments);
                let jumps = |why: &str| why.starts_with("it would stand on the other side");
                of.mark.id == mark.id
                    && pieces().any(|(found, _)| jumps(found.why))
                    && pieces().all(|(found, own)| {
                        let mut places = found.places.iter().map(|place| place.range());
                        places.any(|place| place == own.span)
                    })
            });
            prop_assert!(
                !untouched || stands.is_some() || asked_home,
                "case {}, old text {}: {:?}",
                case.seed,
                at_hand,
                mark
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_text_changes_nothing(seed: u64) {
        let case = Case::of(seed);
        changes_nothing_on_the_same_text(&fresh(&case.set, &case.old), &case.old)?;
    }

    #[test]
    fn any_text_that_is_the_same_changes_nothing(text in pieces(40), places in places(), region: bool) {
        let document = Document::new(text);
        changes_nothing_on_the_same_text(&set_at(&document, &places, region), &document)?;
    }

    #[test]
    fn there_and_back_leads_home(seed: u64) {
        leads_home(&Case::of(seed))?;
    }

    #[test]
    fn what_was_taken_over_is_sound_and_can_be_undone(seed: u64) {
        let case = Case::of(seed);
        is_sound_and_can_be_undone(&case.set, &case.old, &case.new)?;
    }

    #[test]
    fn from_any_text_to_any_other_what_was_taken_over_is_sound(
        parts in (pieces(12), pieces(12), pieces(12)),
        other in (pieces(4), pieces(4)),
        places in places(),
        region: bool,
    ) {
        let (a, b, c) = parts;
        let old = Document::new(format!("{a}{b}{c}"));
        let set = set_at(&old, &places, region);
        for new in [format!("{}{b}{}", other.0, other.1), format!("{a}{}{c}", other.0), format!("{c}{b}{a}"), other.1] {
            is_sound_and_can_be_undone(&set, &old, &Document::new(new))?;
        }
    }
}
