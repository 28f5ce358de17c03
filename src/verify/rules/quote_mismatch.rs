//! Other words stand at a mark's place than the set says.

use super::super::{
    Check, Finding, Findings, Rule, Severity,
    subject::{Fit, Subject},
    words::{code_points, differing},
};
use super::instead::say_where_instead;

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
        Finding, Selection, check_set,
        testing::{ARTICLE, at, codes, set as set_of_harbour, spoilt},
    };
    use super::RULE;
    use crate::{
        annotation::{Annotation, Fragment},
        testing::{empty_set, span_of},
        text::{CharRange, Document},
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
            // It says that it is of the text as it is now: in a set of another text nothing is mended.
            let mut set = empty_set(&Document::new(new));
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
        // What was before it still is, but what comes behind is gone: that may have said something else.
        let old = "Police say that 40 died. The union says that 40 were hurt.";
        assert_eq!(safe(old, &format!("Update. {}", &old[..24])), Some(false));
        // The words that were meant are gone; those that are left say something else.
        assert_eq!(safe(old, "The union says that 40 were hurt."), Some(false));
        // Two places, and the text around tells which.
        assert_eq!(safe(old, &format!("Update. {old}")), Some(true));
        assert_eq!(safe(old, &format!("Update. {old} {old}")), None);
        // A full stop before it is before many things, and these are in the middle of a number.
        let old = "It was said. 40 people were seen at the gate.";
        assert_eq!(
            safe(old, "Seen at the gate, it was said. 1400."),
            Some(false)
        );
    }

    /// What is found in a mark of these words, once spoilt by this.
    fn found(text: &str, words: &str, spoil: impl FnOnce(&mut Fragment)) -> Finding {
        let document = Document::new(text);
        let mut set = empty_set(&document);
        let mut fragment = Fragment::of(&document, span_of(&document, words));
        spoil(&mut fragment);
        let mark = Annotation {
            fragments: vec![fragment],
            ..(*set_of_harbour().annotations[2]).clone()
        };
        set.annotations = vec![Arc::new(mark)];
        let mut findings = check_set(&set, &document, None, &Selection::usual());
        findings.retain(|finding| matches!(finding.rule.code, "Q001" | "S001"));
        findings.remove(0)
    }

    #[test]
    fn of_several_places_the_text_around_tells_which_is_meant() {
        let text = "The union said no. Then, after a long night at the gate, the union said yes.";
        let second = text.rfind("union said").unwrap();
        let finding = found(text, "union said yes", |fragment| {
            // The second of two, though the first is nearer to the wrong place.
            fragment.quote = "union said".into();
            fragment.after = " yes.".into();
            fragment.span = CharRange::new(6, 16);
        });
        assert_eq!(finding.instead.unwrap().start, second);
        assert_eq!(
            finding.notes.last().unwrap(),
            "“union said” stands at line 1, column 62 of the article (61..71), with the text around it that the set remembers"
        );
        assert!(finding.fix.unwrap().safe);
        let finding = found(text, "union said yes", |fragment| {
            fragment.quote = "union said".into();
            fragment.after = " perhaps.".into();
            fragment.span = CharRange::new(6, 16);
        });
        assert!(finding.notes[0].ends_with("the nearest of 2 places"));
        assert!(finding.fix.is_none());
    }

    #[test]
    fn a_letter_that_was_changed_is_taken_from_the_article() {
        let text = "The mayor says that nobody leaves the town before the morning.";
        let finding = found(text, "nobody leaves", |fragment| {
            fragment.quote = "nobody leave".into();
        });
        let fix = finding.fix.unwrap();
        // The shorter quote stands in the article, just there; but the text behind it is another.
        assert_eq!(
            (fix.what.as_str(), fix.safe),
            ("take the words of the article", false)
        );
        let finding = found(text, "nobody leaves", |fragment| {
            fragment.quote = "nobody loaves".into();
        });
        assert!(finding.help.contains("take the words of the article"));
        assert!(!finding.fix.unwrap().safe);
        let finding = found(text, "nobody leaves", |fragment| {
            fragment.quote = "nobody loaves".into();
            fragment.before = "The major says that ".into();
        });
        assert!(finding.fix.is_none());
    }

    #[test]
    fn a_span_that_runs_backwards_is_turned_around() {
        let text = "No, no. Yes. No, no. Maybe.";
        let turn = |fragment: &mut Fragment| {
            let CharRange { start, end } = fragment.span;
            fragment.span = CharRange::new(end, start);
        };
        let finding = found(text, "No, no. Maybe", turn);
        assert_eq!(finding.instead, Some(CharRange::new(13, 26)));
        assert_eq!(finding.help, "write the smaller number first: (13, 26)");
        assert!(finding.fix.unwrap().safe);
        let finding = found(text, "No, no. Maybe", |fragment| {
            turn(fragment);
            fragment.before = "No. ".into();
            fragment.after = "!".into();
        });
        assert!(!finding.fix.unwrap().safe);
        let finding = found(text, "No, no. Maybe", |fragment| {
            turn(fragment);
            fragment.span.end += 1;
        });
        assert_ne!(finding.fix.unwrap().what, "turn the span around");
    }

    #[test]
    fn a_long_quote_is_not_said_to_be_missing_by_words_that_stand_there() {
        let text =
            "94 percent of all the people who live in the highlands have had two doses, said one.";
        let finding = found(text, &text[..70], |fragment| {
            fragment.quote.push_str("XX");
            fragment.before = "?".into();
        });
        assert_eq!(
            finding.notes.last().unwrap(),
            "the whole quote stands nowhere in the article"
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
