//! Leaving parts of the text out of the article, and taking them in again; and the offers of what looks like page furniture.

use egui::Context;

use super::Labelling;
use crate::{
    annotation::Act,
    gui::{
        command::Command,
        desk::{Desk, NotDone, Whereabouts},
        offers::Offers,
        reading::select::Selection,
    },
};

/// What furniture is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Wanted {
    #[default]
    Nothing,
    /// To say once how many stretches of it there are.
    Mention,
    /// To offer it.
    Offers,
}

impl Wanted {
    /// Whoever opens an article of which nothing is said yet is told what there may be to leave out.
    pub(super) fn of_opened(desk: &Desk) -> Self {
        if desk.may_change().is_ok() && is_untouched(desk) {
            Self::Mention
        } else {
            Self::Nothing
        }
    }
}

fn is_untouched(desk: &Desk) -> bool {
    let set = desk.set();
    set.annotations.is_empty()
        && set.orphans.is_empty()
        && set.left_out.is_empty()
        && set.orphan_regions.is_empty()
}

impl Labelling {
    /// Leaves the selected words out of the article; takes them in again if they are left out, all of them; without a selection takes in
    /// the part that the caret is in.
    pub(super) fn leave_out(&mut self, context: &Context) -> Result<(), NotDone> {
        self.desk.may_change()?;
        self.regions.follow(&self.desk);
        let (document, left_out) = (&self.desk.document, self.regions.left_out());
        let selection = self.desk.at.selection;
        let range = selection.range();
        let act = if range.is_empty() {
            let part = left_out.at(selection.head);
            let span = part.and_then(|part| document.span(part).ok());
            Act::TakeIn(span.ok_or(NotDone::NothingToLeaveOut)?)
        } else if left_out.holds(document, range) {
            let span = left_out.taking_in(document, range);
            Act::TakeIn(span.ok_or(NotDone::OnlyBlanksToLeaveOut)?)
        } else {
            let span = left_out.leaving_out(document, range);
            Act::LeaveOut(span.ok_or(NotDone::OnlyBlanksToLeaveOut)?)
        };
        let after = Whereabouts {
            // At the end of its words, so that the same key takes it back.
            selection: if range.is_empty() {
                selection
            } else {
                Selection::caret(document.without_blank_edges(range).end)
            },
            mark: self.desk.at.mark.clone(),
        };
        self.desk.act(&act, after)?;
        let says = match act {
            Act::LeaveOut(span) => {
                let inside = |at: usize| span.range().contains(at);
                let marks = &self.desk.set().annotations;
                let marks = marks.iter().flat_map(|mark| &mark.fragments);
                match marks.filter(|piece| inside(piece.span.start)).count() {
                    0 => "Left out of the article".to_owned(),
                    1 => "Left out of the article, and a mark stands in it".to_owned(),
                    count => format!("Left out of the article, and {count} marks stand in it"),
                }
            }
            _ => "Part of the article again".to_owned(),
        };
        self.status.say(context, says);
        Ok(())
    }

    /// Offers to leave out what looks like page furniture.
    pub(super) fn offer_furniture(&mut self, context: &Context) -> Result<(), NotDone> {
        self.desk.may_change()?;
        self.wanted = Wanted::Offers;
        self.follow_furniture(context);
        if self.wanted == Wanted::Offers {
            self.status.say(context, "Looking for page furniture…");
        }
        Ok(())
    }

    /// Says or offers what was looked for, as soon as it is found.
    pub(super) fn follow_furniture(&mut self, context: &Context) {
        self.regions.follow(&self.desk);
        if self.wanted == Wanted::Mention {
            if !is_untouched(&self.desk) {
                self.wanted = Wanted::Nothing;
            } else if self.status.message().is_some() {
                // What is being said comes first.
                return;
            }
        }
        if self.wanted == Wanted::Nothing {
            return;
        }
        let Some(found) = self.regions.furniture(context, &self.desk.document) else {
            return;
        };
        match std::mem::take(&mut self.wanted) {
            Wanted::Offers => {
                let offers = Offers::to_leave_out(&self.desk, found);
                let says = match offers.count() {
                    0 => "Nothing here looks like page furniture; select what is, and leave it out"
                        .to_owned(),
                    1 => "1 stretch looks like page furniture".to_owned(),
                    count => format!("{count} stretches look like page furniture"),
                };
                self.status.say(context, says);
                self.offers = (offers.count() > 0).then_some(offers);
                self.reveal_offer();
            }
            Wanted::Mention if !found.is_empty() => {
                let (what, them) = match found.len() {
                    1 => ("1 stretch looks".to_owned(), "it"),
                    count => (format!("{count} stretches look"), "them"),
                };
                let how = match Command::OfferLeaveOut.key(context) {
                    key if key.is_empty() => {
                        format!("“{}” goes", Command::OfferLeaveOut.name())
                    }
                    // As it is typed.
                    key if key.len() == 1 => format!("press {} to go", key.to_lowercase()),
                    key => format!("press {key} to go"),
                };
                let says = format!("{what} like page furniture: {how} through {them}");
                self.status.say(context, says);
            }
            _ => {}
        }
    }
}
