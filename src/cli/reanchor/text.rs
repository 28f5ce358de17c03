//! What became of the marks, for reading: how many got which verdict, then each mark that is not simply where it was, with its words
//! and its places as line and column.

use std::io::{self, Write};

use annotate_snippets::renderer::{AnsiColor, Style};
use strum::IntoEnumIterator;

use super::{
    Change, Report, Writing,
    changed_words::{Piece, compare, ends},
    marks, regions,
};
use crate::{
    annotation::{Fragment, OfFragment, OfMark, OfRegion, Verdict},
    text::{CharRange, Document, Span},
    verify::{
        render::printable,
        words::{counted, quoted},
    },
};

/// The most places that are listed of an ambiguous piece.
const PLACES: usize = 5;
/// Graphemes of the text around a place that are shown on each side.
const AROUND: usize = 24;

/// Writes all reports, an empty line between them. `all` is whether marks are shown that are exact.
pub(super) fn write(
    out: &mut dyn Write,
    reports: &[Report],
    all: bool,
    colours: bool,
) -> io::Result<()> {
    for (index, report) in reports.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        Sheet {
            report,
            all,
            colours,
        }
        .write(out)?;
    }
    Ok(())
}

struct Sheet<'a> {
    report: &'a Report,
    all: bool,
    colours: bool,
}

impl Sheet<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let report = self.report;
        let what = match report.change {
            Change::Text => "was changed since it was marked",
            Change::File => {
                "has the text that was marked, in a file of another name or saved otherwise: every mark stays where it is"
            }
            Change::Nothing => "is as it was when it was marked",
        };
        let title = format!("{}: {} {what}", report.set, report.article);
        writeln!(out, "{}", printable(&title))?;
        self.counts(out)?;
        let standing = report.standing();
        let mut shown = false;
        for (of, was_aside) in marks(&report.verdicts) {
            let stands = standing.contains(of.mark.id.as_str());
            if self.all || of.verdict() != Verdict::Exact || !stands {
                shown = true;
                writeln!(out)?;
                self.mark(out, of, was_aside, stands)?;
            }
        }
        for (of, was_aside) in regions(&report.verdicts) {
            if self.all || of.verdict != Verdict::Exact {
                shown = true;
                writeln!(out)?;
                self.region(out, of, was_aside)?;
            }
        }
        if shown {
            writeln!(out)?;
        }
        writeln!(out, "{}", self.ending())
    }

    /// How many have each verdict, a line each.
    fn counts(&self, out: &mut dyn Write) -> io::Result<()> {
        let counts = self.report.verdicts.counts();
        let of_regions: Vec<_> = regions(&self.report.verdicts)
            .map(|(of, _)| of.verdict)
            .collect();
        let highest = counts.into_iter().fold(of_regions.len(), usize::max);
        let width = 2 + highest.to_string().len();
        for (verdict, count) in Verdict::iter().zip(counts) {
            if count > 0 {
                let name = self.styled(verdict, &format!("{:<9}", verdict.to_string()));
                writeln!(out, "{count:>width$} {name}  {}", meaning(verdict))?;
            }
        }
        if !of_regions.is_empty() {
            let each: Vec<_> = Verdict::iter()
                .map(|verdict| {
                    (
                        verdict,
                        of_regions.iter().filter(|of| **of == verdict).count(),
                    )
                })
                .filter(|(_, count)| *count > 0)
                .map(|(verdict, count)| format!("{count} {verdict}"))
                .collect();
            let what = if of_regions.len() == 1 {
                "region"
            } else {
                "regions"
            };
            let (count, each) = (of_regions.len(), each.join(", "));
            writeln!(
                out,
                "{count:>width$} {what} left out of the article: {each}"
            )?;
        }
        Ok(())
    }

    fn mark(
        &self,
        out: &mut dyn Write,
        of: &OfMark,
        was_aside: bool,
        stands: bool,
    ) -> io::Result<()> {
        let verdict = of.verdict();
        let (kind, id) = (of.mark.tag.kind(), &of.mark.id);
        let mut head = format!(": {kind} {id}");
        if !of.why().is_empty() {
            head += &format!(", {}", of.why());
        }
        if was_aside {
            head += "; it was set aside before";
        }
        match (stands, verdict.asks()) {
            (true, true) => head += "; taken over, as you accept that",
            (false, false) => {
                head += "; set aside, as another mark says the same of these words";
            }
            _ => {}
        }
        writeln!(
            out,
            "{}{}",
            self.styled(verdict, &verdict.to_string()),
            printable(&head)
        )?;
        let pieces = of.mark.fragments.len();
        for (index, (fragment, of)) in of.mark.fragments.iter().zip(&of.fragments).enumerate() {
            if pieces > 1 {
                writeln!(out, "  piece {} of {pieces}: {}", index + 1, of.verdict)?;
            }
            self.fragment(out, fragment, of, was_aside)?;
        }
        Ok(())
    }

    fn fragment(
        &self,
        out: &mut dyn Write,
        was: &Fragment,
        of: &OfFragment,
        was_aside: bool,
    ) -> io::Result<()> {
        let new = &self.report.new;
        let before = self.was_at(was.span, was_aside);
        match (of.verdict, &of.places[..]) {
            (Verdict::Exact | Verdict::Moved | Verdict::Edited, [place, ..]) => {
                let words = new.quote(*place);
                let now = new.line_column(place.start());
                if words == was.quote {
                    let words = printable(&quoted(words)).into_owned();
                    writeln!(out, "    {before}  {words}")?;
                    return writeln!(out, "    now at {now}");
                }
                let [old, new] = compare(&was.quote, words);
                let old = self.pieces(&old, ("[-", "-]"), AnsiColor::Red);
                let new = self.pieces(&new, ("{+", "+}"), AnsiColor::Green);
                writeln!(out, "    {before}  {old}")?;
                writeln!(
                    out,
                    "    {:<width$}  {new}",
                    format!("now at {now}"),
                    width = before.len()
                )
            }
            (_, places) => {
                writeln!(out, "    {before}  {}", printable(&quoted(&was.quote)))?;
                for place in places.iter().take(PLACES) {
                    writeln!(
                        out,
                        "    perhaps at {:<7}  {}",
                        new.line_column(place.start()).to_string(),
                        printable(&around(new, *place))
                    )?;
                }
                match places.len().saturating_sub(PLACES) {
                    0 => Ok(()),
                    more => writeln!(out, "    and {}", counted(more, "more place")),
                }
            }
        }
    }

    fn region(&self, out: &mut dyn Write, of: &OfRegion, was_aside: bool) -> io::Result<()> {
        let mut head = ": a region left out of the article".to_owned();
        if was_aside {
            head += "; it had no place before";
        }
        writeln!(
            out,
            "{}{head}",
            self.styled(of.verdict, &of.verdict.to_string())
        )?;
        let region = &of.region;
        let words = if region.span.len() <= region.begins.chars().count() {
            quoted(&region.begins)
        } else {
            format!("{} … {}", quoted(&region.begins), quoted(&region.ends))
        };
        writeln!(
            out,
            "    {}  {}",
            self.was_at(region.span, was_aside),
            printable(&words)
        )?;
        match of.place {
            Some(place) => {
                let to = self.report.new.line_column(place.end());
                writeln!(
                    out,
                    "    now at {} to {to}",
                    self.report.new.line_column(place.start())
                )
            }
            None => Ok(()),
        }
    }

    /// Where something was: by line and column, if the text is at hand.
    fn was_at(&self, range: CharRange, was_aside: bool) -> String {
        // What was set aside before stood in a text before that.
        let old = self.report.old.as_ref().filter(|_| !was_aside);
        match old {
            Some(old) => format!("was at {}", old.line_column(range.start)),
            None => format!("was at code point {}", range.start),
        }
    }

    fn pieces(&self, pieces: &[Piece], signs: (&str, &str), colour: AnsiColor) -> String {
        let mut line = String::from("“");
        for piece in pieces {
            let text = printable(&piece.text);
            line += &match piece.changed {
                true => self.with(
                    colour.on_default(),
                    &format!("{}{text}{}", signs.0, signs.1),
                ),
                false => text.into_owned(),
            };
        }
        line + "”"
    }

    fn styled(&self, verdict: Verdict, text: &str) -> String {
        let colour = match verdict {
            Verdict::Exact | Verdict::Moved => AnsiColor::Green,
            Verdict::Edited | Verdict::Ambiguous => AnsiColor::Yellow,
            Verdict::Lost => AnsiColor::Red,
        };
        self.with(colour.on_default().bold(), text)
    }

    fn with(&self, style: Style, text: &str) -> String {
        match self.colours {
            true => format!("{style}{text}{style:#}"),
            false => text.to_owned(),
        }
    }

    /// What was written, and what is left to a person.
    fn ending(&self) -> String {
        let report = self.report;
        let (marks, regions) = report.aside();
        let mut aside = Vec::new();
        if marks > 0 {
            aside.push(counted(marks, "mark"));
        }
        if regions > 0 {
            aside.push(format!("{} left out", counted(regions, "region")));
        }
        let aside = (!aside.is_empty()).then(|| {
            let are = if marks + regions == 1 { "is" } else { "are" };
            format!("{} {are} without a place", aside.join(" and "))
        });
        let stand = match report.after.annotations.len() {
            1 => "1 mark stands in the article as it is now".to_owned(),
            count => format!("{count} marks stand in the article as it is now"),
        };
        let help = "open the set in the window to give them theirs";
        match (report.writing, aside) {
            (Writing::NotNeeded, None) => "nothing to do".to_owned(),
            (Writing::NotNeeded, Some(aside)) => {
                format!("nothing was written: {aside} as before; {help}")
            }
            (Writing::Done, None) => format!("written: {stand}"),
            (Writing::Done, Some(aside)) => format!("written: {stand}, {aside}; {help}"),
            (Writing::Would, None) => format!("would be written: {stand}"),
            (Writing::Would, Some(aside)) => format!("would be written: {stand}, {aside}"),
            (Writing::Failed, _) => "not written".to_owned(),
        }
    }
}

/// What a verdict means for a mark, in a few words.
const fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Exact => "the same words and the same text around them",
        Verdict::Moved => "the same words, in other surroundings or set otherwise",
        Verdict::Edited => "words that were changed a little",
        Verdict::Ambiguous => "several places, or one that is not certain",
        Verdict::Lost => "no place",
    }
}

/// The words at a place with the text around them.
fn around(document: &Document, place: Span) -> String {
    let fragment = Fragment::of(document, place);
    let (before, after) = (
        ends(&fragment.before, 0, AROUND),
        ends(&fragment.after, AROUND, 0),
    );
    format!("{before}{}{after}", quoted(&fragment.quote))
}
