//! Two fragments of one mark that overlap or touch.

use super::super::{
    Check, Finding, Findings, Rule, Severity,
    subject::{Fit, Placed, Subject},
};
use super::move_to;
use crate::{format::places::Part, text::CharRange};

pub(super) const RULE: Rule = Rule {
    code: "S004",
    name: "fragments-overlap",
    severity: Severity::Error,
    usual: true,
    what: "Two fragments of one mark hold the same words, or one begins where the other ends. Fragments whose words are not at their \
           place are not looked at: they are findings of their own.",
    why: "Fragments are what stands between the gaps of a mark. Words that are in two of them are counted and exported twice, and two \
          that touch are one.",
    example: "fragments: [\n    (span: (120, 164), …),\n    (span: (150, 180), …),",
    fix: "Join the two into one fragment, or move the ends of one of them.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let of_one_mark = subject.fragments.chunk_by(|a, b| a.index == b.index);
    for fragments in of_one_mark.filter(|fragments| fragments.len() > 1) {
        let mut standing: Vec<&Placed<'_>> = fragments
            .iter()
            .filter(|placed| placed.fit == Fit::Stands)
            .collect();
        standing.sort_by_key(|placed| placed.fragment.span);
        let Some((mut widest, rest)) = standing.split_first().map(|(first, rest)| (*first, rest))
        else {
            continue;
        };
        for placed in rest {
            let (before, here) = (widest.fragment.span, placed.fragment.span);
            if here.start <= before.end {
                let how = if here.start == before.end {
                    "touches"
                } else {
                    "overlaps"
                };
                let whole = CharRange::new(before.start, before.end.max(here.end));
                let part = |placed: &Placed<'_>| -> Part { placed.part().field("span") };
                let message =
                    format!("the fragment {here} {how} the fragment {before} of the same mark");
                let what = "make the two fragments one";
                findings.push(
                    Finding::new(&RULE, part(placed), message)
                        .label(format!("{how} the other"))
                        .clashes_with(part(widest), "the other fragment")
                        .on(&placed.mark.id)
                        .at(Some(here), "")
                        .mended_by(move_to(subject, placed, whole, what, false))
                        .help(format!(
                            "make the two one, with the span ({}, {}), or move the ends of one of them",
                            whole.start, whole.end
                        )),
                );
            }
            if here.end > before.end {
                widest = placed;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{ARTICLE, check_with, codes};
    use crate::annotation::Fragment;
    use crate::text::{CharRange, Document};
    use std::sync::Arc;

    fn found(spans: &[(usize, usize)]) -> Vec<super::Finding> {
        let document = Document::new(ARTICLE);
        check_with(|set| {
            Arc::make_mut(&mut set.annotations[1]).fragments = spans
                .iter()
                .map(|&(start, end)| {
                    let span = document.span(CharRange::new(start, end)).unwrap();
                    Fragment::of(&document, span)
                })
                .collect();
        })
    }

    #[test]
    fn fragments_with_a_gap_are_well() {
        // “The port” and “is safe”.
        assert_eq!(codes(&found(&[(70, 78), (79, 86)])), [""; 0]);
        let findings = found(&[(70, 78), (74, 86)]);
        assert_eq!(codes(&findings), ["S004"]);
        assert_eq!(
            findings[0].message,
            "the fragment 74..86 overlaps the fragment 70..78 of the same mark"
        );
        let findings = found(&[(70, 78), (78, 86)]);
        assert!(
            findings
                .iter()
                .any(|finding| finding.message.contains("78..86 touches"))
        );
        assert_eq!(codes(&found(&[(70, 78), (70, 78)])), ["S004"]);
        // One in another, and a third that overlaps the outer one.
        assert_eq!(
            codes(&found(&[(70, 86), (74, 78), (79, 86)])),
            ["S004", "S004"]
        );
    }
}
