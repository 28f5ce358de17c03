//! The bar over the page when Claimark ended before all was saved: what was not, and what shall become of it. And what there is to say
//! of a journal that can't be written.

use egui::{Button, Frame, Margin, Panel, RichText, ScrollArea, TextStyle, Ui};

use super::{buttons, changed_bar::accept_key, wish::Wish};
use crate::{
    gui::{command::Command, desk::Desk, theme::Palette},
    journal::{Offer, Way, past::Unsaved},
};

/// Lines of the list that are seen at once.
const LINES: usize = 6;

/// Acts that are named in a sentence, at the most.
const NAMED: usize = 3;

/// Shows the bar, if there is anything to say.
pub fn show(ui: &mut Ui, desk: &Desk, wishes: &mut Vec<Wish>) {
    let palette = Palette::of(ui.ctx());
    let frame = |tint: egui::Color32| {
        Frame::new()
            .fill(tint.gamma_multiply(0.1))
            .inner_margin(Margin::symmetric(8, 6))
    };
    if let Some(trouble) = desk.journal().and_then(crate::journal::Journal::trouble) {
        // It goes when the journal is written, whether anything else happens or not.
        ui.ctx().request_repaint_after_secs(1.0);
        Panel::top("journal trouble")
            .resizable(false)
            .frame(frame(palette.alarm))
            .show(ui, |ui| {
                ui.add(egui::Label::new(RichText::new(trouble).color(palette.ink)).wrap());
            });
    }
    let Some(offer) = desk.offered() else { return };
    Panel::top("recovery")
        .resizable(false)
        .frame(frame(palette.accent))
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(what_happened(desk, offer)).strong());
                let restore = Button::new("Restore").shortcut_text(accept_key(ui.ctx()));
                let tip = "Bring it back, and undo with it";
                if ui.add(restore).on_hover_text(tip).clicked() {
                    wishes.push(Wish::Command(Command::Accept));
                }
                buttons::command(ui, Command::Reject, "Leave out", wishes);
            });
            if let Some(more) = consequence(offer) {
                ui.label(RichText::new(more).small().color(palette.faint));
            }
            list(ui, &palette, &offer.past.unsaved);
        });
}

fn list(ui: &mut Ui, palette: &Palette, acts: &[Unsaved]) {
    if acts.is_empty() {
        return;
    }
    let height = ui.text_style_height(&TextStyle::Small);
    let room = (height + ui.spacing().item_spacing.y) * LINES as f32;
    ScrollArea::vertical()
        .id_salt("not saved")
        .max_height(room)
        .auto_shrink([false, true])
        .show_rows(ui, height, acts.len(), |ui, rows| {
            for act in &acts[rows] {
                let text = RichText::new(act.says()).small().color(palette.ink);
                ui.add(egui::Label::new(text).truncate());
            }
        });
}

/// So many acts, in words.
#[must_use]
pub fn counted(acts: usize) -> String {
    match acts {
        1 => "1 act".to_owned(),
        _ => format!("{acts} acts"),
    }
}

fn what_happened(desk: &Desk, offer: &Offer) -> String {
    let file = desk.set_file.file_name().unwrap_or_default();
    let file = file.to_string_lossy();
    let acts = offer.past.unsaved.len();
    let was = if acts == 1 { "was" } else { "were" };
    let ended = format!("Claimark ended before {} {was} saved", counted(acts));
    if !matches!(offer.way, Way::AsItWas) {
        return format!("{ended}, and {file} was changed since.");
    }
    if offer.past.knows_disk {
        return format!("{ended}.");
    }
    let marks = match offer.past.set.all_marks().count() {
        1 => "1 mark".to_owned(),
        count => format!("{count} marks"),
    };
    match &desk.frozen {
        Some(_) => format!("{file} can’t be read; the journal has the set as it was, {marks}."),
        None => format!("{file} is gone; the journal still has the set, {marks}."),
    }
}

/// What else there is to be known.
fn consequence(offer: &Offer) -> Option<String> {
    match &offer.way {
        Way::AsItWas => None,
        Way::Apart => Some(
            "Restored, it is joined with what is on disk now, mark by mark; what can’t be both is asked about."
                .to_owned(),
        ),
        Way::OnTop { lost, .. } => Some(match lost.as_slice() {
            [] => "What was not saved is done again on the set as it is now.".to_owned(),
            lost => {
                let more = match lost.len().saturating_sub(NAMED) {
                    0 => String::new(),
                    more => format!("; and {more} more"),
                };
                let named = lost[..lost.len().min(NAMED)].join("; ");
                format!(
                    "Not all of it fits the set as it is now: {named}{more}. The set as it was is kept in a file of its own, too."
                )
            }
        }),
    }
}
