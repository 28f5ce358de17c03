//! Where marks stand: acts that put a mark on other words, or repeat it at further places.

use std::collections::HashSet;

use super::{Refused, replace};
use crate::{
    annotation::{Annotation, AnnotationId, AnnotationSet, Edit, Fragment, Transaction},
    text::{CharRange, Document, Span},
};

impl AnnotationSet {
    pub(super) fn plan_move(
        &self,
        document: &Document,
        id: &AnnotationId,
        index: usize,
        span: Span,
    ) -> Result<Transaction, Refused> {
        let old = self.find_mark(id)?;
        if index >= old.fragments.len() {
            return Err(Refused::Gone);
        }
        let mut others = old.fragments.clone();
        others.remove(index);
        let fragments = with_fragment(document, &others, span);
        let spans: Vec<_> = fragments.iter().map(|fragment| fragment.span).collect();
        self.check_new(old.tag.kind(), &spans, id)?;
        let what = format!("move the ends of a {}", old.tag.kind());
        Ok(replace(&what, old, |mark| mark.fragments = fragments))
    }

    pub(super) fn plan_repeat(
        &self,
        document: &Document,
        of: &AnnotationId,
        places: &[(AnnotationId, Vec<Span>)],
        by: &str,
    ) -> Result<Transaction, Refused> {
        let model = self.find_mark(of)?;
        let kind = model.tag.kind();
        let mut edits = Vec::with_capacity(places.len());
        let mut seen = HashSet::new();
        for (id, spans) in places {
            if spans.is_empty() {
                return Err(Refused::NoWords);
            }
            let fragments = spans.iter().fold(Vec::new(), |fragments, span| {
                with_fragment(document, &fragments, *span)
            });
            let ranges: Vec<_> = fragments.iter().map(|fragment| fragment.span).collect();
            self.check_new(kind, &ranges, id)?;
            // The new ones are not in the set yet, but must differ from one another all the same.
            if !seen.insert(ranges) {
                return Err(Refused::MarkedAlready(kind));
            }
            let mark = Annotation {
                id: id.clone(),
                tag: model.tag.clone(),
                labels: model.labels.clone(),
                fragments,
                note: String::new(),
                unsure: model.unsure,
                suggested: String::new(),
                by: by.to_owned(),
            };
            edits.push(Edit::Insert(mark.into()));
        }
        let what = match places.len() {
            1 => format!("mark a {kind} again"),
            count => format!("mark a {kind} at {count} further places"),
        };
        Ok(Transaction { what, edits })
    }
}

/// The fragments with one more; those that overlap or touch it become one with it.
pub(super) fn with_fragment(
    document: &Document,
    fragments: &[Fragment],
    span: Span,
) -> Vec<Fragment> {
    let mut grown = span.range();
    let mut kept: Vec<Fragment> = Vec::with_capacity(fragments.len() + 1);
    for fragment in fragments {
        let there = fragment.span;
        if there.start <= grown.end && grown.start <= there.end && fragment.fits(document) {
            grown = CharRange::new(grown.start.min(there.start), grown.end.max(there.end));
        } else {
            kept.push(fragment.clone());
        }
    }
    // Two spans that touch make a span: its ends are ends of theirs.
    if let Ok(span) = document.span(grown) {
        kept.push(Fragment::of(document, span));
    }
    kept.sort_by_key(|fragment| fragment.span);
    kept
}
