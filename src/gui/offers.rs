//! Every other place where the words of a mark stand, offered one after the other: a person takes it, turns it down, or puts it off.
//! Nothing is marked unless it was taken.

use std::collections::HashSet;

use super::{desk::Desk, reading::page::Ghost};
use crate::{
    annotation::{Act, AnnotationId, Fragment, Kind},
    gui::random_bits,
    text::{CharRange, Span},
};

/// See the head of this file.
pub struct Offers {
    /// The mark that is repeated.
    pub of: AnnotationId,
    kind: Kind,
    /// The mark's words and places when its other places were looked for.
    fragments: Vec<Fragment>,
    /// Every place where its words stand.
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
        let mut offers = Self {
            fragments: mark.fragments.clone(),
            kind: mark.tag.kind(),
            of,
            all,
            places: Vec::new(),
            rejected: HashSet::new(),
            current: 0,
            revision: 0,
            ghosts: Vec::new(),
        };
        offers.look(desk);
        // The next ones in the text first.
        offers.current = offers.first_behind(mark.extent().start);
        offers.show();
        Some(offers)
    }

    /// Looks again if the set has changed: what is marked by now is offered no longer, what was undone is again. `false` if the
    /// mark is no longer what is repeated, or another one is selected.
    pub fn follow(&mut self, desk: &Desk) -> bool {
        let selected = desk.mark().filter(|mark| mark.id == self.of);
        let same = selected.is_some_and(|mark| {
            mark.tag.kind() == self.kind
                && (self.revision == desk.revision() || mark.fragments == self.fragments)
        });
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
        let (kind, rejected) = (self.kind, &self.rejected);
        let open =
            |spans: &&Vec<Span>| !rejected.contains(&extent(spans)) && !desk.set().has(kind, spans);
        self.places = self.all.iter().filter(open).cloned().collect();
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

    /// What marks the current place, or all of them.
    #[must_use]
    pub fn accept(&self, all: bool, by: &str) -> Option<Act> {
        let places = if all {
            &self.places[..]
        } else {
            self.places.get(self.current..=self.current)?
        };
        if places.is_empty() {
            return None;
        }
        let new = |spans: &Vec<Span>| (AnnotationId::from_random(random_bits()), spans.clone());
        Some(Act::Repeat {
            of: self.of.clone(),
            places: places.iter().map(new).collect(),
            by: by.to_owned(),
        })
    }
}

/// From the first code point of some spans to behind their last.
fn extent(spans: &[Span]) -> CharRange {
    let start = spans.first().map_or(0, |span| span.start());
    CharRange::new(start, spans.last().map_or(start, |span| span.end()))
}
