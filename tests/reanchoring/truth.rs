//! Where a fragment's own words stand in the changed text, by the memory of the editor alone.

use claimark::{
    annotation::Fragment,
    text::{CharRange, is_blank},
};

use super::changes::{Changed, Sign};

/// What became of a fragment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Own {
    /// From its first to behind its last character that is left; `None` if none is left.
    pub place: Option<CharRange>,
    /// All of its words are left, in order, with nothing between them; only set otherwise, if that.
    pub intact: bool,
    /// Neither its words nor what it remembers of the text around them were touched.
    pub untouched: bool,
}

/// The memory of an editor, for looking up.
pub struct Truth<'a> {
    changed: &'a Changed,
    /// For each code point of the old text, where it is, or what stands in its place.
    to: Vec<Option<usize>>,
    slides: Vec<Slide>,
}

/// A deletion or an insertion at `at` of the new text that could as well have been a little before or behind: the new text would be
/// the very same. `cut` old code points went from `old` on, or `put` new ones came before it.
#[derive(Debug)]
struct Slide {
    old: usize,
    at: usize,
    cut: usize,
    put: usize,
    left: usize,
    right: usize,
}

impl<'a> Truth<'a> {
    pub fn of(changed: &'a Changed) -> Self {
        let mut to = vec![None; changed.old.len()];
        for (at, sign) in changed.signs.iter().enumerate() {
            if let Some(from) = sign.from {
                to[from] = Some(at);
            }
        }
        let slides = slides(changed);
        Self {
            changed,
            to,
            slides,
        }
    }

    /// Old code points about which something was changed.
    pub fn hot(&self) -> Vec<usize> {
        let next = |pair: &[Option<usize>]| pair[1].zip(pair[0]).is_none_or(|(b, a)| b != a + 1);
        let breaks = self
            .to
            .windows(2)
            .enumerate()
            .filter(|(_, pair)| next(pair));
        breaks.map(|(at, _)| at).collect()
    }

    fn sign(&self, at: usize) -> &Sign {
        &self.changed.signs[at]
    }

    pub fn own(&self, fragment: &Fragment) -> Own {
        let CharRange { start, end } = fragment.span;
        let shown = |from: &usize| !is_blank(self.changed.old[*from]);
        let left: Vec<usize> = (start..end)
            .filter(shown)
            .filter_map(|from| self.to[from])
            .collect();
        let place = left
            .iter()
            .min()
            .zip(left.iter().max())
            .map(|(first, last)| CharRange::new(*first, last + 1));
        let intact = place.is_some_and(|place| {
            let all = left.len() == (start..end).filter(shown).count();
            let mine = |at: usize| {
                let sign = self.sign(at);
                is_blank(sign.c)
                    || sign.own && sign.from.is_some_and(|from| (start..end).contains(&from))
            };
            all && left.is_sorted()
                && (place.start..place.end).all(mine)
                && !self.grown(fragment.span, place)
        });
        let (before, after) = (
            fragment.before.chars().count(),
            fragment.after.chars().count(),
        );
        let untouched = intact && {
            let first = start - before;
            let at = self.to[first];
            (first..end + after).all(|from| {
                self.to[from] == at.map(|at| at + from - first)
                    && self.to[from].is_some_and(|at| {
                        self.sign(at).own && self.sign(at).c == self.changed.old[from]
                    })
            })
        };
        Own {
            place,
            intact,
            untouched,
        }
    }

    /// Whether a letter or digit was put right before or behind it: "12" is not "12" any more in "120". Where words are not set
    /// apart, as in Chinese, that can't be told.
    fn grown(&self, was: CharRange, is: CharRange) -> bool {
        let joins = |c: char| c.is_alphanumeric() && !('\u{3000}'..='\u{9fff}').contains(&c);
        let glued = |edge: usize, beside: usize, own: Option<usize>| {
            self.changed.signs.get(beside).is_some_and(|sign| {
                joins(sign.c) && joins(self.sign(edge).c) && !(sign.own && sign.from == own)
            })
        };
        is.start > 0 && glued(is.start, is.start - 1, was.start.checked_sub(1))
            || glued(is.end - 1, is.end, Some(was.end))
    }

    /// Whether a place is the fragment's own if one deletion or insertion was made, at the same length, a little before or behind where
    /// it was: nobody who sees both texts can tell.
    pub fn would_be_own(&self, fragment: &Fragment, place: CharRange) -> bool {
        let CharRange { start, end } = fragment.span;
        if place.len() != end - start {
            return false;
        }
        let alone = |from: usize, at: usize| {
            self.to.get(from) == Some(&Some(at))
                && self.sign(at).own
                && self.sign(at).c == self.changed.old[from]
        };
        self.slides.iter().any(|slide| {
            // What lies in the stretch that slides is where it would be then; all else where it is.
            let slid = |from: usize, at: usize, range: CharRange, to: usize| {
                if range.contains(from) {
                    at == to + from - range.start
                } else {
                    alone(from, at)
                }
            };
            let all = |range: CharRange, to: usize| {
                range.overlaps(fragment.span)
                    && (0..end - start)
                        .all(|step| slid(start + step, place.start + step, range, to))
            };
            let Slide {
                old,
                at,
                cut,
                put,
                left,
                right,
            } = *slide;
            // Left by so much: what was cut or put at the end would have stayed, what was before it would have gone or been put.
            let by_left = left > 0 && {
                let range = CharRange::new(old + cut - left, old + cut);
                all(range, at + put - left)
            };
            let by_right = right > 0 && {
                let range = CharRange::new(old, old + right);
                all(range, at)
            };
            by_left || by_right
        })
    }
}

/// All deletions and insertions of the editor's that stand alone, and how far each could slide.
fn slides(changed: &Changed) -> Vec<Slide> {
    let (old, signs) = (&changed.old, &changed.signs);
    let own = |at: usize, from: usize| {
        signs
            .get(at)
            .is_some_and(|sign| sign.own && sign.from == Some(from) && sign.c == old[from])
    };
    let mut slides = Vec::new();
    let mut at = 0;
    while at <= signs.len() {
        // Before `at` the last old character that stayed; behind it, perhaps after new ones, the next.
        let mut next = at;
        while next < signs.len() && signs[next].from.is_none() {
            next += 1;
        }
        let after = signs.get(next).map_or(Some(old.len()), |sign| sign.from);
        let before = at
            .checked_sub(1)
            .map_or(Some(0), |last| signs[last].from.map(|from| from + 1));
        if let (Some(from), Some(to)) = (before, after)
            && to >= from
            && (to > from) != (next > at)
        {
            let (cut, put) = (to - from, next - at);
            // Left: the stretch before is repeated at the end of what went or came.
            let mut left = 0;
            while left < from.min(at) && own(at - 1 - left, from - 1 - left) && {
                let again = if cut > 0 {
                    old[to - 1 - left]
                } else {
                    signs[next - 1 - left].c
                };
                again == old[from - 1 - left]
            } {
                left += 1;
            }
            let mut right = 0;
            while next + right < signs.len()
                && to + right < old.len()
                && own(next + right, to + right)
                && {
                    let again = if cut > 0 {
                        old[from + right]
                    } else {
                        signs[at + right].c
                    };
                    again == old[to + right]
                }
            {
                right += 1;
            }
            if left + right > 0 {
                slides.push(Slide {
                    old: from,
                    at,
                    cut,
                    put,
                    left,
                    right,
                });
            }
        }
        at = next + 1;
    }
    slides
}
