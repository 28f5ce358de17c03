//! An article that has changed: the new text is looked at, the marks that are certain are taken over as one step, and the others are
//! asked about one by one.

use egui::Context;

use super::{Labelling, capitalised, counted};
use crate::{
    annotation::{Act, AnnotationId},
    gui::{
        command::{Command, Pane},
        desk::{NotDone, Turned, Whereabouts},
        errand::Errand,
        panels::trouble::Decision,
        reading::{
            select::Selection,
            view::{Press, ReadingView, Reveal},
        },
        review::{Next, Review},
        saving::Trouble,
        watching::News,
    },
    text::Span,
};

/// From so many code points, or marks, on a changed article is made ready on a thread.
const LONG: usize = 500_000;
const MANY: usize = 1_000;

/// Code points of a mark's words that the status line has room for.
const SHORT: usize = 60;

impl Labelling {
    /// Answers what is asked: of the offers, of a mark without a place, or by the bar over the page.
    pub(super) fn answer(
        &mut self,
        context: &Context,
        press: &mut Press,
        answer: Command,
    ) -> Result<(), NotDone> {
        if self.desk.offered().is_some() {
            return self.answer_recovery(context, answer);
        }
        self.follow_offers(context);
        self.follow_review();
        if self.offers.is_some() {
            self.answer_offer(context, press, answer)
        } else if self.review.is_some() && answer != Command::AcceptAll {
            self.answer_review(context, press, answer)
        } else if answer == Command::Accept && self.bar_asks() {
            self.take_over(context, press)
        } else if self.decides_conflicts() && answer != Command::AcceptAll {
            self.answer_conflict(context, answer)
        } else if let Some(decision) = self.decision_about_file(answer) {
            self.decide(context, decision);
            Ok(())
        } else {
            self.follow_likely(context);
            self.answer_likely(context, press, answer)
        }
    }

    /// What an answer says of a file on disk that can't be joined with the set, if there is one.
    fn decision_about_file(&self, answer: Command) -> Option<Decision> {
        matches!(self.saving.trouble, Some(Trouble::Conflict(_))).then_some(())?;
        match answer {
            Command::Accept => Some(Decision::TakeTheirs),
            Command::Reject => Some(Decision::KeepMine),
            _ => None,
        }
    }

    /// Whether the bar over the page asks for something.
    pub(super) fn bar_asks(&self) -> bool {
        matches!(self.watching.news, News::Changed(..)) || self.desk.is_behind()
    }

    /// Does what the bar over the page asks for: shows the new text, or takes the marks over to the text that is shown.
    pub(super) fn take_over(
        &mut self,
        context: &Context,
        press: &mut Press,
    ) -> Result<(), NotDone> {
        if self.desk.offered().is_some() {
            return Err(NotDone::Undecided);
        }
        if self.look_at_changed(context, press) {
            return Ok(());
        }
        if self.desk.fits() || self.desk.frozen.is_some() {
            self.desk.may_change()?;
            self.status
                .say(context, "These marks were made on this very text");
            return Ok(());
        }
        self.judging.follow(context, &self.desk);
        let Some((verdicts, ..)) = self.judging.whole() else {
            let says = "The places of the marks are still being looked for: try again in a moment";
            self.status.say(context, says);
            return Ok(());
        };
        let verdicts = verdicts.clone();
        self.desk.take_over(&verdicts)?;
        self.taken_over(context);
        Ok(())
    }

    /// The set is of the text that is shown: what needs somebody is asked about.
    pub(super) fn taken_over(&mut self, context: &Context) {
        if self.desk.set().orphans.is_empty() {
            let says = self.standing();
            self.status.say(context, says);
        } else {
            self.begin_review(context);
        }
    }

    /// Shows the article as it is now on disk, if its text is another one.
    fn look_at_changed(&mut self, context: &Context, press: &mut Press) -> bool {
        let Some((article, stamp)) = self.watching.take_changed() else {
            return false;
        };
        self.end_linking(context, true);
        let before = self.desk.document.clone();
        let top = self.view.place_at_top(press);
        let caret = self.desk.at.selection.head;
        let big = before.len().max(article.document.len()) > LONG
            || self.desk.set().annotations.len() > MANY;
        let turning = self.desk.turning(*article, Some(stamp), caret);
        let turn = move || {
            let turned = turning();
            let view = ReadingView::turned(&before, turned.document.clone(), top);
            (turned, view)
        };
        if big {
            self.turning = Some(Errand::send(context, turn));
            self.status
                .say(context, "Looking at the article as it is now…");
        } else {
            self.turn(context, turn());
        }
        true
    }

    /// Shows the article as it is now, as soon as it is made ready.
    pub(super) fn follow_turning(&mut self, context: &Context) {
        let ready = self.turning.as_ref().and_then(Errand::fetch_or_lost);
        let Some(ready) = ready else { return };
        self.turning = None;
        match ready {
            Some(turned) => self.turn(context, turned),
            None => self
                .status
                .say(context, "The article could not be shown as it is now"),
        }
    }

    fn turn(&mut self, context: &Context, (turned, view): (Turned, ReadingView)) {
        self.desk.turn(turned);
        // All that was found in the text before is found no longer.
        self.view = view;
        self.find.text_changed();
        (self.offers, self.review) = (None, None);
        (self.seeking, self.folded) = (None, None);
        self.judging.follow(context, &self.desk);
        let says = match self.desk.fits() {
            true => "This is the article as it is now; the marks were made on this very text",
            false => "This is the article as it is now; the marks wait to be taken over",
        };
        self.status.say(context, says);
    }

    /// Asks about the first mark without a place, if there is one, and says how it stands.
    pub(super) fn begin_review(&mut self, context: &Context) {
        self.judging.follow(context, &self.desk);
        self.pane = Pane::Review;
        if self.desk.may_change().is_ok() {
            self.review = Review::first(&self.desk, &self.judging);
            // What is said of the selected mark would be in the way.
            if self.review.is_some() {
                self.desk.at.mark = None;
            }
        }
        self.reveal_reviewed();
        let says = self.standing();
        self.status.say(context, says);
    }

    /// Asks about a mark that was set aside.
    pub(super) fn begin_review_of(&mut self, mark: &AnnotationId) {
        let Some(there) = self.desk.set().orphan(mark).cloned() else {
            return;
        };
        self.desk.at.mark = None;
        match &mut self.review {
            Some(review) => review.turn_to(&self.desk, &self.judging, there),
            None => self.review = Review::of(&self.desk, &self.judging, mark),
        }
        self.reveal_reviewed();
    }

    /// How many of the marks stand.
    fn standing(&self) -> String {
        let set = self.desk.set();
        let (standing, aside) = (set.annotations.len(), set.orphans.len());
        let all = standing + aside;
        if self.desk.is_behind() {
            return "The article has changed: take the marks over first, by Enter or a".to_owned();
        }
        match (all, aside) {
            (0, _) => "The set has no marks; it belongs to this text".to_owned(),
            (1, 0) => "The mark stands".to_owned(),
            (_, 0) if set.reanchored.is_empty() => format!("All {all} marks have their place"),
            (_, 0) => format!("All {all} marks stand again"),
            (_, 1) => format!("{standing} of {all} marks stand; 1 needs you"),
            _ => format!("{standing} of {all} marks stand; {aside} need you"),
        }
    }

    fn answer_review(
        &mut self,
        context: &Context,
        press: &mut Press,
        answer: Command,
    ) -> Result<(), NotDone> {
        let review = self.review.as_mut().ok_or(NotDone::NoReview)?;
        match answer {
            Command::Skip | Command::PreviousPlace => {
                if !review.step(&self.desk, answer == Command::Skip) {
                    let says = match review.places() {
                        Some(_) => "There is no other place for this mark",
                        None if review.is_known() => "No place was found for this mark",
                        None => "Its places are still being looked for",
                    };
                    self.status.say(context, says);
                } else if let Some(count) = review.places() {
                    let says = format!("Place {} of {}", count.current, count.of);
                    self.status.say(context, says);
                }
                self.reveal_reviewed();
            }
            Command::Reject => {
                let words = short_words(&review.mark.words());
                let goes_on = review.leave(&self.desk, &self.judging);
                self.after(context, goes_on, &format!("Left set aside: {words}"));
            }
            _ => {
                let place = review.place().ok_or(NotDone::NoPlace)?;
                if !self.view.in_view(press, place.start()) {
                    // Nobody decides on what is out of sight.
                    self.view.reveal(place.start(), Reveal::Jump);
                    self.status
                        .say(context, "Here is the place that is asked about: decide now");
                    return Ok(());
                }
                let next = review.accept(&self.desk).ok_or(NotDone::NoPlace)?;
                self.place(context, next)?;
            }
        }
        Ok(())
    }

    /// Places the mark that is asked about on the selected words, or the piece of it.
    pub(super) fn place_here(&mut self, context: &Context, trim: bool) -> Result<(), NotDone> {
        self.follow_review();
        self.desk.may_change()?;
        let review = self.review.as_mut().ok_or(NotDone::NoReview)?;
        let caret = self.desk.at.selection.is_caret();
        let span = self.desk.span_to_mark(trim).ok_or(match caret {
            true => NotDone::NothingSelected,
            false => NotDone::OnlyBlanks,
        })?;
        match review.put(&self.desk, span) {
            Some(next) => self.place(context, next),
            None => {
                let says = "Its places are still being looked for: try again in a moment";
                self.status.say(context, says);
                Ok(())
            }
        }
    }

    /// Leaves the piece that is asked about out of its mark.
    pub(super) fn without_piece(&mut self, context: &Context) -> Result<(), NotDone> {
        let review = self.review.as_mut().ok_or(NotDone::NoReview)?;
        let next = review.without_piece(&self.desk);
        self.place(context, next.ok_or(NotDone::NothingLeft)?)
    }

    /// Goes on with the next piece, or gives the mark its place.
    fn place(&mut self, context: &Context, next: Next) -> Result<(), NotDone> {
        let spans: Vec<Span> = match next {
            Next::Piece(index) => {
                self.let_go_of_words();
                self.reveal_reviewed();
                let says = format!("Now the {} piece of this mark", ordinal(index + 1));
                self.status.say(context, says);
                return Ok(());
            }
            Next::Place(spans) => spans,
        };
        let Some(review) = &mut self.review else {
            return Err(NotDone::NoReview);
        };
        let act = Act::Place(review.mark.id.clone(), spans.clone());
        let after = Whereabouts {
            selection: Selection::caret(spans.last().map_or(0, |span| span.end())),
            mark: None,
        };
        if let Err(error) = self.desk.act(&act, after) {
            review.ask_again(&self.desk);
            return Err(error);
        }
        let words: Vec<_> = spans
            .iter()
            .map(|span| self.desk.document.quote(*span))
            .collect();
        let says = format!("Placed: {}", short_words(&words.join(" … ")));
        let goes_on = review.follow(&self.desk, &self.judging);
        self.after(context, goes_on, &says);
        Ok(())
    }

    /// Deletes the mark that is asked about.
    pub(super) fn delete_reviewed(&mut self, context: &Context) -> Result<(), NotDone> {
        let review = self.review.as_ref().ok_or(NotDone::NoReview)?;
        let mark = review.mark.id.clone();
        self.delete_aside(context, mark)
    }

    /// Deletes a mark that was set aside.
    pub(super) fn delete_aside(
        &mut self,
        context: &Context,
        mark: AnnotationId,
    ) -> Result<(), NotDone> {
        let words = self.desk.set().orphan(&mark);
        let words = words.map_or_else(String::new, |mark| short_words(&mark.words()));
        self.desk.act_here(&Act::Delete(mark))?;
        let says = format!("Deleted: {words}");
        match &mut self.review {
            Some(review) => {
                let goes_on = review.follow(&self.desk, &self.judging);
                self.after(context, goes_on, &says);
            }
            None => self.status.say(context, says),
        }
        Ok(())
    }

    /// Takes the selected mark off the text without deleting it.
    pub(super) fn set_aside(&mut self, context: &Context) -> Result<(), NotDone> {
        let mark = self.desk.mark_at_caret(NotDone::NoMark)?;
        let words = self.desk.find(&mark);
        let words = words.map_or_else(String::new, |mark| short_words(&mark.words()));
        self.desk.act_here(&Act::SetAside(mark))?;
        let says = format!(
            "Set aside: {words}. {} shows what has no place",
            Command::Review.key(context)
        );
        self.status.say(context, says);
        Ok(())
    }

    /// Says what was done and what is left, and shows the next, or ends the review.
    fn after(&mut self, context: &Context, goes_on: bool, done: &str) {
        let left = match &self.review {
            Some(review) if goes_on => match review.open() {
                1 => "1 left to decide about".to_owned(),
                count => format!("{count} left to decide about"),
            },
            _ => {
                self.review = None;
                match self.desk.set().orphans.len() {
                    0 => self.standing(),
                    count => format!("That was the last one; {} set aside", counted(count)),
                }
            }
        };
        self.status.say(context, format!("{done}. {left}"));
        self.let_go_of_words();
        self.reveal_reviewed();
    }

    /// What was selected for a mark has done its work.
    fn let_go_of_words(&mut self) {
        let selection = &mut self.desk.at.selection;
        *selection = Selection::caret(selection.head);
    }

    /// To be called every frame: ends the review when nothing is left to be asked about.
    pub(super) fn follow_review(&mut self) {
        let Some(review) = &mut self.review else {
            return;
        };
        let asked = (review.mark.id.clone(), review.is_known());
        if self.desk.may_change().is_err() || !review.follow(&self.desk, &self.judging) {
            self.review = None;
        } else if asked != (review.mark.id.clone(), review.is_known()) {
            self.reveal_reviewed();
        }
    }

    fn reveal_reviewed(&mut self) {
        if let Some(place) = self.review.as_ref().and_then(Review::place) {
            self.view.reveal(place.start(), Reveal::Jump);
        }
    }

    /// Ends the review; what is set aside stays so.
    pub(super) fn end_review(&mut self, context: &Context) {
        self.review = None;
        let says = match self.desk.set().orphans.len() {
            0 => self.standing(),
            count => format!(
                "{} set aside: {} goes on with the review",
                capitalised(&counted(count)),
                Command::Review.key(context)
            ),
        };
        self.status.say(context, says);
    }
}

fn ordinal(number: usize) -> String {
    match number {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        _ => format!("{number}th"),
    }
}

fn short_words(words: &str) -> String {
    let mut chars = words.chars();
    let head: String = chars.by_ref().take(SHORT).collect();
    match chars.next() {
        Some(_) => format!("{head}…"),
        None => head,
    }
}
