//! What tells a file from what it was before without reading it: its length, its times, its number on the disk.

use std::{
    fs::Metadata,
    path::Path,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};

/// How long after a file was last written nobody can be sure that it was not written once more within the same tick of the disk's
/// clock: the coarsest, FAT's, ticks every two seconds.
const TICK: Duration = Duration::from_secs(2);

/// A file as it was seen. Two that are the same and [settled](Seen::is_settled) are the same content, unless somebody forged the times.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Seen {
    /// In bytes.
    length: u64,
    /// When its content was written, in nanoseconds since 1970.
    written: i64,
    /// When anything about it was changed, where the system knows: a file that was moved into this one's place shows by it, whatever
    /// time it brings along.
    changed: i64,
    /// Its number on the disk, where the system has such numbers.
    number: u64,
}

impl Seen {
    /// A file as it is now; `None` if it can't be looked at or the system does not tell when it was written.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        Self::by(&std::fs::metadata(path).ok()?)
    }

    fn by(about: &Metadata) -> Option<Self> {
        let written = nanoseconds(about.modified().ok()?)?;
        #[cfg(unix)]
        let (changed, number) = {
            use std::os::unix::fs::MetadataExt;
            let seconds = about.ctime().checked_mul(1_000_000_000)?;
            (seconds.checked_add(about.ctime_nsec())?, about.ino())
        };
        #[cfg(not(unix))]
        let (changed, number) = (written, 0);
        Some(Self {
            length: about.len(),
            written,
            changed,
            number,
        })
    }

    /// The file's length in bytes.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// Whether the file was left alone for so long before this time that another change would show.
    #[must_use]
    pub fn is_settled(&self, at: SystemTime) -> bool {
        let latest = self.written.max(self.changed);
        at.checked_sub(TICK)
            .and_then(nanoseconds)
            .is_some_and(|before| latest < before)
    }
}

/// Since 1970, before which it is negative; `None` some three hundred years away from it.
fn nanoseconds(time: SystemTime) -> Option<i64> {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).ok(),
        Err(before) => i64::try_from(before.duration().as_nanos())
            .ok()
            .map(|before| -before),
    }
}
