//! A figure that says a number, and of which nobody has said what it amounts to.

use super::super::{
    Check, Finding, Findings, Rule, Severity, numbers::holds_number, subject::Subject,
    words::quoted,
};
use super::{mend, read_figure, words_of};
use crate::{
    annotation::{Act, Tag},
    format::places::Part,
};

pub(super) const RULE: Rule = Rule {
    code: "N006",
    name: "no-quantity",
    severity: Severity::Note,
    usual: true,
    what: "A figure has no quantity, though its words hold a number.",
    why: "Only what has a quantity can be counted and compared. It is often only not done yet.",
    example: "tag: Figure(),\n…\nquote: \"312 containers\",",
    fix: "Say what the words amount to; where they are plain English, the quantity that is read from them is offered. For a date, a house \
          number or a name with a number in it, delete the mark, or leave it as it is.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject.marks() {
        if !matches!(&mark.tag, Tag::Figure { quantity: None, .. }) || mark.fragments.is_empty() {
            continue;
        }
        let words = words_of(mark);
        let reading = read_figure(subject, &words);
        if (reading.is_none() && !holds_number(&words)) || subject.is_displaced(index) {
            continue;
        }
        // Words of another language may mean something else.
        let fix = reading
            .filter(|_| subject.is_english())
            .and_then(|reading| {
                let what = format!("make it {}", reading.quantity);
                let act = Act::SetQuantity(mark.id.clone(), Some(reading.quantity));
                mend(subject, mark, &what, act, false)
            });
        let message = format!("the figure {} has no quantity", quoted(&words));
        findings.push(
            Finding::new(&RULE, Part::mark(index).field("tag"), message)
                .label("how much?")
                .on(&mark.id)
                .at(subject.stands(index), "the figure")
                .mended_by(fix)
                .help("say what the words amount to"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{codes, figure};

    #[test]
    fn a_number_without_a_quantity_is_found() {
        for words in ["312 containers", "half of the crates", "٣١٢ حاوية"] {
            let findings = figure(words, None, true, None);
            assert_eq!(codes(&findings), ["N006"], "{words}");
        }
        // What holds no number is found for that.
        assert_eq!(codes(&figure("many people", None, true, None)), ["N001"]);
        assert_eq!(codes(&figure("many people", None, false, None)), [""; 0]);
    }

    #[test]
    fn what_is_read_from_english_words_is_offered() {
        let findings = figure("more than 312 containers", None, true, None);
        let fix = findings[0].fix.as_ref().unwrap();
        assert_eq!(fix.what, "make it more than 312 containers");
        assert!(!fix.safe);
        for (words, english) in [("312 Container", false), ("120 men and 80 women", true)] {
            let findings = figure(words, None, english, None);
            assert_eq!(codes(&findings), ["N006"], "{words}");
            assert!(findings[0].fix.is_none(), "{words}");
        }
    }
}
