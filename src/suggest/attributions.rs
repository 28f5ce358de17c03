//! Who says or denies something in a sentence, by which verb: "Roe said that", "said Roe", "Roe, a farmer, told Coastwire", "according to
//! Roe", "which the ministry denies".

use std::ops::Range;

use super::{
    cues::{self, Denying, Takes},
    sentence::Sentence,
};

/// What is done with words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Deed {
    /// They are said.
    Says(Takes),
    /// They are denied.
    Denies(Denying),
    /// "According to".
    According,
}

/// Somebody says or denies something. All places are parts of the sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Attribution {
    /// What is done.
    pub(super) deed: Deed,
    /// The words that tell so.
    pub(super) cue: Range<usize>,
    /// Who does it; nothing if it is whoever does what stands before in the sentence.
    pub(super) subject: Option<Range<usize>>,
    /// What stands in commas behind the subject.
    pub(super) aside: Option<Range<usize>>,
    /// From the subject or the verb, whichever is first.
    pub(super) start: usize,
    /// Behind the verb and the subject, whichever is last.
    pub(super) end: usize,
    /// Whether the verb goes on with the subject of one before: "and said that", "adding that".
    pub(super) is_shared: bool,
}

/// Words before a verb with which it tells of nobody who says so, sorted.
const UNSAID: &[&str] = &[
    "are",
    "be",
    "been",
    "being",
    "can",
    "can't",
    "cannot",
    "can’t",
    "could",
    "couldn't",
    "couldn’t",
    "did",
    "didn't",
    "didn’t",
    "does",
    "doesn't",
    "doesn’t",
    "get",
    "got",
    "is",
    "neither",
    "never",
    "nobody",
    "none",
    "nor",
    "not",
    "or",
    "to",
    "was",
    "were",
    "would",
];

/// Nouns look like these verbs where such a word is before them, sorted: "its claims", "rejected reports".
const NOUNS_BEHIND: &[&str] = &[
    "about",
    "against",
    "all",
    "any",
    "by",
    "conflicting",
    "earlier",
    "false",
    "for",
    "from",
    "her",
    "his",
    "its",
    "many",
    "media",
    "more",
    "news",
    "no",
    "of",
    "official",
    "on",
    "our",
    "over",
    "overlapping",
    "previous",
    "similar",
    "some",
    "such",
    "territorial",
    "the",
    "their",
    "these",
    "those",
    "to",
    "with",
];

/// Verbs that are as often nouns, sorted.
const NOUNS: &[&str] = &[
    "charge",
    "charged",
    "claim",
    "claims",
    "deny",
    "dispute",
    "disputes",
    "estimate",
    "estimates",
    "notes",
    "reports",
    "show",
    "shows",
    "states",
    "warning",
    "warns",
];

/// Who says or denies something in a sentence, in its order.
pub(super) fn attributions(sentence: &Sentence<'_>) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = Vec::new();
    for at in 0..sentence.parts.len() {
        let word = sentence.word(at);
        if word.is_empty() {
            continue;
        }
        if sentence.is(at, "according") && sentence.is(at + 1, "to") {
            if let Some(phrase) = according_to_whom(sentence, at + 2) {
                found.push(Attribution {
                    deed: Deed::According,
                    cue: at..at + 2,
                    start: at,
                    end: phrase.end,
                    subject: Some(phrase),
                    aside: None,
                    is_shared: false,
                });
            }
            continue;
        }
        let deed = match (cues::reporting(word), cues::denying(word)) {
            (Some(takes), _) => Deed::Says(takes),
            (None, Some(needs)) => Deed::Denies(needs),
            (None, None) => continue,
        };
        found.extend(of_verb(sentence, at, deed, !found.is_empty()));
    }
    found
}

/// Of whom it is told behind "according to", as far as a sign or the sentence's end.
fn according_to_whom(sentence: &Sentence<'_>, first: usize) -> Option<Range<usize>> {
    sentence
        .phrase_behind(first)
        .filter(|phrase| !phrase.is_empty())
}

fn of_verb(
    sentence: &Sentence<'_>,
    verb: usize,
    deed: Deed,
    is_further: bool,
) -> Option<Attribution> {
    let mut before = verb;
    while before > 0 && sentence.is_between(before - 1) {
        before -= 1;
    }
    let last = before.checked_sub(1);
    let unsaid = last.is_some_and(|last| sentence.is_in(last, UNSAID));
    if unsaid || deed == Deed::Says(Takes::Clause) && sentence.is(verb + 1, "to") {
        return None;
    }
    // "have said" and "are said" differ by what was skipped; "told" may be what somebody was.
    if sentence.is_in(verb, NOUNS) {
        let noun = last.is_none_or(|last| {
            sentence.is_in(last, NOUNS_BEHIND)
                || cues::denying(sentence.word(last)).is_some()
                || sentence.is_preposition(last)
        });
        let object = sentence.is_preposition(verb + 1) || verb + 1 >= sentence.parts.len();
        if noun || object && deed != Deed::Denies(Denying::Plain) {
            return None;
        }
    }
    // A court hears what is claimed; others hear of it.
    let is_amount = deed == Deed::Says(Takes::Amount);
    if is_amount && amount_behind(sentence, verb + 1, &["at", "on"]).is_none() {
        return None;
    }
    let hears = last.is_some_and(|last| {
        sentence.is_in(
            last,
            &[
                "committee",
                "court",
                "hearing",
                "inquest",
                "inquiry",
                "jurors",
                "jury",
                "tribunal",
            ],
        )
    });
    if sentence.is(verb, "heard") && !hears {
        return None;
    }
    let own = |subject: Option<Range<usize>>, aside, is_shared| {
        let start = subject
            .as_ref()
            .map_or(before, |subject| subject.start.min(before));
        let end = subject
            .as_ref()
            .map_or(verb + 1, |subject| subject.end.max(verb + 1));
        Attribution {
            deed,
            cue: verb..verb + 1,
            subject,
            aside,
            start,
            end,
            is_shared,
        }
    };
    let participle = sentence.word(verb).ends_with("ing");
    if participle {
        // ", adding that"; but "the warning", "by saying"
        let free = last.is_none_or(|last| {
            sentence.sign(last).is_some() || sentence.is_in(last, &["and", "while"])
        });
        return (free && (is_further || matches!(deed, Deed::Denies(_))))
            .then(|| own(None, None, true));
    }
    let Some(last) = last else {
        return inverted(sentence, verb).map(|subject| own(Some(subject), None, false));
    };
    if sentence.quotation(last).is_some() {
        return inverted(sentence, verb).map(|subject| own(Some(subject), None, false));
    }
    if sentence.is_pronoun(last) {
        return Some(own(Some(last..last + 1), None, false));
    }
    if sentence.is_in(last, &["that", "which", "who"]) {
        // "growers who live here, and who say"
        if last > 0 && sentence.is_in(last - 1, &["and", "but"]) {
            return Some(own(None, None, true));
        }
        let comma = last
            .checked_sub(1)
            .filter(|&comma| sentence.sign(comma) == Some(','));
        let noun = comma.or(Some(last)).and_then(|end| end.checked_sub(1));
        let subject = noun
            .and_then(|noun| sentence.phrase_before(noun))
            .map(|phrase| nearest(sentence, phrase));
        return subject.map(|subject| own(Some(subject), None, false));
    }
    if sentence.is_in(last, &["and", "but", "then"])
        || matches!(sentence.sign(last), Some('—' | '–' | '-'))
    {
        let subject = match is_further {
            true => None,
            false => Some(sentence.first_phrase()?),
        };
        let mut found = own(subject, None, true);
        found.start = last;
        return Some(found);
    }
    if sentence.sign(last) == Some(',') {
        if let Some((subject, aside)) = before_aside(sentence, last) {
            return Some(own(Some(subject), Some(aside), false));
        }
        // Of headlines: "Brandvik shares slide, denies loss of customer"
        let shared = || {
            let subject = sentence.first_phrase()?;
            let headline = sentence.is_in(verb, &["denies", "dismisses", "rejects"]);
            headline.then(|| {
                let mut found = own(Some(subject), None, true);
                found.start = last;
                found
            })
        };
        return inverted(sentence, verb)
            .map(|subject| own(Some(subject), None, false))
            .or_else(shared);
    }
    let subject = sentence.phrase_before(last)?;
    // A noun phrase and nothing else: "the report", "told" behind a name of a body.
    Some(own(Some(subject), None, false))
}

/// Where the amount ends that is told of something behind a verb: "the number of dead at 19", "a 23% drop in profit". With words
/// before it, only right behind one of these.
pub(super) fn amount_behind(
    sentence: &Sentence<'_>,
    from: usize,
    behind: &[&str],
) -> Option<usize> {
    let is_number = |at: usize| sentence.word(at).starts_with(|c: char| c.is_ascii_digit());
    let near = from..(from + 12).min(sentence.parts.len());
    let number = near
        .take_while(|&at| !matches!(sentence.sign(at), Some(',' | ';' | ':' | '—' | '–')))
        .find(|&at| is_number(at))?;
    let led = (from..number)
        .rev()
        .take(3)
        .any(|at| sentence.is_in(at, behind));
    if !behind.is_empty() && !led {
        return None;
    }
    let ends = |at: &usize| {
        matches!(sentence.sign(*at), Some(',' | ';' | ':' | '—' | '–' | '('))
            || sentence.is_in(*at, &["after", "and", "as", "but", "which", "while", "who"])
    };
    Some(
        (number + 1..sentence.parts.len())
            .find(ends)
            .unwrap_or(sentence.parts.len()),
    )
}

/// Of a phrase that "who" follows, what it is about: "several growers" of "spoke to several growers".
fn nearest(sentence: &Sentence<'_>, phrase: Range<usize>) -> Range<usize> {
    let apart = |at: &usize| sentence.is_in(*at, &["against", "by", "to", "with"]);
    let cut = { phrase.clone() }.rev().find(apart);
    cut.filter(|cut| cut + 1 < phrase.end)
        .map_or(phrase.start, |cut| cut + 1)..phrase.end
}

/// Who speaks behind the verb: "said Tobin Ashgrove".
fn inverted(sentence: &Sentence<'_>, verb: usize) -> Option<Range<usize>> {
    sentence
        .is_in(
            verb,
            &[
                "added",
                "asked",
                "explained",
                "insisted",
                "replied",
                "said",
                "says",
                "wrote",
            ],
        )
        .then_some(())?;
    sentence.phrase_behind(verb + 1)
}

/// The subject before what stands between two commas, the second of which is at `comma`; and what stands there.
fn before_aside(sentence: &Sentence<'_>, comma: usize) -> Option<(Range<usize>, Range<usize>)> {
    let from = comma.saturating_sub(30);
    let commas = (from + 1..comma)
        .rev()
        .filter(|&at| sentence.sign(at) == Some(','));
    for open in commas.take(3) {
        let Some(phrase) = sentence.phrase_before(open - 1) else {
            continue;
        };
        let free = phrase.start.checked_sub(1).is_none_or(|before| {
            sentence.word(before).is_empty()
                || sentence.is_in(
                    before,
                    &[
                        "and", "as", "because", "but", "that", "though", "when", "while",
                    ],
                )
                || sentence.is_time(before)
        });
        // "Oskoll, 58, says" and "the minister, a judge, said", but no clause.
        if free {
            return Some((phrase, open + 1..comma));
        }
    }
    None
}
