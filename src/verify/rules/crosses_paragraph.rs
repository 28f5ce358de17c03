//! A mark that goes on over the end of a paragraph.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject, words::quoted};
use crate::text::{CharRange, Document};

pub(super) const RULE: Rule = Rule {
    code: "S008",
    name: "crosses-paragraph",
    severity: Severity::Warning,
    usual: true,
    what: "A fragment goes on over a line break into another paragraph. In an article whose lines are broken in the middle of sentences, \
           as in mail, only an empty line ends a paragraph.",
    why: "A claim seldom runs over two paragraphs: mostly an end of the mark slipped, or a headline, a caption or the words of an \
          advertisement between came along. Many tools for training data take one paragraph at a time and drop such marks.",
    example: "quote: \"the port safe\\n\\nKESTREL BAY\",",
    fix: "Move the ends of the mark into one paragraph, or give it a fragment for each paragraph.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = subject.document() else {
        return;
    };
    let mut wrapped = None;
    for placed in &subject.fragments {
        // Line breaks at the edges are S003's.
        if !placed.is_here() || !placed.fragment.quote.trim().contains('\n') {
            continue;
        }
        let words = placed.fragment.quote.trim();
        if !holds_empty_line(words) && *wrapped.get_or_insert_with(|| is_wrapped(document)) {
            continue;
        }
        let span = placed.fragment.span;
        let lead = placed.fragment.quote.find(words).unwrap_or_default();
        let first = words.find('\n').unwrap_or_default();
        let feed = span.start + placed.fragment.quote[..lead + first].chars().count();
        let next = document.paragraph_of(feed) + 1;
        let message = format!("{} goes on into another paragraph", quoted(words));
        findings.push(
            Finding::new(&RULE, placed.part().field("quote"), message)
                .label("holds a line break")
                .on(&placed.mark.id)
                .at(
                    Some(CharRange::new(span.start, feed)),
                    format!("goes on in line {}", next + 1),
                )
                .help(
                    "move the ends of the mark into one paragraph, or give it a fragment for each",
                ),
        );
    }
}

fn holds_empty_line(words: &str) -> bool {
    let mut lines = words.split('\n');
    // The first may be the end of a line.
    lines.next();
    lines.any(|line| line.trim().is_empty())
}

/// Whether an article's lines are broken in the middle of sentences: of the line breaks between two lines with words, most stand
/// before a small letter and behind a line of some length.
fn is_wrapped(document: &Document) -> bool {
    let (mut all, mut inside) = (0, 0);
    let lines = || document.text().split('\n');
    for (line, next) in lines().zip(lines().skip(1)) {
        if line.trim().is_empty() || next.trim().is_empty() {
            continue;
        }
        all += 1;
        let goes_on = next.trim_start().starts_with(char::is_lowercase);
        let ends = line.trim_end().ends_with(['.', '!', '?', ':', '”', '"']);
        inside += usize::from(goes_on && !ends && line.len() >= 40);
    }
    inside >= 3 && inside * 3 >= all
}

#[cfg(test)]
mod tests {
    use super::super::super::{
        Selection, check_set,
        testing::{codes, set},
    };
    use crate::{
        annotation::Fragment,
        testing::{empty_set, span_of},
        text::Document,
    };
    use std::sync::Arc;

    fn found(text: &str, words: &str) -> Vec<super::Finding> {
        let document = Document::new(text);
        let mut set = empty_set(&document);
        let mut mark = (*self::set().annotations[3]).clone();
        mark.tag = crate::annotation::Tag::Claim { speaker: None };
        mark.fragments = vec![Fragment::of(&document, span_of(&document, words))];
        set.annotations = vec![Arc::new(mark)];
        let findings = check_set(&set, &document, None, &Selection::usual());
        findings
            .into_iter()
            .filter(|finding| finding.rule.code.starts_with('S'))
            .collect()
    }

    #[test]
    fn a_line_break_inside_is_found_and_one_at_the_edge_is_a_blank() {
        let text = "The port is safe.\nNobody was hurt.\n\nThe end.\n";
        let findings = found(text, "is safe.\nNobody was");
        assert_eq!(codes(&findings), ["S008"]);
        assert_eq!(
            findings[0].message,
            "“is safe. Nobody was” goes on into another paragraph"
        );
        assert_eq!(findings[0].article_label, "goes on in line 2");
        assert_eq!(codes(&found(text, "hurt.\n\nThe")), ["S008"]);
        assert_eq!(codes(&found(text, "hurt.\n")), ["S003"]);
        assert_eq!(codes(&found(text, "Nobody was hurt.")), [""; 0]);
    }

    #[test]
    fn lines_broken_as_in_mail_are_one_paragraph() {
        let text = "The harbour minister said on Tuesday that the\nport was safe and that nobody of those who had\nbeen there was hurt by the smoke, but the union\nof the dockers says that they breathed it.\n\nThe owner of the yard denies that he knew of it.";
        assert_eq!(codes(&found(text, "the\nport was safe")), [""; 0]);
        assert_eq!(codes(&found(text, "breathed it.\n\nThe owner")), ["S008"]);
    }
}
