//! Loading and saving a set: whole or not at all, read back, and never over somebody else's work.

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use super::{
    refusal::Refusal,
    temporary,
    turns::{GivenUp, Turn},
};
use crate::{annotation::AnnotationSet, text::Sha256};

/// The largest set that is read, in bytes: 256 MiB, some half a million marks.
pub const LARGEST: u64 = 256 << 20;

/// A file's content as it was last read or written: by it a change on disk is noticed, whatever its time of change says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp(Sha256);

impl Stamp {
    /// The stamp of this content.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::of(bytes))
    }

    /// The stamp that [`Self`]'s `Display` wrote.
    #[must_use]
    pub fn from_hex(hex: &str) -> Option<Self> {
        Sha256::from_hex(hex).map(Self)
    }
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a set was not saved. The file on disk is as it was.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Another program or person changed the file.
    #[error("{}: the file was changed on disk since it was read, so it was not overwritten", .0.display())]
    ChangedOnDisk(PathBuf),
    /// A file stands where a new set would go.
    #[error("{}: a file of this name is already there, so it was not overwritten", .0.display())]
    AlreadyThere(PathBuf),
    /// The disk refused.
    #[error("{}: the set could not be saved: {}{}", path.display(), why.in_words(error), why.reassurance())]
    Disk {
        /// The set's file.
        path: PathBuf,
        /// What that means.
        why: Refusal,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// What was written is not what is there.
    #[error("{}: the set was written, but reading it back gave something else; save it elsewhere and check the disk", .0.display())]
    ReadBack(PathBuf),
    /// Whoever asked for it no longer wants it.
    #[error("{}: the set was not saved, as it was given up before the disk had answered", .0.display())]
    GivenUp(PathBuf),
}

impl SaveError {
    fn disk(path: &Path, error: io::Error) -> Self {
        Self::because(path, Refusal::of(&error), error)
    }

    fn because(path: &Path, why: Refusal, error: io::Error) -> Self {
        Self::Disk {
            path: path.to_owned(),
            why,
            error,
        }
    }
}

/// The bytes of a file that may be a set, and their stamp.
///
/// # Errors
/// The file can't be read, is no ordinary file, or has more than [`LARGEST`] bytes.
pub fn load(path: &Path) -> io::Result<(Vec<u8>, Stamp)> {
    let bytes = bytes_of(path)?;
    let stamp = Stamp::of(&bytes);
    Ok((bytes, stamp))
}

/// As [`load`], without a stamp: for who will not save.
///
/// # Errors
/// As [`load`].
pub fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    bytes_into(path, Vec::new())
}

/// As [`bytes_of`], into memory that was used before.
///
/// # Errors
/// As [`load`].
pub(crate) fn bytes_into(path: &Path, mut bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let (mut file, length) = open(path)?;
    bytes.clear();
    bytes.reserve_exact(usize::try_from(length).unwrap_or_default());
    file.read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large());
    }
    Ok(bytes)
}

/// The stamp of a file that may be a set, without holding its content.
fn stamp_of(path: &Path) -> io::Result<Stamp> {
    Sha256::of_reader(open(path)?.0).map(Stamp)
}

/// Opens an ordinary file for reading at most one byte more than a set may have; gives its length, which is no more than that.
fn open(path: &Path) -> io::Result<(io::Take<fs::File>, u64)> {
    // Asked before opening: to open a pipe is to wait for whoever writes to it.
    let about = fs::metadata(path)?;
    if !about.is_file() {
        let kind = if about.is_dir() {
            io::ErrorKind::IsADirectory
        } else {
            io::ErrorKind::InvalidInput
        };
        return Err(io::Error::new(kind, "this is not an ordinary file"));
    }
    Ok((
        fs::File::open(path)?.take(LARGEST + 1),
        about.len().min(LARGEST + 1),
    ))
}

/// Saves a set in its canonical form. `known` is the stamp of what was last read from or written to this file, `None` for a file
/// that shall be new.
///
/// The set is written to a new file beside the old one, forced to the disk, put in the old one's place in one step, and read
/// back. A symbolic link stays a link; permissions stay as they were, and owner and group where the system lets the user set
/// them. Access control lists, extended attributes and further hard links of the old file are not kept: the new one has what its
/// folder gives to new files. Where the folder takes no new file, the set is not saved at all: to write into the old one would
/// leave half of it if the power failed.
///
/// Saves of one file within this program wait for each other. Of two Claimarks that save at once the later one is refused, where the
/// file system has locks; another program that writes in the very moment between the last look and the last step is not noticed.
///
/// # Errors
/// See [`SaveError`]; except after [`SaveError::ReadBack`] the old file is as it was.
pub fn save(path: &Path, set: &AnnotationSet, known: Option<Stamp>) -> Result<Stamp, SaveError> {
    save_unless(path, set, known, &GivenUp::default())
}

/// As [`save`], unless it is given up before the last step: by whoever has not the patience to wait for a disk that does not answer. Only
/// a disk that stalls in the very last step may still do it later.
///
/// # Errors
/// As [`save`].
pub fn save_unless(
    path: &Path,
    set: &AnnotationSet,
    known: Option<Stamp>,
    given_up: &GivenUp,
) -> Result<Stamp, SaveError> {
    let text = super::write(set);
    let disk = |error| SaveError::disk(path, error);
    let still_wanted = || match given_up.is_given_up() {
        true => Err(SaveError::GivenUp(path.to_owned())),
        false => Ok(()),
    };
    if text.len() as u64 > LARGEST {
        return Err(disk(too_large()));
    }
    let target = target_of(path)?;
    let turn = Turn::take(&target, given_up);
    still_wanted()?;
    let wanted = Stamp::of(text.as_bytes());
    if look(path, &target, known, wanted)? == Some(wanted) {
        return Ok(wanted);
    }
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(|old| old.permissions().readonly()) {
        // To put a new file in its place needs no right to write it; that is no reason to do so.
        let error = io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only");
        return Err(SaveError::because(path, Refusal::ReadOnlyFile, error));
    }
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = new_file_beside(folder, old.as_ref()).map_err(|error| {
        let why = match Refusal::of(&error) {
            Refusal::NotAllowed => Refusal::ClosedFolder,
            why => why,
        };
        SaveError::because(path, why, error)
    })?;
    file.write_all(text.as_bytes()).map_err(disk)?;
    file.as_file().sync_all().map_err(disk)?;
    let lock = lock(&target);
    // Until it was read back nobody else may replace the new one either: that would look like a disk that forgets.
    #[cfg(unix)]
    let _ = file.as_file().try_lock();
    let there = look(path, &target, known, wanted)?;
    still_wanted()?;
    let file = if there.is_some() {
        file.persist(&target).map_err(|failed| disk(failed.error))?
    } else {
        file.persist_noclobber(&target)
            .map_err(|failed| match failed.error.kind() {
                io::ErrorKind::AlreadyExists => SaveError::AlreadyThere(path.to_owned()),
                _ => disk(failed.error),
            })?
    };
    drop(lock);
    // The new name reaches the disk with the folder; not every system lets one force a folder.
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    let there = stamp_of(&target);
    drop((turn, file));
    temporary::sweep(folder);
    match there {
        Ok(stamp) if stamp == wanted => Ok(wanted),
        _ => Err(SaveError::ReadBack(path.to_owned())),
    }
}

pub(crate) fn too_large() -> io::Error {
    io::Error::new(
        io::ErrorKind::FileTooLarge,
        format!("a set may have {} MiB at most", LARGEST >> 20),
    )
}

/// The file itself, behind any links.
fn target_of(path: &Path) -> Result<PathBuf, SaveError> {
    let error = match fs::canonicalize(path) {
        Ok(target) => return Ok(target),
        Err(error) => error,
    };
    let why = Refusal::of(&error);
    let is_link = fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink());
    match (why, is_link) {
        (Refusal::FolderGone, true) => Err(SaveError::because(path, Refusal::LinkToNowhere, error)),
        // The standard library has no stable name for what systems say of this.
        (Refusal::Other, true) => Err(SaveError::because(path, Refusal::LinkInACircle, error)),
        (Refusal::FolderGone, false) => Ok(path.to_owned()),
        _ => Err(SaveError::because(path, why, error)),
    }
}

/// What is in the file now, if there is one; refused if it is neither what is known nor what shall be there anyway. A set that was
/// removed meanwhile may be written anew: nothing is overwritten by that.
fn look(
    path: &Path,
    target: &Path,
    known: Option<Stamp>,
    wanted: Stamp,
) -> Result<Option<Stamp>, SaveError> {
    let there = match stamp_of(target) {
        Ok(stamp) => stamp,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            let why = match error.kind() {
                io::ErrorKind::InvalidInput => Refusal::IsNoFile,
                _ => Refusal::of(&error),
            };
            return Err(SaveError::because(path, why, error));
        }
    };
    match known {
        // As after a save whose answer was lost.
        _ if there == wanted => Ok(Some(there)),
        None => Err(SaveError::AlreadyThere(path.to_owned())),
        Some(known) if known != there => Err(SaveError::ChangedOnDisk(path.to_owned())),
        Some(_) => Ok(Some(there)),
    }
}

/// Keeps other Claimarks from saving this file while the lock lives. Best effort: where there are no locks, or somebody holds one
/// for long, the look before the last step must do.
#[cfg(unix)]
fn lock(target: &Path) -> Option<fs::File> {
    use std::os::unix::fs::MetadataExt;
    let inode = |about: fs::Metadata| (about.dev(), about.ino());
    for _ in 0..100 {
        let file = fs::File::open(target).ok()?;
        match file.try_lock() {
            Ok(()) => {
                // Another Claimark may have put a new file in its place between the two: then that one is to be locked.
                if fs::metadata(target).ok().map(inode) == file.metadata().ok().map(inode) {
                    return Some(file);
                }
            }
            Err(fs::TryLockError::WouldBlock) => {
                std::thread::sleep(std::time::Duration::from_millis(10))
            }
            Err(fs::TryLockError::Error(_)) => return None,
        }
    }
    None
}

/// Elsewhere a locked file can't be read either, not even by who has locked it.
#[cfg(not(unix))]
fn lock(_target: &Path) -> Option<fs::File> {
    None
}

/// A new file as readable as the old one or, without one, unlike most temporary files, as any that its owner makes.
fn new_file_beside(
    folder: &Path,
    old: Option<&fs::Metadata>,
) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = temporary::builder();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
        // The system takes off what the user's mask forbids.
        let mode = old.map_or(0o666, |old| old.permissions().mode() & 0o777);
        builder.permissions(fs::Permissions::from_mode(mode));
        let file = builder.tempfile_in(folder)?;
        if let Some(old) = old {
            // One may not give files away, but perhaps to a group.
            let _ = fchown(&file, Some(old.uid()), Some(old.gid()))
                .or_else(|_| fchown(&file, None, Some(old.gid())));
            file.as_file().set_permissions(old.permissions())?;
        }
        Ok(file)
    }
    #[cfg(not(unix))]
    {
        let _ = old;
        builder.tempfile_in(folder)
    }
}

#[cfg(test)]
mod tests;
