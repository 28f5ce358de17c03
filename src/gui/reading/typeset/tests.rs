use proptest::prelude::*;

use super::super::clusters::tests::{check, hard_text};
use super::*;

fn setting(width: f32) -> Setting {
    Setting::new(18.0, width, 1.55)
}

fn with_fonts<T>(run: impl FnOnce(&mut Fonts) -> T) -> T {
    thread_local! {
        static FONTS: std::cell::RefCell<Fonts> = std::cell::RefCell::new(Fonts::new());
    }
    FONTS.with_borrow_mut(run)
}

#[test]
fn is_made_on_another_thread() {
    fn is_send<T: Send>() {}
    is_send::<Fonts>();
    is_send::<SetParagraph>();
}

#[test]
fn without_text_there_is_one_line() {
    for text in ["", "\u{200B}", " "] {
        let paragraph = with_fonts(|fonts| set(fonts, text, &setting(300.0)));
        assert_eq!(paragraph.clusters.lines().len(), 1);
        assert_eq!(paragraph.height, 28.0);
    }
}

#[test]
fn latin_is_drawn_without_any_system_font() {
    let mut fonts = Fonts::embedded_only();
    let paragraph = set(&mut fonts, "Said the minister.", &setting(600.0));
    let drawn = paragraph
        .runs(0..1)
        .iter()
        .flat_map(|run| paragraph.glyphs(run));
    assert!(drawn.clone().count() >= 17);
    assert!(drawn.clone().all(|glyph| glyph.id != 0));
    set(&mut fonts, "قال الوزير 漢字 👩‍👩‍👧", &setting(60.0));
}

#[test]
fn lines_have_their_glyphs() {
    let text = "one two three ".repeat(40);
    let paragraph = with_fonts(|fonts| set(fonts, &text, &setting(200.0)));
    let lines = paragraph.clusters.lines().len();
    assert!(lines > 5);
    let mut count = 0;
    for (i, line) in paragraph.clusters.lines().iter().enumerate() {
        for run in paragraph.runs(i..i + 1) {
            assert!(
                paragraph
                    .glyphs(run)
                    .iter()
                    .all(|glyph| glyph.y == line.baseline)
            );
            count += paragraph.glyphs(run).len();
        }
    }
    assert_eq!(count, paragraph.glyphs.len());
    assert_eq!(paragraph.runs(0..lines).len(), paragraph.runs.len());
    assert!(paragraph.runs(lines..lines + 9).is_empty());
    assert_eq!(paragraph.height, 28.0 * lines as f32);
    assert_eq!(
        with_fonts(|fonts| measure(fonts, &text, &setting(200.0))),
        paragraph.height
    );
}

#[test]
fn the_base_direction_is_obeyed() {
    let text = "(Reuters) قال";
    for (direction, rtl) in [
        (Direction::Auto, false),
        (Direction::Ltr, false),
        (Direction::Rtl, true),
    ] {
        let setting = Setting {
            direction,
            ..setting(400.0)
        };
        let paragraph = with_fonts(|fonts| set(fonts, text, &setting));
        assert_eq!(paragraph.clusters.is_rtl(), rtl);
        assert_eq!(paragraph.clusters.lines()[0].left > 100.0, rtl);
    }
}

#[test]
fn line_feeds_do_no_harm() {
    let paragraph = with_fonts(|fonts| set(fonts, "a\nb\r\nc\u{2028}d\u{2029}", &setting(400.0)));
    assert_eq!(paragraph.clusters.lines().len(), 3);
    assert_eq!(paragraph.clusters.line_bytes(2).len(), 0);
}

#[test]
fn odd_settings_do_no_harm() {
    let plain = setting(100.0);
    for odd in [
        Setting { size_q: 0, ..plain },
        Setting {
            size_q: 64_000,
            ..plain
        },
        Setting { width: 0, ..plain },
        Setting {
            width: u32::MAX,
            ..plain
        },
        Setting {
            line_height: 0,
            ..plain
        },
        Setting {
            bold: true,
            family: Family::Mono,
            ..plain
        },
        Setting::new(f32::NAN, -1.0, f32::INFINITY),
    ] {
        let text = "Official كلام 手套";
        let paragraph = with_fonts(|fonts| set(fonts, text, &odd));
        assert_eq!(paragraph.clusters.len(), text.len());
        assert!(estimate_height(text.len(), text.len(), &odd).is_finite());
        assert!(paragraph.height.is_finite());
    }
}

#[test]
fn the_script_of_a_paragraph_has_its_spaces() {
    let text = "قال الوزير إن القفازات ستباع في الخارج هذا العام";
    let paragraph = with_fonts(|fonts| set(fonts, text, &setting(2000.0)));
    assert_eq!(paragraph.runs(0..1).len(), 1);
}

#[test]
fn estimates_are_near() {
    for (text, width) in [
        ("The gloves will be sold abroad this year. ", 600.0),
        ("手套今年将销往海外。", 500.0),
    ] {
        let text = text.repeat(30);
        let paragraph = with_fonts(|fonts| set(fonts, &text, &setting(width)));
        if paragraph.glyphs.iter().any(|glyph| glyph.id == 0) {
            // This machine has no font for it, and boxes have a width of their own.
            continue;
        }
        let real = paragraph.height;
        let guess = estimate_height(text.len(), text.chars().count(), &setting(width));
        assert!((0.7..1.4).contains(&(guess / real)), "{guess} for {real}");
    }
}

proptest! {
    #[test]
    fn every_text_is_set(text in hard_text(), width in 1u32..400, rtl in any::<bool>()) {
        let direction = if rtl { Direction::Rtl } else { Direction::Auto };
        let setting = Setting { direction, ..setting(width as f32) };
        let paragraph = with_fonts(|fonts| set(fonts, &text, &setting));
        check(&text, &paragraph.clusters)?;
    }

    #[test]
    fn any_characters_are_set(text in any::<String>(), width in 1u32..400) {
        let paragraph = with_fonts(|fonts| set(fonts, &text, &setting(width as f32)));
        check(&text, &paragraph.clusters)?;
    }
}
