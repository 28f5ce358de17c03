//! Which marks are listed: by tag, by words, by speaker, and by what they still lack.

use std::collections::HashSet;

use egui::{RichText, TextEdit, Ui};

use crate::{
    annotation::{Annotation, AnnotationId, Kind, SpeakerId, Tag},
    gui::{checking::Checking, desk::Desk, reading::placed::Placed, theme::Palette},
};

/// What a mark must have to be listed.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Filter {
    words: String,
    hidden: [bool; 3],
    needs: [bool; NEEDS.len()],
    speaker: Option<SpeakerId>,
    label: Option<String>,
}

const KINDS: [(Kind, &str); 3] = [
    (Kind::Claim, "Claims"),
    (Kind::Denial, "Denials"),
    (Kind::Figure, "Figures"),
];

/// What else can be asked for.
const NEEDS: [(&str, Need); 7] = [
    ("Unsure marks", Need::Unsure),
    ("With a note", Need::Note),
    ("Unfinished", Need::Finding),
    ("Nobody says it", Need::NoSpeaker),
    ("Linked to nothing", Need::NoTarget),
    ("Without a number", Need::NoQuantity),
    ("Stands nowhere", Need::Lost),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Unsure,
    Note,
    Finding,
    NoSpeaker,
    NoTarget,
    NoQuantity,
    Lost,
}

impl Need {
    fn met(self, mark: &Annotation, desk: &Desk, unfinished: &HashSet<AnnotationId>) -> bool {
        match self {
            Self::Unsure => mark.unsure,
            Self::Note => !mark.note.is_empty(),
            Self::Finding => unfinished.contains(&mark.id),
            Self::NoSpeaker => mark.tag.kind() != Kind::Figure && mark.tag.speaker().is_none(),
            Self::NoTarget => match &mark.tag {
                Tag::Denial { denies, .. } => denies.is_empty(),
                Tag::Figure { about, .. } => about.is_empty(),
                Tag::Claim { .. } => false,
            },
            Self::NoQuantity => matches!(mark.tag, Tag::Figure { quantity: None, .. }),
            Self::Lost => !Placed::stands(&desk.document, mark),
        }
    }
}

/// The id of the field for words.
#[must_use]
pub fn field_id() -> egui::Id {
    egui::Id::unique("filter of the marks")
}

impl Filter {
    /// Lists the marks of one speaker alone.
    #[must_use]
    pub fn only_speaker(speaker: SpeakerId) -> Self {
        Self {
            speaker: Some(speaker),
            ..Self::default()
        }
    }

    /// Whether what is listed depends on the findings.
    #[must_use]
    pub fn asks_for_findings(&self) -> bool {
        NEEDS
            .iter()
            .zip(self.needs)
            .any(|((_, need), wanted)| wanted && *need == Need::Finding)
    }

    /// The indices of the marks that pass. Walks over all marks.
    #[must_use]
    pub fn choose(&self, desk: &Desk, checking: &Checking) -> Vec<usize> {
        let unfinished: HashSet<AnnotationId> = if self.asks_for_findings() {
            let marks = checking.findings().iter();
            marks.filter_map(|finding| finding.mark.clone()).collect()
        } else {
            HashSet::new()
        };
        let words = self.words.trim().to_lowercase();
        let named = desk.set().speakers.iter();
        let named: HashSet<&SpeakerId> = named
            .filter(|speaker| !words.is_empty() && speaker.name.to_lowercase().contains(&words))
            .map(|speaker| &speaker.id)
            .collect();
        let marks = desk.set().annotations.iter().enumerate();
        marks
            .filter(|(_, mark)| self.passes(mark, desk, &words, &named, &unfinished))
            .map(|(index, _)| index)
            .collect()
    }

    fn passes(
        &self,
        mark: &Annotation,
        desk: &Desk,
        words: &str,
        named: &HashSet<&SpeakerId>,
        unfinished: &HashSet<AnnotationId>,
    ) -> bool {
        let kind = KINDS.iter().position(|(kind, _)| *kind == mark.tag.kind());
        let named = || mark.tag.speaker().is_some_and(|id| named.contains(id));
        !kind.is_some_and(|index| self.hidden[index])
            && NEEDS
                .iter()
                .zip(self.needs)
                .all(|((_, need), wanted)| !wanted || need.met(mark, desk, unfinished))
            && (self.speaker.is_none() || self.speaker.as_ref() == mark.tag.speaker())
            && self
                .label
                .as_ref()
                .is_none_or(|label| mark.labels.contains(label))
            && (words.is_empty() || mark.has_words(words) || named())
    }

    /// Shows the filter.
    pub fn show(&mut self, ui: &mut Ui, desk: &Desk) {
        let palette = Palette::of(ui.ctx());
        ui.horizontal_wrapped(|ui| {
            for (index, (kind, name)) in KINDS.iter().enumerate() {
                let mut shown = !self.hidden[index];
                let text = RichText::new(*name).color(palette.tag(*kind));
                if ui.toggle_value(&mut shown, text).changed() {
                    self.hidden[index] = !shown;
                }
            }
            ui.menu_button("More…", |ui| self.menu(ui, desk))
                .response
                .on_hover_text("Only marks that are unsure, have a note, lack a speaker…");
        });
        self.chips(ui, desk, &palette);
        let edit = TextEdit::singleline(&mut self.words)
            .id(field_id())
            .hint_text("filter by words or speaker")
            .desired_width(f32::INFINITY);
        ui.add(edit);
        ui.ctx()
            .accesskit_node_builder(field_id(), |node| node.set_label("Filter of the marks"));
    }

    fn menu(&mut self, ui: &mut Ui, desk: &Desk) {
        for ((name, _), wanted) in NEEDS.iter().zip(&mut self.needs) {
            ui.checkbox(wanted, *name);
        }
        let mut labels: Vec<&String> = Vec::new();
        // Only while the menu is open; walks over all marks.
        for label in desk.set().annotations.iter().flat_map(|mark| &mark.labels) {
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels.sort();
        if !labels.is_empty() {
            ui.menu_button("Sub-label", |ui| {
                choice(
                    ui,
                    &mut self.label,
                    labels.iter().map(|&l| (l.clone(), l.clone())),
                );
            });
        }
        if !desk.set().speakers.is_empty() {
            ui.menu_button("Speaker", |ui| {
                let mut speakers: Vec<_> = desk.set().speakers.iter().collect();
                speakers.sort_by_key(|speaker| speaker.name.to_lowercase());
                let named = speakers
                    .iter()
                    .map(|speaker| (speaker.id.clone(), speaker.name.clone()));
                choice(ui, &mut self.speaker, named);
            });
        }
    }

    /// What is asked for beyond tags and words, each to be taken off by a click.
    fn chips(&mut self, ui: &mut Ui, desk: &Desk, palette: &Palette) {
        let speaker = self.speaker.as_ref();
        let name = speaker.map(|id| {
            let known = desk.set().speaker(id);
            known.map_or_else(|| id.to_string(), |speaker| speaker.name.clone())
        });
        if name.is_none() && self.label.is_none() && !self.needs.contains(&true) {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            let mut chip = |text: &str| {
                let text = RichText::new(format!("{text} ×"))
                    .small()
                    .color(palette.ink);
                let tip = "No longer ask for this";
                ui.small_button(text).on_hover_text(tip).clicked()
            };
            for ((name, _), wanted) in NEEDS.iter().zip(&mut self.needs) {
                if *wanted && chip(name) {
                    *wanted = false;
                }
            }
            if name.is_some_and(|name| chip(&name)) {
                self.speaker = None;
            }
            if self.label.as_deref().is_some_and(&mut chip) {
                self.label = None;
            }
        });
    }
}

/// A menu of things of which one, or none, is chosen.
fn choice<T: PartialEq>(
    ui: &mut Ui,
    chosen: &mut Option<T>,
    things: impl Iterator<Item = (T, String)>,
) {
    egui::ScrollArea::vertical()
        .max_height(320.0)
        .show(ui, |ui| {
            for (thing, name) in things {
                let is_chosen = chosen.as_ref() == Some(&thing);
                if ui.selectable_label(is_chosen, name).clicked() {
                    *chosen = Some(thing).filter(|_| !is_chosen);
                    ui.close();
                }
            }
        });
}
