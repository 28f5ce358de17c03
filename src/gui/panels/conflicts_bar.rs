//! The bar over the page when marks were changed here and, in another way, on disk: how each side has the one that is asked about, and
//! the list of all of them. Until the last one is decided nothing is written.

use egui::{Button, Frame, Panel, Rect, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::{buttons, completing::short, focus_frame, rows, wish::Wish};
use crate::{
    gui::{
        command::Command,
        conflicts::{Conflicts, version},
        desk::Desk,
        reading::{
            excerpt::{self, Style},
            view::Press,
        },
        theme::Palette,
    },
    merge::{Conflict, Side},
};

/// Height of a row of the list, in points, and how many there are without scrolling.
const ROW: f32 = 22.0;
const ROWS: usize = 4;

/// Shows the bar, if something is asked about. `keys`: whether the keys are about it, and not about something else that is asked.
pub fn show(
    ui: &mut Ui,
    press: &mut Press,
    desk: &Desk,
    conflicts: &Conflicts,
    keys: bool,
    wishes: &mut Vec<Wish>,
) {
    let Some((at, conflict)) = conflicts.current() else {
        return;
    };
    let palette = Palette::of(ui.ctx());
    let frame = Frame::new()
        .fill(palette.alarm.gamma_multiply(0.12))
        .inner_margin(egui::Margin::symmetric(8, 6));
    Panel::top("conflicts")
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| {
            let count = conflicts.all().count();
            let kind = conflict.any().map(|any| any.mark.tag.kind());
            let what = kind.map_or_else(|| "mark".to_owned(), |kind| kind.to_string());
            let says = match count {
                1 => format!("This {what} was changed here and on disk. Which shall it be?"),
                _ => format!(
                    "{} of {count}: this {what} was changed here and on disk. Which shall it be?",
                    at + 1
                ),
            };
            ui.label(RichText::new(says).strong());
            let words = conflict.any().map(|any| short(&any.mark.words()));
            press.excerpt(
                ui,
                &words.unwrap_or_default(),
                Style::new(14.0, palette.ink, 1),
            );
            for (side, name) in [(Side::Mine, "Mine"), (Side::Theirs, "Theirs")] {
                let says = format!("{name}: {}", version(conflict, side, desk.set()));
                press.excerpt(ui, &says, Style::new(13.0, palette.ink, 2));
            }
            ui.horizontal_wrapped(|ui| {
                let choices = [
                    (
                        Side::Theirs,
                        Command::Accept,
                        "Take theirs",
                        "The mark becomes what it is on disk; undo brings yours back",
                    ),
                    (
                        Side::Mine,
                        Command::Reject,
                        "Keep mine",
                        "The mark stays as it is here, and is written so",
                    ),
                ];
                for (side, command, text, tip) in choices {
                    let mut button = Button::new(text);
                    if keys {
                        button = button.shortcut_text(command.key(ui.ctx()));
                    }
                    if ui.add(button).on_hover_text(tip).clicked() {
                        wishes.push(Wish::Decide(side));
                    }
                }
                if count > 1 && keys {
                    buttons::command(ui, Command::Skip, "Next", wishes);
                }
                if let Some(mark) = desk.find(&conflict.id)
                    && ui
                        .button("Show it")
                        .on_hover_text("Go to the mark in the text")
                        .clicked()
                {
                    wishes.push(Wish::GoTo(mark.id.clone()));
                }
            });
            let says = "Nothing is written over the file until all are decided.";
            ui.label(RichText::new(says).small().color(palette.faint));
            if count > 1 {
                list(ui, press, &palette, conflicts, at, wishes);
            }
        });
}

fn list(
    ui: &mut Ui,
    press: &mut Press,
    palette: &Palette,
    conflicts: &Conflicts,
    at: usize,
    wishes: &mut Vec<Wish>,
) {
    let all: Vec<_> = conflicts.all().collect();
    let height = ROW + ui.spacing().item_spacing.y;
    let area = ScrollArea::vertical()
        .id_salt("conflicts")
        .max_height(height * ROWS.min(all.len()) as f32)
        .auto_shrink([false, true]);
    rows::show(ui, area, ROW, all.len(), |ui, index| {
        let (conflict, decided) = all[index];
        if row(ui, press, palette, conflict, decided, index == at) {
            wishes.push(Wish::TurnToConflict(index));
        }
    });
}

/// A mark in the list; whether it was clicked.
fn row(
    ui: &mut Ui,
    press: &mut Press,
    palette: &Palette,
    conflict: &Conflict,
    decided: Option<Side>,
    current: bool,
) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let Some(any) = conflict.any() else {
        return false;
    };
    let kind = any.mark.tag.kind();
    if current || response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect, 4.0, palette.tint(kind, current));
    }
    if response.has_focus() {
        focus_frame(ui, palette, rect);
    }
    let bar = Rect::from_min_size(rect.min + vec2(0.0, 4.0), vec2(3.0, ROW - 8.0));
    ui.painter().rect_filled(bar, 1.5, palette.tag(kind));
    let inner = Rect::from_min_max(rect.min + vec2(12.0, 2.0), rect.max - vec2(6.0, 2.0));
    let becomes = match decided {
        None => "open",
        Some(Side::Mine) => "mine",
        Some(Side::Theirs) => "theirs",
    };
    let (left, right) = inner.split_left_right_at_x((inner.right() - 60.0).max(inner.left()));
    let words = short(&any.mark.words());
    let style = Style {
        direction: Some(excerpt::direction_of(&words)),
        ..Style::new(13.0, palette.ink, 1)
    };
    press.excerpt_line(ui, &words, style, left);
    press.excerpt_line(ui, becomes, Style::new(12.0, palette.faint, 1), right);
    let spoken = format!("{kind}: {words}, {becomes}");
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, current, &spoken));
    response.clicked()
}
