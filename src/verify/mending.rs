//! Several fixes done as one step. Each was made for the set as it was checked: so a mark is mended once in a round, and what is left
//! over is found again by the next check.

use std::collections::HashSet;

use super::Finding;
use crate::{
    annotation::{AnnotationSet, Transaction},
    text::Document,
};

/// What mends some findings.
pub struct Mended {
    /// All of it as one step.
    pub transaction: Transaction,
    /// How many findings it mends.
    pub done: usize,
    /// How many it leaves: their mark is mended already in another way, or the fix is refused.
    pub left: usize,
}

/// Plans the safe fixes of findings that were made on this very set, in its order.
#[must_use]
pub fn mend(set: &AnnotationSet, document: &Document, findings: &[Finding]) -> Mended {
    let mut now = set.clone();
    let (mut edits, mut done, mut left) = (Vec::new(), 0, 0);
    let mut touched = HashSet::new();
    let safe = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fix.safe);
    for finding in findings.iter().filter(safe) {
        let fresh = finding
            .mark
            .as_ref()
            .is_none_or(|mark| touched.insert(mark.clone()));
        let planned = finding
            .fix
            .as_ref()
            .filter(|_| fresh)
            .and_then(|fix| now.plan_all(&fix.what, &fix.acts, document).ok())
            .filter(|transaction| now.apply(transaction).is_ok());
        match planned {
            Some(transaction) => {
                edits.extend(transaction.edits);
                done += 1;
            }
            None => left += 1,
        }
    }
    let what = match done {
        1 => "mend a finding".to_owned(),
        _ => format!("mend {done} findings"),
    };
    Mended {
        transaction: Transaction { what, edits },
        done,
        left,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        annotation::{Act, AnnotationId, Kind},
        testing::{empty_set, span_of},
        text::CharRange,
        verify::{Selection, Severity, check_set},
    };

    const STORY: &str =
        "“There is no plan,” Anna Roe said, “and there was none.” The council denied that too.";

    /// A claim in two pieces, both stated too early by `off` code points.
    fn displaced(document: &Document, off: usize) -> AnnotationSet {
        let mut set = empty_set(document);
        let id = AnnotationId::from_random(1);
        for act in [
            Act::Mark {
                span: span_of(document, "There is no plan"),
                kind: Kind::Figure,
                id: id.clone(),
                by: "ada".into(),
            },
            Act::AddFragment(id.clone(), span_of(document, "there was none")),
        ] {
            let transaction = set.plan(&act, document).unwrap();
            set.apply(&transaction).unwrap();
        }
        for fragment in &mut Arc::make_mut(&mut set.annotations[0]).fragments {
            let span = fragment.span;
            fragment.span = CharRange::new(span.start.saturating_sub(off), span.end - off);
        }
        set.sort();
        set
    }

    #[test]
    fn a_mark_in_pieces_is_mended_piece_by_piece_and_loses_none() {
        let document = Document::new(STORY);
        let mut set = displaced(&document, 1);
        let mut rounds = 0;
        loop {
            let findings = check_set(&set, &document, None, &Selection::usual());
            let mended = mend(&set, &document, &findings);
            if mended.done == 0 {
                break;
            }
            rounds += 1;
            assert!(rounds < 5, "{findings:?}");
            set.apply(&mended.transaction).unwrap();
        }
        assert_eq!(
            set.annotations[0].words(),
            "There is no plan … there was none"
        );
        let findings = check_set(&set, &document, None, &Selection::usual());
        let wrong = |finding: &&Finding| finding.severity == Severity::Error;
        assert_eq!(findings.iter().filter(wrong).count(), 0);
        assert!(rounds >= 1);
    }
}
