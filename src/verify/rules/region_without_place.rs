//! A region that was left out of the article and has no place in it any more.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject, words::quoted};
use crate::format::places::Part;

pub(super) const RULE: Rule = Rule {
    code: "R004",
    name: "region-without-place",
    severity: Severity::Warning,
    usual: true,
    what: "A region that was left out of the article has no place any more: when the set was taken over to a changed article, it was not \
           found there for certain.",
    why: "Its words, or others in their place, now count as part of the article if they are still there.",
    example: "orphan_regions: [\n    (\n        span: (1204, 1391),\n        begins: \"More stories\",",
    fix: "Look where it stood. If there is still something that does not belong to the article, select it in the window and press `b`; \
          then forget the old region, in the window or by removing it from `orphan_regions`. After a further change of the article, \
          `claimark reanchor SET` looks for it again.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Ok(set) = subject.set else {
        return;
    };
    for (index, region) in set.orphan_regions.iter().enumerate() {
        let message = format!(
            "a region that was left out, from {} to {}, has no place in the article any more",
            quoted(&region.begins),
            quoted(&region.ends)
        );
        let part = Part::whole().field("orphan_regions").item(index);
        findings.push(
            Finding::new(&RULE, part.field("begins"), message)
                .label("how it began")
                .note(format!("it stood at {} of the article as it was", region.span))
                .help("leave the words out anew that do not belong to the article (in the window, key b), then remove this region; `claimark reanchor SET` looks for it again"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{ARTICLE, at, check_text, codes, set};
    use crate::{annotation::Region, format, testing::span_of, text::Document};

    #[test]
    fn what_has_no_place_is_found_whatever_stands_there_now() {
        let document = Document::new(ARTICLE);
        let mut set = set();
        for words in ["KESTREL BAY", "minister calls"] {
            let region = Region::of(&document, span_of(&document, words));
            set.orphan_regions.push(region);
        }
        set.orphan_regions[0].span.end = 9999;
        set.sort();
        let text = format::write(&set);
        let findings = check_text(&text);
        assert_eq!(codes(&findings), ["R004", "R004"]);
        assert_eq!(at(&text, &findings[0]), "\"minister calls\"");
        assert!(
            findings[1]
                .message
                .contains("from “KESTREL BAY” to “KESTREL BAY”")
        );
        assert!(
            findings
                .iter()
                .all(|finding| finding.article.is_none() && finding.fix.is_none())
        );
    }
}
