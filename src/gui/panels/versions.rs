//! The earlier versions of the set: above, when each was and what differs from now; below, the one that is looked at, mark by mark, and
//! the button that brings it back.

use egui::{Color32, Rect, RichText, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

use super::{focus_frame, rows, wish::Wish};
use crate::{
    gui::{
        desk::Desk,
        earlier::{Earlier, Listed, Looked},
        keeping::Keeping,
        labelling::capitalised,
        reading::{
            excerpt::{self, Style},
            typeset::Direction,
            view::Press,
        },
        theme::Palette,
    },
    versions::{Change, Version},
};

/// Height of a version's row, in points.
const ROW: f32 = 40.0;
/// Height of a mark's row, in points.
const MARK: f32 = 58.0;

/// Shows the pane.
pub fn show(
    ui: &mut Ui,
    press: &mut Press,
    desk: &Desk,
    earlier: &mut Earlier,
    keeping: &Keeping,
    wishes: &mut Vec<Wish>,
) {
    let palette = Palette::of(ui.ctx());
    earlier.follow(ui.ctx(), desk, keeping);
    let faint = |ui: &mut Ui, says: &str| ui.label(RichText::new(says).color(palette.faint));
    if keeping.whose().is_none() {
        faint(
            ui,
            "No earlier versions are kept: the settings say so (versions: 0), or there is no folder to keep them in.",
        );
        return;
    }
    // Where there is nothing to lead to, the focus is not taken away some time later.
    let wants_focus = earlier.listed.is_some() && std::mem::take(&mut earlier.wants_focus);
    let rows = match &earlier.listed {
        None => return drop(faint(ui, "Looking…")),
        Some(Err(error)) => return drop(ui.label(RichText::new(error).color(palette.alarm))),
        Some(Ok(rows)) if rows.is_empty() => {
            let says = "No earlier version is kept yet: the first is kept when a set that was there before is saved, then one every \
                        ten minutes of work, and one when you leave.";
            return drop(faint(ui, says));
        }
        Some(Ok(rows)) => rows,
    };
    let mut chosen = None;
    let room = ui.available_height();
    let height = match earlier.chosen {
        Some(_) => (rows.len() as f32 * (ROW + ui.spacing().item_spacing.y)).min(room * 0.4),
        None => room,
    };
    let area = ScrollArea::vertical()
        .id_salt("versions")
        .max_height(height)
        .auto_shrink([false, true]);
    rows::show(ui, area, ROW, rows.len(), |ui, index| {
        let row = &rows[index];
        let is_chosen = earlier.chosen.as_ref() == Some(&row.version);
        let leads = wants_focus && (is_chosen || (index == 0 && earlier.chosen.is_none()));
        if version_row(ui, press, &palette, row, is_chosen, leads) {
            chosen = Some(row.version.clone());
        }
    });
    if earlier.chosen.is_some() {
        ui.separator();
        details(ui, press, &palette, earlier, wishes);
    }
    if let Some(version) = chosen {
        choose(ui, earlier, &version);
    }
}

fn choose(ui: &Ui, earlier: &mut Earlier, version: &Version) {
    earlier.choose(version);
    ui.ctx().request_repaint();
}

/// A version, which is given the focus if it leads; whether it was chosen.
fn version_row(
    ui: &mut Ui,
    press: &mut Press,
    palette: &Palette,
    row: &Listed,
    chosen: bool,
    leads: bool,
) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    if leads {
        response.request_focus();
    }
    if chosen || response.hovered() || response.has_focus() {
        let strength = if chosen { 1.0 } else { 0.6 };
        let fill = palette.selection.gamma_multiply(strength);
        ui.painter().rect_filled(rect, 4.0, fill);
    }
    if response.has_focus() {
        focus_frame(ui, palette, rect);
    }
    let (says, spoken, ink) = match &row.about {
        Ok((counts, difference)) => {
            let spoken = format!("{}: {counts}; {}", row.when, difference.spoken());
            (format!("{counts} · {difference}"), spoken, palette.faint)
        }
        Err(error) => (
            "can't be read".to_owned(),
            format!("{}: {error}", row.when),
            palette.alarm,
        ),
    };
    let inner = Rect::from_min_max(rect.min + vec2(8.0, 2.0), rect.max - vec2(6.0, 2.0));
    let (upper, lower) = inner.split_top_bottom_at_fraction(0.54);
    line(ui, press, &row.when, 14.0, palette.ink, upper);
    line(ui, press, &says, 12.0, ink, lower);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &spoken));
    response.on_hover_text(&spoken).clicked()
}

/// A line of the program's own words, which run from left to right.
fn line(ui: &mut Ui, press: &mut Press, text: &str, size: f32, ink: Color32, rect: Rect) {
    let style = Style {
        direction: Some(Direction::Ltr),
        ..Style::new(size, ink, 1)
    };
    press.excerpt_line(ui, text, style, rect);
}

/// The version that is looked at.
fn details(
    ui: &mut Ui,
    press: &mut Press,
    palette: &Palette,
    earlier: &Earlier,
    wishes: &mut Vec<Wish>,
) {
    let Some(when) = earlier.chosen_when() else {
        return;
    };
    let looked = match &earlier.looked {
        None => return drop(ui.label(RichText::new("Comparing…").color(palette.faint))),
        Some(Err(error)) => return drop(ui.label(RichText::new(error).color(palette.alarm))),
        Some(Ok(looked)) => looked,
    };
    let Looked { set, compared } = looked;
    let difference = compared.difference();
    let is_now = compared.changes.is_empty() && compared.other.is_empty();
    ui.label(RichText::new(capitalised(&when)).strong());
    ui.label(RichText::new(capitalised(&difference.spoken())).color(palette.faint));
    if is_now {
        return;
    }
    for other in &compared.other {
        ui.label(RichText::new(capitalised(other)).color(palette.faint));
    }
    let tip = "The set becomes as it was then; what it is now is kept as a version, and undo brings it back";
    if ui.button("Bring it back").on_hover_text(tip).clicked() {
        wishes.push(Wish::Restore(set.clone(), when));
    }
    let area = ScrollArea::vertical()
        .id_salt("what differs")
        .auto_shrink(false);
    rows::show(ui, area, MARK, compared.changes.len(), |ui, index| {
        change_row(ui, press, palette, &compared.changes[index], wishes);
    });
}

/// A mark that differs. One that is still there is gone to by a click.
fn change_row(
    ui: &mut Ui,
    press: &mut Press,
    palette: &Palette,
    change: &Change,
    wishes: &mut Vec<Wish>,
) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), MARK), Sense::click());
    let mark = change.mark();
    let kind = mark.tag.kind();
    if response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect, 4.0, palette.tint(kind, false));
    }
    if response.has_focus() {
        focus_frame(ui, palette, rect);
    }
    let (short, state, what) = match change {
        Change::Gone(_) => (
            "would come back",
            "went since, and would come back",
            String::new(),
        ),
        Change::New(_) => ("would go", "made since, and would go", String::new()),
        Change::Changed { what, .. } => ("was otherwise", "was otherwise", what.join("; ")),
    };
    let bar = Rect::from_min_size(rect.min + vec2(0.0, 4.0), vec2(3.0, MARK - 8.0));
    ui.painter().rect_filled(bar, 1.5, palette.tag(kind));
    let inner = Rect::from_min_max(rect.min + vec2(12.0, 3.0), rect.max - vec2(6.0, 3.0));
    let third = inner.height() / 3.0;
    let nth = |index: f32| {
        let corner = inner.min + vec2(0.0, third * index);
        Rect::from_min_size(corner, vec2(inner.width(), third))
    };
    let words = mark.words();
    let style = Style {
        direction: Some(excerpt::direction_of(&words)),
        ..Style::new(13.5, palette.ink, 1)
    };
    press.excerpt_line(ui, &words, style, nth(0.0));
    let facts = format!("{kind} · {short}");
    line(ui, press, &facts, 12.0, palette.faint, nth(1.0));
    line(ui, press, &what, 12.0, palette.ink, nth(2.0));
    let mut spoken = format!("{kind}: {words}, {state}");
    if !what.is_empty() {
        spoken = format!("{spoken}: {what}");
    }
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &spoken));
    if response.on_hover_text(&spoken).clicked() && !matches!(change, Change::Gone(_)) {
        wishes.push(Wish::GoTo(mark.id.clone()));
    }
}
