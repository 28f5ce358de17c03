//! What is counted, where the table of units does not know it: the "ethnic Kazakhs" of "2,000 ethnic Kazakhs".
//!
//! There is no grammar here: a noun is up to five words behind a number that end with a plural and hold none of the words that can't
//! be part of one.

use std::{collections::HashSet, sync::LazyLock};

use super::reader::Reader;

/// The most words of what is counted.
const MOST: usize = 5;

/// Words that are no part of a noun, but for those which only open one. Verbs are those that news has behind numbers.
const STOPS: &str = "a about above according across add added adding adds after again against ago ahead all allegedly almost alone along \
    already also although always am amid among an and announced another any appear appears are around as asked at away back be became \
    because become becomes been before began behind being believe believed believes below besides between beyond both but by came can \
    cannot caught come comes could currently despite did do does done down during each earlier either else even ever every except far \
    fell few fewer for found from further gathered gave get gets give gives go goes going gone got had happened has have having he held her here hers \
    him his how however i if in include included includes including inside instead into is it its itself joined just knew know known knows last late later \
    least left less let like lost made make makes many may me mean means meant met might more most much must my near nearly need needs neither \
    never next no nor not nothing now nowadays of off often on once one only onto or other others our out outside over overall overseas own \
    per perhaps plus put ran reached recently regarding remain remained remains reported reportedly reports rose said same sat saw say says seem \
    seemed seems sent several shall she should show showed shows since so some sometimes soon still such take taken takes than that the their theirs them \
    themselves then there therefore these they this those though through throughout thus till to today together told tomorrow tonight too \
    took toward towards travelled twice unless until up upon us used using versus via voted vs want wanted wants was we well went were what whatever when \
    where whereas whether which while who whom whose why will with within without would yes yesterday yet you your yours \
    monday tuesday wednesday thursday friday saturday sunday";

static STOP: LazyLock<HashSet<&'static str>> = LazyLock::new(|| STOPS.split_whitespace().collect());

/// Words between a number and its noun that are left out of it.
const FILLERS: [&str; 9] = [
    "more",
    "other",
    "others",
    "additional",
    "further",
    "extra",
    "such",
    "of",
    "fewer",
];

/// Plurals that do not end with an s.
const PLURALS: &str = "people men women children police troops staff cattle sheep fish personnel aircraft spacecraft feet teeth mice \
    geese species series kids crew livestock poultry offspring infantry cavalry fishermen servicemen alumni criteria phenomena bacteria \
    media data warheads swine deer salmon trout oxen seamen clergy youth folk gentry gunmen head";

static PLURAL: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| PLURALS.split_whitespace().collect());

/// What happened to those who are counted, where they are not named: "40 injured".
const HAPPENED: [&str; 22] = [
    "dead",
    "injured",
    "wounded",
    "killed",
    "missing",
    "homeless",
    "arrested",
    "detained",
    "hurt",
    "unemployed",
    "displaced",
    "sick",
    "abducted",
    "kidnapped",
    "evacuated",
    "hospitalised",
    "hospitalized",
    "unaccounted",
    "dismissed",
    "stranded",
    "trapped",
    "infected",
];

/// Plurals that mostly describe the plural behind them: "rights groups".
const DESCRIBING: [&str; 14] = [
    "rights",
    "sports",
    "arms",
    "sales",
    "human",
    "news",
    "customs",
    "goods",
    "drugs",
    "weapons",
    "systems",
    "services",
    "communications",
    "operations",
];

impl Reader<'_> {
    /// Whether a word may be part of a noun.
    pub(super) fn may_be_noun(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.is_word()
            && !STOP.contains(token.small.as_ref())
            && token.text.chars().any(char::is_alphabetic)
    }

    /// The token behind words that open a noun and are no part of it: "20 other", "three of the".
    fn opened(&self, mut at: usize) -> usize {
        let mut most = 3;
        while most > 0 && FILLERS.contains(&self.word(at)) && self.word(at) != "of" {
            at += 1;
            most -= 1;
        }
        at
    }

    /// The token behind a word in quotation marks, if a word follows.
    fn quoted_word(&self, at: usize) -> Option<usize> {
        let mark = |at: usize| matches!(self.sign_at(at), Some('“' | '”' | '"' | '‘' | '’'));
        if !mark(at) || !self.tokens[at].gap || self.tokens[at].line {
            return None;
        }
        let end = (at + 2..at + 6).find(|&at| mark(at))?;
        let whole = (at + 1..end).all(|at| {
            self.sign_at(at) == Some('-') && !self.tokens[at].gap || self.may_be_noun(at)
        });
        let follows = self
            .tokens
            .get(end + 1)
            .is_some_and(|token| token.is_word() && token.gap && !token.line);
        (whole && follows).then_some(end + 1)
    }

    /// What is counted by a number that ends before token `at`: as it is written, its first token and the one behind its last.
    pub(super) fn noun(&self, at: usize) -> Option<(String, usize, usize)> {
        let from = self.opened(at);
        let mut end = None;
        let mut next = from;
        for _ in 0..MOST {
            // "Two different “re-education” facilities"
            let quoted = self.quoted_word(next);
            if let Some(behind) = quoted {
                next = behind;
            }
            let Some(token) = self.tokens.get(next) else {
                break;
            };
            if !token.is_word() || !token.gap || token.line || !self.may_be_noun(next) {
                break;
            }
            // A number of its own.
            if next > from && self.number(next, false).is_some() {
                break;
            }
            let mut last = next;
            // "Xinjiang-based"
            for _ in 0..3 {
                let dash = matches!(self.sign_at(last + 1), Some('-' | '\u{2010}' | '\u{2011}'))
                    && !self.tokens[last + 1].gap;
                if !dash
                    || !self
                        .tokens
                        .get(last + 2)
                        .is_some_and(|t| t.is_word() && !t.gap)
                {
                    break;
                }
                last += 2;
            }
            let word = self.word(last);
            let owned =
                matches!(self.sign_at(last + 1), Some('\'' | '’')) && !self.tokens[last + 1].gap;
            next = last + 1;
            if is_plural(word) && !owned {
                end = Some(next);
                let goes_on = DESCRIBING.contains(&word)
                    && self.tokens.get(next).is_some_and(|t| t.is_word() && t.gap);
                if !goes_on {
                    break;
                }
            } else if owned {
                break;
            }
        }
        if end.is_none() && HAPPENED.contains(&self.word(from)) {
            end = Some(from + 1);
        }
        end.map(|to| (self.written(from, to), from, to))
    }

    /// Words of one thing, if what follows can be no more of them: "one foreign company has".
    pub(super) fn lone_noun(&self, at: usize, most: usize) -> Option<(String, usize, usize)> {
        let from = self.opened(at);
        let is_part = |at: usize| {
            let token = self.tokens.get(at);
            token.is_some_and(|t| t.is_word() && t.gap && !t.line)
                && self.may_be_noun(at)
                && !self.word(at).ends_with("ed")
        };
        let to = (from..from + most).take_while(|at| is_part(*at)).count() + from;
        let ends = self.tokens.get(to).is_none_or(|token| {
            !token.is_word() || !self.may_be_noun(to) || token.small.ends_with("ed")
        });
        let dash = matches!(self.sign_at(to), Some('-' | '\'' | '’')) && !self.tokens[to].gap;
        (to > from && ends && !dash).then(|| (self.written(from, to), from, to))
    }

    /// All words up to the end of what was marked: "1 adult", "46 عاما".
    pub(super) fn rest_as_noun(&self, at: usize) -> Option<(String, usize, usize)> {
        let from = self.opened(at);
        let rest = self
            .tokens
            .get(from..)
            .filter(|rest| !rest.is_empty() && rest.len() <= MOST)?;
        let all = (from..self.tokens.len()).all(|at| {
            let token = &self.tokens[at];
            token.kind == super::tokens::Kind::Ideograph || (self.may_be_noun(at) && !token.line)
        });
        let apart = rest[0].gap || rest[0].kind == super::tokens::Kind::Ideograph;
        let numbers = (from..self.tokens.len()).any(|at| self.number(at, false).is_some());
        (all && apart && !numbers).then(|| {
            (
                self.written(from, self.tokens.len()),
                from,
                self.tokens.len(),
            )
        })
    }
}

/// Whether a word in small letters looks like more than one of something.
pub(super) fn is_plural(word: &str) -> bool {
    let with_s = word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is");
    with_s
        || PLURAL.contains(word)
        || word.ends_with("people")
        || word.len() > 4 && (word.ends_with("women") || (word.ends_with("smen")))
}
