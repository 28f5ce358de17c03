//! The folder of journals: which of them are left over for a set, and which are old enough to go.

use std::{
    fs::{self, File},
    io::{self, Read, Seek},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::{
    past::{Disk, Past},
    record::{self, Told, Untold},
};
use crate::{folders::Folders, text::Sha256};

/// What a journal's name ends in.
pub(super) const ENDING: &str = "journal";
/// What the name of one that says nothing ends in.
const BROKEN: &str = "broken";
/// What the name of one that is being made begins with.
pub(super) const NEW: &str = ".new-";
/// Journals that say nothing and are kept, at the most.
const MOST_BROKEN: usize = 20;
/// Journals that are kept although all that they hold is saved, at the most.
const MOST_SAVED: usize = 500;
/// After this time one of those goes.
const OLD: Duration = Duration::from_secs(90 * 24 * 3600);
/// After this time a journal that was never finished goes.
const ABANDONED: Duration = Duration::from_secs(24 * 3600);
/// Bytes of a journal that is read, at the most: 1 GiB.
const LARGEST: u64 = 1 << 30;

/// Where journals are kept, and how many steps in them after a restart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Journals {
    /// The user's state folder.
    pub state: Option<PathBuf>,
    /// How many steps can be undone after a restart.
    pub steps: usize,
}

/// A journal that this window alone has.
#[derive(Debug)]
pub struct Held {
    /// Locked as long as it is open.
    pub(super) file: File,
    /// Where it is.
    pub(super) path: PathBuf,
}

impl Held {
    /// Does away with the journal.
    pub fn remove(self) {
        // One that can't be removed is left over, and found again.
        let _ = fs::remove_file(&self.path);
    }
}

/// A journal of a window that is no more.
#[derive(Debug)]
pub struct LeftOver {
    /// The journal.
    pub held: Held,
    /// What it says.
    pub told: Told,
}

impl Journals {
    /// Those of a user who wants so many steps to be kept.
    #[must_use]
    pub fn of(folders: &Folders, steps: usize) -> Self {
        Self {
            state: folders.state.clone(),
            steps,
        }
    }

    /// The folder of journals.
    #[must_use]
    pub fn folder(&self) -> Option<PathBuf> {
        self.state.as_ref().map(|state| state.join("journals"))
    }

    /// The journals of a set that no window has any more, the latest first. One that says nothing is put aside.
    #[must_use]
    pub fn left_over(&self, set_file: &Path) -> Vec<LeftOver> {
        let Some(folder) = self.folder() else {
            return Vec::new();
        };
        let key = format!("{}-", key(set_file));
        let of_set = |name: &str| name.starts_with(&key);
        let mut found: Vec<_> = journals(&folder, ENDING, of_set)
            .into_iter()
            .filter_map(|(path, written)| Some((written, take(path)?)))
            .collect();
        found.sort_by_key(|(written, _)| std::cmp::Reverse(*written));
        found.into_iter().map(|(_, left)| left).collect()
    }
}

/// What the names of a set's journals begin with: 16 digits of the SHA-256 of its file's path, absolute and without links.
#[must_use]
pub fn key(set_file: &Path) -> String {
    key_behind_links(&crate::folders::behind_links(set_file))
}

/// As [`key`], of a path that is absolute and without links.
pub(super) fn key_behind_links(path: &Path) -> String {
    let mut digits = Sha256::of(path.as_os_str().as_encoded_bytes()).to_string();
    digits.truncate(16);
    digits
}

/// The files of the folder that end so and whose name is wanted, and when each was written last.
pub(super) fn journals(
    folder: &Path,
    ending: &str,
    wanted: impl Fn(&str) -> bool,
) -> Vec<(PathBuf, SystemTime)> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let files = entries.filter_map(Result::ok).filter_map(|entry| {
        let name = entry.file_name();
        let name = name.to_str().filter(|name| wanted(name))?;
        let ends = Path::new(name).extension().is_some_and(|end| end == ending);
        let about = entry.metadata().ok()?;
        // A pipe would be waited for.
        let file = ends && about.is_file();
        file.then(|| {
            (
                entry.path(),
                about.modified().unwrap_or(SystemTime::UNIX_EPOCH),
            )
        })
    });
    files.collect()
}

/// Locks a journal, unless a window has it or it is gone meanwhile.
fn hold(path: PathBuf) -> Option<Held> {
    let file = File::options().read(true).write(true).open(&path).ok()?;
    file.try_lock().ok()?;
    is_at(&file, &path).then_some(Held { file, path })
}

/// Whether the file is still what this path names.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let names = |about: fs::Metadata| (about.dev(), about.ino());
    match (file.metadata(), fs::metadata(path)) {
        (Ok(own), Ok(there)) => names(own) == names(there),
        _ => false,
    }
}

/// Whether the file is still what this path names: where an open file can't be replaced.
#[cfg(not(unix))]
pub(super) fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

/// The whole of a journal.
pub(super) fn bytes_of(file: &mut File) -> io::Result<Vec<u8>> {
    if file.metadata()?.len() > LARGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn take(path: PathBuf) -> Option<LeftOver> {
    let mut held = hold(path)?;
    let bytes = bytes_of(&mut held.file).ok()?;
    match record::read(&bytes) {
        Ok(told) => {
            let behind = usize::try_from(told.sound()).map_or(&[][..], |end| &bytes[end..]);
            if behind.contains(&b'\n') {
                // More than the last line is lost: whoever can make sense of the rest finds it.
                let _ = fs::copy(&held.path, held.path.with_extension(BROKEN));
            }
            Some(LeftOver { held, told })
        }
        // Whoever wrote it knows what it says.
        Err(Untold::Newer) => None,
        Err(Untold::Broken) => {
            let _ = fs::rename(&held.path, held.path.with_extension(BROKEN));
            None
        }
    }
}

/// Removes what nobody will ask for: journals of which everything is saved and that are old, or the oldest if there are very many; old
/// ones that say nothing; those that were never finished. To be called on a thread. Journals with anything that is not saved stay.
pub fn tidy(state: &Path) {
    let folder = state.join("journals");
    let now = SystemTime::now();
    let age = |written: SystemTime| now.duration_since(written).unwrap_or_default();
    let latest_first = |ending: &str| {
        let mut files = journals(&folder, ending, |name| !name.starts_with('.'));
        files.sort_by_key(|(_, written)| std::cmp::Reverse(*written));
        files
    };
    for (path, _) in latest_first(BROKEN).drain(..).skip(MOST_BROKEN) {
        let _ = fs::remove_file(path);
    }
    for (rank, (path, written)) in latest_first(ENDING).into_iter().enumerate() {
        if (rank >= MOST_SAVED || age(written) > OLD)
            && let Some(left) = take(path)
            && Past::of(&left.told, Disk::Broken).unsaved.is_empty()
        {
            left.held.remove();
        }
    }
    let unfinished = journals(&folder, ENDING, |name| name.starts_with(NEW));
    for (path, written) in unfinished {
        if age(written) > ABANDONED
            && let Some(held) = hold(path)
        {
            held.remove();
        }
    }
}
