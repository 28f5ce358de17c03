//! The room of the configuration: which rules of the verifier count in a folder, and how bad each is.
//!
//! A configuration is a file, [`FILE_NAME`], that a person writes, beside the articles or in a folder above them. Reading it is
//! pure; only [`find`] and [`load`] look at the disk. The program writes none, but for the default that it can print.

mod file;

pub use crate::agreed::{LARGEST, Refusal};
pub use file::read;

use std::path::{Path, PathBuf};

use crate::{
    agreed::Agreement,
    verify::{Selection, Wishes},
};

/// What a configuration's file is called.
pub const FILE_NAME: &str = "claimark.ron";
/// The version of the configuration's format that this program reads.
pub const VERSION: u32 = 1;

const AGREEMENT: Agreement = Agreement {
    what: "configuration",
    file_name: FILE_NAME,
    begins: "ClaimarkConfig",
    version: VERSION,
    command: "claimark config",
};

/// What a configuration says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Config {
    /// What it wants otherwise than the rules have it, as it stands there.
    pub wishes: Wishes,
    /// What comes of it: the rules that are looked at, and how bad each is. At least one is.
    pub selection: Selection,
}

/// A configuration and where it lies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Its file: relative to where the program was started if it lies there or below, else whole.
    pub path: PathBuf,
    /// What it wants otherwise than the rules have it.
    pub wishes: Wishes,
    /// What comes of it.
    pub selection: Selection,
}

/// A configuration that changes nothing, with comments for whoever makes it their own.
#[must_use]
pub const fn default_text() -> &'static str {
    include_str!("../../assets/claimark.ron")
}

/// Whether a file's text begins as configurations do, whatever comes then.
#[must_use]
pub fn begins_like_one(text: &str) -> bool {
    AGREEMENT.begins_like_one(text)
}

/// Looks for a configuration in a folder, then in the folder around it, and so on; the nearest counts alone, though it be broken.
/// What has its name but is no ordinary file, such as a folder, a pipe or a link to nothing, is passed over.
///
/// # Errors
/// The nearest configuration can't be read: a sentence with its path, the line and column, and what to do.
pub fn find(folder: &Path) -> Result<Option<Found>, String> {
    AGREEMENT.find(folder, load)
}

/// Reads the configuration in this very file.
///
/// # Errors
/// It can't be read: a sentence with its path, the line and column if it has one, and what to do.
pub fn load(path: &Path) -> Result<Found, String> {
    let Config { wishes, selection } = AGREEMENT.load(path, read)?;
    Ok(Found {
        path: path.to_owned(),
        wishes,
        selection,
    })
}

#[cfg(test)]
mod tests;
