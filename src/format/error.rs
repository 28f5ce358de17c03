//! Why a set file is refused: the place, the reason, the remedy.

use std::borrow::Cow;

use crate::text::LineColumn;

/// A set file that can't be read, and where in it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{problem}")]
pub struct ReadError {
    /// Where reading stopped: line and column in code points, from 1.
    pub place: LineColumn,
    /// What is wrong there.
    pub problem: ReadProblem,
}

/// What can be wrong with a set file.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ReadProblem {
    /// Bytes that are no UTF-8.
    #[error("the file is not UTF-8 from here on")]
    NotUtf8,
    /// A byte order mark, which RON does not allow.
    #[error("the file begins with a byte order mark")]
    ByteOrderMark,
    /// Something else than a set of ours.
    #[error("this is not a Claimark set: it does not begin with `Claimark(version: 1,`")]
    NotOurs,
    /// A version above [`super::VERSION`].
    #[error("this set was written by a newer Claimark, in a format that this one does not know")]
    Newer,
    /// Version control left both sides of a conflict in the file.
    #[error("the file holds an unsettled merge conflict from here on")]
    MergeConflict,
    /// The file stops in the middle.
    #[error("the file ends too early: it was cut off")]
    Truncated,
    /// A field that version 1 does not have.
    #[error("the format has no field `{name}` in `{within}`")]
    UnknownField {
        /// The field as found.
        name: String,
        /// The structure it stands in.
        within: String,
        /// The field of that structure that looks like it.
        near: Option<&'static str>,
    },
    /// What goes wrong in editing by hand, and what to write instead.
    #[error("{what}")]
    Slip {
        /// What is wrong.
        what: String,
        /// What to do.
        remedy: String,
    },
    /// Anything else that RON or the format does not allow.
    #[error("{0}")]
    Syntax(String),
}

impl ReadProblem {
    /// What to do about it, in a sentence.
    #[must_use]
    pub fn remedy(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Slip { remedy, .. } => return Cow::Owned(remedy.clone()),
            Self::NotUtf8 => "save it as UTF-8, or take the last good version from a backup",
            Self::ByteOrderMark => "save it as UTF-8 without a byte order mark",
            Self::NotOurs => {
                "a set is a .ron file that Claimark wrote; of an article, name the set or the folder"
            }
            Self::Newer => "update Claimark; this one leaves the file as it is",
            Self::MergeConflict => {
                "settle it: keep one side of each conflict and take out the lines of <, = and >"
            }
            Self::Truncated => "take the last good version from a backup or from version control",
            Self::UnknownField {
                near: Some(near), ..
            } => {
                return Cow::Owned(format!(
                    "did you mean `{near}`? Else remove it; if a newer Claimark wrote it, update this one"
                ));
            }
            Self::UnknownField { .. } => {
                "correct the spelling or remove it; if a newer Claimark wrote it, update this one"
            }
            Self::Syntax(_) => "correct the file here, or take the last good version",
        })
    }
}

impl ReadError {
    /// An error at the end of the text that was still right.
    pub(crate) fn at_end_of(right: &str, problem: ReadProblem) -> Self {
        let line = right.matches('\n').count() + 1;
        let column = right
            .rsplit('\n')
            .next()
            .map_or(0, |last| last.chars().count())
            + 1;
        Self {
            place: LineColumn { line, column },
            problem,
        }
    }
}

/// Bytes at the start of what is long, and at its end, that are repeated of it.
const SAID: (usize, usize) = (200, 100);

/// What somebody else says, such as RON's reader, without its middle if it is long: it quotes what stands in the file, and that
/// may be a whole book.
pub(crate) fn short(words: String) -> String {
    if words.len() <= SAID.0 + SAID.1 {
        return words;
    }
    let start = words.floor_char_boundary(SAID.0);
    let end = words.ceil_char_boundary(words.len() - SAID.1);
    format!("{}…{}", &words[..start], &words[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_is_cut_in_its_middle_between_characters() {
        assert_eq!(short("expected `)`".into()), "expected `)`");
        for pad in 0..4 {
            let long = format!("{}“{}” is no id", "x".repeat(pad), "é👩‍🚒".repeat(99));
            let cut = short(long);
            assert!(
                cut.len() <= 303 && cut.contains('…') && cut.ends_with("” is no id"),
                "{cut}"
            );
        }
    }
}
