//! Where the caret goes by the keyboard: by graphemes and words as the page shows them, by lines as they are set, by paragraphs and
//! pages.

use super::{
    clusters::Place,
    select::{self, Move, Selection},
    view::{Press, ReadingView},
};

impl ReadingView {
    /// Where the caret goes by a move.
    pub fn moved(
        &mut self,
        press: &mut Press,
        selection: &Selection,
        to: Move,
        extend: bool,
    ) -> Selection {
        let document = self.document.clone();
        let head = selection.head;
        let index = self.blocks.of_caret(head, selection.affinity);
        let rightwards = !self.paragraph(press, index).clusters.is_rtl();
        let range = selection.range();
        let head = match to {
            // Without Shift a selection collapses to its end on that side.
            Move::Left | Move::Right if !extend && !selection.is_caret() => {
                if (to == Move::Right) == rightwards {
                    range.end
                } else {
                    range.start
                }
            }
            Move::Left | Move::Right if (to == Move::Right) == rightwards => {
                document.next_grapheme(head)
            }
            Move::Left | Move::Right => document.previous_grapheme(head),
            Move::WordLeft | Move::WordRight if (to == Move::WordRight) == rightwards => {
                document.next_word_end(head)
            }
            Move::WordLeft | Move::WordRight => document.previous_word_start(head),
            Move::ParagraphUp => select::paragraph_up(&document, head),
            Move::ParagraphDown => select::paragraph_down(&document, head),
            Move::Start => 0,
            Move::End => document.len(),
            Move::Up
            | Move::Down
            | Move::PageUp
            | Move::PageDown
            | Move::LineStart
            | Move::LineEnd => {
                return self.moved_by_lines(press, selection, to, extend);
            }
        };
        selection.moved(head, extend)
    }

    fn moved_by_lines(
        &mut self,
        press: &mut Press,
        selection: &Selection,
        to: Move,
        extend: bool,
    ) -> Selection {
        let document = self.document.clone();
        let mut index = self.blocks.of_caret(selection.head, selection.affinity);
        let mut set = self.paragraph(press, index);
        let byte = self.blocks.byte_in(&document, index, selection.head);
        let mut place = Place {
            byte,
            affinity: selection.affinity,
        };
        let goal = selection
            .goal
            .unwrap_or_else(|| set.clusters.caret(place).x);
        let keeps_goal = !matches!(to, Move::LineStart | Move::LineEnd);
        let mut steps = match to {
            Move::LineStart => {
                place = set.clusters.line_start(place);
                0
            }
            Move::LineEnd => {
                place = set.clusters.line_end(place);
                0
            }
            Move::Up | Move::Down => 1,
            _ => (self.view_height() / (self.size() * self.leading()) - 2.0).max(1.0) as usize,
        };
        let up = matches!(to, Move::Up | Move::PageUp);
        while steps > 0 {
            steps -= 1;
            let next = if up {
                set.clusters.above(place, goal)
            } else {
                set.clusters.below(place, goal)
            };
            if let Some(next) = next {
                place = next;
                continue;
            }
            // On to the next paragraph that has text.
            let has_text = |other: &usize| self.blocks.bytes(*other) > 0;
            let found = if up {
                (0..index).rfind(has_text)
            } else {
                (index + 1..self.blocks.len()).find(has_text)
            };
            let Some(found) = found else {
                place = if up {
                    Place::before(0)
                } else {
                    Place::after(set.clusters.len())
                };
                break;
            };
            index = found;
            set = self.paragraph(press, index);
            let line = if up {
                set.clusters.lines().len() - 1
            } else {
                0
            };
            let y = (set.clusters.lines()[line].top + set.clusters.lines()[line].bottom) / 2.0;
            place = set.clusters.hit(goal, y);
        }
        let head = self.blocks.char_in(&document, index, place.byte);
        let moved = selection.moved(head, extend);
        Selection {
            affinity: place.affinity,
            goal: keeps_goal.then_some(goal),
            ..moved
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{gui::reading::view::testing::view, text::CharRange};

    #[test]
    fn every_move_of_the_caret_moves_it_and_there_and_back_is_where_it_was() {
        let (mut view, mut press) = view("one two three\n\nfour and الوزير نفى five six\nsix");
        let end = view.document.len();
        let mut at = Selection::caret(0);
        for _ in 0..end {
            let next = view.moved(&mut press, &at, Move::Right, false);
            assert!(next.head > at.head || next.head == end);
            at = next;
        }
        assert_eq!(at.head, end);
        let up = view.moved(&mut press, &Selection::caret(2), Move::Down, false);
        assert_eq!(
            view.document.paragraph_of(up.head),
            2,
            "empty paragraphs are stepped over"
        );
        assert_eq!(view.moved(&mut press, &up, Move::Up, false).head, 2);
        let selected = view.moved(&mut press, &Selection::caret(4), Move::LineEnd, true);
        assert_eq!(selected.range(), CharRange::new(4, 13));
        assert_eq!(view.moved(&mut press, &selected, Move::Left, false).head, 4);
    }
}
