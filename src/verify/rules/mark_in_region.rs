//! A mark on words that are left out of the article.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject, words::quoted};
use crate::{annotation::Region, format::places::Part, text::CharRange};

pub(super) const RULE: Rule = Rule {
    code: "R002",
    name: "mark-in-region",
    severity: Severity::Warning,
    usual: true,
    what: "A mark, or a piece of one, stands wholly or partly on words that are left out of the article.",
    why: "The set says of the same words that they are claimed, denied or counted in the article, and that they are no part of it. Who \
          leaves out the regions loses the mark; who does not counts what belongs to another story.",
    example: "left_out: [\n    (\n        span: (1204, 1391),\n…\nannotations: [\n    …\n    fragments: [\n        (\n            span: (1220, 1262),",
    fix: "Delete the mark, or move its ends out of the region. If the words do belong to the article, take them in again: select them in \
          the window and press `b`.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Ok(set), Some(document)) = (subject.set, subject.document()) else {
        return;
    };
    if set.left_out.is_empty() {
        return;
    }
    let regions = set.left_out.iter().enumerate();
    let standing = regions.filter(|(_, region)| region.fits(document));
    let regions = Regions::of(standing);
    let of_one_mark = subject.fragments.chunk_by(|a, b| a.index == b.index);
    for fragments in of_one_mark {
        // One finding a mark: what is to be done about it is the same for all its pieces.
        let inside = fragments.iter().filter(|placed| placed.is_here());
        let mut inside =
            inside.filter_map(|placed| Some((placed, regions.at(placed.fragment.span)?)));
        let Some((placed, index)) = inside.next() else {
            continue;
        };
        let span = placed.fragment.span;
        let region = set.left_out[index].span;
        let (from, to) = (
            document.line_column(region.start),
            document.line_column(region.end),
        );
        let how = match region.start <= span.start && span.end <= region.end {
            true => "stands on",
            false => "reaches into",
        };
        let message = format!(
            "this {}, {}, {how} words that are left out of the article",
            placed.mark.tag.kind(),
            quoted(&placed.fragment.quote)
        );
        findings.push(
            Finding::new(&RULE, placed.part().field("span"), message)
                .label("in a region that is left out")
                .clashes_with(
                    Part::whole().field("left_out").item(index).field("span"),
                    "the region",
                )
                .on(&placed.mark.id)
                .at(Some(span), format!("the {}", placed.mark.tag.kind()))
                .note(format!(
                    "left out is line {}, column {} to line {}, column {} of the article ({region})",
                    from.line, from.column, to.line, to.column
                ))
                .help("delete the mark, or take the words into the article again (in the window, select them and press b)"),
        );
    }
}

/// Regions to be asked which of them a place touches.
struct Regions {
    /// The regions' starts, sorted, each with the farthest end up to there and whose it is.
    sorted: Vec<(usize, usize, usize)>,
}

impl Regions {
    fn of<'r>(regions: impl Iterator<Item = (usize, &'r Region)>) -> Self {
        let mut sorted: Vec<_> = regions
            .map(|(index, region)| (region.span.start, region.span.end, index))
            .collect();
        sorted.sort_unstable();
        let mut farthest = (0, 0);
        for (_, end, index) in &mut sorted {
            if *end > farthest.0 {
                farthest = (*end, *index);
            }
            (*end, *index) = farthest;
        }
        Self { sorted }
    }

    /// The index of a region that shares a code point with this place.
    fn at(&self, place: CharRange) -> Option<usize> {
        let before = self
            .sorted
            .partition_point(|&(start, ..)| start < place.end);
        let &(_, end, index) = self.sorted.get(before.checked_sub(1)?)?;
        (end > place.start).then_some(index)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::super::testing::{ARTICLE, at, check_text, check_with, codes, set},
        Regions,
    };
    use crate::{
        annotation::Region,
        format,
        testing::span_of,
        text::{CharRange, Document},
    };

    fn region(words: &str) -> Region {
        let document = Document::new(ARTICLE);
        Region::of(&document, span_of(&document, words))
    }

    #[test]
    fn a_mark_wholly_or_partly_inside_is_found_once_and_one_beside_it_is_not() {
        // “the port safe” is marked in the headline.
        for (words, how) in [
            ("minister calls the port safe", "stands on"),
            ("calls the port", "reaches into"),
            ("safe\n", "reaches into"),
        ] {
            let mut set = set();
            set.left_out.push(region(words));
            let text = format::write(&set);
            let findings = check_text(&text);
            let first = findings
                .iter()
                .find(|finding| finding.rule.code == "R002")
                .unwrap();
            assert!(first.message.contains(how), "{words}: {}", first.message);
            assert_eq!(
                first.mark.as_ref().unwrap().as_str(),
                set.annotations[0].id.as_str()
            );
            assert_eq!(at(&text, first), "(36, 49)");
            assert!(first.other.is_some() && first.notes[0].starts_with("left out is line 1, "));
        }
        assert_eq!(
            codes(&check_with(|set| set
                .left_out
                .push(region("minister calls ")))),
            [""; 0]
        );
    }

    #[test]
    fn both_pieces_of_a_mark_are_one_finding_and_orphans_are_none() {
        let whole = |set: &mut crate::annotation::AnnotationSet| {
            let document = Document::new(ARTICLE);
            let all = document.span(CharRange::new(0, document.len())).unwrap();
            set.left_out.push(Region::of(&document, all));
        };
        assert_eq!(codes(&check_with(whole)), ["R002"; 9]);
        let findings = check_with(|set| {
            whole(set);
            set.orphans = std::mem::take(&mut set.annotations);
        });
        assert!(!codes(&findings).contains(&"R002"));
    }

    #[test]
    fn a_region_that_does_not_stand_leaves_nothing_out() {
        let findings = check_with(|set| {
            set.left_out.push(region("calls the port safe"));
            set.left_out[0].begins = "names".into();
        });
        assert_eq!(codes(&findings), ["R001"]);
    }

    proptest! {
        #[test]
        fn any_region_that_touches_is_found(
            spans in proptest::collection::vec((0usize..40, 1usize..9), 0..8), start in 0usize..45, length in 1usize..9,
        ) {
            let regions: Vec<_> = spans.into_iter().map(|(start, length)| Region {
                span: CharRange::new(start, start + length),
                ..region("KESTREL BAY")
            }).collect();
            let place = CharRange::new(start, start + length);
            let found = Regions::of(regions.iter().enumerate()).at(place);
            prop_assert_eq!(found.is_some(), regions.iter().any(|region| region.span.overlaps(place)));
            prop_assert!(found.is_none_or(|index| regions[index].span.overlaps(place)));
        }
    }
}
