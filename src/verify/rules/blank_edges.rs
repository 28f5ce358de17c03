//! A mark that begins or ends with blanks.

use super::super::{
    Check, Finding, Findings, Rule, Severity,
    subject::{Fit, Subject},
    words::quoted,
};
use super::{mend, move_to};
use crate::annotation::{Act, Fragment};

pub(super) const RULE: Rule = Rule {
    code: "S003",
    name: "blank-edges",
    severity: Severity::Warning,
    usual: true,
    what: "A fragment begins or ends with white space, or holds nothing else.",
    why: "The blanks belong to no claim. Two annotators who mean the same words would seem to disagree, and a model would learn to \
          predict blanks.",
    example: "quote: \"the camps \",",
    fix: "Take the blanks off the quote and the span, as the finding says. The window never marks them.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = subject.document() else {
        return;
    };
    for placed in &subject.fragments {
        let fragment = placed.fragment;
        let is_blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
        let edges =
            is_blank(fragment.quote.chars().next()) || is_blank(fragment.quote.chars().next_back());
        if !matches!(placed.fit, Fit::Stands | Fit::OtherContext) || !edges {
            continue;
        }
        let rest = document.without_blank_edges(fragment.span);
        // A blank with an accent on it is no blank.
        if rest == fragment.span {
            continue;
        }
        let (message, help) = if rest.is_empty() {
            (
                "this fragment holds nothing but blanks".to_owned(),
                "delete it".to_owned(),
            )
        } else {
            (
                format!("{} begins or ends with blanks", quoted(&fragment.quote)),
                format!(
                    "make the span ({}, {}), and take the blanks off the quote",
                    rest.start, rest.end
                ),
            )
        };
        let mut finding = Finding::new(&RULE, placed.part().field("quote"), message)
            .label("blanks at its edges")
            .on(&placed.mark.id)
            .at(Some(fragment.span), "")
            .help(help);
        if !rest.is_empty() {
            finding.instead = Some(rest);
            // With other text around it, it may have been meant elsewhere.
            // But a hand that took the blanks in may have left what is around the words as it was.
            let trimmed = Fragment {
                span: rest,
                ..fragment.clone()
            };
            let remembered = !(fragment.before.is_empty() && fragment.after.is_empty());
            let safe = placed.fit == Fit::Stands || (remembered && trimmed.context_fits(document));
            finding.fix = move_to(subject, placed, rest, "leave the blanks out", safe);
        } else if placed.mark.fragments.len() == 1 {
            let act = Act::Delete(placed.mark.id.clone());
            finding.fix = mend(subject, placed.mark, "delete the mark", act, false);
        }
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{ARTICLE, check_with, codes};
    use crate::annotation::Fragment;
    use crate::text::{CharRange, Document};
    use std::sync::Arc;

    #[test]
    fn blanks_that_a_hand_took_in_are_safely_left_out() {
        let document = Document::new(ARTICLE);
        let safe = |before: Option<&str>| {
            let findings = check_with(|set| {
                let fragment = &mut Arc::make_mut(&mut set.annotations[0]).fragments[0];
                fragment.span.start -= 1;
                fragment.quote.insert(0, ' ');
                assert!(fragment.quote_fits(&document) && !fragment.fits(&document));
                if let Some(before) = before {
                    fragment.before = before.into();
                }
            });
            let found = findings.iter().find(|finding| finding.rule.code == "S003");
            found.unwrap().fix.as_ref().unwrap().safe
        };
        assert!(safe(None));
        assert!(!safe(Some("elsewhere ")));
    }

    #[test]
    fn blanks_are_found_at_either_edge_and_alone() {
        let document = Document::new(ARTICLE);
        let port = ARTICLE[..ARTICLE.find("port").unwrap()].chars().count();
        for (range, instead) in [
            ((port - 1, port + 4), Some((port, port + 4))),
            ((port, port + 5), Some((port, port + 4))),
            ((port - 1, port), None),
            ((port, port + 4), Some((0, 0))),
        ] {
            let findings = check_with(|set| {
                let span = document.span(CharRange::new(range.0, range.1)).unwrap();
                Arc::make_mut(&mut set.annotations[0]).fragments =
                    vec![Fragment::of(&document, span)];
            });
            if instead == Some((0, 0)) {
                assert!(findings.is_empty());
            } else {
                assert_eq!(codes(&findings), ["S003"]);
                assert_eq!(
                    findings[0].instead,
                    instead.map(|(start, end)| CharRange::new(start, end))
                );
            }
        }
    }
}
