//! Picking what a denial denies or a figure is about: the marks that it may be linked to, the nearest first, narrowed by words of them.
//! Picked is by Enter, by a click in the text or in the list; a denial may also deny something said elsewhere, in the analyst's words.

use std::{collections::HashSet, sync::Arc};

use super::desk::Desk;
use crate::annotation::{Act, Annotation, AnnotationId, Denied, Kind, SpeakerId, Tag};

/// A mark that waits for what it shall be linked to.
pub struct Linking {
    /// The denial or figure.
    pub from: AnnotationId,
    /// What was typed to find the other one, or to say what was said elsewhere.
    pub words: String,
    /// Whether the field is still to get the focus.
    pub fresh: bool,
    candidates: Vec<Arc<Annotation>>,
    /// What other denials deny that was said elsewhere.
    elsewhere: Vec<String>,
    chosen: usize,
    chosen_by: Option<(u64, String)>,
}

/// A row of what is offered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// This mark.
    Mark(AnnotationId),
    /// What these words say, said outside this article.
    Elsewhere(String),
}

impl Linking {
    /// Begins to link a mark.
    #[must_use]
    pub const fn from(mark: AnnotationId) -> Self {
        Self {
            from: mark,
            words: String::new(),
            fresh: true,
            candidates: Vec::new(),
            elsewhere: Vec::new(),
            chosen: 0,
            chosen_by: None,
        }
    }

    /// Looks for what fits the words, if they or the set have changed. Walks over all marks.
    pub fn look(&mut self, desk: &Desk) {
        let by = (desk.revision(), self.words.trim().to_lowercase());
        if self.chosen_by.as_ref() == Some(&by) {
            return;
        }
        self.candidates.clear();
        self.elsewhere.clear();
        self.chosen = 0;
        if let Some(from) = desk.find(&self.from) {
            let here = from.extent().start;
            let named = desk.set().speakers.iter();
            let named: HashSet<&SpeakerId> = named
                .filter(|speaker| speaker.name.to_lowercase().contains(&by.1))
                .map(|speaker| &speaker.id)
                .collect();
            let speaks_of = |other: &Annotation| {
                by.1.is_empty()
                    || other.has_words(&by.1)
                    || other.tag.speaker().is_some_and(|id| named.contains(id))
            };
            let may = |other: &&Arc<Annotation>| may_link(from, other) && speaks_of(other);
            self.candidates
                .extend(desk.set().annotations.iter().filter(may).cloned());
            self.candidates
                .sort_by_cached_key(|other| other.extent().start.abs_diff(here));
            self.elsewhere = said_elsewhere(desk, from, &by.1);
        }
        self.chosen_by = Some(by);
    }

    /// The marks that fit, the nearest first.
    #[must_use]
    pub fn candidates(&self) -> &[Arc<Annotation>] {
        &self.candidates
    }

    /// Whether what was typed can be taken as what was said elsewhere.
    #[must_use]
    pub fn can_be_elsewhere(&self, desk: &Desk) -> bool {
        let words = self.words.trim();
        let denial = desk
            .find(&self.from)
            .is_some_and(|mark| mark.tag.kind() == Kind::Denial);
        denial && !words.is_empty() && !self.elsewhere.iter().any(|known| known == words)
    }

    /// How many rows are offered: marks, what was said elsewhere by other denials, the words as typed.
    #[must_use]
    pub fn rows(&self, desk: &Desk) -> usize {
        self.candidates.len() + self.elsewhere.len() + usize::from(self.can_be_elsewhere(desk))
    }

    /// What the words typed say, as a target.
    #[must_use]
    pub fn typed(&self) -> Target {
        Target::Elsewhere(self.words.trim().to_owned())
    }

    /// The row that Enter takes.
    #[must_use]
    pub const fn chosen(&self) -> usize {
        self.chosen
    }

    /// Goes on to the next row, or back to the one before, round the ends.
    pub fn step(&mut self, desk: &Desk, forward: bool) {
        let rows = self.rows(desk).max(1);
        self.chosen = (self.chosen + if forward { 1 } else { rows - 1 }) % rows;
    }

    /// What a row offers.
    #[must_use]
    pub fn target(&self, desk: &Desk, row: usize) -> Option<Target> {
        if let Some(mark) = self.candidates.get(row) {
            return Some(Target::Mark(mark.id.clone()));
        }
        match self.elsewhere.get(row - self.candidates.len()) {
            Some(known) => Some(Target::Elsewhere(known.clone())),
            None => (row < self.rows(desk)).then(|| self.typed()),
        }
    }

    /// The mark that Enter would link to.
    #[must_use]
    pub fn in_mind(&self) -> Option<&Arc<Annotation>> {
        self.candidates.get(self.chosen)
    }

    /// The first of some marks that may be linked to.
    #[must_use]
    pub fn among(&self, desk: &Desk, marks: &[Arc<Annotation>]) -> Option<Target> {
        let from = desk.find(&self.from)?;
        let may = |other: &&Arc<Annotation>| may_link(from, other);
        marks
            .iter()
            .find(may)
            .map(|mark| Target::Mark(mark.id.clone()))
    }

    /// What links the mark to a target: one more link, the others stay.
    #[must_use]
    pub fn act(&self, desk: &Desk, target: &Target) -> Option<Act> {
        let from = desk.find(&self.from)?;
        let id = from.id.clone();
        match (&from.tag, target) {
            (Tag::Denial { denies, .. }, target) => {
                let mut denies = denies.clone();
                denies.push(match target {
                    Target::Mark(mark) => Denied::Here(mark.clone()),
                    Target::Elsewhere(words) => Denied::Elsewhere(words.clone()),
                });
                Some(Act::SetDenies(id, denies))
            }
            (Tag::Figure { about, .. }, Target::Mark(mark)) => {
                let mut about = about.clone();
                about.push(mark.clone());
                Some(Act::SetAbout(id, about))
            }
            _ => None,
        }
    }

    /// What is to be kept when the reader turns to something else: words that fit no mark say what was said elsewhere.
    #[must_use]
    pub fn unsaved(&self, desk: &Desk) -> Option<Act> {
        if self.candidates.is_empty() && self.can_be_elsewhere(desk) {
            self.act(desk, &self.typed())
        } else {
            None
        }
    }
}

fn may_link(from: &Annotation, to: &Annotation) -> bool {
    from.id != to.id
        && from.tag.kind().may_link_to(to.tag.kind())
        && !from.tag.links().any(|link| *link == to.id)
}

/// What other denials of the set deny that was said elsewhere, where it holds these words, in small letters; the nearest first, each
/// once.
fn said_elsewhere(desk: &Desk, from: &Annotation, words: &str) -> Vec<String> {
    let Tag::Denial { denies: own, .. } = &from.tag else {
        return Vec::new();
    };
    let here = from.extent().start;
    let mut said: Vec<(usize, &String)> = Vec::new();
    for mark in &desk.set().annotations {
        if let Tag::Denial { denies, .. } = &mark.tag {
            let distance = mark.extent().start.abs_diff(here);
            said.extend(denies.iter().filter_map(|denied| match denied {
                Denied::Elsewhere(text) if !own.contains(denied) => Some((distance, text)),
                _ => None,
            }));
        }
    }
    said.sort();
    let mut known: Vec<String> = Vec::new();
    for (_, text) in said {
        if text.to_lowercase().contains(words) && !known.contains(text) {
            known.push(text.clone());
        }
    }
    known
}
