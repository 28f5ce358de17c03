//! A decision about a conflict, as a transaction, so that undo covers it.

use std::sync::Arc;

use super::{Conflict, Standing};
use crate::annotation::{
    Annotation, AnnotationId, AnnotationSet, Denied, Kind, Speaker, SpeakerId, Tag, Transaction,
};

/// Whose version of a mark.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Side {
    /// The one here.
    Mine,
    /// The others'.
    Theirs,
}

impl Conflict {
    /// The mark as this side has it.
    #[must_use]
    pub const fn of(&self, side: Side) -> Option<&Standing> {
        match side {
            Side::Mine => self.mine.as_ref(),
            Side::Theirs => self.theirs.as_ref(),
        }
    }

    /// A version to show the mark by: it has at least one.
    #[must_use]
    pub fn any(&self) -> Option<&Standing> {
        self.mine
            .as_ref()
            .or(self.theirs.as_ref())
            .or(self.base.as_ref())
    }

    /// Somebody whom one of the two versions names: one register alone may have them.
    #[must_use]
    pub fn speaker(&self, id: &SpeakerId) -> Option<&Speaker> {
        self.speakers.iter().find(|speaker| speaker.id == *id)
    }

    /// By what conflicts are sorted: as marks are.
    pub(super) fn order(&self) -> impl Ord + '_ {
        self.any().map(|standing| standing.mark.order())
    }

    /// The side whose version the set holds, if it is either's.
    #[must_use]
    pub fn side_in(&self, set: &AnnotationSet) -> Option<Side> {
        let there = standing_in(set, self);
        [Side::Mine, Side::Theirs]
            .into_iter()
            .find(|side| self.of(*side) == there.as_ref())
    }

    /// What makes the mark what this side has; empty if it is that already. Links to it that can't be then are taken off, and those
    /// that had to go with it come back.
    #[must_use]
    pub fn settle(&self, side: Side, set: &AnnotationSet) -> Transaction {
        let mut to = set.clone();
        to.annotations.retain(|mark| mark.id != self.id);
        to.orphans.retain(|mark| mark.id != self.id);
        let kind = self.of(side).map(|standing| standing.mark.tag.kind());
        if let Some(Standing { mark, aside }) = self.of(side) {
            let mut mark = mark.clone();
            without_links(&mut mark, |id| {
                let target = to.annotation(id).or_else(|| to.orphan(id));
                target.is_none_or(|target| !mark_may(kind, target.tag.kind()))
            });
            if let Some(id) = mark.tag.speaker()
                && to.speaker(id).is_none()
            {
                to.speakers.extend(self.speaker(id).cloned());
            }
            match aside {
                true => to.orphans.push(mark),
                false => to.annotations.push(mark),
            }
        }
        for mark in to.annotations.iter_mut().chain(&mut to.orphans) {
            let may = kind.is_some_and(|kind| mark.tag.kind().may_link_to(kind));
            let links = mark.tag.links().any(|id| *id == self.id);
            if links && !may {
                without_links(mark, |id| *id == self.id);
            } else if may && !links && self.linked_from.contains(&mark.id) {
                match &mut Arc::make_mut(mark).tag {
                    Tag::Claim { .. } => {}
                    Tag::Denial { denies, .. } => denies.push(Denied::Here(self.id.clone())),
                    Tag::Figure { about, .. } => about.push(self.id.clone()),
                }
            }
        }
        to.sort();
        let what = match side {
            Side::Mine => "keep my version of a mark",
            Side::Theirs => "take their version of a mark",
        };
        Transaction::between(what, set, &to)
    }
}

fn mark_may(from: Option<Kind>, to: Kind) -> bool {
    from.is_some_and(|from| from.may_link_to(to))
}

fn standing_in(set: &AnnotationSet, conflict: &Conflict) -> Option<Standing> {
    let standing = |aside| {
        move |mark: &Arc<Annotation>| Standing {
            mark: mark.clone(),
            aside,
        }
    };
    set.annotation(&conflict.id)
        .map(standing(false))
        .or_else(|| set.orphan(&conflict.id).map(standing(true)))
}

fn without_links(mark: &mut Arc<Annotation>, goes: impl Fn(&AnnotationId) -> bool) {
    if !mark.tag.links().any(&goes) {
        return;
    }
    match &mut Arc::make_mut(mark).tag {
        Tag::Claim { .. } => {}
        Tag::Denial { denies, .. } => denies.retain(|denied| match denied {
            Denied::Here(id) => !goes(id),
            Denied::Elsewhere(_) => true,
        }),
        Tag::Figure { about, .. } => about.retain(|id| !goes(id)),
    }
}
