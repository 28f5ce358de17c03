//! The article's file is saved otherwise than when it was marked, though its text is the same.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject, words::quoted};
use crate::{format::places::Part, text::LineEnds};

pub(super) const RULE: Rule = Rule {
    code: "A003",
    name: "reading-differs",
    severity: Severity::Note,
    usual: false,
    what: "The article's text is the text that the marks were made on, but its file is another: the reader, the encoding, the byte \
           order mark or the line ends recorded in the set are not those of the file now.",
    why: "The marks are right all the same. Tools that count the bytes of the file would find other places, and where files are to \
          be the same for everybody, here one is not. Version control often changes line ends so.",
    example: "line_ends: Lf,   // and the lines of the article's file now end in CRLF",
    fix: "Nothing, if only the text matters. Else save the article again as the set says; in git, a line such as `*.txt -text` in \
          `.gitattributes` keeps its line ends.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Ok(set), Some(document), Some(now)) = (subject.set, subject.document(), subject.reading)
    else {
        return;
    };
    let then = &set.article.reading;
    if !set.fits(document) {
        return;
    }
    let reader = |name: &str, version| format!("version {version} of the reader {}", quoted(name));
    let mark = |is_there| {
        if is_there {
            "a byte order mark"
        } else {
            "no byte order mark"
        }
    };
    let differences = [
        (
            "reader",
            reader(&then.reader, then.version),
            reader(&now.reader, now.version),
        ),
        (
            "encoding",
            format!("the encoding {}", quoted(&then.encoding)),
            format!("the encoding {}", quoted(&now.encoding)),
        ),
        (
            "byte_order_mark",
            mark(then.byte_order_mark).to_owned(),
            mark(now.byte_order_mark).to_owned(),
        ),
        (
            "line_ends",
            line_ends(then.line_ends).to_owned(),
            line_ends(now.line_ends).to_owned(),
        ),
    ];
    for (field, then, now) in differences.into_iter().filter(|(_, then, now)| then != now) {
        let part = Part::whole().field("article").field("reading").field(field);
        let message = format!("the article was marked with {then}, and now has {now}");
        findings.push(
            Finding::new(&RULE, part, message)
                .label("as it was then")
                .note("the text is the same, and so are the places of all marks")
                .help("leave it, or save the article again as it was"),
        );
    }
}

const fn line_ends(ends: LineEnds) -> &'static str {
    match ends {
        LineEnds::Lf => "LF as line ends",
        LineEnds::CrLf => "CRLF as line ends",
        LineEnds::Cr => "CR as line ends",
        LineEnds::Mixed => "several kinds of line ends",
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{
        Case, Selection, Wishes, check,
        testing::{SET, at, codes, set, with_case},
    };
    use crate::text::{Document, LineEnds, Reading};

    fn selection() -> Selection {
        let wishes = Wishes {
            select: Some(vec!["A003".into()]),
            ..Wishes::default()
        };
        Selection::usual().with(&wishes).unwrap()
    }

    fn found(change: impl FnOnce(&mut Reading)) -> Vec<(String, String)> {
        let mut reading = set().article.reading;
        change(&mut reading);
        with_case(SET, |case| {
            let findings = check(&Case {
                reading: Some(&reading),
                selection: &selection(),
                ..*case
            });
            let found = findings.into_iter();
            found
                .map(|finding| (at(SET, &finding).to_owned(), finding.message.into()))
                .collect()
        })
    }

    #[test]
    fn each_difference_is_named_at_its_field() {
        assert_eq!(found(|_| ()), []);
        let both = found(|reading| {
            reading.line_ends = LineEnds::CrLf;
            reading.byte_order_mark = true;
        });
        let said = |field: &str, message: &str| (field.to_owned(), message.to_owned());
        assert_eq!(
            both,
            [
                said(
                    "false",
                    "the article was marked with no byte order mark, and now has a byte order mark"
                ),
                said(
                    "Lf",
                    "the article was marked with LF as line ends, and now has CRLF as line ends"
                ),
            ]
        );
        assert_eq!(
            found(|reading| reading.encoding = "UTF-16LE".into()).len(),
            1
        );
        assert_eq!(found(|reading| reading.version = 2).len(), 1);
    }

    #[test]
    fn another_text_is_another_matter_and_nobody_is_told_unasked() {
        let mut reading = set().article.reading;
        reading.line_ends = LineEnds::Mixed;
        with_case(SET, |case| {
            let other = Document::new("Another text.");
            let case = Case {
                reading: Some(&reading),
                ..*case
            };
            assert_eq!(check(&case), []);
            let findings = check(&Case {
                article: Some(Ok(&other)),
                selection: &selection(),
                ..case
            });
            assert_eq!(codes(&findings), [""; 0]);
        });
    }
}
