//! The steps of the method, one after the other, each on what the ones before it left open.

use std::{cell::OnceCell, collections::HashMap};

use super::{
    OfFragment, Verdict,
    alike::{Alike, alike},
    difference::Difference,
    near::{self, CERTAIN, Near},
    order::{Order, chosen},
    piece::Piece,
    plain::{Plain, PlainFragment},
    sought::{Candidates, candidates},
};
use crate::text::{CharRange, Document, QuickHash, Span, is_blank, letters::are_same};

const BY_ORDER: &str = "it is one of several such places, told by the marks and the text around it";
const COPIES: &str = "these places are equally good";
const MAYBE_COPY: &str = "the words stand there, but may be a copy of its own";
const SET_OTHERWISE: &str = "blanks, quotation marks or dashes in it are others";
const AROUND_SET_OTHERWISE: &str = "blanks, quotation marks or dashes around it are others";
const AROUND: &str = "the text around it was changed";
const BESIDE: &str = "the text right beside it was changed";
const WORDS: &str = "its words were changed";
const TWO_IN_ONE: &str = "other words of another mark would stand on these, too";
const CHANGED_HERE: &str =
    "its words were changed where it stood, and stand as they were somewhere else";
const JUMPED: &str =
    "it would stand on the other side of its neighbours, and something else is in its place";
const ALONE: &str = "its words stand only in other surroundings";
const EVERYWHERE: &str = "its words stand in many places, and nowhere in these surroundings";
const NOWHERE: &str = "its words stand nowhere";

/// Places of words in other surroundings that are offered: of more, none means anything.
const MOST_ALONE: usize = 8;
/// Bytes of words that are looked for by their hash.
const SHORTEST: usize = 4;

/// How often the pieces are gone through for what the order tells, there and back: what is found helps the next.
const PASSES: usize = 4;

/// Code points that are searched for what was changed under marks that stand out of order, all together; who comes after that is asked
/// about. A fraction of a second.
const MOST_SEARCHED: usize = 1 << 28;

mod asking;

/// All that is looked for, and what was found.
pub(super) struct Steps<'a> {
    pieces: Vec<Piece<'a>>,
    new: &'a Document,
    old: Option<&'a Document>,
    order: Order,
    /// Made when it is first asked for.
    difference: OnceCell<Difference>,
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
            difference: OnceCell::new(),
        }
    }

    /// What was found of each.
    pub(super) fn run(mut self) -> Vec<OfFragment> {
        self.look_for_words();
        self.look_near();
        self.look_for_likeness();
        self.look_for_words_alone();
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

    /// The words with all of the text around them. Settles all that have one place and no rival, or that have one by the order; asks
    /// about the others that have any.
    fn look_for_words(&mut self) {
        let fragments = self.pieces.iter().map(|piece| &*piece.fragment);
        let candidates = candidates(fragments, self.new);
        for (piece, candidates) in candidates.iter().enumerate() {
            if let [place] = candidates.whole[..]
                && candidates.rivals.is_empty()
                && self.pieces[piece].stood_once
            {
                self.settle_whole(piece, place, "");
            }
        }
        self.ask_about_those_out_of_order();
        let order: Vec<_> = self.order.pieces().collect();
        for pass in 0..PASSES {
            self.order.note();
            let mut more = false;
            for index in 0..order.len() {
                let piece = order[if pass % 2 == 0 {
                    index
                } else {
                    order.len() - 1 - index
                }];
                let candidates = &candidates[piece];
                if self.found[piece].is_none()
                    && let Some(place) = self.chosen(piece, candidates)
                {
                    let several = candidates.whole.len() > 1;
                    self.settle_whole(piece, place, if several { BY_ORDER } else { "" });
                    more = true;
                }
            }
            if !more && pass > 0 {
                break;
            }
        }
        self.ask_about_those_out_of_order();
        self.order.note();
        for (piece, candidates) in candidates.into_iter().enumerate() {
            if self.found[piece].is_none() && !candidates.whole.is_empty() {
                let lone = candidates.whole.len() == 1;
                let mut places = candidates.whole;
                // Of others only those that stand where it should be are as good.
                let expected = self.expected(piece);
                let is_expected = |place: &Span| expected.contains(&Some(place.start()));
                places.extend(candidates.rivals.into_iter().filter(is_expected));
                let why = if lone && places.len() == 1 {
                    MAYBE_COPY
                } else {
                    COPIES
                };
                self.ask(piece, places, why);
            }
        }
    }

    /// Which of its places is a piece's own, as far as the order tells.
    fn chosen(&self, piece: usize, candidates: &Candidates) -> Option<Span> {
        if candidates.whole.is_empty() {
            return None;
        }
        let all = candidates.all();
        let [before, behind] = self.order.expected(piece);
        let is_whole = |place: &Span| candidates.whole.contains(place);
        let spoken_for = |place: &Span| {
            let start = Some(place.start());
            start == before || start == behind
        };
        if all.iter().any(spoken_for) {
            return chosen(&all, Span::start, &[before, behind]).filter(is_whole);
        }
        if !self.pieces[piece].stood_once {
            return None;
        }
        // Its own place, changed or not, is between those of its neighbours, and so is nothing else that could be it: then this is it.
        let between = self.order.between(piece);
        let is_between = |place: &&Span| {
            between
                .is_some_and(|between| between.start <= place.start() && place.end() <= between.end)
        };
        let mut here = all.iter().filter(is_between);
        match (here.next(), here.next()) {
            (Some(place), None) => Some(*place).filter(is_whole),
            _ => None,
        }
    }

    /// Settles a piece at a place that has its words with all of the text around them.
    fn settle_whole(&mut self, piece: usize, place: Span, why: &'static str) {
        let fragment = &self.pieces[piece].fragment;
        let (start, end) = (
            self.new.byte_of(place.start()),
            self.new.byte_of(place.end()),
        );
        let text = self.new.text();
        let same_around = fragment.stands_between(&text[..start], &text[end..]);
        if has_other_sign(&fragment.before, &text[..start], false)
            || has_other_sign(&fragment.after, &text[end..], true)
        {
            return self.ask(piece, vec![place], BESIDE);
        }
        let (verdict, why) = match (text[start..end] == fragment.quote, same_around) {
            (true, true) => (Verdict::Exact, why),
            (true, false) => (Verdict::Moved, AROUND_SET_OTHERWISE),
            (false, _) => (Verdict::Moved, SET_OTHERWISE),
        };
        self.settle(piece, verdict, place, why);
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
                let expected = self.expected(piece);
                let near = self.near(piece, &expected);
                match near[..] {
                    [
                        Near {
                            place,
                            same: true,
                            before: true,
                            after: true,
                        },
                    ] if self.is_certain(piece, place) => {
                        self.settle(piece, Verdict::Moved, place, AROUND);
                    }
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

    /// Whether a place that has the words of a piece, and the text right beside them, is its own: two of those who can tell expect it
    /// there, or one does, and there is no other such place.
    fn is_certain(&self, piece: usize, place: Span) -> bool {
        let here = Some(place.start());
        let [before, behind] = self.order.expected(piece).map(|expected| expected == here);
        let followed = self.followed(piece) == here;
        let beside = |span: CharRange, document: &Document| {
            let start = span.start.saturating_sub(CERTAIN);
            let end = span.end.saturating_add(CERTAIN).min(document.len());
            document.stands_once(CharRange::new(start, end))
        };
        // Of words that stood there twice a diff may take the one for the other.
        let was = self.pieces[piece].fragment.span;
        let by_diff = || followed && self.old.is_some_and(|old| beside(was, old));
        before && behind
            || (before || behind) && followed
            || (before || behind || by_diff()) && beside(place.range(), self.new)
    }

    /// What stands at the places where a piece is expected, each once: the very words, or if they are at none, others.
    fn near(&self, piece: usize, expected: &[Option<usize>]) -> Vec<Near> {
        let mut all: Vec<Near> = Vec::new();
        let fragment = &self.pieces[piece].fragment;
        let length = fragment.quote.chars().count();
        for (index, start) in expected.iter().copied().enumerate() {
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
    fn look_for_likeness(&mut self) {
        let open = |piece: &usize| self.found[*piece].is_none();
        let open: Vec<_> = (0..self.pieces.len()).filter(open).collect();
        if open.is_empty() {
            return;
        }
        let fragment = |&piece: &usize| PlainFragment::of(&self.pieces[piece].fragment);
        let fragments: Vec<_> = open.iter().map(fragment).collect();
        let plain = Plain::of(self.new);
        self.order.note();
        for (piece, found) in open.into_iter().zip(alike(&fragments, &plain.text)) {
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
        let same = |(alike, _): &&(Alike, Span)| alike.same && around(alike);
        let same: Vec<_> = found.iter().filter(same).map(|(_, place)| *place).collect();
        let own = |place: &Span| self.is_certain(piece, *place);
        let certain: Vec<_> = same.into_iter().filter(own).collect();
        if let [place] = certain[..] {
            return self.settle(piece, Verdict::Moved, place, AROUND);
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
    fn expected(&self, piece: usize) -> [Option<usize>; 3] {
        let [before, behind] = self.order.expected(piece);
        [before, behind, self.followed(piece)]
    }

    /// Where the old text, if it is at hand, goes on unchanged at a piece.
    fn followed(&self, piece: usize) -> Option<usize> {
        let piece = self.pieces.get(piece).filter(|piece| piece.among_others)?;
        let (old, new) = (self.old?, self.new);
        let CharRange { start, end } = old.span(piece.fragment.span).ok()?.range();
        let difference = self
            .difference
            .get_or_init(|| Difference::of(old.text(), new.text()));
        let now = difference.follow(old.byte_of(start)..old.byte_of(end))?;
        Some(new.char_of_byte(now.start))
    }

    fn settle(&mut self, piece: usize, verdict: Verdict, place: Span, why: &'static str) {
        self.order.settle(piece, place.start());
        // It may remember more than the set says, by the old text; what the set says is what is promised.
        let own = self.pieces[piece].own;
        let [start, end] = [place.start(), place.end()].map(|offset| self.new.byte_of(offset));
        let text = self.new.text();
        let is_exact =
            text[start..end] == own.quote && own.stands_between(&text[..start], &text[end..]);
        let (verdict, why) = match (is_exact, verdict) {
            (true, Verdict::Moved) => (Verdict::Exact, ""),
            _ => (verdict, why),
        };
        self.found[piece] = Some(OfFragment {
            verdict,
            places: vec![place],
            why,
        });
    }

    fn ask(&mut self, piece: usize, places: Vec<Span>, why: &'static str) {
        self.order.unsettle(piece);
        self.found[piece] = Some(OfFragment {
            verdict: Verdict::Ambiguous,
            places,
            why,
        });
    }
}

/// Whether a dash or another sign stands right beside words that did not, or does no longer: "5" is not "-5".
fn has_other_sign(remembered: &str, now: &str, behind: bool) -> bool {
    let beside = |text: &str| {
        let c = if behind {
            text.chars().next()
        } else {
            text.chars().next_back()
        };
        c.filter(|&c| !is_blank(c) && are_same(&c.to_string(), "-"))
    };
    !remembered.is_empty() && beside(remembered).is_some() != beside(now).is_some()
}
