//! Denials: "denied that anybody was hurt", "rejected the allegations", "called the report baseless", and what denies in somebody's own
//! words: "there is no link", "that is not true".

use std::ops::Range;

use super::{
    attributions::{Attribution, Deed},
    cues::{self, Denying},
    quotations::Quotation,
    sentence::Sentence,
};

/// How far behind a verb the word is looked for that makes it a denial, in parts of the sentence.
const REACH: usize = 10;

/// Whether somebody denies that something is so, where a verb says that they deny, reject, dismiss, call something something.
pub(super) fn is_denial(
    sentence: &Sentence<'_>,
    attribution: &Attribution,
    needs: Denying,
    quotations: &[Quotation],
) -> bool {
    let verb = attribution.cue.start;
    let behind = verb + 1..(verb + 1 + REACH).min(sentence.parts.len());
    let mut untrue = behind.clone().filter(|&at| {
        cues::is_untrue(sentence.word(at))
            || sentence.quotation(at).is_some_and(|index| {
                let words = &sentence.text[quotations[index].inner.clone()];
                let mut words = words.split(|c: char| !c.is_alphanumeric()).take(REACH);
                words.any(cues::is_untrue)
            })
    });
    match needs {
        Denying::Plain => {
            // "denied them entry": up to the first words of what is denied.
            let object = behind.take_while(|&at| !sentence.is(at, "that")).take(4);
            !{ object }.any(|at| cues::is_refused(sentence.word(at)))
        }
        Denying::OfWords => {
            let mut object = behind
                .clone()
                .take_while(|&at| !sentence.word(at).is_empty() && !sentence.is(at, "and"));
            object.any(|at| cues::is_saying(sentence.word(at)))
                || sentence.is(verb + 1, "this")
                || untrue.next().is_some()
        }
        Denying::AsUntrue => untrue.next().is_some() || calls_blame(sentence, behind, quotations),
    }
}

/// Whether a blame is called something in quotation marks that does not take it in earnest: "called the suggestion “grotesque”".
fn calls_blame(sentence: &Sentence<'_>, behind: Range<usize>, quotations: &[Quotation]) -> bool {
    let Some(quoted) = behind.clone().find(|&at| sentence.quotation(at).is_some()) else {
        return false;
    };
    let blame = behind.start..quoted;
    let is_blame = blame.clone().any(|at| cues::is_blame(sentence.word(at)))
        && blame.clone().all(|at| sentence.sign(at).is_none());
    let words = sentence
        .quotation(quoted)
        .map_or("", |index| &sentence.text[quotations[index].inner.clone()]);
    let mut words = words.split(|c: char| !c.is_alphanumeric()).take(REACH);
    is_blame && !words.any(cues::is_earnest)
}

/// Where what is denied ends before what the article says of it: ", as the Beacon reported".
pub(super) fn before_source(sentence: &Sentence<'_>, object: &Range<usize>) -> usize {
    let is_source = |at: &usize| {
        let behind = *at + 2..(*at + 14).min(object.end);
        sentence.sign(*at) == Some(',') && sentence.is(*at + 1, "as") && { behind }
            .any(|at| cues::reporting(sentence.word(at)).is_some())
    };
    object.clone().find(is_source).unwrap_or(object.end)
}

/// Whether this verb tells of a denial that goes on with the one before: "denied the report, calling it baseless".
pub(super) fn goes_on(before: &Attribution, with: &Attribution) -> bool {
    matches!(before.deed, Deed::Denies(_))
        && with.deed == Deed::Denies(Denying::AsUntrue)
        && with.is_shared
}

/// The first phrase that denies within some pieces of the text. Phrases are in text order.
pub(super) fn phrase_in(phrases: &[Range<usize>], pieces: &[Range<usize>]) -> Option<Range<usize>> {
    let end = pieces.last()?.end;
    pieces.iter().find_map(|piece| {
        let first = phrases.partition_point(|phrase| phrase.start < piece.start);
        let phrase = phrases.get(first)?;
        // It may go on in the next piece: there was “no contract”.
        (phrase.start < piece.end && phrase.end <= end).then(|| phrase.clone())
    })
}
