//! An open article with its set: what is marked, what is selected, what was done, what is saved. It knows no widgets: the window
//! sends it acts, and shows what it holds.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

pub use self::{bulk::Arrived, changing::Turned, tagging::Tagged};
use super::{
    reading::{placed::Placed, select::Selection},
    watching::Stamp as FileStamp,
};
use crate::{
    annotation::{
        Act, Annotation, AnnotationId, AnnotationSet, ArticleRecord, Edit, History, Refused, Tag,
        Transaction, Verdicts,
    },
    format::Stamp,
    journal::{Journal, Journals, LeftOver, Offer},
    quantity::Conventions,
    text::{CharRange, Document},
};

/// Where the reader is: restored by undo and redo.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Whereabouts {
    /// The caret and what is selected.
    pub selection: Selection,
    /// The selected mark.
    pub mark: Option<AnnotationId>,
}

/// See the head of this file.
pub struct Desk {
    /// The article's file.
    pub article: PathBuf,
    /// The set's file; it need not exist yet.
    pub set_file: PathBuf,
    /// The article's text.
    pub document: Arc<Document>,
    /// What a set on this text says of its article.
    pub record: ArticleRecord,
    /// What told the article's file from others when it was read.
    pub article_stamp: Option<FileStamp>,
    /// What was found out, while the set was opened, of marks that have no place or may have lost it.
    pub verdicts: Option<Arc<Verdicts>>,
    /// Why nothing may be changed, if so, whatever text is shown.
    pub frozen: Option<String>,
    /// Whether that is only because the set is somebody else's: then it may be changed once that is asked for.
    pub guarded: bool,
    /// How set and article were found, where not by their names: a sentence.
    pub found: Option<String>,
    /// Who marks.
    pub annotator: String,
    /// How the numbers in the article are read.
    pub conventions: Arc<Conventions>,
    /// Where the reader is.
    pub at: Whereabouts,
    set: AnnotationSet,
    /// The texts that the article had since it was opened, the latest last.
    before: Vec<Arc<Document>>,
    placed: Placed,
    history: History<Whereabouts>,
    /// A step of very many edits that is on its way.
    bulk: Option<bulk::Bulk>,
    /// Grows with each change.
    revision: u64,
    /// The revision that is on disk.
    pub saved_revision: u64,
    /// The content of the file on disk, as far as is known.
    pub on_disk: Option<Stamp>,
    /// The set that the file on disk holds, as far as is known; one without marks if there is no file. From it both the set here and
    /// what others write have come.
    pub base: AnnotationSet,
    /// Where journals are kept.
    journals: Journals,
    /// What is done goes there at once.
    journal: Option<Journal>,
    /// What was not saved when Claimark ended: until somebody decides about it, nothing can be changed.
    offered: Option<Box<Offer>>,
    /// Further journals of that kind.
    further: Vec<LeftOver>,
}

/// Why an act was not done.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    /// The set may not be changed.
    #[error("{0}")]
    Frozen(String),
    /// The set is of another state of the article.
    #[error(
        "the article has changed since these marks were made: take them over first, by Enter or a"
    )]
    Changed,
    /// What was not saved waits for a decision.
    #[error(
        "decide first about what was not saved when Claimark ended: Enter or a restores it, x leaves it out"
    )]
    Undecided,
    /// It is being done on a thread.
    #[error("a moment: this is being done…")]
    Underway,
    /// A step of many edits is still being done.
    #[error("what you did last is still being done: try again in a moment")]
    Busy,
    /// A step of many edits was made for a set that has changed since.
    #[error("the set has changed meanwhile, and this was not done: do it once more")]
    Overtaken,
    /// The act makes no sense.
    #[error("{0}")]
    Refused(#[from] Refused),
    /// Nothing is selected that could be marked.
    #[error(
        "select some words first: with the mouse, or with Shift and the arrow keys, or by w, s or p"
    )]
    NothingSelected,
    /// Nothing but blanks is selected, and they are left out.
    #[error("only blanks are selected: select some words too, or press F8 to mark blanks")]
    OnlyBlanks,
    /// Words are selected: they are what one is at.
    #[error("words are selected: press Esc to let go of them first, or say what they are")]
    WordsSelected,
    /// The selected mark is not where the caret is.
    #[error(
        "the caret has left the selected mark: go back to it by a click or Tab, or select other words"
    )]
    LeftBehind,
    /// No mark is selected.
    #[error("select a mark first: click it, or press Tab")]
    NoMark,
    /// No words are selected that could be a name.
    #[error("select a name in the text first: then m makes it a speaker")]
    NoName,
    /// The selected mark is said by nobody.
    #[error("the selected mark has no speaker yet: name one first")]
    NoSpeaker,
    /// What is asked was not there a moment ago.
    #[error("this question has only just come up: look at it, then answer it")]
    JustAsked,
    /// Nothing is offered.
    #[error(
        "nothing is offered: press k for likely marks, g for what may be left out, v for marks without a place, or select a mark and press e"
    )]
    NoOffer,
    /// What is likely a mark is looked at, each for itself.
    #[error("likely marks are accepted one by one: Enter or a takes the one that is asked about")]
    OneByOne,
    /// Neither is anything selected, nor is the caret in something that is left out.
    #[error(
        "select what is not part of the article first: with the mouse, or with Shift and the arrow keys, or by s or p"
    )]
    NothingToLeaveOut,
    /// Blanks are not part of the article anyway.
    #[error("only blanks are selected: select words to leave out, too")]
    OnlyBlanksToLeaveOut,
    /// No mark that was set aside is being asked about.
    #[error("no mark without a place is being asked about: press v first")]
    NoReview,
    /// There is no place to be accepted.
    #[error(
        "no place was found for this mark: select its words and press h, or press x to leave it"
    )]
    NoPlace,
    /// The selected mark has no finding with a known remedy.
    #[error("there is nothing to mend here by a key")]
    NoFix,
    /// The selected mark's words are not where it says.
    #[error("this mark stands nowhere in the article, so its ends can’t be moved")]
    StandsNowhere,
    /// A mark would lose all its words.
    #[error("nothing would be left of the mark: press Delete to remove it")]
    NothingLeft,
    /// A piece of a mark would lose all its words.
    #[error("nothing would be left of this piece: press Ctrl+Delete to remove it")]
    NoPieceLeft,
    /// The selected mark is all of one piece.
    #[error("this mark is all of one piece: Delete removes it")]
    OnePiece,
    /// A bug: the set is not what the transaction was made for. Nothing was changed.
    #[error("that could not be done ({0}); nothing was changed")]
    Inconsistent(#[from] crate::annotation::EditError),
}

/// What the step is called that takes over the set on disk.
pub const TAKE_THEIRS: &str = "take over the file from disk";

impl Desk {
    /// Opens a set on its article. Sorts the set.
    #[must_use]
    pub fn new(
        article: PathBuf,
        set_file: PathBuf,
        document: Arc<Document>,
        mut set: AnnotationSet,
        on_disk: Option<Stamp>,
    ) -> Self {
        set.sort();
        let base = match on_disk {
            Some(_) => set.clone(),
            None => AnnotationSet::new(set.article.clone(), set.annotator.clone()),
        };
        let placed = Placed::new(&document, &set.annotations);
        Self {
            article,
            set_file,
            record: ArticleRecord {
                text_sha256: document.sha256(),
                text_length: document.len(),
                ..set.article.clone()
            },
            article_stamp: None,
            verdicts: None,
            before: Vec::new(),
            frozen: None,
            guarded: false,
            found: None,
            annotator: set.annotator.clone(),
            conventions: Arc::default(),
            at: Whereabouts::default(),
            placed,
            history: History::default(),
            bulk: None,
            revision: 0,
            saved_revision: 0,
            on_disk,
            base,
            document,
            set,
            journals: Journals::default(),
            journal: None,
            offered: None,
            further: Vec::new(),
        }
    }

    /// The set as it is now.
    #[must_use]
    pub const fn set(&self) -> &AnnotationSet {
        &self.set
    }

    /// Where its marks stand.
    #[must_use]
    pub const fn placed(&self) -> &Placed {
        &self.placed
    }

    /// Grows with each change of the set.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether there is something that is not on disk.
    #[must_use]
    pub const fn is_changed(&self) -> bool {
        self.revision != self.saved_revision
    }

    /// The selected mark.
    #[must_use]
    pub fn mark(&self) -> Option<&Arc<Annotation>> {
        self.find(self.at.mark.as_ref()?)
    }

    /// The mark of this id.
    #[must_use]
    pub fn find(&self, id: &AnnotationId) -> Option<&Arc<Annotation>> {
        self.placed.find(id)
    }

    /// What an undo would take back, and a redo do again.
    #[must_use]
    pub fn undoable(&self) -> (Option<&str>, Option<&str>) {
        (self.history.undoable(), self.history.redoable())
    }

    /// How many steps an undo could take back.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.history.done().len()
    }

    /// What of the selection would be marked: all of it, or without the blanks at its ends.
    #[must_use]
    pub fn would_mark(&self, trim: bool) -> CharRange {
        let range = self.at.selection.range();
        if trim {
            self.document.without_blank_edges(range)
        } else {
            range
        }
    }

    /// Does an act as one undoable step. The whereabouts after it are given.
    ///
    /// # Errors
    /// It could not be done; nothing has changed.
    pub fn act(&mut self, act: &Act, after: Whereabouts) -> Result<(), NotDone> {
        let transaction = self.set.plan(act, &self.document)?;
        self.transact(figures::filled(transaction, &self.conventions), after)
    }

    /// Does a transaction as one undoable step.
    ///
    /// # Errors
    /// It could not be done; nothing has changed.
    pub fn transact(
        &mut self,
        transaction: Transaction,
        after: Whereabouts,
    ) -> Result<(), NotDone> {
        let leads_on = |edit: &Edit| matches!(edit, Edit::Article { .. });
        if !transaction.edits.is_empty() && !transaction.edits.iter().any(leads_on) {
            self.may_change()?;
        }
        self.commit(transaction, after)
    }

    /// Does a transaction, whatever text the set is of.
    fn commit(&mut self, transaction: Transaction, after: Whereabouts) -> Result<(), NotDone> {
        if transaction.edits.is_empty() {
            return Ok(());
        }
        self.is_free()?;
        if let Some(reason) = &self.frozen {
            return Err(NotDone::Frozen(reason.clone()));
        }
        self.is_decided()?;
        if transaction.edits.len() > bulk::MANY {
            return self.send(move |_, _| Ok(transaction), bulk::Way::On(after));
        }
        self.commit_now(transaction, after)
    }

    /// As [`Self::commit`], at once however many edits it makes.
    fn commit_now(&mut self, transaction: Transaction, after: Whereabouts) -> Result<(), NotDone> {
        let before = self.at.clone();
        self.history
            .act(&mut self.set, transaction.clone(), before, after.clone())?;
        self.placed.follow(&self.document, &transaction);
        self.at = after;
        self.revision += 1;
        self.note_done();
        Ok(())
    }

    /// Takes the last step back; says what it was.
    ///
    /// # Errors
    /// It could not be done; nothing has changed.
    pub fn undo(&mut self) -> Result<Option<String>, NotDone> {
        self.may_turn(self.history.done())?;
        self.send_step(false)?;
        let step = self.history.undo(&mut self.set)?;
        if step.is_some() {
            self.note_undone();
        }
        Ok(self.arrive(step))
    }

    /// Does the last undone step again; says what it was.
    ///
    /// # Errors
    /// It could not be done; nothing has changed.
    pub fn redo(&mut self) -> Result<Option<String>, NotDone> {
        self.may_turn(self.history.undone())?;
        self.send_step(true)?;
        let step = self.history.redo(&mut self.set)?;
        if step.is_some() {
            self.note_redone();
        }
        Ok(self.arrive(step))
    }

    fn arrive(&mut self, step: Option<(Transaction, Whereabouts)>) -> Option<String> {
        let (transaction, at) = step?;
        self.placed.follow(&self.document, &transaction);
        self.go_to(at);
        Some(transaction.what)
    }

    /// Goes where the reader was, and counts a change.
    fn go_to(&mut self, at: Whereabouts) {
        self.go_back_to(at);
        self.revision += 1;
    }

    /// Goes where the reader was, on whatever text.
    fn go_back_to(&mut self, at: Whereabouts) {
        // The step may have been done on another text.
        self.at = Whereabouts {
            selection: at.selection.within(&self.document),
            mark: at.mark,
        };
        if !self.fits() {
            // What was selected there are other words here.
            self.at = Whereabouts {
                selection: Selection::caret(self.at.selection.head),
                mark: None,
            };
        }
    }

    /// Does an act where the reader is. A mark that goes away is selected no longer.
    ///
    /// # Errors
    /// It could not be done; nothing has changed.
    pub fn act_here(&mut self, act: &Act) -> Result<(), NotDone> {
        let transaction = self.set.plan(act, &self.document)?;
        self.transact_here(figures::filled(transaction, &self.conventions))
    }

    /// Does a transaction where the reader is. A mark that goes away is selected no longer.
    ///
    /// # Errors
    /// It could not be done; nothing has changed.
    pub fn transact_here(&mut self, transaction: Transaction) -> Result<(), NotDone> {
        let mut after = self.at.clone();
        let last = |id: &AnnotationId| {
            let about = |edit: &&Edit| matches!(edit, Edit::Insert(mark) | Edit::Remove(mark) if mark.id == *id);
            transaction.edits.iter().rfind(about)
        };
        let goes = |id: &AnnotationId| matches!(last(id), Some(Edit::Remove(_)));
        after.mark = after.mark.filter(|id| !goes(id));
        self.transact(transaction, after)
    }

    /// How many claims, denials and figures there are. Walks over all marks.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        let mut counts = [0; 3];
        for mark in &self.set.annotations {
            counts[match mark.tag {
                Tag::Claim { .. } => 0,
                Tag::Denial { .. } => 1,
                Tag::Figure { .. } => 2,
            }] += 1;
        }
        counts
    }

    /// The set was taken over from disk, as an undoable step: the file's content is known again.
    ///
    /// # Errors
    /// It could not be done; nothing has changed.
    pub fn take_theirs(&mut self, mut theirs: AnnotationSet, stamp: Stamp) -> Result<(), NotDone> {
        theirs.sort();
        let transaction = Transaction::between(TAKE_THEIRS, &self.set, &theirs);
        let after = Whereabouts {
            mark: None,
            ..self.at.clone()
        };
        match self.commit(transaction, after) {
            Err(NotDone::Underway) => {
                // Whoever decides on a conflict waits for it.
                self.wait();
            }
            done => done?,
        }
        if self.set.annotations != theirs.annotations {
            // The step was lost on its thread.
            return Err(NotDone::Overtaken);
        }
        self.saved(theirs, stamp, self.revision);
        Ok(())
    }

    /// The folder that the article is in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.article.parent().unwrap_or(Path::new(""))
    }
}

mod bulk;
mod changing;
mod ends;
pub mod figures;
mod going;
pub mod joined;
mod journalling;
mod tagging;
#[cfg(test)]
mod tests;
