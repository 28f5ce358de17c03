//! A mark that begins or ends in the middle of a word.

use super::super::{
    Check, Finding, Findings, Rule, Severity,
    numbers::is_digit,
    subject::Subject,
    words::{differing_at_end, quoted},
};
use super::move_to;
use crate::text::{CharRange, is_accent};

pub(super) const RULE: Rule = Rule {
    code: "S006",
    name: "inside-a-word",
    severity: Severity::Warning,
    usual: true,
    what: "A fragment begins or ends between two letters of a word, or between two digits of a number. Looked at are Latin, Greek, \
           Cyrillic and Armenian letters: other scripts set no blanks between words, or write words such as \"and\" joined to the \
           next. Hyphens, slashes, apostrophes and a capital letter behind a small one are places where a mark may end.",
    why: "Nobody means half a word. Models learn from whole ones, and whoever reads the quote sees a word that is not there. Often \
          the article was changed by a letter, or a tool counted wrongly.",
    example: "quote: \"he camps were clos\",   // and the article has \"the camps were closed\"",
    fix: "Move the ends of the mark to those of the words, as the finding says.",
    check: Check::Set(check),
};

/// The most accents that a letter is looked for behind.
const ACCENTS: usize = 8;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = subject.document() else {
        return;
    };
    for placed in &subject.fragments {
        if !placed.is_here() {
            continue;
        }
        let span = placed.fragment.span;
        let cut = (
            inside(document.text(), placed.bytes.0),
            inside(document.text(), placed.bytes.1),
        );
        let says = match cut {
            (None, None) => continue,
            (Some(what), None) => format!("begins inside a {what}"),
            (None, Some(what)) => format!("ends inside a {what}"),
            (Some(one), Some(two)) if one == two => format!("begins and ends inside a {one}"),
            (Some(one), Some(two)) => format!("begins inside a {one} and ends inside a {two}"),
        };
        let start = cut
            .0
            .map_or(span.start, |_| document.word_at(span.start).start);
        let end = cut.1.map_or(span.end, |_| document.word_at(span.end).end);
        let whole = CharRange::new(start.min(span.start), end.max(span.end));
        // Of a long quote its end is shown, if that is what is cut.
        let words = match cut {
            (None, Some(_)) => differing_at_end(&placed.fragment.quote, "").0,
            _ => quoted(&placed.fragment.quote),
        };
        let message = format!("{words} {says}");
        let mut finding = Finding::new(&RULE, placed.part().field("span"), message)
            .label("not at the ends of words")
            .on(&placed.mark.id)
            .at(Some(span), "");
        // A word of a thousand letters is not found whole.
        let ends = [whole.start, whole.end];
        let found = ends
            .iter()
            .all(|&end| inside(document.text(), document.byte_of(end)).is_none());
        if found && whole != span {
            finding.instead = Some(whole);
            finding = finding
                .note({
                    let (_, whole) = differing_at_end(&placed.fragment.quote, document.slice(whole));
                    format!("the whole words are {whole}")
                })
                .mended_by(move_to(subject, placed, whole, "widen the mark to whole words", false))
                .help(format!(
                    "make the span ({}, {}) and take the quote along, or mark the words that are meant anew",
                    whole.start, whole.end
                ));
        } else {
            finding = finding.help("mark the words that are meant anew");
        }
        findings.push(finding);
    }
}

/// What goes on over this byte: a word or a number.
fn inside(text: &str, byte: usize) -> Option<&'static str> {
    // Mostly there is a blank or a sign, which is neither.
    let bytes = text.as_bytes();
    let around = [
        byte.checked_sub(1).and_then(|at| bytes.get(at)),
        bytes.get(byte),
    ];
    if around
        .iter()
        .flatten()
        .any(|b| b.is_ascii() && !b.is_ascii_alphanumeric())
    {
        return None;
    }
    let (left, right) = text.split_at(byte);
    let mut before = left.chars().rev();
    let (last, next) = (before.next()?, right.chars().next()?);
    // A note's sign or a fraction behind a number is none of its digits.
    if is_digit(last) && is_digit(next) {
        return Some("number");
    }
    // The letter that accents stand on.
    let last = if is_accent(last) {
        before.take(ACCENTS).find(|&c| !is_accent(c))?
    } else {
        last
    };
    let (script, other) = (script(last)?, script(next)?);
    // "YouTube", and words that lost the blank between them.
    let joined = last.is_lowercase() && next.is_uppercase();
    (script == other && !joined).then_some("word")
}

/// The scripts whose words are set apart by blanks, and each holds all that belongs to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
}

/// A letter's script, by the blocks of Unicode.
fn script(c: char) -> Option<Script> {
    let script = match c {
        'A'..='Z' | 'a'..='z' => return Some(Script::Latin),
        '\u{AA}'..='\u{24F}'
        | '\u{1E00}'..='\u{1EFF}'
        | '\u{2C60}'..='\u{2C7F}'
        | '\u{A720}'..='\u{A7FF}' => Script::Latin,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{A640}'..='\u{A69F}' => {
            Script::Cyrillic
        }
        '\u{531}'..='\u{588}' => Script::Armenian,
        _ => return None,
    };
    c.is_alphabetic().then_some(script)
}

#[cfg(test)]
mod tests {
    use super::super::super::{Selection, check_set, testing::set};
    use super::RULE;
    use crate::{
        annotation::Fragment,
        testing::empty_set,
        text::{CharRange, Document},
    };
    use std::sync::Arc;

    /// What is said of the words between the brackets, and what they should be.
    fn found(text: &str) -> Option<(String, String)> {
        let (start, end) = (text.find('[').unwrap(), text.find(']').unwrap());
        let plain = text.replace(['[', ']'], "");
        let document = Document::new(plain.as_str());
        let span = CharRange::new(document.char_of_byte(start), document.char_of_byte(end - 1));
        let mut set = empty_set(&document);
        let mut mark = (*self::set().annotations[0]).clone();
        mark.fragments = vec![Fragment::of(&document, document.span(span).unwrap())];
        set.annotations = vec![Arc::new(mark)];
        let findings = check_set(&set, &document, None, &Selection::usual());
        let finding = findings.iter().find(|finding| finding.rule == &RULE)?;
        let whole = finding
            .instead
            .map(|range| document.slice(range).to_owned());
        Some((finding.message.to_string(), whole.unwrap_or_default()))
    }

    #[test]
    fn half_words_are_found_with_the_whole_ones() {
        for (text, says, whole) in [
            (
                "t[he camps] closed",
                "“he camps” begins inside a word",
                "the camps",
            ),
            ("the [cam]ps", "“cam” ends inside a word", "camps"),
            (
                "some 1[4]0 men",
                "“4” begins and ends inside a number",
                "140",
            ),
            (
                "t[he 1]40 men",
                "“he 1” begins inside a word and ends inside a number",
                "the 140",
            ),
            ("в [порт]у сгорели", "“порт” ends inside a word", "порту"),
            (
                "a cafe\u{301}[s] door",
                "“s” begins inside a word",
                "cafe\u{301}s",
            ),
            ("a [Größ]e", "“Größ” ends inside a word", "Größe"),
            ("some 1,4[60] men", "“60” begins inside a number", "1,460"),
        ] {
            assert_eq!(
                found(text),
                Some((says.to_owned(), whole.to_owned())),
                "{text}"
            );
        }
        let long = format!("[a]{}", "b".repeat(5000));
        assert_eq!(found(&long).unwrap().1, "");
    }

    #[test]
    fn marks_may_end_where_words_of_other_scripts_and_parts_of_words_do() {
        for text in [
            "[the camps] closed",
            "the [mayor]’s office",
            "the l'[eau] froide",
            "[48]km north",
            "48[km] north",
            "the [anti]-war vote",
            "his [and]/or hers",
            "[北]京大学",
            "タ[ワー]の",
            "[กรุง]เทพ",
            "و[الوزير] قال",
            "ב[ירושלים]",
            "[서울]은 수도",
            "a [You]Tube clip",
            "[COVID]19",
            "in [Иран]i",
            "G[20]",
            "in [2020]²³ already",
            "[2]½ hours",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
