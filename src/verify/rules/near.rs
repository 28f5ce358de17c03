//! The one id that an unknown one is a slip of the pen away from.

use std::fmt::Display;

/// Ids that are looked at for one set in all: a file may have a hundred thousand unknown ones.
const LOOKED_AT: usize = 200_000;

/// Looks for ids that differ in one letter, or in two that changed places.
#[derive(Default)]
pub(super) struct Near {
    looked_at: usize,
}

impl Near {
    /// Whether so many ids may still be walked over; counts them as looked at.
    pub(super) fn may_walk(&mut self, over: usize) -> bool {
        self.looked_at += over;
        self.looked_at < LOOKED_AT
    }

    /// The item whose id is so near to this one; none if there are two, or if enough was looked at.
    pub(super) fn one<'i, T, I: Display + 'i>(
        &mut self,
        id: &impl Display,
        mut items: impl Iterator<Item = &'i T>,
        id_of: impl Fn(&'i T) -> &'i I,
    ) -> Option<&'i T> {
        if self.looked_at >= LOOKED_AT {
            return None;
        }
        let id = id.to_string();
        let mut is_near = |item: &&'i T| {
            self.looked_at += 1;
            let other = id_of(item).to_string();
            self.looked_at < LOOKED_AT
                && other.len().abs_diff(id.len()) < 2
                && strsim::osa_distance(&other, &id) < 2
        };
        let near = items.find(&mut is_near)?;
        items.find(&mut is_near).is_none().then_some(near)
    }
}
