//! The same words marked twice as the same thing.

use std::collections::{HashMap, hash_map::Entry};

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject, words::quoted};
use super::mend;
use crate::{
    annotation::{Act, Annotation},
    format::places::Part,
};

pub(super) const RULE: Rule = Rule {
    code: "M003",
    name: "marked-twice",
    severity: Severity::Warning,
    usual: true,
    what: "Two marks have the same tag and the same fragments.",
    why: "In training data and in counts the claim, denial or figure would weigh double.",
    example: "two marks, each with tag: Claim(), each with the one fragment span: (120, 164)",
    fix: "Remove one of the two, and put its links, speaker and note on the other.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if !any_alike(subject) {
        return;
    }
    let mut seen = HashMap::new();
    for (index, mark) in subject.marks() {
        let mut spans: Vec<_> = mark
            .fragments
            .iter()
            .map(|fragment| fragment.span)
            .collect();
        if spans.is_empty() {
            continue;
        }
        spans.sort_unstable();
        let first = match seen.entry((mark.tag.kind(), spans)) {
            Entry::Vacant(entry) => {
                entry.insert((index, &mark.id));
                continue;
            }
            Entry::Occupied(entry) => *entry.get(),
        };
        // Copies with one id are M002's.
        if *first.1 == mark.id {
            continue;
        }
        let kind = mark.tag.kind();
        let message = format!("{} is marked twice as a {kind}", quoted(&mark.words()));
        findings.push(
            Finding::new(&RULE, Part::mark(index).field("fragments"), message)
                .label("the same place again")
                .clashes_with(Part::mark(first.0).field("fragments"), "first here")
                .on(&mark.id)
                .at(subject.stands(index), format!("marked twice as a {kind}"))
                .mended_by(mend(
                    subject,
                    mark,
                    "delete this one of the two",
                    Act::Delete(mark.id.clone()),
                    false,
                ))
                .help("remove one of the two, and put its links, speaker and note on the other"),
        );
    }
}

/// Whether two marks have the same tag and reach from the same place to the same place: if not, no two have the same fragments.
fn any_alike(subject: &Subject<'_>) -> bool {
    let reach = |(_, mark): (usize, &Annotation)| (mark.extent(), mark.tag.kind());
    let mut all: Vec<_> = subject.marks().map(reach).collect();
    all.sort_unstable();
    all.windows(2).any(|two| two[0] == two[1])
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{check_with, codes};
    use crate::annotation::{AnnotationId, Kind};
    use std::sync::Arc;

    #[test]
    fn twice_the_same_is_found_but_not_another_tag_on_the_same_words() {
        let findings = check_with(|set| {
            let mut copy = (*set.annotations[0]).clone();
            copy.id = AnnotationId::new("twin").unwrap();
            set.annotations.push(Arc::new(copy.clone()));
            copy.id = AnnotationId::new("other").unwrap();
            copy.tag = Kind::Figure.empty();
            set.annotations.push(Arc::new(copy));
        });
        // The words hold no number.
        assert_eq!(codes(&findings), ["N001", "M003"]);
        assert_eq!(findings[1].mark, AnnotationId::new("twin"));
    }

    #[test]
    fn a_copy_with_the_same_id_is_one_finding() {
        let findings = check_with(|set| set.annotations.push(set.annotations[0].clone()));
        assert_eq!(codes(&findings), ["M002"]);
    }
}
