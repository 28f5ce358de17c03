//! Who judges is tried first: the truth itself must pass, and who takes the first best place must be caught.

use claimark::{
    annotation::{Fragment, OfFragment, OfMark, Verdict, Verdicts},
    text::{CharRange, Document, Span, is_blank},
};

use super::{
    cases::Case,
    changes::Change,
    judging::{Count, Table},
    memory::Changed,
    truth::Truth,
};

/// Verdicts on all marks by whatever finds a fragment's place.
fn verdicts(case: &Case, find: impl Fn(&Fragment) -> Option<(Verdict, Span)>) -> Verdicts {
    let of_fragment = |fragment: &Fragment| {
        let found = find(fragment);
        OfFragment {
            verdict: found.map_or(Verdict::Lost, |(verdict, _)| verdict),
            places: found.map(|(_, place)| place).into_iter().collect(),
            why: "",
        }
    };
    let marks = case.set.annotations.iter().map(|mark| OfMark {
        mark: mark.clone(),
        fragments: mark.fragments.iter().map(of_fragment).collect(),
    });
    Verdicts {
        marks: marks.collect(),
        orphans: vec![],
        left_out: vec![],
        orphan_regions: vec![],
    }
}

#[test]
fn the_truth_itself_passes() {
    for seed in 0..140 {
        let case = Case::of(seed);
        let truth = Truth::of(&case.changed);
        let found = verdicts(&case, |fragment| {
            let own = truth.own(fragment);
            let verdict = if own.untouched {
                Verdict::Exact
            } else {
                Verdict::Moved
            };
            let place = own.place.filter(|_| own.intact)?;
            Some((verdict, case.new.span(place).ok()?))
        });
        let all = Table::judge(&case, &found).all();
        assert_eq!(
            [
                all.of(Count::Wrong),
                all.of(Count::NotExact),
                all.of(Count::SameText)
            ],
            [0; 3]
        );
        assert_eq!(
            all.of(Count::LandedExact),
            all.of(Count::Untouched),
            "case {seed}"
        );
    }
}

#[test]
fn who_takes_the_first_place_with_the_words_is_caught_with_every_kind_of_change() {
    let mut table = Table::default();
    for seed in 0..140 {
        let case = Case::of(seed);
        let first = |fragment: &Fragment| {
            let start = case
                .new
                .char_of_byte(case.new.text().find(&fragment.quote)?);
            let range = CharRange::new(start, start + fragment.quote.chars().count());
            Some((Verdict::Moved, case.new.span(range).ok()?))
        };
        table = table.joined(Table::judge(&case, &verdicts(&case, first)));
    }
    for (change, row) in table.rows() {
        assert!(row.of(Count::Wrong) > 5, "{change:?}: {row:?}");
    }
}

#[test]
fn who_stays_at_the_old_offset_is_caught() {
    let mut table = Table::default();
    for seed in 0..140 {
        let case = Case::of(seed);
        let same = |fragment: &Fragment| Some((Verdict::Moved, case.new.span(fragment.span).ok()?));
        table = table.joined(Table::judge(&case, &verdicts(&case, same)));
    }
    let all = table.all();
    assert!(
        all.of(Count::Wrong) > all.of(Count::Fragments) / 5,
        "{all:?}"
    );
}

/// The memory of changes is sound: no old character is in two places, and what is said to be its own is the same but for how it is set.
#[test]
fn no_character_is_in_two_places_and_each_is_its_own() {
    for seed in 0..280 {
        let Changed { old, signs } = &Case::of(seed).changed;
        let mut seen = vec![false; old.len()];
        for sign in signs {
            let Some(from) = sign.from else {
                assert!(!sign.own);
                continue;
            };
            assert!(!std::mem::replace(&mut seen[from], true), "case {seed}");
            let is = |signs: &str| signs.contains(sign.c) && signs.contains(old[from]);
            let set_otherwise =
                is("“”«»\"") || is("‘’'") || is("–—-") || is_blank(sign.c) && is_blank(old[from]);
            assert!(
                !sign.own || sign.c == old[from] || set_otherwise,
                "case {seed}"
            );
        }
    }
}

/// Of two equal sentences one goes, or one comes: which, nobody can tell, unless something stands between.
#[test]
fn a_deletion_that_slides_is_the_same_text() {
    let old = "It began. He denied it. He denied it. It ended.";
    let words = |text: &str, start| {
        let document = Document::new(text);
        Fragment::of(
            &document,
            document.span(CharRange::new(start, start + 13)).unwrap(),
        )
    };
    let (first, second) = (words(old, 10), words(old, 24));
    let cut = |range: std::ops::Range<usize>| {
        let mut changed = Changed::new(old);
        changed.signs.drain(range);
        changed
    };
    let place = CharRange::new(10, 23);
    for (changed, gone) in [(cut(10..24), &first), (cut(24..38), &second)] {
        assert_eq!(changed.text(), "It began. He denied it. It ended.");
        let truth = Truth::of(&changed);
        assert_eq!(truth.own(gone).place, None);
        assert!(truth.would_be_own(gone, place));
        assert!(!truth.would_be_own(gone, CharRange::new(11, 24)));
    }
    // The other way round: the sentence comes once more.
    let new = "It began. He denied it. It ended.";
    let only = words(new, 10);
    for at in [10, 24] {
        let mut changed = Changed::new(new);
        changed.insert(at, "He denied it. ");
        assert_eq!(changed.text(), old);
        let truth = Truth::of(&changed);
        for place in [CharRange::new(10, 23), CharRange::new(24, 37)] {
            let own = truth.own(&only).place == Some(place);
            assert!(own || truth.would_be_own(&only, place), "{at} {place}");
        }
        assert!(!truth.would_be_own(&only, CharRange::new(11, 24)));
    }
}

#[test]
fn copies_with_something_between_are_not_the_same_text() {
    let old = "It began. He denied it. It went on. He denied it. It ended.";
    let document = Document::new(old);
    let first = Fragment::of(&document, document.span(CharRange::new(10, 23)).unwrap());
    let mut changed = Changed::new(old);
    changed.signs.drain(10..24);
    let at = changed.text().find("He denied").unwrap();
    assert!(!Truth::of(&changed).would_be_own(&first, CharRange::new(at, at + 13)));
}

#[test]
fn every_kind_of_change_takes_its_turn() {
    use strum::IntoEnumIterator;
    for (seed, change) in Change::iter().enumerate() {
        assert_eq!(Case::of(seed as u64).change, change);
    }
}

#[test]
fn what_goes_and_comes_elsewhere_with_all_around_it_may_have_been_moved() {
    let passage =
        "Nobody in the village knew why. The mayor denied it, as mayors do. It was a cold day.\n";
    // Longer than the passage, or it would be the rest that was moved.
    let rest = "It ended, as all things do. What came of it was told in every house along the bay for years, and in the next one too.";
    let old = format!("{passage}{rest}\n");
    let document = Document::new(old.as_str());
    let of = |start, end| {
        Fragment::of(
            &document,
            document.span(CharRange::new(start, end)).unwrap(),
        )
    };
    let (inside, at_the_end) = (of(36, 41), of(76, 80));
    let mut changed = Changed::new(&old);
    changed.signs.drain(..passage.chars().count());
    let end = changed.signs.len();
    changed.insert(end, passage);
    let truth = Truth::of(&changed);
    let place = |start, length| CharRange::new(end + start, end + start + length);
    assert!(truth.would_be_own(&inside, place(36, 5)));
    assert!(!truth.would_be_own(&inside, place(37, 5)));
    // Behind the passage stood other words than it is followed by now.
    assert!(!truth.would_be_own(&at_the_end, place(76, 4)));
}
