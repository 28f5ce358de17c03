//! A span that begins or ends inside what a reader sees as one character.

use super::super::{
    Check, Finding, Findings, Rule, Severity,
    subject::{Fit, Subject},
    words::quoted,
};
use super::{instead::say_where_instead, move_to};
use crate::text::SpanError;

pub(super) const RULE: Rule = Rule {
    code: "S002",
    name: "span-cuts-character",
    severity: Severity::Error,
    usual: true,
    what: "A span begins or ends inside what a reader sees as one character (a grapheme cluster): between a letter and its accent, or \
           in the middle of an emoji.",
    why: "Half a character can't be seen or selected, and other tools will show or count it otherwise. It comes from a tool that \
          counts UTF-16 units or bytes.",
    example: "span: (17, 19),   // and 18..20 is one é, written as e and an accent",
    fix: "If the quote stands here, widen the span to the whole character, as the finding says, and take the quote along. If other \
          words stand here, the finding says where the quote is, if it is anywhere: move the mark there, or mark the words anew.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = subject.document() else {
        return;
    };
    for placed in &subject.fragments {
        let Fit::NoSpan(SpanError::CutsGrapheme { offset, cluster }) = placed.fit else {
            continue;
        };
        let span = placed.fragment.span;
        let end = if offset == span.start {
            "begins"
        } else {
            "ends"
        };
        let character = quoted(document.slice(cluster));
        let message = format!("the span {span} {end} inside the character {character}");
        let mut finding = Finding::new(&RULE, placed.part().field("span"), message)
            .label(format!("{end} at {offset}"))
            .on(&placed.mark.id)
            .at(Some(cluster), format!("one character, {cluster}"));
        let whole = document.whole_graphemes(span);
        let meant_here = [span, whole].map(|range| document.slice(range));
        // Other words here: the whole span is somewhere else than it should be, and to widen it would make that worse.
        if !meant_here.contains(&placed.fragment.quote.as_str()) {
            findings.push(say_where_instead(
                finding,
                subject,
                placed,
                "mark the words that are meant anew, or delete the mark",
            ));
            continue;
        }
        finding.instead = Some(whole);
        let safe = placed.fragment.quote == document.slice(whole);
        let what = "widen the mark to the whole character";
        finding.fix = move_to(subject, placed, whole, what, safe);
        findings.push(finding.help(format!(
            "make the span ({}, {}) and the quote {}, or mark the words anew",
            whole.start,
            whole.end,
            quoted(document.slice(whole))
        )));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{
        Finding, Selection, check_set,
        testing::{self, ARTICLE, check_with, codes},
    };
    use crate::annotation::{Annotation, Fragment};
    use crate::testing::empty_set;
    use crate::text::{CharRange, Document};
    use std::sync::Arc;

    #[test]
    fn half_an_emoji_and_a_bare_accent_are_found_with_the_whole_character() {
        for (whole, cut, says) in [
            ("👩‍🚒", 2, "ends inside the character “👩‍🚒”"),
            ("e\u{301}", 1, "ends inside the character “e\u{301}”"),
        ] {
            let start = ARTICLE[..ARTICLE.find(whole).unwrap()].chars().count();
            let findings = check_with(|set| {
                let fragment = &mut Arc::make_mut(&mut set.annotations[0]).fragments[0];
                fragment.span = CharRange::new(start, start + cut);
                fragment.quote = whole.chars().take(cut).collect();
            });
            assert_eq!(codes(&findings), ["S002"]);
            assert!(
                findings[0].message.ends_with(says),
                "{}",
                findings[0].message
            );
            let end = start + whole.chars().count();
            assert_eq!(findings[0].instead, Some(CharRange::new(start, end)));
        }
    }

    /// What is found of a mark with this span and these words on a text of its own.
    fn found(text: &str, start: usize, end: usize, quote: &str) -> Vec<Finding> {
        let document = Document::new(text);
        let mut set = empty_set(&document);
        set.speakers = testing::set().speakers;
        set.speakers.truncate(1);
        set.annotations = vec![Arc::new(Annotation {
            fragments: vec![Fragment {
                span: CharRange::new(start, end),
                quote: quote.to_owned(),
                before: String::new(),
                after: String::new(),
            }],
            ..(*testing::set().annotations[0]).clone()
        })];
        check_set(&set, &document, None, &Selection::usual())
    }

    #[test]
    fn words_that_stand_elsewhere_are_sent_there_and_not_widened() {
        // A place in UTF-16 units.
        let findings = found("He 😀😀 denied it 👩‍🚒 today.", 8, 17, "denied it");
        assert_eq!(codes(&findings), ["S002"]);
        assert_eq!(findings[0].instead, Some(CharRange::new(6, 15)));
        assert!(
            findings[0].help.contains("its span is (6, 15)"),
            "{}",
            findings[0].help
        );
        let findings = found("He 😀😀 denied it 👩‍🚒 today.", 8, 17, "agreed");
        assert_eq!((findings[0].instead, findings.len()), (None, 1));
        assert!(!findings[0].help.contains("make the span"));
    }

    #[test]
    fn words_that_are_whole_already_only_want_their_span_widened() {
        let findings = found("a 👩‍🚒 b", 2, 4, "👩‍🚒");
        assert_eq!(findings[0].instead, Some(CharRange::new(2, 5)));
        assert!(findings[0].help.contains("make the span (2, 5)"));
    }
}
