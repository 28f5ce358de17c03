//! A piece of a mark that is not found with all of the text around it, looked for just where the marks around it say that it should
//! be.

use crate::{
    annotation::{CONTEXT, Fragment},
    text::{CharRange, Document, Span},
};

/// Code points of the text on each side that must be as they were for words to be the same for certain.
pub(super) const CERTAIN: usize = CONTEXT / 2;

/// What stands there.
pub(super) struct Near {
    pub(super) place: Span,
    /// Whether these are the very words.
    pub(super) same: bool,
    /// Whether the text right before and right behind them is as it was, for [`CERTAIN`] code points or as far as is remembered.
    pub(super) before: bool,
    pub(super) after: bool,
}

/// What stands where a fragment should begin.
pub(super) fn begins(fragment: &Fragment, start: usize, new: &Document) -> Option<Near> {
    let length = fragment.quote.chars().count();
    let before = is_before(fragment, start, new);
    let here = CharRange::new(start, start.checked_add(length)?);
    if new.slice(here) == fragment.quote {
        return Some(Near {
            place: new.span(here).ok()?,
            same: true,
            before,
            after: is_after(fragment, here.end, new),
        });
    }
    // Other words, from where the text before ends to where the text behind begins.
    if !before || fragment.before.is_empty() {
        return None;
    }
    let behind = nearest(&fragment.after, true);
    let reach = CharRange::new(start, start + reach(length));
    let byte = new
        .slice(reach)
        .find(behind)
        .filter(|_| !behind.is_empty())?;
    let end = new.char_of_byte(new.byte_of(start) + byte);
    changed(new, CharRange::new(start, end))
}

/// What stands where a fragment should end.
pub(super) fn ends(fragment: &Fragment, end: usize, new: &Document) -> Option<Near> {
    let length = fragment.quote.chars().count();
    if !is_after(fragment, end, new) || fragment.after.is_empty() || end > new.len() {
        return None;
    }
    let before = nearest(&fragment.before, false);
    let reach = CharRange::new(end.saturating_sub(reach(length) + CERTAIN), end);
    let byte = new
        .slice(reach)
        .rfind(before)
        .filter(|_| !before.is_empty())?;
    let start = new.char_of_byte(new.byte_of(reach.start) + byte + before.len());
    changed(new, CharRange::new(start, end))
}

/// How far words may have grown, in code points: to twice their length, and by a sentence.
const fn reach(length: usize) -> usize {
    2 * length + 128
}

fn changed(new: &Document, range: CharRange) -> Option<Near> {
    Some(Near {
        place: new.span(range).ok()?,
        same: false,
        before: true,
        after: true,
    })
}

/// The [`CERTAIN`] code points of a remembered text that are nearest to the words.
fn nearest(remembered: &str, behind: bool) -> &str {
    if behind {
        let end = remembered.char_indices().nth(CERTAIN);
        end.map_or(remembered, |(byte, _)| &remembered[..byte])
    } else {
        let start = remembered.char_indices().rev().nth(CERTAIN - 1);
        start.map_or(remembered, |(byte, _)| &remembered[byte..])
    }
}

pub(super) fn is_before(fragment: &Fragment, start: usize, new: &Document) -> bool {
    let ahead = &new.text()[..new.byte_of(start)];
    ahead.ends_with(nearest(&fragment.before, false))
}

pub(super) fn is_after(fragment: &Fragment, end: usize, new: &Document) -> bool {
    let behind = &new.text()[new.byte_of(end)..];
    behind.starts_with(nearest(&fragment.after, true))
}
