//! What is wrong with a set, as data: rules that look at a set and its article, and renderers that show what they find.
//!
//! Nothing here touches a disk. The command line hands in what it read; the window hands in what it holds, and so shows the very
//! findings that the command line prints.
//!
//! A new rule is one file in `rules/` and one line in [`RULES`]; the laws over that slice say what is still missing.

pub mod consistency;
mod displaced;
mod finding;
mod findings;
mod language;
mod mending;
// What words say of numbers is known below, where figures are read.
pub(crate) use crate::quantity::numbers;
pub mod render;
mod repeats;
mod rule;
mod rules;
mod selection;
mod subject;
mod tally;
pub mod together;
pub(crate) mod words;

pub use finding::{Finding, Fix, Severity, Spot};
pub use mending::{Fixes, Mended, mend, mend_fully};
pub use rule::Rule;
pub use rules::RULES;
pub use selection::{NoSuchRule, Selection, Wishes};
pub use tally::{Count, Tally};

use crate::{
    annotation::AnnotationSet,
    article::ArticleError,
    codebook::Codebook,
    format::ReadError,
    text::{Document, Reading},
};
use findings::{Findings, Map};
use rule::Check;
use subject::Subject;

/// One set file and its article, as they were read.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The set file's name, as the person gave it.
    pub set_name: &'a str,
    /// The set file's text; of a file that is not UTF-8, what could be made of it.
    pub text: &'a str,
    /// The set, in the order of the file, or why it can't be read.
    pub set: Result<&'a AnnotationSet, &'a ReadError>,
    /// The article file's name, from where the person is.
    pub article_name: &'a str,
    /// The article's text, or why there is none. Not looked at where the set can't be read.
    pub article: Option<Result<&'a Document, &'a ArticleError>>,
    /// What was done this time to read the article, if that is known.
    pub reading: Option<&'a Reading>,
    /// The codebook that the article's folder has, if any: without one, any sub-label goes.
    pub codebook: Option<&'a Codebook>,
    /// Whether the text is known to be the set's one canonical text; if not, that is found out by writing it.
    pub canonical: bool,
    /// Which rules are looked at, and how bad each is.
    pub selection: &'a Selection,
}

/// All that the rules find in a set file, in the order of the file, with places in it.
#[must_use]
pub fn check(case: &Case<'_>) -> Vec<Finding> {
    check_first(case, usize::MAX).0
}

/// As [`check`], but no more findings than these, the first in the file; and all of them counted.
#[must_use]
pub fn check_first(case: &Case<'_>, limit: usize) -> (Vec<Finding>, Tally) {
    let mut findings = Findings::of(case, limit);
    let subject = Subject::new(case.set, case.article, case.codebook)
        .in_file(case.text, case.canonical)
        .read_as(case.reading);
    run(&subject, case.selection, &mut findings);
    findings.in_order()
}

/// Fills in where findings stand in the set's file, and sorts them by that.
pub fn place(case: &Case<'_>, findings: &mut [Finding]) {
    let map = Map::of(case);
    for finding in findings.iter_mut() {
        map.place(finding);
    }
    findings.sort_by_key(findings::in_file);
}

/// All that the rules find in a set on its article, in text order; findings without a place in the article come first. Places in
/// a set file are not filled in: there is none. Without a codebook, any sub-label goes.
#[must_use]
pub fn check_set(
    set: &AnnotationSet,
    document: &Document,
    codebook: Option<&Codebook>,
    selection: &Selection,
) -> Vec<Finding> {
    let mut findings = Findings::all();
    let subject = Subject::new(Ok(set), Some(Ok(document)), codebook);
    run(&subject, selection, &mut findings);
    let mut findings = findings.into_all();
    findings.sort_by_key(|finding| (finding.article, finding.rule.code));
    findings
}

fn run(subject: &Subject<'_>, selection: &Selection, findings: &mut Findings<'_>) {
    findings.without_fixes = subject.is_of_another_text();
    for (rule, severity) in selection.rules() {
        if let Check::Set(check) = &rule.check {
            findings.severity = severity;
            check(subject, findings);
        }
    }
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
