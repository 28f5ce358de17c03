//! The steps of the method, one after the other, each on what the ones before it left open.

use std::collections::HashMap;

use super::{
    OfFragment, Verdict,
    alike::{Alike, alike},
    difference::Difference,
    near::{self, CERTAIN, Near},
    order::{Order, chosen},
    piece::Piece,
    plain::{Plain, PlainFragment},
    search::Search,
};
use crate::text::{CharRange, Document, QuickHash, Span};

const BY_ORDER: &str = "it is one of several such places, told by the marks and the text around it";
const COPIES: &str = "these places are equally good";
const MAYBE_COPY: &str = "the words stand there, but may be a copy of its own";
const SET_OTHERWISE: &str = "blanks, quotation marks or dashes in it are others";
const AROUND_SET_OTHERWISE: &str = "blanks, quotation marks or dashes around it are others";
const AROUND: &str = "the text around it was changed";
const BESIDE: &str = "the text right beside it was changed";
const WORDS: &str = "its words were changed";
const TWO_IN_ONE: &str = "other words of another mark would stand on these, too";
const SET_ASIDE: &str = "it had been set aside";
const NOWHERE: &str = "its words stand nowhere";

/// All that is looked for, and what was found.
pub(super) struct Steps<'a> {
    pieces: Vec<Piece<'a>>,
    new: &'a Document,
    old: Option<&'a Document>,
    order: Order,
    /// Made when it is first asked for.
    difference: Option<Difference>,
    found: Vec<Option<OfFragment>>,
}

impl<'a> Steps<'a> {
    /// `length` is that of the text that the pieces stood on, in code points.
    pub(super) fn new(
        pieces: Vec<Piece<'a>>,
        length: usize,
        new: &'a Document,
        old: Option<&'a Document>,
    ) -> Self {
        let place = |piece: &Piece<'_>| piece.among_others.then_some(piece.fragment.span);
        let places: Vec<_> = pieces.iter().map(place).collect();
        Self {
            order: Order::new(&places, (length, new.len())),
            found: vec![None; pieces.len()],
            pieces,
            new,
            old,
            difference: None,
        }
    }

    /// What was found of each.
    pub(super) fn run(mut self) -> Vec<OfFragment> {
        self.look_for_words();
        let plain = self.look_for_plain_words();
        self.look_near();
        if let Some((plain, fragments)) = plain {
            self.look_for_likeness(&plain, fragments);
        }
        self.ask_where_two_would_be_one();
        self.ask_about_those_set_aside();
        let lost = || OfFragment {
            verdict: Verdict::Lost,
            places: Vec::new(),
            why: NOWHERE,
        };
        self.found
            .into_iter()
            .map(|found| found.unwrap_or_else(lost))
            .collect()
    }

    /// The very words with all of the text around them.
    fn look_for_words(&mut self) {
        let whole = |piece: &Piece<'_>| {
            let fragment = &piece.fragment;
            format!("{}{}{}", fragment.before, fragment.quote, fragment.after)
        };
        let wholes: Vec<_> = self.pieces.iter().map(whole).collect();
        let search = Search::of(self.new.text(), wholes.iter().map(String::as_str));
        let places: Vec<Vec<Span>> = (0..self.pieces.len())
            .map(|piece| {
                let fragment = &self.pieces[piece].fragment;
                let length = fragment.quote.chars().count();
                let here = |&byte: &usize| {
                    let start = self.new.char_of_byte(byte + fragment.before.len());
                    self.new.span(CharRange::new(start, start + length)).ok()
                };
                search.places(piece).iter().filter_map(here).collect()
            })
            .collect();
        self.settle_or_ask(places, |_, _| (Verdict::Exact, ""));
    }

    /// The same where it stands only in the plain text. Gives that text and the pieces in it that are still looked for.
    fn look_for_plain_words(&mut self) -> Option<(Plain, Vec<(usize, PlainFragment)>)> {
        let open: Vec<_> = (0..self.pieces.len())
            .filter(|&piece| self.found[piece].is_none())
            .collect();
        if open.is_empty() {
            return None;
        }
        let plain = Plain::of(self.new);
        let fragments: Vec<_> = open
            .iter()
            .map(|&piece| PlainFragment::of(&self.pieces[piece].fragment))
            .collect();
        let wholes = fragments.iter().map(|fragment| fragment.whole.as_str());
        let search = Search::of(plain.text.text(), wholes);
        let mut places = vec![Vec::new(); self.pieces.len()];
        for (index, (&piece, fragment)) in open.iter().zip(&fragments).enumerate() {
            let here = |&byte: &usize| {
                let bytes = byte + fragment.words.start..byte + fragment.words.end;
                let start = plain.text.char_of_byte(bytes.start);
                let range = CharRange::new(start, plain.text.char_of_byte(bytes.end));
                self.new.span(plain.origin(range)?).ok()
            };
            places[piece] = search.places(index).iter().filter_map(here).collect();
        }
        self.settle_or_ask(places, |quote, words| {
            let why = if quote == words {
                AROUND_SET_OTHERWISE
            } else {
                SET_OTHERWISE
            };
            (Verdict::Moved, why)
        });
        let left = open
            .into_iter()
            .zip(fragments)
            .filter(|(piece, _)| self.found[*piece].is_none());
        let left: Vec<_> = left.collect();
        Some((plain, left))
    }

    /// Settles all that have one place, or that have one by the order; asks about those that have several. `verdict` is told the words
    /// of a fragment and those at its place.
    fn settle_or_ask(
        &mut self,
        places: Vec<Vec<Span>>,
        verdict: impl Fn(&str, &str) -> (Verdict, &'static str),
    ) {
        let words = |this: &Self, piece: usize, place: Span| {
            verdict(&this.pieces[piece].fragment.quote, this.new.quote(place))
        };
        for (piece, places) in places.iter().enumerate() {
            if let [place] = places[..]
                && self.pieces[piece].stood_once
            {
                let (verdict, why) = words(self, piece, place);
                self.settle(piece, verdict, place, why);
            }
        }
        let order: Vec<_> = self.order.pieces().collect();
        for pass in 0..2 {
            self.order.note();
            for index in 0..order.len() {
                let piece = order[if pass == 0 {
                    index
                } else {
                    order.len() - 1 - index
                }];
                if self.found[piece].is_some() || places[piece].is_empty() {
                    continue;
                }
                let expected = self.expected(piece);
                if let Some(place) = chosen(&places[piece], Span::start, &expected) {
                    let (verdict, why) = words(self, piece, place);
                    let several = places[piece].len() > 1;
                    self.settle(piece, verdict, place, if several { BY_ORDER } else { why });
                }
            }
        }
        for (piece, places) in places.into_iter().enumerate() {
            if self.found[piece].is_none() && !places.is_empty() {
                let why = if places.len() > 1 { COPIES } else { MAYBE_COPY };
                self.ask(piece, places, why);
            }
        }
    }

    /// What stands where the order expects a piece.
    fn look_near(&mut self) {
        let order: Vec<_> = self.order.pieces().collect();
        let mut offers: HashMap<usize, Vec<Near>, QuickHash> = HashMap::default();
        for pass in 0..2 {
            self.order.note();
            for index in 0..order.len() {
                let piece = order[if pass == 0 {
                    index
                } else {
                    order.len() - 1 - index
                }];
                if self.found[piece].is_some() {
                    continue;
                }
                let near = self.near(piece);
                let own = |near: &&Near| near.same && near.before && near.after;
                let mut certain = near.iter().filter(own).map(|near| near.place);
                match (certain.next(), certain.next()) {
                    (Some(place), None) => self.settle(piece, Verdict::Moved, place, AROUND),
                    _ => {
                        offers.insert(piece, near);
                    }
                }
            }
        }
        for (piece, near) in offers {
            if self.found[piece].is_some() || near.is_empty() {
                continue;
            }
            let places: Vec<_> = near.iter().map(|near| near.place).collect();
            match &near[..] {
                [only] if !only.same => {
                    self.found[piece] = Some(OfFragment {
                        verdict: Verdict::Edited,
                        places,
                        why: WORDS,
                    });
                }
                [_] => self.ask(piece, places, BESIDE),
                _ => self.ask(piece, places, COPIES),
            }
        }
    }

    /// What stands at the places where a piece is expected, each once: the very words, or if they are at none, others.
    fn near(&mut self, piece: usize) -> Vec<Near> {
        let mut all: Vec<Near> = Vec::new();
        let expected = self.expected(piece);
        let fragment = &self.pieces[piece].fragment;
        let length = fragment.quote.chars().count();
        for (index, start) in expected.into_iter().enumerate() {
            let Some(start) = start.filter(|&start| start < self.new.len()) else {
                continue;
            };
            let here = near::begins(fragment, start, self.new);
            // What is known of the text behind it says where it ends.
            let by_end = || near::ends(fragment, start + length, self.new);
            let here = here.or_else(|| if index == 1 { by_end() } else { None });
            all.extend(here.filter(|here| all.iter().all(|known| known.place != here.place)));
        }
        if all.iter().any(|near| near.same) {
            all.retain(|near| near.same);
        }
        all
    }

    /// Words like those that are not found.
    fn look_for_likeness(&mut self, plain: &Plain, fragments: Vec<(usize, PlainFragment)>) {
        let open = fragments
            .into_iter()
            .filter(|(piece, _)| self.found[*piece].is_none());
        let (numbers, fragments): (Vec<_>, Vec<_>) = open.unzip();
        self.order.note();
        for (piece, found) in numbers.into_iter().zip(alike(&fragments, &plain.text)) {
            let place = |alike: &Alike| self.new.span(plain.origin(alike.place)?).ok();
            let found: Vec<_> = found
                .iter()
                .filter_map(|alike| Some((*alike, place(alike)?)))
                .collect();
            self.judge(piece, &found);
        }
    }

    /// The verdict on a piece that is like these, the likeliest first.
    fn judge(&mut self, piece: usize, found: &[(Alike, Span)]) {
        let Some((best, place)) = found.first() else {
            return;
        };
        let remembered = &self.pieces[piece].fragment;
        let enough = |side: &str| side.chars().count().min(CERTAIN);
        let (before, after) = (enough(&remembered.before), enough(&remembered.after));
        let around = |alike: &Alike| alike.before >= before && alike.after >= after;
        // Words that are not much like it are its own only if they stand where it stood.
        let fair = |alike: &Alike| alike.same || alike.likeness >= 50 || around(alike);
        if !fair(best) {
            return;
        }
        let expected = self.expected(piece);
        let own = |(alike, place): &&(Alike, Span)| {
            alike.same && around(alike) && expected.contains(&Some(place.start()))
        };
        let mut certain = found.iter().filter(own);
        if let (Some((_, place)), None) = (certain.next(), certain.next()) {
            return self.settle(piece, Verdict::Moved, *place, AROUND);
        }
        let close =
            |(alike, _): &&(Alike, Span)| fair(alike) && 10 * alike.weight() >= 9 * best.weight();
        let places: Vec<_> = found
            .iter()
            .filter(close)
            .map(|(_, place)| *place)
            .collect();
        if places.len() > 1 {
            self.ask(piece, places, COPIES);
        } else if best.same {
            let why = if around(best) { AROUND } else { BESIDE };
            self.ask(piece, places, why);
        } else {
            self.found[piece] = Some(OfFragment {
                verdict: Verdict::Edited,
                places: vec![*place],
                why: WORDS,
            });
        }
    }

    /// Where a piece begins by the marks before and behind it, and by the old text.
    fn expected(&mut self, piece: usize) -> [Option<usize>; 3] {
        let [before, behind] = self.order.expected(piece);
        [before, behind, self.followed(piece)]
    }

    /// Where the old text, if it is at hand, goes on unchanged at a piece.
    fn followed(&mut self, piece: usize) -> Option<usize> {
        let piece = self.pieces.get(piece).filter(|piece| piece.among_others)?;
        let (old, new) = (self.old?, self.new);
        let CharRange { start, end } = old.span(piece.fragment.span).ok()?.range();
        let difference = self
            .difference
            .get_or_insert_with(|| Difference::of(old.text(), new.text()));
        let now = difference.follow(old.byte_of(start)..old.byte_of(end))?;
        Some(new.char_of_byte(now.start))
    }

    /// Two pieces on different words can't both be right on the very same.
    fn ask_where_two_would_be_one(&mut self) {
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

    fn ask_about_those_set_aside(&mut self) {
        for (piece, found) in self.pieces.iter().zip(&mut self.found) {
            if let Some(found) = found
                && !piece.may_settle
                && !found.verdict.asks()
            {
                (found.verdict, found.why) = (Verdict::Ambiguous, SET_ASIDE);
            }
        }
    }

    fn settle(&mut self, piece: usize, verdict: Verdict, place: Span, why: &'static str) {
        self.order.settle(piece, place.start());
        self.found[piece] = Some(OfFragment {
            verdict,
            places: vec![place],
            why,
        });
    }

    fn ask(&mut self, piece: usize, places: Vec<Span>, why: &'static str) {
        self.found[piece] = Some(OfFragment {
            verdict: Verdict::Ambiguous,
            places,
            why,
        });
    }
}
