//! Every mark with what is said of it, below the text; last those that were set aside.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use super::wrap::{Page, Piece};
use crate::{
    annotation::{Annotation, AnnotationId, AnnotationSet, Denied, SpeakerId, Tag},
    text::{Document, SpanError},
    verify::words::quoted,
};

/// Columns that the number, the tag and the place take.
const HANG: usize = 22;

/// Whether all fragments of a mark stand on their words, with the text around them.
pub(super) fn fits(mark: &Annotation, document: &Document) -> bool {
    !mark.fragments.is_empty()
        && mark
            .fragments
            .iter()
            .all(|fragment| fragment.fits(document))
}

/// Writes the marks that fit, then those that do not, or all where there is no article.
pub(super) fn write(
    out: &mut dyn Write,
    page: &Page,
    set: &AnnotationSet,
    document: Option<&Document>,
    numbers: &HashMap<&AnnotationId, usize>,
) -> io::Result<()> {
    let index = Index {
        set,
        document,
        numbers,
        linked_from: linked_from(set),
    };
    let marks = || set.annotations.iter().zip(1..);
    let stands = |mark: &Annotation| document.is_some_and(|document| fits(mark, document));
    if marks().any(|(mark, _)| stands(mark)) {
        writeln!(out, "Marks")?;
        for (mark, number) in marks().filter(|(mark, _)| stands(mark)) {
            index.entry(out, page, mark, number)?;
        }
    }
    if marks().any(|(mark, _)| !stands(mark)) {
        if document.is_some() {
            writeln!(out, "\nMarks that do not stand where the set says")?;
        } else {
            writeln!(out, "Marks, without their article")?;
        }
        for (mark, number) in marks().filter(|(mark, _)| !stands(mark)) {
            index.entry(out, page, mark, number)?;
        }
    }
    if !set.orphans.is_empty() {
        writeln!(out, "\nMarks that are set aside, without a place")?;
        for (mark, number) in set.orphans.iter().zip(set.annotations.len() + 1..) {
            index.aside(out, page, mark, number)?;
        }
    }
    if !set.orphan_regions.is_empty() {
        writeln!(
            out,
            "\nWhat was left out of the article, and has no place now"
        )?;
        for region in &set.orphan_regions {
            let words = match region.span.len() > region.begins.chars().count() {
                true => format!("{} … {}", quoted(&region.begins), quoted(&region.ends)),
                false => quoted(&region.begins),
            };
            page.write(out, HANG, &[Piece::plain(&format!("{:HANG$}{words}", ""))])?;
        }
    }
    Ok(())
}

/// The numbers of the marks that link to each mark.
fn linked_from(set: &AnnotationSet) -> HashMap<&AnnotationId, Vec<usize>> {
    let mut linked: HashMap<_, Vec<_>> = HashMap::new();
    for (mark, number) in set.all_marks().zip(1..) {
        for target in mark.tag.links() {
            linked.entry(target).or_default().push(number);
        }
    }
    linked
}

struct Index<'a> {
    set: &'a AnnotationSet,
    document: Option<&'a Document>,
    numbers: &'a HashMap<&'a AnnotationId, usize>,
    linked_from: HashMap<&'a AnnotationId, Vec<usize>>,
}

impl Index<'_> {
    /// A mark of the article.
    fn entry(
        &self,
        out: &mut dyn Write,
        page: &Page,
        mark: &Annotation,
        number: usize,
    ) -> io::Result<()> {
        let place = match self.document {
            Some(document) if fits(mark, document) => {
                document.line_column(mark.extent().start).to_string()
            }
            _ => String::new(),
        };
        let facts = self.facts(mark, number).into_iter();
        let facts = facts.chain(self.misfits(mark)).collect();
        self.said(out, page, mark, (number, &place), facts)
    }

    /// A mark without a place.
    fn aside(
        &self,
        out: &mut dyn Write,
        page: &Page,
        mark: &Annotation,
        number: usize,
    ) -> io::Result<()> {
        self.said(out, page, mark, (number, ""), self.facts(mark, number))
    }

    fn said(
        &self,
        out: &mut dyn Write,
        page: &Page,
        mark: &Annotation,
        (number, place): (usize, &str),
        facts: Vec<String>,
    ) -> io::Result<()> {
        let kind = mark.tag.kind();
        let head = format!("{number:>4} {:<7} {place:<8} ", kind.to_string());
        let speaker = mark
            .tag
            .speaker()
            .map_or_else(String::new, |id| format!("{}: ", self.speaker(id)));
        let quotes: Vec<_> = mark
            .fragments
            .iter()
            .map(|fragment| quoted(&fragment.quote))
            .collect();
        let first = format!("{speaker}{}", quotes.join(" … "));
        page.write(
            out,
            HANG,
            &[Piece::bracket(&head, kind), Piece::plain(&first)],
        )?;
        for line in facts {
            page.write(out, HANG, &[Piece::plain(&format!("{:HANG$}{line}", ""))])?;
        }
        Ok(())
    }

    fn speaker<'s>(&'s self, id: &'s SpeakerId) -> &'s str {
        self.set
            .speaker(id)
            .map_or(id.as_str(), |speaker| &speaker.name)
    }

    /// What is said of a mark beyond its words, a line each.
    fn facts(&self, mark: &Annotation, number: usize) -> Vec<String> {
        let mut facts = Vec::new();
        facts.extend(match mark.labels.as_slice() {
            [] => None,
            [only] => Some(format!("sub-label: {only}")),
            several => Some(format!("sub-labels: {}", several.join(", "))),
        });
        match &mark.tag {
            Tag::Claim { .. } => {}
            Tag::Denial { denies, .. } => facts.extend(denies.iter().map(|denied| match denied {
                Denied::Here(id) => format!("denies {}", self.number(id)),
                Denied::Elsewhere(text) => format!("denies what was said elsewhere: {text}"),
            })),
            Tag::Figure { quantity, about } => {
                facts.extend(
                    quantity
                        .as_ref()
                        .map(|quantity| format!("amounts to {quantity}")),
                );
                facts.extend(about.iter().map(|id| format!("about {}", self.number(id))));
            }
        }
        let linked_from = self.linked_from.get(&mark.id);
        if let Some(from) = linked_from.filter(|_| self.numbers.get(&mark.id) == Some(&number)) {
            let numbers: Vec<_> = from.iter().map(usize::to_string).collect();
            facts.push(format!("linked from {}", numbers.join(", ")));
        }
        if !mark.note.is_empty() {
            facts.push(format!("note: {}", mark.note));
        }
        if mark.unsure {
            facts.push("unsure".to_owned());
        }
        if !mark.suggested.is_empty() {
            facts.push(format!("was offered for “{}”", mark.suggested));
        }
        if mark.by != self.set.annotator {
            facts.push(format!("by {}", mark.by));
        }
        facts
    }

    fn number(&self, id: &AnnotationId) -> String {
        self.numbers.get(id).map_or_else(
            || format!("{id}, which is not in this set"),
            usize::to_string,
        )
    }

    /// For each fragment that is not shown, why.
    fn misfits(&self, mark: &Annotation) -> Vec<String> {
        let Some(document) = self.document else {
            return Vec::new();
        };
        let fragments = mark
            .fragments
            .iter()
            .filter(|fragment| !fragment.fits(document));
        let why = fragments.map(|fragment| match document.span(fragment.span) {
            Ok(_) if fragment.quote_fits(document) => format!(
                "at {} the article has these words, but other text around them",
                fragment.span
            ),
            Ok(span) => format!(
                "at {} the article has {}",
                fragment.span,
                quoted(document.quote(span))
            ),
            Err(error @ (SpanError::Empty(_) | SpanError::OutOfRange { .. })) => error.to_string(),
            Err(SpanError::CutsGrapheme { .. }) => {
                format!("the range {} cuts a character in two", fragment.span)
            }
        });
        why.chain(
            mark.fragments
                .is_empty()
                .then(|| "it has no fragment".to_owned()),
        )
        .collect()
    }
}
