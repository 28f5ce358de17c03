//! The reading view as a widget: takes the mouse and the wheel, paints what is visible, and tells a screen reader what is there.
//!
//! From back to front: the page, what is found, the tints of marks, the selection, the letters, the lines of marks, the caret.

use std::ops::Range;

use egui::{
    Color32, EventFilter, Id, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, WidgetInfo,
    accesskit::Role, vec2,
};

use super::{
    clusters::{Area, Place},
    placed::{Placed, PlacedFragment},
    select::Selection,
    typeset::SetParagraph,
    view::{LANES, Press, ReadingView},
};
use crate::{
    annotation::AnnotationId,
    gui::{
        settings::Look,
        theme::{self, LineStyle, Palette},
    },
    text::{CharRange, Document},
};

/// Width of the scroll bar, in points.
const BAR: f32 = 12.0;

/// What is shown besides the text.
pub struct Page<'a> {
    /// The article.
    pub document: &'a Document,
    /// Its marks.
    pub placed: &'a Placed,
    /// The selected mark.
    pub selected: Option<&'a AnnotationId>,
    /// Where the words looked for stand, sorted.
    pub found: &'a [CharRange],
    /// What would be marked, of what is selected.
    pub would_mark: CharRange,
    /// How the page looks.
    pub look: &'a Look,
}

/// What happened on the page.
pub struct PageResponse {
    /// The page itself; it takes the keyboard's focus.
    pub response: Response,
    /// A plain click, with the code point under it.
    pub clicked: Option<Option<usize>>,
    /// A mark that a screen reader activated.
    pub activated: Option<AnnotationId>,
}

/// The page's id: what has the keyboard's focus while one reads.
#[must_use]
pub fn page_id() -> Id {
    Id::unique("the article")
}

impl ReadingView {
    /// Shows the page in all the room that is left.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        page: &Page<'_>,
        selection: &mut Selection,
    ) -> PageResponse {
        let rect = ui.available_rect_before_wrap();
        let id = page_id();
        let text = Rect::from_min_max(rect.min, rect.max - vec2(BAR, 0.0));
        // Without the strip of the scroll bar: to drag that is not to select.
        let response = ui.interact(text, id, Sense::click_and_drag());
        ui.advance_cursor_after_rect(rect);
        response.widget_info(|| WidgetInfo::labeled(Role::Document, true, "Article"));
        let everything = EventFilter {
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, everything));

        self.fit(press, text, page.look, ui.ctx().pixels_per_point());
        let thumb = self.scroll_bar(ui, press, rect);
        let clicked = self.follow_pointer(ui, press, page.document, &response, selection);
        if ui.rect_contains_pointer(rect) {
            let wheel = ui.input(|input| input.smooth_scroll_delta().y);
            if wheel != 0.0 {
                self.scroll(press, -wheel * ui.ctx().pixels_per_point());
            }
        }
        self.settle(press);
        self.make_room(press, page.placed);
        if response.hovered()
            && ui
                .input(|input| input.pointer.hover_pos())
                .is_some_and(|point| text.contains(point))
        {
            ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
        }
        let activated = self.paint(ui, press, page, selection, rect, &response);
        if let Some((thumb, strength)) = thumb {
            ui.painter().rect_filled(
                thumb,
                3.0,
                Palette::of(ui.ctx()).faint.gamma_multiply(strength),
            );
        }
        PageResponse {
            response,
            clicked,
            activated,
        }
    }

    fn paint(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        page: &Page<'_>,
        selection: &Selection,
        rect: Rect,
        response: &Response,
    ) -> Option<AnnotationId> {
        let palette = Palette::of(ui.ctx());
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        painter.rect_filled(rect, 0.0, palette.page);
        let mut activated = None;
        for (index, y) in self.visible(press) {
            let set = self.paragraph(press, index);
            let sheet = Sheet::new(
                self,
                page,
                &set,
                index,
                y,
                rect,
                ui.ctx().pixels_per_point(),
            );
            sheet.ground(&painter, &palette, selection);
            let mesh = press
                .atlas
                .paint(ui.ctx(), &set, sheet.origin, rect, palette.ink);
            painter.add(Shape::mesh(mesh));
            sheet.lines(&painter, &palette);
            if response.has_focus() {
                sheet.caret(&painter, &palette, selection);
            }
            activated = sheet.tell(ui).or(activated);
        }
        if response.has_focus() {
            painter.vline(
                rect.left() + 1.0,
                rect.y_range(),
                Stroke::new(2.0, palette.accent.gamma_multiply(0.6)),
            );
        }
        activated
    }

    /// Follows a drag of the scroll bar. Gives where its thumb is to be painted, if the article is longer than the view.
    fn scroll_bar(&mut self, ui: &Ui, press: &mut Press, rect: Rect) -> Option<(Rect, f32)> {
        let track = Rect::from_min_max(Pos2::new(rect.right() - BAR, rect.top()), rect.max);
        let bar = ui.interact(track, page_id().with("scroll bar"), Sense::click_and_drag());
        let (from, to) = self.part_in_view();
        let long = to - from < 0.999;
        if long
            && bar.is_pointer_button_down_on()
            && let Some(point) = bar.interact_pointer_pos()
        {
            let part = f64::from((point.y - track.top()) / track.height());
            self.go_to_part(press, part - (to - from) / 2.0);
        }
        let (from, to) = self.part_in_view();
        let (height, shown) = (f64::from(track.height()), to - from);
        let length = (shown * height).max(24.0);
        let top = (from / (1.0 - shown).max(1e-6)).min(1.0) * (height - length);
        let corner = track.min + vec2(3.0, top as f32);
        let thumb = Rect::from_min_size(corner, vec2(BAR - 6.0, length as f32));
        long.then_some((
            thumb,
            if bar.hovered() || bar.dragged() {
                0.7
            } else {
                0.35
            },
        ))
    }
}

/// One visible paragraph on the page.
struct Sheet<'a> {
    page: &'a Page<'a>,
    set: &'a SetParagraph,
    index: usize,
    /// Where the paragraph's code points begin in the text.
    range: CharRange,
    /// The corner of its column, in points.
    origin: Pos2,
    scale: f32,
    /// What of it is visible, in its own physical pixels, and its lines there.
    top: f32,
    bottom: f32,
    lines: Range<usize>,
    fragments: Vec<&'a PlacedFragment>,
}

impl<'a> Sheet<'a> {
    fn new(
        view: &ReadingView,
        page: &'a Page<'a>,
        set: &'a SetParagraph,
        index: usize,
        y: f32,
        rect: Rect,
        scale: f32,
    ) -> Self {
        use egui::emath::GuiRounding;
        let (top, bottom) = (-y, rect.height() * scale - y);
        let lines = set.clusters.lines_between(top, bottom);
        let bytes = if lines.is_empty() {
            0..0
        } else {
            set.clusters.line_bytes(lines.start).start..set.clusters.line_bytes(lines.end - 1).end
        };
        Self {
            page,
            set,
            index,
            range: page.document.paragraphs()[index].range,
            origin: view.origin(y).round_to_pixels(scale),
            scale,
            top,
            bottom,
            lines,
            fragments: page.placed.within(index, bytes).collect(),
        }
    }

    /// The areas of a range of bytes, on the visible lines. Blanks at which a line was wrapped are left out.
    fn areas(&self, bytes: Range<usize>) -> Vec<Area> {
        let clusters = &self.set.clusters;
        let text = self.page.document.paragraph(self.index);
        let first = clusters
            .line_of(Place::before(bytes.start))
            .max(self.lines.start);
        let mut areas = Vec::new();
        for line in first..self.lines.end {
            let here = clusters.line_bytes(line);
            if here.start >= bytes.end {
                break;
            }
            let wrapped = line + 1 < clusters.lines().len();
            let words = if wrapped {
                text[here.clone()].trim_end().len()
            } else {
                here.len()
            };
            let part = bytes.start.max(here.start)..bytes.end.min(here.start + words);
            if !part.is_empty() {
                areas.extend(clusters.rects_within(part, self.top, self.bottom));
            }
        }
        areas
    }

    /// The areas of a range of the text, as far as it is in this paragraph.
    fn areas_of(&self, range: CharRange) -> Vec<Area> {
        if range.is_empty() || !range.overlaps(self.range) {
            return Vec::new();
        }
        let byte = |offset| self.page.document.byte_in_paragraph(self.index, offset);
        self.areas(byte(range.start)..byte(range.end))
    }

    /// An area in points; `inset` pixels off its top and bottom.
    fn on_screen(&self, area: &Area, inset: f32) -> Rect {
        let corner = |x: f32, y: f32| self.origin + vec2(x, y) / self.scale;
        Rect::from_min_max(
            corner(area.left, area.top + inset),
            corner(area.right, area.bottom - inset),
        )
    }

    fn is_selected(&self, fragment: &PlacedFragment) -> bool {
        self.page.selected == Some(&fragment.annotation.id)
    }

    /// Whether the mark begins with what stands here of this fragment.
    fn begins(&self, fragment: &PlacedFragment) -> bool {
        fragment.range.start == fragment.annotation.extent().start
    }

    /// Everything behind the letters.
    fn ground(&self, painter: &egui::Painter, palette: &Palette, selection: &Selection) {
        let found = self.page.found;
        let first = found.partition_point(|range| range.end <= self.range.start);
        for range in found[first..]
            .iter()
            .take_while(|range| range.start < self.range.end)
        {
            for area in self.areas_of(*range) {
                let around = self.on_screen(&area, 2.0 * self.scale);
                let line = Stroke::new(1.5, palette.found);
                painter.rect_stroke(around, 2.0, line, egui::StrokeKind::Inside);
            }
        }
        // What is selected but would not be marked, the blanks at its ends, is paler.
        for (range, strength) in [(selection.range(), 0.45), (self.page.would_mark, 1.0)] {
            for area in self.areas_of(range) {
                painter.rect_filled(
                    self.on_screen(&area, 0.0),
                    0.0,
                    palette.selection.gamma_multiply(strength),
                );
            }
        }
        for fragment in &self.fragments {
            let selected = self.is_selected(fragment);
            let tint = palette.highlight(
                fragment.annotation.tag.kind(),
                selected,
                self.page.look.highlights,
            );
            for area in self.areas(fragment.bytes.clone()) {
                painter.rect_filled(self.on_screen(&area, 3.0 * self.scale), 2.0, tint);
            }
        }
    }

    /// The lines of the marks, each on its lane under the words.
    fn lines(&self, painter: &egui::Painter, palette: &Palette) {
        let lanes = self.page.placed.lanes(self.index).max(1) as f32;
        let (selected, others): (Vec<&PlacedFragment>, Vec<_>) = self
            .fragments
            .iter()
            .partition(|fragment| self.is_selected(fragment));
        for fragment in others.into_iter().chain(selected) {
            let kind = fragment.annotation.tag.kind();
            let thickness = if self.is_selected(fragment) { 2.6 } else { 1.6 };
            for area in self.areas(fragment.bytes.clone()) {
                let line = &self.set.clusters.lines()[area.line];
                let first = line.baseline + LANES.0 * self.scale;
                let room = line.bottom - 1.0 * self.scale - first;
                let step = (LANES.1 * self.scale).min(room / lanes);
                let y = self.origin.y + (first + step * fragment.lane as f32) / self.scale;
                let x = |x: f32| self.origin.x + x / self.scale;
                draw_line(
                    painter,
                    (x(area.left) + 0.5, x(area.right) - 0.5),
                    y,
                    thickness,
                    palette.tag(kind),
                    theme::line_style(kind),
                );
            }
        }
    }

    fn caret(&self, painter: &egui::Painter, palette: &Palette, selection: &Selection) {
        if self.page.document.paragraph_of(selection.head) != self.index {
            return;
        }
        let byte = self
            .page
            .document
            .byte_in_paragraph(self.index, selection.head);
        let caret = self.set.clusters.caret(Place {
            byte,
            affinity: selection.affinity,
        });
        let line = &self.set.clusters.lines()[caret.line];
        let area = Area {
            line: caret.line,
            left: caret.x,
            top: line.top,
            right: caret.x,
            bottom: line.bottom,
        };
        let bar = self.on_screen(&area, 2.0 * self.scale);
        painter.vline(bar.left(), bar.y_range(), Stroke::new(2.0, palette.accent));
    }

    /// Tells a screen reader (and tests) of the paragraph and of the marks that begin in it.
    fn tell(&self, ui: &Ui) -> Option<AnnotationId> {
        let width = self
            .set
            .clusters
            .lines()
            .iter()
            .map(|line| line.right)
            .fold(1.0, f32::max);
        let whole = Rect::from_min_size(self.origin, vec2(width, self.set.height) / self.scale);
        if !self.range.is_empty() {
            let id = page_id().with(("paragraph", self.index));
            let text = || {
                WidgetInfo::labeled(
                    Role::Paragraph,
                    true,
                    self.page.document.paragraph(self.index),
                )
            };
            ui.interact(whole, id, Sense::hover()).widget_info(text);
        }
        let mut activated = None;
        for fragment in self
            .fragments
            .iter()
            .filter(|fragment| self.begins(fragment))
        {
            let areas = self.areas(fragment.bytes.clone());
            // The first line of it, so that its middle is on its words.
            let Some(first) = areas.first() else { continue };
            let id = page_id().with(("mark", fragment.annotation.id.as_str()));
            let response = ui.interact(self.on_screen(first, 0.0), id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Mark, true, label(fragment)));
            let selected = self.is_selected(fragment);
            ui.ctx().accesskit_node_builder(id, |node| {
                node.set_selected(selected);
                node.add_action(egui::accesskit::Action::Click);
            });
            if ui.input(|input| {
                input.has_accesskit_action_request(id, egui::accesskit::Action::Click)
            }) {
                activated = Some(fragment.annotation.id.clone());
            }
        }
        activated
    }
}

/// What a mark is called: "claim: the gloves will be sold abroad".
fn label(fragment: &PlacedFragment) -> String {
    let annotation = &fragment.annotation;
    format!("{}: {}", annotation.tag.kind(), annotation.words())
}

/// Draws a line from its left to its right end. By rectangles rather than by egui's strokes: they are sharp, and a dash costs
/// two triangles.
fn draw_line(
    painter: &egui::Painter,
    (left, right): (f32, f32),
    y: f32,
    thickness: f32,
    colour: Color32,
    style: LineStyle,
) {
    use egui::emath::GuiRounding;
    let scale = painter.pixels_per_point();
    let (top, bottom) = (y - thickness / 2.0, y + thickness / 2.0);
    let (dash, gap) = match style {
        LineStyle::Solid => (right - left, 0.0),
        LineStyle::Dashed => (7.0, 3.0),
        LineStyle::Dotted => (2.0, 2.0),
    };
    let mut mesh = egui::Mesh::default();
    let mut from = left;
    while from < right {
        let to = (from + dash).min(right);
        let bar = Rect::from_min_max(Pos2::new(from, top), Pos2::new(to, bottom));
        mesh.add_colored_rect(bar.round_to_pixels(scale), colour);
        from += (dash + gap).max(0.5);
    }
    painter.add(Shape::mesh(mesh));
}
