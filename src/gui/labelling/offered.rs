//! The offers of further places for a mark, and of what may be left out, while they last; and what the rules complain about, gone through and mended.

use std::sync::Arc;

use egui::Context;

use super::{Labelling, capitalised};
use crate::{
    annotation::{AnnotationId, AnnotationSet, occurrences},
    gui::{
        command::Command,
        desk::{NotDone, figures::filled},
        errand::Errand,
        offers::Offers,
        reading::view::{Press, Reveal},
    },
    text::{CharRange, Document, Folded, Folding, Span},
    verify::{self, Fix},
};

/// From so many code points on, words are looked for on a thread: folding takes some 17 ms a million.
const LONG: usize = 150_000;
/// From so many on for a mark: many places that are nearly the same cost its length each.
const LONG_QUOTE: usize = 2_000;

/// From so many findings on they are mended on a thread.
const MANY_AT_ONCE: usize = 500;

/// The text as it was looked through, kept for the next time, and the places found.
pub(super) type Sought = (Arc<Folded>, Vec<Vec<Span>>);

impl Labelling {
    /// Looks for the other places where the selected mark's words stand: in a long article on a thread.
    pub(super) fn offer_others(&mut self, context: &Context) -> Result<(), NotDone> {
        let mark = self.desk.mark().ok_or(NotDone::NoMark)?.clone();
        self.desk.may_change()?;
        let (document, folded) = (self.desk.document.clone(), self.folded.clone());
        let (of, fragments) = (mark.id.clone(), mark.fragments.clone());
        let short = self.desk.document.len() < LONG && mark.size() < LONG_QUOTE;
        let look = move || {
            let fold = || Arc::new(Folded::of(&document, Folding::SAME_WORDS));
            let folded = folded.unwrap_or_else(fold);
            let places = occurrences(&document, &folded, &mark);
            (folded, places)
        };
        if short {
            let found = look();
            self.offer(context, of, found);
        } else {
            self.status.say(context, "Looking for other places…");
            self.seeking = Some((of, fragments, Errand::send(context, look)));
        }
        Ok(())
    }

    fn offer(&mut self, context: &Context, of: AnnotationId, found: Sought) {
        let (folded, places) = found;
        self.folded = Some(folded);
        self.offers = Offers::new(&self.desk, of, places);
        match self.offers.as_ref().map_or(0, Offers::count) {
            0 => {
                self.offers = None;
                self.status
                    .say(context, "These words stand nowhere else unmarked");
            }
            count => {
                let says = match count {
                    1 => "1 other place".to_owned(),
                    _ => format!("{count} other places"),
                };
                self.status.say(context, says);
                self.reveal_offer();
            }
        }
    }

    pub(super) fn answer_offer(
        &mut self,
        context: &Context,
        press: &mut Press,
        answer: Command,
    ) -> Result<(), NotDone> {
        // The mark may have been left since the last frame.
        self.follow_offers(context);
        let range = self.offers.as_ref().ok_or(NotDone::NoOffer)?.range();
        if let Some(range) = range
            && !matches!(
                answer,
                Command::Skip | Command::PreviousPlace | Command::AcceptAll
            )
            && !self.is_in_sight(context, press, range)
        {
            return Ok(());
        }
        let offers = self.offers.as_mut().ok_or(NotDone::NoOffer)?;
        match answer {
            Command::Reject => offers.reject(),
            Command::Skip => offers.skip(true),
            Command::PreviousPlace => offers.skip(false),
            _ => {
                let (count, accepted) = offers.accept(&self.desk, answer == Command::AcceptAll)?;
                let plan = move |set: &AnnotationSet, document: &Document| {
                    accepted.plan(set, document).map_err(NotDone::from)
                };
                self.desk.plan_and_do(count, plan, self.desk.at.clone())?;
                self.say_done(context);
            }
        }
        self.follow_offers(context);
        Ok(())
    }

    /// Whether a place is in view; if not, it is brought there: nobody decides on what is out of sight.
    pub(super) fn is_in_sight(
        &mut self,
        context: &Context,
        press: &mut Press,
        range: CharRange,
    ) -> bool {
        let in_sight = self.view.in_view(press, range.start);
        if !in_sight {
            self.view.reveal(range.start, Reveal::Jump);
            self.status
                .say(context, "Here is the place that is asked about: decide now");
        }
        in_sight
    }

    /// Keeps the offers to what is not marked yet; ends them when none is left.
    pub(super) fn follow_offers(&mut self, context: &Context) {
        if let Some((of, fragments, errand)) = &self.seeking
            && let Some(found) = errand.fetch()
        {
            let mark = self.desk.mark();
            let same = mark.is_some_and(|mark| mark.id == *of && mark.fragments == *fragments);
            let of = of.clone();
            self.seeking = None;
            if same {
                self.offer(context, of, found);
            }
        }
        let Some(offers) = &mut self.offers else {
            return;
        };
        let before = offers.range();
        let lasts = offers.follow(&self.desk);
        if !lasts {
            self.offers = None;
        } else if offers.count() == 0 {
            let said = self
                .status
                .message()
                .filter(|said| said.starts_with("Done"));
            let said = said.map_or_else(String::new, |said| format!("{said}. "));
            let says = match offers.rejected() {
                0 => format!("{said}{}", offers.none_left()),
                count => format!("{said}{}; {count} turned down", offers.none_left()),
            };
            self.status.say(context, says);
            self.offers = None;
            let head = self.desk.at.selection.head;
            self.view.reveal(head, Reveal::Nearest);
        } else if self.shown_offer != offers.range() || before != offers.range() {
            self.reveal_offer();
        }
    }

    pub(super) fn reveal_offer(&mut self) {
        let range = self.offers.as_ref().and_then(Offers::range);
        self.shown_offer = range;
        if let Some(range) = range {
            self.view.reveal(range.start, Reveal::Jump);
        }
    }

    /// Goes to the next mark, or the one before, that the rules complain about, from where the reader is; round the ends.
    pub(super) fn go_to_finding(&mut self, context: &Context, forward: bool) {
        let here = match self.desk.mark() {
            Some(mark) => mark.extent().start,
            None => self.desk.at.selection.head,
        };
        let findings = self.checking.findings();
        let places = || {
            findings.iter().filter_map(|finding| {
                let mark = self.desk.find(finding.mark.as_ref()?)?;
                Some((mark.extent().start, Some(&mark.id)))
            })
        };
        let now = (here, self.desk.at.mark.as_ref());
        let next = if forward {
            let behind = places().filter(|place| *place > now).min();
            behind.or_else(|| places().min())
        } else {
            let before = places().filter(|place| *place < now).max();
            before.or_else(|| places().max())
        };
        match next.and_then(|(_, mark)| mark.cloned()) {
            Some(mark) => {
                self.go_to(&mark);
                let complaint = self.checking.of_mark(&mark).next();
                if let Some(finding) = complaint {
                    let says = capitalised(&finding.message);
                    self.status.say(context, says);
                }
            }
            None => self.status.say(context, "The rules complain about no mark"),
        }
    }

    /// Does what mends the first finding of the selected mark that has a remedy.
    pub(super) fn fix_mark(&mut self, context: &Context) -> Result<(), NotDone> {
        let mark = self.desk.mark_at_caret(NotDone::NoMark)?;
        let mut fixes = self.checking.of_mark(&mark).filter_map(|f| f.fix.clone());
        let fix = fixes.next().ok_or(NotDone::NoFix)?;
        drop(fixes);
        self.fix(context, &fix);
        // The mark may stand elsewhere now: the caret goes with it.
        if self.desk.find(&mark).is_some() {
            self.go_to(&mark);
        }
        Ok(())
    }

    /// Mends a finding, as one step.
    pub(super) fn fix(&mut self, context: &Context, fix: &Fix) {
        if !self.was_checked(context) {
            return;
        }
        let set = self.desk.set();
        let planned = set.plan_all(&fix.what, &fix.acts, &self.desk.document);
        let done = planned
            .map_err(NotDone::from)
            .map(|transaction| filled(transaction, &self.desk.conventions))
            .and_then(|transaction| self.desk.transact_here(transaction));
        let says = match done {
            Ok(()) => format!("Done: {}", fix.what),
            Err(error) => capitalised(&error.to_string()),
        };
        self.status.say(context, says);
    }

    /// Mends all findings that can be mended in one way only, as one step.
    pub(super) fn mend_all(&mut self, context: &Context) {
        if !self.was_checked(context) {
            return;
        }
        if self.checking.mendable() > MANY_AT_ONCE {
            let checked = self.checking.shared();
            let plan = move |set: &AnnotationSet, document: &Document| {
                Ok(
                    verify::mend(set, document, checked.findings(), verify::Fixes::Safe)
                        .transaction,
                )
            };
            let edits = 2 * self.checking.mendable();
            if let Err(error) = self.desk.plan_and_do(edits, plan, self.desk.at.clone()) {
                self.status.say(context, capitalised(&error.to_string()));
            }
            return;
        }
        let findings = self.checking.findings();
        let mended = verify::mend(
            self.desk.set(),
            &self.desk.document,
            findings,
            verify::Fixes::Safe,
        );
        let step = filled(mended.transaction, &self.desk.conventions);
        let says = match self.desk.transact_here(step) {
            Err(error) => capitalised(&error.to_string()),
            Ok(()) if mended.left == 0 => format!("Done: mend {} findings", mended.done),
            Ok(()) => format!(
                "Mended {} of {} findings: see what is left",
                mended.done,
                mended.done + mended.left
            ),
        };
        self.status.say(context, says);
    }

    /// Whether the findings are those of the set as it is now: what mends them was made for it as it was then.
    fn was_checked(&mut self, context: &Context) -> bool {
        let current = self.checking.is_current(&self.desk, &self.guidance);
        if !current {
            let says = "The set has just changed and is being checked again: try once more";
            self.status.say(context, says);
        }
        current
    }
}
