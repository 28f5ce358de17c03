//! Which articles of a folder have something of whoever works that was never saved: it waits in a journal until the article is opened.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Listing;
use crate::{
    folders::behind_links,
    format,
    journal::{Journals, Unsaved},
};

/// Whose journals are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Work<'a> {
    /// Where they are.
    pub journals: &'a Journals,
    /// Whoever works.
    pub annotator: &'a str,
}

/// What was never saved.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Waiting {
    /// Of articles, by their indices in the listing, under the usual name of a set on them.
    pub articles: Vec<usize>,
    /// Of sets, by their paths as they were listed.
    pub sets: Vec<PathBuf>,
}

/// Looks for what was never saved. The disk is asked for nothing but links, and the journals that are of these very sets.
pub(super) fn waiting(folder: &Path, listing: &Listing, work: Work<'_>) -> Waiting {
    let unsaved = Unsaved::list(work.journals);
    if unsaved.is_empty() {
        return Waiting::default();
    }
    // No folder on the way to a file that was listed is a link.
    let real = behind_links(folder);
    let is_left_of = |set_file: &Path, is_link: bool| {
        let place = match set_file.strip_prefix(folder) {
            Ok(within) if !is_link => real.join(within),
            _ => behind_links(set_file),
        };
        unsaved.is_left_of(&place, work.annotator)
    };
    let articles = listing.articles.par_iter().enumerate();
    let articles = articles.filter(|(_, article)| {
        // Where the set is a link, it is listed as well.
        is_left_of(&format::default_name(article, work.annotator), false)
    });
    let sets = listing.sets.par_iter();
    let sets = sets.filter(|set| is_left_of(set, set.is_symlink()));
    Waiting {
        articles: articles.map(|(index, _)| index).collect(),
        sets: sets.cloned().collect(),
    }
}
