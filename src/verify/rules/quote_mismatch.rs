//! Other words stand at a mark's place than the set says.

use super::super::{
    Check, Finding, Findings, Rule, Severity,
    subject::{Fit, Subject},
    words::{code_points, differing},
};
use super::say_where_instead;

pub(super) const RULE: Rule = Rule {
    code: "Q001",
    name: "quote-mismatch",
    severity: Severity::Error,
    usual: true,
    what: "At the place of a mark the article has other words than the set says.",
    why: "Either the place or the words are wrong, and an export would teach the wrong words. It comes from an article that was \
          changed after it was marked, from a file that was edited by hand, or from a tool that counted bytes or UTF-16 units: \
          Claimark counts Unicode code points.",
    example: "span: (120, 124),\nquote: \"camp\",   // and the article has \"lamp\" at 120..124",
    fix: "The finding says where the words stand instead, if they do. Move the mark there, mark the words anew, or delete the mark. \
          If the whole article changed, see A002.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = subject.document() else {
        return;
    };
    for placed in &subject.fragments {
        if placed.fit != Fit::OtherWords {
            continue;
        }
        let span = placed.fragment.span;
        let (quote, slice) = (&placed.fragment.quote, document.slice(span));
        let (says, has) = differing(quote, slice);
        let message = format!("the article has {has} where the set says {says}");
        let mut finding = Finding::new(&RULE, placed.part().field("quote"), message)
            .label("what the set says")
            .on(&placed.mark.id)
            .at(Some(span), format!("what stands at {span}"));
        // Else what differs might look just the same.
        if let Some((says, has)) = code_points(quote, slice) {
            finding = finding.note(format!("the set has {says} where the article has {has}"));
        }
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
    use super::super::super::{
        Selection, check_set,
        testing::{ARTICLE, at, codes, set as set_of_harbour, spoilt},
    };
    use super::RULE;
    use crate::{
        annotation::{Annotation, Fragment},
        testing::{empty_set, span_of},
        text::Document,
    };
    use std::sync::Arc;

    #[test]
    fn other_words_are_shown_beside_the_quote() {
        let (text, findings) = spoilt("quote: \"The port is safe\"", "quote: \"The fort is safe\"");
        assert_eq!(codes(&findings), ["Q001"]);
        assert_eq!(
            findings[0].message,
            "the article has “The port is safe” where the set says “The fort is safe”"
        );
        assert_eq!(at(&text, &findings[0]), "\"The fort is safe\"");
        assert_eq!(findings[0].instead, None);
        assert!(findings[0].notes[0].contains("nowhere"));
    }

    #[test]
    fn words_that_stand_elsewhere_are_found_in_code_points() {
        // A byte offset where a code point's is due: everything behind the emoji is off.
        let (bytes, words) = ARTICLE.match_indices("312 containers").next().unwrap();
        let chars = ARTICLE[..bytes].chars().count();
        assert!(bytes > chars);
        let length = words.chars().count();
        let right = format!("span: ({chars}, {})", chars + length);
        let (_, findings) = spoilt(&right, &format!("span: ({bytes}, {})", bytes + length));
        assert_eq!(codes(&findings), ["Q001"]);
        assert_eq!(findings[0].instead.unwrap().start, chars);
    }

    #[test]
    fn a_move_is_safe_only_if_no_other_words_can_be_meant() {
        let safe = |old: &str, new: &str| {
            let mut set = empty_set(&Document::new(old));
            let words = span_of(&Document::new(old), "40");
            let mark = Annotation {
                fragments: vec![Fragment::of(&Document::new(old), words)],
                ..(*set_of_harbour().annotations[2]).clone()
            };
            set.annotations = vec![Arc::new(mark)];
            let findings = check_set(&set, &Document::new(new), None, &Selection::usual());
            let found = findings.iter().find(|finding| finding.rule == &RULE);
            found.unwrap().fix.as_ref().map(|fix| fix.safe)
        };
        // What was before it still is.
        let old = "Police say that 40 died. The union says that 40 were hurt.";
        assert_eq!(safe(old, &format!("Update. {}", &old[..24])), Some(true));
        // The words that were meant are gone; those that are left say something else.
        assert_eq!(safe(old, "The union says that 40 were hurt."), Some(false));
        // Two places.
        assert_eq!(safe(old, &format!("Update. {old}")), None);
        // A full stop before it is before many things, and these are in the middle of a number.
        let old = "It was said. 40 people were seen at the gate.";
        assert_eq!(
            safe(old, "Seen at the gate, it was said. 1400."),
            Some(false)
        );
    }

    #[test]
    fn a_quote_changed_by_hand_is_not_looked_for_elsewhere_as_if_it_had_been_moved() {
        let document = Document::new("40 people came. Of them 41 antagonised the plant.");
        let mut set = empty_set(&document);
        let mut fragment = Fragment::of(&document, span_of(&document, "40"));
        fragment.quote = "41".into();
        let mark = Annotation {
            fragments: vec![fragment],
            ..(*set_of_harbour().annotations[2]).clone()
        };
        set.annotations = vec![Arc::new(mark)];
        let findings = check_set(&set, &document, None, &Selection::usual());
        let found = findings.iter().find(|finding| finding.rule == &RULE);
        assert_eq!(found.unwrap().fix.as_ref().map(|fix| fix.safe), Some(false));
    }

    #[test]
    fn words_that_look_alike_are_told_apart_by_their_code_points() {
        for (says, note) in [
            (
                "nobody\u{a0}had",
                "the set has U+00A0 where the article has U+0020",
            ),
            (
                "nobody\\nhad",
                "the set has U+000A where the article has U+0020",
            ),
            (
                "nobody\u{301} had",
                "the set has U+0079 U+0301 where the article has U+0079",
            ),
        ] {
            let (_, findings) = spoilt("quote: \"nobody had", &format!("quote: \"{says}"));
            assert_eq!(codes(&findings), ["Q001"]);
            assert_eq!(findings[0].notes[0], note);
        }
        let (_, findings) = spoilt("quote: \"nobody had", "quote: \"nobody hat");
        assert!(!findings[0].notes.iter().any(|note| note.contains("U+")));
    }
}
