//! The registers of speakers. Both sides may have entered the same person under two ids, and one may have joined two speakers of whom
//! the other still names both.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use super::marks::{list, one_of};
use crate::annotation::{AnnotationSet, Speaker, SpeakerId, Tag};

/// Who is somebody else now.
type Renamed = HashMap<SpeakerId, SpeakerId>;

pub(super) fn doubled(speakers: &[Speaker]) -> Option<&SpeakerId> {
    let mut seen = HashSet::new();
    speakers
        .iter()
        .map(|speaker| &speaker.id)
        .find(|id| !seen.insert(*id))
}

/// Who was renamed on which side.
pub(super) struct Speakers {
    mine: Renamed,
    theirs: Renamed,
}

/// Makes those one who are one: in all that the three sets say. The registers stay as they are.
pub(super) fn rename(
    base: &mut AnnotationSet,
    mine: &mut AnnotationSet,
    theirs: &mut AnnotationSet,
) -> Speakers {
    let mut here = joined_away(base, theirs, mine);
    for speaker in &mine.speakers {
        if base.speaker(&speaker.id).is_none()
            && theirs.speaker(&speaker.id).is_none()
            && let Some(same) = theirs.speaker_called(&speaker.name)
            // Who had the name before, or has it here beside the new one, is somebody else.
            && ![&*base, &*mine].into_iter().any(|set| {
                set.speaker(&same.id)
                    .is_some_and(|known| known.is_called(&speaker.name))
            })
        {
            here.insert(speaker.id.clone(), same.id.clone());
        }
    }
    let mut there = joined_away(base, mine, theirs);
    there.retain(|from, into| {
        // Who took the name here may have the id of theirs now.
        if let Some(further) = here.get(into) {
            *into = further.clone();
        }
        // Each has joined the two the other way round: one of them is enough.
        from != into && !here.values().any(|id| id == from)
    });
    say_by(mine, &here);
    say_by(theirs, &there);
    for renamed in [&here, &there] {
        say_by(base, renamed);
    }
    Speakers {
        mine: here,
        theirs: there,
    }
}

/// The speakers that `by` has joined into another one, and `on` still has.
fn joined_away(base: &AnnotationSet, by: &AnnotationSet, on: &AnnotationSet) -> Renamed {
    let mut away = Renamed::new();
    for was in &base.speakers {
        if by.speaker(&was.id).is_some() || on.speaker(&was.id).is_none() {
            continue;
        }
        let took_the_name = |speaker: &&Speaker| {
            speaker.is_called(&was.name)
                && !base
                    .speaker(&speaker.id)
                    .is_some_and(|before| before.is_called(&was.name))
        };
        if let Some(into) = by.speakers.iter().find(took_the_name) {
            away.insert(was.id.clone(), into.id.clone());
        }
    }
    away
}

fn say_by(set: &mut AnnotationSet, renamed: &Renamed) {
    if renamed.is_empty() {
        return;
    }
    for mark in set.annotations.iter_mut().chain(&mut set.orphans) {
        let Some(into) = mark.tag.speaker().and_then(|id| renamed.get(id)) else {
            continue;
        };
        if let Tag::Claim { speaker } | Tag::Denial { speaker, .. } = &mut Arc::make_mut(mark).tag {
            *speaker = Some(into.clone());
        }
    }
}

impl Speakers {
    /// The joined register: it has everybody whom the marks of `set` name.
    pub(super) fn register(
        &self,
        set: &AnnotationSet,
        [base, mine, theirs]: [&AnnotationSet; 3],
    ) -> Vec<Speaker> {
        let used: HashSet<_> = set
            .all_marks()
            .filter_map(|mark| mark.tag.speaker())
            .collect();
        let ids: BTreeSet<_> = [base, mine, theirs]
            .into_iter()
            .flat_map(|set| set.speakers.iter().map(|speaker| &speaker.id))
            .collect();
        let mut register = BTreeMap::new();
        for id in ids {
            let is_used = used.contains(id);
            let renamed = self.mine.contains_key(id) || self.theirs.contains_key(id);
            let becomes = match (base.speaker(id), mine.speaker(id), theirs.speaker(id)) {
                _ if renamed && !is_used => None,
                (was, Some(mine), Some(theirs)) => Some(joined(was, mine, theirs)),
                // One side has it, and the other took it out or never had it.
                (was, Some(one), None) | (was, None, Some(one)) => {
                    (is_used || was != Some(one)).then(|| one.clone())
                }
                (was, None, None) => was.filter(|_| is_used).cloned(),
            };
            register.extend(becomes.map(|speaker| (id, speaker)));
        }
        // Whoever is somebody else now still goes by the names that they had.
        for (renamed, side) in [(&self.mine, mine), (&self.theirs, theirs)] {
            for (from, into) in renamed {
                if let (Some(from), Some(into)) = (side.speaker(from), register.get_mut(into)) {
                    for name in std::iter::once(&from.name).chain(&from.other_names) {
                        if !into.is_called(name) {
                            into.other_names.push(name.clone());
                        }
                    }
                }
            }
        }
        register.into_values().collect()
    }
}

fn joined(was: Option<&Speaker>, mine: &Speaker, theirs: &Speaker) -> Speaker {
    if mine == theirs || was == Some(theirs) {
        return mine.clone();
    }
    if was == Some(mine) {
        return theirs.clone();
    }
    let name = one_of(was.map(|was| &was.name), &mine.name, &theirs.name);
    let mut speaker = Speaker {
        id: mine.id.clone(),
        name: name.clone().unwrap_or_else(|| mine.name.clone()),
        other_names: list(
            was.map_or(&[], |was| &was.other_names),
            &mine.other_names,
            &theirs.other_names,
        ),
    };
    if name.is_none() && !speaker.is_called(&theirs.name) {
        // Both gave a new name: one is shown, and none is lost.
        speaker.other_names.push(theirs.name.clone());
    }
    let shown = speaker.name.trim().to_lowercase();
    speaker
        .other_names
        .retain(|other| other.trim().to_lowercase() != shown);
    speaker
}
