//! stub
use super::Annotation;
use crate::text::{Document, Folded, Span};
/// stub
pub fn occurrences(document: &Document, folded: &Folded, mark: &Annotation) -> Vec<Vec<Span>> {
    let own = mark.extent();
    folded
        .find(&mark.fragments[0].quote)
        .ranges
        .into_iter()
        .filter(|r| !r.overlaps(own))
        .filter_map(|r| document.span(r).ok())
        .map(|s| vec![s])
        .collect()
}
