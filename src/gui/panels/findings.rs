//! The list of findings, the very ones of `claimark verify`: a click goes to the place, and what mends a finding is a button. Only the
//! rows in view cost anything.

use egui::{Button, Rect, RichText, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

use super::{buttons, focus_frame, rows, wish::Wish};
use crate::{
    config,
    gui::{
        checking::Checking,
        command::Command,
        desk::Desk,
        guidance::Guidance,
        labelling::capitalised,
        reading::{excerpt::Style, typeset::Direction, view::Press},
        theme::Palette,
    },
    verify::{Finding, RULES, Severity},
};

/// Height of a row, in points.
const ROW: f32 = 58.0;

/// Shows the list.
pub fn show(
    ui: &mut Ui,
    press: &mut Press,
    desk: &Desk,
    checking: &Checking,
    guidance: &Guidance,
    wishes: &mut Vec<Wish>,
) {
    let palette = Palette::of(ui.ctx());
    let findings = checking.findings();
    rules(ui, &palette, guidance);
    if findings.is_empty() {
        let says = if checking.is_current(desk, guidance) {
            "No findings: the rules have nothing to complain about."
        } else {
            "Checking…"
        };
        ui.label(RichText::new(says).color(palette.faint));
        return;
    }
    head(ui, desk, checking, wishes);
    let area = ScrollArea::vertical()
        .id_salt("findings")
        .auto_shrink(false);
    rows::show(ui, area, ROW, findings.len(), |ui, index| {
        row(ui, press, desk, &palette, &findings[index], wishes);
    });
}

/// Which rules count, where a configuration says so.
fn rules(ui: &mut Ui, palette: &Palette, guidance: &Guidance) {
    if let Some(trouble) = guidance.rules_trouble() {
        ui.label(RichText::new(trouble).color(palette.alarm));
        let says =
            "Until then the usual rules count. It is read again when you come back to this window.";
        ui.label(RichText::new(says).color(palette.faint));
    } else if let Some(found) = guidance.config() {
        let (count, all) = (found.selection.rules().count(), RULES.len());
        let says = format!("{count} of {all} rules, by {}", config::FILE_NAME);
        ui.label(RichText::new(says).small().color(palette.faint))
            .on_hover_text(found.path.display().to_string());
    }
}

/// The way through the findings, and what mends all that can only be meant one way.
fn head(ui: &mut Ui, desk: &Desk, checking: &Checking, wishes: &mut Vec<Wish>) {
    ui.horizontal_wrapped(|ui| {
        buttons::command(ui, Command::NextFinding, "Next", wishes);
        let count = checking.mendable();
        if count > 1 && desk.may_change().is_ok() {
            let button = ui.button(format!("Mend {count}"));
            let tip = "Mend all that can only be meant one way, as one step";
            if button.on_hover_text(tip).clicked() {
                wishes.push(Wish::MendAll);
            }
        }
    });
}

fn row(
    ui: &mut Ui,
    press: &mut Press,
    desk: &Desk,
    palette: &Palette,
    finding: &Finding,
    wishes: &mut Vec<Wish>,
) {
    let fix = finding.fix.as_ref().filter(|_| desk.may_change().is_ok());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let here = finding.mark.is_some() && finding.mark == desk.at.mark;
    if here || response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect, 4.0, palette.selection.gamma_multiply(0.6));
    }
    if response.has_focus() {
        focus_frame(ui, palette, rect);
    }
    let colour = match finding.severity {
        Severity::Error => palette.alarm,
        Severity::Warning => palette.found,
        Severity::Note => palette.faint,
    };
    let bar = Rect::from_min_size(rect.min + vec2(0.0, 4.0), vec2(3.0, ROW - 8.0));
    ui.painter().rect_filled(bar, 1.5, colour);
    let inner = Rect::from_min_max(rect.min + vec2(12.0, 3.0), rect.max - vec2(6.0, 3.0));
    let mut left = Direction::Ltr;
    if let Some(mark) = finding.mark.as_ref().and_then(|id| desk.find(id)) {
        left = crate::gui::reading::excerpt::direction_of(&mark.words());
    }
    let third = inner.height() / 3.0;
    let line = |index: f32, width: f32| {
        let corner = inner.min + vec2(0.0, third * index);
        Rect::from_min_size(corner, vec2(width, third))
    };
    let small = Style {
        direction: Some(Direction::Ltr),
        ..Style::new(12.0, palette.faint, 1)
    };
    let message = Style {
        direction: Some(Direction::Ltr),
        ..Style::new(13.5, palette.ink, 1)
    };
    press.excerpt_line(ui, &finding.message, message, line(0.0, inner.width()));
    let words = finding.mark.as_ref().and_then(|id| desk.find(id));
    if let Some(mark) = words {
        let style = Style {
            direction: Some(left),
            ..Style::new(12.0, palette.faint, 1)
        };
        press.excerpt_line(ui, &mark.words(), style, line(1.0, inner.width()));
    }
    let facts = format!("{} · {}", finding.rule.code, finding.severity);
    press.excerpt_line(ui, &facts, small, line(2.0, inner.width() * 0.5));
    let spoken = format!("{}: {}", finding.rule.code, finding.message);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &spoken));
    let tip = format!("{}\n{}", finding.message, finding.help);
    if response.clone().on_hover_text(tip).clicked() {
        match (&finding.mark, finding.article) {
            (Some(mark), _) => wishes.push(Wish::GoTo(mark.clone())),
            (None, Some(place)) => wishes.push(Wish::GoToPlace(place)),
            (None, None) => {}
        }
    }
    if let Some(fix) = fix {
        let text = RichText::new(capitalised(&fix.what)).small();
        let button = Button::new(text).small().truncate();
        let place = Rect::from_min_max(
            egui::pos2(inner.left() + inner.width() * 0.42, inner.max.y - 20.0),
            inner.max,
        );
        let tip = if fix.safe {
            "Mends it; undo takes it back"
        } else {
            "Mends it, if that is what you mean; undo takes it back"
        };
        if ui.put(place, button).on_hover_text(tip).clicked() {
            wishes.push(Wish::Fix(fix.clone()));
        }
    }
}
