//! The find bar: words, how often they are there, on and back. Small and capital letters are the same to it.

use egui::{Key, Modifiers, TextEdit, Ui};

use crate::text::{CharRange, Document};

/// See the head of this file.
#[derive(Default)]
pub struct FindBar {
    /// Whether it is shown.
    pub open: bool,
    words: String,
    found: Vec<CharRange>,
    looked_for: Option<String>,
    current: Option<usize>,
    folded: Option<Folded>,
}

/// What the bar asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FindWish {
    /// Select this place.
    Select(CharRange),
    /// The words are nowhere.
    Nowhere,
    /// Give the focus back to the text.
    Leave,
}

/// A text in small letters, with the code point that each of its characters comes from.
struct Folded {
    text: String,
    /// Byte in `text` at which the small letters of each code point begin.
    starts: Vec<usize>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(text.len()),
            starts: Vec::with_capacity(text.len()),
        };
        for c in text.chars() {
            folded.starts.push(folded.text.len());
            folded.text.extend(c.to_lowercase());
        }
        folded
    }

    /// Where the words stand, in code points, one behind the other.
    fn find(&self, document: &Document, words: &str) -> Vec<CharRange> {
        let words: String = words.chars().flat_map(char::to_lowercase).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let char_of = |byte: usize| self.starts.partition_point(|&start| start <= byte) - 1;
        let found = self.text.match_indices(&words).map(|(start, found)| {
            document.whole_graphemes(CharRange::new(
                char_of(start),
                char_of(start + found.len() - 1) + 1,
            ))
        });
        found.collect()
    }
}

/// The id of the field.
#[must_use]
pub fn field_id() -> egui::Id {
    egui::Id::unique("find")
}

impl FindBar {
    /// Opens the bar, with words to begin with, and gives the field the focus.
    pub fn begin(&mut self, context: &egui::Context, words: &str) {
        self.open = true;
        if !words.is_empty() && !words.contains('\n') {
            words.clone_into(&mut self.words);
        }
        context.memory_mut(|memory| memory.request_focus(field_id()));
        // What stands in the field is replaced by what is typed.
        let mut state = TextEdit::load_state(context, field_id()).unwrap_or_default();
        let all = egui::text::CCursorRange::two(
            egui::text::CCursor::new(0),
            egui::text::CCursor::new(self.words.chars().count()),
        );
        state.cursor.set_char_range(Some(all));
        TextEdit::store_state(context, field_id(), state);
    }

    /// Closes the bar.
    pub fn close(&mut self) {
        self.open = false;
        self.looked_for = None;
        self.found.clear();
        self.current = None;
    }

    /// Where the words stand; nothing while the bar is closed.
    #[must_use]
    pub fn found(&self) -> &[CharRange] {
        &self.found
    }

    /// The next place behind the selection, or the last one before it; at the ends it goes round.
    pub fn step(
        &mut self,
        document: &Document,
        from: CharRange,
        forward: bool,
    ) -> Option<CharRange> {
        self.look(document);
        let count = self.found.len();
        if count == 0 {
            return None;
        }
        let index = if forward {
            // From a caret, the place right there counts.
            let at = if from.is_empty() {
                from.start
            } else {
                from.start + 1
            };
            self.found.partition_point(|range| range.start < at) % count
        } else {
            self.found
                .partition_point(|range| range.start < from.start)
                .checked_sub(1)
                .unwrap_or(count - 1)
        };
        self.current = Some(index);
        Some(self.found[index])
    }

    fn look(&mut self, document: &Document) {
        if self.looked_for.as_deref() != Some(self.words.as_str()) {
            let folded = self
                .folded
                .get_or_insert_with(|| Folded::of(document.text()));
            self.found = folded.find(document, &self.words);
            self.looked_for = Some(self.words.clone());
            self.current = None;
        }
    }

    /// Shows the bar.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        document: &Document,
        selection: CharRange,
    ) -> Option<FindWish> {
        let mut wish = None;
        let id = field_id();
        let focused = ui.memory(|memory| memory.has_focus(id));
        let (enter, back, escape) = ui.input_mut(|input| {
            if !focused {
                return (false, false, false);
            }
            // The more special first: egui lets a plain key match whatever Shift does.
            let back = input.consume_key(Modifiers::SHIFT, Key::Enter);
            (
                input.consume_key(Modifiers::NONE, Key::Enter),
                back,
                input.consume_key(Modifiers::NONE, Key::Escape),
            )
        });
        ui.horizontal(|ui| {
            let label = ui.label("Find");
            let field = TextEdit::singleline(&mut self.words)
                .id(id)
                .desired_width(260.0)
                .hint_text("words in the article");
            ui.add(field).labelled_by(label.id);
            // Esc is the bar's: egui would take the focus off the field before the words typed with it have arrived.
            let keeps = egui::EventFilter {
                escape: true,
                horizontal_arrows: true,
                ..Default::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keeps));
            self.look(document);
            let count = self.found.len();
            let says = match (self.words.is_empty(), self.current, count) {
                (true, ..) => String::new(),
                (_, _, 0) => "nowhere".to_owned(),
                (_, Some(current), _) => format!("{} of {count}", current + 1),
                (_, None, 1) => "1 place".to_owned(),
                (_, None, _) => format!("{count} places"),
            };
            let previous = ui
                .add_enabled(count > 0, egui::Button::new("Previous"))
                .on_hover_text("Shift+Enter");
            let next = ui
                .add_enabled(count > 0, egui::Button::new("Next"))
                .on_hover_text("Enter");
            ui.label(says);
            if enter || next.clicked() {
                let found = self.step(document, selection, true);
                wish = Some(found.map_or(FindWish::Nowhere, FindWish::Select));
            } else if back || previous.clicked() {
                let found = self.step(document, selection, false);
                wish = Some(found.map_or(FindWish::Nowhere, FindWish::Select));
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button("Close").on_hover_text("Esc, then Esc").clicked() {
                    self.close();
                    wish = Some(FindWish::Leave);
                }
            });
        });
        if escape { Some(FindWish::Leave) } else { wish }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str, words: &str) -> Vec<String> {
        let document = Document::new(text);
        let found = Folded::of(text).find(&document, words);
        found
            .into_iter()
            .map(|range| document.slice(range).to_owned())
            .collect()
    }

    #[test]
    fn words_are_found_whatever_their_case_and_whatever_stands_before_them() {
        assert_eq!(
            find("😀 The CAMPS, İ the camps", "camps"),
            ["CAMPS", "camps"]
        );
        assert_eq!(find("İİİ نفى الوزير", "الوزير"), ["الوزير"]);
        assert_eq!(find("nothing", ""), [""; 0]);
        assert_eq!(
            find("e\u{301}tat", "e"),
            ["e\u{301}"],
            "a letter is taken with its accent"
        );
    }

    #[test]
    fn steps_go_round() {
        let document = Document::new("ab ab ab");
        let mut bar = FindBar {
            open: true,
            words: "AB".into(),
            ..FindBar::default()
        };
        let mut at = CharRange::new(0, 0);
        let mut starts = vec![];
        for _ in 0..4 {
            at = bar.step(&document, at, true).unwrap();
            starts.push(at.start);
        }
        assert_eq!(starts, [0, 3, 6, 0]);
        assert_eq!(bar.step(&document, at, false).unwrap().start, 6);
    }
}
