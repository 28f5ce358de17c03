//! The checker: whatever a set and its article hold, every rule, form and fix keeps its promises.

use std::{collections::BTreeMap, path::Path};

use claimark::{
    annotation::{AnnotationId, AnnotationSet},
    article::{Article, from_bytes},
    codebook::{self, Codebook},
    format::{read_noting, write},
    text::Document,
    verify::{
        Case, Finding, Fixes, Selection, Severity, Tally, Wishes, check, check_set, mend_fully,
        render::{Checked, FORMS, Scene, Sheet},
    },
};

use super::changes::{Choices, change_set, change_text};

/// Sets with their articles, to make others from.
const SEEDS: &[(&str, &str)] = &[
    (
        include_str!("../../fixtures/harbour.ada.ron"),
        include_str!("../../fixtures/harbour.txt"),
    ),
    (
        include_str!("../../../assets/samples/varre-bay.tomas.ron"),
        include_str!("../../../assets/samples/varre-bay.txt"),
    ),
    (
        include_str!("../../../assets/samples/marsa-rayhan.layla.ron"),
        include_str!("../../../assets/samples/marsa-rayhan.txt"),
    ),
];
const CODEBOOK: &str = include_str!("../../../assets/codebook.ron");

/// Changes that are made at most: more make rubbish of a set, and long inputs are slow.
const MOST_CHANGES: usize = 24;

/// For a set and an article that these bytes make out of good ones.
pub fn verify(bytes: &[u8]) {
    let mut choices = Choices::new(bytes);
    // The small one most often: it is tried faster.
    let (set, article) = SEEDS[choices.below(8).saturating_sub(5)];
    let (mut text, mut article) = (set.to_owned(), article.to_owned());
    let manner = choices.below(64);
    for _ in 0..MOST_CHANGES {
        if choices.over() {
            break;
        }
        match choices.below(4) {
            0 => change_text(&mut article, &mut choices),
            _ => change_set(&mut text, &mut choices),
        }
    }
    let codebook =
        (manner & 1 == 0).then(|| codebook::read(CODEBOOK.as_bytes()).expect("is sound"));
    let selection = if manner & 2 == 0 {
        Selection::usual()
    } else {
        everything()
    };
    let (set, canonical) = read_noting(text.as_bytes());
    let recorded = set.as_ref().ok().map(|set| &set.article.reading);
    let article = from_bytes(Path::new("story.txt"), article.as_bytes(), recorded);
    let case = Case {
        set_name: "news/story.ada.ron",
        text: &text,
        set: set.as_ref(),
        article_name: "news/story.txt",
        article: (manner & 60 != 0).then(|| article.as_ref().map(|article| &article.document)),
        reading: article.as_ref().ok().map(|article| &article.reading),
        codebook: codebook.as_ref(),
        canonical,
        selection: &selection,
    };
    let findings = check(&case);
    are_placed(&case, &findings);
    can_be_shown(&case, &findings);
    if let (Ok(set), Ok(Article { document, .. })) = (&set, &article) {
        are_those_of_the_window(set, document, &case, &findings);
        let case = Case {
            article: Some(Ok(document)),
            ..case
        };
        for fixes in [Fixes::Safe, Fixes::All] {
            mending_makes_nothing_worse(&case, set, document, codebook.as_ref(), fixes);
        }
    }
}

/// All rules, those that have to be asked for among them.
fn everything() -> Selection {
    let wishes = Wishes {
        select: Some(vec!["all".to_owned()]),
        ..Wishes::default()
    };
    Selection::usual()
        .with(&wishes)
        .expect("`all` is a word for rules")
}

/// Every place is inside its text, and findings stand in the file's order.
fn are_placed(case: &Case<'_>, findings: &[Finding]) {
    let length = case.text.chars().count();
    let article = case.article.and_then(Result::ok).map(Document::len);
    for finding in findings {
        for spot in std::iter::once(&finding.set).chain(&finding.other) {
            let range = spot.range.expect("a file's findings have places in it");
            assert!(
                range.start <= range.end && range.end <= length,
                "{finding:?}"
            );
        }
        for range in finding.article.iter().chain(&finding.instead) {
            let length = article.expect("a place in an article that there is");
            assert!(
                range.start <= range.end && range.end <= length,
                "{finding:?}"
            );
        }
        assert!(!finding.message.is_empty());
    }
    assert!(findings.is_sorted_by_key(|finding| finding.set.range));
}

/// Every form draws every finding, and nothing that a terminal obeys.
fn can_be_shown(case: &Case<'_>, findings: &[Finding]) {
    let mut tally = Tally::default();
    for finding in findings {
        tally.add(finding);
    }
    let scene = Scene::of(case);
    for form in FORMS {
        for colours in [false, true] {
            let shown: Vec<_> = findings
                .iter()
                .map(|finding| (form.finding)(&scene, finding, colours))
                .collect();
            let sets = [Checked {
                path: case.set_name.to_owned(),
                count: findings.len(),
                shown,
            }];
            let mut page = String::new();
            let sheet = Sheet {
                sets: &sets,
                tally: &tally,
                not_shown: 0,
                troubles: &[],
            };
            (form.page)(&sheet, &mut |piece| page.push_str(piece));
            let obeyed = |c: char| c.is_control() && c != '\n' && !(colours && c == '\u{1b}');
            assert!(!page.contains(obeyed), "{}: {page:?}", form.name);
        }
    }
}

/// The window finds what the command line finds, but for what is about the file alone.
fn are_those_of_the_window(
    set: &AnnotationSet,
    document: &Document,
    case: &Case<'_>,
    findings: &[Finding],
) {
    if case.article.is_none() {
        return;
    }
    let counted = |findings: &[Finding]| {
        let mut counts: BTreeMap<_, usize> = BTreeMap::new();
        let of_file =
            |finding: &&Finding| finding.rule.code.starts_with('F') || finding.rule.code == "A003";
        for finding in findings.iter().filter(|finding| !of_file(finding)) {
            let key = (finding.rule.code, finding.mark.clone(), finding.article);
            *counts.entry(key).or_default() += 1;
        }
        counts
    };
    let window = check_set(set, document, case.codebook, case.selection);
    assert_eq!(counted(findings), counted(&window));
}

/// Nothing that was mended is in a worse state, and mending it again is not needed.
fn mending_makes_nothing_worse(
    case: &Case<'_>,
    set: &AnnotationSet,
    document: &Document,
    codebook: Option<&Codebook>,
    fixes: Fixes,
) {
    // Of an article that has changed nothing is mended; a set may say that it is of this text and be wrong even so.
    let mut set = set.clone();
    set.article.text_sha256 = document.sha256();
    let (set, text) = (&set, write(&set));
    let case = &Case {
        text: &text,
        set: Ok(set),
        ..*case
    };
    let before = check(case);
    let (mended, done) = mend_fully(set, document, codebook, case.selection, fixes);
    let text = write(&mended);
    let (again, _) = read_noting(text.as_bytes());
    let again = again.expect("what was written can be read");
    assert_eq!(again, mended);
    let after = check(&Case {
        text: &text,
        set: Ok(&again),
        ..*case
    });
    assert!(mended.annotations.len() <= set.annotations.len());
    let new = new_errors(&before, &after);
    assert!(
        new.is_empty(),
        "{fixes:?} mended {done} and brought {new:?}\n{}\n=>\n{text}",
        case.text
    );
    // A mark that stands again may show what could not be seen before: there need not be fewer findings, but there are others.
    assert!(done == 0 || after != before, "{done} mended, none gone");
}

type Error = (&'static str, Option<AnnotationId>);

/// Errors that were not there before, as the command line compares them.
fn new_errors(before: &[Finding], after: &[Finding]) -> Vec<Error> {
    let errors = |findings: &[Finding]| {
        let errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error);
        errors
            .map(|finding| (finding.rule.code, finding.mark.clone()))
            .collect::<Vec<Error>>()
    };
    let mut known = errors(before);
    let mut new = errors(after);
    new.retain(
        |error| match known.iter().position(|other| other == error) {
            Some(index) => {
                known.swap_remove(index);
                false
            }
            None => true,
        },
    );
    new
}
