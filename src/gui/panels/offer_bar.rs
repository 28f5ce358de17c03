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
        let kind = desk.find(&offers.of).map(|mark| mark.tag.kind());
        let what = kind.map_or_else(String::new, |kind| format!(" as a {kind}, too?"));
        let says = format!(
            "{} of {}: mark it{what}",
            offers.current() + 1,
            offers.count()
        );
        ui.label(RichText::new(says).strong());
        for (command, text) in [
            (Command::Accept, "Accept"),
            (Command::Reject, "Reject"),
            (Command::Skip, "Skip"),
        ] {
            buttons::command(ui, command, text, wishes);
        }
        if offers.count() > 1 {
            let all = format!("Accept all {}", offers.count());
            buttons::command(ui, Command::AcceptAll, &all, wishes);
        }
        buttons::command(ui, Command::Back, "Leave", wishes);
    });
    if let Some(range) = offers.range() {
        let words = short(desk.document.slice(range));
        press.excerpt(ui, &words, Style::new(13.0, palette.faint, 1));
    }
}
