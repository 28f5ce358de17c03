//! Fragments of a mark that are not in the order of the text.

use super::super::{Check, Finding, Findings, Fix, Rule, Severity, subject::Subject};
use crate::format::places::Part;

pub(super) const RULE: Rule = Rule {
    code: "S005",
    name: "fragments-out-of-order",
    severity: Severity::Warning,
    usual: true,
    what: "The fragments of a mark do not stand in the order of the text.",
    why: "Whoever joins the quotes gets words that nobody said in that order, and the next saving turns them around in a diff.",
    example: "fragments: [\n    (span: (153, 178), …),\n    (span: (70, 86), …),",
    fix: "Put the fragments in the order of the text. Writing the file anew does so.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject.marks() {
        let fragments = &mark.fragments;
        let Some(before) = fragments
            .windows(2)
            .position(|pair| pair[1].span < pair[0].span)
        else {
            continue;
        };
        let (first, second) = (fragments[before].span, fragments[before + 1].span);
        let part = |item| {
            Part::mark(index)
                .field("fragments")
                .item(item)
                .field("span")
        };
        findings.push(
            Finding::new(
                &RULE,
                part(before + 1),
                format!("the fragment {second} stands behind the fragment {first}, which is later in the text"),
            )
            .label("earlier in the text")
            .clashes_with(part(before), "stands before it in the file")
            .on(&mark.id)
            .at(subject.stands(index), format!("the {}", mark.tag.kind()))
            .mended_by(Some(Fix {
                what: "put the fragments in the order of the text".to_owned(),
                // Every writing does.
                acts: Vec::new(),
                safe: true,
            }))
            .help("put the fragments in the order of the text, or have the file written anew"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{
        Selection, check_set,
        testing::{ARTICLE, codes, set},
    };
    use crate::text::Document;
    use std::sync::Arc;

    #[test]
    fn fragments_must_rise() {
        let document = Document::new(ARTICLE);
        let mut set = set();
        Arc::make_mut(&mut set.annotations[1]).fragments.reverse();
        let findings = check_set(&set, &document, None, &Selection::usual());
        assert_eq!(codes(&findings), ["S005"]);
        assert_eq!(
            findings[0].message,
            "the fragment 70..86 stands behind the fragment 153..178, which is later in the text"
        );
        set.sort();
        assert_eq!(check_set(&set, &document, None, &Selection::usual()), []);
    }
}
