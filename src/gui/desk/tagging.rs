//! What a key makes of the selection and of the mark at the caret: a mark, another kind of mark, a further piece; and its removal.

use super::{Desk, NotDone, Whereabouts};
use crate::{
    annotation::{Act, Annotation, AnnotationId, Kind, Refused},
    gui::reading::{placed::Placed, select::Selection},
    text::Span,
};

/// What came of a tag's key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tagged {
    /// The selection is a new mark.
    New,
    /// The selected mark is of this kind now.
    Retagged,
    /// The selection belongs to the selected mark now.
    Added,
}

impl Desk {
    /// Marks the selection; without one, makes the selected mark this kind. A selection made with Ctrl held goes to the selected
    /// mark as a further fragment.
    ///
    /// # Errors
    /// There is neither, or it can't be done.
    pub fn tag(&mut self, kind: Kind, trim: bool, id: AnnotationId) -> Result<Tagged, NotDone> {
        if self.at.selection.adds && !self.at.selection.is_caret() && self.at.mark.is_some() {
            return self.add_fragment(trim).map(|()| Tagged::Added);
        }
        let Some(span) = self.span_to_mark(trim) else {
            if !self.at.selection.is_caret() {
                return Err(NotDone::OnlyBlanks);
            }
            let mark = self.mark_at_caret(NotDone::NothingSelected)?;
            self.act(&Act::Retag(mark, kind), self.at.clone())?;
            return Ok(Tagged::Retagged);
        };
        let after = Whereabouts {
            selection: Selection::caret(span.end()),
            mark: Some(id.clone()),
        };
        let act = Act::Mark {
            span,
            kind,
            id,
            by: self.annotator.clone(),
        };
        let done = self.act(&act, after);
        if let Err(NotDone::Refused(Refused::MarkedAlready(_))) = &done {
            // What is typed next is about these words, and about no mark that was selected before.
            let there = self.set.marked(kind, &[span.range()]).next();
            self.at = Whereabouts {
                selection: Selection::caret(span.end()),
                mark: there.map(|mark| mark.id.clone()),
            };
        }
        done.map(|()| Tagged::New)
    }

    /// The selected mark, if the caret is in it or at its end: a mark that the reader has left behind is not changed by a key. One
    /// that stands nowhere has no place to be at.
    ///
    /// # Errors
    /// `none` where none is selected, or that it was left behind.
    pub fn mark_at_caret(&self, none: NotDone) -> Result<AnnotationId, NotDone> {
        let mark = self.mark().ok_or(none)?;
        let caret = self.at.selection.range();
        if !caret.is_empty() {
            return Err(NotDone::WordsSelected);
        }
        if self.is_at(mark) || !Placed::stands(&self.document, mark) {
            Ok(mark.id.clone())
        } else {
            Err(NotDone::LeftBehind)
        }
    }

    /// Whether the caret, or what is selected, is in a mark or at an end of it.
    pub(super) fn is_at(&self, mark: &Annotation) -> bool {
        let here = self.at.selection.range();
        let touches = |fragment: &crate::annotation::Fragment| {
            fragment.span.start <= here.end && here.start <= fragment.span.end
        };
        mark.fragments.iter().any(touches)
    }

    /// The piece of the selected mark that the caret is in, if it has several.
    ///
    /// # Errors
    /// No mark is selected there, or it has but one piece.
    pub fn piece_at_caret(&self) -> Result<(AnnotationId, usize), NotDone> {
        let id = self.mark_at_caret(NotDone::NoMark)?;
        let caret = self.at.selection.head;
        let mark = self.find(&id).ok_or(NotDone::NoMark)?;
        let here = mark
            .fragments
            .iter()
            .position(|fragment| fragment.span.start <= caret && caret <= fragment.span.end);
        match here {
            Some(index) if mark.fragments.len() > 1 => Ok((id, index)),
            _ => Err(NotDone::OnePiece),
        }
    }

    /// Adds the selection to the selected mark.
    ///
    /// # Errors
    /// One of the two is lacking, or it can't be done.
    pub fn add_fragment(&mut self, trim: bool) -> Result<(), NotDone> {
        let mark = self.at.mark.clone().ok_or(NotDone::NoMark)?;
        let span = self.span_to_mark(trim).ok_or(NotDone::NothingSelected)?;
        let after = Whereabouts {
            selection: Selection::caret(span.end()),
            mark: Some(mark.clone()),
        };
        self.act(&Act::AddFragment(mark, span), after)
    }

    /// What of the selection would be marked, as a span; `None` if that is nothing.
    #[must_use]
    pub fn span_to_mark(&self, trim: bool) -> Option<Span> {
        self.document.span(self.would_mark(trim)).ok()
    }

    /// Removes the selected mark.
    ///
    /// # Errors
    /// None is selected, or it can't be done.
    pub fn delete(&mut self) -> Result<(), NotDone> {
        let mark = self.mark_at_caret(NotDone::NoMark)?;
        let after = Whereabouts {
            mark: None,
            ..self.at.clone()
        };
        self.act(&Act::Delete(mark), after)
    }
}
