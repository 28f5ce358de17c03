//! The law of fixes: each takes its finding away, and brings no error.

use std::collections::BTreeMap;

use super::*;
use crate::annotation::{
    Amount, Annotation, AnnotationId, Denied, Fragment, Refused, Region, SpeakerId, Tag,
};

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
        assert!(!fix.what.is_empty());
        let transaction = match sorted.plan_all(&fix.what, &fix.acts, document) {
            Ok(transaction) => transaction,
            // That is said to the person, who may then delete one of the two.
            Err(Refused::MarkedAlready(_)) => continue,
            // Of two marks with one id in one place neither can be changed until they are told apart.
            Err(Refused::Gone) if sorted.doubled_id().is_some() => continue,
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
        let fixes = findings
            .iter()
            .filter(|finding| finding.fix.is_some() && finding.rule.code != "F003");
        mended.extend(fixes.map(|finding| finding.rule.code));
    });
    assert!(done >= 15, "{done}");
    let expected = [
        "C001", "C002", "L001", "L002", "L004", "M001", "M003", "N002", "N004", "N005", "N006",
        "P001", "P002", "P004", "P005", "Q001", "Q002", "Q003", "R003", "S001", "S002", "S003",
        "S004", "S005", "S006", "S007",
    ];
    assert_eq!(mended.into_iter().collect::<Vec<_>>(), expected);
}

/// All safe fixes, round by round, on a set in its order, as a program does them: soon none is left but such as are refused, and no
/// error is new. Gives how many were done.
fn try_mending(set: &AnnotationSet, document: &Document, codebook: &Codebook) -> usize {
    let mut now = set.clone();
    now.sort();
    let check = |set: &AnnotationSet| check_set(set, document, Some(codebook), &Selection::usual());
    let before = errors(&check(&now));
    let mut done = 0;
    for round in 0.. {
        let findings = check(&now);
        for (key, count) in errors(&findings) {
            assert!(
                count <= before.get(&key).copied().unwrap_or(0),
                "round {round} brings {key}: {findings:?}"
            );
        }
        let mended = mend(&now, document, &findings, Fixes::Safe);
        if mended.done == 0 {
            let safe = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fix.safe);
            for finding in findings.iter().filter(safe) {
                let acts = &finding.fix.as_ref().unwrap().acts;
                assert!(now.plan_all("", acts, document).is_err(), "{finding:?}");
            }
            return done;
        }
        assert!(round < 8, "{findings:?}");
        now.apply(&mended.transaction).unwrap();
        done += mended.done;
    }
    done
}

/// What is found in the file of a set, and after it was written anew.
fn before_and_after_writing(text: &str) -> (Vec<Finding>, Vec<Finding>) {
    let check_file = |text: &str| {
        with_case(text, |case| {
            check(&Case {
                canonical: false,
                ..*case
            })
        })
    };
    let set = crate::format::read(text.as_bytes()).unwrap();
    (check_file(text), check_file(&crate::format::write(&set)))
}

#[test]
fn what_is_mended_by_writing_is_gone_when_the_file_is_read_again() {
    let mut mended = BTreeSet::new();
    each_fixture(|_, case, _| {
        if case.set.is_err() {
            return;
        }
        let (before, after) = before_and_after_writing(case.text);
        let by_writing = |finding: &&Finding| {
            let fix = finding.fix.as_ref();
            fix.is_some_and(|fix| fix.acts.is_empty())
        };
        mended.extend(
            before
                .iter()
                .filter(by_writing)
                .map(|finding| finding.rule.code),
        );
        assert_eq!(after.iter().find(by_writing), None);
        for (key, count) in errors(&after) {
            assert!(count <= errors(&before)[&key], "{key}: {after:?}");
        }
    });
    assert_eq!(mended.into_iter().collect::<Vec<_>>(), ["F003", "S005"]);
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
    LabelTwice(usize),
    LinkTwice(usize),
    Elsewhere(usize),
    Backwards(usize, i64, i64),
    Unused(u64),
    Name(usize, &'static str),
    Nameless(usize),
    Piece(usize, usize, usize),
    Trim(usize, usize, usize),
    Aside(usize),
    LeaveOut(usize, usize, usize),
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
        1 => mark().prop_map(Spoil::LabelTwice),
        1 => mark().prop_map(Spoil::LinkTwice),
        1 => mark().prop_map(Spoil::Elsewhere),
        1 => (mark(), -3i64..99, -3i64..99).prop_map(|(mark, a, b)| Spoil::Backwards(mark, a, b)),
        1 => any::<u64>().prop_map(Spoil::Unused),
        1 => (0usize..3, proptest::sample::select(vec!["Rene\u{301}e Okoye", "The Ministry ", "tomas lindqvist", " "])).prop_map(|(speaker, name)| Spoil::Name(speaker, name)),
        1 => mark().prop_map(Spoil::Nameless),
        3 => (mark(), 0usize..730, 1usize..60).prop_map(|(mark, start, length)| Spoil::Piece(mark, start, length)),
        2 => (mark(), 0usize..4, 0usize..4).prop_map(|(mark, a, b)| Spoil::Trim(mark, a, b)),
        1 => mark().prop_map(Spoil::Aside),
        2 => (0usize..730, 1usize..60, 0usize..9).prop_map(|(start, length, off)| Spoil::LeaveOut(start, length, off)),
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
        Spoil::LabelTwice(index) => {
            let labels = &mut mark(set, index).labels;
            let again = labels.first().cloned().unwrap_or("official".to_owned());
            labels.extend([again.clone(), again]);
        }
        Spoil::LinkTwice(index) => match &mut mark(set, index).tag {
            Tag::Claim { .. } => {}
            Tag::Denial { denies, .. } => denies.extend(denies.first().cloned()),
            Tag::Figure { about, .. } => about.extend(about.first().cloned()),
        },
        Spoil::Elsewhere(index) => {
            if let Tag::Denial { denies, .. } = &mut mark(set, index).tag {
                denies.push(Denied::Elsewhere("that they were rusty".to_owned()));
            }
        }
        Spoil::Backwards(index, a, b) => {
            if let Tag::Figure {
                quantity: Some(quantity),
                ..
            } = &mut mark(set, index).tag
            {
                quantity.amount = Amount::Between(a.into(), b.into());
            }
        }
        Spoil::Unused(id) => {
            let mut speaker = set.speakers[0].clone();
            speaker.id = SpeakerId::from_random(id);
            set.speakers.push(speaker);
        }
        Spoil::Name(index, name) => set.speakers[index].name = name.to_owned(),
        Spoil::Nameless(index) => mark(set, index).by.clear(),
        Spoil::Piece(index, start, length) => {
            let document = Document::new(ARTICLE);
            let range = document.whole_graphemes(CharRange::new(start, start + length));
            let span = document.span(range).unwrap();
            mark(set, index)
                .fragments
                .push(Fragment::of(&document, span));
        }
        Spoil::Aside(index) => {
            let aside = set.annotations.remove(index % count);
            set.orphans.push(aside);
        }
        Spoil::LeaveOut(start, length, off) => {
            let document = Document::new(ARTICLE);
            let range = document.whole_graphemes(CharRange::new(start, start + length));
            let mut region = Region::of(&document, document.span(range).unwrap());
            // Now and then at a place that is not its own.
            region.span.start += off.saturating_sub(6);
            set.left_out.push(region);
        }
        Spoil::Trim(index, before, behind) => {
            // As a slip of the mouse does: half a word, half a quotation.
            let document = Document::new(ARTICLE);
            if let Some(fragment) = mark(set, index).fragments.last_mut() {
                let CharRange { start, end } = fragment.span;
                let range =
                    CharRange::new(start.saturating_sub(before), end.saturating_sub(behind));
                if let Ok(span) = document.span(document.whole_graphemes(range)) {
                    *fragment = Fragment::of(&document, span);
                }
            }
        }
    }
}

#[test]
fn a_fix_that_is_refused_does_not_keep_the_next_one_of_its_mark_from_being_done() {
    let mut broken = set();
    let document = Document::new(ARTICLE.replacen("Okoye", "", 1));
    for each in [Spoil::Piece(5, 63, 24), Spoil::Copy(5, 0)] {
        spoil(&mut broken, &each);
    }
    broken.article.text_sha256 = document.sha256();
    try_mending(&broken, &document, &codebook());
}

#[test]
fn a_mark_that_shares_its_words_is_mended_all_the_same() {
    let mut broken = set();
    for each in [Spoil::Copy(5, 0), Spoil::LinkTwice(6)] {
        spoil(&mut broken, &each);
    }
    try_mending(&broken, &Document::new(ARTICLE), &codebook());
}

#[test]
fn nothing_is_mended_in_a_set_whose_article_has_changed() {
    let document = Document::new(format!("Corrected on Friday.\n{ARTICLE}"));
    let mut broken = set();
    spoil(&mut broken, &Spoil::LinkTwice(5));
    let fixes = |set: &AnnotationSet| {
        let found = check_set(set, &document, Some(&codebook()), &Selection::usual());
        found.iter().filter(|finding| finding.fix.is_some()).count()
    };
    assert_eq!(fixes(&broken), 0);
    broken.article.text_sha256 = document.sha256();
    assert!(fixes(&broken) > 1);
}

proptest! {
    #[test]
    fn a_fix_of_any_set_on_any_text_does_what_it_says(set in any_set(), text in any_text()) {
        let (mut set, document) = (set, Document::new(text));
        set.article.text_sha256 = document.sha256();
        try_fixes(&set, &document, &codebook());
        try_mending(&set, &document, &codebook());
    }

    #[test]
    fn a_fix_of_a_set_that_is_spoilt_all_over_does_what_it_says(spoils in proptest::collection::vec(any_spoil(), 1..8), edit in proptest::option::of("[a-z]{0,4}")) {
        let mut broken = set();
        for each in &spoils {
            spoil(&mut broken, each);
        }
        let article = edit.map_or(ARTICLE.to_owned(), |by| ARTICLE.replacen("Okoye", &by, 1));
        let document = Document::new(article);
        // Of a changed article nothing is mended; a set may say that it is of this text and be wrong even so.
        broken.article.text_sha256 = document.sha256();
        try_fixes(&broken, &document, &codebook());
        try_mending(&broken, &document, &codebook());
    }

    #[test]
    fn a_spoilt_file_that_is_written_anew_holds_no_new_error(spoils in proptest::collection::vec(any_spoil(), 1..4)) {
        let mut broken = set();
        for each in &spoils {
            spoil(&mut broken, each);
        }
        let (before, after) = before_and_after_writing(&crate::format::write(&broken));
        prop_assert_eq!(before, after);
    }
}
