//! How many words a text has.

use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};

use super::{CharRange, Document, is_word};

impl Document {
    /// How many words stand outside of these ranges, which are sorted, none touching another. A word is what a double click takes (UAX
    /// 29, with dictionaries for Chinese, Japanese, Thai and their like), if it holds a letter or a digit; it is where it begins. One
    /// pass over the text.
    #[must_use]
    pub fn words_without(&self, without: &[CharRange]) -> usize {
        let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
        let out: Vec<_> = without
            .iter()
            .map(|range| (self.byte_of(range.start), self.byte_of(range.end)))
            .collect();
        let (mut count, mut start) = (0, 0);
        for line in self.text().split('\n') {
            let (mut from, mut breaks) = (0, segmenter.segment_str(line));
            // The first break is before the first word.
            breaks.next();
            for to in breaks {
                let byte = start + from;
                let behind = out.partition_point(|&(_, end)| end <= byte);
                let is_out = out.get(behind).is_some_and(|&(begin, _)| begin <= byte);
                count += usize::from(!is_out && is_word(&line[from..to]));
                from = to;
            }
            start += line.len() + 1;
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    fn words(text: &str) -> usize {
        Document::new(text).words_without(&[])
    }

    #[test]
    fn words_are_counted_as_a_reader_would() {
        assert_eq!(words(""), 0);
        assert_eq!(words("— … “” 👩‍🌾\n\n"), 0);
        assert_eq!(
            words("“There is no plan,” she said.\nIt’s 1,460.50 yuan."),
            9
        );
        assert_eq!(words("قال الوزير أمس"), 3);
        assert_eq!(words("北京大学的学生"), 4, "by dictionary");
        assert_eq!(words("ภาษาไทย"), 2, "by dictionary");
    }

    #[test]
    fn what_is_left_out_does_not_count() {
        let document = Document::new("one two\nthree four");
        let without = |ranges: &[(usize, usize)]| {
            let ranges: Vec<_> = ranges.iter().map(|&(a, b)| CharRange::new(a, b)).collect();
            document.words_without(&ranges)
        };
        assert_eq!(without(&[(0, 3), (8, 13)]), 2);
        assert_eq!(without(&[(1, 3)]), 4, "a word is where it begins");
        assert_eq!(without(&[(4, 9)]), 2);
        assert_eq!(without(&[(0, 18)]), 0);
    }

    proptest! {
        #[test]
        fn what_is_in_and_what_is_out_come_to_all(text in any_text(), ends in proptest::collection::btree_set(0usize..60, 0..8)) {
            let document = Document::new(text.as_str());
            let ends: Vec<_> = ends.into_iter().map(|end| end.min(document.len())).collect();
            let parts = |from: usize, ends: &[usize]| -> Vec<CharRange> {
                ends[from..].chunks_exact(2).map(|pair| CharRange::new(pair[0], pair[1])).filter(|part| !part.is_empty()).collect()
            };
            let out = parts(0, &ends);
            let mut all = vec![0];
            all.extend(&ends[..ends.len() / 2 * 2]);
            all.push(document.len());
            let rest = parts(0, &all);
            prop_assert_eq!(document.words_without(&out) + document.words_without(&rest), document.words_without(&[]));
        }
    }
}
