//! Asks for the annotator's name, once.

use egui::{Button, Key, RichText, TextEdit, Ui};

use super::start;
use crate::gui::theme::Palette;

/// Shows the question; gives the name when it is answered.
pub fn show(ui: &mut Ui, name: &mut String) -> Option<String> {
    let palette = Palette::of(ui.ctx());
    let mut given = None;
    start::column(ui, |ui| {
        ui.heading("Who is marking?");
        let label =
            ui.label("Your name stands in each set that you make, and in the name of its file.");
        ui.add_space(8.0);
        let field = ui
            .add(
                TextEdit::singleline(name)
                    .hint_text("your name")
                    .desired_width(280.0),
            )
            .labelled_by(label.id);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        let ready = !name.trim().is_empty();
        ui.add_space(4.0);
        let clicked = ui
            .add_enabled(ready, Button::new("Start").shortcut_text("Enter"))
            .clicked();
        if ready && (entered || clicked) {
            given = Some(name.trim().to_owned());
        }
        ui.add_space(8.0);
        ui.label(
            RichText::new(
                "It is asked once and kept in your settings; --annotator NAME overrides it.",
            )
            .color(palette.faint),
        );
    });
    given
}
