//! A mark that goes on over the end of a paragraph.

use super::super::{Check, Finding, Findings, Rule, Severity, subject::Subject, words::quoted};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::text::{CharRange, Document};

pub(super) const RULE: Rule = Rule {
    code: "S008",
    name: "crosses-paragraph",
    severity: Severity::Warning,
    usual: true,
    what: "A fragment goes on over a line break into another paragraph. In an article whose lines are broken in the middle of sentences, \
           as in mail, only an empty line ends a paragraph.",
    why: "A claim seldom runs over two paragraphs: mostly an end of the mark slipped, or a headline, a caption or the words of an \
          advertisement between came along. Many tools for training data take one paragraph at a time and drop such marks.",
    example: "quote: \"the port safe\\n\\nKESTREL BAY\",",
    fix: "Move the ends of the mark into one paragraph, or give it a fragment for each paragraph.",
    check: Check::Set(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = subject.document() else {
        return;
    };
    let mut wrapped = None;
    for placed in &subject.fragments {
        // Line breaks at the edges are S003's.
        if !placed.is_here() || !placed.fragment.quote.trim().contains('\n') {
            continue;
        }
        let words = placed.fragment.quote.trim();
        if !holds_empty_line(words) && *wrapped.get_or_insert_with(|| is_wrapped(document)) {
            continue;
        }
        let span = placed.fragment.span;
        let lead = placed.fragment.quote.find(words).unwrap_or_default();
        let first = words.find('\n').unwrap_or_default();
        let feed = span.start + placed.fragment.quote[..lead + first].chars().count();
        let next = document.paragraph_of(feed) + 1;
        let message = format!("{} goes on into another paragraph", quoted(words));
        findings.push(
            Finding::new(&RULE, placed.part().field("quote"), message)
                .label("holds a line break")
                .on(&placed.mark.id)
                .at(
                    Some(CharRange::new(span.start, feed)),
                    format!("goes on in line {}", next + 1),
                )
                .help(
                    "move the ends of the mark into one paragraph, or give it a fragment for each",
                ),
        );
    }
}

fn holds_empty_line(words: &str) -> bool {
    let mut lines = words.split('\n');
    // The first may be the end of a line.
    lines.next();
    lines.any(|line| line.trim().is_empty())
}

/// The fewest columns of a line that was broken because it was full.
const FULL: usize = 30;
/// The most columns that a word is taken to have: some scripts set no blanks between words.
const LONGEST_WORD: usize = 20;
/// The columns that may stay empty because no sign may begin a line in Chinese or Japanese.
const SLACK: usize = 4;

/// Whether an article's lines are broken in the middle of sentences: of the line breaks between two lines with words, most stand
/// inside a sentence, and behind a line of some length. In scripts with small letters the next line then begins with one; in others
/// its first word had no room in the line before.
fn is_wrapped(document: &Document) -> bool {
    let text = document.text();
    let caseless = is_caseless(text);
    let lines = || text.split('\n').map(str::trim);
    let widest = lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let (mut all, mut inside) = (0, 0);
    for (line, next) in lines().zip(lines().skip(1)) {
        if line.is_empty() || next.is_empty() {
            continue;
        }
        all += 1;
        let width = line.width();
        let goes_on = if caseless {
            width + room_for_first_word(next) > widest
        } else {
            next.starts_with(char::is_lowercase)
        };
        inside += usize::from(goes_on && !ends_sentence(line) && width >= FULL);
    }
    // Few breaks prove something only if all agree.
    inside > 0 && (inside == all || (inside >= 3 && inside * 3 >= all))
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with([
        '.', '!', '?', ':', '”', '"', '。', '．', '！', '？', '：', '」', '』', '؟', '۔', '।', '։',
    ])
}

/// Whether most letters of a text have no small and capital form.
fn is_caseless(text: &str) -> bool {
    let near = &text[..text.floor_char_boundary(16 << 10)];
    let (mut cased, mut others) = (0, 0);
    for c in near.chars().filter(|c| c.is_alphabetic()) {
        if c.is_lowercase() || c.is_uppercase() {
            cased += 1;
        } else {
            others += 1;
        }
    }
    others > cased
}

/// The columns that a line's first word would have needed at the end of the line before.
fn room_for_first_word(line: &str) -> usize {
    let is_wide = |c: char| c.width() == Some(2);
    let word = line.split(|c: char| c.is_whitespace() || is_wide(c));
    let width = word.map(UnicodeWidthStr::width).next().unwrap_or(0);
    let slack = if line.contains(is_wide) { SLACK } else { 1 };
    width.min(LONGEST_WORD) + slack
}

#[cfg(test)]
mod tests {
    use super::super::super::{
        Selection, check_set,
        testing::{codes, set},
    };
    use crate::{
        annotation::Fragment,
        testing::{empty_set, span_of},
        text::Document,
    };
    use std::sync::Arc;

    fn found(text: &str, words: &str) -> Vec<super::Finding> {
        let document = Document::new(text);
        let mut set = empty_set(&document);
        let mut mark = (*self::set().annotations[3]).clone();
        mark.tag = crate::annotation::Tag::Claim { speaker: None };
        mark.fragments = vec![Fragment::of(&document, span_of(&document, words))];
        set.annotations = vec![Arc::new(mark)];
        let findings = check_set(&set, &document, None, &Selection::usual());
        findings
            .into_iter()
            .filter(|finding| finding.rule.code.starts_with('S'))
            .collect()
    }

    #[test]
    fn a_line_break_inside_is_found_and_one_at_the_edge_is_a_blank() {
        let text = "The port is safe.\nNobody was hurt.\n\nThe end.\n";
        let findings = found(text, "is safe.\nNobody was");
        assert_eq!(codes(&findings), ["S008"]);
        assert_eq!(
            findings[0].message,
            "“is safe. Nobody was” goes on into another paragraph"
        );
        assert_eq!(findings[0].article_label, "goes on in line 2");
        assert_eq!(codes(&found(text, "hurt.\n\nThe")), ["S008"]);
        assert_eq!(codes(&found(text, "hurt.\n")), ["S003"]);
        assert_eq!(codes(&found(text, "Nobody was hurt.")), [""; 0]);
    }

    #[test]
    fn lines_broken_as_in_mail_are_one_paragraph() {
        let text = "The harbour minister said on Tuesday that the\nport was safe and that nobody of those who had\nbeen there was hurt by the smoke, but the union\nof the dockers says that they breathed it.\n\nThe owner of the yard denies that he knew of it.";
        assert_eq!(codes(&found(text, "the\nport was safe")), [""; 0]);
        assert_eq!(codes(&found(text, "breathed it.\n\nThe owner")), ["S008"]);
    }

    #[test]
    fn scripts_without_small_letters_are_judged_by_even_lines() {
        let text = "港口部长星期二对记者说港口是安全的并且那些当时\n在那里的人没有一个因为烟雾而受伤但是码头工人的\n工会说他们吸入了烟雾。\n\n船厂的老板否认他知道这件事。";
        assert_eq!(codes(&found(text, "当时\n在那里")), [""; 0]);
        assert_eq!(codes(&found(text, "烟雾。\n\n船厂")), ["S008"]);
        let text = "قال وزير الميناء يوم الثلاثاء إن الميناء آمن\nوإن أحدا ممن كانوا هناك لم يصب بأذى من الدخان\nلكن نقابة العمال تقول إنهم استنشقوه.";
        assert_eq!(codes(&found(text, "آمن\nوإن")), [""; 0]);
        let text = "港口大火\n港口部长星期二对记者说港口是安全的并且那些当时在那里的人没有一个受伤。\n工会否认。";
        assert_eq!(codes(&found(text, "大火\n港口部长")), ["S008"]);
    }

    #[test]
    fn a_short_note_may_be_broken_too() {
        let text = "The harbour minister said on Tuesday that the\nport was safe.";
        assert_eq!(codes(&found(text, "the\nport was safe")), [""; 0]);
    }
}
