//! Draws one glyph into a bitmap. The only file that knows vello_cpu.
use vello_cpu::kurbo::{Affine, Stroke};
use vello_cpu::peniko::color::palette::css::WHITE;
use vello_cpu::{Glyph, Pixmap, RenderContext, Resources};

use super::fonts::Face;

/// A drawn glyph, cut down to what is inked.
pub(super) struct Bitmap {
    /// Width and height, in pixels.
    pub(super) size: [usize; 2],
    /// From the glyph's origin to the upper left corner, in pixels.
    pub(super) offset: [i32; 2],
    /// Rows of red, green, blue and alpha, multiplied by alpha.
    pub(super) pixels: Vec<[u8; 4]>,
    /// Whether it has colours of its own. Otherwise it is white and its alpha is the coverage.
    pub(super) colour: bool,
}

/// Draws glyphs one at a time.
pub(super) struct Rasteriser {
    context: RenderContext,
    canvas: Pixmap,
    resources: Resources,
}

impl Rasteriser {
    pub(super) fn new() -> Self {
        Self {
            context: RenderContext::new(1, 1),
            canvas: Pixmap::new(1, 1),
            resources: Resources::new(),
        }
    }

    /// Draws a glyph of `size` pixels, its origin `shift` pixels to the right of a pixel's edge. Nothing for a glyph
    /// without ink, as a space.
    pub(super) fn draw(&mut self, face: &Face, size: f32, id: u32, shift: f32) -> Option<Bitmap> {
        /// The largest canvas, in pixels.
        const LARGEST: f32 = 4096.0;
        if !(size > 0.0 && size < LARGEST) {
            return None;
        }
        // The size of the ink is not known before it is drawn. Nearly all of it fits into three ems; a few ligatures
        // are as long as a sentence.
        let mut ems = 3.0;
        loop {
            let side = (ems * size).ceil().min(LARGEST);
            let origin = [(side / 3.0).floor(), (side * 2.0 / 3.0).floor()];
            self.draw_at(face, size, id, [origin[0] + shift, origin[1]], side as u16);
            let (bitmap, cut) = self.cut_out(origin)?;
            if !cut || side >= LARGEST || ems > 24.0 {
                return Some(bitmap);
            }
            ems *= 2.0;
        }
    }

    fn draw_at(&mut self, face: &Face, size: f32, id: u32, [x, y]: [f32; 2], side: u16) {
        let Self {
            context,
            canvas,
            resources,
        } = self;
        context.reset_and_resize(side, side);
        context.set_paint(WHITE);
        let glyph = std::iter::once(Glyph { id, x, y });
        let slant = Affine::skew(-f64::from(face.skew).to_radians().tan(), 0.0);
        context
            .glyph_run(resources, &face.font)
            .font_size(size)
            .glyph_transform(slant)
            .hint(HINT)
            .normalized_coords(&face.coords)
            .fill_glyphs(glyph.clone());
        if face.embolden {
            context.set_stroke(Stroke::new(f64::from(size) / 28.0));
            context
                .glyph_run(resources, &face.font)
                .font_size(size)
                .glyph_transform(slant)
                .hint(HINT)
                .normalized_coords(&face.coords)
                .stroke_glyphs(glyph);
        }
        canvas.resize(side, side);
        context.render(&mut *canvas, resources);
    }

    /// What is inked on the canvas, and whether it reaches the canvas's edge.
    fn cut_out(&self, origin: [f32; 2]) -> Option<(Bitmap, bool)> {
        let side = usize::from(self.canvas.width());
        let (pixels, _) = self.canvas.data_as_u8_slice().as_chunks::<4>();
        let (mut left, mut right, mut top, mut bottom) = (side, 0, side, 0);
        for (y, row) in pixels.chunks_exact(side).enumerate() {
            let Some(first) = row.iter().position(|pixel| pixel[3] != 0) else {
                continue;
            };
            let last = row.iter().rposition(|pixel| pixel[3] != 0).unwrap_or(first);
            left = left.min(first);
            right = right.max(last + 1);
            top = top.min(y);
            bottom = y + 1;
        }
        if left >= right {
            return None;
        }
        let rows = pixels.chunks_exact(side).take(bottom).skip(top);
        let pixels: Vec<[u8; 4]> = rows.flat_map(|row| &row[left..right]).copied().collect();
        let colour = pixels
            .iter()
            .any(|&[r, g, b, a]| r != a || g != a || b != a);
        let cut = left == 0 || top == 0 || right == side || bottom == side;
        let offset = [
            left as i32 - origin[0] as i32,
            top as i32 - origin[1] as i32,
        ];
        Some((
            Bitmap {
                size: [right - left, bottom - top],
                offset,
                pixels,
                colour,
            },
            cut,
        ))
    }
}

/// Hinting fits the letters to whole rows of pixels, which makes their tops and feet sharp.
const HINT: bool = true;
