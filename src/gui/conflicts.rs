//! The marks that were changed here and, in another way, on disk: which of the two shall stand is asked, mark by mark. Nothing is
//! written over the file until the last one is decided; until then any decision can be changed.

use super::{
    desk::{Desk, NotDone},
    panels::completing::short,
};
use crate::{
    annotation::{Annotation, AnnotationId, AnnotationSet, Denied, Tag},
    merge::{Conflict, Side, Standing},
    text::Sha256,
};

/// See the head of this file.
#[derive(Default)]
pub struct Conflicts {
    asked: Vec<Asked>,
    /// Which one is asked about.
    at: usize,
    /// When that question came up by itself, in seconds of the window's time.
    came_up: Option<f64>,
}

/// Seconds in which nobody has read a question: a key that comes so soon was meant for what was there before.
const UNREAD: f64 = 0.4;

/// A conflict, and what was decided.
struct Asked {
    conflict: Conflict,
    decided: Option<Side>,
    /// The text that both versions stand on.
    text: Sha256,
}

impl Conflicts {
    /// Takes over what a join gave, now, in seconds of the window's time. What was decided stays decided where theirs is as it was then.
    pub fn renew(&mut self, new: Vec<Conflict>, set: &AnnotationSet, now: f64) {
        let before = std::mem::take(&mut self.asked);
        let question = before.get(self.at).map(|asked| asked.conflict.clone());
        let current = question.as_ref().map(|conflict| conflict.id.clone());
        let text = set.article.text_sha256;
        let decided = |conflict: &Conflict| {
            let known = before
                .iter()
                .find(|asked| asked.conflict.id == conflict.id)?;
            known
                .decided
                .filter(|_| known.conflict.theirs == conflict.theirs)
        };
        let asked = new.into_iter().map(|conflict| Asked {
            decided: decided(&conflict),
            conflict,
            text,
        });
        self.asked = asked.collect();
        for asked in before {
            // It stands for the sake of a link, although it was deleted here: a join does not ask that twice.
            let is_asked = self
                .asked
                .iter()
                .any(|other| other.conflict.id == asked.conflict.id);
            if !is_asked
                && asked.decided.is_none()
                && asked.conflict.mine.is_none()
                && has(set, &asked.conflict.id)
            {
                self.asked.push(asked);
            }
        }
        let at = self
            .asked
            .iter()
            .position(|asked| Some(&asked.conflict.id) == current.as_ref());
        self.at = at.unwrap_or(0);
        let theirs = |conflict: &Conflict| (conflict.id.clone(), conflict.theirs.clone());
        let asks = self.current().map(|(_, conflict)| theirs(conflict));
        if asks.is_some() && asks != question.as_ref().map(theirs) {
            self.came_up = Some(now);
        }
        self.finish();
    }

    /// Whether nobody can have read yet what is asked.
    #[must_use]
    pub fn is_unread(&self, now: f64) -> bool {
        self.came_up.is_some_and(|at| now - at < UNREAD)
    }

    /// To be called when the set has changed: what an undo takes back is asked again.
    pub fn follow(&mut self, set: &AnnotationSet) {
        for asked in &mut self.asked {
            if asked.decided == Some(Side::Theirs)
                && asked.conflict.side_in(set) == Some(Side::Mine)
            {
                asked.decided = None;
            }
        }
    }

    /// Forgets all of them.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// How many are not decided.
    #[must_use]
    pub fn open(&self) -> usize {
        self.asked
            .iter()
            .filter(|asked| asked.decided.is_none())
            .count()
    }

    /// All of them, with what was decided.
    pub fn all(&self) -> impl Iterator<Item = (&Conflict, Option<Side>)> {
        self.asked
            .iter()
            .map(|asked| (&asked.conflict, asked.decided))
    }

    /// The one that is asked about, and its place in the list.
    #[must_use]
    pub fn current(&self) -> Option<(usize, &Conflict)> {
        Some((self.at, &self.asked.get(self.at)?.conflict))
    }

    /// Asks about another one.
    pub fn turn_to(&mut self, index: usize) {
        self.at = index.min(self.asked.len().saturating_sub(1));
    }

    /// Asks about the next one that is open; one that was decided is passed over.
    pub fn next(&mut self) {
        let count = self.asked.len();
        let behind = (1..=count).map(|step| (self.at + step) % count);
        if let Some(next) = behind
            .into_iter()
            .find(|index| self.asked[*index].decided.is_none())
        {
            self.at = next;
        }
    }

    /// Decides about the one that is asked about; gives it. The list is empty when it was the last.
    ///
    /// # Errors
    /// It could not be done; nothing has changed.
    pub fn decide(&mut self, side: Side, desk: &mut Desk) -> Result<Conflict, NotDone> {
        let Some(asked) = self.asked.get_mut(self.at) else {
            return Err(NotDone::NoOffer);
        };
        let mut conflict = asked.conflict.clone();
        if desk.set().article.text_sha256 != asked.text {
            // The set was taken over to another text since: where it stands there is asked like that of any mark without a place.
            for standing in [&mut conflict.mine, &mut conflict.theirs]
                .into_iter()
                .flatten()
            {
                standing.aside = true;
            }
        }
        let stands = conflict.side_in(desk.set());
        let needs_a_step = match side {
            Side::Theirs => stands != Some(Side::Theirs),
            // It stands so, with what was done to it since; unless theirs was taken, or brought back for the sake of a link.
            Side::Mine => {
                asked.decided == Some(Side::Theirs)
                    || stands == Some(Side::Theirs)
                    || (conflict.mine.is_none() && has(desk.set(), &conflict.id))
            }
        };
        if needs_a_step {
            desk.transact_here(conflict.settle(side, desk.set()))?;
        }
        asked.decided = Some(side);
        self.next();
        self.finish();
        Ok(conflict)
    }

    fn finish(&mut self) {
        if self.open() == 0 {
            self.clear();
        }
    }
}

fn has(set: &AnnotationSet, id: &AnnotationId) -> bool {
    set.annotation(id).or_else(|| set.orphan(id)).is_some()
}

/// How a side has the mark, in so far as the other has it otherwise: `said by Roe, note “really?”`.
#[must_use]
pub fn version(conflict: &Conflict, side: Side, set: &AnnotationSet) -> String {
    let other = match side {
        Side::Mine => Side::Theirs,
        Side::Theirs => Side::Mine,
    };
    let Some(Standing { mark, aside }) = conflict.of(side) else {
        return "deleted".to_owned();
    };
    let other = conflict.of(other);
    let differs = |part: &dyn Fn(&Annotation) -> bool| other.is_none_or(|other| part(&other.mark));
    let mut says = Vec::new();
    if differs(&|other| other.tag.kind() != mark.tag.kind()) {
        says.push(format!("a {}", mark.tag.kind()));
    }
    if other.is_some() && differs(&|other| other.fragments != mark.fragments) {
        says.push(format!("on “{}”", short(&mark.words())));
    }
    if *aside || other.is_some_and(|other| other.aside) {
        says.push(if *aside { "set aside" } else { "in its place" }.to_owned());
    }
    if differs(&|other| other.tag != mark.tag) {
        says.extend(of_tag(
            &mark.tag,
            other.map(|other| &other.mark.tag),
            conflict,
            set,
        ));
    }
    if differs(&|other| other.labels != mark.labels) {
        match mark.labels.is_empty() {
            false => says.push(mark.labels.join(", ")),
            true if other.is_some() => says.push("no sub-label".to_owned()),
            true => {}
        }
    }
    if differs(&|other| other.note != mark.note) {
        match mark.note.is_empty() {
            false => says.push(format!("note “{}”", short(&mark.note))),
            true if other.is_some() => says.push("no note".to_owned()),
            true => {}
        }
    }
    if differs(&|other| other.unsure != mark.unsure) {
        match mark.unsure {
            true => says.push("unsure".to_owned()),
            false if other.is_some() => says.push("sure".to_owned()),
            false => {}
        }
    }
    if mark.by != set.annotator {
        says.push(format!("by {}", mark.by));
    }
    says.join(", ")
}

fn of_tag(tag: &Tag, other: Option<&Tag>, conflict: &Conflict, set: &AnnotationSet) -> Vec<String> {
    let mut says = Vec::new();
    let same_kind = other.is_some_and(|other| other.kind() == tag.kind());
    let speaker = tag.speaker();
    if other.is_none_or(|other| other.speaker() != speaker) {
        match speaker.map(|id| set.speaker(id).or_else(|| conflict.speaker(id))) {
            Some(Some(speaker)) => says.push(format!("said by {}", speaker.name)),
            Some(None) => says.push("said by somebody unknown".to_owned()),
            None if same_kind => says.push("no speaker".to_owned()),
            None => {}
        }
    }
    let words = |id: &AnnotationId| {
        let mark = set.annotation(id).or_else(|| set.orphan(id));
        mark.map_or_else(
            || "a mark that is not here".to_owned(),
            |mark| format!("“{}”", short(&mark.words())),
        )
    };
    match tag {
        Tag::Claim { .. } => {}
        Tag::Denial { denies, .. } => {
            let denied = denies.iter().map(|denied| match denied {
                Denied::Here(id) => words(id),
                Denied::Elsewhere(words) => format!("“{}”", short(words)),
            });
            let denied: Vec<_> = denied.collect();
            let alike = matches!(other, Some(Tag::Denial { denies: other, .. }) if other == denies);
            match denied.is_empty() {
                _ if alike => {}
                false => says.push(format!("denies {}", denied.join(" and "))),
                true => says.push("denies nothing yet".to_owned()),
            }
        }
        Tag::Figure { quantity, about } => {
            let (same_quantity, same_about) = match other {
                Some(Tag::Figure {
                    quantity: q,
                    about: a,
                }) => (q == quantity, a == about),
                _ => (false, false),
            };
            match quantity {
                _ if same_quantity => {}
                Some(quantity) => says.push(quantity.to_string()),
                None if same_kind => says.push("no quantity".to_owned()),
                None => {}
            }
            if !same_about && !about.is_empty() {
                let about: Vec<_> = about.iter().map(words).collect();
                says.push(format!("about {}", about.join(" and ")));
            }
        }
    }
    says
}
