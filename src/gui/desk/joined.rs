//! What somebody else wrote into the set's file comes in, as one step.

use super::{Desk, NotDone, Whereabouts};
use crate::{annotation::Transaction, format::Stamp, merge::Joined};

/// What the step is called.
pub const JOIN: &str = "join what changed on disk";

impl Desk {
    /// Takes in a set that was joined with the one here, by the step that makes the one of the other. The file's content is known again; what is here and not there is to be saved.
    ///
    /// # Errors
    /// It could not be done; nothing has changed.
    pub fn take_joined(
        &mut self,
        joined: &Joined,
        step: Transaction,
        stamp: Stamp,
    ) -> Result<(), NotDone> {
        let is_there = |id: &_| joined.set.annotation(id).is_some();
        let selected = self.at.mark.as_ref();
        let selected = selected.map(|id| joined.renamed.get(id).unwrap_or(id).clone());
        let after = Whereabouts {
            mark: selected.filter(is_there),
            ..self.at.clone()
        };
        self.is_free()?;
        self.is_decided()?;
        if !step.edits.is_empty() {
            self.commit_now(step, after)?;
        }
        if joined.conflicts.is_empty() && self.set == joined.base {
            self.saved(joined.base.clone(), stamp, self.revision);
            return Ok(());
        }
        self.on_disk = Some(stamp);
        self.base.clone_from(&joined.base);
        if !self.is_changed() {
            self.revision += 1;
        }
        Ok(())
    }
}
