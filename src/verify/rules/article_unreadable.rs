//! The article is not where the set says, or can't be read.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject, words::halves};
use crate::{
    article::Problem,
    format::{places::Part, short},
};

pub(super) const RULE: Rule = Rule {
    code: "A001",
    name: "article-unreadable",
    severity: Severity::Error,
    usual: true,
    what: "The article that the set belongs to is not where the set says, or its file can't be read as text.",
    why: "Without the article nobody can tell whether the marks are right, and the set is of no use as training data.",
    example: "article: (\n    file: \"gloves.txt\",   // and there is no gloves.txt beside the set",
    fix: "Put the article where the set looks for it: the file's name is relative to the set's folder. If the article has another \
          name now, write that name into `article.file`.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Ok(set), Some(Err(error))) = (subject.set, subject.article) else {
        return;
    };
    // A name may be a whole book, too.
    let file = short(set.article.file.clone());
    let (message, help) = match &error.problem {
        _ if file.is_empty() => (
            "the set names no article".to_owned(),
            "write the article's name here, as it is seen from the set's folder".to_owned(),
        ),
        Problem::Missing => (
            format!("the article {file} is not there"),
            "put the article there, or correct the name: it is relative to the set's folder"
                .to_owned(),
        ),
        Problem::Folder => (
            format!("the article {file} is a folder"),
            "name the article's own file here, as it is seen from the set's folder".to_owned(),
        ),
        Problem::Outside => (
            format!("the article {file} lies outside the folders that articles may be read from"),
            "name a folder that holds both, or allow the article's with --root".to_owned(),
        ),
        problem => {
            let (what, remedy) = halves(problem);
            (
                format!("the article {file} can't be used: {}", short(what)),
                format!("{remedy}, or name another file here"),
            )
        }
    };
    let part = Part::whole().field("article").field("file");
    findings.push(
        Finding::new(&RULE, part, message)
            .label("no article to check the marks on")
            .help(help),
    );
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{codes, without_article};

    #[test]
    fn an_article_that_is_gone_is_one_finding() {
        let findings = without_article();
        assert_eq!(codes(&findings), ["A001"]);
        assert_eq!(findings[0].message, "the article harbour.txt is not there");
    }
}
