//! Sets one paragraph: shaping, direction, line breaking. The only file besides [`super::fonts`] that knows parley.
//!
//! What comes out is plain data for the painter and for pointing: the layout itself is dropped, it is ten times as
//! large. Everything is in physical pixels, so that glyphs fall on pixels.
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use parley::{
    Alignment, AlignmentOptions, BaseDirection, FontFamily, FontWeight, Layout, OverflowWrap,
    PositionedLayoutItem, StyleProperty,
};

use super::clusters::{ClusterTable, LineDraft, PieceDraft};
pub use super::fonts::Family;
use super::fonts::{Face, Fonts};
use super::scripts;

/// The base direction of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// That of the first letter that has one. Wrong for an Arabic paragraph that opens with "(Reuters)".
    #[default]
    Auto,
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// Everything that the layout of a paragraph depends on besides its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Setting {
    /// Font size, in 64ths of a physical pixel.
    pub size_q: u32,
    /// Width of the column, in physical pixels.
    pub width: u32,
    /// Distance of baselines, in physical pixels.
    pub line_height: u32,
    /// Whether in bold letters.
    pub bold: bool,
    /// The base direction.
    pub direction: Direction,
    /// The kind of letters.
    pub family: Family,
}

impl Setting {
    /// Regular letters of `size` physical pixels in a column of `width` physical pixels, baselines
    /// `line_height` font sizes apart.
    pub fn new(size: f32, width: f32, line_height: f32) -> Self {
        Self {
            size_q: (size.clamp(1.0, 1000.0) * 64.0).round() as u32,
            width: width.clamp(1.0, 1e6).round() as u32,
            line_height: (size * line_height).clamp(1.0, 1e4).round() as u32,
            bold: false,
            direction: Direction::Auto,
            family: Family::default(),
        }
    }

    /// Font size, in physical pixels.
    pub fn size(&self) -> f32 {
        self.size_q as f32 / 64.0
    }
}

/// A glyph in its place.
#[derive(Clone, Copy, Debug)]
pub struct PlacedGlyph {
    /// Its number in the font.
    pub id: u32,
    /// Its origin, in physical pixels from the left edge of the column.
    pub x: f32,
    /// Its origin, in physical pixels from the top of the paragraph.
    pub y: f32,
}

/// Glyphs of one face on one line.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// The font.
    pub face: Arc<Face>,
    /// Font size, in physical pixels.
    pub size: f32,
    /// Which of the paragraph's glyphs.
    pub glyphs: Range<u32>,
}

/// A paragraph ready to be painted and pointed at.
#[derive(Clone, Debug)]
pub struct SetParagraph {
    /// Lines and graphemes.
    pub clusters: ClusterTable,
    /// Height, in whole physical pixels.
    pub height: f32,
    glyphs: Vec<PlacedGlyph>,
    runs: Vec<GlyphRun>,
    /// The end of each line's runs.
    line_runs: Vec<u32>,
}

impl SetParagraph {
    /// The runs of some lines.
    pub fn runs(&self, lines: Range<usize>) -> &[GlyphRun] {
        let end_of = |lines: usize| {
            lines
                .checked_sub(1)
                .map_or(0, |last| self.line_runs.get(last).copied().unwrap_or(0))
        };
        let end = end_of(lines.end.min(self.line_runs.len()));
        let start = end_of(lines.start.min(self.line_runs.len())).min(end);
        self.runs
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// The glyphs of a run of this paragraph.
    pub fn glyphs(&self, run: &GlyphRun) -> &[PlacedGlyph] {
        self.glyphs
            .get(run.glyphs.start as usize..run.glyphs.end as usize)
            .unwrap_or_default()
    }

    /// Roughly how much memory it takes, in bytes.
    pub fn bytes_used(&self) -> usize {
        size_of::<Self>()
            + size_of_val(&*self.glyphs)
            + size_of_val(&*self.runs)
            + size_of_val(self.clusters.clusters())
            + size_of_val(self.clusters.lines())
    }
}

/// Sets a paragraph. The text should hold no line feed; one that is there is set as a space.
pub fn set(fonts: &mut Fonts, text: &str, setting: &Setting) -> SetParagraph {
    let layout = lay_out(fonts, text, setting);
    let width = setting.width as f32;
    let rtl = layout.is_rtl();
    let mut paragraph = Pieces::default();
    let mut top = 0.0;
    for line in layout.lines() {
        let (line_height, baseline) = line_box(&layout, &line, setting);
        let baseline = top + baseline;
        let metrics = line.metrics();
        let mut draft = LineDraft {
            top,
            bottom: top + line_height,
            baseline,
            ..LineDraft::default()
        };
        top += line_height;
        if text.is_empty() || line.text_range().is_empty() {
            // parley sets an invented space here.
            draft.left = if rtl { width } else { 0.0 };
        } else {
            draft.left = metrics.offset + metrics.inline_min_coord;
            for run in line.runs() {
                let rtl = run.is_rtl();
                draft
                    .pieces
                    .extend(run.visual_clusters().map(|cluster| PieceDraft {
                        bytes: cluster.text_range(),
                        advance: cluster.advance(),
                        rtl,
                    }));
            }
            paragraph.push_glyphs(fonts, &line, baseline - metrics.baseline);
        }
        paragraph.line_runs.push(paragraph.runs.len() as u32);
        paragraph.lines.push(draft);
    }
    let clusters = ClusterTable::new(text, width, rtl, &paragraph.lines);
    let Pieces {
        glyphs,
        runs,
        line_runs,
        ..
    } = paragraph;
    SetParagraph {
        clusters,
        height: top,
        glyphs,
        runs,
        line_runs,
    }
}

/// The height that [`set`] would give, in physical pixels, for about two thirds of the time.
pub fn measure(fonts: &mut Fonts, text: &str, setting: &Setting) -> f32 {
    let layout = lay_out(fonts, text, setting);
    layout
        .lines()
        .map(|line| line_box(&layout, &line, setting).0)
        .sum()
}

/// A guess at the height of a paragraph of so many bytes and characters, in physical pixels.
pub fn estimate_height(bytes: usize, chars: usize, setting: &Setting) -> f32 {
    // Chinese and its neighbours take three bytes and a full em a character, all others about half an em.
    let ideographs = bytes.saturating_sub(2 * chars).min(chars) as f32;
    let ems = ideographs + (chars as f32 - ideographs) * if setting.bold { 0.54 } else { 0.5 };
    // At the end of a line some three letters' room is left over.
    let ems_a_line = (setting.width as f32 / setting.size() - 1.5).max(1.0);
    (ems / ems_a_line).ceil().max(1.0) * setting.line_height as f32
}

#[derive(Default)]
struct Pieces {
    lines: Vec<LineDraft>,
    glyphs: Vec<PlacedGlyph>,
    runs: Vec<GlyphRun>,
    line_runs: Vec<u32>,
}

impl Pieces {
    fn push_glyphs(&mut self, fonts: &mut Fonts, line: &parley::Line<'_, ()>, down: f32) {
        for item in line.items() {
            let PositionedLayoutItem::GlyphRun(run) = item else {
                continue;
            };
            let start = self.glyphs.len() as u32;
            let place = |glyph: parley::Glyph| PlacedGlyph {
                id: glyph.id,
                x: glyph.x,
                y: glyph.y + down,
            };
            self.glyphs.extend(run.positioned_glyphs().map(place));
            let synthesis = run.run().synthesis();
            let coords: Vec<i16> = run
                .run()
                .normalized_coords()
                .iter()
                .map(|coord| coord.to_bits())
                .collect();
            let face = fonts.face(
                run.run().font(),
                &coords,
                synthesis.embolden(),
                synthesis.skew(),
            );
            self.runs.push(GlyphRun {
                face,
                size: run.run().font_size(),
                glyphs: start..self.glyphs.len() as u32,
            });
        }
    }
}

/// Height of a line and its baseline below its top, in whole physical pixels.
///
/// All lines are equally high, whatever fonts their words come from: an even page reads better than one that makes
/// room for each foreign word. Only for letters much taller than the line, as those of Nastaliq, it grows.
fn line_box(layout: &Layout<()>, line: &parley::Line<'_, ()>, setting: &Setting) -> (f32, f32) {
    let height = setting.line_height as f32;
    let metrics = line.metrics();
    let above = metrics.baseline - metrics.content_block_min_coord;
    let below = metrics.content_block_max_coord - metrics.baseline;
    if above + below > 1.25 * height {
        return ((above + below).ceil(), above.ceil());
    }
    let (ascent, descent) = layout
        .root_span_metrics()
        .map_or((above, below), |font| (font.ascent, font.descent));
    (height, ((height - ascent - descent) / 2.0 + ascent).round())
}

fn lay_out(fonts: &mut Fonts, text: &str, setting: &Setting) -> Layout<()> {
    let text = shapeable(text);
    let families = fonts.families(setting.family, scripts::main_script(&text));
    let Fonts {
        font_context,
        layout_context,
        ..
    } = fonts;
    let mut builder = layout_context.ranged_builder(font_context, &text, 1.0, true);
    builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(
        &families,
    ))));
    builder.push_default(StyleProperty::FontSize(setting.size()));
    builder.push_default(parley::LineHeight::Absolute(setting.line_height as f32));
    if setting.bold {
        builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
    }
    // A web address longer than the line is broken rather than cut off.
    builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
    builder.set_base_direction(match setting.direction {
        Direction::Auto => BaseDirection::Auto,
        Direction::Ltr => BaseDirection::Ltr,
        Direction::Rtl => BaseDirection::Rtl,
    });
    let mut layout = builder.build(&*text);
    layout.break_all_lines(Some(setting.width as f32));
    layout.align(Alignment::Start, AlignmentOptions::default());
    layout
}

/// The text with what fonts have no glyph for as spaces: control characters, and a paragraph separator as the line
/// separator it amounts to here. Each is replaced by as many bytes as it has, so that all places stay.
fn shapeable(text: &str) -> Cow<'_, str> {
    let replacement = |c: char| match c {
        '\0'..='\x1F' | '\x7F' => Some(' '),
        '\u{80}'..='\u{9F}' => Some('\u{A0}'),
        '\u{2029}' => Some('\u{2028}'),
        _ => None,
    };
    if text.chars().all(|c| replacement(c).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| replacement(c).unwrap_or(c)).collect())
}

#[cfg(test)]
mod tests;
