//! Words of an article or a set inside a sentence of ours: in quotation marks, and short.

use crate::{article::Problem, text::graphemes};

/// The most graphemes of a quote that a sentence repeats.
const MOST: usize = 48;
/// Graphemes that two quotes share and that are shown before they differ.
const SHARED: usize = 12;
/// Bytes on each side of the place to be shown that are looked at at all: a quote may be a whole book, and a grapheme too.
const REACH: usize = 512;
/// The most code points that are named one by one.
const NAMED: usize = 8;

/// “The words”, cut to a sentence's measure. Line feeds become blanks.
pub(crate) fn quoted(words: &str) -> String {
    cut(words, 0)
}

/// Whether a sentence repeats only a piece of these words.
pub(super) fn is_long(words: &str) -> bool {
    words.len() > 2 * REACH || graphemes(words).nth(MOST).is_some()
}

/// Two quotes, each cut around the first place in which they differ.
pub(crate) fn differing(a: &str, b: &str) -> (String, String) {
    let same = shared(a.chars().zip(b.chars()));
    (cut(a, same), cut(b, same))
}

/// Two quotes, each cut around the last place in which they differ.
pub(super) fn differing_at_end(a: &str, b: &str) -> (String, String) {
    let same = shared(a.chars().rev().zip(b.chars().rev()));
    let last = |words: &str| (words.len() - same).saturating_sub(1);
    (cut(a, last(a)), cut(b, last(b)))
}

/// The bytes of the characters that come first in both and are the same.
fn shared(pairs: impl Iterator<Item = (char, char)>) -> usize {
    pairs
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum()
}

/// The first characters, as a reader sees them, in which two quotes differ, by their code points: `U+0065 U+0301`. `None` where
/// both are plain ASCII, which can be told apart by eye.
pub(super) fn code_points(a: &str, b: &str) -> Option<(String, String)> {
    let same = shared(a.chars().zip(b.chars()));
    let start = |words: &str| {
        let from = words.floor_char_boundary(same.saturating_sub(REACH));
        let to = words.ceil_char_boundary(same + REACH);
        let mut around =
            graphemes(&words[from..to]).map(|grapheme| grapheme.start + from..grapheme.end + from);
        let there = around.find(|grapheme| grapheme.end > same);
        there.map_or(same, |grapheme| grapheme.start)
    };
    // What is one character in the one may be two in the other.
    let start = start(a).min(start(b));
    let (a, b) = (first(&a[start..]), first(&b[start..]));
    let plain = |words: &str| words.bytes().all(|b| matches!(b, b' '..=b'~'));
    (!plain(a) || !plain(b)).then(|| (named(a), named(b)))
}

/// The first grapheme of a text, as far as it is looked at.
fn first(words: &str) -> &str {
    let near = &words[..words.floor_char_boundary(REACH)];
    graphemes(near)
        .next()
        .map_or("", |grapheme| &near[grapheme])
}

/// Code points as Unicode writes them.
fn named(words: &str) -> String {
    if words.is_empty() {
        return "nothing more".to_owned();
    }
    let mut names: Vec<_> = words
        .chars()
        .take(NAMED)
        .map(|c| format!("U+{:04X}", u32::from(c)))
        .collect();
    if words.chars().nth(NAMED).is_some() {
        names.push("…".to_owned());
    }
    names.join(" ")
}

/// Cuts a piece out that shows byte `shown`.
fn cut(words: &str, shown: usize) -> String {
    let from = words.floor_char_boundary(shown.saturating_sub(REACH));
    let to = words.ceil_char_boundary(shown.saturating_add(2 * REACH));
    let (more_before, more_behind) = (from > 0, to < words.len());
    let (words, shown) = (&words[from..to], shown - from);
    let all: Vec<_> = graphemes(words).collect();
    let there = all.partition_point(|grapheme| grapheme.end <= shown);
    let first = if all.len() <= MOST {
        0
    } else {
        there.saturating_sub(SHARED).min(all.len() - MOST)
    };
    let end = all.len().min(first + MOST);
    let bytes = match all.get(first..end) {
        Some([only]) => only.clone(),
        Some([start, .., end]) => start.start..end.end,
        _ => 0..0,
    };
    let piece = words[bytes].replace('\n', " ");
    let (before, after) = (
        if more_before || first > 0 { "…" } else { "" },
        if more_behind || end < all.len() {
            "…"
        } else {
            ""
        },
    );
    format!("“{before}{piece}{after}”")
}

/// What is the matter with an article's file, and the remedy: the halves of its sentence.
pub(crate) fn halves(problem: &Problem) -> (String, String) {
    let sentence = problem.to_string();
    match sentence.rsplit_once("; ") {
        Some((what, remedy)) => (what.to_owned(), remedy.to_owned()),
        None => (sentence, String::new()),
    }
}

/// `1 place`, `2 places`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_quotes_are_cut_where_they_differ() {
        let long = "one two three four five six seven eight nine ten eleven twelve thirteen";
        assert_eq!(
            quoted(long),
            "“one two three four five six seven eight nine ten…”"
        );
        let (a, b) = differing(long, &long.replace("ten", "TEN"));
        assert_eq!(a, "“… six seven eight nine ten eleven twelve thirteen”");
        assert_eq!(b, "“… six seven eight nine TEN eleven twelve thirteen”");
        assert_eq!(
            differing("camp", "lamp"),
            ("“camp”".into(), "“lamp”".into())
        );
        assert_eq!(differing("", "x"), ("“”".into(), "“x”".into()));
    }

    #[test]
    fn what_looks_alike_is_named() {
        let named = |a: &str, b: &str| code_points(a, b).map(|(a, b)| format!("{a} / {b}"));
        assert_eq!(
            named("caf\u{e9}", "cafe\u{301}").as_deref(),
            Some("U+00E9 / U+0065 U+0301")
        );
        assert_eq!(named("a\u{a0}b", "a b").as_deref(), Some("U+00A0 / U+0020"));
        assert_eq!(
            named("a\u{200b}", "a").as_deref(),
            Some("U+200B / nothing more")
        );
        assert_eq!(named("camp", "lamp"), None);
        assert_eq!(named("camp", ""), None);
        let long = "e".to_owned() + &"\u{301}".repeat(9999);
        assert!(named(&long, "x").unwrap().len() < 200);
    }

    #[test]
    fn a_grapheme_without_end_is_cut() {
        let long = "e".to_owned() + &"\u{301}".repeat(9999);
        assert!(quoted(&long).len() < 4 * REACH);
        let (a, b) = differing(&format!("{long}a"), &format!("{long}b"));
        assert!(a.ends_with("a”") && b.ends_with("b”") && a.len() < 4 * REACH);
    }

    #[test]
    fn text_before_a_place_is_cut_where_it_differs_last() {
        let long = "one two three four five six seven eight nine ten eleven twelve thirteen";
        let (a, b) = differing_at_end(&long.replace("twelve", "TWELVE"), long);
        assert!(a.contains("TWELVE") && b.contains("twelve"), "{a} {b}");
        assert_eq!(
            differing_at_end("near ", "from "),
            ("“near ”".into(), "“from ”".into())
        );
    }

    #[test]
    fn no_grapheme_is_cut_and_no_line_broken() {
        let family = "👨‍👩‍👧".repeat(50);
        assert_eq!(quoted(&family).matches('👧').count(), 48);
        assert_eq!(quoted("a\nb"), "“a b”");
    }
}
