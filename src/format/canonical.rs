//! Writes a set as the one sequence of bytes that it has: one field a line, text order, fields at their defaults left out, so that
//! a change of one mark is a diff of a few lines.
//!
//! Not by `ron`'s own writer, because that one spells every combining mark, joiner and vowel sign as an escape: Arabic and emoji
//! quotes could not be read in a diff.

use std::fmt::Write;

use super::{VERSION, gate};
use crate::{
    annotation::{
        Annotation, AnnotationSet, ArticleRecord, Denied, Fragment, Quantity, Reanchored, Region,
        Speaker, Tag,
    },
    text::LineEnds,
};

/// The canonical text of a set. Sets that differ only in the order of speakers, annotations or fragments give the same text.
#[must_use]
pub fn write(set: &AnnotationSet) -> String {
    let mut set = set.clone();
    set.sort();
    // A mark takes some 450 bytes.
    let mut out = Out {
        text: String::with_capacity(1024 + set.annotations.len() * 512),
        depth: 0,
    };
    out.text.push_str(gate::NAME);
    out.group("(", ")", |out| {
        out.field("version", |out| out.raw(VERSION));
        out.field("article", |out| article(out, &set.article));
        out.field("annotator", |out| out.string(&set.annotator));
        if set.done {
            out.field("done", |out| out.raw(true));
        }
        out.field("speakers", |out| out.list(&set.speakers, speaker));
        out.filled("left_out", &set.left_out, region);
        out.field("annotations", |out| {
            out.list(&set.annotations, |out, mark| annotation(out, mark))
        });
        out.filled("orphans", &set.orphans, |out, mark| annotation(out, mark));
        out.filled("orphan_regions", &set.orphan_regions, region);
        out.filled("reanchored", &set.reanchored, reanchored);
    });
    out.text.push('\n');
    out.text
}

fn article(out: &mut Out, article: &ArticleRecord) {
    let reading = &article.reading;
    out.group("(", ")", |out| {
        out.field("file", |out| out.string(&article.file));
        out.field("file_sha256", |out| {
            out.string(&article.file_sha256.to_string())
        });
        out.field("text_sha256", |out| {
            out.string(&article.text_sha256.to_string())
        });
        out.field("text_length", |out| out.raw(article.text_length));
        out.field("reading", |out| {
            out.group("(", ")", |out| {
                out.field("reader", |out| out.string(&reading.reader));
                out.field("version", |out| out.raw(reading.version));
                out.field("encoding", |out| out.string(&reading.encoding));
                out.field("guessed", |out| out.raw(reading.guessed));
                out.field("byte_order_mark", |out| out.raw(reading.byte_order_mark));
                out.field("line_ends", |out| out.raw(line_ends(reading.line_ends)));
                out.field("replaced", |out| out.raw(reading.replaced));
            });
        });
    });
}

fn line_ends(ends: LineEnds) -> &'static str {
    ends.into()
}

fn region(out: &mut Out, region: &Region) {
    out.group("(", ")", |out| {
        out.field("span", |out| {
            out.raw(format_args!("({}, {})", region.span.start, region.span.end))
        });
        out.field("begins", |out| out.string(&region.begins));
        out.field("ends", |out| out.string(&region.ends));
        out.field("before", |out| out.string(&region.before));
        out.field("after", |out| out.string(&region.after));
    });
}

fn reanchored(out: &mut Out, done: &Reanchored) {
    out.group("(", ")", |out| {
        out.field("from", |out| out.string(&done.from.to_string()));
        out.field("to", |out| out.string(&done.to.to_string()));
        out.field("exact", |out| out.raw(done.exact));
        out.field("moved", |out| out.raw(done.moved));
        out.field("aside", |out| out.raw(done.aside));
        out.filled("edited", &done.edited, |out, edited| {
            out.group("(", ")", |out| {
                out.field("mark", |out| out.string(edited.mark.as_str()));
                out.field("was", |out| out.string(&edited.was));
            });
        });
    });
}

fn speaker(out: &mut Out, speaker: &Speaker) {
    out.group("(", ")", |out| {
        out.field("id", |out| out.string(speaker.id.as_str()));
        out.field("name", |out| out.string(&speaker.name));
        if !speaker.other_names.is_empty() {
            out.field("other_names", |out| {
                out.list(&speaker.other_names, |out, name| out.string(name))
            });
        }
    });
}

fn annotation(out: &mut Out, mark: &Annotation) {
    out.group("(", ")", |out| {
        out.field("id", |out| out.string(mark.id.as_str()));
        out.field("tag", |out| tag(out, &mark.tag));
        if !mark.labels.is_empty() {
            out.field("labels", |out| {
                out.list(&mark.labels, |out, label| out.string(label))
            });
        }
        out.field("fragments", |out| out.list(&mark.fragments, fragment));
        if !mark.note.is_empty() {
            out.field("note", |out| out.string(&mark.note));
        }
        if mark.unsure {
            out.field("unsure", |out| out.raw(true));
        }
        if !mark.suggested.is_empty() {
            out.field("suggested", |out| out.string(&mark.suggested));
        }
        out.field("by", |out| out.string(&mark.by));
    });
}

fn tag(out: &mut Out, tag: &Tag) {
    let speaks = |out: &mut Out, speaker: &Option<_>| {
        if let Some(id) = speaker {
            let id: &crate::annotation::SpeakerId = id;
            out.field("speaker", |out| out.some(|out| out.string(id.as_str())));
        }
    };
    match tag {
        Tag::Claim { speaker } => out.group("Claim(", ")", |out| speaks(out, speaker)),
        Tag::Denial { speaker, denies } => out.group("Denial(", ")", |out| {
            speaks(out, speaker);
            if !denies.is_empty() {
                out.field("denies", |out| out.list(denies, denied));
            }
        }),
        Tag::Figure {
            quantity: amount,
            about,
        } => out.group("Figure(", ")", |out| {
            if let Some(amount) = amount {
                out.field("quantity", |out| out.some(|out| quantity(out, amount)));
            }
            if !about.is_empty() {
                out.field("about", |out| {
                    out.list(about, |out, id| out.string(id.as_str()))
                });
            }
        }),
    }
}

fn denied(out: &mut Out, denied: &Denied) {
    let (name, text) = match denied {
        Denied::Here(id) => ("Here(", id.as_str()),
        Denied::Elsewhere(text) => ("Elsewhere(", text.as_str()),
    };
    out.raw(name);
    out.string(text);
    out.raw(")");
}

fn quantity(out: &mut Out, quantity: &Quantity) {
    let (kind, first, second) = quantity.amount.parts();
    out.group("(", ")", |out| {
        out.field("amount", |out| {
            let name: &str = kind.into();
            out.raw(format_args!("{name}(\"{first}\""));
            if let Some(second) = second {
                out.raw(format_args!(", \"{second}\""));
            }
            out.raw(")");
        });
        for (name, part) in [("unit", &quantity.unit), ("per", &quantity.per)] {
            if let Some(part) = part {
                out.field(name, |out| out.some(|out| out.string(part)));
            }
        }
    });
}

fn fragment(out: &mut Out, fragment: &Fragment) {
    out.group("(", ")", |out| {
        out.field("span", |out| {
            out.raw(format_args!(
                "({}, {})",
                fragment.span.start, fragment.span.end
            ))
        });
        out.field("quote", |out| out.string(&fragment.quote));
        out.field("before", |out| out.string(&fragment.before));
        out.field("after", |out| out.string(&fragment.after));
    });
}

/// Whether a string's character is spelt with a backslash: what would break the line, or what would make a diff show other words
/// than there are: controls, and the invisible signs that turn the direction of text around.
pub(super) const fn is_escaped(c: char) -> bool {
    matches!(c, '"' | '\\'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{FEFF}')
        // Unicode's Cc, for all time these: C0, DEL and C1.
        || matches!(c, '\0'..='\x1F' | '\x7F'..='\u{9F}')
}

/// The text so far, and how deep in brackets it is.
struct Out {
    text: String,
    depth: usize,
}

impl Out {
    fn raw(&mut self, value: impl std::fmt::Display) {
        // Writing to a String never fails.
        let _ = write!(self.text, "{value}");
    }

    fn some(&mut self, value: impl FnOnce(&mut Self)) {
        self.text.push_str("Some(");
        value(self);
        self.text.push(')');
    }

    /// Brackets around lines one level deeper; nothing between them if there are none.
    fn group(&mut self, open: &str, close: &str, lines: impl FnOnce(&mut Self)) {
        self.text.push_str(open);
        let before = self.text.len();
        self.depth += 1;
        lines(self);
        self.depth -= 1;
        if self.text.len() > before {
            self.line();
        }
        self.text.push_str(close);
    }

    fn list<T>(&mut self, items: &[T], item: impl Fn(&mut Self, &T)) {
        self.group("[", "]", |out| {
            for value in items {
                out.line();
                item(out, value);
                out.text.push(',');
            }
        });
    }

    /// A list that is left out when it is empty.
    fn filled<T>(&mut self, name: &str, items: &[T], item: impl Fn(&mut Self, &T)) {
        if !items.is_empty() {
            self.field(name, |out| out.list(items, item));
        }
    }

    fn field(&mut self, name: &str, value: impl FnOnce(&mut Self)) {
        self.line();
        self.text.push_str(name);
        self.text.push_str(": ");
        value(self);
        self.text.push(',');
    }

    fn line(&mut self) {
        self.text.push('\n');
        for _ in 0..self.depth {
            self.text.push_str("    ");
        }
    }

    /// A string in quotation marks, with as little as can be in it escaped: see [`is_escaped`].
    fn string(&mut self, value: &str) {
        self.text.push('"');
        for c in value.chars() {
            match c {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                c if is_escaped(c) => self.raw(c.escape_unicode()),
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }
}
