//! What is offered, one after the other: every other place where the words of a mark stand, what looks like the furniture of a saved
//! page, or what is likely a mark. A person takes it, turns it down, or puts it off. Nothing is done that was not accepted.

use std::{collections::HashSet, sync::Arc};

use super::{
    desk::{Desk, NotDone, figures},
    likely::Likely,
    reading::page::Ghost,
};
use crate::{
    annotation::{
        Act, AnnotationId, AnnotationSet, Fragment, Furniture, Kind, LeftOut, Reason, Refused,
        Transaction,
    },
    gui::random_bits,
    quantity::Conventions,
    text::{CharRange, Document, Span},
};

/// What is offered.
enum What {
    /// To mark further places as a mark is. Its words and places are those of when its other places were looked for.
    Again {
        of: AnnotationId,
        kind: Kind,
        fragments: Vec<Fragment>,
    },
    /// To leave these out of the article.
    LeaveOut(Arc<[Furniture]>),
    /// To make the marks that these likely are, of the kinds wanted.
    Likely(Arc<[Likely]>, Kinds),
}

/// Which of the three tags are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kinds([bool; 3]);

impl Default for Kinds {
    fn default() -> Self {
        Self([true; 3])
    }
}

impl Kinds {
    /// Whether this one is.
    #[must_use]
    pub const fn has(self, kind: Kind) -> bool {
        self.0[kind as usize]
    }

    /// Wants one, or no longer.
    pub const fn flip(&mut self, kind: Kind) {
        self.0[kind as usize] = !self.0[kind as usize];
    }
}

/// What was accepted: one act, or several that are called something together.
pub struct Accepted(Option<String>, Vec<Act>, Arc<Conventions>);

impl Accepted {
    /// The step that does it.
    ///
    /// # Errors
    /// It can't be done.
    pub fn plan(&self, set: &AnnotationSet, document: &Document) -> Result<Transaction, Refused> {
        let step = match (&self.0, &self.1[..]) {
            (None, [act]) => set.plan(act, document),
            (what, acts) => set.plan_all(what.as_deref().unwrap_or_default(), acts, document),
        }?;
        Ok(match &self.1[..] {
            [Act::Repeat { of, .. }] => figures::each_its_own(step, of, set, &self.2),
            _ => step,
        })
    }
}

/// See the head of this file.
pub struct Offers {
    what: What,
    /// Every place that was found, in text order.
    all: Vec<Vec<Span>>,
    /// Those of them that are offered, by their index.
    open: Vec<usize>,
    /// Those that were turned down.
    rejected: HashSet<usize>,
    /// Which of the open ones is asked about.
    current: usize,
    revision: u64,
    ghosts: Vec<Ghost>,
}

impl Offers {
    /// Offers the places where the words of a mark stand, in text order. `None` if the mark is gone.
    #[must_use]
    pub fn new(desk: &Desk, of: AnnotationId, all: Vec<Vec<Span>>) -> Option<Self> {
        let mark = desk.find(&of)?;
        let what = What::Again {
            fragments: mark.fragments.clone(),
            kind: mark.tag.kind(),
            of,
        };
        // The next ones in the text first.
        let here = mark.extent().start;
        Some(Self::from_here(desk, what, all, here))
    }

    /// Offers to leave out what was found, in text order from the caret on.
    #[must_use]
    pub fn to_leave_out(desk: &Desk, found: Arc<[Furniture]>) -> Self {
        let all = found.iter().map(|found| vec![found.span]).collect();
        let here = desk.at.selection.range().start;
        Self::from_here(desk, What::LeaveOut(found), all, here)
    }

    /// Offers to mark what is likely a mark, from a place on, but for what was `rejected` before.
    #[must_use]
    pub fn of_likely(
        desk: &Desk,
        found: Arc<[Likely]>,
        kinds: Kinds,
        rejected: HashSet<usize>,
        here: usize,
    ) -> Self {
        let all = found.iter().map(|likely| likely.spans.clone()).collect();
        let mut offers = Self::of(What::Likely(found, kinds), all);
        offers.rejected = rejected;
        offers.begin(desk, here);
        offers
    }

    fn from_here(desk: &Desk, what: What, all: Vec<Vec<Span>>, here: usize) -> Self {
        let mut offers = Self::of(what, all);
        offers.begin(desk, here);
        offers
    }

    fn of(what: What, all: Vec<Vec<Span>>) -> Self {
        Self {
            what,
            all,
            open: Vec::new(),
            rejected: HashSet::new(),
            current: 0,
            revision: 0,
            ghosts: Vec::new(),
        }
    }

    fn begin(&mut self, desk: &Desk, here: usize) {
        self.look(desk);
        self.current = self.first_behind(here);
        self.show();
    }

    /// Looks again if the set has changed: what is done by now is offered no longer, what was undone is again. `false` if the mark
    /// is no longer what is repeated, or another one is selected, or nothing may be changed any more.
    pub fn follow(&mut self, desk: &Desk) -> bool {
        let same = match &self.what {
            What::Again {
                of,
                kind,
                fragments,
            } => {
                let selected = desk.mark().filter(|mark| mark.id == *of);
                selected.is_some_and(|mark| {
                    mark.tag.kind() == *kind
                        && (self.revision == desk.revision() || mark.fragments == *fragments)
                })
            }
            What::LeaveOut(_) | What::Likely(..) => desk.may_change().is_ok(),
        };
        if same && self.revision != desk.revision() {
            self.look_again(desk);
        }
        same
    }

    fn look_again(&mut self, desk: &Desk) {
        let here = self.range().map_or(0, |range| range.start);
        let before: HashSet<_> = std::mem::take(&mut self.open).into_iter().collect();
        self.look(desk);
        // What an undo has opened again is asked about again.
        let back = self.open.iter().position(|index| !before.contains(index));
        self.current = back.unwrap_or_else(|| self.first_behind(here));
        self.show();
    }

    /// From now on these are the ones that were turned down. What is offered again by that is asked about.
    pub fn set_rejected(&mut self, desk: &Desk, rejected: HashSet<usize>) {
        self.rejected = rejected;
        self.look_again(desk);
    }

    fn look(&mut self, desk: &Desk) {
        self.revision = desk.revision();
        let left_out = match &self.what {
            What::Again { .. } | What::Likely(..) => LeftOut::default(),
            What::LeaveOut(_) => LeftOut::of(&desk.document, &desk.set().left_out),
        };
        let is_done = |index: usize, spans: &[Span]| match &self.what {
            What::Again { kind, .. } => desk.set().has(*kind, spans),
            What::LeaveOut(_) => left_out.holds(&desk.document, extent(spans)),
            What::Likely(found, kinds) => {
                let kind = found[index].suggestion.kind;
                let marked = |span: &Span| desk.placed().has(&desk.document, kind, span.range());
                !kinds.has(kind) || spans.iter().any(marked)
            }
        };
        let all = self.all.iter().enumerate();
        self.open = all
            .filter(|(index, spans)| !self.rejected.contains(index) && !is_done(*index, spans))
            .map(|(index, _)| index)
            .collect();
        let pieces = self.open.iter().flat_map(|&index| {
            let kind = self.kind(index);
            let pieces = self.all[index].iter();
            pieces.map(move |span| Ghost::new(span.range(), kind, false))
        });
        self.ghosts = pieces.collect();
        Ghost::in_order(&mut self.ghosts);
    }

    /// As what a place would be marked.
    fn kind(&self, index: usize) -> Option<Kind> {
        match &self.what {
            What::Again { kind, .. } => Some(*kind),
            What::LeaveOut(_) => None,
            What::Likely(found, _) => Some(found[index].suggestion.kind),
        }
    }

    /// What is offered now, if anything.
    fn asked(&self) -> Option<usize> {
        self.open.get(self.current).copied()
    }

    /// The first place that begins behind another, or the first of all.
    fn first_behind(&self, place: usize) -> usize {
        let behind = self
            .open
            .partition_point(|&index| extent(&self.all[index]).start < place);
        if behind < self.open.len() { behind } else { 0 }
    }

    /// Shows which one is asked about.
    fn show(&mut self) {
        let current = self.asked();
        let kind = current.and_then(|index| self.kind(index));
        let spans = current.map_or(&[][..], |index| &self.all[index]);
        for ghost in &mut self.ghosts {
            ghost.current =
                ghost.kind == kind && spans.iter().any(|span| span.range() == ghost.range);
        }
    }

    /// What is offered, for the page.
    #[must_use]
    pub fn ghosts(&self) -> &[Ghost] {
        &self.ghosts
    }

    /// How many places are offered.
    #[must_use]
    pub fn count(&self) -> usize {
        self.open.len()
    }

    /// Which of them is asked about, from 0.
    #[must_use]
    pub const fn current(&self) -> usize {
        self.current
    }

    /// The place that is asked about.
    #[must_use]
    pub fn range(&self) -> Option<CharRange> {
        self.asked().map(|index| extent(&self.all[index]))
    }

    /// What is likely a mark and open, in text order; `None` if something else is offered.
    #[must_use]
    pub fn likely(&self) -> Option<(&[Likely], &[usize])> {
        match &self.what {
            What::Likely(found, _) => Some((found, &self.open)),
            What::Again { .. } | What::LeaveOut(_) => None,
        }
    }

    /// Of what is likely a mark the one that is asked about.
    #[must_use]
    pub fn likely_now(&self) -> Option<&Likely> {
        let (found, _) = self.likely()?;
        Some(&found[self.asked()?])
    }

    /// Asks about another one of the open ones.
    pub fn turn_to(&mut self, current: usize) {
        self.current = current.min(self.open.len().saturating_sub(1));
        self.show();
    }

    /// The open one, the shortest if there are several, that holds a place.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<usize> {
        let holds = |index: usize| {
            let mut spans = self.all[index].iter();
            spans.any(|span| span.range().contains(place))
        };
        let all = self.open.iter().enumerate();
        let here = all.filter(|(_, index)| holds(**index));
        let shortest = here.min_by_key(|(_, index)| extent(&self.all[**index]).len());
        shortest.map(|(at, _)| at)
    }

    /// What is asked about the current place.
    #[must_use]
    pub fn question(&self) -> String {
        match &self.what {
            What::Again { kind, .. } => format!("mark it as a {kind}, too?"),
            What::LeaveOut(found) => {
                let start = self.range().map(|range| range.start);
                let current = found.iter().find(|found| Some(found.span.start()) == start);
                let reasons = current.map_or(&[][..], |found| &found.reasons);
                let why: Vec<_> = reasons.iter().map(Reason::to_string).collect();
                format!("leave it out? It looks like {}", why.join(", and "))
            }
            What::Likely(..) => self.likely_now().map_or_else(String::new, Likely::question),
        }
    }

    /// What there is to say when nothing is offered any more.
    #[must_use]
    pub const fn none_left(&self) -> &'static str {
        match self.what {
            What::Again { .. } => "No other place is left",
            What::LeaveOut(_) => "Nothing else looks like page furniture",
            What::Likely(..) => "No likely mark is left in this article",
        }
    }

    /// Puts the current one off, for the next one or for the one before.
    pub fn skip(&mut self, forward: bool) {
        let count = self.open.len().max(1);
        self.current = (self.current + if forward { 1 } else { count - 1 }) % count;
        self.show();
    }

    /// Turns the current one down: it is not offered again.
    pub fn reject(&mut self) {
        if self.current < self.open.len() {
            let index = self.open.remove(self.current);
            self.rejected.insert(index);
            let spans = &self.all[index];
            let gone = |ghost: &Ghost| spans.iter().any(|span| span.range() == ghost.range);
            self.ghosts.retain(|ghost| !gone(ghost));
        }
        if self.current >= self.open.len() {
            self.current = 0;
        }
        self.show();
    }

    /// Turned down so far.
    #[must_use]
    pub fn rejected(&self) -> usize {
        self.rejected.len()
    }

    /// What does what is offered at the current place, or at all of them, and at how many that is.
    ///
    /// # Errors
    /// Nothing is offered.
    pub fn accept(&self, desk: &Desk, all: bool) -> Result<(usize, Accepted), NotDone> {
        let places = if all {
            &self.open[..]
        } else {
            let current = self.open.get(self.current..=self.current);
            current.ok_or(NotDone::NoOffer)?
        };
        if places.is_empty() {
            return Err(NotDone::NoOffer);
        }
        let spans_of = |places: &[usize]| {
            let spans = places.iter().map(|&index| self.all[index].clone());
            spans.collect::<Vec<_>>()
        };
        let conventions = desk.conventions.clone();
        let accepted = match &self.what {
            What::Again { of, .. } => {
                let new = |spans| (AnnotationId::from_random(random_bits()), spans);
                let act = Act::Repeat {
                    of: of.clone(),
                    places: spans_of(places).into_iter().map(new).collect(),
                    by: desk.annotator.clone(),
                };
                Accepted(None, vec![act], conventions)
            }
            What::LeaveOut(_) => {
                let left_out = LeftOut::of(&desk.document, &desk.set().left_out);
                let acts: Vec<_> = spans_of(places)
                    .iter()
                    .filter_map(|spans| left_out.leaving_out(&desk.document, extent(spans)))
                    .map(Act::LeaveOut)
                    .collect();
                let what = match acts.len() {
                    1 => "leave words out of the article".to_owned(),
                    count => format!("leave {count} stretches out of the article"),
                };
                Accepted(Some(what), acts, conventions)
            }
            What::Likely(..) if all => return Err(NotDone::OneByOne),
            What::Likely(found, _) => {
                let likely = &found[places[0]];
                let what = format!("mark a {}", likely.suggestion.kind);
                let id = AnnotationId::from_random(random_bits());
                Accepted(Some(what), likely.acts(&id, &desk.annotator), conventions)
            }
        };
        Ok((places.len(), accepted))
    }
}

/// From the first code point of some spans to behind their last.
fn extent(spans: &[Span]) -> CharRange {
    let start = spans.first().map_or(0, |span| span.start());
    CharRange::new(start, spans.last().map_or(start, |span| span.end()))
}
