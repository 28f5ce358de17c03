//! Findings written down, for people and for programs: one file a form, and the slice that lists them. What a form prints is safe
//! for a terminal whatever stands in the files: control characters come out as pictures of themselves, or escaped where the form
//! has a way to.

mod concise;
mod excerpt;
mod full;
mod github;
mod json;
mod junit;
mod printable;
mod sarif;
mod statistics;
mod uri;

pub use concise::concise;
pub use full::full;
pub(crate) use json::written;
#[cfg(test)]
pub(in crate::verify) use junit::tests::parse as parse_xml;
pub use printable::printable;
pub use statistics::statistics;

use super::{Case, Finding, Tally, words::counted};
use crate::text::{CharRange, Document, LineColumn};

/// A form in which findings are written down.
pub struct Form {
    /// What it is asked for by.
    pub name: &'static str,
    /// What it is good for, in a line.
    pub what: &'static str,
    /// Whether it is made to be read, not to be taken apart by a program.
    pub for_people: bool,
    /// One finding, made beside its files' texts; colours, where the form knows any.
    pub finding: fn(&Scene<'_>, &Finding, bool) -> String,
    /// All that is written down, piece by piece, out of the findings so made.
    pub page: fn(&Sheet<'_>, Put<'_>),
}

/// What takes a page, piece by piece.
pub type Put<'a> = &'a mut dyn FnMut(&str);

/// Every form there is; the first is the usual one.
pub const FORMS: &[Form] = &[
    full::FORM,
    concise::FORM,
    json::FORM,
    sarif::FORM,
    github::FORM,
    junit::FORM,
];

/// What there is to write down.
pub struct Sheet<'a> {
    /// The sets that were checked, sorted by path.
    pub sets: &'a [Checked],
    /// All findings, counted.
    pub tally: &'a Tally,
    /// How many findings were only counted.
    pub not_shown: usize,
    /// What could not be checked, and other trouble: a sentence each.
    pub troubles: &'a [String],
}

/// A set that was checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    /// Its file, as the person would write it.
    pub path: String,
    /// How many findings it has.
    pub count: usize,
    /// The findings as the form makes them, in the order of the file; not those that were only counted.
    pub shown: Vec<String>,
}

impl Form {
    /// The form of this name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        FORMS.iter().find(|form| form.name == name)
    }
}

/// A file's name without the `./` that it has in the folder where the program runs: programs that look for the file compare names.
fn from_here(name: &str) -> &str {
    name.strip_prefix("./").unwrap_or(name)
}

/// Each finding, with this behind it.
fn each(sheet: &Sheet<'_>, gap: &str, put: &mut dyn FnMut(&str)) {
    for shown in sheet.sets.iter().flat_map(|set| &set.shown) {
        put(shown);
        put(gap);
    }
}

/// The sentence on findings that were only counted, if there are any.
fn not_shown(sheet: &Sheet<'_>) -> Option<String> {
    (sheet.not_shown > 0).then(|| {
        let more = counted(sheet.not_shown, "more finding");
        let are = if sheet.not_shown == 1 { "is" } else { "are" };
        format!("{more} {are} counted, but not shown")
    })
}

/// A finding's message, its notes and what to do: a line each.
fn lines(finding: &Finding) -> Vec<String> {
    let notes = finding.notes.iter().map(|note| format!("note: {note}"));
    let help = (!finding.help.is_empty()).then(|| format!("help: {}", finding.help));
    std::iter::once(finding.message.to_string())
        .chain(notes)
        .chain(help)
        .collect()
}

/// What the program calls itself.
pub(crate) const NAME: &str = env!("CARGO_PKG_NAME");
/// Which one it is.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A case with its set file's text ready to be pointed into.
pub struct Scene<'a> {
    case: &'a Case<'a>,
    text: Document,
}

impl<'a> Scene<'a> {
    /// Made once for all findings of a case.
    #[must_use]
    pub fn of(case: &'a Case<'a>) -> Self {
        Self {
            case,
            text: Document::new(case.text),
        }
    }

    /// The place of a finding in the set's file.
    fn in_set(&self, finding: &Finding) -> LineColumn {
        let start = finding.set.range.map_or(0, |range| range.start);
        self.text.line_column(start)
    }

    /// The place of a finding in the article.
    fn in_article(&self, finding: &Finding) -> Option<(&'a Document, CharRange)> {
        let document = self.case.article?.ok()?;
        Some((document, finding.article?))
    }
}
