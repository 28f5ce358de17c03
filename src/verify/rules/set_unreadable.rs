//! The file can't be read as a set: not UTF-8, cut off, not RON, an unknown field, or something else altogether.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject};
use crate::format::{ReadProblem, places::Part};

pub(super) const RULE: Rule = Rule {
    code: "F001",
    name: "set-unreadable",
    severity: Severity::Error,
    usual: true,
    what: "The file can't be read as a Claimark set: it is not UTF-8, was cut off, breaks RON's syntax, holds a field or value that \
           the format does not know, or is no set at all.",
    why: "Not one of its marks can be seen or used. Nothing is guessed: a field that nobody reads would be a mark that nobody sees.",
    example: "annotations: [\n    (\n        id: \"0k3f\",\n        colour: \"red\",   // the format has no such field",
    fix: "Correct the file at the place that the finding points to, or take the last good version from version control or a backup. \
          Where a merge left `<<<<<<<` lines, decide for one side and remove them.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Err(error) = subject.set else {
        return;
    };
    if error.problem == ReadProblem::Newer {
        return;
    }
    findings.push(
        Finding::new(&RULE, Part::whole(), error.problem.to_string())
            .label("reading stopped here")
            .help(error.problem.remedy()),
    );
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{codes, spoilt};

    #[test]
    fn every_refusal_is_one_finding_at_its_place() {
        for (old, new, place) in [
            ("    annotator:", "    mood: 1,\n    annotator:", "mood"),
            ("Claimark(", "Clainark(", "Clai"),
            ("unsure: true", "unsure: maybe", "mayb"),
        ] {
            let (text, findings) = spoilt(old, new);
            assert_eq!(codes(&findings), ["F001"], "{new}");
            let range = findings[0].set.range.unwrap();
            let there: String = text.chars().skip(range.start).take(4).collect();
            assert_eq!(there, place);
        }
    }
}
