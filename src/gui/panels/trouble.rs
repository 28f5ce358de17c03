//! The bar over the page when something stands in the way: a set that can't be changed, a file changed by somebody else, a disk
//! that refuses.

use egui::{Frame, RichText, Ui};

use crate::gui::{
    desk::Desk,
    saving::{Saving, Trouble},
    theme::Palette,
};

/// What the user decides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// Take over the file on disk; undo brings the own marks back.
    TakeTheirs,
    /// Write the own set; the file on disk is kept under another name.
    KeepMine,
    /// Try again.
    Again,
    /// Let go: a copy is kept.
    Rescue,
    /// Let go without a copy, since none can be written.
    Abandon,
    /// Change the set though it is somebody else's.
    TakeUp,
}

/// Shows what is the matter, if anything is.
pub fn show(ui: &mut Ui, desk: &Desk, saving: &Saving, leaving: bool) -> Option<Decision> {
    let palette = Palette::of(ui.ctx());
    let mut decision = None;
    let mut bar = |ui: &mut Ui, says: &str, choices: &[(&str, &str, Decision)]| {
        Frame::new()
            .fill(palette.alarm.gamma_multiply(0.12))
            .inner_margin(8.0)
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.label(RichText::new(says).color(palette.ink));
                // One line from the beginning, so that no button moves under the mouse when the copy is there.
                let kept = match saving.rescue.path() {
                    Some(path) => format!("Your marks are safe: a copy is in {}", path.display()),
                    None => "Your marks are safe here; a copy is being written".to_owned(),
                };
                let unchanged = matches!(saving.trouble, Some(Trouble::Conflict(_)));
                if unchanged && !desk.is_changed() {
                    let kept = "What you did is in the journal, and under Earlier versions (Alt+7)";
                    ui.add(egui::Label::new(RichText::new(kept).small()).truncate());
                } else if saving.trouble.is_some() && desk.is_changed() {
                    ui.add(egui::Label::new(RichText::new(kept).small()).truncate());
                }
                ui.horizontal_wrapped(|ui| {
                    for (text, tip, choice) in choices {
                        if ui.button(*text).on_hover_text(*tip).clicked() {
                            decision = Some(*choice);
                        }
                    }
                });
            });
    };
    // What the journal holds of a set that can't be read is asked about by a bar of its own.
    if let Some(reason) = &desk.frozen
        && desk.offered().is_none()
    {
        let take_up = (
            "Change it all the same",
            "Your marks go into this set, with your name on each",
            Decision::TakeUp,
        );
        let choices = [take_up];
        bar(ui, reason, if desk.guarded { &choices } else { &[] });
    }
    match &saving.trouble {
        Some(Trouble::Conflict(says)) => bar(
            ui,
            says,
            &[
                (
                    "Keep mine",
                    "Write your set; the file on disk is kept beside it under another name (x)",
                    Decision::KeepMine,
                ),
                (
                    "Take theirs",
                    "Take over the file on disk; undo brings your marks back (a)",
                    Decision::TakeTheirs,
                ),
            ],
        ),
        Some(Trouble::Disk(says)) => {
            let mut choices = vec![(
                "Try again",
                "It is tried every few seconds anyway",
                Decision::Again,
            )];
            choices.extend(ways_out(saving, leaving));
            bar(ui, says, &choices);
        }
        Some(Trouble::Stalled(says)) => bar(ui, says, &ways_out(saving, leaving)),
        // The marks are asked about by a bar of their own.
        Some(Trouble::Undecided) | None => {}
    }
    decision
}

type Choice = (&'static str, &'static str, Decision);

/// How to leave although nothing is saved, for whoever wants to.
fn ways_out(saving: &Saving, leaving: bool) -> Vec<Choice> {
    let mut ways = Vec::new();
    if leaving {
        ways.push((
            "Leave with a copy",
            "Your set is kept in a copy; the message says where",
            Decision::Rescue,
        ));
    }
    if leaving && saving.rescue.failed {
        ways.push((
            "Leave without a copy",
            "What was marked since the last save is given up here",
            Decision::Abandon,
        ));
    }
    ways
}
