//! A text with what readers take for the same made the same: small and capital letters, letters with and without their accents,
//! straight and curly quotes, dashes of any length, blanks. With it goes where in the Document each of its characters comes from.
//!
//! Folding goes grapheme cluster by grapheme cluster, so that a place in the folded text always leads to whole clusters.

use std::collections::HashMap;

use unicode_normalization::{
    UnicodeNormalization,
    char::{canonical_combining_class, decompose_compatible},
};

use super::{CharRange, Document, graphemes, is_blank};

/// Unicode's paragraph separator: what a gap between two paragraphs is folded to.
const GAP: char = '\u{2029}';

/// What is taken for the same. Letters and their accents are the same in either of Unicode's spellings whatever is chosen here.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Folding {
    /// Small and capital letters, by Unicode's full mappings there and back, so that `ß` is `SS`, `ς` is `Σ`, and the ligature `ﬁ` is
    /// `FI`. `ı` and `İ` are both `I`, which is what capitals make of them.
    pub case: bool,
    /// Letters with and without accents; Arabic and Hebrew with and without vowel points. See [`is_accent`].
    pub accents: bool,
    /// All double quotes, and all single quotes with the apostrophes.
    pub quotes: bool,
    /// Hyphens, dashes and the minus sign.
    pub dashes: bool,
    /// White space of any kind and length, also with a single line feed in it. With more of them it is the gap between two
    /// paragraphs.
    pub blanks: bool,
    /// Forms of the same characters: full-width, superscript, ligatures, `…` (Unicode's compatibility decomposition).
    pub forms: bool,
    /// What shows nothing or only stretches: soft hyphens, joiners, direction marks, variation selectors, the Arabic tatweel.
    pub invisible: bool,
}

impl Folding {
    /// Everything: for looking for words.
    pub const ALL: Self = Self {
        case: true,
        accents: true,
        quotes: true,
        dashes: true,
        blanks: true,
        forms: true,
        invisible: true,
    };
    /// Letters and digits as they are written; only how they are set is folded.
    pub const EXACT: Self = Self {
        case: false,
        accents: false,
        forms: false,
        ..Self::ALL
    };
    /// What makes words the same words: capitals, quotes, dashes and blanks do not matter, but "resume" is not "résumé", and 10² not
    /// 102.
    pub const SAME_WORDS: Self = Self {
        case: true,
        ..Self::EXACT
    };
}

/// The grapheme clusters of a Document that a folded character comes from, in code points.
#[derive(Clone, Copy, Debug)]
struct Origin {
    start: u32,
    end: u32,
}

/// A folded Document. It is good for the Document that it was made of, and for no other.
///
/// Making one costs one pass over the text, some tens of milliseconds a megabyte; it takes some nine bytes for a character. Make it
/// once for a Document and keep it.
#[derive(Debug)]
pub struct Folded {
    folding: Folding,
    text: String,
    /// One for each character of `text`.
    origins: Vec<Origin>,
    /// Whether the last character is a blank that further blanks join, and the line feeds in it.
    blank: Option<usize>,
}

/// Words folded by themselves, as [`Folded`] folds a Document.
#[must_use]
pub fn fold(words: &str, folding: Folding) -> String {
    Folded::of_text(words, folding).text
}

impl Folded {
    /// Folds a Document.
    #[must_use]
    pub fn of(document: &Document, folding: Folding) -> Self {
        Self::of_text(document.text(), folding)
    }

    pub(crate) fn of_text(text: &str, folding: Folding) -> Self {
        let mut folded = Self {
            folding,
            text: String::with_capacity(text.len()),
            origins: Vec::with_capacity(text.len()),
            blank: None,
        };
        // Texts have few different clusters.
        let mut known: HashMap<&str, String> = HashMap::new();
        let mut start = 0;
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                folded.push('\n', start, start + 1);
                start += 1;
            }
            for bytes in graphemes(line) {
                let cluster = &line[bytes];
                if let &[byte] = cluster.as_bytes() {
                    folded.push(ascii(byte, folding), start, start + 1);
                    start += 1;
                } else {
                    let end = start + cluster.chars().count();
                    let same = known
                        .entry(cluster)
                        .or_insert_with(|| of_cluster(cluster, folding));
                    for c in same.chars() {
                        folded.push(c, start, end);
                    }
                    start = end;
                }
            }
        }
        folded
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        // An article of four thousand million characters does not fit into the memory.
        let [start, end] = [start, end].map(|offset| u32::try_from(offset).unwrap_or(u32::MAX));
        if !(self.folding.blanks && c.is_whitespace()) {
            self.blank = None;
            self.text.push(c);
            self.origins.push(Origin { start, end });
            return;
        }
        let feeds = match c {
            '\n' => 1,
            GAP => 2,
            _ => 0,
        };
        if let (Some(before), Some(origin)) = (&mut self.blank, self.origins.last_mut()) {
            origin.end = end;
            *before += feeds;
            if *before >= 2 {
                self.text.pop();
                self.text.push(GAP);
            }
        } else {
            self.blank = Some(feeds);
            self.text.push(if feeds >= 2 { GAP } else { ' ' });
            self.origins.push(Origin { start, end });
        }
    }

    /// What was taken for the same.
    #[must_use]
    pub const fn folding(&self) -> Folding {
        self.folding
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where `count` of its characters from number `first` on come from: whole grapheme clusters, in code points of the Document.
    pub(crate) fn origin(&self, first: usize, count: usize) -> CharRange {
        let (first, last) = (self.origins[first], self.origins[first + count - 1]);
        CharRange::new(first.start as usize, last.end as usize)
    }
}

/// A character of ASCII, which has no accents and one form.
fn ascii(byte: u8, folding: Folding) -> char {
    let c = char::from(byte);
    if folding.case && byte.is_ascii_uppercase() {
        c.to_ascii_lowercase()
    } else {
        sign(c, folding)
    }
}

fn of_cluster(cluster: &str, folding: Folding) -> String {
    let is_dropped = |c| folding.invisible && is_invisible(c) || folding.accents && is_accent(c);
    let mut parts = String::new();
    for c in cluster.nfd() {
        if is_dropped(c) {
            continue;
        }
        let mut take = |c: char| {
            if folding.case {
                parts.extend(caseless(c));
            } else {
                parts.push(c);
            }
        };
        let c = sign(c, folding);
        if folding.forms && !is_spacing_accent(c) {
            decompose_compatible(c, take);
        } else {
            take(c);
        }
    }
    let mut folded = String::new();
    for c in parts.nfd() {
        match sign(c, folding) {
            c if is_dropped(c) => {}
            c if folding.accents => match without_stroke(c) {
                Some(plain) => folded.push_str(plain),
                None => folded.push(c),
            },
            c => folded.push(c),
        }
    }
    folded.nfc().collect()
}

/// Small, capital and small again: what any of the three makes the same is the same.
fn caseless(c: char) -> impl Iterator<Item = char> {
    c.to_lowercase()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
}

/// Whether a character is a mark on a letter that readers may leave out: accents and overlays of any script, and the vowel points of
/// Hebrew, Arabic and Syriac. By its Canonical_Combining_Class (Unicode Standard Annex 44, section 5.7.4): 1, 10 to 36, and 200 to 240.
/// The rest stays, as it makes other words: vowel signs of Devanagari (0), Thai, Lao, Telugu and Tibetan (84 to 132), nukta (7),
/// the voicing of kana (8), virama (9).
#[must_use]
pub fn is_accent(c: char) -> bool {
    c >= '\u{300}' && matches!(canonical_combining_class(c), 1 | 10..=36 | 200..=240)
}

/// Letters with a stroke, or grown together, that Unicode does not take apart.
const fn without_stroke(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' => "o",
        'Ø' => "O",
        'đ' => "d",
        'Đ' => "D",
        'ł' => "l",
        'Ł' => "L",
        'ħ' => "h",
        'Ħ' => "H",
        'ŧ' => "t",
        'Ŧ' => "T",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        _ => return None,
    })
}

/// `¨`, `¸` and the like: their compatibility forms are a blank with an accent, and would be found as blanks.
fn is_spacing_accent(c: char) -> bool {
    let mut first = None;
    decompose_compatible(c, |part| first = first.or(Some(part)));
    first == Some(' ') && !c.is_whitespace()
}

const fn is_invisible(c: char) -> bool {
    is_blank(c) && !c.is_whitespace()
        || matches!(c, '\u{640}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// The one sign for all quotes or dashes of a kind.
const fn sign(c: char, folding: Folding) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' if folding.quotes => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`' | '´' | '′' | 'ʼ' | '＇' if folding.quotes => {
            '\''
        }
        '‐'..='―' | '−' | '﹘' | '﹣' | '－' if folding.dashes => '-',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    #[track_caller]
    fn same(folding: Folding, a: &str, b: &str) {
        assert_eq!(fold(a, folding), fold(b, folding), "{a} {b}");
    }

    #[track_caller]
    fn different(folding: Folding, a: &str, b: &str) {
        assert_ne!(fold(a, folding), fold(b, folding), "{a} {b}");
    }

    #[test]
    fn what_readers_take_for_the_same_is_the_same() {
        for (a, b) in [
            ("The CAMPS", "the camps"),
            ("Straße", "STRASSE"),
            ("ẞ", "ss"),
            ("ΟΔΟΣ", "οδος"),
            ("İstanbul ısı", "ISTANBUL isi"),
            ("résumé", "Resume"),
            ("cafe\u{301}", "café"),
            ("a\u{323}\u{301}", "a\u{301}\u{323}"),
            ("Łódź, Đà Nẵng, Ærø", "lodz, da nang, aero"),
            ("مُحَمَّد", "محمد"),
            ("أحـمد", "احمد"),
            ("שָׁלוֹם", "שלום"),
            ("“a” „b‟ «c»", "\"a\" \"b\" \"c\""),
            ("‘a’ ‚b‹c› d´e`f", "'a' 'b'c' d'e'f"),
            ("a‐b‑c‒d–e—f―g−h", "a-b-c-d-e-f-g-h"),
            ("a \u{a0}\t\r\n b", "a b"),
            ("co\u{ad}operate \u{200f}\u{200b}x", "cooperate x"),
            ("oﬃcial ﬁle", "official file"),
            ("ＡＢＣ　１２", "abc 12"),
            ("❤\u{fe0f}", "❤"),
            ("\u{feff}a", "a"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
        ] {
            same(Folding::ALL, a, b);
        }
    }

    #[test]
    fn what_makes_other_words_stays() {
        for (a, b) in [
            ("कि", "क"),
            ("क\u{94d}", "क"),
            ("กี", "ก"),
            ("กุ", "ก"),
            ("が", "か"),
            ("각", "가"),
            ("a\n\nb", "a b"),
            ("¨", " "),
            ("\"", "'"),
        ] {
            different(Folding::ALL, a, b);
        }
        for (a, b) in [("Camp", "camp"), ("résumé", "resume"), ("10²", "102")] {
            different(Folding::EXACT, a, b);
        }
        same(Folding::EXACT, "“cafe\u{301}”—so", "\"café\"-so");
        same(Folding::SAME_WORDS, "NO  PLAN", "no plan");
        different(Folding::SAME_WORDS, "Résumé", "resume");
        different(Folding::SAME_WORDS, "10²", "102");
    }

    #[test]
    fn nothing_is_folded_unless_it_is_wanted() {
        let nothing = Folding {
            quotes: false,
            dashes: false,
            blanks: false,
            invisible: false,
            ..Folding::EXACT
        };
        let text = "A “B”  – C\u{ad}\n\nÉ ﬁ";
        assert_eq!(fold(text, nothing), text);
    }

    #[test]
    fn no_character_is_folded_twice_or_has_other_capitals() {
        let all = (0..=0x1_FFFF_u32)
            .chain(0xE_0000..=0xE_01FF)
            .filter_map(char::from_u32);
        let odd: Vec<char> = all
            .filter(|c| !c.nfd().any(|part| part == '\u{345}'))
            .filter(|c| {
                let folded = fold(&c.to_string(), Folding::ALL);
                let capital: String = c.to_uppercase().collect();
                let small: String = c.to_lowercase().collect();
                fold(&folded, Folding::ALL) != folded
                    || fold(&capital, Folding::ALL) != folded
                    || fold(&small, Folding::ALL) != folded
            })
            .collect();
        assert!(odd.is_empty(), "{odd:?}");
    }

    fn any_folding() -> impl Strategy<Value = Folding> {
        prop_oneof![
            Just(Folding::ALL),
            Just(Folding::EXACT),
            Just(Folding::SAME_WORDS)
        ]
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(text in any_text(), folding in any_folding()) {
            // An accent behind a joiner has no letter; once the joiner is gone it would have one.
            let text: String = text.chars().filter(|&c| !is_invisible(c)).collect();
            let folded = fold(&text, folding);
            prop_assert_eq!(fold(&folded, folding), folded);
        }

        #[test]
        fn capitals_and_either_spelling_of_accents_make_no_difference(text in any_text()) {
            // The iota under a Greek letter is an accent, but beside a capital one a letter.
            let text: String = text.chars().filter(|&c| !c.nfd().any(|part| part == '\u{345}')).collect();
            let folded = fold(&text, Folding::ALL);
            prop_assert_eq!(&fold(&text.to_uppercase(), Folding::ALL), &folded);
            prop_assert_eq!(&fold(&text.nfd().collect::<String>(), Folding::ALL), &folded);
            prop_assert_eq!(&fold(&text.nfc().collect::<String>(), Folding::ALL), &folded);
        }

        #[test]
        fn origins_are_whole_clusters_in_text_order(text in any_text(), folding in any_folding()) {
            let document = Document::new(text.as_str());
            let folded = Folded::of(&document, folding);
            prop_assert_eq!(folded.origins.len(), folded.text.chars().count());
            let mut before = 0;
            for (index, c) in folded.text.chars().enumerate() {
                let origin = folded.origin(index, 1);
                prop_assert!(document.span(origin).is_ok());
                prop_assert!(before <= origin.start);
                before = origin.start;
                prop_assert!(fold(document.slice(origin), folding).contains(c));
            }
        }
    }
}
