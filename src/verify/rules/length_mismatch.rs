//! The recorded length of the text is not its length.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject};
use crate::format::places::Part;

pub(super) const RULE: Rule = Rule {
    code: "A004",
    name: "length-mismatch",
    severity: Severity::Error,
    usual: true,
    what: "The article's text is the one that the marks were made on, by its SHA-256, but the set says another length of it. Lengths \
           count Unicode code points.",
    why: "One of the two was written by hand or by a tool that counts bytes or UTF-16 units; its spans are likely to be wrong in the \
          same way. Programs that trust the length refuse spans that are right, or take some that are not.",
    example: "text_length: 741,   // and the text has 736 code points, in 741 UTF-16 units",
    fix: "Write the length that the finding says into `article.text_length`, and look through the spans.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Ok(set), Some(document)) = (subject.set, subject.document()) else {
        return;
    };
    let (says, has) = (set.article.text_length, document.len());
    if says == has || !set.fits(document) {
        return;
    }
    let part = Part::whole().field("article").field("text_length");
    let mut finding = Finding::new(
        &RULE,
        part,
        format!("the article's text has {has} code points where the set says {says}"),
    )
    .label("not its length")
    .help(format!(
        "write {has} here, and see whether the spans are right"
    ));
    for (length, what) in [
        (document.len_utf16(), "UTF-16 units"),
        (document.text().len(), "bytes of UTF-8"),
    ] {
        if says == length {
            finding = finding.note(format!("{says} is its length in {what}"));
        }
    }
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{ARTICLE, at, check_on, codes, spoilt};
    use crate::text::Document;

    #[test]
    fn a_length_in_another_unit_is_found_and_the_unit_named() {
        let (text, findings) = spoilt("text_length: 736", "text_length: 735");
        assert_eq!(codes(&findings), ["A004"]);
        assert_eq!(at(&text, &findings[0]), "735");
        assert!(findings[0].notes.is_empty());
        let units = ARTICLE.encode_utf16().count();
        for (length, unit) in [(units, "UTF-16 units"), (ARTICLE.len(), "bytes of UTF-8")] {
            let (_, findings) = spoilt("text_length: 736", &format!("text_length: {length}"));
            assert_eq!(
                findings[0].notes,
                [format!("{length} is its length in {unit}")]
            );
        }
    }

    #[test]
    fn another_text_may_have_another_length() {
        let document = Document::new(format!("{ARTICLE}Corrected on Friday.\n"));
        assert_eq!(codes(&check_on(&document)), ["A002"]);
    }
}
