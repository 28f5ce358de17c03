//! Right-to-left text, emoji, combining marks, Windows line ends: what is saved is the text cut at its code points.

use crate::desk::{Home, assert_sound, ends};

const ARABIC_CLAIM: &str = "صيادو مرسى الريحان";

#[test]
fn an_arabic_article_is_marked_by_the_keyboard() {
    let home = Home::new();
    let mut window = home.open(&home.sample("marsa-rayhan.txt"));
    // The reading direction is to the left: there Left goes on, and Right goes back.
    window.press("Ctrl+Home");
    window.times(5, "Shift+Left");
    assert_eq!(window.selected(), "صيادو");
    window.press("Ctrl+Shift+Left");
    assert_eq!(window.selected(), "صيادو مرسى");
    window.press("Ctrl+Shift+Right");
    assert_eq!(window.selected(), "صيادو ");
    window.press("1");
    // A claim of a whole sentence that holds Chinese and Latin letters.
    window.select("ونفت شركة 青屿水务");
    window.press("s");
    let sentence =
        "ونفت شركة 青屿水务، المعروفة اختصارا باسم QYW، وجود أي صلة بين المحطة وتراجع الصيد.";
    assert_eq!(window.selected(), sentence);
    window.press("2");
    window.mark("٣٢٠ صيادا", "3");
    window.autosave();
    assert_sound(&home.path("marsa-rayhan.ada.ron"));
    let quotes: Vec<_> = home
        .set("marsa-rayhan.ada.ron")
        .annotations
        .iter()
        .map(|mark| mark.words())
        .collect();
    assert_eq!(quotes, ["صيادو", "٣٢٠ صيادا", sentence]);
}

#[test]
fn arabic_words_are_dragged_over_exactly() {
    let home = Home::new();
    let mut window = home.open(&home.sample("marsa-rayhan.txt"));
    let (left, right) = ends(window.place_of(ARABIC_CLAIM));
    window.drag(right, left);
    assert_eq!(window.selected(), ARABIC_CLAIM);
    window.press("1");
    window.autosave();
    assert_sound(&home.path("marsa-rayhan.ada.ron"));
}

#[test]
fn the_arabic_sample_set_is_shown_in_all_its_parts() {
    let home = Home::new();
    let article = home.sample("marsa-rayhan.txt");
    home.sample("marsa-rayhan.layla.ron");
    let mut window = home.window(Some(&article), Some("layla"));
    window.wait("the article", |window| window.labelling().is_some());
    window.frame();
    let count = window.marks().len();
    assert!(count > 10);
    // Every mark in turn, with its speaker, links and quantity, can be drawn and is named.
    for _ in 0..count {
        window.press("Tab");
        let words = window.mark_selected().words();
        assert!(
            window.told().iter().any(|told| told.ends_with(&words)),
            "{words}"
        );
    }
    window.press("@");
    window.press("Escape");
    assert!(window.close());
    assert_eq!(home.set("marsa-rayhan.layla.ron").annotations.len(), count);
}

#[test]
fn windows_line_ends_and_joined_emoji_are_counted_right() {
    let home = Home::new();
    let mut window = home.open(&home.sample("karvel-vaccine.txt"));
    window.select("no tears 👨‍👩‍👧‍👦💉");
    window.press("1");
    window.select("no tears ");
    // One press of the arrow takes the whole family.
    window.times(1, "Shift+Right");
    assert_eq!(window.selected(), "no tears 👨‍👩‍👧‍👦");
    window.press("3");
    window.mark("“All right, some tears 😅.”", "2");
    window.autosave();
    assert_sound(&home.path("karvel-vaccine.ada.ron"));
}

#[test]
fn combining_marks_flags_and_a_byte_order_mark_stay_whole() {
    let home = Home::new();
    let text = "\u{feff}He said: cafe\u{301} 🇰🇿 is the place.\r\nThai: กำลังดี\r\n";
    let mut window = home.open(&home.write("story.txt", text));
    window.press("Ctrl+Home");
    window.times(12, "Right");
    window.press("Shift+Right");
    assert_eq!(window.selected(), "e\u{301}");
    window.press("1");
    window.press("Right");
    window.press("Shift+Right");
    assert_eq!(window.selected(), "🇰🇿");
    window.press("2");
    window.keys(&["Ctrl+Down", "p", "3"]);
    assert_eq!(window.mark_selected().words(), "Thai: กำลังดี");
    window.autosave();
    assert_sound(&home.path("story.ada.ron"));
}
