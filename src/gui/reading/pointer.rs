//! The mouse on the page: press, drag (with scrolling past the edges), double, triple and quadruple click, Shift and Ctrl.

use egui::{Pos2, Response, Ui};

use super::{
    select::{Grain, Selection},
    view::{Press, ReadingView},
};
use crate::text::{CharRange, Document};

/// Seconds within which a further click counts as one of a row.
const CLICK_ROW: f64 = 0.4;
/// Points within which it must be.
const CLICK_NEAR: f32 = 6.0;

/// What the mouse is in the middle of.
#[derive(Default)]
pub(super) struct Pointer {
    clicks: u32,
    pressed_at: Option<(f64, Pos2)>,
    drag: Option<Drag>,
}

#[derive(Clone, Copy)]
struct Drag {
    grain: Grain,
    /// What the press took.
    from: CharRange,
    adds: bool,
    /// Whether the mouse has left the place of the press since.
    moved: bool,
    /// The code point under the press.
    under: Option<usize>,
}

impl ReadingView {
    /// Follows the mouse. Gives the place of a plain click, one that selected nothing, and the code point under it.
    pub(super) fn follow_pointer(
        &mut self,
        ui: &Ui,
        press: &mut Press,
        document: &Document,
        response: &Response,
        selection: &mut Selection,
    ) -> Option<Option<usize>> {
        let (pressed, down, point, time, modifiers) = ui.input(|input| {
            let pointer = &input.pointer;
            (
                pointer.primary_pressed(),
                pointer.primary_down(),
                pointer.interact_pos(),
                input.time,
                input.modifiers,
            )
        });
        if pressed
            && response.contains_pointer()
            && let Some(point) = point
        {
            response.request_focus();
            let in_row = self.pointer.pressed_at.is_some_and(|(before, there)| {
                time - before < CLICK_ROW && there.distance(point) < CLICK_NEAR
            });
            self.pointer.clicks = if in_row && !modifiers.shift {
                self.pointer.clicks % 4 + 1
            } else {
                1
            };
            self.pointer.pressed_at = Some((time, point));
            let (offset, affinity, under) = self.hit(press, point);
            let grain = Grain::of_clicks(self.pointer.clicks);
            // A double click means what is under it, not the boundary nearest to it.
            let from = match (grain, under) {
                (Grain::Grapheme, _) => CharRange::new(offset, offset),
                (_, under) => grain.at(document, under.unwrap_or(offset)),
            };
            let adds = modifiers.command;
            if modifiers.shift {
                *selection = Selection {
                    affinity,
                    adds,
                    ..selection.moved(offset, true)
                };
                let from = CharRange::new(selection.anchor, selection.anchor);
                self.pointer.drag = Some(Drag {
                    grain: Grain::Grapheme,
                    from,
                    adds,
                    moved: true,
                    under: None,
                });
            } else {
                *selection = match grain {
                    Grain::Grapheme => Selection {
                        affinity,
                        adds,
                        ..Selection::caret(offset)
                    },
                    _ => Selection {
                        adds,
                        ..Selection::of(from)
                    },
                };
                self.pointer.drag = Some(Drag {
                    grain,
                    from,
                    adds,
                    moved: false,
                    under,
                });
            }
        }
        let mut drag = self.pointer.drag?;
        if !down {
            self.pointer.drag = None;
            let plain = drag.grain == Grain::Grapheme && !drag.moved && !drag.adds;
            return plain.then_some(drag.under);
        }
        if let Some(point) = point {
            let started = self.pointer.pressed_at.map_or(point, |(_, there)| there);
            drag.moved |= started.distance(point) > 3.0;
            if drag.moved && !pressed {
                self.scroll_past_edge(ui, press, response, point);
                let inside = Pos2::new(
                    point.x,
                    point
                        .y
                        .clamp(response.rect.top() + 1.0, response.rect.bottom() - 1.0),
                );
                let (offset, affinity, _) = self.hit(press, inside);
                let dragged = drag.grain.drag(document, drag.from, offset);
                let affinity = if drag.grain == Grain::Grapheme {
                    affinity
                } else {
                    dragged.affinity
                };
                *selection = Selection {
                    adds: drag.adds,
                    affinity,
                    ..dragged
                };
            }
            self.pointer.drag = Some(drag);
        }
        None
    }

    /// Scrolls while a selection is dragged past the upper or lower edge, faster the farther it is.
    pub(super) fn scroll_past_edge(
        &mut self,
        ui: &Ui,
        press: &mut Press,
        response: &Response,
        point: Pos2,
    ) {
        let rect = response.rect;
        let past =
            (point.y - (rect.bottom() - 8.0)).max(0.0) - (rect.top() + 8.0 - point.y).max(0.0);
        if past != 0.0 {
            let time = ui.input(|input| input.stable_dt).min(0.1);
            self.scroll(press, past * 12.0 * time * ui.ctx().pixels_per_point());
            ui.ctx().request_repaint();
        }
    }
}
