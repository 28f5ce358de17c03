//! The sub-labels of the selected mark: those that the codebook has for its tag, each a button with its guideline as a tip, and a field
//! that finds one by its first letters.

use egui::{Button, Key, RichText, Ui};

use super::{
    buttons,
    completing::{Completing, Taken},
    inspector::field,
    wish::Wish,
};
use crate::{
    annotation::{Act, Annotation, AnnotationId},
    codebook::TagGuide,
    gui::{
        command::Command,
        reading::{excerpt::Style, view::Press},
        theme::Palette,
    },
};

/// What is being typed; nothing as long as no sub-label is looked for.
#[derive(Default)]
pub struct LabelsField {
    /// The mark that one is looked for, and what was typed.
    typed: Option<(AnnotationId, String)>,
    /// Whether the field is still to get the focus.
    fresh: bool,
}

impl LabelsField {
    /// Opens the field for a mark.
    pub fn open(&mut self, mark: AnnotationId) {
        (self.typed, self.fresh) = (Some((mark, String::new())), true);
    }

    /// Shows the sub-labels of a mark.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        guide: Option<&TagGuide>,
        mark: &Annotation,
        wishes: &mut Vec<Wish>,
    ) {
        let known = guide.map_or(&[][..], |guide| &guide.labels);
        if known.is_empty() && mark.labels.is_empty() {
            self.typed = None;
            return;
        }
        self.typed = self.typed.take().filter(|(id, _)| *id == mark.id);
        let palette = Palette::of(ui.ctx());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
            for label in known {
                let has = mark.labels.contains(&label.name);
                let text = RichText::new(&label.name).small();
                let button = Button::selectable(has, text).frame_when_inactive(true);
                let response = ui.add(button);
                let response = match label.guideline.as_str() {
                    "" => response,
                    guideline => response.on_hover_text(guideline),
                };
                if response.clicked() {
                    wishes.push(Wish::Act(flipped(mark, &label.name)));
                }
            }
            // What the codebook lacks can be taken off.
            let is_known = |name: &str| known.iter().any(|label| label.name == name);
            for name in mark.labels.iter().filter(|name| !is_known(name)) {
                let text = RichText::new(format!("{name} ×")).small();
                let button = ui.add(Button::new(text.color(palette.alarm)));
                let tip = match guide {
                    Some(_) => "The codebook has no such sub-label for this tag: take it off",
                    None => "Take this sub-label off",
                };
                if button.on_hover_text(tip).clicked() {
                    wishes.push(Wish::Act(flipped(mark, name)));
                }
            }
            if self.typed.is_none() && !known.is_empty() {
                buttons::command(ui, Command::Labels, "Choose", wishes);
            }
        });
        if let (Some(guide), Some((_, typed))) = (guide, &mut self.typed) {
            let fresh = std::mem::take(&mut self.fresh);
            if choose(ui, press, guide, mark, typed, fresh, wishes) {
                self.typed = None;
            }
        }
    }
}

/// Shows the field; whether it was left.
fn choose(
    ui: &mut Ui,
    press: &mut Press,
    guide: &TagGuide,
    mark: &Annotation,
    typed: &mut String,
    fresh: bool,
    wishes: &mut Vec<Wish>,
) -> bool {
    let small = typed.trim().to_lowercase();
    let mut fitting: Vec<_> = guide
        .labels
        .iter()
        .filter(|label| label.name.to_lowercase().contains(&small))
        .collect();
    // Those that begin so come first; else the codebook's order.
    fitting.sort_by_key(|label| !label.name.to_lowercase().starts_with(&small));
    let rows: Vec<_> = fitting
        .iter()
        .map(|label| {
            let has = if mark.labels.contains(&label.name) {
                "take off: "
            } else {
                ""
            };
            format!("{has}{}", label.name)
        })
        .collect();
    let field = Completing {
        name: "Sub-label",
        hint: "its first letters, then Enter",
        suggestions: &rows,
        free: false,
        first: true,
    };
    let id = self::field("label");
    let (response, taken) = field.show(ui, press, id, typed);
    if fresh {
        response.request_focus();
        return false;
    }
    if let Some(label) = field.in_mind(ui, id).and_then(|index| fitting.get(index)) {
        let palette = Palette::of(ui.ctx());
        press.excerpt(ui, &label.guideline, Style::new(12.5, palette.faint, 4));
    }
    if let Some(Taken::Suggestion(index)) = taken {
        wishes.extend([Wish::Act(flipped(mark, &fitting[index].name)), Wish::Leave]);
        return true;
    }
    let escaped = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
    if escaped {
        wishes.push(Wish::Leave);
    }
    response.lost_focus()
}

/// Gives a mark a sub-label, or takes it off.
fn flipped(mark: &Annotation, name: &str) -> Act {
    let mut labels = mark.labels.clone();
    if labels.iter().any(|label| label == name) {
        labels.retain(|label| label != name);
    } else {
        labels.push(name.to_owned());
    }
    Act::SetLabels(mark.id.clone(), labels)
}
