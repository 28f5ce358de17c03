//! The register of speakers: who speaks in the article and how often, by all their names. The chosen one can be renamed, given other
//! names, joined with another, or removed; each of these is one step that undo takes back.

use std::collections::HashMap;

use egui::{
    Key, Rect, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, accesskit::Role, vec2,
};

use super::{
    completing::{Completing, Taken},
    focus_all, focus_frame, rows,
    wish::Wish,
};
use crate::{
    annotation::{Act, Speaker, SpeakerId},
    gui::{
        command::Command,
        desk::Desk,
        random_bits,
        reading::{excerpt::Style, typeset::Direction, view::Press},
        theme::Palette,
    },
};

/// Height of a row, in points.
const ROW: f32 = 40.0;

/// See the head of this file.
#[derive(Default)]
pub struct SpeakersPane {
    chosen: Option<SpeakerId>,
    /// Whether the list is still to be scrolled to its beginning.
    from_top: bool,
    name: String,
    others: String,
    join: String,
    new: String,
    /// What the fields were filled from.
    filled: Option<(SpeakerId, u64)>,
    /// How many marks each has, as of a revision.
    counts: HashMap<SpeakerId, usize>,
    counted: Option<u64>,
    /// The places of the speakers in the register, by name.
    order: Vec<usize>,
}

/// The id of the first field.
#[must_use]
pub fn new_id() -> egui::Id {
    egui::Id::unique("new speaker")
}

/// The id of the field with the name of the chosen one.
fn name_id() -> egui::Id {
    egui::Id::unique("speaker’s name")
}

/// The id of the field with the other names of the chosen one.
fn others_id() -> egui::Id {
    egui::Id::unique("speaker’s other names")
}

/// Whether a field of the chosen one has the keys.
#[must_use]
pub fn is_typed_in(context: &egui::Context) -> bool {
    let focused = context.memory(egui::Memory::focused);
    focused.is_some_and(|id| [name_id(), others_id()].contains(&id))
}

impl SpeakersPane {
    /// The pane is come to by its key: the whole list, from its beginning, is what one walks through.
    pub fn enter(&mut self) {
        (self.chosen, self.from_top) = (None, true);
    }

    /// Acts for what was typed and not yet taken over. The fields are then filled anew.
    pub fn unsaved(&mut self, desk: &Desk) -> Vec<Act> {
        let filled = self.filled.take();
        let Some((id, revision)) = &filled else {
            return Vec::new();
        };
        let Some(speaker) = desk
            .set()
            .speaker(id)
            .filter(|_| *revision == desk.revision())
        else {
            return Vec::new();
        };
        let mut acts = Vec::new();
        if !self.name.trim().is_empty() && self.name.trim() != speaker.name {
            acts.push(Act::RenameSpeaker(id.clone(), self.name.clone()));
        }
        let names = names_in(&self.others);
        if names != speaker.other_names && taken(desk, id, &names).is_none() {
            acts.push(Act::SetOtherNames(id.clone(), names));
        }
        acts
    }

    /// Shows the register.
    pub fn show(&mut self, ui: &mut Ui, press: &mut Press, desk: &Desk, wishes: &mut Vec<Wish>) {
        let palette = Palette::of(ui.ctx());
        self.count(desk);
        self.new_field(ui, desk, wishes);
        if let Some(speaker) = self.chosen.as_ref().and_then(|id| desk.set().speaker(id)) {
            self.fill(desk, speaker);
            egui::Frame::group(ui.style()).show(ui, |ui| {
                ui.set_width(ui.available_width());
                self.edit(ui, press, desk, speaker, wishes);
            });
        } else {
            (self.chosen, self.filled) = (None, None);
        }
        let speakers = &desk.set().speakers;
        if speakers.is_empty() {
            let says = format!(
                "Nobody speaks yet. Press {} on a claim or denial, or select a name in the text and press {}.",
                Command::Speaker.key(ui.ctx()),
                Command::MakeSpeaker.key(ui.ctx())
            );
            ui.label(RichText::new(says).color(palette.faint));
            return;
        }
        let mut area = ScrollArea::vertical()
            .id_salt("speakers")
            .auto_shrink(false);
        if std::mem::take(&mut self.from_top) {
            area = area.vertical_scroll_offset(0.0);
        }
        rows::show(ui, area, ROW, self.order.len(), |ui, row| {
            let place = self.order.get(row);
            let Some(speaker) = place.and_then(|&index| speakers.get(index)) else {
                return;
            };
            if self.row(ui, press, &palette, speaker) {
                self.chosen = match self.chosen.take() {
                    Some(id) if id == speaker.id => None,
                    _ => Some(speaker.id.clone()),
                };
            }
        });
    }

    /// Counts anew if the set has changed. Walks over all marks.
    fn count(&mut self, desk: &Desk) {
        if self.counted == Some(desk.revision()) {
            return;
        }
        self.counts.clear();
        for mark in &desk.set().annotations {
            if let Some(speaker) = mark.tag.speaker() {
                *self.counts.entry(speaker.clone()).or_default() += 1;
            }
        }
        // By name: the register itself is sorted by id.
        let speakers = &desk.set().speakers;
        self.order = (0..speakers.len()).collect();
        self.order
            .sort_by_cached_key(|&index| speakers[index].name.to_lowercase());
        self.counted = Some(desk.revision());
    }

    fn fill(&mut self, desk: &Desk, speaker: &Speaker) {
        let from = (speaker.id.clone(), desk.revision());
        if self.filled.as_ref() == Some(&from) {
            return;
        }
        if self.filled.as_ref().map(|(id, _)| id) != Some(&speaker.id) {
            self.join.clear();
        }
        self.name.clone_from(&speaker.name);
        self.others = speaker.other_names.join("\n");
        self.filled = Some(from);
    }

    fn new_field(&mut self, ui: &mut Ui, desk: &Desk, wishes: &mut Vec<Wish>) {
        // In an empty field there is nothing of its own to take back.
        let undo = egui::KeyboardShortcut::new(egui::Modifiers::COMMAND, Key::Z);
        if self.new.is_empty()
            && ui.memory(|memory| memory.has_focus(new_id()))
            && ui.input_mut(|input| input.consume_shortcut(&undo))
        {
            wishes.push(Wish::Command(Command::Undo));
        }
        let edit = TextEdit::singleline(&mut self.new)
            .id(new_id())
            .hint_text("new speaker: name, then Enter")
            .desired_width(f32::INFINITY);
        let response = ui.add(edit);
        ui.ctx()
            .accesskit_node_builder(new_id(), |node| node.set_label("New speaker"));
        if response.lost_focus()
            && ui.input(|input| input.key_pressed(Key::Enter))
            && !self.new.trim().is_empty()
        {
            if let Some(known) = desk.set().speaker_called(&self.new) {
                wishes.push(Wish::Say(format!(
                    "{} is in the register already",
                    known.name
                )));
                self.chosen = Some(known.id.clone());
                return;
            }
            let id = SpeakerId::from_random(random_bits());
            wishes.push(Wish::Act(Act::AddSpeaker(
                id.clone(),
                std::mem::take(&mut self.new),
            )));
            self.chosen = Some(id);
        }
    }

    fn edit(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        desk: &Desk,
        speaker: &Speaker,
        wishes: &mut Vec<Wish>,
    ) {
        let id = &speaker.id;
        let label = ui.label("Name");
        let edit = TextEdit::singleline(&mut self.name)
            .id(name_id())
            .desired_width(f32::INFINITY);
        let name = ui.add(edit).labelled_by(label.id);
        if name.lost_focus() {
            if self.name.trim().is_empty() || ui.input(|input| input.key_pressed(Key::Escape)) {
                self.name.clone_from(&speaker.name);
            } else if self.name.trim() != speaker.name {
                wishes.push(Wish::Act(Act::RenameSpeaker(id.clone(), self.name.clone())));
                self.filled = None;
            }
        }
        let label = ui.label("Also called");
        let edit = TextEdit::multiline(&mut self.others)
            .id(others_id())
            .hint_text("one name a line: “the minister”")
            .desired_rows(2)
            .desired_width(f32::INFINITY);
        let others = ui.add(edit).labelled_by(label.id);
        if others.lost_focus() && names_in(&self.others) != speaker.other_names {
            let names = names_in(&self.others);
            match taken(desk, id, &names) {
                // What else was typed stays.
                Some(name) => wishes.push(Wish::Say(format!(
                    "{name} is another speaker’s name: join the two if they are one and the same"
                ))),
                None => wishes.push(Wish::Act(Act::SetOtherNames(id.clone(), names))),
            }
        }
        self.join_field(ui, press, desk, speaker, wishes);
        ui.horizontal_wrapped(|ui| {
            let only = ui.button("List the marks");
            if only
                .on_hover_text("Show the marks of this speaker alone")
                .clicked()
            {
                wishes.push(Wish::OnlySpeaker(id.clone()));
            }
            let remove = ui.button("Remove").on_hover_text(
                "Take this speaker out of the register and off all marks; undo brings them back",
            );
            remove.widget_info(|| {
                let name = format!("Remove {}", speaker.name);
                WidgetInfo::labeled(Role::Button, true, name)
            });
            if remove.clicked() {
                wishes.push(Wish::Act(Act::RemoveSpeaker(id.clone())));
                self.chosen = None;
            }
        });
    }

    fn join_field(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        desk: &Desk,
        speaker: &Speaker,
        wishes: &mut Vec<Wish>,
    ) {
        let small = self.join.trim().to_lowercase();
        let fits = |other: &&Speaker| {
            // Nobody is joined by Enter alone.
            !small.is_empty()
                && other.id != speaker.id
                && std::iter::once(&other.name)
                    .chain(&other.other_names)
                    .any(|name| name.to_lowercase().contains(&small))
        };
        let others: Vec<_> = desk.set().speakers.iter().filter(fits).take(6).collect();
        let names: Vec<_> = others.iter().map(|other| other.name.clone()).collect();
        let field = Completing {
            name: "The same as",
            hint: "join with another speaker",
            suggestions: &names,
            free: false,
            first: true,
        };
        let (response, taken) = field.show(ui, press, egui::Id::unique("join"), &mut self.join);
        if let Some(Taken::Suggestion(index)) = taken {
            wishes.push(Wish::Act(Act::JoinSpeakers {
                from: speaker.id.clone(),
                into: others[index].id.clone(),
            }));
            self.chosen = Some(others[index].id.clone());
            self.join.clear();
            wishes.push(Wish::Leave);
        } else if response.lost_focus() {
            self.join.clear();
        }
    }

    /// One speaker; whether it was clicked.
    fn row(&self, ui: &mut Ui, press: &mut Press, palette: &Palette, speaker: &Speaker) -> bool {
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
        let chosen = self.chosen.as_ref() == Some(&speaker.id);
        if chosen || response.hovered() || response.has_focus() {
            ui.painter()
                .rect_filled(rect, 4.0, palette.selection.gamma_multiply(0.6));
        }
        if response.has_focus() {
            focus_frame(ui, palette, rect);
        }
        let inner = Rect::from_min_max(rect.min + vec2(8.0, 2.0), rect.max - vec2(6.0, 2.0));
        let (upper, lower) = inner.split_top_bottom_at_fraction(0.55);
        press.excerpt_line(ui, &speaker.name, Style::new(14.0, palette.ink, 1), upper);
        let count = self.counts.get(&speaker.id).copied().unwrap_or(0);
        let mut facts = match count {
            0 => "no marks".to_owned(),
            1 => "1 mark".to_owned(),
            _ => format!("{count} marks"),
        };
        if !speaker.other_names.is_empty() {
            facts = format!("{facts} · {}", speaker.other_names.join(", "));
        }
        let style = Style {
            direction: Some(Direction::Ltr),
            ..Style::new(12.0, palette.faint, 1)
        };
        press.excerpt_line(ui, &facts, style, lower);
        let spoken = format!("{}: {facts}", speaker.name);
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &spoken));
        // The list moves down when the fields appear: the focus goes to them.
        if response.clicked() && !chosen {
            focus_all(ui.ctx(), name_id());
        }
        response.clicked()
    }
}

/// The first of some names that another speaker goes by.
fn taken<'a>(desk: &Desk, id: &SpeakerId, names: &'a [String]) -> Option<&'a String> {
    let of_another = |name: &&String| {
        let called = desk.set().speaker_called(name);
        called.is_some_and(|other| other.id != *id)
    };
    names.iter().find(of_another)
}

/// The names in a text that has one on each line.
fn names_in(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}
