use super::{testing::view, *};

const STORY: &str =
    "A headline that is repeated\n\n1 / 3\nA headline that is repeated\n\nOnce upon a time.";

fn headlines_of(text: &str) -> Vec<usize> {
    let document = Document::new(text);
    headlines(&document, &Blocks::of(&document))
}

#[test]
fn the_headline_is_found_where_it_is_repeated() {
    assert_eq!(headlines_of(STORY), [0, 3]);
    assert!(headlines_of("It was a sentence.\nOf two.").is_empty());
}

#[test]
fn the_readers_place_stays_when_the_window_changes() {
    let text = (0..400)
        .map(|n| format!("Paragraph {n} has some words to fill more than just a line of text.\n"))
        .collect::<String>();
    let (mut view, mut press) = view(&text);
    let document = view.document.clone();
    let wanted = document.paragraphs()[200].range.start;
    view.reveal(wanted, Reveal::Jump);
    view.settle(&mut press);
    let first = |view: &mut ReadingView, press: &mut Press| view.visible(press)[0].0;
    let before = first(&mut view, &mut press);
    assert!((190..=200).contains(&before), "{before}");
    for width in [300.0, 900.0, 500.0] {
        view.fit(
            &mut press,
            Rect::from_min_size(Pos2::ZERO, egui::vec2(width, 400.0)),
            &Look::default(),
            1.0,
        );
        assert_eq!(first(&mut view, &mut press), before);
    }
    let font = press.fonts.names().first().cloned();
    for (column, line_height, font) in [
        (40.0, 1.3, None),
        (110.0, 2.4, font),
        (50.0, 2.0, Some("None Such".into())),
    ] {
        let look = Look {
            column,
            line_height,
            font,
            ..Look::default()
        };
        let room = Rect::from_min_size(Pos2::ZERO, egui::vec2(1400.0, 400.0));
        view.fit(&mut press, room, &look, 1.0);
        assert_eq!(first(&mut view, &mut press), before);
        assert_eq!(view.column.width(), column * 9.0);
        assert_eq!(
            view.setting(7).line_height,
            (18.0 * line_height).round() as u32
        );
    }
}

#[test]
fn scrolling_stops_at_both_ends() {
    let text = (0..300).map(|n| format!("Line {n}\n")).collect::<String>();
    let (mut view, mut press) = view(&text);
    view.scroll(&mut press, -5000.0);
    assert_eq!((view.top, view.above), (0, -PADDING));
    view.scroll(&mut press, 1e7);
    let visible = view.visible(&mut press);
    assert_eq!(visible.last().unwrap().0, 300);
    assert!(visible.len() > 5, "the last page is full");
    assert!(view.part_in_view().1 > 0.99);
}
