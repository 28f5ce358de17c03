//! The bar that asks about an offer: how many there are, and what can be done with this one.

use egui::{RichText, Ui};

use super::{buttons, completing::short, wish::Wish};
use crate::gui::{
    command::Command,
    desk::Desk,
    offers::Offers,
    reading::{excerpt::Style, view::Press},
    theme::Palette,
};

/// Shows the bar.
pub fn show(ui: &mut Ui, press: &mut Press, desk: &Desk, offers: &Offers, wishes: &mut Vec<Wish>) {
    let palette = Palette::of(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        let (number, count) = (offers.current() + 1, offers.count());
        let says = format!("{number} of {count}: {}", offers.question());
        ui.label(RichText::new(says).strong());
        for (command, text) in [
            (Command::Accept, "Accept"),
            (Command::Reject, "Reject"),
            (Command::Skip, "Skip"),
        ] {
            buttons::command(ui, command, text, wishes);
        }
        // What is likely a mark is looked at, each for itself.
        if offers.count() > 1 && offers.likely().is_none() {
            let all = format!("Accept all {}", offers.count());
            buttons::command(ui, Command::AcceptAll, &all, wishes);
        }
        buttons::command(ui, Command::Back, "Leave", wishes);
    });
    if let Some(range) = offers.range() {
        let likely = offers.likely_now();
        let words = likely.map(|likely| likely.words(&desk.document));
        let words = short(words.as_deref().unwrap_or(desk.document.slice(range)));
        press.excerpt(ui, &words, Style::new(13.0, palette.faint, 1));
    }
}
