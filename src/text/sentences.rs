//! Sentences of a news text: UAX 29's, mended where it takes "Mr. Smith", "J. Smith" or "the U.S. Senate" for an end.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{CharRange, Document, boundaries::window};

/// Bytes on each side of a place within which its sentence is looked for.
const REACH: usize = 8 << 10;

/// What a full stop follows without ending a sentence, in English news.
const ABBREVIATIONS: &[&str] = &[
    "Adm", "Ala", "Apr", "Aug", "Brig", "Capt", "Co", "Col", "Corp", "Dec", "Dr", "Feb", "Gen",
    "Gov", "Inc", "Jan", "Jr", "Lt", "Ltd", "Maj", "Mr", "Mrs", "Ms", "Mt", "No", "Nov", "Oct",
    "Prof", "Rep", "Rev", "Sen", "Sept", "Sgt", "Sr", "St", "vs", "approx", "dept", "est",
];

/// Whether the full stop that this piece ends with is more likely an abbreviation's than a sentence's.
fn ends_abbreviated(piece: &str) -> bool {
    let Some(stem) = piece.trim_end().strip_suffix('.') else {
        return false;
    };
    let last = stem
        .rsplit(|c: char| c.is_whitespace() || "(“\"'‘—–".contains(c))
        .next()
        .unwrap_or_default();
    let initials = last
        .split('.')
        .all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase));
    ABBREVIATIONS.contains(&last) || (!last.is_empty() && initials)
}

/// The sentences of a text without line feeds, as ranges of its bytes, without the white space between them.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (start, piece) in text.split_sentence_bound_indices() {
        let end = start + piece.len();
        // “Why?” he asked: what goes on in small letters is the same sentence.
        let goes_on = piece
            .chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_lowercase);
        match found.last_mut() {
            Some(last) if open || goes_on => last.end = end,
            _ => found.push(start..end),
        }
        open = ends_abbreviated(piece);
    }
    for sentence in &mut found {
        let words = text[sentence.clone()].trim();
        let blank = text[sentence.clone()].len() - text[sentence.clone()].trim_start().len();
        *sentence = sentence.start + blank..sentence.start + blank + words.len();
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

impl Document {
    /// The sentence at code point `offset`, without blanks around it. Between two sentences, the one before; an empty range at
    /// `offset` where the paragraph has none.
    #[must_use]
    pub fn sentence_at(&self, offset: usize) -> CharRange {
        let index = self.paragraph_of(offset);
        let (text, byte) = (self.paragraph(index), self.byte_in_paragraph(index, offset));
        let near = window(text, byte, REACH);
        let here = byte - near.start;
        let found = sentences(&text[near.clone()]);
        let sentence = found
            .iter()
            .rfind(|sentence| sentence.start <= here)
            .or(found.first());
        let Some(sentence) = sentence else {
            return CharRange::new(offset, offset);
        };
        let range = self.whole_graphemes(self.in_text(
            index,
            near.start + sentence.start..near.start + sentence.end,
        ));
        if range.start <= offset && offset <= range.end {
            range
        } else {
            CharRange::new(range.start.min(offset), range.end.max(offset))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<&str> {
        sentences(text)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn full_stops_of_titles_and_initials_end_nothing() {
        assert_eq!(
            all("Prof. Renato De Castro met Sen. J. F. Doe on Jan. 4 in St. Paul. He left."),
            [
                "Prof. Renato De Castro met Sen. J. F. Doe on Jan. 4 in St. Paul.",
                "He left."
            ]
        );
        assert_eq!(
            all("The U.S. Senate voted. It paid $1.2m."),
            ["The U.S. Senate voted.", "It paid $1.2m."]
        );
    }

    #[test]
    fn a_quotation_keeps_its_closing_mark() {
        assert_eq!(
            all("“We will not go.” The minister left. “Why?” he asked."),
            [
                "“We will not go.”",
                "The minister left.",
                "“Why?” he asked."
            ]
        );
    }

    #[test]
    fn other_scripts_end_by_their_own_signs() {
        assert_eq!(
            all("他说没有。记者离开了。"),
            ["他说没有。", "记者离开了。"]
        );
        assert_eq!(all("هل رفض؟ نعم رفض."), ["هل رفض؟", "نعم رفض."]);
    }

    #[test]
    fn between_two_sentences_the_one_before_is_meant() {
        let document = Document::new("One. Two.\n  \nThree");
        assert_eq!(document.sentence_at(4), CharRange::new(0, 4));
        assert_eq!(document.sentence_at(5), CharRange::new(5, 9));
        assert_eq!(document.sentence_at(9), CharRange::new(5, 9));
        assert_eq!(document.sentence_at(11), CharRange::new(11, 11));
    }
}
