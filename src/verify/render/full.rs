//! A finding as a compiler would show it: the place in the set and the place in the article, each with an excerpt, then what to do.

use std::borrow::Cow;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Padding, Renderer, Snippet};

use super::{super::Severity, Finding, Form, Scene, each, excerpt::Excerpt, printable};
use crate::text::{CharRange, Document};

pub(super) const FORM: Form = Form {
    name: "full",
    what: "With an excerpt of the set and of the article, and what to do",
    for_people: true,
    finding: full,
    page: |sheet, put| each(sheet, "\n\n", put),
};

/// Wide enough that nothing is cut again: excerpts are cut already, and know better where.
const WIDTH: usize = 400;

/// A finding with excerpts, on several lines; the last has no end.
#[must_use]
pub fn full(scene: &Scene<'_>, finding: &Finding, colours: bool) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(printable(&finding.message))
        .id(finding.rule.code);
    let mut group = Group::with_title(title);
    let mut points = vec![(
        scene.case.set_name,
        &scene.text,
        &finding.set.label,
        finding.set.range,
        AnnotationKind::Primary,
    )];
    if let Some(other) = &finding.other {
        points.push((
            scene.case.set_name,
            &scene.text,
            &other.label,
            other.range,
            AnnotationKind::Context,
        ));
    }
    if let Some((document, range)) = scene.in_article(finding) {
        points.push((
            scene.case.article_name,
            document,
            &finding.article_label,
            Some(range),
            AnnotationKind::Primary,
        ));
    }
    for (index, (name, document, label, range, kind)) in points.into_iter().enumerate() {
        if index > 0 {
            group = group.element(Padding);
        }
        group = point(
            group,
            name,
            document,
            label,
            range.unwrap_or(CharRange::new(0, 0)),
            kind,
        );
    }
    for note in &finding.notes {
        group = group.element(Level::NOTE.message(printable(note)));
    }
    if !finding.help.is_empty() {
        group = group.element(Level::HELP.message(printable(&finding.help)));
    }
    let drawn = Renderer::plain().term_width(WIDTH).render(&[group.clone()]);
    let styled = if colours {
        Renderer::styled().term_width(WIDTH).render(&[group])
    } else {
        drawn.clone()
    };
    // Each excerpt is announced by an origin, as only we know its column. The renderer then announces it again, by a `:::` with
    // nothing behind it.
    let lines = drawn.lines().zip(styled.lines());
    let kept: Vec<_> = lines
        .filter(|(plain, _)| plain.trim() != ":::")
        .map(|(_, line)| line)
        .collect();
    kept.join("\n")
}

/// Adds a place in a file to what is shown.
fn point<'a>(
    group: Group<'a>,
    name: &'a str,
    document: &Document,
    label: &'a str,
    range: CharRange,
    kind: AnnotationKind,
) -> Group<'a> {
    let excerpt = Excerpt::of(document, range);
    let Excerpt {
        place,
        before,
        words,
        after,
        ..
    } = &excerpt;
    let origin = Origin::path(printable(name))
        .line(place.line)
        .char_column(place.column);
    let group = group.element(origin);
    let label = printable(label);
    if !excerpt.can_be_underlined {
        let label = if label.is_empty() {
            label
        } else {
            Cow::Owned(format!(" ({label})"))
        };
        let shown = format!("{}⟦{words}⟧{after}{label}", before.trim_start());
        return group.element(Level::NOTE.no_name().message(shown));
    }
    let marked = before.len()..before.len() + words.len();
    let label = Some(label).filter(|label| !label.is_empty());
    group.element(
        Snippet::source(format!("{before}{words}{after}"))
            .line_start(place.line)
            .annotation(kind.span(marked).label(label)),
    )
}
