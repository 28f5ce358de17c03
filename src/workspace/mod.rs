//! The room of folders: a folder of articles is a project. Which articles and sets there are, which set belongs to which article,
//! how far one annotator has come with each, and what the rules find.
//!
//! Sets are matched to articles by content first, by name second, so that a moved or renamed pair is found again (see `matching`).
//! What was found out of a file is kept as long as the file is the same, so that the next look at the folder reads only what has
//! changed (see [`Cache`]). Only `listing`, `scan`, `unsaved`, `cache` and [`finding`] touch the disk; none of it knows the window.

mod cache;
mod content;
pub mod finding;
mod holds;
mod listing;
mod matching;
mod order;
mod scan;
mod seen;
mod state;
mod unsaved;
mod view;

pub use cache::Cache;
pub use content::{Content, Summary};
pub use listing::{Listing, list};
pub use order::natural;
pub use scan::{News, Scan, scan};
pub use seen::Seen;
pub use state::State;
pub use unsaved::{Waiting, Work};
pub use view::{Chosen, Sort, View};

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

/// A row of the folder: an article, or a set that no article was found for.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The article's file; of a set without one, the set's.
    pub path: PathBuf,
    /// Whether it is an article.
    pub is_article: bool,
    /// Its path from the folder on, with `/` between folders, as it is shown.
    pub name: String,
    /// The same in small letters, as it is looked for.
    folded: String,
    /// The sets of whoever works; the one that is opened first.
    pub own: Vec<Summary>,
    /// The sets of others, by their names.
    pub theirs: Vec<Summary>,
    /// Whether something of whoever works was never saved: it waits in a journal until the article is opened.
    pub unsaved: bool,
    /// How far whoever works has come.
    pub state: State,
}

impl Entry {
    fn new(path: PathBuf, folder: &Path, is_article: bool) -> Self {
        let name = shown(folder, &path);
        Self {
            folded: name.to_lowercase(),
            name,
            path,
            is_article,
            own: Vec::new(),
            theirs: Vec::new(),
            unsaved: false,
            state: State::Unknown,
        }
    }

    /// Where the file's own name begins in [`Entry::name`], in bytes: before it stands the folder.
    #[must_use]
    pub fn file_name_at(&self) -> usize {
        self.name.rfind('/').map_or(0, |slash| slash + 1)
    }

    /// Why it needs review, a sentence each; nothing if it does not.
    #[must_use]
    pub fn reasons(&self) -> Vec<String> {
        let unsaved = "Something that you did was not saved when Claimark ended: open it, and it is offered to you";
        let unsaved = self.unsaved.then(|| unsaved.to_owned());
        unsaved
            .into_iter()
            .chain(State::reasons(&self.own))
            .collect()
    }

    /// Sets of whoever works that are copies which Claimark put beside another one of them: they do not count.
    pub fn copies(&self) -> impl Iterator<Item = &Summary> {
        self.own.iter().filter(|set| set.is_copy_of_any(&self.own))
    }

    fn judge(&mut self) {
        self.state = match self.unsaved {
            true => State::NeedsReview,
            false => State::of(&self.own),
        };
    }

    /// The set that is opened with the article, if whoever works has one.
    #[must_use]
    pub fn set(&self) -> Option<&Summary> {
        self.own.first()
    }
}

/// A folder as far as it is known. It knows no disk: it is made of [`News`].
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    folder: PathBuf,
    annotator: String,
    entries: Vec<Entry>,
    articles: usize,
    /// How many sets there are, and how many of them were looked at.
    progress: (usize, usize),
    /// The sets of which something was never saved.
    unsaved: HashSet<PathBuf>,
    complete: bool,
    revision: u64,
    /// What is the matter with files that hold for the folder, a sentence each.
    pub troubles: Vec<String>,
}

impl Workspace {
    /// A folder of which nothing is known yet, seen by this annotator.
    #[must_use]
    pub fn new(folder: PathBuf, annotator: String) -> Self {
        Self {
            folder,
            annotator,
            ..Self::default()
        }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whose states these are.
    #[must_use]
    pub fn annotator(&self) -> &str {
        &self.annotator
    }

    /// The articles, in the natural order of their paths; behind them, the sets without an article.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many articles there are.
    #[must_use]
    pub const fn articles(&self) -> usize {
        self.articles
    }

    /// How many articles whoever works is done with. Walks over all.
    #[must_use]
    pub fn done(&self) -> usize {
        let articles = &self.entries[..self.articles];
        articles
            .iter()
            .filter(|entry| entry.state == State::Done)
            .count()
    }

    /// How many sets were looked at, and how many there are.
    #[must_use]
    pub const fn progress(&self) -> (usize, usize) {
        self.progress
    }

    /// Whether everything was looked at.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.complete
    }

    /// Grows with each change.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// The row of this file. Walks over all.
    #[must_use]
    pub fn find(&self, path: &Path) -> Option<usize> {
        // By its bytes, which is quicker than part by part.
        self.entries
            .iter()
            .position(|entry| entry.path.as_os_str() == path.as_os_str())
    }

    /// Comes in the place of what was known before: its revision is another one.
    pub fn succeed(&mut self, before: &Self) {
        self.revision = self.revision.max(before.revision) + 1;
    }

    /// Takes in what was found out.
    pub fn take(&mut self, news: News) {
        self.revision += 1;
        match news {
            News::Listed(listing) => {
                let entry = |path: PathBuf| Entry::new(path, &self.folder, true);
                self.articles = listing.articles.len();
                self.progress = (0, listing.sets.len());
                self.entries = listing.articles.into_iter().map(entry).collect();
            }
            News::Unsaved(waiting) => {
                self.unsaved = waiting.sets.into_iter().collect();
                for article in waiting.articles {
                    if let Some(entry) = self.entries.get_mut(article) {
                        entry.unsaved = true;
                        entry.judge();
                    }
                }
            }
            News::Read { count, found } => {
                self.progress.0 += count;
                for (summary, article) in found {
                    self.put(summary, article);
                }
            }
            News::Finished(troubles) => {
                self.troubles = troubles;
                self.complete = true;
                let of_own = |entry: &&mut Entry| entry.is_article || !entry.own.is_empty();
                for entry in self.entries.iter_mut().filter(of_own) {
                    entry.judge();
                }
            }
        }
    }

    fn put(&mut self, summary: Summary, article: Option<usize>) {
        let index = article.unwrap_or_else(|| {
            self.entries
                .push(Entry::new(summary.path.clone(), &self.folder, false));
            self.entries.len() - 1
        });
        let Some(entry) = self.entries.get_mut(index) else {
            return;
        };
        let is_it = |other: &Summary| other.path.as_os_str() == summary.path.as_os_str();
        if entry.own.iter().chain(&entry.theirs).any(is_it) {
            // It was worked on since, and what is known of that is newer.
            return;
        }
        if summary.is_of(&self.annotator) {
            entry.unsaved |= self.unsaved.contains(&summary.path);
            entry.own.push(summary);
            let usual = crate::format::default_name(&entry.path, &self.annotator);
            entry.own.sort_by_cached_key(|own| {
                let copy = own.copied_from().is_some();
                (copy, own.path != usual, !own.fits, own.path.clone())
            });
            entry.judge();
        } else {
            entry.theirs.push(summary);
            entry.theirs.sort_by(|a, b| {
                a.annotator
                    .cmp(&b.annotator)
                    .then_with(|| natural(&a.path, &b.path))
            });
        }
    }

    /// Takes in what is known of a set that was just worked on, without a look at the disk; `unsaved` says whether something still waits
    /// to be brought back.
    pub fn note(&mut self, article: &Path, summary: Summary, unsaved: bool) {
        let Some(index) = self.find(article).filter(|&index| index < self.articles) else {
            return;
        };
        self.revision += 1;
        // It may have been another article's, or nobody's, before.
        for (at, entry) in self.entries.iter_mut().enumerate() {
            let before = entry.own.len();
            entry
                .own
                .retain(|own| own.path.as_os_str() != summary.path.as_os_str());
            entry
                .theirs
                .retain(|theirs| theirs.path.as_os_str() != summary.path.as_os_str());
            if before != entry.own.len() && at != index {
                entry.judge();
            }
        }
        let nobodys =
            |entry: &Entry| !entry.is_article && entry.own.is_empty() && entry.theirs.is_empty();
        self.entries.retain(|entry| !nobodys(entry));
        // One that was never saved is on no disk.
        if summary.exists() {
            self.put(summary, Some(index));
        }
        if let Some(entry) = self.entries.get_mut(index) {
            entry.unsaved = unsaved;
            if self.complete || unsaved || !entry.own.is_empty() {
                entry.judge();
            }
        }
    }
}

/// A file's path from a folder on, with `/` between folders.
fn shown(folder: &Path, path: &Path) -> String {
    let within = path.strip_prefix(folder).unwrap_or(path);
    let text = within.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

#[cfg(test)]
mod tests;
