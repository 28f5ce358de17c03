//! A recorded quantity whose number is not in the words.

use rust_decimal::Decimal;

use super::super::{
    Check, Finding, Findings, Fix, Rule, Severity,
    numbers::{self, Bound, Numbers, Stated},
    subject::Subject,
    words::quoted,
};
use super::{amount_part, mend, read_figure, words_of, words_part};
use crate::annotation::{Act, Amount, AmountKind, Annotation, Quantity, Tag};

mod several;

pub(super) const RULE: Rule = Rule {
    code: "N002",
    name: "quantity-mismatch",
    severity: Severity::Warning,
    usual: true,
    what: "The quantity of a figure has a number that its words do not give. Looked at are words with a number in digits and none that \
           can't be read; `1.460` may be both 1460 and 1.46, millions and percent are reckoned in, and so are sums and ratios of two \
           numbers, and amounts in another unit, as 24 hours are a day. In English a lone number word up to twenty is looked at, too, \
           and whether the words say \"more than\" where the quantity says \"less than\". In other languages only what is counted may \
           stand with the digits. An unknown number (`Several`) is none where English words give one, and an exact number is none where \
           they say several, dozens or hundreds of.",
    why: "Counts and comparisons use the quantity, readers the words: if they differ, one of them is wrong. Mostly a digit was \
          mistyped, a multiplier was left out, or the quantity belongs to the figure beside it.",
    example: "quantity: Some((\n    amount: Exactly(\"321\"),   // and the words are \"312 containers\"",
    fix: "Correct the quantity, or mark the words that give it. What was worked out from the words in another way may stay so.",
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
        let words = words_of(mark);
        let numbers = numbers::read(&words);
        if let Some(message) = fault(subject, &words, &numbers, &quantity.amount)
            && !subject.is_displaced(index)
        {
            let fix = fix(subject, mark, quantity, &words, &numbers);
            let found = finding(subject, index, mark, quantity, message, &numbers);
            findings.push(found.mended_by(fix));
        }
    }
}

/// What is wrong with an amount beside these words.
fn fault(subject: &Subject<'_>, words: &str, numbers: &Numbers, amount: &Amount) -> Option<String> {
    let (kind, first, second) = amount.parts();
    if let Some(message) = several::fault(subject, words, numbers, amount) {
        return Some(message).filter(|_| subject.is_english());
    }
    // What it is that there are several of is no number of the words.
    if kind == AmountKind::Several || !numbers.all || numbers.stated.is_empty() {
        return None;
    }
    if let Some(said) = opposite(words, amount, numbers)
        && subject.is_english()
    {
        let own = kind.words();
        return Some(format!(
            "the quantity says “{own}” where the words say “{said}”"
        ));
    }
    let in_digits = numbers.stated.iter().any(|stated| stated.in_digits);
    let exact = matches!(kind, AmountKind::Exactly | AmountKind::About);
    if !(in_digits || exact && numbers::is_lone_word(words, numbers))
        || numbers::is_compound(words, &numbers.stated)
        || numbers
            .stated
            .iter()
            .any(|stated| numbers::is_time_of_day(words, stated))
    {
        return None;
    }
    let parts = || [Some(first), second].into_iter().flatten();
    // As nearly all are.
    if parts().all(|number| is_stated(number, &numbers.stated)) {
        return None;
    }
    let given = given(words, &numbers.stated);
    let missing: Vec<_> = parts()
        .filter(|number| !is_given(*number, &given))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let foreign = || words.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    if perhaps_foreign(&missing, second.is_some(), numbers) && (foreign() || !subject.is_english())
    {
        return None;
    }
    if !subject.is_english() && (!in_digits || numbers::has_other_words(words, numbers)) {
        return None;
    }
    Some(format!(
        "the quantity says {} where the words say {}",
        listed(missing.iter().copied()),
        in_words(numbers)
    ))
}

/// Takes the amount that the words give, where that is one clear reading.
fn fix(
    subject: &Subject<'_>,
    mark: &Annotation,
    quantity: &Quantity,
    words: &str,
    numbers: &Numbers,
) -> Option<Fix> {
    // "1.460" may be meant in two ways.
    let clear = |stated: &Stated| {
        let first = stated.readings.first();
        stated.readings.iter().all(|other| Some(other) == first)
    };
    let reading = read_figure(subject, words)?.quantity;
    if !numbers.stated.iter().all(clear)
        || fault(subject, words, numbers, &reading.amount).is_some()
    {
        return None;
    }
    let right = Quantity {
        amount: reading.amount,
        unit: quantity.unit.clone().or(reading.unit),
        per: quantity.per.clone().or(reading.per),
    };
    let what = format!("make it {right}");
    let act = Act::SetQuantity(mark.id.clone(), Some(right));
    mend(subject, mark, &what, act, false)
}

/// `820 and 1460`.
fn listed(numbers: impl Iterator<Item = Decimal>) -> String {
    let all: Vec<_> = numbers
        .map(|number| number.normalize().to_string())
        .collect();
    all.join(" and ")
}

/// The numbers of the words, each in its likeliest reading.
fn in_words(numbers: &Numbers) -> String {
    listed(numbers.stated.iter().map(|stated| stated.readings[0]))
}

fn finding(
    subject: &Subject<'_>,
    index: usize,
    mark: &Annotation,
    quantity: &Quantity,
    message: String,
    numbers: &Numbers,
) -> Finding {
    let in_words = in_words(numbers);
    let mut finding = Finding::new(&RULE, amount_part(subject, index), message)
        .label(format!("the whole quantity: {quantity}"))
        .clashes_with(words_part(index, mark), "the words")
        .on(&mark.id)
        .at(subject.stands(index), format!("says {in_words}"))
        .help("correct the quantity, or mark the words that give it");
    for stated in &numbers.stated {
        if let [_, rest @ ..] = &stated.readings[..]
            && !rest.is_empty()
        {
            let words = mark.words();
            let place = words.get(stated.place.clone()).unwrap_or_default();
            let readings = stated.readings.iter().map(|n| n.normalize().to_string());
            finding = finding.note(format!(
                "{} was read as {}",
                quoted(place),
                readings.collect::<Vec<_>>().join(", or ")
            ));
        }
    }
    finding
}

/// Everything that the words may amount to.
struct Given {
    exact: Vec<Decimal>,
    /// Ratios and amounts in another unit, which people round.
    rounded: Vec<Decimal>,
}

fn given(words: &str, stated: &[Stated]) -> Given {
    let mut exact: Vec<Decimal> = stated
        .iter()
        .flat_map(|one| one.readings.iter().copied())
        .collect();
    // "Between 2 and 3 million": the multiplier may be meant for both.
    let factors = multipliers(stated);
    let multiplied: Vec<_> = exact
        .iter()
        .flat_map(|number| {
            factors
                .iter()
                .filter_map(|factor| number.checked_mul(*factor))
        })
        .collect();
    exact.extend(multiplied);
    let small = words.to_ascii_lowercase();
    let percent = words.contains(['%', '٪', '％'])
        || ["percent", "per cent", "pct", "bps", "basis point"]
            .iter()
            .any(|sign| small.contains(sign));
    if percent {
        let parts: Vec<_> = exact
            .iter()
            .filter_map(|n| n.checked_div(Decimal::ONE_HUNDRED))
            .collect();
        exact.extend(parts);
    }
    let permille = words.contains(['‰', '؉']) || small.contains("per mille");
    if permille {
        let thousandth = Decimal::new(1, 3);
        let parts: Vec<_> = exact
            .iter()
            .filter_map(|n| n.checked_mul(thousandth))
            .collect();
        exact.extend(parts);
    }
    let mut rounded: Vec<_> = stated
        .iter()
        .flat_map(|one| numbers::converted(words, one))
        .collect();
    for (index, a) in stated.iter().enumerate() {
        for (_, b) in stated
            .iter()
            .enumerate()
            .filter(|&(other, _)| other != index)
        {
            for (a, b) in a
                .readings
                .iter()
                .flat_map(|a| b.readings.iter().map(move |b| (*a, *b)))
            {
                exact.extend([a.checked_add(b), a.checked_sub(b)].into_iter().flatten());
                let Some(ratio) = a.checked_div(b) else {
                    continue;
                };
                rounded.push(ratio);
                rounded.extend(ratio.checked_mul(Decimal::ONE_HUNDRED));
                // "1 1/2"
                rounded.extend(ratio.checked_add(stated[0].readings[0]));
            }
        }
    }
    Given { exact, rounded }
}

/// By what a number of the words is larger than its digits say: the million of "3 million".
fn multipliers(stated: &[Stated]) -> Vec<Decimal> {
    let mut factors: Vec<_> = stated.iter().filter_map(|one| one.factor).collect();
    factors.sort_unstable();
    factors.dedup();
    factors
}

/// Whether a number of the words may be read as this one.
fn is_stated(number: Decimal, stated: &[Stated]) -> bool {
    let mut readings = stated.iter().flat_map(|one| &one.readings);
    readings.any(|other| other.abs() == number.abs())
}

fn is_given(number: Decimal, given: &Given) -> bool {
    let number = number.abs();
    given.exact.iter().any(|other| other.abs() == number)
        || given.rounded.iter().any(|other| {
            let off = other.abs().checked_sub(number).map(|off| off.abs());
            let margin = number.checked_mul(Decimal::new(2, 2));
            off.zip(margin).is_some_and(|(off, margin)| off <= margin)
        })
}

/// Whether a word of another language may explain the difference: a multiplier, or a number that is not in digits at all.
fn perhaps_foreign(missing: &[Decimal], is_range: bool, numbers: &Numbers) -> bool {
    if numbers.stated.len() != 1 + usize::from(is_range) {
        return true;
    }
    let stated = || numbers.stated.iter().flat_map(|one| &one.readings);
    missing.iter().any(|number| {
        stated().any(|stated| {
            let ratio = number.checked_div(*stated).map(|ratio| ratio.abs());
            let part = number
                .checked_sub(*stated)
                .and_then(|part| part.abs().checked_mul(Decimal::ONE_HUNDRED));
            ratio.is_some_and(is_multiplier)
                || part
                    .is_some_and(|part| [25, 50, 75].iter().any(|own| part == Decimal::from(*own)))
        })
    })
}

/// A power of ten, a dozen, a score, threescore.
fn is_multiplier(ratio: Decimal) -> bool {
    let digits = ratio.normalize().mantissa().to_string();
    digits.trim_end_matches('0') == "1"
        || [12, 20, 60].iter().any(|own| ratio == Decimal::from(*own))
}

/// On which side of its number a recorded amount is.
fn side(kind: AmountKind) -> Option<Bound> {
    match kind {
        AmountKind::MoreThan | AmountKind::AtLeast => Some(Bound::Above),
        AmountKind::LessThan | AmountKind::AtMost => Some(Bound::Below),
        AmountKind::Exactly | AmountKind::About | AmountKind::Between | AmountKind::Several => None,
    }
}

/// What the words say of an amount that the quantity says the opposite of: "more than 300" recorded as less than 300.
fn opposite<'w>(words: &'w str, amount: &Amount, numbers: &Numbers) -> Option<&'w str> {
    let (kind, number, _) = amount.parts();
    let own = side(kind)?;
    // A fall by more than 3 is a change of less than -3.
    if number.is_sign_negative() {
        return None;
    }
    let (said, bound) = numbers::bound(words, numbers)?;
    (bound != own).then_some(said)
}

#[cfg(test)]
mod tests;
