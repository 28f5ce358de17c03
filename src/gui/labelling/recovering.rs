//! What was not saved when Claimark ended: it is brought back or left out, as the user says. What is left out, or can't be brought
//! back whole, is kept in a set file of its own first.

use std::path::PathBuf;

use egui::Context;

use super::{Labelling, capitalised};
use crate::{
    gui::{
        command::Command, desk::NotDone, errand::Errand, panels::recovery_bar::counted,
        reading::view::Reveal,
    },
    journal::Way,
};

/// What was not saved is being kept elsewhere.
pub(super) struct KeepingAside {
    /// Whether it is brought back then, as far as it can be.
    restore: bool,
    errand: Errand<Result<PathBuf, String>>,
}

impl Labelling {
    /// Answers what shall become of what was not saved.
    pub(super) fn answer_recovery(
        &mut self,
        context: &Context,
        answer: Command,
    ) -> Result<(), NotDone> {
        let restore = match answer {
            Command::Accept | Command::AcceptAll => true,
            Command::Reject => false,
            _ => return Err(NotDone::Undecided),
        };
        let Some(offer) = self.desk.offered().filter(|_| self.keeping_aside.is_none()) else {
            return Ok(());
        };
        let whole = match &offer.way {
            Way::AsItWas | Way::Apart => true,
            Way::OnTop { lost, .. } => lost.is_empty(),
        };
        if restore && whole {
            self.recover(context, None);
            return Ok(());
        }
        let journals = self.desk.journals().clone();
        let (set, set_file) = (offer.past.set.clone(), self.desk.set_file.clone());
        let article = self.desk.article.clone();
        let keep = move || journals.leave_aside(&set, &set_file, &article);
        self.keeping_aside = Some(KeepingAside {
            restore,
            errand: Errand::send(context, keep),
        });
        Ok(())
    }

    /// To be called every frame: goes on when what was not saved is kept elsewhere.
    pub(super) fn follow_recovery(&mut self, context: &Context) {
        let Some(keeping) = &self.keeping_aside else {
            return;
        };
        let Some(kept) = keeping.errand.fetch_or_lost() else {
            return;
        };
        let restore = keeping.restore;
        self.keeping_aside = None;
        match kept.unwrap_or_else(|| Err("something went wrong".to_owned())) {
            Err(error) => {
                let says = format!("What was not saved can’t be kept elsewhere ({error})");
                self.status.say(context, says);
            }
            Ok(copy) if restore => self.recover(context, Some(copy)),
            Ok(copy) => {
                self.desk.leave_out();
                let says = format!("Left out; it is kept in {}", copy.display());
                self.status.say(context, says);
            }
        }
    }

    fn recover(&mut self, context: &Context, copy: Option<PathBuf>) {
        let acts = self.desk.offered().map_or(0, |offer| match &offer.way {
            Way::AsItWas | Way::Apart => offer.past.unsaved.len(),
            Way::OnTop { steps, .. } => steps.len(),
        });
        let mut says = match acts {
            0 => "Restored".to_owned(),
            _ => format!("Restored: {}", counted(acts)),
        };
        match self.desk.restore() {
            Err(error) => return self.status.say(context, capitalised(&error)),
            Ok(None) => {}
            Ok(Some(aside)) => {
                says.push_str(&format!("; the broken file is now {}", aside.display()))
            }
        }
        if let Some(copy) = copy {
            says.push_str(&format!("; all of it is kept in {}", copy.display()));
        }
        self.inspector.refill();
        self.view
            .reveal(self.desk.at.selection.head, Reveal::Nearest);
        self.status.say(context, says);
    }
}
