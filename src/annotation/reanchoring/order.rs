//! Where a piece of a mark should stand by those around it: what lies between two marks that are found again, and has not changed in
//! length, has not moved.

use crate::text::CharRange;

/// The pieces that stood on one and the same text, in its order, and where those are that are found already.
pub(super) struct Order {
    /// The pieces by where they stood: their number and their place.
    pieces: Vec<(usize, CharRange)>,
    /// For each of them where it begins now, if it is known.
    settled: Vec<Option<usize>>,
    /// For each piece its place in the order; none for those that stood on another text.
    rank: Vec<Option<usize>>,
    /// The length of the text that they stood on and of the one where they are looked for, in code points.
    lengths: (usize, usize),
    /// The nearest settled ones before and behind each rank, as of the last call of [`Self::note`].
    near: Vec<(Option<usize>, Option<usize>)>,
}

impl Order {
    /// `places` are where the pieces stood, in code points; none for one that stood on another text.
    pub(super) fn new(places: &[Option<CharRange>], lengths: (usize, usize)) -> Self {
        let mut pieces: Vec<_> = places
            .iter()
            .enumerate()
            .filter_map(|(piece, &place)| Some((piece, place?)))
            .collect();
        pieces.sort_by_key(|&(piece, place)| (place, piece));
        let mut rank = vec![None; places.len()];
        for (index, &(piece, _)) in pieces.iter().enumerate() {
            rank[piece] = Some(index);
        }
        let near = vec![(None, None); pieces.len()];
        Self {
            settled: vec![None; pieces.len()],
            pieces,
            rank,
            lengths,
            near,
        }
    }

    /// The pieces in the order of the text that they stood on.
    pub(super) fn pieces(&self) -> impl DoubleEndedIterator<Item = usize> + use<> {
        let pieces: Vec<_> = self.pieces.iter().map(|&(piece, _)| piece).collect();
        pieces.into_iter()
    }

    /// A piece is found: it begins here.
    pub(super) fn settle(&mut self, piece: usize, start: usize) {
        if let Some(rank) = self.rank[piece] {
            self.settled[rank] = Some(start);
        }
    }

    /// A piece is not found for certain after all.
    pub(super) fn unsettle(&mut self, piece: usize) {
        if let Some(rank) = self.rank[piece] {
            self.settled[rank] = None;
        }
    }

    /// Unsettles the fewest pieces that leave the others in the order in which they stood, and gives those with where they begin.
    pub(super) fn unsettle_astray(&mut self) -> Vec<(usize, usize)> {
        // Of the rows that rise, for each length the one whose last is the least; and before each piece the one before it in its row.
        let mut rows: Vec<usize> = Vec::new();
        let mut before: Vec<Option<usize>> = vec![None; self.pieces.len()];
        for (rank, start) in self.settled.iter().enumerate() {
            let Some(start) = start else { continue };
            let length = rows.partition_point(|&last| self.settled[last] <= Some(*start));
            before[rank] = length.checked_sub(1).map(|shorter| rows[shorter]);
            match rows.get_mut(length) {
                Some(last) => *last = rank,
                None => rows.push(rank),
            }
        }
        let mut in_order = vec![false; self.pieces.len()];
        let mut at = rows.last().copied();
        while let Some(rank) = at {
            in_order[rank] = true;
            at = before[rank];
        }
        let mut astray = Vec::new();
        for (rank, in_order) in in_order.into_iter().enumerate() {
            if !in_order && let Some(start) = self.settled[rank].take() {
                astray.push((self.pieces[rank].0, start));
            }
        }
        astray
    }

    /// Notes for all which settled ones are next to them. Linear.
    pub(super) fn note(&mut self) {
        let mut before = None;
        for rank in 0..self.pieces.len() {
            self.near[rank].0 = before;
            before = self.settled[rank].map(|_| rank).or(before);
        }
        let mut behind = None;
        for rank in (0..self.pieces.len()).rev() {
            self.near[rank].1 = behind;
            behind = self.settled[rank].map(|_| rank).or(behind);
        }
    }

    /// Whether what stood between the neighbours of a piece is gone from there, as far as its own length goes: they have drawn together.
    /// Where it was reworded instead, they have not.
    pub(super) fn left_a_gap(&self, piece: usize) -> bool {
        let Some(rank) = self.rank[piece] else {
            return false;
        };
        let (before, behind) = self.near[rank];
        let (old, new) = self.lengths;
        let begins = |other: Option<usize>| {
            other.map_or(Some((0, 0)), |other| {
                Some((self.pieces[other].1.start, self.settled[other]?))
            })
        };
        let ends = |other: Option<usize>| {
            other.map_or(Some((old, new)), |other| {
                Some((self.pieces[other].1.start, self.settled[other]?))
            })
        };
        let (Some(begins), Some(ends)) = (begins(before), ends(behind)) else {
            return false;
        };
        let was = ends.0.saturating_sub(begins.0);
        let is = ends.1.saturating_sub(begins.1);
        is.saturating_add(self.pieces[rank].1.len()) <= was
    }

    /// From where the one found before a piece begins to where the one found behind it does, or to the ends of the text: there its own
    /// place is, if nothing was put in another order. `None` where that is plainly so.
    pub(super) fn between(&self, piece: usize) -> Option<CharRange> {
        let rank = self.rank[piece]?;
        let (before, behind) = self.near[rank];
        let start = |other: Option<usize>| other.and_then(|other| self.settled[other]);
        let between = CharRange::new(
            start(before).unwrap_or(0),
            // It may overlap the one behind it.
            start(behind).map_or(self.lengths.1, |start| {
                start.saturating_add(self.pieces[rank].1.len())
            }),
        );
        (!between.is_empty()).then_some(between)
    }

    /// Where a piece begins if nothing changed in length between it and the one found before it, or the text's beginning; and if
    /// nothing did between it and the one found behind it, or the text's end. As of the last note, but for a neighbour that was found
    /// since.
    pub(super) fn expected(&self, piece: usize) -> [Option<usize>; 2] {
        let Some(rank) = self.rank[piece] else {
            return [None, None];
        };
        let here = self.pieces[rank].1.start;
        let beside = |other: Option<usize>| other.filter(|&other| self.settled[other].is_some());
        // One that was just found is nearer than what was noted.
        let before = beside(rank.checked_sub(1)).or(beside(self.near[rank].0));
        let behind = beside(Some(rank + 1).filter(|&next| next < self.pieces.len()))
            .or(beside(self.near[rank].1));
        let by = |other: usize| {
            let now = self.settled[other]?;
            now.checked_add(here)?
                .checked_sub(self.pieces[other].1.start)
        };
        let (old, new) = self.lengths;
        [
            before.map_or(Some(here), by),
            behind.map_or_else(|| new.checked_add(here)?.checked_sub(old), by),
        ]
    }
}

/// Which of several places is expected: none, where two of them are.
pub(super) fn chosen<T: Copy>(
    places: &[T],
    start: impl Fn(T) -> usize,
    expected: &[Option<usize>],
) -> Option<T> {
    let at = |expected: &Option<usize>| {
        let place = |&place: &T| Some(start(place)) == *expected;
        places.iter().copied().find(place)
    };
    let mut spoken_for = expected.iter().filter_map(at);
    let first = spoken_for.next()?;
    spoken_for
        .all(|other| start(other) == start(first))
        .then_some(first)
}
