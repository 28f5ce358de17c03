//! Buttons for commands, made from the table: with their key on them and their tip.

use egui::{Button, Response, RichText, Ui};

use super::wish::Wish;
use crate::{
    annotation::{Act, Annotation, Kind},
    gui::{command::Command, theme::Palette},
};

/// A button that looks like a command's.
pub fn plain(ui: &mut Ui, command: Command, text: &str) -> Response {
    let button = Button::new(text).shortcut_text(command.key(ui.ctx()));
    ui.add(button).on_hover_text(command.tip(ui.ctx()))
}

/// A button for a command.
pub fn command(ui: &mut Ui, command: Command, text: &str, wishes: &mut Vec<Wish>) {
    if plain(ui, command, text).clicked() {
        wishes.push(Wish::Command(command));
    }
}

/// The three tags, for what is selected.
pub fn tags(ui: &mut Ui, palette: &Palette, wishes: &mut Vec<Wish>) {
    for kind in KINDS {
        if tag(ui, palette, kind, false).clicked() {
            wishes.push(Wish::Command(Command::Tag(kind)));
        }
    }
}

/// The three tags, for a mark; the one that it has is shown as chosen.
pub fn retag(ui: &mut Ui, palette: &Palette, mark: &Annotation, wishes: &mut Vec<Wish>) {
    for kind in KINDS {
        let current = mark.tag.kind() == kind;
        if tag(ui, palette, kind, current).clicked() && !current {
            wishes.push(Wish::Act(Act::Retag(mark.id.clone(), kind)));
        }
    }
}

const KINDS: [Kind; 3] = [Kind::Claim, Kind::Denial, Kind::Figure];

fn tag(ui: &mut Ui, palette: &Palette, kind: Kind, current: bool) -> Response {
    let command = Command::Tag(kind);
    let text = RichText::new(command.name()).color(palette.tag(kind));
    let button = Button::selectable(current, text)
        .shortcut_text(command.key(ui.ctx()))
        .frame_when_inactive(true);
    ui.add(button).on_hover_text(command.tip(ui.ctx()))
}
