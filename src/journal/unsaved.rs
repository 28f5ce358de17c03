//! Which of very many sets have journals with something that was never saved: for the list of a folder. The folder of journals is listed
//! once; a journal is read only if it is of a set that is asked about and does not end with a save. Nothing is held or changed by it.

use std::{
    collections::HashMap,
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use super::{
    Journals,
    keeping::{ENDING, bytes_of, journals, key_behind_links},
    offer::way,
    past::{Disk, Past},
    record::{self, Told},
};
use crate::format;

/// Bytes at a journal's end in which its last record stands, if that is a save.
const TAIL: u64 = 512;

/// The journals that there are, by the sets that they are of.
#[derive(Debug, Default)]
pub struct Unsaved {
    by_key: HashMap<String, Vec<PathBuf>>,
}

impl Unsaved {
    /// Looks at the folder of journals, once.
    #[must_use]
    pub fn list(of: &Journals) -> Self {
        let mut by_key: HashMap<String, Vec<PathBuf>> = HashMap::new();
        let folder = of.folder();
        let all = folder.map(|folder| journals(&folder, ENDING, |name| !name.starts_with('.')));
        for (path, _) in all.into_iter().flatten() {
            let name = path.file_name().and_then(|name| name.to_str());
            if let Some((key, _)) = name.and_then(|name| name.split_once('-')) {
                by_key.entry(key.to_owned()).or_default().push(path);
            }
        }
        Self { by_key }
    }

    /// Whether there is no journal at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// Whether something that this annotator did to a set is not in its file, and no window has it any more. The path is absolute and
    /// without links.
    #[must_use]
    pub fn is_left_of(&self, set_file: &Path, annotator: &str) -> bool {
        let Some(paths) = self.by_key.get(&key_behind_links(set_file)) else {
            return false;
        };
        let unsaved =
            |told: Told| told.header.annotator == annotator && is_missing(&told, set_file);
        paths.iter().filter_map(|path| peek(path)).any(unsaved)
    }
}

/// What a journal says that does not end with a save, and that no window has.
fn peek(path: &Path) -> Option<Told> {
    let mut file = File::open(path).ok()?;
    // Let go of at once: whoever opens the set in this moment must get it.
    file.try_lock_shared().ok()?;
    file.unlock().ok()?;
    let length = file.metadata().ok()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))
        .ok()?;
    let mut tail = Vec::new();
    file.by_ref().take(TAIL).read_to_end(&mut tail).ok()?;
    if record::ends_with_save(&tail) {
        return None;
    }
    record::read(&bytes_of(&mut file).ok()?).ok()
}

/// Whether the set's file lacks something of it. The file is asked, too: a window may have ended between a save and its record.
fn is_missing(told: &Told, set_file: &Path) -> bool {
    let there = format::load(set_file).ok();
    let set = there.as_ref().and_then(|(bytes, stamp)| {
        let mut set = format::read(bytes).ok()?;
        set.sort();
        Some((set, *stamp))
    });
    let disk = match (&there, &set) {
        (None, _) => Disk::None,
        (Some(_), None) => Disk::Broken,
        (_, Some((set, stamp))) => Disk::Holds(set, *stamp),
    };
    let past = Past::of(told, disk);
    !past.unsaved.is_empty() && way(&past, disk).is_some()
}
