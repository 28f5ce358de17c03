//! Version 1 of the format: the model's own types, field by field, with nothing unknown allowed.

use std::sync::Arc;

use serde::Deserialize;

use super::{ReadError, ReadProblem, mistakes, short};
use crate::{
    annotation::{Annotation, AnnotationSet, ArticleRecord, Reanchored, Region, Speaker},
    text::LineColumn,
};

#[derive(Deserialize)]
#[serde(rename = "Claimark", deny_unknown_fields)]
struct File {
    version: u32,
    article: ArticleRecord,
    annotator: String,
    #[serde(default)]
    speakers: Vec<Speaker>,
    #[serde(default)]
    left_out: Vec<Region>,
    #[serde(default)]
    annotations: Vec<Annotation>,
    #[serde(default)]
    orphans: Vec<Annotation>,
    #[serde(default)]
    orphan_regions: Vec<Region>,
    #[serde(default)]
    reanchored: Vec<Reanchored>,
    #[serde(default)]
    done: bool,
}

pub(super) fn read(text: &str) -> Result<AnnotationSet, ReadError> {
    let File {
        version,
        article,
        annotator,
        speakers,
        left_out,
        annotations,
        orphans,
        orphan_regions,
        reanchored,
        done,
    } = parse(text)?;
    if version != 1 {
        // Spelt so that the gate took it for another number: `1_0`.
        return Err(ReadError::at_end_of("", ReadProblem::NotOurs));
    }
    Ok(AnnotationSet {
        article,
        annotator,
        speakers,
        annotations: annotations.into_iter().map(Arc::new).collect(),
        left_out,
        orphans: orphans.into_iter().map(Arc::new).collect(),
        orphan_regions,
        reanchored,
        done,
    })
}

/// Reads a text of RON into typed structs.
pub(crate) fn parse<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, ReadError> {
    ron::from_str(text).map_err(|error| refusal(text, error))
}

/// What RON's reader says, in our words where it matters.
fn refusal(text: &str, error: ron::error::SpannedError) -> ReadError {
    use ron::Error;
    let place = LineColumn {
        line: error.span.start.line,
        column: error.span.start.col,
    };
    // A word that the file ends in the middle of looks like a wrong word.
    let end = ReadError::at_end_of(text, ReadProblem::Truncated).place;
    let at_end = (error.span.end.line, error.span.end.col) == (end.line, end.column);
    let cut = at_end && !text.trim_end().ends_with(')');
    let (start, stopped) = (
        byte_at(text, error.span.start),
        byte_at(text, error.span.end),
    );
    if let Some((byte, problem)) = mistakes::at_end(
        text,
        cut || matches!(error.code, Error::Eof | Error::ExpectedStringEnd),
    ) {
        return ReadError::at_end_of(&text[..byte], problem);
    }
    let problem = match error.code {
        _ if cut => ReadProblem::Truncated,
        Error::Eof
        | Error::ExpectedStringEnd
        | Error::ExpectedRawValue
        | Error::UnclosedBlockComment
        | Error::UnclosedLineComment => ReadProblem::Truncated,
        Error::NoSuchStructField {
            found,
            outer,
            expected,
        } => ReadProblem::UnknownField {
            near: mistakes::near(&found, expected),
            name: short(found),
            within: outer.unwrap_or_else(|| "this place".into()),
        },
        other => {
            if let Some((byte, problem)) = mistakes::named(text, &other, (start, stopped)) {
                return ReadError::at_end_of(&text[..byte], problem);
            }
            ReadProblem::Syntax(short(other.to_string()))
        }
    };
    ReadError { place, problem }
}

/// The byte at a line and column of a text, or its end.
fn byte_at(text: &str, place: ron::error::Position) -> usize {
    let line = match place.line.checked_sub(2) {
        None => 0,
        Some(feeds) => text
            .match_indices('\n')
            .nth(feeds)
            .map_or(text.len(), |(at, _)| at + 1),
    };
    let mut chars = text[line..].char_indices();
    chars
        .nth(place.col.saturating_sub(1))
        .map_or(text.len(), |(at, _)| line + at)
}
