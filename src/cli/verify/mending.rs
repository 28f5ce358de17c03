//! `--fix` and `--diff`: a set mended as far as it can be, and its file written anew. A file is only written if that made nothing
//! worse.

use std::collections::BTreeMap;

use super::Trouble;
use crate::{
    annotation::{Annotation, AnnotationSet, ArticleRecord},
    article::Article,
    format,
    text::Document,
    verify::{Case, Finding, Fixes, Severity, check, mend_fully, words::counted},
};

/// What is done about findings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mend {
    /// Which fixes.
    pub fixes: Fixes,
    /// Whether files are written, or only shown as they would be.
    pub write: bool,
}

/// A set that was mended.
pub(super) struct Mended {
    pub(super) set: AnnotationSet,
    /// What its file holds then.
    pub(super) text: String,
    /// How many findings that took.
    pub(super) done: usize,
}

/// Mends a set; nothing where there is nothing to be done.
///
/// # Errors
/// It could be mended, but is better left alone: a sentence without the file's name.
pub(super) fn mend(
    case: &Case<'_>,
    article: Option<&Article>,
    findings: &[Finding],
    fixes: Fixes,
) -> Result<Option<Mended>, Trouble> {
    let Ok(set) = case.set else {
        return Ok(None);
    };
    let changed = article.filter(|article| !set.fits(&article.document));
    if wanted(findings, fixes) == 0 && changed.is_none() {
        return Ok(None);
    }
    if fixes == Fixes::Safe && format::places::holds_comments(case.text) {
        return Err(
            "the file holds comments, which are lost when it is written anew, so it is left as it is; put them into notes, or \
             add --unsafe-fixes"
                .to_owned(),
        );
    }
    let (mut set, mut done) = match case.article {
        Some(Ok(document)) => mend_fully(set, document, case.codebook, case.selection, fixes),
        // Without the words, nothing can be mended but the form.
        _ => {
            let mut set = set.clone();
            set.sort();
            (set, 0)
        }
    };
    if let Some(article) = changed {
        match (lost(&set, &article.document), fixes) {
            (0, _) => {
                set.article = record(article, &set.article.file);
                done += 1;
            }
            // Half moved, the set would fit neither the article as it was nor as it is.
            (lost, Fixes::Safe) if done > 0 => {
                return Err(format!(
                    "the article was changed, and {} can't be placed in it for certain, so nothing was mended; mend these by hand, or do \
                     what can be done with --unsafe-fixes",
                    counted(lost, "mark")
                ));
            }
            _ => {}
        }
    }
    let text = format::write(&set);
    if text == case.text {
        return Ok(None);
    }
    let after = check(&Case {
        text: &text,
        set: Ok(&set),
        canonical: true,
        ..*case
    });
    done += findings
        .iter()
        .filter(|finding| is_form(finding, fixes))
        .count();
    if let Some(worse) = worse(findings, &after) {
        return Err(format!(
            "mending would bring an error ({worse}), so the file is left as it is; mend it by hand"
        ));
    }
    Ok((done > 0).then_some(Mended { set, text, done }))
}

/// How many marks do not stand in the article with the text around them.
fn lost(set: &AnnotationSet, document: &Document) -> usize {
    let stands = |mark: &Annotation| {
        !mark.fragments.is_empty()
            && mark
                .fragments
                .iter()
                .all(|fragment| fragment.fits(document))
    };
    set.annotations.iter().filter(|mark| !stands(mark)).count()
}

/// What a set says of its article, as the article is now.
pub(in super::super) fn record(article: &Article, file: &str) -> ArticleRecord {
    ArticleRecord {
        file: file.to_owned(),
        file_sha256: article.file_sha256,
        text_sha256: article.document.sha256(),
        text_length: article.document.len(),
        reading: article.reading.clone(),
    }
}

/// How many findings have a fix that is asked for.
fn wanted(findings: &[Finding], fixes: Fixes) -> usize {
    let fix = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fixes.take(fix));
    findings.iter().filter(fix).count()
}

/// Whether a finding is gone as soon as the file is written anew.
fn is_form(finding: &Finding, fixes: Fixes) -> bool {
    let fix = finding.fix.as_ref();
    fix.is_some_and(|fix| fix.acts.is_empty() && fixes.take(fix))
}

/// An error that was not there before.
fn worse(before: &[Finding], after: &[Finding]) -> Option<String> {
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    let key = |finding: &Finding| (finding.rule.code, finding.mark.clone());
    let errors = |findings: &[Finding]| {
        let errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error);
        errors.map(key).collect::<Vec<_>>()
    };
    for error in errors(before) {
        *known.entry(error).or_default() += 1;
    }
    errors(after).into_iter().find_map(|error| {
        let left = known.entry(error.clone()).or_default();
        match left.checked_sub(1) {
            Some(fewer) => {
                *left = fewer;
                None
            }
            None => Some(error.0.to_owned()),
        }
    })
}

/// What would change in a file, as `diff -u` shows it.
pub(super) fn diff(path: &str, before: &str, after: &str) -> String {
    if before.contains('\r') && before.replace("\r\n", "\n") == after {
        return format!(
            "--- {path}\n+++ {path}\n(only the ends of its lines: CR LF becomes LF in all of them)\n"
        );
    }
    similar::TextDiff::from_lines(before, after)
        .unified_diff()
        .header(path, path)
        .to_string()
}
