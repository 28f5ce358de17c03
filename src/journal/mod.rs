//! The journal: every change of an open set, on disk at once in the user's state folder, long before the set itself is saved. So a
//! crash loses at most the last act, and undo goes on where it was after a restart.
//!
//! Each window keeps a journal of its own for each set that it changes: `journals/<key>-<chance>.journal`, where the key is made of the
//! path of the set's file. It is text, a record a line, each with a checksum: first a [`Header`] with the set as it was when the journal
//! began, then an [`Entry`] for each change. What a line says counts up to the first one that is cut or broken. A journal is locked
//! through the system as long as its window lives, and the system lets go of it however the window ends: one that can be locked is
//! left over. No lock file is needed.
//!
//! [`record`] is how it is written down, [`past`] what follows from it, [`shorten`] how it is kept short, [`writing`] the thread that
//! writes it, [`keeping`] the folder of journals, [`offer`] what is made of those that are left over, [`unsaved`] which of very many sets have
//! some, [`aside`] where goes what nobody wants.

pub mod aside;
pub mod keeping;
pub mod offer;
pub mod past;
pub mod record;
pub mod shorten;
#[cfg(test)]
mod tests;
pub mod unsaved;
pub mod writing;

use serde::{Deserialize, Serialize};

use crate::annotation::AnnotationId;
pub use keeping::{Journals, LeftOver, tidy};
pub use offer::{Offer, Way};
pub use record::{Entry, Header};
pub use unsaved::Unsaved;
pub use writing::Journal;

/// Where the reader was: restored by undo and redo.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Place {
    /// Where the selection began, in code points.
    pub anchor: usize,
    /// Where the caret was, in code points.
    pub head: usize,
    /// The selected mark.
    pub mark: Option<AnnotationId>,
}
