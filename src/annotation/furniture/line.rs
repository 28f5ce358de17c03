//! One line of a saved page, and what it looks like by itself.

use std::{collections::HashSet, sync::LazyLock};

use super::{Reason, times, words};
use crate::text::is_blank;

/// From so long on, a line that ends as a sentence does is a paragraph of a story.
const BODY: usize = 100;
/// From so long on, it is one however it ends.
const LONG: usize = 200;
/// Up to so long a line may be a button or a link.
const SHORT: usize = 120;
/// How long a notice about cookies may be.
const NOTICE: usize = 500;
/// How long a headline may be.
const HEADLINE: std::ops::RangeInclusive<usize> = 12..=LONG;

/// A line with words, and what can be told of it without looking at its neighbours. Lengths are code points, those of Chinese,
/// Japanese and Korean counted twice: they say as much as two letters.
pub(super) struct Line<'a> {
    /// Which paragraph of the Document it is.
    pub(super) paragraph: usize,
    /// Without the blanks at its ends.
    pub(super) text: &'a str,
    pub(super) size: usize,
    /// Why it is furniture wherever it stands.
    pub(super) reason: Option<Reason>,
    /// Why it is furniture below the first sentences, where no headline is any more.
    pub(super) below: Option<Reason>,
    /// It counts pictures: which one of how many.
    pub(super) counter: Option<(u32, u32)>,
    /// It begins with "Updated", "Published" or the like, and a time follows.
    pub(super) is_stamp: bool,
    /// It names who wrote the story.
    pub(super) is_byline: bool,
    /// It may open what stands behind an article's end.
    pub(super) opens_end: bool,
    /// Nothing of the article stands behind it.
    pub(super) is_ending: bool,
    /// It ends as a sentence does.
    pub(super) is_sentence: bool,
    /// It is a paragraph of a story.
    pub(super) is_body: bool,
}

impl<'a> Line<'a> {
    /// `None` for a line that shows nothing.
    pub(super) fn of(paragraph: usize, text: &'a str) -> Option<Self> {
        let text = text.trim_matches(is_blank);
        if text.is_empty() {
            return None;
        }
        let size = text.chars().map(weight).sum();
        let mut line = Self {
            paragraph,
            text,
            size,
            reason: None,
            below: None,
            counter: None,
            is_stamp: false,
            is_byline: false,
            opens_end: false,
            is_ending: false,
            is_sentence: ends_as_sentence(text) || size >= LONG,
            is_body: size >= LONG || (size >= BODY && (ends_as_sentence(text) || asks(text))),
        };
        if size <= NOTICE {
            let lower = lower(text);
            line.look(&lower);
        }
        if line.reason.is_some() {
            (line.is_sentence, line.is_body) = (false, false);
        }
        Some(line)
    }

    fn look(&mut self, lower: &str) {
        let begins = |table: &[&str]| table.iter().any(|words| lower.starts_with(words));
        if begins(words::NOTICES) {
            self.reason = Some(Reason::Button);
        }
        if self.size > SHORT {
            return;
        }
        let plain = plain(lower);
        self.is_ending = begins(words::ENDINGS);
        let is_heading = HEADINGS.contains(plain);
        self.opens_end = is_heading || self.is_ending || begins(words::OPENING);
        if self.is_ending
            || is_heading
            || BUTTONS.contains(plain)
            || counts(plain)
            || is_menu(lower)
        {
            self.reason = Some(Reason::Button);
        }
        self.is_stamp = is_stamp(lower);
        if self.is_stamp || is_age(lower) {
            self.reason = Some(Reason::Time);
        }
        if let Some((of, named)) = counter(lower) {
            self.counter = Some(of);
            if named {
                self.reason = Some(Reason::Counter);
            }
        }
        if begins(words::BEGINNINGS) && !self.is_sentence {
            self.below = Some(Reason::Button);
        }
        self.is_byline = is_byline(self.text);
    }

    /// Whether it could be a headline.
    pub(super) fn could_be_headline(&self) -> bool {
        self.reason.is_none() && !self.is_body && !self.is_sentence && HEADLINE.contains(&self.size)
    }

    /// Whether it is a name and "logo", as the picture at the head of a page is called.
    pub(super) fn is_logo(&self) -> bool {
        self.text.split_whitespace().count() <= 3
            && (self.text.ends_with(" logo") || self.text.ends_with(" Logo"))
    }

    /// Whether it might be a label that a page repeats: it has letters, and is no sentence, nor who speaks in an interview.
    pub(super) fn could_be_label(&self) -> bool {
        let letters = self.text.chars().filter(|c| c.is_alphabetic()).take(2);
        !self.is_sentence
            && !self.is_body
            && letters.count() == 2
            && !self.text.ends_with([':', '?', '？', '؟', '”', '"', '»'])
    }
}

static BUTTONS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words::BUTTONS.iter().copied().collect());
static HEADINGS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words::HEADINGS.iter().copied().collect());

fn weight(c: char) -> usize {
    match c {
        '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => 2,
        _ => 1,
    }
}

/// In small letters, with straight apostrophes and single blanks.
fn lower(text: &str) -> String {
    let words = text.split(is_blank).filter(|word| !word.is_empty());
    let mut lower = String::with_capacity(text.len());
    for word in words {
        if !lower.is_empty() {
            lower.push(' ');
        }
        lower.extend(word.chars().flat_map(char::to_lowercase).map(|c| match c {
            '’' => '\'',
            c => c,
        }));
    }
    lower
}

/// Without the signs at its ends, and without the number of comments in brackets.
fn plain(lower: &str) -> &str {
    let open = lower.strip_suffix([')', ']']).and_then(|rest| {
        let (words, number) = rest.rsplit_once(['(', '['])?;
        number.chars().all(|c| digit(c).is_some()).then_some(words)
    });
    open.unwrap_or(lower)
        .trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether the last letters are those of a sentence that says something: not a question, as headlines may be, and not cut off.
fn ends_as_sentence(text: &str) -> bool {
    let text = without_closing(text);
    text.ends_with(['.', '!', '。', '！', '।', '۔']) && !text.ends_with("..")
}

fn asks(text: &str) -> bool {
    without_closing(text).ends_with(['?', '？', '؟', '…'])
}

fn without_closing(text: &str) -> &str {
    text.trim_end_matches(['"', '”', '’', '\'', '»', '›', ')', ']', '」', '』', '）'])
}

/// The value of a digit, European or Arabic.
fn digit(c: char) -> Option<u32> {
    match c {
        '٠'..='٩' => Some(u32::from(c) - u32::from('٠')),
        '۰'..='۹' => Some(u32::from(c) - u32::from('۰')),
        c => c.to_digit(10),
    }
}

fn number(text: &str) -> Option<u32> {
    let digits = (1..=3).contains(&text.chars().count());
    digits.then_some(())?;
    text.chars()
        .try_fold(0, |sum, c| Some(sum * 10 + digit(c)?))
}

/// "1 / 3", "photo 2 of 5": which of how many, and whether it says of what.
fn counter(lower: &str) -> Option<((u32, u32), bool)> {
    let first = lower.split(' ').next()?;
    let named = times::PICTURES.contains(&first);
    let rest = if named {
        lower[first.len()..].trim_start()
    } else {
        lower
    };
    let rest = rest.trim_matches(['(', ')', '[', ']']);
    let between = ["/", " of ", " von ", " sur ", " de ", " из ", " من "];
    let (one, all) = between.iter().find_map(|sign| rest.split_once(sign))?;
    let (one, all) = (number(one.trim())?, number(all.trim())?);
    (all >= 2 && (1..=all).contains(&one)).then_some(((one, all), named))
}

/// The parts of a time or a date.
fn of_time(text: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| is_blank(c) || ",:;|-–—/()·.".contains(c);
    text.split(between).filter(|part| !part.is_empty())
}

fn is_of_time(part: &str) -> bool {
    let starts = part.chars().next().is_some_and(|c| digit(c).is_some());
    let letters = part.chars().filter(|&c| digit(c).is_none()).count();
    (starts && letters <= 2) || times::OF_TIMES.contains(&part)
}

fn has_digit(text: &str) -> bool {
    text.chars().any(|c| digit(c).is_some())
}

/// "Updated 07 May 2019": nothing but a time follows the word.
fn is_stamp(lower: &str) -> bool {
    let behind = |word: &&str| {
        lower
            .strip_prefix(word)
            .filter(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    if let Some(time) = times::STAMPS.iter().find_map(&behind) {
        return of_time(time).all(is_of_time);
    }
    let time = times::FOREIGN_STAMPS.iter().find_map(&behind);
    time.is_some_and(|time| has_digit(time) && of_time(time).count() <= 7)
}

/// "2 hours ago", "5 min read".
fn is_age(lower: &str) -> bool {
    let Some((age, last)) = lower.rsplit_once(' ') else {
        return false;
    };
    let says = has_digit(age) || age.starts_with("a ") || age.starts_with("an ");
    matches!(last, "ago" | "read") && says && of_time(age).all(is_of_time)
}

/// "132 comments".
fn counts(plain: &str) -> bool {
    let mut parts = plain.split(' ');
    let number = parts.next().is_some_and(|first| {
        first
            .chars()
            .all(|c| digit(c).is_some() || ".,k".contains(c))
    });
    number
        && has_digit(plain)
        && parts
            .next()
            .is_some_and(|word| times::COUNTED.contains(&word))
        && parts.next().is_none()
}

/// "About us | Contact | Corrections": short words between bars, one of them known.
fn is_menu(lower: &str) -> bool {
    const KNOWN: [&str; 9] = [
        "contact",
        "contact us",
        "cookies",
        "corrections",
        "email",
        "privacy",
        "rss",
        "terms",
        "imprint",
    ];
    let parts: Vec<&str> = lower.split(['|', '·', '•']).map(str::trim).collect();
    parts.len() >= 3
        && parts.iter().all(|part| part.split(' ').count() <= 3)
        && parts
            .iter()
            .any(|part| KNOWN.contains(part) || BUTTONS.contains(part))
}

/// "By Jane Doe and John Roe": names, and nothing else.
fn is_byline(text: &str) -> bool {
    let Some(names) = text.strip_prefix("By ").or(text.strip_prefix("BY ")) else {
        return false;
    };
    let joins = |word: &str| {
        matches!(
            word,
            "and" | "in" | "for" | "of" | "de" | "la" | "van" | "von" | "der" | "al" | "&" | "|"
        )
    };
    let mut words = names.split_whitespace();
    let count = names.split_whitespace().count();
    (2..=8).contains(&count)
        && !has_digit(names)
        && words.all(|word| joins(word) || word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> Option<Reason> {
        Line::of(0, text).unwrap().reason
    }

    #[test]
    fn buttons_times_and_counters_are_known_by_themselves() {
        for (text, expected) in [
            ("Follow", Reason::Button),
            ("  SHARE: ", Reason::Button),
            ("Comments (12)", Reason::Button),
            ("1.2k shares", Reason::Button),
            ("Related stories ›", Reason::Button),
            ("Don’t miss", Reason::Button),
            ("Scroll down to load comments...", Reason::Button),
            ("About us | Contact | Corrections", Reason::Button),
            (
                "We use cookies to give you the best experience on our website. By clicking on “Accept” you agree to that.",
                Reason::Button,
            ),
            ("© 2031 Coastwire. All rights reserved.", Reason::Button),
            ("التعليقات (٠)", Reason::Button),
            ("相关阅读", Reason::Button),
            ("Updated 07 May 2019", Reason::Time),
            (
                "Last updated: 3:15 p.m. GMT, Tuesday 4th March 2031",
                Reason::Time,
            ),
            ("Published 2031-03-04T10:15:00Z", Reason::Time),
            ("Updated 4 sec ago", Reason::Time),
            ("an hour ago", Reason::Time),
            ("5 min read", Reason::Time),
            ("آخر تحديث: ١٤ مارس", Reason::Time),
            ("Aktualisiert am 4. März 2031, 10 Uhr", Reason::Time),
            ("Photo 2 of 5", Reason::Counter),
            ("صورة ٢ من ٣", Reason::Counter),
        ] {
            assert_eq!(reason(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_a_story_says_is_none_of_them() {
        for text in [
            "Updated rules for 2019 leave farmers guessing",
            "Published lists of voters had 2,000 names too many",
            "Share prices fall",
            "Follow the money, says auditor",
            "Comments by the minister cause a stir",
            "“Read more,” she said.",
            "He left the town long ago",
            "2 of 5",
            "9/11",
            "3 of 2",
            "Photo 0 of 0",
        ] {
            assert_eq!(reason(text), None, "{text}");
        }
        assert_eq!(Line::of(0, "2 of 5").unwrap().counter, Some((2, 5)));
        assert_eq!(Line::of(0, "3 of 2").unwrap().counter, None);
        assert_eq!(Line::of(0, "12 of 1999").unwrap().counter, None);
    }

    #[test]
    fn names_and_nothing_else_are_a_byline() {
        for text in [
            "By Jane Doe",
            "By JANE DOE and John Roe, Coastwire",
            "By Ana de la Cruz",
        ] {
            assert!(Line::of(0, text).unwrap().is_byline, "{text}");
        }
        for text in [
            "By the end of June",
            "By 2031 It Will Close",
            "By",
            "By Jane",
        ] {
            assert!(!Line::of(0, text).unwrap().is_byline, "{text}");
        }
    }

    #[test]
    fn paragraphs_and_sentences_are_told_from_headlines() {
        let long = "A sentence that is long enough to be a paragraph of a story, as it goes on and on until it has said all. ";
        let line = Line::of(0, long).unwrap();
        assert!(line.is_body && line.is_sentence && !line.could_be_headline());
        let line = Line::of(0, "“It does,” she said.").unwrap();
        assert!(!line.is_body && line.is_sentence);
        for text in [
            "Why the bridge is closed",
            "Will it open?",
            "The mayor said that...",
        ] {
            let line = Line::of(0, text).unwrap();
            assert!(!line.is_sentence && line.could_be_headline(), "{text}");
        }
        let chinese = "港务局说，码头将在六月底以前关闭，因为水下的墙已经有三处裂缝，修理要花一年以上的时间，而且费用还没有着落。";
        assert!(Line::of(0, chinese).unwrap().is_body);
        assert!(Line::of(0, " \u{feff}\t").is_none());
    }
}
