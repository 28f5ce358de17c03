//! A sub-label that the codebook does not have.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject, words::quoted};
use super::{may_have_fix, mend};
use crate::{
    annotation::{Act, Annotation, Kind},
    codebook::Codebook,
};

pub(super) const RULE: Rule = Rule {
    code: "C001",
    name: "unknown-label",
    severity: Severity::Error,
    usual: true,
    what: "A mark carries a sub-label that the codebook does not have for its tag. The codebook is the file `codebook.ron` beside the \
           article, or in the nearest folder above it that has one; where there is none, any sub-label goes.",
    why: "What is called by two names is counted as two things, and nobody can look up what a name means that stands nowhere.",
    example: "tag: Claim(),\nlabels: [\n    \"eye-witness\",   // and the codebook calls it eyewitness",
    fix: "Correct the name, take the sub-label off, or enter it into the codebook with a guideline that says when to give it.",
    check: Check::Set(check),
};

/// From which likeness on, between 0 and 1, a name may have been meant by another (Jaro and Winkler's measure).
const NEAR: f64 = 0.85;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(codebook) = subject.codebook else {
        return;
    };
    for (index, mark) in subject.all_marks() {
        let kind = mark.tag.kind();
        for (item, label) in mark.labels.iter().enumerate() {
            if codebook.label(kind, label).is_some() {
                continue;
            }
            let message = format!(
                "the codebook has no sub-label {} of a {kind}",
                quoted(label)
            );
            let near = near(codebook, kind, label);
            let mut finding = Finding::new(
                &RULE,
                subject.part(index).field("labels").item(item),
                message,
            )
            .label("not in the codebook")
            .on(&mark.id)
            .at(subject.stands(index), format!("the {kind}"))
            .note(format!("the codebook is {}", quoted(&codebook.name)));
            finding = finding.note(known(codebook, kind));
            if let Some(other) = of_another_tag(codebook, label) {
                finding = finding.note(format!("it has that sub-label of a {other}"));
            }
            let otherwise = "take the sub-label off, or enter it into the codebook";
            let help = match near.as_slice() {
                [] => otherwise.to_owned(),
                near => {
                    let names: Vec<_> = near.iter().map(|name| quoted(name)).collect();
                    format!("did you mean {}? else {otherwise}", names.join(" or "))
                }
            };
            let (what, instead) = match near[..] {
                [only] => (format!("make it {}", quoted(only)), Some(only)),
                _ => ("take the sub-label off".to_owned(), None),
            };
            let act = || Act::SetLabels(mark.id.clone(), with_instead(mark, label, instead));
            let fix = may_have_fix(findings, &RULE, mark)
                .then(act)
                .and_then(|act| mend(subject, mark, &what, act, false));
            findings.push(finding.mended_by(fix).help(help));
        }
    }
}

/// The sub-labels that a slip of the pen may have made this one of, in the order of the codebook.
fn near<'c>(codebook: &'c Codebook, kind: Kind, label: &str) -> Vec<&'c str> {
    let label = label.trim().to_lowercase();
    let names = codebook.guide(kind).labels.iter();
    names
        .map(|other| other.name.as_str())
        .filter(|name| strsim::jaro_winkler(&name.to_lowercase(), &label) > NEAR)
        .collect()
}

/// The most sub-labels that a sentence lists.
const LISTED: usize = 8;

/// What the codebook has instead.
fn known(codebook: &Codebook, kind: Kind) -> String {
    let labels = &codebook.guide(kind).labels;
    let names: Vec<_> = labels
        .iter()
        .take(LISTED)
        .map(|label| quoted(&label.name))
        .collect();
    match (labels.len(), names.join(", ")) {
        (0, _) => format!("it has no sub-labels of a {kind}"),
        (count, names) if count > LISTED => format!("of a {kind} it has {names} and others"),
        (_, names) => format!("of a {kind} it has {names}"),
    }
}

fn of_another_tag(codebook: &Codebook, label: &str) -> Option<Kind> {
    let mut kinds = <Kind as strum::IntoEnumIterator>::iter();
    kinds.find(|&kind| codebook.label(kind, label).is_some())
}

/// A mark's sub-labels with another in the place of this one, or with nothing there.
fn with_instead(mark: &Annotation, label: &str, instead: Option<&str>) -> Vec<String> {
    let others = mark.labels.iter().filter(|other| *other != label);
    others
        .map(String::as_str)
        .chain(instead)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::{
        Selection, check_set,
        testing::{ARTICLE, at, codes, set, spoilt},
    };
    use crate::{annotation::Act, text::Document};

    #[test]
    fn a_slip_of_the_pen_is_found_and_mended() {
        let (text, findings) = spoilt("\"official\"", "\"Oficial\"");
        assert_eq!(codes(&findings), ["C001"]);
        assert_eq!(at(&text, &findings[0]), "\"Oficial\"");
        assert_eq!(
            findings[0].message,
            "the codebook has no sub-label “Oficial” of a claim"
        );
        assert!(findings[0].help.starts_with("did you mean “official”?"));
        let fix = findings[0].fix.as_ref().unwrap();
        let mended = vec!["official".to_owned()];
        assert!(!fix.safe && fix.what == "make it “official”");
        assert_eq!(
            fix.acts,
            [Act::SetLabels(findings[0].mark.clone().unwrap(), mended)]
        );
    }

    #[test]
    fn what_is_near_to_nothing_or_of_another_tag_is_taken_off() {
        let (_, findings) = spoilt("\"official\"", "\"flat\", \"zebra\"");
        assert_eq!(codes(&findings), ["C001", "C001"]);
        assert_eq!(findings[0].notes[2], "it has that sub-label of a denial");
        assert_eq!(findings[1].notes.len(), 2);
        let fix = findings[1].fix.as_ref().unwrap();
        let Act::SetLabels(_, left) = &fix.acts[0] else {
            panic!("{fix:?}");
        };
        assert_eq!(
            (left.as_slice(), fix.what.as_str()),
            (&["flat".to_owned()][..], "take the sub-label off")
        );
    }

    #[test]
    fn without_a_codebook_any_sub_label_goes() {
        let mut set = set();
        for mark in &mut set.annotations {
            std::sync::Arc::make_mut(mark).labels = vec!["zebra".to_owned()];
        }
        assert_eq!(
            check_set(&set, &Document::new(ARTICLE), None, &Selection::usual()),
            []
        );
    }
}
