//! The links of the selected mark, drawn in the margin beside the column: from the line of the one to the line of the other, with an
//! arrow at the one that is meant. Where the other end is out of view, the line runs to the edge of the page.

use std::sync::Arc;

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, vec2};

use super::{
    clusters::Place,
    view::{Press, ReadingView},
};
use crate::{
    annotation::{Annotation, AnnotationId},
    gui::theme::Palette,
};

/// How far from the column the first line is, and how far the next ones are apart, in points.
const FIRST: f32 = 9.0;
const APART: f32 = 5.0;
/// Lines that have a place of their own in the margin.
const PLACES: usize = 4;
/// Links drawn at once: a claim that a hundred denials deny would fill the margin.
const MOST: usize = 24;

/// A link from a mark to another.
#[derive(Clone, Debug)]
pub struct Link {
    /// A denial or a figure.
    pub from: Arc<Annotation>,
    /// What it denies or is about.
    pub to: Arc<Annotation>,
    /// Whether it is only being thought of.
    pub tentative: bool,
}

impl Link {
    /// Whether this mark is at one of its ends.
    #[must_use]
    pub fn joins(&self, id: &AnnotationId) -> bool {
        self.from.id == *id || self.to.id == *id
    }
}

/// Where a mark begins, seen from the view.
#[derive(Clone, Copy, PartialEq)]
enum Height {
    Above,
    /// The middle of its first line, in points.
    At(f32),
    Below,
}

impl ReadingView {
    pub(super) fn paint_links(
        &mut self,
        press: &mut Press,
        painter: &Painter,
        palette: &Palette,
        links: &[Link],
        rect: Rect,
    ) {
        for (index, link) in links.iter().take(MOST).enumerate() {
            let ends = [&link.from, &link.to].map(|mark| self.height_of(press, mark));
            let [Some(from), Some(to)] = ends else {
                continue;
            };
            if from == to && !matches!(from, Height::At(_)) {
                continue;
            }
            let colour = palette.tag(link.from.tag.kind());
            let x = self.origin(0.0).x - FIRST - APART * (index % PLACES) as f32;
            let column = self.origin(0.0).x - 3.0;
            draw(
                painter,
                (from, to),
                (x, column),
                rect,
                colour,
                link.tentative,
            );
        }
    }

    /// Where a mark begins; `None` for one without a place.
    fn height_of(&mut self, press: &mut Press, mark: &Annotation) -> Option<Height> {
        let document = self.document.clone();
        let start = mark
            .fragments
            .iter()
            .find(|fragment| fragment.fits(&document))?
            .span
            .start;
        let index = self.blocks.of_offset(start);
        let visible = self.visible(press);
        let Some(&(_, y)) = visible.iter().find(|(paragraph, _)| *paragraph == index) else {
            let before = visible.first().is_none_or(|(first, _)| index < *first);
            return Some(if before { Height::Above } else { Height::Below });
        };
        let set = self.paragraph(press, index);
        let byte = self.blocks.byte_in(&document, index, start);
        let line = &set.clusters.lines()[set.clusters.line_of(Place::before(byte))];
        let middle = y + (line.top + line.bottom) / 2.0;
        Some(if middle < 0.0 {
            Height::Above
        } else if middle > self.view_height() {
            Height::Below
        } else {
            Height::At(self.origin(middle).y)
        })
    }
}

/// Draws a link: at `x` from line to line, with a stroke to the column at both ends.
fn draw(
    painter: &Painter,
    (from, to): (Height, Height),
    (x, column): (f32, f32),
    rect: Rect,
    colour: Color32,
    tentative: bool,
) {
    let y = |height: Height| match height {
        Height::Above => rect.top(),
        Height::At(y) => y,
        Height::Below => rect.bottom(),
    };
    let (mut y1, mut y2) = (y(from), y(to));
    // Two marks on one line: a small loop.
    if (y1 - y2).abs() < 8.0 {
        (y1, y2) = (y1 - 4.0, y1 + 4.0);
    }
    let mut points = Vec::with_capacity(4);
    if matches!(from, Height::At(_)) {
        points.push(Pos2::new(column, y1));
    }
    points.extend([Pos2::new(x, y1), Pos2::new(x, y2)]);
    let arrow = if matches!(to, Height::At(_)) {
        points.push(Pos2::new(column - 4.0, y2));
        (Pos2::new(column, y2), vec2(1.0, 0.0))
    } else {
        let down = if to == Height::Below { 1.0 } else { -1.0 };
        (Pos2::new(x, y2), vec2(0.0, down))
    };
    let stroke = Stroke::new(1.5, colour);
    if tentative {
        painter.extend(Shape::dashed_line(&points, stroke, 4.0, 3.0));
    } else {
        painter.add(Shape::line(points, stroke));
    }
    let (tip, ahead) = arrow;
    let aside = vec2(ahead.y, ahead.x);
    let head = vec![
        tip,
        tip - ahead * 6.0 + aside * 3.5,
        tip - ahead * 6.0 - aside * 3.5,
    ];
    painter.add(Shape::convex_polygon(head, colour, Stroke::NONE));
    if !matches!(from, Height::At(_)) {
        painter.circle_filled(Pos2::new(x, y1), 2.5, colour);
    }
}
