//! Two marks of one id.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject};

pub(super) const RULE: Rule = Rule {
    code: "M002",
    name: "duplicate-id",
    severity: Severity::Error,
    usual: true,
    what: "Two marks have the same id.",
    why: "A link to that id could mean either, and a merge would take one for a new version of the other.",
    example: "(\n    id: \"0k3f\",\n    …\n),\n(\n    id: \"0k3f\",   // a block that was copied by hand, or left twice by a merge",
    fix: "If the two are copies, remove one. Else give one of them another id (letters, digits, - and _) and look through the links.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject.all_marks() {
        if let Some((first, _)) = subject.mark(&mark.id)
            && first != index
        {
            let message = format!("two marks have the id “{}”", mark.id);
            findings.push(
                Finding::new(&RULE, subject.part(index).field("id"), message)
                    .label("the same id again")
                    .clashes_with(subject.part(first).field("id"), "first here")
                    .on(&mark.id)
                    .at(
                        subject.stands(index),
                        format!("the second: a {}", mark.tag.kind()),
                    )
                    .help("remove one of the two, or give one another id"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{at, codes, spoilt};

    #[test]
    fn the_second_of_two_is_found() {
        let (text, findings) = spoilt("id: \"claim2\"", "id: \"claim1\"");
        assert_eq!(codes(&findings), ["M002"]);
        assert_eq!(at(&text, &findings[0]), "\"claim1\"");
        let (first, second) = (
            findings[0].other.as_ref().unwrap().range,
            findings[0].set.range,
        );
        assert!(first < second);
    }
}
