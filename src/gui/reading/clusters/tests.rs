use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use super::*;

const LINE: f32 = 10.0;

/// A layout by hand: each line a list of (text, width, right to left) from left to right.
fn table(
    text: &str,
    width: f32,
    rtl: bool,
    lines: &[&[(Range<usize>, f32, bool)]],
) -> ClusterTable {
    let drafts: Vec<LineDraft> = lines
        .iter()
        .enumerate()
        .map(|(i, pieces)| draft(i, 0.0, pieces.iter().cloned()))
        .collect();
    ClusterTable::new(text, width, rtl, &drafts)
}

fn draft(
    line: usize,
    left: f32,
    pieces: impl Iterator<Item = (Range<usize>, f32, bool)>,
) -> LineDraft {
    let top = line as f32 * LINE;
    let pieces = pieces.map(|(bytes, advance, rtl)| PieceDraft {
        bytes,
        advance,
        rtl,
    });
    LineDraft {
        top,
        bottom: top + LINE,
        baseline: top + 8.0,
        left,
        pieces: pieces.collect(),
    }
}

fn spans(areas: &[Area]) -> Vec<(usize, f32, f32)> {
    areas
        .iter()
        .map(|area| (area.line, area.left, area.right))
        .collect()
}

#[test]
fn without_text_the_caret_stands_at_the_beginning() {
    for (rtl, x) in [(false, 0.0), (true, 100.0)] {
        let draft = LineDraft {
            left: x,
            bottom: LINE,
            ..LineDraft::default()
        };
        let table = ClusterTable::new("", 100.0, rtl, &[draft]);
        assert_eq!(table.caret(Place::after(7)), Caret { x, line: 0 });
        assert_eq!(table.hit(50.0, 50.0), Place::before(0));
        assert_eq!(table.rects(0..5), []);
        assert_eq!(table.hit_cluster(0.0, 0.0), None);
        assert_eq!(table.snap(0..5), 0..0);
    }
    let nothing = ClusterTable::new("", 100.0, false, &[]);
    assert_eq!(nothing.lines().len(), 1);
    assert_eq!(nothing.caret(Place::before(0)), Caret { x: 0.0, line: 0 });
}

#[test]
fn a_ligature_is_divided_over_its_graphemes() {
    // "official" with one piece for "ffi".
    let table = table(
        "official",
        100.0,
        false,
        &[&[
            (0..1, 10.0, false),
            (1..4, 12.0, false),
            (4..8, 20.0, false),
        ]],
    );
    assert_eq!(spans(&table.rects(2..3)), [(0, 14.0, 18.0)]);
    assert_eq!(table.hit(13.9, 5.0), Place::before(2));
    assert_eq!(table.hit_cluster(15.0, 5.0), Some(2..3));
    assert_eq!(table.caret(Place::before(3)).x, 18.0);
}

#[test]
fn pieces_of_a_grapheme_are_put_together() {
    // "e" with two marks, the second a piece of its own.
    let text = "xe\u{301}\u{64B}y";
    let table = table(
        text,
        100.0,
        false,
        &[&[
            (0..1, 10.0, false),
            (1..4, 10.0, false),
            (4..6, 3.0, true),
            (6..7, 10.0, false),
        ]],
    );
    assert_eq!(table.clusters().len(), 3);
    assert_eq!(spans(&table.rects(4..5)), [(0, 10.0, 23.0)]);
    assert_eq!(table.snap(2..5), 1..6);
    assert_eq!(table.caret(Place::before(4)), table.caret(Place::before(1)));
}

#[test]
fn a_range_over_a_change_of_direction_has_several_areas() {
    // abc ABC def, where ABC is read from right to left: as seen "abcCBAdef".
    let pieces: Vec<_> = [0, 1, 2, 5, 4, 3, 6, 7, 8]
        .map(|i: usize| (i..i + 1, 10.0, (3..6).contains(&i)))
        .into();
    let table = table("abcdefghi", 200.0, false, &[&pieces]);
    assert_eq!(
        spans(&table.rects(2..4)),
        [(0, 20.0, 30.0), (0, 50.0, 60.0)]
    );
    assert_eq!(spans(&table.rects(2..6)), [(0, 20.0, 60.0)]);
    assert_eq!(
        spans(&table.rects(4..8)),
        [(0, 30.0, 50.0), (0, 60.0, 80.0)]
    );
    // The boundary between c and A is seen at two places.
    assert_eq!(table.caret(Place::after(3)).x, 30.0);
    assert_eq!(table.caret(Place::before(3)).x, 60.0);
    assert_eq!(table.hit(31.0, 0.0), Place::after(6));
    assert_eq!(table.hit(59.0, 0.0), Place::before(3));
    assert_eq!(table.hit(-20.0, 0.0), Place::before(0));
    assert_eq!(table.hit(500.0, 90.0), Place::before(9));
}

#[test]
fn spaces_that_hang_out_of_the_column_are_not_shown() {
    let left_to_right = table(
        "ab  cd",
        20.0,
        false,
        &[
            &[
                (0..1, 10.0, false),
                (1..2, 10.0, false),
                (2..3, 5.0, false),
                (3..4, 5.0, false),
            ],
            &[(4..5, 10.0, false), (5..6, 10.0, false)],
        ],
    );
    assert_eq!(
        spans(&left_to_right.rects(0..6)),
        [(0, 0.0, 20.0), (1, 0.0, 20.0)]
    );
    assert_eq!(
        spans(&left_to_right.rects(1..5)),
        [(0, 10.0, 20.0), (1, 0.0, 10.0)]
    );
    assert_eq!(spans(&left_to_right.rects(2..4)), []);
    assert_eq!(
        left_to_right.caret(Place::after(4)),
        Caret { x: 20.0, line: 0 }
    );
    assert_eq!(
        left_to_right.caret(Place::before(4)),
        Caret { x: 0.0, line: 1 }
    );
    assert_eq!(left_to_right.line_end(Place::before(1)), Place::after(4));
    assert_eq!(left_to_right.line_start(Place::after(4)), Place::before(0));
    assert_eq!(left_to_right.line_start(Place::before(5)), Place::before(4));

    let draft = draft(0, -5.0, [(1..2, 5.0, true), (0..1, 20.0, true)].into_iter());
    let right_to_left = ClusterTable::new("a ", 20.0, true, &[draft]);
    assert_eq!(spans(&right_to_left.rects(0..2)), [(0, 0.0, 20.0)]);
    assert_eq!(right_to_left.caret(Place::before(2)).x, 0.0);
}

#[test]
fn above_and_below_keep_to_the_goal() {
    let pieces = |from: usize| {
        (from..from + 4)
            .map(|i| (i..i + 1, 10.0, false))
            .collect::<Vec<(Range<usize>, f32, bool)>>()
    };
    let table = table(
        "abcdefghijkl",
        50.0,
        false,
        &[&pieces(0), &pieces(4), &pieces(8)],
    );
    assert_eq!(table.above(Place::before(6), 31.0), Some(Place::before(3)));
    assert_eq!(table.below(Place::before(6), 31.0), Some(Place::before(11)));
    assert_eq!(
        table.below(Place::before(6), 400.0),
        Some(Place::before(12))
    );
    assert_eq!(table.above(Place::after(8), 400.0), Some(Place::after(4)));
    assert_eq!(table.above(Place::before(3), 0.0), None);
    assert_eq!(table.below(Place::before(8), 0.0), None);
    assert_eq!(table.lines_between(10.0, 20.0), 1..2);
    assert_eq!(table.lines_between(9.0, 21.0), 0..3);
    assert_eq!(table.lines_between(90.0, 99.0), 3..3);
    assert_eq!(
        spans(&table.rects_within(0..12, 10.0, 20.0)),
        [(1, 0.0, 40.0)]
    );
}

#[test]
fn a_line_after_a_trailing_separator_is_reached() {
    let text = "a\u{2028}";
    let table = table(
        text,
        50.0,
        false,
        &[&[(0..1, 10.0, false), (1..4, 0.0, false)], &[]],
    );
    assert_eq!(table.caret(Place::before(4)), Caret { x: 0.0, line: 1 });
    assert_eq!(table.caret(Place::after(4)), Caret { x: 10.0, line: 0 });
    assert_eq!(table.hit(3.0, 15.0), Place::before(4));
    assert_eq!(table.line_bytes(1), 4..4);
}

/// Texts that are hard on a table: marks, surrogate pairs, both directions, joined emoji, controls.
pub(in super::super) fn hard_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-zA-Z]{1,8}",
        4 => Just(" ".to_owned()),
        2 => "[\u{5D0}-\u{5EA}]{1,6}",
        2 => "[\u{627}-\u{64A}]{1,6}",
        2 => "[\u{4E00}-\u{4E80}]{1,4}",
        1 => "[\u{E01}-\u{E2E}\u{E30}-\u{E3A}]{1,5}",
        1 => "[\u{915}-\u{939}\u{93E}-\u{94D}]{1,5}",
        1 => "[0-9.,%$()\\[\\]-]{1,5}",
        1 => "[\u{300}-\u{304}\u{64B}-\u{652}\u{5B0}]{1,2}",
        1 => "[\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{FEFF}\u{AD}]",
        1 => "[\u{10348}\u{1D49C}\u{20000}\u{1F600}]{1,2}",
        1 => prop::sample::select(vec![
            "👩‍👩‍👧", "🇨🇳🇺🇸", "👍🏽", "e\u{301}", "official", "ﷺ", "\u{1100}\u{1161}\u{11A8}", "1️⃣", "\t", "\u{1}",
            "\u{85}", "\u{2028}", "\u{2029}", "\r", "\u{E000}", "\u{FFFD}", "https://a.bc/d-e_f?g=h",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..14).prop_map(|parts| parts.concat())
}

/// A layout as no engine makes it: cuts anywhere between characters, in any order within each line.
fn wild_table() -> impl Strategy<Value = (String, ClusterTable)> {
    let choices = prop::collection::vec((0u8..10, 0u8..20, any::<bool>()), 150);
    (
        hard_text(),
        choices,
        any::<bool>(),
        any::<prop::sample::Index>(),
    )
        .prop_map(|(text, choices, rtl, turn)| {
            let mut lines: Vec<Vec<(Range<usize>, f32, bool)>> = vec![Vec::new()];
            let mut start = 0;
            let ends = text
                .char_indices()
                .map(|(at, _)| at)
                .skip(1)
                .chain([text.len()]);
            for (end, &(cut, width, rtl)) in ends.zip(choices.iter().cycle()) {
                if cut < 2 && end < text.len() || start == end {
                    continue;
                }
                // Now and then a piece is forgotten, or the line ends.
                if cut != 9
                    && let Some(line) = lines.last_mut()
                {
                    line.push((start..end, f32::from(width), rtl));
                }
                if cut == 8 {
                    lines.push(Vec::new());
                }
                start = end;
            }
            for line in &mut lines {
                let middle = turn.index(line.len() + 1);
                line.rotate_left(middle);
                line.reverse();
            }
            let drafts: Vec<LineDraft> = lines
                .into_iter()
                .enumerate()
                .map(|(i, pieces)| draft(i, if rtl { -7.0 } else { 0.0 }, pieces.into_iter()))
                .collect();
            let table = ClusterTable::new(&text, 60.0, rtl, &drafts);
            (text, table)
        })
}

/// What holds for every table, whoever laid it out.
pub(in super::super) fn check(text: &str, table: &ClusterTable) -> Result<(), TestCaseError> {
    clusters_are_graphemes(text, table)?;
    lines_are_tiled(table)?;
    carets_are_found_again(table)?;
    areas_add_up(table)
}

fn clusters_are_graphemes(text: &str, table: &ClusterTable) -> Result<(), TestCaseError> {
    let graphemes: Vec<_> = text
        .grapheme_indices(true)
        .map(|(at, g)| at..at + g.len())
        .collect();
    let clusters: Vec<_> = (0..table.clusters().len())
        .map(|i| table.cluster_bytes(i))
        .collect();
    prop_assert_eq!(clusters, graphemes);
    prop_assert_eq!(table.len(), text.len());
    Ok(())
}

fn lines_are_tiled(table: &ClusterTable) -> Result<(), TestCaseError> {
    let mut end = 0;
    for (i, line) in table.lines().iter().enumerate() {
        prop_assert_eq!(table.line_bytes(i).start, end);
        end = table.line_bytes(i).end;
        let mut on_line: Vec<_> = table.clusters()[table.line_clusters(i)].to_vec();
        on_line.sort_by(|a, b| a.left.total_cmp(&b.left).then(a.right.total_cmp(&b.right)));
        let Some((first, last)) = on_line.first().zip(on_line.last()) else {
            continue;
        };
        prop_assert_eq!(first.left, line.left);
        prop_assert_eq!(last.right, line.right);
        for pair in on_line.windows(2) {
            prop_assert_eq!(pair[0].right, pair[1].left);
        }
    }
    prop_assert_eq!(end, table.len());
    Ok(())
}

fn carets_are_found_again(table: &ClusterTable) -> Result<(), TestCaseError> {
    for byte in 0..=table.len() + 1 {
        for place in [Place::before(byte), Place::after(byte)] {
            let caret = table.caret(place);
            let line = &table.lines()[caret.line];
            prop_assert!((0.0..=table.width).contains(&caret.x));
            let found = table.hit(caret.x, (line.top + line.bottom) / 2.0);
            prop_assert_eq!(table.caret(found), caret, "{:?} {:?}", place, found);
            prop_assert_eq!(table.snap(found.byte..found.byte), found.byte..found.byte);
            let start = table.line_start(place);
            prop_assert_eq!(table.line_of(start), caret.line);
            prop_assert_eq!(table.line_of(table.line_end(place)), caret.line);
        }
    }
    Ok(())
}

fn areas_add_up(table: &ClusterTable) -> Result<(), TestCaseError> {
    let covers = |areas: &[Area], x: f32, line: usize| {
        areas
            .iter()
            .any(|area| area.line == line && area.left - 0.01 <= x && x <= area.right + 0.01)
    };
    let len = table.len();
    for (a, b, c) in [
        (0, len / 2, len),
        (len / 4, len / 3, len * 3 / 4),
        (len / 3, len / 2, len / 2 + 1),
    ] {
        let whole = table.rects(a..c);
        let parts = [table.rects(a..b), table.rects(b..c)].concat();
        for (covered, covering) in [(&whole, &parts), (&parts, &whole)] {
            for area in covered {
                prop_assert!(area.left < area.right);
                for i in 0..=8 {
                    let x = area.left + (area.right - area.left) * i as f32 / 8.0;
                    prop_assert!(covers(covering, x, area.line), "{} on {}", x, area.line);
                }
            }
        }
        for pair in whole.windows(2) {
            prop_assert!(pair[0].line < pair[1].line || pair[0].right < pair[1].left);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_table_is_sound((text, table) in wild_table()) {
        check(&text, &table)?;
    }
}
