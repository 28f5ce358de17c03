//! Who must be asked about though a place was found, or though none was: marks that are found where nobody expects them, two that would
//! stand on the same words, those that were set aside, and words that stand only in other surroundings.

use std::collections::HashMap;

use super::{
    super::{OfFragment, Verdict, near, search::Search},
    ALONE, CHANGED_HERE, EVERYWHERE, JUMPED, MAYBE_COPY, MOST_ALONE, MOST_SEARCHED, SHORTEST,
    Steps, TWO_IN_ONE,
};
use crate::text::{CharRange, QuickHash, Span};

impl Steps<'_> {
    /// Who is found where the order does not expect it, while the text around it still stands where the others say that it should be,
    /// about other words, may have been changed there, and have been copied to where it was found. What stands out of the order of
    /// most has no say in where the others should be.
    pub(super) fn ask_about_those_out_of_order(&mut self) {
        let astray = self.order.unsettle_astray();
        self.order.note();
        let mut is_astray = vec![false; self.pieces.len()];
        for (piece, _) in &astray {
            is_astray[*piece] = true;
        }
        let mut left = MOST_SEARCHED;
        for (piece, is_astray) in is_astray.into_iter().enumerate() {
            let settled = self.found[piece].as_ref();
            let Some(place) = settled
                .filter(|found| !found.verdict.asks())
                .map(|found| found.places[0])
            else {
                continue;
            };
            let expected = self.order.expected(piece);
            if expected.contains(&Some(place.start())) {
                continue;
            }
            let near = self.near(piece, &expected);
            let near = near.iter().find(|near| near.before && near.after);
            let between = self.order.between(piece);
            left = left.saturating_sub(between.map_or(0, CharRange::len));
            if left == 0 {
                self.ask(piece, vec![place], MAYBE_COPY);
                continue;
            }
            let changed = near
                .map(|near| near.place)
                .or_else(|| near::within(&self.pieces[piece].fragment, between?, place, self.new));
            if let Some(changed) = changed.filter(|changed| *changed != place) {
                self.ask(piece, vec![changed, place], CHANGED_HERE);
            } else if is_astray && !self.order.left_a_gap(piece) {
                self.ask(piece, vec![place], JUMPED);
            }
        }
        for (piece, start) in astray {
            let settled = self.found[piece].as_ref();
            if settled.is_some_and(|found| !found.verdict.asks()) {
                self.order.settle(piece, start);
            }
        }
    }

    /// Words that stand somewhere, though nothing around them is as it was.
    pub(super) fn look_for_words_alone(&mut self) {
        let lost = |piece: &usize| self.found[*piece].is_none();
        let lost: Vec<_> = (0..self.pieces.len()).filter(lost).collect();
        let quotes = lost
            .iter()
            .map(|&piece| self.pieces[piece].fragment.quote.as_str());
        let search = Search::of(self.new.text(), quotes, SHORTEST);
        for (index, piece) in lost.into_iter().enumerate() {
            let length = self.pieces[piece].fragment.quote.len();
            let span = |&byte: &usize| {
                let [start, end] = [byte, byte + length].map(|at| self.new.char_of_byte(at));
                self.new.span(CharRange::new(start, end)).ok()
            };
            let places: Vec<_> = search.places(index).iter().filter_map(span).collect();
            match places.len() {
                0 => {}
                1..=MOST_ALONE => self.ask(piece, places, ALONE),
                _ => {
                    self.found[piece] = Some(OfFragment {
                        verdict: Verdict::Lost,
                        places: Vec::new(),
                        why: EVERYWHERE,
                    });
                }
            }
        }
    }

    /// Two pieces on different words can't both be right on the very same.
    pub(super) fn ask_where_two_would_be_one(&mut self) {
        let mut here: HashMap<Span, (usize, bool), QuickHash> = HashMap::default();
        for (piece, found) in self.found.iter().enumerate() {
            let Some(found) = found.as_ref().filter(|found| !found.verdict.asks()) else {
                continue;
            };
            if !self.pieces[piece].among_others {
                continue;
            }
            let first = here.entry(found.places[0]).or_insert((piece, false));
            let was = |piece: usize| self.pieces[piece].fragment.span;
            first.1 |= was(first.0) != was(piece);
        }
        for piece in 0..self.pieces.len() {
            let place = self.found[piece]
                .as_ref()
                .filter(|found| !found.verdict.asks() && self.pieces[piece].among_others)
                .map(|found| found.places[0]);
            if let Some(place) = place
                && here.get(&place).is_some_and(|&(_, several)| several)
            {
                self.ask(piece, vec![place], TWO_IN_ONE);
            }
        }
    }

    /// What was set aside stands by itself only where it stood; else somebody is asked again.
    pub(super) fn ask_about_those_set_aside(&mut self) {
        for (piece, found) in self.pieces.iter().zip(&mut self.found) {
            if piece.among_others {
                continue;
            }
            let place = self.new.span(piece.own.span);
            if let (true, Ok(place)) = (piece.may_settle, place) {
                *found = Some(OfFragment {
                    verdict: Verdict::Exact,
                    places: vec![place],
                    why: "",
                });
            } else if let Some(found) = found
                && found.verdict < Verdict::Ambiguous
            {
                (found.verdict, found.why) = (Verdict::Ambiguous, "");
            }
        }
    }
}
