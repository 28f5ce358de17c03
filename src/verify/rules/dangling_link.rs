//! A denial or figure links to a mark that is not in the set.

use super::{
    super::{Check, Finding, Findings, Rule, Severity, subject::Subject},
    link_part, links, may_have_fix, take_links_off,
};

pub(super) const RULE: Rule = Rule {
    code: "L001",
    name: "dangling-link",
    severity: Severity::Error,
    usual: true,
    what: "A denial or a figure links to a mark that is not in the set.",
    why: "What is denied, or what is counted, is lost: the link says something of a mark that nobody can see.",
    example: "tag: Denial(\n    denies: [\n        Here(\"0k3f\"),   // and no mark of the set has the id 0k3f",
    fix: "Link to the mark that was meant, or take the link off. What was said outside this article is denied with \
          `Elsewhere(\"…\")`.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject.marks() {
        for (link, list, item) in links(mark) {
            if subject.mark(link).is_some() {
                continue;
            }
            let message = format!(
                "this {} points to the mark “{link}”, which the set does not hold",
                mark.tag.kind()
            );
            let fix = may_have_fix(findings, &RULE, mark)
                .then(|| take_links_off(subject, mark))
                .flatten();
            findings.push(
                Finding::new(&RULE, link_part(index, list, item), message)
                    .label("no such mark")
                    .on(&mark.id)
                    .at(subject.stands(index), format!("the {}", mark.tag.kind()))
                    .mended_by(fix)
                    .help("link to the mark that was meant, or take the link off"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{at, codes, spoilt};

    #[test]
    fn a_link_to_nothing_is_found_where_it_stands() {
        let (text, findings) = spoilt("Here(\"claim1\")", "Elsewhere(\"x\"), Here(\"gone\")");
        assert_eq!(codes(&findings), ["L001"]);
        assert_eq!(at(&text, &findings[0]), "Here(\"gone\")");
        let (text, findings) = spoilt("\"claim1\",\n                ]", "\"gone\"]");
        assert_eq!(codes(&findings), ["L001"]);
        assert_eq!(at(&text, &findings[0]), "\"gone\"");
    }
}
