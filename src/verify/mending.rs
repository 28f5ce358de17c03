//! Several fixes done as one step, and a whole set mended as far as it can be. Each fix was made for the set as it was checked: so a
//! mark is mended once in a round, and what is left over is found again by the next check.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{Finding, Fix, Selection, check_set};
use crate::{
    annotation::{Act, Annotation, AnnotationId, AnnotationSet, Denied, Edit, Transaction},
    codebook::Codebook,
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

/// Which fixes are done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fixes {
    /// Those that can only be what was meant.
    Safe,
    /// Those that need a person's eye, too.
    All,
}

impl Fixes {
    /// Whether this fix is one of them.
    #[must_use]
    pub fn take(self, fix: &Fix) -> bool {
        fix.safe || self == Self::All
    }
}

/// Plans the fixes of findings that were made on this very set, in its order.
#[must_use]
pub fn mend(
    set: &AnnotationSet,
    document: &Document,
    findings: &[Finding],
    fixes: Fixes,
) -> Mended {
    let mut now = set.clone();
    let (mut edits, mut done, mut left) = (Vec::new(), 0, 0);
    let mut touched = HashSet::new();
    let by_id: HashMap<_, _> = set
        .annotations
        .iter()
        .map(|mark| (&mark.id, mark))
        .collect();
    // Where there is nothing to be done to the set, its file is to be written anew.
    let wanted = |finding: &&Finding| {
        let fix = finding.fix.as_ref();
        fix.is_some_and(|fix| fixes.take(fix) && !fix.acts.is_empty())
    };
    for finding in findings.iter().filter(wanted) {
        let fresh = finding
            .mark
            .as_ref()
            .is_none_or(|mark| !touched.contains(mark));
        let planned = finding.fix.as_ref().filter(|_| fresh).and_then(|fix| {
            match of_one_mark(fix, finding.mark.as_ref()) {
                Some(id) => mend_one(&mut now, by_id.get(id)?, &by_id, fix, document),
                None => now.do_all(&fix.what, &fix.acts, document).ok(),
            }
        });
        match planned {
            Some(transaction) => {
                touched.extend(finding.mark.as_ref());
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

/// The mark that a fix is about, if it changes no other mark and nothing else of the set.
fn of_one_mark<'m>(fix: &Fix, mark: Option<&'m AnnotationId>) -> Option<&'m AnnotationId> {
    let id = mark?;
    let is_alone = |act: &Act| match act {
        Act::MoveFragment(of, ..)
        | Act::RemoveFragment(of, ..)
        | Act::SetLabels(of, _)
        | Act::SetDenies(of, _)
        | Act::SetAbout(of, _) => of == id,
        _ => false,
    };
    fix.acts.iter().all(is_alone).then_some(id)
}

/// Mends one mark beside those that it links to, not among all marks of the set: there, each would be looked for by walking over all.
fn mend_one(
    now: &mut AnnotationSet,
    mark: &Arc<Annotation>,
    by_id: &HashMap<&AnnotationId, &Arc<Annotation>>,
    fix: &Fix,
    document: &Document,
) -> Option<Transaction> {
    let mut alone = AnnotationSet::new(now.article.clone(), String::new());
    alone.annotations.push(mark.clone());
    let links = fix.acts.iter().flat_map(|act| match act {
        Act::SetDenies(_, denies) => denies
            .iter()
            .filter_map(|denied| match denied {
                Denied::Here(id) => Some(id),
                Denied::Elsewhere(_) => None,
            })
            .collect(),
        Act::SetAbout(_, about) => about.iter().collect(),
        _ => Vec::new(),
    });
    let mut targets: Vec<_> = links.filter(|id| **id != mark.id).collect();
    targets.sort_unstable();
    targets.dedup();
    let targets = targets.into_iter().filter_map(|id| by_id.get(id));
    alone
        .annotations
        .extend(targets.map(|mark| (*mark).clone()));
    alone.sort();
    let transaction = alone.do_all(&fix.what, &fix.acts, document).ok()?;
    let is_new = transaction.edits.iter().all(|edit| match edit {
        Edit::Insert(mended) => {
            let spans: Vec<_> = mended
                .fragments
                .iter()
                .map(|fragment| fragment.span)
                .collect();
            // Who does not move may share its words with another: that is another finding.
            let stays = mark
                .fragments
                .iter()
                .map(|fragment| fragment.span)
                .eq(spans.iter().copied());
            let mut same = now.marked(mended.tag.kind(), &spans);
            stays || same.all(|other| other.id == mended.id)
        }
        _ => true,
    });
    // Where another fix of this round has changed the mark, by taking a mark away that it linked to, this one waits for the next.
    (is_new && now.apply(&transaction).is_ok()).then_some(transaction)
}

/// The most rounds of checking and mending: a fix may make way for another, but not for ever.
const ROUNDS: usize = 12;

/// Mends a set as far as it can be, and tells how many findings that took. The set comes out in its order.
#[must_use]
pub fn mend_fully(
    set: &AnnotationSet,
    document: &Document,
    codebook: Option<&Codebook>,
    selection: &Selection,
    fixes: Fixes,
) -> (AnnotationSet, usize) {
    let mut now = set.clone();
    now.sort();
    let mut done = 0;
    for _ in 0..ROUNDS {
        let findings = check_set(&now, document, codebook, selection);
        let mended = mend(&now, document, &findings, fixes);
        if mended.done == 0 || now.apply(&mended.transaction).is_err() {
            break;
        }
        done += mended.done;
    }
    (now, done)
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
            let mended = mend(&set, &document, &findings, Fixes::Safe);
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
