//! What words before and behind a number say of it: that there are more, or fewer, or that it is about so many.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    Separators,
    numbers::Bound,
    reader::{Figure, Reader, Shape},
    tokens::{Token, tokens},
};
use rust_decimal::Decimal;

use crate::annotation::AmountKind::{self, About, AtLeast, AtMost, LessThan, MoreThan};

/// What stands before a number, what it makes of it, and on which side of the number the amount is where that is plain: nearly 300 are
/// about 300, and not more. What ends with other words comes before them.
pub(crate) const BEFORE: &[(&str, AmountKind, Option<Bound>)] = &[
    ("no more than", AtMost, Some(Bound::Below)),
    ("not more than", AtMost, Some(Bound::Below)),
    ("no fewer than", AtLeast, Some(Bound::Above)),
    ("no less than", AtLeast, Some(Bound::Above)),
    ("not fewer than", AtLeast, Some(Bound::Above)),
    ("not less than", AtLeast, Some(Bound::Above)),
    ("more than", MoreThan, Some(Bound::Above)),
    ("at least", AtLeast, Some(Bound::Above)),
    ("fewer than", LessThan, Some(Bound::Below)),
    ("less than", LessThan, Some(Bound::Below)),
    ("at most", AtMost, Some(Bound::Below)),
    ("up to", AtMost, Some(Bound::Below)),
    ("within", AtMost, None),
    ("nearly", About, Some(Bound::Below)),
    ("almost", About, Some(Bound::Below)),
    ("just under", LessThan, Some(Bound::Below)),
    ("just over", MoreThan, Some(Bound::Above)),
    ("well over", MoreThan, Some(Bound::Above)),
    ("a little more than", MoreThan, None),
    ("a little over", MoreThan, None),
    ("a little less than", LessThan, None),
    ("a little under", LessThan, None),
    ("a little", About, None),
    ("slightly more than", MoreThan, None),
    ("slightly over", MoreThan, None),
    ("slightly less than", LessThan, None),
    ("slightly under", LessThan, None),
    ("just more than", MoreThan, None),
    ("just less than", LessThan, None),
    ("far more than", MoreThan, None),
    ("far fewer than", LessThan, None),
    ("far less than", LessThan, None),
    ("many more than", MoreThan, None),
    ("much more than", MoreThan, None),
    ("much less than", LessThan, None),
    ("well under", LessThan, None),
    ("well above", MoreThan, None),
    ("well below", LessThan, None),
    ("over", MoreThan, None),
    ("above", MoreThan, None),
    ("exceeding", MoreThan, None),
    ("in excess of", MoreThan, None),
    ("upwards of", MoreThan, None),
    ("upward of", MoreThan, None),
    ("greater than", MoreThan, None),
    ("higher than", MoreThan, None),
    ("longer than", MoreThan, None),
    ("larger than", MoreThan, None),
    ("bigger than", MoreThan, None),
    ("older than", MoreThan, None),
    ("better than", MoreThan, None),
    ("under", LessThan, None),
    ("below", LessThan, None),
    ("lower than", LessThan, None),
    ("shorter than", LessThan, None),
    ("smaller than", LessThan, None),
    ("younger than", LessThan, None),
    ("no longer than", AtMost, None),
    ("no later than", AtMost, None),
    ("no higher than", AtMost, None),
    ("not exceeding", AtMost, None),
    ("as many as", AtMost, None),
    ("as much as", AtMost, None),
    ("as high as", AtMost, None),
    ("as long as", AtMost, None),
    ("anything up to", AtMost, None),
    ("a maximum of", AtMost, None),
    ("a maximum", AtMost, None),
    ("maximum", AtMost, None),
    ("maximum of", AtMost, None),
    ("as few as", AtLeast, None),
    ("as little as", AtLeast, None),
    ("as low as", AtLeast, None),
    ("a minimum of", AtLeast, None),
    ("minimum of", AtLeast, None),
    ("minimum", AtLeast, None),
    ("about", About, None),
    ("just about", About, None),
    ("around", About, None),
    ("roughly", About, None),
    ("approximately", About, None),
    ("approx", About, None),
    ("approx.", About, None),
    ("circa", About, None),
    ("some", About, None),
    ("an estimated", About, None),
    ("estimated", About, None),
    ("an average of", About, None),
    ("on average", About, None),
    ("close to", About, None),
    ("near", About, None),
    ("near to", About, None),
    ("nearer to", About, None),
    ("nearer", About, None),
    ("in the region of", About, None),
    ("in the order of", About, None),
    ("somewhere around", About, None),
    ("very nearly", About, None),
    ("not quite", About, None),
    ("a few more than", MoreThan, None),
    ("~", About, None),
    ("≈", About, None),
    (">", MoreThan, None),
    ("<", LessThan, None),
    ("≥", AtLeast, None),
    ("≤", AtMost, None),
    ("超过", MoreThan, None),
    ("至少", AtLeast, None),
    ("约", About, None),
    ("大约", About, None),
    ("近", About, None),
    ("最多", AtMost, None),
    ("不到", LessThan, None),
];

/// What stands behind a number, or behind what it counts.
const BEHIND: &[(&str, AmountKind)] = &[
    ("or more", AtLeast),
    ("or older", AtLeast),
    ("or over", AtLeast),
    ("or longer", AtLeast),
    ("or higher", AtLeast),
    ("or above", AtLeast),
    ("or better", AtLeast),
    ("and older", AtLeast),
    ("and over", AtLeast),
    ("and above", AtLeast),
    ("and up", AtLeast),
    ("or less", AtMost),
    ("or fewer", AtMost),
    ("or younger", AtMost),
    ("or under", AtMost),
    ("or below", AtMost),
    ("or lower", AtMost),
    ("and under", AtMost),
    ("and younger", AtMost),
    ("or so", About),
    ("or thereabouts", About),
    ("at least", AtLeast),
    ("at most", AtMost),
    ("at the most", AtMost),
    ("at the least", AtLeast),
];

/// What touches a number: "20-odd", "100+".
const TOUCHING: &[(&str, AmountKind)] = &[
    ("-odd", About),
    ("-ish", About),
    ("ish", About),
    ("-plus", AtLeast),
    ("+", AtLeast),
    ("多", MoreThan),
    ("余", MoreThan),
];

/// What is done in a place, above or below things.
const MOVING: [&str; 16] = [
    "rose", "flew", "jumped", "climbed", "leapt", "passed", "hung", "hovered", "circled", "ran",
    "stood", "towered", "drove", "crossed", "stepped", "soared",
];

/// What is had over something.
const ABOUT_WHAT: [&str; 27] = [
    "dispute",
    "disputes",
    "row",
    "rows",
    "fight",
    "argument",
    "quarrel",
    "battle",
    "feud",
    "clash",
    "clashes",
    "debate",
    "conflict",
    "concern",
    "concerns",
    "doubts",
    "talks",
    "questions",
    "anger",
    "war",
    "case",
    "trial",
    "lawsuit",
    "deal",
    "disagreement",
    "sued",
    "arrested",
];

/// What goes on over a time.
const SPREAD: [&str; 18] = [
    "interest",
    "spread",
    "stretched",
    "paid",
    "repaid",
    "repayable",
    "built",
    "phased",
    "staggered",
    "instalments",
    "change",
    "grown",
    "growth",
    "rise",
    "fall",
    "decline",
    "cut",
    "investment",
];

struct Phrase {
    words: Vec<String>,
    kind: AmountKind,
}

/// By their last word for those before a number, by their first for the others; those of more words first.
struct Phrases {
    before: HashMap<String, Vec<Phrase>>,
    behind: HashMap<String, Vec<Phrase>>,
    touching: Vec<Phrase>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let phrase = |words: &str, kind| Phrase {
        words: tokens(words, Separators::English)
            .iter()
            .map(|token| token.small.to_string())
            .collect(),
        kind,
    };
    let mut all = Phrases {
        before: HashMap::new(),
        behind: HashMap::new(),
        touching: TOUCHING
            .iter()
            .map(|(words, kind)| phrase(words, *kind))
            .collect(),
    };
    for (words, kind, _) in BEFORE {
        let phrase = phrase(words, *kind);
        if let Some(last) = phrase.words.last() {
            all.before.entry(last.clone()).or_default().push(phrase);
        }
    }
    for (words, kind) in BEHIND {
        let phrase = phrase(words, *kind);
        if let Some(first) = phrase.words.first() {
            all.behind.entry(first.clone()).or_default().push(phrase);
        }
    }
    for phrases in all.before.values_mut().chain(all.behind.values_mut()) {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    }
    all
});

fn alike(tokens: &[Token<'_>], words: &[String]) -> bool {
    tokens.len() == words.len()
        && tokens
            .iter()
            .zip(words)
            .all(|(token, word)| token.small == *word)
}

impl Reader<'_> {
    /// What ends right before token `at`, not before `floor`: what it makes of the number, and its first token.
    pub(super) fn bound_before(&self, at: usize, floor: usize) -> Option<(AmountKind, usize)> {
        let last = self
            .tokens
            .get(at.checked_sub(1).filter(|last| *last >= floor)?)?;
        let phrases = PHRASES.before.get(last.small.as_ref())?;
        phrases.iter().find_map(|phrase| {
            let from = at
                .checked_sub(phrase.words.len())
                .filter(|from| *from >= floor)?;
            alike(&self.tokens[from..at], &phrase.words).then_some((phrase.kind, from))
        })
    }

    /// What begins at a token behind a number: what it makes of it, and the token behind.
    pub(super) fn bound_behind(&self, at: usize) -> Option<(AmountKind, usize)> {
        let first = self.tokens.get(at)?;
        if first.line && at > 0 {
            return None;
        }
        if !first.gap {
            return self.touching(at);
        }
        let phrases = PHRASES.behind.get(first.small.as_ref())?;
        phrases.iter().find_map(|phrase| {
            let to = at + phrase.words.len();
            let own = self.tokens.get(at..to)?;
            // "20 or more than that", "two or so many".
            let ends = !matches!(self.word(to), "than" | "many" | "much");
            (alike(own, &phrase.words) && ends).then_some((phrase.kind, to))
        })
    }

    /// Whether "over" and its like before a number say where or how long, not how much: "rose above two defenders", "a dispute over
    /// £600", "interest over 15 years".
    pub(super) fn is_place(&self, figure: &Figure) -> bool {
        let Some((at, _)) = figure.bound.filter(|(at, to)| *to == at + 1 && *at > 0) else {
            return false;
        };
        let word = self.word(at);
        let before = self.word(at - 1);
        if !matches!(word, "over" | "above" | "below" | "under") || self.tokens[at].line {
            return false;
        }
        // Things that are counted in small words, not measured: two defenders.
        let few = matches!(&figure.shape, Shape::Number(number)
            if !number.in_digits && number.factor.is_none() && number.value <= Decimal::TEN)
            && figure.unit.is_some()
            && !figure.known;
        let moves = before.ends_with("ed") || MOVING.contains(&before);
        if few && (word != "over" && moves || MOVING.contains(&before)) {
            return true;
        }
        if word != "over" {
            return false;
        }
        let span = matches!(
            figure.unit.as_deref(),
            Some(
                "hours"
                    | "days"
                    | "nights"
                    | "weeks"
                    | "months"
                    | "years"
                    | "decades"
                    | "centuries"
            )
        ) && !figure.age;
        ABOUT_WHAT.contains(&before) || span && SPREAD.contains(&before)
    }

    fn touching(&self, at: usize) -> Option<(AmountKind, usize)> {
        PHRASES.touching.iter().find_map(|phrase| {
            let to = at + phrase.words.len();
            let own = self.tokens.get(at..to)?;
            let touch = own.iter().all(|token| !token.gap);
            // "5+3" is a sum.
            let ends =
                !super::units::touches(&self.tokens, to) || !self.tokens[at].small.starts_with('+');
            (touch && ends && alike(own, &phrase.words)).then_some((phrase.kind, to))
        })
    }
}
