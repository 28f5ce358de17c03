//! A quantity that does not say of what.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject, words::quoted};
use crate::{annotation::Tag, format::places::Part, text::is_blank};

pub(super) const RULE: Rule = Rule {
    code: "N003",
    name: "unit-missing",
    severity: Severity::Note,
    usual: true,
    what: "The quantity of a figure has no unit, or a blank one.",
    why: "40 of what? Numbers can only be added up and compared with others of the same unit. It is often only not done yet.",
    example: "quantity: Some((\n    amount: Exactly(\"40\"),\n)),",
    fix: "Say of what the number is: people, yuan, percent, containers.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject.marks() {
        let Tag::Figure {
            quantity: Some(quantity),
            ..
        } = &mark.tag
        else {
            continue;
        };
        let unit = quantity.unit.as_deref().unwrap_or_default();
        if !unit.chars().all(is_blank) {
            continue;
        }
        let part = Part::mark(index).field("tag").field("quantity");
        // Of a unit that is left out, there is no place.
        let part = match &quantity.unit {
            Some(_) => part.field("unit"),
            None => part,
        };
        let message = format!("the quantity of {} has no unit", quoted(&mark.words()));
        findings.push(
            Finding::new(&RULE, part, message)
                .label("of what?")
                .on(&mark.id)
                .at(subject.stands(index), "the figure")
                .help("write what it is a number of: `unit: Some(\"people\")`"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{at, codes, spoilt};

    #[test]
    fn no_unit_and_a_blank_one_are_found() {
        let (text, findings) = spoilt("unit: Some(\"containers\"),", "");
        assert_eq!(codes(&findings), ["N003"]);
        assert!(at(&text, &findings[0]).starts_with("(\n"));
        let (text, findings) = spoilt("unit: Some(\"containers\")", "unit: Some(\" \")");
        assert_eq!(codes(&findings), ["N003"]);
        assert_eq!(at(&text, &findings[0]), "\" \"");
        assert_eq!(
            findings[0].message,
            "the quantity of “312 containers” has no unit"
        );
    }
}
