//! Long lists: only the rows in view cost anything, and the keys that walk from control to control come to every row, since the one
//! that gets the focus is brought into view.

use egui::{Rect, ScrollArea, Ui, UiBuilder, style::ScrollAnimation};

/// Shows `count` rows of a height in points, those in view.
pub fn show(
    ui: &mut Ui,
    area: ScrollArea,
    height: f32,
    count: usize,
    mut row: impl FnMut(&mut Ui, usize),
) {
    let gap = ui.spacing().item_spacing.y;
    let pitch = height + gap;
    area.show_viewport(ui, |ui, view| {
        ui.set_height((pitch * count as f32 - gap).max(0.0));
        // One more at either end: there the focus goes from the last one in view.
        let first = ((view.min.y / pitch).floor().max(0.0) as usize).saturating_sub(1);
        let behind = ((view.max.y / pitch).ceil().max(0.0) as usize + 1).min(count);
        let top = ui.max_rect().top();
        let rect = Rect::from_x_y_ranges(
            ui.max_rect().x_range(),
            top + first as f32 * pitch..=top + behind as f32 * pitch,
        );
        ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
            // A row is called the same wherever it stands in the view: else it would lose the focus.
            ui.skip_ahead_auto_ids(first);
            for index in first..behind {
                ui.push_id(index, |ui| row(ui, index));
            }
            focus_in_view(ui);
        });
    });
}

/// Scrolls to what has just got the focus, if it is in here. To be called inside of a scroll area, behind its contents.
pub fn focus_in_view(ui: &Ui) {
    let Some(focused) = ui.memory(egui::Memory::focused) else {
        return;
    };
    // A Response is not asked for: to make one takes the focus off what was clicked beside.
    let widget = ui
        .ctx()
        .viewport(|viewport| viewport.this_pass.widgets.get(focused).copied());
    if ui.memory(|memory| !memory.had_focus_last_frame(focused))
        && let Some(widget) = widget
        && widget.layer_id == ui.layer_id()
        && ui.min_rect().contains(widget.rect.center())
    {
        // At once: the next key may come before a slow movement has ended.
        ui.scroll_to_rect_animation(widget.rect, None, ScrollAnimation::none());
    }
}
