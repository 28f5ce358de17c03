//! Marks in two files have one id, and are not the same.

use std::{collections::HashMap, hash::Hash};

use super::super::{Check, Finding, Rule, Severity, together::Side, words::quoted};
use crate::{
    annotation::{Annotation, Fragment},
    format::places::Part,
    text::CharRange,
};

pub(in super::super) const RULE: Rule = Rule {
    code: "X002",
    name: "id-in-two-files",
    severity: Severity::Warning,
    usual: true,
    what: "Among the sets that are checked at once, marks in two files have the same id, but are not the same: another tag, speaker, \
           link, quantity, note or place. It is told of the file that comes later by its path. Marks that are the same in both, as in a \
           copy, are no finding.",
    why: "An id is a mark's name for ever. Who brings files together takes two marks of one id for two states of one mark, and one \
          of them is lost.",
    example: "// gloves.ada.ron\nid: \"4fr4vhkvq\",\ntag: Claim(…)\n// gloves.ben.ron, begun as a copy of it\nid: \"4fr4vhkvq\",\ntag: Denial(…)",
    fix: "If one file is a copy that was worked on, keep the later one. If both shall stay, give one of the two marks another id, \
          and change the links to it.",
    check: Check::Together,
};

pub(in super::super) fn check(of: Side<'_>, with: Side<'_>, findings: &mut Vec<Finding>) {
    let place = with.places();
    let mut theirs = HashMap::new();
    for (index, mark) in with.set.all_marks().enumerate() {
        theirs.entry(&mark.id).or_insert((index, mark));
    }
    for (index, mark) in of.set.all_marks().enumerate() {
        let Some((at, other)) = theirs.get(&mark.id).filter(|(_, other)| !same(other, mark)) else {
            continue;
        };
        let part = part_of(with, *at).field("id");
        let message = format!(
            "the id “{}” is also that of another mark, in {}",
            mark.id, with.name
        );
        findings.push(
            Finding::new(&RULE, part_of(of, index).field("id"), message)
                .label("an id that no other mark has was expected")
                .on(&mark.id)
                .at(stands(of, index, mark), format!("the {}", mark.tag.kind()))
                .note(format!(
                    "here it is {}; at {}:{} it is {}",
                    described(mark),
                    with.name,
                    place(&part),
                    described(other)
                ))
                .note(format!("they differ in their {}", difference(mark, other)))
                .help("keep one of the two files, or give one of the marks another id"),
        );
    }
}

/// Whether two marks say the same, whoever made them.
fn same(a: &Annotation, b: &Annotation) -> bool {
    said(a) == said(b)
}

/// All that a mark says, without who made it: who begins with a copy of a set puts another name there; and without
/// what it was offered for.
pub(in super::super) fn said(mark: &Annotation) -> impl PartialEq + Hash + '_ {
    let Annotation {
        id,
        tag,
        labels,
        fragments,
        note,
        unsure,
        suggested: _,
        by: _,
    } = mark;
    (id, tag, labels, fragments, note, unsure)
}

/// The part of a set that a mark is: those that were set aside come last.
fn part_of(side: Side<'_>, index: usize) -> Part {
    match index.checked_sub(side.set.annotations.len()) {
        None => Part::mark(index),
        Some(orphan) => Part::orphan(orphan),
    }
}

/// Where a mark stands in the article: its first fragment that fits; nowhere if it was set aside.
fn stands(side: Side<'_>, index: usize, mark: &Annotation) -> Option<CharRange> {
    let has_place = index < side.set.annotations.len();
    let document = side.document.filter(|_| has_place)?;
    let fits = |fragment: &&Fragment| {
        document.span(fragment.span).is_ok() && fragment.quote_fits(document)
    };
    mark.fragments
        .iter()
        .find(fits)
        .map(|fragment| fragment.span)
}

fn described(mark: &Annotation) -> String {
    format!("the {} {}", mark.tag.kind(), quoted(&mark.words()))
}

/// The first thing in which two marks differ.
fn difference(a: &Annotation, b: &Annotation) -> &'static str {
    if a.tag.kind() != b.tag.kind() {
        "tag"
    } else if a.fragments != b.fragments {
        "place"
    } else if a.tag.speaker() != b.tag.speaker() {
        "speaker"
    } else if a.tag != b.tag {
        "links or quantity"
    } else if a.labels != b.labels {
        "sub-labels"
    } else if a.note != b.note {
        "note"
    } else {
        "unsure flag"
    }
}
