//! The list of keys in use, made from the table of commands. A search field narrows it; the arrow keys scroll it.

use egui::{
    Context, Event, EventFilter, Frame, Grid, Id, Key, Modal, Modifiers, RichText, ScrollArea,
    TextEdit, Ui,
};

use crate::gui::{
    command::{Entry, TABLE, keys_in_words},
    keymap::Keymap,
    panels::Left,
    theme::Palette,
};

/// See the head of this file.
#[derive(Default)]
pub struct Help {
    open: bool,
    words: String,
    /// Who had the focus.
    before: Option<Id>,
    /// How far the list is scrolled, and how far it can be, in points.
    offset: (f32, f32),
    /// Whether the field is still to get the focus: egui gives none to what it only measures.
    fresh: bool,
}

/// How far an arrow key scrolls, in points.
const STEP: f32 = 48.0;

/// The id of the search field.
fn field_id() -> Id {
    Id::unique("search among the keys")
}

impl Help {
    /// Opens the list.
    pub fn open(&mut self, context: &Context) {
        self.open = true;
        self.words.clear();
        self.before = context.memory(egui::Memory::focused);
        self.offset = (0.0, 0.0);
        self.fresh = true;
    }

    /// Whether it is shown.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open
    }

    /// Shows the list over the window, until it is left.
    pub fn show(&mut self, context: &Context) -> Option<Left> {
        let room = (context.content_rect().height() - 240.0).max(120.0);
        let (escape, by) = keys(context, room);
        let palette = Palette::of(context);
        let frame = Frame::popup(&context.global_style()).inner_margin(16.0);
        let modal = Modal::new(Id::unique("keys"))
            .frame(frame)
            .show(context, |ui| {
                let width = (context.content_rect().width() - 80.0).clamp(280.0, 620.0);
                ui.set_width(width);
                ui.heading("Keys");
                let rule = "Single letters act only while no text field has the focus.";
                ui.label(RichText::new(rule).color(palette.faint));
                self.field(ui);
                ui.add_space(4.0);
                let mut area = ScrollArea::vertical().max_height(room).auto_shrink(false);
                if by != 0.0 {
                    let (now, end) = self.offset;
                    area = area.vertical_scroll_offset((now + by).clamp(0.0, end));
                }
                let shown = area.show(ui, |ui| self.rows(ui, &palette, width));
                self.offset = (
                    shown.state.clamped_offset().y,
                    (shown.content_size.y - shown.inner_rect.height()).max(0.0),
                );
                ui.separator();
                ui.button("Close").clicked()
            });
        if !escape && !modal.inner && !modal.should_close() {
            return None;
        }
        self.open = false;
        Some(Left {
            focus: self.before.take(),
            command: None,
        })
    }

    fn field(&mut self, ui: &mut Ui) {
        let id = field_id();
        let field = TextEdit::singleline(&mut self.words)
            .id(id)
            .desired_width(f32::INFINITY)
            .hint_text("search");
        // Enter does nothing here, and keeps the focus where one goes on typing.
        self.fresh |= ui.add(field).lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if self.fresh {
            ui.memory_mut(|memory| memory.request_focus(id));
            self.fresh = ui.is_sizing_pass();
            ui.ctx().request_repaint();
        }
        ui.ctx()
            .accesskit_node_builder(id, |node| node.set_label("Search among the keys"));
        let keeps = EventFilter {
            escape: true,
            vertical_arrows: true,
            horizontal_arrows: true,
            tab: false,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keeps));
    }

    fn rows(&self, ui: &mut Ui, palette: &Palette, width: f32) {
        let map = Keymap::of(ui.ctx());
        let words = self.words.trim().to_lowercase();
        let mut heading = "";
        let mut none = true;
        for (index, group) in TABLE.iter().enumerate() {
            let fitting = || {
                let fits = |entry: &&Entry| {
                    words.is_empty()
                        || [
                            entry.name,
                            entry.tip,
                            group.heading,
                            &keys_in_words(map.keys_of(entry)),
                        ]
                        .iter()
                        .any(|text| text.to_lowercase().contains(&words))
                };
                group.entries.iter().filter(fits)
            };
            if fitting().next().is_none() {
                continue;
            }
            none = false;
            if group.heading != heading {
                heading = group.heading;
                ui.add_space(8.0);
                ui.label(RichText::new(heading).strong().color(palette.accent));
            }
            let grid = Grid::new(("keys", index))
                .num_columns(2)
                .spacing([20.0, 8.0]);
            grid.show(ui, |ui| {
                for entry in fitting() {
                    row(
                        ui,
                        palette,
                        entry,
                        &keys_in_words(map.keys_of(entry)),
                        width,
                    );
                }
            });
        }
        if none {
            ui.label("No command fits these words.");
        }
    }
}

/// Takes the keys that leave and scroll: whether Esc was pressed, and how far to go down, in points.
fn keys(context: &Context, room: f32) -> (bool, f32) {
    context.input_mut(|input| {
        let mut by = 0.0;
        let mut escape = false;
        input.events.retain(|event| {
            let Event::Key {
                key,
                pressed: true,
                modifiers: Modifiers::NONE,
                ..
            } = event
            else {
                return true;
            };
            match key {
                Key::ArrowDown => by += STEP,
                Key::ArrowUp => by -= STEP,
                Key::PageDown => by += room - STEP,
                Key::PageUp => by -= room - STEP,
                Key::Home => by = -1e6,
                Key::End => by = 1e6,
                Key::Escape => escape = true,
                _ => return true,
            }
            false
        });
        (escape, by)
    })
}

fn row(ui: &mut Ui, palette: &Palette, entry: &Entry, keys: &str, width: f32) {
    ui.vertical(|ui| {
        ui.set_width(width * 0.36);
        match keys {
            "" => ui.label(RichText::new("no key").small().color(palette.faint)),
            keys => ui.label(RichText::new(keys).monospace()),
        };
    });
    ui.vertical(|ui| {
        ui.set_width(width * 0.52);
        ui.label(entry.name);
        if !entry.tip.is_empty() {
            ui.label(RichText::new(entry.tip).small().color(palette.faint));
        }
    });
    ui.end_row();
}
