//! From a file to a set: what can't be read, what is another program's, and what it says its article is.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use crate::{
    annotation::AnnotationSet,
    codebook, config,
    format::{self, ReadError, ReadProblem},
};

use super::{super::SetFile, Trouble};

/// A set file as it was read.
pub(super) struct Loaded {
    /// Its text; of a file that is not UTF-8, what could be made of it.
    pub(super) text: String,
    pub(super) set: Result<AnnotationSet, ReadError>,
    /// Whether the text is known to be canonical.
    pub(super) canonical: bool,
}

/// Why a file is no set to be checked.
pub(super) enum Left {
    /// It can't be read, in a sentence.
    Trouble(Trouble),
    /// It is another program's.
    Foreign,
    /// It is read for the sets around it.
    Companion,
}

/// Reads a file.
pub(super) fn load(file: &SetFile) -> Result<Loaded, Left> {
    let bytes = match &file.given {
        Some(given) => given.to_vec(),
        None => format::bytes_of(&file.path).map_err(|error| {
            let path = file.path.display();
            Left::Trouble(format!(
                "{path}: the file can't be read ({error}); check its permissions and the disk"
            ))
        })?,
    };
    let (text, (set, canonical)) = match String::from_utf8(bytes) {
        Ok(text) => {
            let read = format::read_text(&text);
            (text, read)
        }
        Err(error) => {
            let bytes = error.as_bytes();
            let text = String::from_utf8_lossy(bytes).into_owned();
            (text, format::read_noting(bytes))
        }
    };
    if let Err(error) = &set
        && !file.named
    {
        // What is wrong with a companion is said where it is looked for.
        if is_companion(&file.path) {
            return Err(Left::Companion);
        }
        if error.problem == ReadProblem::NotOurs {
            if codebook::begins_like_one(&text) || config::begins_like_one(&text) {
                return Err(Left::Companion);
            }
            if !was_a_set(&text) {
                return Err(Left::Foreign);
            }
        }
    }
    Ok(Loaded {
        text,
        set,
        canonical,
    })
}

/// Whether a file is called like one that holds for the sets around it.
fn is_companion(path: &Path) -> bool {
    let names = [codebook::FILE_NAME, config::FILE_NAME];
    names
        .iter()
        .any(|name| path.file_name() == Some(name.as_ref()))
}

/// Whether a file that is no set looks as if it had been one: nobody shall believe that it was checked and sound. An empty file
/// may have been anything.
fn was_a_set(text: &str) -> bool {
    text.trim().is_empty() || text.contains("Claimark") || text.contains("text_sha256")
}

/// Bytes of a set's file by which its article's name is told, as a rule.
const HEAD: u64 = 1024;

/// What a set file says its article is called; nothing of one that can't be read. Of a file in its canonical form only the first
/// bytes are read.
pub(super) fn names_article(file: &SetFile) -> Option<String> {
    let head = match &file.given {
        Some(given) => given.to_vec(),
        None => head(&file.path).ok()?,
    };
    if let Some(name) = format::article_file(&head) {
        return Some(name);
    }
    let loaded = load(file).ok()?;
    loaded.set.ok().map(|set| set.article.file)
}

/// The first bytes of an ordinary file.
fn head(path: &Path) -> io::Result<Vec<u8>> {
    // Asked before opening: to open a pipe is to wait for whoever writes to it.
    if !fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::with_capacity(HEAD as usize);
    fs::File::open(path)?.take(HEAD).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// All that comes on standard input; an error if that is more than a set may have.
pub(super) fn standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(format::LARGEST + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > format::LARGEST {
        return Err(format::too_large());
    }
    Ok(bytes)
}
