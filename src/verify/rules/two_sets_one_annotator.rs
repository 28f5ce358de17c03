//! One annotator has two sets on one article.

use super::super::{Check, Finding, Rule, Severity, together::Side, words::quoted};
use crate::format::places::Part;

pub(in super::super) const RULE: Rule = Rule {
    code: "X001",
    name: "two-sets-one-annotator",
    severity: Severity::Warning,
    usual: true,
    what: "Among the sets that are checked at once, two are by the same annotator and on the same article. It is told of the one that \
           comes later by its path.",
    why: "One of them is likely an older copy. Who trains on both counts the same person twice, and agreement between annotators comes \
          out higher than it is.",
    example: "news/gloves.ada.ron\nnews/old/gloves.ada.ron   // its article is ../gloves.txt, too",
    fix: "Keep the one that counts, and move the other out of the folder. If two people go by one name, give one of them another.",
    check: Check::Together,
};

pub(in super::super) fn check(of: Side<'_>, with: Side<'_>, findings: &mut Vec<Finding>) {
    let name = of.set.annotator.trim();
    if name.is_empty() || name != with.set.annotator.trim() || of.article != with.article {
        return;
    }
    let message = format!("{} has two sets on this article", quoted(name));
    findings.push(
        Finding::new(&RULE, Part::whole().field("annotator"), message)
            .label("one set of an annotator on an article was expected")
            .note(format!(
                "the other is {}, with {}; this one has {}",
                with.name,
                marks(with),
                marks(of)
            ))
            .help("keep the one that counts, and move the other out of the folder"),
    );
}

fn marks(side: Side<'_>) -> String {
    super::counted(side.set.annotations.len(), "mark")
}
