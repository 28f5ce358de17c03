//! What the window looks like. Drawn by any Vulkan driver, without a display; where there is none, these tests say so and pass,
//! but not where `CI` is set.
//!
//! Pictures that are compared are set in the fonts that egui brings, so that they are the same on every machine. After a change
//! that is meant, `UPDATE_SNAPSHOTS=1 cargo test --test gui` makes them anew: look at them before they are committed.

use std::{io::Write, panic, path::PathBuf, sync::OnceLock};

use egui_kittest::{OsThreshold, SnapshotOptions, wgpu::WgpuTestRenderer};

use crate::desk::{Home, Look, Window};

/// Whether there is anything to draw with.
fn can_draw() -> bool {
    static DRIVER: OnceLock<bool> = OnceLock::new();
    let there = *DRIVER.get_or_init(|| panic::catch_unwind(WgpuTestRenderer::new).is_ok());
    if !there {
        let says =
            "NO PICTURES WERE COMPARED: there is no Vulkan driver (Debian: mesa-vulkan-drivers)";
        assert!(std::env::var_os("CI").is_none(), "{says}");
        // Straight to the terminal: what a test that passes prints is not shown.
        let _ = writeln!(std::io::stderr(), "{says}");
    }
    there
}

const EMBEDDED: Look = Look {
    size: [1100.0, 720.0],
    machine_fonts: false,
};

/// The sample with its finished set, its second mark selected.
fn sample(home: &Home, look: Look) -> Window {
    home.sample("varre-bay.txt");
    let set = home.sample("varre-bay.nadia.ron");
    let mut window = Window::new(home, Some(&set), Some("nadia"), look);
    window.wait("the sample", |window| window.labelling().is_some());
    window.rest(0.5);
    window.wait("the check", |window| window.shows("no findings"));
    window
}

/// Compares what there is to see with the picture of this name.
fn compare(window: &mut Window, name: &str) {
    window.rest(7.0);
    let options = SnapshotOptions::new()
        .output_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gui/snapshots"))
        .threshold(OsThreshold::new(1.5))
        // A driver may round the edge of a line another way.
        .max_failed_pixels(OsThreshold::new(200));
    window.harness().snapshot_options(name, &options);
}

/// Keeps a picture that is not compared, to be looked at.
fn keep(window: &mut Window, name: &str) -> PathBuf {
    let picture = window.harness().render().unwrap();
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
    picture.save(&path).unwrap();
    path
}

#[test]
fn an_article_with_its_marks() {
    if !can_draw() {
        return;
    }
    let home = Home::new();
    let mut window = sample(&home, EMBEDDED);
    window.times(5, "Tab");
    compare(&mut window, "light");
    window.press("F7");
    compare(&mut window, "dark");
}

#[test]
fn a_narrow_window() {
    if !can_draw() {
        return;
    }
    let home = Home::new();
    let look = Look {
        size: [600.0, 500.0],
        ..EMBEDDED
    };
    let mut window = sample(&home, look);
    window.times(7, "Tab");
    compare(&mut window, "narrow");
}

#[test]
fn a_selection_and_what_was_found() {
    if !can_draw() {
        return;
    }
    let home = Home::new();
    let mut window = sample(&home, EMBEDDED);
    window.press("/");
    window.types("mussels");
    window.keys(&["Enter", "Enter"]);
    compare(&mut window, "found");
}

#[test]
fn likely_marks_in_the_text_and_in_their_list() {
    if !can_draw() {
        return;
    }
    let home = Home::new();
    // Its own few sentences: what is found in a whole article may become another thing with each cue that is learnt.
    let text = "Council denies plan to close the bridge\n\n\
        More than 4,000 people cross the old bridge every day.\n\n\
        “There is no plan,” Anna Roe said. She added that 12 men keep the bridge in repair.\n";
    let article = home.write("bridge.txt", text);
    let mut window = Window::new(&home, Some(&article), Some("ada"), EMBEDDED);
    window.wait("the article", |window| window.labelling().is_some());
    window.frame();
    window.press("k");
    window.wait("likely marks", |window| window.shows("1 of "));
    window.press("a");
    compare(&mut window, "likely");
}

#[test]
fn an_arabic_article_is_drawn_in_letters() {
    if !can_draw() {
        return;
    }
    let home = Home::new();
    home.sample("marsa-rayhan.txt");
    let set = home.sample("marsa-rayhan.layla.ron");
    let mut window = Window::new(&home, Some(&set), Some("layla"), Look::default());
    window.wait("the sample", |window| window.labelling().is_some());
    window.times(6, "Tab");
    window.rest(7.0);
    let text = window.harness().render().unwrap();
    let picture = keep(&mut window, "arabic");
    // The fonts of machines differ, so that it is not compared: but there is ink on the page, of more than one width of line.
    let ink = text
        .pixels()
        .filter(|pixel| pixel.0[..3].iter().all(|value| *value < 100))
        .count();
    assert!(ink > 5_000, "{ink} dark pixels, see {}", picture.display());
}

#[test]
fn what_stands_in_the_way_can_be_read_in_the_light_and_in_the_dark() {
    if !can_draw() {
        return;
    }
    let home = Home::new();
    home.write("story.ada.ron", "Claimark(version: 7,");
    let mut window = home.open_story();
    for dark in [false, true] {
        if dark {
            window.press("F7");
        }
        let bar = window.label_with("newer Claimark").rect();
        let behind = bar.left_center() - egui::vec2(3.0, 0.0);
        let picture = window.harness().render().unwrap();
        let ground = picture.get_pixel(behind.x as u32, behind.y as u32).0;
        let brightness = ground[..3]
            .iter()
            .map(|value| u32::from(*value))
            .sum::<u32>()
            / 3;
        let readable = if dark { 20..70 } else { 200..250 };
        assert!(readable.contains(&brightness), "dark: {dark}, {ground:?}");
    }
}
