//! Where a regular expression fits in a Document: the syntax of the `regex` crate. To find one place takes time in proportion to the
//! text, whatever the pattern; to find all of them may take that time for each, as for `a(.*z)?` where there is no `z`.

use regex::RegexBuilder;

use super::{CharRange, Document, Places};

/// Bytes that a compiled pattern may take; what is more would be slow.
const SIZE_LIMIT: usize = 1 << 20;

/// Why a pattern can't be used: one short sentence without a full stop, such as `unclosed group, at character 3 of the pattern`.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct PatternError(String);

/// A regular expression that is fit for use.
#[derive(Clone, Debug)]
pub struct Pattern(regex::Regex);

impl Pattern {
    /// Reads a pattern. `^` and `$` stand for the ends of lines, `.` for anything but a line feed. Small and capital letters are the
    /// same to it unless `exact`; accents, quotes and blanks are not folded.
    ///
    /// # Errors
    /// It breaks the syntax, or is too big.
    pub fn new(pattern: &str, exact: bool) -> Result<Self, PatternError> {
        RegexBuilder::new(pattern)
            .case_insensitive(!exact)
            .multi_line(true)
            .size_limit(SIZE_LIMIT)
            .build()
            .map(Self)
            .map_err(|error| PatternError(sentence(&error)))
    }

    /// A pattern that fits these words as they are.
    #[must_use]
    pub fn of_words(words: &str) -> String {
        regex::escape(words)
    }

    /// Where it fits, each place widened to whole grapheme clusters; never an empty place. For most patterns one pass over the text.
    #[must_use]
    pub fn find(&self, document: &Document) -> Places {
        self.find_until(document, || false)
    }

    /// As [`Self::find`], but gives up when `stop` says so, which is asked after each place; then there are more.
    #[must_use]
    pub fn find_until(&self, document: &Document, stop: impl Fn() -> bool) -> Places {
        let text = document.text();
        let bytes = text.as_bytes();
        // Between two characters of ASCII no cluster is cut, and looking that up is all that most places cost.
        let is_plain = |at: usize| {
            at == 0 || at == bytes.len() || bytes[at - 1].is_ascii() && bytes[at].is_ascii()
        };
        let mut places = Places::default();
        let (mut byte, mut offset) = (0, 0);
        let mut offset_of = |at: usize| {
            offset += text[byte..at].chars().count();
            byte = at;
            offset
        };
        for found in self.0.find_iter(text).filter(|found| !found.is_empty()) {
            let mut range = CharRange::new(offset_of(found.start()), offset_of(found.end()));
            if !(is_plain(found.start()) && is_plain(found.end())) {
                range = document.whole_graphemes(range);
            }
            if range.start >= places.end() {
                places.take(range);
                places.more |= stop();
                if places.more {
                    break;
                }
            }
        }
        places
    }
}

/// What `regex` has to say, in one sentence. It draws the pattern with a caret under the place and says the reason below.
fn sentence(error: &regex::Error) -> String {
    let regex::Error::Syntax(drawn) = error else {
        return "the pattern is too big; make its repetitions smaller".to_owned();
    };
    let reason = drawn
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("error: "))
        .unwrap_or("this is no regular expression");
    let caret = drawn.lines().find_map(|line| {
        let marks = line.strip_prefix("    ")?;
        let only_marks = marks.contains('^') && marks.chars().all(|c| matches!(c, '^' | ' '));
        only_marks.then(|| marks.find('^')).flatten()
    });
    // Patterns of several lines are drawn otherwise; then the reason must do.
    let several = drawn.lines().any(|line| line.starts_with("~~~"));
    match caret.filter(|_| !several) {
        Some(column) => format!("{reason}, at character {} of the pattern", column + 1),
        None => reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    fn find(text: &str, pattern: &str, exact: bool) -> Vec<String> {
        let document = Document::new(text);
        let places = Pattern::new(pattern, exact).unwrap().find(&document);
        let words = places.ranges.iter().map(|range| document.slice(*range));
        words.map(str::to_owned).collect()
    }

    #[test]
    fn patterns_fit_by_lines_and_whatever_the_case() {
        let text = "More than 4,000 people\nmore than 40 😀 people";
        assert_eq!(find(text, r"[\d,]+", false), ["4,000", "40"]);
        assert_eq!(find(text, "^more", false), ["More", "more"]);
        assert_eq!(find(text, "^more", true), ["more"]);
        assert_eq!(find(text, "people$", false), ["people", "people"]);
        assert_eq!(find(text, "4.*e", false).len(), 2, "a dot is no line feed");
        assert_eq!(find("نفى الوزير", r"\w+$", false), ["الوزير"]);
    }

    #[test]
    fn no_place_is_empty_or_cuts_a_cluster() {
        assert_eq!(find("aab", "a*", false), ["aa"]);
        assert_eq!(find("e\u{301}tat", "e", false), ["e\u{301}"]);
        assert_eq!(find("👨‍👩‍👧👩", "👩", false), ["👨‍👩‍👧", "👩"]);
        assert_eq!(find("👨‍👩‍👧", "[👨👩👧]", false), ["👨‍👩‍👧"], "once");
    }

    #[test]
    fn a_broken_pattern_says_in_a_sentence_why_and_where() {
        let says = |pattern: &str| Pattern::new(pattern, false).unwrap_err().to_string();
        assert_eq!(says("a(b"), "unclosed group, at character 2 of the pattern");
        assert_eq!(
            says("éé["),
            "unclosed character class, at character 3 of the pattern"
        );
        assert_eq!(
            says("*"),
            "repetition operator missing expression, at character 1 of the pattern"
        );
        assert_eq!(says("^^("), "unclosed group, at character 3 of the pattern");
        assert_eq!(says("a\n("), "unclosed group");
        assert_eq!(
            says(r"\w{9999}{9999}"),
            "the pattern is too big; make its repetitions smaller"
        );
    }

    proptest! {
        #[test]
        fn words_as_they_are_are_found(text in any_text(), from in 0usize..40, length in 1usize..6) {
            let document = Document::new(text.as_str());
            let words: String = text.chars().skip(from).take(length).collect();
            let places = Pattern::new(&Pattern::of_words(&words), true).unwrap().find(&document);
            prop_assert_eq!(places.ranges.is_empty(), words.is_empty());
            let mut end = 0;
            for range in &places.ranges {
                prop_assert!(range.start >= end && document.span(*range).is_ok());
                prop_assert!(document.slice(*range).contains(&words));
                end = range.end;
            }
        }

        #[test]
        fn any_pattern_is_used_or_refused_in_one_line(pattern in any_text(), text in any_text()) {
            match Pattern::new(&pattern, false) {
                Ok(pattern) => {
                    let document = Document::new(text.as_str());
                    let places = pattern.find(&document);
                    prop_assert!(places.ranges.iter().all(|range| document.span(*range).is_ok()));
                }
                Err(error) => prop_assert!(!error.to_string().is_empty() && !error.to_string().contains('\n')),
            }
        }
    }
}
