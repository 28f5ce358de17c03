//! How long the reading view's typesetter takes: `cargo bench --bench reading`.
use std::cell::RefCell;

use claimark::gui::reading::atlas::Atlas;
use claimark::gui::reading::fonts::Fonts;
use claimark::gui::reading::typeset::{self, SetParagraph, Setting};
use divan::Bencher;

/// A sentence of each kind of text.
fn sentence(kind: &str) -> &'static str {
    match kind {
        "arabic" => {
            "قال الوزير إن القفازات ستباع في الخارج هذا العام، وأضاف أن الإنتاج بلغ ثلاثمائة يوان. "
        }
        "chinese" => "新疆维吾尔自治区政府周三表示，手套今年将销往海外，售价三百二十元。",
        "mixed" => "Reuters: قال الوزير 手套今年 שר החוץ official 😀 ",
        _ => {
            "They told us openly that the gloves will be sold abroad, so we should do a good job, she recalled. "
        }
    }
}

fn main() {
    divan::main();
}

thread_local! {
    static FONTS: RefCell<Fonts> = RefCell::new(Fonts::new());
}

fn of_length(kind: &str, bytes: usize) -> String {
    let sentence = sentence(kind);
    sentence.repeat(bytes.div_ceil(sentence.len()))
}

fn set(text: &str) -> SetParagraph {
    FONTS.with_borrow_mut(|fonts| typeset::set(fonts, text, &Setting::new(18.0, 680.0, 1.55)))
}

#[divan::bench]
fn find_fonts() -> Fonts {
    Fonts::new()
}

#[divan::bench(args = ["latin", "arabic", "chinese", "mixed"])]
fn set_600_bytes(bencher: Bencher<'_, '_>, kind: &str) {
    let text = of_length(kind, 600);
    set(&text);
    bencher.bench_local(|| set(&text));
}

#[divan::bench(sample_count = 10)]
fn set_300_kilobytes(bencher: Bencher<'_, '_>) {
    let text = of_length("latin", 300_000);
    bencher.bench_local(|| set(&text));
}

#[divan::bench(args = [600, 300_000])]
fn mesh(bencher: Bencher<'_, '_>, bytes: usize) {
    let paragraph = set(&of_length("latin", bytes));
    let mut atlas = Atlas::new();
    let context = egui::Context::default();
    let pass = || {
        context
            .run_ui(egui::RawInput::default(), |_| ())
            .textures_delta
            .clear();
    };
    pass();
    let clip = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(700.0, 800.0));
    let mut paint = || {
        atlas.paint(
            &context,
            &paragraph,
            egui::Pos2::ZERO,
            clip,
            egui::Color32::BLACK,
        )
    };
    paint();
    bencher.bench_local(&mut paint);
    pass();
}

#[divan::bench]
fn areas_of_a_highlight(bencher: Bencher<'_, '_>) {
    let paragraph = set(&of_length("mixed", 600));
    bencher.bench_local(|| paragraph.clusters.rects(100..260));
}

#[divan::bench]
fn hit(bencher: Bencher<'_, '_>) {
    let paragraph = set(&of_length("mixed", 600));
    bencher.bench_local(|| paragraph.clusters.hit(divan::black_box(300.0), 60.0));
}
