//! A span that is empty, runs backwards, or leaves the text.

use super::super::{
    Check, Finding, Findings, Rule, Severity,
    subject::{Fit, Subject},
};
use super::instead::say_where_instead;
use crate::text::{CharRange, SpanError};

pub(super) const RULE: Rule = Rule {
    code: "S001",
    name: "span-outside-text",
    severity: Severity::Error,
    usual: true,
    what: "A fragment's span ends behind the article's text, holds nothing, or runs backwards. Spans count Unicode code points from \
           0; the second number is that of the first code point behind the words.",
    why: "There are no words at such a place, so the mark can neither be shown nor exported.",
    example: "span: (380, 9999),   // in an article of 393 code points",
    fix: "The finding says where the words stand, if they do: write that span, mark the words anew, or delete the mark.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = subject.document() else {
        return;
    };
    for placed in &subject.fragments {
        let span = placed.fragment.span;
        let message = match placed.fit {
            Fit::NoSpan(SpanError::Empty(_)) if span.start == span.end => {
                format!("the span {span} holds nothing")
            }
            Fit::NoSpan(SpanError::Empty(_)) => format!("the span {span} runs backwards"),
            Fit::NoSpan(SpanError::OutOfRange { length, .. }) => {
                format!("the span {span} ends behind the text, which has {length} code points")
            }
            _ => continue,
        };
        let expected = match placed.fit {
            Fit::NoSpan(SpanError::Empty(_)) => Some(
                "a span's second number is larger than the first: it is that of the first code point behind the words",
            ),
            _ => None,
        };
        let start = span.start.min(document.len());
        let end = span.end.clamp(start, document.len());
        let mut finding = Finding::new(&RULE, placed.part().field("span"), message)
            .label("no place in the text")
            .on(&placed.mark.id)
            .at(Some(CharRange::new(start, end)), "");
        finding.notes.extend(expected.map(str::to_owned));
        findings.push(say_where_instead(
            finding,
            subject,
            placed,
            "mark the words that are meant anew, or delete the mark",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{ARTICLE, check_with, codes, spoilt};
    use crate::annotation::Fragment;
    use crate::text::{CharRange, Document};
    use std::sync::Arc;

    #[test]
    fn a_span_behind_the_text_is_not_also_a_wrong_quote() {
        let end = ARTICLE.chars().count();
        for (span, says) in [
            (CharRange::new(3, end + 1), "ends behind the text"),
            (CharRange::new(end + 5, usize::MAX), "ends behind the text"),
            (CharRange::new(7, 7), "holds nothing"),
            (CharRange::new(7, 3), "runs backwards"),
        ] {
            let findings = check_with(|set| {
                Arc::make_mut(&mut set.annotations[0]).fragments[0].span = span;
            });
            assert_eq!(codes(&findings), ["S001"], "{span}");
            assert!(
                findings[0].message.contains(says),
                "{}",
                findings[0].message
            );
            assert!(findings[0].instead.is_some());
            assert!(findings[0].article.unwrap().end <= end);
        }
    }

    #[test]
    fn the_last_code_point_may_be_marked() {
        let end = ARTICLE.chars().count();
        let (_, findings) = spoilt("unsure: true", "unsure: false");
        assert!(findings.is_empty());
        let findings = check_with(|set| {
            let document = Document::new(ARTICLE);
            let last = document.span(CharRange::new(end - 2, end - 1)).unwrap();
            Arc::make_mut(&mut set.annotations[0]).fragments = vec![Fragment::of(&document, last)];
        });
        assert!(findings.is_empty(), "{findings:?}");
    }
}
