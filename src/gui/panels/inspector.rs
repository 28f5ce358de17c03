//! The selected mark, all of it: tag, words, speaker, what it denies or is about, quantity, note, unsure. Without one, what would
//! be marked and how.

use egui::{Button, RichText, TextEdit, Ui};

use super::{
    completing::{Completing, Taken},
    quantity::QuantityFields,
};
use crate::{
    annotation::{Act, Annotation, AnnotationId, AnnotationSet, Denied, Kind, SpeakerId, Tag},
    gui::{
        checking::Checking,
        command::Command,
        desk::Desk,
        reading::{excerpt::Style, view::Press},
        theme::Palette,
    },
};

/// Suggestions shown below a field.
const OFFERED: usize = 6;
/// Seconds without a key after which a note that is being written is taken over.
const NOTE_QUIET: f64 = 1.0;

/// What the user wants of the mark.
pub enum Wish {
    /// Change it.
    Act(Act),
    /// Do a command.
    Command(Command),
    /// Go to another mark.
    GoTo(AnnotationId),
    /// Give the focus back to the text.
    Leave,
}

/// The fields as they are being typed.
#[derive(Default)]
pub struct Inspector {
    mark: Option<AnnotationId>,
    revision: u64,
    speaker: String,
    note: String,
    target: String,
    elsewhere: String,
    quantity: QuantityFields,
    note_typed_at: Option<f64>,
    /// The name given last: offered first.
    last_speaker: Option<SpeakerId>,
}

/// The field of the speaker, of the note, of the link's target: keys lead there.
#[must_use]
pub fn field(name: &str) -> egui::Id {
    egui::Id::unique(("inspector", name))
}

impl Inspector {
    /// Acts for what was typed and not yet taken over. To be called before anything else is done to the set.
    pub fn unsaved(&mut self, desk: &Desk) -> Vec<Act> {
        let Some(mark) = self.mark.as_ref().and_then(|id| desk.find(id)).cloned() else {
            return Vec::new();
        };
        if self.revision != desk.revision() {
            return Vec::new();
        }
        let mut acts = Vec::new();
        if self.note.trim() != mark.note {
            acts.push(Act::SetNote(mark.id.clone(), self.note.clone()));
        }
        if mark.tag.kind() != Kind::Figure && self.speaker.trim() != speaker_name(desk.set(), &mark)
        {
            acts.push(speaker_act(&mark.id, self.speaker.clone()));
        }
        if mark.tag.kind() == Kind::Denial && !self.elsewhere.trim().is_empty() {
            acts.push(self.elsewhere_act(&mark));
        }
        if let Tag::Figure { quantity, .. } = &mark.tag
            && let Ok(typed) = self.quantity.value()
            && typed != *quantity
        {
            acts.push(Act::SetQuantity(mark.id.clone(), typed));
        }
        acts
    }

    /// What was typed but can't be taken over, in a sentence.
    #[must_use]
    pub fn complaint(&self, desk: &Desk) -> Option<String> {
        let mark = desk.find(self.mark.as_ref()?)?;
        let error = self.quantity.value().err()?;
        (mark.tag.kind() == Kind::Figure).then(|| format!("The quantity stays as it was: {error}"))
    }

    fn elsewhere_act(&self, mark: &Annotation) -> Act {
        let mut denies = if let Tag::Denial { denies, .. } = &mark.tag {
            denies.clone()
        } else {
            Vec::new()
        };
        denies.push(Denied::Elsewhere(self.elsewhere.trim().to_owned()));
        Act::SetDenies(mark.id.clone(), denies)
    }

    /// Fills the fields from the mark, when another is selected or this one was changed. A field that says what the mark says is
    /// left as it is typed: the blank behind a word is the beginning of the next one.
    fn fill(&mut self, desk: &Desk, mark: &Annotation) {
        let same = self.mark.as_ref() == Some(&mark.id);
        if same && self.revision == desk.revision() {
            return;
        }
        if !same {
            self.target.clear();
            self.note_typed_at = None;
        }
        let speaker = speaker_name(desk.set(), mark);
        if !same || self.speaker.trim() != speaker {
            self.speaker = speaker;
        }
        if !same || self.note.trim() != mark.note {
            self.note.clone_from(&mark.note);
        }
        let differs =
            |typed| !matches!(&mark.tag, Tag::Figure { quantity, .. } if *quantity == typed);
        if !same || self.quantity.value().is_ok_and(differs) {
            self.quantity = QuantityFields::of(&mark.tag);
        }
        self.elsewhere.clear();
        self.mark = Some(mark.id.clone());
        self.revision = desk.revision();
    }

    /// Shows the panel.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        desk: &Desk,
        checking: &Checking,
        trim: bool,
    ) -> Vec<Wish> {
        let mut wishes = Vec::new();
        let palette = Palette::of(ui.ctx());
        let selected = desk.would_mark(trim);
        if !selected.is_empty() {
            let adds = desk.at.selection.adds && desk.at.mark.is_some();
            ui.label(
                RichText::new(if adds {
                    "To be added to the mark below"
                } else {
                    "Selected"
                })
                .small()
                .color(palette.faint),
            );
            let style = Style::new(14.0, palette.ink, 3);
            press.excerpt(ui, desk.document.slice(selected), style);
            ui.horizontal_wrapped(|ui| {
                if !adds {
                    tag_buttons(ui, &palette, None, &mut wishes);
                }
                if desk.at.mark.is_some() {
                    command_button(ui, Command::AddFragment, "Add to the mark", &mut wishes);
                }
            });
            if desk.at.mark.is_some() {
                ui.separator();
            }
        }
        let Some(mark) = desk.mark().cloned() else {
            self.mark = None;
            if selected.is_empty() {
                nothing_selected(ui, &palette);
            }
            return wishes;
        };
        self.fill(desk, &mark);
        ui.horizontal_wrapped(|ui| tag_buttons(ui, &palette, Some(mark.tag.kind()), &mut wishes));
        let style = Style::new(15.0, palette.ink, 6);
        for fragment in &mark.fragments {
            if press.excerpt(ui, &fragment.quote, style).clicked() {
                wishes.push(Wish::GoTo(mark.id.clone()));
            }
        }
        for finding in checking.of_mark(&mark.id) {
            ui.label(
                RichText::new(format!("{}: {}", finding.rule.code, finding.message))
                    .color(palette.alarm),
            )
            .on_hover_text(&finding.help);
        }
        match &mark.tag {
            Tag::Claim { .. } => self.speaker_field(ui, press, desk, &mark, &mut wishes),
            Tag::Denial { denies, .. } => {
                self.speaker_field(ui, press, desk, &mark, &mut wishes);
                self.denies(ui, press, desk, &mark, denies, &mut wishes);
            }
            Tag::Figure { about, .. } => {
                if let Some(quantity) = self.quantity.show(ui, &palette) {
                    wishes.push(Wish::Act(Act::SetQuantity(mark.id.clone(), quantity)));
                }
                self.about(ui, press, desk, &mark, about, &mut wishes);
            }
        }
        self.note_field(ui, &mark, &mut wishes);
        ui.horizontal(|ui| {
            let mut unsure = mark.unsure;
            if ui
                .checkbox(&mut unsure, "Unsure")
                .on_hover_text(Command::Unsure.tip(ui.ctx()))
                .changed()
            {
                wishes.push(Wish::Act(Act::SetUnsure(mark.id.clone(), unsure)));
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                command_button(ui, Command::Delete, "Remove", &mut wishes);
            });
        });
        if mark.by != desk.set().annotator {
            ui.label(
                RichText::new(format!("marked by {}", mark.by))
                    .small()
                    .color(palette.faint),
            );
        }
        wishes
    }

    fn speaker_field(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        desk: &Desk,
        mark: &Annotation,
        wishes: &mut Vec<Wish>,
    ) {
        let id = field("speaker");
        let set = desk.set();
        let typed = self.speaker.trim().to_lowercase();
        let current = speaker_name(set, mark);
        // As long as nothing new is typed, everybody is offered.
        let fits = |name: &str| {
            typed.is_empty()
                || typed == current.to_lowercase()
                || name.to_lowercase().contains(&typed)
        };
        let mut known: Vec<_> = set
            .speakers
            .iter()
            .filter(|s| fits(&s.name) || s.other_names.iter().any(|name| fits(name)))
            .collect();
        known.sort_by_key(|speaker| {
            (
                Some(&speaker.id) != self.last_speaker.as_ref(),
                speaker.name.to_lowercase(),
            )
        });
        let names: Vec<String> = known
            .iter()
            .map(|speaker| speaker.name.clone())
            .filter(|name| *name != current)
            .take(OFFERED)
            .collect();
        let field = Completing {
            name: "Speaker",
            hint: "who says it (@)",
            suggestions: &names,
            free: true,
        };
        let (response, taken) = field.show(ui, press, id, &mut self.speaker);
        match taken {
            Some(Taken::Suggestion(index)) => {
                self.speaker.clone_from(&names[index]);
                wishes.extend([
                    Wish::Act(speaker_act(&mark.id, names[index].clone())),
                    Wish::Leave,
                ]);
            }
            Some(Taken::Text) => wishes.extend([
                Wish::Act(speaker_act(&mark.id, self.speaker.clone())),
                Wish::Leave,
            ]),
            None if response.lost_focus() => {
                if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
                    self.speaker = current;
                } else if self.speaker.trim() != current {
                    wishes.push(Wish::Act(speaker_act(&mark.id, self.speaker.clone())));
                }
            }
            None => {}
        }
        self.last_speaker = mark
            .tag
            .speaker()
            .cloned()
            .or_else(|| self.last_speaker.take());
    }

    fn denies(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        desk: &Desk,
        mark: &Annotation,
        denies: &[Denied],
        wishes: &mut Vec<Wish>,
    ) {
        let linked: Vec<Linked<'_>> = denies
            .iter()
            .map(|denied| match denied {
                Denied::Here(id) => Linked::Mark(id),
                Denied::Elsewhere(words) => Linked::Words(words),
            })
            .collect();
        if let Some(index) = links(ui, press, desk, "Denies", &linked, wishes) {
            let mut left = denies.to_vec();
            left.remove(index);
            wishes.push(Wish::Act(Act::SetDenies(mark.id.clone(), left)));
        }
        if let Some(id) = self.target_field(ui, press, desk, mark, "Claim that is denied") {
            let mut more = denies.to_vec();
            more.push(Denied::Here(id));
            wishes.extend([
                Wish::Act(Act::SetDenies(mark.id.clone(), more)),
                Wish::Leave,
            ]);
        }
        let label = ui.label("Said elsewhere");
        let edit = TextEdit::singleline(&mut self.elsewhere)
            .id(field("elsewhere"))
            .desired_width(f32::INFINITY);
        let response = ui
            .add(edit.hint_text("what is denied, in a few words"))
            .labelled_by(label.id);
        if response.lost_focus() && !self.elsewhere.trim().is_empty() {
            if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
                self.elsewhere.clear();
            } else {
                wishes.push(Wish::Act(self.elsewhere_act(mark)));
            }
        }
    }

    fn about(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        desk: &Desk,
        mark: &Annotation,
        about: &[AnnotationId],
        wishes: &mut Vec<Wish>,
    ) {
        let linked: Vec<_> = about.iter().map(Linked::Mark).collect();
        if let Some(index) = links(ui, press, desk, "About", &linked, wishes) {
            let mut left = about.to_vec();
            left.remove(index);
            wishes.push(Wish::Act(Act::SetAbout(mark.id.clone(), left)));
        }
        if let Some(id) = self.target_field(ui, press, desk, mark, "Claim that it is about") {
            let mut more = about.to_vec();
            more.push(id);
            wishes.extend([Wish::Act(Act::SetAbout(mark.id.clone(), more)), Wish::Leave]);
        }
    }

    /// A field that finds a mark to link to by words of it; the nearest in the text are offered first.
    fn target_field(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        desk: &Desk,
        mark: &Annotation,
        name: &str,
    ) -> Option<AnnotationId> {
        let id = field("target");
        let mut offered: Vec<(AnnotationId, String)> = Vec::new();
        // Walks over all marks, and only while somebody types here.
        if ui.memory(|memory| memory.has_focus(id)) {
            let words = self.target.trim().to_lowercase();
            let kind = mark.tag.kind();
            let here = mark.extent().start;
            let may = |other: &&std::sync::Arc<Annotation>| {
                kind.may_link_to(other.tag.kind())
                    && other.id != mark.id
                    && !mark.tag.links().any(|link| *link == other.id)
                    && (words.is_empty() || other.words().to_lowercase().contains(&words))
            };
            let mut targets: Vec<_> = desk.set().annotations.iter().filter(may).collect();
            targets.sort_by_key(|other| other.extent().start.abs_diff(here));
            offered = targets
                .iter()
                .take(OFFERED)
                .map(|other| (other.id.clone(), short(&other.words())))
                .collect();
        }
        let words: Vec<String> = offered.iter().map(|(_, words)| words.clone()).collect();
        let field = Completing {
            name,
            hint: "words of it (l)",
            suggestions: &words,
            free: false,
        };
        let (response, taken) = field.show(ui, press, id, &mut self.target);
        if response.lost_focus() {
            self.target.clear();
        }
        match taken {
            Some(Taken::Suggestion(index)) => {
                self.target.clear();
                Some(offered.swap_remove(index).0)
            }
            _ => None,
        }
    }

    fn note_field(&mut self, ui: &mut Ui, mark: &Annotation, wishes: &mut Vec<Wish>) {
        let label = ui.label("Note");
        let edit = TextEdit::multiline(&mut self.note)
            .id(field("note"))
            .desired_rows(2)
            .desired_width(f32::INFINITY);
        let response = ui.add(edit.hint_text("a remark (n)")).labelled_by(label.id);
        let now = ui.input(|input| input.time);
        if response.changed() {
            self.note_typed_at = Some(now);
            ui.ctx()
                .request_repaint_after_secs(NOTE_QUIET as f32 + 0.05);
        }
        let quiet = self.note_typed_at.is_some_and(|at| now - at > NOTE_QUIET);
        if (response.lost_focus() || quiet) && self.note.trim() != mark.note {
            self.note_typed_at = None;
            wishes.push(Wish::Act(Act::SetNote(mark.id.clone(), self.note.clone())));
        }
    }

    /// One of the acts was done: what is left to do is judged by the set as it is now.
    pub fn keep_up(&mut self, desk: &Desk) {
        self.revision = desk.revision();
    }

    /// All that was typed is taken over: the fields are filled anew with the next frame.
    pub fn refill(&mut self) {
        self.mark = None;
    }
}

/// What a link goes to.
enum Linked<'a> {
    Mark(&'a AnnotationId),
    Words(&'a str),
}

/// The links of a mark, each with a button that takes it off; gives the one to take off.
fn links(
    ui: &mut Ui,
    press: &mut Press,
    desk: &Desk,
    name: &str,
    linked: &[Linked<'_>],
    wishes: &mut Vec<Wish>,
) -> Option<usize> {
    let palette = Palette::of(ui.ctx());
    if !linked.is_empty() {
        ui.label(name);
    }
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

fn speaker_name(set: &AnnotationSet, mark: &Annotation) -> String {
    let speaker = mark.tag.speaker().and_then(|id| set.speaker(id));
    speaker.map_or_else(String::new, |speaker| speaker.name.clone())
}

fn speaker_act(id: &AnnotationId, name: String) -> Act {
    Act::SetSpeaker {
        id: id.clone(),
        name,
        new: SpeakerId::from_random(crate::gui::random_bits()),
    }
}

fn short(words: &str) -> String {
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

fn command_button(ui: &mut Ui, command: Command, text: &str, wishes: &mut Vec<Wish>) {
    let button = Button::new(text).shortcut_text(command.key(ui.ctx()));
    if ui
        .add(button)
        .on_hover_text(command.tip(ui.ctx()))
        .clicked()
    {
        wishes.push(Wish::Command(command));
    }
}

fn tag_buttons(ui: &mut Ui, palette: &Palette, current: Option<Kind>, wishes: &mut Vec<Wish>) {
    for kind in [Kind::Claim, Kind::Denial, Kind::Figure] {
        let command = Command::Tag(kind);
        let text = RichText::new(command.name()).color(palette.tag(kind));
        let button = Button::selectable(current == Some(kind), text)
            .shortcut_text(command.key(ui.ctx()))
            .frame_when_inactive(true);
        let response = ui.add(button).on_hover_text(command.tip(ui.ctx()));
        if response.clicked() && current != Some(kind) {
            wishes.push(Wish::Command(command));
        }
    }
}

fn nothing_selected(ui: &mut Ui, palette: &Palette) {
    ui.label("Nothing is selected.");
    ui.label(
        RichText::new(format!(
            "Select words with the mouse, or with Shift and the arrow keys. Then press {} for a claim, {} for a denial, {} for a figure. \
             {} goes from mark to mark.",
            Command::Tag(Kind::Claim).key(ui.ctx()),
            Command::Tag(Kind::Denial).key(ui.ctx()),
            Command::Tag(Kind::Figure).key(ui.ctx()),
            Command::NextMark.key(ui.ctx()),
        ))
        .color(palette.faint),
    );
}
