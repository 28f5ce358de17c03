//! What holds in a folder: its codebook, and which rules are looked at there. Each folder is asked once, and what it says is known by
//! a digest, so that findings can be kept as long as it says the same.

use std::{
    collections::{BTreeSet, HashMap},
    ffi::OsString,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    codebook::{self, Codebook},
    config,
    text::{QuickHash, Sha256},
    verify::Selection,
};

/// What holds in a folder.
pub(super) struct Holds {
    pub(super) codebook: Option<Codebook>,
    pub(super) selection: Selection,
    /// Of all of it.
    pub(super) digest: Sha256,
}

/// All folders that were asked.
#[derive(Default)]
pub(super) struct Folders {
    known: Mutex<HashMap<OsString, Arc<Holds>, QuickHash>>,
    troubles: Mutex<BTreeSet<String>>,
}

impl Folders {
    /// What holds in this folder.
    pub(super) fn ask(&self, folder: &Path) -> Arc<Holds> {
        // Behind both locks everything is whole at any time: a panic elsewhere does no harm to it.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(holds) = known.get(folder.as_os_str()) {
            return holds.clone();
        }
        let codebook = self
            .sound(codebook::find(folder))
            .map(|found| found.codebook);
        let config = self.sound(config::find(folder));
        let said = format!(
            "{codebook:?}\n{:?}",
            config.as_ref().map(|found| &found.wishes)
        );
        let holds = Arc::new(Holds {
            codebook,
            selection: config.map_or_else(Selection::usual, |found| found.selection),
            digest: Sha256::of(said.as_bytes()),
        });
        known.insert(folder.as_os_str().to_owned(), holds.clone());
        holds
    }

    fn sound<T>(&self, found: Result<Option<T>, String>) -> Option<T> {
        found.unwrap_or_else(|sentence| {
            let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
            troubles.insert(sentence);
            None
        })
    }

    /// What is the matter with files that hold for folders, a sentence each.
    pub(super) fn troubles(&self) -> Vec<String> {
        let troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        troubles.iter().cloned().collect()
    }
}
