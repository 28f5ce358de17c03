//! What is offered, one after the other: every other place where the words of a mark stand, or what looks like the furniture of a saved
//! page. A person takes it, turns it down, or puts it off. Nothing is done that was not accepted.

use std::{collections::HashSet, sync::Arc};

use super::{
    desk::{Desk, NotDone},
    reading::page::Ghost,
};
use crate::{
    annotation::{
        Act, AnnotationId, AnnotationSet, Fragment, Furniture, Kind, LeftOut, Reason, Refused,
        Transaction,
    },
    gui::random_bits,
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
}

/// What was accepted: one act, or several that are called something together.
pub struct Accepted(Option<String>, Vec<Act>);

impl Accepted {
    /// The step that does it.
    ///
    /// # Errors
    /// It can't be done.
    pub fn plan(&self, set: &AnnotationSet, document: &Document) -> Result<Transaction, Refused> {
        match (&self.0, &self.1[..]) {
            (None, [act]) => set.plan(act, document),
            (what, acts) => set.plan_all(what.as_deref().unwrap_or_default(), acts, document),
        }
    }
}

/// See the head of this file.
pub struct Offers {
    what: What,
    /// Every place that was found.
    all: Vec<Vec<Span>>,
    /// Those of them that are offered.
    places: Vec<Vec<Span>>,
    rejected: HashSet<CharRange>,
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

    fn from_here(desk: &Desk, what: What, all: Vec<Vec<Span>>, here: usize) -> Self {
        let mut offers = Self {
            what,
            all,
            places: Vec::new(),
            rejected: HashSet::new(),
            current: 0,
            revision: 0,
            ghosts: Vec::new(),
        };
        offers.look(desk);
        offers.current = offers.first_behind(here);
        offers.show();
        offers
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
            What::LeaveOut(_) => desk.may_change().is_ok(),
        };
        if same && self.revision != desk.revision() {
            let here = self.range().map_or(0, |range| range.start);
            let before = std::mem::take(&mut self.places);
            self.look(desk);
            // What an undo has opened again is asked about again.
            let back = self.places.iter().position(|place| !before.contains(place));
            self.current = back.unwrap_or_else(|| self.first_behind(here));
            self.show();
        }
        same
    }

    fn look(&mut self, desk: &Desk) {
        self.revision = desk.revision();
        let left_out = match &self.what {
            What::Again { .. } => LeftOut::default(),
            What::LeaveOut(_) => LeftOut::of(&desk.document, &desk.set().left_out),
        };
        let is_done = |spans: &[Span]| match &self.what {
            What::Again { kind, .. } => desk.set().has(*kind, spans),
            What::LeaveOut(_) => left_out.holds(&desk.document, extent(spans)),
        };
        let open = |spans: &&Vec<Span>| !self.rejected.contains(&extent(spans)) && !is_done(spans);
        self.places = self.all.iter().filter(open).cloned().collect();
        let kind = match &self.what {
            What::Again { kind, .. } => Some(*kind),
            What::LeaveOut(_) => None,
        };
        let pieces = self.places.iter().flatten();
        self.ghosts = pieces
            .map(|span| Ghost {
                range: span.range(),
                kind,
                current: false,
            })
            .collect();
        self.ghosts.sort_by_key(|ghost| ghost.range);
    }

    /// The first place that begins behind another, or the first of all.
    fn first_behind(&self, place: usize) -> usize {
        let behind = self
            .places
            .partition_point(|spans| extent(spans).start < place);
        if behind < self.places.len() {
            behind
        } else {
            0
        }
    }

    /// Shows which one is asked about.
    fn show(&mut self) {
        let current = self.places.get(self.current);
        for ghost in &mut self.ghosts {
            ghost.current =
                current.is_some_and(|spans| spans.iter().any(|span| span.range() == ghost.range));
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
        self.places.len()
    }

    /// Which of them is asked about, from 0.
    #[must_use]
    pub const fn current(&self) -> usize {
        self.current
    }

    /// The place that is asked about.
    #[must_use]
    pub fn range(&self) -> Option<CharRange> {
        self.places.get(self.current).map(|spans| extent(spans))
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
        }
    }

    /// What there is to say when nothing is offered any more.
    #[must_use]
    pub const fn none_left(&self) -> &'static str {
        match self.what {
            What::Again { .. } => "No other place is left",
            What::LeaveOut(_) => "Nothing else looks like page furniture",
        }
    }

    /// Puts the current one off, for the next one or for the one before.
    pub fn skip(&mut self, forward: bool) {
        let count = self.places.len().max(1);
        self.current = (self.current + if forward { 1 } else { count - 1 }) % count;
        self.show();
    }

    /// Turns the current one down: it is not offered again.
    pub fn reject(&mut self) {
        if self.current < self.places.len() {
            let spans = self.places.remove(self.current);
            self.rejected.insert(extent(&spans));
            let gone = |ghost: &Ghost| spans.iter().any(|span| span.range() == ghost.range);
            self.ghosts.retain(|ghost| !gone(ghost));
        }
        if self.current >= self.places.len() {
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
            &self.places[..]
        } else {
            let current = self.places.get(self.current..=self.current);
            current.ok_or(NotDone::NoOffer)?
        };
        if places.is_empty() {
            return Err(NotDone::NoOffer);
        }
        let accepted = match &self.what {
            What::Again { of, .. } => {
                let new =
                    |spans: &Vec<Span>| (AnnotationId::from_random(random_bits()), spans.clone());
                let act = Act::Repeat {
                    of: of.clone(),
                    places: places.iter().map(new).collect(),
                    by: desk.annotator.clone(),
                };
                Accepted(None, vec![act])
            }
            What::LeaveOut(_) => {
                let left_out = LeftOut::of(&desk.document, &desk.set().left_out);
                let acts: Vec<_> = places
                    .iter()
                    .filter_map(|spans| left_out.leaving_out(&desk.document, extent(spans)))
                    .map(Act::LeaveOut)
                    .collect();
                let what = match acts.len() {
                    1 => "leave words out of the article".to_owned(),
                    count => format!("leave {count} stretches out of the article"),
                };
                Accepted(Some(what), acts)
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
