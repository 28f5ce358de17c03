//! Where the text of before is unchanged, when it is at hand: a diff of the two texts, first of their lines, then of the words of the
//! lines that differ.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Words of lines that differ which are compared one by one; beyond, the diff would take longer than the marks are worth, and says
/// nothing of them.
const MOST_WORDS: usize = 20_000;

/// Stretches that both texts have, in order, in bytes.
pub(super) struct Difference {
    runs: Vec<Run>,
}

struct Run {
    old: usize,
    new: usize,
    length: usize,
}

impl Difference {
    pub(super) fn of(old: &str, new: &str) -> Self {
        let mut difference = Self { runs: Vec::new() };
        let lines = [old, new].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
        difference.add(&lines, (0, 0), Algorithm::Patience, true);
        difference
    }

    /// Adds what two sequences of pieces have in common, which begin at these bytes of the texts.
    fn add(
        &mut self,
        [old, new]: &[Vec<&str>; 2],
        from: (usize, usize),
        by: Algorithm,
        deep: bool,
    ) {
        let bytes = |pieces: &[&str]| pieces.iter().map(|piece| piece.len()).sum::<usize>();
        let mut at = from;
        for op in capture_diff_slices(by, old, new) {
            let (gone, come) = (&old[op.old_range()], &new[op.new_range()]);
            let lengths = (bytes(gone), bytes(come));
            match op {
                DiffOp::Equal { .. } => self.push(at, lengths.0),
                DiffOp::Replace { .. } if deep => {
                    let words = [gone, come].map(words);
                    if words.iter().map(Vec::len).sum::<usize>() <= MOST_WORDS {
                        self.add(&words, at, Algorithm::Myers, false);
                    }
                }
                _ => {}
            }
            at = (at.0 + lengths.0, at.1 + lengths.1);
        }
    }

    fn push(&mut self, (old, new): (usize, usize), length: usize) {
        match self.runs.last_mut() {
            Some(last) if (last.old + last.length, last.new + last.length) == (old, new) => {
                last.length += length;
            }
            _ => self.runs.push(Run { old, new, length }),
        }
    }

    /// Where these bytes of the old text are in the new one, if all of them are unchanged in one piece.
    pub(super) fn follow(&self, old: Range<usize>) -> Option<Range<usize>> {
        let run = self.runs.partition_point(|run| run.old <= old.start);
        let run = self.runs.get(run.checked_sub(1)?)?;
        (old.end <= run.old + run.length).then(|| {
            let start = run.new + (old.start - run.old);
            start..start + old.len()
        })
    }
}

/// The words of some lines, and what stands between them.
fn words<'t>(lines: &[&'t str]) -> Vec<&'t str> {
    let mut words = Vec::new();
    for line in lines {
        let mut start = 0;
        let mut in_word = false;
        for (byte, c) in line.char_indices() {
            let is_of_word = c.is_alphanumeric();
            if byte > start && !(in_word && is_of_word) {
                words.push(&line[start..byte]);
                start = byte;
            }
            in_word = is_of_word;
        }
        words.push(&line[start..]);
    }
    words
}
