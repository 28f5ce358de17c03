//! A mark that was set aside and waits for a place.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject, words::quoted};

pub(super) const RULE: Rule = Rule {
    code: "O001",
    name: "orphan",
    severity: Severity::Warning,
    usual: true,
    what: "A mark has no place in the article: it was set aside, by hand or when the set was taken over to a changed article, and its words \
           were not found there for certain.",
    why: "The mark is kept with all that was said in it, but is not shown in the text, not counted and not exported, until somebody \
          decides where it belongs.",
    example: "orphans: [\n    (\n        id: \"0k3f\",",
    fix: "Open the set in the window: its review pane shows each such mark with its old words, and the places where it may belong. Give it \
          one, or delete it. After a further change of the article, `claimark reanchor SET` looks for its words again.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (index, mark) in subject
        .all_marks()
        .filter(|(index, _)| subject.is_aside(*index))
    {
        let message = format!(
            "this {} was set aside and has no place in the article: {}",
            mark.tag.kind(),
            quoted(&mark.words())
        );
        let mut finding = Finding::new(&RULE, subject.part(index).field("id"), message)
            .label("has no place")
            .on(&mark.id)
            .help("open the set in the window and give the mark a place there, in the review pane, or delete it; `claimark reanchor SET` looks for its words again");
        finding.notes.extend(mark.fragments.first().map(|fragment| {
            format!(
                "its words stood at {} of the article as it was",
                fragment.span
            )
        }));
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SET, at, check_text, codes, set};
    use crate::{annotation::AnnotationSet, format};

    /// The sound set with a mark set aside.
    fn without(id: &str) -> AnnotationSet {
        let mut set = set();
        let index = set
            .annotations
            .iter()
            .position(|mark| mark.id.as_str() == id);
        let mark = set.annotations.remove(index.unwrap());
        set.orphans.push(mark);
        set
    }

    #[test]
    fn a_mark_that_was_set_aside_is_pointed_at_and_nothing_else_is_the_matter() {
        assert_eq!(codes(&check_text(SET)), [""; 0]);
        // A denial and a figure are linked to it, and its speaker says little else.
        let text = format::write(&without("claim1"));
        let findings = check_text(&text);
        assert_eq!(codes(&findings), ["O001"]);
        assert_eq!(at(&text, &findings[0]), "\"claim1\"");
        assert_eq!(findings[0].set.part.to_string(), "orphans[0].id");
        assert!(
            findings[0].message.starts_with("this claim was set aside"),
            "{}",
            findings[0].message
        );
        assert!(findings[0].article.is_none() && findings[0].fix.is_none());
    }

    #[test]
    fn its_place_is_not_judged() {
        let mut set = without("claim1");
        let mark = std::sync::Arc::make_mut(&mut set.orphans[0]);
        mark.fragments[0].span = crate::text::CharRange::new(9000, 8000);
        mark.fragments[0].quote = " other words".into();
        assert_eq!(codes(&check_text(&format::write(&set))), ["O001"]);
    }

    #[test]
    fn what_does_not_depend_on_its_place_is_judged_and_has_no_fix() {
        for (spoil, code, part) in [
            (
                ("Here(\"claim1\")", "Here(\"gone\")"),
                "L001",
                "orphans[0].tag.denies[0]",
            ),
            (
                ("Here(\"claim1\")", "Here(\"figure1\")"),
                "L002",
                "orphans[0].tag.denies[0]",
            ),
            (
                ("Here(\"claim1\")", "Here(\"claim1\"), Here(\"claim1\")"),
                "L004",
                "orphans[0].tag.denies[1]",
            ),
            (
                ("Here(\"claim1\")", "Here(\"claim2\")"),
                "L005",
                "orphans[0].tag.denies[0]",
            ),
            (
                ("id: \"denial1\"", "id: \"claim1\""),
                "M002",
                "orphans[0].id",
            ),
        ] {
            let text = format::write(&without("denial1")).replacen(spoil.0, spoil.1, 1);
            let findings = check_text(&text);
            let finding = findings.iter().find(|finding| finding.rule.code == code);
            let finding = finding.unwrap_or_else(|| panic!("{code}: {findings:?}"));
            assert_eq!(finding.set.part.to_string(), part);
            assert!(finding.fix.is_none() && finding.article.is_none());
        }
        for (spoil, code) in [
            (
                ("speaker: Some(\"minister\")", "speaker: Some(\"nobody\")"),
                "P001",
            ),
            (("\"official\"", "\"zebra\""), "C001"),
            (("\"official\"", "\"official\", \"official\""), "C002"),
            (("by: \"ada\"", "by: \" \""), "P006"),
        ] {
            // All are set aside: whichever it is, its finding is in `orphans`.
            let mut all = set();
            all.orphans = std::mem::take(&mut all.annotations);
            let text = format::write(&all);
            assert!(text.contains(spoil.0));
            let findings = check_text(&text.replacen(spoil.0, spoil.1, 1));
            assert_eq!(findings.len(), 10, "{:?}", codes(&findings));
            let finding = findings.iter().find(|finding| finding.rule.code == code);
            let finding = finding.unwrap_or_else(|| panic!("{code}: {findings:?}"));
            assert!(finding.set.part.to_string().starts_with("orphans["));
            assert!(finding.fix.is_none());
        }
    }

    #[test]
    fn a_link_to_it_is_judged_by_its_kind() {
        let text = format::write(&without("figure1"));
        let findings = check_text(&text.replacen("Here(\"claim1\")", "Here(\"figure1\")", 1));
        assert_eq!(codes(&findings), ["L002", "O001"]);
        let other = findings[0].other.as_ref().unwrap();
        assert_eq!(other.part.to_string(), "orphans[0].tag");
        // The link of a mark that stands can be taken off.
        assert!(findings[0].fix.is_some());
    }
}
