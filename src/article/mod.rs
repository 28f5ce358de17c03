//! From a file's bytes to a [`Document`]: one file for each kind of article, and the slice that lists them.
//!
//! This is the only way in. What a reader does to the bytes is recorded in a [`Reading`], which every set keeps, so that it can
//! be done again bit for bit.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::text::{Document, Reading, Sha256};

mod plain;

/// The largest article that is opened, in bytes: 64 MiB.
pub const LARGEST: u64 = 64 << 20;

/// A kind of article file.
pub struct Kind {
    /// The reader's name, as sets record it.
    pub name: &'static str,
    /// The reader's version: it grows when the same bytes would give another text.
    pub version: u32,
    /// The endings of such files, without the dot, in small letters.
    pub endings: &'static [&'static str],
    /// Makes the text. The recorded reading, if any, says how it was done when the set was made.
    read: fn(&[u8], Option<&Reading>) -> Outcome,
}

/// The text and what was done to get it.
type Outcome = Result<(String, Reading), Problem>;

/// Every kind that can be read. The first one also takes files with an unknown ending.
pub const KINDS: &[Kind] = &[plain::KIND];

/// An article as it was read.
#[derive(Debug)]
pub struct Article {
    /// Its text.
    pub document: Document,
    /// The SHA-256 of the file's bytes.
    pub file_sha256: Sha256,
    /// What was done to get the text.
    pub reading: Reading,
}

/// An article that could not be read: which, and why.
#[derive(Debug, thiserror::Error)]
#[error("{}: {problem}", path.display())]
pub struct ArticleError {
    /// The file.
    pub path: PathBuf,
    /// What is the matter with it.
    pub problem: Problem,
}

/// What can be the matter with an article's file, each with its remedy.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// No such file.
    #[error("there is no such file; check the name, or open it from where it is now")]
    Missing,
    /// A folder.
    #[error("this is a folder, not an article; open one of the files in it")]
    Folder,
    /// A device, a pipe, a socket.
    #[error(
        "this is not an ordinary file but a device, pipe or socket; save the article as a text file first"
    )]
    Special,
    /// The system refuses.
    #[error("the file can't be read ({0}); check its permissions and the disk")]
    Unreadable(#[source] io::Error),
    /// Outside the folders that sets of others may show files of.
    #[error(
        "this lies outside the folders that were named; name a folder that holds it and the set, or allow its folder with --root"
    )]
    Outside,
    /// Larger than [`LARGEST`].
    #[error("the file has {} MiB, and {} MiB is the most that an article may have; split it first", .0.div_ceil(1 << 20), LARGEST >> 20)]
    TooLarge(u64),
    /// The set was made by a reader that this program does not have, or not in that version.
    #[error(
        "the set was made with version {version} of the reader \u{201c}{reader}\u{201d}, which this Claimark does not have; update it"
    )]
    OtherReader {
        /// The reader's name.
        reader: String,
        /// The reader's version.
        version: u32,
    },
    /// Nothing in it but perhaps blanks.
    #[error("the file holds no text; save the article again")]
    Empty,
    /// Not text.
    #[error(
        "this looks like a binary file, not like text; save the article as plain text (UTF-8) first"
    )]
    Binary,
    /// UTF-16 that does not say so.
    #[error("this looks like UTF-16 without a byte order mark; save the article as UTF-8 first")]
    BareUtf16,
}

/// Reads an article from disk. With a recorded reading, does what was done then: a guess is not guessed anew.
///
/// # Errors
/// The file can't be read as an article; see [`Problem`].
pub fn read(path: &Path, recorded: Option<&Reading>) -> Result<Article, ArticleError> {
    let bytes = bytes(path).map_err(|problem| ArticleError {
        path: path.to_owned(),
        problem,
    })?;
    from_bytes(path, &bytes, recorded)
}

/// As [`read`], of bytes that are at hand; the path is only looked at for its ending.
///
/// # Errors
/// The bytes can't be read as an article; see [`Problem`].
pub fn from_bytes(
    path: &Path,
    bytes: &[u8],
    recorded: Option<&Reading>,
) -> Result<Article, ArticleError> {
    let fail = |problem| ArticleError {
        path: path.to_owned(),
        problem,
    };
    let kind = match recorded {
        None => KINDS
            .iter()
            .find(|kind| kind.takes(path))
            .unwrap_or(&KINDS[0]),
        Some(Reading {
            reader, version, ..
        }) => {
            let known = KINDS
                .iter()
                .find(|kind| kind.name == reader && kind.version >= *version);
            let other = || Problem::OtherReader {
                reader: reader.clone(),
                version: *version,
            };
            known.ok_or_else(|| fail(other()))?
        }
    };
    let (text, reading) = (kind.read)(bytes, recorded).map_err(fail)?;
    let document = Document::new(text);
    // Mostly the text is the very bytes.
    let file_sha256 = if document.text().as_bytes() == bytes {
        document.sha256()
    } else {
        Sha256::of(bytes)
    };
    Ok(Article {
        document,
        file_sha256,
        reading,
    })
}

impl Kind {
    /// Whether a file's ending is one of this kind's.
    fn takes(&self, path: &Path) -> bool {
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        self.endings.contains(&ending.to_lowercase().as_str())
    }
}

/// Whether a file's ending is that of an article.
#[must_use]
pub fn is_article(path: &Path) -> bool {
    KINDS.iter().any(|kind| kind.takes(path))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let trouble = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Problem::Missing,
        _ => Problem::Unreadable(error),
    };
    // Asked before opening: to open a pipe is to wait for whoever writes to it.
    let about = std::fs::metadata(path).map_err(trouble)?;
    if about.is_dir() {
        return Err(Problem::Folder);
    }
    if !about.is_file() {
        return Err(Problem::Special);
    }
    if about.len() > LARGEST {
        return Err(Problem::TooLarge(about.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default());
    // The file may grow while it is read.
    File::open(path)
        .map_err(trouble)?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(trouble)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Problem::TooLarge(bytes.len() as u64));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(path: &Path) -> String {
        read(path, None).unwrap_err().to_string()
    }

    #[test]
    fn each_trouble_gets_its_own_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        assert!(problem(&folder.path().join("gone.txt")).contains("no such file"));
        assert!(problem(folder.path()).contains("this is a folder"));
        assert!(problem(&file("empty.txt", b"")).contains("holds no text"));
        assert!(problem(&file("bom.txt", b"\xEF\xBB\xBF \r\n")).contains("holds no text"));
        assert!(problem(&file("cat.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")).contains("binary"));
        assert!(problem(&file("bare.txt", b"n\0o\0 \0B\0O\0M\0")).contains("UTF-16"));
        let large = folder.path().join("large.txt");
        File::create(&large).unwrap().set_len(LARGEST + 1).unwrap();
        assert!(problem(&large).contains("65 MiB"), "{}", problem(&large));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_refused_without_waiting_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe.txt");
        let made = std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap();
        assert!(made.success());
        assert!(problem(&pipe).contains("pipe"));
    }

    #[test]
    fn a_recorded_encoding_is_not_guessed_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        // "naïve" in Windows-1252; in Windows-1251 the same bytes read otherwise.
        std::fs::write(&path, b"na\xEFve").unwrap();
        let guessed = read(&path, None).unwrap();
        let recorded = Reading {
            encoding: "windows-1251".into(),
            ..guessed.reading.clone()
        };
        let again = read(&path, Some(&recorded)).unwrap();
        assert_eq!(again.document.text(), "naпve");
        assert_eq!(again.reading, recorded);
        let of_tomorrow = Reading {
            version: 9,
            ..recorded
        };
        let said = read(&path, Some(&of_tomorrow)).unwrap_err().to_string();
        assert!(said.contains("version 9 of the reader “plain”"), "{said}");
    }
}
