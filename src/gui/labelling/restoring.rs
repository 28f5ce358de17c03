//! Bringing back an earlier version of the set: one step, which undo takes back, and never a loss.

use std::path::Path;

use egui::Context;

use super::{Labelling, capitalised};
use crate::{
    annotation::{AnnotationSet, Transaction},
    gui::desk::NotDone,
};

impl Labelling {
    /// Makes the set what it was in an earlier version. What it is now is kept as a version first.
    pub(super) fn restore(&mut self, context: &Context, version: &AnnotationSet, when: &str) {
        self.take_typed(context);
        let named = |file: &str| Path::new(file).file_name().map(ToOwned::to_owned);
        let (theirs, ours) = (&version.article, &self.desk.set().article);
        if !version.fits(&self.desk.document) && named(&theirs.file) != named(&ours.file) {
            let says = format!(
                "That version is of another article ({}): nothing was changed",
                theirs.file
            );
            self.status.say(context, says);
            return;
        }
        let mut wanted = version.clone();
        // Where the article lies is no matter of versions.
        wanted.article.file.clone_from(&ours.file);
        let what = format!("bring back the version of {when}");
        let transaction = Transaction::between(&what, self.desk.set(), &wanted);
        if transaction.edits.is_empty() {
            self.status.say(context, "The set is as it was then");
            return;
        }
        let before = self.desk.set().clone();
        let says = match self.desk.transact_here(transaction) {
            // One that changes very many marks is on its way.
            Ok(()) | Err(NotDone::Underway) => {
                self.saving.keep_version(&before);
                format!("Brought back from {when}; undo takes it back")
            }
            Err(error) => capitalised(&error.to_string()),
        };
        self.status.say(context, says);
    }
}
