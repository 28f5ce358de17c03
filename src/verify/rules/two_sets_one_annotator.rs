//! One annotator has two sets on one article.

use std::path::Path;

use super::super::{Check, Finding, Rule, Severity, together::Side, words::quoted};
use crate::format::{copied_from, places::Part};

pub(in super::super) const RULE: Rule = Rule {
    code: "X001",
    name: "two-sets-one-annotator",
    severity: Severity::Warning,
    usual: true,
    what: "Among the sets that are checked at once, two are by the same annotator and on the same article. It is told of the one that \
           comes later by its path.",
    why: "One of them is likely an older copy. Who trains on both counts the same person twice, and agreement between annotators comes \
          out higher than it is. A copy that Claimark put beside a set, as `story.ada.mine-1.ron`, is no second set: `claimark stats` \
          of a folder leaves it out.",
    example: "news/gloves.ada.ron\nnews/old/gloves.ada.ron   // its article is ../gloves.txt, too",
    fix: "Keep the one that counts, and move the other out of the folder. If two people go by one name, give one of them another. \
          A copy that Claimark kept can be deleted when nothing in it is needed.",
    check: Check::Together,
};

pub(in super::super) fn check(of: Side<'_>, with: Side<'_>, findings: &mut Vec<Finding>) {
    let name = of.set.annotator.trim();
    if name.is_empty() || name != with.set.annotator.trim() || of.article != with.article {
        return;
    }
    let message = format!("{} has two sets on this article", quoted(name));
    let help = match copy_among(of.name, with.name) {
        Some(copy) => {
            format!("{copy} is a copy kept by Claimark; delete it when nothing in it is needed")
        }
        None => "keep the one that counts, and move the other out of the folder".to_owned(),
    };
    findings.push(
        Finding::new(&RULE, Part::whole().field("annotator"), message)
            .label("one set of an annotator on an article was expected")
            .note(format!(
                "the other is {}, with {}; this one has {}",
                with.name,
                marks(with),
                marks(of)
            ))
            .help(help),
    );
}

/// Which of two sets is a copy that Claimark put beside the other; of two copies of one set, the first.
fn copy_among<'n>(one: &'n str, other: &'n str) -> Option<&'n str> {
    let from = |name| copied_from(Path::new(name));
    let of = |original: &str| Some(Path::new(original).to_owned());
    let is_copy = from(one) == of(other) || (from(one).is_some() && from(one) == from(other));
    match is_copy {
        true => Some(one),
        false => (from(other) == of(one)).then_some(other),
    }
}

fn marks(side: Side<'_>) -> String {
    super::counted(side.set.annotations.len(), "mark")
}
