//! The words of a mark as they were and as they are now, each with the letters that were changed: struck through where they are gone,
//! underlined where they are new, so that colour is not the only cue.

use std::{ops::Range, time::Duration};

use egui::{Response, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, vec2};
use similar::{DiffTag, TextDiff};

use super::{clusters::Area, excerpt::Style, view::Press};
use crate::{
    annotation::{CONTEXT, Fragment, Kind},
    gui::theme::Palette,
};

/// Code points of words that are compared; what is behind is not marked.
const LONGEST: usize = 5_000;
/// Code points around the words that are shown: fewer than a fragment may remember.
const AROUND: usize = 48;
/// Letters that stayed between two changes, and are too few to be read as such.
const TOO_FEW: usize = 3;
/// Below this likeness (of 1) all the words are other ones.
const UNLIKE: f32 = 0.35;
/// The most that looking for the changes may take.
const MOMENT: Duration = Duration::from_millis(30);

/// Words with the text around them, and what of them was changed. All ranges are bytes of `text`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Compared {
    /// The words with a little text before and after.
    pub text: String,
    /// The words in it.
    pub words: Range<usize>,
    /// What was changed of them, in order.
    pub changed: Vec<Range<usize>>,
}

/// Words as they were, and as they are now.
#[must_use]
pub fn compare(old: &Fragment, new: &Fragment) -> [Compared; 2] {
    let changes = changes(&old.quote, &new.quote);
    let (gone, added): (Vec<_>, Vec<_>) = changes.into_iter().unzip();
    [shown(old, gone), shown(new, added)]
}

/// Words of which nothing is known to have changed.
#[must_use]
pub fn alone(words: &Fragment) -> Compared {
    shown(words, Vec::new())
}

fn shown(fragment: &Fragment, changed: Vec<Range<usize>>) -> Compared {
    let Fragment {
        quote,
        before,
        after,
        ..
    } = fragment;
    let (before, after) = (last_words(before), first_words(after));
    let start = before.len();
    Compared {
        text: format!("{before}{quote}{after}"),
        words: start..start + quote.len(),
        changed: changed
            .into_iter()
            .filter(|range| !range.is_empty())
            .map(|range| start + range.start..start + range.end)
            .collect(),
    }
}

/// Whether the article itself begins or ends there.
fn is_whole(around: &str) -> bool {
    around.chars().nth(CONTEXT - 1).is_none()
}

/// The last whole words of a text, after "…"; where there are no blanks, its last letters.
fn last_words(text: &str) -> String {
    if is_whole(text) {
        return text.to_owned();
    }
    let cut = text.char_indices().rev().nth(AROUND).map_or(0, |at| at.0);
    let text = &text[cut..];
    match text.char_indices().find(|(_, c)| c.is_whitespace()) {
        Some((blank, _)) => format!("…{}", &text[blank..]),
        None => text.to_owned(),
    }
}

/// The first whole words of a text, before "…"; where there are no blanks, its first letters.
fn first_words(text: &str) -> String {
    if is_whole(text) {
        return text.to_owned();
    }
    let cut = text
        .char_indices()
        .nth(AROUND)
        .map_or(text.len(), |at| at.0);
    let text = &text[..cut];
    match text.char_indices().rfind(|(_, c)| c.is_whitespace()) {
        Some((blank, _)) => format!("{} …", &text[..blank]),
        None => text.to_owned(),
    }
}

/// What was changed, as bytes of the one and of the other.
fn changes(old: &str, new: &str) -> Vec<(Range<usize>, Range<usize>)> {
    if old == new {
        return Vec::new();
    }
    let head = |text: &str| {
        let mut bytes: Vec<_> = text.char_indices().take(LONGEST).map(|at| at.0).collect();
        let end = text
            .char_indices()
            .nth(LONGEST)
            .map_or(text.len(), |at| at.0);
        bytes.push(end);
        bytes
    };
    let (old_bytes, new_bytes) = (head(old), head(new));
    let last = |bytes: &[usize]| bytes.last().copied().unwrap_or(0);
    let (old, new) = (&old[..last(&old_bytes)], &new[..last(&new_bytes)]);
    let diff = TextDiff::configure().timeout(MOMENT).diff_chars(old, new);
    if diff.ratio() < UNLIKE {
        return vec![(0..old.len(), 0..new.len())];
    }
    let mut changes: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in diff.ops() {
        if op.tag() == DiffTag::Equal {
            continue;
        }
        let (gone, added) = (op.old_range(), op.new_range());
        match changes.last_mut() {
            Some((before, beside)) if gone.start - before.end < TOO_FEW => {
                (before.end, beside.end) = (gone.end, added.end);
            }
            _ => changes.push((gone, added)),
        }
    }
    let bytes = |range: Range<usize>, of: &[usize]| of[range.start]..of[range.end];
    changes
        .into_iter()
        .map(|(gone, added)| (bytes(gone, &old_bytes), bytes(added, &new_bytes)))
        .collect()
}

impl Press {
    /// Shows words that are compared, in all the width there is: on a tint the words themselves, and in them what was changed, struck
    /// through if it is `gone`, else underlined.
    pub fn compared(
        &mut self,
        ui: &mut Ui,
        compared: &Compared,
        (kind, gone): (Kind, bool),
        style: Style,
        spoken: &str,
    ) -> Response {
        let palette = Palette::of(ui.ctx());
        let scale = ui.ctx().pixels_per_point();
        let width = ui.available_width();
        let set = self.set_excerpt(&compared.text, style, width * scale, scale);
        let (rect, response) =
            ui.allocate_exact_size(vec2(width, set.height / scale), Sense::hover());
        let painter = ui.painter();
        let on_screen = |area: &Area| {
            egui::Rect::from_min_max(
                rect.min + vec2(area.left, area.top) / scale,
                rect.min + vec2(area.right, area.bottom) / scale,
            )
        };
        // A text that is cut ends in "…", which is none of the words.
        let end = set.clusters.len();
        let areas =
            |bytes: &Range<usize>| set.clusters.rects(bytes.start.min(end)..bytes.end.min(end));
        for area in areas(&compared.words) {
            let tint = palette.highlight(kind, true, 1.0);
            painter.rect_filled(on_screen(&area).shrink2(vec2(0.0, 1.0)), 2.0, tint);
        }
        self.paint_excerpt(ui, &set, rect, style.ink);
        for area in compared.changed.iter().flat_map(areas) {
            let line = &set.clusters.lines()[area.line];
            let baseline = rect.top() + line.baseline / scale;
            let (y, colour) = match gone {
                true => (baseline - style.size * 0.28, palette.alarm),
                false => (baseline + 2.5, palette.accent),
            };
            let around = on_screen(&area);
            let stroke = Stroke::new(if gone { 1.6 } else { 2.4 }, colour);
            ui.painter().hline(around.x_range(), y, stroke);
        }
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken));
        response
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    fn told(old: &str, new: &str) -> Vec<(String, String)> {
        let changes = changes(old, new).into_iter();
        let told = changes.map(|(a, b)| (old[a].to_owned(), new[b].to_owned()));
        told.collect()
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    #[test]
    fn what_was_changed_is_told_letter_by_letter() {
        assert_eq!(told("no plan", "no plan"), []);
        assert_eq!(told("4,000 people", "5,000 people"), [pair("4", "5")]);
        assert_eq!(told("the plan", "the 😀 plan"), [pair("", "😀 ")]);
        assert_eq!(told("one two", "آب و هوا"), [pair("one two", "آب و هوا")]);
        // The few letters that stayed between two changes are not read as such.
        assert_eq!(told("in May 2020", "in June 2020").len(), 1);
    }

    #[test]
    fn the_text_around_words_ends_with_whole_words() {
        assert_eq!(
            last_words("gkok, were detained and sent to China, "),
            "… were detained and sent to China, "
        );
        assert_eq!(
            last_words("The first words of all, "),
            "The first words of all, "
        );
        assert_eq!(
            first_words(". International human rights organis"),
            ". International human rights …"
        );
        assert_eq!(
            (last_words("维吾尔"), first_words("")),
            ("维吾尔".into(), "".into())
        );
        assert!(last_words(&"one ".repeat(100)).len() < 60);
        assert_eq!(first_words(&"é".repeat(100)).chars().count(), AROUND);
    }

    proptest! {
        #[test]
        fn outside_of_the_changes_both_are_the_same(old in any_text(), new in any_text()) {
            let (mut a, mut b) = (0, 0);
            for (gone, added) in changes(&old, &new) {
                prop_assert_eq!(&old[a..gone.start], &new[b..added.start]);
                (a, b) = (gone.end, added.end);
            }
            prop_assert_eq!(&old[a..], &new[b..]);
        }
    }
}
