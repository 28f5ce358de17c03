//! What was turned down of what was offered as a likely mark: by tag, by words, and by the words around them, so that it is known again
//! after a restart, and in an article that has changed elsewhere. A value, and the file that holds it; where it lies is the business
//! of `remembering`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    annotation::{CONTEXT, Kind},
    text::{CharRange, Document},
};

/// The format of the file.
const VERSION: u32 = 1;
/// No more are kept: nobody turns down so many by hand.
const MOST: usize = 20_000;

/// Something that was turned down.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    /// As what it was offered: `claim`, `denial`, `figure`.
    tag: String,
    /// The words of each piece, in text order.
    words: Vec<String>,
    /// Up to [`CONTEXT`] code points before the first piece.
    before: String,
    /// Up to [`CONTEXT`] code points behind the last.
    after: String,
}

impl Rejection {
    /// What stands at these pieces, given in text order; there is at least one.
    #[must_use]
    pub fn of(document: &Document, kind: Kind, pieces: &[CharRange]) -> Self {
        let start = pieces.first().map_or(0, |piece| piece.start);
        let end = pieces.last().map_or(start, |piece| piece.end);
        let words = |range| document.slice(range).to_owned();
        let behind = end.saturating_add(CONTEXT).min(document.len());
        Self {
            tag: kind.to_string(),
            words: pieces.iter().copied().map(words).collect(),
            before: words(CharRange::new(start.saturating_sub(CONTEXT), start)),
            after: words(CharRange::new(end, behind)),
        }
    }

    /// Whether the same words stand in the same surroundings as of another one. At the ends of a text there is less around them than
    /// there may be once the text has grown.
    fn is_where(&self, other: &Self) -> bool {
        other.before.ends_with(&self.before) && other.after.starts_with(&self.after)
    }

    /// Whether its words still stand somewhere in a text, in their order and between the same words.
    #[must_use]
    pub fn stands_in(&self, text: &str) -> bool {
        let [first, .., last] = &self.words[..] else {
            let alone = self.words.concat();
            let whole = [self.before.as_str(), &alone, &self.after].concat();
            return !alone.is_empty() && text.contains(&whole);
        };
        let (begins, ends) = (
            [self.before.as_str(), first].concat(),
            [last.as_str(), &self.after].concat(),
        );
        let middle = self.words[1..self.words.len() - 1].iter();
        let parts = std::iter::once(&begins).chain(middle).chain([&ends]);
        let mut rest = text;
        for part in parts {
            match rest.find(part.as_str()) {
                Some(at) => rest = &rest[at + part.len()..],
                None => return false,
            }
        }
        true
    }
}

/// See the head of this file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TurnedDown(BTreeSet<Rejection>);

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    version: u32,
    turned_down: BTreeSet<Rejection>,
}

impl TurnedDown {
    /// What a file holds: nothing, if it is broken or not ours.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let content: Option<Content> = serde_json::from_slice(bytes).ok();
        let ours = content.filter(|content| content.version == VERSION);
        Self(ours.map(|content| content.turned_down).unwrap_or_default())
    }

    /// The file. The same always gives the same bytes.
    #[must_use]
    pub fn write(&self) -> String {
        let content = Content {
            version: VERSION,
            turned_down: self.0.clone(),
        };
        // Strings and numbers alone: nothing of it can't be written.
        let text = serde_json::to_string_pretty(&content).unwrap_or_default();
        text + "\n"
    }

    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this was turned down.
    #[must_use]
    pub fn has(&self, offered: &Rejection) -> bool {
        let first = Rejection {
            before: String::new(),
            after: String::new(),
            ..offered.clone()
        };
        self.0
            .range(first..)
            .take_while(|there| (&there.tag, &there.words) == (&offered.tag, &offered.words))
            .any(|there| there.is_where(offered))
    }

    /// All of them, in some order that is always the same.
    pub fn all(&self) -> impl Iterator<Item = &Rejection> {
        self.0.iter()
    }

    /// Turns something down, or no longer.
    pub fn set(&mut self, rejection: Rejection, turned_down: bool) {
        if !turned_down {
            self.0.remove(&rejection);
        } else if self.0.len() < MOST {
            self.0.insert(rejection);
        }
    }

    /// Both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for rejection in other.0 {
            self.set(rejection, true);
        }
        self
    }

    /// What of it still stands in a text.
    #[must_use]
    pub fn carried_to(&self, document: &Document) -> Self {
        let stands = |rejection: &&Rejection| rejection.stands_in(document.text());
        Self(self.0.iter().filter(stands).cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    const TEXT: &str = "“No plan,” Roe said, “and none before.” Nobody was surprised by any of this. She told 😀 AFP that 40 men had left. 40 men!";

    fn at(document: &Document, words: &str) -> CharRange {
        let byte = document.text().find(words).unwrap();
        let start = document.char_of_byte(byte);
        CharRange::new(start, start + words.chars().count())
    }

    #[test]
    fn what_was_turned_down_is_known_again_where_words_and_surroundings_are_the_same() {
        let document = Document::new(TEXT);
        let figure = Rejection::of(&document, Kind::Figure, &[at(&document, "40 men")]);
        let pieces = [at(&document, "No plan"), at(&document, "and none before")];
        let quotation = Rejection::of(&document, Kind::Denial, &pieces);
        assert_ne!(
            figure,
            Rejection::of(&document, Kind::Claim, &[at(&document, "40 men")])
        );
        let second = CharRange::new(document.len() - 7, document.len() - 1);
        assert_eq!(document.slice(second), "40 men");
        assert_ne!(figure, Rejection::of(&document, Kind::Figure, &[second]));
        let mut known = TurnedDown::default();
        for rejection in [&figure, &quotation] {
            known.set(rejection.clone(), true);
        }
        let holds = |text: &str| {
            let carried = known.carried_to(&Document::new(text));
            (carried.has(&figure), carried.has(&quotation))
        };
        assert_eq!(holds(TEXT), (true, true));
        assert_eq!(holds(&format!("News. {TEXT}")), (true, true));
        assert_eq!(holds(&TEXT.replace("AFP", "dpa")), (false, true));
        assert_eq!(
            holds(&TEXT.replace("40 men had", "50 men had")),
            (false, true)
        );
        assert_eq!(
            holds(&TEXT.replace("none before", "none then")),
            (true, false)
        );
        assert_eq!(holds(""), (false, false));
    }

    #[test]
    fn what_is_brought_back_is_known_no_longer() {
        let document = Document::new(TEXT);
        let figure = Rejection::of(&document, Kind::Figure, &[at(&document, "40 men")]);
        let mut known = TurnedDown::default();
        known.set(figure.clone(), true);
        assert_eq!(TurnedDown::read(known.write().as_bytes()), known);
        known.set(figure.clone(), false);
        assert!(known.is_empty() && !known.has(&figure));
    }

    #[test]
    fn files_that_are_broken_or_not_ours_hold_nothing() {
        let document = Document::new(TEXT);
        let mut known = TurnedDown::default();
        known.set(
            Rejection::of(&document, Kind::Figure, &[at(&document, "40 men")]),
            true,
        );
        let file = known.write();
        for broken in [
            "",
            "[]",
            "{\"version\": 1}",
            &file.replace("\"version\": 1", "\"version\": 2"),
            &file.replace("\"tag\"", "\"mark\""),
            &file[..file.len() / 2],
        ] {
            assert!(TurnedDown::read(broken.as_bytes()).is_empty(), "{broken}");
        }
        assert!(TurnedDown::read(b"\xff\xfe\0").is_empty());
        // None of these stands anywhere, and none of them stops anything.
        let empty = "{\"version\": 1, \"turned_down\": [{\"tag\": \"\", \"words\": [], \"before\": \"\", \"after\": \"\"}]}";
        let read = TurnedDown::read(empty.as_bytes());
        assert!(!read.is_empty() && read.carried_to(&document).is_empty());
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_text_is_known_again(text in any_text(), from in 0usize..40, length in 1usize..20, gap in 0usize..9) {
            let document = Document::new(text);
            let clamp = |at: usize| at.min(document.len());
            let first = CharRange::new(clamp(from), clamp(from + length));
            let second = CharRange::new(clamp(from + length + gap), clamp(from + 2 * length + gap));
            for pieces in [&[first][..], &[first, second]] {
                let rejection = Rejection::of(&document, Kind::Claim, pieces);
                let words: usize = pieces.iter().map(|piece| piece.len()).sum();
                if words > 0 {
                    prop_assert!(rejection.stands_in(document.text()));
                }
                let mut known = TurnedDown::default();
                known.set(rejection, true);
                prop_assert_eq!(TurnedDown::read(known.write().as_bytes()), known);
            }
        }
    }
}
