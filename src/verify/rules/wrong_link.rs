//! A link to a mark of a kind that may not be linked to, or to itself.

use super::{
    super::{Check, Finding, Findings, Rule, Severity, subject::Subject},
    link_part, links, may_have_fix, take_links_off,
};

pub(super) const RULE: Rule = Rule {
    code: "L002",
    name: "wrong-link",
    severity: Severity::Error,
    usual: true,
    what: "A mark links to itself or to a mark of the wrong kind. A denial denies claims; a figure is about claims or denials.",
    why: "The link says nothing that could be so: a denial of a figure, or of itself, can't be used for training or counting.",
    example: "tag: Denial(\n    denies: [\n        Here(\"0k3f\"),   // and 0k3f is a figure",
    fix: "Link to the claim or denial that was meant, or change the tag of one of the two marks.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject.all_marks() {
        for (link, list, item) in links(mark) {
            let Some((target, other)) = subject.mark(link) else {
                continue;
            };
            let (from, to) = (mark.tag.kind(), other.tag.kind());
            let finding = if *link == mark.id {
                Finding::new(
                    &RULE,
                    link_part(subject, index, list, item),
                    format!("this {from} points to itself"),
                )
                .label("its own id")
                .help("link to the mark that was meant, or take the link off")
            } else if !from.may_link_to(to) {
                Finding::new(
                    &RULE,
                    link_part(subject, index, list, item),
                    format!("a {from} can't point to a {to}"),
                )
                .label(format!("a {to}"))
                .clashes_with(subject.part(target).field("tag"), "the mark it points to")
                .help("link to the mark that was meant, or change the tag of one of the two")
            } else {
                continue;
            };
            let fix = may_have_fix(findings, &RULE, mark)
                .then(|| take_links_off(subject, mark))
                .flatten();
            findings.push(
                finding
                    .note("a denial denies claims; a figure is about claims or denials")
                    .on(&mark.id)
                    .mended_by(fix)
                    .at(subject.stands(index), format!("the {from}")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{at, codes, spoilt};

    #[test]
    fn a_link_to_the_wrong_kind_or_to_itself_is_found() {
        let (text, findings) = spoilt("Here(\"claim1\")", "Here(\"figure1\")");
        assert_eq!(codes(&findings), ["L002"]);
        assert_eq!(findings[0].message, "a denial can't point to a figure");
        assert_eq!(at(&text, &findings[0]), "Here(\"figure1\")");
        let (_, findings) = spoilt("Here(\"claim1\")", "Here(\"denial1\")");
        assert_eq!(findings[0].message, "this denial points to itself");
        assert_eq!(findings.len(), 1);
    }
}
