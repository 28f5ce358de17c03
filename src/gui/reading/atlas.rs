//! Paints set paragraphs: every glyph is drawn once into one texture, a paragraph is one mesh of pieces of it.
//!
//! The texture holds coverage in white, so that the ink is the colour of the mesh; glyphs with colours of their own
//! are painted as they are. Nothing of it is kept in memory besides: a full texture is dropped and drawn anew.
use std::collections::HashMap;

use egui::emath::GuiRounding as _;
use egui::epaint::FontColorTransferFunction;
use egui::{
    Color32, ColorImage, Context, ImageData, Mesh, Pos2, Rect, TextureHandle, TextureOptions, pos2,
    vec2,
};

use super::raster::{Bitmap, Rasteriser};
use super::typeset::{GlyphRun, PlacedGlyph, SetParagraph};

/// Places between two pixels at which a glyph is drawn: finer steps cannot be seen.
const BINS: f32 = 4.0;

/// Side of the first texture, in pixels: enough for an article in one script on a plain screen.
const FIRST_SIDE: usize = 512;
/// Side up to which a full texture is enlarged, in pixels. Larger only if even this does not last for two frames.
const USUAL_SIDE: usize = 2048;
const LARGEST_SIDE: usize = 4096;

/// All glyphs drawn so far.
pub struct Atlas {
    texture: Option<TextureHandle>,
    side: usize,
    packer: Packer,
    /// Which number each face and size has in the keys of `glyphs`.
    sizes: HashMap<(u64, u32), u64>,
    glyphs: HashMap<u64, Option<Slot>>,
    rasteriser: Rasteriser,
    transfer: FontColorTransferFunction,
    generation: u64,
    /// The pass in which the texture was last started.
    started_in: u64,
}

/// Where in the texture a glyph is.
#[derive(Clone, Copy)]
struct Slot {
    at: [u16; 2],
    size: [u16; 2],
    /// From the glyph's origin to its upper left corner.
    offset: [i16; 2],
    colour: bool,
}

/// The texture has no room for one more glyph.
struct Full;

impl Atlas {
    /// An empty one. The texture is made when the first glyph is painted.
    pub fn new() -> Self {
        Self {
            texture: None,
            side: FIRST_SIDE,
            packer: Packer::new(FIRST_SIDE),
            sizes: HashMap::new(),
            glyphs: HashMap::new(),
            rasteriser: Rasteriser::new(),
            transfer: FontColorTransferFunction::Off,
            generation: 0,
            started_in: 0,
        }
    }

    /// Changes whenever the texture is started anew. A mesh from an earlier generation may still be painted in the
    /// pass in which it was made, but not later.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The mesh of those lines of a paragraph of which something is inside `clip`.
    ///
    /// `origin` is the upper left corner of the paragraph's column; it is rounded to a physical pixel, so that
    /// letters stay sharp while they scroll. `origin`, `clip` and the mesh are in points. No letter is clipped:
    /// letters of a line may stand out of it.
    pub fn paint(
        &mut self,
        context: &Context,
        paragraph: &SetParagraph,
        origin: Pos2,
        clip: Rect,
        ink: Color32,
    ) -> Mesh {
        self.follow_theme(context);
        let pixels_per_point = context.pixels_per_point();
        let origin = origin.round_to_pixels(pixels_per_point);
        let top = (clip.top() - origin.y) * pixels_per_point;
        let bottom = (clip.bottom() - origin.y) * pixels_per_point;
        let visible = paragraph.clusters.lines_between(top, bottom);
        // The ink of the lines just outside may reach into the clip.
        let lines = visible.start.saturating_sub(1)..visible.end + 1;
        let runs = if visible.is_empty() {
            &[]
        } else {
            paragraph.runs(lines)
        };
        let place = Placement {
            origin,
            pixels_per_point,
            ink,
        };
        if runs.is_empty() {
            return Mesh::default();
        }
        // A mesh has one texture: when that is full in the middle, the mesh is started anew with the next one, until
        // not even the largest is enough. Then what has no room is left out.
        for _ in 0..3 {
            match self.mesh(context, paragraph, runs, &place, false) {
                Ok(mesh) => return mesh,
                Err(Full) => self.restart(context),
            }
        }
        self.mesh(context, paragraph, runs, &place, true)
            .unwrap_or_default()
    }

    fn mesh(
        &mut self,
        context: &Context,
        paragraph: &SetParagraph,
        runs: &[GlyphRun],
        place: &Placement,
        leave_out: bool,
    ) -> Result<Mesh, Full> {
        let mut mesh = Mesh::with_texture(self.texture(context).id());
        let count: usize = runs.iter().map(|run| run.glyphs.len()).sum();
        mesh.reserve_vertices(4 * count);
        mesh.reserve_triangles(2 * count);
        for run in runs {
            let next = self.sizes.len() as u64;
            let size = *self
                .sizes
                .entry((run.face.id, run.size.to_bits()))
                .or_insert(next);
            for glyph in paragraph.glyphs(run) {
                let (x, bin) = to_bin(glyph.x);
                let key = size << 40 | u64::from(glyph.id) << 8 | u64::from(bin);
                let slot = match self.glyphs.get(&key) {
                    Some(slot) => *slot,
                    None => match self.draw(context, run, glyph, f32::from(bin) / BINS) {
                        Ok(slot) => {
                            self.glyphs.insert(key, slot);
                            slot
                        }
                        Err(Full) if leave_out => None,
                        Err(Full) => return Err(Full),
                    },
                };
                if let Some(slot) = slot {
                    place.push(&mut mesh, &slot, [x, glyph.y.round()], self.side as f32);
                }
            }
        }
        Ok(mesh)
    }

    /// Draws a glyph into the texture. No slot if there is nothing to see of it.
    fn draw(
        &mut self,
        context: &Context,
        run: &GlyphRun,
        glyph: &PlacedGlyph,
        shift: f32,
    ) -> Result<Option<Slot>, Full> {
        let Some(bitmap) = self.rasteriser.draw(&run.face, run.size, glyph.id, shift) else {
            return Ok(None);
        };
        let [width, height] = bitmap.size;
        if width > LARGEST_SIDE / 4 || height > LARGEST_SIDE / 4 {
            return Ok(None);
        }
        let at = self.packer.place(width, height).ok_or(Full)?;
        let slot = Slot {
            at: [at[0] as u16, at[1] as u16],
            size: [width as u16, height as u16],
            offset: [bitmap.offset[0] as i16, bitmap.offset[1] as i16],
            colour: bitmap.colour,
        };
        let image = to_image(bitmap, self.transfer);
        self.texture(context)
            .set_partial(at, image, TextureOptions::NEAREST);
        Ok(Some(slot))
    }

    fn texture(&mut self, context: &Context) -> &mut TextureHandle {
        let side = self.side;
        self.texture.get_or_insert_with(|| {
            let blank = ColorImage::filled([side, side], Color32::TRANSPARENT);
            context.load_texture("glyphs", ImageData::from(blank), TextureOptions::NEAREST)
        })
    }

    /// Starts with an empty texture, a larger one if the last did not last.
    ///
    /// egui frees the old texture only after this pass, so what is already painted from it stays.
    fn restart(&mut self, context: &Context) {
        let largest = LARGEST_SIDE.min(context.input(|input| input.max_texture_side));
        let pass = context.cumulative_pass_nr();
        let too_small = self.side < USUAL_SIDE || pass <= self.started_in + 1;
        if too_small && self.side * 2 <= largest {
            self.side *= 2;
        }
        self.clear(pass);
    }

    fn clear(&mut self, pass: u64) {
        self.texture = None;
        self.packer = Packer::new(self.side);
        self.sizes.clear();
        self.glyphs.clear();
        self.generation += 1;
        self.started_in = pass;
    }

    /// Light letters on a dark page look thinner than dark ones on a light page: egui makes up for it by a theme's
    /// transfer function, and so do we.
    fn follow_theme(&mut self, context: &Context) {
        let transfer = context
            .global_style()
            .visuals
            .text_options
            .color_transfer_function;
        if self.transfer != transfer {
            self.transfer = transfer;
            if self.texture.is_some() {
                self.clear(context.cumulative_pass_nr());
            }
        }
    }
}

impl Default for Atlas {
    fn default() -> Self {
        Self::new()
    }
}

/// What is the same for all glyphs of a mesh.
struct Placement {
    /// Upper left corner of the paragraph, in points.
    origin: Pos2,
    pixels_per_point: f32,
    ink: Color32,
}

impl Placement {
    /// Adds a glyph whose origin is so many whole pixels from the paragraph's corner.
    fn push(&self, mesh: &mut Mesh, slot: &Slot, [x, y]: [f32; 2], side: f32) {
        let [width, height] = slot.size.map(f32::from);
        let corner = vec2(x + f32::from(slot.offset[0]), y + f32::from(slot.offset[1]));
        let min = self.origin + corner / self.pixels_per_point;
        let rect = Rect::from_min_size(min, vec2(width, height) / self.pixels_per_point);
        let [u, v] = slot.at.map(f32::from);
        let uv = Rect::from_min_max(
            pos2(u / side, v / side),
            pos2((u + width) / side, (v + height) / side),
        );
        let colour = if slot.colour {
            Color32::from_white_alpha(self.ink.a())
        } else {
            self.ink
        };
        mesh.add_rect_with_uv(rect, uv, colour);
    }
}

/// The whole pixel and the place in it where a glyph is drawn.
fn to_bin(x: f32) -> (f32, u8) {
    let steps = (x * BINS).round();
    let whole = (steps / BINS).floor();
    (whole, (steps - whole * BINS) as u8)
}

fn to_image(bitmap: Bitmap, transfer: FontColorTransferFunction) -> ColorImage {
    let pixels = bitmap.pixels.into_iter().map(|[r, g, b, a]| {
        let colour = Color32::from_rgba_premultiplied(r, g, b, a);
        if bitmap.colour {
            colour
        } else {
            transfer.to_atlas_color(colour)
        }
    });
    ColorImage::new(bitmap.size, pixels.collect())
}

/// Finds room for rectangles in a square, in rows.
struct Packer {
    side: usize,
    rows: Vec<Row>,
}

struct Row {
    top: usize,
    height: usize,
    /// How much of it is taken.
    used: usize,
}

impl Packer {
    fn new(side: usize) -> Self {
        Self {
            side,
            rows: Vec::new(),
        }
    }

    /// The upper left corner of a free rectangle, which is then taken. A pixel around it stays free.
    fn place(&mut self, width: usize, height: usize) -> Option<[usize; 2]> {
        /// Rows are of multiples of this height, so that glyphs of nearly the same height share them.
        const STEP: usize = 4;
        let (width, height) = (width + 1, (height + 1).next_multiple_of(STEP));
        let side = self.side;
        if width > side {
            return None;
        }
        let fits = |row: &&mut Row| row.height == height && row.used + width <= side;
        let row = match self.rows.iter_mut().find(fits) {
            Some(row) => row,
            None => {
                let top = self.rows.last().map_or(0, |row| row.top + row.height);
                if top + height > side {
                    return None;
                }
                self.rows.push(Row {
                    top,
                    height,
                    used: 0,
                });
                self.rows.last_mut()?
            }
        };
        let at = [row.used, row.top];
        row.used += width;
        Some(at)
    }
}

#[cfg(test)]
mod tests;
