//! A speaker whom no mark names.

use std::collections::{HashMap, HashSet};

use super::super::{
    Check, Finding, Findings, Fix, Rule, Severity, subject::Subject, words::quoted,
};
use crate::{
    annotation::{Act, Speaker},
    format::places::Part,
    text::QuickHash,
};

pub(super) const RULE: Rule = Rule {
    code: "P004",
    name: "unused-speaker",
    severity: Severity::Note,
    usual: true,
    what: "A speaker of the set's register is the speaker of no mark.",
    why: "The register then names people who say nothing in the article: they are offered for every mark, and are counted by whoever \
          counts speakers.",
    example: "speakers: [\n    (\n        id: \"9dt2\",   // and no claim or denial has speaker: Some(\"9dt2\")",
    fix: "Take them out of the register, or make them the speaker of the marks that are theirs.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Ok(set) = subject.set else {
        return;
    };
    if set.speakers.is_empty() {
        return;
    }
    let used: HashSet<_, QuickHash> = subject
        .all_marks()
        .filter_map(|(_, mark)| mark.tag.speaker())
        .collect();
    if set
        .speakers
        .iter()
        .all(|speaker| used.contains(&speaker.id))
    {
        return;
    }
    let mut count = HashMap::with_hasher(QuickHash::default());
    for speaker in &set.speakers {
        *count.entry(&speaker.id).or_insert(0) += 1;
    }
    // An id that nobody has may be theirs, mistyped.
    let all_known = used.iter().all(|id| count.contains_key(id));
    let shared = shared_names(&set.speakers);
    for (index, speaker) in set.speakers.iter().enumerate() {
        if used.contains(&speaker.id) {
            continue;
        }
        // Two of one id would go together.
        let only = count.get(&speaker.id) == Some(&1);
        let message = format!("{} speaks in no mark", quoted(&speaker.name));
        findings.push(
            Finding::new(&RULE, Part::whole().field("speakers").item(index).field("id"), message)
                .label("no mark names this id")
                .mended_by(only.then(|| Fix {
                    what: "take the speaker out of the register".to_owned(),
                    acts: vec![Act::RemoveSpeaker(speaker.id.clone())],
                    safe: all_known && !names(speaker).any(|name| shared.contains(&name)),
                }))
                .help("take them out of the register, or set them as the speaker of the marks that are theirs"),
        );
    }
}

/// Names as `Speaker::is_called` compares them.
fn names(speaker: &Speaker) -> impl Iterator<Item = String> {
    std::iter::once(&speaker.name)
        .chain(&speaker.other_names)
        .map(|name| name.trim().to_lowercase())
}

/// The names that two speakers go by: what one of them says may be the other's.
fn shared_names(speakers: &[Speaker]) -> HashSet<String> {
    let mut first = HashMap::new();
    let mut shared = HashSet::new();
    for (index, speaker) in speakers.iter().enumerate() {
        for name in names(speaker) {
            if *first.entry(name.clone()).or_insert(index) != index {
                shared.insert(name);
            }
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::super::super::{
        Fixes, Selection, check_set, mend,
        testing::{ARTICLE, SET, at, check_text, codes, set},
    };
    use crate::{annotation::SpeakerId, text::Document};

    #[test]
    fn who_says_nothing_is_found() {
        let text = SET.replace("speaker: Some(\"owner\"),", "speaker: Some(\"ministry\"),");
        let findings = check_text(&text);
        assert_eq!(codes(&findings), ["P004"]);
        assert_eq!(at(&text, &findings[0]), "\"owner\"");
        assert_eq!(findings[0].message, "“Tomas Lindqvist” speaks in no mark");
        assert!(findings[0].fix.as_ref().unwrap().safe);
    }

    #[test]
    fn who_may_be_meant_by_a_mistyped_id_is_not_thrown_out_unasked() {
        let text = SET.replace("speaker: Some(\"owner\"),", "speaker: Some(\"owmer\"),");
        let findings = check_text(&text);
        assert!(codes(&findings).contains(&"P001"));
        let unused = findings.iter().find(|finding| finding.rule.code == "P004");
        assert!(!unused.unwrap().fix.as_ref().unwrap().safe);
    }

    #[test]
    fn who_shares_a_name_is_not_thrown_out_unasked() {
        let text = SET
            .replace("speaker: Some(\"owner\"),", "speaker: Some(\"ministry\"),")
            .replace("\"Tomas Lindqvist\"", "\"The Harbour Minister\"");
        let findings = check_text(&text);
        assert_eq!(codes(&findings), ["P004", "P005"]);
        assert!(!findings[0].fix.as_ref().unwrap().safe);
    }

    #[test]
    fn all_of_them_go_in_one_round() {
        let document = Document::new(ARTICLE);
        let mut set = set();
        for index in 0..40 {
            let mut speaker = set.speakers[0].clone();
            speaker.id = SpeakerId::from_random(index);
            speaker.name = format!("Speaker {index}");
            speaker.other_names.clear();
            set.speakers.push(speaker);
        }
        set.sort();
        let findings = check_set(&set, &document, None, &Selection::usual());
        assert_eq!(codes(&findings), ["P004"; 40]);
        let mended = mend(&set, &document, &findings, Fixes::Safe);
        assert_eq!((mended.done, mended.left), (40, 0));
        set.apply(&mended.transaction).unwrap();
        assert_eq!(set, self::set());
    }

    #[test]
    fn two_of_one_id_are_not_thrown_out_together() {
        let document = Document::new(ARTICLE);
        let mut set = set();
        let mut speaker = set.speakers[0].clone();
        speaker.id = SpeakerId::new("twin").unwrap();
        speaker.other_names.clear();
        for name in ["One", "Two"] {
            speaker.name = name.to_owned();
            set.speakers.push(speaker.clone());
        }
        let findings = check_set(&set, &document, None, &Selection::usual());
        assert_eq!(codes(&findings), ["P002", "P004", "P004"]);
        assert!(findings[1..].iter().all(|finding| finding.fix.is_none()));
    }
}
