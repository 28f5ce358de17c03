//! The ends of the selected mark as something to take hold of: press on one, drag it to other words, let go. Esc lets go without a
//! change.

use egui::{Pos2, Rect, Response, Ui};

use super::{
    page::Page,
    view::{Press, ReadingView},
};
use crate::{
    annotation::AnnotationId,
    gui::command::Edge,
    text::{CharRange, Document},
};

/// How near the mouse must come to the knob, in points.
const NEAR_KNOB: f32 = 8.0;
/// How near it must come to the bar, in points: less, for words beside it are to be selected, too.
const NEAR_BAR: f32 = 3.0;

/// An end of a fragment of the selected mark, as it was painted.
pub(super) struct Handle {
    pub(super) mark: AnnotationId,
    /// Which of the mark's fragments.
    pub(super) index: usize,
    pub(super) edge: Edge,
    /// The whole fragment.
    pub(super) whole: CharRange,
    pub(super) knob: Pos2,
    pub(super) bar: Rect,
}

/// The fragment whose end is being dragged, as it would be.
#[derive(Clone, PartialEq, Debug)]
pub struct Held {
    /// The mark.
    pub mark: AnnotationId,
    /// Which of the mark's fragments.
    pub index: usize,
    /// Which end of it.
    pub edge: Edge,
    /// What it would be, in code points.
    pub range: CharRange,
    was: CharRange,
}

/// An end that was let go at another place.
pub type Moved = Held;

/// See the head of this file.
#[derive(Default)]
pub(super) struct Handles {
    /// The ends in view, as of the last frame.
    pub(super) shown: Vec<Handle>,
    held: Option<Held>,
}

impl Handles {
    pub(super) const fn is_held(&self) -> bool {
        self.held.is_some()
    }

    pub(super) const fn held(&self) -> Option<&Held> {
        self.held.as_ref()
    }

    /// The end at a point: the nearest one whose knob or bar is near enough.
    pub(super) fn at(&self, point: Pos2) -> Option<&Handle> {
        let near = |handle: &&Handle| {
            handle.knob.distance(point) <= NEAR_KNOB
                || handle
                    .bar
                    .expand2(egui::vec2(NEAR_BAR, 0.0))
                    .contains(point)
        };
        let by_distance = |a: &&Handle, b: &&Handle| {
            let distance = |handle: &Handle| handle.knob.distance_sq(point);
            distance(a).total_cmp(&distance(b))
        };
        self.shown.iter().filter(near).min_by(by_distance)
    }
}

impl ReadingView {
    /// What the fragment under the mouse would be, while one of its ends is dragged.
    #[must_use]
    pub fn held(&self) -> Option<&Held> {
        self.handles.held()
    }

    /// Lets go of an end without moving it; whether one was held.
    pub fn let_go(&mut self) -> bool {
        self.handles.held.take().is_some()
    }

    /// Follows the mouse while it holds an end. Gives the end when it was let go at another place.
    pub(super) fn follow_handle(
        &mut self,
        ui: &Ui,
        press: &mut Press,
        page: &Page<'_>,
        response: &Response,
    ) -> Option<Moved> {
        let (pressed, down, point) = ui.input(|input| {
            let pointer = &input.pointer;
            (
                pointer.primary_pressed(),
                pointer.primary_down(),
                pointer.interact_pos(),
            )
        });
        if pressed
            && page.movable
            && response.contains_pointer()
            && let Some(handle) = point.and_then(|point| self.handles.at(point))
        {
            self.handles.held = Some(Held {
                mark: handle.mark.clone(),
                index: handle.index,
                edge: handle.edge,
                range: handle.whole,
                was: handle.whole,
            });
            response.request_focus();
            return None;
        }
        let mut held = self.handles.held.take()?;
        // Another mark was selected meanwhile, or this one was changed: nothing is held any more.
        let mark = page.placed.find(&held.mark)?;
        let same = mark.fragments.get(held.index).map(|fragment| fragment.span) == Some(held.was);
        if !same || page.selected != Some(&held.mark) {
            return None;
        }
        if !down {
            return (held.range != held.was).then_some(held);
        }
        if let Some(point) = point.filter(|_| !pressed) {
            self.scroll_past_edge(ui, press, response, point);
            let rect = response.rect;
            let inside = point.y.clamp(rect.top() + 1.0, rect.bottom() - 1.0);
            let (offset, ..) = self.hit(press, Pos2::new(point.x, inside));
            held.range = dragged(page.document, held.was, held.edge, offset);
        }
        self.handles.held = Some(held);
        None
    }
}

/// A range with one end at another place; at least a grapheme is left of it.
fn dragged(document: &Document, was: CharRange, edge: Edge, to: usize) -> CharRange {
    match edge {
        Edge::Start => CharRange::new(to.min(document.previous_grapheme(was.end)), was.end),
        Edge::End => CharRange::new(was.start, to.max(document.next_grapheme(was.start))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_cannot_be_dragged_past_the_other_one() {
        let document = Document::new("a 👨‍👩‍👧 b e\u{301} c");
        let was = CharRange::new(2, 9);
        assert_eq!(document.slice(was), "👨‍👩‍👧 b");
        assert_eq!(
            dragged(&document, was, Edge::End, 12),
            CharRange::new(2, 12)
        );
        assert_eq!(dragged(&document, was, Edge::End, 0), CharRange::new(2, 7));
        assert_eq!(
            dragged(&document, was, Edge::Start, 0),
            CharRange::new(0, 9)
        );
        assert_eq!(
            dragged(&document, was, Edge::Start, 12),
            CharRange::new(8, 9)
        );
    }
}
