//! A mark without fragments.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject};
use super::mend;
use crate::annotation::Act;

pub(super) const RULE: Rule = Rule {
    code: "M001",
    name: "mark-without-place",
    severity: Severity::Error,
    usual: true,
    what: "A mark has no fragment: it says claim, denial or figure of no words at all.",
    why: "It can't be shown in the article, so nobody will ever find and mend it by reading.",
    example: "(\n    id: \"0k3f\",\n    tag: Claim(),\n    fragments: [],",
    fix: "Delete the mark, or give it back the fragment that it lost.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject.all_marks() {
        if mark.fragments.is_empty() {
            let part = subject.part(index).field("fragments");
            let message = format!("this {} marks no words", mark.tag.kind());
            findings.push(
                Finding::new(&RULE, part, message)
                    .label("no fragment")
                    .on(&mark.id)
                    .mended_by(mend(
                        subject,
                        mark,
                        "delete the mark",
                        Act::Delete(mark.id.clone()),
                        false,
                    ))
                    .help("delete the mark, or give it back the fragment that it lost"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{check_with, codes};
    use std::sync::Arc;

    #[test]
    fn a_mark_of_nothing_is_found_and_is_no_double_of_another() {
        let findings = check_with(|set| {
            for mark in &mut set.annotations[..2] {
                Arc::make_mut(mark).fragments.clear();
            }
        });
        assert_eq!(codes(&findings), ["M001", "M001"]);
        assert_eq!(findings[0].set.part.to_string(), "annotations[0].fragments");
    }
}
