use egui::RawInput;
use proptest::prelude::*;

use super::super::fonts::Fonts;
use super::super::typeset::{self, Setting};
use super::*;

/// Calls `run` in a pass of egui on a screen of 2 pixels a point, with textures of at most `side` pixels.
fn in_pass<T>(context: &Context, side: usize, run: impl FnOnce(&Context) -> T) -> T {
    let input = RawInput {
        max_texture_side: Some(side),
        ..RawInput::default()
    };
    let mut run = Some(run);
    let mut result = None;
    let mut output = context.run_ui(input, |ui| {
        if let Some(run) = run.take() {
            result = Some(run(ui.ctx()));
        }
    });
    output.textures_delta.clear();
    result.unwrap()
}

fn retina() -> Context {
    let context = Context::default();
    context.set_pixels_per_point(2.0);
    in_pass(&context, 2048, |_| ());
    context
}

/// Fonts that are the same on every machine.
fn paragraph(text: &str, size: f32) -> SetParagraph {
    typeset::set(
        &mut Fonts::embedded_only(),
        text,
        &Setting::new(size, 600.0, 1.5),
    )
}

const EVERYTHING: Rect = Rect::EVERYTHING;

#[test]
fn each_glyph_with_ink_is_painted_in_ink() {
    let context = retina();
    let mut atlas = Atlas::new();
    let text = paragraph("Said the minister.", 30.0);
    let mesh = in_pass(&context, 2048, |context| {
        atlas.paint(context, &text, Pos2::ZERO, EVERYTHING, Color32::RED)
    });
    assert_eq!(mesh.vertices.len(), 4 * 16);
    assert!(
        mesh.vertices
            .iter()
            .all(|vertex| vertex.color == Color32::RED)
    );
    let bounds = mesh.calc_bounds();
    assert!(bounds.left() > -2.0 && bounds.right() < 300.0, "{bounds}");
    assert!(bounds.top() > 0.0 && bounds.bottom() < 23.0, "{bounds}");
}

#[test]
fn letters_stand_on_physical_pixels() {
    let context = retina();
    let mut atlas = Atlas::new();
    let text = paragraph("Said the minister.", 29.3);
    for origin in [pos2(0.0, 0.0), pos2(10.13, 0.77), pos2(-3.3, 100.249)] {
        let mesh = in_pass(&context, 2048, |context| {
            atlas.paint(context, &text, origin, EVERYTHING, Color32::BLACK)
        });
        for vertex in &mesh.vertices {
            let pixel = vertex.pos * 2.0;
            assert!((pixel - pixel.round()).length() < 1e-3, "{pixel}");
        }
    }
}

#[test]
fn only_lines_in_sight_are_painted() {
    let context = retina();
    let mut atlas = Atlas::new();
    let text = paragraph(&"one two three ".repeat(500), 20.0);
    let height = text.height / 2.0;
    let mut count = |top: f32, bottom: f32| {
        let clip = Rect::from_min_max(pos2(0.0, top), pos2(300.0, bottom));
        let origin = pos2(0.0, 50.0);
        in_pass(&context, 2048, |context| {
            atlas
                .paint(context, &text, origin, clip, Color32::BLACK)
                .vertices
                .len()
        })
    };
    let all = count(0.0, height + 50.0);
    let some = count(height / 2.0, height / 2.0 + 30.0);
    assert!(some > 0 && some * 10 < all, "{some} of {all}");
    assert_eq!(count(0.0, 49.0), 0);
    assert_eq!(count(height + 51.0, height + 900.0), 0);
}

#[test]
fn glyphs_are_drawn_once() {
    let context = retina();
    let mut atlas = Atlas::new();
    let text = paragraph("minister", 30.0);
    let mut paint = || {
        in_pass(&context, 2048, |context| {
            atlas.paint(context, &text, Pos2::ZERO, EVERYTHING, Color32::BLACK);
        });
        (
            atlas.glyphs.len(),
            atlas.packer.rows.iter().map(|row| row.used).sum::<usize>(),
        )
    };
    assert_eq!(paint(), paint());
}

#[test]
fn a_full_texture_is_started_anew_with_a_whole_mesh() {
    let context = retina();
    let mut atlas = Atlas::new();
    let letters: String = ('!'..='~').collect();
    let text = paragraph(&letters, 90.0);
    let mesh = in_pass(&context, 2048, |context| {
        atlas.paint(context, &text, Pos2::ZERO, EVERYTHING, Color32::BLACK)
    });
    assert!(mesh.vertices.len() >= 4 * 90);
    assert!(atlas.generation() > 0);
    assert_eq!(
        Some(mesh.texture_id),
        atlas.texture.as_ref().map(TextureHandle::id)
    );
    assert!(atlas.side <= 2048);
}

#[test]
fn what_fits_into_no_texture_is_left_out() {
    let context = retina();
    let mut atlas = Atlas::new();
    let letters: String = ('!'..='~').collect();
    let text = paragraph(&letters, 200.0);
    let mesh = in_pass(&context, 1024, |context| {
        atlas.paint(context, &text, Pos2::ZERO, EVERYTHING, Color32::BLACK)
    });
    assert!((4 * 20..4 * 90).contains(&mesh.vertices.len()));
    let huge = paragraph("A", 1000.0);
    in_pass(&context, 1024, |context| {
        atlas.paint(context, &huge, Pos2::ZERO, EVERYTHING, Color32::BLACK)
    });
}

#[test]
fn another_theme_is_another_generation() {
    let context = retina();
    let mut atlas = Atlas::new();
    let text = paragraph("minister", 30.0);
    let mut paint = |theme| {
        context.set_theme(theme);
        in_pass(&context, 2048, |_| ());
        in_pass(&context, 2048, |context| {
            atlas.paint(context, &text, Pos2::ZERO, EVERYTHING, Color32::BLACK);
        });
        atlas.generation()
    };
    let light = paint(egui::Theme::Light);
    assert_eq!(paint(egui::Theme::Light), light);
    assert_ne!(paint(egui::Theme::Dark), light);
}

#[test]
fn steps_between_pixels() {
    assert_eq!(to_bin(3.0), (3.0, 0));
    assert_eq!(to_bin(3.24), (3.0, 1));
    assert_eq!(to_bin(3.9), (4.0, 0));
    assert_eq!(to_bin(-0.3), (-1.0, 3));
}

proptest! {
    #[test]
    fn packed_rectangles_are_apart(sizes in prop::collection::vec((1usize..90, 1usize..90), 1..60)) {
        let mut packer = Packer::new(256);
        let mut placed: Vec<[usize; 4]> = Vec::new();
        for (width, height) in sizes {
            let Some([x, y]) = packer.place(width, height) else {
                continue;
            };
            prop_assert!(x + width <= 256 && y + height <= 256);
            for &[left, top, right, bottom] in &placed {
                prop_assert!(x > right || y > bottom || x + width < left || y + height < top);
            }
            placed.push([x, y, x + width, y + height]);
        }
        prop_assert!(!placed.is_empty());
    }
}
