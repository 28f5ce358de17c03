//! Two regions that are left out of the article and overlap or touch.

use super::super::{Check, Finding, Findings, Fix, Rule, Severity, subject::Subject};
use crate::{annotation::Act, format::places::Part, text::CharRange};

pub(super) const RULE: Rule = Rule {
    code: "R003",
    name: "regions-overlap",
    severity: Severity::Warning,
    usual: true,
    what: "Two regions that are left out of the article hold the same words, or one begins where the other ends. Regions that do not \
           stand at their place are not looked at: they are findings of their own.",
    why: "It says no more than one region that holds both, but whoever counts what is left out counts it double, and the words stay out \
          when one of the two is removed. It comes from a file that was edited by hand, or from a merge.",
    example: "left_out: [\n    (span: (1204, 1391), …),\n    (span: (1300, 1420), …),",
    fix: "Make the two one.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Ok(set), Some(document)) = (subject.set, subject.document()) else {
        return;
    };
    if set.left_out.len() < 2 {
        return;
    }
    let regions = set.left_out.iter().enumerate();
    let mut standing: Vec<_> = regions
        .filter(|(_, region)| region.fits(document))
        .map(|(index, region)| (region.span, index))
        .collect();
    standing.sort_unstable();
    let Some((mut widest, rest)) = standing.split_first().map(|(first, rest)| (*first, rest))
    else {
        return;
    };
    let part = |index: usize| Part::whole().field("left_out").item(index).field("span");
    for &(here, index) in rest {
        let (before, first) = widest;
        if here.start <= before.end {
            let how = match here.start == before.end {
                true => "touches",
                false => "overlaps",
            };
            let whole = CharRange::new(before.start, before.end.max(here.end));
            // Both ends are ends of spans.
            let fix = document.span(whole).ok().map(|span| Fix {
                what: "make the two regions one".to_owned(),
                acts: vec![Act::LeaveOut(span)],
                safe: true,
            });
            let message = format!("the region {here} that is left out {how} the region {before}");
            findings.push(
                Finding::new(&RULE, part(index), message)
                    .label(format!("{how} the other"))
                    .clashes_with(part(first), "the other region")
                    .at(Some(here), "")
                    .mended_by(fix)
                    .help(format!(
                        "make the two one, with the span ({}, {}): leave out both at once (in the window, key b)",
                        whole.start, whole.end
                    )),
            );
        }
        if here.end > before.end {
            widest = (here, index);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{
        Finding, Fixes, Selection, check_set, mend_fully,
        testing::{ARTICLE, check_with, codes, set},
    };
    use crate::{
        annotation::{AnnotationSet, Region},
        text::{CharRange, Document},
    };

    fn with(spans: &[(usize, usize)]) -> AnnotationSet {
        let document = Document::new(ARTICLE);
        let region = |&(start, end): &(usize, usize)| {
            Region::of(
                &document,
                document.span(CharRange::new(start, end)).unwrap(),
            )
        };
        AnnotationSet {
            left_out: spans.iter().map(region).collect(),
            annotations: Vec::new(),
            speakers: Vec::new(),
            ..set()
        }
    }

    fn found(spans: &[(usize, usize)]) -> Vec<Finding> {
        check_with(|set| *set = with(spans))
    }

    #[test]
    fn regions_with_a_gap_are_well_and_others_are_found() {
        assert_eq!(codes(&found(&[(10, 20), (21, 30)])), [""; 0]);
        let findings = found(&[(10, 20), (15, 30)]);
        assert_eq!(codes(&findings), ["R003"]);
        assert_eq!(
            findings[0].message,
            "the region 15..30 that is left out overlaps the region 10..20"
        );
        assert!(found(&[(10, 20), (20, 30)])[0].message.contains("touches"));
        assert_eq!(codes(&found(&[(10, 20), (10, 20)])), ["R003"]);
        // One in another, and a third that overlaps the outer one.
        assert_eq!(
            codes(&found(&[(10, 30), (12, 14), (29, 40)])),
            ["R003", "R003"]
        );
    }

    #[test]
    fn mending_leaves_out_the_same_words_in_one_region() {
        let document = Document::new(ARTICLE);
        let broken = with(&[(10, 30), (12, 14), (29, 40), (40, 41), (60, 70)]);
        let (mended, _) = mend_fully(&broken, &document, None, &Selection::usual(), Fixes::Safe);
        assert_eq!(mended.left_out, with(&[(10, 41), (60, 70)]).left_out);
        assert_eq!(check_set(&mended, &document, None, &Selection::usual()), []);
    }
}
