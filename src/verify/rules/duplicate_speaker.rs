//! Two speakers of one id.

use std::collections::HashMap;

use super::super::{
    Check, Finding, Findings, Fix, Rule, Severity, subject::Subject, words::quoted,
};
use crate::{annotation::Act, format::places::Part};

pub(super) const RULE: Rule = Rule {
    code: "P002",
    name: "duplicate-speaker",
    severity: Severity::Error,
    usual: true,
    what: "Two speakers in the set's register have the same id.",
    why: "A claim or denial by that id could be of either.",
    example: "speakers: [\n    (id: \"9dt2\", name: \"The minister\"),\n    (id: \"9dt2\", name: \"The ministry\"),",
    fix: "If both are the same person, make them one and put the other name into `other_names`. Else give one another id, and set \
          the speaker of its marks anew.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Ok(set) = subject.set else {
        return;
    };
    let mut seen = HashMap::new();
    for (index, speaker) in set.speakers.iter().enumerate() {
        let first = *seen.entry(&speaker.id).or_insert(index);
        if first == index {
            continue;
        }
        let id = |index| Part::whole().field("speakers").item(index).field("id");
        let message = format!("two speakers have the id “{}”", speaker.id);
        findings.push(
            Finding::new(&RULE, id(index), message)
                .label("the same id again")
                .note(format!(
                    "the first is {}, this one {}",
                    quoted(&set.speakers[first].name),
                    quoted(&speaker.name)
                ))
                .clashes_with(id(first), "first here")
                .mended_by(Some(Fix {
                    what: "make them one, with all their names".to_owned(),
                    acts: vec![Act::JoinSpeakers {
                        from: speaker.id.clone(),
                        into: speaker.id.clone(),
                    }],
                    safe: false,
                }))
                .help("make the two one, or give one another id and set the speaker of its marks anew"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{at, codes, spoilt};

    #[test]
    fn the_second_of_two_is_found() {
        let (text, findings) = spoilt("id: \"owner\"", "id: \"minister\"");
        // The owner's own marks are then by nobody.
        assert_eq!(codes(&findings), ["P002", "P001"]);
        assert_eq!(at(&text, &findings[0]), "\"minister\"");
    }
}
