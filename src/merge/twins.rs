//! Both sides have marked the same words as the same thing: one mark, with the id of theirs.

use std::{collections::HashMap, sync::Arc};

use crate::{
    annotation::{Annotation, AnnotationId, AnnotationSet, Denied, Kind, Tag},
    text::CharRange,
};

/// Gives mine the ids of theirs; says which are called what now.
pub(super) fn rename(
    base: &AnnotationSet,
    mine: &mut AnnotationSet,
    theirs: &AnnotationSet,
) -> HashMap<AnnotationId, AnnotationId> {
    let mut renamed = HashMap::new();
    {
        let ids = |set: &AnnotationSet| -> std::collections::HashSet<AnnotationId> {
            set.all_marks().map(|mark| mark.id.clone()).collect()
        };
        let (in_base, in_mine, in_theirs) = (ids(base), ids(mine), ids(theirs));
        let new = |mark: &&Arc<Annotation>, other: &std::collections::HashSet<_>| {
            !in_base.contains(&mark.id) && !other.contains(&mark.id)
        };
        let mut there: HashMap<_, Vec<_>> = HashMap::new();
        // From behind, so that the first of them is taken first.
        for mark in theirs
            .annotations
            .iter()
            .rev()
            .filter(|mark| new(mark, &in_mine))
        {
            there.entry(place(mark)).or_default().push(&mark.id);
        }
        if there.is_empty() {
            return renamed;
        }
        for mark in mine.annotations.iter().filter(|mark| new(mark, &in_theirs)) {
            if let Some(twin) = there.get_mut(&place(mark)).and_then(Vec::pop) {
                renamed.insert(mark.id.clone(), twin.clone());
            }
        }
    }
    if renamed.is_empty() {
        return renamed;
    }
    let new = |id: &mut AnnotationId| {
        if let Some(twin) = renamed.get(id) {
            *id = twin.clone();
        }
    };
    for mark in mine.annotations.iter_mut().chain(&mut mine.orphans) {
        let leads_to_one = mark.tag.links().any(|id| renamed.contains_key(id));
        if !leads_to_one && !renamed.contains_key(&mark.id) {
            continue;
        }
        let mark = Arc::make_mut(mark);
        new(&mut mark.id);
        match &mut mark.tag {
            Tag::Claim { .. } => {}
            Tag::Denial { denies, .. } => {
                for denied in denies {
                    if let Denied::Here(id) = denied {
                        new(id);
                    }
                }
            }
            Tag::Figure { about, .. } => about.iter_mut().for_each(new),
        }
    }
    mine.sort();
    renamed
}

/// By what two marks are the same mark.
fn place(mark: &Annotation) -> (Kind, Vec<CharRange>) {
    let spans = mark.fragments.iter().map(|fragment| fragment.span);
    (mark.tag.kind(), spans.collect())
}
