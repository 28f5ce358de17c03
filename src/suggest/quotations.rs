//! Where quotations stand: between curly, straight, single or low quotation marks or guillemets, and over several paragraphs.
//!
//! A quotation inside another is a part of that one. One walk over the text, whatever marks it has: an opening mark that is not closed
//! in its paragraph opens nothing, but where the next paragraph begins with a mark of its kind, as speeches of several paragraphs do.

use std::ops::Range;

/// One quotation, or of a speech of several paragraphs what stands in one of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Quotation {
    /// With its marks, in bytes of the text.
    pub(super) outer: Range<usize>,
    /// What is quoted, in bytes of the text.
    pub(super) inner: Range<usize>,
    /// Whether the next paragraph goes on with it.
    pub(super) goes_on: bool,
}

/// The ways of quoting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Style {
    /// “…”
    Curly,
    /// "…"
    Straight,
    /// ‘…’
    Single,
    /// '…'
    StraightSingle,
    /// „…“
    Low,
    /// «…»
    Guillemets,
    /// »…«
    Inward,
    /// 「…」
    Corners,
}

/// What stands on both sides of a mark.
#[derive(Clone, Copy)]
struct Sides {
    before: Option<char>,
    after: Option<char>,
}

impl Sides {
    /// Whether words may begin behind it: it stands at a blank or behind an opening sign, and before something.
    fn may_open(self) -> bool {
        let free = |c: char| c.is_whitespace() || "([{—–-/•:“‘\"'«„".contains(c);
        self.before.is_none_or(free) && self.after.is_some_and(|c| !c.is_whitespace())
    }

    /// Whether words may end before it.
    fn may_close(self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace())
            && self.after.is_none_or(|c| !c.is_alphanumeric())
    }
}

impl Style {
    /// What a mark opens where no quotation is open.
    fn opened(mark: char, sides: Sides) -> Option<Self> {
        let letter = sides.after.is_some_and(char::is_alphabetic);
        match mark {
            '“' | '‟' if !sides.may_close() || sides.may_open() => Some(Self::Curly),
            '"' | '＂' if sides.may_open() => Some(Self::Straight),
            '‘' | '‛' if sides.may_open() => Some(Self::Single),
            '\'' if sides.may_open() && letter => Some(Self::StraightSingle),
            '„' | '‚' => Some(Self::Low),
            '«' | '‹' if !sides.may_close() || sides.may_open() => Some(Self::Guillemets),
            '»' | '›' if sides.may_open() => Some(Self::Inward),
            '「' | '『' => Some(Self::Corners),
            _ => None,
        }
    }

    /// Whether a mark closes a quotation of this style.
    fn is_closed_by(self, mark: char, sides: Sides) -> bool {
        match self {
            Self::Curly => mark == '”' || mark == '“' && sides.may_close() && !sides.may_open(),
            Self::Straight => matches!(mark, '"' | '＂') && sides.may_close(),
            Self::Single => mark == '’' && sides.may_close(),
            Self::StraightSingle => mark == '\'' && sides.may_close(),
            Self::Low => matches!(mark, '“' | '”' | '‘' | '’') && sides.may_close(),
            // French sets blanks inside.
            Self::Guillemets => matches!(mark, '»' | '›'),
            Self::Inward => matches!(mark, '«' | '‹'),
            Self::Corners => matches!(mark, '」' | '』'),
        }
    }

    /// Whether a mark that closes this style may as well be an apostrophe: "the workers’ union".
    const fn has_apostrophes(self) -> bool {
        matches!(self, Self::Single | Self::StraightSingle)
    }
}

/// A quotation that is not closed yet.
struct Open {
    style: Style,
    outer: usize,
    inner: usize,
    /// Where it is closed if the apostrophe there is none: the mark's ends.
    perhaps: Option<(usize, usize)>,
}

impl Open {
    fn closed(&self, (inner_end, outer_end): (usize, usize)) -> Quotation {
        Quotation {
            outer: self.outer..outer_end,
            inner: self.inner..inner_end,
            goes_on: false,
        }
    }
}

/// The quotations of one paragraph, which begins at `start` in bytes of the text, and of the one that is still open at its end.
fn in_paragraph(paragraph: &str, start: usize, found: &mut Vec<Quotation>) -> Option<Style> {
    let mut open: Option<Open> = None;
    let mut before = None;
    let mut chars = paragraph.char_indices().peekable();
    while let Some((at, mark)) = chars.next() {
        let sides = Sides {
            before,
            after: chars.peek().map(|(_, c)| *c),
        };
        before = Some(mark);
        if mark.is_alphanumeric() || mark == ' ' {
            continue;
        }
        let ends = (start + at, start + at + mark.len_utf8());
        if let Some(current) = &mut open
            && current.style.is_closed_by(mark, sides)
        {
            let rest = &paragraph[at + mark.len_utf8()..];
            let unsure = current.style.has_apostrophes()
                && paragraph[..at].ends_with('s')
                && rest
                    .strip_prefix(' ')
                    .is_some_and(|rest| rest.chars().next().is_some_and(char::is_lowercase));
            if unsure {
                current.perhaps.get_or_insert(ends);
            } else {
                found.push(current.closed(ends));
                open = None;
            }
            continue;
        }
        let Some(style) = Style::opened(mark, sides) else {
            continue;
        };
        match &open {
            // Nested in another, unless that one is never closed.
            Some(current) if current.style != style && current.perhaps.is_none() => continue,
            Some(current) => {
                if let Some(ends) = current.perhaps {
                    found.push(current.closed(ends));
                }
            }
            None => {}
        }
        open = Some(Open {
            style,
            outer: ends.0,
            inner: ends.1,
            perhaps: None,
        });
    }
    let open = open?;
    match open.perhaps {
        Some(ends) => {
            found.push(open.closed(ends));
            None
        }
        None => {
            let end = start + paragraph.len();
            found.push(Quotation {
                goes_on: true,
                ..open.closed((end, end))
            });
            Some(open.style)
        }
    }
}

/// Whether a paragraph begins with a mark that opens a quotation of this style.
fn begins_with(paragraph: &str, style: Style) -> bool {
    let mut chars = paragraph.trim_start().chars();
    chars.next().is_some_and(|mark| {
        let sides = Sides {
            before: None,
            after: chars.next(),
        };
        Style::opened(mark, sides) == Some(style)
    })
}

/// All quotations of a text, in its order; none overlaps another and none goes beyond its paragraph.
pub(super) fn quotations(text: &str) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut start = 0;
    // The quotation that is open at the end of the last paragraph with words.
    let mut pending: Option<(usize, Style)> = None;
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            if let Some((at, style)) = pending.take()
                && !begins_with(line, style)
            {
                found.truncate(at);
            }
            let open = in_paragraph(line, start, &mut found);
            pending = open.map(|style| (found.len() - 1, style));
        }
        start += line.len() + 1;
    }
    if let Some((at, _)) = pending {
        found.truncate(at);
    }
    found.retain(|quotation| !text[quotation.inner.clone()].trim().is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<&str> {
        let found = quotations(text).into_iter();
        found.map(|found| &text[found.inner]).collect()
    }

    #[test]
    fn all_marks_open_and_close() {
        for text in [
            "He said “not so”, twice.",
            "He said \"not so\", twice.",
            "He said ‘not so’, twice.",
            "He said 'not so', twice.",
            "He said „not so“, twice.",
            "He said «not so», twice.",
            "He said »not so«, twice.",
            "(“not so”)",
            "“not so",
        ] {
            let expected: &[&str] = match text {
                "“not so" => &[],
                _ => &["not so"],
            };
            assert_eq!(all(text), expected, "{text}");
        }
        assert_eq!(all("Er sagte « pas vrai » hier"), [" pas vrai "]);
    }

    #[test]
    fn a_quotation_in_another_is_a_part_of_it() {
        assert_eq!(
            all("“She told us ‘never again’ and left,” he said."),
            ["She told us ‘never again’ and left,"]
        );
        assert_eq!(
            all("‘He called it “a lie” in court,’ she said."),
            ["He called it “a lie” in court,"]
        );
    }

    #[test]
    fn apostrophes_close_nothing() {
        assert_eq!(
            all("‘The workers’ union didn’t ask,’ she said. It’s ‘fine’ here."),
            ["The workers’ union didn’t ask,", "fine"]
        );
        assert_eq!(
            all("The nurses' union and the pilots' guild didn't."),
            [""; 0]
        );
        assert_eq!(all("6\" pipes and 5' walls"), [""; 0]);
    }

    #[test]
    fn a_mark_that_is_missing_spoils_no_other_paragraph() {
        assert_eq!(all("“Not closed.\nBut “this is” so."), ["this is"]);
        assert_eq!(all("\"Not closed.\nBut \"this is\" so."), ["this is"]);
        assert_eq!(all("“Not closed, “this is” so."), ["this is"]);
    }

    #[test]
    fn a_speech_of_several_paragraphs_opens_each_and_closes_the_last() {
        let text = "“First we came.\n\n“Then we saw,” he said.";
        assert_eq!(all(text), ["First we came.", "Then we saw,"]);
        let goes_on: Vec<_> = quotations(text).iter().map(|found| found.goes_on).collect();
        assert_eq!(goes_on, [true, false]);
    }
}
