//! The desk without a window: marking, ends, undo, walking.

use super::*;
use crate::gui::command::{Edge, Step};
use crate::{
    annotation::{Denied, Kind},
    testing::{empty_set, span_of},
};

fn desk() -> Desk {
    let document = Document::new("“We saw it,” she said, “and 😀 it was bad.” The army denied it.");
    let set = empty_set(&document);
    Desk::new(
        "a.txt".into(),
        "a.ada.ron".into(),
        Arc::new(document),
        set,
        None,
    )
}

fn select(desk: &mut Desk, words: &str, adds: bool) {
    desk.at.selection = Selection {
        adds,
        ..Selection::of(span_of(&desk.document, words).range())
    };
}

fn id(n: u64) -> AnnotationId {
    AnnotationId::from_random(n)
}

#[test]
fn marking_trims_blanks_and_selects_the_new_mark() {
    let mut desk = desk();
    select(&mut desk, " she said, ", false);
    desk.tag(Kind::Claim, true, id(1)).unwrap();
    assert_eq!(desk.mark().unwrap().words(), "she said,");
    select(&mut desk, " she said, ", false);
    desk.tag(Kind::Claim, false, id(2)).unwrap();
    assert_eq!(desk.mark().unwrap().words(), " she said, ");
}

#[test]
fn a_selection_made_with_ctrl_goes_to_the_selected_mark() {
    let mut desk = desk();
    select(&mut desk, "We saw it", false);
    desk.tag(Kind::Claim, true, id(1)).unwrap();
    select(&mut desk, "and 😀 it was bad", true);
    desk.tag(Kind::Denial, true, id(2)).unwrap();
    assert_eq!(
        desk.mark().unwrap().words(),
        "We saw it … and 😀 it was bad"
    );
    assert_eq!(desk.set().annotations.len(), 1);
}

#[test]
fn undo_and_redo_restore_the_selection_too() {
    let mut desk = desk();
    select(&mut desk, "We saw it", false);
    let before = desk.at.clone();
    desk.tag(Kind::Claim, true, id(1)).unwrap();
    let after = desk.at.clone();
    desk.at = Whereabouts::default();
    assert_eq!(desk.undo().unwrap().unwrap(), "mark a claim");
    assert_eq!(
        (&desk.at, desk.placed().at(&desk.document, 3).len()),
        (&before, 0)
    );
    desk.redo().unwrap();
    assert_eq!(
        (&desk.at, desk.placed().at(&desk.document, 3).len()),
        (&after, 1)
    );
}

#[test]
fn tab_walks_all_marks_and_o_goes_round_those_that_overlap() {
    let mut desk = desk();
    for (n, kind, words) in [
        (1, Kind::Claim, "We saw it"),
        (2, Kind::Figure, "saw"),
        (3, Kind::Denial, "The army denied it"),
    ] {
        select(&mut desk, words, false);
        desk.tag(kind, true, id(n)).unwrap();
    }
    desk.at = Whereabouts::default();
    let mut walk = vec![];
    for _ in 0..4 {
        let next = desk.neighbour(true).unwrap();
        desk.select_mark(&next);
        walk.push(next);
    }
    assert_eq!(walk, [id(1), id(2), id(3), id(1)]);
    assert_eq!(desk.neighbour(false), Some(id(3)));
    desk.at = Whereabouts {
        selection: Selection::caret(5),
        mark: None,
    };
    desk.cycle();
    assert_eq!(desk.at.mark, Some(id(2)), "the smallest first");
    desk.cycle();
    assert_eq!(desk.at.mark, Some(id(1)));
    desk.cycle();
    assert_eq!(desk.at.mark, Some(id(2)));
}

#[test]
fn a_frozen_desk_changes_nothing() {
    let mut desk = desk();
    desk.frozen = Some("the article has changed".into());
    select(&mut desk, "We saw it", false);
    assert!(matches!(
        desk.tag(Kind::Claim, true, id(1)),
        Err(NotDone::Frozen(_))
    ));
    assert_eq!(desk.revision(), 0);
}

#[test]
fn taking_over_the_file_from_disk_can_be_undone() {
    let mut desk = desk();
    select(&mut desk, "We saw it", false);
    desk.tag(Kind::Claim, true, id(1)).unwrap();
    let mine = desk.set().clone();
    let mut theirs = mine.clone();
    let deny = Annotation {
        id: id(9),
        tag: Tag::Denial {
            speaker: None,
            denies: vec![Denied::Elsewhere("x".into())],
        },
        ..(*theirs.annotations[0]).clone()
    };
    theirs.annotations = vec![Arc::new(deny)];
    desk.take_theirs(theirs.clone(), Stamp::of(b"x")).unwrap();
    assert_eq!((desk.set(), desk.is_changed()), (&theirs, false));
    desk.undo().unwrap();
    assert_eq!((desk.set(), desk.is_changed()), (&mine, true));
}

fn step(edge: Edge, forward: bool, by_word: bool) -> Step {
    Step {
        edge,
        forward,
        by_word,
    }
}

#[test]
fn ends_go_by_words_and_letters_and_keep_what_belongs_to_the_mark() {
    let mut desk = desk();
    select(&mut desk, "she said", false);
    desk.tag(Kind::Claim, true, id(1)).unwrap();
    desk.act(&Act::SetNote(id(1), "look".into()), desk.at.clone())
        .unwrap();
    let words = |desk: &Desk| desk.mark().unwrap().words();
    for (edge, forward, by_word, wanted) in [
        (Edge::End, true, true, "she said,"),
        (Edge::End, true, true, "she said, “"),
        (Edge::End, true, true, "she said, “and"),
        (Edge::End, true, true, "she said, “and 😀"),
        (Edge::End, false, true, "she said, “and"),
        (Edge::End, false, false, "she said, “an"),
        (Edge::End, true, true, "she said, “and"),
        (Edge::End, false, true, "she said, “"),
        (Edge::Start, true, true, "said, “"),
        (Edge::Start, true, false, "aid, “"),
        (Edge::Start, false, true, "said, “"),
        (Edge::Start, false, true, "she said, “"),
        (Edge::Start, false, true, "” she said, “"),
    ] {
        desk.move_end(step(edge, forward, by_word)).unwrap();
        assert_eq!(words(&desk), wanted);
    }
    let mark = desk.mark().unwrap();
    assert_eq!((&mark.id, mark.note.as_str()), (&id(1), "look"));
    assert!(mark.fragments[0].fits(&desk.document));
}

#[test]
fn a_mark_is_never_left_without_words_and_stops_at_the_texts_ends() {
    let mut desk = desk();
    select(&mut desk, "“We", false);
    desk.tag(Kind::Claim, true, id(1)).unwrap();
    desk.move_end(step(Edge::End, false, true)).unwrap();
    assert_eq!(desk.mark().unwrap().words(), "“");
    for by_word in [true, false] {
        for (edge, forward) in [(Edge::End, false), (Edge::Start, true)] {
            let refused = desk.move_end(step(edge, forward, by_word));
            assert!(matches!(refused, Err(NotDone::NothingLeft)), "{refused:?}");
        }
        desk.move_end(step(Edge::Start, false, by_word)).unwrap();
    }
    assert_eq!(desk.mark().unwrap().words(), "“");
    while desk.mark().unwrap().extent().end < desk.document.len() {
        desk.move_end(step(Edge::End, true, true)).unwrap();
    }
    desk.move_end(step(Edge::End, true, true)).unwrap();
    assert_eq!(desk.mark().unwrap().words(), desk.document.text());
}

#[test]
fn of_a_mark_in_pieces_the_end_at_the_caret_is_moved() {
    let mut desk = desk();
    select(&mut desk, "We saw", false);
    desk.tag(Kind::Claim, true, id(1)).unwrap();
    select(&mut desk, "and 😀", true);
    desk.tag(Kind::Claim, true, id(2)).unwrap();
    desk.move_end(step(Edge::End, true, true)).unwrap();
    assert_eq!(desk.mark().unwrap().words(), "We saw … and 😀 it");
    desk.at.selection = Selection::caret(2);
    desk.move_end(step(Edge::End, true, true)).unwrap();
    assert_eq!(desk.mark().unwrap().words(), "We saw it … and 😀 it");
}

#[test]
fn a_place_from_a_journal_is_kept_inside_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let journals = Journals {
        state: Some(folder.path().to_owned()),
        steps: 10,
    };
    let absurd = crate::journal::Place {
        anchor: usize::MAX,
        head: 5_000_000,
        mark: Some(id(77)),
    };
    let mut first = desk();
    first.set_file = folder.path().join("a.ada.ron");
    first.keep_journal(&journals, crate::journal::offer::Found::default());
    select(&mut first, "We saw it", false);
    first.at.mark = None;
    let journal = first.journal().unwrap();
    journal.done(crate::annotation::Step {
        transaction: Transaction {
            what: "say so".into(),
            edits: vec![Edit::Done(true)],
        },
        before: absurd.clone(),
        after: absurd,
    });
    assert!(journal.is_written_within(std::time::Duration::from_secs(20)));
    let set_file = first.set_file.clone();
    drop(first);
    let mut again = desk();
    again.set_file = set_file.clone();
    let found = journals.find(&set_file, crate::journal::past::Disk::None);
    again.keep_journal(&journals, found);
    assert!(matches!(again.undo(), Err(NotDone::Undecided)));
    assert_eq!(again.restore().unwrap(), None);
    assert!(again.set().done && again.is_changed());
    assert_eq!(again.at.selection.head, again.document.len());
    again.undo().unwrap();
    assert!(again.mark().is_none() && !again.set().done);
}

/// What has arrived of a step that was sent off.
fn arrived(desk: &mut Desk) -> Arrived {
    loop {
        if let Some(arrived) = desk.arrived() {
            return arrived.unwrap();
        }
        std::thread::yield_now();
    }
}

#[test]
fn a_step_of_very_many_edits_is_made_on_a_thread_and_is_in_the_history_as_any_other() {
    let document = Arc::new(Document::new("word ".repeat(1_500)));
    let set = empty_set(&document);
    let (article, file) = ("s.txt".into(), "s.ada.ron".into());
    let mut desk = Desk::new(article, file, document.clone(), set, None);
    let empty = desk.set().clone();
    let mark = |n: usize| {
        let span = document.span(CharRange::new(5 * n, 5 * n + 4)).unwrap();
        Edit::Insert(Arc::new(Annotation {
            id: id(n as u64),
            tag: Kind::Claim.empty(),
            labels: Vec::new(),
            fragments: vec![crate::annotation::Fragment::of(&document, span)],
            note: String::new(),
            unsure: false,
            suggested: String::new(),
            by: "ada".to_owned(),
        }))
    };
    let all = Transaction {
        what: "mark all".to_owned(),
        edits: (0..1_500).map(mark).collect(),
    };
    let one = Transaction {
        what: "mark one".to_owned(),
        edits: vec![mark(3)],
    };
    let at = Whereabouts::default();
    let sent = desk.transact(all.clone(), at.clone());
    assert!(matches!(sent, Err(NotDone::Underway)));
    // Until it is there, nothing else is done.
    assert!(desk.is_busy() && desk.set() == &empty);
    assert!(matches!(
        desk.transact(one.clone(), at.clone()),
        Err(NotDone::Busy)
    ));
    assert!(matches!(desk.undo(), Err(NotDone::Busy)));
    assert_eq!(
        arrived(&mut desk),
        Arrived::Done("mark all".to_owned(), false)
    );
    let mut as_usual = empty.clone();
    as_usual.apply(&all).unwrap();
    assert_eq!(desk.set(), &as_usual);
    assert_eq!((desk.revision(), desk.undoable().0), (1, Some("mark all")));
    assert_eq!(desk.placed().at(&document, 5)[0].id, id(1));
    assert!(matches!(desk.undo(), Err(NotDone::Underway)));
    assert_eq!(arrived(&mut desk), Arrived::Undone("mark all".to_owned()));
    assert!(desk.set() == &empty && desk.placed().at(&document, 5).is_empty());
    assert!(matches!(desk.redo(), Err(NotDone::Underway)));
    desk.wait();
    assert_eq!(desk.set(), &as_usual);
    assert_eq!(desk.undoable(), (Some("mark all"), None));
    // What does not fit is not done, and is said when it has come to that.
    assert!(matches!(
        desk.transact(all, at.clone()),
        Err(NotDone::Underway)
    ));
    let refused = loop {
        if let Some(arrived) = desk.arrived() {
            break arrived;
        }
    };
    assert!(matches!(refused, Err(NotDone::Inconsistent(_))));
    assert_eq!(desk.set(), &as_usual);
    let last = desk.set().annotations[3].clone();
    let remove = Transaction {
        what: "one off".to_owned(),
        edits: vec![Edit::Remove(last)],
    };
    desk.transact(remove, at).unwrap();
}
