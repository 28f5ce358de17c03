//! Every other place where the words of a mark stand: a headline is repeated, a caption, a bullet that the text says again.
//!
//! These are offers, for a person to take or leave. Capitals, kinds of quotes, dashes and blanks do not make other words; accents do.

use super::{Annotation, CONTEXT};
use crate::text::{CharRange, Document, Folded, Span, fold};

/// Where else the words of a mark stand, in text order; one span for each of its fragments.
///
/// A place overlaps neither the mark nor another place of the same fragment. It begins and ends where words do, so that the `40` of
/// a mark is not found in `140`, `1,40 0` or `40,000`. Several fragments occur where all of them stand in order: in one paragraph or,
/// if the mark itself is in several, within twice its extent and 32 code points ([`CONTEXT`]).
///
/// `folded` is this document, best folded by [`crate::text::Folding::SAME_WORDS`]. Costs one pass over it for each fragment; of
/// fragments that stand in more than [`crate::text::MOST_PLACES`] places only the first so many are seen.
#[must_use]
pub fn occurrences(document: &Document, folded: &Folded, mark: &Annotation) -> Vec<Vec<Span>> {
    let stands = |quote: &str| {
        let words = fold(quote, folded.folding());
        let fits = |range: CharRange| {
            let is_other = |own: CharRange| !own.overlaps(range);
            mark.fragments.iter().all(|own| is_other(own.span))
                && is_edge(document, range.start, Edge::Start)
                && is_edge(document, range.end, Edge::End)
                // A letter is not the same letter with a vowel sign.
                && fold(document.slice(range), folded.folding()) == words
        };
        folded.find_where(quote, fits).ranges
    };
    let fragments: Vec<Vec<CharRange>> = mark
        .fragments
        .iter()
        .map(|fragment| stands(&fragment.quote))
        .collect();
    let extent = mark.extent();
    let reach = (document.paragraph_of(extent.start) != document.paragraph_of(extent.end))
        .then_some(extent.len().saturating_mul(2).saturating_add(CONTEXT));
    let is_near = |place: &[CharRange]| match (place, reach) {
        ([first, .., last], None) => {
            document.paragraph_of(first.start) == document.paragraph_of(last.start)
        }
        ([first, .., last], Some(reach)) => last.end - first.start <= reach,
        _ => true,
    };
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(place) = next_in_order(&fragments, from) {
        let spans: Option<Vec<Span>> = place
            .iter()
            .map(|range| document.span(*range).ok())
            .collect();
        match (spans, place.last()) {
            (Some(spans), Some(last)) if is_near(&place) => {
                places.push(spans);
                from = last.end;
            }
            // The first of them belongs to nothing: on behind it.
            _ => from = place[0].start + 1,
        }
    }
    places
}

/// The first places from `from` on where one range of each list stands behind the one of the list before, and as near to it as can be;
/// `None` if there are none, or no lists.
fn next_in_order(lists: &[Vec<CharRange>], from: usize) -> Option<Vec<CharRange>> {
    let mut place = Vec::with_capacity(lists.len());
    let mut end = from;
    for list in lists {
        let range = *list.get(list.partition_point(|range| range.start < end))?;
        place.push(range);
        end = range.end;
    }
    // What ends there may begin later: "no, no … there is none" is no longer than it must be.
    let (mut next, earlier) = place.split_last_mut()?;
    for (range, list) in earlier.iter_mut().zip(lists).rev() {
        let before = list.partition_point(|range| range.end <= next.start);
        *range = list[..before].last().copied().unwrap_or(*range);
        next = range;
    }
    Some(place)
}

/// Which end of a place it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

/// Whether a place may begin or end at `offset`: no word and no number goes on over it. Chinese characters are words enough, as what
/// a dictionary takes together hangs on the text around them.
fn is_edge(document: &Document, offset: usize, edge: Edge) -> bool {
    let (left, right) = document.text().split_at(document.byte_of(offset));
    let (Some(before), Some(after)) = (left.chars().next_back(), right.chars().next()) else {
        return true;
    };
    match (before, after) {
        (blank, _) if blank.is_whitespace() => {
            !is_one_number(left.strip_suffix(blank).unwrap_or(left), blank, right)
        }
        (_, blank) if blank.is_whitespace() => {
            !is_one_number(left, blank, right.strip_prefix(blank).unwrap_or(right))
        }
        (before, after) if before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric() => false,
        (before, after) if is_han(before) || is_han(after) => true,
        // The word in "l'eau", and "the mayor" of "the mayor's"; but "they can" is not in "they can't".
        (sign, letter) if edge == Edge::Start && is_apostrophe(sign) && letter.is_alphabetic() => {
            true
        }
        (_, sign) if edge == Edge::End && is_apostrophe(sign) && is_possessive(right) => true,
        _ => document.word_at(offset).start >= offset,
    }
}

/// Whether digits on both sides of a blank are one number, as in `40 000`: one to three of them, and three.
fn is_one_number(left: &str, blank: char, right: &str) -> bool {
    let digits =
        |text: &mut dyn Iterator<Item = char>| text.take_while(|c| c.is_numeric()).take(4).count();
    blank != '\n'
        && (1..=3).contains(&digits(&mut left.chars().rev()))
        && digits(&mut right.chars()) == 3
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Whether a text begins with `’s`, and then the word ends.
fn is_possessive(text: &str) -> bool {
    let rest = text.strip_prefix(is_apostrophe).unwrap_or(text);
    let rest = rest.strip_prefix(['s', 'S']);
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// A Chinese character: the blocks of CJK Unified Ideographs, their extensions and compatibility forms, and the iteration mark.
const fn is_han(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        annotation::{AnnotationId, Fragment, Kind},
        testing::{any_text, span_of},
        text::Folding,
    };

    fn mark_at(document: &Document, spans: &[Span]) -> Annotation {
        Annotation {
            id: AnnotationId::from_random(1),
            tag: Kind::Claim.empty(),
            labels: Vec::new(),
            fragments: spans
                .iter()
                .map(|span| Fragment::of(document, *span))
                .collect(),
            note: String::new(),
            unsure: false,
            suggested: String::new(),
            by: "ada".into(),
        }
    }

    /// Where the first place of these words occurs again: start and words.
    fn again(text: &str, words: &[&str]) -> Vec<(usize, String)> {
        let document = Document::new(text);
        let spans: Vec<Span> = words
            .iter()
            .map(|words| span_of(&document, words))
            .collect();
        let folded = Folded::of(&document, Folding::SAME_WORDS);
        let places = occurrences(&document, &folded, &mark_at(&document, &spans));
        let told = places.iter().map(|spans| {
            assert_eq!(spans.len(), words.len());
            let quotes: Vec<_> = spans.iter().map(|span| document.quote(*span)).collect();
            (spans[0].start(), quotes.join(" … "))
        });
        told.collect()
    }

    fn words_again(text: &str, words: &[&str]) -> Vec<String> {
        again(text, words)
            .into_iter()
            .map(|(_, words)| words)
            .collect()
    }

    const STORY: &str = "Nurses’ union says “count” is too high\n\n\
        1 / 2\nTobin Ashgrove, 51, on the way to Upper Dalvi. (Karvel Post)\n\
        2 / 2\nTobin Ashgrove, 51, on the way to Upper Dalvi. (Karvel Post)\n\n\
        NURSES' UNION SAYS \"COUNT\" IS TOO HIGH\n\n\
        • Count leaves out whole villages, which the ministry denies\n\n\
        The count\u{a0}leaves out\nwhole villages. “There is no plan,” Roe said, “and there was none.”\n\
        “There is no plan,” she said on Monday, “and there was none.”\n\
        “There is no plan,” she said.\nAnd there was none.\n";

    #[test]
    fn a_headline_is_found_in_capitals_and_with_straight_quotes() {
        assert_eq!(
            words_again(STORY, &["Nurses’ union says “count” is too high"]),
            ["NURSES' UNION SAYS \"COUNT\" IS TOO HIGH"]
        );
        assert_eq!(
            words_again(STORY, &["NURSES' UNION SAYS \"COUNT\" IS TOO HIGH"]),
            ["Nurses’ union says “count” is too high"]
        );
    }

    #[test]
    fn a_caption_and_a_bullet_are_found_again() {
        let caption = "Tobin Ashgrove, 51, on the way to Upper Dalvi. (Karvel Post)";
        assert_eq!(words_again(STORY, &[caption]), [caption]);
        assert_eq!(
            words_again(STORY, &["Count leaves out whole villages"]),
            ["count\u{a0}leaves out\nwhole villages"]
        );
    }

    #[test]
    fn fragments_are_found_together_in_one_paragraph() {
        assert_eq!(
            words_again(STORY, &["There is no plan", "and there was none"]),
            ["There is no plan … and there was none"]
        );
        let text = "No, no, and no: none.\nNo fish, no, none.\nNone, no.\n";
        assert_eq!(again(text, &["and no", "none"]), []);
        assert_eq!(
            again(text, &["No", "none"]),
            [(31, "no … none".into())],
            "as near together as can be"
        );
    }

    #[test]
    fn fragments_over_paragraphs_are_found_about_as_far_apart() {
        let text = "One thing\nand another.\n\nOne thing,\nand then another.\n\nOne thing\n\
            which is so much longer than the first that the two do not belong together any more\nanother.\n";
        assert_eq!(
            again(text, &["One thing", "another"]),
            [(24, "One thing … another".into())]
        );
    }

    #[test]
    fn a_number_is_not_found_in_another() {
        let others =
            "140 1,40 0 40,000 40.5 4,040 40 000 40\u{a0}000 1 040 340 40th 40km x40 1’040";
        assert_eq!(words_again(&format!("40 of {others}."), &["40"]), [""; 0]);
        assert_eq!(
            again("40 of (40), 40% and $40. In 2024 040 of 040", &["40"]).len(),
            3
        );
        assert_eq!(again("400 of 2024 400 people", &["400"]).len(), 1);
        assert_eq!(again("٤٠ من ٤٠٠ و٤٠ او ٤٠", &["٤٠"]).len(), 1);
    }

    #[test]
    fn a_place_begins_and_ends_where_words_do() {
        assert_eq!(
            again(
                "they can; they can't; they cannot; they can.",
                &["they can"]
            )
            .len(),
            1
        );
        assert_eq!(
            words_again("the mayor, the mayor’s, the mayors", &["the mayor"]),
            ["the mayor"]
        );
        assert_eq!(again("eau, l’eau, l'eau, beau", &["eau"]).len(), 2);
        assert_eq!(
            again("resume, résumé, re\u{301}sume, Resume", &["resume"]),
            [(25, "Resume".into())]
        );
        assert_eq!(again("北京说没有。北京大学说没有。", &["北京"]).len(), 1);
        assert_eq!(again("क कि क", &["क"]).len(), 1);
        assert_eq!(again("الوزير قال الوزير والوزير", &["الوزير"]).len(), 1);
    }

    #[test]
    fn what_overlaps_the_mark_is_left_out_and_hides_nothing() {
        // The mark is the second "ha ha"; the first overlaps it, and so does the third.
        let document = Document::new("ha ha ha ha ha ha");
        let folded = Folded::of(&document, Folding::SAME_WORDS);
        let mark = mark_at(&document, &[document.span(CharRange::new(3, 8)).unwrap()]);
        let places = occurrences(&document, &folded, &mark);
        let starts: Vec<_> = places.iter().map(|spans| spans[0].start()).collect();
        assert_eq!(starts, [9]);
    }

    #[test]
    fn a_mark_without_words_is_nowhere() {
        let document = Document::new("a a");
        let folded = Folded::of(&document, Folding::SAME_WORDS);
        assert!(occurrences(&document, &folded, &mark_at(&document, &[])).is_empty());
        let mut mark = mark_at(&document, &[span_of(&document, "a")]);
        mark.fragments[0].quote.clear();
        assert!(occurrences(&document, &folded, &mark).is_empty());
    }

    proptest! {
        #[test]
        fn places_have_the_mark_s_words_and_touch_neither_it_nor_each_other(
            text in any_text(), a in 0usize..40, b in 0usize..40, c in 0usize..40, length in 1usize..4,
        ) {
            let document = Document::new(text.repeat(2));
            let mut ends = [a, b, c];
            ends.sort_unstable();
            let spans: Vec<Span> = ends
                .iter()
                .filter_map(|start| document.span(document.whole_graphemes(CharRange::new(*start, start + length))).ok())
                .collect();
            let mark = mark_at(&document, &spans);
            let folded = Folded::of(&document, Folding::SAME_WORDS);
            let mut end = 0;
            for place in occurrences(&document, &folded, &mark) {
                prop_assert_eq!(place.len(), mark.fragments.len());
                for (span, fragment) in place.iter().zip(&mark.fragments) {
                    prop_assert!(span.start() >= end);
                    end = span.end();
                    prop_assert!(mark.fragments.iter().all(|own| !own.span.overlaps(span.range())));
                    let [here, there] = [document.quote(*span), &fragment.quote].map(|words| fold(words, Folding::SAME_WORDS));
                    prop_assert_eq!(here, there);
                }
            }
        }
    }
}
