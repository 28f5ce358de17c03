//! The line at the bottom: article, annotator, counts, the selection's offsets, findings, saved or not, and what was just done.

use egui::{Align, Layout, RichText, Ui};

use super::folder::grouped;
use crate::gui::{
    checking::Checking,
    desk::Desk,
    reading::{excerpt::Style, typeset::Direction, view::Press},
    saving::Saving,
    theme::Palette,
};

/// Seconds for which a message is shown.
const SHOWN: f64 = 6.0;

/// What was just done, or why it was not.
#[derive(Default)]
pub struct Status {
    message: Option<(String, f64)>,
    counts: ([usize; 3], Option<u64>),
    /// Whether the caret is in something that is left out of the article.
    pub is_left_out: bool,
    /// Which article of how many this is, on the way through a folder.
    pub place: Option<(usize, usize)>,
}

impl Status {
    /// Says something for a few seconds.
    pub fn say(&mut self, context: &egui::Context, message: impl Into<String>) {
        self.message = Some((message.into(), context.input(|input| input.time)));
        context.request_repaint_after_secs(SHOWN as f32 + 0.1);
    }

    /// What is being said.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_ref().map(|(message, _)| message.as_str())
    }

    /// Shows the line; whether the findings were clicked.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        desk: &Desk,
        checking: &Checking,
        saving: &Saving,
    ) -> bool {
        let palette = Palette::of(ui.ctx());
        let now = ui.input(|input| input.time);
        self.message = self.message.take().filter(|(_, since)| now - since < SHOWN);
        if self.counts.1 != Some(desk.revision()) {
            self.counts = (desk.counts(), Some(desk.revision()));
        }
        let small = |text: String| RichText::new(text).small();
        let mut findings_clicked = false;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let behind = desk.is_behind() && !desk.is_changed();
            let saved = match (
                desk.frozen.is_some() || behind,
                saving.trouble.is_some(),
                desk.is_changed(),
                desk.on_disk.is_some(),
            ) {
                (true, ..) if behind => "not taken over",
                (true, ..) => "can't be changed",
                (_, true, ..) => "not saved",
                (_, _, true, _) => "saving…",
                (_, _, false, true) => "saved",
                (_, _, false, false) => "nothing to save",
            };
            let colour = if saving.trouble.is_some() {
                palette.alarm
            } else {
                palette.faint
            };
            ui.label(small(saved.to_owned()).color(colour));
            if desk.set().done {
                ui.separator();
                ui.label(small("Done".to_owned()).strong().color(palette.ink));
            }
            ui.separator();
            let (wrong, open) = checking.counts();
            let says = match (wrong, open) {
                (0, 0) => "no findings".to_owned(),
                (0, _) => format!("{open} to finish"),
                (1, _) => "1 finding".to_owned(),
                _ => format!("{wrong} findings"),
            };
            if wrong + open == 0 {
                ui.label(small(says).color(palette.faint));
            } else {
                let ink = if wrong > 0 {
                    palette.alarm
                } else {
                    palette.faint
                };
                let button = ui.add(egui::Button::new(small(says).color(ink)).small());
                findings_clicked = button.on_hover_text(findings_tip(checking)).clicked();
            }
            ui.separator();
            let range = desk.at.selection.range();
            let place = if range.is_empty() {
                format!("{}", range.start)
            } else {
                format!("{range} ({})", range.len())
            };
            ui.label(small(place).color(palette.faint))
                .on_hover_text("The caret's or the selection's place, in code points");
            ui.separator();
            for ((count, (one, many)), kind) in self
                .counts
                .0
                .iter()
                .zip([
                    ("claim", "claims"),
                    ("denial", "denials"),
                    ("figure", "figures"),
                ])
                .zip([
                    crate::annotation::Kind::Claim,
                    crate::annotation::Kind::Denial,
                    crate::annotation::Kind::Figure,
                ])
                .rev()
            {
                ui.label(
                    small(format!("{count} {}", if *count == 1 { one } else { many }))
                        .color(palette.tag(kind)),
                );
            }
            ui.separator();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let (text, ink) = match &self.message {
                    Some((message, _)) => (message.clone(), palette.ink),
                    None if self.is_left_out => {
                        let says = format!("Left out of the article · {}", self.whereabouts(desk));
                        (says, palette.faint)
                    }
                    None => (self.whereabouts(desk), palette.faint),
                };
                let size = egui::vec2(ui.available_width(), 17.0);
                let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
                // Words of the article may run from right to left: its own typesetter knows how.
                let style = Style {
                    direction: Some(Direction::Ltr),
                    ..Style::new(12.0, ink, 1)
                };
                press.excerpt_line(ui, &text, style, rect);
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &text));
                response.on_hover_text(desk.set_file.display().to_string());
            });
        });
        findings_clicked
    }
}

impl Status {
    /// Which article, of how many, and whose marks.
    fn whereabouts(&self, desk: &Desk) -> String {
        match self.place {
            Some((here, all)) => format!(
                "{} · {} of {}",
                whereabouts(desk),
                grouped(here),
                grouped(all)
            ),
            None => whereabouts(desk),
        }
    }
}

/// Which article, and whose marks.
fn whereabouts(desk: &Desk) -> String {
    let article = desk
        .article
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    if desk.annotator == desk.set().annotator {
        format!("{article} · {}", desk.annotator)
    } else {
        format!(
            "{article} · {} in the set of {}",
            desk.annotator,
            desk.set().annotator
        )
    }
}

/// The first findings, a line each.
fn findings_tip(checking: &Checking) -> String {
    let lines = checking
        .findings()
        .iter()
        .take(12)
        .map(|finding| format!("{}: {}", finding.rule.code, finding.message));
    lines.collect::<Vec<_>>().join("\n")
}
