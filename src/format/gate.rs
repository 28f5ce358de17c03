//! Reads the version and nothing else: even of a file whose format is of tomorrow.

use super::{ReadError, ReadProblem, places::is_of_word};

/// What stands before anything else in a set file.
pub(super) const NAME: &str = "Claimark";

/// The version that a file of this kind, which begins with this word, states in its first field; `newest` is the newest that is known.
pub(super) fn version(text: &str, kind: &str, newest: u32) -> Result<u32, ReadError> {
    if text.starts_with('\u{feff}') {
        return Err(ReadError::at_end_of("", ReadProblem::ByteOrderMark));
    }
    let mut rest = text;
    for word in [kind, "(", "version", ":"] {
        rest = past_blanks(rest);
        rest = match rest.strip_prefix(word) {
            Some(rest) => rest,
            // A file of ours that was cut off this early still begins as ours do.
            None if word.starts_with(rest) && !text.is_empty() => {
                return Err(ReadError::at_end_of(text, ReadProblem::Truncated));
            }
            None => {
                return Err(ReadError::at_end_of(
                    &text[..text.len() - rest.len()],
                    otherwise(text, rest, (word, kind), newest),
                ));
            }
        };
    }
    rest = past_blanks(rest);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let here = &text[..text.len() - rest.len()];
    if digits == 0 {
        let problem = if rest.is_empty() {
            ReadProblem::Truncated
        } else {
            otherwise(text, rest, ("1", kind), newest)
        };
        return Err(ReadError::at_end_of(here, problem));
    }
    // A number beyond u32 is a version beyond ours.
    match rest[..digits].parse().unwrap_or(u32::MAX) {
        version if version > newest => Err(ReadError::at_end_of(here, ReadProblem::Newer)),
        version => Ok(version),
    }
}

/// What is wrong with a file that goes on otherwise than by this word: it may be almost ours.
fn otherwise(text: &str, rest: &str, (word, kind): (&str, &str), newest: u32) -> ReadProblem {
    let found = &rest[..rest.find(|c| !is_of_word(c)).unwrap_or(rest.len())];
    let slip = |what: String, remedy: String| ReadProblem::Slip { what, remedy };
    let version = format!("version: {newest},");
    match word {
        _ if word == kind => {
            // Short ones only, as the words are compared letter by letter.
            let alike = found.len() < 2 * kind.len()
                && !found.is_empty()
                && strsim::damerau_levenshtein(found, kind) <= 2;
            if alike && past_blanks(&rest[found.len()..]).starts_with('(') {
                slip(
                    format!("there is `{found}` where `{kind}` belongs"),
                    format!("write `{kind}({version}`"),
                )
            } else {
                ReadProblem::NotOurs
            }
        }
        // Another kind of file of ours, maybe.
        "(" if !found.is_empty() => ReadProblem::NotOurs,
        "(" => slip(
            format!("a `(` belongs behind `{kind}`"),
            format!("write `{kind}({version}`"),
        ),
        "version" => slip(
            format!("the first field must be `{version}`"),
            if text.contains("version:") {
                format!("put `{version}` before the others")
            } else {
                format!("write `{version}` before the others")
            },
        ),
        ":" => slip(
            "a colon belongs behind `version`".to_owned(),
            format!("write `{version}`"),
        ),
        _ => slip(
            "the version is a whole number".to_owned(),
            format!("write `{version}`"),
        ),
    }
}

/// Skips white space and comments: `//` to the line's end, and nested `/* */`.
pub(crate) fn past_blanks(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        if let Some(comment) = rest.strip_prefix("//") {
            rest = comment.find('\n').map_or("", |end| &comment[end..]);
        } else if rest.starts_with("/*") {
            let (mut depth, mut at) = (0usize, 0);
            loop {
                let Some(next) = rest[at..].find(['/', '*']).map(|found| at + found) else {
                    return "";
                };
                at = next + 1;
                if rest[next..].starts_with("/*") {
                    (depth, at) = (depth + 1, next + 2);
                } else if rest[next..].starts_with("*/") {
                    (depth, at) = (depth - 1, next + 2);
                    if depth == 0 {
                        break;
                    }
                }
            }
            rest = &rest[at..];
        } else {
            return rest;
        }
        rest = rest.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::{super::VERSION, *};

    fn version(text: &str) -> Result<u32, ReadError> {
        super::version(text, NAME, VERSION)
    }

    #[track_caller]
    fn refused(text: &str) -> (String, ReadProblem) {
        let error = version(text).unwrap_err();
        (error.place.to_string(), error.problem)
    }

    #[test]
    fn the_version_is_found_behind_comments_and_blanks() {
        assert_eq!(version("Claimark(version: 1,"), Ok(1));
        assert_eq!(
            version("// mine\n/* a /* nested */ one */ Claimark (\n version :1"),
            Ok(1)
        );
    }

    #[test]
    fn what_is_not_ours_is_told_from_what_is_cut_off_or_newer() {
        assert_eq!(
            refused("(version: 1)"),
            ("1:1".into(), ReadProblem::NotOurs)
        );
        for (text, place, what) in [
            (
                "Claimark(\n  speakers: []",
                "2:3",
                "the first field must be `version: 1,`",
            ),
            (
                "Clamark(version: 1",
                "1:1",
                "there is `Clamark` where `Claimark` belongs",
            ),
            (
                "Claimark[version: 1",
                "1:9",
                "a `(` belongs behind `Claimark`",
            ),
            (
                "Claimark(version = 1",
                "1:18",
                "a colon belongs behind `version`",
            ),
            (
                "Claimark(version: \"1\"",
                "1:19",
                "the version is a whole number",
            ),
        ] {
            let (at, problem) = refused(text);
            assert_eq!((at.as_str(), problem.to_string().as_str()), (place, what));
        }
        assert_eq!(
            refused("ClaimarkCodebook(version: 1"),
            ("1:9".into(), ReadProblem::NotOurs)
        );
        assert_eq!(
            refused("{\"version\": 1}"),
            ("1:1".into(), ReadProblem::NotOurs)
        );
        assert_eq!(
            refused("Claimark(vers"),
            ("1:14".into(), ReadProblem::Truncated)
        );
        assert_eq!(refused(""), ("1:1".into(), ReadProblem::NotOurs));
        assert_eq!(
            refused("Claimark(version: 2, what: ever"),
            ("1:19".into(), ReadProblem::Newer)
        );
        assert_eq!(
            refused("Claimark(version: 99999999999"),
            ("1:19".into(), ReadProblem::Newer)
        );
        assert_eq!(
            refused("\u{feff}Claimark(version: 1"),
            ("1:1".into(), ReadProblem::ByteOrderMark)
        );
        assert_eq!(
            refused("/* never closed"),
            ("1:16".into(), ReadProblem::Truncated)
        );
    }
}
