//! A figure whose words hold no number.

use super::super::{
    Check, Finding, Findings, Rule, Severity, numbers::holds_number, subject::Subject,
    words::quoted,
};
use super::{LONGEST_FIGURE, words_part};
use crate::{
    annotation::{Amount, Quantity, Tag},
    quantity,
};

pub(super) const RULE: Rule = Rule {
    code: "N001",
    name: "no-number",
    severity: Severity::Warning,
    usual: true,
    what: "The words of a figure hold no number: no digit or numeral of any script, and no English number word. Several, dozens and the like \
           stand for an unknown number and will do, as does any figure for which somebody has recorded such a number; other vague \
           words (many, most) are no numbers. Only articles in English are looked at, as in others a number may be in words that \
           the rule does not know.",
    why: "A figure is a number that the article gives. What has none was mostly meant as a claim, or the mark missed the number by a \
          word.",
    example: "tag: Figure(),\n…\nquote: \"many people\",",
    fix: "Move the ends of the mark so that the number is in it, tag the words as a claim, or delete the mark.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject.marks() {
        let Tag::Figure { quantity, .. } = &mark.tag else {
            continue;
        };
        // Somebody has thought of how many these are.
        let several = |quantity: &Quantity| matches!(quantity.amount, Amount::Several(_));
        if mark.fragments.is_empty() || quantity.as_ref().is_some_and(several) {
            continue;
        }
        let quotes = || {
            mark.fragments
                .iter()
                .map(|fragment| fragment.quote.as_str())
        };
        // Letters of another language, or a name of one.
        let foreign = |quote: &str| quote.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
        let reads = |quote: &str| {
            quote.len() <= LONGEST_FIGURE
                && !quantity::read_all(quote, subject.conventions()).is_empty()
        };
        if quotes().any(|quote| holds_number(quote) || foreign(quote) || reads(quote))
            || !subject.is_english()
            || subject.is_displaced(index)
        {
            continue;
        }
        let message = format!("the figure {} holds no number", quoted(&mark.words()));
        findings.push(
            Finding::new(&RULE, words_part(index, mark), message)
                .label("no digit and no number word")
                .on(&mark.id)
                .at(subject.stands(index), "the figure")
                .help("mark the number along with the words, or tag them as a claim"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{
        Selection, check_set,
        testing::{ARTICLE, at, check_with, codes, figure, set},
    };
    use crate::{
        annotation::{Amount, Fragment, Kind, Quantity},
        testing::span_of,
        text::Document,
    };
    use std::sync::Arc;

    /// What is found where these words of a text are marked as a figure.
    fn found(text: &str, words: &str) -> Vec<&'static str> {
        let document = Document::new(text);
        let mut set = crate::testing::empty_set(&document);
        let mut mark = (*self::set().annotations[2]).clone();
        mark.tag = Kind::Figure.empty();
        mark.fragments = vec![Fragment::of(&document, span_of(&document, words))];
        set.annotations = vec![Arc::new(mark)];
        let found = check_set(&set, &document, None, &Selection::usual());
        let mut codes = codes(&found);
        // A figure that is not done yet.
        codes.retain(|code| *code != "N006");
        codes
    }

    #[test]
    fn who_has_recorded_an_unknown_number_has_thought_of_it() {
        let several = |amount| {
            let quantity = Quantity {
                amount,
                unit: Some("people".to_owned()),
                per: None,
            };
            codes(&figure("many people", Some(quantity), true, None))
        };
        assert_eq!(several(Amount::Several(1.into())), [""; 0]);
        assert_eq!(several(Amount::About(1.into())), ["N001"]);
    }

    #[test]
    fn vague_words_are_no_number_in_english_only() {
        let english =
            |words: &str| format!("The minister of the port said that {words} were at the quay.");
        for (words, fires) in [
            ("many people", true),
            ("most of them", true),
            ("several people", false),
            ("several of the people", false),
            ("several hundred people", false),
            ("dozens of them", false),
            ("a dozen people", false),
            ("two people", false),
            ("half of the people", false),
            ("a café crowd", false),
        ] {
            assert_eq!(
                found(&english(words), words),
                if fires { &["N001"][..] } else { &[] },
                "{words}"
            );
        }
        assert_eq!(
            found(
                "Die Polizei spricht von zwei Verletzten.",
                "zwei Verletzten"
            ),
            [""; 0]
        );
    }

    #[test]
    fn the_words_are_shown() {
        let document = Document::new(ARTICLE);
        let mut text = String::new();
        let findings = check_with(|set| {
            let span = span_of(&document, "of its members");
            Arc::make_mut(&mut set.annotations[7]).fragments = vec![Fragment::of(&document, span)];
            text = crate::format::write(set);
        });
        assert_eq!(codes(&findings), ["N001"]);
        assert_eq!(
            findings[0].message,
            "the figure “of its members” holds no number"
        );
        assert_eq!(at(&text, &findings[0]), "\"of its members\"");
    }
}
