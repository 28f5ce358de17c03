//! All of a set that is neither a mark nor a speaker: the article's record, what is left out, the log of changed articles, done or not.

use super::marks::{list, one_of};
use crate::{
    annotation::{AnnotationSet, Reanchored, Region},
    text::CharRange,
};

/// The three joined, without marks and speakers. Mine and theirs are of one text.
pub(super) fn join(
    base: &AnnotationSet,
    mine: &AnnotationSet,
    theirs: &AnnotationSet,
) -> AnnotationSet {
    // Of one text: they differ at most in how its file was found or read, and what was written last is the later look.
    let article = one_of(Some(&base.article), &mine.article, &theirs.article);
    let article = article.unwrap_or_else(|| theirs.article.clone());
    let mut set = AnnotationSet::new(article, mine.annotator.clone());
    // Of two answers one is what it was before.
    let done = one_of(Some(&base.done), &mine.done, &theirs.done);
    set.done = done.unwrap_or(mine.done);
    set.left_out = match one_of(Some(&base.left_out), &mine.left_out, &theirs.left_out) {
        Some(regions) => regions,
        None => without_overlaps(list(&base.left_out, &mine.left_out, &theirs.left_out)),
    };
    set.orphan_regions = list(
        &base.orphan_regions,
        &mine.orphan_regions,
        &theirs.orphan_regions,
    );
    set.reanchored = match one_of(Some(&base.reanchored), &mine.reanchored, &theirs.reanchored) {
        Some(log) => log,
        None => joined_log(&mine.reanchored, &theirs.reanchored),
    };
    set
}

/// Regions that touch or overlap are one, which begins as the first does and ends as the last.
fn without_overlaps(mut regions: Vec<Region>) -> Vec<Region> {
    regions.sort_by_key(|region| region.span);
    let mut apart: Vec<Region> = Vec::new();
    for region in regions {
        match apart.last_mut() {
            Some(last) if region.span.start <= last.span.end => {
                if region.span.end > last.span.end {
                    last.span = CharRange::new(last.span.start, region.span.end);
                    last.ends = region.ends;
                    last.after = region.after;
                }
            }
            _ => apart.push(region),
        }
    }
    apart
}

/// Both logs in one. A step that both have is written once, with the words that either remembers.
fn joined_log(mine: &[Reanchored], theirs: &[Reanchored]) -> Vec<Reanchored> {
    let mut log = theirs.to_vec();
    for step in mine {
        match log
            .iter_mut()
            .find(|there| (there.from, there.to) == (step.from, step.to))
        {
            Some(there) => {
                for was in &step.edited {
                    if !there.edited.contains(was) {
                        there.edited.push(was.clone());
                    }
                }
            }
            None => log.push(step.clone()),
        }
    }
    log
}
