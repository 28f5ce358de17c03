//! A mark that is linked twice to the same thing.

use std::collections::{HashMap, HashSet};

use super::{
    super::{Check, Finding, Findings, Rule, Severity, subject::Subject, words::quoted},
    link_part, may_have_fix, mend,
};
use crate::annotation::{Act, Annotation, AnnotationId, Denied, Tag};

pub(super) const RULE: Rule = Rule {
    code: "L004",
    name: "doubled-link",
    severity: Severity::Warning,
    usual: true,
    what: "A denial denies the same claim twice, or the same words said elsewhere, or a figure is about the same mark twice.",
    why: "It says no more than once, but whoever counts links counts it double. It comes from a file that was edited by hand, or from \
          a merge.",
    example: "denies: [\n    Here(\"0k3f\"),\n    Here(\"0k3f\"),",
    fix: "Take one of the two off, or link to the other mark that was meant.",
    check: Check::Set(check),
};

/// What a link leads to.
#[derive(PartialEq, Eq, Hash, Clone, Copy)]
enum Target<'a> {
    Mark(&'a AnnotationId),
    Elsewhere(&'a str),
}

impl<'a> Target<'a> {
    fn of(denied: &'a Denied) -> Self {
        match denied {
            Denied::Here(id) => Self::Mark(id),
            Denied::Elsewhere(text) => Self::Elsewhere(text),
        }
    }
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject.all_marks() {
        let (list, targets): (_, Vec<_>) = match &mark.tag {
            Tag::Denial { denies, .. } if denies.len() > 1 => {
                ("denies", denies.iter().map(Target::of).collect())
            }
            Tag::Figure { about, .. } if about.len() > 1 => {
                ("about", about.iter().map(Target::Mark).collect())
            }
            _ => continue,
        };
        let kind = mark.tag.kind();
        let mut seen = HashMap::new();
        for (item, target) in targets.into_iter().enumerate() {
            let first = *seen.entry(target).or_insert(item);
            if first == item {
                continue;
            }
            let message = match target {
                Target::Mark(id) => format!("this {kind} points to the mark “{id}” twice"),
                Target::Elsewhere(text) => {
                    format!("this {kind} denies {} twice", quoted(text))
                }
            };
            let fix = may_have_fix(findings, &RULE, mark)
                .then(|| each_once(mark))
                .flatten()
                .and_then(|act| mend(subject, mark, "take the repeated link off", act, true));
            findings.push(
                Finding::new(&RULE, link_part(subject, index, list, item), message)
                    .label("the same again")
                    .clashes_with(link_part(subject, index, list, first), "first here")
                    .on(&mark.id)
                    .at(subject.stands(index), format!("the {kind}"))
                    .mended_by(fix)
                    .help("take one of the two off, or link to the other mark that was meant"),
            );
        }
    }
}

/// Leaves each link of a mark there once.
fn each_once(mark: &Annotation) -> Option<Act> {
    match &mark.tag {
        Tag::Claim { .. } => None,
        Tag::Denial { denies, .. } => {
            let mut seen = HashSet::new();
            let first = denies
                .iter()
                .filter(|denied| seen.insert(Target::of(denied)));
            Some(Act::SetDenies(mark.id.clone(), first.cloned().collect()))
        }
        Tag::Figure { about, .. } => {
            let mut seen = HashSet::new();
            let first = about.iter().filter(|id| seen.insert(*id));
            Some(Act::SetAbout(mark.id.clone(), first.cloned().collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{at, codes, spoilt};
    use crate::annotation::Act;

    #[test]
    fn the_second_of_two_links_is_found_in_either_list() {
        let (text, findings) = spoilt(
            "Here(\"claim1\"),",
            "Here(\"claim1\"), Here(\"claim2\"), Here(\"claim1\"),",
        );
        let doubled: Vec<_> = findings
            .iter()
            .filter(|finding| finding.rule.code == "L004")
            .collect();
        assert_eq!(doubled.len(), 1);
        assert_eq!(at(&text, doubled[0]), "Here(\"claim1\")");
        let fix = doubled[0].fix.as_ref().unwrap();
        assert!(fix.safe && matches!(&fix.acts[..], [Act::SetDenies(_, left)] if left.len() == 2));
        let (_, findings) = spoilt("\"claim1\",\n                ]", "\"claim1\", \"claim1\"]");
        assert_eq!(codes(&findings), ["L004"]);
        assert_eq!(
            findings[0].message,
            "this figure points to the mark “claim1” twice"
        );
    }

    #[test]
    fn what_was_said_elsewhere_counts_by_its_words() {
        let (_, findings) = spoilt(
            "Here(\"claim1\"),",
            "Elsewhere(\"x\"), Elsewhere(\"claim1\"), Here(\"claim1\"), Elsewhere(\"x\")",
        );
        assert_eq!(codes(&findings), ["L004"]);
        assert_eq!(findings[0].message, "this denial denies “x” twice");
    }
}
