//! Where such a file lies: beside the articles, or in the nearest folder above them that has one.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{Agreement, Refusal};

/// The largest such file that is read, in bytes: 1 MiB.
pub const LARGEST: u64 = 1 << 20;

impl Agreement {
    /// Looks for such a file in a folder, then in the folder around it, and so on, and loads the nearest, though it be broken. What
    /// has its name but is no ordinary file, such as a folder, a pipe or a link to nothing, is passed over. Its path is relative to
    /// where the program was started if it lies there or below, else whole.
    pub(crate) fn find<T>(
        &self,
        folder: &Path,
        load: impl FnOnce(&Path) -> Result<T, String>,
    ) -> Result<Option<T>, String> {
        // Without the links and `..`, so that to drop the last part is to go up.
        let real = real(folder);
        for folder in real.ancestors() {
            let path = folder.join(self.file_name);
            // Asked before opening: to open a pipe is to wait for whoever writes to it.
            if fs::metadata(&path).is_ok_and(|about| about.is_file()) {
                return load(&from_here(&path)).map(Some);
            }
        }
        Ok(None)
    }

    /// Reads what this very file says, or gives a sentence with its path, the line and column if it has one, and what to do.
    pub(crate) fn load<T>(
        &self,
        path: &Path,
        read: impl FnOnce(&[u8]) -> Result<T, Refusal>,
    ) -> Result<T, String> {
        let (shown, what) = (path.display(), self.what);
        let bytes = bytes_of(path).map_err(|error| {
            format!(
                "{shown}: the {what} can't be read ({error}); check the name and its permissions"
            )
        })?;
        if bytes.len() as u64 > LARGEST {
            return Err(format!(
                "{shown}: the file is larger than a {what} may be, which is 1 MiB; shorten it, or give it another name"
            ));
        }
        read(&bytes).map_err(|refusal| format!("{shown}:{}: {refusal}", refusal.place))
    }
}

/// What is in an ordinary file, up to one byte more than such a file may have.
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "this is not an ordinary file",
        ));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn real(folder: &Path) -> PathBuf {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    folder
        .canonicalize()
        .or_else(|_| std::path::absolute(folder))
        .unwrap_or_else(|_| folder.to_owned())
}

/// A real path as one would write it from where the program was started.
fn from_here(path: &Path) -> PathBuf {
    let here = real(Path::new("."));
    path.strip_prefix(&here).unwrap_or(path).to_owned()
}
