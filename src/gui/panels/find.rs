//! The find bar: words or a regular expression, how often they are there, on and back. Small and capital letters, accents, kinds of
//! quotes, dashes and blanks are the same to it, unless capitals and accents are wanted exactly.

mod looking;

use std::sync::Arc;

use egui::{Context, Key, KeyboardShortcut, Modifiers, TextEdit, Ui, os::OperatingSystem};

use self::looking::{Looking, Query};
use crate::{
    gui::theme::Palette,
    text::{CharRange, Document, MOST_PLACES, Pattern},
};

/// Code points of a selection that is still taken for something to look for.
const LONGEST: usize = 300;

/// See the head of this file.
#[derive(Default)]
pub struct FindBar {
    /// Whether it is shown.
    pub open: bool,
    query: Query,
    looking: Looking,
    wanted: Option<Wanted>,
}

/// What the bar asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FindWish {
    /// Select this place.
    Select(CharRange),
    /// Select this place, and give the focus back to the text.
    Take(CharRange),
    /// The words are nowhere.
    Nowhere,
    /// Give the focus back to the text.
    Leave,
}

/// A step that waits for what is being looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Wanted {
    /// On, or back.
    forward: bool,
    /// Whether to leave the bar with it; then the place that is selected already will do.
    leave: bool,
}

/// What is pressed in the field.
#[derive(Default)]
struct Pressed {
    take: bool,
    enter: bool,
    back: bool,
    escape: bool,
}

/// The id of the field.
#[must_use]
pub fn field_id() -> egui::Id {
    egui::Id::unique("find")
}

/// The keys of the two switches, while the field has the focus. On a Mac, Alt with a letter types a sign or an accent.
fn switches(context: &Context) -> [KeyboardShortcut; 2] {
    let modifiers = match context.os() {
        OperatingSystem::Mac | OperatingSystem::IOS => Modifiers::MAC_CMD | Modifiers::ALT,
        _ => Modifiers::ALT,
    };
    [Key::R, Key::E].map(|key| KeyboardShortcut::new(modifiers, key))
}

impl FindBar {
    /// Opens the bar, with words to begin with, and gives the field the focus.
    pub fn begin(&mut self, context: &Context, words: &str) {
        self.open = true;
        // A long selection is not what somebody looks for.
        let short = words.chars().nth(LONGEST).is_none();
        if !words.is_empty() && !words.contains('\n') && short {
            self.query.words = match self.query.regex {
                true => Pattern::of_words(words),
                false => words.to_owned(),
            };
        }
        context.memory_mut(|memory| memory.request_focus(field_id()));
        // What stands in the field is replaced by what is typed.
        let mut state = TextEdit::load_state(context, field_id()).unwrap_or_default();
        let all = egui::text::CCursorRange::two(
            egui::text::CCursor::new(0),
            egui::text::CCursor::new(self.query.words.chars().count()),
        );
        state.cursor.set_char_range(Some(all));
        TextEdit::store_state(context, field_id(), state);
    }

    /// Closes the bar. The words stay for the next time.
    pub fn close(&mut self) {
        self.open = false;
        self.wanted = None;
        self.looking.clear();
    }

    /// The article has another text: what was found stands nowhere in it.
    pub fn text_changed(&mut self) {
        self.wanted = None;
        self.looking = Looking::default();
    }

    /// Where the words stand; nothing while the bar is closed.
    #[must_use]
    pub fn found(&self) -> &[CharRange] {
        self.looking.found()
    }

    /// Asks for the next place, or the one before: [`Self::follow`] gives it once it is known.
    pub const fn ask(&mut self, forward: bool) {
        self.wanted = Some(Wanted {
            forward,
            leave: false,
        });
    }

    /// Whether something was asked for that is not known yet.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        self.wanted.is_some()
    }

    /// To be called every frame: what was asked for, if the words have been looked for by now. Nothing ever waits for that.
    pub fn follow(
        &mut self,
        context: &egui::Context,
        document: &Arc<Document>,
        selection: CharRange,
    ) -> Option<FindWish> {
        let Wanted { forward, leave } = self.wanted?;
        self.looking.look(context, document, &self.query);
        if !self.looking.is_answer_to(&self.query) {
            return None;
        }
        self.wanted = None;
        let there = leave && self.found().binary_search(&selection).is_ok();
        let range = if there {
            Some(selection)
        } else {
            self.next(selection, forward)
        };
        match range {
            Some(range) if leave => {
                self.close();
                Some(FindWish::Take(range))
            }
            Some(range) => Some(FindWish::Select(range)),
            // A pattern that is none yet is not looked for: the bar says why.
            None => (self.looking.problem().is_none() && !self.query.words.is_empty())
                .then_some(FindWish::Nowhere),
        }
    }

    /// The next place behind the selection, or the last one before it; at the ends it goes round.
    fn next(&self, from: CharRange, forward: bool) -> Option<CharRange> {
        let found = self.found();
        let count = found.len();
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
            found.partition_point(|range| range.start < at) % count
        } else {
            found
                .partition_point(|range| range.start < from.start)
                .checked_sub(1)
                .unwrap_or(count - 1)
        };
        Some(found[index])
    }

    /// How many places there are, and which of them is selected.
    fn count(&self, selection: CharRange) -> String {
        let found = self.found();
        let count = match (found.len(), self.looking.more()) {
            (_, true) => format!("more than {},000", MOST_PLACES / 1000),
            (count, false) => count.to_string(),
        };
        match found.binary_search(&selection) {
            _ if !self.looking.has_answer() => String::new(),
            _ if found.is_empty() => "nowhere".to_owned(),
            Ok(index) => format!("{} of {count}", index + 1),
            Err(_) if found.len() == 1 => "1 place".to_owned(),
            Err(_) => format!("{count} places"),
        }
    }

    /// Takes the keys that are the bar's while its field has the focus.
    fn take_keys(&mut self, ui: &Ui) -> Pressed {
        if !ui.memory(|memory| memory.has_focus(field_id())) {
            return Pressed::default();
        }
        let [regex, exact] = switches(ui.ctx());
        ui.input_mut(|input| {
            for (keys, switch) in [
                (regex, &mut self.query.regex),
                (exact, &mut self.query.exact),
            ] {
                // The system sends the letter too, right behind the key.
                let is_it = |event: &egui::Event| {
                    matches!(event, egui::Event::Key { key, pressed: true, modifiers, .. }
                        if *key == keys.logical_key && modifiers.matches_logically(keys.modifiers))
                };
                let place = input.events.iter().position(is_it);
                if input.consume_shortcut(&keys) {
                    *switch = !*switch;
                    if let Some(place) = place
                        && let Some(egui::Event::Text(_)) = input.events.get(place)
                    {
                        input.events.remove(place);
                    }
                }
            }
            // The more special first: egui lets a plain key match whatever Shift does.
            let take = input.consume_key(Modifiers::COMMAND, Key::Enter);
            let back = input.consume_key(Modifiers::SHIFT, Key::Enter);
            Pressed {
                take,
                back,
                enter: input.consume_key(Modifiers::NONE, Key::Enter),
                escape: input.consume_key(Modifiers::NONE, Key::Escape),
            }
        })
    }

    /// Shows the bar.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        document: &Arc<Document>,
        selection: CharRange,
    ) -> Option<FindWish> {
        let pressed = self.take_keys(ui);
        let mut wanted = match pressed {
            Pressed { take: true, .. } => Some((true, true)),
            Pressed { enter: true, .. } => Some((true, false)),
            Pressed { back: true, .. } => Some((false, false)),
            _ => None,
        };
        let mut close = false;
        ui.horizontal(|ui| {
            self.field(ui);
            self.look(ui, document);
            let count = self.found().len();
            let previous = ui
                .add_enabled(count > 0, egui::Button::new("Previous"))
                .on_hover_text("Shift+Enter");
            let next = ui
                .add_enabled(count > 0, egui::Button::new("Next"))
                .on_hover_text("Enter; Ctrl+Enter takes it and leaves the bar");
            if next.clicked() {
                wanted = Some((true, false));
            } else if previous.clicked() {
                wanted = Some((false, false));
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                close = ui
                    .button("Close")
                    .on_hover_text("Esc; F3 goes on all the same")
                    .clicked();
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    self.outcome(ui, selection);
                });
            });
        });
        if close || pressed.escape {
            self.close();
            return Some(FindWish::Leave);
        }
        self.wanted = wanted
            .map(|(forward, leave)| Wanted { forward, leave })
            .or(self.wanted);
        self.follow(ui.ctx(), document, selection)
    }

    /// The field and its two switches.
    fn field(&mut self, ui: &mut Ui) {
        let id = field_id();
        let label = ui.label("Find");
        let hint = match self.query.regex {
            true => "a pattern, such as \\d+ people",
            false => "words in the article",
        };
        // The buttons, and the count behind them, have their room in the narrowest window too.
        let field = TextEdit::singleline(&mut self.query.words)
            .id(id)
            .desired_width((ui.available_width() - 440.0).clamp(60.0, 260.0))
            .hint_text(hint);
        if ui.add(field).labelled_by(label.id).changed() {
            // What was asked for was asked of other words.
            self.wanted = None;
        }
        // Esc is the bar's: egui would take the focus off the field before the words typed with it have arrived.
        let keeps = egui::EventFilter {
            escape: true,
            horizontal_arrows: true,
            ..Default::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keeps));
        let keys = switches(ui.ctx()).map(|keys| ui.ctx().format_shortcut(&keys));
        for (switch, name, tip, keys) in [
            (
                &mut self.query.regex,
                "Regex",
                "Look for a regular expression",
                &keys[0],
            ),
            (
                &mut self.query.exact,
                "Exact",
                "Capitals and accents matter",
                &keys[1],
            ),
        ] {
            let button = egui::Button::selectable(*switch, name).frame_when_inactive(true);
            let button = ui.add(button).on_hover_text(format!("{tip} ({keys})"));
            if button.clicked() {
                *switch = !*switch;
                // One can go on typing.
                ui.memory_mut(|memory| memory.request_focus(id));
            }
        }
    }

    fn look(&mut self, ui: &Ui, document: &Arc<Document>) {
        self.looking.look(ui.ctx(), document, &self.query);
    }

    /// What came of it, in the room that is left.
    fn outcome(&self, ui: &mut Ui, selection: CharRange) {
        let text = match self.looking.problem() {
            Some(problem) => egui::RichText::new(problem).color(Palette::of(ui.ctx()).alarm),
            None => self.count(selection).into(),
        };
        ui.add(egui::Label::new(text).truncate());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bar that has looked for some words.
    fn bar(text: &str, words: &str) -> FindBar {
        let mut bar = FindBar {
            open: true,
            query: Query {
                words: words.to_owned(),
                ..Query::default()
            },
            ..FindBar::default()
        };
        bar.looking.look_now(&Document::new(text), &bar.query);
        bar
    }

    #[test]
    fn steps_go_round() {
        let bar = bar("ab ab ab", "AB");
        let mut at = CharRange::new(0, 0);
        let mut starts = vec![];
        for _ in 0..4 {
            at = bar.next(at, true).unwrap();
            starts.push(at.start);
        }
        assert_eq!(starts, [0, 3, 6, 0]);
        assert_eq!(bar.next(at, false).unwrap().start, 6);
    }

    #[test]
    fn the_count_says_which_place_is_selected_and_when_there_are_too_many() {
        assert_eq!(
            FindBar::default().count(CharRange::new(0, 2)),
            "",
            "not yet looked for"
        );
        let few = bar("ab ab ab", "ab");
        let first = few.next(CharRange::new(0, 0), true).unwrap();
        assert_eq!(few.count(first), "1 of 3");
        assert_eq!(few.count(CharRange::new(3, 4)), "3 places");
        let many = bar(&"ab".repeat(MOST_PLACES + 1), "ab");
        assert_eq!(many.count(first), "1 of more than 100,000");
        assert_eq!(many.count(CharRange::new(1, 2)), "more than 100,000 places");
    }

    #[test]
    fn a_step_waits_for_its_own_words() {
        let document = Arc::new(Document::new("the mayor and the council"));
        let context = egui::Context::default();
        let mut bar = bar(document.text(), "mayor");
        let mayor = bar.next(CharRange::new(0, 0), true).unwrap();
        // A pattern is looked for on a thread: what was found before is not its answer.
        bar.query = Query {
            words: "counc.l".into(),
            regex: true,
            exact: false,
        };
        bar.wanted = Some(Wanted {
            forward: true,
            leave: true,
        });
        let wish = loop {
            if let Some(wish) = bar.follow(&context, &document, mayor) {
                break wish;
            }
            std::thread::yield_now();
        };
        assert_eq!(wish, FindWish::Take(CharRange::new(18, 25)));
    }
}
