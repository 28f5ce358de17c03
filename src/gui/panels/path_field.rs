//! A field for a path: where the system has no dialog for opening files, and for those who would rather type.

use std::path::PathBuf;

use egui::{Id, Key, Panel, TextEdit, Ui};

/// What the field asks for.
pub enum PathWish {
    /// Open this.
    Open(PathBuf),
    /// Nothing after all.
    Cancel,
}

/// Shows the field as a bar at the top.
pub fn show(ui: &mut Ui, text: &mut String) -> Option<PathWish> {
    let bar = Panel::top("path").resizable(false);
    bar.show(ui, |ui| ui.horizontal(|ui| field(ui, text)).inner)
        .inner
}

fn field(ui: &mut Ui, text: &mut String) -> Option<PathWish> {
    let label = ui.label("Path of an article, a set or a folder");
    let width = (ui.available_width() - 140.0).max(100.0);
    let id = Id::unique("path field");
    // Asked for on purpose, so it is where the next letter goes.
    if !ui.memory(|memory| memory.has_focus(id)) && ui.ctx().read_response(id).is_none() {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let edit = TextEdit::singleline(text).id(id).desired_width(width);
    let field = ui.add(edit).labelled_by(label.id);
    let left_by = |key: Key| field.lost_focus() && ui.input(|input| input.key_pressed(key));
    let (entered, escaped) = (left_by(Key::Enter), left_by(Key::Escape));
    let open = ui.button("Open").clicked() || entered;
    let cancel = ui.button("Cancel").clicked() || escaped;
    if open && !text.trim().is_empty() {
        return Some(PathWish::Open(PathBuf::from(text.trim())));
    }
    cancel.then_some(PathWish::Cancel)
}
