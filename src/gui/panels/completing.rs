//! A text field that offers what was typed before: speakers, claims. Down and Up choose, Enter takes, Esc leaves.

use egui::{Key, Modifiers, Response, TextEdit, Ui};

use crate::gui::{
    reading::{excerpt::Style, view::Press},
    theme::Palette,
};

/// What was taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// The suggestion of this index.
    Suggestion(usize),
    /// The text as typed.
    Text,
}

/// The field as asked for.
pub struct Completing<'a> {
    /// Its label.
    pub name: &'a str,
    /// What stands in it while it is empty.
    pub hint: &'a str,
    /// What is offered while it has the focus.
    pub suggestions: &'a [String],
    /// Whether a text that is no suggestion may be taken.
    pub free: bool,
    /// Whether Enter takes the first suggestion as long as no other is chosen.
    pub first: bool,
}

impl Completing<'_> {
    /// Shows the field, and below it the suggestions while it has the focus.
    pub fn show(
        &self,
        ui: &mut Ui,
        press: &mut Press,
        id: egui::Id,
        text: &mut String,
    ) -> (Response, Option<Taken>) {
        let label = ui.label(self.name);
        let memory = id.with("chosen");
        let mut chosen: Option<usize> = ui.data(|data| data.get_temp(memory));
        let mut taken = None;
        let count = self.suggestions.len();
        let default = (self.first && count > 0).then_some(0);
        if ui.memory(|memory| memory.has_focus(id)) {
            let (down, up, enter) = ui.input_mut(|input| {
                (
                    input.consume_key(Modifiers::NONE, Key::ArrowDown),
                    input.consume_key(Modifiers::NONE, Key::ArrowUp),
                    input.consume_key(Modifiers::NONE, Key::Enter),
                )
            });
            if down && count > 0 {
                chosen = Some(chosen.or(default).map_or(0, |index| (index + 1) % count));
            }
            if up && count > 0 {
                let index = chosen.or(default).unwrap_or(0);
                chosen = Some((index + count - 1) % count);
            }
            if enter {
                taken = match chosen.filter(|&index| index < count).or(default) {
                    Some(index) => Some(Taken::Suggestion(index)),
                    None if self.free => Some(Taken::Text),
                    None => (count > 0).then_some(Taken::Suggestion(0)),
                };
                chosen = None;
            }
        }
        let field = TextEdit::singleline(text)
            .id(id)
            .hint_text(self.hint)
            .desired_width(f32::INFINITY);
        let response = ui.add(field).labelled_by(label.id);
        if response.changed() {
            chosen = None;
        }
        if response.has_focus()
            && taken.is_none()
            && !(text.is_empty() && self.suggestions.is_empty())
        {
            for (index, suggestion) in self.suggestions.iter().enumerate() {
                // The mouse takes the focus off the field in the frame in which it is pressed.
                let row = row(ui, press, suggestion, chosen.or(default) == Some(index));
                if row.is_pointer_button_down_on() || row.clicked() {
                    taken = Some(Taken::Suggestion(index));
                }
            }
        }
        // What was chosen and not taken is not chosen the next time.
        let chosen = chosen.filter(|_| response.has_focus());
        ui.data_mut(|data| match chosen {
            Some(index) => {
                data.insert_temp(memory, index);
            }
            None => {
                data.remove::<usize>(memory);
            }
        });
        (response, taken)
    }
}

impl Completing<'_> {
    /// The suggestion that Enter would take.
    #[must_use]
    pub fn in_mind(&self, ui: &Ui, id: egui::Id) -> Option<usize> {
        let chosen: Option<usize> = ui.data(|data| data.get_temp(id.with("chosen")));
        chosen.or((self.first && !self.suggestions.is_empty()).then_some(0))
    }
}

/// One suggestion. It may be words of the article: the article's typesetter sets it.
pub fn row(ui: &mut Ui, press: &mut Press, words: &str, chosen: bool) -> Response {
    let palette = Palette::of(ui.ctx());
    let size = egui::vec2(ui.available_width(), 24.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, 4.0, palette.selection);
    }
    let inner = rect.shrink2(egui::vec2(6.0, 0.0));
    press.excerpt_line(ui, words, Style::new(14.0, palette.ink, 1), inner);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, words));
    response
}

/// The beginning of some words, on one line; something to be read even where they are nothing but blanks.
#[must_use]
pub fn short(words: &str) -> String {
    if words.chars().all(crate::text::is_blank) {
        return "(only blanks)".to_owned();
    }
    let mut short: String = words
        .chars()
        .take(60)
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect();
    if words.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_always_has_something_to_read() {
        assert_eq!(short("one\ntwo"), "one two");
        assert_eq!(short(&"long ".repeat(20)).chars().count(), 61);
        for blank in [" ", "\n", "\u{a0}"] {
            assert_eq!(short(blank), "(only blanks)");
        }
    }
}
