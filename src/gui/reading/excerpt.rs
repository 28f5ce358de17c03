//! A few words of an article in a list or panel, set by the same typesetter as the article itself: egui's own labels set neither
//! Arabic nor Hebrew right.

use std::{collections::HashMap, sync::Arc};

use egui::{Color32, Rect, Response, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{
    direction::Script,
    typeset::{self, Direction, Family, SetParagraph, Setting},
    view::Press,
};

/// Excerpts kept; a list shows some thirty at a time, a large codebook some hundreds. The half that was used longest ago is
/// forgotten when there are more.
const KEPT: usize = 1500;
/// Code points of a text that are looked at, for each line it may have.
const LONGEST_LINE: usize = 160;

/// How an excerpt is set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Style {
    /// Size of the letters, in points.
    pub size: f32,
    /// The letters' colour.
    pub ink: Color32,
    /// The most lines it may take; what is longer ends in "…".
    pub lines: usize,
    /// The direction; by default that of the text itself.
    pub direction: Option<Direction>,
    /// Whether what is too long loses its middle instead of its end, as file names do, which often differ in their ends only. Of one
    /// line alone.
    pub middle: bool,
}

impl Style {
    /// Letters of `size` points in a colour, on so many lines.
    #[must_use]
    pub const fn new(size: f32, ink: Color32, lines: usize) -> Self {
        Self {
            size,
            ink,
            lines,
            direction: None,
            middle: false,
        }
    }
}

/// Text, size in 64ths of a physical pixel, width in physical pixels, lines, direction, whether the middle is cut out.
pub(super) type Key = (String, u32, u32, usize, Option<Direction>, bool);

/// The excerpts set lately.
#[derive(Default)]
pub(super) struct Excerpts {
    /// Each with when it was used last, counted in uses.
    kept: HashMap<Key, (Arc<SetParagraph>, u64)>,
    uses: u64,
}

impl Press {
    /// Shows a text in all the width there is. It can be clicked.
    pub fn excerpt(&mut self, ui: &mut Ui, text: &str, style: Style) -> Response {
        let scale = ui.ctx().pixels_per_point();
        let set = self.set_excerpt(text, style, ui.available_width() * scale, scale);
        let size = vec2(ui.available_width(), set.height / scale);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        self.paint_excerpt(ui, &set, rect, style.ink);
        let spoken = || text.chars().take(2000).collect::<String>();
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken()));
        response
    }

    /// Paints one line of a text in a rectangle (in points), in its middle from top to bottom. Gives how far it reaches, in points from
    /// the left.
    pub fn excerpt_line(&mut self, ui: &Ui, text: &str, style: Style, rect: Rect) -> f32 {
        let scale = ui.ctx().pixels_per_point();
        let style = Style { lines: 1, ..style };
        let set = self.set_excerpt(text, style, rect.width() * scale, scale);
        let size = vec2(rect.width(), set.height / scale);
        let top = rect.center().y - size.y / 2.0;
        self.paint_excerpt(
            ui,
            &set,
            Rect::from_min_size(pos2(rect.left(), top), size),
            style.ink,
        );
        let clusters = set.clusters.clusters().iter();
        clusters.fold(0.0_f32, |reach, cluster| reach.max(cluster.right)) / scale
    }

    pub(super) fn paint_excerpt(&mut self, ui: &Ui, set: &SetParagraph, rect: Rect, ink: Color32) {
        if ui.is_rect_visible(rect) {
            let mesh = self.atlas.paint(ui.ctx(), set, rect.min, rect, ink);
            ui.painter().add(egui::Shape::mesh(mesh));
        }
    }

    /// The excerpt for a width in physical pixels.
    pub(super) fn set_excerpt(
        &mut self,
        text: &str,
        style: Style,
        width: f32,
        scale: f32,
    ) -> Arc<SetParagraph> {
        let mut chars = text.char_indices();
        let end = chars
            .nth(LONGEST_LINE * style.lines + 1)
            .map_or(text.len(), |(byte, _)| byte);
        let text = if style.middle { text } else { &text[..end] };
        let size = (style.size * scale * 64.0) as u32;
        let key = (
            text.to_owned(),
            size,
            width as u32,
            style.lines,
            style.direction,
            style.middle,
        );
        self.excerpts.uses += 1;
        let now = self.excerpts.uses;
        if let Some((set, used)) = self.excerpts.kept.get_mut(&key) {
            *used = now;
            return set.clone();
        }
        let set = Arc::new(match style.middle {
            true => without_middle(self, text, style, width, scale),
            false => shortened(self, text, style, width, scale),
        });
        if self.excerpts.kept.len() >= KEPT {
            let mut ages: Vec<_> = self.excerpts.kept.values().map(|(_, used)| *used).collect();
            ages.sort_unstable();
            let oldest = ages[ages.len() / 2];
            self.excerpts.kept.retain(|_, (_, used)| *used >= oldest);
        }
        self.excerpts.kept.insert(key, (set.clone(), now));
        set
    }
}

/// Set in at most so many lines, cut by "…" where it has more.
fn shortened(press: &mut Press, text: &str, style: Style, width: f32, scale: f32) -> SetParagraph {
    let one_line: String = text
        .chars()
        .take(LONGEST_LINE * style.lines + 1)
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect();
    let mut setting = Setting::new(style.size * scale, width, 1.4);
    setting.direction = style.direction.unwrap_or_else(|| direction_of(&one_line));
    setting.family = press.own.map_or(Family::Sans, Family::Own);
    let whole = typeset::set(&mut press.fonts, &one_line, &setting);
    let longer = text.chars().nth(LONGEST_LINE * style.lines).is_some();
    if whole.clusters.lines().len() <= style.lines && !longer {
        return whole;
    }
    let last = whole.clusters.line_bytes(style.lines - 1);
    let mut end = last.start + fitting(press, &one_line[last.start..], &setting, width);
    loop {
        end = whole.clusters.snap(0..end).end.min(one_line.len());
        let cut = format!("{}…", one_line[..end].trim_end());
        let set = typeset::set(&mut press.fonts, &cut, &setting);
        if set.clusters.lines().len() <= style.lines || end == 0 {
            return set;
        }
        end = one_line[..end]
            .char_indices()
            .next_back()
            .map_or(0, |(byte, _)| byte);
    }
}

/// Set on one line, with "…" in the place of as much of the middle as is too long.
fn without_middle(
    press: &mut Press,
    text: &str,
    style: Style,
    width: f32,
    scale: f32,
) -> SetParagraph {
    let one_line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut setting = Setting::new(style.size * scale, width, 1.4);
    setting.direction = style.direction.unwrap_or_else(|| direction_of(&one_line));
    setting.family = press.own.map_or(Family::Sans, Family::Own);
    let endless = Setting {
        width: 100_000,
        ..setting
    };
    let whole = typeset::set(&mut press.fonts, &one_line, &endless);
    let mut clusters: Vec<_> = whole.clusters.clusters().iter().enumerate().collect();
    clusters.sort_by_key(|(index, _)| whole.clusters.cluster_bytes(*index).start);
    let widths: f32 = clusters
        .iter()
        .map(|(_, cluster)| cluster.right - cluster.left)
        .sum();
    if widths <= width {
        return whole;
    }
    // From both ends, the one that has got less so far first.
    let (mut front, mut back) = (0, clusters.len());
    let (mut head, mut tail) = (0.0, setting.size());
    while front < back {
        let at = if head <= tail { front } else { back - 1 };
        let (_, cluster) = clusters[at];
        let wide = cluster.right - cluster.left;
        if head + tail + wide > width {
            break;
        }
        if head <= tail {
            (head, front) = (head + wide, front + 1);
        } else {
            (tail, back) = (tail + wide, back - 1);
        }
    }
    let bytes = |at: usize| {
        let cluster = clusters.get(at);
        cluster.map_or(one_line.len(), |(index, _)| {
            whole.clusters.cluster_bytes(*index).start
        })
    };
    let cut = format!("{}…{}", &one_line[..bytes(front)], &one_line[bytes(back)..]);
    typeset::set(&mut press.fonts, &cut, &endless)
}

/// How many bytes of a text fit beside "…" on one line of so many physical pixels, cut anywhere.
fn fitting(press: &mut Press, text: &str, setting: &Setting, width: f32) -> usize {
    let endless = Setting {
        width: 100_000,
        ..*setting
    };
    let line = typeset::set(&mut press.fonts, text, &endless);
    let mut room = width - setting.size();
    let mut end = 0;
    for (index, cluster) in line.clusters.clusters().iter().enumerate() {
        room -= cluster.right - cluster.left;
        if room < 0.0 {
            break;
        }
        end = line.clusters.cluster_bytes(index).end;
    }
    end
}

/// The direction in which a text of its own runs.
#[must_use]
pub fn direction_of(text: &str) -> Direction {
    Script::of(text).direction(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::reading::fonts::Fonts;

    #[test]
    fn long_names_lose_their_middle() {
        let mut press = Press::new(Fonts::embedded_only());
        let style = Style {
            middle: true,
            ..Style::new(14.0, Color32::BLACK, 1)
        };
        let long = "a-very-long-name-".repeat(30);
        for text in [
            "short.txt",
            &long,
            "الوزير نفى ذلك الوزير نفى ذلك الوزير نفى ذلك.txt",
            "",
        ] {
            for width in [10.0, 60.0, 200.0] {
                let set = without_middle(&mut press, text, style, width, 1.0);
                let clusters = set.clusters.clusters().iter();
                let wide: f32 = clusters.map(|cluster| cluster.right - cluster.left).sum();
                assert!(
                    wide <= width + 1.0 || width < 20.0,
                    "{text} {width}: {wide}"
                );
            }
        }
    }

    #[test]
    fn long_texts_are_cut_to_the_lines_there_are() {
        let mut press = Press::new(Fonts::embedded_only());
        let style = Style::new(14.0, Color32::BLACK, 2);
        let long = "one two three four five six seven ".repeat(40);
        for text in ["short", &long, "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", "الوزير نفى ذلك"]
        {
            for width in [1.0, 30.0, 200.0] {
                let set = shortened(&mut press, text, style, width, 1.0);
                assert!(
                    set.clusters.lines().len() <= 2 || width < 30.0,
                    "{text} {width}"
                );
            }
        }
    }
}
