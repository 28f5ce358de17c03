//! A recorded unit, or what it is per, that the words contradict.

use super::super::{
    Check, Finding, Findings, Rule, Severity,
    subject::Subject,
    unit_sorts::{Sort, contradict, may_contradict, of, of_recorded},
    words::quoted,
};
use super::{mend, read_figure, words_of, words_part};
use crate::{
    annotation::{Act, Annotation, Quantity, Tag},
    format::places::Part,
    quantity::{Conventions, Reading},
    text::CharRange,
};

pub(super) const RULE: Rule = Rule {
    code: "N005",
    name: "unit-mismatch",
    severity: Severity::Warning,
    usual: true,
    what: "The unit of a quantity, or what it is per, is another than the words of the figure give: `EUR` for \"$48\", people for \"40 \
           percent\", a year for \"1,460 yuan a month\". Looked at are currencies, percent and percentage points, people, and the usual \
           units of time, mass and length, where the words give one number and the quantity has just that. What the rule does not know, \
           other names for the same (`yuan`, `CNY`, RMB), and all that a sign may mean (`$` is the dollar of many countries) are no \
           findings, nor are the names that the codebook gives for a unit.",
    why: "A sum in the wrong currency, or of people where there are percent, is wrong by any factor, and nobody sees it in a table.",
    example: "quantity: Some((\n    amount: Exactly(\"48\"),\n    unit: Some(\"EUR\"),   // and the words are \"$48\"",
    fix: "Correct the unit, or mark the words that give it. If both are right, as where the article turns one into the other, mark both \
          figures.",
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
        if !is_doubtful(&words, quantity, subject.conventions()) {
            continue;
        }
        let Some(reading) = read_figure(subject, &words) else {
            continue;
        };
        let (_, first, second) = quantity.amount.parts();
        let (_, read_first, read_second) = reading.quantity.amount.parts();
        // In other units the number would be another. Where just the number is wrong, it is a finding of its own.
        if (first, second) != (read_first, read_second) {
            continue;
        }
        let clashes = [
            Clash::of_unit(&words, &reading, quantity, subject.conventions()),
            Clash::of_per(&words, &reading, quantity),
        ];
        for clash in clashes.into_iter().flatten() {
            // Words of another language may mean something else.
            let english = !clash.said.contains(char::is_alphabetic) || subject.is_english();
            if english && !subject.is_displaced(index) {
                findings.push(finding(subject, index, mark, &clash));
            }
        }
    }
}

/// Whether it is worth while to read the words: a unit that stands in them itself is right, and so is one beside which they name
/// nothing that is known, unless the team has names of its own.
fn is_doubtful(words: &str, quantity: &Quantity, conventions: &Conventions) -> bool {
    let doubtful = |name: &Option<String>| {
        let name = name.as_deref().map(str::trim).unwrap_or_default();
        !name.is_empty()
            && !holds(words, name)
            && (!conventions.units.is_empty() || may_contradict(&of(words), &of(name)))
    };
    doubtful(&quantity.unit) || doubtful(&quantity.per)
}

/// Whether words hold others, ASCII capitals aside.
fn holds(words: &str, part: &str) -> bool {
    let (words, part) = (words.as_bytes(), part.as_bytes());
    words
        .windows(part.len())
        .any(|piece| piece.eq_ignore_ascii_case(part))
}

/// What is recorded, and what the words say instead.
struct Clash {
    /// The field: the unit, or what it is per.
    field: &'static str,
    recorded: String,
    said: String,
    right: Quantity,
}

impl Clash {
    fn of_unit(
        words: &str,
        reading: &Reading,
        quantity: &Quantity,
        conventions: &Conventions,
    ) -> Option<Self> {
        let recorded = quantity.unit.as_deref()?;
        let read = reading.quantity.unit.as_deref()?;
        let said = piece(words, reading.places.unit?);
        let same = read.to_lowercase() == recorded.trim().to_lowercase();
        if same || holds(words, recorded.trim()) {
            return None;
        }
        let mut sorts = of(said);
        // A sign or a noun may mean more than what it was taken for.
        if sorts.is_empty() {
            sorts = of(read);
        }
        // A 39-year-old is somebody.
        let small = words.to_lowercase();
        if sorts.contains(&Sort::Measure("year"))
            && (small.contains("old") || small.contains("age"))
        {
            sorts.push(Sort::People);
        }
        contradict(&sorts, &of_recorded(recorded, conventions)).then(|| Self {
            field: "unit",
            recorded: recorded.to_owned(),
            said: said.to_owned(),
            right: Quantity {
                unit: Some(read.to_owned()),
                ..quantity.clone()
            },
        })
    }

    fn of_per(words: &str, reading: &Reading, quantity: &Quantity) -> Option<Self> {
        let recorded = quantity.per.as_deref()?;
        let read = reading.quantity.per.as_deref()?;
        let said = piece(words, reading.places.per?);
        let same = read.to_lowercase() == recorded.trim().to_lowercase();
        if same || holds(words, recorded.trim()) {
            return None;
        }
        contradict(&of(read), &of(recorded)).then(|| Self {
            field: "per",
            recorded: recorded.to_owned(),
            said: said.to_owned(),
            right: Quantity {
                per: Some(read.to_owned()),
                ..quantity.clone()
            },
        })
    }
}

/// A part of some words, by code points.
fn piece(words: &str, range: CharRange) -> &str {
    let byte = |offset: usize| {
        let found = words.char_indices().nth(offset);
        found.map_or(words.len(), |(byte, _)| byte)
    };
    words
        .get(byte(range.start)..byte(range.end))
        .unwrap_or_default()
}

fn finding(subject: &Subject<'_>, index: usize, mark: &Annotation, clash: &Clash) -> Finding {
    let (recorded, said) = (quoted(&clash.recorded), quoted(&clash.said));
    let message = match clash.field {
        "unit" => format!("the quantity is of {recorded} where the words say {said}"),
        _ => format!("the quantity is per {recorded} where the words say {said}"),
    };
    let part = Part::mark(index)
        .field("tag")
        .field("quantity")
        .field(clash.field);
    let act = Act::SetQuantity(mark.id.clone(), Some(clash.right.clone()));
    let what = format!("make it {}", clash.right);
    Finding::new(&RULE, part, message)
        .label("what the words say was expected")
        .clashes_with(words_part(index, mark), "the words")
        .on(&mark.id)
        .at(subject.stands(index), format!("says {said}"))
        .mended_by(mend(subject, mark, &what, act, false))
        .help("correct it, or mark the words that give it")
}

#[cfg(test)]
mod tests;
