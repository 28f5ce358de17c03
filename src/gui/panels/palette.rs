//! All commands in one list, over the window: one types some letters of a name, and Enter does what is chosen.

use egui::{
    Context, Event, EventFilter, Frame, Id, Key, Modal, Modifiers, Rect, ScrollArea, Sense,
    TextEdit, TextStyle, TextWrapMode, Ui, WidgetInfo, WidgetText, accesskit::Role, vec2,
};
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};

use crate::gui::{
    command::{Command, Entry, entries, keys_in_words},
    keymap::Keymap,
    panels::Left,
    reading::page::page_id,
    theme,
};

/// Height of a row, in points.
const ROW: f32 = 42.0;
/// Rows in view, where there is room.
const ROWS: f32 = 10.0;
/// Commands that are remembered as used.
const REMEMBERED: usize = 8;
/// By how much letters found in a name count more than the same letters found in a tip, in the matcher's points.
const NAME_BONUS: u32 = 16;

/// What there is to do something with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Possible {
    /// Whether an article is open.
    pub reading: bool,
    /// Whether there is something to undo.
    pub undo: bool,
    /// Whether there is something to do again.
    pub redo: bool,
    /// Whether a mark is selected.
    pub mark: bool,
    /// Whether words are selected.
    pub words: bool,
    /// Whether a folder is shown.
    pub folder: bool,
    /// Whether the open set is somebody else's, and only shown.
    pub guarded: bool,
}

impl Possible {
    /// Whether a command would do anything now.
    #[must_use]
    pub const fn allows(self, command: Command) -> bool {
        match command {
            Command::Open
            | Command::OpenPath
            | Command::Quit
            | Command::Larger
            | Command::Smaller
            | Command::UsualSize
            | Command::Theme
            | Command::TrimBlanks
            | Command::Help => true,
            // It is what one looks at.
            Command::Palette => false,
            Command::Undo => self.undo,
            Command::Redo => self.redo,
            Command::Tag(_) => self.words || self.mark,
            Command::AddFragment | Command::MakeSpeaker | Command::OtherName => {
                self.words && self.mark
            }
            Command::Delete
            | Command::RemovePiece
            | Command::Speaker
            | Command::Link
            | Command::Labels
            | Command::Note
            | Command::Unsure
            | Command::MoveEnd(_)
            | Command::Others
            | Command::SetAside
            | Command::Fix => self.mark,
            Command::Copy => self.words || self.mark,
            Command::LookAgain => self.folder,
            Command::Find | Command::Close => self.reading || self.folder,
            Command::TakeUp => self.guarded,
            _ => self.reading,
        }
    }
}

/// See the head of this file.
#[derive(Default)]
pub struct CommandPalette {
    open: bool,
    words: String,
    chosen: usize,
    /// The rows, and what they were chosen by.
    rows: Vec<&'static Entry>,
    chosen_by: Option<(String, Possible)>,
    /// The commands done from here, the last one first.
    used: Vec<Command>,
    /// Who had the focus.
    before: Option<Id>,
    /// How far the list is scrolled, in points.
    offset: f32,
    /// Whether the field is still to get the focus: egui gives none to what it only measures.
    fresh: bool,
    matcher: Option<Matcher>,
}

/// The id of the field.
#[must_use]
pub fn field_id() -> Id {
    Id::unique("command to look for")
}

impl CommandPalette {
    /// Opens the list.
    pub fn open(&mut self, context: &Context) {
        self.open = true;
        self.words.clear();
        self.chosen_by = None;
        self.before = context.memory(egui::Memory::focused);
        self.fresh = true;
    }

    /// Whether it is shown.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open
    }

    /// Shows the list over the window, until it is left: then the focus belongs where the command's key would have been pressed.
    pub fn show(&mut self, context: &Context, possible: Possible) -> Option<Left> {
        let keys = take_keys(context);
        let size = context.content_rect().size();
        let room = (size.y - 190.0).clamp(2.0 * ROW, ROWS * ROW);
        let frame = Frame::popup(&context.global_style()).inner_margin(12.0);
        let id = Id::unique("commands");
        let top = vec2(0.0, (size.y * 0.1).min(64.0));
        let area = Modal::default_area(id).anchor(egui::Align2::CENTER_TOP, top);
        let modal = Modal::new(id).area(area).frame(frame).show(context, |ui| {
            ui.set_width((size.x - 60.0).clamp(240.0, 640.0));
            self.field(ui);
            let moved = self.choose(possible) | self.walk(&keys, room);
            let clicked = self.list(ui, room, moved);
            if keys.contains(&Key::Enter) {
                self.rows.get(self.chosen).copied()
            } else {
                clicked
            }
        });
        let done = modal.inner;
        if done.is_none() && !keys.contains(&Key::Escape) && !modal.should_close() {
            return None;
        }
        self.open = false;
        // What acts only on the page is done there.
        let focus = match (done, self.before.take()) {
            (Some(entry), _) if possible.reading && !entry.anywhere => Some(page_id()),
            (_, before) => before,
        };
        let command = done.map(|entry| entry.command);
        if let Some(command) = command {
            self.used.retain(|used| *used != command);
            self.used.insert(0, command);
            self.used.truncate(REMEMBERED);
        }
        Some(Left { focus, command })
    }

    fn field(&mut self, ui: &mut Ui) {
        let id = field_id();
        let field = TextEdit::singleline(&mut self.words)
            .id(id)
            .desired_width(f32::INFINITY)
            .hint_text("what to do");
        ui.add(field);
        if self.fresh {
            ui.memory_mut(|memory| memory.request_focus(id));
            self.fresh = ui.is_sizing_pass();
            ui.ctx().request_repaint();
        }
        ui.ctx()
            .accesskit_node_builder(id, |node| node.set_label("Command to look for"));
        let keeps = EventFilter {
            tab: true,
            escape: true,
            vertical_arrows: true,
            horizontal_arrows: true,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keeps));
    }

    /// Chooses the rows again if what is typed or what can be done has changed; whether it did.
    fn choose(&mut self, possible: Possible) -> bool {
        let words = self.words.trim();
        if matches!(&self.chosen_by, Some((by, with)) if by == words && *with == possible) {
            return false;
        }
        // Who looks for a command by its name is to find it: if it can't be done now, it says what is lacking.
        let named = !words.is_empty() && possible.reading;
        let allowed = entries().filter(|entry| {
            possible.allows(entry.command) || (named && entry.command != Command::Palette)
        });
        self.rows = if words.is_empty() {
            let place = |entry: &&Entry| {
                let used = self.used.iter().position(|used| *used == entry.command);
                used.unwrap_or(REMEMBERED)
            };
            let mut rows: Vec<_> = allowed.collect();
            rows.sort_by_key(place);
            rows
        } else {
            let matcher = self
                .matcher
                .get_or_insert_with(|| Matcher::new(Config::DEFAULT));
            best_first(matcher, words, allowed)
        };
        self.chosen_by = Some((words.to_owned(), possible));
        self.chosen = 0;
        true
    }

    /// Follows the keys; whether they chose another row.
    fn walk(&mut self, keys: &[Key], room: f32) -> bool {
        let last = self.rows.len().saturating_sub(1);
        let page = (room / ROW) as usize - 1;
        let before = self.chosen;
        for key in keys {
            self.chosen = match key {
                Key::ArrowDown | Key::Tab if self.chosen == last => 0,
                Key::ArrowDown | Key::Tab => self.chosen + 1,
                Key::ArrowUp => self.chosen.checked_sub(1).unwrap_or(last),
                Key::PageDown => (self.chosen + page).min(last),
                Key::PageUp => self.chosen.saturating_sub(page),
                Key::Home => 0,
                Key::End => last,
                _ => self.chosen,
            };
        }
        self.chosen != before
    }

    /// The rows in view; the one that was clicked.
    fn list(&mut self, ui: &mut Ui, room: f32, moved: bool) -> Option<&'static Entry> {
        if self.rows.is_empty() {
            ui.label("Nothing that can be done here has these words.");
            return None;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical()
            .id_salt("commands")
            .max_height(room)
            .auto_shrink([false, true]);
        if moved {
            let top = self.chosen as f32 * ROW;
            area = area.vertical_scroll_offset(self.offset.clamp((top + ROW - room).max(0.0), top));
        }
        let map = Keymap::of(ui.ctx());
        let mut clicked = None;
        let shown = area.show_rows(ui, ROW, self.rows.len(), |ui, rows| {
            for index in rows {
                let entry = self.rows[index];
                let keys = keys_in_words(map.keys_of(entry));
                if row(ui, entry, &keys, index == self.chosen) {
                    clicked = Some(entry);
                }
            }
        });
        self.offset = shown.state.clamped_offset().y;
        clicked
    }
}

/// Takes the keys that walk, choose and leave, in order.
fn take_keys(context: &Context) -> Vec<Key> {
    let mut taken = Vec::new();
    context.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } = event
            else {
                return true;
            };
            let key = match (*modifiers, *key) {
                (Modifiers::SHIFT, Key::Tab) => Key::ArrowUp,
                (
                    Modifiers::NONE,
                    key @ (Key::ArrowDown
                    | Key::ArrowUp
                    | Key::PageDown
                    | Key::PageUp
                    | Key::Home
                    | Key::End
                    | Key::Tab
                    | Key::Enter
                    | Key::Escape),
                ) => key,
                _ => return true,
            };
            taken.push(key);
            false
        });
    });
    taken
}

/// The commands that fit some words: letters of the name, in this order but with others between them, or parts of words of the tip.
fn best_first(
    matcher: &mut Matcher,
    words: &str,
    allowed: impl Iterator<Item = &'static Entry>,
) -> Vec<&'static Entry> {
    let pattern = |kind| Pattern::new(words, CaseMatching::Ignore, Normalization::Smart, kind);
    let (fuzzy, exact) = (pattern(AtomKind::Fuzzy), pattern(AtomKind::Substring));
    let mut buffer = Vec::new();
    let mut fitting: Vec<(u32, &Entry)> = allowed
        .filter_map(|entry| {
            let name = fuzzy.score(Utf32Str::new(entry.name, &mut buffer), matcher);
            let all = format!("{} {}", entry.name, entry.tip);
            let tip = exact.score(Utf32Str::new(&all, &mut buffer), matcher);
            let best = name.map(|score| score + NAME_BONUS).max(tip)?;
            Some((best, entry))
        })
        .collect();
    // Equally good ones stay in the order of the table.
    fitting.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    fitting.into_iter().map(|(_, entry)| entry).collect()
}

/// One command; whether it was clicked.
fn row(ui: &mut Ui, entry: &Entry, keys: &str, chosen: bool) -> bool {
    let palette = theme::Palette::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    if chosen || response.hovered() {
        let strength = if chosen { 1.0 } else { 0.5 };
        let ground = palette.selection.gamma_multiply(strength);
        ui.painter().rect_filled(rect, 4.0, ground);
    }
    let inner = rect.shrink2(vec2(8.0, 3.0));
    let text = |text: &str, width: f32, style: TextStyle| {
        WidgetText::from(text).into_galley(ui, Some(TextWrapMode::Truncate), width, style)
    };
    let keys_galley = text(keys, inner.width() * 0.45, TextStyle::Monospace);
    let keys_width = keys_galley.size().x;
    let name = text(
        entry.name,
        inner.width() - keys_width - 12.0,
        TextStyle::Body,
    );
    let tip = text(entry.tip, inner.width(), TextStyle::Small);
    let upper = Rect::from_min_size(inner.min, vec2(inner.width(), name.size().y));
    let painter = ui.painter();
    let keys_at = egui::pos2(
        upper.right() - keys_width,
        upper.center().y - keys_galley.size().y / 2.0,
    );
    painter.galley_with_override_text_color(keys_at, keys_galley, palette.faint);
    painter.galley(upper.min, name, palette.ink);
    painter.galley_with_override_text_color(upper.left_bottom(), tip, palette.faint);
    response.widget_info(|| {
        let mut label = entry.name.to_owned();
        for more in [keys, entry.tip] {
            if !more.is_empty() {
                label = format!("{label}, {more}");
            }
        }
        WidgetInfo::selected(Role::ListBoxOption, true, chosen, label)
    });
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_selected(chosen));
    response.clicked()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Kind;

    fn found(words: &str) -> Vec<Command> {
        let mut matcher = Matcher::new(Config::DEFAULT);
        best_first(&mut matcher, words, entries())
            .into_iter()
            .map(|entry| entry.command)
            .collect()
    }

    #[test]
    fn the_best_comes_first() {
        for (words, command) in [
            ("unsure", Command::Unsure),
            ("UNS", Command::Unsure),
            ("nxtmrk", Command::NextMark),
            ("mark next", Command::NextMark),
            ("denial", Command::Tag(Kind::Denial)),
            ("come back to it", Command::Unsure),
            ("two seconds", Command::Save),
        ] {
            let found = found(words);
            assert_eq!(found.first(), Some(&command), "{words}: {found:?}");
        }
        assert_eq!(found("zzqq"), []);
    }

    #[test]
    fn what_can_not_be_done_is_left_out() {
        let nothing = Possible::default();
        assert!(nothing.allows(Command::Open));
        for command in [Command::Find, Command::Undo, Command::Unsure, Command::Save] {
            assert!(!nothing.allows(command), "{command:?}");
        }
        let reading = Possible {
            reading: true,
            ..nothing
        };
        assert!(reading.allows(Command::Find) && !reading.allows(Command::Note));
        let mut palette = CommandPalette::default();
        assert!(palette.choose(reading));
        assert!(!palette.choose(reading));
        assert!(
            palette
                .rows
                .iter()
                .all(|entry| reading.allows(entry.command))
        );
        assert!(palette.choose(nothing));
    }

    #[test]
    fn keys_go_round_and_stop() {
        let mut palette = CommandPalette::default();
        palette.choose(Possible::default());
        let last = palette.rows.len() - 1;
        let mut after = |keys: &[Key]| {
            palette.walk(keys, ROWS * ROW);
            palette.chosen
        };
        assert_eq!(after(&[Key::ArrowUp]), last);
        assert_eq!(after(&[Key::Tab]), 0);
        assert_eq!(after(&[Key::ArrowDown, Key::ArrowDown]), 2);
        assert_eq!(after(&[Key::PageDown; 9]), last);
        assert_eq!(after(&[Key::Home]), 0);
        assert_eq!(after(&[Key::PageUp, Key::End]), last);
    }
}
