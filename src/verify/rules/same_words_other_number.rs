//! The same words amount to different numbers.

use super::super::{
    Check, Finding, Rule, Severity,
    together::Side,
    wordings::{Odd, pairs},
    words::quoted,
};
use crate::{format::places::Part, quantity::Separators};

pub(in super::super) const RULE: Rule = Rule {
    code: "X004",
    name: "same-words-other-number",
    severity: Severity::Warning,
    usual: true,
    what: "Among the sets that are checked at once, or in a single one, figures of the same words have different numbers. Looked at are \
           figures in one piece that say a number and of what: \"1.460 yuan\", not \"40\". It is told of the figure whose number fewer \
           have; where as many have either, of the file that comes later by its path. Capitals do not count, nor whether an amount is \
           exact, more or less than its number, as the words for that may stand beside the mark; nor do numbers in other units, a share \
           beside its percentage, and fractions that are rounded in two ways.",
    why: "What the same words amount to should not depend on who marks them, or when. Mostly one of them is a slip, or the team has not \
          agreed on how such words are counted.",
    example: "// gloves.ada.ron: quote: \"fell by 3 percent\",\namount: Exactly(\"-3\"),\n// caps.ben.ron: the same words\namount: Exactly(\"3\"),",
    fix: "Make them the same, and write into the codebook how such words are counted. Leave them if the words mean different things.",
    check: Check::Together,
};

pub(in super::super) fn check(
    of: Side<'_>,
    with: Side<'_>,
    odds: &[Odd],
    separators: Separators,
    findings: &mut Vec<Finding>,
) {
    let place = with.places();
    for pair in pairs(of.set, with.set, odds, separators) {
        let ((index, mark, own), (at, _, usual)) = (pair.of, pair.with);
        let amount = |index| {
            let quantity = Part::mark(index).field("tag").field("quantity");
            quantity.field("amount")
        };
        let message = format!(
            "{} amounts to {own} here, and to {usual} elsewhere",
            quoted(&mark.words())
        );
        let stands = of.document.and_then(|document| {
            let fragment = mark.fragments.first()?;
            fragment.quote_fits(document).then_some(fragment.span)
        });
        findings.push(
            Finding::new(&RULE, amount(index), message)
                .label("the number of the same words elsewhere was expected")
                .on(&mark.id)
                .at(stands, "the figure")
                .note(format!(
                    "at {}:{} it is {usual}",
                    with.name,
                    place(&amount(at))
                ))
                .help("make them the same, or leave them if the words mean different things"),
        );
    }
}
