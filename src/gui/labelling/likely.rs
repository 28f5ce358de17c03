//! Likely marks, offered while one reads: beside everything else that one does, and behind whatever else asks something.

use egui::Context;

use super::Labelling;
use crate::{
    annotation::AnnotationSet,
    gui::{
        command::{Command, Pane},
        desk::NotDone,
        likely::Wanted,
        offers::Offers,
        reading::view::{Press, Reveal},
        saving::Trouble,
    },
    text::Document,
};

impl Labelling {
    /// Whether likely marks are wanted, and which.
    #[must_use]
    pub const fn likely_wanted(&self) -> Wanted {
        self.likely.wanted
    }

    /// Offers likely marks as in the article before, and remembers in this state folder what is turned down.
    pub fn begin_likely(&mut self, wanted: Wanted, state: Option<std::path::PathBuf>) {
        self.likely.begin(wanted, state);
        if wanted.on {
            self.pane = Pane::Offers;
        }
    }

    /// The likely marks that are offered: nothing while something else asks.
    pub(super) fn likely_offers(&self) -> Option<&Offers> {
        let else_asked = self.offers.is_some()
            || self.review.is_some()
            || self.bar_asks()
            || self.joining.conflicts.open() > 0
            || matches!(self.saving.trouble, Some(Trouble::Conflict(_)));
        let offers = self.likely.offers.as_ref();
        offers.filter(|offers| self.likely.wanted.on && !else_asked && offers.count() > 0)
    }

    /// Begins to offer likely marks, or ends it.
    pub(super) fn flip_likely(&mut self, context: &Context) -> Result<(), NotDone> {
        if !self.likely.wanted.on {
            self.desk.may_change()?;
        }
        if self.likely.flip(&self.desk) {
            self.pane = Pane::Offers;
            self.status.say(context, "Looking for likely marks…");
        } else {
            self.end_likely(context);
        }
        Ok(())
    }

    fn end_likely(&mut self, context: &Context) {
        if self.pane == Pane::Offers {
            self.pane = Pane::Marks;
        }
        self.shown_likely = None;
        let says = format!(
            "Likely marks are offered no longer: {} offers them again",
            Command::Likely.key(context)
        );
        self.status.say(context, says);
    }

    /// Esc has nothing else to do: whether it ended the offers.
    pub(super) fn leave_likely(&mut self, context: &Context) -> bool {
        let on = self.likely.wanted.on;
        if on {
            self.likely.flip(&self.desk);
            self.end_likely(context);
        }
        on
    }

    /// To be called every frame.
    pub(super) fn follow_likely(&mut self, context: &Context) {
        // How numbers are read is said by the codebook.
        if self.guidance.times() == 0 {
            return;
        }
        let left_out = self.regions.left_out();
        self.likely.follow(context, &self.desk, left_out);
        if self.likely.announce
            && let Some(offers) = &self.likely.offers
        {
            self.likely.announce = false;
            let says = match (offers.count(), offers.rejected()) {
                (0, 0) => "Nothing unmarked looks like a claim, a denial or a figure".to_owned(),
                (0, count) => format!("{}; {count} turned down", offers.none_left()),
                (1, _) => "1 likely mark".to_owned(),
                (count, _) => format!("{count} likely marks"),
            };
            self.status.say(context, says);
        }
        let now = self.likely_offers().and_then(|offers| {
            let likely = offers.likely_now()?;
            Some((likely.suggestion.kind, offers.range()?))
        });
        if let Some((_, range)) = now
            && self.shown_likely != now
        {
            self.view.reveal(range.start, Reveal::Jump);
        }
        // What asks something else meanwhile leads elsewhere: then back to where one was.
        self.shown_likely = now;
    }

    /// Answers what is asked of a likely mark.
    pub(super) fn answer_likely(
        &mut self,
        context: &Context,
        press: &mut Press,
        answer: Command,
    ) -> Result<(), NotDone> {
        let range = self.likely_offers().and_then(Offers::range);
        let range = range.ok_or(NotDone::NoOffer)?;
        if matches!(answer, Command::Accept | Command::Reject)
            && !self.is_in_sight(context, press, range)
        {
            return Ok(());
        }
        let offers = self.likely.offers.as_mut().ok_or(NotDone::NoOffer)?;
        match answer {
            Command::Skip => offers.skip(true),
            Command::PreviousPlace => offers.skip(false),
            Command::Reject => {
                let likely = offers.likely_now();
                let words = likely.map(|likely| likely.words(&self.desk.document));
                self.likely.reject(context, &self.desk);
                let says = format!("Turned down: {}", words.unwrap_or_default());
                self.status.say(context, says);
            }
            _ => {
                let (count, accepted) = offers.accept(&self.desk, answer == Command::AcceptAll)?;
                let plan = move |set: &AnnotationSet, document: &Document| {
                    accepted.plan(set, document).map_err(NotDone::from)
                };
                self.desk.plan_and_do(count, plan, self.desk.at.clone())?;
                self.say_done(context);
            }
        }
        self.follow_likely(context);
        let left = self.likely.offers.as_ref().map(Offers::count);
        if left == Some(0) {
            let said = self.status.message().unwrap_or_default();
            let mut says = format!("{said}. No likely mark is left in this article");
            if answer != Command::Reject && self.likely.count_turned_down() > 0 {
                says += &format!("; {} turned down", self.likely.count_turned_down());
            }
            self.status.say(context, says);
        }
        Ok(())
    }

    /// What an undo would take back, and a redo do again.
    #[must_use]
    pub fn undoable(&self) -> (Option<&str>, Option<&str>) {
        let (undo, redo) = self.desk.undoable();
        match self.likely.may_bring_back(&self.desk) {
            true => (Some("turn an offer down"), redo),
            false => (undo, redo),
        }
    }

    /// Takes back that something was turned down; whether that was what was done last.
    pub(super) fn bring_back(&mut self, context: &Context) -> bool {
        let back = self.likely.bring_back(context, &self.desk);
        if back {
            self.follow_likely(context);
            self.status.say(context, "Undone: turn an offer down");
        }
        back
    }

    /// Offers again what was turned down in this article.
    pub(super) fn bring_all_back(&mut self, context: &Context) -> Result<(), NotDone> {
        self.desk.may_change()?;
        if !self.likely.wanted.on || self.likely.is_looking() {
            // Before it is looked for nothing is known of it.
            if !self.likely.wanted.on {
                self.flip_likely(context)?;
            }
            let says = "What was turned down is looked for: ask again in a moment";
            self.status.say(context, says);
            self.likely.announce = false;
            return Ok(());
        }
        let says = match self.likely.bring_all_back(context, &self.desk) {
            0 => "Nothing was turned down in this article".to_owned(),
            1 => "1 likely mark is offered again".to_owned(),
            count => format!("{count} likely marks are offered again"),
        };
        self.status.say(context, says);
        Ok(())
    }

    /// Asks about another likely mark.
    pub(super) fn turn_to_likely(&mut self, context: &Context, index: usize) {
        if let Some(offers) = &mut self.likely.offers {
            offers.turn_to(index);
            // Also if it is the one that is asked about.
            self.shown_likely = None;
        }
        self.follow_likely(context);
    }

    /// A click in the text on what is offered asks about that.
    pub(super) fn click_likely(&mut self, place: usize) {
        let at = self.likely_offers().and_then(|offers| offers.at(place));
        if let (Some(at), Some(offers)) = (at, &mut self.likely.offers) {
            offers.turn_to(at);
        }
    }
}
