//! A denial or figure links to a mark that is not in the set.

use super::{
    super::{Check, Finding, Findings, Fix, Rule, Severity, subject::Subject, words::quoted},
    link_part, links, may_have_fix, mend,
    near::Near,
    take_links_off,
};
use crate::annotation::{Act, Annotation, AnnotationId, Denied, Tag};

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
    let mut near = Near::default();
    for (index, mark) in subject.all_marks() {
        for (link, list, item) in links(mark) {
            if subject.mark(link).is_some() {
                continue;
            }
            let message = format!(
                "this {} points to the mark “{link}”, which the set does not hold",
                mark.tag.kind()
            );
            let others = subject.marks().map(|(_, other)| other);
            let others = others.filter(|other| {
                other.id != mark.id && mark.tag.kind().may_link_to(other.tag.kind())
            });
            let few = may_have_fix(findings, &RULE, mark);
            let all = subject.set.map_or(0, |set| set.annotations.len());
            let meant = (few && near.may_walk(all))
                .then(|| near.one(link, others, |other| &other.id))
                .flatten();
            let fix = meant.and_then(|meant| link_to(subject, mark, link, &meant.id));
            let fix = fix.or_else(|| few.then(|| take_links_off(subject, mark)).flatten());
            let mut finding = Finding::new(&RULE, link_part(subject, index, list, item), message)
                .label("no such mark")
                .on(&mark.id)
                .at(subject.stands(index), format!("the {}", mark.tag.kind()))
                .mended_by(fix)
                .help("link to the mark that was meant, or take the link off");
            finding.notes.extend(
                meant.map(|meant| {
                    format!("did you mean `{}`, {}?", meant.id, quoted(&meant.words()))
                }),
            );
            findings.push(finding);
        }
    }
}

/// Makes a link to nothing one to this mark; not where another link of the mark can't be either, or where it links there already.
fn link_to(
    subject: &Subject<'_>,
    mark: &Annotation,
    link: &AnnotationId,
    meant: &AnnotationId,
) -> Option<Fix> {
    let sound = mark.tag.links().filter(|&id| id != link).all(|id| {
        let other = subject.mark(id).map(|(_, other)| other.tag.kind());
        id != meant && *id != mark.id && other.is_some_and(|kind| mark.tag.kind().may_link_to(kind))
    });
    let twice = mark.tag.links().filter(|&id| id == link).count() > 1;
    if !sound || twice {
        return None;
    }
    let act = match &mark.tag {
        Tag::Claim { .. } => return None,
        Tag::Denial { denies, .. } => {
            let denies = denies.iter().map(|denied| match denied {
                Denied::Here(id) if id == link => Denied::Here(meant.clone()),
                other => other.clone(),
            });
            Act::SetDenies(mark.id.clone(), denies.collect())
        }
        Tag::Figure { about, .. } => {
            let about = about.iter().map(|id| if id == link { meant } else { id });
            Act::SetAbout(mark.id.clone(), about.cloned().collect())
        }
    };
    mend(subject, mark, &format!("link to `{meant}`"), act, false)
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

    #[test]
    fn a_slip_in_an_id_is_understood_if_one_mark_can_be_meant() {
        let (_, findings) = spoilt("Here(\"claim1\")", "Here(\"lcaim1\")");
        assert_eq!(codes(&findings), ["L001"]);
        assert!(findings[0].notes[0].starts_with("did you mean `claim1`, “"));
        assert_eq!(findings[0].fix.as_ref().unwrap().what, "link to `claim1`");
        // `claim1`, `claim2` and `claim3`.
        let (_, findings) = spoilt("Here(\"claim1\")", "Here(\"claim9\")");
        assert_eq!(findings[0].notes, [""; 0]);
        assert_eq!(findings[0].fix.as_ref().unwrap().what, "take the link off");
    }
}
