//! The room of the codebook: what a team has agreed to mark, and into which kinds it sorts claims, denials and figures.
//!
//! A codebook is a file, [`FILE_NAME`], that a person writes, beside the articles or in a folder above them. Reading it is pure;
//! only [`find`] and [`load`] look at the disk. The program writes none, but for the default that it can print.

mod file;

pub use crate::agreed::{LARGEST, Refusal};
pub use file::read;

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::{agreed::Agreement, annotation::Kind, quantity::Conventions};

/// What a codebook's file is called.
pub const FILE_NAME: &str = "codebook.ron";
/// The version of the codebook's format that this program reads.
pub const VERSION: u32 = 1;

const AGREEMENT: Agreement = Agreement {
    what: "codebook",
    file_name: FILE_NAME,
    begins: "ClaimarkCodebook",
    version: VERSION,
    command: "claimark codebook",
};

/// How a team marks. Guidelines are plain text: paragraphs with an empty line between them, no line breaks inside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Codebook {
    /// What the team calls it.
    pub name: String,
    /// Of claims.
    pub claim: TagGuide,
    /// Of denials.
    pub denial: TagGuide,
    /// Of figures.
    pub figure: TagGuide,
    /// How numbers and units are written in the articles.
    pub quantities: Conventions,
}

/// What is agreed about one of the three tags.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagGuide {
    /// What to mark so, and what not; may be empty.
    #[serde(default)]
    pub guideline: String,
    /// The kinds of it, in the order of the file.
    #[serde(default)]
    pub labels: Vec<Label>,
}

/// A sub-label that marks of a tag may carry.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Its name, as sets hold it: one line, unlike every other of its tag.
    pub name: String,
    /// When to give it, and when not; may be empty.
    #[serde(default)]
    pub guideline: String,
}

impl Codebook {
    /// What is agreed about a tag.
    #[must_use]
    pub const fn guide(&self, kind: Kind) -> &TagGuide {
        match kind {
            Kind::Claim => &self.claim,
            Kind::Denial => &self.denial,
            Kind::Figure => &self.figure,
        }
    }

    /// The sub-label of this very name that marks of a tag may carry.
    #[must_use]
    pub fn label(&self, kind: Kind, name: &str) -> Option<&Label> {
        let labels = &self.guide(kind).labels;
        labels.iter().find(|label| label.name == name)
    }
}

/// A codebook for news in general, with comments for whoever makes it their own.
#[must_use]
pub const fn default_text() -> &'static str {
    include_str!("../../assets/codebook.ron")
}

/// Whether a file's text begins as codebooks do, whatever comes then.
#[must_use]
pub fn begins_like_one(text: &str) -> bool {
    AGREEMENT.begins_like_one(text)
}

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
    AGREEMENT.find(folder, load)
}

/// Reads the codebook in this very file.
///
/// # Errors
/// It can't be read: a sentence with its path, the line and column if it has one, and what to do.
pub fn load(path: &Path) -> Result<Found, String> {
    let codebook = AGREEMENT.load(path, read)?;
    Ok(Found {
        path: path.to_owned(),
        codebook,
    })
}

#[cfg(test)]
mod tests;
