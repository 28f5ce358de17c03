//! Two speakers who go by one name.

use std::collections::HashMap;

use super::super::{
    Check, Finding, Findings, Fix, Rule, Severity, subject::Subject, words::quoted,
};
use crate::{
    annotation::{Act, Speaker},
    format::places::Part,
    text::{QuickHash, is_blank},
};

pub(super) const RULE: Rule = Rule {
    code: "P005",
    name: "same-name",
    severity: Severity::Warning,
    usual: true,
    what: "Two speakers of the set's register go by one name, as their name or among their other names. Capital letters and blanks at \
           the ends do not count.",
    why: "Mostly they are one person who was entered twice, and what they say is counted as the words of two. A mark whose speaker is \
          set by that name goes to the first of them.",
    example: "(id: \"9dt2\", name: \"The minister\"),\n(id: \"h4m1\", name: \"Renée Okoye\", other_names: [\"the minister\"]),",
    fix: "Join the two, if they are one and the same. Else give one of them a name that tells them apart.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Ok(set) = subject.set else {
        return;
    };
    if set.speakers.len() < 2 {
        return;
    }
    let mut count = HashMap::with_hasher(QuickHash::default());
    for speaker in &set.speakers {
        *count.entry(&speaker.id).or_insert(0) += 1;
    }
    let is_only = |speaker: &Speaker| count.get(&speaker.id) == Some(&1);
    let mut seen: HashMap<String, (usize, Option<usize>), _> =
        HashMap::with_hasher(QuickHash::default());
    for (index, speaker) in set.speakers.iter().enumerate() {
        // Once a speaker: joined with the first, they share all names.
        let mut found = false;
        for (item, name) in names(speaker) {
            // Those are nameless, not of one name.
            if name.chars().all(is_blank) {
                continue;
            }
            // As `Speaker::is_called` compares names.
            let first = *seen
                .entry(name.trim().to_lowercase())
                .or_insert((index, item));
            let other = &set.speakers[first.0];
            if found || first.0 == index || other.id == speaker.id {
                continue;
            }
            found = true;
            let fix = Fix {
                what: "make them one, with all their names".to_owned(),
                acts: vec![Act::JoinSpeakers {
                    from: speaker.id.clone(),
                    into: other.id.clone(),
                }],
                safe: false,
            };
            findings.push(
                Finding::new(
                    &RULE,
                    part(index, item),
                    format!("two speakers go by the name {}", quoted(name.trim())),
                )
                .label("the same name again")
                .clashes_with(part(first.0, first.1), "first here")
                .mended_by((is_only(speaker) && is_only(other)).then_some(fix))
                .help("join the two if they are one and the same, or give one another name"),
            );
        }
    }
}

/// A speaker's names, the others with their index.
fn names(speaker: &Speaker) -> impl Iterator<Item = (Option<usize>, &String)> {
    let others = speaker.other_names.iter().enumerate();
    std::iter::once((None, &speaker.name)).chain(others.map(|(item, name)| (Some(item), name)))
}

fn part(index: usize, item: Option<usize>) -> Part {
    let speaker = Part::whole().field("speakers").item(index);
    match item {
        None => speaker.field("name"),
        Some(item) => speaker.field("other_names").item(item),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{at, codes, spoilt};

    #[test]
    fn a_name_or_another_name_that_is_somebodys_already_is_found() {
        for new in ["Rene\u{301}e Okoye", "The Harbour Minister ", " الوزيرة"] {
            let (text, findings) = spoilt("Tomas Lindqvist", new);
            assert_eq!(codes(&findings), ["P005"], "{new}");
            assert_eq!(at(&text, &findings[0]), format!("\"{new}\""));
            assert!(!findings[0].fix.as_ref().unwrap().safe);
        }
        let (_, findings) = spoilt("Tomas Lindqvist", "Renee Okoye");
        assert!(findings.is_empty());
    }

    #[test]
    fn one_speaker_may_have_a_name_twice() {
        let (_, findings) = spoilt("\"the harbour minister\"", "\"rene\u{301}e okoye\"");
        assert!(findings.is_empty(), "{findings:?}");
    }
}
