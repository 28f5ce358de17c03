//! Somebody without a name: a speaker, the annotator, or whoever made a mark.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject};
use crate::{format::places::Part, text::is_blank};

pub(super) const RULE: Rule = Rule {
    code: "P006",
    name: "nameless",
    severity: Severity::Warning,
    usual: true,
    what: "A speaker's name, the name of the set's annotator, or the name of who made a mark is empty or blank.",
    why: "A speaker without a name can't be told from others in a list. Without the annotator's name nobody can say whose judgement a \
          mark is, compare two annotators, or ask back.",
    example: "by: \"\",",
    fix: "Write the name. For a speaker whom the article does not name, write what it calls them.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Ok(set) = subject.set else {
        return;
    };
    let nameless = |name: &str| name.chars().all(is_blank);
    if nameless(&set.annotator) {
        findings.push(
            Finding::new(
                &RULE,
                Part::whole().field("annotator"),
                "the set’s annotator has no name",
            )
            .label("nobody")
            .help("write the name of who made the set"),
        );
    }
    for (index, speaker) in set.speakers.iter().enumerate() {
        if nameless(&speaker.name) {
            let part = Part::whole().field("speakers").item(index).field("name");
            findings.push(
                Finding::new(
                    &RULE,
                    part,
                    format!("the speaker “{}” has no name", speaker.id),
                )
                .label("nobody")
                .help("write the speaker’s name, or what the article calls them"),
            );
        }
    }
    for (index, mark) in subject.all_marks() {
        if nameless(&mark.by) {
            let kind = mark.tag.kind();
            findings.push(
                Finding::new(
                    &RULE,
                    subject.part(index).field("by"),
                    format!("who made this {kind} has no name"),
                )
                .label("nobody")
                .on(&mark.id)
                .at(subject.stands(index), format!("the {kind}"))
                .help("write the name of who made the mark"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SET, check_text, codes, spoilt};

    #[test]
    fn whoever_has_no_name_is_found() {
        for (old, new) in [
            ("annotator: \"ada\"", "annotator: \"\""),
            ("name: \"the ministry\"", "name: \" \u{200b}\""),
            ("by: \"ada\"", "by: \" \""),
        ] {
            let (_, findings) = spoilt(old, new);
            assert_eq!(codes(&findings), ["P006"], "{new}");
        }
        let text = SET.replace("by: \"ada\"", "by: \"\"");
        assert_eq!(codes(&check_text(&text)), ["P006"; 9]);
    }
}
