//! What somebody else wrote into the set's file comes in; what was changed here as well is decided about.

use egui::Context;

use super::{Labelling, capitalised};
use crate::{
    gui::{
        command::Command,
        desk::{NotDone, TAKE_THEIRS, joined::JOIN},
        panels::{completing::short, inspector, speakers},
    },
    merge::Side,
};

impl Labelling {
    /// To be called every frame: looks for what others wrote, and takes it in. What is being typed stays, and counts as done here.
    pub(super) fn follow_joining(&mut self, context: &Context) {
        self.joining.follow(context, &self.desk, &mut self.saving);
        if self.joining.brings_something() {
            let mut acts = self.inspector.unsaved(&self.desk);
            acts.extend(self.speakers.unsaved(&self.desk));
            for act in acts {
                self.do_act(context, &act);
            }
        }
        // Else what is typed next would become one word with what came in, or be commands where the field is gone.
        let typed_in = inspector::is_typed_in(context) || speakers::is_typed_in(context);
        if typed_in && self.joining.touches(&self.desk) {
            if !std::mem::replace(&mut self.joining.said_to_wait, true) {
                let says = "Somebody else has changed on disk what you are writing on: it comes in when you leave this field";
                self.status.say(context, says.to_owned());
            }
            return;
        }
        self.joining.said_to_wait = false;
        let said = self
            .joining
            .take_in(context, &mut self.desk, &mut self.saving);
        if let Some(said) = said.or_else(|| self.joining.was_put_aside()) {
            self.status.say(context, said);
        }
    }

    /// Saves what is not saved, with what others wrote meanwhile; waits for it. `false` if something stands in the way.
    pub(super) fn save_joined(&mut self, context: &Context) -> bool {
        self.joining.show_as_trouble(&mut self.saving);
        let mut saved = self.saving.finish(&mut self.desk);
        // Whoever writes as often as this between two looks is asked about after all.
        for _ in 0..8 {
            if saved || !self.saving.elsewhere {
                break;
            }
            if let Some(said) = self.joining.now(context, &mut self.desk, &mut self.saving) {
                self.status.say(context, said);
            }
            if self.saving.elsewhere {
                // Nothing could be seen of it.
                break;
            }
            saved = self.saving.finish(&mut self.desk);
        }
        saved
    }

    /// Whether the keys that answer are about what was changed here and on disk.
    pub(super) fn decides_conflicts(&self) -> bool {
        self.joining.conflicts.open() > 0
            && self.offers.is_none()
            && self.review.is_none()
            && !self.bar_asks()
    }

    /// Answers what is asked of a mark that was changed here and on disk.
    pub(super) fn answer_conflict(
        &mut self,
        context: &Context,
        answer: Command,
    ) -> Result<(), NotDone> {
        let now = context.input(|input| input.time);
        if self.joining.conflicts.is_unread(now) {
            return Err(NotDone::JustAsked);
        }
        match answer {
            Command::Accept => self.decide_conflict(context, Side::Theirs)?,
            Command::Reject => self.decide_conflict(context, Side::Mine)?,
            _ => self.joining.conflicts.next(),
        }
        self.show_conflict();
        Ok(())
    }

    pub(super) fn decide_conflict(&mut self, context: &Context, side: Side) -> Result<(), NotDone> {
        let conflict = self.joining.conflicts.decide(side, &mut self.desk)?;
        let words = conflict
            .any()
            .map(|any| short(&any.mark.words()))
            .unwrap_or_default();
        let kept = match side {
            Side::Mine => "Kept as it is here",
            Side::Theirs => "Taken as it is on disk",
        };
        let left = match self.joining.conflicts.open() {
            0 => "That was the last one".to_owned(),
            1 => "1 left to decide about".to_owned(),
            count => format!("{count} left to decide about"),
        };
        self.status.say(context, format!("{kept}: {words}. {left}"));
        Ok(())
    }

    /// Brings the mark that is asked about into view; the caret stays where it is.
    pub(super) fn show_conflict(&mut self) {
        let current = self.joining.conflicts.current();
        if let Some(mark) = current.and_then(|(_, conflict)| self.desk.find(&conflict.id)) {
            self.view.reveal(
                mark.extent().start,
                crate::gui::reading::view::Reveal::Nearest,
            );
        }
    }

    /// Takes the last step back. If others' marks came in by it, what was on disk is kept beside the set, and it is said what went.
    pub(super) fn undo_step(&mut self, context: &Context) -> Result<Option<String>, NotDone> {
        let brought = |what: &str| [JOIN, TAKE_THEIRS].contains(&what);
        let before = self.desk.undoable().0.is_some_and(brought);
        let before = before.then(|| self.desk.set().clone());
        let what = self.desk.undo();
        match (what, before) {
            (Ok(what), before) => {
                if let Some(before) = before {
                    self.joining.put_aside(context, &self.desk, before);
                }
                Ok(what)
            }
            (Err(NotDone::Underway), before) => {
                self.undoing = before;
                Err(NotDone::Underway)
            }
            (Err(error), _) => Err(error),
        }
    }

    /// As [`Self::undo_step`], for a step of very many edits that is taken back by now, or could not be.
    pub(super) fn undone_at_last(&mut self, context: &Context, undone: bool) {
        if let Some(before) = self.undoing.take().filter(|_| undone) {
            self.joining.put_aside(context, &self.desk, before);
        }
    }

    /// Says why a decision could not be made.
    pub(super) fn decide_by_click(&mut self, context: &Context, side: Side) {
        if let Err(error) = self.decide_conflict(context, side) {
            self.status.say(context, capitalised(&error.to_string()));
        }
        self.show_conflict();
        self.focus_page(context);
    }
}
