//! Links across the two sides: one has deleted a mark, or made it another kind, and the other has just linked to it. The link is
//! kept, and so is its target; whether the target was rightly deleted is asked.

use std::collections::BTreeSet;

use super::marks::{Marks, Sides};
use crate::annotation::AnnotationId;

/// Brings back what links lead to and can't. Each mark that is brought back is in conflict then.
pub(super) fn keep_targets(
    sides: &Sides,
    joined: &mut Marks,
    in_conflict: &mut BTreeSet<AnnotationId>,
) {
    let has_links = |id: &&AnnotationId| joined[*id].mark.tag.links().next().is_some();
    let mut open: Vec<_> = joined.keys().filter(has_links).cloned().collect();
    // It ends: a mark is brought back only as something that may be linked to by more kinds, and there are but three.
    while let Some(id) = open.pop() {
        let Some(from) = joined.get(&id).map(|standing| standing.mark.clone()) else {
            continue;
        };
        let may = |to: &super::Standing| from.tag.kind().may_link_to(to.mark.tag.kind());
        for target in from.tag.links() {
            if joined.get(target).is_some_and(may) {
                continue;
            }
            let [_, mine, theirs] = sides.versions(target);
            // A link that leads nowhere on either side did so before.
            let Some(kept) = [mine, theirs].into_iter().flatten().find(|to| may(to)) else {
                continue;
            };
            joined.insert(target.clone(), kept.clone());
            in_conflict.insert(target.clone());
            open.push(target.clone());
        }
    }
}
