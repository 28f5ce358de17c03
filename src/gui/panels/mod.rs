//! The parts of the window around the page, one file each. They show what they are given and say what the user wants; they change
//! nothing but their own fields.

pub mod buttons;
pub mod changed_bar;
pub mod codebook;
pub mod completing;
pub mod conflicts_bar;
pub mod filter;
pub mod find;
pub mod findings;
pub mod folder;
pub mod folder_list;
pub mod help;
pub mod inspector;
pub mod labels_field;
pub mod likely;
pub mod link_field;
pub mod look;
pub mod marks;
pub mod menu;
pub mod name;
pub mod offer_bar;
pub mod palette;
pub mod path_field;
pub mod quantity;
pub mod recovery_bar;
pub mod review;
pub mod rows;
pub mod speaker_field;
pub mod speakers;
pub mod start;
pub mod status;
pub mod tabs;
pub mod trouble;
pub mod versions;
pub mod wish;

use egui::{Id, Rect, Ui};

use super::{command::Command, theme::Palette};

/// What is to happen when something that stood in front of the window is gone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Left {
    /// Who is to have the focus.
    pub focus: Option<Id>,
    /// What is to be done then.
    pub command: Option<Command>,
}

/// Shows that a row has the focus.
fn focus_frame(ui: &Ui, palette: &Palette, rect: Rect) {
    let stroke = egui::Stroke::new(1.5, palette.accent);
    ui.painter()
        .rect_stroke(rect, 4.0, stroke, egui::StrokeKind::Inside);
}

/// Gives a text field the focus, with all that is in it selected: what is typed comes in its place.
pub fn focus_all(context: &egui::Context, field: Id) {
    let mut state = egui::TextEdit::load_state(context, field).unwrap_or_default();
    let all = egui::text::CCursorRange::two(
        egui::text::CCursor::new(0),
        egui::text::CCursor::new(usize::MAX),
    );
    state.cursor.set_char_range(Some(all));
    egui::TextEdit::store_state(context, field, state);
    context.memory_mut(|memory| memory.request_focus(field));
}
