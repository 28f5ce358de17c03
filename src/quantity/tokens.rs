//! The words, digits and signs of a text, one after the other, with the numbers in digits read.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{
    Separators,
    numbers::{self, is_digit, is_han_numeral},
};
use crate::text::CharRange;

/// What a piece of a text is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits of any script, with the signs that divide them.
    Digits {
        /// Nothing for a date and what else is no number.
        value: Option<Decimal>,
        /// Whether no sign divides them.
        plain: bool,
    },
    /// Chinese numerals.
    Han,
    /// A character of a script without blanks.
    Ideograph,
    /// Any other character but blanks.
    Sign,
}

/// A word, a number or a sign.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind,
    /// As it stands in the text.
    pub(super) text: &'t str,
    /// In small letters.
    pub(super) small: Cow<'t, str>,
    /// In code points.
    pub(super) place: CharRange,
    /// Whether a blank is before it, or the text begins with it.
    pub(super) gap: bool,
    /// Whether it begins a line.
    pub(super) line: bool,
}

impl Token<'_> {
    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub(super) const fn is_digits(&self) -> bool {
        matches!(self.kind, Kind::Digits { .. })
    }

    /// Whether it is a word with a capital letter.
    pub(super) fn is_capitalised(&self) -> bool {
        self.is_word() && self.text.starts_with(char::is_uppercase)
    }
}

/// Takes a text to pieces. Every character is looked at a bounded number of times.
pub(super) fn tokens(text: &str, separators: Separators) -> Vec<Token<'_>> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let (mut at, mut chars) = (0, 0);
    let (mut gap, mut line) = (true, true);
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() || is_nothing(c) {
            gap |= c.is_whitespace();
            line |= matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
            at += c.len_utf8();
            chars += 1;
            continue;
        }
        let (kind, end) = piece(text, at, c, separators);
        let own = &text[at..end];
        let length = own.chars().count();
        let small = if own.chars().any(char::is_uppercase) {
            Cow::Owned(own.to_lowercase())
        } else {
            Cow::Borrowed(own)
        };
        out.push(Token {
            kind,
            text: own,
            small,
            place: CharRange::new(chars, chars + length),
            gap,
            line,
        });
        (gap, line) = (false, false);
        at = end;
        chars += length;
    }
    out
}

/// What begins at a byte, and the byte behind it.
fn piece(text: &str, at: usize, c: char, separators: Separators) -> (Kind, usize) {
    let rest = &text[at..];
    let until = |is: fn(char) -> bool| {
        let end = rest.find(|c: char| !is(c)).unwrap_or(rest.len());
        at + end
    };
    if is_digit(c) {
        let european = separators == Separators::European;
        let digits = numbers::number_at(text, at, european);
        let (value, plain) = (digits.value, digits.plain);
        (Kind::Digits { value, plain }, digits.end)
    } else if is_han_numeral(c) {
        (Kind::Han, until(is_han_numeral))
    } else if is_ideograph(c) {
        (Kind::Ideograph, at + c.len_utf8())
    } else if is_letter(c) {
        (Kind::Word, until(is_letter))
    } else {
        (Kind::Sign, at + c.len_utf8())
    }
}

/// Letters, and what stands on them.
fn is_letter(c: char) -> bool {
    let on_letters = crate::text::is_accent(c);
    (c.is_alphabetic() || on_letters) && !is_ideograph(c) && !is_han_numeral(c)
}

/// Han and kana, which are written without blanks.
const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// What is not seen: marks of direction and joining, a byte order mark, soft hyphens.
const fn is_nothing(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
}
