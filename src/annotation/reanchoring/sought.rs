//! Words with the text around them, looked for by their letters (`text::letters`): whole, and with the text of one side only. Who
//! stands where only one side is as it was may be the own place, changed, of words of which a copy was made.

use super::{near::CERTAIN, search::Search};
use crate::{
    annotation::Fragment,
    text::{
        CharRange, Document, Span,
        letters::{are_same, is_letter, letters},
    },
};

/// What is looked for: the letters of a fragment.
pub(super) struct Sought {
    /// Before, words and after, in one.
    whole: String,
    /// Where in it the words begin and end, in bytes.
    words: std::ops::Range<usize>,
}

impl Sought {
    pub(super) fn of(fragment: &Fragment) -> Self {
        let mut whole: String = letters(&fragment.before).collect();
        let start = whole.len();
        whole.extend(letters(&fragment.quote));
        let words = start..whole.len();
        whole.extend(letters(&fragment.after));
        Self { whole, words }
    }

    /// The words with a little of the text before them, and where they begin in it; with a little of the text behind them; and by
    /// themselves, if they are many.
    fn sides(&self) -> [(&str, usize); SIDES] {
        let (before, after) = (
            &self.whole[..self.words.start],
            &self.whole[self.words.end..],
        );
        let nth_last = before.char_indices().rev().nth(CERTAIN - 1);
        let nth = after.char_indices().nth(CERTAIN);
        let start = nth_last.map_or(0, |(byte, _)| byte);
        let end = nth.map_or(self.whole.len(), |(byte, _)| self.words.end + byte);
        [
            (&self.whole[start..self.words.end], self.words.start - start),
            (&self.whole[self.words.start..end], 0),
            match self.words.len() >= MANY {
                true => (&self.whole[self.words.clone()], 0),
                false => ("", 0),
            },
        ]
    }
}

/// Ways in which words are looked for that may be the own ones, changed around them.
const SIDES: usize = 3;
/// Bytes of words that hardly stand twice by chance.
const MANY: usize = 24;

/// Where the words of one fragment stand.
#[derive(Clone, Default)]
pub(super) struct Candidates {
    /// With all of the text around them, in text order.
    pub(super) whole: Vec<Span>,
    /// With a little of it on one side, where that on the other is not as it was; or with none of it, if the words are many.
    pub(super) rivals: Vec<Span>,
}

impl Candidates {
    /// All of them.
    pub(super) fn all(&self) -> Vec<Span> {
        self.whole.iter().chain(&self.rivals).copied().collect()
    }
}

/// Bytes by whose hash things are looked for: whole ones hardly ever have fewer, and neither have those of one side.
const BYTES: (usize, usize) = (32, 12);

/// Looks for all of these: two passes over the letters of the text.
pub(super) fn candidates<'f>(
    fragments: impl Iterator<Item = &'f Fragment>,
    document: &Document,
) -> Vec<Candidates> {
    let fragments: Vec<_> = fragments.collect();
    let sought: Vec<_> = fragments
        .iter()
        .map(|fragment| Sought::of(fragment))
        .collect();
    let text = &document.letters().text;
    let wholes = Search::of(text, sought.iter().map(|it| it.whole.as_str()), BYTES.0);
    let mut all: Vec<_> = (0..sought.len())
        .map(|index| {
            let (sought, fragment) = (&sought[index], fragments[index]);
            if sought.words.is_empty() {
                return Candidates::default();
            }
            let here = |byte: &usize| {
                let start = byte + sought.words.start;
                span(fragment, start..start + sought.words.len(), document)
            };
            Candidates {
                whole: wholes.places(index).iter().filter_map(here).collect(),
                rivals: Vec::new(),
            }
        })
        .collect();
    let is_found = |index: &usize| !all[*index].whole.is_empty();
    let with: Vec<_> = (0..sought.len()).filter(is_found).collect();
    let sides: Vec<_> = with
        .iter()
        .flat_map(|&index| sought[index].sides())
        .collect();
    // At the very beginning or end of a text one side may be nearly empty, and says nothing.
    let long = |words: &str| words.len() >= BYTES.1;
    let asked = sides
        .iter()
        .map(|&(words, _)| if long(words) { words } else { "" });
    let found = Search::of(text, asked, BYTES.1);
    for (which, &index) in with.iter().enumerate() {
        let length = sought[index].words.len();
        let mut rivals = Vec::new();
        for (side, (_, lead)) in sides.iter().enumerate().skip(SIDES * which).take(SIDES) {
            let here = |byte: &usize| {
                let start = byte + lead;
                span(fragments[index], start..start + length, document)
            };
            rivals.extend(found.places(side).iter().filter_map(here));
        }
        rivals.sort_unstable();
        rivals.dedup();
        rivals.retain(|rival| !all[index].whole.contains(rival));
        all[index].rivals = rivals;
    }
    add_without_letters(&mut all, &fragments, &sought, document);
    all
}

/// The words whose letters are these bytes of the document's letters, with the quotation marks and blanks at their ends; `None` if
/// they are other words, as "nowhere" is not "now here".
fn span(fragment: &Fragment, here: std::ops::Range<usize>, document: &Document) -> Option<Span> {
    let (text, letters) = (document.text(), document.letters());
    let first = letters.origin(text, here.start);
    let (last, c) = letters.text[..here.end].char_indices().next_back()?;
    let behind = letters.origin(text, last) + c.len_utf8();
    let quote = fragment.quote.as_str();
    let lead = &quote[..quote.find(is_letter)?];
    let trail = &quote[quote.rfind(is_letter).map_or(0, |byte| {
        byte + quote[byte..].chars().next().map_or(0, char::len_utf8)
    })..];
    let start = first - before(&text[..first], lead)?;
    let end = behind + after(&text[behind..], trail)?;
    let range = CharRange::new(document.char_of_byte(start), document.char_of_byte(end));
    let span = document.span(range).ok()?;
    are_same(document.quote(span), quote).then_some(span)
}

/// How many bytes before some letters are what stood before those of the words.
fn before(text: &str, lead: &str) -> Option<usize> {
    if text.ends_with(lead) {
        return Some(lead.len());
    }
    let run = text.char_indices().rev().take(8);
    let mut run = run.take_while(|&(_, c)| !is_letter(c));
    run.find(|&(byte, _)| are_same(&text[byte..], lead))
        .map(|(byte, _)| text.len() - byte)
}

fn after(text: &str, trail: &str) -> Option<usize> {
    if text.starts_with(trail) {
        return Some(trail.len());
    }
    let run = text.char_indices().take(8);
    let mut run = run.take_while(|&(_, c)| !is_letter(c));
    let ends = |&(byte, c): &(usize, char)| are_same(&text[..byte + c.len_utf8()], trail);
    run.find(ends).map(|(byte, c)| byte + c.len_utf8())
}

/// Words that are nothing but blanks or quotation marks, looked for as they are, with what is around them.
fn add_without_letters(
    all: &mut [Candidates],
    fragments: &[&Fragment],
    sought: &[Sought],
    document: &Document,
) {
    let without = |index: &usize| sought[*index].words.is_empty();
    let without: Vec<_> = (0..sought.len()).filter(without).collect();
    let whole = |&index: &usize| {
        let Fragment {
            before,
            quote,
            after,
            ..
        } = fragments[index];
        format!("{before}{quote}{after}")
    };
    let wholes: Vec<_> = without.iter().map(whole).collect();
    let found = Search::of(document.text(), wholes.iter().map(String::as_str), BYTES.0);
    for (which, index) in without.into_iter().enumerate() {
        let fragment = fragments[index];
        let here = |byte: &usize| {
            let start = document.char_of_byte(byte + fragment.before.len());
            let length = fragment.quote.chars().count();
            document.span(CharRange::new(start, start + length)).ok()
        };
        all[index].whole = found.places(which).iter().filter_map(here).collect();
    }
}
