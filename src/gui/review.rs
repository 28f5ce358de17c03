//! One mark without a place, asked about: where may it stand now? A mark in several pieces is asked about piece by piece, but only
//! where that is not certain.

use std::{collections::HashSet, sync::Arc};

use super::{
    desk::Desk,
    judging::Judging,
    reading::{
        compared::{Compared, alone, compare},
        page::Ghost,
    },
};
use crate::{
    annotation::{Annotation, AnnotationId, Fragment, OfMark, Verdict},
    text::Span,
};

/// See the head of this file.
pub struct Review {
    /// The mark that is asked about.
    pub mark: Arc<Annotation>,
    pieces: Vec<Piece>,
    /// Which piece is asked about.
    piece: usize,
    /// The marks that were left set aside on this round.
    left: HashSet<AnnotationId>,
    /// All marks that had no place when this was last looked at.
    orphans: HashSet<AnnotationId>,
    revision: u64,
    ghosts: Vec<Ghost>,
    /// The words of the piece as they were and as they are at the place that is asked about.
    compared: (Compared, Option<Compared>),
}

/// What is known and decided of a piece.
struct Piece {
    verdict: Verdict,
    why: &'static str,
    places: Vec<Span>,
    /// Which of its places is asked about.
    at: usize,
    decided: Decided,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Decided {
    No,
    Here(Span),
    /// It is left out of the mark.
    Nowhere,
}

/// What follows from a decision.
#[derive(Clone, PartialEq, Debug)]
pub enum Next {
    /// The next piece is asked about: which, from 0.
    Piece(usize),
    /// All is decided: the mark stands on these.
    Place(Vec<Span>),
}

/// How the one that is asked about stands among the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Count {
    /// Which, from 1.
    pub current: usize,
    /// Of how many.
    pub of: usize,
}

impl Review {
    /// Asks about a mark that was set aside; `None` if it was not.
    #[must_use]
    pub fn of(desk: &Desk, judging: &Judging, mark: &AnnotationId) -> Option<Self> {
        let mark = desk.set().orphan(mark)?.clone();
        let mut review = Self {
            mark,
            pieces: Vec::new(),
            piece: 0,
            left: HashSet::new(),
            orphans: ids(desk),
            revision: desk.revision(),
            ghosts: Vec::new(),
            compared: Default::default(),
        };
        review.ask(desk, judging);
        Some(review)
    }

    /// Asks about the first mark that was set aside.
    #[must_use]
    pub fn first(desk: &Desk, judging: &Judging) -> Option<Self> {
        let first = desk.set().orphans.first()?.id.clone();
        Self::of(desk, judging, &first)
    }

    /// To be called every frame: `false` if nothing is left to be asked about. What an undo has set aside again is asked about again.
    pub fn follow(&mut self, desk: &Desk, judging: &Judging) -> bool {
        if !self.is_known() {
            self.ask(desk, judging);
        }
        if self.revision == desk.revision() {
            return true;
        }
        self.revision = desk.revision();
        let before = std::mem::replace(&mut self.orphans, ids(desk));
        let set = desk.set();
        let back = set.orphans.iter().find(|mark| !before.contains(&mark.id));
        if let Some(back) = back.cloned() {
            self.left.remove(&back.id);
            self.turn_to(desk, judging, back);
            return true;
        }
        match set.orphan(&self.mark.id).cloned() {
            Some(mark) => {
                // A place may be taken by now, or free again.
                if mark.fragments != self.mark.fragments || self.pieces.len() == 1 {
                    self.turn_to(desk, judging, mark);
                }
                true
            }
            None => self.go_on(desk, judging),
        }
    }

    /// Turns to the next mark that was not left on this round; `false` if there is none.
    pub fn go_on(&mut self, desk: &Desk, judging: &Judging) -> bool {
        let orphans = &desk.set().orphans;
        let behind = orphans.partition_point(|mark| mark.order() <= self.mark.order());
        let (before, after) = orphans.split_at(behind);
        let open =
            |mark: &&Arc<Annotation>| mark.id != self.mark.id && !self.left.contains(&mark.id);
        let next = after.iter().find(open).or_else(|| before.iter().find(open));
        let next = next.cloned();
        next.map(|mark| self.turn_to(desk, judging, mark)).is_some()
    }

    /// Turns to a mark that was set aside.
    pub fn turn_to(&mut self, desk: &Desk, judging: &Judging, mark: Arc<Annotation>) {
        self.mark = mark;
        self.pieces.clear();
        self.ask(desk, judging);
    }

    /// Leaves the mark set aside, and turns to the next; `false` if there is none.
    pub fn leave(&mut self, desk: &Desk, judging: &Judging) -> bool {
        self.left.insert(self.mark.id.clone());
        self.go_on(desk, judging)
    }

    /// How many marks are still to be decided about on this round.
    #[must_use]
    pub fn open(&self) -> usize {
        self.orphans.difference(&self.left).count()
    }

    fn ask(&mut self, desk: &Desk, judging: &Judging) {
        let Some(of) = judging.verdict(&self.mark) else {
            self.show(desk);
            return;
        };
        let OfMark { fragments, .. } = of;
        let kind = self.mark.tag.kind();
        let alone = fragments.len() == 1;
        let mut pieces: Vec<_> = fragments
            .iter()
            .map(|of| {
                let mut places = of.places.clone();
                // Where the same words are marked as the same already, nothing is to be placed.
                places.retain(|place| !alone || !desk.set().has(kind, &[*place]));
                Piece {
                    verdict: of.verdict,
                    why: match places.is_empty() && !of.places.is_empty() {
                        true => "each place is marked as the same already",
                        false => of.why,
                    },
                    places,
                    at: 0,
                    decided: Decided::No,
                }
            })
            .collect();
        // Of several pieces only those are asked about that are not certain; of a mark that is certain, all of it at once.
        if pieces.iter().any(|piece| piece.verdict.asks()) {
            for piece in pieces.iter_mut().filter(|piece| !piece.verdict.asks()) {
                if let Some(place) = piece.places.first() {
                    piece.decided = Decided::Here(*place);
                }
            }
        } else {
            for piece in pieces.iter_mut().skip(1) {
                if let Some(place) = piece.places.first() {
                    piece.decided = Decided::Here(*place);
                }
            }
        }
        self.pieces = pieces;
        self.piece = self.next_piece().unwrap_or(0);
        self.show(desk);
    }

    fn next_piece(&self) -> Option<usize> {
        let open = |piece: &Piece| piece.decided == Decided::No;
        self.pieces.iter().position(open)
    }

    /// Whether it is known by now where the mark may stand.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.pieces.is_empty()
    }

    fn current(&self) -> Option<&Piece> {
        self.pieces.get(self.piece)
    }

    /// The place that is asked about.
    #[must_use]
    pub fn place(&self) -> Option<Span> {
        let piece = self.current()?;
        piece.places.get(piece.at).copied()
    }

    /// Which of how many places is asked about; `None` if there is none.
    #[must_use]
    pub fn places(&self) -> Option<Count> {
        let piece = self.current()?;
        (!piece.places.is_empty()).then(|| Count {
            current: piece.at + 1,
            of: piece.places.len(),
        })
    }

    /// Which of how many pieces is asked about; `None` for a mark that is all of one piece.
    #[must_use]
    pub fn piece(&self) -> Option<Count> {
        let of = self.mark.fragments.len();
        (of > 1).then_some(Count {
            current: self.piece + 1,
            of,
        })
    }

    /// What became of the piece that is asked about, and why it is not certain.
    #[must_use]
    pub fn verdict(&self) -> Option<(Verdict, &'static str)> {
        self.current().map(|piece| (piece.verdict, piece.why))
    }

    /// The words as they were, and as they are at the place that is asked about.
    #[must_use]
    pub const fn compared(&self) -> (&Compared, Option<&Compared>) {
        (&self.compared.0, self.compared.1.as_ref())
    }

    /// What is asked about, for the page: the places of the piece, and those of the pieces that are decided.
    #[must_use]
    pub fn ghosts(&self) -> &[Ghost] {
        &self.ghosts
    }

    /// Looks at the next place, or the one before; `false` if there is no other.
    pub fn step(&mut self, desk: &Desk, forward: bool) -> bool {
        let Some(piece) = self.pieces.get_mut(self.piece) else {
            return false;
        };
        let count = piece.places.len();
        if count < 2 {
            return false;
        }
        piece.at = (piece.at + if forward { 1 } else { count - 1 }) % count;
        self.show(desk);
        true
    }

    /// The piece stands at the place that is asked about; `None` if there is none.
    pub fn accept(&mut self, desk: &Desk) -> Option<Next> {
        let place = self.place()?;
        self.put(desk, place)
    }

    /// The piece stands on a span; `None` while it is not known of what pieces there is to decide.
    pub fn put(&mut self, desk: &Desk, span: Span) -> Option<Next> {
        self.decide(desk, Decided::Here(span))
    }

    /// The piece is left out of the mark; `None` if nothing would be left of it.
    pub fn without_piece(&mut self, desk: &Desk) -> Option<Next> {
        let others = self.pieces.iter().enumerate();
        let mut others = others.filter(|(index, _)| *index != self.piece);
        let left = others.any(|(_, piece)| piece.decided != Decided::Nowhere);
        if !left {
            return None;
        }
        self.decide(desk, Decided::Nowhere)
    }

    fn decide(&mut self, desk: &Desk, decided: Decided) -> Option<Next> {
        self.pieces.get_mut(self.piece)?.decided = decided;
        if let Some(next) = self.next_piece() {
            self.piece = next;
            self.show(desk);
            return Some(Next::Piece(next));
        }
        let spans = self.pieces.iter().filter_map(|piece| match piece.decided {
            Decided::Here(span) => Some(span),
            Decided::Nowhere | Decided::No => None,
        });
        Some(Next::Place(spans.collect()))
    }

    /// The mark could not be placed so: its last piece is asked about again.
    pub fn ask_again(&mut self, desk: &Desk) {
        if let Some(piece) = self.pieces.get_mut(self.piece) {
            piece.decided = Decided::No;
        }
        self.show(desk);
    }

    /// Works out what is to be shown.
    fn show(&mut self, desk: &Desk) {
        let kind = self.mark.tag.kind();
        let place = self.place();
        let old = self.mark.fragments.get(self.piece);
        let new = place.map(|place| Fragment::of(&desk.document, place));
        self.compared = match (old, new) {
            (Some(old), Some(new)) => {
                let [was, is] = compare(old, &new);
                (was, Some(is))
            }
            (Some(old), None) => (alone(old), None),
            (None, _) => Default::default(),
        };
        let ghost = |span: Span, current| Ghost::new(span.range(), Some(kind), current);
        self.ghosts.clear();
        for (index, piece) in self.pieces.iter().enumerate() {
            match piece.decided {
                Decided::Here(span) => self.ghosts.push(ghost(span, true)),
                Decided::No if index == self.piece => {
                    let places = piece.places.iter();
                    self.ghosts
                        .extend(places.map(|span| ghost(*span, Some(*span) == place)));
                }
                Decided::No | Decided::Nowhere => {}
            }
        }
        Ghost::in_order(&mut self.ghosts);
        self.ghosts.dedup_by_key(|ghost| ghost.range);
    }
}

fn ids(desk: &Desk) -> HashSet<AnnotationId> {
    let orphans = &desk.set().orphans;
    orphans.iter().map(|mark| mark.id.clone()).collect()
}
