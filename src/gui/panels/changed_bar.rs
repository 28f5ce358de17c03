//! The bar over the page when the article has changed: since the marks were made, or on disk while it is open. It says what would become
//! of the marks, and that nothing has been written.

use egui::{Button, Frame, Panel, RichText, Ui};

use super::wish::Wish;
use crate::gui::{
    command::Command, desk::Desk, judging::Judging, keymap::Keymap, theme::Palette, watching::News,
};

/// Shows the bar, if there is anything to say.
pub fn show(ui: &mut Ui, desk: &Desk, judging: &Judging, news: &News, wishes: &mut Vec<Wish>) {
    // What was not saved is decided about first.
    if desk.offered().is_some() {
        return;
    }
    let article = desk.article.file_name().unwrap_or_default();
    let article = article.to_string_lossy();
    let (says, more, button) = match news {
        News::Changed(..) => (
            "The article was changed on disk.".to_owned(),
            "Until you look at it, everything goes on with the text as it was; nothing is lost."
                .to_owned(),
            Some("Look at it"),
        ),
        _ if desk.is_behind() => {
            let (says, asks) = what_became(judging);
            let more = match asks {
                true => "Those that need you are set aside and asked about one by one. \
                         Nothing is written until you take them over."
                    .to_owned(),
                false => "Nothing is written until you take them over.".to_owned(),
            };
            let button = match judging.whole() {
                Some((_, counts, _)) if counts.iter().sum::<usize>() == 0 => "Take it over",
                _ => "Take them over",
            };
            (says, more, Some(button))
        }
        News::Gone => (
            format!("{article} is no longer where it was."),
            "Marking goes on with the text as it was read; put the file back, for the set needs it."
                .to_owned(),
            None,
        ),
        News::Unreadable(problem) => (
            format!("{article} was changed on disk and can’t be read: {problem}."),
            "Until then marking goes on with the text as it was read.".to_owned(),
            None,
        ),
        News::None => return,
    };
    let palette = Palette::of(ui.ctx());
    let frame = Frame::new()
        .fill(palette.accent.gamma_multiply(0.1))
        .inner_margin(egui::Margin::symmetric(8, 6));
    Panel::top("changed article")
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(says).strong());
                if let Some(text) = button {
                    let key = accept_key(ui.ctx());
                    let button = ui.add(Button::new(text).shortcut_text(key));
                    let tip = Command::TakeOver.tip(ui.ctx());
                    if button.on_hover_text(tip).clicked() {
                        wishes.push(Wish::Command(Command::TakeOver));
                    }
                }
            });
            ui.label(RichText::new(more).small().color(palette.faint));
        });
}

/// What would become of the marks, and whether any of them needs somebody.
fn what_became(judging: &Judging) -> (String, bool) {
    let Some((_, counts, regions)) = judging.whole() else {
        let says = "The article has changed since these marks were made. Looking for their places…";
        return (says.to_owned(), false);
    };
    let all: usize = counts.iter().sum();
    let [exact, moved, ..] = counts;
    let asks = all - exact - moved;
    let mut facts = Vec::new();
    if all > 0 {
        facts.push(match (exact, all) {
            (1, 1) => "the only one stands as it was".to_owned(),
            _ if exact == all => format!("all {all} stand as they were"),
            (1, _) => format!("1 of {all} stands as it was"),
            _ => format!("{exact} of {all} stand as they were"),
        });
    }
    if moved > 0 {
        facts.push(format!("{moved} moved"));
    }
    if asks > 0 {
        facts.push(format!("{asks} {} you", verb(asks, "needs", "need")));
    }
    if regions > 0 {
        let what = verb(
            regions,
            "part that is left out has",
            "parts that are left out have",
        );
        facts.push(format!("{regions} {what} no place"));
    }
    let says = match facts.is_empty() {
        true => "The article has changed since this set was made; it has no marks yet.".to_owned(),
        false => format!(
            "The article has changed since these marks were made: {}.",
            facts.join(", ")
        ),
    };
    (says, asks > 0)
}

const fn verb(count: usize, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

/// The key that accepts: Enter, if it is one of them.
pub(super) fn accept_key(context: &egui::Context) -> String {
    let keys = Keymap::of(context)
        .keys(Command::Accept)
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>();
    let enter = keys.iter().find(|key| *key == "Enter");
    enter.or(keys.first()).cloned().unwrap_or_default()
}
