//! A denial that does not say what it denies.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject};
use crate::{annotation::Tag, format::places::Part};

pub(super) const RULE: Rule = Rule {
    code: "L003",
    name: "denial-without-target",
    severity: Severity::Note,
    usual: true,
    what: "A denial is linked to no claim, and does not say what was said elsewhere.",
    why: "Who reads the set, or learns from it, can't tell what is denied. It is often only not done yet.",
    example: "tag: Denial(\n    speaker: Some(\"9dt2\"),\n),",
    fix: "Link it to the claim that it denies; if that was said outside this article, write down what it was, with `Elsewhere(\"…\")`.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject.marks() {
        let Tag::Denial { denies, .. } = &mark.tag else {
            continue;
        };
        if !denies.is_empty() {
            continue;
        }
        let message = "this denial does not say what it denies";
        findings.push(
            Finding::new(&RULE, Part::mark(index).field("tag"), message)
                .label("denies nothing yet")
                .on(&mark.id)
                .at(subject.stands(index), "the denial")
                .help("link it to the claim that it denies, or say what was said elsewhere"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{codes, spoilt};

    #[test]
    fn a_denial_of_nothing_is_found_and_one_of_something_said_elsewhere_is_not() {
        let (_, findings) = spoilt("Here(\"claim1\"),", "");
        assert_eq!(codes(&findings), ["L003"]);
        assert_eq!(findings[0].mark.as_ref().unwrap().as_str(), "denial1");
        let (_, findings) = spoilt("Here(\"claim1\")", "Elsewhere(\"that they were rusty\")");
        assert!(findings.is_empty(), "{findings:?}");
    }
}
