//! What goes wrong in a file that somebody edits by hand, in our words: what RON's reader met, and what to write instead.

use std::ops::Range;

use ron::Error;

use super::{
    error::{ReadProblem, short},
    gate::past_blanks,
    places::{is_of_word, string_length},
};

/// A sentence on what is wrong at a byte of the text, and one on what to do.
struct Mistake {
    byte: usize,
    what: String,
    remedy: String,
}

/// The byte of the text and the problem there, if this is a mistake that we have words for. RON's reader had begun with a token at
/// the one byte, or with the blanks before it, and stopped at the other.
pub(super) fn named(
    text: &str,
    error: &Error,
    (start, end): (usize, usize),
) -> Option<(usize, ReadProblem)> {
    let here = text.len() - past_blanks(&text[end..]).len();
    let before = Before::of(text, here);
    let mistake = unclosed(text, error, &before)
        .or_else(|| comment(text, here))
        .or_else(|| by_code(text, error, start, here, &before))?;
    let problem = ReadProblem::Slip {
        what: short(mistake.what),
        remedy: short(mistake.remedy),
    };
    Some((mistake.byte, problem))
}

/// What is wrong with a text that ends too early, if more can be said than that: a string is not closed, or just the last bracket.
pub(super) fn at_end(text: &str, too_early: bool) -> Option<(usize, ReadProblem)> {
    if !too_early {
        return None;
    }
    let before = Before::of(text, text.len());
    let mistake = unclosed(text, &Error::Eof, &before).or_else(|| {
        // A set that was cut off before its marks would be read without them.
        let whole = !past_blanks(text).starts_with("Claimark(") || text.contains("annotations:");
        let closed = text[..before.end].ends_with([',', ']', ')']);
        (before.open.len() == 1 && whole && closed).then(|| Mistake {
            byte: before.end,
            what: "the last `)` is missing: all other brackets are closed".to_owned(),
            remedy: "write `)` at the end, if nothing else was cut off there".to_owned(),
        })
    })?;
    let Mistake { byte, what, remedy } = mistake;
    Some((byte, ReadProblem::Slip { what, remedy }))
}

/// What a text holds before one of its bytes.
struct Before {
    /// The brackets that are not yet closed, by their bytes.
    open: Vec<usize>,
    /// The last string that begins there.
    string: Option<Range<usize>>,
    /// Where the last token ends.
    end: usize,
}

impl Before {
    fn of(text: &str, byte: usize) -> Self {
        let (mut open, mut string, mut at, mut end) = (Vec::new(), None, 0, 0);
        loop {
            let rest = past_blanks(&text[at..]);
            at = text.len() - rest.len();
            let Some(c) = rest.chars().next().filter(|_| at < byte) else {
                return Self { open, string, end };
            };
            let length = match string_length(rest) {
                Some(length) => {
                    string = Some(at..at + length);
                    length
                }
                None if is_of_word(c) => rest.find(|c| !is_of_word(c)).unwrap_or(rest.len()),
                None => c.len_utf8(),
            };
            match c {
                '(' | '[' | '{' => open.push(at),
                ')' | ']' | '}' => drop(open.pop()),
                _ => {}
            }
            at += length;
            // RON may see an end where a hand would not: behind `marked` of `marked-twice`.
            end = at.min(byte);
        }
    }
}

/// A string that runs over the end of its line, and behind which nothing fits: its quotation mark was meant to be closed before.
fn unclosed(text: &str, error: &Error, before: &Before) -> Option<Mistake> {
    let string = before.string.clone()?;
    let words = &text[string.clone()];
    let may_be = matches!(
        error,
        Error::ExpectedComma
            | Error::ExpectedStringEnd
            | Error::ExpectedStructLikeEnd
            | Error::ExpectedOptionEnd
            | Error::ExpectedArrayEnd
            | Error::Eof
    );
    // Claimark itself writes `\n`.
    let runs_on = words.starts_with('"') && words.contains('\n');
    (may_be && runs_on && before.end == string.end).then(|| Mistake {
        byte: string.start,
        what: "this quotation mark is not closed on its line".to_owned(),
        remedy: "close it with \" behind the words; a line end inside of them is written \\n"
            .to_owned(),
    })
}

fn comment(text: &str, here: usize) -> Option<Mistake> {
    text[here..].starts_with('#').then(|| Mistake {
        byte: here,
        what: "`#` begins no comment".to_owned(),
        remedy: "write `// …` up to the line's end, or `/* … */`".to_owned(),
    })
}

fn by_code(
    text: &str,
    error: &Error,
    start: usize,
    here: usize,
    before: &Before,
) -> Option<Mistake> {
    let found = &text[here..];
    let at = |byte: usize, what: &str, remedy: &str| {
        Some(Mistake {
            byte,
            what: what.to_owned(),
            remedy: remedy.to_owned(),
        })
    };
    match error {
        Error::ExpectedString => not_a_string(found).map(|(what, remedy)| Mistake {
            byte: here,
            what,
            remedy,
        }),
        Error::ExpectedOption if found.starts_with('"') => {
            let words = token(found);
            at(
                here,
                "what may be left out is written in `Some(…)`",
                &format!("write `Some({words})`"),
            )
        }
        Error::ExpectedOption => at(
            here,
            "`Some(…)` or `None` belongs here",
            "write one of them, or leave the field out",
        ),
        Error::ExpectedBoolean => at(
            here,
            &format!(
                "there is `{}` where `true` or `false` belongs",
                token(found)
            ),
            "write `true` or `false`",
        ),
        Error::ExpectedInteger if found.starts_with('"') => at(
            here,
            "a number has no quotation marks",
            &format!("write {}", token(found).trim_matches('"')),
        ),
        Error::ExpectedInteger => at(
            here,
            &format!("there is `{}` where a whole number belongs", token(found)),
            "write the number in digits",
        ),
        Error::IntegerOutOfBounds => {
            let number = text[..here].trim_end();
            let digits = number
                .trim_end_matches(|c: char| c.is_ascii_digit() || c == '_')
                .len();
            if number[..digits].ends_with('-') {
                at(
                    digits - 1,
                    "this number is negative, and none may be",
                    "write the number that is meant, 0 or above",
                )
            } else {
                at(
                    digits,
                    "this number is too large",
                    "write the number that is meant",
                )
            }
        }
        Error::InvalidEscape(_) => at(
            start,
            "behind a backslash in this text stands what RON does not know",
            "write `\\\\` for a backslash itself, `\\\"` for a quotation mark, `\\n` for a line end",
        ),
        Error::NoSuchEnumVariant {
            expected, found, ..
        } => {
            let choices = listed(expected);
            let remedy = match near(found, expected) {
                Some(near) => format!("did you mean `{near}`? There are {choices}"),
                None => format!("there are {choices}"),
            };
            let what = format!("there is no `{found}` here");
            at(start, &what, &remedy)
        }
        Error::MissingStructField { field, outer } => at(
            before.open.last().copied().unwrap_or(start),
            &format!(
                "the field `{field}` is missing here: every {} has it",
                called(outer.as_deref())
            ),
            &format!("add `{field}: …,`"),
        ),
        Error::DuplicateStructField { field, .. } => at(
            start,
            &format!("the field `{field}` stands here a second time"),
            "keep one of the two",
        ),
        Error::ExpectedDifferentStructName { expected, found }
            if past_blanks(&text[here..]).starts_with(':') =>
        {
            at(
                start,
                &format!(
                    "a `(` is missing before `{found}`: every {} stands in round brackets",
                    called(Some(expected))
                ),
                "write `(` before it",
            )
        }
        Error::TrailingCharacters => at(
            here,
            &format!("there is `{}` behind the file's last bracket", token(found)),
            "take it out; or a bracket before it is closed too early, or once too often",
        ),
        Error::ExpectedDifferentLength { .. } => at(
            before.open.last().copied().unwrap_or(here),
            "too few values stand in these brackets",
            "write as many as there are elsewhere: a span is two numbers, (start, end)",
        ),
        Error::ExpectedMapColon => at(
            before.end,
            "a colon is missing behind the name of this field",
            "write `name: value,`",
        ),
        _ => brackets(text, error, here, before),
    }
}

/// Brackets, commas and names where others are wanted.
fn brackets(text: &str, error: &Error, here: usize, before: &Before) -> Option<Mistake> {
    let found = &text[here..];
    let inner = before.open.last().copied();
    let at = |byte: usize, what: String, remedy: String| Some(Mistake { byte, what, remedy });
    if let (Some(open), Some(close)) = (inner, found.chars().next().filter(|c| ")]}".contains(*c)))
    {
        let wanted = closing(&text[open..]);
        if wanted != close {
            let bracket = &text[open..=open];
            return at(
                open,
                format!("this `{bracket}` is not closed before the next `{close}`"),
                format!("write `{wanted}` where what is in it ends"),
            );
        }
    }
    let field = inner.and_then(|open| field_before(text, open));
    match error {
        Error::ExpectedStructLikeEnd
            if found.starts_with(|c: char| c.is_ascii_digit() || "-\"".contains(c)) =>
        {
            at(
                here,
                format!("`{}` is one value too many in these brackets", token(found)),
                "take it out: a span is two numbers, (start, end)".to_owned(),
            )
        }
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => at(
            before.end,
            "a `)` is missing here".to_owned(),
            "write `)` to close the bracket".to_owned(),
        ),
        Error::ExpectedArrayEnd => at(
            before.end,
            "a `]` is missing here".to_owned(),
            "write `]` to close the list".to_owned(),
        ),
        Error::ExpectedComma if found.starts_with([';', '.']) => at(
            here,
            format!("there is `{}` where a comma belongs", &found[..1]),
            "write a comma between two values; numbers are whole".to_owned(),
        ),
        Error::ExpectedComma if !found.is_empty() => at(
            before.end,
            "a comma is missing here".to_owned(),
            "write a comma; or close the bracket, or the quotation mark, that is still open"
                .to_owned(),
        ),
        Error::ExpectedArray => at(
            here,
            "a list belongs here".to_owned(),
            "write it in square brackets: [ … ]".to_owned(),
        ),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) if !found.is_empty() => at(
            here,
            "a `(` belongs here".to_owned(),
            "write what belongs together in round brackets: ( … )".to_owned(),
        ),
        Error::ExpectedIdentifier => {
            let words = token(found);
            let is_name = found.starts_with('"')
                && past_blanks(&found[words.len().min(found.len())..]).starts_with(':');
            let field = field_before(text, here).or(field);
            match field {
                _ if is_name => at(
                    here,
                    format!("the name of a field, {words}, has no quotation marks"),
                    format!("write {}:", words.trim_matches('"')),
                ),
                Some("denies") if found.starts_with('"') => at(
                    here,
                    "what is denied is written in `Here(…)` or `Elsewhere(…)`".to_owned(),
                    format!(
                        "write `Here({words})` for a mark of this set, `Elsewhere(\"…\")` for what was said outside the article"
                    ),
                ),
                Some("amount") => at(
                    here,
                    "an amount says how exact it is".to_owned(),
                    "write `Exactly(\"40\")`, or another of the words that the manual lists"
                        .to_owned(),
                ),
                Some("tag") => at(
                    here,
                    "a tag says what it is".to_owned(),
                    "write `Claim(…)`, `Denial(…)` or `Figure(…)`".to_owned(),
                ),
                _ if found.is_empty() => None,
                _ => at(
                    here,
                    format!("there is `{words}` where the name of a field belongs"),
                    "write `name: value,`; or close the bracket that is still open".to_owned(),
                ),
            }
        }
        _ => None,
    }
}

/// What stands where a string belongs.
fn not_a_string(found: &str) -> Option<(String, String)> {
    let first = found.chars().next()?;
    Some(match first {
        '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '\'' | '`' => (
            format!(
                "the text here begins with {first}, and RON wants straight double quotation marks"
            ),
            "write \"…\"".to_owned(),
        ),
        _ if found.starts_with("Some") => (
            "this field is never left out, so its text stands alone".to_owned(),
            "write \"…\" without `Some( )`".to_owned(),
        ),
        c if c.is_ascii_digit() || c == '-' => {
            let number = token(found);
            (
                "there is a number where a text belongs".to_owned(),
                format!("put it into quotation marks: \"{number}\""),
            )
        }
        c if is_of_word(c) => {
            let word = token(found);
            (
                format!("there is `{word}` where a text in quotation marks belongs"),
                format!("write \"{word}\""),
            )
        }
        _ => (
            "a text in quotation marks is missing here".to_owned(),
            "write \"…\"".to_owned(),
        ),
    })
}

/// The token that a text begins with, as far as it is on one line.
fn token(text: &str) -> String {
    let length = string_length(text).unwrap_or_else(|| {
        let word = text.find(|c| !is_of_word(c)).unwrap_or(text.len());
        word.max(text.chars().next().map_or(0, char::len_utf8))
    });
    let words = &text[..length];
    short(words.split('\n').next().unwrap_or(words).to_owned())
}

/// The field whose value begins at a byte.
fn field_before(text: &str, byte: usize) -> Option<&str> {
    let ahead = text[..byte].trim_end().strip_suffix(':')?.trim_end();
    let start = ahead.rfind(|c| !is_of_word(c)).map_or(0, |at| {
        at + ahead[at..].chars().next().map_or(0, char::len_utf8)
    });
    Some(&ahead[start..])
}

fn closing(open: &str) -> char {
    match open.as_bytes().first() {
        Some(b'[') => ']',
        Some(b'{') => '}',
        _ => ')',
    }
}

/// The name that looks most like this one, if any does.
pub(super) fn near(found: &str, names: &[&'static str]) -> Option<&'static str> {
    let found = found.to_lowercase();
    let likeness = |name: &str| strsim::jaro_winkler(&name.to_lowercase(), &found);
    let best = names
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) > 0.8).then_some(*best)
}

/// `A`, `B` or `C`.
fn listed(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match &names[..] {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// What a structure is called in sentences.
fn called(structure: Option<&str>) -> &str {
    match structure {
        Some("Annotation") => "mark",
        Some("Fragment") => "fragment",
        Some("Speaker") => "speaker",
        Some("ArticleRecord") => "article",
        Some("Quantity") => "quantity",
        Some("Label") => "sub-label",
        Some("Unit") => "unit",
        Some("Claimark") => "set",
        Some("ClaimarkCodebook") => "codebook",
        Some("ClaimarkConfig") => "configuration",
        _ => "such structure",
    }
}
