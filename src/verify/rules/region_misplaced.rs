//! A region that is left out of the article and does not stand at its place.

use super::super::{
    Check, Finding, Findings, Rule, Severity,
    subject::Subject,
    words::{differing, differing_at_end},
};
use crate::{
    annotation::Region,
    format::places::Part,
    text::{CharRange, Document, SpanError},
};

pub(super) const RULE: Rule = Rule {
    code: "R001",
    name: "region-misplaced",
    severity: Severity::Error,
    usual: true,
    what: "A region that is left out of the article does not stand at its place: its span is none, or cuts a character, or the region \
           begins or ends there with other words, or between other words, than the set says.",
    why: "Other words than those that were meant would be left out, with whatever is claimed in them. Until that is clear, nothing is \
          left out for it.",
    example: "left_out: [\n    (\n        span: (1204, 1391),\n        begins: \"More stories\",   // and the article has \"The minister\" there",
    fix: "Remove the region from `left_out`, and leave the words out again that were meant: select them in the window and press `b`. If \
          the article was changed since, `claimark reanchor SET` looks for its regions, too.",
    check: Check::Set(check),
};

/// What is the matter with a region.
struct Trouble {
    /// The field that says otherwise.
    field: &'static str,
    message: String,
    note: Option<String>,
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Ok(set), Some(document)) = (subject.set, subject.document()) else {
        return;
    };
    for (index, region) in set.left_out.iter().enumerate() {
        let Some(Trouble {
            field,
            message,
            note,
        }) = trouble(region, document)
        else {
            continue;
        };
        let part = Part::whole().field("left_out").item(index).field(field);
        let start = region.span.start.min(document.len());
        let end = region.span.end.clamp(start, document.len());
        let mut finding = Finding::new(&RULE, part, message)
            .label("what the set says")
            .at(Some(CharRange::new(start, end)), format!("what stands at {}", region.span))
            .help("remove the region, and leave out anew what was meant (in the window, key b); if the article was changed, `claimark reanchor SET` looks for the region");
        finding.notes.extend(note);
        findings.push(finding);
    }
}

fn trouble(region: &Region, document: &Document) -> Option<Trouble> {
    let span = region.span;
    let trouble = |field, message: String| Trouble {
        field,
        message,
        note: None,
    };
    match document.span(span) {
        Err(SpanError::Empty(_)) => {
            let how = match span.start == span.end {
                true => "holds nothing",
                false => "runs backwards",
            };
            return Some(trouble(
                "span",
                format!("the region {span} that is left out {how}"),
            ));
        }
        Err(SpanError::OutOfRange { length, .. }) => {
            let message = format!(
                "the region {span} that is left out ends behind the text, which has {length} code points"
            );
            return Some(trouble("span", message));
        }
        Err(SpanError::CutsGrapheme { cluster, .. }) => {
            let message = format!(
                "the region {span} that is left out cuts the character at {cluster} in two"
            );
            return Some(trouble("span", message));
        }
        Ok(_) => {}
    }
    let CharRange { start, end } = span;
    let behind = |from: usize, like: &str| {
        document.slice(CharRange::new(
            from,
            from.saturating_add(like.chars().count()),
        ))
    };
    let ahead = |to: usize, like: &str| {
        document.slice(CharRange::new(to.saturating_sub(like.chars().count()), to))
    };
    let says_nothing = [("begins", &region.begins), ("ends", &region.ends)];
    if let Some((field, _)) = says_nothing.into_iter().find(|(_, words)| words.is_empty()) {
        let message = format!("the region {span} that is left out does not say how it {field}");
        return Some(trouble(field, message));
    }
    // A note tells of the text around it as the rule for marks does.
    let words = document.slice(span);
    let checks = [
        (
            "begins",
            &region.begins,
            behind(start, &region.begins),
            words.starts_with(&region.begins),
        ),
        (
            "ends",
            &region.ends,
            ahead(end, &region.ends),
            words.ends_with(&region.ends),
        ),
        (
            "before",
            &region.before,
            ahead(start, &region.before),
            ahead(start, &region.before) == region.before,
        ),
        (
            "after",
            &region.after,
            behind(end, &region.after),
            behind(end, &region.after) == region.after,
        ),
    ];
    let (field, says, has, _) = checks.into_iter().find(|(.., same)| !same)?;
    let (says, has) = match field {
        "ends" | "before" => differing_at_end(says, has),
        _ => differing(says, has),
    };
    let message = match field {
        "begins" | "ends" => {
            format!("the region {span} that is left out {field} with other words than the set says")
        }
        _ => {
            format!("the region {span} that is left out has other text around it than the set says")
        }
    };
    let place = match field {
        "begins" => "at its beginning",
        "ends" => "at its end",
        "before" => "before it",
        _ => "behind it",
    };
    Some(Trouble {
        field,
        message,
        note: Some(format!(
            "{place} the set has {says} and the article has {has}"
        )),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::super::{
            Selection, check_set,
            testing::{ARTICLE, at, check_text, check_with, codes, set},
        },
        trouble,
    };
    use crate::{
        annotation::Region,
        format,
        testing::{any_text, empty_set, span_of},
        text::{CharRange, Document},
    };

    fn region(words: &str) -> Region {
        let document = Document::new(ARTICLE);
        Region::of(&document, span_of(&document, words))
    }

    #[test]
    fn a_region_that_stands_is_well() {
        assert_eq!(
            codes(&check_with(|set| set.left_out.push(region("KESTREL BAY")))),
            [""; 0]
        );
    }

    #[test]
    fn each_way_of_not_standing_is_named_where_it_is_said() {
        let length = ARTICLE.chars().count();
        type Change = fn(&mut Region);
        let cases: &[(Change, &str, &str)] = &[
            (
                |region| region.span.end = 9999,
                "span",
                "ends behind the text",
            ),
            (
                |region| region.span.end = region.span.start,
                "span",
                "holds nothing",
            ),
            (
                |region| region.span.end = region.span.start - 1,
                "span",
                "runs backwards",
            ),
            (
                |region| region.begins = "kestrel".into(),
                "begins",
                "begins with other words",
            ),
            (
                |region| region.ends = "bay".into(),
                "ends",
                "ends with other words",
            ),
            (
                |region| region.before.insert(0, 'x'),
                "before",
                "has other text around it",
            ),
            (
                |region| region.after.push('x'),
                "after",
                "has other text around it",
            ),
            (
                |region| region.begins.clear(),
                "begins",
                "does not say how it begins",
            ),
            (
                |region| region.ends.clear(),
                "ends",
                "does not say how it ends",
            ),
        ];
        for (change, field, says) in cases {
            let mut region = region("KESTREL BAY");
            change(&mut region);
            let mut set = set();
            set.left_out.push(region);
            let findings = check_text(&format::write(&set));
            assert_eq!(codes(&findings), ["R001"], "{says}");
            assert!(
                findings[0].message.contains(says),
                "{}",
                findings[0].message
            );
            assert_eq!(
                findings[0].set.part.to_string(),
                format!("left_out[0].{field}")
            );
            assert!(findings[0].article.unwrap().end <= length);
        }
    }

    #[test]
    fn it_is_pointed_at_and_both_texts_are_shown() {
        let mut set = set();
        set.left_out.push(region("KESTREL BAY"));
        set.left_out[0].begins = "KESTREL WAY".into();
        let text = format::write(&set);
        let findings = check_text(&text);
        assert_eq!(at(&text, &findings[0]), "\"KESTREL WAY\"");
        assert_eq!(
            findings[0].notes,
            ["at its beginning the set has “KESTREL WAY” and the article has “KESTREL BAY”"]
        );
    }

    #[test]
    fn a_cut_character_is_none() {
        let document = Document::new("“No”, Rene\u{301}e 👨‍👩‍👧 said");
        let mut set = empty_set(&document);
        let mut region = Region::of(&document, span_of(&document, "Rene\u{301}e"));
        region.span.start += 4;
        set.left_out.push(region);
        let findings = check_set(&set, &document, None, &Selection::usual());
        assert_eq!(codes(&findings), ["R001"]);
        assert!(
            findings[0].message.contains("cuts the character"),
            "{findings:?}"
        );
    }

    proptest! {
        #[test]
        fn what_fits_is_well_and_what_does_not_is_found(
            text in any_text(), other in any_text(), a in 0usize..50, b in 0usize..50,
        ) {
            let (document, other) = (Document::new(text.as_str()), Document::new(other));
            if let Ok(span) = document.span(document.whole_graphemes(CharRange::new(a.min(b), a.max(b)))) {
                let region = Region::of(&document, span);
                prop_assert!(trouble(&region, &document).is_none());
                prop_assert_eq!(trouble(&region, &other).is_none(), region.fits(&other));
            }
        }
    }
}
