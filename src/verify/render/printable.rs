//! Text from anywhere, made safe for a terminal.

use std::borrow::Cow;

/// The same text with pictures (`␛`) for control characters, and `�` for what would turn the direction of the rest around. Each
/// character becomes one character. There is no line end left in it.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| stand_in(c).is_some()) {
        text.chars().map(|c| stand_in(c).unwrap_or(c)).collect()
    } else {
        Cow::Borrowed(text)
    }
}

/// What is shown for a character that is not safe; nothing for one that is.
pub(super) fn stand_in(c: char) -> Option<char> {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)),
        '\x7f' => Some('␡'),
        '\u{2028}' | '\u{2029}' => Some('␤'),
        '\u{80}'..='\u{9f}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => {
            Some('\u{FFFD}')
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_file_reaches_the_terminal_as_a_command() {
        assert_eq!(
            printable("a\x1b[31m\tb\r\n\u{9b}2J\u{202e}"),
            "a␛[31m␉b␍␊\u{fffd}2J\u{fffd}"
        );
        assert!(matches!(printable("“café” قال 👩‍🚒"), Cow::Borrowed(_)));
    }
}
