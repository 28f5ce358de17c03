//! Acts one by one, then any of them in any order, undone and redone.

mod places;
mod speakers;

use proptest::prelude::*;

use super::*;
use crate::{annotation::History, format, testing};

const TEXT: &str = "“We saw 40 dead,” she said, “and 😀 no help.”\nThe army denied it.";

fn document() -> Document {
    Document::new(TEXT)
}

fn id(n: u64) -> AnnotationId {
    AnnotationId::from_random(n)
}

fn speaker(n: u64) -> SpeakerId {
    SpeakerId::from_random(n)
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

    fn speak(&mut self, n: u64, name: &str, new: u64) {
        self.act(&Act::SetSpeaker {
            id: id(n),
            name: name.into(),
            new: speaker(new),
        })
        .unwrap();
    }

    /// The name and the other names of each speaker.
    fn register(&self) -> Vec<(&str, Vec<&str>)> {
        let speakers = self.set.speakers.iter();
        speakers
            .map(|speaker| {
                let others = speaker.other_names.iter().map(String::as_str);
                (speaker.name.as_str(), others.collect())
            })
            .collect()
    }

    fn span(&self, words: &str) -> Span {
        testing::span_of(&self.document, words)
    }

    /// Whether the last act can be taken back to just this.
    #[track_caller]
    fn undoes_to(&mut self, before: &AnnotationSet) {
        let after = self.set.clone();
        self.history.undo(&mut self.set).unwrap();
        assert_eq!(self.set, *before);
        self.history.redo(&mut self.set).unwrap();
        assert_eq!(self.set, after);
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

#[test]
fn sub_labels_are_kept_sorted_and_once_and_go_when_the_tag_goes() {
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw 40 dead").unwrap();
    let before = desk.set.clone();
    let labels = |labels: &[&str]| labels.iter().map(|&label| label.to_owned()).collect();
    let said = desk.act(&Act::SetLabels(
        id(1),
        labels(&["official", "eyewitness", "official"]),
    ));
    assert_eq!(said.unwrap(), "change sub-labels");
    assert_eq!(desk.get(1).labels, ["eyewitness", "official"]);
    desk.undoes_to(&before);
    desk.act(&Act::Retag(id(1), Kind::Claim)).unwrap();
    assert_eq!(desk.get(1).labels.len(), 2, "it is a claim as before");
    let before = desk.set.clone();
    desk.act(&Act::Retag(id(1), Kind::Denial)).unwrap();
    assert!(desk.get(1).labels.is_empty());
    desk.undoes_to(&before);
    assert_eq!(
        desk.act(&Act::SetLabels(id(9), labels(&["official"]))),
        Err(Refused::Gone)
    );
}

#[test]
fn several_acts_are_one_step_or_none() {
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw 40 dead").unwrap();
    let before = desk.set.clone();
    let mut acts = vec![
        Act::Retag(id(1), Kind::Denial),
        Act::SetDenies(id(1), vec![Denied::Elsewhere("a report".into())]),
        Act::MoveFragment(id(1), 0, desk.span("40 dead")),
        Act::SetUnsure(id(1), true),
    ];
    let planned = desk.set.plan_all("mend it", &acts, &desk.document).unwrap();
    assert_eq!(planned.what, "mend it");
    assert_eq!(desk.set, before, "a plan changes nothing");
    desk.history.act(&mut desk.set, planned, (), ()).unwrap();
    let mark = desk.get(1);
    assert!(mark.tag.kind() == Kind::Denial && mark.unsure && mark.words() == "40 dead");
    desk.undoes_to(&before);
    acts.push(Act::Delete(id(9)));
    assert_eq!(
        before.plan_all("mend it", &acts, &desk.document),
        Err(Refused::Gone)
    );
}

#[test]
fn a_set_that_can_not_take_all_acts_is_given_none() {
    // Out of order, as a file may be: a mark is not found where it should be.
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw").unwrap();
    desk.mark(2, Kind::Claim, "40 dead").unwrap();
    desk.mark(3, Kind::Claim, "no help").unwrap();
    desk.set.annotations.rotate_left(1);
    let acts = [1, 2, 3].map(|n| Act::SetUnsure(id(n), true));
    assert_eq!(
        desk.set.plan_all("mend it", &acts, &desk.document),
        Err(Refused::Gone)
    );
}

fn any_kind() -> impl Strategy<Value = Kind> {
    proptest::sample::select(vec![Kind::Claim, Kind::Denial, Kind::Figure])
}

/// Any act on a handful of marks and speakers, sensible or not.
fn any_act() -> impl Strategy<Value = Act> {
    let mark = || (1u64..6).prop_map(id);
    let who = || (1u64..5).prop_map(speaker);
    let name = || "[a-dA-D]? ?[a-d]?";
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
    let place = (
        (1u64..9).prop_map(id),
        proptest::collection::vec(span(), 0..3),
    );
    let places = proptest::collection::vec(place, 0..3);
    let on_marks = prop_oneof![
        5 => (span(), any_kind(), 0u64..6).prop_map(|(span, kind, n)| Act::Mark { span, kind, id: id(n), by: "ada".into() }),
        1 => (mark(), span()).prop_map(|(id, span)| Act::AddFragment(id, span)),
        1 => (mark(), any_kind()).prop_map(|(id, kind)| Act::Retag(id, kind)),
        1 => mark().prop_map(Act::Delete),
        1 => (mark(), proptest::collection::vec(denied, 0..3)).prop_map(|(id, denies)| Act::SetDenies(id, denies)),
        1 => (mark(), proptest::collection::vec(mark(), 0..3)).prop_map(|(id, about)| Act::SetAbout(id, about)),
        1 => (mark(), any::<String>()).prop_map(|(id, note)| Act::SetNote(id, note)),
        1 => (mark(), -9i64..9, 0u32..2).prop_map(|(id, number, scale)| {
            let amount = crate::annotation::Amount::Exactly(rust_decimal::Decimal::new(number * 10, scale));
            Act::SetQuantity(id, Some(Quantity { amount, unit: None, per: None }))
        }),
        1 => (mark(), any::<bool>()).prop_map(|(id, unsure)| Act::SetUnsure(id, unsure)),
        1 => (mark(), any::<String>()).prop_map(|(id, cue)| Act::SetSuggested(id, cue)),
        1 => (mark(), proptest::collection::vec("[a-c]", 0..3)).prop_map(|(id, labels)| Act::SetLabels(id, labels)),
        2 => (mark(), 0usize..3, span()).prop_map(|(id, index, span)| Act::MoveFragment(id, index, span)),
        1 => (mark(), 0usize..3).prop_map(|(id, index)| Act::RemoveFragment(id, index)),
        1 => (mark(), places).prop_map(|(of, places)| Act::Repeat { of, places, by: "eva".into() }),
    ];
    let on_speakers = prop_oneof![
        3 => (mark(), name(), who()).prop_map(|(id, name, new)| Act::SetSpeaker { id, name, new }),
        1 => (who(), name()).prop_map(|(id, name)| Act::AddSpeaker(id, name)),
        1 => (who(), name()).prop_map(|(id, name)| Act::RenameSpeaker(id, name)),
        1 => (who(), proptest::collection::vec(name(), 0..3)).prop_map(|(id, names)| Act::SetOtherNames(id, names)),
        1 => (who(), who()).prop_map(|(from, into)| Act::JoinSpeakers { from, into }),
        1 => who().prop_map(Act::RemoveSpeaker),
    ];
    prop_oneof![3 => on_marks, 2 => on_speakers]
}

/// Whether the ids that an act brings along are new, as whoever acts promises; the small pools of ids here break that now and
/// then.
fn brings_new_ids(set: &AnnotationSet, act: &Act) -> bool {
    match act {
        Act::Mark { id, .. } => set.annotation(id).is_none(),
        Act::Repeat { places, .. } => places.iter().enumerate().all(|(index, (id, _))| {
            set.annotation(id).is_none() && !places[..index].iter().any(|(other, _)| other == id)
        }),
        Act::SetSpeaker { new, .. } => set.speaker(new).is_none(),
        Act::AddSpeaker(id, _) => set.speaker(id).is_none(),
        _ => true,
    }
}

/// What holds of a set whatever is done to it.
fn check_order(set: &AnnotationSet, document: &Document) -> Result<(), TestCaseError> {
    let mut sorted = set.clone();
    sorted.sort();
    prop_assert_eq!(&sorted, set, "edits keep the order");
    for (index, mark) in set.annotations.iter().enumerate() {
        let spans = |mark: &Annotation| {
            let fragments = mark.fragments.iter();
            fragments.map(|fragment| fragment.span).collect::<Vec<_>>()
        };
        let twin = |other: &Arc<Annotation>| {
            other.tag.kind() == mark.tag.kind() && spans(other) == spans(mark)
        };
        prop_assert!(
            !set.annotations[index + 1..].iter().any(twin),
            "nothing is marked twice"
        );
        prop_assert!(!mark.fragments.is_empty());
        prop_assert!(
            mark.fragments
                .iter()
                .all(|fragment| fragment.fits(document))
                && spans(mark).windows(2).all(|two| two[0].end < two[1].start),
            "fragments stand apart"
        );
        prop_assert!(
            mark.tag.links().all(|id| set.annotation(id).is_some()),
            "no link dangles"
        );
        let known = |id| set.speaker(id).is_some();
        prop_assert!(mark.tag.speaker().is_none_or(known), "everybody is known");
    }
    let own = |speaker: &crate::annotation::Speaker| {
        let names = std::iter::once(&speaker.name).chain(&speaker.other_names);
        names.map(|name| name.to_lowercase()).collect::<Vec<_>>()
    };
    let mut names: Vec<_> = set.speakers.iter().flat_map(own).collect();
    let all = names.len();
    names.sort();
    names.dedup();
    prop_assert_eq!(names.len(), all, "a name is one speaker's");
    Ok(())
}

proptest! {
    #[test]
    fn whatever_is_done_can_be_undone_to_the_start_and_redone_to_the_end(acts in proptest::collection::vec(any_act(), 0..40)) {
        let mut desk = Desk::new();
        let first = desk.set.clone();
        let (mut states, mut done) = (vec![], vec![]);
        for act in &acts {
            if !brings_new_ids(&desk.set, act) {
                continue;
            }
            let before = desk.set.clone();
            if let Ok(transaction) = desk.set.plan(act, &desk.document) {
                if !transaction.edits.is_empty() {
                    states.push(before);
                }
                prop_assert!(!transaction.what.is_empty());
                prop_assert!(desk.history.act(&mut desk.set, transaction, (), ()).is_ok());
                done.push(act.clone());
            }
            check_order(&desk.set, &desk.document)?;
        }
        let last = desk.set.clone();
        for state in states.iter().rev() {
            prop_assert!(desk.history.undo(&mut desk.set).unwrap().is_some());
            prop_assert_eq!(state, &desk.set);
        }
        prop_assert!(desk.history.undo(&mut desk.set).unwrap().is_none());
        prop_assert_eq!(format::write(&first), format::write(&desk.set));
        while desk.history.redo(&mut desk.set).unwrap().is_some() {}
        prop_assert_eq!(format::write(&last), format::write(&desk.set));
        let mut jumped = first.clone();
        jumped.apply(&Transaction::between("jump", &first, &last)).unwrap();
        prop_assert_eq!(&jumped, &last);
        let at_once = first.plan_all("all", &done, &desk.document);
        let mut set = first.clone();
        set.apply(&at_once.clone().unwrap()).unwrap();
        prop_assert_eq!(&set, &last);
        set.apply(&at_once.unwrap().inverse()).unwrap();
        prop_assert_eq!(set, first);
    }
}
