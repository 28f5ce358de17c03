//! From mark to mark: the next one in the text, and those that overlap at the caret.

use super::Desk;
use crate::{
    annotation::AnnotationId,
    gui::reading::{placed::Placed, select::Selection},
};

impl Desk {
    /// The mark after (or before) the selected one in text order; without one, after (before) the caret. At the end it starts
    /// over.
    #[must_use]
    pub fn neighbour(&self, forward: bool) -> Option<AnnotationId> {
        let marks = &self.set.annotations;
        // From a mark that was left one goes on from the caret.
        let here = self
            .mark()
            .filter(|mark| self.is_at(mark) || !Placed::stands(&self.document, mark))
            .map(|mark| marks.partition_point(|other| other.order() < mark.order()));
        let caret = self.at.selection.range().start;
        let (behind, before) = match here {
            Some(here) => (here + 1, here),
            None => {
                let first = marks.partition_point(|mark| mark.extent().start < caret);
                (first, first)
            }
        };
        let next = if forward {
            marks.get(behind).or(marks.first())
        } else {
            marks[..before].last().or(marks.last())
        };
        next.map(|mark| mark.id.clone())
    }

    /// Selects a mark; the caret goes to its beginning. Gives the place to bring into view, if the mark stands anywhere.
    pub fn select_mark(&mut self, id: &AnnotationId) -> Option<usize> {
        let mark = self.find(id)?.clone();
        self.at.mark = Some(id.clone());
        if !Placed::stands(&self.document, &mark) {
            return None;
        }
        let start = mark.extent().start;
        self.at.selection = Selection::caret(start);
        Some(start)
    }

    /// Selects another of the marks at the caret, going round from the smallest to the largest.
    pub fn cycle(&mut self) {
        let head = self.at.selection.head;
        let mut here = self.placed.at(&self.document, head);
        // At its end one is still at a mark: there the caret is when it was just made, or found.
        let before = self.document.previous_grapheme(head);
        for mark in self.placed.at(&self.document, before) {
            if mark
                .fragments
                .iter()
                .any(|fragment| fragment.span.end == head)
                && !here.iter().any(|other| other.id == mark.id)
            {
                here.push(mark);
            }
        }
        // Behind a mark just made those that overlap it are meant.
        if let Some(mark) = self.mark().filter(|mark| self.is_at(mark)) {
            for other in self.placed.at(&self.document, mark.extent().start) {
                if !here.iter().any(|known| known.id == other.id) {
                    here.push(other);
                }
            }
        }
        here.sort_by(|a, b| a.size().cmp(&b.size()).then_with(|| a.id.cmp(&b.id)));
        if here.is_empty() {
            return;
        }
        let current = here
            .iter()
            .position(|mark| Some(&mark.id) == self.at.mark.as_ref());
        let next = current.map_or(0, |index| (index + 1) % here.len());
        self.at.mark = Some(here[next].id.clone());
    }
}
