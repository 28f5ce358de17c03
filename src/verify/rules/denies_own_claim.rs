//! A speaker who denies what they claim.

use super::{
    super::{Check, Finding, Findings, Rule, Severity, subject::Subject, words::quoted},
    link_part, links,
};
use crate::annotation::Kind;

pub(super) const RULE: Rule = Rule {
    code: "L005",
    name: "denies-own-claim",
    severity: Severity::Warning,
    usual: true,
    what: "A denial and the claim that it denies have the same speaker.",
    why: "People seldom deny what they say themselves in the same article. Mostly one of the two speakers is wrong, or the claim is \
          somebody else's that the speaker repeats.",
    example: "tag: Denial(\n    speaker: Some(\"9dt2\"),\n    denies: [\n        Here(\"0k3f\"),   // and 0k3f is a claim of 9dt2",
    fix: "Set the speaker of the claim or of the denial anew, or link to the claim that was meant. If they take back their own words, \
          leave it, and say so in a note.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject.all_marks() {
        let (Kind::Denial, Some(speaker)) = (mark.tag.kind(), mark.tag.speaker()) else {
            continue;
        };
        for (link, list, item) in links(mark) {
            let Some((target, claim)) = subject.mark(link) else {
                continue;
            };
            let same = claim.tag.kind() == Kind::Claim && claim.tag.speaker() == Some(speaker);
            // Of two of one id, another's may be meant.
            if !same || !subject.is_only(link) {
                continue;
            }
            let name = subject.set.ok().and_then(|set| set.speaker(speaker));
            let who = name.map_or_else(|| quoted(speaker.as_str()), |one| quoted(&one.name));
            let message = format!("{who} denies {} and claims it, too", quoted(&claim.words()));
            findings.push(
                Finding::new(&RULE, link_part(subject, index, list, item), message)
                    .label("a claim of the same speaker")
                    .clashes_with(subject.part(target).field("tag").field("speaker"), "the claim's speaker")
                    .on(&mark.id)
                    .at(subject.stands(index), "the denial")
                    .help("set one of the two speakers anew, or link to the claim that was meant; leave it if they take back their words"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{at, codes, spoilt};

    #[test]
    fn only_a_claim_of_the_same_speaker_counts() {
        let (text, findings) = spoilt("Here(\"claim1\")", "Here(\"claim2\")");
        assert_eq!(codes(&findings), ["L005"]);
        assert_eq!(at(&text, &findings[0]), "Here(\"claim2\")");
        assert_eq!(
            findings[0].message,
            "“Rene\u{301}e Okoye” denies “The port is safe … and it was safe all night” and claims it, too"
        );
        // Nobody and nobody are not the same.
        let (_, findings) = spoilt(
            "speaker: Some(\"minister\"),\n                denies: [\n                    Here(\"claim1\")",
            "denies: [Here(\"claim2\")",
        );
        assert_eq!(codes(&findings), ["P003"]);
    }
}
