//! One thing to look for: a fragment of a mark, or an end of a region that is left out.

use std::borrow::Cow;

use super::near::CERTAIN;
use crate::{
    annotation::{AnnotationSet, Fragment, LONGEST_CONTEXT},
    text::Document,
};

/// See the head of this file.
pub(super) struct Piece<'a> {
    /// What it remembers.
    pub(super) fragment: Cow<'a, Fragment>,
    /// What it remembers by what the set says, and by nothing else.
    pub(super) own: &'a Fragment,
    /// Whether it stood on the text that the set was made on, among the others; not so what was set aside before.
    pub(super) among_others: bool,
    /// Whether what it remembers stood only once in the text that it is from.
    pub(super) stood_once: bool,
    /// Whether it may be found without a person being asked.
    pub(super) may_settle: bool,
}

impl<'a> Piece<'a> {
    /// A fragment of a mark. Where the old text is at hand, it remembers what it should have.
    pub(super) fn of_mark(fragment: &'a Fragment, length: usize, old: Option<&Document>) -> Self {
        let again = old.filter(|old| fragment.fits(old)).and_then(|old| {
            let again = Fragment::of(old, old.span(fragment.span).ok()?);
            let told_apart = Fragment::is_told_apart(old, again.span, LONGEST_CONTEXT / 2);
            Some((told_apart, again))
        });
        let (stood_once, remembered) = match again {
            Some((stood_once, again)) => (stood_once, Cow::Owned(again)),
            None => (
                stood_once(fragment, length, (true, true)),
                Cow::Borrowed(fragment),
            ),
        };
        Self {
            fragment: remembered,
            own: fragment,
            among_others: true,
            stood_once,
            may_settle: true,
        }
    }

    /// The two ends of a region, which remember only one side each.
    pub(super) fn of_region(
        ends: &'a [Fragment; 2],
        length: usize,
    ) -> impl Iterator<Item = Self> + use<'a> {
        let of = move |fragment: &'a Fragment, sides| Self {
            fragment: Cow::Borrowed(fragment),
            own: fragment,
            among_others: true,
            stood_once: stood_once(fragment, length, sides),
            may_settle: true,
        };
        let [begins, last] = ends;
        [of(begins, (true, false)), of(last, (false, true))].into_iter()
    }

    /// What was set aside: somebody has been asked already, and only the very text that it was taken from answers for them, when the
    /// article becomes that text again. That it stood only once was true of that text, and need not be of the one in between.
    pub(super) fn set_aside(fragment: &'a Fragment, set: &AnnotationSet, new: &Document) -> Self {
        let is_from_it = set.reanchored.iter().any(|done| done.from == new.sha256());
        let was_here = is_from_it && !set.fits(new);
        Self {
            fragment: Cow::Borrowed(fragment),
            own: fragment,
            among_others: false,
            stood_once: true,
            may_settle: was_here && fragment.fits(new),
        }
    }
}

/// Whether a fragment remembers as much text on these sides as [`Fragment::of`] keeps, and so stood only once in its text. One that
/// remembers the most may well have stood there several times.
fn stood_once(fragment: &Fragment, length: usize, sides: (bool, bool)) -> bool {
    let (before, after) = (
        fragment.before.chars().count(),
        fragment.after.chars().count(),
    );
    // Less is enough where the text begins or ends; a little may be missing for a character that would be cut.
    let enough_before = before >= CERTAIN || fragment.span.start <= before;
    let enough_after = after >= CERTAIN || fragment.span.end.saturating_add(after) >= length;
    let most = before.max(after) > LONGEST_CONTEXT / 2;
    (enough_before || !sides.0) && (enough_after || !sides.1) && !most
}
