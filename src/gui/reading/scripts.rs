//! Which script a letter belongs to, and which families are known to set a script well.
//!
//! Only the scripts that a reading face does not have are told apart: the font of such a script has to be named
//! first for its paragraphs.
use fontique::Script;

/// Names of families, the best first. Those that a machine lacks are passed over.
pub(super) type Candidates = &'static [&'static str];

pub(super) const SERIF: Candidates = &[
    "Source Serif 4",
    "Noto Serif",
    "Charter",
    "Georgia",
    "Cambria",
    "Literata",
    "PT Serif",
    "DejaVu Serif",
    "Liberation Serif",
    "Times New Roman",
];

pub(super) const SANS: Candidates = &[
    "Source Sans 3",
    "Noto Sans",
    "Inter",
    "Segoe UI",
    "Helvetica Neue",
    "Cantarell",
    "DejaVu Sans",
    "Liberation Sans",
    "Arial",
];

pub(super) const MONO: Candidates = &[
    "Source Code Pro",
    "Noto Sans Mono",
    "Cascadia Mono",
    "Consolas",
    "Menlo",
    "DejaVu Sans Mono",
    "Liberation Mono",
    "Courier New",
];

pub(super) const EMOJI: Candidates = &[
    "Noto Color Emoji",
    "Apple Color Emoji",
    "Segoe UI Emoji",
    "Twemoji",
];

pub(super) const SYMBOLS: Candidates = &[
    "Noto Sans Symbols",
    "Noto Sans Symbols 2",
    "Noto Sans Symbols2",
    "Noto Sans Math",
    "Segoe UI Symbol",
    "Apple Symbols",
    "DejaVu Sans",
];

/// Families for scripts of which systems have several, and not always offer the right one first.
pub(super) const FAMILIES: &[(&[u8; 4], Candidates)] = &[
    (
        b"Arab",
        &[
            "Noto Naskh Arabic",
            "Geeza Pro",
            "Segoe UI",
            "Amiri",
            "Noto Sans Arabic",
            "Scheherazade New",
            "Arial",
            "DejaVu Sans",
        ],
    ),
    (
        b"Hebr",
        &[
            "Noto Serif Hebrew",
            "Noto Sans Hebrew",
            "Arial Hebrew",
            "Segoe UI",
            "Arial",
            "DejaVu Sans",
        ],
    ),
    (b"Hani", HAN),
    (b"Bopo", HAN),
    (b"Hira", KANA),
    (b"Kana", KANA),
    (
        b"Hang",
        &[
            "Noto Serif CJK KR",
            "Noto Sans CJK KR",
            "AppleMyungjo",
            "Apple SD Gothic Neo",
            "Batang",
            "Malgun Gothic",
        ],
    ),
];

const HAN: Candidates = &[
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Songti SC",
    "Noto Sans CJK SC",
    "PingFang SC",
    "SimSun",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
];

const KANA: Candidates = &[
    "Noto Serif CJK JP",
    "Source Han Serif JP",
    "Hiragino Mincho ProN",
    "Noto Sans CJK JP",
    "Yu Mincho",
    "MS Mincho",
    "Yu Gothic",
];

/// First and last letter of the blocks of scripts, in order. A block counts whole.
const BLOCKS: &[(u32, u32, &[u8; 4])] = &[
    (0x0530, 0x058F, b"Armn"),
    (0x0590, 0x05FF, b"Hebr"),
    (0x0600, 0x06FF, b"Arab"),
    (0x0700, 0x074F, b"Syrc"),
    (0x0750, 0x077F, b"Arab"),
    (0x0780, 0x07BF, b"Thaa"),
    (0x07C0, 0x07FF, b"Nkoo"),
    (0x0860, 0x08FF, b"Arab"),
    (0x0900, 0x097F, b"Deva"),
    (0x0980, 0x09FF, b"Beng"),
    (0x0A00, 0x0A7F, b"Guru"),
    (0x0A80, 0x0AFF, b"Gujr"),
    (0x0B00, 0x0B7F, b"Orya"),
    (0x0B80, 0x0BFF, b"Taml"),
    (0x0C00, 0x0C7F, b"Telu"),
    (0x0C80, 0x0CFF, b"Knda"),
    (0x0D00, 0x0D7F, b"Mlym"),
    (0x0D80, 0x0DFF, b"Sinh"),
    (0x0E00, 0x0E7F, b"Thai"),
    (0x0E80, 0x0EFF, b"Laoo"),
    (0x0F00, 0x0FFF, b"Tibt"),
    (0x1000, 0x109F, b"Mymr"),
    (0x10A0, 0x10FF, b"Geor"),
    (0x1100, 0x11FF, b"Hang"),
    (0x1200, 0x139F, b"Ethi"),
    (0x13A0, 0x13FF, b"Cher"),
    (0x1400, 0x167F, b"Cans"),
    (0x1780, 0x17FF, b"Khmr"),
    (0x1800, 0x18AF, b"Mong"),
    (0x2E80, 0x2FDF, b"Hani"),
    (0x3005, 0x3007, b"Hani"),
    (0x3041, 0x309F, b"Hira"),
    (0x30A0, 0x30FF, b"Kana"),
    (0x3100, 0x312F, b"Bopo"),
    (0x3130, 0x318F, b"Hang"),
    (0x31F0, 0x31FF, b"Kana"),
    (0x3400, 0x4DBF, b"Hani"),
    (0x4E00, 0x9FFF, b"Hani"),
    (0xA000, 0xA4CF, b"Yiii"),
    (0xAC00, 0xD7FF, b"Hang"),
    (0xF900, 0xFAFF, b"Hani"),
    (0xFB1D, 0xFB4F, b"Hebr"),
    (0xFB50, 0xFDFF, b"Arab"),
    (0xFE70, 0xFEFE, b"Arab"),
    (0xFF66, 0xFF9F, b"Kana"),
    (0x20000, 0x3FFFF, b"Hani"),
];

/// The script of a letter, if it is one that the reading face lacks.
pub(super) fn script_of(letter: char) -> Option<Script> {
    block_of(letter).map(|block| Script::from_bytes(*BLOCKS[block].2))
}

fn block_of(letter: char) -> Option<usize> {
    let code = u32::from(letter);
    let block = BLOCKS.partition_point(|&(_, last, _)| last < code);
    BLOCKS
        .get(block)
        .filter(|&&(first, ..)| first <= code)
        .map(|_| block)
}

/// A letter by which to tell whether a font has the script.
pub(super) fn letter_of(script: Script) -> Option<char> {
    match &script.to_bytes() {
        b"Arab" => Some('ب'),
        b"Hebr" => Some('א'),
        b"Hani" => Some('的'),
        b"Hira" => Some('の'),
        b"Kana" => Some('ア'),
        b"Hang" => Some('가'),
        _ => None,
    }
}

/// The script that most letters of a text belong to, if it is one that the reading face lacks. It is told by the
/// beginning of the text.
pub(super) fn main_script(text: &str) -> Option<Script> {
    /// Letters that decide; more of them only cost time.
    const ENOUGH: usize = 400;
    let mut counts = [0usize; BLOCKS.len()];
    let mut plain = 0;
    for letter in text
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .take(ENOUGH)
    {
        match block_of(letter) {
            Some(block) => counts[block] += 1,
            None => plain += 1,
        }
    }
    let count_of = |script: &[u8; 4]| -> usize {
        let of_script = BLOCKS
            .iter()
            .zip(&counts)
            .filter(|((_, _, tag), _)| *tag == script);
        of_script.map(|(_, count)| count).sum()
    };
    let (_, _, tag) = BLOCKS.iter().max_by_key(|(_, _, tag)| count_of(tag))?;
    let count = count_of(tag);
    // Japanese is written mostly in Chinese characters, but never for long without syllables.
    let kana = count_of(b"Hira") + count_of(b"Kana");
    if matches!(*tag, b"Hani" | b"Hira" | b"Kana") && kana * 20 > count {
        return (count_of(b"Hani") + kana > plain).then_some(Script::from_bytes(*b"Hira"));
    }
    (count > plain).then_some(Script::from_bytes(**tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_in_order() {
        assert!(BLOCKS.iter().all(|(first, last, _)| first <= last));
        assert!(BLOCKS.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }

    #[test]
    fn the_main_script_is_that_of_most_letters() {
        let script = |text| main_script(text).map(Script::to_bytes);
        assert_eq!(script(""), None);
        assert_eq!(script("12 345 …"), None);
        assert_eq!(script("He said “لا” to them."), None);
        assert_eq!(script("Сегодня в Москве"), None);
        assert_eq!(script("(Reuters) قال الوزير إن القفازات"), Some(*b"Arab"));
        assert_eq!(script("320元（约48美元）"), Some(*b"Hani"));
        assert_eq!(script("手袋は海外で販売される"), Some(*b"Hira"));
        assert_eq!(script("장갑은 해외에서 판매된다"), Some(*b"Hang"));
        assert_eq!(script("שלום עולם"), Some(*b"Hebr"));
    }
}
