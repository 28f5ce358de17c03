//! In which direction paragraphs run. Not by their first letter alone: an Arabic paragraph may open with "(Reuters)", an English
//! one with a name in Arabic.

use super::typeset::Direction;

/// The prevailing script of an article, as far as direction goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Script {
    rtl: bool,
}

/// Code points of an article that are looked at.
const SAMPLE: usize = 20_000;

impl Script {
    pub(super) fn of(text: &str) -> Self {
        let (ltr, rtl) = letters(text.chars().take(SAMPLE));
        Self { rtl: rtl > ltr }
    }

    /// Whether most of the article runs from right to left.
    pub(super) const fn is_rtl(self) -> bool {
        self.rtl
    }

    /// The base direction of a paragraph: that of most of its letters; in a right-to-left article, right-to-left as soon as it
    /// has such letters at all.
    pub(super) fn direction(self, paragraph: &str) -> Direction {
        let (ltr, rtl) = letters(paragraph.chars().take(SAMPLE));
        match (ltr, rtl) {
            (0, 0) if self.rtl => Direction::Rtl,
            (0, 0) => Direction::Ltr,
            _ if rtl > ltr || (self.rtl && rtl > 0) => Direction::Rtl,
            _ => Direction::Ltr,
        }
    }
}

/// How many letters run left to right, and right to left.
fn letters(chars: impl Iterator<Item = char>) -> (usize, usize) {
    chars
        .filter(|c| c.is_alphabetic())
        .fold((0, 0), |(ltr, rtl), c| {
            if is_rtl(c) {
                (ltr, rtl + 1)
            } else {
                (ltr + 1, rtl)
            }
        })
}

/// The blocks that Unicode gives to right-to-left scripts (UAX 9, table 4 of the derived bidi classes' defaults).
const fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_in_brackets_does_not_turn_an_arabic_paragraph_around() {
        let arabic = Script::of("نفى الوزير ذلك أمس. وقالت المنظمة إن العدد أكبر.");
        assert_eq!(arabic.direction("(Reuters) نفى"), Direction::Rtl);
        assert_eq!(arabic.direction("Reporting by Ann Example"), Direction::Ltr);
        assert_eq!(arabic.direction("1 / 3"), Direction::Rtl);
    }

    #[test]
    fn a_foreign_name_does_not_turn_an_english_paragraph_around() {
        let english = Script::of("The minister denied it.");
        assert_eq!(
            english.direction("الوزير is what they call the minister"),
            Direction::Ltr
        );
        assert_eq!(english.direction("نفى الوزير ذلك"), Direction::Rtl);
        assert_eq!(english.direction(""), Direction::Ltr);
    }
}
