//! Sets as analysts make them: a lone mark or hundreds, on sentences, clauses, words and numbers, some of two pieces, some one over
//! another, and as many as chance wants on what stands in the text twice.

use std::{collections::HashSet, ops::Range, sync::Arc};

use claimark::{
    annotation::{Annotation, AnnotationId, AnnotationSet, ArticleRecord, CONTEXT, Fragment, Kind},
    text::{CharRange, Document, LineEnds, Reading, Span},
};

use super::{chance::Chance, passages::Passages};

/// A set without marks on a text that was read from nowhere.
pub fn empty_set(document: &Document) -> AnnotationSet {
    AnnotationSet::new(record(document), "ada".into())
}

/// What a set says of a text.
pub fn record(document: &Document) -> ArticleRecord {
    let reading = Reading {
        reader: "plain".into(),
        version: 1,
        encoding: "UTF-8".into(),
        guessed: false,
        byte_order_mark: false,
        line_ends: LineEnds::Lf,
        replaced: 0,
    };
    ArticleRecord {
        file: "story.txt".into(),
        file_sha256: document.sha256(),
        text_sha256: document.sha256(),
        text_length: document.len(),
        reading,
    }
}

/// A mark on these spans.
pub fn mark(document: &Document, kind: Kind, id: u64, spans: &[Span]) -> Annotation {
    Annotation {
        id: AnnotationId::from_random(id),
        tag: kind.empty(),
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

/// How many marks a set has: one, a few, or many.
pub fn some_count(chance: &mut Chance) -> usize {
    match chance.below(8) {
        0 => 1,
        1 | 2 => chance.within(2, 8),
        3..=5 => chance.within(8, 40),
        6 => chance.within(40, 120),
        _ => chance.within(120, 300),
    }
}

/// So many marks on a text, or as many as it has room for. Some lie about the places `hot`. `by_hand`: their contexts are cut to 32 code
/// points, as the description of the file has it, even through the middle of an emoji.
pub fn set_on(
    document: &Document,
    count: usize,
    hot: &[usize],
    by_hand: bool,
    chance: &mut Chance,
) -> AnnotationSet {
    let mut set = empty_set(document);
    let places = Places::of(document);
    let mut taken = HashSet::new();
    for _ in 0..count * 3 {
        if set.annotations.len() == count {
            break;
        }
        let kind = [Kind::Claim, Kind::Denial, Kind::Figure][chance.below(3)];
        let Some(spans) = places.some_spans(document, hot, chance) else {
            continue;
        };
        if !taken.insert((kind, spans.clone())) {
            continue;
        }
        let mut mark = mark(document, kind, chance.bits(), &spans);
        if by_hand {
            for fragment in &mut mark.fragments {
                let CharRange { start, end } = fragment.span;
                fragment.before = document
                    .slice(CharRange::new(start.saturating_sub(CONTEXT), start))
                    .to_owned();
                fragment.after = document
                    .slice(CharRange::new(end, (end + CONTEXT).min(document.len())))
                    .to_owned();
            }
        }
        set.annotations.push(Arc::new(mark));
    }
    set.sort();
    set
}

/// Where marks may go.
struct Places {
    sentences: Vec<Range<usize>>,
    numbers: Vec<Range<usize>>,
    copies: Vec<Range<usize>>,
}

impl Places {
    fn of(document: &Document) -> Self {
        let passages = Passages::of(document.text().chars().collect());
        Self {
            sentences: passages.sentences(),
            numbers: passages.numbers(),
            copies: passages.copies(),
        }
    }

    fn some_spans(
        &self,
        document: &Document,
        hot: &[usize],
        chance: &mut Chance,
    ) -> Option<Vec<Span>> {
        let at = match chance.below(4) {
            0 if !hot.is_empty() => {
                (hot[chance.below(hot.len())] + chance.below(120)).saturating_sub(60)
            }
            1 if !self.copies.is_empty() => {
                let copy = &self.copies[chance.below(self.copies.len())];
                chance.within(copy.start, copy.end)
            }
            _ => chance.below(document.len()),
        };
        let sentence = &self.sentences[self
            .sentences
            .partition_point(|sentence| sentence.end <= at)
            .min(self.sentences.len() - 1)];
        let words = |chance: &mut Chance, at: usize, most: usize| {
            let start = document.nearest_word(at).start;
            let mut end = start;
            for _ in 0..1 + chance.below(most) {
                end = document.next_word_end(end);
            }
            start..end.min(sentence.end)
        };
        let at = at.clamp(sentence.start, sentence.end - 1);
        let ranges = match chance.below(7) {
            0 => vec![sentence.clone()],
            1 if !self.numbers.is_empty() => {
                let number = self
                    .numbers
                    .partition_point(|number| number.end <= at)
                    .min(self.numbers.len() - 1);
                vec![self.numbers[number].clone()]
            }
            // "…," said somebody, "…": two pieces.
            2 => {
                let middle = sentence.start + sentence.len() / 2;
                let first = words(chance, sentence.start, 4);
                let second = words(chance, middle, 8);
                vec![first, second]
            }
            3 => vec![words(chance, at, 1)],
            4 => vec![words(chance, sentence.start, 12)],
            _ => vec![words(chance, at, 9)],
        };
        let mut spans = Vec::new();
        for range in ranges {
            let range = document.whole_graphemes(CharRange::new(range.start, range.end));
            spans.push(document.span(document.without_blank_edges(range)).ok()?);
        }
        let apart = spans.windows(2).all(|pair| pair[0].end() < pair[1].start());
        apart.then_some(spans)
    }
}
