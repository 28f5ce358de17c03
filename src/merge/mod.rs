//! The room of joining: two people, or two windows, have changed one set, and both came from the same state of it. What they did to
//! different marks, or to different parts of one mark, is joined; what can't be both is a [`Conflict`] that somebody decides. Neither
//! side is dropped in silence. Everything is a value: no disk, no clock, no chance.

use std::{collections::HashMap, fmt, sync::Arc};

use crate::annotation::{Annotation, AnnotationId, AnnotationSet, Speaker};

mod links;
mod marks;
mod rest;
mod settling;
mod speakers;
#[cfg(test)]
mod tests;
mod twins;

pub use settling::Side;

/// What came of joining two sets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Joined {
    /// Both in one, sorted.
    pub set: AnnotationSet,
    /// From what the set and theirs have come, if it is joined once more: theirs, but the marks in conflict as they were before.
    pub base: AnnotationSet,
    /// What somebody must decide, in text order. Until then such a mark stands as mine has it; one that mine has deleted or made
    /// another kind stands as theirs has it if something of theirs links to it.
    pub conflicts: Vec<Conflict>,
    /// What came in from theirs.
    pub came: Came,
    /// Marks of mine that have the id of theirs now: both had marked the same words as the same thing.
    pub renamed: HashMap<AnnotationId, AnnotationId>,
}

/// A mark as one side has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The mark.
    pub mark: Arc<Annotation>,
    /// Whether it was set aside.
    pub aside: bool,
}

/// A mark that both sides have changed, each in another way. `None` is a side that has it not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// The mark.
    pub id: AnnotationId,
    /// As it was before; `None` if both have made it.
    pub base: Option<Standing>,
    /// As it is here.
    pub mine: Option<Standing>,
    /// As the others have it.
    pub theirs: Option<Standing>,
    /// Whom the two versions name: they may be in one register alone.
    speakers: Vec<Speaker>,
    /// The marks that link to it on either side: deleting it has taken the links off.
    linked_from: Vec<AnnotationId>,
}

/// What came in from theirs, mark by mark.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Came {
    /// Marks that were not here.
    pub added: Vec<AnnotationId>,
    /// Marks that are not as they were here.
    pub changed: Vec<AnnotationId>,
    /// Marks that are no longer here.
    pub removed: Vec<AnnotationId>,
    /// Whether something else is not as it was: speakers, what is left out, whether it is done, the article.
    pub besides: bool,
}

/// Why two sets can't be joined mark by mark.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unjoinable {
    /// The marks of the two stand on different texts.
    #[error("its marks stand on another state of the article")]
    AnotherText,
    /// The two are different people's.
    #[error("it is the set of {theirs}, and this one is of {mine}")]
    AnotherAnnotator {
        /// Whose set is here.
        mine: String,
        /// Whose set the other is.
        theirs: String,
    },
    /// Which of the two marks is meant, nobody can tell.
    #[error("two marks of it have the id {0}")]
    DoubledMark(AnnotationId),
    /// Which of the two speakers is meant, nobody can tell.
    #[error("two speakers of it have the id {0}")]
    DoubledSpeaker(crate::annotation::SpeakerId),
}

/// Joins what two sides have made of `base`. The three need not be sorted.
///
/// # Errors
/// They can't be joined mark by mark.
pub fn join(
    base: &AnnotationSet,
    mine: &AnnotationSet,
    theirs: &AnnotationSet,
) -> Result<Joined, Unjoinable> {
    for set in [theirs, mine, base] {
        if let Some(id) = set.doubled_id() {
            return Err(Unjoinable::DoubledMark(id.clone()));
        }
        if let Some(id) = speakers::doubled(&set.speakers) {
            return Err(Unjoinable::DoubledSpeaker(id.clone()));
        }
    }
    if mine.annotator != theirs.annotator {
        return Err(Unjoinable::AnotherAnnotator {
            mine: mine.annotator.clone(),
            theirs: theirs.annotator.clone(),
        });
    }
    let sorted = |set: &AnnotationSet| {
        let mut set = set.clone();
        set.sort();
        set
    };
    let (mut base, mut mine, mut theirs) = (sorted(base), sorted(mine), sorted(theirs));
    base.annotator.clone_from(&mine.annotator);
    if mine == theirs || theirs == base {
        return Ok(Joined::without_questions(mine.clone(), theirs, &mine));
    }
    if mine == base {
        return Ok(Joined::without_questions(theirs.clone(), theirs, &mine));
    }
    if mine.article.text_sha256 != theirs.article.text_sha256 {
        return Err(Unjoinable::AnotherText);
    }
    let as_read = theirs.clone();
    let renamed = twins::rename(&base, &mut mine, &theirs);
    let speakers = speakers::rename(&mut base, &mut mine, &mut theirs);
    let sides = marks::Sides::of(&base, &mine, &theirs);
    let (mut marks, mut in_conflict) = sides.join();
    links::keep_targets(&sides, &mut marks, &mut in_conflict);

    let mut set = rest::join(&base, &mine, &theirs);
    for standing in marks.into_values() {
        match standing.aside {
            true => set.orphans.push(standing.mark),
            false => set.annotations.push(standing.mark),
        }
    }
    set.speakers = speakers.register(&set, [&base, &mine, &theirs]);
    set.sort();
    let mut conflicts: Vec<_> = in_conflict
        .into_iter()
        .map(|id| sides.conflict(id, [&base, &mine, &theirs]))
        .collect();
    sides.find_links(&mut conflicts);
    conflicts.sort_by(|a, b| a.order().cmp(&b.order()));
    Ok(Joined {
        base: marks::next_base(as_read, &conflicts),
        came: Came::between(&mine, &set),
        conflicts,
        renamed,
        set,
    })
}

impl Joined {
    fn without_questions(set: AnnotationSet, base: AnnotationSet, mine: &AnnotationSet) -> Self {
        Self {
            came: Came::between(mine, &set),
            set,
            base,
            conflicts: Vec::new(),
            renamed: HashMap::new(),
        }
    }
}

impl Came {
    /// What is not in `to` as it is in `from`.
    #[must_use]
    pub fn between(from: &AnnotationSet, to: &AnnotationSet) -> Self {
        let (before, after) = (marks::by_id(from), marks::by_id(to));
        let mut came = Self::default();
        for mark in to.all_marks() {
            match before.get(&mark.id) {
                None => came.added.push(mark.id.clone()),
                Some(was) if after.get(&mark.id) != Some(was) => came.changed.push(mark.id.clone()),
                Some(_) => {}
            }
        }
        let gone = |mark: &&Arc<Annotation>| !after.contains_key(&mark.id);
        came.removed = from
            .all_marks()
            .filter(gone)
            .map(|mark| mark.id.clone())
            .collect();
        let besides = |set: &AnnotationSet| AnnotationSet {
            annotations: Vec::new(),
            orphans: Vec::new(),
            ..set.clone()
        };
        came.besides = besides(from) != besides(to);
        came
    }

    /// Whether nothing came in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// "2 marks came in, 1 was changed, 1 went".
impl fmt::Display for Came {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        let verbs = [
            (self.added.len(), "came in", "came in"),
            (self.changed.len(), "was changed", "were changed"),
            (self.removed.len(), "went", "went"),
        ];
        for (count, one, many) in verbs.into_iter().filter(|(count, ..)| *count > 0) {
            let verb = if count == 1 { one } else { many };
            parts.push(match (parts.is_empty(), count) {
                (true, 1) => format!("1 mark {verb}"),
                (true, _) => format!("{count} marks {verb}"),
                (false, _) => format!("{count} {verb}"),
            });
        }
        match (parts.is_empty(), self.besides) {
            (true, true) => f.write_str("something besides the marks was changed"),
            (true, false) => f.write_str("nothing came in"),
            (false, _) => f.write_str(&parts.join(", ")),
        }
    }
}
