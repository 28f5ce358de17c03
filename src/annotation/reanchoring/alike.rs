//! Words like those that are looked for: stretches of the text that share short seeds with them, in one pass for all, and then a diff
//! of the two that says where the words begin and end now.
//!
//! Seeds and a diff (E. W. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1, 1986) rather than approximate
//! matching over the whole text: its cost would be words times text, this is words plus text.

use std::collections::HashMap;

use rayon::prelude::*;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::plain::PlainFragment;
use crate::text::{CharRange, Document, QuickHash, rolling};

/// Bytes of a seed: a word or two.
const SEED: usize = 12;
/// Places of one seed that are looked at: one that stands at more of them tells nothing.
const COMMON: usize = 48;
/// Seeds that a stretch must share for a look.
const FEWEST: usize = 8;
/// Stretches that are compared for one piece, the likeliest first.
const LOOKED_AT: usize = 4;
/// Code points that two texts must share in a row for it not to be chance.
const ROW: usize = 3;

/// Words like those that were looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alike {
    /// Where they stand, in code points of the plain text.
    pub(super) place: CharRange,
    /// Whether they are the very same.
    pub(super) same: bool,
    /// How many code points of the text before and behind them are as they were, counted from the words outward.
    pub(super) before: usize,
    pub(super) after: usize,
    /// How many of their code points are the same, of a hundred.
    pub(super) likeness: usize,
}

impl Alike {
    /// How much speaks for it.
    pub(super) fn weight(&self) -> usize {
        2 * self.likeness + self.before.min(32) + self.after.min(32)
    }
}

/// For each of these, what is like it, the likeliest first.
pub(super) fn alike(pieces: &[PlainFragment], text: &Document) -> Vec<Vec<Alike>> {
    let hits = hits(pieces, text.text().as_bytes());
    let of_piece = |(piece, mut hits): (&PlainFragment, Vec<Hit>)| {
        hits.sort_unstable();
        let mut found: Vec<Alike> = Vec::new();
        for stretch in stretches(&hits, piece.whole.len(), text) {
            let new = compared(piece, stretch, text);
            found.extend(new.filter(|new| found.iter().all(|known| known.place != new.place)));
        }
        found.sort_by_key(|alike| (std::cmp::Reverse(alike.weight()), alike.place));
        found
    };
    pieces
        .par_iter()
        .zip(hits)
        .with_min_len(16)
        .map(of_piece)
        .collect()
}

/// A seed at a byte of the text, and at which byte of what is looked for.
type Hit = (usize, usize);

/// Where the seeds of each piece stand.
fn hits(pieces: &[PlainFragment], text: &[u8]) -> Vec<Vec<Hit>> {
    let mut seeds: HashMap<u64, usize, QuickHash> = HashMap::default();
    // Of each seed whose it is, and where it stands in the text.
    let mut owners: Vec<Vec<(usize, usize)>> = Vec::new();
    for (piece, fragment) in pieces.iter().enumerate() {
        for (at, hash) in rolling::hashes(fragment.whole.as_bytes(), SEED).enumerate() {
            let seed = *seeds.entry(hash).or_insert_with(|| {
                owners.push(Vec::new());
                owners.len() - 1
            });
            owners[seed].push((piece, at));
        }
    }
    let mut places: Vec<Vec<usize>> = vec![Vec::new(); owners.len()];
    for (at, hash) in rolling::hashes(text, SEED).enumerate() {
        if let Some(&seed) = seeds.get(&hash)
            && places[seed].len() <= COMMON
        {
            places[seed].push(at);
        }
    }
    let mut hits = vec![Vec::new(); pieces.len()];
    for (owners, places) in owners.iter().zip(&places) {
        if places.len() > COMMON {
            continue;
        }
        for &(piece, offset) in owners {
            hits[piece].extend(places.iter().map(|&place| (place, offset)));
        }
    }
    hits
}

/// The stretches of the text, in bytes, that share most seeds with something so long. None overlaps another.
fn stretches(hits: &[Hit], length: usize, text: &Document) -> Vec<(usize, usize)> {
    // It may have grown, and other things have moved in between.
    let width = length + length / 2 + 64;
    // From each hit on, how many seeds are within reach.
    let mut end = 0;
    let mut counts: Vec<(usize, usize)> = Vec::with_capacity(hits.len());
    for (start, &(place, _)) in hits.iter().enumerate() {
        end = end.max(start);
        while end < hits.len() && hits[end].0 < place + width {
            end += 1;
        }
        counts.push((end - start, start));
    }
    counts.sort_unstable_by_key(|&(count, start)| (std::cmp::Reverse(count), start));
    let least = counts.first().map_or(0, |best| best.0 * 2 / 3).max(FEWEST);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (count, start) in counts {
        if count < least || found.len() == LOOKED_AT {
            break;
        }
        let within = &hits[start..start + count];
        let begins = within
            .iter()
            .map(|&(place, at)| place.saturating_sub(at))
            .min();
        let ends = within.iter().map(|&(place, at)| place + length - at).max();
        let (first, last) = (hits[start].0, hits[start + count - 1].0 + SEED);
        // With a little room, as the ends may have changed; never farther than what it is like reaches.
        let begins = begins
            .unwrap_or(first)
            .max(first.saturating_sub(length))
            .min(first);
        let ends = ends.unwrap_or(last).min(last + length).max(last);
        let stretch = (begins.saturating_sub(8), (ends + 8).min(text.text().len()));
        let apart = |other: &(usize, usize)| other.1 <= first || last <= other.0;
        if found.iter().all(apart) {
            found.push(stretch);
        }
    }
    found
}

/// Where the words are in a stretch of the text, if they are there somehow.
fn compared(piece: &PlainFragment, stretch: (usize, usize), text: &Document) -> Option<Alike> {
    let start = text.char_of_byte(stretch.0);
    let here = text.slice(CharRange::new(start, text.char_of_byte(stretch.1)));
    let (old, new): (Vec<char>, Vec<char>) =
        (piece.whole.chars().collect(), here.chars().collect());
    let first = piece.whole[..piece.words.start].chars().count();
    let words = first..first + piece.whole[piece.words.clone()].chars().count();
    if words.is_empty() {
        return None;
    }
    // For each code point where it is now.
    let mut now: Vec<Option<usize>> = vec![None; old.len() + 1];
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
            && len >= ROW
        {
            for step in 0..len {
                now[old_index + step] = Some(new_index + step);
            }
        }
    }
    let behind = |at: usize| at.checked_sub(1).and_then(|at| Some(now[at]? + 1));
    let mapped = || words.clone().filter_map(|at| now[at]);
    let begin = now[words.start]
        .or_else(|| behind(words.start))
        .or_else(|| mapped().next())?;
    let end = behind(words.end)
        .or(now[words.end])
        .or_else(|| mapped().next_back().map(|at| at + 1))?;
    if begin >= end {
        return None;
    }
    let found = &new[begin..end];
    let same = found == &old[words.clone()];
    let alike = mapped().filter(|at| (begin..end).contains(at)).count();
    let alike = if same { words.len() } else { alike };
    let before =
        (1..=words.start.min(begin)).take_while(|&k| old[words.start - k] == new[begin - k]);
    let rest = (old.len() - words.end).min(new.len() - end);
    let after = (0..rest).take_while(|&k| old[words.end + k] == new[end + k]);
    Some(Alike {
        place: CharRange::new(start + begin, start + end),
        same,
        before: before.count(),
        after: after.count(),
        likeness: 200 * alike / (words.len() + found.len()),
    })
}
