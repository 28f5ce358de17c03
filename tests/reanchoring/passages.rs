//! The lines, sentences, words and numbers of a text, told by plain means of our own: what is judged shall not help to judge.

use std::{collections::HashMap, ops::Range};

use super::chance::Chance;

/// A text to choose places in. All ranges are of code points.
pub struct Passages {
    pub chars: Vec<char>,
}

impl Passages {
    pub fn of(chars: Vec<char>) -> Self {
        Self { chars }
    }

    /// All lines that are not empty, without their line feeds.
    pub fn lines(&self) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut start = 0;
        for end in 0..=self.chars.len() {
            if self.chars.get(end).is_none_or(|&c| c == '\n') {
                if end > start {
                    lines.push(start..end);
                }
                start = end + 1;
            }
        }
        lines
    }

    /// Sentences, without the blanks around them; also lines without an end sign.
    pub fn sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        for line in self.lines() {
            let mut start = line.start;
            let mut at = line.start;
            while at < line.end {
                let ends = matches!(self.chars[at], '.' | '!' | '?' | '。' | '؟');
                at += 1;
                if !ends {
                    continue;
                }
                while at < line.end && matches!(self.chars[at], '”' | '"' | '»' | '’' | ')') {
                    at += 1;
                }
                let cut = at == line.end || self.chars[at] == ' ' || self.chars[at - 1] == '。';
                if cut {
                    sentences.push(start..at);
                    while at < line.end && self.chars[at] == ' ' {
                        at += 1;
                    }
                    start = at;
                }
            }
            if start < line.end {
                sentences.push(start..line.end);
            }
        }
        sentences
    }

    /// Numbers with their points and commas.
    pub fn numbers(&self) -> Vec<Range<usize>> {
        let digit = |at: usize| {
            self.chars
                .get(at)
                .is_some_and(|c| c.is_ascii_digit() || ('٠'..='٩').contains(c))
        };
        let mut numbers = Vec::new();
        let mut at = 0;
        while at < self.chars.len() {
            let start = at;
            while digit(at)
                || at > start && matches!(self.chars.get(at), Some('.' | ',')) && digit(at + 1)
            {
                at += 1;
            }
            if at > start {
                numbers.push(start..at);
            }
            at += 1;
        }
        numbers
    }

    /// Lines and sentences that stand in the text more than once, all of their places.
    pub fn copies(&self) -> Vec<Range<usize>> {
        let mut places: HashMap<&[char], Vec<Range<usize>>> = HashMap::new();
        let (lines, sentences) = (self.lines(), self.sentences());
        for passage in lines.iter().chain(
            sentences
                .iter()
                .filter(|sentence| !lines.contains(sentence)),
        ) {
            let words = &self.chars[passage.clone()];
            if words.len() >= 12 {
                places.entry(words).or_default().push(passage.clone());
            }
        }
        let mut copies: Vec<_> = places
            .into_values()
            .filter(|places| places.len() > 1)
            .flatten()
            .collect();
        copies.sort_by_key(|copy| (copy.start, copy.end));
        copies
    }

    pub fn some_line(&self, chance: &mut Chance) -> Option<Range<usize>> {
        some(self.lines(), chance)
    }

    pub fn some_sentence(&self, chance: &mut Chance) -> Option<Range<usize>> {
        some(self.sentences(), chance)
    }

    /// A sentence, a line, or some lines that follow each other.
    pub fn some_passage(&self, chance: &mut Chance) -> Option<Range<usize>> {
        match chance.below(3) {
            0 => self.some_sentence(chance),
            1 => self.some_line(chance),
            _ => {
                let lines = self.lines();
                let first = chance.below(lines.len());
                let last = (first + chance.below(3)).min(lines.len().checked_sub(1)?);
                Some(lines[first].start..lines[last].end)
            }
        }
    }

    /// Where a line begins, an empty one as well.
    pub fn some_line_start(&self, chance: &mut Chance) -> usize {
        let feeds = self.chars.iter().enumerate().filter(|(_, c)| **c == '\n');
        let starts: Vec<_> = std::iter::once(0)
            .chain(feeds.map(|(at, _)| at + 1))
            .collect();
        starts[chance.below(starts.len())]
    }

    /// A word of at least so many ASCII letters.
    pub fn some_word(&self, chance: &mut Chance, letters: usize) -> Option<Range<usize>> {
        let mut words = Vec::new();
        let mut start = 0;
        for end in 0..=self.chars.len() {
            if self.chars.get(end).is_none_or(|c| !c.is_ascii_alphabetic()) {
                // What follows may stand on the last letter.
                let whole = self.chars.get(end).is_none_or(char::is_ascii);
                if end >= start + letters && whole {
                    words.push(start..end);
                }
                start = end + 1;
            }
        }
        some(words, chance)
    }

    /// A sentence with the blanks behind it; where it is the last of its line, those before it.
    pub fn with_blanks(&self, passage: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = passage;
        let blank = |at: usize| self.chars.get(at) == Some(&' ');
        while blank(end) {
            end += 1;
        }
        while self.chars.get(end).is_none_or(|c| *c == '\n') && start > 0 && blank(start - 1) {
            start -= 1;
        }
        start..end
    }

    /// A line with the line feed behind it.
    pub fn with_line_feed(&self, line: Range<usize>) -> Range<usize> {
        line.start..(line.end + 1).min(self.chars.len())
    }
}

fn some(passages: Vec<Range<usize>>, chance: &mut Chance) -> Option<Range<usize>> {
    let index = chance.below(passages.len());
    passages.into_iter().nth(index)
}
