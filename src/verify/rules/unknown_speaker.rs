//! A claim or denial by a speaker who is not in the register.

use std::collections::HashSet;

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject, words::quoted};
use super::{mend, near::Near};
use crate::{
    annotation::{Act, Speaker},
    text::QuickHash,
};

pub(super) const RULE: Rule = Rule {
    code: "P001",
    name: "unknown-speaker",
    severity: Severity::Error,
    usual: true,
    what: "A claim or a denial names a speaker who is not in the set's register.",
    why: "Who says it is lost: the id alone is no name.",
    example: "speakers: [],\n…\ntag: Claim(\n    speaker: Some(\"9dt2\"),   // and nobody in `speakers` has this id",
    fix: "Enter the speaker with this id into `speakers`, or set the mark's speaker anew.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let register: HashSet<_, QuickHash> = subject
        .set
        .iter()
        .flat_map(|set| &set.speakers)
        .map(|speaker| &speaker.id)
        .collect();
    let mut near = Near::default();
    for (index, mark) in subject.all_marks() {
        let Some(speaker) = mark.tag.speaker().filter(|id| !register.contains(id)) else {
            continue;
        };
        let kind = mark.tag.kind();
        let near = near.one(
            speaker,
            subject.set.iter().flat_map(|set| &set.speakers),
            |other| &other.id,
        );
        let (note, help, what, name) = match near {
            Some(Speaker { id, name, .. }) => (
                format!("did you mean `{id}`, {}?", quoted(name)),
                "set the mark's speaker anew, or enter the speaker into `speakers`",
                format!("make the speaker {}", quoted(name)),
                name.clone(),
            ),
            None => (
                known(subject),
                "enter the speaker into `speakers`, or set the mark's speaker anew",
                "take the speaker off".to_owned(),
                String::new(),
            ),
        };
        let message =
            format!("the speaker “{speaker}” of this {kind} is not in the set's register");
        findings.push(
            Finding::new(
                &RULE,
                subject.part(index).field("tag").field("speaker"),
                message,
            )
            .label("nobody has this id")
            .note(note)
            .on(&mark.id)
            .at(subject.stands(index), format!("the {kind}"))
            .mended_by(mend(
                subject,
                mark,
                &what,
                Act::SetSpeaker {
                    id: mark.id.clone(),
                    name,
                    // Not looked at: there is somebody of that name, or none is given.
                    new: speaker.clone(),
                },
                false,
            ))
            .help(help),
        );
    }
}

/// The most speakers that a sentence lists.
const LISTED: usize = 3;

/// Who is in the register.
fn known(subject: &Subject<'_>) -> String {
    let speakers = || subject.set.iter().flat_map(|set| &set.speakers);
    let shown = speakers().take(LISTED).map(|speaker| {
        let name = quoted(&speaker.name);
        format!("{} ({name})", speaker.id)
    });
    let shown: Vec<_> = shown.collect();
    match (speakers().count(), shown.join(", ")) {
        (0, _) => "the register is empty".to_owned(),
        (count, shown) if count > LISTED => format!("the register has {shown} and others"),
        (_, shown) => format!("the register has {shown}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{at, codes, spoilt};

    #[test]
    fn a_speaker_whom_nobody_knows_is_found() {
        let (text, findings) = spoilt("speaker: Some(\"minister\")", "speaker: Some(\"nobody\")");
        assert_eq!(codes(&findings), ["P001"]);
        assert_eq!(at(&text, &findings[0]), "\"nobody\"");
        assert_eq!(
            findings[0].fix.as_ref().unwrap().what,
            "take the speaker off"
        );
    }

    #[test]
    fn a_slip_in_an_id_is_understood() {
        for slip in ["ministers", "minitser"] {
            let (_, findings) = spoilt("Some(\"minister\")", &format!("Some(\"{slip}\")"));
            assert!(findings[0].notes[0].contains("did you mean `minister`"));
            let fix = findings[0].fix.as_ref().unwrap();
            assert!(fix.what.starts_with("make the speaker “") && !fix.safe);
        }
    }
}
