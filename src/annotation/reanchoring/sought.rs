//! Words with the text around them, looked for whole, and with the text of one side only: who stands where only one side is as it was
//! may be the own place, changed, of words of which a copy was made.

use super::{near::CERTAIN, search::Search};
use crate::{annotation::Fragment, text::Span};

/// What is looked for.
pub(super) struct Sought {
    /// Before, words and after, in one.
    pub(super) whole: String,
    /// Where in it the words begin and end, in bytes.
    pub(super) words: std::ops::Range<usize>,
}

impl Sought {
    pub(super) fn of(fragment: &Fragment) -> Self {
        let start = fragment.before.len();
        Self {
            whole: format!("{}{}{}", fragment.before, fragment.quote, fragment.after),
            words: start..start + fragment.quote.len(),
        }
    }

    /// The words with a little of the text before them, and where they begin in it; and with a little of the text behind them.
    fn sides(&self) -> [(&str, usize); 2] {
        let (before, after) = (
            &self.whole[..self.words.start],
            &self.whole[self.words.end..],
        );
        let nth_last = before.char_indices().rev().nth(CERTAIN - 1);
        let nth = after.char_indices().nth(CERTAIN);
        let start = nth_last.map_or(0, |(byte, _)| byte);
        let end = nth.map_or(self.whole.len(), |(byte, _)| self.words.end + byte);
        [
            (&self.whole[start..self.words.end], self.words.start - start),
            (&self.whole[self.words.start..end], 0),
        ]
    }
}

/// Where the words of one thing stand, in bytes of the text.
pub(super) struct Found {
    whole: Vec<usize>,
    sides: Vec<usize>,
}

/// The same as spans of the Document.
#[derive(Clone, Default)]
pub(super) struct Candidates {
    /// With all of the text around them, in text order.
    pub(super) whole: Vec<Span>,
    /// With a little of it on one side, where that on the other is not as it was.
    pub(super) rivals: Vec<Span>,
}

impl Candidates {
    /// All of them.
    pub(super) fn all(&self) -> Vec<Span> {
        self.whole.iter().chain(&self.rivals).copied().collect()
    }
}

impl Found {
    /// As spans; `span` knows where the words are that begin at a byte.
    pub(super) fn spans(&self, span: impl Fn(usize) -> Option<Span>) -> Candidates {
        let spans = |bytes: &[usize]| bytes.iter().filter_map(|&byte| span(byte)).collect();
        let whole: Vec<Span> = spans(&self.whole);
        let mut rivals: Vec<Span> = spans(&self.sides);
        rivals.retain(|rival| !whole.contains(rival));
        Candidates { whole, rivals }
    }
}

/// Bytes by whose hash things are looked for: whole ones hardly ever have fewer, and neither have those of one side.
const BYTES: (usize, usize) = (32, 12);

/// Looks for all of these: two passes over the text.
pub(super) fn places(text: &str, sought: &[Sought]) -> Vec<Found> {
    let wholes = sought.iter().map(|sought| sought.whole.as_str());
    let wholes = Search::of(text, wholes, BYTES.0);
    let is_found = |index: &usize| !wholes.places(*index).is_empty();
    let with: Vec<_> = (0..sought.len()).filter(is_found).collect();
    let sides: Vec<_> = with
        .iter()
        .flat_map(|&index| sought[index].sides())
        .collect();
    // At the very beginning or end of a text one side may be nearly empty, and says nothing.
    let long = |words: &str| words.len() >= BYTES.1;
    let asked = sides
        .iter()
        .map(|&(words, _)| if long(words) { words } else { "" });
    let found = Search::of(text, asked, BYTES.1);
    let mut all: Vec<Found> = (0..sought.len())
        .map(|index| Found {
            whole: wholes
                .places(index)
                .iter()
                .map(|byte| byte + sought[index].words.start)
                .collect(),
            sides: Vec::new(),
        })
        .collect();
    for (which, &index) in with.iter().enumerate() {
        for side in 0..2 {
            let lead = sides[2 * which + side].1;
            let places = found.places(2 * which + side);
            all[index]
                .sides
                .extend(places.iter().map(|byte| byte + lead));
        }
        all[index].sides.sort_unstable();
        all[index].sides.dedup();
    }
    all
}
