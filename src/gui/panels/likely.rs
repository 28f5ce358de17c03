//! The pane of likely marks: which kinds are offered, and those that are open, in text order. Only the rows in view cost anything.

use egui::{Button, Rect, RichText, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

use super::{buttons, focus_frame, rows, wish::Wish};
use crate::{
    annotation::Kind,
    gui::{
        command::Command,
        desk::Desk,
        labelling::capitalised,
        likely::{Likely, LikelyMarks},
        offers::Offers,
        reading::{
            excerpt::{self, Style},
            view::Press,
        },
        theme::Palette,
    },
};

/// Height of a row, in points.
const ROW: f32 = 44.0;

/// The list, and the offer that it was last scrolled to.
#[derive(Default)]
pub struct LikelyPane {
    scrolled_to: Option<(usize, usize)>,
}

impl LikelyPane {
    /// Shows the pane.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        desk: &Desk,
        marks: &LikelyMarks,
        wishes: &mut Vec<Wish>,
    ) {
        let palette = Palette::of(ui.ctx());
        let faint = |text: &str| RichText::new(text).color(palette.faint);
        if !marks.wanted.on {
            let says = "What is likely a claim, a denial or a figure can be offered while you read. Nothing is marked that you do not accept.";
            ui.label(faint(says));
            buttons::command(ui, Command::Likely, "Offer likely marks", wishes);
            return;
        }
        ui.horizontal_wrapped(|ui| {
            for (kind, name) in [
                (Kind::Claim, "Claims"),
                (Kind::Denial, "Denials"),
                (Kind::Figure, "Figures"),
            ] {
                let text = RichText::new(name).color(palette.tag(kind));
                let button = Button::selectable(marks.wanted.kinds.has(kind), text)
                    .frame_when_inactive(true)
                    .small();
                let tip = format!("Whether likely {kind}s are offered");
                if ui.add(button).on_hover_text(tip).clicked() {
                    wishes.push(Wish::LikelyKind(kind));
                }
            }
            buttons::command(ui, Command::Likely, "End", wishes);
        });
        let Some(offers) = &marks.offers else {
            let says = match desk.may_change() {
                Ok(()) => "Looking for likely marks…".to_owned(),
                Err(error) => capitalised(&error.to_string()),
            };
            ui.label(faint(&says));
            return;
        };
        let Some((all, open)) = offers.likely() else {
            return;
        };
        if open.is_empty() {
            ui.label(faint("No likely mark is left in this article."));
        }
        if offers.rejected() > 0 {
            ui.horizontal_wrapped(|ui| {
                ui.label(faint(&format!("{} turned down", offers.rejected())));
                buttons::command(ui, Command::OfferAgain, "Offer again", wishes);
            });
        }
        if open.is_empty() {
            return;
        }
        self.list(ui, press, desk, (offers, all, open), wishes);
    }

    fn list(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        desk: &Desk,
        (offers, all, open): (&Offers, &[Likely], &[usize]),
        wishes: &mut Vec<Wish>,
    ) {
        let palette = Palette::of(ui.ctx());
        let mut area = ScrollArea::vertical().id_salt("likely").auto_shrink(false);
        let now = (offers.current(), open.len());
        if self.scrolled_to != Some(now) {
            self.scrolled_to = Some(now);
            let row = ROW + ui.spacing().item_spacing.y;
            let middle = (ui.available_height() - row).max(0.0) / 2.0;
            area = area.vertical_scroll_offset((now.0 as f32 * row - middle).max(0.0));
        }
        rows::show(ui, area, ROW, open.len(), |ui, index| {
            let likely = &all[open[index]];
            if row(ui, press, desk, &palette, likely, index == now.0) {
                wishes.push(Wish::TurnToLikely(index));
            }
        });
    }
}

/// One likely mark; whether it was clicked.
fn row(
    ui: &mut Ui,
    press: &mut Press,
    desk: &Desk,
    palette: &Palette,
    likely: &Likely,
    current: bool,
) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let kind = likely.suggestion.kind;
    if current || response.hovered() || response.has_focus() {
        let tint = palette.tint(kind, current);
        ui.painter().rect_filled(rect, 4.0, tint);
    }
    if response.has_focus() {
        focus_frame(ui, palette, rect);
    }
    // A broken bar: it is no mark yet.
    let bar = Rect::from_min_size(rect.min + vec2(0.0, 4.0), vec2(3.0, ROW - 8.0));
    for part in 0..3 {
        let step = bar.height() / 3.0;
        let corner = bar.min + vec2(0.0, step * part as f32);
        let dash = Rect::from_min_size(corner, vec2(3.0, step - 4.0));
        ui.painter().rect_filled(dash, 1.5, palette.tag(kind));
    }
    let inner = Rect::from_min_max(rect.min + vec2(12.0, 2.0), rect.max - vec2(6.0, 2.0));
    let (upper, lower) = inner.split_top_bottom_at_fraction(0.56);
    let words = likely.words(&desk.document);
    press.excerpt_line(ui, &words, Style::new(14.0, palette.ink, 1), upper);
    let mut facts = vec![kind.to_string()];
    facts.extend(likely.facts());
    let style = Style {
        direction: Some(excerpt::direction_of(&words)),
        ..Style::new(12.0, palette.faint, 1)
    };
    press.excerpt_line(ui, &facts.join(" · "), style, lower);
    let spoken = format!("likely {kind}: {words}");
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, current, &spoken));
    response.clicked()
}
