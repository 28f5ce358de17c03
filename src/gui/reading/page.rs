//! The reading view as a widget: takes the mouse and the wheel, paints what is visible, and tells a screen reader what is there.
//!
//! From back to front: the page, what is found, the tints of marks, the selection, the letters, the lines of marks, the caret, the
//! links in the margin. What is in a paragraph is painted by its `sheet`.

use egui::{
    EventFilter, Id, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, WidgetInfo, accesskit::Role,
    vec2,
};

use super::{
    handles::Moved,
    links::Link,
    placed::Placed,
    select::Selection,
    sheet::Sheet,
    view::{Press, ReadingView},
};
use crate::{
    annotation::{AnnotationId, Kind, LeftOut},
    gui::{settings::Look, theme::Palette},
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
    /// The links of the selected mark, to it and from it.
    pub links: &'a [Link],
    /// What is offered, in order.
    pub ghosts: &'a [Ghost],
    /// What is left out of the article.
    pub left_out: &'a LeftOut,
    /// Whether the next click picks a mark.
    pub picking: bool,
    /// Whether the ends of the selected mark can be dragged.
    pub movable: bool,
    /// What would be marked, of what is selected.
    pub would_mark: CharRange,
    /// How the page looks.
    pub look: &'a Look,
}

/// A piece of something that is offered: as a mark, or to be left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ghost {
    /// Where it stands.
    pub range: CharRange,
    /// As what it would be marked; `None` if it would be left out.
    pub kind: Option<Kind>,
    /// Whether it is the one that is asked about now.
    pub current: bool,
    /// The furthest end of this one and of all before it, once they are [in order](Ghost::in_order): they may lie in one another.
    reach: usize,
}

impl Ghost {
    /// One piece.
    #[must_use]
    pub const fn new(range: CharRange, kind: Option<Kind>, current: bool) -> Self {
        Self {
            range,
            kind,
            current,
            reach: range.end,
        }
    }

    /// Sorts them by place, as the page wants them.
    pub fn in_order(ghosts: &mut [Self]) {
        ghosts.sort_by_key(|ghost| ghost.range);
        let mut reach = 0;
        for ghost in ghosts {
            reach = reach.max(ghost.range.end);
            ghost.reach = reach;
        }
    }

    /// Those that have something in a range.
    pub fn within(ghosts: &[Self], range: CharRange) -> impl Iterator<Item = &Self> {
        let first = ghosts.partition_point(|ghost| ghost.reach <= range.start);
        ghosts[first..]
            .iter()
            .take_while(move |ghost| ghost.range.start < range.end)
            .filter(move |ghost| ghost.range.end > range.start)
    }
}

/// What happened on the page.
pub struct PageResponse {
    /// The page itself; it takes the keyboard's focus.
    pub response: Response,
    /// A plain click, with the code point under it.
    pub clicked: Option<Option<usize>>,
    /// A mark that a screen reader activated.
    pub activated: Option<AnnotationId>,
    /// An end of the selected mark that was dragged.
    pub moved: Option<Moved>,
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
        let moved = self.follow_handle(ui, press, page, &response);
        let clicked = if self.handles.is_held() || moved.is_some() {
            None
        } else {
            self.follow_pointer(ui, press, page.document, &response, selection)
        };
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
            let over = ui.input(|input| input.pointer.hover_pos());
            ui.ctx().set_cursor_icon(
                if self.handles.is_held() || over.is_some_and(|at| self.handles.at(at).is_some()) {
                    egui::CursorIcon::ResizeHorizontal
                } else if page.picking {
                    egui::CursorIcon::PointingHand
                } else {
                    egui::CursorIcon::Text
                },
            );
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
            moved,
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
        let mut handles = Vec::new();
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
            sheet.ground(&painter, &palette, selection, self.handles.held());
            let mut mesh = press
                .atlas
                .paint(ui.ctx(), &set, sheet.origin, rect, palette.ink);
            sheet.dim(&mut mesh, &palette, selection.range());
            painter.add(Shape::mesh(mesh));
            sheet.bars(&painter, &palette);
            sheet.lines(&painter, &palette);
            if page.movable {
                handles.extend(sheet.handles(&painter, &palette));
            }
            if response.has_focus() {
                sheet.caret(&painter, &palette, selection);
            }
            activated = sheet.tell(ui).or(activated);
        }
        self.handles.shown = handles;
        self.paint_links(press, &painter, &palette, page.links, rect);
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
        // By keys one scrolls by going through the text.
        let mouse = Sense::CLICK | Sense::DRAG;
        let bar = ui.interact(track, page_id().with("scroll bar"), mouse);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_one_is_found_behind_a_short_one_that_lies_in_it() {
        let ghost = |start, end| Ghost::new(CharRange::new(start, end), None, false);
        let mut ghosts = vec![ghost(400, 410), ghost(10, 20), ghost(0, 300), ghost(30, 40)];
        Ghost::in_order(&mut ghosts);
        let found = |start, end| {
            let found = Ghost::within(&ghosts, CharRange::new(start, end));
            found.map(|ghost| ghost.range.start).collect::<Vec<_>>()
        };
        assert_eq!(found(200, 300), [0]);
        assert_eq!(found(15, 31), [0, 10, 30]);
        assert_eq!(found(300, 400), [0; 0]);
        assert_eq!(found(300, 500), [400]);
    }
}
