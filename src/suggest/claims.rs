//! Claims, and the denials among them: what is said, by whoever is said to say it.
//!
//! What is said stands before the verb, behind it, or on both sides: "“We left,” Roe said, “and never came back.”" It is a quotation, a
//! clause, or a clause that ends with a quotation.

use std::ops::Range;

use super::{
    Statement,
    attributions::{Attribution, Deed, attributions},
    cues, denials, opinions,
    quotations::{Quotation, quotations},
    sentence::Sentence,
    speakers::{Speakers, Who},
    words::{LONGEST, Part, What, folded, sentences, words},
};
use crate::{
    annotation::Kind,
    text::{CharRange, Document},
};

mod said;

/// Words that a claim has at least: fewer in quotation marks are but somebody's expression.
const FEWEST: usize = 4;

/// Among how many words a clause that answers something has its negation.
const AT_ONCE: usize = 5;

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
    let mut found = std::mem::take(&mut reader.found);
    found.retain(|one| {
        let is_quoted = one.pieces.iter().all(|piece| reader.is_inner(piece));
        let is_expression = is_quoted && reader.count(&one.pieces) < FEWEST;
        one.kind == Kind::Denial
            || !is_expression && !opinions::is_opinion(text, &one.pieces, &quotations)
    });
    settled(found)
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
            let phrase = denials::phrase_in(&self.phrases, std::slice::from_ref(&inner));
            let denies = phrase.is_some()
                || self.denied.is_some() && cues::answers([&self.text[inner.clone()]], usize::MAX);
            let before = &mut self.found[open];
            if before.kind == Kind::Claim {
                before.pieces.push(inner);
                // What leads to a denial belongs to it.
                if let Some(phrase) = phrase.filter(|_| before.kind == Kind::Claim) {
                    (before.kind, before.cue) = (Kind::Denial, phrase);
                }
                return;
            }
            // What a denial is followed by is a statement of its own, though of one speech.
            let who = before.who.clone();
            let kind = if denies { Kind::Denial } else { Kind::Claim };
            let cue = self.quotations[index].outer.start..self.quotations[index].inner.start;
            self.open = Some(self.found.len());
            self.found.push(Statement {
                kind,
                pieces: vec![inner],
                cue,
                who,
            });
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
        object.end = denials::before_source(sentence, &object).max(verb + 1);
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
        // Not: The culverts “were removed,” the company said.
        let is_quoted = last.is_some() && pieces.first().is_some_and(|first| self.is_inner(first));
        // A clause has a verb of its own, and says something in fewer words. A short quotation may go on behind: see the end.
        let is_short = last.is_none() && self.count(&pieces) < FEWEST - 1;
        if is_short && denials::phrase_in(&self.phrases, &pieces).is_none() {
            return;
        }
        let cue = sentence.bytes(&one.cue);
        let end = self.end(sentence, found, number);
        let mut next = self.next_that(sentence, one.end, end);
        while next < end && last.is_none() {
            let own = next + 2..self.next_that(sentence, next + 2, end);
            next = own.end;
            let further = self.pieces(sentence, own);
            if !further.is_empty() {
                self.add(further, cue.clone(), who.clone(), false);
            }
        }
        self.spoke.clone_from(&who);
        if last.is_some() {
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
            let same = name(denier) == name(&who);
            // A clause answers at once or not at all: "No unit had fired".
            let most = if is_quoted { usize::MAX } else { AT_ONCE };
            (same && who.is_some() || is_quoted && who.is_none())
                && cues::answers(pieces.iter().map(|piece| &self.text[piece.clone()]), most)
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
}

/// The quotation that a sentence is, with at most a sign behind it.
fn alone(sentence: &Sentence<'_>) -> Option<usize> {
    let rest = sentence.parts.iter().skip(1);
    let only = { rest }.all(|part| matches!(part.what, What::Sign(_)));
    sentence.quotation(0).filter(|_| only)
}
