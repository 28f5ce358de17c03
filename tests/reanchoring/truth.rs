//! Where a fragment's own words stand in the changed text, by the memory of the editor alone.

use std::ops::Range;

use claimark::{
    annotation::Fragment,
    text::{CharRange, is_blank},
};

use super::memory::{Changed, Sign};

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

/// A deletion or an insertion at `at` of the new text that could as well have been a little before or behind, or a replacement that could
/// have been a smaller one: the new text would be the very same. `cut` old code points went from `old` on, or `put` new ones came before it.
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

    /// Whether a place is the fragment's own by another story that changes no more and ends with the very same text: nobody who sees
    /// both texts can tell which it was.
    pub fn would_be_own(&self, fragment: &Fragment, place: CharRange) -> bool {
        !self.grows_at(fragment.span, place)
            && (self.would_be_moved(fragment, place)
                || self.would_have_slid(fragment, place)
                || self.would_change_no_more(fragment, place))
    }

    /// There is a way of editing that leaves the fragment here, gives the same text but for blanks, and takes out and puts in no more
    /// than the editor did.
    fn would_change_no_more(&self, fragment: &Fragment, place: CharRange) -> bool {
        let shown = |c: &char| !is_blank(*c);
        let old = |range: Range<usize>| -> Vec<char> {
            self.changed.old[range]
                .iter()
                .copied()
                .filter(shown)
                .collect()
        };
        let new = |range: Range<usize>| -> Vec<char> {
            let signs = &self.changed.signs[range];
            signs.iter().map(|sign| sign.c).filter(shown).collect()
        };
        let (span, length) = (fragment.span, self.changed.signs.len());
        // What was moved was taken out and put in.
        let kept = |sign: &&Sign| sign.own && shown(&sign.c);
        let kept = self.changed.signs.iter().filter(kept);
        let kept = longest_in_order(kept.filter_map(|sign| sign.from));
        let by_editor = old(0..self.changed.old.len()).len() + new(0..length).len() - 2 * kept;
        old(span.start..span.end) == new(place.start..place.end)
            && least_changed(&old(0..span.start), &new(0..place.start), by_editor)
                + least_changed(
                    &old(span.end..self.changed.old.len()),
                    &new(place.end..length),
                    by_editor,
                )
                <= by_editor
    }

    /// Whether a letter or digit stands beside the place that did not stand beside the fragment.
    fn grows_at(&self, was: CharRange, is: CharRange) -> bool {
        let (old, new) = (&self.changed.old, &self.changed.signs);
        let joins = |edge: usize, beside: Option<usize>, own: Option<usize>| {
            let beside = beside.and_then(|at| new.get(at)).map(|sign| sign.c);
            let own = own.and_then(|from| old.get(from)).copied();
            beside.is_some_and(|c| {
                beside != own && c.is_alphanumeric() && new[edge].c.is_alphanumeric()
            })
        };
        joins(is.start, is.start.checked_sub(1), was.start.checked_sub(1))
            || joins(is.end - 1, Some(is.end), Some(was.end))
    }

    /// Its letters went, and just these came where the place is, between the same letters within 16 code points on each side: they may
    /// as well have been moved there.
    fn would_be_moved(&self, fragment: &Fragment, place: CharRange) -> bool {
        let is_letter = |c: char| c.is_alphanumeric();
        let old = |from: &usize| is_letter(self.changed.old[*from]);
        let new = |at: &usize| is_letter(self.changed.signs[*at].c);
        let (span, ends) = (
            fragment.span,
            (self.changed.old.len(), self.changed.signs.len()),
        );
        let beside =
            |start: usize, end: usize, all: usize| start.saturating_sub(16)..(end + 16).min(all);
        let mut went = beside(span.start, span.end, ends.0).filter(old);
        let mut came = beside(place.start, place.end, ends.1).filter(new);
        let moved = went.by_ref().all(|from| {
            let is_word = (span.start..span.end).contains(&from);
            let gone = self.to[from].is_none_or(|at| !self.sign(at).own);
            came.next().is_some_and(|at| {
                let sign = self.sign(at);
                sign.c == self.changed.old[from] && (!is_word || gone && !sign.own)
            })
        });
        moved && came.next().is_none()
    }

    /// One deletion or insertion was made, at the same length, a little before or behind where it was.
    fn would_have_slid(&self, fragment: &Fragment, place: CharRange) -> bool {
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
            && (to > from || next > at)
        {
            let (cut, put) = (to - from, next - at);
            let (went, came) = (&old[from..to], &signs[at..next]);
            let [mut left, mut right] = [0; 2];
            if cut > 0 && put > 0 {
                // One put in the other's place: what they begin and end with may have stayed.
                let same = |(c, sign): &(&char, &Sign)| **c == sign.c;
                right = went.iter().zip(came).take_while(same).count();
                left = went
                    .iter()
                    .rev()
                    .zip(came.iter().rev())
                    .take_while(same)
                    .count();
            } else {
                // The stretch before is repeated at the end of what went or came, or the stretch behind at its beginning.
                let again = |from: usize, at: usize| if cut > 0 { old[from] } else { signs[at].c };
                while left < from.min(at)
                    && own(at - 1 - left, from - 1 - left)
                    && again(to - 1 - left, next - 1 - left) == old[from - 1 - left]
                {
                    left += 1;
                }
                while next + right < signs.len()
                    && to + right < old.len()
                    && own(next + right, to + right)
                    && again(from + right, at + right) == old[to + right]
                {
                    right += 1;
                }
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

/// The fewest code points that must be taken out and put in to make the one of the other, if not more than `most`; else more than that.
/// (E. W. Myers, "An O(ND) difference algorithm and its variations", 1986: the greedy algorithm.)
fn least_changed(old: &[char], new: &[char], most: usize) -> usize {
    // For each diagonal how far in the old text one gets by so many changes.
    let middle = most + 1;
    let mut reach = vec![0usize; 2 * most + 3];
    for changes in 0..=most {
        for diagonal in (middle - changes..=middle + changes).step_by(2) {
            let taken_out = reach[diagonal - 1] + 1;
            let put_in = reach[diagonal + 1];
            let first = diagonal == middle - changes;
            let last = diagonal == middle + changes;
            let mut at = match (first, last) {
                (true, true) => 0,
                (true, false) => put_in,
                (false, true) => taken_out,
                (false, false) => taken_out.max(put_in),
            };
            let Some(mut there) = (at + middle).checked_sub(diagonal) else {
                continue;
            };
            while at < old.len() && there < new.len() && old[at] == new[there] {
                (at, there) = (at + 1, there + 1);
            }
            reach[diagonal] = at;
            if at >= old.len() && there >= new.len() {
                return changes;
            }
        }
    }
    most + 1
}

/// How many of some numbers are left, at the most, if so many are taken out that the others rise.
fn longest_in_order(numbers: impl Iterator<Item = usize>) -> usize {
    // The least last number of a row of each length.
    let mut last: Vec<usize> = Vec::new();
    for number in numbers {
        let length = last.partition_point(|&other| other < number);
        match last.get_mut(length) {
            Some(other) => *other = number,
            None => last.push(number),
        }
    }
    last.len()
}
