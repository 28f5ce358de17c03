//! Claims, and the denials among them: what is said, by whoever is said to say it.
//!
//! What is said stands before the verb, behind it, or on both sides: "“We left,” Roe said, “and never came back.”" It is a quotation, a
//! clause, or a clause that ends with a quotation.

use std::ops::Range;

use super::{
    Statement,
    attributions::{Attribution, Deed, attributions},
    cues::{self, Takes},
    denials,
    quotations::{Quotation, quotations},
    sentence::Sentence,
    speakers::{Speakers, Who},
    words::{LONGEST, Part, What, folded, sentences, words},
};
use crate::{
    annotation::Kind,
    text::{CharRange, Document},
};

/// Words that a claim has at least: fewer in quotation marks are but somebody's expression.
const FEWEST: usize = 4;

/// Verbs by which a clause is told from an object: "claims the bridge is closed", but "claimed the lives of ten"; sorted.
const FINITE: &[&str] = &[
    "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "must",
    "should", "was", "were", "will", "would",
];

/// The claims and denials of a text, in no order. Nothing is looked for in paragraphs that are passed over as a whole (ranges in code
/// points, in text order).
pub(super) fn statements(document: &Document, passed_over: &[CharRange]) -> Vec<Statement> {
    let text = document.text();
    let quotations = quotations(text);
    let ends: Vec<usize> = quotations.iter().map(|found| found.inner.end).collect();
    let is_mark = |at: usize| ends.binary_search(&at).is_ok();
    let mut all: Vec<Part> = Vec::new();
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for (index, line) in text.split('\n').enumerate() {
        let from = all.len();
        all.extend(words(line, start, is_mark));
        start += line.len() + 1;
        let range = document.paragraphs()[index].range;
        let next = passed_over.partition_point(|out| out.end < range.end);
        let is_out = passed_over
            .get(next)
            .is_some_and(|out| out.start <= range.start);
        if from < all.len() && !is_out {
            paragraphs.push(from..all.len());
        }
    }
    let mut phrases = Vec::new();
    cues::phrases(text, &all, &mut phrases);
    let mut reader = Reader {
        text,
        used: vec![false; quotations.len()],
        quotations: &quotations,
        phrases,
        speakers: Speakers::of(text, &all),
        found: Vec::new(),
        open: None,
        denied: None,
        spoke: None,
    };
    let mut first = 0;
    for range in paragraphs {
        let own = &all[range];
        while quotations
            .get(first)
            .is_some_and(|found| found.outer.end <= own[0].range.start)
        {
            first += 1;
        }
        let parts = folded(own, &quotations[first..], first);
        reader.paragraph(&parts);
    }
    settled(reader.found)
}

/// Without claims on words that are denied, or that another claim holds.
fn settled(found: Vec<Statement>) -> Vec<Statement> {
    let extent = |one: &Statement| {
        let start = one.pieces.first().map_or(0, |piece| piece.start);
        start..one.pieces.last().map_or(0, |piece| piece.end)
    };
    let (mut denials, mut claims): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|one| one.kind == Kind::Denial);
    denials.sort_by_key(|one| extent(one).start);
    let mut reached = 0;
    denials.retain(|one| {
        let is_new = extent(one).end > reached;
        reached = reached.max(extent(one).end);
        is_new
    });
    claims.sort_by_key(|one| (extent(one).start, std::cmp::Reverse(extent(one).end)));
    let mut reached = 0;
    claims.retain(|one| {
        let own = extent(one);
        let next = denials.partition_point(|denial| extent(denial).end <= own.start);
        let denied: usize = denials[next..]
            .iter()
            .map(extent)
            .take_while(|denial| denial.start < own.end)
            .map(|denial| denial.end.min(own.end) - denial.start.max(own.start))
            .sum();
        let is_kept = own.end > reached && 2 * denied < own.len();
        if is_kept {
            reached = own.end;
        }
        is_kept
    });
    denials.extend(claims);
    denials
}

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

/// What is known as one reads on.
struct Reader<'a> {
    text: &'a str,
    quotations: &'a [Quotation],
    /// Which quotations belong to something already.
    used: Vec<bool>,
    /// Where phrases stand that deny.
    phrases: Vec<Range<usize>>,
    speakers: Speakers<'a>,
    found: Vec<Statement>,
    /// The statement that a quotation goes on with that follows at once, by its index.
    open: Option<usize>,
    /// Who has denied something in this paragraph, and by which word.
    denied: Option<(Option<Who>, Range<usize>)>,
    /// Who has spoken in this paragraph or, at its beginning, in the one before.
    spoke: Option<Who>,
}

impl Reader<'_> {
    fn paragraph(&mut self, parts: &[Part]) {
        self.denied = None;
        // A speech that goes on over paragraphs goes on with what it belongs to.
        let goes_on = self.open.take().filter(|&open| {
            let end = self.found[open].pieces.last().map_or(0, |piece| piece.end);
            let last = self
                .quotations
                .partition_point(|found| found.inner.start < end);
            last.checked_sub(1)
                .is_some_and(|last| self.quotations[last].goes_on)
        });
        self.open = goes_on;
        let before = self.spoke.take();
        let mut is_first = true;
        for range in sentences(self.text, parts, self.quotations) {
            let sentence = Sentence {
                text: self.text,
                parts: &parts[range],
            };
            if sentence.parts.len() > LONGEST {
                continue;
            }
            if let Some(quotation) = alone(&sentence) {
                let who = self
                    .spoke
                    .clone()
                    .or_else(|| before.clone().filter(|_| is_first));
                self.quotation_alone(quotation, who);
            } else {
                self.open = None;
                self.sentence(&sentence);
            }
            is_first = false;
        }
    }

    /// A sentence that is a quotation and nothing else.
    fn quotation_alone(&mut self, index: usize, who: Option<Who>) {
        let inner = self.inner(index);
        if std::mem::replace(&mut self.used[index], true) || inner.is_empty() {
            return;
        }
        if let Some(open) = self.open {
            self.found[open].pieces.push(inner);
            return;
        }
        if who.is_none() || self.count(std::slice::from_ref(&inner)) <= FEWEST {
            return;
        }
        let pieces = vec![inner];
        let mark = self.quotations[index].outer.start;
        let mark = mark..self.quotations[index].inner.start;
        self.spoke.clone_from(&who);
        self.open = Some(self.found.len());
        self.add(pieces, mark, who, true);
    }

    fn sentence(&mut self, sentence: &Sentence<'_>) {
        let found = attributions(sentence);
        if found.is_empty() {
            if let Some(subject) = sentence.first_phrase() {
                self.speakers.heard_of(sentence, &subject);
            }
            return;
        }
        let mut last: Option<Who> = None;
        for (number, one) in found.iter().enumerate() {
            let who = match &one.subject {
                Some(subject) => self.speakers.who(sentence, subject, one.aside.as_ref()),
                None => last
                    .clone()
                    .or_else(|| self.speakers.last().cloned().filter(|_| number > 0)),
            };
            if one.subject.is_some() {
                last.clone_from(&who);
            }
            match one.deed {
                Deed::Denies(needs) => {
                    let further = number > 0 && denials::goes_on(&found[number - 1], one);
                    if !further && denials::is_denial(sentence, one, needs, self.quotations) {
                        self.denial(sentence, &found, number, who);
                    }
                }
                Deed::Says(_) | Deed::According => self.says(sentence, &found, number, who),
            }
        }
    }

    fn denial(
        &mut self,
        sentence: &Sentence<'_>,
        found: &[Attribution],
        number: usize,
        who: Option<Who>,
    ) {
        let one = &found[number];
        let verb = one.cue.start;
        let mut object = self.without_signs(sentence, verb + 1..self.end(sentence, found, number));
        // "allegations which Beijing denies"
        if object.is_empty() || sentence.sign(verb + 1) == Some(',') {
            object = one.start..verb + 1;
        } else {
            object.start = verb;
        }
        let cue = sentence.bytes(&one.cue);
        let pieces = self.pieces(sentence, object);
        self.denied = Some((who.clone(), cue.clone()));
        self.spoke = who.clone().or(self.spoke.take());
        self.found.push(Statement {
            kind: Kind::Denial,
            pieces,
            cue,
            who,
        });
    }

    fn says(
        &mut self,
        sentence: &Sentence<'_>,
        found: &[Attribution],
        number: usize,
        who: Option<Who>,
    ) {
        let one = &found[number];
        let Some((pieces, last)) = self.said(sentence, found, number) else {
            return;
        };
        let is_quoted = last.is_some();
        if self.count(&pieces) < FEWEST && denials::phrase_in(&self.phrases, &pieces).is_none() {
            return;
        }
        let cue = sentence.bytes(&one.cue);
        self.spoke.clone_from(&who);
        if is_quoted {
            self.open = Some(self.found.len());
        }
        self.add(pieces, cue, who, is_quoted);
    }

    /// A claim, or a denial if its words deny or if whoever speaks has just denied something.
    fn add(
        &mut self,
        pieces: Vec<Range<usize>>,
        cue: Range<usize>,
        who: Option<Who>,
        is_quoted: bool,
    ) {
        let phrase = denials::phrase_in(&self.phrases, &pieces);
        let denied = self.denied.as_ref().filter(|(denier, _)| {
            let name = |who: &Option<Who>| who.as_ref().map(|who| who.name.clone());
            is_quoted && (who.is_none() || name(denier) == name(&who))
        });
        let (kind, cue) = match (phrase, denied) {
            (Some(phrase), _) => (Kind::Denial, phrase),
            (None, Some((_, verb))) => (Kind::Denial, verb.clone()),
            (None, None) => (Kind::Claim, cue),
        };
        self.found.push(Statement {
            kind,
            pieces,
            cue,
            who,
        });
    }

    /// What is said, in bytes, and the quotation that it ends with.
    fn said(
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
            if number == 0 {
                let lead = self.without_signs(sentence, first_word(sentence)..before);
                if !lead.is_empty() {
                    pieces.push(sentence.bytes(&lead));
                }
            }
            self.used[index] = true;
            pieces.push(self.inner(index));
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
            After::That(from) => Some((self.clause(sentence, from..end)?, None)),
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
    fn end(&self, sentence: &Sentence<'_>, found: &[Attribution], number: usize) -> usize {
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
        let Some(next) = further else {
            return sentence.parts.len();
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
    fn without_signs(&self, sentence: &Sentence<'_>, mut parts: Range<usize>) -> Range<usize> {
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

    /// The places of some parts: a quotation at their end is a piece of its own, without its marks.
    fn pieces(&mut self, sentence: &Sentence<'_>, parts: Range<usize>) -> Vec<Range<usize>> {
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
        let lead = (!lead.is_empty()).then(|| sentence.bytes(&lead));
        lead.into_iter().chain([self.inner(index)]).collect()
    }

    /// What a quotation holds, without the sign before its closing mark.
    fn inner(&self, index: usize) -> Range<usize> {
        let inner = self.quotations[index].inner.clone();
        let words = self.text[inner.clone()]
            .trim_end_matches(|c: char| c.is_whitespace() || ",.;:—–".contains(c));
        let blank = words.len() - words.trim_start().len();
        inner.start + blank.min(words.len())..inner.start + words.len()
    }

    /// How many words some pieces hold, or [`FEWEST`] and one if they are more.
    fn count(&self, pieces: &[Range<usize>]) -> usize {
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

/// The quotation that a sentence is, with at most a sign behind it.
fn alone(sentence: &Sentence<'_>) -> Option<usize> {
    let rest = sentence.parts.iter().skip(1);
    let only = { rest }.all(|part| matches!(part.what, What::Sign(_)));
    sentence.quotation(0).filter(|_| only)
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
