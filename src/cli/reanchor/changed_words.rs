//! A mark's words as they were and as they are, taken apart into what stayed and what did not, and cut to a line's measure.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::{text::graphemes, verify::words::differing};

/// Graphemes of what stayed that are shown beside what did not.
const BESIDE: usize = 24;
/// Graphemes at each end of what did not stay that are shown.
const CHANGED: usize = 48;
/// Bytes of both together that are compared word by word, which may take their product in steps: of more only the first difference
/// is shown.
const MOST: usize = 8 << 10;

/// A stretch of words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Whether the other side does not have it.
    pub(super) changed: bool,
}

/// The words as they were, and as they are.
pub(super) fn compare(was: &str, now: &str) -> [Vec<Piece>; 2] {
    if was.len() + now.len() > MOST {
        let bare = |quoted: &str| {
            let inside = quoted
                .strip_prefix('“')
                .and_then(|rest| rest.strip_suffix('”'));
            vec![Piece {
                text: inside.unwrap_or(quoted).to_owned(),
                changed: false,
            }]
        };
        let (was, now) = differing(was, now);
        return [bare(&was), bare(&now)];
    }
    let words =
        |text: &'_ str| -> Vec<String> { text.split_word_bounds().map(str::to_owned).collect() };
    let (was, now) = (words(was), words(now));
    let mut sides: [Vec<Piece>; 2] = Default::default();
    for op in capture_diff_slices(Algorithm::Myers, &was, &now) {
        let changed = !matches!(op, DiffOp::Equal { .. });
        let (old, new) = (was[op.old_range()].concat(), now[op.new_range()].concat());
        for (side, text) in sides.iter_mut().zip([old, new]) {
            add(side, text, changed);
        }
    }
    sides.map(shortened)
}

/// Adds a stretch. A blank between two that did not stay is one of them: a phrase that was replaced is shown as one.
fn add(side: &mut Vec<Piece>, text: String, changed: bool) {
    if text.is_empty() {
        return;
    }
    if changed
        && let [.., before, blank] = &side[..]
        && before.changed
        && !blank.changed
        && blank.text.trim().is_empty()
    {
        let blank = side.pop().unwrap_or(Piece {
            text: String::new(),
            changed,
        });
        if let Some(last) = side.last_mut() {
            last.text += &blank.text;
        }
    }
    match side.last_mut() {
        Some(last) if last.changed == changed => last.text += &text,
        _ => side.push(Piece { text, changed }),
    }
}

fn shortened(side: Vec<Piece>) -> Vec<Piece> {
    let last = side.len().saturating_sub(1);
    let short = |(index, piece): (usize, Piece)| {
        let (start, end) = match (piece.changed, index == 0, index == last) {
            (true, ..) => (CHANGED, CHANGED),
            (false, true, true) => (2 * BESIDE, 0),
            (false, true, false) => (0, BESIDE),
            (false, false, true) => (BESIDE, 0),
            (false, false, false) => (BESIDE, BESIDE),
        };
        Piece {
            text: ends(&piece.text, start, end),
            ..piece
        }
    };
    side.into_iter().enumerate().map(short).collect()
}

/// A text's first and last graphemes, so many of them, with a sign for what is between. Line feeds become blanks.
pub(super) fn ends(text: &str, first: usize, last: usize) -> String {
    let all: Vec<_> = graphemes(text).collect();
    let short = if all.len() <= first + last {
        text.to_owned()
    } else {
        let end = first.checked_sub(1).map_or(0, |index| all[index].end);
        let start = all
            .get(all.len() - last)
            .map_or(text.len(), |range| range.start);
        format!("{}…{}", &text[..end], &text[start..])
    };
    short.replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    #[track_caller]
    fn shown(was: &str, now: &str) -> [String; 2] {
        compare(was, now).map(|side| {
            let piece = |piece: Piece| match piece.changed {
                true => format!("[{}]", piece.text),
                false => piece.text,
            };
            side.into_iter().map(piece).collect()
        })
    }

    #[test]
    fn what_did_not_stay_is_told_from_what_did() {
        assert_eq!(
            shown("some 140 growers", "some 150 growers"),
            ["some [140] growers", "some [150] growers"]
        );
        assert_eq!(
            shown("it is not so", "it is so"),
            ["it is [not ]so", "it is so"]
        );
        assert_eq!(
            shown("one two three four", "one zwei drei four"),
            ["one [two three] four", "one [zwei drei] four"]
        );
        assert_eq!(shown("北京大学", "北京中学"), ["北京[大]学", "北京[中]学"]);
        assert_eq!(
            shown("same\nwords", "same\nwords"),
            ["same words", "same words"]
        );
    }

    #[test]
    fn long_words_are_cut_but_not_where_they_changed() {
        let long = "a mark of very many words, far more than a line holds, and one of them 140 was changed, but those behind it were left";
        let [was, now] = shown(long, &long.replace("140", "150"));
        assert_eq!(
            was,
            "… holds, and one of them [140] was changed, but those …"
        );
        assert!(now.contains("[150]"));
        let book = "word ".repeat(5000);
        let [was, now] = shown(&book, &format!("{book}more"));
        assert!(
            was.len() < 400 && now.contains("more") && !now.contains('”'),
            "{now}"
        );
    }

    proptest! {
        #[test]
        fn short_words_are_shown_whole(was in any_text(), now in any_text()) {
            let [old, new] = compare(&was, &now);
            let whole = |side: &[Piece]| side.iter().map(|piece| piece.text.as_str()).collect::<String>();
            if !whole(&old).contains('…') {
                prop_assert_eq!(whole(&old), was.replace('\n', " "));
            }
            if !whole(&new).contains('…') {
                prop_assert_eq!(whole(&new), now.replace('\n', " "));
            }
            prop_assert_eq!(old.iter().any(|piece| piece.changed) || new.iter().any(|piece| piece.changed), was != now);
        }
    }
}
