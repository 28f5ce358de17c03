//! What became of the marks, as one JSON object. The manual's chapter "Changed articles" says what every key means; what is in it
//! stays so for as long as `version` does, though keys may be added.

use std::io::{self, Write};

use serde::Serialize;

use super::{Change, Report, Trouble, Writing, marks, regions};
use crate::{
    annotation::{OfFragment, OfMark, OfRegion, Verdict},
    cli::output::tool,
    text::{CharRange, Document, Span},
    verify::render::written,
};

/// Changed when a program that reads this would have to be changed.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct OfSet<'a> {
    set: &'a str,
    article: &'a str,
    change: &'static str,
    from: String,
    to: String,
    counts: Counts,
    standing: usize,
    aside: usize,
    regions_aside: usize,
    written: bool,
    marks: Vec<Mark<'a>>,
    regions: Vec<Region<'a>>,
}

#[derive(Serialize)]
struct Counts {
    exact: usize,
    moved: usize,
    edited: usize,
    ambiguous: usize,
    lost: usize,
}

#[derive(Serialize)]
struct Mark<'a> {
    id: &'a str,
    kind: String,
    verdict: &'static str,
    why: &'static str,
    was_aside: bool,
    stands: bool,
    fragments: Vec<Fragment<'a>>,
}

#[derive(Serialize)]
struct Fragment<'a> {
    was: Range,
    quote: &'a str,
    verdict: &'static str,
    why: &'static str,
    places: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Region<'a> {
    was: Range,
    begins: &'a str,
    ends: &'a str,
    verdict: &'static str,
    was_aside: bool,
    place: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Place<'a> {
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    quote: &'a str,
}

/// Writes all reports, a set a line, and what could not be done.
pub(super) fn write(
    out: &mut dyn Write,
    reports: &[Report],
    troubles: &[Trouble],
) -> io::Result<()> {
    writeln!(out, "{{\"version\":{FORMAT},\"tool\":{},\"sets\":[", tool())?;
    for (index, report) in reports.iter().enumerate() {
        let comma = if index + 1 < reports.len() { "," } else { "" };
        writeln!(out, "{}{comma}", written(&of_set(report)))?;
    }
    writeln!(out, "],\"troubles\":{}}}", written(&troubles))
}

fn of_set(report: &Report) -> OfSet<'_> {
    let standing = report.standing();
    let [exact, moved, edited, ambiguous, lost] = report.verdicts.counts();
    let (aside, regions_aside) = report.aside();
    OfSet {
        set: &report.set,
        article: &report.article,
        change: match report.change {
            Change::Nothing => "none",
            Change::File => "file",
            Change::Text => "text",
        },
        from: report.from.to_string(),
        to: report.new.sha256().to_string(),
        counts: Counts {
            exact,
            moved,
            edited,
            ambiguous,
            lost,
        },
        standing: report.after.annotations.len(),
        aside,
        regions_aside,
        written: report.writing == Writing::Done,
        marks: marks(&report.verdicts)
            .map(|(of, was_aside)| {
                let stands = standing.contains(of.mark.id.as_str());
                mark(&report.new, of, was_aside, stands)
            })
            .collect(),
        regions: regions(&report.verdicts)
            .map(|(of, was_aside)| region(of, was_aside))
            .collect(),
    }
}

fn mark<'a>(new: &'a Document, of: &'a OfMark, was_aside: bool, stands: bool) -> Mark<'a> {
    let fragments = of.mark.fragments.iter().zip(&of.fragments);
    Mark {
        id: of.mark.id.as_str(),
        kind: of.mark.tag.kind().to_string(),
        verdict: of.verdict().into(),
        why: of.why(),
        was_aside,
        stands,
        fragments: fragments.map(|(was, of)| fragment(new, was, of)).collect(),
    }
}

fn fragment<'a>(
    new: &'a Document,
    was: &'a crate::annotation::Fragment,
    of: &OfFragment,
) -> Fragment<'a> {
    let place = |span: &Span| {
        let start = new.line_column(span.start());
        Place {
            start: span.start(),
            end: span.end(),
            line: start.line,
            column: start.column,
            quote: new.quote(*span),
        }
    };
    Fragment {
        was: range(was.span),
        quote: &was.quote,
        verdict: of.verdict.into(),
        why: of.why,
        places: of.places.iter().map(place).collect(),
    }
}

fn region(of: &OfRegion, was_aside: bool) -> Region<'_> {
    let verdict: Verdict = of.verdict;
    Region {
        was: range(of.region.span),
        begins: &of.region.begins,
        ends: &of.region.ends,
        verdict: verdict.into(),
        was_aside,
        place: of.place.map(|span| range(span.range())),
    }
}

const fn range(range: CharRange) -> Range {
    Range {
        start: range.start,
        end: range.end,
    }
}
