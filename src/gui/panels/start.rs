//! The start page: recent files, "open", the bundled sample.

use std::path::{Path, PathBuf};

use egui::{Button, RichText, ScrollArea, Ui};

use super::rows;
use crate::gui::{command::Command, theme::Palette};

/// What the start page asks for.
pub enum StartWish {
    /// Open this.
    Open(PathBuf),
    /// Open the bundled sample.
    Sample,
    /// Do a command.
    Command(Command),
}

/// Shows the page.
pub fn show(ui: &mut Ui, recent: &[PathBuf]) -> Option<StartWish> {
    let palette = Palette::of(ui.ctx());
    let mut wish = None;
    column(ui, |ui| {
        ui.heading("Claimark");
        ui.label("Mark who claims what, who denies it, and with which figures.");
        ui.add_space(16.0);
        ui.horizontal_wrapped(|ui| {
            let open =
                Button::new("Open an article or a set…").shortcut_text(Command::Open.key(ui.ctx()));
            let tip = Command::Open.tip(ui.ctx());
            if ui.add(open).on_hover_text(tip).clicked() {
                wish = Some(StartWish::Command(Command::Open));
            }
            let path = Button::new("By path…").shortcut_text(Command::OpenPath.key(ui.ctx()));
            let tip = Command::OpenPath.tip(ui.ctx());
            if ui.add(path).on_hover_text(tip).clicked() {
                wish = Some(StartWish::Command(Command::OpenPath));
            }
            if ui.button("The sample article").clicked() {
                wish = Some(StartWish::Sample);
            }
        });
        ui.label(RichText::new("Or drop a file or a folder on this window.").color(palette.faint));
        ui.add_space(20.0);
        if recent.is_empty() {
            return;
        }
        ui.label(RichText::new("Recent").strong());
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            for path in recent {
                if let Some(opened) = file_row(ui, path, &palette) {
                    wish = Some(StartWish::Open(opened));
                }
            }
            rows::focus_in_view(ui);
        });
    });
    wish
}

/// A calm column in the middle of the window.
pub fn column(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let width = (ui.available_width() - 48.0).clamp(200.0, 640.0);
    let side = (ui.available_width() - width) / 2.0;
    ui.add_space((ui.available_height() * 0.1).min(72.0));
    ui.horizontal_top(|ui| {
        ui.add_space(side);
        ui.vertical(|ui| {
            ui.set_width(width);
            contents(ui);
        });
    });
}

/// A file by name, its folder behind it; the path if it was clicked.
pub fn file_row(ui: &mut Ui, path: &Path, palette: &Palette) -> Option<PathBuf> {
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned();
    let folder = path
        .parent()
        .map(|folder| folder.display().to_string())
        .unwrap_or_default();
    let mut job = egui::text::LayoutJob::default();
    let font = egui::TextStyle::Body.resolve(ui.style());
    job.append(
        &name,
        0.0,
        egui::TextFormat::simple(font.clone(), palette.ink),
    );
    job.append(
        &folder,
        12.0,
        egui::TextFormat::simple(egui::TextStyle::Small.resolve(ui.style()), palette.faint),
    );
    let button = Button::new(job)
        .frame_when_inactive(false)
        .truncate()
        .min_size(egui::vec2(ui.available_width(), 26.0));
    let response = ui.add(button).on_hover_text(path.display().to_string());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{name} in {folder}"))
    });
    // The first row waits for Enter; the arrow keys lead to the others.
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    response.clicked().then(|| path.to_owned())
}
