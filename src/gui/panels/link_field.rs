//! What a mark is linked to, and the field that finds one more target: Tab goes round what is offered, Enter takes it, so does a click
//! in the text.

use egui::{EventFilter, Key, Modifiers, RichText, TextEdit, Ui};

use super::{completing, wish::Wish};
use crate::{
    annotation::{Act, Annotation, AnnotationId, Denied, Kind, Tag},
    gui::{
        command::Command,
        desk::Desk,
        linking::{Linking, Target},
        reading::{excerpt::Style, view::Press},
        theme::Palette,
    },
};

/// Rows shown at a time.
const SHOWN: usize = 6;

/// The id of the field.
#[must_use]
pub fn field_id() -> egui::Id {
    egui::Id::unique("link to")
}

/// Shows a denial's or figure's links and, while one is being made, the field for it.
pub fn show(
    ui: &mut Ui,
    press: &mut Press,
    desk: &Desk,
    mark: &Annotation,
    linking: Option<&mut Linking>,
    wishes: &mut Vec<Wish>,
) {
    let (name, linked): (_, Vec<Linked<'_>>) = match &mark.tag {
        Tag::Claim { .. } => return,
        Tag::Denial { denies, .. } => ("Denies", denies.iter().map(Linked::of).collect()),
        Tag::Figure { about, .. } => ("About", about.iter().map(Linked::Mark).collect()),
    };
    ui.horizontal(|ui| {
        ui.label(name);
        if linking.is_none() {
            let text = match (linked.is_empty(), mark.tag.kind()) {
                (true, Kind::Denial) => "Link to a claim",
                (true, _) => "Link to what it is about",
                (false, _) => "Link one more",
            };
            super::buttons::command(ui, Command::Link, text, wishes);
        }
    });
    if let Some(index) = links(ui, press, desk, &linked, wishes) {
        wishes.push(Wish::Act(without(mark, index)));
    }
    let last = linked.len().checked_sub(1);
    if let Some(linking) = linking {
        field(ui, press, desk, mark.tag.kind(), linking, wishes);
        // Backspace in the empty field takes the last link off.
        let asked = wishes.iter().position(|wish| matches!(wish, Wish::Unlink));
        if let Some(place) = asked {
            match last {
                Some(index) => wishes[place] = Wish::Act(without(mark, index)),
                None => {
                    wishes.remove(place);
                }
            }
        }
    }
}

/// Takes one link off.
fn without(mark: &Annotation, index: usize) -> Act {
    match &mark.tag {
        Tag::Denial { denies, .. } => {
            let mut left = denies.clone();
            left.remove(index);
            Act::SetDenies(mark.id.clone(), left)
        }
        Tag::Figure { about, .. } => {
            let mut left = about.clone();
            left.remove(index);
            Act::SetAbout(mark.id.clone(), left)
        }
        // A claim has no links, so that nobody can ask for it.
        Tag::Claim { .. } => Act::SetUnsure(mark.id.clone(), mark.unsure),
    }
}

fn field(
    ui: &mut Ui,
    press: &mut Press,
    desk: &Desk,
    kind: Kind,
    linking: &mut Linking,
    wishes: &mut Vec<Wish>,
) {
    let id = field_id();
    linking.look(desk);
    let mut taken = None;
    if ui.memory(|memory| memory.has_focus(id)) {
        let pressed =
            |ui: &mut Ui, modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        // The more special first: egui lets a plain key match whatever Shift does.
        if pressed(ui, Modifiers::SHIFT, Key::Tab) || pressed(ui, Modifiers::NONE, Key::ArrowUp) {
            linking.step(desk, false);
            wishes.push(Wish::ShowLinked);
        }
        if pressed(ui, Modifiers::NONE, Key::Tab) || pressed(ui, Modifiers::NONE, Key::ArrowDown) {
            linking.step(desk, true);
            wishes.push(Wish::ShowLinked);
        }
        if pressed(ui, Modifiers::COMMAND, Key::Enter) && linking.can_be_elsewhere(desk) {
            taken = Some(linking.typed());
        } else if pressed(ui, Modifiers::NONE, Key::Enter) {
            taken = linking.target(desk, linking.chosen());
        }
    }
    let empty = linking.words.is_empty() && ui.memory(|memory| memory.has_focus(id));
    if empty && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Backspace)) {
        wishes.push(Wish::Unlink);
    }
    let name = match kind {
        Kind::Denial => "Claim that is denied",
        _ => "What it is about",
    };
    let edit = TextEdit::singleline(&mut linking.words)
        .id(id)
        .hint_text("words of it, or click it")
        .desired_width(f32::INFINITY);
    let response = ui.add(edit);
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_label(name));
    let keeps = EventFilter {
        tab: true,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keeps));
    if std::mem::take(&mut linking.fresh) {
        response.request_focus();
    }
    if response.changed() {
        linking.look(desk);
        wishes.push(Wish::ShowLinked);
    }
    if response.has_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        wishes.push(Wish::LeaveLinking);
    }
    let top = response.rect;
    taken = rows(ui, press, desk, linking).or(taken);
    if response.has_focus() {
        // In a small window the field and what it offers come into view.
        let bottom = ui.min_rect().bottom();
        ui.scroll_to_rect(top.with_max_y(bottom.min(top.top() + 160.0)), None);
    }
    let palette = Palette::of(ui.ctx());
    let hint = match (linking.rows(desk), kind, linking.words.trim().is_empty()) {
        (0, Kind::Denial, true) => {
            "No claim is marked yet. Type what was said elsewhere, or mark the claim first."
        }
        (0, _, true) => "There is nothing marked that it could be about.",
        (0, ..) => "Nothing marked has these words.",
        (_, Kind::Denial, true) => "Tab: next · Enter: take · or type what was said elsewhere",
        _ => "Tab: next · Enter: take · Backspace: take the last link off",
    };
    ui.label(RichText::new(hint).small().color(palette.faint));
    if let Some(act) = taken.and_then(|target| linking.act(desk, &target)) {
        wishes.push(Wish::Linked(act));
    }
}

/// The rows offered, those around the chosen one; gives the one that is clicked.
fn rows(ui: &mut Ui, press: &mut Press, desk: &Desk, linking: &Linking) -> Option<Target> {
    let count = linking.rows(desk);
    let first = (linking.chosen() + 1).saturating_sub(SHOWN);
    let mut taken = None;
    for row in first..count.min(first + SHOWN) {
        let words = match linking.target(desk, row) {
            Some(Target::Elsewhere(words)) => format!("said elsewhere: {words}"),
            _ => linking
                .candidates()
                .get(row)
                .map_or_else(String::new, |mark| row_of(desk, mark)),
        };
        let response = completing::row(ui, press, &words, row == linking.chosen());
        // The mouse takes the focus off the field in the frame in which it is pressed.
        if response.is_pointer_button_down_on() || response.clicked() {
            taken = linking.target(desk, row);
        }
    }
    if count > first + SHOWN {
        let palette = Palette::of(ui.ctx());
        let more = format!("and {} more: type words of it", count - first - SHOWN);
        ui.label(RichText::new(more).small().color(palette.faint));
    }
    taken
}

/// A mark in a row: who says it tells two of the same words apart.
fn row_of(desk: &Desk, mark: &Annotation) -> String {
    let speaker = mark.tag.speaker().and_then(|id| desk.set().speaker(id));
    let words = completing::short(&mark.words());
    match speaker {
        Some(speaker) => format!("{words} · {}", speaker.name),
        None => words,
    }
}

/// What a link goes to.
enum Linked<'a> {
    Mark(&'a AnnotationId),
    Words(&'a str),
}

impl<'a> Linked<'a> {
    fn of(denied: &'a Denied) -> Self {
        match denied {
            Denied::Here(id) => Self::Mark(id),
            Denied::Elsewhere(words) => Self::Words(words),
        }
    }
}

/// The links of a mark, each with a button that takes it off; gives the one to take off.
fn links(
    ui: &mut Ui,
    press: &mut Press,
    desk: &Desk,
    linked: &[Linked<'_>],
    wishes: &mut Vec<Wish>,
) -> Option<usize> {
    let palette = Palette::of(ui.ctx());
    let mut off = None;
    for (index, link) in linked.iter().enumerate() {
        let (words, target) = match link {
            Linked::Mark(id) => match desk.find(id) {
                Some(target) => (target.words(), Some((*id).clone())),
                None => (format!("(no mark {id})"), None),
            },
            Linked::Words(words) => (format!("elsewhere: {words}"), None),
        };
        ui.horizontal_top(|ui| {
            let remove = ui.small_button("×").on_hover_text("Take this link off");
            remove.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Take off: {words}"))
            });
            if remove.clicked() {
                off = Some(index);
            }
            let style = Style::new(13.0, palette.ink, 2);
            if press.excerpt(ui, &words, style).clicked() {
                wishes.extend(target.map(Wish::GoTo));
            }
        });
    }
    off
}
