//! Changes to a text, made as bytes say: so that a fuzzer gets behind the front door, which bytes by chance hardly ever do.

use std::ops::Range;

/// What is put into texts: what offsets go wrong on, what the format has, and plain words.
const PIECES: &[&str] = &[
    "",
    " ",
    "a",
    "word ",
    "said. ",
    "“No,” ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{ad}",
    "\u{200d}",
    "\u{200f}",
    "\u{202e}",
    "\u{2028}",
    "\u{feff}",
    "\u{1b}[2J",
    "\u{0}",
    "\u{301}",
    "e\u{301}",
    "👨‍👩‍👧",
    "🇰🇿",
    "👩‍🚒",
    "ﷺ",
    "الوزير ",
    "שלום",
    "北京",
    "official",
    "𝒳",
    "ไทย",
    "\\",
    "\\\"",
    "\\u{301}",
    "//",
    "/*",
    "*/",
    "minister",
    "claim1",
    "denial2",
    "figure1",
    "None",
    "Some(\"minister\")",
    "Claim()",
    "Here(\"claim1\")",
    "Elsewhere(\"\")",
    "true",
    "unsure: true,",
    "note: \"\",",
    "Between(\"1\", \"2\")",
    "About(\"2.40\")",
    "windows-1252",
    "1e9",
    "0x10",
    "-0",
];

/// Numbers that are put in the place of others.
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "36",
    "49",
    "320",
    "736",
    "9999",
    "4294967296",
    "18446744073709551615",
    "18446744073709551616",
    "007",
    "-1",
    "1_0",
];

/// Bytes that are used up as choices; behind the last of them, all is zero.
pub(crate) struct Choices<'a>(&'a [u8]);

impl<'a> Choices<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn over(&self) -> bool {
        self.0.is_empty()
    }

    fn byte(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        usize::from(*first)
    }

    /// A number below this one, which is not zero.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let mut value = self.byte();
        if end > 256 {
            value = value << 8 | self.byte();
        }
        if end > 1 << 16 {
            value = value << 8 | self.byte();
        }
        value % end
    }

    pub(crate) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// A few characters as they come.
    fn raw(&mut self) -> String {
        let length = self.below(12).min(self.0.len());
        let (piece, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8_lossy(piece).into_owned()
    }

    fn place(&mut self, text: &str) -> usize {
        let byte = self.below(text.len() + 1);
        text.floor_char_boundary(byte)
    }
}

/// Makes one change to any text.
pub(crate) fn change_text(text: &mut String, choices: &mut Choices<'_>) {
    let at = choices.place(text);
    match choices.below(5) {
        0 => text.insert_str(at, choices.one(PIECES)),
        1 => {
            let piece = choices.raw();
            text.insert_str(at, &piece);
        }
        2 => {
            let end = text.floor_char_boundary(at + choices.below(40));
            text.replace_range(at..end.max(at), "");
        }
        3 => {
            let piece = choices.one(PIECES).repeat(choices.below(40));
            text.insert_str(at, &piece);
        }
        _ => {
            let end = text.floor_char_boundary(at + choices.below(200)).max(at);
            let piece = text[at..end].to_owned();
            let to = choices.place(text);
            text.insert_str(to, &piece);
        }
    }
}

/// Makes one change to a set's text, most often one that leaves it a set.
pub(crate) fn change_set(text: &mut String, choices: &mut Choices<'_>) {
    match choices.below(8) {
        0 | 1 => change_number(text, choices),
        2 => change_string(text, choices),
        3 => {
            let marks = blocks(text);
            if !marks.is_empty() {
                let mark = text[choices.one(&spans(&marks)).range()].to_owned();
                let before = choices.one(&spans(&marks)).0;
                text.insert_str(before, &mark);
            }
        }
        4 => {
            let marks = blocks(text);
            if !marks.is_empty() {
                text.replace_range(choices.one(&spans(&marks)).range(), "");
            }
        }
        5 => {
            let lines: Vec<_> = lines(text);
            let line = choices.one(&lines);
            text.replace_range(line.range(), "");
        }
        6 => {
            let lines: Vec<_> = lines(text);
            let line = text[choices.one(&lines).range()].to_owned();
            let to = choices.one(&lines).0;
            text.insert_str(to, &line);
        }
        _ => change_text(text, choices),
    }
}

/// A range that can be copied.
#[derive(Clone, Copy)]
struct Stretch(usize, usize);

impl Stretch {
    const fn range(self) -> Range<usize> {
        self.0..self.1
    }
}

fn spans(ranges: &[Range<usize>]) -> Vec<Stretch> {
    ranges
        .iter()
        .map(|range| Stretch(range.start, range.end))
        .collect()
}

/// The lines of a text with their line feeds; at least one.
fn lines(text: &str) -> Vec<Stretch> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push(Stretch(start, start + line.len()));
        start += line.len();
    }
    if lines.is_empty() {
        lines.push(Stretch(0, 0));
    }
    lines
}

/// Speakers, marks and the like: from a line of a bracket to the line that closes it as far in.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut start = 0;
    while let Some(open) = text[start..].find("\n        (\n") {
        let open = start + open + 1;
        let Some(close) = text[open..].find("\n        ),\n") else {
            break;
        };
        let close = open + close + "\n        ),\n".len();
        blocks.push(open..close);
        // The line feed before the next one belongs to this one's end.
        start = close - 1;
    }
    blocks
}

fn change_number(text: &mut String, choices: &mut Choices<'_>) {
    let numbers: Vec<_> = stretches(text, |c| c.is_ascii_digit());
    if numbers.is_empty() {
        return;
    }
    let Stretch(start, end) = choices.one(&numbers);
    let old: Option<usize> = text[start..end].parse().ok();
    let new = match (choices.below(4), old) {
        (0, _) | (_, None) => choices.one(NUMBERS).to_owned(),
        (1, Some(old)) => old.saturating_add(choices.below(40)).to_string(),
        (2, Some(old)) => old.saturating_sub(choices.below(40)).to_string(),
        (_, Some(_)) => choices.below(1000).to_string(),
    };
    text.replace_range(start..end, &new);
}

/// Another string, one of the text's own or made of pieces, in the place of one.
fn change_string(text: &mut String, choices: &mut Choices<'_>) {
    let ends: Vec<_> = text.match_indices('"').map(|(at, _)| at).collect();
    let strings: Vec<_> = ends
        .chunks_exact(2)
        .map(|pair| Stretch(pair[0] + 1, pair[1]))
        .filter(|stretch| stretch.0 <= stretch.1)
        .collect();
    if strings.is_empty() {
        return;
    }
    let Stretch(start, end) = choices.one(&strings);
    let new = match choices.below(4) {
        0 => text[choices.one(&strings).range()].to_owned(),
        1 => choices.one(PIECES).replace(['"', '\\'], ""),
        2 => {
            let mut same = text[start..end].to_owned();
            let at = choices.place(&same);
            same.insert_str(at, &choices.one(PIECES).replace(['"', '\\'], ""));
            same
        }
        _ => {
            let same = &text[start..end];
            let (a, b) = (choices.place(same), choices.place(same));
            same[a.min(b)..a.max(b)].to_owned()
        }
    };
    text.replace_range(start..end, &new);
}

/// The longest stretches of characters of a kind.
fn stretches(text: &str, of: impl Fn(char) -> bool) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for (at, c) in text.char_indices().filter(|&(_, c)| of(c)) {
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(last) if last.1 == at => last.1 = end,
            _ => found.push(Stretch(at, end)),
        }
    }
    found
}
