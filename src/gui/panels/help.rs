//! The list of keys, made from the table of commands.

use egui::{Context, Frame, Grid, Id, Modal, RichText, ScrollArea, Ui};

use crate::gui::{
    command::{self, Entry},
    theme::Palette,
};

/// Shows the list over the window; whether it stays open.
pub fn show(context: &Context) -> bool {
    let palette = Palette::of(context);
    let frame = Frame::popup(&context.global_style()).inner_margin(16.0);
    let modal = Modal::new(Id::unique("keys"))
        .frame(frame)
        .show(context, |ui| {
            let size = context.content_rect().size();
            let width = (size.x - 80.0).clamp(280.0, 620.0);
            ui.set_width(width);
            ui.heading("Keys");
            let rule = "Single letters act only while no text field has the focus.";
            ui.label(RichText::new(rule).color(palette.faint));
            ui.add_space(4.0);
            let rows = |ui: &mut Ui| {
                let grid = Grid::new("keys").num_columns(2).spacing([20.0, 8.0]);
                grid.show(ui, |ui| {
                    command::entries().for_each(|entry| row(ui, &palette, entry, width))
                });
            };
            let room = (size.y - 200.0).max(120.0);
            ScrollArea::vertical()
                .max_height(room)
                .auto_shrink(false)
                .show(ui, rows);
            ui.separator();
            ui.button("Close").clicked()
        });
    !(modal.inner || modal.should_close())
}

fn row(ui: &mut Ui, palette: &Palette, entry: &Entry, width: f32) {
    ui.vertical(|ui| {
        ui.set_max_width(width * 0.36);
        let keys: Vec<String> = entry.keys.iter().map(ToString::to_string).collect();
        ui.label(RichText::new(keys.join("  ")).monospace());
    });
    ui.vertical(|ui| {
        ui.set_max_width(width * 0.56);
        ui.label(entry.name);
        if !entry.tip.is_empty() {
            ui.label(RichText::new(entry.tip).small().color(palette.faint));
        }
    });
    ui.end_row();
}
