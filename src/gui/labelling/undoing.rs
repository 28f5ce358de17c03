//! Undo and redo: what is said of a step that was taken back or done again, at once or, of very many edits, once it has arrived.

use egui::Context;

use super::{Labelling, capitalised};
use crate::gui::{
    desk::{Arrived, NotDone},
    reading::view::Reveal,
};

impl Labelling {
    /// Takes the last step back, or does the last undone one again.
    pub(super) fn undo(&mut self, context: &Context, again: bool) -> Result<(), NotDone> {
        if !again && self.bring_back(context) {
            return Ok(());
        }
        let what = if again {
            self.desk.redo()?
        } else {
            self.undo_step(context)?
        };
        match what {
            Some(what) => self.say_undone(context, again, &what),
            None => self.status.say(
                context,
                if again {
                    "Nothing to do again"
                } else {
                    "Nothing to undo"
                },
            ),
        }
        Ok(())
    }

    /// Says what has become of a step of very many edits, once it has arrived.
    pub(super) fn follow_bulk(&mut self, context: &Context) {
        let arrived = self.desk.arrived();
        if self.desk.is_busy() {
            context.request_repaint_after_secs(0.02);
        }
        if let Some(arrived) = &arrived {
            self.undone_at_last(context, matches!(arrived, Ok(Arrived::Undone(_))));
        }
        match arrived {
            None => {}
            Some(Err(error)) => self.status.say(context, capitalised(&error.to_string())),
            Some(Ok(Arrived::Done(_, true))) => self.taken_over(context),
            Some(Ok(Arrived::Done(what, false))) => {
                self.status.say(context, format!("Done: {what}"));
            }
            Some(Ok(Arrived::Undone(what))) => self.say_undone(context, false, &what),
            Some(Ok(Arrived::Redone(what))) => self.say_undone(context, true, &what),
        }
    }

    fn say_undone(&mut self, context: &Context, again: bool, what: &str) {
        let how = if again { "Done again" } else { "Undone" };
        self.status.say(context, format!("{how}: {what}"));
        let at = self
            .desk
            .mark()
            .map_or(self.desk.at.selection.head, |mark| mark.extent().start);
        self.view.reveal(at, Reveal::Jump);
    }
}
