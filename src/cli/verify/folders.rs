//! What holds in a folder: its codebook, and which rules are looked at there. Each folder is asked once.

use std::{
    collections::{BTreeSet, HashMap},
    ffi::OsString,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use super::Trouble;
use crate::{
    codebook::{self, Codebook},
    config,
    text::QuickHash,
    verify::{Selection, Wishes},
};

/// What holds in a folder.
pub(super) struct Holds {
    pub(super) codebook: Option<Codebook>,
    pub(super) selection: Selection,
    /// The folder whose `claimark.ron` it is.
    pub(super) project: Option<PathBuf>,
}

/// All folders that were asked.
pub(super) struct Folders<'a> {
    /// What the command line wants, over all that files want.
    wishes: &'a Wishes,
    /// By the very bytes of their paths, which is quicker told than whether they are the same path.
    known: Mutex<HashMap<OsString, Arc<Holds>, QuickHash>>,
    troubles: Mutex<BTreeSet<Trouble>>,
}

impl<'a> Folders<'a> {
    pub(super) fn new(wishes: &'a Wishes) -> Self {
        Self {
            wishes,
            known: Mutex::default(),
            troubles: Mutex::default(),
        }
    }

    /// What holds in this folder.
    pub(super) fn ask(&self, folder: &Path) -> Arc<Holds> {
        // Behind both locks everything is whole at any time: a panic elsewhere does no harm to it.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(holds) = known.get(folder.as_os_str()) {
            return holds.clone();
        }
        let codebook = self.sound(codebook::find(folder));
        let config = self.sound(config::find(folder));
        let wanted = config
            .as_ref()
            .map_or_else(Selection::usual, |found| found.selection.clone());
        let holds = Arc::new(Holds {
            codebook: codebook.map(|found| found.codebook),
            selection: wanted.with(self.wishes).unwrap_or(wanted),
            project: config.map(|found| folder_of(&found.path)),
        });
        known.insert(folder.as_os_str().to_owned(), holds.clone());
        holds
    }

    /// What could be found and read; what is the matter else is kept, each said once however many folders are below it.
    fn sound<T>(&self, found: Result<Option<T>, Trouble>) -> Option<T> {
        found.unwrap_or_else(|sentence| {
            let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
            troubles.insert(sentence);
            None
        })
    }

    /// What is the matter with files that hold for folders.
    pub(super) fn troubles(self) -> BTreeSet<Trouble> {
        self.troubles
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// The folder of a file that may be named from where the program was started.
fn folder_of(path: &Path) -> PathBuf {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}
