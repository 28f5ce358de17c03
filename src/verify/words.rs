//! Words of an article or a set inside a sentence of ours: in quotation marks, and short.

use crate::{article::Problem, text::graphemes};

/// The most graphemes of a quote that a sentence repeats.
const MOST: usize = 48;
/// Graphemes that two quotes share and that are shown before they differ.
const SHARED: usize = 12;

/// “The words”, cut to a sentence's measure. Line feeds become blanks.
pub(crate) fn quoted(words: &str) -> String {
    cut(words, 0)
}

/// Two quotes, each cut around the first place in which they differ.
pub(super) fn differing(a: &str, b: &str) -> (String, String) {
    let same = a
        .chars()
        .zip(b.chars())
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum::<usize>();
    (cut(a, same), cut(b, same))
}

/// Cuts a piece out that shows byte `shown`.
fn cut(words: &str, shown: usize) -> String {
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
        if first > 0 { "…" } else { "" },
        if end < all.len() { "…" } else { "" },
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
    fn no_grapheme_is_cut_and_no_line_broken() {
        let family = "👨‍👩‍👧".repeat(50);
        assert_eq!(quoted(&family).matches('👧').count(), 48);
        assert_eq!(quoted("a\nb"), "“a b”");
    }
}
