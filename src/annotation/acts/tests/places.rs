//! Ends that move, and marks that are repeated.

use super::*;

#[test]
fn ends_that_move_keep_all_else_of_a_mark() {
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw 40 dead").unwrap();
    desk.mark(2, Kind::Denial, "The army denied it").unwrap();
    desk.speak(2, "the army", 1);
    for act in [
        Act::SetDenies(id(2), vec![Denied::Here(id(1))]),
        Act::SetNote(id(2), "of what they saw".into()),
        Act::SetLabels(id(2), vec!["flat".into()]),
        Act::SetUnsure(id(2), true),
    ] {
        desk.act(&act).unwrap();
    }
    let before = desk.set.clone();
    let old = desk.get(2).clone();
    let to = desk.span("army denied it");
    let said = desk.act(&Act::MoveFragment(id(2), 0, to)).unwrap();
    assert_eq!(said, "move the ends of a denial");
    let new = desk.get(2);
    assert_eq!(new.words(), "army denied it");
    assert!(new.fragments[0].fits(&desk.document));
    let rest = Annotation {
        fragments: old.fragments.clone(),
        ..new.clone()
    };
    assert_eq!(rest, old);
    desk.undoes_to(&before);
    // A denial that is linked to by nobody; now the claim that it links to.
    let to = desk.span("saw 40 dead");
    desk.act(&Act::MoveFragment(id(1), 0, to)).unwrap();
    assert_eq!(desk.get(2).tag.links().collect::<Vec<_>>(), [&id(1)]);
}

#[test]
fn a_fragment_that_is_moved_onto_another_becomes_one_with_it() {
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw").unwrap();
    for words in ["40", "no help"] {
        let span = desk.span(words);
        desk.act(&Act::AddFragment(id(1), span)).unwrap();
    }
    assert_eq!(desk.get(1).words(), "We saw … 40 … no help");
    let before = desk.set.clone();
    // The last one, over to where it touches the second.
    let span = desk.span(" dead,” she");
    desk.act(&Act::MoveFragment(id(1), 2, span)).unwrap();
    assert_eq!(desk.get(1).words(), "We saw … 40 dead,” she");
    desk.undoes_to(&before);
    // One that swallows both others.
    let span = desk.span("We saw 40 dead");
    desk.act(&Act::MoveFragment(id(1), 1, span)).unwrap();
    assert_eq!(desk.get(1).words(), "We saw 40 dead");
    // And past another, the order of the text is kept.
    let span = desk.span("The army");
    desk.act(&Act::AddFragment(id(1), span)).unwrap();
    let span = desk.span("no help");
    desk.act(&Act::MoveFragment(id(1), 1, span)).unwrap();
    let span = desk.span("denied it");
    desk.act(&Act::MoveFragment(id(1), 0, span)).unwrap();
    assert_eq!(desk.get(1).words(), "no help … denied it");
}

#[test]
fn a_move_to_nowhere_or_onto_a_twin_is_refused() {
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw 40 dead").unwrap();
    desk.mark(2, Kind::Claim, "40 dead").unwrap();
    desk.mark(3, Kind::Figure, "40").unwrap();
    let before = desk.set.clone();
    let twin = desk.span("40 dead");
    let refused = desk.act(&Act::MoveFragment(id(1), 0, twin)).unwrap_err();
    assert_eq!(refused, Refused::MarkedAlready(Kind::Claim));
    assert_eq!(
        refused.to_string(),
        "these words are already marked as a claim"
    );
    for (n, index) in [(1, 1), (9, 0)] {
        assert_eq!(
            desk.act(&Act::MoveFragment(id(n), index, twin)),
            Err(Refused::Gone)
        );
    }
    // A figure on the very words of a claim is no twin; a move to where it is, no step.
    desk.act(&Act::MoveFragment(id(2), 0, twin)).unwrap();
    assert_eq!(desk.set, before);
    desk.act(&Act::MoveFragment(id(3), 0, twin)).unwrap();
}

#[test]
fn a_repeat_copies_what_is_said_but_not_the_note() {
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw 40 dead").unwrap();
    desk.mark(2, Kind::Denial, "denied it").unwrap();
    desk.speak(2, "the army", 1);
    for act in [
        Act::SetDenies(id(2), vec![Denied::Here(id(1))]),
        Act::SetLabels(id(2), vec!["flat".into()]),
        Act::SetNote(id(2), "only here".into()),
    ] {
        desk.act(&act).unwrap();
    }
    let before = desk.set.clone();
    let pieces = vec![desk.span("no help"), desk.span("she said")];
    let said = desk.act(&Act::Repeat {
        of: id(2),
        places: vec![(id(3), pieces), (id(4), vec![desk.span("The army")])],
        by: "eva".into(),
    });
    assert_eq!(said.unwrap(), "mark a denial at 2 further places");
    let (model, first, second) = (desk.get(2), desk.get(3), desk.get(4));
    assert_eq!(first.words(), "she said … no help");
    assert_eq!(second.words(), "The army");
    for new in [first, second] {
        assert_eq!((&new.tag, &new.labels), (&model.tag, &model.labels));
        assert_eq!((new.note.as_str(), new.by.as_str()), ("", "eva"));
    }
    desk.undoes_to(&before);
    desk.mark(5, Kind::Figure, "40").unwrap();
    let said = desk.act(&Act::Repeat {
        of: id(5),
        places: vec![(id(6), vec![desk.span("dead")])],
        by: "eva".into(),
    });
    assert_eq!(said.unwrap(), "mark a figure again");
}

#[test]
fn pieces_of_a_repeat_that_touch_are_one() {
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw").unwrap();
    let pieces = vec![desk.span("no"), desk.span(" help"), desk.span("and 😀 no")];
    desk.act(&Act::Repeat {
        of: id(1),
        places: vec![(id(2), pieces)],
        by: "ada".into(),
    })
    .unwrap();
    assert_eq!(desk.get(2).words(), "and 😀 no help");
    assert_eq!(desk.get(2).fragments.len(), 1);
}

#[test]
fn a_repeat_on_marked_words_or_twice_on_the_same_or_on_none_is_refused() {
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw 40 dead").unwrap();
    desk.mark(2, Kind::Claim, "denied it").unwrap();
    let before = desk.set.clone();
    let (help, denied) = (desk.span("no help"), desk.span("denied it"));
    let pieces = vec![desk.span("no"), desk.span(" help")];
    let twice = Err(Refused::MarkedAlready(Kind::Claim));
    for (of, places, refused) in [
        (1, vec![(id(3), vec![help]), (id(4), vec![denied])], &twice),
        (1, vec![(id(3), vec![help]), (id(4), vec![help])], &twice),
        (1, vec![(id(3), vec![help]), (id(4), pieces)], &twice),
        (1, vec![(id(3), vec![])], &Err(Refused::NoWords)),
        (9, vec![(id(3), vec![help])], &Err(Refused::Gone)),
    ] {
        let repeat = Act::Repeat {
            of: id(of),
            places,
            by: "ada".into(),
        };
        assert_eq!(&desk.act(&repeat), refused);
        assert_eq!(desk.set, before);
    }
}
