//! What follows from a journal: the set as it was in the end, what can be undone and done again, and what of it is not in the set's
//! file. An entry that does not fit what was before it, as no window writes it, ends the journal there.

use super::{Entry, Place, record::Told};
use crate::{
    annotation::{AnnotationSet, Edit, History, Step, Transaction},
    format::Stamp,
};

/// The set's file as it is now.
#[derive(Clone, Copy, Debug)]
pub enum Disk<'a> {
    /// There is none.
    None,
    /// There is one, which can't be read.
    Broken,
    /// It holds this set, which is sorted.
    Holds(&'a AnnotationSet, Stamp),
}

/// A change that is not in the set's file.
#[derive(Clone, PartialEq, Debug)]
pub struct Unsaved {
    /// What it does.
    pub transaction: Transaction,
    /// Whether it took an earlier one back: then it is the inverse of that.
    pub undoes: bool,
}

impl Unsaved {
    /// In words, with the words of the mark: "mark a claim “no plan”".
    #[must_use]
    pub fn says(&self) -> String {
        let mark = self.transaction.edits.iter().find_map(|edit| match edit {
            Edit::Insert(mark) | Edit::Remove(mark) | Edit::SetAside(mark) | Edit::Adopt(mark) => {
                Some(mark)
            }
            _ => None,
        });
        let undo = if self.undoes { "undo: " } else { "" };
        let what = &self.transaction.what;
        match mark {
            Some(mark) => format!("{undo}{what} “{}”", short(&mark.words())),
            None => format!("{undo}{what}"),
        }
    }
}

/// Code points of a mark's words that a list has room for.
const SHORT: usize = 60;

pub(super) fn short(words: &str) -> String {
    let mut chars = words.chars().map(|letter| match letter.is_control() {
        true => ' ',
        false => letter,
    });
    let head: String = chars.by_ref().take(SHORT).collect();
    match chars.next() {
        Some(_) => format!("{head}…"),
        None => head,
    }
}

/// See the head of this file.
#[derive(Clone, PartialEq, Debug)]
pub struct Past {
    /// The set in the end.
    pub set: AnnotationSet,
    /// What led there.
    pub history: History<Place>,
    /// What is not in the set's file; what was done and undone again is left out.
    pub unsaved: Vec<Unsaved>,
    /// Whether the file holds what the journal says that it should.
    pub knows_disk: bool,
    /// What the file held when the journal last knew of it, if there was one.
    pub stamp: Option<Stamp>,
    /// How many of the journal's entries fit.
    pub entries: usize,
}

impl Past {
    /// What a journal says, beside what the set's file holds.
    #[must_use]
    pub fn of(told: &Told, disk: Disk<'_>) -> Self {
        let base = &told.header.base;
        let entries: Vec<&Entry> = told.entries.iter().map(|(entry, _)| entry).collect();
        let mut walk = Walk::from(base);
        // The first pass: how far the entries fit, and which of them were saved last.
        let mut saved = (0, told.header.stamp);
        let mut fit = 0;
        for entry in &entries {
            if let Entry::Saved { stamp, back } = entry {
                let Some(at) = walk.count.checked_sub(*back) else {
                    break;
                };
                saved = (at, Some(*stamp));
            }
            if walk.step(entry).is_none() {
                break;
            }
            fit += 1;
        }
        let entries = &entries[..fit];
        let known = match disk {
            Disk::None => saved.1.is_none().then_some(saved.0),
            Disk::Broken => None,
            Disk::Holds(_, stamp) if saved.1 == Some(stamp) => Some(saved.0),
            Disk::Holds(set, _) => last_with(base, entries, saved.0, set),
        };
        let (walk, unsaved) = after(base, entries, known.unwrap_or(saved.0));
        Self {
            set: walk.set,
            history: walk.history,
            unsaved,
            knows_disk: known.is_some(),
            stamp: saved.1,
            entries: fit,
        }
    }

    /// The set as its file held it when the journal last knew of it: before all that is not saved.
    #[must_use]
    pub fn known(&self) -> AnnotationSet {
        let mut set = self.set.clone();
        for unsaved in self.unsaved.iter().rev() {
            // It was just done to this very set.
            let _ = set.apply(&unsaved.transaction.inverse());
        }
        set
    }
}

/// A set on its way through the entries.
pub(super) struct Walk {
    pub(super) set: AnnotationSet,
    pub(super) history: History<Place>,
    /// How many entries are behind it, those left out that do not count.
    pub(super) count: u64,
}

impl Walk {
    pub(super) fn from(base: &AnnotationSet) -> Self {
        Self {
            set: base.clone(),
            history: History::default(),
            count: 0,
        }
    }

    /// Goes on by an entry; `None` if it does not fit. Gives what it did to the set, if anything.
    pub(super) fn step(&mut self, entry: &Entry) -> Option<Option<Transaction>> {
        let set = &mut self.set;
        let did = match entry {
            Entry::Done { transaction, .. } if transaction.edits.is_empty() => return None,
            Entry::Done {
                transaction,
                before,
                after,
            } => {
                let (before, after) = (before.clone(), after.clone());
                let transaction = transaction.clone();
                self.history
                    .act(set, transaction.clone(), before, after)
                    .ok()?;
                Some(transaction)
            }
            Entry::Undone => Some(self.history.undo(set).ok()??.0),
            Entry::UndoneOlder {
                transaction,
                before,
                after,
            } => {
                if !self.history.done().is_empty() {
                    return None;
                }
                let step = Step {
                    transaction: transaction.clone(),
                    before: before.clone(),
                    after: after.clone(),
                };
                self.history.undo_older(set, step).ok()?;
                Some(transaction.inverse())
            }
            Entry::Redone => Some(self.history.redo(set).ok()??.0),
            Entry::Article | Entry::Saved { .. } => None,
        };
        self.count += u64::from(entry.counts());
        Some(did)
    }
}

/// After how many entries, but not before `from`, the set was last this one. The moment between a save and its record is a short
/// one, but a window may end in it.
fn last_with(
    base: &AnnotationSet,
    entries: &[&Entry],
    from: u64,
    wanted: &AnnotationSet,
) -> Option<u64> {
    let mut walk = Walk::from(base);
    let is = |walk: &Walk| {
        let counts = |set: &AnnotationSet| (set.annotations.len(), set.orphans.len());
        walk.count >= from && counts(&walk.set) == counts(wanted) && walk.set == *wanted
    };
    let mut last = is(&walk).then_some(0);
    for entry in entries {
        walk.step(entry)?;
        if entry.counts() && is(&walk) {
            last = Some(walk.count);
        }
    }
    last
}

/// Goes through all entries; gives what was done after the first `from`.
fn after(base: &AnnotationSet, entries: &[&Entry], from: u64) -> (Walk, Vec<Unsaved>) {
    let mut walk = Walk::from(base);
    let mut unsaved: Vec<Unsaved> = Vec::new();
    for entry in entries {
        let late = entry.counts() && walk.count >= from;
        let Some(did) = walk.step(entry) else { break };
        let Some(transaction) = did.filter(|_| late) else {
            continue;
        };
        let undoes = matches!(entry, Entry::Undone | Entry::UndoneOlder { .. });
        // An undo may be followed by the redo of something else.
        let takes_back = |last: &Unsaved| {
            !matches!(entry, Entry::Done { .. })
                && last.undoes != undoes
                && last.transaction == transaction.inverse()
        };
        if unsaved.last().is_some_and(takes_back) {
            unsaved.pop();
        } else {
            unsaved.push(Unsaved {
                transaction,
                undoes,
            });
        }
    }
    (walk, unsaved)
}
