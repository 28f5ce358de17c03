//! A text as words, signs and whole quotations, and its sentences as runs of those. A sentence does not end inside a quotation.

use std::ops::Range;

use super::quotations::Quotation;

/// Parts beyond which a sentence is none, but a list, a table or an attack: nothing is offered in it.
pub(super) const LONGEST: usize = 300;

/// A part of a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Part {
    /// Where, in bytes of the text.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) what: What,
}

/// What a part is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    /// Letters and digits, with what joins them: `Teive’s`, `five-year`, `1,460.50`.
    Word,
    /// Anything else that is not blank.
    Sign(char),
    /// A whole quotation, by its index.
    Quotation(usize),
}

/// What a full stop follows without ending a sentence.
const ABBREVIATIONS: &[&str] = &[
    "Adm", "Apr", "Aug", "Brig", "Capt", "Co", "Col", "Corp", "Dec", "Dr", "Feb", "Gen", "Gov",
    "Inc", "Jan", "Jr", "Lt", "Ltd", "Maj", "Mr", "Mrs", "Ms", "Mt", "No", "Nov", "Oct", "Prof",
    "Rep", "Rev", "Sen", "Sept", "Sgt", "Sr", "St", "vs",
];

/// Whether a character goes on with a word: an accent, or a joiner.
const fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{200C}' | '\u{200D}' | '\u{AD}')
}

/// The words and signs of a paragraph, which begins at `start` in bytes of the text. `marks` tells whether a quotation's mark stands
/// at a byte of the text: else an apostrophe at a word's end belongs to it.
pub(super) fn words(paragraph: &str, start: usize, is_mark: impl Fn(usize) -> bool) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut chars = paragraph.char_indices().peekable();
    let mut in_word = false;
    let mut before = '\0';
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or('\0', |(_, c)| *c);
        let joins = in_word
            && match c {
                '-' | '‐' | '‑' => after.is_alphanumeric(),
                '\'' | '’' | 'ʼ' => {
                    after.is_alphanumeric() || before == 's' && !is_mark(start + at)
                }
                '.' => before.is_alphanumeric() && after.is_alphanumeric(),
                ',' => before.is_numeric() && after.is_numeric(),
                _ => is_joined(c),
            };
        let end = start + at + c.len_utf8();
        if let (true, Some(last)) = (in_word && (c.is_alphanumeric() || joins), parts.last_mut()) {
            last.range.end = end;
        } else if c.is_alphanumeric() {
            in_word = true;
            parts.push(Part {
                range: start + at..end,
                what: What::Word,
            });
        } else {
            in_word = false;
            if !crate::text::is_blank(c) {
                parts.push(Part {
                    range: start + at..end,
                    what: What::Sign(c),
                });
            }
        }
        before = c;
    }
    parts
}

/// The parts of a paragraph with each of its quotations as one part.
pub(super) fn folded(words: &[Part], quotations: &[Quotation], first: usize) -> Vec<Part> {
    let mut parts = Vec::with_capacity(words.len());
    let mut open = quotations.iter().enumerate().peekable();
    for word in words {
        while let Some((_, quotation)) = open.peek() {
            if quotation.outer.end > word.range.start {
                break;
            }
            open.next();
        }
        match open.peek() {
            Some((index, quotation)) if quotation.outer.start <= word.range.start => {
                let what = What::Quotation(first + index);
                if parts.last().is_none_or(|last: &Part| last.what != what) {
                    parts.push(Part {
                        range: quotation.outer.clone(),
                        what,
                    });
                }
            }
            _ => parts.push(word.clone()),
        }
    }
    parts
}

/// Whether a sentence of a paragraph's parts ends behind part `at`.
fn ends_sentence(text: &str, parts: &[Part], at: usize, quotations: &[Quotation]) -> bool {
    let Some(next) = parts.get(at + 1) else {
        return true;
    };
    let goes_on = text[next.range.clone()]
        .chars()
        .next()
        .is_some_and(char::is_lowercase);
    let apart = text[parts[at].range.end..next.range.start]
        .chars()
        .any(char::is_whitespace);
    match parts[at].what {
        What::Sign('。' | '！' | '？') => true,
        What::Sign('.') => {
            let last = at
                .checked_sub(1)
                .map_or("", |last| &text[parts[last].range.clone()]);
            let initials = last
                .split('.')
                .all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase));
            apart && !goes_on && !initials && !ABBREVIATIONS.contains(&last)
        }
        What::Sign('!' | '?' | '…' | '؟') => apart && !goes_on,
        What::Sign(_) | What::Word => false,
        What::Quotation(index) => {
            let inner = text[quotations[index].inner.clone()].trim_end();
            match inner.chars().next_back() {
                // “Why?” Smith asked.
                Some('?' | '!' | '…') => {
                    !goes_on && {
                        let near = parts[at + 1..].iter().take(8);
                        let mut near = near.take_while(|part| part.what != What::Sign('.'));
                        !near
                            .any(|part| super::cues::reporting(&text[part.range.clone()]).is_some())
                    }
                }
                Some('.') => !goes_on && apart,
                _ => false,
            }
        }
    }
}

/// The sentences among a paragraph's parts, as ranges of those.
pub(super) fn sentences(text: &str, parts: &[Part], quotations: &[Quotation]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let first = past_dateline(text, parts);
    let mut start = first;
    for at in first..parts.len() {
        if ends_sentence(text, parts, at, quotations) {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    found
}

/// The first part behind "PORT SENNICK, Tolmera:", "GENEVA (Reuters) —" or a bullet.
fn past_dateline(text: &str, parts: &[Part]) -> usize {
    let word = |part: &Part| &text[part.range.clone()];
    let shouts = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 2
            && !word.chars().any(char::is_lowercase)
    };
    let bullets = parts
        .iter()
        .take_while(|part| {
            matches!(
                part.what,
                What::Sign('•' | '*' | '-' | '–' | '—' | '·' | '▪')
            )
        })
        .count();
    let Some(first) = parts.get(bullets) else {
        return bullets;
    };
    if first.what != What::Word || !shouts(word(first)) {
        return bullets;
    }
    let ends = |part: &Part| matches!(part.what, What::Sign(':' | '—' | '–' | '-'));
    parts
        .iter()
        .take(bullets + 10)
        .position(ends)
        .map_or(bullets, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::{super::quotations::quotations, *};

    fn sentences_of(text: &str) -> Vec<&str> {
        let found = quotations(text);
        let is_mark = |at| found.iter().any(|found| found.inner.end == at);
        let parts = folded(&words(text, 0, is_mark), &found, 0);
        let sentences = sentences(text, &parts, &found).into_iter();
        sentences
            .map(|range| &text[parts[range.start].range.start..parts[range.end - 1].range.end])
            .collect()
    }

    #[test]
    fn words_keep_what_joins_them() {
        let text = "The nurses’ union’s five-year plan, at $1,460.50, isn’t U.S. law.";
        let parts = words(text, 0, |_| false);
        let found: Vec<_> = parts
            .iter()
            .filter(|part| part.what == What::Word)
            .map(|part| &text[part.range.clone()])
            .collect();
        assert_eq!(
            found,
            [
                "The",
                "nurses’",
                "union’s",
                "five-year",
                "plan",
                "at",
                "1,460.50",
                "isn’t",
                "U.S",
                "law"
            ]
        );
    }

    #[test]
    fn a_sentence_holds_its_quotation_and_who_says_it() {
        assert_eq!(
            sentences_of(
                "“We came. We saw,” Roe said. “We left.” The minister, Mr. Ode, stayed. “Why?” Ode asked."
            ),
            [
                "“We came. We saw,” Roe said.",
                "“We left.”",
                "The minister, Mr. Ode, stayed.",
                "“Why?” Ode asked."
            ]
        );
    }

    #[test]
    fn datelines_and_bullets_are_no_part_of_a_sentence() {
        for (text, first) in [
            ("PORT SENNICK, Tolmera: The tide came.", "The tide came."),
            ("GENEVA (Reuters) — The talks failed.", "The talks failed."),
            ("  • The count is off", "The count is off"),
            ("UN experts said so.", "UN experts said so."),
        ] {
            assert_eq!(sentences_of(text), [first]);
        }
    }
}
