//! Every rule there is, one file each, sorted by code. The letter says what is at fault: the article, the file, a link, a mark, a
//! person (speaker), a quote, a span.

mod article_changed;
mod article_unreadable;
mod blank_edges;
mod context_mismatch;
mod dangling_link;
mod duplicate_id;
mod duplicate_speaker;
mod mark_without_place;
mod marked_twice;
mod newer_format;
mod quote_mismatch;
mod set_unreadable;
mod span_cuts_character;
mod span_outside_text;
mod unknown_speaker;
mod wrong_link;

use super::{
    Finding, Rule,
    displaced::Found,
    subject::{Placed, Subject},
    words::{counted, quoted},
};
use crate::{
    annotation::{Annotation, AnnotationId, Denied, Tag},
    format::places::Part,
};

/// Every rule, sorted by code.
pub const RULES: &[Rule] = &[
    article_unreadable::RULE,
    article_changed::RULE,
    set_unreadable::RULE,
    newer_format::RULE,
    dangling_link::RULE,
    wrong_link::RULE,
    mark_without_place::RULE,
    duplicate_id::RULE,
    marked_twice::RULE,
    unknown_speaker::RULE,
    duplicate_speaker::RULE,
    quote_mismatch::RULE,
    context_mismatch::RULE,
    span_outside_text::RULE,
    span_cuts_character::RULE,
    blank_edges::RULE,
];

/// The links of a mark, each with the list of its tag and the item that states it.
fn links(mark: &Annotation) -> impl Iterator<Item = (&AnnotationId, &'static str, usize)> {
    let (denies, about): (&[Denied], &[AnnotationId]) = match &mark.tag {
        Tag::Claim { .. } => (&[], &[]),
        Tag::Denial { denies, .. } => (denies, &[]),
        Tag::Figure { about, .. } => (&[], about),
    };
    let here = denies
        .iter()
        .enumerate()
        .filter_map(|(item, denied)| match denied {
            Denied::Here(id) => Some((id, "denies", item)),
            Denied::Elsewhere(_) => None,
        });
    here.chain(
        about
            .iter()
            .enumerate()
            .map(|(item, id)| (id, "about", item)),
    )
}

/// The part of the set that states a link.
fn link_part(index: usize, list: &'static str, item: usize) -> Part {
    Part::mark(index).field("tag").field(list).item(item)
}

/// Says of a fragment that does not stand at its place where its words stand instead, and what to do.
fn say_where_instead(
    mut finding: Finding,
    subject: &Subject<'_>,
    placed: &Placed<'_>,
    otherwise: &str,
) -> Finding {
    let words = quoted(&placed.fragment.quote);
    let found = subject
        .displaced()
        .map(|displaced| displaced.find(&placed.fragment.quote, placed.fragment.span));
    match (found, subject.document()) {
        (Some(Found::Nearest(range, count)), Some(document)) => {
            let place = document.line_column(range.start);
            let nearest = if count == 1 {
                "and nowhere else".to_owned()
            } else {
                format!("the nearest of {}", counted(count, "place"))
            };
            finding.instead = Some(range);
            finding
                .note(format!(
                    "{words} stands at line {}, column {} of the article ({range}), {nearest}",
                    place.line, place.column
                ))
                .help(format!("if that is what was meant, move the mark there: its span is ({}, {}); else {otherwise}", range.start, range.end))
        }
        (Some(Found::Nowhere), _) if !placed.fragment.quote.is_empty() => {
            finding
                .notes
                .push(format!("{words} stands nowhere in the article"));
            finding.help(otherwise)
        }
        _ => finding.help(otherwise),
    }
}
