//! What is made of the journals that are left over for a set: undo goes on where it was, or the window asks what shall become of what
//! was never saved.

use super::{
    Place,
    keeping::{Journals, LeftOver},
    past::{Disk, Past, Unsaved, short},
};
use crate::{
    annotation::{AnnotationSet, History, Transaction},
    merge,
};

/// Something that was not saved when Claimark ended, and that nobody has decided about yet.
#[derive(Debug)]
pub struct Offer {
    /// What the journal says: the set as it was when Claimark ended, and how it came to be.
    pub past: Past,
    /// How it can be brought back.
    pub way: Way,
    /// The journal.
    pub left: LeftOver,
}

/// How what was not saved can be brought back.
#[derive(Clone, PartialEq, Debug)]
pub enum Way {
    /// The set's file is as the journal knows it, or gone, or can't be read: the set is as it was, with all that can be undone.
    AsItWas,
    /// Somebody else changed the set's file: the set is as it was, and what is on disk is then joined with it, as in a window in which
    /// that happens.
    Apart,
    /// Another window's set was brought back already: what this one holds besides is joined with it.
    OnTop {
        /// The steps that can be done.
        steps: Vec<Transaction>,
        /// Those that can't, a line each.
        lost: Vec<String>,
    },
}

/// What is left over for a set.
#[derive(Debug, Default)]
pub struct Found {
    /// All is saved: what can be undone, and the journal that goes on, with the number of its entries that count.
    pub goes_on: Option<(History<Place>, LeftOver, Past)>,
    /// What is not saved, to be asked about.
    pub offer: Option<Box<Offer>>,
    /// Further journals with something that is not saved, to be looked at when that is decided.
    pub further: Vec<LeftOver>,
}

impl Journals {
    /// What is left over for a set whose file holds this. Journals of no use go.
    #[must_use]
    pub fn find(&self, set_file: &std::path::Path, disk: Disk<'_>) -> Found {
        let mut found = Found::default();
        for left in self.left_over(set_file) {
            let past = Past::of(&left.told, disk);
            if let Some(way) = way(&past, disk) {
                match found.offer {
                    Some(_) => found.further.push(left),
                    None => found.offer = Some(Box::new(Offer { past, way, left })),
                }
            } else if past.knows_disk && found.goes_on.is_none() && self.steps > 0 {
                let mut history = past.history.clone();
                history.keep(self.steps);
                found.goes_on = Some((history, left, past));
            } else {
                left.held.remove();
            }
        }
        if found.offer.is_some() {
            // It begins with another set than the one that will be there.
            found.goes_on = None;
        }
        found
    }
}

impl Journals {
    /// Whether something that this annotator has never saved is left over for a set.
    #[must_use]
    pub fn hold_unsaved(&self, set_file: &std::path::Path, annotator: &str) -> bool {
        let unsaved = |left: LeftOver| {
            left.told.header.annotator == annotator
                && !Past::of(&left.told, Disk::Broken).unsaved.is_empty()
        };
        self.left_over(set_file).into_iter().any(unsaved)
    }
}

impl Offer {
    /// What a further journal offers beside the set as it is in the window; `None` if all of that is there.
    #[must_use]
    pub fn of_further(left: LeftOver, set: &AnnotationSet) -> Option<Self> {
        let past = Past::of(&left.told, Disk::Broken);
        if past.unsaved.is_empty() || past.set == *set {
            left.held.remove();
            return None;
        }
        let way = on_top(&past, set);
        Some(Self { past, way, left })
    }
}

/// What is to be asked about, if anything is.
pub(super) fn way(past: &Past, disk: Disk<'_>) -> Option<Way> {
    match disk {
        Disk::Holds(set, _) if !past.knows_disk => {
            let new = !past.unsaved.is_empty() && past.set != *set;
            new.then_some(Way::Apart)
        }
        Disk::None | Disk::Broken if !past.knows_disk => {
            let new = AnnotationSet::new(past.set.article.clone(), past.set.annotator.clone());
            (past.set != new).then_some(Way::AsItWas)
        }
        _ => (!past.unsaved.is_empty()).then_some(Way::AsItWas),
    }
}

/// What leads from a set to one that also holds what was done to another, and what can't be in it, a line each.
fn on_top(past: &Past, set: &AnnotationSet) -> Way {
    let Ok(joined) = merge::join(&past.known(), set, &past.set) else {
        return Way::OnTop {
            steps: Vec::new(),
            lost: past.unsaved.iter().map(Unsaved::says).collect(),
        };
    };
    let step = Transaction::between("bring back what was not saved", set, &joined.set);
    let words = |conflict: &merge::Conflict| {
        let mark = &conflict.any()?.mark;
        Some(format!(
            "“{}”, which both have changed",
            short(&mark.words())
        ))
    };
    Way::OnTop {
        steps: Some(step)
            .filter(|step| !step.edits.is_empty())
            .into_iter()
            .collect(),
        lost: joined.conflicts.iter().filter_map(words).collect(),
    }
}
