//! A span that begins or ends inside what a reader sees as one character.

use super::super::{
    Finding, Rule, Severity,
    subject::{Fit, Subject},
    words::quoted,
};
use crate::text::SpanError;

pub(super) const RULE: Rule = Rule {
    code: "S002",
    name: "span-cuts-character",
    severity: Severity::Error,
    what: "A span begins or ends inside what a reader sees as one character (a grapheme cluster): between a letter and its accent, or \
           in the middle of an emoji.",
    why: "Half a character can't be seen or selected, and other tools will show or count it otherwise. It comes from a tool that \
          counts UTF-16 units or bytes.",
    example: "span: (17, 19),   // and 18..20 is one é, written as e and an accent",
    fix: "Widen the span to the whole character, as the finding says, and take the quote along; or mark the words anew.",
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
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
        let whole = document.whole_graphemes(span);
        let help = format!(
            "make the span ({}, {}) and the quote {}, or mark the words anew",
            whole.start,
            whole.end,
            quoted(document.slice(whole))
        );
        let mut finding = Finding::new(&RULE, placed.part().field("span"), message)
            .label(format!("{end} at {offset}"))
            .on(&placed.mark.id)
            .at(Some(cluster), format!("one character, {cluster}"))
            .help(help);
        finding.instead = Some(whole);
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{ARTICLE, check_with, codes};
    use crate::text::CharRange;
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
}
