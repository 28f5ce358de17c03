//! The law of fixes: each takes its finding away, and brings no error.

use std::collections::BTreeMap;

use super::*;
use crate::annotation::{Annotation, AnnotationId, Denied, Refused, SpeakerId, Tag};

/// How many errors of each rule each mark has.
fn errors(findings: &[Finding]) -> BTreeMap<String, usize> {
    let mut tally = BTreeMap::new();
    for finding in findings {
        if finding.severity == Severity::Error {
            let key = format!("{} of {:?}", finding.rule.code, finding.mark);
            *tally.entry(key).or_default() += 1;
        }
    }
    tally
}

/// Every fix of every finding, done on the set as it is: the finding is then gone, and no error is new. Gives how many were done.
fn try_fixes(set: &AnnotationSet, document: &Document, codebook: &Codebook) -> usize {
    let mut sorted = set.clone();
    sorted.sort();
    // Fixes are for the set in its order, whatever order it was checked in.
    let found = check_set(set, document, Some(codebook), &Selection::usual());
    let mut done = 0;
    for finding in &found {
        let Some(fix) = &finding.fix else { continue };
        assert!(!fix.what.is_empty() && !fix.acts.is_empty());
        let transaction = match sorted.plan_all(&fix.what, &fix.acts, document) {
            Ok(transaction) => transaction,
            // That is said to the person, who may then delete one of the two.
            Err(Refused::MarkedAlready(_)) => continue,
            Err(refused) => panic!("{finding:?}: {refused}"),
        };
        let mut mended = sorted.clone();
        mended.apply(&transaction).unwrap();
        let left = check_set(&mended, document, Some(codebook), &Selection::usual());
        let same = |other: &Finding| {
            other.rule == finding.rule
                && other.mark == finding.mark
                && other.message == finding.message
        };
        assert!(
            left.iter().filter(|other| same(other)).count()
                < found.iter().filter(|other| same(other)).count(),
            "{finding:?} is not gone: {left:?}"
        );
        let before = errors(&found);
        for (key, count) in errors(&left) {
            assert!(
                count <= before.get(&key).copied().unwrap_or(0),
                "{finding:?} brings {key}: {left:?}"
            );
        }
        mended.apply(&transaction.inverse()).unwrap();
        assert_eq!(mended, sorted);
        done += 1;
    }
    done
}

#[test]
fn a_fix_takes_its_finding_away_and_brings_no_error() {
    let mut mended = BTreeSet::new();
    let mut done = 0;
    each_fixture(|_, case, findings| {
        let (Ok(set), Some(Ok(document)), Some(codebook)) = (case.set, case.article, case.codebook)
        else {
            return;
        };
        done += try_fixes(set, document, codebook);
        let fixes = findings.iter().filter(|finding| finding.fix.is_some());
        mended.extend(fixes.map(|finding| finding.rule.code));
    });
    assert!(done >= 15, "{done}");
    let expected = [
        "C001", "L001", "L002", "M001", "M003", "P001", "P002", "Q001", "Q002", "S001", "S002",
        "S003",
    ];
    assert_eq!(mended.into_iter().collect::<Vec<_>>(), expected);
}

/// Something that an editor's slip, a script or a merge does to a set.
#[derive(Clone, Debug)]
enum Spoil {
    Shift(usize, usize, isize),
    Widen(usize, usize),
    Context(usize),
    Link(usize, &'static str),
    Speaker(usize, &'static str),
    Label(usize, &'static str),
    Empty(usize),
    Copy(usize, usize),
    SpeakerTwice(usize, usize),
    Swap(usize, usize),
}

fn any_spoil() -> impl Strategy<Value = Spoil> {
    let mark = || 0usize..9;
    let ids = || {
        proptest::sample::select(vec![
            "claim1", "claim2", "denial1", "figure1", "figure2", "gone", "lost",
        ])
    };
    prop_oneof![
        4 => (mark(), 0usize..2, -40isize..40).prop_map(|(mark, fragment, by)| Spoil::Shift(mark, fragment, by)),
        2 => (mark(), 0usize..30).prop_map(|(mark, by)| Spoil::Widen(mark, by)),
        1 => mark().prop_map(Spoil::Context),
        2 => (mark(), ids()).prop_map(|(mark, id)| Spoil::Link(mark, id)),
        1 => (mark(), proptest::sample::select(vec!["nobody", "owner"])).prop_map(|(mark, id)| Spoil::Speaker(mark, id)),
        1 => (mark(), proptest::sample::select(vec!["offical", "zebra", "flat", "count"])).prop_map(|(mark, label)| Spoil::Label(mark, label)),
        1 => mark().prop_map(Spoil::Empty),
        1 => (mark(), mark()).prop_map(|(mark, to)| Spoil::Copy(mark, to)),
        1 => (0usize..3, 0usize..3).prop_map(|(speaker, id)| Spoil::SpeakerTwice(speaker, id)),
        1 => (mark(), mark()).prop_map(|(a, b)| Spoil::Swap(a, b)),
    ]
}

fn mark(set: &mut AnnotationSet, index: usize) -> &mut Annotation {
    let count = set.annotations.len();
    Arc::make_mut(&mut set.annotations[index % count])
}

fn spoil(set: &mut AnnotationSet, spoil: &Spoil) {
    let count = set.annotations.len();
    match *spoil {
        Spoil::Shift(index, item, by) => {
            if let Some(fragment) = mark(set, index).fragments.get_mut(item) {
                let CharRange { start, end } = fragment.span;
                fragment.span = CharRange::new(
                    start.saturating_add_signed(by),
                    end.saturating_add_signed(by),
                );
            }
        }
        Spoil::Widen(index, by) => {
            // With the words that are there, blanks and halves of characters and all.
            if let Some(fragment) = mark(set, index).fragments.first_mut() {
                let CharRange { start, end } = fragment.span;
                let end = (end + by).min(ARTICLE.chars().count());
                fragment.quote = ARTICLE
                    .chars()
                    .skip(start)
                    .take(end.saturating_sub(start))
                    .collect();
                fragment.span = CharRange::new(start, end);
            }
        }
        Spoil::Context(index) => {
            if let Some(fragment) = mark(set, index).fragments.first_mut() {
                fragment.before.insert(0, 'x');
            }
        }
        Spoil::Link(index, to) => {
            let to = AnnotationId::new(to).unwrap();
            match &mut mark(set, index).tag {
                Tag::Claim { .. } => {}
                Tag::Denial { denies, .. } => denies.push(Denied::Here(to)),
                Tag::Figure { about, .. } => about.push(to),
            }
        }
        Spoil::Speaker(index, id) => {
            if let Tag::Claim { speaker } | Tag::Denial { speaker, .. } = &mut mark(set, index).tag
            {
                *speaker = SpeakerId::new(id);
            }
        }
        Spoil::Label(index, label) => mark(set, index).labels.push(label.to_owned()),
        Spoil::Empty(index) => mark(set, index).fragments.clear(),
        Spoil::Copy(index, to) => {
            let mut copy = mark(set, index).clone();
            copy.id = AnnotationId::new(&format!("copy{}", to % 2)).unwrap();
            set.annotations.insert(to % count, Arc::new(copy));
        }
        Spoil::SpeakerTwice(index, id) => set.speakers[index].id = set.speakers[id].id.clone(),
        Spoil::Swap(a, b) => {
            set.annotations.swap(a % count, b % count);
            mark(set, a).fragments.reverse();
        }
    }
}

proptest! {
    #[test]
    fn a_fix_of_any_set_on_any_text_does_what_it_says(set in any_set(), text in any_text()) {
        try_fixes(&set, &Document::new(text), &codebook());
    }

    #[test]
    fn a_fix_of_a_set_that_is_spoilt_all_over_does_what_it_says(spoils in proptest::collection::vec(any_spoil(), 1..8), edit in proptest::option::of("[a-z]{0,4}")) {
        let mut broken = set();
        for each in &spoils {
            spoil(&mut broken, each);
        }
        let article = edit.map_or(ARTICLE.to_owned(), |by| ARTICLE.replacen("Okoye", &by, 1));
        try_fixes(&broken, &Document::new(article), &codebook());
    }
}
