//! What is wrong with a set, as data: rules that look at a set and its article, and renderers that show what they find.
//!
//! Nothing here touches a disk. The command line hands in what it read; the window hands in what it holds, and so shows the very
//! findings that the command line prints.
//!
//! A new rule is one file in `rules/` and one line in [`RULES`]; the laws over that slice say what is still missing.

pub mod consistency;
mod displaced;
mod finding;
mod mending;
pub mod render;
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
    format::{ReadError, places::Places},
    text::{CharRange, Document},
};
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
    let mut findings = run(
        &Subject::new(case.set, case.article, case.codebook).in_file(case.text, case.canonical),
        case.selection,
    );
    place(case, &mut findings);
    findings
}

/// Fills in where findings stand in the set's file, and sorts them by that.
pub fn place(case: &Case<'_>, findings: &mut [Finding]) {
    if findings.is_empty() {
        return;
    }
    let text = Document::new(case.text);
    let places = Places::of(case.text);
    for finding in findings.iter_mut() {
        for spot in std::iter::once(&mut finding.set).chain(&mut finding.other) {
            let range = match case.set {
                Ok(_) => {
                    let bytes = places.find(&spot.part);
                    CharRange::new(text.char_of_byte(bytes.start), text.char_of_byte(bytes.end))
                }
                Err(error) => {
                    let start = text.char_at(error.place).unwrap_or(text.len());
                    text.grapheme_at(start)
                }
            };
            spot.range = Some(range);
        }
    }
    findings.sort_by_key(|finding| (finding.set.range, finding.rule.code));
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
    let mut findings = run(
        &Subject::new(Ok(set), Some(Ok(document)), codebook),
        selection,
    );
    findings.sort_by_key(|finding| (finding.article, finding.rule.code));
    findings
}

fn run(subject: &Subject<'_>, selection: &Selection) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (rule, severity) in selection.rules() {
        let Check::Set(check) = &rule.check else {
            continue;
        };
        let before = findings.len();
        check(subject, &mut findings);
        for finding in &mut findings[before..] {
            finding.severity = severity;
        }
    }
    findings
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
