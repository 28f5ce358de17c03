//! Of what whole a number or a percentage is a part: "22 of them", "two of the nine points", "8% of its workforce".
//!
//! The whole belongs to what one would mark. What is counted is its noun: two of the nine points are points.

use super::reader::{Figure, Reader};

impl Reader<'_> {
    /// Takes the whole into a figure that stands before "of".
    pub(super) fn take_whole(&self, figure: &mut Figure) {
        let at = figure.all.1;
        let percent = figure.unit.as_deref() == Some("percent");
        if self.marked && !percent || self.word(at) != "of" || self.tokens[at].line {
            return;
        }
        if percent && figure.per.is_none() {
            // A number in it is a figure of its own: "20% of the 300 pupils".
            if let Some((_, noun, to)) = self.of_noun(at)
                && !(at..noun).any(|at| self.number(at, false).is_some())
            {
                figure.all.1 = to;
            }
        } else if figure.unit.is_none() && matches!(self.word(at + 1), "them" | "us" | "whom") {
            figure.all.1 = at + 2;
            // "22 of them women"
            if let Some((name, from, to)) = self.noun(at + 2) {
                (figure.unit, figure.unit_at, figure.all.1) = (Some(name), Some((from, to)), to);
            }
        } else if figure.unit.is_none()
            && let Some((name, noun, to)) = self.of_noun(at)
            && noun > at + 1
        {
            (figure.unit, figure.unit_at, figure.all.1) = (Some(name), Some((noun, to)), to);
        }
    }
}
