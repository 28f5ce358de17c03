//! The marks that have no place in the article as it is now: above, the one that is asked about, with its words as they were and as they
//! are at the place in question; below, all of them, and the parts to be left out that have no place either.

use egui::{
    Button, Key, Modifiers, Rect, RichText, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role,
    vec2,
};

use super::{buttons, focus_frame, rows, wish::Wish};
use crate::{
    annotation::{Act, Annotation, AnnotationId, Region, Verdict},
    gui::{
        command::Command,
        desk::Desk,
        judging::Judging,
        labelling::capitalised,
        reading::{
            excerpt::{self, Style},
            typeset::Direction,
            view::Press,
        },
        review::Review,
        theme::Palette,
    },
};

/// Height of a row, in points.
const ROW: f32 = 44.0;
/// From this width on (in points) old and new words stand side by side.
const WIDE: f32 = 440.0;
/// The most lines that the words of the mark that is asked about may take.
const LINES: usize = 40;

/// See the head of this file.
#[derive(Default)]
pub struct ReviewPane {
    /// The mark that was asked about when the list was last scrolled to it.
    scrolled_to: Option<AnnotationId>,
}

impl ReviewPane {
    /// Shows the pane.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        desk: &Desk,
        judging: &Judging,
        review: Option<&Review>,
        wishes: &mut Vec<Wish>,
    ) {
        let palette = Palette::of(ui.ctx());
        let (orphans, regions) = (&desk.set().orphans, &desk.set().orphan_regions);
        if orphans.is_empty() && regions.is_empty() {
            let says = match desk.is_behind() {
                true => {
                    "The article has changed: take the marks over first. Those that lose their place will be listed here."
                }
                false => {
                    "No mark is set aside. Those that lose their place when the article changes will be listed here, to be placed again."
                }
            };
            ui.label(RichText::new(says).color(palette.faint));
            return;
        }
        match review {
            Some(review) => {
                // The list keeps some rows, however much there is to say.
                let room = ui.available_height();
                ScrollArea::vertical()
                    .id_salt("asked about")
                    .max_height((room - 2.5 * ROW).max(room * 0.55))
                    .auto_shrink([false, true])
                    .show(ui, |ui| {
                        asked_about(ui, press, &palette, review, wishes);
                        rows::focus_in_view(ui);
                    });
                ui.separator();
            }
            None if desk.is_behind() => {
                let says = "The article has changed: take the marks over first.";
                ui.label(RichText::new(says).color(palette.faint));
            }
            None if orphans.is_empty() => {}
            None => {
                ui.horizontal_wrapped(|ui| {
                    buttons::command(ui, Command::Review, "Review", wishes);
                    let says = "goes through them one by one.";
                    ui.label(RichText::new(says).color(palette.faint));
                });
            }
        }
        let mut area = ScrollArea::vertical().id_salt("aside").auto_shrink(false);
        let current = review.map(|review| &review.mark);
        if current.map(|mark| &mark.id) != self.scrolled_to.as_ref() {
            self.scrolled_to = current.map(|mark| mark.id.clone());
            if let Some(mark) = current {
                let index = orphans.partition_point(|other| other.order() < mark.order());
                let height = ROW + ui.spacing().item_spacing.y;
                let middle = (ui.available_height() - height).max(0.0) / 2.0;
                area = area.vertical_scroll_offset((index as f32 * height - middle).max(0.0));
            }
        }
        rows::show(
            ui,
            area,
            ROW,
            orphans.len() + regions.len(),
            |ui, index| match orphans.get(index) {
                Some(mark) => {
                    let current = current.is_some_and(|current| current.id == mark.id);
                    let facts = facts(judging, mark);
                    mark_row(ui, press, &palette, mark, current, &facts, wishes);
                }
                None => {
                    let index = index - orphans.len();
                    region_row(ui, press, &palette, &regions[index], index, wishes);
                }
            },
        );
    }
}

/// What became of a mark, in a word or two.
fn facts(judging: &Judging, mark: &Annotation) -> String {
    let Some(of) = judging.verdict(mark) else {
        return "…".to_owned();
    };
    match of.verdict() {
        Verdict::Ambiguous => {
            let counts = of.fragments.iter().map(|piece| piece.places.len());
            match counts.max() {
                Some(count) if count > 1 => format!("{count} places"),
                _ => "not certain".to_owned(),
            }
        }
        Verdict::Edited => "edited".to_owned(),
        Verdict::Lost => "lost".to_owned(),
        Verdict::Moved => "moved".to_owned(),
        Verdict::Exact => "as it was".to_owned(),
    }
}

/// Why a piece is not certain, or else the verdict on it, as a sentence without its end.
fn in_words(verdict: Verdict, why: &str) -> String {
    let says = match verdict {
        Verdict::Exact => "The words stand there as they were",
        Verdict::Moved => "The words stand there, in other surroundings",
        Verdict::Edited => "The words were changed",
        Verdict::Ambiguous => "It is not certain where",
        Verdict::Lost => "The words were not found",
    };
    match why {
        "" => says.to_owned(),
        why => capitalised(why),
    }
}

/// The mark that is asked about.
fn asked_about(
    ui: &mut Ui,
    press: &mut Press,
    palette: &Palette,
    review: &Review,
    wishes: &mut Vec<Wish>,
) {
    let kind = review.mark.tag.kind();
    let mut head = format!("Where does this {kind} stand now?");
    if let Some(piece) = review.piece() {
        head = format!(
            "Where does piece {} of {} of this {kind} stand now?",
            piece.current, piece.of
        );
    }
    ui.label(RichText::new(head).strong().color(palette.tag(kind)));
    let (was, is) = review.compared();
    let style = Style::new(14.0, palette.ink, LINES);
    let caption = |ui: &mut Ui, says: &str| {
        ui.label(RichText::new(says).small().color(palette.faint));
    };
    let old = |ui: &mut Ui, press: &mut Press| {
        caption(ui, "As it was");
        let spoken = format!(
            "As it was: {}",
            was.text.get(was.words.clone()).unwrap_or_default()
        );
        press.compared(ui, was, (kind, true), style, &spoken);
    };
    let new = |ui: &mut Ui, press: &mut Press| match (is, review.places()) {
        (Some(is), Some(count)) => {
            let says = match count.of {
                1 => "As it is now".to_owned(),
                of => format!("As it is now, place {} of {of}", count.current),
            };
            caption(ui, &says);
            let spoken = format!(
                "{says}: {}",
                is.text.get(is.words.clone()).unwrap_or_default()
            );
            press.compared(ui, is, (kind, false), style, &spoken);
        }
        _ => caption(
            ui,
            if review.is_known() {
                "No place was found"
            } else {
                "Looking for its place…"
            },
        ),
    };
    if ui.available_width() >= WIDE {
        ui.columns(2, |columns| {
            old(&mut columns[0], press);
            new(&mut columns[1], press);
        });
    } else {
        old(ui, press);
        new(ui, press);
    }
    if let Some((verdict, why)) = review.verdict() {
        ui.label(RichText::new(in_words(verdict, why)).small());
    }
    ui.horizontal_wrapped(|ui| {
        if let Some(count) = review.places() {
            buttons::command(ui, Command::Accept, "Accept", wishes);
            if count.of > 1 {
                buttons::command(ui, Command::Skip, "Next place", wishes);
            }
            if count.of > 2 {
                buttons::command(ui, Command::PreviousPlace, "Place before", wishes);
            }
        }
        buttons::command(ui, Command::PlaceHere, "Place here", wishes);
        buttons::command(ui, Command::Reject, "Leave aside", wishes);
        if review.piece().is_some() {
            let tip = "The mark shall be without this piece";
            if ui.button("Without this piece").on_hover_text(tip).clicked() {
                wishes.push(Wish::WithoutPiece);
            }
        }
        let tip = "Remove the mark for good; undo brings it back";
        if ui.button("Delete").on_hover_text(tip).clicked() {
            wishes.push(Wish::Act(Act::Delete(review.mark.id.clone())));
        }
        buttons::command(ui, Command::Back, "Leave", wishes);
    });
}

/// A mark that has no place.
fn mark_row(
    ui: &mut Ui,
    press: &mut Press,
    palette: &Palette,
    mark: &Annotation,
    current: bool,
    facts: &str,
    wishes: &mut Vec<Wish>,
) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let kind = mark.tag.kind();
    if current || response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect, 4.0, palette.tint(kind, current));
    }
    if response.has_focus() {
        focus_frame(ui, palette, rect);
        let deletes = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if deletes(Key::Delete) || deletes(Key::Backspace) {
            wishes.push(Wish::Act(Act::Delete(mark.id.clone())));
        }
    }
    let bar = Rect::from_min_size(rect.min + vec2(0.0, 4.0), vec2(3.0, ROW - 8.0));
    ui.painter().rect_filled(bar, 1.5, palette.tag(kind));
    let inner = Rect::from_min_max(rect.min + vec2(12.0, 2.0), rect.max - vec2(6.0, 2.0));
    let (upper, lower) = inner.split_top_bottom_at_fraction(0.56);
    let words = mark.words();
    press.excerpt_line(ui, &words, Style::new(14.0, palette.ink, 1), upper);
    let style = Style {
        direction: Some(excerpt::direction_of(&words)),
        ..Style::new(12.0, palette.faint, 1)
    };
    press.excerpt_line(ui, &format!("{kind} · {facts}"), style, lower);
    let spoken = format!("{kind}: {words}, {facts}");
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, current, &spoken));
    if response.clicked() {
        wishes.push(Wish::Review(mark.id.clone()));
    }
}

/// A part to be left out that has no place.
fn region_row(
    ui: &mut Ui,
    press: &mut Press,
    palette: &Palette,
    region: &Region,
    index: usize,
    wishes: &mut Vec<Wish>,
) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let words = match region.span.len() > region.begins.chars().count() {
        true => format!("{} … {}", region.begins, region.ends),
        false => region.begins.clone(),
    };
    let inner = Rect::from_min_max(rect.min + vec2(12.0, 2.0), rect.max - vec2(6.0, 2.0));
    let (upper, lower) = inner.split_top_bottom_at_fraction(0.5);
    press.excerpt_line(ui, &words, Style::new(13.0, palette.faint, 1), upper);
    let style = Style {
        direction: Some(Direction::Ltr),
        ..Style::new(12.0, palette.faint, 1)
    };
    press.excerpt_line(ui, "left out, without a place", style, lower);
    response.widget_info(|| {
        let spoken = format!("left out, without a place: {words}");
        WidgetInfo::labeled(Role::ListItem, true, spoken)
    });
    let place = Rect::from_min_max(lower.max - vec2(64.0, 20.0), lower.max);
    let button = Button::new(RichText::new("Forget").small()).small();
    let tip = "These words need not be left out any more";
    if ui.put(place, button).on_hover_text(tip).clicked() {
        wishes.push(Wish::Act(Act::ForgetRegion(index)));
    }
}
