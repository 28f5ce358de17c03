//! The ends of the selected mark: moved by words or letters, and put where the mouse lets go of them.

use super::{Desk, NotDone, Whereabouts};
use crate::{
    annotation::{Act, AnnotationId},
    gui::{
        command::{Edge, Step},
        reading::{clusters::Affinity, placed::Placed, select::Selection},
    },
    text::{CharRange, Document, is_blank},
};

impl Desk {
    /// Moves an end of the selected mark by a word or a grapheme; the caret goes there. Of a mark in several fragments it is the
    /// one where the caret is, else the first one's start or the last one's end.
    ///
    /// # Errors
    /// No mark is selected, it stands nowhere, no word would be left, or it can't be done.
    pub fn move_end(&mut self, step: Step) -> Result<(), NotDone> {
        self.mark_at_caret(NotDone::NoMark)?;
        let mark = self.mark().ok_or(NotDone::NoMark)?.clone();
        if !Placed::stands(&self.document, &mark) {
            return Err(NotDone::StandsNowhere);
        }
        let caret = self.at.selection.head;
        let here = mark
            .fragments
            .iter()
            .position(|fragment| fragment.span.start <= caret && caret <= fragment.span.end);
        let index = here.unwrap_or(match step.edge {
            Edge::Start => 0,
            Edge::End => mark.fragments.len() - 1,
        });
        let old = mark.fragments[index].span;
        let from = match step.edge {
            Edge::Start => old.start,
            Edge::End => old.end,
        };
        let to = beside(&self.document, from, step);
        self.move_fragment(
            &mark.id,
            index,
            match step.edge {
                Edge::Start => CharRange::new(to.min(old.end), old.end),
                Edge::End => CharRange::new(old.start, to.max(old.start)),
            },
            step.edge,
        )
    }

    /// Puts a fragment of a mark on another range; the caret goes to the end that was moved.
    ///
    /// # Errors
    /// No word would be left, or it can't be done.
    pub fn move_fragment(
        &mut self,
        mark: &AnnotationId,
        index: usize,
        range: CharRange,
        edge: Edge,
    ) -> Result<(), NotDone> {
        let span = self
            .document
            .span(range)
            .map_err(|_| match self.find(mark) {
                Some(mark) if mark.fragments.len() > 1 => NotDone::NoPieceLeft,
                _ => NotDone::NothingLeft,
            })?;
        let selection = match edge {
            Edge::Start => Selection::caret(range.start),
            Edge::End => Selection {
                affinity: Affinity::Upstream,
                ..Selection::caret(range.end)
            },
        };
        let after = Whereabouts {
            selection,
            mark: Some(mark.clone()),
        };
        self.act(&Act::MoveFragment(mark.clone(), index, span), after)
    }
}

/// Where an end of a mark goes by a step. By words: signs count as words, and the blanks beside a word are never left in the mark.
fn beside(document: &Document, from: usize, step: Step) -> usize {
    let next = |at: usize| match step.forward {
        true => document.next_grapheme(at),
        false => document.previous_grapheme(at),
    };
    let passed = |at: usize| CharRange::new(at.min(next(at)), at.max(next(at)));
    if !step.by_word {
        return next(from);
    }
    let past_blanks = |mut at: usize| {
        while next(at) != at && document.slice(passed(at)).chars().all(is_blank) {
            at = next(at);
        }
        at
    };
    let past_word = |at: usize| {
        let word = document.word_at(passed(at).start);
        match step.forward {
            true => word.end.max(next(at)),
            false => word.start.min(next(at)),
        }
    };
    let outwards = (step.edge == Edge::End) == step.forward;
    if outwards {
        past_word(past_blanks(from))
    } else {
        past_blanks(past_word(from))
    }
}
