//! What was found out of a folder's files, kept in a file of the program's own, so that the next look reads only what has changed.
//!
//! A file counts as unchanged by its length, its times and its number on the disk (see [`Seen`]); one that was written so shortly before
//! it was read that another change could hide behind the same times is not kept. What rules found is kept with what they looked at: the
//! set, the article, the codebook, the configuration. The file begins with a line that names its form, the program's version, its rules
//! and a digest of the rest; where any of that is another, it is as if there were none.

use std::{
    collections::HashMap,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::LazyLock,
};

use serde::{Deserialize, Serialize};

use super::{
    Seen,
    content::{Held, digest},
    matching::Text,
};
use crate::{
    text::{QuickHash, Sha256},
    verify::RULES,
};

/// The form of the file.
const FORM: u32 = 1;
/// The largest file that is read or written, in bytes.
const LARGEST: u64 = 128 << 20;
/// How many folders are remembered.
const FOLDERS: usize = 50;

/// See the head of this file.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Cache {
    /// By their paths from the folder on.
    pub(super) articles: HashMap<String, OfArticle, QuickHash>,
    pub(super) sets: HashMap<String, OfSet, QuickHash>,
}

/// What is kept of an article.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct OfArticle {
    pub(super) seen: Seen,
    #[serde(with = "digest")]
    file: Sha256,
    #[serde(with = "digest")]
    text: Sha256,
}

/// What is kept of a set.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct OfSet {
    pub(super) seen: Seen,
    pub(super) held: Held,
    pub(super) checked: Option<Checked>,
}

/// What the rules found in a set.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Checked {
    /// The article that they looked at, and its file; none where none was found.
    pub(super) article: Option<(String, Seen)>,
    /// What held in its folder.
    #[serde(with = "digest")]
    pub(super) holds: Sha256,
    pub(super) fits: bool,
    /// Errors, warnings, notes.
    pub(super) findings: [usize; 3],
    /// Why the article can't be read, in a sentence.
    pub(super) trouble: Option<String>,
}

impl OfArticle {
    pub(super) const fn new(seen: Seen, text: Text) -> Self {
        Self {
            seen,
            file: text.file,
            text: text.text,
        }
    }

    pub(super) const fn text(&self) -> Text {
        Text {
            file: self.file,
            text: self.text,
        }
    }
}

impl Cache {
    /// Where what is known of a folder is kept, within the folder for the program's state.
    #[must_use]
    pub fn file(state: &Path, folder: &Path) -> PathBuf {
        let real = folder.canonicalize();
        let real = real.as_deref().unwrap_or(folder);
        let digest = Sha256::of(real.as_os_str().as_encoded_bytes()).to_string();
        state
            .join("folders")
            .join(format!("{}.json", &digest[..32]))
    }

    /// What is kept in a file; nothing if there is none, or it is broken, or another Claimark's.
    #[must_use]
    pub fn load(file: &Path) -> Self {
        let is_sound =
            fs::metadata(file).is_ok_and(|about| about.is_file() && about.len() <= LARGEST);
        let bytes = if is_sound { fs::read(file).ok() } else { None };
        bytes
            .and_then(|bytes| Self::read(&bytes))
            .unwrap_or_default()
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let end = bytes.iter().position(|&byte| byte == b'\n')?;
        let (head, body) = (&bytes[..end], &bytes[end + 1..]);
        (head == head_of(body).as_bytes()).then_some(())?;
        serde_json::from_slice(body).ok()
    }

    fn write(&self) -> io::Result<Vec<u8>> {
        let body = serde_json::to_vec(self).map_err(io::Error::other)?;
        let mut bytes = head_of(&body).into_bytes();
        bytes.push(b'\n');
        bytes.extend(body);
        Ok(bytes)
    }

    /// Keeps it in a file, whole or not at all. The folders that were looked at longest ago are forgotten.
    ///
    /// # Errors
    /// The disk refuses; what was kept before is as it was.
    pub fn save(&self, file: &Path) -> io::Result<()> {
        let bytes = self.write()?;
        if bytes.len() as u64 > LARGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let folder = file.parent().unwrap_or(Path::new("."));
        crate::folders::private_folder(folder)?;
        let mut new = tempfile::Builder::new()
            .prefix(".folder-")
            .tempfile_in(folder)?;
        new.write_all(&bytes)?;
        new.persist(file).map_err(|failed| failed.error)?;
        forget(folder, FOLDERS);
        Ok(())
    }
}

/// Leaves the files that were written last, so many of them.
fn forget(folder: &Path, most: usize) {
    let Ok(files) = fs::read_dir(folder) else {
        return;
    };
    let mut files: Vec<_> = files
        .filter_map(Result::ok)
        .filter(|file| {
            file.path()
                .extension()
                .is_some_and(|ending| ending == "json")
        })
        .filter_map(|file| Some((file.metadata().ok()?.modified().ok()?, file.path())))
        .collect();
    files.sort();
    for (_, old) in files.iter().rev().skip(most) {
        // One that can't be removed is tried again the next time.
        let _ = fs::remove_file(old);
    }
}

/// The first line of a file with this body.
fn head_of(body: &[u8]) -> String {
    format!(
        "Claimark folder {FORM} {} {} {}",
        env!("CARGO_PKG_VERSION"),
        *RULES_DIGEST,
        Sha256::of(body)
    )
}

/// Which rules there are, and what they say.
static RULES_DIGEST: LazyLock<Sha256> = LazyLock::new(|| {
    let all: String = RULES.iter().map(|rule| rule.explanation(1)).collect();
    Sha256::of(all.as_bytes())
});

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Cache {
        let file = tempfile::NamedTempFile::new().unwrap();
        let seen = Seen::of(file.path()).unwrap();
        let digest = Sha256::of(b"a");
        let text = Text {
            file: digest,
            text: digest,
        };
        let mut cache = Cache::default();
        cache
            .articles
            .insert("a \"b\"\u{e9}.txt".into(), OfArticle::new(seen, text));
        let checked = Checked {
            article: Some(("a.txt".into(), seen)),
            holds: digest,
            fits: true,
            findings: [1, 2, 3],
            trouble: None,
        };
        let set = OfSet {
            seen,
            held: Held::Foreign,
            checked: Some(checked),
        };
        cache.sets.insert("x.ron".into(), set);
        cache
    }

    #[test]
    fn what_is_kept_is_read_again_and_what_is_broken_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let (cache, file) = (some(), Cache::file(folder.path(), Path::new("/news")));
        assert_eq!(Cache::load(&file), Cache::default());
        cache.save(&file).unwrap();
        assert_eq!(Cache::load(&file), cache);
        let whole = fs::read(&file).unwrap();
        for cut in 0..whole.len() {
            assert_eq!(Cache::read(&whole[..cut]), None, "{cut}");
            let mut flipped = whole.clone();
            flipped[cut] ^= 1;
            assert_eq!(Cache::read(&flipped), None, "{cut}");
        }
        assert!(Cache::read(&whole).is_some());
    }

    #[test]
    fn only_so_many_folders_are_remembered() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..6 {
            let path = folder.path().join(format!("{number}.json"));
            let file = fs::File::create(path).unwrap();
            let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(number);
            file.set_modified(time).unwrap();
        }
        forget(folder.path(), 2);
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|file| file.unwrap().file_name())
            .collect();
        left.sort();
        assert_eq!(left, ["4.json", "5.json"]);
    }
}
