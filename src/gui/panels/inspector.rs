//! The selected mark, all of it: tag, words, speaker, what it denies or is about, quantity, note, unsure. Without one, what would
//! be marked and how.

use std::{collections::HashMap, sync::Arc};

use egui::{RichText, TextEdit, Ui};

use super::{
    buttons,
    labels_field::LabelsField,
    link_field,
    quantity::{InWords, QuantityField},
    speaker_field::{self, speaker_name},
    wish::Wish,
};
use crate::{
    annotation::{Act, Annotation, AnnotationId, Kind, SpeakerId, Tag},
    gui::{
        checking::Checking,
        command::{Command, Pane},
        desk::{Desk, figures::quantity},
        guidance::Guidance,
        linking::Linking,
        reading::{excerpt::Style, handles::Held, view::Press},
        theme::Palette,
    },
    quantity::Conventions,
    verify::Severity,
};

/// Seconds without a key after which a note that is being written is taken over.
const NOTE_QUIET: f64 = 1.0;

/// What else the panel needs to know.
pub struct With<'a> {
    /// Whether blanks at the ends are left out.
    pub trim: bool,
    /// The link that is being made.
    pub linking: Option<&'a mut Linking>,
    /// What a fragment would be, while its end is dragged.
    pub held: Option<&'a Held>,
    /// What the codebook says.
    pub guidance: &'a Guidance,
}

/// The fields as they are being typed.
#[derive(Default)]
pub struct Inspector {
    /// The mark as it was when the fields were filled, and the set's revision then.
    filled: Option<Arc<Annotation>>,
    revision: u64,
    /// The sub-labels' field.
    pub labels: LabelsField,
    speaker: String,
    /// The speaker's name when the field was filled.
    speaker_was: String,
    note: String,
    quantity: QuantityField,
    in_words: InWords,
    /// Quantities that were typed and are none yet, by figure: nothing that was typed is lost.
    drafts: HashMap<AnnotationId, QuantityField>,
    /// How the fields' numbers are read.
    conventions: Arc<Conventions>,
    note_typed_at: Option<f64>,
    /// The name given last: offered first.
    pub last_speaker: Option<SpeakerId>,
}

/// The field of the speaker, of the note, of the quantity: keys lead there.
#[must_use]
pub fn field(name: &str) -> egui::Id {
    egui::Id::unique(("inspector", name))
}

/// All fields in which one types what the selected mark says.
const FIELDS: [&str; 4] = ["label", "speaker", "quantity", "note"];

/// Whether one of these fields has the keys.
#[must_use]
pub fn is_typed_in(context: &egui::Context) -> bool {
    let mut fields = FIELDS.iter().map(|name| field(name));
    let focused = context.memory(egui::Memory::focused);
    focused.is_some_and(|id| id == link_field::field_id() || fields.any(|field| field == id))
}

impl Inspector {
    /// Acts for what was typed and not yet taken over: where the mark still says what it said when the fields were filled.
    #[must_use]
    pub fn unsaved(&self, desk: &Desk) -> Vec<Act> {
        let Some(filled) = &self.filled else {
            return Vec::new();
        };
        let Some(mark) = desk.find(&filled.id) else {
            return Vec::new();
        };
        let mut acts = Vec::new();
        let note = self.note.trim();
        if note != filled.note && note != mark.note && mark.note == filled.note {
            acts.push(Act::SetNote(mark.id.clone(), self.note.clone()));
        }
        let speaks = mark.tag.kind() != Kind::Figure && filled.tag.kind() != Kind::Figure;
        if speaks
            && self.speaker.trim() != self.speaker_was
            && speaker_field::is_name(desk.set(), &self.speaker)
            && speaker_name(desk.set(), mark) == self.speaker_was
        {
            acts.push(speaker_field::act(&mark.id, self.speaker.clone()));
        }
        if let (Tag::Figure { quantity, .. }, Tag::Figure { quantity: was, .. }) =
            (&mark.tag, &filled.tag)
            && let Ok(typed) = self.quantity.value(&desk.conventions)
            && typed != *was
            && quantity == was
        {
            acts.push(Act::SetQuantity(mark.id.clone(), typed));
        }
        acts
    }

    /// What was typed but can't be taken over, in a sentence.
    #[must_use]
    pub fn complaint(&self, desk: &Desk) -> Option<String> {
        let filled = self.filled.as_ref()?;
        let mark = desk.find(&filled.id)?;
        if mark.tag.kind() == Kind::Figure {
            let error = self.quantity.value(&desk.conventions).err()?;
            return Some(format!("The quantity stays as it was: {error}"));
        }
        let typed = self.speaker.trim();
        (typed != self.speaker_was && !speaker_field::is_name(desk.set(), typed))
            .then(|| speaker_field::not_taken(typed))
    }

    /// Fills the fields from the mark, when another is selected or this one was changed. What is being typed in a field stays, unless
    /// the mark says something new there.
    fn fill(&mut self, desk: &Desk, mark: &Arc<Annotation>) {
        if self.revision == desk.revision()
            && let Some(filled) = &self.filled
            && filled.id == mark.id
        {
            return;
        }
        let speaker = speaker_name(desk.set(), mark);
        match self.filled.take().filter(|filled| filled.id == mark.id) {
            None => {
                self.note_typed_at = None;
                self.speaker.clone_from(&speaker);
                self.note.clone_from(&mark.note);
                let draft = self.drafts.remove(&mark.id);
                self.quantity = draft.unwrap_or_else(|| QuantityField::of(mark));
            }
            Some(filled) => {
                if speaker != self.speaker_was && self.speaker.trim() != speaker {
                    self.speaker.clone_from(&speaker);
                }
                if mark.note != filled.note && self.note.trim() != mark.note {
                    self.note.clone_from(&mark.note);
                }
                if quantity(mark) != quantity(&filled) {
                    self.quantity = QuantityField::of(mark);
                }
            }
        }
        self.conventions = desk.conventions.clone();
        self.speaker_was = speaker;
        self.filled = Some(mark.clone());
        self.revision = desk.revision();
    }

    /// Shows the panel.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        desk: &Desk,
        checking: &Checking,
        with: With<'_>,
    ) -> Vec<Wish> {
        let mut wishes = Vec::new();
        let palette = Palette::of(ui.ctx());
        let selected = desk.would_mark(with.trim);
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
                    buttons::tags(ui, &palette, &mut wishes);
                }
                if desk.at.mark.is_some() {
                    buttons::command(ui, Command::AddFragment, "Add to the mark", &mut wishes);
                }
            });
        }
        let Some(mark) = desk.mark().cloned() else {
            self.refill();
            if selected.is_empty() {
                nothing_selected(ui, &palette);
            }
            return wishes;
        };
        if !selected.is_empty() {
            // What is selected is what one is at; of the mark it is enough to know which it is.
            self.refill();
            ui.separator();
            let kind = mark.tag.kind();
            let says = RichText::new(format!("The {kind} before")).small();
            ui.label(says.color(palette.tag(kind)));
            let style = Style::new(13.0, palette.faint, 2);
            if press.excerpt(ui, &mark.words(), style).clicked() {
                wishes.push(Wish::GoTo(mark.id.clone()));
            }
            return wishes;
        }
        self.fill(desk, &mark);
        ui.horizontal_wrapped(|ui| buttons::retag(ui, &palette, &mark, &mut wishes));
        let style = Style::new(15.0, palette.ink, 6);
        for (index, fragment) in mark.fragments.iter().enumerate() {
            // While an end is dragged, what the words would be.
            let held = with.held.filter(|held| held.index == index);
            let words = held.map_or(fragment.quote.as_str(), |held| {
                desk.document.slice(held.range)
            });
            ui.horizontal_top(|ui| {
                if mark.fragments.len() > 1 {
                    let remove = ui.small_button("×").on_hover_text("Remove this piece");
                    remove.widget_info(|| {
                        let name = format!("Remove the piece: {words}");
                        egui::WidgetInfo::labeled(egui::Role::Button, true, name)
                    });
                    if remove.clicked() {
                        wishes.push(Wish::Act(Act::RemoveFragment(mark.id.clone(), index)));
                    }
                }
                if press.excerpt(ui, words, style).clicked() {
                    wishes.push(Wish::GoTo(mark.id.clone()));
                }
            });
        }
        let guide = with.guidance.guide(mark.tag.kind());
        self.labels.show(ui, press, guide, &mark, &mut wishes);
        if let Some(guide) = guide.filter(|guide| !guide.guideline.trim().is_empty()) {
            let style = Style::new(12.0, palette.faint, 2);
            let response = press.excerpt(ui, guide.guideline.trim(), style);
            let tip = Command::Show(Pane::Codebook).tip(ui.ctx());
            if response.on_hover_text(tip).clicked() {
                wishes.push(Wish::Command(Command::Show(Pane::Codebook)));
            }
        }
        if mark.tag.kind() == Kind::Figure {
            let conventions = &desk.conventions;
            let says = self.in_words.read(&mark, conventions);
            let shown = self.quantity.show(ui, &palette, &mark, says, conventions);
            if let Some(quantity) = shown {
                wishes.push(Wish::Act(Act::SetQuantity(mark.id.clone(), quantity)));
            }
        } else {
            self.speaker_field(ui, press, desk, &mark, &mut wishes);
        }
        let linking = with.linking.filter(|linking| linking.from == mark.id);
        link_field::show(ui, press, desk, &mark, linking, &mut wishes);
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
                if buttons::plain(ui, Command::Delete, "Remove").clicked() {
                    wishes.push(Wish::Act(Act::Delete(mark.id.clone())));
                }
            });
        });
        // At the end, for they come and go while one works: nothing shall move away under the mouse.
        for finding in checking.of_mark(&mark.id) {
            let (ink, text) = match finding.severity {
                // What is still to be done is no alarm while one is at it.
                Severity::Note => (palette.faint, RichText::new(&*finding.message).small()),
                _ => {
                    let text = format!("{}: {}", finding.rule.code, finding.message);
                    (palette.alarm, RichText::new(text))
                }
            };
            ui.label(text.color(ink)).on_hover_text(&*finding.help);
        }
        if !mark.suggested.is_empty() {
            let says = match mark.suggested.as_str() {
                "number" => "offered for its number".to_owned(),
                cue => format!("offered for “{cue}”"),
            };
            ui.label(RichText::new(says).small().color(palette.faint));
        }
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
        let last = self.last_speaker.as_ref();
        speaker_field::show(ui, press, desk, mark, &mut self.speaker, last, wishes);
    }

    fn note_field(&mut self, ui: &mut Ui, mark: &Annotation, wishes: &mut Vec<Wish>) {
        let label = ui.label("Note");
        let hint = format!("a remark ({})", Command::Note.key(ui.ctx()));
        let edit = TextEdit::multiline(&mut self.note)
            .id(field("note"))
            .desired_rows(2)
            .desired_width(f32::INFINITY);
        let response = ui.add(edit.hint_text(hint)).labelled_by(label.id);
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

    /// All that was typed is taken over: the fields are filled anew with the next frame.
    pub fn refill(&mut self) {
        if let Some(filled) = self.filled.take()
            && filled.tag.kind() == Kind::Figure
            && self.quantity.value(&self.conventions).is_err()
        {
            self.drafts.insert(filled.id.clone(), self.quantity.clone());
        }
    }
}

fn nothing_selected(ui: &mut Ui, palette: &Palette) {
    let key = |command: Command| command.key(ui.ctx());
    let says = format!(
        "Select words with the mouse, or with Shift and the arrow keys; {} takes the sentence. Then press {} for a claim, {} for a denial, \
         {} for a figure. {} goes from mark to mark, {} finds every command.",
        key(Command::SelectSentence),
        key(Command::Tag(Kind::Claim)),
        key(Command::Tag(Kind::Denial)),
        key(Command::Tag(Kind::Figure)),
        key(Command::NextMark),
        key(Command::Palette)
    );
    ui.label("Nothing is selected.");
    ui.label(RichText::new(says).color(palette.faint));
}
