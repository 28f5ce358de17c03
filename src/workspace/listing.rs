//! Which files of a folder, and of those in it, are articles, and which may be sets. Hidden ones and what git ignores are left out, as
//! everywhere.

use std::{
    fs,
    path::{Path, PathBuf},
};

use ignore::WalkBuilder;

use super::natural;
use crate::{article, codebook, config, format::ENDING};

/// The names, both in natural order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Listing {
    /// Articles, by their kinds.
    pub articles: Vec<PathBuf>,
    /// Files that may be sets.
    pub sets: Vec<PathBuf>,
}

/// Lists a folder; less than all if `cancelled` says so.
///
/// # Errors
/// The folder can't be read: one sentence.
pub fn list(folder: &Path, cancelled: impl Fn() -> bool) -> Result<Listing, String> {
    fs::read_dir(folder)
        .map_err(|error| format!("{}: the folder can't be read ({error})", folder.display()))?;
    let mut listing = Listing::default();
    let files = WalkBuilder::new(folder).require_git(false).build();
    for entry in files.filter_map(Result::ok) {
        if cancelled() {
            break;
        }
        let Some(kind) = entry.file_type() else {
            continue;
        };
        let path = entry.path();
        if kind.is_dir() {
            continue;
        }
        if article::is_article(path) {
            // A link is as good as the file it leads to; a pipe is no article.
            if kind.is_file() || (kind.is_symlink() && path.is_file()) {
                listing.articles.push(entry.into_path());
            }
        } else if may_be_set(path) && !(kind.is_symlink() && path.is_dir()) {
            listing.sets.push(entry.into_path());
        }
    }
    listing.articles.sort_unstable_by(|a, b| natural(a, b));
    listing.sets.sort_unstable_by(|a, b| natural(a, b));
    Ok(listing)
}

/// Whether a file's name allows that it is a set.
pub(super) fn may_be_set(path: &Path) -> bool {
    let names = [codebook::FILE_NAME, config::FILE_NAME];
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
        && !names
            .iter()
            .any(|name| path.file_name() == Some(name.as_ref()))
}
