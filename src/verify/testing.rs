//! A small article and a sound set on it, to be spoilt by the tests of each rule.

use std::sync::Arc;

use super::{Case, Finding, Selection, check, check_set};
use crate::{
    annotation::{AnnotationSet, Fragment, Quantity, Tag},
    article::{ArticleError, Problem},
    codebook::{self, Codebook},
    format,
    text::Document,
};

/// An article with emoji, combining marks, Arabic and Chinese typography, so that offsets have something to go wrong on.
pub(super) const ARTICLE: &str = include_str!("../../tests/fixtures/harbour.txt");
/// A sound set on it, as it is written.
pub(super) const SET: &str = include_str!("../../tests/fixtures/harbour.ada.ron");

/// The codebook that it keeps to.
pub(super) fn codebook() -> Codebook {
    codebook::read(codebook::default_text().as_bytes()).unwrap()
}

/// The sound set.
pub(super) fn set() -> AnnotationSet {
    format::read(SET.as_bytes()).unwrap()
}

/// What is found in a set file of this text, on the article.
pub(super) fn check_text(text: &str) -> Vec<Finding> {
    with_case(text, check)
}

/// Does something with the case of a set file of this text on the article.
pub(super) fn with_case<T>(text: &str, act: impl FnOnce(&Case<'_>) -> T) -> T {
    let (document, set) = (Document::new(ARTICLE), format::read(text.as_bytes()));
    act(&Case {
        set_name: "news/harbour.ada.ron",
        text,
        set: set.as_ref(),
        article_name: "news/harbour.txt",
        article: Some(Ok(&document)),
        reading: None,
        codebook: Some(&codebook()),
        // What is written otherwise than it would be is looked for by its own rule's tests.
        canonical: true,
        selection: &Selection::usual(),
    })
}

/// The set's text with one thing replaced, and what is found in it.
#[track_caller]
pub(super) fn spoilt(old: &str, new: &str) -> (String, Vec<Finding>) {
    assert!(
        SET.contains(old),
        "the test is about something in the set: {old}"
    );
    let text = SET.replacen(old, new, 1);
    let findings = check_text(&text);
    (text, findings)
}

/// What is found in the set after a change.
pub(super) fn check_with(change: impl FnOnce(&mut AnnotationSet)) -> Vec<Finding> {
    let mut set = set();
    change(&mut set);
    check_text(&format::write(&set))
}

/// What is found in the sound set on another text.
pub(super) fn check_on(document: &Document) -> Vec<Finding> {
    check(&Case {
        set_name: "news/harbour.ada.ron",
        text: SET,
        set: Ok(&set()),
        article_name: "news/harbour.txt",
        article: Some(Ok(document)),
        reading: None,
        codebook: Some(&codebook()),
        canonical: false,
        selection: &Selection::usual(),
    })
}

/// What is found in the sound set if its article is gone.
pub(super) fn without_article() -> Vec<Finding> {
    let error = gone();
    check(&Case {
        set_name: "news/harbour.ada.ron",
        text: SET,
        set: Ok(&set()),
        article_name: "news/harbour.txt",
        article: Some(Err(&error)),
        reading: None,
        codebook: Some(&codebook()),
        canonical: false,
        selection: &Selection::usual(),
    })
}

/// What is found where these words, in an article in English or in German, are a figure that amounts to this.
pub(super) fn figure(
    words: &str,
    quantity: Option<Quantity>,
    english: bool,
    codebook: Option<&Codebook>,
) -> Vec<Finding> {
    let around = if english {
        "The minister of the port said that"
    } else {
        "Der Minister sprach von"
    };
    let document = Document::new(format!("{around} {words} ."));
    let mut set = crate::testing::empty_set(&document);
    let mut mark = (*self::set().annotations[2]).clone();
    mark.tag = Tag::Figure {
        quantity,
        about: Vec::new(),
    };
    mark.fragments = vec![Fragment::of(
        &document,
        crate::testing::span_of(&document, words),
    )];
    set.annotations = vec![Arc::new(mark)];
    check_set(&set, &document, codebook, &Selection::usual())
}

/// What is said of an article that is not there.
pub(super) fn gone() -> ArticleError {
    ArticleError {
        path: "news/harbour.txt".into(),
        problem: Problem::Missing,
    }
}

/// The codes of findings, in their order.
pub(super) fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.code).collect()
}

/// What stands in the set file where a finding is.
pub(super) fn at<'t>(text: &'t str, finding: &Finding) -> &'t str {
    let range = finding.set.range.unwrap();
    let byte = |offset: usize| {
        text.char_indices()
            .nth(offset)
            .map_or(text.len(), |(byte, _)| byte)
    };
    &text[byte(range.start)..byte(range.end)]
}
