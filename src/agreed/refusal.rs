//! From a file's bytes to what it says, or to a sentence for one who wrote it by hand.

use std::borrow::Cow;

use serde::Deserialize;

use super::Agreement;
use crate::{
    format::{self, ReadError, ReadProblem},
    text::LineColumn,
};

/// Why a file is refused, as one sentence: what is wrong, and what to do.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{problem}; {remedy}")]
pub struct Refusal {
    /// Where: line and column in code points, from 1.
    pub place: LineColumn,
    /// What is wrong there.
    pub problem: String,
    /// What to do about it.
    pub remedy: Cow<'static, str>,
}

impl Refusal {
    /// What is wrong at this byte of a text.
    pub(crate) fn at(
        text: &str,
        byte: usize,
        problem: impl Into<String>,
        remedy: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            place: ReadError::at_end_of(&text[..byte], ReadProblem::NotOurs).place,
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }
}

impl Agreement {
    /// Reads a file's bytes: as UTF-8, the version first, then the rest. Gives its text too.
    pub(crate) fn parse<'b, T: Deserialize<'b>>(
        &self,
        bytes: &'b [u8],
        version: fn(&T) -> u32,
    ) -> Result<(&'b str, T), Refusal> {
        let parsed = format::read_versioned(bytes, self.begins, self.version, |text, _| {
            let file: T = format::parse(text)?;
            if version(&file) != self.version {
                // Spelt so that the gate took it for another number: `1_0`.
                return Err(ReadError::at_end_of("", ReadProblem::NotOurs));
            }
            Ok((text, file))
        });
        parsed.map_err(|error| self.in_words(error))
    }

    /// What reading says of a file, in words for one who wrote it by hand.
    fn in_words(&self, error: ReadError) -> Refusal {
        let Self {
            what,
            file_name,
            begins,
            version,
            command,
        } = self;
        let (problem, remedy): (_, Cow<'static, str>) = match error.problem {
            ReadProblem::NotOurs => (
                format!(
                    "this is not a {what}: it does not begin with `{begins}(version: {version},`"
                ),
                format!("begin one with `{command} > {file_name}`, or give this file another name")
                    .into(),
            ),
            ReadProblem::Newer => (
                format!("this {what} is of a newer format, which this Claimark does not know"),
                "update Claimark".into(),
            ),
            ReadProblem::UnknownField {
                name,
                near: Some(near),
                ..
            } => (
                format!("a {what} has no field `{name}` here"),
                format!("if `{near}` is meant, write that; `{command}` prints one that is right")
                    .into(),
            ),
            ReadProblem::UnknownField { name, .. } => (
                format!("a {what} has no field `{name}` here"),
                format!("correct the spelling or remove it; `{command}` prints one that is right")
                    .into(),
            ),
            ReadProblem::Truncated => (
                "the file ends too early".to_owned(),
                "look for a bracket or a quotation mark that is never closed".into(),
            ),
            ReadProblem::Slip { what, remedy } => (what, remedy.into()),
            ReadProblem::Syntax(said) => (
                said,
                format!("correct the file here; `{command}` prints one that is right").into(),
            ),
            ref same @ (ReadProblem::NotUtf8
            | ReadProblem::ByteOrderMark
            | ReadProblem::MergeConflict) => (same.to_string(), same.remedy()),
        };
        Refusal {
            place: error.place,
            problem,
            remedy,
        }
    }
}
