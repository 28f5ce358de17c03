//! The article changes under its set: whether the two fit, what may be done until they do, and the text as it is now in the place of the
//! one before. Whether they fit is never remembered but looked at: an undo may part them again, and a redo join them.

use std::sync::Arc;

use super::{Desk, NotDone, Whereabouts};
use crate::{
    annotation::{Act, ArticleRecord, Edit, Step, Verdict, Verdicts},
    article::Article,
    gui::{
        reading::{placed::Placed, select::Selection},
        watching::Stamp,
    },
    text::Document,
};

impl Desk {
    /// Whether the set is of the text that is shown.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.set.fits(&self.document)
    }

    /// Whether the set is to be taken over to the text that is shown.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        self.frozen.is_none() && !self.fits()
    }

    /// Whether marks may be made and changed.
    ///
    /// # Errors
    /// They may not, and why.
    pub fn may_change(&self) -> Result<(), NotDone> {
        match &self.frozen {
            Some(reason) => Err(NotDone::Frozen(reason.clone())),
            None if !self.fits() => self.is_decided().and(Err(NotDone::Changed)),
            None => self.is_decided(),
        }
    }

    /// Whether the last of these steps may be undone, or done again. On a text that was never shown with these marks, only what
    /// concerns the text: nobody can see what the others do.
    pub(super) fn may_turn(&self, steps: &[Step<Whereabouts>]) -> Result<(), NotDone> {
        self.is_decided()?;
        let Some(last) = steps.last() else {
            return Ok(());
        };
        let leads_on = |edit: &Edit| matches!(edit, Edit::Article { .. });
        let blind = self.is_behind() && self.text_before().is_none();
        match blind && !last.transaction.edits.iter().any(leads_on) {
            true => Err(NotDone::Changed),
            false => Ok(()),
        }
    }

    /// Takes the set over to the text that is shown, as one step: the marks that are where they were, or were only moved, stand there,
    /// and all others are set aside.
    ///
    /// # Errors
    /// It could not be done; nothing has changed.
    pub fn take_over(&mut self, verdicts: &Verdicts) -> Result<(), NotDone> {
        let certain = |verdict: Verdict| !verdict.asks();
        let taking = verdicts.taking(self.record.clone(), certain);
        self.act_here(&Act::Reanchor(Box::new(taking)))
    }

    /// The text that the set is of, if it was shown since the article was opened.
    #[must_use]
    pub fn text_before(&self) -> Option<Arc<Document>> {
        let texts = self.before.iter().rev();
        texts.into_iter().find(|text| self.set.fits(text)).cloned()
    }

    /// Shows the article as it is now on disk. The set stays as it is; the caret stays where `same` says that its place is.
    pub fn change_article(
        &mut self,
        article: Article,
        stamp: Option<Stamp>,
        same: impl Fn(&Document, usize) -> usize,
    ) {
        let document = Arc::new(article.document);
        self.record = ArticleRecord {
            file: self.set.article.file.clone(),
            file_sha256: article.file_sha256,
            text_sha256: document.sha256(),
            text_length: document.len(),
            reading: article.reading,
        };
        let caret = same(&document, self.at.selection.head);
        self.at = Whereabouts {
            selection: Selection::caret(caret).within(&document),
            mark: self.at.mark.take(),
        };
        self.article_stamp = stamp;
        // What was found out is about the text before.
        self.verdicts = None;
        self.placed = Placed::new(&document, &self.set.annotations);
        self.before
            .push(std::mem::replace(&mut self.document, document));
        // Whatever was found out about the set is to be found out again, but there is nothing new to save.
        let changed = self.is_changed();
        self.revision += 1;
        self.note_article();
        if !changed {
            self.saved_revision = self.revision;
        }
    }
}
