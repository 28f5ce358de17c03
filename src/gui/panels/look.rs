//! How the page looks: letters, column, line height, font, highlights, theme. Whatever is changed is seen at once.

use egui::{Button, ComboBox, Context, Id, Response, RichText, Role, Slider, Ui, WidgetInfo};

use super::rows;
use crate::gui::{
    command::{Command, Pane},
    settings::{Bounds, COLUMN, HIGHLIGHTS, LINE_HEIGHT, Look, TEXT_SIZE, Theme},
    theme::Palette,
};

/// What the usual fonts are called.
const USUAL_FONT: &str = "The usual one";

fn wish_id() -> Id {
    Id::unique("the look of the page takes the focus")
}

/// Gives the focus to the pane's first slider when it is shown next.
pub fn take_focus(context: &Context) {
    context.data_mut(|data| data.insert_temp(wish_id(), true));
}

/// Shows the pane; gives the look if it was changed. `families` are the names of the machine's font families, sorted.
pub fn show(ui: &mut Ui, look: &Look, families: &[String]) -> Option<Look> {
    let mut new = look.clone();
    egui::ScrollArea::vertical()
        .id_salt("look")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.label(RichText::new(Command::Show(Pane::Look).name()).strong());
            let first = number(
                ui,
                &mut new.text_size,
                TEXT_SIZE,
                1.0,
                "Size of the letters",
                |size| format!("{size:.0} points"),
            );
            if ui
                .data_mut(|data| data.remove_temp::<bool>(wish_id()))
                .is_some()
            {
                first.request_focus();
            }
            number(
                ui,
                &mut new.column,
                COLUMN,
                1.0,
                "Width of the column",
                |chars| format!("{chars:.0} characters"),
            );
            number(
                ui,
                &mut new.line_height,
                LINE_HEIGHT,
                0.02,
                "Height of the lines",
                |height| format!("{height:.2} letters"),
            );
            number(
                ui,
                &mut new.highlights,
                HIGHLIGHTS,
                0.1,
                "Strength of the highlights",
                |times| format!("{:.0} %", times * 100.0),
            );
            font(ui, &mut new.font, families);
            theme(ui, &mut new.theme);
            rows::focus_in_view(ui);
        });
    (new != *look).then_some(new)
}

/// The name of a setting, what it is now, and the button that makes it the usual one again; whether that was pressed.
fn heading(ui: &mut Ui, name: &str, now: &str, usual: bool) -> bool {
    ui.add_space(6.0);
    let faint = Palette::of(ui.ctx()).faint;
    let mut reset = false;
    ui.horizontal_wrapped(|ui| {
        ui.label(name);
        if !now.is_empty() {
            ui.label(RichText::new(now).color(faint));
        }
        let button = ui.add_enabled(!usual, Button::new("Usual").small());
        button.widget_info(|| WidgetInfo::labeled(Role::Button, !usual, format!("Usual: {name}")));
        reset = button.clicked();
    });
    reset
}

fn number(
    ui: &mut Ui,
    value: &mut f32,
    bounds: Bounds,
    step: f64,
    name: &str,
    shown: impl Fn(f32) -> String,
) -> Response {
    let before = *value;
    if heading(ui, name, &shown(before), before == bounds.usual) {
        *value = bounds.usual;
    }
    ui.spacing_mut().slider_width = ui.available_width() - 16.0;
    // The slider makes whole steps of what it is given: only a person changes a setting.
    let mut moved = *value;
    let slider = Slider::new(&mut moved, bounds.least..=bounds.most)
        .step_by(step)
        .show_value(false);
    let response = ui.add(slider);
    if response.changed() {
        *value = moved;
    }
    let now = *value;
    response.widget_info(|| WidgetInfo::slider(true, f64::from(now), name));
    response
}

fn font(ui: &mut Ui, font: &mut Option<String>, families: &[String]) {
    let name = "Font";
    // A font that this machine lacks stays in the settings.
    let missing = font.as_ref().filter(|font| !families.contains(font));
    let now = if missing.is_some() {
        "not on this machine"
    } else {
        ""
    };
    if heading(ui, name, now, font.is_none()) {
        *font = None;
    }
    let text = font.clone().unwrap_or_else(|| USUAL_FONT.to_owned());
    let combo = ComboBox::from_id_salt("font of the page")
        .selected_text(&text)
        .width(ui.available_width() - 8.0)
        .truncate()
        .height(320.0);
    let row = ui.spacing().interact_size.y;
    let shown = combo.show_ui(ui, |ui| {
        ui.selectable_value(font, None, USUAL_FONT);
        for family in families {
            let chosen = font.as_ref() == Some(family);
            // Only what is in view is set, and what the arrow keys can come to next.
            let next = egui::Rect::from_min_size(ui.cursor().min, egui::vec2(1.0, row));
            if !ui.is_rect_visible(next.expand(2.0 * row)) {
                ui.allocate_space(egui::vec2(1.0, row));
                continue;
            }
            let label = ui.selectable_label(chosen, family);
            if label.gained_focus() {
                label.scroll_to_me(None);
            }
            if label.clicked() {
                *font = Some(family.clone());
            }
        }
    });
    shown.response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, true, name);
        info.current_text_value = Some(text.clone());
        info
    });
}

fn theme(ui: &mut Ui, theme: &mut Theme) {
    if heading(ui, "Colours", "", *theme == Theme::System) {
        *theme = Theme::System;
    }
    ui.horizontal_wrapped(|ui| {
        for (each, name) in [
            (Theme::System, "As the system"),
            (Theme::Light, "Light"),
            (Theme::Dark, "Dark"),
        ] {
            ui.selectable_value(theme, each, name);
        }
    });
}
