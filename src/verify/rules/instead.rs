//! Where the words of a fragment stand that are not at its place, and what is to be done about it.

use super::{
    super::{
        Finding,
        displaced::Found,
        subject::{Fit, Placed, Subject},
        words::{counted, is_long, quoted},
    },
    move_to,
};
use crate::{
    annotation::{CONTEXT, Fragment},
    text::{CharRange, Document},
};

/// Says of a fragment that does not stand at its place where its words stand instead, and what to do.
pub(super) fn say_where_instead(
    finding: Finding,
    subject: &Subject<'_>,
    placed: &Placed<'_>,
    otherwise: &'static str,
) -> Finding {
    let Some(document) = subject.document() else {
        return finding.help(otherwise);
    };
    if let Some(turned) = turned(placed, document) {
        return turn(finding, subject, placed, turned);
    }
    let fragment = placed.fragment;
    let found = subject
        .displaced()
        .map(|displaced| displaced.find(&fragment.quote, fragment.span));
    // Of several places the text around them tells which is meant.
    let several = matches!(found, Some(Found::Nearest(_, 2..) | Found::Everywhere));
    let remembered = !(fragment.before.is_empty() && fragment.after.is_empty());
    let (range, count, with_context) = match found {
        _ if several
            && remembered
            && let Some((meant, count)) = meant(subject, fragment) =>
        {
            (meant, count, true)
        }
        Some(Found::Nearest(range, count)) => (range, count, false),
        found => {
            let finding = if found == Some(Found::Nowhere) && !fragment.quote.is_empty() {
                let words = if is_long(&fragment.quote) {
                    "the whole quote".to_owned()
                } else {
                    quoted(&fragment.quote)
                };
                finding.note(format!("{words} stands nowhere in the article"))
            } else {
                finding
            };
            return take_these(finding, subject, placed, otherwise);
        }
    };
    let safe = is_certain(subject, placed, range) && (!with_context || remembers_enough(fragment));
    if !safe && !with_context && fits_around(placed, document) {
        return take_these(finding, subject, placed, otherwise);
    }
    let mut finding = say_place(finding, fragment, document, range, count, with_context);
    if count == 1 {
        let what = if with_context {
            "move the mark to where its words stand with the text around them"
        } else {
            "move the mark to where its words stand"
        };
        finding.fix = move_to(subject, placed, range, what, safe);
    }
    finding.help(format!(
        "if that is what was meant, move the mark there: its span is ({}, {}); else {otherwise}",
        range.start, range.end
    ))
}

/// Says where the words stand instead.
fn say_place(
    mut finding: Finding,
    fragment: &Fragment,
    document: &Document,
    range: CharRange,
    count: usize,
    with_context: bool,
) -> Finding {
    let place = document.line_column(range.start);
    let among = match (with_context, count) {
        (true, 1) => ", with the text around it that the set remembers".to_owned(),
        (true, _) => format!(
            ", the nearest of {} with the text around it that the set remembers",
            counted(count, "place")
        ),
        (false, 1) => ", and nowhere else".to_owned(),
        (false, _) => format!(", the nearest of {}", counted(count, "place")),
    };
    finding.instead = Some(range);
    finding.note(format!(
        "{} stands at line {}, column {} of the article ({range}){among}",
        quoted(&fragment.quote),
        place.line,
        place.column
    ))
}

/// The place of a span whose ends are in each other's stead, if the words stand just there.
fn turned(placed: &Placed<'_>, document: &Document) -> Option<CharRange> {
    let CharRange { start, end } = placed.fragment.span;
    if end >= start {
        return None;
    }
    let span = document.span(CharRange::new(end, start)).ok()?;
    (document.quote(span) == placed.fragment.quote).then(|| span.range())
}

/// Says of a span that runs backwards that it is right the other way round.
fn turn(
    mut finding: Finding,
    subject: &Subject<'_>,
    placed: &Placed<'_>,
    turned: CharRange,
) -> Finding {
    let safe = is_certain(subject, placed, turned);
    finding.instead = Some(turned);
    finding.fix = move_to(subject, placed, turned, "turn the span around", safe);
    finding
        .note(format!(
            "turned around it is {turned}, where {} stands",
            quoted(&placed.fragment.quote)
        ))
        .help(format!(
            "write the smaller number first: ({}, {})",
            turned.start, turned.end
        ))
}

/// Where the text around a place is as it was, a letter of the quote or of the article was changed: proposes the article's words.
fn take_these(
    mut finding: Finding,
    subject: &Subject<'_>,
    placed: &Placed<'_>,
    otherwise: &'static str,
) -> Finding {
    let here = subject
        .document()
        .is_some_and(|document| fits_around(placed, document));
    if !here {
        return finding.help(otherwise);
    }
    let what = "take the words of the article";
    finding.fix = move_to(subject, placed, placed.fragment.span, what, false);
    finding.help(format!(
        "the text around it is what the set remembers: if the mark is right here, take the words of the article as its quote; \
         else {otherwise}"
    ))
}

/// Whether other words stand at a fragment's place, between the text that it remembers.
fn fits_around(placed: &Placed<'_>, document: &Document) -> bool {
    let Fragment { before, after, .. } = placed.fragment;
    placed.fit == Fit::OtherWords
        && !(before.is_empty() && after.is_empty())
        && placed.fragment.context_fits(document)
}

/// Whether a fragment remembers enough text to tell one place by it from all others.
fn remembers_enough(fragment: &Fragment) -> bool {
    let Fragment { before, after, .. } = fragment;
    before.chars().chain(after.chars()).count() >= CONTEXT / 2
}

/// Whether words that stand here are those that a fragment means: the text on both sides of them is as it was. If it is so on one side
/// only, theirs may be gone and these others: "the ministry said 312" is soon said of something else, and "said the port is safe"
/// becomes "never said the port is safe".
pub(super) fn is_certain(subject: &Subject<'_>, placed: &Placed<'_>, here: CharRange) -> bool {
    let Some(document) = subject.document() else {
        return false;
    };
    let Fragment { before, after, .. } = placed.fragment;
    let (ahead, behind) = (
        &document.text()[..document.byte_of(here.start)],
        &document.text()[document.byte_of(here.end)..],
    );
    // Near one of the article's ends there is nothing on one side.
    let is_alone = before.is_empty() && after.is_empty();
    ahead.ends_with(before.as_str()) && behind.starts_with(after.as_str()) && !is_alone
}

/// Where the words stand with the very text around them that the set says, and at how many places.
pub(super) fn meant(subject: &Subject<'_>, fragment: &Fragment) -> Option<(CharRange, usize)> {
    let Fragment {
        span,
        quote,
        before,
        after,
    } = fragment;
    let lead = before.chars().count();
    let stated = CharRange::new(span.start.saturating_sub(lead), span.end);
    let whole = format!("{before}{quote}{after}");
    let Found::Nearest(range, count) = subject.displaced()?.find(&whole, stated) else {
        return None;
    };
    let start = range.start + lead;
    let meant = CharRange::new(start, start + quote.chars().count());
    let span = subject.document()?.span(meant).ok()?;
    Some((span.range(), count))
}
