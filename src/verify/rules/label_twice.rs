//! A mark that carries a sub-label twice.

use std::collections::HashMap;

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject, words::quoted};
use super::{may_have_fix, mend};
use crate::annotation::Act;

pub(super) const RULE: Rule = Rule {
    code: "C002",
    name: "label-twice",
    severity: Severity::Warning,
    usual: true,
    what: "A mark carries the same sub-label twice.",
    why: "It says no more than once, but would be counted double.",
    example: "labels: [\n    \"official\",\n    \"official\",",
    fix: "Take one of the two off.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject.all_marks() {
        if mark.labels.len() < 2 {
            continue;
        }
        let mut seen = HashMap::new();
        for (item, label) in mark.labels.iter().enumerate() {
            let first = *seen.entry(label).or_insert(item);
            if first == item {
                continue;
            }
            let kind = mark.tag.kind();
            let part = |item| subject.part(index).field("labels").item(item);
            let message = format!("this {kind} carries the sub-label {} twice", quoted(label));
            // The act keeps each once.
            let act = || Act::SetLabels(mark.id.clone(), mark.labels.clone());
            let fix = may_have_fix(findings, &RULE, mark)
                .then(act)
                .and_then(|act| mend(subject, mark, "take the repeated sub-label off", act, true));
            findings.push(
                Finding::new(&RULE, part(item), message)
                    .label("the same sub-label again")
                    .clashes_with(part(first), "first here")
                    .on(&mark.id)
                    .at(subject.stands(index), format!("the {kind}"))
                    .mended_by(fix)
                    .help("take one of the two off"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{at, codes, spoilt};

    #[test]
    fn a_repeated_sub_label_is_found_where_it_is_again() {
        let (text, findings) = spoilt("\"official\",", "\"official\", \"official\",");
        assert_eq!(codes(&findings), ["C002"]);
        assert_eq!(at(&text, &findings[0]), "\"official\"");
        assert!(findings[0].other.as_ref().unwrap().range < findings[0].set.range);
        assert!(findings[0].fix.as_ref().unwrap().safe);
        let (_, findings) = spoilt("\"official\",", "\"official\", \"eyewitness\",");
        assert!(!codes(&findings).contains(&"C002"));
    }
}
