//! A text that is being changed by an editor who remembers: every character of the new text knows which one of the old text it is, or
//! that it is none. This is the truth that verdicts are held against.

use std::ops::Range;

use super::passages::Passages;

/// One character of the new text.
#[derive(Clone, Copy, Debug)]
pub struct Sign {
    pub c: char,
    /// Which code point of the old text it is, or stands in the place of.
    pub from: Option<usize>,
    /// Whether it is that one, if only set otherwise (another quotation mark, dash or blank), and not something else in its place.
    pub own: bool,
}

/// A text that is being changed.
pub struct Changed {
    pub old: Vec<char>,
    pub signs: Vec<Sign>,
}

impl Changed {
    pub fn new(old: &str) -> Self {
        let old: Vec<char> = old.chars().collect();
        let sign = |(from, &c): (usize, &char)| Sign {
            c,
            from: Some(from),
            own: true,
        };
        let signs = old.iter().enumerate().map(sign).collect();
        Self { old, signs }
    }

    pub fn text(&self) -> String {
        self.signs.iter().map(|sign| sign.c).collect()
    }

    /// The way back: what came goes, and what went comes.
    pub fn reversed(&self) -> Self {
        let mut from = vec![None; self.old.len()];
        for (at, sign) in self.signs.iter().enumerate() {
            if let (Some(old), true) = (sign.from, sign.own) {
                from[old] = Some(at);
            }
        }
        let sign = |(&c, from): (&char, Option<usize>)| Sign {
            c,
            from,
            own: from.is_some(),
        };
        Self {
            old: self.signs.iter().map(|sign| sign.c).collect(),
            signs: self.old.iter().zip(from).map(sign).collect(),
        }
    }

    pub fn passages(&self) -> Passages {
        Passages::of(self.signs.iter().map(|sign| sign.c).collect())
    }

    pub fn insert(&mut self, at: usize, words: &str) {
        self.put(at..at, words);
    }

    /// Puts words that were not there in the place of others.
    pub fn put(&mut self, range: Range<usize>, words: &str) {
        let new = words.chars().map(|c| Sign {
            c,
            from: None,
            own: false,
        });
        self.signs.splice(range, new);
    }

    /// As [`Self::put`], and each new character stands in the place of an old one.
    pub fn put_in_place(&mut self, range: Range<usize>, words: &str) {
        let from: Vec<_> = self.signs[range.clone()]
            .iter()
            .map(|sign| sign.from)
            .collect();
        let new: Vec<_> = words
            .chars()
            .enumerate()
            .map(|(index, c)| Sign {
                c,
                from: from.get(index).copied().flatten(),
                own: false,
            })
            .collect();
        self.signs.splice(range, new);
    }

    pub fn remove(&mut self, range: Range<usize>) {
        self.signs.drain(range);
    }
}
