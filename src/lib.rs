//! Claimark: mark by hand who claims what, who denies it, and with which figures, in news articles.
//!
//! # The rooms
//!
//! | room | what is in it | whom it may use |
//! |---|---|---|
//! | [`text`] | an article's text: [`text::Document`], places in it, words and sentences | nobody |
//! | [`annotation`] | marks, sets of marks, acts on them, undo | `text` |
//! | [`article`] | from a file's bytes to a Document, one file a kind | `text` |
//! | [`format`](mod@format) | the set file: version gate, reading, canonical writing, atomic saving | those |
//! | [`agreed`] | what the files have in common that a team writes by hand: where they lie, how they are refused | `text`, `format` |
//! | [`quantity`] | what the words of a figure amount to, and where figures stand in a text | `text`, `annotation` |
//! | [`suggest`] | what is likely a claim, a denial or a figure, each with its cue | `text`, `annotation`, `quantity` |
//! | [`codebook`] | what a team has agreed to mark, and its sub-labels | those |
//! | [`verify`] | what can be wrong with a set, one file a rule; how it is shown, one file a renderer | those |
//! | [`merge`] | joining what two sides have made of one set, mark by mark | `annotation` |
//! | [`config`] | which rules count in a folder, and how bad each is | `agreed`, `verify` |
//! | [`versions`] | earlier versions of sets: which are kept, what differs | `text`, `annotation`, `format` |
//! | [`workspace`] | a folder of articles: which sets belong to which, how far one has come, what was found out and kept | all but `cli` and `gui` |
//! | [`folders`] | where settings and state are kept for the user | nobody |
//! | [`journal`] | what is done to a set, on disk at once: recovery after a crash, undo across restarts | `annotation`, `format` |
//! | [`cli`] | the commands, one file each | all but `gui` |
//! | `gui` | the window (feature `gui`) | all but `cli` |
//!
//! # The flow
//!
//! It goes one way: bytes → [`article`] → Document → [`annotation::AnnotationSet`] → findings of [`verify`], or the window:
//! layout → paint → hit → command → transaction → history → save.
//!
//! # What always holds
//!
//! 1. `text`, `annotation`, `merge`, `quantity`, `suggest` and `verify` are pure: values in, values out; no disk, no clock, no logging, no chance. Disk lives in
//!    [`article::read`], [`format::load`], [`format::bytes_of`], [`format::save`], `find` and `load` of [`codebook`] and [`config`],
//!    [`journal`], [`versions::Shelf`], [`workspace`], `cli` and `gui`.
//! 2. A Document never changes. A changed article is a new Document.
//! 3. Offsets on every public boundary and in files are Unicode code points of the Document's text, half-open. Only a Document
//!    makes a [`text::Span`], and a Span is in range, not empty, and cuts no grapheme cluster.
//! 4. The text is never normalised in silence: what a reader did is recorded in the set ([`text::Reading`]).
//! 5. What can't be read is an error with a place and a remedy; what is read but wrong is a finding.
//! 6. The window shows the very findings of the command line.
//! 7. Every change of a set is a [`annotation::Transaction`], so that undo covers everything.
//! 8. The same set always gives the same bytes.
//!
//! # Where to add what
//!
//! - a rule: a file in `verify/rules/` and a line in its slice; the laws over the slice say what is still missing.
//! - a kind of article: a file in `article/` and a line in [`article::KINDS`].
//! - something that a person can do to a set: a variant of [`annotation::Act`].
//! - a key or a menu item: a row in `gui::command::TABLE`, and an arm where commands are applied.
//! - a command of the command line: a file in `cli/`.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod agreed;
pub mod annotation;
pub mod article;
pub mod cli;
pub mod codebook;
pub mod config;
pub mod folders;
pub mod format;
#[cfg(feature = "gui")]
pub mod gui;
pub mod journal;
pub mod merge;
pub mod quantity;
pub mod suggest;
#[cfg(test)]
mod testing;
pub mod text;
pub mod verify;
pub mod versions;
pub mod workspace;
