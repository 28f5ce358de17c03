//! The reading view's state: what is laid out, where the reader is, and where things stand on the page.
//!
//! Only what is visible is laid out. The reader's place is a paragraph and a distance in it, not a distance from the article's
//! top: so nothing moves under the eyes when a height that was estimated becomes known, or the window changes its size.
//!
//! Lengths here are physical pixels unless they are said to be points.

use std::{collections::HashMap, sync::Arc};

use egui::{Pos2, Rect};
use fontique::FamilyId;

use super::{
    atlas::Atlas,
    blocks::Blocks,
    clusters::{Affinity, Place},
    direction::Script,
    excerpt::Excerpts,
    fonts::Fonts,
    heights::Heights,
    placed::Placed,
    typeset::{self, Family, SetParagraph, Setting},
};
use crate::{
    gui::settings::{LINE_HEIGHT, Look},
    text::Document,
};

/// Fonts and drawn glyphs: shared by the article and by every excerpt of it in the panels.
pub struct Press {
    /// The fonts of the machine.
    pub fonts: Fonts,
    /// The glyphs drawn so far.
    pub atlas: Atlas,
    /// The excerpts set lately.
    pub(super) excerpts: Excerpts,
    /// The family that the user chose for the article.
    pub(super) own: Option<FamilyId>,
}

impl Press {
    /// Takes fonts that were found on another thread.
    #[must_use]
    pub fn new(fonts: Fonts) -> Self {
        Self {
            fonts,
            atlas: Atlas::new(),
            excerpts: Excerpts::default(),
            own: None,
        }
    }
}

/// How far a bar in the margin is from the column, in points.
const SIDE: f32 = 12.0;
/// Width of a character of normal width, in font sizes.
const CHARACTER: f32 = 0.5;
/// Room at the sides of the column, in points.
const MARGIN: f32 = 28.0;
/// Room above the first paragraph and below the last, in points.
const PADDING: f32 = 28.0;
/// Room below the baseline that a line of usual height has, in font sizes: enough for two lanes of marks. Paragraphs with more get
/// more.
const BELOW: f32 = 0.41;
/// Distance of the headline's baselines, in its font sizes.
const HEADLINE_LEADING: f32 = 1.35;
/// Where the first lane is, below the baseline, and how far the next ones are apart, in points.
pub(super) const LANES: (f32, f32) = (3.0, 3.4);
/// How much larger the headline is.
const HEADLINE: f32 = 1.5;
/// Laid out paragraphs that are kept besides the visible ones.
const KEPT: usize = 160;

/// All that the layout of the whole article depends on.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Key {
    width: u32,
    size_q: u32,
    pixels_per_point: f32,
    /// Distance of baselines, in thousandths of the font size.
    leading: u32,
    own: Option<FamilyId>,
}

/// See the head of this file.
pub struct ReadingView {
    pub(super) document: Arc<Document>,
    /// What of it is set in one piece: "paragraph" is said for short.
    pub(super) blocks: Blocks,
    script: Script,
    headlines: Vec<usize>,
    key: Option<Key>,
    heights: Heights,
    set: HashMap<usize, (Arc<SetParagraph>, u64)>,
    /// The lanes of marks that paragraphs have, as far as they are more than fit on a usual line.
    lanes: HashMap<usize, usize>,
    /// The paragraph at the top of the view.
    pub(super) top: usize,
    /// How far its top is above the view's top; negative only at the article's beginning.
    above: f32,
    /// Where the column is, in points, as of the last frame.
    column: Rect,
    /// What is to be brought into view, and whether it may be anywhere in it.
    reveal: Option<(usize, Reveal)>,
    frame: u64,
    pub(super) pointer: super::pointer::Pointer,
    pub(super) handles: super::handles::Handles,
}

/// How a place is brought into view.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reveal {
    /// As little scrolling as possible: a caret that walks.
    Nearest,
    /// With room above it, if it is not in view yet: a jump.
    Jump,
    /// At the top: where the reader was in another text.
    Top,
}

impl ReadingView {
    /// A view on a document, at its beginning.
    #[must_use]
    pub fn new(document: Arc<Document>) -> Self {
        let blocks = Blocks::of(&document);
        Self {
            script: Script::of(document.text()),
            headlines: headlines(&document, &blocks),
            blocks,
            document,
            key: None,
            heights: Heights::new([]),
            set: HashMap::new(),
            lanes: HashMap::new(),
            top: 0,
            above: 0.0,
            column: Rect::NOTHING,
            reveal: None,
            frame: 0,
            pointer: super::pointer::Pointer::default(),
            handles: super::handles::Handles::default(),
        }
    }

    /// Brings a place into view with the next frame.
    pub fn reveal(&mut self, offset: usize, how: Reveal) {
        self.reveal = Some((offset, how));
    }

    /// Fits the layout to the room there is, in points, and to how the page shall look. Keeps the reader's place.
    pub(super) fn fit(
        &mut self,
        press: &mut Press,
        view: Rect,
        look: &Look,
        pixels_per_point: f32,
    ) {
        self.frame += 1;
        let width = (view.width() - 2.0 * MARGIN)
            .min(look.column * CHARACTER * look.text_size)
            .max(60.0);
        let left = view.center().x - width / 2.0;
        self.column = Rect::from_min_size(
            Pos2::new(left, view.top()),
            egui::vec2(width, view.height()),
        );
        let own = look
            .font
            .as_deref()
            .and_then(|name| press.fonts.named(name));
        if press.own != own {
            press.own = own;
            press.excerpts = Excerpts::default();
        }
        let key = Key {
            width: (width * pixels_per_point).round() as u32,
            size_q: (look.text_size * pixels_per_point * 64.0).round() as u32,
            pixels_per_point,
            leading: (look.line_height * 1000.0).round() as u32,
            own,
        };
        if self.key == Some(key) {
            return;
        }
        let reading = self.key.map(|_| self.first_byte_in_view(press));
        self.key = Some(key);
        self.set.clear();
        // Nobody looks at a letter for it: a big article has many.
        let plain = [false, true].map(|headline| self.setting_of(headline, None));
        self.heights = Heights::new((0..self.blocks.len()).map(|index| {
            let (bytes, chars) = (self.blocks.bytes(index), self.blocks.range(index).len());
            let lanes = self.lanes.get(&index);
            let estimate = match (self.is_headline(index), lanes) {
                (headline, None) => {
                    typeset::estimate_height(bytes, chars, &plain[usize::from(headline)])
                }
                (headline, lanes) => {
                    let setting = self.setting_of(headline, lanes.copied());
                    typeset::estimate_height(bytes, chars, &setting)
                }
            };
            f64::from(match bytes {
                0 => self.gap(),
                _ => estimate + self.room_below(index),
            })
        }));
        match reading {
            Some(Some(byte)) => {
                let set = self.paragraph(press, self.top);
                self.above = set.clusters.lines()[set.clusters.line_of(Place::before(byte))].top;
            }
            Some(None) => {}
            None => self.above = -self.padding(),
        }
    }

    /// The first byte of the line at the view's top; `None` above the first line of a paragraph, where nothing need be kept.
    pub(super) fn first_byte_in_view(&mut self, press: &mut Press) -> Option<usize> {
        if self.above <= 0.0 {
            return None;
        }
        let (above, set) = (self.above, self.paragraph(press, self.top));
        Some(set.clusters.line_bytes(set.clusters.line_at(above)).start)
    }

    fn pixels_per_point(&self) -> f32 {
        self.key.map_or(1.0, |key| key.pixels_per_point)
    }

    /// The font size of plain paragraphs.
    pub(super) fn size(&self) -> f32 {
        self.key.map_or(16.0, |key| key.size_q as f32 / 64.0)
    }

    /// The distance of baselines, in font sizes.
    pub(super) fn leading(&self) -> f32 {
        self.key
            .map_or(LINE_HEIGHT.usual, |key| key.leading as f32 / 1000.0)
    }

    fn padding(&self) -> f32 {
        PADDING * self.pixels_per_point()
    }

    /// The room below a paragraph.
    fn gap(&self) -> f32 {
        (self.size() * 0.5).round()
    }

    pub(super) fn view_height(&self) -> f32 {
        self.column.height() * self.pixels_per_point()
    }

    /// The room below a block: the parts of a paragraph stand close together.
    fn room_below(&self, index: usize) -> f32 {
        match self.blocks.ends_paragraph(index) {
            true => self.gap(),
            false => 0.0,
        }
    }

    fn is_headline(&self, index: usize) -> bool {
        self.headlines.binary_search(&index).is_ok()
    }

    fn setting(&self, index: usize) -> Setting {
        let lanes = self.lanes.get(&index).copied();
        let mut setting = self.setting_of(self.is_headline(index), lanes);
        let paragraph = self.document.paragraph(self.blocks.paragraph(index));
        setting.direction = self.script.direction(paragraph);
        setting
    }

    /// How a paragraph is set, but for its direction: a headline or not, with so many lanes of marks if they are more than usual.
    fn setting_of(&self, headline: bool, lanes: Option<usize>) -> Setting {
        let size = self.size() * if headline { HEADLINE } else { 1.0 };
        let width = self.key.map_or(100, |key| key.width) as f32;
        let mut setting = Setting::new(
            size,
            width,
            if headline {
                HEADLINE_LEADING
            } else {
                self.leading()
            },
        );
        if let Some(lanes) = lanes {
            let scale = self.pixels_per_point();
            let needed = (LANES.0 + LANES.1 * (lanes as f32 - 1.0) + 1.0) * scale;
            let below = BELOW + (self.leading() - LINE_HEIGHT.usual) / 2.0;
            // Half of what is added to a line goes above its letters.
            setting.line_height += (2.0 * (needed - below * size).max(0.0)).round() as u32;
        }
        setting.family = self
            .key
            .and_then(|key| key.own)
            .map_or(Family::default(), Family::Own);
        setting.bold = headline;
        setting
    }

    /// The layout of a paragraph, made if need be.
    pub(super) fn paragraph(&mut self, press: &mut Press, index: usize) -> Arc<SetParagraph> {
        if let Some((set, used)) = self.set.get_mut(&index) {
            *used = self.frame;
            return set.clone();
        }
        let text = self.blocks.text(&self.document, index);
        let set = Arc::new(typeset::set(&mut press.fonts, text, &self.setting(index)));
        let height = if text.is_empty() {
            self.gap()
        } else {
            set.height + self.room_below(index)
        };
        self.heights.set(index, f64::from(height));
        self.set.insert(index, (set.clone(), self.frame));
        set
    }

    /// Gives the paragraphs in view the room that their marks need.
    pub(super) fn make_room(&mut self, press: &mut Press, placed: &Placed) {
        // What fits on a line anyway.
        let fit = if self.leading() < LINE_HEIGHT.usual {
            1
        } else {
            2
        };
        for (index, _) in self.visible(press) {
            let lanes = Some(placed.lanes(index)).filter(|&lanes| lanes > fit);
            if self.lanes.get(&index).copied() != lanes {
                match lanes {
                    Some(lanes) => self.lanes.insert(index, lanes),
                    None => self.lanes.remove(&index),
                };
                self.set.remove(&index);
            }
        }
    }

    /// Forgets the layouts that were used longest ago.
    fn tidy(&mut self) {
        if self.set.len() > 2 * KEPT {
            let mut ages: Vec<_> = self.set.values().map(|(_, used)| *used).collect();
            ages.sort_unstable();
            let oldest = ages[ages.len() - KEPT];
            self.set.retain(|_, (_, used)| *used >= oldest);
        }
    }

    /// The height of a paragraph with the room below it, known for certain.
    fn height(&mut self, press: &mut Press, index: usize) -> f32 {
        self.paragraph(press, index);
        self.heights.get(index) as f32
    }

    /// Goes down by so many pixels, up by negative ones, and stops at the ends.
    pub(super) fn scroll(&mut self, press: &mut Press, by: f32) {
        self.above += by;
        while self.above < 0.0 && self.top > 0 {
            self.top -= 1;
            self.above += self.height(press, self.top);
        }
        let last = self.blocks.len() - 1;
        loop {
            let height = self.height(press, self.top);
            if self.above < height || self.top == last {
                break;
            }
            self.above -= height;
            self.top += 1;
        }
        // Not past the end: the last line stays at the bottom.
        let mut below = -self.above;
        for index in self.top..=last {
            if below >= self.view_height() {
                break;
            }
            below += self.height(press, index);
        }
        let gap = self.view_height() - self.padding() - below;
        if gap > 0.0 && by >= 0.0 {
            self.above -= gap;
            while self.above < 0.0 && self.top > 0 {
                self.top -= 1;
                self.above += self.height(press, self.top);
            }
        }
        if self.top == 0 {
            self.above = self.above.max(-self.padding());
        }
    }

    /// Goes to a part of the article: 0 is its beginning, 1 its end.
    pub(super) fn go_to_part(&mut self, press: &mut Press, part: f64) {
        let (top, above) = self.heights.at(part * self.heights.total());
        (self.top, self.above) = (top, above as f32);
        self.scroll(press, 0.0);
    }

    /// Which part of the article is in view: from, to, between 0 and 1.
    pub(super) fn part_in_view(&self) -> (f64, f64) {
        let total = self.heights.total().max(1.0);
        let from = (self.heights.top(self.top) + f64::from(self.above)) / total;
        (
            from.max(0.0),
            (from + f64::from(self.view_height()) / total).min(1.0),
        )
    }

    /// Brings into view what was asked for.
    pub(super) fn settle(&mut self, press: &mut Press) {
        self.tidy();
        let Some((offset, how)) = self.reveal.take() else {
            return;
        };
        let index = self.blocks.of_offset(offset);
        let set = self.paragraph(press, index);
        let byte = self.blocks.byte_in(&self.document, index, offset);
        let line = &set.clusters.lines()[set.clusters.line_of(Place::before(byte))];
        let (line_top, line_bottom) = (line.top, line.bottom);
        let height = self.view_height();
        let margin = (line_bottom - line_top).min(height / 4.0);
        // Where the line is now, if its paragraph is in view at all.
        let now = self
            .visible(press)
            .into_iter()
            .find(|(visible, _)| *visible == index)
            .map(|(_, y)| y + line_top);
        let far = match how {
            Reveal::Nearest => height - margin,
            Reveal::Jump => height / 3.0,
            Reveal::Top => 0.0,
        };
        let wanted = match now {
            Some(y)
                if how != Reveal::Top
                    && y >= margin
                    && y + (line_bottom - line_top) <= height - margin =>
            {
                return;
            }
            Some(y) if how == Reveal::Nearest && y < margin => margin,
            Some(y) if how == Reveal::Nearest && y <= height => {
                height - margin - (line_bottom - line_top)
            }
            None if how == Reveal::Nearest && index < self.top => margin,
            _ => far.min(height - (line_bottom - line_top)),
        };
        (self.top, self.above) = (index, line_top);
        self.scroll(press, -wanted);
        self.scroll(press, 0.0);
    }

    /// Whether the line of a place is in view, at least in part. What is to be brought into view counts as there.
    pub fn in_view(&mut self, press: &mut Press, offset: usize) -> bool {
        if self.reveal.is_some_and(|(place, _)| place == offset) {
            return true;
        }
        let index = self.blocks.of_offset(offset);
        let Some((_, y)) = self
            .visible(press)
            .into_iter()
            .find(|(visible, _)| *visible == index)
        else {
            return false;
        };
        let set = self.paragraph(press, index);
        let byte = self.blocks.byte_in(&self.document, index, offset);
        let line = &set.clusters.lines()[set.clusters.line_of(Place::before(byte))];
        y + line.bottom > 0.0 && y + line.top < self.view_height()
    }

    /// The paragraphs in view with the distance of their tops from the view's top.
    pub(super) fn visible(&mut self, press: &mut Press) -> Vec<(usize, f32)> {
        let mut y = -self.above;
        let mut visible = Vec::new();
        for index in self.top..self.blocks.len() {
            if y >= self.view_height() {
                break;
            }
            visible.push((index, y));
            y += self.height(press, index);
        }
        visible
    }

    /// Where a bar stands beside what is left out, in points: in the margin where the article's lines begin.
    pub(super) fn side(&self) -> f32 {
        if self.script.is_rtl() {
            self.column.right() + SIDE
        } else {
            self.column.left() - SIDE
        }
    }

    /// The height of a paragraph that was set, with the room below it.
    pub(super) fn height_of_set(&self, index: usize) -> f32 {
        self.heights.get(index) as f32
    }

    /// Where a paragraph whose top is `y` pixels below the view's top has the corner of its column, in points.
    pub(super) fn origin(&self, y: f32) -> Pos2 {
        self.column.min + egui::vec2(0.0, y / self.pixels_per_point())
    }

    /// The place nearest to a point (in points), the side of it that is meant, and the code point right under it, if one is.
    pub(super) fn hit(
        &mut self,
        press: &mut Press,
        point: Pos2,
    ) -> (usize, Affinity, Option<usize>) {
        let scale = self.pixels_per_point();
        let visible = self.visible(press);
        let y_in_view = (point.y - self.column.top()) * scale;
        let nearest = visible
            .iter()
            .rfind(|(_, y)| *y <= y_in_view)
            .or(visible.first());
        let Some(&(index, y)) = nearest else {
            return (0, Affinity::default(), None);
        };
        let set = self.paragraph(press, index);
        let (x, y) = ((point.x - self.column.left()) * scale, y_in_view - y);
        let place = set.clusters.hit(x, y);
        let under = set
            .clusters
            .hit_cluster(x, y)
            .map(|bytes| self.blocks.char_in(&self.document, index, bytes.start));
        (
            self.blocks.char_in(&self.document, index, place.byte),
            place.affinity,
            under,
        )
    }
}

/// The headline, and the places where the page repeats it: the first line with text, if it is short and no sentence.
fn headlines(document: &Document, blocks: &Blocks) -> Vec<usize> {
    let lines = 0..blocks.len();
    let title = lines
        .clone()
        .map(|index| blocks.text(document, index).trim())
        .find(|line| !line.is_empty());
    let Some(title) =
        title.filter(|title| (12..160).contains(&title.chars().count()) && !title.ends_with('.'))
    else {
        return Vec::new();
    };
    lines
        .filter(|&index| blocks.text(document, index).trim() == title)
        .collect()
}

/// A view for tests, 500 by 400 points.
#[cfg(test)]
pub(super) mod testing {
    use super::*;

    pub(in crate::gui::reading) fn view(text: &str) -> (ReadingView, Press) {
        let mut press = Press::new(Fonts::embedded_only());
        let mut view = ReadingView::new(Arc::new(Document::new(text)));
        view.fit(
            &mut press,
            Rect::from_min_size(Pos2::ZERO, egui::vec2(500.0, 400.0)),
            &Look::default(),
            1.0,
        );
        (view, press)
    }
}

#[cfg(test)]
mod tests;
