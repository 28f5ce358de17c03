//! A folder: how far one has come with its articles, which of them are listed, and the list.

use egui::{
    Button, Color32, CornerRadius, Id, Key, Modifiers, RichText, Sense, TextEdit, Ui, WidgetInfo,
    accesskit::Role, vec2,
};

use super::folder_list;
use crate::{
    gui::{
        command::Command,
        project::{Project, Target},
        reading::view::Press,
        theme::Palette,
    },
    workspace::State,
};

/// What the screen asks for.
pub enum FolderWish {
    /// Open this.
    Open(Target),
    /// Look through the folder once more.
    Look,
    /// Stop looking.
    Stop,
}

/// The id of the field for words.
#[must_use]
pub fn filter_id() -> Id {
    Id::unique("filter of the articles")
}

/// Narrower than this, in points, the screen shows less.
pub(super) const NARROW: f32 = 720.0;

/// Shows the screen.
pub fn show(ui: &mut Ui, press: &mut Press, project: &mut Project) -> Option<FolderWish> {
    project.refresh();
    let palette = Palette::of(ui.ctx());
    let mut wish = head(ui, &palette, project);
    if project.workspace().articles() == 0
        && project.rows().is_empty()
        && !project.is_filling()
        && !project.view.is_filtered()
    {
        if project.trouble.is_none() {
            let says = "No articles here: Claimark reads .txt files. Save some into this folder, or open another.";
            ui.add_space(8.0);
            ui.label(RichText::new(says).color(palette.faint));
        }
        theirs(ui, project);
        return wish;
    }
    ui.add_space(6.0);
    let entered = filter(ui, project);
    project.refresh();
    ui.add_space(6.0);
    let opened = folder_list::show(ui, press, project);
    let opened = opened.or_else(|| entered.then(|| project.current()));
    if let Some(target) = opened.and_then(|row| project.open(row)) {
        wish = Some(FolderWish::Open(target));
    }
    wish
}

/// Name, progress, and what is under way.
fn head(ui: &mut Ui, palette: &Palette, project: &Project) -> Option<FolderWish> {
    let mut wish = None;
    let workspace = project.workspace();
    ui.horizontal(|ui| {
        let folder = workspace.folder();
        let name = folder
            .file_name()
            .unwrap_or(folder.as_os_str())
            .to_string_lossy();
        let look = Button::new("Look again").shortcut_text(Command::LookAgain.key(ui.ctx()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let tip = Command::LookAgain.tip(ui.ctx());
            if ui.add(look).on_hover_text(tip).clicked() {
                wish = Some(FolderWish::Look);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let heading = egui::Label::new(RichText::new(name).heading()).truncate();
                ui.add(heading).on_hover_text(folder.display().to_string());
            });
        });
    });
    let (done, all) = (project.done(), workspace.articles());
    let says = match all {
        1 => format!("{done} of 1 article done"),
        _ => format!("{} of {} articles done", grouped(done), grouped(all)),
    };
    ui.label(RichText::new(&says).color(palette.faint));
    if all > 0 {
        bar(
            ui,
            palette.rule,
            palette.accent,
            done as f32 / all as f32,
            &says,
        );
    }
    if project.is_filling() {
        let (read, sets) = workspace.progress();
        let says = format!(
            "Looking at the sets: {} of {}",
            grouped(read),
            grouped(sets)
        );
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            ui.label(RichText::new(&says).color(palette.faint));
            if ui
                .button("Cancel")
                .on_hover_text("Stop looking (Escape)")
                .clicked()
            {
                wish = Some(FolderWish::Stop);
            }
        });
        bar(
            ui,
            palette.rule,
            palette.faint,
            read as f32 / sets.max(1) as f32,
            &says,
        );
    }
    for trouble in project.trouble.iter().chain(&workspace.troubles) {
        ui.label(RichText::new(trouble).color(palette.alarm));
    }
    wish
}

/// A thin bar of which so much is full, from 0 to 1.
fn bar(ui: &mut Ui, ground: Color32, ink: Color32, full: f32, says: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
    let round = CornerRadius::same(2);
    ui.painter().rect_filled(rect, round, ground);
    let mut inner = rect;
    inner.set_width(rect.width() * full.clamp(0.0, 1.0));
    ui.painter().rect_filled(inner, round, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, says));
}

/// The field for words, the states, the sets of others; whether Enter was pressed in the field.
fn filter(ui: &mut Ui, project: &mut Project) -> bool {
    let id = filter_id();
    let had = ui.memory(|memory| memory.has_focus(id));
    // Downwards from the field is into the list.
    let down = had && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
    let mut entered = false;
    let panel = Palette::of(ui.ctx()).panel;
    ui.horizontal_wrapped(|ui| {
        let width = (ui.available_width() * 0.36).clamp(140.0, 320.0);
        let edit = TextEdit::singleline(&mut project.view.words)
            .id(id)
            .hint_text("filter by name")
            // On the page's own colour it would not be seen.
            .background_color(panel)
            .desired_width(width);
        let field = ui.add(edit);
        let tip = format!(
            "Words of the name or the folder ({})",
            Command::Find.key(ui.ctx())
        );
        let field = field.on_hover_text(tip);
        entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let context = ui.ctx().clone();
        context.accesskit_node_builder(id, |node| node.set_label("Filter of the articles"));
        let chosen = project.chosen();
        let chips = std::iter::once((None, "All", chosen.with_words));
        let states = State::ALL.into_iter().zip(chosen.counts);
        let chips: Vec<_> = chips
            .chain(states.map(|(state, count)| (Some(state), capital(state), count)))
            .collect();
        for (state, name, count) in chips {
            let text = RichText::new(format!("{name} {}", grouped(count))).small();
            let is_chosen = project.view.state == state;
            if ui
                .add(Button::selectable(is_chosen, text).frame_when_inactive(true))
                .clicked()
            {
                project.view.state = state;
            }
        }
        theirs(ui, project);
    });
    if down {
        ui.memory_mut(|memory| memory.request_focus(folder_list::list_id()));
    }
    entered
}

fn theirs(ui: &mut Ui, project: &mut Project) {
    let tip = "Show who else has marked an article. Off at every start: so one marks without looking at others";
    ui.checkbox(&mut project.view.theirs, "Colleagues’ sets")
        .on_hover_text(tip);
}

const fn capital(state: State) -> &'static str {
    match state {
        State::Untouched => "Untouched",
        State::InProgress => "In progress",
        State::Done => "Done",
        State::NeedsReview => "Needs review",
        State::Unknown => "Not looked at",
    }
}

/// A number with commas between its thousands.
#[must_use]
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_told_apart() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }
}
