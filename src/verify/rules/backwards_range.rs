//! A range of numbers that ends before it begins.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject};
use super::{amount_part, mend};
use crate::annotation::{Act, Amount, Quantity, Tag};

pub(super) const RULE: Rule = Rule {
    code: "N004",
    name: "backwards-range",
    severity: Severity::Warning,
    usual: true,
    what: "The first number of a range is not less than the second.",
    why: "No number lies between the two, so whoever reckons with the range gets nothing, or something else than was meant.",
    example: "amount: Between(\"1460\", \"820\"),",
    fix: "Write the smaller number first. Where both are the same, it is no range: write `Exactly`.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject.all_marks() {
        let Tag::Figure {
            quantity: Some(quantity),
            ..
        } = &mark.tag
        else {
            continue;
        };
        let Amount::Between(first, second) = quantity.amount else {
            continue;
        };
        if first < second {
            continue;
        }
        let finding = if first == second {
            let message = format!("the range begins and ends with the same number, {first}");
            Finding::new(&RULE, amount_part(subject, index), message).help(format!(
                "write Exactly(\"{first}\"), or the other number that was meant"
            ))
        } else {
            let message =
                format!("the range begins with {first} and ends with {second}, which is less");
            let turned = Quantity {
                amount: Amount::Between(second, first),
                ..quantity.clone()
            };
            let act = Act::SetQuantity(mark.id.clone(), Some(turned));
            Finding::new(&RULE, amount_part(subject, index), message)
                .mended_by(mend(
                    subject,
                    mark,
                    "put the smaller number first",
                    act,
                    false,
                ))
                .help(format!(
                    "write Between(\"{second}\", \"{first}\"), or the number that was meant"
                ))
        };
        findings.push(
            finding
                .label("nothing is between these")
                .on(&mark.id)
                .at(subject.stands(index), "the figure"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{check_with, codes, spoilt};
    use crate::annotation::{Amount, Tag};
    use std::sync::Arc;

    fn found(first: &str, second: &str) -> Vec<super::Finding> {
        check_with(|set| {
            let mark = Arc::make_mut(&mut set.annotations[7]);
            let Tag::Figure {
                quantity: Some(quantity),
                ..
            } = &mut mark.tag
            else {
                panic!("{mark:?}");
            };
            quantity.amount = Amount::Between(first.parse().unwrap(), second.parse().unwrap());
        })
        .into_iter()
        .filter(|finding| finding.rule.code.starts_with('N') && finding.rule.code != "N002")
        .collect()
    }

    #[test]
    fn a_range_must_rise() {
        assert_eq!(codes(&found("39", "40")), [""; 0]);
        assert_eq!(codes(&found("-40", "40")), [""; 0]);
        let findings = found("40", "39");
        assert_eq!(codes(&findings), ["N004"]);
        assert!(!findings[0].fix.as_ref().unwrap().safe);
        let findings = found("40", "40.0");
        assert_eq!(codes(&findings), ["N004"]);
        assert!(findings[0].fix.is_none());
    }

    #[test]
    fn an_unknown_number_is_no_range() {
        for number in ["100", "0", "-3"] {
            let amount = format!("Several(\"{number}\")");
            let (_, findings) = spoilt("AtLeast(\"40\")", &amount);
            assert!(!codes(&findings).contains(&"N004"), "{number}");
        }
    }
}
