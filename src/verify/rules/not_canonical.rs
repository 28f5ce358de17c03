//! A set file that is written otherwise than Claimark writes it.

use super::super::{
    Check, Finding, Findings, Fix, Rule, Severity,
    subject::Subject,
    words::{counted, differing, quoted},
};
use crate::{
    format::{self, places},
    text::CharRange,
};

pub(super) const RULE: Rule = Rule {
    code: "F003",
    name: "not-canonical",
    severity: Severity::Warning,
    usual: true,
    what: "The file holds a sound set, but in another form than the one in which Claimark writes it: marks in another order, fields at \
           their usual values, several fields on a line, comments, other line ends.",
    why: "The next time that somebody saves the set, the whole file is written anew: a diff shows changes that nobody made, merges \
          conflict for nothing, and comments are lost.",
    example: "annotator: \"ada\", speakers: [],   // two fields on one line",
    fix: "Write the file anew in its one form: change anything in the window and undo it, or have the fix done. Put into notes what \
          comments say. For line ends, see the `eol` attribute of git: `*.ron text eol=lf`.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Ok(set), Some((text, false))) = (subject.set, subject.file) else {
        return;
    };
    let canonical = format::write(set);
    if text == canonical {
        return;
    }
    let difference = Difference::of(text, &canonical);
    let comments = places::holds_comments(text);
    let start = text[..difference.byte].chars().count();
    let end = start + usize::from(difference.byte < text.len());
    let mut finding = Finding::new(&RULE, places::Part::whole(), difference.message)
        .label(difference.label)
        .in_file(CharRange::new(start, end))
        .mended_by(Some(Fix {
            what: "write the file in its one canonical form".to_owned(),
            acts: Vec::new(),
            safe: !comments,
        }));
    finding = if comments {
        finding
            .note(
                "the file holds comments, and writing it anew loses them: a mark's `note` is kept",
            )
            .help("put what the comments say into notes, then have the file written anew")
    } else if text[difference.byte..].starts_with('\r') {
        finding.help("have the file written anew; where git makes such line ends, put `*.ron text eol=lf` into `.gitattributes`")
    } else {
        finding.help("have the file written anew: it says the same then")
    };
    findings.push(finding);
}

/// The first place in which a file is not as it would be written.
struct Difference {
    /// Where, in bytes of the file.
    byte: usize,
    message: String,
    label: &'static str,
}

impl Difference {
    fn of(text: &str, canonical: &str) -> Self {
        let pairs = text.bytes().zip(canonical.bytes());
        let byte = text.floor_char_boundary(pairs.take_while(|(a, b)| a == b).count());
        let (message, label) = if text[byte..].starts_with('\r') {
            let only = with_line_feeds(text) == canonical;
            let rest = if only { "" } else { ", among other things" };
            (
                format!("the lines of the file end in CRLF or CR where Claimark writes LF{rest}"),
                "the first such line end",
            )
        } else if text[byte..].is_empty() && canonical[byte..].trim().is_empty() {
            (
                "the file's last line has no end, and Claimark writes a line feed there".to_owned(),
                "no line feed",
            )
        } else {
            let (found, expected) = (line(text, byte), line(canonical, byte));
            (
                between(found, expected),
                "the first place that would be written otherwise",
            )
        };
        Self {
            byte,
            message,
            label,
        }
    }
}

/// What stands on a line, and what would.
fn between(found: &str, expected: &str) -> String {
    let (has, writes) = (found.trim(), expected.trim());
    if has.is_empty() {
        return format!(
            "the file has an empty line where Claimark writes {}",
            quoted(writes)
        );
    }
    if writes.is_empty() {
        return format!("the file has {} behind its end", quoted(has));
    }
    if has == writes {
        let blanks = |line: &str| counted(line.len() - line.trim_start().len(), "blank");
        let (before, wanted) = (blanks(found), blanks(expected));
        return if before == wanted {
            format!(
                "the file has blanks behind {}, and Claimark writes none",
                quoted(has)
            )
        } else {
            format!(
                "the file has {before} before {} where Claimark writes {wanted}",
                quoted(has)
            )
        };
    }
    let (has, writes) = differing(has, writes);
    format!("the file has {has} where Claimark writes {writes}")
}

/// The line around a byte.
fn line(text: &str, byte: usize) -> &str {
    let start = text[..byte].rfind('\n').map_or(0, |feed| feed + 1);
    let end = text[byte..]
        .find('\n')
        .map_or(text.len(), |feed| byte + feed);
    &text[start..end]
}

fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::super::super::{
        Case, Finding, check,
        testing::{SET, at, codes, with_case},
    };

    fn found(text: &str) -> Option<Finding> {
        with_case(text, |case| {
            let findings = check(&Case {
                canonical: false,
                ..*case
            });
            assert!(findings.len() < 2, "{:?}", codes(&findings));
            findings.into_iter().next()
        })
    }

    fn with(old: &str, new: &str) -> (String, Finding) {
        assert!(SET.contains(old));
        let text = SET.replacen(old, new, 1);
        let finding = found(&text).unwrap();
        assert_eq!(finding.rule.code, "F003");
        (text, finding)
    }

    #[test]
    fn the_first_difference_is_shown_with_what_would_be_written() {
        assert_eq!(found(SET), None);
        let (text, finding) = with("\"ada\",\n    speakers", "\"ada\", speakers");
        assert_eq!(
            finding.message,
            "the file has “annotator: \"ada\", speakers: [” where Claimark writes “annotator: \"ada\",”"
        );
        assert_eq!(at(&text, &finding), " ");
        let fix = finding.fix.unwrap();
        assert!(fix.safe && fix.acts.is_empty());
        let (_, finding) = with("by: \"ada\"", "unsure: false,\n            by: \"ada\"");
        assert_eq!(
            finding.message,
            "the file has “unsure: false,” where Claimark writes “by: \"ada\",”"
        );
        let (_, finding) = with("version: 1", "  version: 1");
        assert_eq!(
            finding.message,
            "the file has 6 blanks before “version: 1,” where Claimark writes 4 blanks"
        );
        let (_, finding) = with("version: 1,", "version: 1, ");
        assert!(
            finding.message.contains("blanks behind “version: 1,”"),
            "{}",
            finding.message
        );
        let (_, finding) = with("version: 1,\n", "version: 1,\n\n");
        assert!(
            finding.message.contains("an empty line where"),
            "{}",
            finding.message
        );
    }

    #[test]
    fn the_ends_of_lines_and_of_the_file_are_named() {
        let finding = found(&SET.replace('\n', "\r\n")).unwrap();
        assert_eq!(
            finding.message,
            "the lines of the file end in CRLF or CR where Claimark writes LF"
        );
        assert!(finding.help.contains("`*.ron text eol=lf`"));
        let text = SET.replace('\n', "\r\n").replace("    version", "version");
        assert!(
            found(&text)
                .unwrap()
                .message
                .ends_with(", among other things")
        );
        let text = SET.trim_end();
        let finding = found(text).unwrap();
        assert!(
            finding.message.contains("last line has no end"),
            "{}",
            finding.message
        );
        assert_eq!(at(text, &finding), "");
        let finding = found(&format!("{SET}// the end")).unwrap();
        assert_eq!(finding.message, "the file has “// the end” behind its end");
    }

    #[test]
    fn comments_are_not_thrown_away_unasked() {
        let (text, finding) = with("    annotator", "    // mine\n    annotator");
        assert_eq!(at(&text, &finding), "/");
        assert!(!finding.fix.unwrap().safe);
        assert!(finding.notes[0].contains("comments"));
        let (_, finding) = with(
            "\"perhaps part of the claim only\"",
            "r#\"perhaps // part of the claim only\"#",
        );
        assert!(finding.fix.unwrap().safe);
    }
}
