//! What must hold for any two people's work, and what becomes of each thing that two people may do to one mark.

use proptest::prelude::*;

use super::*;
use crate::{
    annotation::{Act, Amount, Denied, Kind, Quantity, SpeakerId, Tag, Transaction},
    testing::{any_text, empty_set, span_of},
    text::{CharRange, Document},
    verify::{self, Severity},
};

/// One thing that somebody does: what, to which mark, where, with what.
type Step = (u8, usize, (usize, usize), u8);

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = (
        any::<u8>(),
        any::<usize>(),
        (0usize..60, 1usize..12),
        any::<u8>(),
    );
    proptest::collection::vec(step, 0..most)
}

/// Words, so that there is something to mark, with all that offsets go wrong on between them.
fn any_story() -> impl Strategy<Value = String> {
    (any_text(), any_text())
        .prop_map(|(a, b)| format!("One said {a} that two of three {b} had never been there"))
}

/// Does what can be done of these steps. `side` keeps the new ids of two people apart.
fn work(set: &AnnotationSet, document: &Document, steps: &[Step], side: u64) -> AnnotationSet {
    let mut set = set.clone();
    for (number, &(what, which, (start, length), with)) in steps.iter().enumerate() {
        let random = side << 32 | number as u64;
        let ids: Vec<_> = set.all_marks().map(|mark| mark.id.clone()).collect();
        let id = (!ids.is_empty()).then(|| ids[which % ids.len()].clone());
        let range =
            document.whole_graphemes(CharRange::new(start, (start + length).min(document.len())));
        let span = document.span(document.without_blank_edges(range)).ok();
        let kind = [Kind::Claim, Kind::Denial, Kind::Figure][usize::from(with) % 3];
        let name = ["Ada", "Bob", "Cleo", "Dan", ""][usize::from(with) % 5].to_owned();
        let speaker =
            (!set.speakers.is_empty()).then(|| set.speakers[which % set.speakers.len()].id.clone());
        let other = (!set.speakers.is_empty()).then(|| {
            set.speakers[usize::from(with) % set.speakers.len()]
                .id
                .clone()
        });
        let target = (!ids.is_empty()).then(|| ids[usize::from(with) % ids.len()].clone());
        let links = |id: &AnnotationId| {
            let mark = set.annotation(id)?;
            let mut to: Vec<_> = mark.tag.links().cloned().collect();
            match to.iter().position(|to| Some(to) == target.as_ref()) {
                Some(place) => drop(to.remove(place)),
                None => to.extend(target.clone()),
            }
            Some(match mark.tag.kind() {
                Kind::Denial => {
                    Act::SetDenies(id.clone(), to.into_iter().map(Denied::Here).collect())
                }
                _ => Act::SetAbout(id.clone(), to),
            })
        };
        let act = match what % 22 {
            0..=3 => span.map(|span| Act::Mark {
                span,
                kind,
                id: AnnotationId::from_random(random),
                by: "ada".to_owned(),
            }),
            4 => id.map(Act::Delete),
            5 => id.map(|id| Act::Retag(id, kind)),
            6 | 7 => id.map(|id| Act::SetSpeaker {
                id,
                name,
                new: SpeakerId::from_random(random),
            }),
            8 | 9 | 18 => id.as_ref().and_then(links),
            10 => id.map(|id| Act::SetNote(id, format!("note {with} {side}"))),
            11 => id.map(|id| Act::SetUnsure(id, with % 2 == 0)),
            12 => id.map(|id| Act::SetLabels(id, vec![format!("label {}", with % 4)])),
            13 => id
                .zip(span)
                .map(|(id, span)| Act::MoveFragment(id, 0, span)),
            14 => id.zip(span).map(|(id, span)| Act::AddFragment(id, span)),
            15 => id.map(|id| {
                let number = rust_decimal::Decimal::from(with / 2);
                let amount = match with % 2 {
                    0 => Amount::Exactly(number),
                    _ => Amount::Several(number),
                };
                let quantity = Quantity {
                    amount,
                    unit: None,
                    per: None,
                };
                Act::SetQuantity(id, Some(quantity))
            }),
            16 => speaker
                .zip(other)
                .map(|(from, into)| Act::JoinSpeakers { from, into }),
            17 => speaker.map(|speaker| match with % 3 {
                0 => Act::RemoveSpeaker(speaker),
                1 => Act::RenameSpeaker(speaker, format!("{name} {}", with % 7)),
                _ => Act::SetOtherNames(speaker, vec![format!("the {name} {}", with % 7)]),
            }),
            20 => id.map(|id| {
                let cue = ["told", "denied", "number", ""][usize::from(with) % 4];
                Act::SetSuggested(id, cue.to_owned())
            }),
            19 if with % 4 == 0 => id.map(Act::SetAside),
            19 if with % 4 == 1 => Some(Act::SetDone(!set.done)),
            _ => span.map(|span| match with % 2 {
                0 => Act::LeaveOut(span),
                _ => Act::TakeIn(span),
            }),
        };
        // What can't be done was refused: nobody did it.
        if let Some(Ok(transaction)) = act.map(|act| set.plan(&act, document)) {
            set.apply(&transaction).unwrap();
        }
    }
    set
}

/// A story, a set on it, and what two people made of that.
fn any_sides() -> impl Strategy<Value = (Document, [AnnotationSet; 3])> {
    (any_story(), steps(14), steps(10), steps(10)).prop_map(|(story, before, mine, theirs)| {
        let document = Document::new(story.as_str());
        let base = work(&empty_set(&document), &document, &before, 1);
        let mine = work(&base, &document, &mine, 2);
        let theirs = work(&base, &document, &theirs, 3);
        (document, [base, mine, theirs])
    })
}

/// What the command line calls an error in this set, by code.
fn errors(set: &AnnotationSet, document: &Document) -> Vec<String> {
    let found = verify::check_set(set, document, None, &verify::Selection::usual());
    let errors = found
        .iter()
        .filter(|finding| finding.rule.severity == Severity::Error);
    errors
        .map(|finding| format!("{}: {}", finding.rule.code, finding.message))
        .collect()
}

#[track_caller]
fn assert_sound(set: &AnnotationSet, document: &Document) {
    assert_eq!(errors(set, document), [""; 0]);
    assert_eq!(set.doubled_id(), None);
    let mut sorted = set.clone();
    sorted.sort();
    assert_eq!(*set, sorted);
    let text = crate::format::write(set);
    assert_eq!(crate::format::read(text.as_bytes()).as_ref(), Ok(set));
}

fn in_set(set: &AnnotationSet, id: &AnnotationId) -> Option<Standing> {
    marks::by_id(set).remove(id)
}

/// The name that a mark's speaker is shown by.
fn speaker<'a>(set: &'a AnnotationSet, mark: &Annotation) -> Option<&'a str> {
    let speaker = set.speaker(mark.tag.speaker()?)?;
    Some(&speaker.name)
}

/// All that a side did to its marks is in the joined set, or the mark is in conflict.
fn assert_kept(joined: &Joined, base: &AnnotationSet, side: &AnnotationSet) {
    let renamed = |id: &AnnotationId| joined.renamed.get(id).unwrap_or(id).clone();
    let is_asked = |id: &AnnotationId| joined.conflicts.iter().any(|conflict| conflict.id == *id);
    let before = marks::by_id(base);
    // A speaker who was joined with another, or removed, is taken off what the other side gave them.
    let nobody_went = base.speakers.iter().all(|speaker| {
        let is_in = |set: &AnnotationSet| set.speaker(&speaker.id).is_some();
        is_in(&joined.set) && is_in(side)
    });
    for (id, is) in marks::by_id(side) {
        let was = before.get(&id);
        let id = renamed(&id);
        if was == Some(&is) || is_asked(&id) {
            continue;
        }
        // Who joined its speaker with another has done nothing to the mark itself: it may be deleted.
        let but_for_the_speaker = |standing: &Standing| {
            let mut standing = standing.clone();
            if let Tag::Claim { speaker } | Tag::Denial { speaker, .. } =
                &mut Arc::make_mut(&mut standing.mark).tag
            {
                *speaker = None;
            }
            standing
        };
        if !nobody_went && was.map(but_for_the_speaker) == Some(but_for_the_speaker(&is)) {
            continue;
        }
        let becomes = in_set(&joined.set, &id).expect("a mark that was made or changed is there");
        let (was, is, becomes) = (was.map(|was| &*was.mark), &*is.mark, &*becomes.mark);
        let did = |differs: &dyn Fn(&Annotation) -> bool| was.is_none_or(differs);
        if did(&|was| was.fragments != is.fragments) {
            assert_eq!(becomes.fragments, is.fragments);
        }
        if did(&|was| was.tag.kind() != is.tag.kind()) {
            assert_eq!(becomes.tag.kind(), is.tag.kind());
        }
        if was.map_or(!is.note.is_empty(), |was| was.note != is.note) {
            assert_eq!(becomes.note, is.note);
        }
        if was.map_or(is.unsure, |was| was.unsure != is.unsure) {
            assert_eq!(becomes.unsure, is.unsure);
        }
        if was.is_some_and(|was| was.suggested != is.suggested) && !is.suggested.is_empty() {
            assert!(!becomes.suggested.is_empty());
        }
        for label in is
            .labels
            .iter()
            .filter(|label| did(&|was| !was.labels.contains(label)))
        {
            assert!(becomes.labels.contains(label));
        }
        for link in is
            .tag
            .links()
            .filter(|link| did(&|was| !was.tag.links().any(|to| to == *link)))
        {
            assert!(becomes.tag.links().any(|to| *to == renamed(link)));
        }
        if nobody_went
            && let Some(name) = speaker(side, is)
            && was.is_none_or(|was| was.tag.speaker() != is.tag.speaker())
        {
            let says = becomes
                .tag
                .speaker()
                .and_then(|id| joined.set.speaker(id))
                .unwrap();
            // Whoever was renamed on the other side has that name now.
            let same = Some(&says.id) == is.tag.speaker();
            assert!(same || says.is_called(name), "{name}: {says:?}");
        }
        if let (
            Tag::Figure { quantity, .. },
            Tag::Figure {
                quantity: there, ..
            },
        ) = (&is.tag, &becomes.tag)
            && was.is_none_or(
                |was| !matches!(&was.tag, Tag::Figure { quantity: was, .. } if was == quantity),
            )
            && quantity.is_some()
        {
            assert_eq!(there, quantity);
        }
    }
    // Nobody's speaker is lost either: who was entered or renamed goes by that name.
    for entered in side
        .speakers
        .iter()
        .filter(|speaker| base.speaker(&speaker.id).is_none())
    {
        assert!(
            joined.set.speaker_called(&entered.name).is_some(),
            "{entered:?}"
        );
    }
}

proptest! {
    #[test]
    fn what_only_one_side_did_is_what_becomes((_, [base, x, _]) in any_sides()) {
        for (base, mine, theirs) in [(&base, &x, &base), (&base, &base, &x), (&base, &x, &x)] {
            let joined = join(base, mine, theirs).unwrap();
            prop_assert_eq!(&joined.set, &x);
            prop_assert!(joined.conflicts.is_empty() && joined.renamed.is_empty());
            prop_assert_eq!(joined.came.is_empty(), *mine == x);
        }
    }

    #[test]
    fn neither_side_is_dropped_and_the_joined_set_is_sound((document, [base, mine, theirs]) in any_sides()) {
        for set in [&base, &mine, &theirs] {
            prop_assume!(errors(set, &document).is_empty());
        }
        let joined = join(&base, &mine, &theirs).unwrap();
        assert_sound(&joined.set, &document);
        assert_kept(&joined, &base, &mine);
        assert_kept(&joined, &base, &theirs);
        let mut set = mine.clone();
        set.apply(&Transaction::between("", &mine, &joined.set)).unwrap();
        prop_assert_eq!(&set, &joined.set);
        // What one side deleted and the other left alone is gone, unless it is asked about.
        for mark in base.all_marks() {
            let versions = [&base, &mine, &theirs].map(|set| in_set(set, &mark.id));
            let [was, here, there] = &versions;
            let gone = (here.is_none() && there == was) || (there.is_none() && here == was);
            let asked = joined.conflicts.iter().any(|conflict| conflict.id == mark.id);
            prop_assert!(!gone || asked || in_set(&joined.set, &mark.id).is_none());
        }
    }

    #[test]
    fn whoever_joins_gets_the_same((_, [base, mine, theirs]) in any_sides()) {
        let (here, there) = (join(&base, &mine, &theirs).unwrap(), join(&base, &theirs, &mine).unwrap());
        // What was deleted is asked about only where something links to it, and a mark in conflict links as the one who joins has it.
        let kind = |standing: &Option<Standing>| standing.as_ref().map(|one| one.mark.tag.kind());
        let ids = |joined: &Joined| -> std::collections::BTreeSet<AnnotationId> {
            let alike = joined.conflicts.iter().filter(|one| kind(&one.mine) == kind(&one.theirs));
            alike.map(|conflict| conflict.id.clone()).collect()
        };
        // Who is the same person is known to the one who has joined them, and not yet to the other.
        let people = |set: &AnnotationSet| -> Vec<_> {
            set.speakers.iter().map(|speaker| speaker.id.clone()).collect()
        };
        let same = people(&mine) == people(&theirs);
        if same && here.renamed.is_empty() && there.renamed.is_empty() {
            prop_assert_eq!(ids(&here), ids(&there));
        }
        let same_people = |a: &AnnotationSet, b: &AnnotationSet| {
            let names = |set: &AnnotationSet| -> Vec<_> {
                set.speakers.iter().map(|speaker| (speaker.id.clone(), speaker.name.clone())).collect()
            };
            names(a) == names(b)
        };
        // Which of two ids or two names is shown depends on who joins.
        if here.conflicts.is_empty() && here.renamed.is_empty() && same_people(&here.set, &there.set) {
            let plain = |set: &AnnotationSet| {
                let mut set = set.clone();
                for speaker in &mut set.speakers {
                    speaker.other_names.sort();
                }
                for mark in set.annotations.iter_mut().chain(&mut set.orphans) {
                    match &mut Arc::make_mut(mark).tag {
                        Tag::Denial { denies, .. } => denies.sort_by_key(|denied| format!("{denied:?}")),
                        Tag::Figure { about, .. } => about.sort(),
                        Tag::Claim { .. } => {}
                    }
                }
                set
            };
            prop_assert_eq!(plain(&here.set), plain(&there.set));
        }
    }

    #[test]
    fn a_second_look_asks_the_same_and_changes_nothing((_, [base, mine, theirs]) in any_sides()) {
        let joined = join(&base, &mine, &theirs).unwrap();
        let again = join(&joined.base, &joined.set, &theirs).unwrap();
        prop_assert_eq!(&again.set, &joined.set);
        for conflict in &joined.conflicts {
            // What was brought back for a link is as theirs has it, and there is nothing to be said of it twice.
            let as_theirs = in_set(&joined.set, &conflict.id) == conflict.theirs;
            let asked = again.conflicts.iter().find(|again| again.id == conflict.id);
            prop_assert!(as_theirs || asked.is_some_and(|again| again.theirs == conflict.theirs));
        }
    }

    #[test]
    fn any_decision_leaves_a_sound_set((document, [base, mine, theirs]) in any_sides(), sides: u64) {
        for set in [&base, &mine, &theirs] {
            prop_assume!(errors(set, &document).is_empty());
        }
        let joined = join(&base, &mine, &theirs).unwrap();
        let mut set = joined.set.clone();
        for (index, conflict) in joined.conflicts.iter().enumerate() {
            let side = if sides >> (index % 64) & 1 == 0 { Side::Mine } else { Side::Theirs };
            let before = set.clone();
            let transaction = conflict.settle(side, &set);
            set.apply(&transaction).unwrap();
            assert_sound(&set, &document);
            let (is, wanted) = (in_set(&set, &conflict.id), conflict.of(side));
            prop_assert_eq!(is.is_some(), wanted.is_some());
            if let (Some(is), Some(wanted)) = (is, wanted) {
                prop_assert_eq!(is.aside, wanted.aside);
                prop_assert_eq!(&is.mark.note, &wanted.mark.note);
                prop_assert_eq!(&is.mark.fragments, &wanted.mark.fragments);
                prop_assert_eq!(is.mark.tag.kind(), wanted.mark.tag.kind());
            }
            let mut undone = set.clone();
            undone.apply(&transaction.inverse()).unwrap();
            prop_assert_eq!(undone, before);
        }
    }
}

const STORY: &str =
    "There is no plan, Roe said. 4,000 people cross the bridge. The council denied it.";

/// A small set, to be changed by two.
struct Two {
    document: Document,
    base: AnnotationSet,
    mine: AnnotationSet,
    theirs: AnnotationSet,
}

fn id(name: &str) -> AnnotationId {
    AnnotationId::new(name).unwrap()
}

fn mark(document: &Document, words: &str, kind: Kind, name: &str) -> Act {
    Act::Mark {
        span: span_of(document, words),
        kind,
        id: id(name),
        by: "ada".to_owned(),
    }
}

impl Two {
    /// "There is no plan" is the claim `plan`, "4,000" the figure `4000`, "The council denied it" the denial `no`.
    fn new() -> Self {
        let document = Document::new(STORY);
        let mut base = empty_set(&document);
        for act in [
            mark(&document, "There is no plan", Kind::Claim, "plan"),
            mark(&document, "4,000", Kind::Figure, "4000"),
            mark(&document, "The council denied it", Kind::Denial, "no"),
        ] {
            base.do_all("", &[act], &document).unwrap();
        }
        let (mine, theirs) = (base.clone(), base.clone());
        Self {
            document,
            base,
            mine,
            theirs,
        }
    }

    fn mine(mut self, act: Act) -> Self {
        self.mine.do_all("", &[act], &self.document).unwrap();
        self
    }

    fn theirs(mut self, act: Act) -> Self {
        self.theirs.do_all("", &[act], &self.document).unwrap();
        self
    }

    fn join(&self) -> Joined {
        let joined = join(&self.base, &self.mine, &self.theirs).unwrap();
        assert_sound(&joined.set, &self.document);
        joined
    }
}

fn speaks(mark: &str, name: &str, new: &str) -> Act {
    Act::SetSpeaker {
        id: id(mark),
        name: name.to_owned(),
        new: SpeakerId::new(new).unwrap(),
    }
}

fn asked(joined: &Joined) -> Vec<&str> {
    joined
        .conflicts
        .iter()
        .map(|conflict| conflict.id.as_str())
        .collect()
}

#[test]
fn different_parts_of_one_mark_are_joined() {
    let two = Two::new()
        .mine(Act::SetNote(id("plan"), "hm".to_owned()))
        .theirs(speaks("plan", "Roe", "roe"))
        .theirs(Act::SetUnsure(id("plan"), true));
    let joined = two.join();
    assert_eq!(asked(&joined), [""; 0]);
    let plan = joined.set.annotation(&id("plan")).unwrap();
    assert!(plan.unsure && plan.note == "hm");
    assert_eq!(speaker(&joined.set, plan), Some("Roe"));
    assert_eq!(joined.came.to_string(), "1 mark was changed");
}

#[test]
fn what_a_mark_was_offered_for_outlives_a_join() {
    let told = |cue: &str| Act::SetSuggested(id("plan"), cue.to_owned());
    let suggested = |joined: &Joined| {
        assert_eq!(asked(joined), [""; 0]);
        let plan = joined.set.annotation(&id("plan")).unwrap();
        plan.suggested.clone()
    };
    let note = || Act::SetNote(id("plan"), "hm".to_owned());
    let two = Two::new().mine(told("told")).theirs(note());
    assert_eq!(suggested(&two.join()), "told");
    let two = Two::new().mine(note()).theirs(told("told"));
    assert_eq!(suggested(&two.join()), "told");
    // Two programs that know other cues: nobody is asked, and both get the same.
    let two = Two::new().mine(told("told")).theirs(told("said"));
    assert_eq!(suggested(&two.join()), "told");
    let two = Two::new().mine(told("said")).theirs(told("told"));
    assert_eq!(suggested(&two.join()), "told");
}

#[test]
fn who_accepted_an_offer_and_who_found_the_same_words_have_one_mark_with_its_origin() {
    for accepted_by_me in [true, false] {
        let mut two = Two::new();
        let words = "4,000 people";
        let (offered, found) = (
            [
                mark(&two.document, words, Kind::Figure, "offered"),
                Act::SetSuggested(id("offered"), "number".to_owned()),
            ],
            [mark(&two.document, words, Kind::Figure, "found")],
        );
        let (mine, theirs): (&[Act], &[Act]) = match accepted_by_me {
            true => (&offered, &found),
            false => (&found, &offered),
        };
        two.mine.do_all("", mine, &two.document).unwrap();
        two.theirs.do_all("", theirs, &two.document).unwrap();
        let joined = two.join();
        let all: Vec<_> = joined.set.all_marks().collect();
        let same: Vec<_> = all.iter().filter(|mark| mark.words() == words).collect();
        assert_eq!(same.len(), 1);
        assert_eq!(same[0].suggested, "number");
    }
}

#[test]
fn two_notes_on_one_mark_are_asked_about_and_either_can_be_had() {
    let two = Two::new()
        .mine(Act::SetNote(id("plan"), "mine".to_owned()))
        .theirs(Act::SetNote(id("plan"), "theirs".to_owned()));
    let joined = two.join();
    assert_eq!(asked(&joined), ["plan"]);
    assert_eq!(joined.set, two.mine);
    let mut set = joined.set.clone();
    assert!(
        joined.conflicts[0]
            .settle(Side::Mine, &set)
            .edits
            .is_empty()
    );
    set.apply(&joined.conflicts[0].settle(Side::Theirs, &set))
        .unwrap();
    assert_eq!(set, two.theirs);
    assert_eq!(joined.conflicts[0].side_in(&set), Some(Side::Theirs));
}

#[test]
fn what_one_deletes_and_the_other_changes_is_asked_about() {
    let links = Act::SetDenies(id("no"), vec![Denied::Here(id("plan"))]);
    let mut two = Two::new();
    two.base.do_all("", &[links], &two.document).unwrap();
    (two.mine, two.theirs) = (two.base.clone(), two.base.clone());
    let two = two
        .mine(Act::Delete(id("plan")))
        .theirs(Act::SetNote(id("plan"), "look".to_owned()));
    let joined = two.join();
    assert_eq!(asked(&joined), ["plan"]);
    assert_eq!(joined.set, two.mine);
    let mut set = joined.set.clone();
    set.apply(&joined.conflicts[0].settle(Side::Theirs, &set))
        .unwrap();
    assert_eq!(set, two.theirs, "the link is there again, too");
}

#[test]
fn a_mark_that_was_just_linked_to_stays() {
    let two = Two::new()
        .mine(Act::Delete(id("plan")))
        .theirs(Act::SetAbout(id("4000"), vec![id("plan")]));
    let joined = two.join();
    assert_eq!(asked(&joined), ["plan"]);
    assert_eq!(joined.set, two.theirs);
    let mut set = joined.set.clone();
    set.apply(&joined.conflicts[0].settle(Side::Mine, &set))
        .unwrap();
    assert_eq!(set, two.mine, "deleted, and the link with it");
    // The same where it was made something that can't be linked to.
    let two = Two::new()
        .theirs(Act::Retag(id("plan"), Kind::Figure))
        .mine(Act::SetDenies(id("no"), vec![Denied::Here(id("plan"))]));
    let joined = two.join();
    assert_eq!(asked(&joined), ["plan"]);
    assert_eq!(joined.set, two.mine);
}

#[test]
fn the_same_words_marked_by_both_are_one_mark_with_what_both_say_of_it() {
    let document = Document::new(STORY);
    let two = Two::new()
        .mine(mark(&document, "cross the bridge", Kind::Claim, "here"))
        .mine(Act::SetNote(id("here"), "really?".to_owned()))
        .mine(Act::SetAbout(id("4000"), vec![id("here")]))
        .theirs(mark(&document, "cross the bridge", Kind::Claim, "there"))
        .theirs(Act::SetUnsure(id("there"), true));
    let joined = two.join();
    assert_eq!(asked(&joined), [""; 0]);
    assert_eq!(joined.renamed[&id("here")], id("there"));
    let one = joined.set.annotation(&id("there")).unwrap();
    assert!(one.unsure && one.note == "really?");
    assert_eq!(joined.set.annotations.len(), 4);
    let figure = joined.set.annotation(&id("4000")).unwrap();
    assert!(figure.tag.links().eq([&id("there")]));
    let joined = two
        .theirs(Act::SetNote(id("there"), "no".to_owned()))
        .join();
    assert_eq!(asked(&joined), ["there"], "two notes");
}

#[test]
fn the_same_person_entered_by_both_is_one() {
    let two = Two::new()
        .mine(speaks("plan", "roe", "here"))
        .theirs(speaks("no", "Roe", "there"));
    let joined = two.join();
    assert_eq!(joined.set.speakers.len(), 1);
    let says = |mark: &str| {
        joined
            .set
            .annotation(&id(mark))
            .unwrap()
            .tag
            .speaker()
            .cloned()
    };
    assert_eq!(says("plan"), SpeakerId::new("there"));
    assert_eq!(says("no"), SpeakerId::new("there"));
}

#[test]
fn a_speaker_who_is_joined_with_another_takes_what_the_others_gave_them() {
    let (ada, bob) = (
        SpeakerId::new("ada").unwrap(),
        SpeakerId::new("bob").unwrap(),
    );
    let mut two = Two::new();
    for act in [speaks("plan", "Ada", "ada"), speaks("no", "Bob", "bob")] {
        two.base.do_all("", &[act], &two.document).unwrap();
    }
    (two.mine, two.theirs) = (two.base.clone(), two.base.clone());
    let document = Document::new(STORY);
    let two = two
        .mine(Act::JoinSpeakers {
            from: bob,
            into: ada.clone(),
        })
        .theirs(mark(&document, "cross the bridge", Kind::Claim, "new"))
        .theirs(speaks("new", "Bob", "x"))
        .theirs(Act::SetNote(id("no"), "hm".to_owned()));
    let joined = two.join();
    assert_eq!(asked(&joined), [""; 0]);
    assert!(
        joined
            .set
            .all_marks()
            .all(|mark| mark.tag.speaker() == Some(&ada) || mark.tag.kind() == Kind::Figure)
    );
    assert_eq!(joined.set.speakers.len(), 1);
}

#[test]
fn parts_that_both_leave_out_are_one_part() {
    let document = Document::new(STORY);
    let two = Two::new()
        .mine(Act::LeaveOut(span_of(&document, "Roe said. 4,000")))
        .theirs(Act::LeaveOut(span_of(&document, "4,000 people")));
    let joined = two.join();
    let [region] = &joined.set.left_out[..] else {
        panic!("one region")
    };
    assert!(region.fits(&document));
    assert_eq!(document.slice(region.span), "Roe said. 4,000 people");
    assert!(joined.came.besides);
    assert_eq!(
        joined.came.to_string(),
        "something besides the marks was changed"
    );
}

#[test]
fn what_cant_be_joined_says_why() {
    let two = Two::new().mine(Act::SetUnsure(id("plan"), true));
    let said = |theirs: &AnnotationSet| join(&two.base, &two.mine, theirs).unwrap_err().to_string();
    let mut theirs = two.theirs.clone();
    theirs.annotator = "bob".to_owned();
    assert_eq!(
        said(&theirs),
        "it is the set of bob, and this one is of ada"
    );
    let mut theirs = two.theirs.clone();
    theirs.annotations.push(theirs.annotations[0].clone());
    assert_eq!(said(&theirs), "two marks of it have the id plan");
    let mut theirs = two.theirs.clone();
    theirs.article.text_sha256 = crate::text::Sha256::of(b"another");
    assert_eq!(
        said(&theirs),
        "its marks stand on another state of the article"
    );
    assert!(
        join(&two.base, &two.base, &theirs).is_ok(),
        "nothing was done here"
    );
}

#[test]
fn a_new_speaker_with_a_name_that_was_somebody_elses_stays_another_person() {
    let (old, new) = (
        SpeakerId::new("old").unwrap(),
        SpeakerId::new("new").unwrap(),
    );
    let mut two = Two::new();
    two.base
        .do_all("", &[speaks("plan", "Ada", "old")], &two.document)
        .unwrap();
    (two.mine, two.theirs) = (two.base.clone(), two.base.clone());
    let two = two
        .mine(Act::RenameSpeaker(old.clone(), "Ada Roe".to_owned()))
        .mine(speaks("no", "Ada", "new"))
        .theirs(Act::SetUnsure(id("plan"), true));
    let joined = two.join();
    let says = |mark: &str| {
        joined
            .set
            .annotation(&id(mark))
            .unwrap()
            .tag
            .speaker()
            .cloned()
    };
    assert_eq!((says("plan"), says("no")), (Some(old), Some(new)));
    assert_eq!(joined.set.speakers, two.mine.speakers);
}
