//! Findings on a terminal: one file a form. What a form prints is safe for a terminal whatever stands in the files: control
//! characters come out as pictures of themselves.

mod concise;
mod excerpt;
mod full;
mod printable;

pub use concise::concise;
pub use full::full;
pub use printable::printable;

use super::{Case, Finding};
use crate::text::{CharRange, Document, LineColumn};

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
