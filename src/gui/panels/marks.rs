//! The list of all marks in text order, or of those that pass a filter. Only the rows in view cost anything.

use egui::{RichText, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

use super::{filter::Filter, focus_frame, rows};
use crate::{
    annotation::{Annotation, AnnotationId, Kind},
    gui::{
        checking::Checking,
        command::Command,
        desk::Desk,
        reading::{
            excerpt::{self, Style},
            placed::Placed,
            view::Press,
        },
        theme::Palette,
    },
};

/// Height of a row, in points.
const ROW: f32 = 44.0;

/// See the head of this file.
#[derive(Default)]
pub struct MarkList {
    /// Which marks are listed.
    pub filter: Filter,
    /// The marks shown, by their places in the set, and what they were chosen by.
    shown: Vec<usize>,
    chosen_by: Option<(u64, u64, Filter)>,
    /// The mark that was selected when the list was last scrolled to it.
    scrolled_to: Option<AnnotationId>,
}

impl MarkList {
    /// Shows the list; gives a mark that was clicked.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        desk: &Desk,
        checking: &Checking,
    ) -> Option<AnnotationId> {
        let palette = Palette::of(ui.ctx());
        self.filter.show(ui, desk);
        self.choose(desk, checking);
        let all = desk.set().annotations.len();
        if self.shown.is_empty() {
            let key = |kind| Command::Tag(kind).key(ui.ctx());
            let says = if all == 0 {
                format!(
                    "No marks yet. Select words in the text and press {}, {} or {}.",
                    key(Kind::Claim),
                    key(Kind::Denial),
                    key(Kind::Figure)
                )
            } else {
                "No mark fits the filter.".to_owned()
            };
            ui.label(RichText::new(says).color(palette.faint));
            return None;
        }
        if self.shown.len() < all {
            ui.label(
                RichText::new(format!("{} of {all} marks", self.shown.len()))
                    .small()
                    .color(palette.faint),
            );
        }
        let mut area = ScrollArea::vertical().id_salt("marks").auto_shrink(false);
        if desk.at.mark != self.scrolled_to {
            self.scrolled_to.clone_from(&desk.at.mark);
            if let Some(row) = self.row_of(desk) {
                let row_height = ROW + ui.spacing().item_spacing.y;
                let middle = (ui.available_height() - row_height).max(0.0) / 2.0;
                area = area.vertical_scroll_offset((row as f32 * row_height - middle).max(0.0));
            }
        }
        let mut clicked = None;
        rows::show(ui, area, ROW, self.shown.len(), |ui, index| {
            let mark = &desk.set().annotations[self.shown[index]];
            if row(ui, press, desk, checking, &palette, mark) {
                clicked = Some(mark.id.clone());
            }
        });
        if clicked.is_some() {
            self.scrolled_to.clone_from(&clicked);
        }
        clicked
    }

    fn row_of(&self, desk: &Desk) -> Option<usize> {
        let mark = desk.mark()?;
        let place = desk
            .set()
            .annotations
            .partition_point(|other| other.order() < mark.order());
        self.shown.binary_search(&place).ok()
    }

    /// Chooses the rows again if the set, the findings or the filter have changed.
    fn choose(&mut self, desk: &Desk, checking: &Checking) {
        let checked = if self.filter.asks_for_findings() {
            checking.times()
        } else {
            0
        };
        let same = self
            .chosen_by
            .as_ref()
            .is_some_and(|(revision, times, filter)| {
                *revision == desk.revision() && *times == checked && *filter == self.filter
            });
        if !same {
            self.shown = self.filter.choose(desk, checking);
            self.chosen_by = Some((desk.revision(), checked, self.filter.clone()));
        }
    }
}

/// One mark; whether it was clicked.
fn row(
    ui: &mut Ui,
    press: &mut Press,
    desk: &Desk,
    checking: &Checking,
    palette: &Palette,
    mark: &Annotation,
) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let selected = desk.at.mark.as_ref() == Some(&mark.id);
    let kind = mark.tag.kind();
    let colour = palette.tag(kind);
    if selected || response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect, 4.0, palette.tint(kind, selected));
    }
    if response.has_focus() {
        focus_frame(ui, palette, rect);
    }
    let bar = egui::Rect::from_min_size(rect.min + vec2(0.0, 4.0), vec2(3.0, ROW - 8.0));
    ui.painter().rect_filled(bar, 1.5, colour);
    let inner = egui::Rect::from_min_max(rect.min + vec2(12.0, 2.0), rect.max - vec2(6.0, 2.0));
    let (upper, lower) = inner.split_top_bottom_at_fraction(0.56);
    let words = mark.words();
    press.excerpt_line(ui, &words, Style::new(14.0, palette.ink, 1), upper);
    let mut facts = vec![kind.to_string()];
    let speaker = mark.tag.speaker().and_then(|id| desk.set().speaker(id));
    facts.extend(mark.labels.iter().cloned());
    facts.extend(speaker.map(|speaker| speaker.name.clone()));
    if let crate::annotation::Tag::Figure {
        quantity: Some(quantity),
        ..
    } = &mark.tag
    {
        facts.push(quantity.to_string());
    }
    if mark.unsure {
        facts.push("unsure".to_owned());
    }
    let wrong = checking.is_wrong(&mark.id) || !Placed::stands(&desk.document, mark);
    let (ink, facts) = if wrong {
        facts.insert(0, "see the finding".to_owned());
        (palette.alarm, facts)
    } else {
        (palette.faint, facts)
    };
    press.excerpt_line(
        ui,
        &facts.join(" · "),
        Style {
            direction: Some(excerpt::direction_of(&words)),
            ..Style::new(12.0, ink, 1)
        },
        lower,
    );
    response.widget_info(|| {
        WidgetInfo::selected(
            Role::ListBoxOption,
            true,
            selected,
            format!("{kind}: {words}"),
        )
    });
    response.clicked()
}
