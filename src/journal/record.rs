//! How a journal is written down: a record a line, eight digits of checksum before it, and behind it a line end. JSON holds no line
//! ends of its own, so a line that is cut or changed anywhere is told from a whole one.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::Place;
use crate::{
    annotation::{AnnotationSet, Transaction},
    format::{self, Stamp},
    text::Sha256,
};

/// The version of the journal that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// The first record: what the journal is of, and the set that it begins with.
#[derive(Clone, PartialEq, Debug)]
pub struct Header {
    /// The set's file.
    pub set_file: String,
    /// The article's file.
    pub article: String,
    /// Who marks.
    pub annotator: String,
    /// What the set's file held when the journal began, if there was one: it held the base.
    pub stamp: Option<Stamp>,
    /// The set that all entries follow.
    pub base: AnnotationSet,
}

/// A further record: something that became of the set.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Entry {
    /// A step was done.
    Done {
        /// The step.
        transaction: Transaction,
        /// Where the reader was before it.
        before: Place,
        /// Where the reader was after it.
        after: Place,
    },
    /// The last step was undone.
    Undone,
    /// A step was undone that is older than all that the journal still holds.
    UndoneOlder {
        /// The step.
        transaction: Transaction,
        /// Where the reader was before it was done.
        before: Place,
        /// Where the reader was after it was done.
        after: Place,
    },
    /// The last undone step was done again.
    Redone,
    /// The article was read anew in another state; the set stays as it is.
    Article,
    /// The set as it was so many entries before this one is in its file; other entries of this kind are not counted.
    Saved {
        /// What the file holds.
        #[serde(deserialize_with = "stamp_of", serialize_with = "stamp_as")]
        stamp: Stamp,
        /// How many entries were noted since the set was sent to be saved.
        back: u64,
    },
}

impl Entry {
    /// Whether it counts when a [`Entry::Saved`] says how far it is behind.
    #[must_use]
    pub const fn counts(&self) -> bool {
        !matches!(self, Self::Saved { .. })
    }
}

fn stamp_of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Stamp, D::Error> {
    let hex = String::deserialize(deserializer)?;
    Stamp::from_hex(&hex).ok_or_else(|| D::Error::custom("no SHA-256"))
}

fn stamp_as<S: Serializer>(stamp: &Stamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(stamp)
}

/// The first record as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    claimark_journal: u32,
    set: String,
    article: String,
    annotator: String,
    stamp: Option<String>,
    base: String,
}

/// What any version of the first record says.
#[derive(Deserialize)]
struct AnyVersion {
    claimark_journal: u32,
}

/// Why a journal tells nothing at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Untold {
    /// A newer Claimark has written it.
    Newer,
    /// Its first line is broken.
    Broken,
}

/// What a journal says, up to the first line that is cut or broken.
#[derive(Clone, PartialEq, Debug)]
pub struct Told {
    /// The first record.
    pub header: Header,
    /// The others, and where each ends, in bytes from the journal's beginning.
    pub entries: Vec<(Entry, u64)>,
    /// Where the first record ends, in bytes.
    pub begins: u64,
}

impl Told {
    /// Where the last record ends that counts, in bytes.
    #[must_use]
    pub fn sound(&self) -> u64 {
        self.entries.last().map_or(self.begins, |(_, end)| *end)
    }
}

/// The first line of a journal.
#[must_use]
pub fn header_line(header: &Header) -> Vec<u8> {
    let written = Written {
        claimark_journal: VERSION,
        set: header.set_file.clone(),
        article: header.article.clone(),
        annotator: header.annotator.clone(),
        stamp: header.stamp.map(|stamp| stamp.to_string()),
        base: format::write(&header.base),
    };
    line(&written)
}

/// The line of an entry.
#[must_use]
pub fn entry_line(entry: &Entry) -> Vec<u8> {
    line(entry)
}

fn line(record: &impl Serialize) -> Vec<u8> {
    // Nothing that is written here can fail to be: the keys of its maps are words.
    let json = serde_json::to_vec(record).unwrap_or_default();
    let mut line = checksum(&json).into_bytes();
    line.push(b' ');
    line.extend(json);
    line.push(b'\n');
    line
}

/// Eight hexadecimal digits: the beginning of the SHA-256.
fn checksum(json: &[u8]) -> String {
    let mut digits = Sha256::of(json).to_string();
    digits.truncate(DIGITS);
    digits
}

const DIGITS: usize = 8;

/// The JSON of the first line of these bytes, if the line is whole, and the line's length in bytes.
fn first_line(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let end = memchr::memchr(b'\n', bytes)?;
    let (sum, rest) = bytes[..end].split_at_checked(DIGITS)?;
    let json = rest.strip_prefix(b" ")?;
    (checksum(json).as_bytes() == sum).then_some((json, end + 1))
}

/// Reads a journal.
///
/// # Errors
/// It tells nothing, and why.
pub fn read(bytes: &[u8]) -> Result<Told, Untold> {
    let (json, begins) = first_line(bytes).ok_or(Untold::Broken)?;
    let any: AnyVersion = serde_json::from_slice(json).map_err(|_| Untold::Broken)?;
    if any.claimark_journal > VERSION {
        return Err(Untold::Newer);
    }
    let header = serde_json::from_slice(json)
        .ok()
        .and_then(header_of)
        .ok_or(Untold::Broken)?;
    let mut entries = Vec::new();
    let mut at = begins;
    while let Some((json, length)) = first_line(&bytes[at..])
        && let Ok(entry) = serde_json::from_slice(json)
    {
        at += length;
        entries.push((entry, at as u64));
    }
    Ok(Told {
        header,
        entries,
        begins: begins as u64,
    })
}

/// Whether the last whole line of these bytes, with which a journal ends, says that all before it is saved.
pub(super) fn ends_with_save(tail: &[u8]) -> bool {
    let Some(end) = memchr::memrchr(b'\n', tail) else {
        return false;
    };
    let Some(begin) = memchr::memrchr(b'\n', &tail[..end]) else {
        return false;
    };
    first_line(&tail[begin + 1..]).is_some_and(|(json, _)| {
        matches!(
            serde_json::from_slice(json),
            Ok(Entry::Saved { back: 0, .. })
        )
    })
}

fn header_of(written: Written) -> Option<Header> {
    let stamp = match written.stamp {
        Some(hex) => Some(Stamp::from_hex(&hex)?),
        None => None,
    };
    let mut base = format::read_text(&written.base).0.ok()?;
    base.sort();
    Some(Header {
        set_file: written.set,
        article: written.article,
        annotator: written.annotator,
        stamp,
        base,
    })
}
