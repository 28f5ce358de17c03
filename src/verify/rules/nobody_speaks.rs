//! A claim or denial without a speaker.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject};
use crate::{annotation::Kind, format::places::Part};

pub(super) const RULE: Rule = Rule {
    code: "P003",
    name: "nobody-speaks",
    severity: Severity::Note,
    usual: true,
    what: "A claim or a denial has no speaker.",
    why: "Who claims what is what a set is for. It is often only not done yet; where the article itself does not say who speaks, it \
          may stay so.",
    example: "tag: Claim(),",
    fix: "Set the speaker. For what the outlet says in its own voice, enter the outlet; for somebody whom the article does not name, \
          what it calls them.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject.marks() {
        let kind = mark.tag.kind();
        if kind == Kind::Figure || mark.tag.speaker().is_some() {
            continue;
        }
        let (message, what) = match kind {
            Kind::Denial => ("this denial has no speaker", "the denial"),
            _ => ("this claim has no speaker", "the claim"),
        };
        findings.push(
            Finding::new(&RULE, Part::mark(index).field("tag"), message)
                .label("nobody speaks")
                .on(&mark.id)
                .at(subject.stands(index), what)
                .help("set the speaker, or leave it if the article does not say who speaks"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{check_with, codes, spoilt};
    use crate::annotation::Kind;
    use std::sync::Arc;

    #[test]
    fn a_claim_by_nobody_is_found_and_a_figure_needs_no_speaker() {
        let (_, findings) = spoilt("speaker: Some(\"owner\"),", "");
        // The owner says nothing else.
        assert_eq!(codes(&findings), ["P004", "P003"]);
        assert_eq!(findings[1].message, "this claim has no speaker");
        let findings = check_with(|set| {
            for mark in &mut set.annotations {
                if mark.tag.kind() == Kind::Figure {
                    Arc::make_mut(mark).tag = Kind::Figure.empty();
                }
            }
        });
        // That they amount to nothing yet is another matter.
        assert!(
            codes(&findings).iter().all(|code| *code == "N006"),
            "{findings:?}"
        );
    }
}
