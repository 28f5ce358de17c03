//! From a file to a set: what can't be read, what is another program's, and what it says its article is.

use std::{
    cell::Cell,
    fs,
    io::{self, Read},
    path::Path,
};

use crate::{
    annotation::AnnotationSet,
    article, codebook, config,
    format::{self, ReadError, ReadProblem},
};

use super::{super::SetFile, Trouble};

/// A set file as it was read.
pub(in super::super) struct Loaded {
    /// Its text; of a file that is not UTF-8, what could be made of it.
    pub(super) text: String,
    pub(in super::super) set: Result<AnnotationSet, ReadError>,
    /// Whether the text is known to be canonical.
    pub(super) canonical: bool,
}

/// Why a file is no set to be checked.
pub(in super::super) enum Left {
    /// It can't be read, in a sentence.
    Trouble(Trouble),
    /// It holds for no set, as it is not called as it should be: a sentence.
    Misnamed(String),
    /// It is another program's.
    Foreign,
    /// It is read for the sets around it.
    Companion,
}

thread_local! {
    /// The memory of the last text that this thread had and let go of: to ask for so much and give it back for each file takes
    /// longer than to read the file.
    static SPARE: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// The most memory that is kept for the next text, in bytes.
const SPARE_MOST: usize = 1 << 20;

impl Drop for Loaded {
    fn drop(&mut self) {
        let bytes = std::mem::take(&mut self.text).into_bytes();
        if bytes.capacity() <= SPARE_MOST {
            // A thread that ends has none any more.
            let _ = SPARE.try_with(|spare| spare.set(bytes));
        }
    }
}

/// Reads a file.
pub(in super::super) fn load(file: &SetFile) -> Result<Loaded, Left> {
    let bytes = match &file.given {
        Some(given) => given.to_vec(),
        None => format::bytes_into(&file.path, SPARE.take()).map_err(|error| {
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
            if let Some(sentence) = misnamed(&file.path, &text) {
                return Err(Left::Misnamed(sentence));
            }
            if !was_a_set(&text) && !is_called_like_a_set(&file.path) {
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

/// What to say of a codebook or configuration that nobody looks for under its name.
fn misnamed(path: &Path, text: &str) -> Option<String> {
    let (what, name) = if codebook::begins_like_one(text) {
        ("a codebook", codebook::FILE_NAME)
    } else if config::begins_like_one(text) {
        ("a configuration", config::FILE_NAME)
    } else {
        return None;
    };
    Some(format!(
        "{}: this is {what}, but counts for nothing, as it is not called {name}",
        path.display()
    ))
}

/// Whether a file lies beside an article and has its name with one part more, as sets have.
fn is_called_like_a_set(path: &Path) -> bool {
    let stem = path.file_stem().map(Path::new).and_then(Path::file_stem);
    let Some(stem) = stem.filter(|stem| path.file_stem() != Some(stem)) else {
        return false;
    };
    let mut endings = article::KINDS.iter().flat_map(|kind| kind.endings);
    endings.any(|ending| {
        let mut name = stem.to_owned();
        name.push(format!(".{ending}"));
        path.with_file_name(name).is_file()
    })
}

/// Whether a file that is no set looks as if it had been one: nobody shall believe that it was checked and sound. An empty file
/// may have been anything.
fn was_a_set(text: &str) -> bool {
    let has = |word| text.contains(word);
    text.trim().is_empty()
        || has("Claimark")
        || has("text_sha256")
        || (has("fragments:") && has("quote:"))
}

/// Bytes of a set's file by which its article's name is told, as a rule.
const HEAD: usize = 1024;

/// What a set file says its article is called; nothing of one that can't be read. Of a file in its canonical form only the first
/// bytes are read. Also whether the file is reached by a link.
pub(super) fn first_look(file: &SetFile) -> (Option<String>, bool) {
    if let Some(given) = &file.given {
        return (names_article(file, given), file.path.is_symlink());
    }
    let Ok(about) = fs::symlink_metadata(&file.path) else {
        return (None, false);
    };
    let mut place = [0; HEAD];
    let head = head(&file.path, &about, &mut place);
    let name = head.ok().and_then(|head| names_article(file, head));
    (name, about.is_symlink())
}

fn names_article(file: &SetFile, head: &[u8]) -> Option<String> {
    if let Some(name) = format::article_file(head) {
        return Some(name);
    }
    let loaded = load(file).ok()?;
    let set = loaded.set.as_ref().ok()?;
    Some(set.article.file.clone())
}

/// The first bytes of an ordinary file, of which or of the link to which this is known.
fn head<'p>(path: &Path, about: &fs::Metadata, place: &'p mut [u8; HEAD]) -> io::Result<&'p [u8]> {
    // Asked before opening: to open a pipe is to wait for whoever writes to it.
    let is_file = about.is_file() || (about.is_symlink() && fs::metadata(path)?.is_file());
    if !is_file {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut file = fs::File::open(path)?;
    let mut length = 0;
    while length < HEAD {
        match file.read(&mut place[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(&place[..length])
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
