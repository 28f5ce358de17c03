//! The article changes under its set: whether the two fit, what may be done until they do, and the text as it is now in the place of the
//! one before. Whether they fit is never remembered but looked at: an undo may part them again, and a redo join them.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    Desk, NotDone, Whereabouts,
    bulk::{MANY, Way},
};
use crate::{
    annotation::{Act, AnnotationSet, ArticleRecord, Edit, Step, Transaction, Verdict, Verdicts},
    article::Article,
    gui::{
        errand,
        reading::{changed::same_place, placed::Placed, select::Selection},
        watching::Stamp,
    },
    text::Document,
};

/// Of the texts that the article had those are kept that a step in the history leads from or to, for an undo or redo across them;
/// how many others are kept, and how many bytes together.
const OTHERS: usize = 4;
const BYTES: usize = 32_000_000;

/// The article as it is now on disk, and where the marks stand in it.
pub struct Turned {
    /// Its text.
    pub document: Arc<Document>,
    record: ArticleRecord,
    stamp: Option<Stamp>,
    caret: usize,
    placed: Placed,
    /// The set whose marks they are.
    revision: u64,
}

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

    /// Only shows a set that somebody else made, until it is asked for to be changed: none is changed by a slip.
    pub fn guard(&mut self) {
        let owner = self.set().annotator.trim();
        if self.frozen.is_none() && owner != self.annotator.trim() {
            self.frozen = Some(format!(
                "This is the set of {owner}: it is shown, not changed"
            ));
            self.guarded = true;
        }
    }

    /// Lets a set be changed that is only shown because somebody else made it.
    pub fn take_up(&mut self) {
        if std::mem::take(&mut self.guarded) {
            self.frozen = None;
            self.begin_journal();
        }
    }

    /// Lets the set name the article as it is called now, if the marks stand on it: an undoable step.
    pub fn follow_article(&mut self) {
        let record = self.record.clone();
        if self.frozen.is_some() || !self.fits() || self.set().article.file == record.file {
            return;
        }
        let transaction = Transaction {
            what: format!("call the article {}", record.file),
            edits: vec![Edit::Article {
                from: Box::new(self.set().article.clone()),
                to: Box::new(record),
            }],
        };
        // It is of this very set: nothing can stand in the way.
        let _ = self.transact_here(transaction);
    }

    /// Whether the last of these steps may be undone, or done again. On a text that was never shown with these marks, only what
    /// concerns the text: nobody can see what the others do.
    pub(super) fn may_turn(&self, steps: &[Step<Whereabouts>]) -> Result<(), NotDone> {
        if let Some(reason) = &self.frozen {
            return Err(NotDone::Frozen(reason.clone()));
        }
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
    pub fn take_over(&mut self, verdicts: &Arc<Verdicts>) -> Result<(), NotDone> {
        let (verdicts, record) = (verdicts.clone(), self.record.clone());
        let plan = move |verdicts: &Verdicts, set: &AnnotationSet, document: &Document| {
            let certain = |verdict: Verdict| !verdict.asks();
            let taking = verdicts.taking(record, certain);
            Ok(set.plan(&Act::Reanchor(Box::new(taking)), document)?)
        };
        if verdicts.marks.len() > MANY {
            let after = self.at.clone();
            let plan =
                move |set: &AnnotationSet, document: &Document| plan(&verdicts, set, document);
            return self.send(plan, Way::On(after));
        }
        let transaction = plan(&verdicts, &self.set, &self.document)?;
        self.transact_here(transaction)
    }

    /// The text that the set is of, if it was shown since the article was opened.
    #[must_use]
    pub fn text_before(&self) -> Option<Arc<Document>> {
        let texts = self.before.iter().rev();
        texts.into_iter().find(|text| self.set.fits(text)).cloned()
    }

    /// What is needed to show the article as it is now on disk, made ready by what is given: on a thread, if the article or the set is
    /// big. `caret` is a place in the text as it is shown now.
    pub fn turning(
        &self,
        article: Article,
        stamp: Option<Stamp>,
        caret: usize,
    ) -> impl FnOnce() -> Turned + Send + 'static {
        let (old, marks) = (self.document.clone(), self.set.annotations.clone());
        let (file, revision) = (self.set.article.file.clone(), self.revision);
        move || {
            let document = Arc::new(article.document);
            Turned {
                record: ArticleRecord {
                    file,
                    file_sha256: article.file_sha256,
                    text_sha256: document.sha256(),
                    text_length: document.len(),
                    reading: article.reading,
                },
                stamp,
                caret: same_place(&old, &document, caret),
                placed: Placed::new(&document, &marks),
                document,
                revision,
            }
        }
    }

    /// Shows the article as it is now on disk. The set stays as it is; the caret stays where its place is.
    pub fn turn(&mut self, turned: Turned) {
        let Turned {
            document,
            record,
            stamp,
            caret,
            mut placed,
            revision,
        } = turned;
        if revision != self.revision {
            // Something was done to the set meanwhile.
            placed = Placed::new(&document, &self.set.annotations);
        }
        self.record = record;
        self.at = Whereabouts {
            selection: Selection::caret(caret).within(&document),
            mark: self.at.mark.take(),
        };
        self.article_stamp = stamp;
        // What was found out is about the text before.
        self.verdicts = None;
        errand::dispose(std::mem::replace(&mut self.placed, placed));
        let old = std::mem::replace(&mut self.document, document);
        self.before.retain(|text| text.sha256() != old.sha256());
        self.before.push(old);
        self.let_go_of_texts();
        // Whatever was found out about the set is to be found out again, but there is nothing new to save.
        let changed = self.is_changed();
        self.revision += 1;
        self.note_article();
        if !changed {
            self.saved_revision = self.revision;
        }
    }

    /// Not for ever are the texts before kept: an article may be written anew all day long. The one that the set is of is needed.
    fn let_go_of_texts(&mut self) {
        let steps = self.history.done().iter().chain(self.history.undone());
        let edits = steps.flat_map(|step| &step.transaction.edits);
        let mut needed = BTreeSet::new();
        for edit in edits {
            if let Edit::Article { from, to } = edit {
                needed.extend([from.text_sha256, to.text_sha256]);
            }
        }
        loop {
            let others = || {
                let is_other = |text: &&Arc<Document>| {
                    !self.set.fits(text) && !needed.contains(&text.sha256())
                };
                self.before.iter().filter(is_other)
            };
            let bytes: usize = self.before.iter().map(|text| text.text().len()).sum();
            if others().count() <= OTHERS && bytes <= BYTES {
                return;
            }
            let oldest = others().next();
            let oldest = oldest.or_else(|| self.before.iter().find(|text| !self.set.fits(text)));
            let Some(oldest) = oldest.map(|text| text.sha256()) else {
                return;
            };
            let at = self.before.iter().position(|text| text.sha256() == oldest);
            errand::dispose(at.map(|at| self.before.remove(at)));
        }
    }
}
