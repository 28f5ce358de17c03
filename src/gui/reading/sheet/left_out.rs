//! How a visible paragraph shows what of it is left out of the article: paler letters, and an upright bar beside the column, so that
//! colour is not the only cue. What is offered to be left out has a bar of dashes.

use egui::{Mesh, Pos2, Rect, Sense, Shape, Stroke, Ui};

use super::Sheet;
use crate::{
    gui::{reading::clusters::Place, theme::Palette},
    text::CharRange,
};

/// How thick the bar is, in points.
const THICK: f32 = 3.0;
/// How much of a colour glyph, such as an emoji, is left.
const PALE: f32 = 0.6;

impl Sheet<'_> {
    /// What is left out on the visible lines.
    fn left_out(&self) -> &[CharRange] {
        self.page.left_out.within(self.in_view)
    }

    /// Makes the letters paler that are left out. Those that are marked, selected or offered keep their ink: what is behind them takes
    /// some of the contrast already.
    pub(in crate::gui::reading) fn dim(
        &self,
        mesh: &mut Mesh,
        palette: &Palette,
        selected: CharRange,
    ) {
        let parts = self.left_out();
        if parts.is_empty() {
            return;
        }
        let mut covered: Vec<_> = self.fragments.iter().map(|piece| piece.range).collect();
        covered.extend(self.ghosts_here().map(|ghost| ghost.range));
        covered.push(selected);
        covered.sort_unstable();
        let mut areas: Vec<Rect> = Vec::new();
        for part in parts {
            for pale in without(*part, &covered) {
                let here = self.areas_of(pale);
                areas.extend(here.iter().map(|area| self.on_screen(area, 0.0)));
            }
        }
        // A glyph is four corners, and belongs where its middle is.
        for glyph in mesh.vertices.chunks_exact_mut(4) {
            let middle = glyph[0].pos.lerp(glyph[3].pos, 0.5);
            if areas.iter().any(|area| area.contains(middle)) {
                for corner in glyph {
                    corner.color = if corner.color == palette.ink {
                        palette.left_out
                    } else {
                        corner.color.gamma_multiply(PALE)
                    };
                }
            }
        }
    }

    /// The bars beside what is left out and what is offered to be.
    pub(in crate::gui::reading) fn bars(&self, painter: &egui::Painter, palette: &Palette) {
        use egui::emath::GuiRounding;
        for part in self.left_out() {
            let bar = self.beside(*part);
            let sharp = bar.round_to_pixels(painter.pixels_per_point());
            let mut mesh = Mesh::default();
            mesh.add_colored_rect(sharp, palette.left_out);
            painter.add(Shape::mesh(mesh));
        }
        for ghost in self.ghosts_here().filter(|ghost| ghost.kind.is_none()) {
            let bar = self.beside(ghost.range);
            let (thick, colour) = if ghost.current {
                (THICK, palette.accent)
            } else {
                (THICK / 2.0, palette.faint)
            };
            let ends = [bar.center_top(), bar.center_bottom()];
            painter.extend(Shape::dashed_line(
                &ends,
                Stroke::new(thick, colour),
                6.0,
                4.0,
            ));
        }
    }

    /// Where the bar of a part stands: beside its lines here, and down to the next paragraph if it goes on there.
    fn beside(&self, part: CharRange) -> Rect {
        let lines = self.set.clusters.lines();
        let line_of = |offset| {
            let byte = self.blocks.byte_in(self.page.document, self.index, offset);
            &lines[self.set.clusters.line_of(Place::before(byte))]
        };
        let top = if part.start <= self.range.start {
            0.0
        } else {
            line_of(part.start).top
        };
        let bottom = if part.end > self.range.end {
            self.height
        } else {
            line_of(part.end.saturating_sub(1).max(self.range.start)).bottom
        };
        let x = self.side - THICK / 2.0;
        let y = |pixels: f32| self.origin.y + pixels / self.scale;
        // No more than is in view: it may be long.
        let (top, bottom) = (top.max(self.top), bottom.min(self.bottom));
        Rect::from_min_max(
            Pos2::new(x, y(top)),
            Pos2::new(x + THICK, y(bottom.max(top))),
        )
    }

    /// What a paragraph is called: its words, and whether they are left out.
    pub(super) fn name(&self) -> String {
        let (document, left_out) = (self.page.document, self.page.left_out);
        let words = self.blocks.text(document, self.index);
        if left_out.within(self.range).is_empty() {
            words.to_owned()
        } else if left_out.holds(document, self.range) {
            format!("left out of the article: {words}")
        } else {
            format!("partly left out of the article: {words}")
        }
    }

    /// Says what a bar means to whoever points at it.
    pub(super) fn explain_bars(&self, ui: &Ui) {
        for part in self.left_out() {
            let bar = self.beside(*part).expand(4.0);
            let id = super::page_id().with(("left out", self.index, part.start));
            ui.interact(bar, id, Sense::hover())
                .on_hover_text("Left out of the article");
        }
    }
}

/// What is left of a range without others, which are sorted.
fn without(range: CharRange, others: &[CharRange]) -> Vec<CharRange> {
    let mut left = Vec::new();
    let mut from = range.start;
    for other in others {
        if other.start > from {
            left.push(CharRange::new(from, other.start.min(range.end)));
        }
        from = from.max(other.end);
        if from >= range.end {
            break;
        }
    }
    left.push(CharRange::new(from, range.end.max(from)));
    left.retain(|part| !part.is_empty());
    left
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_left_of_a_range_is_what_no_other_covers(
            start in 0usize..30, length in 0usize..30, others in proptest::collection::vec((0usize..60, 0usize..20), 0..8),
        ) {
            let range = CharRange::new(start, start + length);
            let mut others: Vec<_> = others.into_iter().map(|(start, length)| CharRange::new(start, start + length)).collect();
            others.sort_unstable();
            let left = without(range, &others);
            for at in 0..100 {
                let expected = range.contains(at) && !others.iter().any(|other| other.contains(at));
                prop_assert_eq!(left.iter().filter(|part| part.contains(at)).count(), usize::from(expected), "{}", at);
            }
        }
    }
}
