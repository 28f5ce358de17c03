//! The article's text is not the one that the marks were made on.

use super::super::{
    Check, Finding, Findings, Rule, Severity,
    subject::{Fit, Subject},
};
use crate::{format::places::Part, text::Sha256};

pub(super) const RULE: Rule = Rule {
    code: "A002",
    name: "article-changed",
    severity: Severity::Warning,
    usual: true,
    what: "The article's text is not the text that the marks were made on: its SHA-256 is another. Other line ends, a byte order \
           mark or another encoding of the same text do not count.",
    why: "Every mark is a place in the text. After a change it may stand on other words; those that do are findings of their own \
          (Q001, Q002, S001, S002). The finding counts those that still stand, with the text around them.",
    example: "text_sha256: \"8376ec1b…\"   // and the article's text hashes to 51ab08c2…",
    fix: "If the change was a mistake, bring the article back, from version control or a backup. If it is meant, \
          `claimark reanchor SET` takes the set over to the article as it is now: marks whose words are found there for certain move \
          along, all others are set aside and keep their old words, for a person to give them a place or to delete them (O001); with \
          `--dry-run` it shows what it would do. In the window, open the set: it offers the same as a review. Until then nothing is \
          mended in the set, by `claimark verify --fix` or otherwise.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
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
        (0, 1) => "the only mark no longer stands where it did".to_owned(),
        (1, 1) => "the only mark still stands where it did".to_owned(),
        _ if standing == all => format!("all {all} marks still stand where they did"),
        (1, _) => format!("1 of {all} marks still stands where it did"),
        _ => format!("{standing} of {all} marks still stand where they did"),
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
            .note(format!(
                "then its SHA-256 was {}, now it is {}",
                start(set.article.text_sha256),
                start(document.sha256())
            ))
            .help("if the change is meant, `claimark reanchor SET` takes the marks over to the article as it is now and sets those aside whose words are not found for certain, or open the set in the window, which offers a review; else bring the article back as it was, from version control or a backup"),
    );
}

/// As much of a hash as tells it from others by eye.
fn start(hash: Sha256) -> String {
    let mut digits = hash.to_string();
    digits.truncate(8);
    digits + "…"
}

#[cfg(test)]
mod tests {
    use super::super::super::{
        Selection, check_set,
        testing::{ARTICLE, check_on, codes, set},
    };
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
            findings[0].message.contains("1 of 9 marks still stands"),
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

    #[test]
    fn one_mark_is_spoken_of_as_one_and_its_context_counts() {
        let said = |article: &str| {
            let mut set = set();
            set.annotations.truncate(1);
            check_set(&set, &Document::new(article), None, &Selection::usual())
                .into_iter()
                .find(|finding| finding.rule.code == "A002")
                .unwrap()
        };
        for (old, new, says) in [
            (
                "Okoye",
                "Okoya",
                "; the only mark still stands where it did",
            ),
            (
                "port",
                "fort",
                "; the only mark no longer stands where it did",
            ),
            (
                "Bay: ",
                "Bay, ",
                "; the only mark no longer stands where it did",
            ),
        ] {
            let finding = said(&ARTICLE.replacen(old, new, 1));
            assert!(finding.message.ends_with(says), "{}", finding.message);
            assert!(!finding.help.contains("save"), "{}", finding.help);
        }
    }
}
