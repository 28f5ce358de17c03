//! The articles of a folder. Only the rows in view cost anything.

use std::path::{Path, PathBuf};

use egui::{RichText, ScrollArea, Ui};

use super::{rows, start};
use crate::gui::theme::Palette;

/// Shows the list; gives the article chosen.
pub fn show(ui: &mut Ui, folder: &Path, articles: &[PathBuf]) -> Option<PathBuf> {
    let palette = Palette::of(ui.ctx());
    let mut chosen = None;
    start::column(ui, |ui| {
        ui.heading(
            folder
                .file_name()
                .unwrap_or(folder.as_os_str())
                .to_string_lossy(),
        );
        let says = match articles.len() {
            0 => "No articles here: Claimark reads .txt files. Save some into this folder, or open another.".to_owned(),
            1 => "1 article".to_owned(),
            count => format!("{count} articles"),
        };
        ui.label(RichText::new(says).color(palette.faint));
        ui.add_space(12.0);
        let area = ScrollArea::vertical().auto_shrink(false);
        rows::show(ui, area, 26.0, articles.len(), |ui, index| {
            if let Some(path) = start::file_row(ui, &articles[index], &palette) {
                chosen = Some(path);
            }
        });
    });
    chosen
}
