//! One mark on three sides: what it becomes, part by part.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use super::{Conflict, Standing};
use crate::annotation::{Annotation, AnnotationId, AnnotationSet, Tag};

/// Marks by their ids.
pub(super) type Marks = HashMap<AnnotationId, Standing>;

pub(super) fn by_id(set: &AnnotationSet) -> Marks {
    let standing = |aside| {
        move |mark: &Arc<Annotation>| {
            let mark = mark.clone();
            (mark.id.clone(), Standing { mark, aside })
        }
    };
    let marks = set.annotations.iter().map(standing(false));
    marks
        .chain(set.orphans.iter().map(standing(true)))
        .collect()
}

/// All marks of the three.
pub(super) struct Sides {
    pub base: Marks,
    pub mine: Marks,
    pub theirs: Marks,
}

impl Sides {
    pub(super) fn of(base: &AnnotationSet, mine: &AnnotationSet, theirs: &AnnotationSet) -> Self {
        Self {
            base: by_id(base),
            mine: by_id(mine),
            theirs: by_id(theirs),
        }
    }

    /// The marks joined, and the ids of those that are in conflict: they stand as mine has them.
    pub(super) fn join(&self) -> (Marks, BTreeSet<AnnotationId>) {
        let (mut joined, mut in_conflict) = (Marks::new(), BTreeSet::new());
        let theirs_alone = self.theirs.keys().filter(|id| !self.mine.contains_key(*id));
        for id in self.mine.keys().chain(theirs_alone) {
            let [base, mine, theirs] = self.versions(id);
            let becomes = match (mine, theirs) {
                _ if mine == theirs || theirs == base => mine.cloned(),
                _ if mine == base => theirs.cloned(),
                (Some(mine), Some(theirs)) => match joined_mark(base, mine, theirs) {
                    Some(mark) => Some(mark),
                    None => {
                        in_conflict.insert(id.clone());
                        Some(mine.clone())
                    }
                },
                _ => {
                    in_conflict.insert(id.clone());
                    mine.cloned()
                }
            };
            if let Some(standing) = becomes {
                joined.insert(id.clone(), standing);
            }
        }
        (joined, in_conflict)
    }

    /// A mark as base, mine and theirs have it.
    pub(super) fn versions(&self, id: &AnnotationId) -> [Option<&Standing>; 3] {
        [self.base.get(id), self.mine.get(id), self.theirs.get(id)]
    }

    pub(super) fn conflict(&self, id: AnnotationId, sets: [&AnnotationSet; 3]) -> Conflict {
        let [base, mine, theirs] = self.versions(&id).map(Option::<&Standing>::cloned);
        let named = [&mine, &theirs].into_iter().flatten();
        let mut speakers = Vec::new();
        for speaker in named.filter_map(|standing| standing.mark.tag.speaker()) {
            // Mine first: what it says of them is what the register says.
            let known = [sets[1], sets[2], sets[0]]
                .into_iter()
                .find_map(|set| set.speaker(speaker));
            speakers.extend(known.cloned());
        }
        Conflict {
            id,
            base,
            mine,
            theirs,
            speakers,
            linked_from: Vec::new(),
        }
    }

    /// Finds the marks that link to those in conflict, where the two sides may not both have the links.
    pub(super) fn find_links(&self, conflicts: &mut [Conflict]) {
        let kind = |standing: &Option<Standing>| standing.as_ref().map(|one| one.mark.tag.kind());
        // Only a side that has deleted it, or made it another kind, has taken links off.
        let asked = conflicts
            .iter_mut()
            .filter(|conflict| kind(&conflict.mine) != kind(&conflict.theirs));
        let mut found: HashMap<_, _> = asked
            .map(|conflict| (conflict.id.clone(), &mut conflict.linked_from))
            .collect();
        if found.is_empty() {
            return;
        }
        for standing in self.mine.values().chain(self.theirs.values()) {
            for target in standing.mark.tag.links() {
                if let Some(linked_from) = found.get_mut(target) {
                    linked_from.push(standing.mark.id.clone());
                }
            }
        }
        for linked_from in found.into_values() {
            linked_from.sort();
            linked_from.dedup();
        }
    }
}

/// What the next join starts from: what is on disk, but the marks in conflict as they were before both sides changed them.
pub(super) fn next_base(mut theirs: AnnotationSet, conflicts: &[Conflict]) -> AnnotationSet {
    if conflicts.is_empty() {
        return theirs;
    }
    let asked: HashSet<_> = conflicts.iter().map(|conflict| &conflict.id).collect();
    theirs.annotations.retain(|mark| !asked.contains(&mark.id));
    theirs.orphans.retain(|mark| !asked.contains(&mark.id));
    for Standing { mark, aside } in conflicts
        .iter()
        .filter_map(|conflict| conflict.base.as_ref())
    {
        match aside {
            true => theirs.orphans.push(mark.clone()),
            false => theirs.annotations.push(mark.clone()),
        }
    }
    theirs.sort();
    theirs
}

/// A mark that both sides have and have changed; `None` if they changed the same part in different ways.
fn joined_mark(base: Option<&Standing>, mine: &Standing, theirs: &Standing) -> Option<Standing> {
    let kind = mine.mark.tag.kind();
    let was = base.map(|base| &base.mark);
    // What both have made came from nothing filled in.
    let blank = kind.empty();
    let blank = (theirs.mark.tag.kind() == kind).then_some(&blank);
    let (tag, labels) = match was.map_or(blank, |was| Some(&was.tag)) {
        Some(tag) if tag.kind() == kind && theirs.mark.tag.kind() == kind => (
            joined_tag(tag, &mine.mark.tag, &theirs.mark.tag)?,
            list(
                was.map_or(&[], |was| &was.labels),
                &mine.mark.labels,
                &theirs.mark.labels,
            ),
        ),
        // Links and sub-labels belong to the kind.
        _ => {
            let of = |mark: &Annotation| (mark.tag.clone(), mark.labels.clone());
            one_of(
                was.map(|was| of(was)).as_ref(),
                &of(&mine.mark),
                &of(&theirs.mark),
            )?
        }
    };
    let place = |standing: &Standing| (standing.mark.fragments.clone(), standing.aside);
    let (fragments, aside) = one_of(base.map(place).as_ref(), &place(mine), &place(theirs))?;
    let none = String::new();
    let note = one_of(
        Some(was.map_or(&none, |was| &was.note)),
        &mine.mark.note,
        &theirs.mark.note,
    )?;
    let unsure = one_of(
        Some(&was.is_some_and(|was| was.unsure)),
        &mine.mark.unsure,
        &theirs.mark.unsure,
    )?;
    // Who made it, and what it was offered for, is nothing that a person changes.
    let by = one_of(was.map(|was| &was.by), &mine.mark.by, &theirs.mark.by);
    let suggested = one_of(
        was.map(|was| &was.suggested),
        &mine.mark.suggested,
        &theirs.mark.suggested,
    )
    // Nobody is asked about that; the same one, whoever joins, and not the empty one.
    .unwrap_or_else(|| std::cmp::max(&mine.mark.suggested, &theirs.mark.suggested).clone());
    let mark = Annotation {
        id: mine.mark.id.clone(),
        tag,
        labels,
        fragments,
        note,
        unsure,
        suggested,
        by: by.unwrap_or_else(|| theirs.mark.by.clone()),
    };
    Some(Standing {
        mark: Arc::new(mark),
        aside,
    })
}

/// Three tags of one kind.
fn joined_tag(base: &Tag, mine: &Tag, theirs: &Tag) -> Option<Tag> {
    Some(match (base, mine, theirs) {
        (Tag::Claim { speaker: a }, Tag::Claim { speaker: b }, Tag::Claim { speaker: c }) => {
            Tag::Claim {
                speaker: one_of(Some(a), b, c)?,
            }
        }
        (
            Tag::Denial {
                speaker: a,
                denies: from,
            },
            Tag::Denial {
                speaker: b,
                denies: here,
            },
            Tag::Denial {
                speaker: c,
                denies: there,
            },
        ) => Tag::Denial {
            speaker: one_of(Some(a), b, c)?,
            denies: list(from, here, there),
        },
        (
            Tag::Figure {
                quantity: a,
                about: from,
            },
            Tag::Figure {
                quantity: b,
                about: here,
            },
            Tag::Figure {
                quantity: c,
                about: there,
            },
        ) => Tag::Figure {
            quantity: one_of(Some(a), b, c)?,
            about: list(from, here, there),
        },
        _ => return None,
    })
}

/// What was changed by one side only, or by both alike.
pub(super) fn one_of<T: PartialEq + Clone>(base: Option<&T>, mine: &T, theirs: &T) -> Option<T> {
    if mine == theirs || base == Some(theirs) {
        Some(mine.clone())
    } else if base == Some(mine) {
        Some(theirs.clone())
    } else {
        None
    }
}

/// A list without what either side took out, and with what either put in: theirs first.
pub(super) fn list<T: PartialEq + Clone>(base: &[T], mine: &[T], theirs: &[T]) -> Vec<T> {
    if mine == theirs || theirs == base {
        return mine.to_vec();
    }
    if mine == base {
        return theirs.to_vec();
    }
    let stays = |item: &&T| mine.contains(item) || !base.contains(item);
    let mut joined: Vec<T> = theirs.iter().filter(stays).cloned().collect();
    for item in mine.iter().filter(|item| !base.contains(item)) {
        if !joined.contains(item) {
            joined.push(item.clone());
        }
    }
    joined
}
