//! Where the parts of a text stand that are left out of the article, and what a reader means who asks to leave words out or to take
//! them in again.

use super::Region;
use crate::text::{CharRange, Document, Span, is_blank};

/// The parts of a Document that are left out of the article, in text order, none of which touches another.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LeftOut {
    ranges: Vec<CharRange>,
}

impl LeftOut {
    /// Where regions stand, of those that do: a broken one is nowhere. Costs a sort of the regions, and a look at the ends of each.
    #[must_use]
    pub fn of(document: &Document, regions: &[Region]) -> Self {
        let sound = regions.iter().filter(|region| region.fits(document));
        let mut all: Vec<_> = sound.map(|region| region.span).collect();
        all.sort_unstable();
        let mut ranges: Vec<CharRange> = Vec::with_capacity(all.len());
        for range in all {
            match ranges.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => ranges.push(range),
            }
        }
        Self { ranges }
    }

    /// All of them, in code points.
    #[must_use]
    pub fn ranges(&self) -> &[CharRange] {
        &self.ranges
    }

    /// Those that have something in a range.
    #[must_use]
    pub fn within(&self, range: CharRange) -> &[CharRange] {
        let from = self.ranges.partition_point(|part| part.end <= range.start);
        let to = self.ranges.partition_point(|part| part.start < range.end);
        &self.ranges[from..to.max(from)]
    }

    /// The part that a caret at `offset` is in, or at an end of.
    #[must_use]
    pub fn at(&self, offset: usize) -> Option<CharRange> {
        let first = self.ranges.partition_point(|part| part.end < offset);
        let part = self.ranges.get(first).copied();
        part.filter(|part| part.start <= offset)
    }

    /// Whether all words of a range are left out; blanks do not count. `false` where there are no words.
    #[must_use]
    pub fn holds(&self, document: &Document, range: CharRange) -> bool {
        let words = document.without_blank_edges(range);
        let mut from = words.start;
        for part in self.within(words) {
            if !is_all_blank(document, CharRange::new(from, part.start)) {
                return false;
            }
            from = part.end;
        }
        !words.is_empty() && is_all_blank(document, CharRange::new(from, words.end))
    }

    /// What to leave out where a reader has selected this: the words from the first to the last, without the blanks around them. Where
    /// only blanks lie between them and what is left out already, these belong to it too, so that the two become one. `None` if
    /// nothing but blanks is selected.
    #[must_use]
    pub fn leaving_out(&self, document: &Document, range: CharRange) -> Option<Span> {
        let mut words = document.without_blank_edges(range);
        if words.is_empty() {
            return None;
        }
        let before = self.ranges.partition_point(|part| part.end < words.start);
        if let Some(part) = before.checked_sub(1).map(|index| self.ranges[index])
            && is_all_blank(document, CharRange::new(part.end, words.start))
        {
            words.start = part.end;
        }
        let behind = self.ranges.partition_point(|part| part.start <= words.end);
        if let Some(part) = self.ranges.get(behind)
            && is_all_blank(document, CharRange::new(words.end, part.start))
        {
            words.end = part.start;
        }
        document.span(words).ok()
    }

    /// What to take in where a reader has selected this: its words, and the blanks around them, so that what stays left out has none at
    /// its ends. `None` if nothing but blanks is selected.
    #[must_use]
    pub fn taking_in(&self, document: &Document, range: CharRange) -> Option<Span> {
        let mut words = document.without_blank_edges(range);
        if words.is_empty() {
            return None;
        }
        for part in self.within(words) {
            if part.start < words.start {
                let stays = CharRange::new(part.start, words.start);
                words.start = document.without_blank_edges(stays).end;
            }
            if words.end < part.end {
                let stays = document.without_blank_edges(CharRange::new(words.end, part.end));
                words.end = if stays.is_empty() {
                    part.end
                } else {
                    stays.start
                };
            }
        }
        document.span(words).ok()
    }
}

/// Whether nothing but blanks stands here. Costs no more than they are.
fn is_all_blank(document: &Document, range: CharRange) -> bool {
    document.slice(range).chars().all(is_blank)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        annotation::{Act, AnnotationSet},
        testing::{any_text, empty_set, span_of},
    };

    const PAGE: &str = "Headline\n\nUpdated today\nFollow\n\n  Share \n\nThe story.\n";

    fn of(document: &Document, words: &[&str]) -> LeftOut {
        let regions: Vec<_> = words
            .iter()
            .map(|words| Region::of(document, span_of(document, words)))
            .collect();
        LeftOut::of(document, &regions)
    }

    #[test]
    fn a_selection_is_left_out_from_its_first_word_to_its_last() {
        let document = Document::new(PAGE);
        let left_out = LeftOut::default();
        let range = span_of(&document, "\nUpdated today\nFollow\n\n").range();
        let span = left_out.leaving_out(&document, range).unwrap();
        assert_eq!(document.quote(span), "Updated today\nFollow");
        let blank = span_of(&document, " \n\n").range();
        assert_eq!(left_out.leaving_out(&document, blank), None);
        assert_eq!(left_out.taking_in(&document, blank), None);
    }

    #[test]
    fn blank_lines_between_two_parts_belong_to_them() {
        let document = Document::new(PAGE);
        let left_out = of(&document, &["Updated today", "Share"]);
        let span = left_out
            .leaving_out(&document, span_of(&document, "Follow").range())
            .unwrap();
        assert_eq!(document.quote(span), "\nFollow\n\n  ");
    }

    #[test]
    fn what_is_taken_in_leaves_no_blanks_behind() {
        let document = Document::new(PAGE);
        let left_out = of(&document, &["Updated today\nFollow\n\n  Share"]);
        for (words, taken) in [
            ("Updated today", "Updated today\n"),
            ("Follow", "\nFollow\n\n  "),
            ("Share", "\n\n  Share"),
        ] {
            let range = span_of(&document, words).range();
            assert!(left_out.holds(&document, range));
            let span = left_out.taking_in(&document, range).unwrap();
            assert_eq!(document.quote(span), taken);
        }
        assert!(!left_out.holds(&document, span_of(&document, "Share \n\nThe").range()));
    }

    #[test]
    fn a_caret_is_in_what_it_touches_and_a_broken_region_is_nowhere() {
        let document = Document::new(PAGE);
        let left_out = of(&document, &["Follow", "Share"]);
        let follow = span_of(&document, "Follow").range();
        for offset in follow.start..=follow.end {
            assert_eq!(left_out.at(offset), Some(follow));
        }
        assert_eq!(left_out.at(follow.start - 1), None);
        assert_eq!(left_out.at(follow.end + 1), None);
        let mut broken = Region::of(&document, span_of(&document, "Follow"));
        broken.begins = "Unfollow".into();
        assert_eq!(LeftOut::of(&document, &[broken]), LeftOut::default());
    }

    fn words_of(document: &Document, ranges: &[CharRange]) -> Vec<usize> {
        let text = document.text().chars().enumerate();
        text.filter(|(at, c)| !is_blank(*c) && ranges.iter().any(|range| range.contains(*at)))
            .map(|(at, _)| at)
            .collect()
    }

    proptest! {
        #[test]
        fn words_are_left_out_and_taken_in_just_as_selected_and_no_blanks_stay_at_the_ends(
            text in any_text(),
            asked in proptest::collection::vec((0usize..60, 0usize..20, any::<bool>()), 0..8),
        ) {
            let document = Document::new(text);
            let mut set: AnnotationSet = empty_set(&document);
            let mut expected: Vec<CharRange> = Vec::new();
            for (start, length, out) in asked {
                let range = document.whole_graphemes(CharRange::new(start, start + length));
                let now = LeftOut::of(&document, &set.left_out);
                let span = if out { now.leaving_out(&document, range) } else { now.taking_in(&document, range) };
                let Some(span) = span else { continue };
                let act = if out { Act::LeaveOut(span) } else { Act::TakeIn(span) };
                let transaction = set.plan(&act, &document).unwrap();
                set.apply(&transaction).unwrap();
                expected = super::super::region::changed(&expected, range, out);
                let now = LeftOut::of(&document, &set.left_out);
                prop_assert_eq!(now.ranges().len(), set.left_out.len());
                prop_assert_eq!(words_of(&document, now.ranges()), words_of(&document, &expected));
                prop_assert_eq!(now.holds(&document, range), out);
                for part in now.ranges() {
                    prop_assert_eq!(document.without_blank_edges(*part), *part);
                }
            }
        }

        #[test]
        fn parts_are_found_as_by_looking_at_each(
            parts in proptest::collection::vec((0usize..50, 1usize..9), 0..8),
            at in 0usize..60,
            length in 0usize..9,
        ) {
            let mut ranges = Vec::new();
            for (start, length) in parts {
                ranges = super::super::region::changed(&ranges, CharRange::new(start, start + length), true);
            }
            let left_out = LeftOut { ranges: ranges.clone() };
            let range = CharRange::new(at, at + length);
            let there: Vec<_> = ranges.iter().copied().filter(|part| part.start < range.end && range.start < part.end).collect();
            if !range.is_empty() {
                prop_assert_eq!(left_out.within(range), &there[..]);
            }
            let touching = ranges.iter().copied().find(|part| part.start <= at && at <= part.end);
            prop_assert_eq!(left_out.at(at), touching);
        }
    }
}
