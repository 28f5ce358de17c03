//! Where each part of a set stands in its file: what turns "the quote of the third mark" into a line and a column.
//!
//! RON's reader keeps no places. This scanner goes over a text that the reader has accepted, so it need not judge it, and keeps
//! where every value begins and ends. It is run only when there is something to point at, in time linear in the text, with a
//! stack of its own.

use std::{fmt, ops::Range};

use super::gate;

/// One step from a value into a part of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// A named field of a structure.
    Field(&'static str),
    /// An item of a list or tuple, from 0.
    Item(usize),
}

/// A part of a set, as the way to it from the whole: `annotations[3].fragments[0].quote`. `Some(...)` is no step of its own.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Part(Vec<Step>);

impl Part {
    /// The set itself.
    #[must_use]
    pub const fn whole() -> Self {
        Self(Vec::new())
    }

    /// The mark at this index of the file, from 0.
    #[must_use]
    pub fn mark(index: usize) -> Self {
        Self::whole().field("annotations").item(index)
    }

    /// The mark at this index of those that were set aside, from 0.
    #[must_use]
    pub fn orphan(index: usize) -> Self {
        Self::whole().field("orphans").item(index)
    }

    /// A field of this part.
    #[must_use]
    pub fn field(mut self, name: &'static str) -> Self {
        self.0.push(Step::Field(name));
        self
    }

    /// An item of this part, from 0.
    #[must_use]
    pub fn item(mut self, index: usize) -> Self {
        self.0.push(Step::Item(index));
        self
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("the set");
        }
        for (index, step) in self.0.iter().enumerate() {
            match step {
                Step::Field(name) if index == 0 => f.write_str(name)?,
                Step::Field(name) => write!(f, ".{name}")?,
                Step::Item(item) => write!(f, "[{item}]")?,
            }
        }
        Ok(())
    }
}

/// The places of all parts of one file.
#[derive(Debug)]
pub struct Places<'t> {
    /// The first is the whole; each comes after the one that it is in.
    values: Vec<Value<'t>>,
}

#[derive(Debug)]
struct Value<'t> {
    /// Its field's name; none for an item.
    name: Option<&'t str>,
    /// What it is `Some`, `Claim`, ... of, or the word or number that it is.
    word: &'t str,
    /// Where it stands, in bytes.
    range: Range<usize>,
    /// What is in it, in order, as indices of `values`.
    parts: Vec<usize>,
}

impl<'t> Places<'t> {
    /// Scans a set file's text. Of a text that the reader would refuse, places come out somehow, but always inside it.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        let mut scanner = Scanner {
            text,
            values: Vec::new(),
            open: Vec::new(),
            word: None,
            name: None,
        };
        scanner.run();
        if scanner.values.is_empty() {
            scanner.add(0..text.len());
        }
        Self {
            values: scanner.values,
        }
    }

    /// Where a part stands, in bytes; of a part that was left out, where that stands which it would be in.
    #[must_use]
    pub fn find(&self, part: &Part) -> Range<usize> {
        // There is always a whole: the scanner sees to it.
        let mut here = self.inside_some(0);
        for step in &part.0 {
            let parts = &self.values[here].parts;
            let next = match step {
                Step::Field(name) => parts
                    .iter()
                    .find(|&&part| self.values[part].name == Some(*name)),
                Step::Item(index) => parts.get(*index),
            };
            let Some(&next) = next else {
                break;
            };
            here = self.inside_some(next);
        }
        self.values[here].range.clone()
    }

    fn inside_some(&self, mut value: usize) -> usize {
        while let (Value { word: "Some", .. }, [only]) =
            (&self.values[value], &self.values[value].parts[..])
        {
            value = *only;
        }
        value
    }
}

struct Scanner<'t> {
    text: &'t str,
    values: Vec<Value<'t>>,
    /// The values whose bracket is not yet closed.
    open: Vec<usize>,
    /// A word that may turn out to be a field's name, a variant's, or a value.
    word: Option<Range<usize>>,
    /// The field whose value comes next.
    name: Option<&'t str>,
}

impl<'t> Scanner<'t> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            let rest = gate::past_blanks(&self.text[at..]);
            at = self.text.len() - rest.len();
            if let Some(length) = string_length(rest) {
                self.add(at..at + length);
                at += length;
                continue;
            }
            let Some(c) = rest.chars().next() else {
                break;
            };
            match c {
                '(' | '[' | '{' => self.open(at),
                ')' | ']' | '}' => self.close(at + 1),
                ':' => {
                    let name = self.word.take().map(|word| &self.text[word]);
                    // A name may be written `r#name`.
                    self.name = name.map(|name| name.strip_prefix("r#").unwrap_or(name));
                }
                ',' => {
                    self.end_word();
                    self.name = None;
                }
                c if is_of_word(c) => {
                    let length = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
                    self.end_word();
                    self.word = Some(at..at + length);
                    at += length;
                    continue;
                }
                // Such as the direction marks that RON takes for blanks.
                _ => {}
            }
            at += c.len_utf8();
        }
        self.end_word();
        while !self.open.is_empty() {
            self.close(self.text.len());
        }
    }

    fn open(&mut self, bracket: usize) {
        let word = self.word.take().unwrap_or(bracket..bracket);
        let value = self.add(word.start..bracket + 1);
        self.values[value].word = &self.text[word];
        self.open.push(value);
    }

    fn close(&mut self, end: usize) {
        self.end_word();
        self.name = None;
        if let Some(value) = self.open.pop() {
            self.values[value].range.end = end;
        }
    }

    /// The last word was a value, if nobody took it for something else.
    fn end_word(&mut self) {
        if let Some(word) = self.word.take() {
            self.add(word);
        }
    }

    fn add(&mut self, range: Range<usize>) -> usize {
        let value = self.values.len();
        self.values.push(Value {
            name: self.name.take(),
            word: "",
            range,
            parts: Vec::new(),
        });
        if let Some(&outer) = self.open.last() {
            self.values[outer].parts.push(value);
        }
        value
    }
}

/// Whether a name or number of a set file may have this in it.
pub(super) fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || "_+-.#".contains(c)
}

/// The length in bytes of the string that a text begins with: `"..."` with escapes, or raw, `r#"..."#`.
pub(super) fn string_length(text: &str) -> Option<usize> {
    if let Some(body) = text.strip_prefix('"') {
        let mut escaped = false;
        let close = body.bytes().position(|byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        });
        return Some(close.map_or(text.len(), |close| close + 2));
    }
    let raw = text.strip_prefix('r')?;
    let body = raw.trim_start_matches('#');
    let hashes = &raw[..raw.len() - body.len()];
    let body = body.strip_prefix('"')?;
    let ending = format!("\"{hashes}");
    let before = text.len() - body.len();
    Some(
        body.find(&ending)
            .map_or(text.len(), |close| before + close + ending.len()),
    )
}

/// Whether a text that the reader has accepted holds comments: they are nowhere in the set, so writing it anew loses them.
pub(crate) fn holds_comments(text: &str) -> bool {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("//") || rest.starts_with("/*") {
            return true;
        }
        // What looks like a comment in a string is none.
        let step = string_length(rest).unwrap_or(c.len_utf8());
        rest = &rest[step..];
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_set;

    proptest! {
        #[test]
        fn what_stands_at_a_place_is_that_part(set in any_set()) {
            let mut set = set;
            set.sort();
            let text = crate::format::write(&set);
            let places = Places::of(&text);
            let read = |part: Part| text[places.find(&part)].to_owned();
            let string = |part: Part| ron::from_str::<String>(&read(part)).unwrap();
            prop_assert_eq!(read(Part::whole()), text.trim_end());
            prop_assert_eq!(string(Part::whole().field("annotator")), set.annotator.clone());
            let hash = Part::whole().field("article").field("text_sha256");
            prop_assert_eq!(string(hash), set.article.text_sha256.to_string());
            for (index, speaker) in set.speakers.iter().enumerate() {
                let part = Part::whole().field("speakers").item(index);
                prop_assert_eq!(string(part.clone().field("name")), speaker.name.clone());
                for (index, name) in speaker.other_names.iter().enumerate() {
                    prop_assert_eq!(string(part.clone().field("other_names").item(index)), name.clone());
                }
            }
            for (index, mark) in set.annotations.iter().enumerate() {
                let part = Part::mark(index);
                prop_assert_eq!(string(part.clone().field("id")), mark.id.to_string());
                prop_assert_eq!(string(part.clone().field("by")), mark.by.clone());
                if let Some(speaker) = mark.tag.speaker() {
                    prop_assert_eq!(string(part.clone().field("tag").field("speaker")), speaker.to_string());
                }
                for (index, fragment) in mark.fragments.iter().enumerate() {
                    let part = part.clone().field("fragments").item(index);
                    let span = format!("({}, {})", fragment.span.start, fragment.span.end);
                    prop_assert_eq!(read(part.clone().field("span")), span);
                    prop_assert_eq!(string(part.field("quote")), fragment.quote.clone());
                }
            }
        }

        #[test]
        fn any_text_is_scanned_to_its_end(text in ".*") {
            let range = Places::of(&text).find(&Part::mark(0).field("id"));
            prop_assert!(text.get(range).is_some());
        }
    }

    #[track_caller]
    fn at(text: &str, part: Part) -> &str {
        &text[Places::of(text).find(&part)]
    }

    #[test]
    fn comments_raw_strings_and_odd_layout_are_no_hindrance() {
        let text = r####"// [ mine
            Claimark /* ( /* { */ " */ (version:1,
            annotator : r#"a "quoted" [name"#, r#speakers: [(id: "p", name: "\"(\\"), ("x"),],
            annotations: [ (tag: Figure(quantity: Some((amount: Between("1", "2"))), about: ["a", "b" ,])) ] )"####;
        let whole = Part::whole;
        assert!(at(text, whole()).starts_with("Claimark /*") && at(text, whole()).ends_with(")"));
        assert_eq!(
            at(text, whole().field("annotator")),
            "r#\"a \"quoted\" [name\"#"
        );
        let speaker = whole().field("speakers").item(0);
        assert_eq!(at(text, speaker.field("name")), r#""\"(\\""#);
        assert_eq!(at(text, whole().field("speakers").item(1)), "(\"x\")");
        let tag = Part::mark(0).field("tag");
        let amount = tag.clone().field("quantity").field("amount");
        assert_eq!(at(text, amount.clone()), "Between(\"1\", \"2\")");
        assert_eq!(at(text, amount.item(1)), "\"2\"");
        assert_eq!(at(text, tag.field("about").item(1)), "\"b\"");
        assert_eq!(at(text, whole().field("version")), "1");
    }

    #[test]
    fn a_part_that_was_left_out_is_where_it_would_be() {
        let text = "Claimark(annotations: [(id: \"a\", tag: Claim())])";
        assert_eq!(
            at(text, Part::mark(0).field("tag").field("speaker")),
            "Claim()"
        );
        assert_eq!(at(text, Part::mark(7)), &text[22..text.len() - 1]);
        assert_eq!(at(text, Part::whole().field("speakers")), text);
    }

    #[test]
    fn comments_are_told_from_strings_that_look_like_them() {
        for (text, expected) in [
            ("Claimark(annotator: \"//\", by: r#\"/* \" */\"#)", false),
            ("Claimark(r#by: \"\\\"//\")", false),
            ("Claimark(by: \"\\\\\" // hers\n)", true),
            ("Claimark(by: r#\"\"#/* hers */)", true),
        ] {
            assert_eq!(holds_comments(text), expected, "{text}");
        }
    }

    #[test]
    fn no_depth_is_too_deep_and_parts_have_names() {
        let deep = "(".repeat(200_000);
        assert_eq!(at(&deep, Part::whole()), deep);
        let part = Part::mark(3).field("fragments").item(0).field("quote");
        assert_eq!(part.to_string(), "annotations[3].fragments[0].quote");
    }
}
