//! Buttons for commands, made from the table: with their key on them and their tip.

use egui::{Button, RichText, Ui};

use super::wish::Wish;
use crate::{
    annotation::Kind,
    gui::{command::Command, theme::Palette},
};

/// What a command does, and its key.
#[must_use]
pub fn tip(command: Command) -> String {
    let entry = command.entry();
    let tip = entry.map_or("", |entry| {
        if entry.tip.is_empty() {
            entry.name
        } else {
            entry.tip
        }
    });
    format!("{tip} ({})", command.key())
}

/// A button for a command.
pub fn command(ui: &mut Ui, command: Command, text: &str, wishes: &mut Vec<Wish>) {
    let button = Button::new(text).shortcut_text(command.key());
    if ui.add(button).on_hover_text(tip(command)).clicked() {
        wishes.push(Wish::Command(command));
    }
}

/// The three tags; the one that a mark has is shown as chosen.
pub fn tags(ui: &mut Ui, palette: &Palette, current: Option<Kind>, wishes: &mut Vec<Wish>) {
    for kind in [Kind::Claim, Kind::Denial, Kind::Figure] {
        let command = Command::Tag(kind);
        let text = RichText::new(command.name()).color(palette.tag(kind));
        let button = Button::selectable(current == Some(kind), text)
            .shortcut_text(command.key())
            .frame_when_inactive(true);
        let response = ui.add(button).on_hover_text(tip(command));
        if response.clicked() && current != Some(kind) {
            wishes.push(Wish::Command(command));
        }
    }
}
