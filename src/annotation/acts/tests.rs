//! Acts one by one, then any of them in any order, undone and redone.

use proptest::prelude::*;

use super::*;
use crate::{annotation::History, testing};

const TEXT: &str = "“We saw 40 dead,” she said, “and 😀 no help.”\nThe army denied it.";

fn document() -> Document {
    Document::new(TEXT)
}

fn id(n: u64) -> AnnotationId {
    AnnotationId::from_random(n)
}

struct Desk {
    document: Document,
    set: AnnotationSet,
    history: History<()>,
}

impl Desk {
    fn new() -> Self {
        let document = document();
        Self {
            set: testing::empty_set(&document),
            document,
            history: History::default(),
        }
    }

    fn act(&mut self, act: &Act) -> Result<String, Refused> {
        let transaction = self.set.plan(act, &self.document)?;
        let what = transaction.what.clone();
        self.history
            .act(&mut self.set, transaction, (), ())
            .unwrap();
        Ok(what)
    }

    fn mark(&mut self, n: u64, kind: Kind, words: &str) -> Result<String, Refused> {
        let span = testing::span_of(&self.document, words);
        self.act(&Act::Mark {
            span,
            kind,
            id: id(n),
            by: "ada".into(),
        })
    }

    fn get(&self, n: u64) -> &Annotation {
        self.set.annotation(&id(n)).unwrap()
    }
}

#[test]
fn the_same_words_carry_a_tag_once_but_two_tags_freely() {
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw 40 dead").unwrap();
    assert_eq!(
        desk.mark(2, Kind::Claim, "We saw 40 dead"),
        Err(Refused::MarkedAlready(Kind::Claim))
    );
    desk.mark(3, Kind::Denial, "We saw 40 dead").unwrap();
    desk.mark(4, Kind::Figure, "40").unwrap();
    let order: Vec<_> = desk
        .set
        .annotations
        .iter()
        .map(|mark| mark.tag.kind())
        .collect();
    assert_eq!(order[2], Kind::Figure, "inner marks come after outer ones");
}

#[test]
fn a_second_fragment_is_added_and_one_that_touches_is_joined() {
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw 40 dead").unwrap();
    let second = testing::span_of(&desk.document, "no help");
    desk.act(&Act::AddFragment(id(1), second)).unwrap();
    assert_eq!(desk.get(1).words(), "We saw 40 dead … no help");
    let third = testing::span_of(&desk.document, "and 😀 no");
    desk.act(&Act::AddFragment(id(1), third)).unwrap();
    assert_eq!(desk.get(1).words(), "We saw 40 dead … and 😀 no help");
}

#[test]
fn deleting_a_target_takes_the_links_along_and_undo_brings_all_back() {
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw 40 dead").unwrap();
    desk.mark(2, Kind::Denial, "The army denied it").unwrap();
    desk.mark(3, Kind::Figure, "40").unwrap();
    desk.act(&Act::SetDenies(
        id(2),
        vec![
            Denied::Here(id(1)),
            Denied::Elsewhere("an old report".into()),
        ],
    ))
    .unwrap();
    desk.act(&Act::SetAbout(id(3), vec![id(1)])).unwrap();
    let linked = desk.set.clone();
    assert_eq!(
        desk.act(&Act::Delete(id(1))).unwrap(),
        "delete a claim and 2 links to it"
    );
    assert_eq!(
        desk.get(2).tag.links().count() + desk.get(3).tag.links().count(),
        0
    );
    desk.history.undo(&mut desk.set).unwrap();
    assert_eq!(desk.set, linked);
}

#[test]
fn a_retag_keeps_the_speaker_and_drops_links_that_make_no_sense_any_more() {
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw 40 dead").unwrap();
    desk.mark(2, Kind::Denial, "The army denied it").unwrap();
    desk.act(&Act::SetDenies(id(2), vec![Denied::Here(id(1))]))
        .unwrap();
    desk.act(&Act::SetSpeaker {
        id: id(1),
        name: " the witness ".into(),
        new: SpeakerId::from_random(7),
    })
    .unwrap();
    desk.act(&Act::Retag(id(1), Kind::Denial)).unwrap();
    assert_eq!(desk.get(1).tag.speaker(), Some(&SpeakerId::from_random(7)));
    assert_eq!(desk.get(2).tag.links().count(), 0);
    assert_eq!(desk.set.speakers[0].name, "the witness");
}

#[test]
fn a_known_speaker_is_found_by_any_of_their_names() {
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw 40 dead").unwrap();
    desk.mark(2, Kind::Claim, "no help").unwrap();
    for (n, name) in [(1, "Ada Byron"), (2, "ADA byron")] {
        desk.act(&Act::SetSpeaker {
            id: id(n),
            name: name.into(),
            new: SpeakerId::from_random(n),
        })
        .unwrap();
    }
    assert_eq!(desk.set.speakers.len(), 1);
    assert_eq!(desk.get(1).tag.speaker(), desk.get(2).tag.speaker());
    desk.act(&Act::SetSpeaker {
        id: id(1),
        name: String::new(),
        new: SpeakerId::from_random(9),
    })
    .unwrap();
    assert_eq!(desk.get(1).tag.speaker(), None);
}

#[test]
fn links_go_only_where_they_mean_something() {
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw 40 dead").unwrap();
    desk.mark(2, Kind::Denial, "The army denied it").unwrap();
    desk.mark(3, Kind::Figure, "40").unwrap();
    let here = |n| vec![Denied::Here(id(n))];
    assert_eq!(
        desk.act(&Act::SetDenies(id(2), here(2))),
        Err(Refused::Itself)
    );
    assert_eq!(
        desk.act(&Act::SetDenies(id(2), here(9))),
        Err(Refused::Gone)
    );
    let wrong = Refused::WrongTarget {
        from: Kind::Denial,
        to: Kind::Figure,
    };
    assert_eq!(desk.act(&Act::SetDenies(id(2), here(3))), Err(wrong));
    desk.act(&Act::SetAbout(id(3), vec![id(2)])).unwrap();
    let lacks = Refused::NoSuchPart {
        kind: Kind::Claim,
        part: "quantity",
    };
    assert_eq!(desk.act(&Act::SetQuantity(id(1), None)), Err(lacks));
}

fn any_kind() -> impl Strategy<Value = Kind> {
    proptest::sample::select(vec![Kind::Claim, Kind::Denial, Kind::Figure])
}

/// Any act on a handful of marks, sensible or not.
fn any_act() -> impl Strategy<Value = Act> {
    let mark = || (1u64..6).prop_map(id);
    let length = TEXT.chars().count();
    let span = move || {
        (0..length, 1usize..12).prop_filter_map("a span", move |(start, more)| {
            let document = document();
            document
                .span(document.whole_graphemes(CharRange::new(start, (start + more).min(length))))
                .ok()
        })
    };
    let denied = prop_oneof![
        mark().prop_map(Denied::Here),
        any::<String>().prop_map(Denied::Elsewhere)
    ];
    prop_oneof![
        4 => (span(), any_kind(), any::<u64>()).prop_map(|(span, kind, n)| Act::Mark { span, kind, id: id(n % 6), by: "ada".into() }),
        1 => (mark(), span()).prop_map(|(id, span)| Act::AddFragment(id, span)),
        1 => (mark(), any_kind()).prop_map(|(id, kind)| Act::Retag(id, kind)),
        1 => mark().prop_map(Act::Delete),
        1 => (mark(), "[a-d]?", any::<u64>()).prop_map(|(id, name, n)| Act::SetSpeaker { id, name, new: SpeakerId::from_random(n) }),
        1 => (mark(), proptest::collection::vec(denied, 0..3)).prop_map(|(id, denies)| Act::SetDenies(id, denies)),
        1 => (mark(), proptest::collection::vec(mark(), 0..3)).prop_map(|(id, about)| Act::SetAbout(id, about)),
        1 => (mark(), any::<String>()).prop_map(|(id, note)| Act::SetNote(id, note)),
        1 => (mark(), -9i64..9, 0u32..2).prop_map(|(id, number, scale)| {
            let amount = crate::annotation::Amount::Exactly(rust_decimal::Decimal::new(number * 10, scale));
            Act::SetQuantity(id, Some(Quantity { amount, unit: None, per: None }))
        }),
        1 => (mark(), any::<bool>()).prop_map(|(id, unsure)| Act::SetUnsure(id, unsure)),
    ]
}

proptest! {
    #[test]
    fn whatever_is_done_can_be_undone_to_the_start_and_redone_to_the_end(acts in proptest::collection::vec(any_act(), 0..30)) {
        let mut desk = Desk::new();
        let first = desk.set.clone();
        let mut states = vec![];
        for act in &acts {
            // A mark's id is new by promise; the small pool of ids here breaks it now and then.
            if matches!(act, Act::Mark { id, .. } if desk.set.annotation(id).is_some()) {
                continue;
            }
            let before = desk.set.clone();
            if let Ok(transaction) = desk.set.plan(act, &desk.document) {
                if !transaction.edits.is_empty() {
                    states.push(before);
                }
                prop_assert!(desk.history.act(&mut desk.set, transaction, (), ()).is_ok());
            }
            let mut sorted = desk.set.clone();
            sorted.sort();
            prop_assert_eq!(&sorted, &desk.set, "edits keep the order");
            for (index, mark) in desk.set.annotations.iter().enumerate() {
                let spans = |mark: &Annotation| mark.fragments.iter().map(|fragment| fragment.span).collect::<Vec<_>>();
                let twin = |other: &Arc<Annotation>| other.tag.kind() == mark.tag.kind() && spans(other) == spans(mark);
                prop_assert!(!desk.set.annotations[index + 1..].iter().any(twin), "nothing is marked twice");
                prop_assert!(mark.fragments.iter().all(|fragment| fragment.fits(&desk.document)));
                prop_assert!(mark.tag.links().all(|id| desk.set.annotation(id).is_some()), "no link dangles");
            }
        }
        let last = desk.set.clone();
        for state in states.iter().rev() {
            prop_assert!(desk.history.undo(&mut desk.set).unwrap().is_some());
            prop_assert_eq!(state, &desk.set);
        }
        prop_assert!(desk.history.undo(&mut desk.set).unwrap().is_none());
        prop_assert_eq!(&first, &desk.set);
        while desk.history.redo(&mut desk.set).unwrap().is_some() {}
        prop_assert_eq!(&last, &desk.set);
        let mut jumped = first.clone();
        jumped.apply(&Transaction::between("jump", &first, &last)).unwrap();
        prop_assert_eq!(jumped, last);
    }
}
