//! The list of a folder: a row an article, with its state, its name, and what is in one's set. Only the rows in view cost anything. The
//! list as a whole has the keyboard's focus; which row one is at, it says itself.

use egui::{
    Button, EventFilter, Id, Key, Modifiers, Painter, Pos2, Rect, RichText, ScrollArea, Sense,
    Shape, Stroke, Ui, UiBuilder, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::{
    focus_frame,
    folder::{NARROW, grouped},
};
use crate::{
    annotation::Kind,
    gui::{
        project::{Project, Row},
        reading::{excerpt::Style, select::Move, typeset::Direction, view::Press},
        theme::Palette,
    },
    workspace::{Entry, Sort, State, Summary},
};

/// Height of a row, in points.
const ROW: f32 = 26.0;

/// What is said of an article of which something was never saved.
const UNSAVED: &str = "not saved: open it";

/// The id of the list.
#[must_use]
pub fn list_id() -> Id {
    Id::unique("articles of the folder")
}

/// How many rows were in view when the list was shown last.
#[must_use]
pub fn page(context: &egui::Context) -> usize {
    context.data(|data| data.get_temp(list_id())).unwrap_or(1)
}

/// How wide the columns are, in points; the name takes what is left.
struct Columns {
    state: f32,
    /// Claims, denials and figures, each; all together where there is little room.
    marks: f32,
    unsure: f32,
    findings: f32,
    narrow: bool,
}

impl Columns {
    fn of(width: f32) -> Self {
        let narrow = width < NARROW;
        Self {
            state: if narrow { 56.0 } else { 124.0 },
            marks: if narrow { 64.0 } else { 132.0 },
            unsure: if narrow { 60.0 } else { 72.0 },
            findings: if narrow { 76.0 } else { 84.0 },
            narrow,
        }
    }

    /// The places of state, name, marks, unsure and findings in a row.
    fn of_row(&self, row: Rect) -> [Rect; 5] {
        let right = row.right();
        let edges = [
            row.left(),
            row.left() + self.state,
            (right - self.findings - self.unsure - self.marks).max(row.left() + self.state + 40.0),
            right - self.findings - self.unsure,
            right - self.findings,
            right,
        ];
        std::array::from_fn(|index| {
            Rect::from_min_max(
                pos2(edges[index], row.top()),
                pos2(edges[index + 1], row.bottom()),
            )
        })
    }
}

/// Shows the list; the row that shall be opened.
pub fn show(ui: &mut Ui, press: &mut Press, project: &mut Project) -> Option<usize> {
    let palette = Palette::of(ui.ctx());
    let columns = Columns::of(ui.available_width());
    headings(ui, &palette, &columns, project);
    project.refresh();
    let rect = ui.available_rect_before_wrap();
    let id = list_id();
    let list = ui.interact(rect, id, Sense::FOCUSABLE);
    let keeps = EventFilter {
        tab: false,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keeps));
    // Somebody must have the focus, or no key does anything.
    if ui.memory(|memory| memory.focused().is_none()) {
        list.request_focus();
    }
    let pitch = ROW + ui.spacing().item_spacing.y;
    let page = (rect.height() / pitch) as usize;
    ui.data_mut(|data| data.insert_temp(id, page));
    let mut opened = None;
    if list.has_focus() {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let keys = [(Key::ArrowUp, Move::Up), (Key::ArrowDown, Move::Down)];
        for (_, to) in keys.into_iter().filter(|(key, _)| pressed(*key)) {
            project.go(to, page);
        }
        if pressed(Key::Enter) {
            opened = Some(project.current());
        }
    }
    let count = project.rows().len();
    list.widget_info(|| {
        WidgetInfo::labeled(Role::ListBox, true, format!("Articles: {}", grouped(count)))
    });
    if count == 0 {
        let says = match project.is_filling() {
            true => "No article is known to fit yet.",
            false => "No article fits the filter.",
        };
        ui.label(RichText::new(says).color(palette.faint));
        return None;
    }
    let has_focus = list.has_focus();
    let mut area = ScrollArea::vertical()
        .id_salt("articles")
        .auto_shrink(false);
    let revealed = std::mem::take(&mut project.reveal);
    if revealed {
        let top = project.current() as f32 * pitch;
        let room = ui.available_height();
        let offset = project
            .offset
            .clamp((top + pitch - room).clamp(0.0, top), top);
        area = area.vertical_scroll_offset(offset);
    }
    let shown = area.show_viewport(ui, |ui, view| {
        ui.set_height(pitch * count as f32);
        let (top, across) = (ui.max_rect().top(), ui.max_rect().x_range());
        let of = |index: usize| {
            let top = top + index as f32 * pitch;
            Rect::from_x_y_ranges(across, top..=top + ROW)
        };
        let first = (view.min.y / pitch).floor().max(0.0) as usize;
        let behind = ((view.max.y / pitch).ceil().max(0.0) as usize).min(count);
        for index in first..behind {
            let rect = of(index);
            let is_current = index == project.current();
            let row = project.rows()[index];
            let Some(entry) = project.entry(row) else {
                continue;
            };
            let builder = UiBuilder::new().max_rect(rect).id_salt(index);
            let clicked = ui.scope_builder(builder, |ui| {
                let place = Place {
                    rect,
                    is_current,
                    has_focus,
                };
                self::row(ui, press, &palette, &columns, entry, row, place)
            });
            if clicked.inner {
                opened = Some(index);
            }
        }
        first..behind
    });
    project.offset = shown.state.clamped_offset().y;
    // The room for rows that have just come may be known only in the next frame.
    if revealed && !shown.inner.contains(&project.current()) && rect.height() > 2.0 * pitch {
        project.reveal = true;
        ui.ctx().request_repaint();
    }
    opened
}

/// The headings: by each one sorts.
fn headings(ui: &mut Ui, palette: &Palette, columns: &Columns, project: &mut Project) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    // As the rows, beside which the scroll bar stands.
    let inner = Rect::from_min_max(
        rect.min,
        rect.max - vec2(ui.spacing().scroll.allocated_width(), 0.0),
    );
    let names = [
        (Sort::State, "State"),
        (Sort::Name, "Name"),
        (Sort::Marks, "Marks"),
        (Sort::Unsure, "Unsure"),
        (Sort::Findings, "Findings"),
    ];
    for ((sort, name), place) in names.into_iter().zip(columns.of_row(inner)) {
        let is_sorted = project.view.sort == sort;
        let builder = UiBuilder::new()
            .max_rect(place)
            .id_salt(name)
            .layout(egui::Layout::left_to_right(egui::Align::Center));
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().button_padding.x = 4.0;
            let text = RichText::new(name).small().color(if is_sorted {
                palette.ink
            } else {
                palette.faint
            });
            let button = ui.add(Button::new(text).frame_when_inactive(false));
            let says = match (is_sorted, project.view.descending) {
                (false, _) => format!("Sort by {}", name.to_lowercase()),
                (true, false) => format!("Sorted by {}, ascending", name.to_lowercase()),
                (true, true) => format!("Sorted by {}, descending", name.to_lowercase()),
            };
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &says));
            if is_sorted {
                let at = button.rect.right_center() + vec2(5.0, 0.0);
                let up = if project.view.descending { 1.0 } else { -1.0 };
                let points = vec![
                    at + vec2(-3.5, -2.0 * up),
                    at + vec2(3.5, -2.0 * up),
                    at + vec2(0.0, 3.0 * up),
                ];
                ui.painter()
                    .add(Shape::convex_polygon(points, palette.ink, Stroke::NONE));
            }
            let tip = match sort {
                Sort::Marks => format!("{says}: claims, denials, figures"),
                Sort::Findings => format!("{says}: what is wrong, then what is to be finished"),
                _ => says.clone(),
            };
            if button.on_hover_text(tip).clicked() {
                project.view.sort_by(sort);
            }
        });
    }
    let line = Stroke::new(1.0, palette.rule);
    ui.painter().hline(rect.x_range(), rect.bottom(), line);
}

/// Where a row is, and how it stands.
struct Place {
    rect: Rect,
    is_current: bool,
    has_focus: bool,
}

/// Shows a row; whether it was clicked.
fn row(
    ui: &mut Ui,
    press: &mut Press,
    palette: &Palette,
    columns: &Columns,
    entry: &Entry,
    row: Row,
    place: Place,
) -> bool {
    let Place {
        rect,
        is_current,
        has_focus,
    } = place;
    let response = ui.allocate_rect(rect, Sense::CLICK);
    if is_current || response.hovered() {
        let strength = if is_current { 1.0 } else { 0.5 };
        ui.painter()
            .rect_filled(rect, 4.0, palette.selection.gamma_multiply(strength));
    }
    if is_current && has_focus {
        focus_frame(ui, palette, rect);
    }
    if is_current {
        let node = response.id.accesskit_id();
        ui.ctx()
            .accesskit_node_builder(list_id(), |list| list.set_active_descendant(node));
    }
    let places = columns.of_row(rect);
    let theirs = row.theirs.and_then(|index| entry.theirs.get(index));
    let set = theirs.or(entry.set());
    match theirs {
        Some(theirs) => {
            let indent = vec2(28.0, 0.0);
            let done = theirs.content.as_ref().is_ok_and(|content| content.done);
            if done {
                symbol(
                    ui.painter(),
                    palette,
                    State::Done,
                    places[0].left_center() + vec2(40.0, 0.0),
                );
            }
            let name = Rect::from_min_max(places[1].min + indent, places[1].max);
            let says = format!("{}{}", theirs.annotator, if done { " · done" } else { "" });
            press.excerpt_line(ui, &says, Style::new(13.0, palette.faint, 1), name);
        }
        None => {
            symbol(
                ui.painter(),
                palette,
                entry.state,
                places[0].left_center() + vec2(14.0, 0.0),
            );
            if !columns.narrow {
                let at = Rect::from_min_max(places[0].min + vec2(28.0, 0.0), places[0].max);
                let ink = if entry.state == State::NeedsReview {
                    palette.alarm
                } else {
                    palette.faint
                };
                press.excerpt_line(ui, entry.state.name(), Style::new(12.0, ink, 1), at);
            }
            name(ui, press, palette, entry, places[1]);
        }
    }
    if let Some(set) = set {
        numbers(ui, press, palette, columns, set, &places);
    }
    let told = told(entry, theirs);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_current, &told));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_selected(is_current));
    response
        .on_hover_ui_at_pointer(|ui| tip(ui, entry, theirs))
        .clicked()
}

/// A name, and paler behind it its folder; what is too long loses its middle.
fn name(ui: &Ui, press: &mut Press, palette: &Palette, entry: &Entry, rect: Rect) {
    let (folder, file) = entry.name.split_at(entry.file_name_at());
    let style = |size, ink| Style {
        middle: true,
        direction: Some(Direction::Ltr),
        ..Style::new(size, ink, 1)
    };
    let rect = Rect::from_min_max(rect.min, rect.max - vec2(10.0, 0.0));
    let reach = press.excerpt_line(ui, file, style(14.0, palette.ink), rect);
    let mut left = rect.left() + reach + 12.0;
    if entry.unsaved && left < rect.right() {
        let rest = Rect::from_min_max(pos2(left, rect.top()), rect.max);
        left += 12.0 + press.excerpt_line(ui, UNSAVED, style(12.0, palette.alarm), rest);
    }
    if !folder.is_empty() && left + 24.0 < rect.right() {
        let rest = Rect::from_min_max(pos2(left, rect.top()), rect.max);
        press.excerpt_line(
            ui,
            folder.trim_end_matches('/'),
            style(12.0, palette.faint),
            rest,
        );
    }
}

/// What is in a set, in numbers.
fn numbers(
    ui: &Ui,
    press: &mut Press,
    palette: &Palette,
    columns: &Columns,
    set: &Summary,
    places: &[Rect; 5],
) {
    let mut line = |text: String, ink, rect: Rect| {
        let rect = Rect::from_min_max(rect.min + vec2(4.0, 0.0), rect.max);
        press.excerpt_line(ui, &text, Style::new(13.0, ink, 1), rect);
    };
    if let Ok(content) = &set.content {
        let kinds = [Kind::Claim, Kind::Denial, Kind::Figure];
        if columns.narrow {
            line(grouped(content.marks()), palette.ink, places[2]);
        } else {
            let wide = places[2].width() / 3.0;
            for (index, (count, kind)) in content.counts.into_iter().zip(kinds).enumerate() {
                let left = places[2].left() + index as f32 * wide;
                let at = Rect::from_min_size(
                    pos2(left, places[2].top()),
                    vec2(wide, places[2].height()),
                );
                line(grouped(count), palette.tag(kind), at);
            }
        }
        if content.unsure > 0 {
            line(grouped(content.unsure), palette.ink, places[3]);
        }
    }
    match (set.wrong(), set.findings[2]) {
        (0, 0) => {}
        (0, open) => line(format!("({})", grouped(open)), palette.faint, places[4]),
        (wrong, 0) => line(grouped(wrong), palette.alarm, places[4]),
        (wrong, open) => line(
            format!("{} ({})", grouped(wrong), grouped(open)),
            palette.alarm,
            places[4],
        ),
    }
}

/// A state's sign: an empty ring, one half full, a check mark, an exclamation mark; a dot for what is not known.
fn symbol(painter: &Painter, palette: &Palette, state: State, at: Pos2) {
    let ring = Stroke::new(1.4, palette.faint);
    match state {
        State::Unknown => {
            painter.circle_filled(at, 1.5, palette.faint);
        }
        State::Untouched => {
            painter.circle_stroke(at, 5.0, ring);
        }
        State::InProgress => {
            painter.circle_stroke(at, 5.0, Stroke::new(1.4, palette.accent));
            let arc = (0..=12).map(|step| {
                let angle =
                    std::f32::consts::PI * (step as f32 / 12.0) + std::f32::consts::FRAC_PI_2;
                at + 5.0 * vec2(angle.cos(), angle.sin())
            });
            painter.add(Shape::convex_polygon(
                arc.collect(),
                palette.accent,
                Stroke::NONE,
            ));
        }
        State::Done => {
            let stroke = Stroke::new(2.0, palette.tag(Kind::Figure));
            let points = vec![
                at + vec2(-5.0, 0.0),
                at + vec2(-1.5, 4.0),
                at + vec2(5.5, -4.5),
            ];
            painter.add(Shape::line(points, stroke));
        }
        State::NeedsReview => {
            let stroke = Stroke::new(2.2, palette.alarm);
            painter.line_segment([at + vec2(0.0, -5.5), at + vec2(0.0, 1.5)], stroke);
            painter.circle_filled(at + vec2(0.0, 5.0), 1.4, palette.alarm);
        }
    }
}

/// How a row is told by a screen reader: "story.txt, in progress, 2 claims, 1 finding".
fn told(entry: &Entry, theirs: Option<&Summary>) -> String {
    let mut facts = vec![entry.name.clone()];
    match theirs {
        Some(theirs) => {
            facts.push(format!("set of {}", theirs.annotator));
            if theirs.content.as_ref().is_ok_and(|content| content.done) {
                facts.push("done".to_owned());
            }
        }
        None => {
            facts.push(entry.state.name().to_owned());
            facts.extend(entry.unsaved.then(|| UNSAVED.to_owned()));
        }
    }
    facts.extend(theirs.or(entry.set()).into_iter().flat_map(counted));
    facts.join(", ")
}

/// What is in a set, in words, without what there is none of.
fn counted(set: &Summary) -> Vec<String> {
    let mut numbers = Vec::new();
    if let Ok(content) = &set.content {
        let [claims, denials, figures] = content.counts;
        numbers.extend([
            (claims, "claim", "claims"),
            (denials, "denial", "denials"),
            (figures, "figure", "figures"),
            (content.unsure, "unsure", "unsure"),
        ]);
    }
    numbers.push((set.wrong(), "finding", "findings"));
    numbers.push((set.findings[2], "to finish", "to finish"));
    let some = numbers.into_iter().filter(|(count, ..)| *count > 0);
    some.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect()
}

/// What is said where one points at a row.
fn tip(ui: &mut Ui, entry: &Entry, theirs: Option<&Summary>) {
    ui.label(entry.path.display().to_string());
    if let Some(set) = theirs.or(entry.set()) {
        if entry.is_article {
            ui.label(set.path.display().to_string());
        }
        let counted = counted(set);
        if !counted.is_empty() {
            ui.label(counted.join(", "));
        }
    }
    if theirs.is_none() {
        for reason in entry.reasons() {
            ui.label(reason);
        }
        for copy in entry.copies() {
            ui.label(format!(
                "Claimark kept a copy beside it: {}; delete it when nothing in it is needed",
                copy.file_name()
            ));
        }
    }
}
