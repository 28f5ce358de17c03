//! One visible paragraph on the page: what is painted behind and over its letters, and what a screen reader is told of it.

use std::ops::Range;

use egui::{Color32, Pos2, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, accesskit::Role, vec2};

use super::{
    blocks::Blocks,
    clusters::{Area, Place},
    handles::{Handle, Held},
    page::{Ghost, Page, page_id},
    placed::PlacedFragment,
    select::Selection,
    typeset::SetParagraph,
    view::{LANES, ReadingView},
};
use crate::{
    annotation::AnnotationId,
    gui::{
        command::Edge,
        theme::{self, LineStyle, Palette},
    },
    text::CharRange,
};

mod left_out;

/// Code points that are said of what is offered to be left out: it may be a whole story.
const MOST_SPOKEN: usize = 300;

/// One visible paragraph on the page.
pub(super) struct Sheet<'a> {
    page: &'a Page<'a>,
    blocks: &'a Blocks,
    set: &'a SetParagraph,
    index: usize,
    /// Where the paragraph's code points begin in the text.
    range: CharRange,
    /// What of it stands on visible lines, in code points of the text.
    in_view: CharRange,
    /// The corner of its column, in points.
    pub(super) origin: Pos2,
    scale: f32,
    /// Its height with the room below it, in physical pixels.
    height: f32,
    /// Where bars beside the column stand, in points.
    side: f32,
    /// What of it is visible, in its own physical pixels, and its lines there.
    top: f32,
    bottom: f32,
    lines: Range<usize>,
    fragments: Vec<&'a PlacedFragment>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        view: &'a ReadingView,
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
        let in_view = CharRange::new(
            view.blocks.char_in(page.document, index, bytes.start),
            view.blocks.char_in(page.document, index, bytes.end),
        );
        Self {
            page,
            blocks: &view.blocks,
            set,
            index,
            in_view,
            range: view.blocks.range(index),
            origin: view.origin(y).round_to_pixels(scale),
            scale,
            height: view.height_of_set(index),
            side: view.side(),
            top,
            bottom,
            lines,
            fragments: page.placed.within(index, bytes).collect(),
        }
    }

    /// The areas of a range of bytes, on the visible lines. Blanks at which a line was wrapped are left out.
    fn areas(&self, bytes: Range<usize>) -> Vec<Area> {
        let clusters = &self.set.clusters;
        let text = self.blocks.text(self.page.document, self.index);
        let first = clusters
            .line_of(Place::before(bytes.start))
            .max(self.lines.start);
        let mut areas = Vec::new();
        for line in first..self.lines.end {
            let here = clusters.line_bytes(line);
            if here.start >= bytes.end {
                break;
            }
            let last = line + 1 == clusters.lines().len();
            let wrapped = !last || !self.blocks.ends_paragraph(self.index);
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
        let byte = |offset| self.blocks.byte_in(self.page.document, self.index, offset);
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

    /// Whether this is the fragment whose end is being dragged.
    fn is_held(&self, fragment: &PlacedFragment, held: Option<&Held>) -> bool {
        self.is_selected(fragment) && held.is_some_and(|held| held.index == fragment.index)
    }

    /// Everything behind the letters.
    pub(super) fn ground(
        &self,
        painter: &egui::Painter,
        palette: &Palette,
        selection: &Selection,
        held: Option<&Held>,
    ) {
        let found = self.page.found;
        let first = found.partition_point(|range| range.end <= self.in_view.start);
        for range in found[first..]
            .iter()
            .take_while(|range| range.start < self.in_view.end)
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
        for ghost in self.ghosts_here() {
            let strength = self.page.look.highlights;
            let tint = match ghost.kind {
                Some(kind) => palette.highlight(kind, ghost.current, strength),
                None => palette.offered(ghost.current),
            };
            for area in self.areas_of(ghost.range) {
                painter.rect_filled(self.on_screen(&area, 3.0 * self.scale), 2.0, tint);
            }
        }
        if let Some(held) = held {
            for area in self.areas_of(held.range) {
                painter.rect_filled(self.on_screen(&area, 0.0), 0.0, palette.selection);
            }
        }
        for fragment in &self.fragments {
            if self.is_held(fragment, held) {
                continue;
            }
            let selected = self.is_selected(fragment);
            let strength = self.page.look.highlights;
            let tint = palette.highlight(fragment.annotation.tag.kind(), selected, strength);
            for area in self.areas(fragment.bytes.clone()) {
                painter.rect_filled(self.on_screen(&area, 3.0 * self.scale), 2.0, tint);
            }
        }
    }

    /// The lines of the marks, each on its lane under the words, and the frames around some of them.
    pub(super) fn lines(&self, painter: &egui::Painter, palette: &Palette) {
        self.frames(painter, palette);
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

    /// What is offered in this paragraph.
    fn ghosts_here(&self) -> impl Iterator<Item = &'a Ghost> {
        Ghost::within(self.page.ghosts, self.in_view)
    }

    /// The frames around what is offered, and around the marks that the selected one is linked with.
    fn frames(&self, painter: &egui::Painter, palette: &Palette) {
        for ghost in self.ghosts_here() {
            // What is offered to be left out has a bar instead: it may be long.
            let Some(kind) = ghost.kind else { continue };
            let thickness = if ghost.current { 2.0 } else { 1.0 };
            for area in self.areas_of(ghost.range) {
                let around = self.on_screen(&area, 2.0 * self.scale).expand(1.0);
                dashed_frame(painter, around, thickness, palette.tag(kind));
            }
        }
        let linked = |fragment: &&&PlacedFragment| {
            let id = &fragment.annotation.id;
            !self.is_selected(fragment) && self.page.links.iter().any(|link| link.joins(id))
        };
        for fragment in self.fragments.iter().filter(linked) {
            let colour = palette.tag(fragment.annotation.tag.kind());
            for area in self.areas(fragment.bytes.clone()) {
                let around = self.on_screen(&area, 1.0 * self.scale);
                painter.rect_stroke(
                    around,
                    3.0,
                    Stroke::new(1.2, colour),
                    egui::StrokeKind::Outside,
                );
            }
        }
    }

    /// The ends of the selected mark that can be taken hold of, drawn.
    pub(super) fn handles(&self, painter: &egui::Painter, palette: &Palette) -> Vec<Handle> {
        let mut handles = Vec::new();
        for fragment in self.fragments.iter().filter(|f| self.is_selected(f)) {
            let whole = fragment.annotation.fragments[fragment.index].span;
            let colour = palette.tag(fragment.annotation.tag.kind());
            for (edge, here, place) in [
                (
                    Edge::Start,
                    fragment.range.start == whole.start,
                    Place::before(fragment.bytes.start),
                ),
                (
                    Edge::End,
                    fragment.range.end == whole.end,
                    Place::after(fragment.bytes.end),
                ),
            ] {
                if !here {
                    continue;
                }
                let bar = self.bar(place);
                if !painter.clip_rect().intersects(bar) {
                    continue;
                }
                painter.vline(bar.center().x, bar.y_range(), Stroke::new(1.5, colour));
                let knob = match edge {
                    Edge::Start => bar.center_top(),
                    Edge::End => bar.center_bottom(),
                };
                painter.circle_filled(knob, 3.5, colour);
                handles.push(Handle {
                    mark: fragment.annotation.id.clone(),
                    index: fragment.index,
                    edge,
                    whole,
                    knob,
                    bar,
                });
            }
        }
        handles
    }

    /// The upright bar at a place of the paragraph, without width, in points.
    fn bar(&self, place: Place) -> Rect {
        let caret = self.set.clusters.caret(place);
        let line = &self.set.clusters.lines()[caret.line];
        let area = Area {
            line: caret.line,
            left: caret.x,
            top: line.top,
            right: caret.x,
            bottom: line.bottom,
        };
        self.on_screen(&area, 2.0 * self.scale)
    }

    pub(super) fn caret(&self, painter: &egui::Painter, palette: &Palette, selection: &Selection) {
        if self.blocks.of_caret(selection.head, selection.affinity) != self.index {
            return;
        }
        let byte = self
            .blocks
            .byte_in(self.page.document, self.index, selection.head);
        let bar = self.bar(Place {
            byte,
            affinity: selection.affinity,
        });
        painter.vline(bar.left(), bar.y_range(), Stroke::new(2.0, palette.accent));
    }

    /// Tells a screen reader (and tests) of the paragraph and of the marks that begin in it.
    pub(super) fn tell(&self, ui: &Ui) -> Option<AnnotationId> {
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
            let text = || WidgetInfo::labeled(Role::Paragraph, true, self.name());
            ui.interact(whole, id, Sense::hover()).widget_info(text);
        }
        self.explain_bars(ui);
        for ghost in self
            .ghosts_here()
            .filter(|ghost| self.in_view.start <= ghost.range.start)
        {
            let areas = self.areas_of(ghost.range);
            let Some(first) = areas.first() else { continue };
            let id = page_id().with(("ghost", ghost.kind, ghost.range));
            let words = self.page.document.slice(ghost.range);
            let name = match ghost.kind {
                Some(kind) => format!("offered as a {kind}: {words}"),
                None => {
                    let words: String = words.chars().take(MOST_SPOKEN).collect();
                    format!("offered to be left out: {words}")
                }
            };
            ui.interact(self.on_screen(first, 0.0), id, Sense::hover())
                .widget_info(|| WidgetInfo::labeled(Role::Mark, true, &name));
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

/// A frame of dashes: of what is not marked yet.
fn dashed_frame(painter: &egui::Painter, rect: Rect, thickness: f32, colour: Color32) {
    let corners = [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
        rect.left_top(),
    ];
    painter.extend(Shape::dashed_line(
        &corners,
        Stroke::new(thickness, colour),
        4.0,
        3.0,
    ));
}
