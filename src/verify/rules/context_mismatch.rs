//! A mark's words stand at its place, but the text around them is another than the set remembers.

use super::super::{
    Check, Finding, Findings, Rule, Severity,
    displaced::Found,
    subject::{Fit, Subject},
    words::{differing, differing_at_end, quoted},
};
use super::{instead::meant, move_to};
use crate::{
    annotation::Fragment,
    text::{CharRange, Document},
};

pub(super) const RULE: Rule = Rule {
    code: "Q002",
    name: "context-mismatch",
    severity: Severity::Warning,
    usual: true,
    what: "The words of a mark stand at its place, but the text before or behind them is not what the set says.",
    why: "The same words may stand several times in an article. The text around them tells which place was meant: here it is \
          probably another one, or somebody edited the set or the article by hand. Until that is clear, the mark is not shown.",
    example: "quote: \"the port\",\nbefore: \"near \",   // and the article has \"from the port\"",
    fix: "The finding says where the words stand with the text around them, if they do: move the mark there. If the mark is \
          right where it is, correct `before` and `after`, or mark the words anew.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = subject.document() else {
        return;
    };
    for placed in &subject.fragments {
        if placed.fit != Fit::OtherContext {
            continue;
        }
        let fragment = placed.fragment;
        let span = fragment.span;
        let (before, after) = around(fragment, document);
        let field = if before == fragment.before {
            "after"
        } else {
            "before"
        };
        let message = format!(
            "{} stands here, but with other text around it than the set says",
            quoted(&fragment.quote)
        );
        let mut finding = Finding::new(&RULE, placed.part().field(field), message)
            .label("what the set says")
            .on(&placed.mark.id)
            .at(Some(span), format!("what stands at {span}"));
        if before != fragment.before {
            let (says, has) = differing_at_end(&fragment.before, before);
            finding = finding.note(format!(
                "before it the set has {says} and the article has {has}"
            ));
        }
        if after != fragment.after {
            let (says, has) = differing(&fragment.after, after);
            finding = finding.note(format!(
                "behind it the set has {says} and the article has {has}"
            ));
        }
        let otherwise = "if the mark is right here, correct `before` and `after`, or mark the words anew; else delete it";
        findings.push(match meant(subject, fragment) {
            Some((meant, count)) => {
                let place = document.line_column(meant.start);
                finding.instead = Some(meant);
                if count == 1 {
                    // The words stand here, too: a person must look.
                    let what = "move the mark to where the text around it stands, too";
                    finding.fix = move_to(subject, placed, meant, what, false);
                }
                finding
                    .note(format!(
                        "the words stand with the text that the set says at line {}, column {} of the article ({meant})",
                        place.line, place.column
                    ))
                    .help(format!(
                        "if that is what was meant, move the mark there: its span is ({}, {}); {otherwise}",
                        meant.start, meant.end
                    ))
            }
            None => {
                if stands_once(subject, fragment) {
                    let what = "keep the mark here, with the text that is around it now";
                    // "Were lost" may have become "were never lost".
                    finding.fix = move_to(subject, placed, span, what, false);
                }
                finding.help(otherwise)
            }
        });
    }
}

/// As much text of the article on both sides of a fragment's place as the fragment remembers.
fn around<'d>(fragment: &Fragment, document: &'d Document) -> (&'d str, &'d str) {
    let CharRange { start, end } = fragment.span;
    let (before, after) = (
        fragment.before.chars().count(),
        fragment.after.chars().count(),
    );
    (
        document.slice(CharRange::new(start.saturating_sub(before), start)),
        document.slice(CharRange::new(end, end.saturating_add(after))),
    )
}

/// Whether the words stand in the article just once.
fn stands_once(subject: &Subject<'_>, fragment: &Fragment) -> bool {
    let found = subject
        .displaced()
        .map(|displaced| displaced.find(&fragment.quote, fragment.span));
    matches!(found, Some(Found::Nearest(_, 1)))
}

#[cfg(test)]
mod tests {
    use super::super::super::{
        Selection, check_set,
        testing::{at, codes, set, spoilt},
    };
    use crate::{
        annotation::Fragment,
        testing::empty_set,
        text::{CharRange, Document},
    };
    use std::sync::Arc;

    #[test]
    fn both_contexts_are_shown() {
        let (text, findings) = spoilt(
            "before: \" at Kestrel Bay: minister calls \"",
            "before: \" at Kestrel Bay: sailor calls \"",
        );
        assert_eq!(codes(&findings), ["Q002"]);
        assert_eq!(
            at(&text, &findings[0]),
            "\" at Kestrel Bay: sailor calls \""
        );
        assert_eq!(
            findings[0].notes,
            [
                "before it the set has “ at Kestrel Bay: sailor calls ” and the article has “t Kestrel Bay: minister calls ”"
            ]
        );
        assert_eq!(findings[0].instead, None);
        // “the port safe” stands nowhere else.
        assert!(!findings[0].fix.as_ref().unwrap().safe);
    }

    #[test]
    fn the_same_words_at_another_place_are_sent_where_their_context_is() {
        let old = Document::new("No, no. Yes. No, no. Maybe.");
        let mut set = set();
        set.annotations.truncate(1);
        let mark = Arc::make_mut(&mut set.annotations[0]);
        mark.fragments = vec![Fragment::of(
            &old,
            old.span(CharRange::new(17, 19)).unwrap(),
        )];
        let mut here = empty_set(&old);
        here.speakers = set.speakers;
        here.speakers.truncate(1);
        here.annotations = set.annotations;
        assert_eq!(check_set(&here, &old, None, &Selection::usual()), []);
        Arc::make_mut(&mut here.annotations[0]).fragments[0].span = CharRange::new(4, 6);
        let findings = check_set(&here, &old, None, &Selection::usual());
        assert_eq!(codes(&findings), ["Q002"]);
        assert_eq!(findings[0].instead, Some(CharRange::new(17, 19)));
        assert!(findings[0].help.contains("its span is (17, 19)"));
        assert!(!findings[0].fix.as_ref().unwrap().safe);
    }
}
