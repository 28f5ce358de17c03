//! The codebook beside the text: what to mark as what, the tag of the selected mark first. A click on a sub-label gives it to the mark.

use egui::{Button, RichText, ScrollArea, Ui};

use super::wish::Wish;
use crate::{
    annotation::{Act, Annotation, Kind},
    codebook::{Label, TagGuide},
    gui::{
        desk::Desk,
        guidance::Guidance,
        reading::{excerpt::Style, view::Press},
        theme::Palette,
    },
};

/// Lines that a paragraph of a guideline may take; a longer one ends in "…".
const LONGEST: usize = 60;

/// Shows the codebook.
pub fn show(
    ui: &mut Ui,
    press: &mut Press,
    desk: &Desk,
    guidance: &Guidance,
    wishes: &mut Vec<Wish>,
) {
    let palette = Palette::of(ui.ctx());
    let Some(found) = guidance.found() else {
        nothing(ui, &palette, guidance, wishes);
        return;
    };
    let mark = desk.mark().cloned();
    let mut kinds = [Kind::Claim, Kind::Denial, Kind::Figure];
    kinds.sort_by_key(|kind| mark.as_ref().is_none_or(|mark| mark.tag.kind() != *kind));
    let area = ScrollArea::vertical()
        .id_salt("codebook")
        .auto_shrink(false);
    area.show(ui, |ui| {
        ui.label(RichText::new(&found.codebook.name).strong())
            .on_hover_text(found.path.display().to_string());
        for kind in kinds {
            let mark = mark.as_deref().filter(|mark| mark.tag.kind() == kind);
            section(
                ui,
                press,
                &palette,
                kind,
                found.codebook.guide(kind),
                mark,
                wishes,
            );
        }
        ui.label(
            RichText::new(found.path.display().to_string())
                .small()
                .color(palette.faint),
        );
    });
}

fn section(
    ui: &mut Ui,
    press: &mut Press,
    palette: &Palette,
    kind: Kind,
    guide: &TagGuide,
    mark: Option<&Annotation>,
    wishes: &mut Vec<Wish>,
) {
    ui.add_space(4.0);
    let name = crate::gui::labelling::capitalised(&kind.to_string());
    ui.label(RichText::new(name).strong().color(palette.tag(kind)));
    paragraphs(ui, press, palette, &guide.guideline);
    for label in &guide.labels {
        heading(ui, label, mark, wishes);
        paragraphs(ui, press, palette, &label.guideline);
    }
}

fn heading(ui: &mut Ui, label: &Label, mark: Option<&Annotation>, wishes: &mut Vec<Wish>) {
    let Some(mark) = mark else {
        ui.label(RichText::new(&label.name).strong());
        return;
    };
    let has = mark.labels.contains(&label.name);
    let button = Button::selectable(has, RichText::new(&label.name).strong());
    let tip = if has {
        "Take this sub-label off the selected mark"
    } else {
        "Give the selected mark this sub-label"
    };
    if ui.add(button).on_hover_text(tip).clicked() {
        let mut labels = mark.labels.clone();
        if has {
            labels.retain(|name| *name != label.name);
        } else {
            labels.push(label.name.clone());
        }
        wishes.push(Wish::Act(Act::SetLabels(mark.id.clone(), labels)));
    }
}

fn paragraphs(ui: &mut Ui, press: &mut Press, palette: &Palette, text: &str) {
    for paragraph in text.split("\n\n").filter(|text| !text.trim().is_empty()) {
        press.excerpt(ui, paragraph.trim(), Style::new(13.0, palette.ink, LONGEST));
    }
}

/// What there is to say where there is no codebook.
fn nothing(ui: &mut Ui, palette: &Palette, guidance: &Guidance, wishes: &mut Vec<Wish>) {
    if let Some(trouble) = guidance.trouble() {
        ui.label(RichText::new(trouble).color(palette.alarm));
        ui.label(
            RichText::new("It is read again when you come back to this window.")
                .color(palette.faint),
        );
        return;
    }
    let says = "A codebook says what to mark as what, and gives tags sub-labels. Here is none: it is a file, codebook.ron, beside \
                the article or in a folder above it.";
    ui.label(RichText::new(says).color(palette.faint));
    let button = ui.button("Begin one beside the article");
    let tip = "Writes the default codebook there, for you to change in an editor";
    if button.on_hover_text(tip).clicked() {
        wishes.push(Wish::BeginCodebook);
    }
}
