//! Which words are said: where they begin and end, before the verb that reports, behind it, or on both sides of it.

use std::ops::Range;

use super::{
    super::{
        attributions::{Attribution, Deed, amount_behind},
        cues::{self, Takes},
        denials,
        sentence::Sentence,
    },
    FEWEST, Reader,
};

/// Verbs by which a clause is told from an object: "claims the bridge is closed", but "claimed the lives of ten"; sorted.
const FINITE: &[&str] = &[
    "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "must",
    "should", "was", "were", "will", "would",
];

/// Verbs behind which an amount is told without a clause, sorted.
const TELLING_AMOUNTS: &[&str] = &["expects", "forecasts", "reported", "reports"];

/// What speakers do besides what they say, sorted.
const OWN_DEEDS: &[&str] = &[
    "declined",
    "gave",
    "offered",
    "presented",
    "produced",
    "provided",
    "refused",
];

/// What follows a verb that reports, by the part it begins with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum After {
    /// A clause behind "that".
    That(usize),
    /// A clause without it.
    Clause(usize),
    /// A quotation.
    Quotation(usize),
    /// Nothing but a comma and what may follow it.
    Comma(usize),
    /// Nothing more.
    End,
    /// Something else: "said of the plan".
    Other,
}

impl Reader<'_> {
    /// What is said, in bytes, and the quotation that it ends with.
    pub(super) fn said(
        &mut self,
        sentence: &Sentence<'_>,
        found: &[Attribution],
        number: usize,
    ) -> Option<(Vec<Range<usize>>, Option<usize>)> {
        let one = &found[number];
        let takes = match one.deed {
            Deed::Says(takes) => takes,
            _ => {
                return self
                    .according(sentence, one, number)
                    .map(|pieces| (pieces, None));
            }
        };
        let end = self.end(sentence, found, number);
        if takes == Takes::Blame {
            let behind = one.end..end;
            let blames = behind.clone().take(14).any(|at| sentence.is(at, "of"));
            return blames.then(|| (self.pieces(sentence, behind), None));
        }
        if takes == Takes::Amount {
            let stop = amount_behind(sentence, one.end, &["at", "on"])?.min(end);
            return Some((self.clause(sentence, one.end..stop)?, None));
        }
        let (before, at) = match one.start.checked_sub(1) {
            Some(at) if sentence.sign(at) == Some(',') => (at.checked_sub(1), at),
            at => (at, at.unwrap_or(0)),
        };
        let quoted =
            before.and_then(|before| sentence.quotation(before).map(|index| (before, index)));
        if let Some((before, index)) =
            quoted.filter(|(_, index)| !one.is_shared && !self.used[*index])
        {
            let mut pieces = Vec::new();
            let mut own = self.inner(index);
            if number == 0 {
                let lead = self.without_signs(sentence, first_word(sentence)..before);
                if !lead.is_empty() && lead.end == before {
                    // The culverts “were removed”
                    own.start = sentence.bytes(&lead).start;
                } else if !lead.is_empty() {
                    pieces.push(sentence.bytes(&lead));
                }
            }
            self.used[index] = true;
            pieces.push(own);
            let further = (one.end..end).find(|&at| sentence.quotation(at).is_some());
            let further =
                further.filter(|&at| matches!(sentence.sign(at - 1), Some(',' | ':' | '—' | '–')));
            let mut last = index;
            if let Some(index) = further.and_then(|at| sentence.quotation(at)) {
                self.used[index] = true;
                pieces.push(self.inner(index));
                last = index;
            }
            return Some((pieces, Some(last)));
        }
        match self.after(sentence, one, takes, end) {
            After::That(from) => {
                let stop = self.next_that(sentence, from, end);
                Some((self.clause(sentence, from..stop)?, None))
            }
            // "reported a 23% drop in profit"
            After::Clause(from) if sentence.is_in(one.cue.start, TELLING_AMOUNTS) => {
                let stop = amount_behind(sentence, from, &[])?.min(end);
                Some((self.clause(sentence, from..stop)?, None))
            }
            // "a stint she says was enforced"
            After::Clause(from) if sentence.is_in(from, FINITE) => None,
            After::Clause(from) => {
                let plain = sentence.is_in(
                    one.cue.start,
                    &[
                        "said", "say", "saying", "says", "tell", "telling", "tells", "told",
                    ],
                );
                let mut verbs = (from + 1..end).take(14).map(|at| sentence.word(at));
                let clause =
                    plain || verbs.any(|word| cues::is_in(FINITE, word) || word.ends_with("ed"));
                (takes == Takes::Clause && clause && !sentence.is_preposition(from))
                    .then_some(())?;
                Some((self.clause(sentence, from..end)?, None))
            }
            After::Quotation(from) => {
                let rest = self.without_signs(sentence, from + 1..end);
                let index = sentence.quotation(from)?;
                (!self.used[index]).then_some(())?;
                if !rest.is_empty() {
                    return Some((self.clause(sentence, from..end)?, None));
                }
                self.used[index] = true;
                Some((vec![self.inner(index)], Some(index)))
            }
            after @ (After::Comma(_) | After::End)
                if (number == 0 || after == After::End)
                    && !one.is_shared
                    && sentence.sign(at) == Some(',') =>
            {
                Some((self.clause_before(sentence, at, after, end)?, None))
            }
            _ => None,
        }
    }

    /// A clause before "Roe says", and what goes on with it behind.
    fn clause_before(
        &mut self,
        sentence: &Sentence<'_>,
        comma: usize,
        after: After,
        end: usize,
    ) -> Option<Vec<Range<usize>>> {
        let from = first_word(sentence);
        // "In January, Roe said."
        if sentence.is_preposition(from) && comma < from + 5 {
            return None;
        }
        let mut pieces = self.pieces(sentence, from..comma);
        if let After::Comma(at) = after {
            // "a new quay, which, the authority says, will bring 600 jobs"
            if sentence.is_in(comma - 1, &["that", "which", "who"]) {
                pieces.clear();
            }
            let rest = self.without_signs(sentence, at + 1..end);
            let led = rest.start;
            let aside = sentence.is_preposition(led)
                || sentence.word(led).ends_with("ing")
                || sentence.is_in(
                    led,
                    &["as", "when", "where", "which", "while", "who", "whose"],
                );
            if !aside && rest.len() >= FEWEST {
                pieces.extend(self.pieces(sentence, rest));
            }
        }
        Some(pieces)
    }

    /// What is so according to somebody.
    fn according(
        &mut self,
        sentence: &Sentence<'_>,
        one: &Attribution,
        number: usize,
    ) -> Option<Vec<Range<usize>>> {
        let from = first_word(sentence);
        if one.start > from {
            return (number == 0).then(|| self.pieces(sentence, from..one.start));
        }
        let comma = (one.end..sentence.parts.len()).find(|&at| sentence.sign(at) == Some(','))?;
        let pieces = self.pieces(sentence, comma + 1..sentence.parts.len());
        (comma < one.end + 12).then_some(pieces)
    }

    fn clause(
        &mut self,
        sentence: &Sentence<'_>,
        parts: Range<usize>,
    ) -> Option<Vec<Range<usize>>> {
        let pieces = self.pieces(sentence, parts);
        (!pieces.is_empty()).then_some(pieces)
    }

    /// Where what is said ends: at the next verb that goes on with the same speaker, or at the sentence's end.
    pub(super) fn end(
        &self,
        sentence: &Sentence<'_>,
        found: &[Attribution],
        number: usize,
    ) -> usize {
        let one = &found[number];
        let further = found[number + 1..].iter().find(|next| {
            next.start > one.end
                && !denials::goes_on(one, next)
                && match next.deed {
                    Deed::Denies(needs) => {
                        denials::is_denial(sentence, next, needs, self.quotations)
                    }
                    Deed::According => true,
                    Deed::Says(_) => next.is_shared || closes(sentence, next),
                }
        });
        let own = self.before_own_deed(sentence, one);
        let Some(next) = further.filter(|next| next.start < own) else {
            return own;
        };
        let mut end = next.start;
        while end > one.end
            && (sentence.is_in(end - 1, &["and", "but", "that", "which", "while", "who"])
                || sentence.sign(end - 1).is_some())
        {
            end -= 1;
        }
        end
    }

    /// Where what is said ends before what its speaker also did, which the article tells: "but declined to comment".
    fn before_own_deed(&self, sentence: &Sentence<'_>, one: &Attribution) -> usize {
        let all = sentence.parts.len();
        let deed = (one.end + 1..all.saturating_sub(1))
            .find(|&at| sentence.is_in(at, &["and", "but"]) && sentence.is_in(at + 1, OWN_DEEDS));
        deed.unwrap_or(all)
    }

    /// Where a further clause begins, of those that one verb reports: "said that it rained and that the road was closed".
    pub(super) fn next_that(&self, sentence: &Sentence<'_>, from: usize, end: usize) -> usize {
        (from + 1..end.saturating_sub(1))
            .find(|&at| sentence.is_in(at, &["and", "but"]) && sentence.is(at + 1, "that"))
            .unwrap_or(end)
    }

    /// What follows the verb, behind whom it was told to, when and where.
    fn after(&self, sentence: &Sentence<'_>, one: &Attribution, takes: Takes, end: usize) -> After {
        let mut at = one.end;
        if sentence.is_in(
            one.cue.start,
            &["tell", "telling", "tells", "told", "warned"],
        ) && takes != Takes::Quotation
        {
            at = behind_whom(sentence, at);
        }
        while at < end {
            match sentence.sign(at) {
                Some(',' | ':') if sentence.quotation(at + 1).is_some() => {
                    return After::Quotation(at + 1);
                }
                Some(':') => return After::Clause(at + 1),
                Some(',') => return After::Comma(at),
                Some(_) => return After::End,
                None => {}
            }
            if sentence.quotation(at).is_some() {
                return After::Quotation(at);
            }
            if sentence.is(at, "that") {
                return After::That(at + 1);
            }
            if sentence.is_in(at, &["and", "but", "of", "or", "to", "who"]) {
                return After::Other;
            }
            let is_number = sentence.word(at).starts_with(|c: char| c.is_ascii_digit());
            if sentence.is_time(at) && !is_number || sentence.is_between(at) {
                at += 1;
                continue;
            }
            if !sentence.is_preposition(at) {
                return After::Clause(at);
            }
            // "in a statement", "by email", "on Monday": as far as a clause may begin.
            let near = at + 1..end.min(at + 16);
            let next = near.clone().find(|&next| {
                let clause = sentence.is_pronoun(next)
                    || sentence.is(next, "there")
                    || sentence.is_determiner(next) && next > at + 2;
                sentence.word(next).is_empty()
                    || sentence.is(next, "that")
                    || clause && !sentence.is_preposition(next - 1) && !sentence.is(next - 1, "and")
            });
            match next {
                None if near.end == end => return After::End,
                None => return After::Other,
                Some(next) => {
                    at = next;
                    if !sentence.word(next).is_empty() && !sentence.is(next, "that") {
                        return After::Clause(next);
                    }
                }
            }
        }
        After::End
    }

    /// Parts without signs at their ends.
    pub(super) fn without_signs(
        &self,
        sentence: &Sentence<'_>,
        mut parts: Range<usize>,
    ) -> Range<usize> {
        let keeps = |at: usize| {
            !matches!(
                sentence.sign(at),
                None | Some('$' | '€' | '£' | '¥' | '%' | '(' | ')' | '+' | '#' | '@')
            )
        };
        parts.end = parts.end.min(sentence.parts.len());
        while !parts.is_empty() && keeps(parts.start) {
            parts.start += 1;
        }
        while !parts.is_empty() && keeps(parts.end - 1) {
            parts.end -= 1;
        }
        parts
    }

    /// The places of some parts: a quotation at their end is a piece of its own, without its marks, if more than its opening mark is
    /// between it and the words before.
    pub(super) fn pieces(
        &mut self,
        sentence: &Sentence<'_>,
        parts: Range<usize>,
    ) -> Vec<Range<usize>> {
        let parts = self.without_signs(sentence, parts);
        for at in parts.clone() {
            if let Some(index) = sentence.quotation(at) {
                self.used[index] = true;
            }
        }
        let Some(last) = parts.end.checked_sub(1).filter(|_| !parts.is_empty()) else {
            return Vec::new();
        };
        let Some(index) = sentence.quotation(last) else {
            return vec![sentence.bytes(&parts)];
        };
        let lead = self.without_signs(sentence, parts.start..last);
        // “a kind gesture” of: they let them go as “a kind gesture”
        if !lead.is_empty() && lead.end == last {
            let from = sentence.bytes(&lead).start;
            let whole = from..self.quotations[index].outer.end;
            return vec![whole];
        }
        let lead = (!lead.is_empty()).then(|| sentence.bytes(&lead));
        lead.into_iter().chain([self.inner(index)]).collect()
    }

    /// What a quotation holds, without the sign before its closing mark.
    pub(super) fn inner(&self, index: usize) -> Range<usize> {
        let inner = self.quotations[index].inner.clone();
        let words = self.text[inner.clone()]
            .trim_end_matches(|c: char| c.is_whitespace() || ",.;:—–".contains(c));
        let blank = words.len() - words.trim_start().len();
        inner.start + blank.min(words.len())..inner.start + words.len()
    }

    /// Whether a piece begins where a quotation does.
    pub(super) fn is_inner(&self, piece: &Range<usize>) -> bool {
        let next = self
            .quotations
            .partition_point(|found| found.inner.end <= piece.start);
        next < self.quotations.len() && self.inner(next).start == piece.start
    }

    /// How many words some pieces hold, or [`FEWEST`] and one if they are more.
    pub(super) fn count(&self, pieces: &[Range<usize>]) -> usize {
        let words = pieces
            .iter()
            .flat_map(|piece| self.text[piece.clone()].split_whitespace());
        words
            .filter(|word| crate::text::is_word(word))
            .take(FEWEST + 1)
            .count()
    }
}

/// Whether an attribution ends the sentence, as in "…, Roe said."
fn closes(sentence: &Sentence<'_>, one: &Attribution) -> bool {
    let comma = one.start.checked_sub(1);
    comma.is_some_and(|comma| sentence.sign(comma) == Some(','))
        && (one.end..sentence.parts.len()).all(|at| sentence.word(at).is_empty())
}

/// The first word that is not "But" or a sign.
fn first_word(sentence: &Sentence<'_>) -> usize {
    let lead = |at: &usize| {
        sentence.is_in(*at, &["and", "but", "so", "yet"])
            || sentence
                .sign(*at)
                .is_some_and(|sign| !"$€£¥(#@".contains(sign))
    };
    (0..sentence.parts.len()).find(|at| !lead(at)).unwrap_or(0)
}

/// The part behind whom something is told: "told AFP", "told a news conference", "told her and other residents".
fn behind_whom(sentence: &Sentence<'_>, from: usize) -> usize {
    let mut at = from;
    if sentence.is_in(
        at,
        &[
            "her",
            "him",
            "journalists",
            "lawmakers",
            "me",
            "parliament",
            "reporters",
            "them",
            "us",
            "you",
        ],
    ) {
        return match sentence.is(at + 1, "and") {
            true => {
                at + 2
                    + (at + 2..sentence.parts.len())
                        .take_while(|&at| {
                            !sentence.word(at).is_empty()
                                && !sentence.is(at, "that")
                                && !sentence.is_pronoun(at)
                        })
                        .count()
            }
            false => at + 1,
        };
    }
    let determined = sentence.is_determiner(at);
    if determined {
        at += 1;
    }
    let ends = |at: usize| {
        sentence.word(at).is_empty()
            || sentence.is(at, "that")
            || sentence.is_pronoun(at)
            || sentence.is_preposition(at)
            || at > from + 6
    };
    let named = sentence.is_capital(at);
    while !ends(at)
        && (at == from || !sentence.is_determiner(at))
        && (!named
            || sentence.is_capital(at)
            || sentence.is_in(at, &["newspaper", "radio", "television", "tv"]))
    {
        at += 1;
        if !determined
            && !named
            && at > from + 1
            && !sentence.is_in(at, &["radio", "television", "tv"])
        {
            break;
        }
    }
    at
}
