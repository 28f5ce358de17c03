//! Reads the one canonical text of a set, in a single pass, and nothing else.
//!
//! Nearly every set file is what [`super::write`] made, and a reader that knows each next byte is many times as fast as one that
//! reads any RON. Its functions are the writer's, in the same order, the other way round. At the first byte that the writer would
//! not have put there it gives up, and the reader of all RON decides: it alone says what is wrong with a file.
//!
//! What it gives is therefore known to be canonical: written again, it is the very text.

use std::sync::Arc;

use strum::IntoEnumIterator;

use super::{canonical::is_escaped, gate};
use crate::{
    annotation::{
        Amount, AmountKind, Annotation, AnnotationId, AnnotationSet, ArticleRecord, Denied,
        Fragment, Quantity, Reanchored, Region, Speaker, SpeakerId, Tag, WasWords, plain_decimal,
    },
    text::{CharRange, LineEnds, Reading, Sha256},
};

/// The set that [`super::write`] writes as this very text; `None` if there is none.
pub(super) fn read(text: &str) -> Option<AnnotationSet> {
    if holds_escaped(text) {
        return None;
    }
    let mut text = Cursor::new(text);
    text.expect(gate::NAME)?;
    text.expect("(")?;
    let set = text.group(|text| {
        text.field("version", version_one)?;
        let article = text.field("article", article)?;
        let annotator = text.field("annotator", Cursor::string)?;
        let done = text.optional("done", |text| text.expect("true"))?.is_some();
        let speakers = text.field("speakers", |text| text.list(speaker))?;
        let known = speakers.iter().take(KNOWN);
        text.speakers = known.map(|speaker| speaker.id.clone()).collect();
        let left_out = text.filled_list("left_out", region)?;
        let annotations = text.field("annotations", |text| text.list(annotation))?;
        Some(AnnotationSet {
            article,
            annotator,
            speakers,
            annotations,
            left_out,
            orphans: text.filled_list("orphans", annotation)?,
            orphan_regions: text.filled_list("orphan_regions", region)?,
            reanchored: text.filled_list("reanchored", reanchored)?,
            done,
        })
    })?;
    text.expect("\n")?;
    let in_order = set.speakers.is_sorted_by(|a, b| a.id <= b.id)
        && set.annotations.is_sorted_by(|a, b| a.order() <= b.order())
        && set.orphans.is_sorted_by(|a, b| a.order() <= b.order())
        && set.left_out.is_sorted_by_key(|region| region.span)
        && set.orphan_regions.is_sorted_by_key(|region| region.span);
    (text.rest.is_empty() && in_order).then_some(set)
}

/// The article's file that a set names, told from the first bytes of the set's canonical text: 1024 will do, unless the name is
/// long. `None` where it can't be told from them. Of bytes that begin so and can be read as a set, it is the set's `article.file`,
/// canonical or not.
#[must_use]
pub fn article_file(head: &[u8]) -> Option<String> {
    // They may end within a character.
    let head = head.utf8_chunks().next()?.valid();
    if holds_escaped(head) {
        return None;
    }
    let mut text = Cursor::new(head);
    text.expect(gate::NAME)?;
    text.expect("(")?;
    text.depth += 1;
    text.field("version", version_one)?;
    text.name("article")?;
    text.expect("(")?;
    text.depth += 1;
    text.field("file", Cursor::string)
}

/// Speakers of the register among whom a mark's own is looked for, to share their id: few, as all are looked at.
const KNOWN: usize = 8;

/// Whether characters stand in a text that the writer spells with a backslash wherever they are. It itself writes quotation marks,
/// backslashes and line feeds; a line feed in a string is noticed there.
fn holds_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Asked of all bytes, for that is done many at a time.
    let control = |b: u8| (b < b' ') & (b != b'\n') | (b == 0x7F);
    if bytes.iter().fold(false, |any, &b| any | control(b)) {
        return true;
    }
    // The others all begin with one of these bytes: C1 with C2; U+2028 and its like with E2; U+FEFF with EF.
    let mut perhaps = memchr::memchr3_iter(0xC2, 0xE2, 0xEF, bytes);
    perhaps.any(|at| text[at..].chars().next().is_some_and(is_escaped))
}

/// What is written here is version 1: a later version brings its own reader.
fn version_one(text: &mut Cursor<'_>) -> Option<()> {
    text.expect("1")
}

fn article(text: &mut Cursor<'_>) -> Option<ArticleRecord> {
    text.expect("(")?;
    text.group(|text| {
        Some(ArticleRecord {
            file: text.field("file", Cursor::string)?,
            file_sha256: text.field("file_sha256", digest)?,
            text_sha256: text.field("text_sha256", digest)?,
            text_length: text.field("text_length", Cursor::number)?,
            reading: text.field("reading", reading)?,
        })
    })
}

fn digest(text: &mut Cursor<'_>) -> Option<Sha256> {
    Sha256::from_hex(text.plain_string()?)
}

fn reading(text: &mut Cursor<'_>) -> Option<Reading> {
    text.expect("(")?;
    text.group(|text| {
        Some(Reading {
            reader: text.field("reader", Cursor::string)?,
            version: text.field("version", Cursor::number)?,
            encoding: text.field("encoding", Cursor::string)?,
            guessed: text.field("guessed", Cursor::truth)?,
            byte_order_mark: text.field("byte_order_mark", Cursor::truth)?,
            line_ends: text.field("line_ends", |text| text.one_of(LineEnds::iter()))?,
            replaced: text.field("replaced", Cursor::number)?,
        })
    })
}

fn region(text: &mut Cursor<'_>) -> Option<Region> {
    text.expect("(")?;
    text.group(|text| {
        Some(Region {
            span: text.field("span", span)?,
            begins: text.field("begins", Cursor::string)?,
            ends: text.field("ends", Cursor::string)?,
            before: text.field("before", Cursor::string)?,
            after: text.field("after", Cursor::string)?,
        })
    })
}

fn reanchored(text: &mut Cursor<'_>) -> Option<Reanchored> {
    text.expect("(")?;
    text.group(|text| {
        Some(Reanchored {
            from: text.field("from", digest)?,
            to: text.field("to", digest)?,
            exact: text.field("exact", Cursor::number)?,
            moved: text.field("moved", Cursor::number)?,
            aside: text.field("aside", Cursor::number)?,
            edited: text.filled_list("edited", was_words)?,
        })
    })
}

fn was_words(text: &mut Cursor<'_>) -> Option<WasWords> {
    text.expect("(")?;
    text.group(|text| {
        Some(WasWords {
            mark: text.field("mark", mark_id)?,
            was: text.field("was", Cursor::string)?,
        })
    })
}

fn span(text: &mut Cursor<'_>) -> Option<CharRange> {
    text.expect("(")?;
    let start = text.number()?;
    text.expect(", ")?;
    let end = text.number()?;
    text.expect(")")?;
    Some(CharRange::new(start, end))
}

fn speaker(text: &mut Cursor<'_>) -> Option<Speaker> {
    text.expect("(")?;
    text.group(|text| {
        Some(Speaker {
            id: text.field("id", speaker_id)?,
            name: text.field("name", Cursor::string)?,
            other_names: text.filled_list("other_names", Cursor::string)?,
        })
    })
}

fn speaker_id(text: &mut Cursor<'_>) -> Option<SpeakerId> {
    SpeakerId::new(text.plain_string()?)
}

/// The id of a speaker who is in the register already.
fn known_speaker(text: &mut Cursor<'_>) -> Option<SpeakerId> {
    let id = text.plain_string()?;
    let mut known = text.speakers.iter();
    match known.find(|known| known.as_str() == id) {
        Some(known) => Some(known.clone()),
        None => SpeakerId::new(id),
    }
}

fn mark_id(text: &mut Cursor<'_>) -> Option<AnnotationId> {
    AnnotationId::new(text.plain_string()?)
}

fn annotation(text: &mut Cursor<'_>) -> Option<Arc<Annotation>> {
    text.expect("(")?;
    let mark = text.group(|text| {
        Some(Annotation {
            id: text.field("id", mark_id)?,
            tag: text.field("tag", tag)?,
            labels: text.filled_list("labels", Cursor::string)?,
            fragments: text.field("fragments", |text| text.list(fragment))?,
            note: match text.optional("note", Cursor::string)? {
                // The writer leaves an empty one out.
                Some(note) if note.is_empty() => return None,
                note => note.unwrap_or_default(),
            },
            unsure: text
                .optional("unsure", |text| text.expect("true"))?
                .is_some(),
            suggested: match text.optional("suggested", Cursor::string)? {
                Some(cue) if cue.is_empty() => return None,
                cue => cue.unwrap_or_default(),
            },
            by: text.field("by", Cursor::string)?,
        })
    })?;
    let in_order = mark.labels.is_sorted()
        && mark
            .fragments
            .is_sorted_by_key(|fragment: &Fragment| fragment.span);
    in_order.then(|| Arc::new(mark))
}

fn tag(text: &mut Cursor<'_>) -> Option<Tag> {
    let speaks = |text: &mut Cursor<'_>| text.optional("speaker", |text| text.some(known_speaker));
    if text.take("Claim(") {
        text.group(|text| {
            Some(Tag::Claim {
                speaker: speaks(text)?,
            })
        })
    } else if text.take("Denial(") {
        text.group(|text| {
            Some(Tag::Denial {
                speaker: speaks(text)?,
                denies: text.filled_list("denies", denied)?,
            })
        })
    } else {
        text.expect("Figure(")?;
        text.group(|text| {
            Some(Tag::Figure {
                quantity: text.optional("quantity", |text| text.some(quantity))?,
                about: text.filled_list("about", mark_id)?,
            })
        })
    }
}

fn denied(text: &mut Cursor<'_>) -> Option<Denied> {
    let denied = if text.take("Here(") {
        Denied::Here(mark_id(text)?)
    } else {
        text.expect("Elsewhere(")?;
        Denied::Elsewhere(text.string()?)
    };
    text.expect(")")?;
    Some(denied)
}

fn quantity(text: &mut Cursor<'_>) -> Option<Quantity> {
    text.expect("(")?;
    text.group(|text| {
        Some(Quantity {
            amount: text.field("amount", amount)?,
            unit: text.optional("unit", |text| text.some(Cursor::string))?,
            per: text.optional("per", |text| text.some(Cursor::string))?,
        })
    })
}

fn amount(text: &mut Cursor<'_>) -> Option<Amount> {
    let kind = text.one_of(AmountKind::iter())?;
    text.expect("(")?;
    let first = plain_decimal(text.plain_string()?)?;
    let second = if kind == AmountKind::Between {
        text.expect(", ")?;
        plain_decimal(text.plain_string()?)?
    } else {
        first
    };
    text.expect(")")?;
    Some(Amount::new(kind, first, second))
}

fn fragment(text: &mut Cursor<'_>) -> Option<Fragment> {
    text.expect("(")?;
    text.group(|text| {
        Some(Fragment {
            span: text.field("span", span)?,
            quote: text.field("quote", Cursor::string)?,
            before: text.field("before", Cursor::string)?,
            after: text.field("after", Cursor::string)?,
        })
    })
}

/// What is still to be read, and how deep in brackets it is: the counterpart of the writer's `Out`. Whatever gives `None` has met
/// what the writer would not have written, and nothing is read behind that.
struct Cursor<'a> {
    rest: &'a str,
    depth: usize,
    /// The first few of the register.
    speakers: Vec<SpeakerId>,
}

impl<'a> Cursor<'a> {
    const fn new(text: &'a str) -> Self {
        Self {
            rest: text,
            depth: 0,
            speakers: Vec::new(),
        }
    }

    #[inline(always)]
    fn expect(&mut self, word: &str) -> Option<()> {
        self.take(word).then_some(())
    }

    /// Steps over a word if it stands here. Made part of its caller, as are those that hand a word on, it compares a number or two
    /// and calls nothing.
    #[inline(always)]
    fn take(&mut self, word: &str) -> bool {
        let rest = self.rest.strip_prefix(word);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    #[inline(always)]
    fn some<T>(&mut self, value: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.expect("Some(")?;
        let value = value(self)?;
        self.expect(")")?;
        Some(value)
    }

    /// Lines one level deeper, behind the bracket that opens them, and the bracket that closes them: on a line of its own unless
    /// there are no lines.
    fn group<T>(&mut self, lines: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.rest.len();
        self.depth += 1;
        let value = lines(self)?;
        self.depth -= 1;
        if self.rest.len() < before {
            self.line()?;
        }
        self.expect(")")?;
        Some(value)
    }

    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.expect("[")?;
        if self.take("]") {
            return Some(Vec::new());
        }
        // Most lists have one item.
        let mut items = Vec::with_capacity(1);
        loop {
            self.depth += 1;
            self.line()?;
            items.push(item(self)?);
            self.expect(",")?;
            self.depth -= 1;
            let before = self.rest;
            self.line()?;
            if self.take("]") {
                return Some(items);
            }
            self.rest = before;
        }
    }

    /// A list that the writer leaves out when it is empty.
    #[inline(always)]
    fn filled_list<T>(
        &mut self,
        name: &str,
        item: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        match self.optional(name, |text| text.list(item))? {
            None => Some(Vec::new()),
            Some(items) => (!items.is_empty()).then_some(items),
        }
    }

    #[inline(always)]
    fn field<T>(&mut self, name: &str, value: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.name(name)?;
        let value = value(self)?;
        self.expect(",")?;
        Some(value)
    }

    /// A field that may be left out: `Some(None)` if it is.
    #[inline(always)]
    fn optional<T>(
        &mut self,
        name: &str,
        value: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<Option<T>> {
        let before = self.rest;
        if self.name(name).is_none() {
            self.rest = before;
            return Some(None);
        }
        let value = value(self)?;
        self.expect(",")?;
        Some(Some(value))
    }

    /// A field's line up to its value.
    #[inline(always)]
    fn name(&mut self, name: &str) -> Option<()> {
        self.line()?;
        self.expect(name)?;
        self.expect(": ")
    }

    #[inline(always)]
    fn line(&mut self) -> Option<()> {
        match self.depth {
            0 => self.expect("\n"),
            1 => self.expect("\n    "),
            2 => self.expect("\n        "),
            3 => self.expect("\n            "),
            4 => self.expect("\n                "),
            // That of a fragment's field.
            5 => self.expect("\n                    "),
            _ => None,
        }
    }

    /// Digits without a zero before them.
    fn number<T: std::str::FromStr>(&mut self) -> Option<T> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        if number.starts_with('0') && number != "0" {
            return None;
        }
        number.parse().ok()
    }

    fn truth(&mut self) -> Option<bool> {
        let yes = self.take("true");
        if !yes {
            self.expect("false")?;
        }
        Some(yes)
    }

    /// One of several names, none of which goes on behind it.
    fn one_of<T: Copy + Into<&'static str>>(
        &mut self,
        mut all: impl Iterator<Item = T>,
    ) -> Option<T> {
        let letters = self.rest.bytes().take_while(u8::is_ascii_alphabetic);
        let (word, rest) = self.rest.split_at(letters.count());
        self.rest = rest;
        all.find(|&one| one.into() == word)
    }

    /// A string up to its next quotation mark, for what is read further by somebody who takes no backslash.
    fn plain_string(&mut self) -> Option<&'a str> {
        self.expect("\"")?;
        let end = memchr::memchr(b'"', self.rest.as_bytes())?;
        let words = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        Some(words)
    }

    fn string(&mut self) -> Option<String> {
        self.expect("\"")?;
        let mut value = self.unescaped()?.to_owned();
        while !self.take("\"") {
            value.push(self.escaped()?);
            value.push_str(self.unescaped()?);
        }
        Some(value)
    }

    /// The characters of a string up to its end or to one that is spelt with a backslash. Nothing else that should be spelt so is
    /// in the text: see [`holds_escaped`].
    fn unescaped(&mut self) -> Option<&'a str> {
        let end = memchr::memchr3(b'"', b'\\', b'\n', self.rest.as_bytes())?;
        let (words, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!rest.starts_with('\n')).then_some(words)
    }

    /// A character that the writer spells with a backslash, spelt as the writer does.
    fn escaped(&mut self) -> Option<char> {
        self.expect("\\")?;
        for (letter, c) in [
            ("\"", '"'),
            ("\\", '\\'),
            ("n", '\n'),
            ("r", '\r'),
            ("t", '\t'),
        ] {
            if self.take(letter) {
                return Some(c);
            }
        }
        let digits = self.rest.strip_prefix("u{")?;
        let digits = &digits[..digits.find(|c: char| !c.is_ascii_hexdigit())?];
        let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
        // Small letters, no zeros before them, and only for what has no shorter spelling.
        self.expect(&c.escape_unicode().to_string()[1..])?;
        (is_escaped(c) && !"\n\r\t\"\\".contains(c)).then_some(c)
    }
}

#[cfg(test)]
mod tests;
