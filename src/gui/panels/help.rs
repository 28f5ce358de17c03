//! The list of keys, made from the table of commands.

use egui::{Context, Grid, Modal, RichText, ScrollArea};

use crate::gui::{command, theme::Palette};

/// Shows the list over the window; whether it stays open.
pub fn show(context: &Context) -> bool {
    let palette = Palette::of(context);
    let frame = egui::Frame::popup(&context.global_style()).inner_margin(16.0);
    let modal = Modal::new(egui::Id::unique("keys"))
        .frame(frame)
        .show(context, |ui| {
            let size = context.content_rect().size();
            ui.set_width((size.x - 80.0).clamp(280.0, 620.0));
            ui.heading("Keys");
            ui.label(
                RichText::new("Single letters act only while no text field has the focus.")
                    .color(palette.faint),
            );
            let room = (size.y - 200.0).max(120.0);
            ScrollArea::vertical()
                .max_height(room)
                .auto_shrink(false)
                .show(ui, |ui| {
                    Grid::new("keys")
                        .num_columns(2)
                        .striped(true)
                        .spacing([24.0, 6.0])
                        .show(ui, |ui| {
                            for entry in command::entries() {
                                let keys: Vec<String> =
                                    entry.keys.iter().map(ToString::to_string).collect();
                                ui.label(RichText::new(keys.join("   ")).monospace());
                                ui.label(entry.name).on_hover_text(entry.tip);
                                ui.end_row();
                            }
                        });
                });
            ui.separator();
            ui.button("Close").clicked()
        });
    !(modal.inner || modal.should_close())
}
