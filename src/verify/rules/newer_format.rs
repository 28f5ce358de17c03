//! The set is of a version of the format that this program does not know.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject};
use crate::format::{ReadProblem, VERSION, places::Part};

pub(super) const RULE: Rule = Rule {
    code: "F002",
    name: "newer-format",
    severity: Severity::Error,
    usual: true,
    what: "The set was written by a newer Claimark, in a version of the format that this one does not know.",
    why: "Reading it halfway would lose what is new in it. It is neither read nor ever overwritten.",
    example: "Claimark(\n    version: 9,",
    fix: "Update Claimark.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if let Err(error) = subject.set
        && error.problem == ReadProblem::Newer
    {
        findings.push(
            Finding::new(&RULE, Part::whole(), error.problem.to_string())
                .label(format!("this Claimark reads up to version {VERSION}"))
                .help(error.problem.remedy()),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{codes, spoilt};

    #[test]
    fn a_newer_version_is_not_called_broken() {
        let (_, findings) = spoilt("version: 1,", "version: 2, mood: good,");
        assert_eq!(codes(&findings), ["F002"]);
    }
}
