//! The article's text is not the one that the marks were made on.

use super::super::{
    Finding, Rule, Severity,
    subject::{Fit, Subject},
    words::counted,
};
use crate::format::places::Part;

pub(super) const RULE: Rule = Rule {
    code: "A002",
    name: "article-changed",
    severity: Severity::Warning,
    what: "The article's text is not the text that the marks were made on: its SHA-256 is another. Other line ends, a byte order \
           mark or another encoding of the same text do not count.",
    why: "Every mark is a place in the text. After a change it may stand on other words; those that do are findings of their own \
          (Q001, S001, S002).",
    example: "text_sha256: \"8376ec1b…\"   // and the article's text hashes to 51ab08c2…",
    fix: "If the change was a mistake, bring the article back, from version control or a backup. If it is meant, correct the marks \
          that broke and save the set from the window, which records the new text.",
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let (Ok(set), Some(document)) = (subject.set, subject.document()) else {
        return;
    };
    if set.fits(document) {
        return;
    }
    let all = set.annotations.len();
    let mut stands: Vec<_> = set
        .annotations
        .iter()
        .map(|mark| !mark.fragments.is_empty())
        .collect();
    for placed in &subject.fragments {
        stands[placed.index] &= placed.fit == Fit::Stands;
    }
    let standing = stands.iter().filter(|&&stands| stands).count();
    let still = match (standing, all) {
        (_, 0) => "there are no marks on it yet".to_owned(),
        _ if standing == all => format!("all {} still stand on their words", counted(all, "mark")),
        _ => format!(
            "{standing} of {} still stand on their words",
            counted(all, "mark")
        ),
    };
    let message = format!("the article was changed since the marks were made; {still}");
    let length = format!(
        "then it had {} code points, now it has {}",
        set.article.text_length,
        document.len()
    );
    let part = Part::whole().field("article").field("text_sha256");
    findings.push(
        Finding::new(&RULE, part, message)
            .label("the text that the marks were made on")
            .note(length)
            .help("bring the article back as it was, or correct the marks that broke"),
    );
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{ARTICLE, check_on, codes};
    use crate::text::Document;

    #[test]
    fn a_change_behind_all_marks_breaks_none() {
        let document = Document::new(format!("{ARTICLE}Corrected on Friday.\n"));
        let findings = check_on(&document);
        assert_eq!(codes(&findings), ["A002"]);
        assert!(
            findings[0].message.contains("all 9 marks still stand"),
            "{}",
            findings[0].message
        );
    }

    #[test]
    fn a_change_before_them_names_how_many_broke_and_where_they_went() {
        let document = Document::new(ARTICLE.replacen("told", "had told", 1));
        let findings = check_on(&document);
        assert!(
            findings[0].message.contains("1 of 9 marks still stand"),
            "{}",
            findings[0].message
        );
        let broken: Vec<_> = findings
            .iter()
            .filter(|finding| finding.rule.code == "Q001")
            .collect();
        assert!(!broken.is_empty());
        for finding in broken {
            let (instead, there) = (finding.instead.unwrap(), finding.article.unwrap());
            assert_eq!(instead.start, there.start + 4);
        }
    }
}
