//! Where a codebook lies: beside the articles, or in the nearest folder above them that has one.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{Codebook, read};

/// What a codebook's file is called.
pub const FILE_NAME: &str = "codebook.ron";
/// The largest codebook that is read, in bytes: 1 MiB.
pub const LARGEST: u64 = 1 << 20;

/// A codebook and where it lies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Its file: relative to where the program was started if it lies there or below, else whole.
    pub path: PathBuf,
    /// What it says.
    pub codebook: Codebook,
}

/// Looks for a codebook in a folder, then in the folder around it, and so on; the nearest counts, though it be broken. What has
/// its name but is no ordinary file, such as a folder, a pipe or a link to nothing, is passed over.
///
/// # Errors
/// The nearest codebook can't be read: a sentence with its path, the line and column, and what to do.
pub fn find(folder: &Path) -> Result<Option<Found>, String> {
    // Without the links and `..`, so that to drop the last part is to go up.
    let real = real(folder);
    for folder in real.ancestors() {
        let path = folder.join(FILE_NAME);
        // Asked before opening: to open a pipe is to wait for whoever writes to it.
        if fs::metadata(&path).is_ok_and(|about| about.is_file()) {
            return load(&from_here(&path)).map(Some);
        }
    }
    Ok(None)
}

/// Reads the codebook in this very file.
///
/// # Errors
/// It can't be read: a sentence with its path, the line and column if it has one, and what to do.
pub fn load(path: &Path) -> Result<Found, String> {
    let shown = path.display();
    let bytes = bytes_of(path).map_err(|error| {
        format!("{shown}: the codebook can't be read ({error}); check the name and its permissions")
    })?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!(
            "{shown}: the file is larger than a codebook may be, which is 1 MiB; shorten its guidelines, or give it another name"
        ));
    }
    let codebook =
        read(&bytes).map_err(|refusal| format!("{shown}:{}: {refusal}", refusal.place))?;
    Ok(Found {
        path: path.to_owned(),
        codebook,
    })
}

/// What is in an ordinary file, up to one byte more than a codebook may have.
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
