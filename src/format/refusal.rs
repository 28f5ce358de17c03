//! Why a disk refuses to keep a set, in words that a person can do something with: never a bare number of the system's.

use std::{fmt, io};

/// What stands in the way of a save. Displayed as what is wrong and what can be done: "the disk is full; make room on it".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, strum::EnumIter)]
pub enum Refusal {
    /// No room is left.
    Full,
    /// No room is left for this user.
    Quota,
    /// The disk can only be read.
    ReadOnlyDisk,
    /// The file is marked as one that must not be written.
    ReadOnlyFile,
    /// Nothing new may be written in the folder, so that the file can't be replaced in one step.
    ClosedFolder,
    /// The user lacks some other right.
    NotAllowed,
    /// The folder is not there.
    FolderGone,
    /// A link leads to nothing.
    LinkToNowhere,
    /// Links lead to each other.
    LinkInACircle,
    /// The disk has no names so long.
    NameTooLong,
    /// A folder has the file's name.
    IsFolder,
    /// A pipe, a device or the like has the file's name.
    IsNoFile,
    /// A network drive, or one that was unplugged.
    NoAnswer,
    /// The disk itself is at fault.
    Fault,
    /// The set has more bytes than a set may have.
    TooLarge,
    /// Anything else: the system's own words tell.
    Other,
}

/// What Unix systems call a fault of input or output; the standard library has no name for it.
const EIO: i32 = 5;

impl Refusal {
    /// What an error of the system's means.
    #[must_use]
    pub fn of(error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::StorageFull => Self::Full,
            Kind::QuotaExceeded => Self::Quota,
            Kind::ReadOnlyFilesystem => Self::ReadOnlyDisk,
            Kind::PermissionDenied => Self::NotAllowed,
            Kind::NotFound | Kind::NotADirectory => Self::FolderGone,
            Kind::InvalidFilename => Self::NameTooLong,
            Kind::IsADirectory => Self::IsFolder,
            Kind::FileTooLarge => Self::TooLarge,
            Kind::StaleNetworkFileHandle
            | Kind::TimedOut
            | Kind::HostUnreachable
            | Kind::NetworkUnreachable
            | Kind::NetworkDown
            | Kind::NotConnected
            | Kind::ConnectionAborted
            | Kind::ConnectionReset => Self::NoAnswer,
            _ if cfg!(unix) && error.raw_os_error() == Some(EIO) => Self::Fault,
            _ => Self::Other,
        }
    }

    /// The sentence's part about the old file, where there is one that somebody may be afraid for.
    #[must_use]
    pub(super) const fn reassurance(self) -> &'static str {
        match self {
            Self::FolderGone
            | Self::LinkToNowhere
            | Self::LinkInACircle
            | Self::NameTooLong
            | Self::IsFolder
            | Self::IsNoFile => "",
            _ => "; what was there before is untouched",
        }
    }

    /// In words; what can't be put into ours is said in the system's.
    #[must_use]
    pub fn in_words(self, error: &io::Error) -> String {
        match self {
            Self::Other => error.to_string(),
            known => known.to_string(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "the disk is full; make room on it",
            Self::Quota => "your share of the disk is used up; make room, or ask for more of it",
            Self::ReadOnlyDisk => {
                "the disk can only be read; make it writable, or move the set and its article to another one"
            }
            Self::ReadOnlyFile => "the file is read-only; allow it to be written",
            Self::ClosedFolder => {
                "its folder is read-only, and a set is only ever replaced whole, by a new file in its folder; \
                 allow new files there, or move the set and its article to another folder"
            }
            Self::NotAllowed => {
                "you are not allowed to; ask for the right to write it, or move the set and its article to another folder"
            }
            Self::FolderGone => "its folder is gone; bring it back under the same name",
            Self::LinkToNowhere => {
                "it is a link to a file that is not there; bring that file back, or remove the link"
            }
            Self::LinkInACircle => "it is a link that leads round in a circle; remove the link",
            Self::NameTooLong => "its name is too long for this disk; give it a shorter one",
            Self::IsFolder => "a folder stands in its place; move that folder away",
            Self::IsNoFile => "a pipe or a device stands in its place; move that away",
            Self::NoAnswer => "the drive does not answer; check the network or the cable",
            Self::Fault => {
                "the disk reports a fault; check it, and copy what is on it while you can"
            }
            Self::TooLarge => "a set may have 256 MiB at most; share its marks out among several",
            Self::Other => "the system refused",
        })
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn what_the_system_says_in_numbers_is_said_in_words() {
        for (number, meant) in [
            (1, Refusal::NotAllowed),
            (2, Refusal::FolderGone),
            (5, Refusal::Fault),
            (13, Refusal::NotAllowed),
            (20, Refusal::FolderGone),
            (21, Refusal::IsFolder),
            (28, Refusal::Full),
            (30, Refusal::ReadOnlyDisk),
            (36, Refusal::NameTooLong),
            (107, Refusal::NoAnswer),
            (110, Refusal::NoAnswer),
            (113, Refusal::NoAnswer),
            (116, Refusal::NoAnswer),
            (122, Refusal::Quota),
            (12, Refusal::Other),
        ] {
            let error = io::Error::from_raw_os_error(number);
            assert_eq!(Refusal::of(&error), meant, "{error}");
            let says = meant.in_words(&error);
            assert_eq!(says.contains("os error"), meant == Refusal::Other, "{says}");
        }
    }

    #[test]
    fn each_says_what_can_be_done_in_one_sentence() {
        for refusal in Refusal::iter().filter(|refusal| *refusal != Refusal::Other) {
            let says = refusal.to_string();
            let (what, remedy) = says.split_once("; ").unwrap();
            assert!(!what.is_empty() && !remedy.is_empty(), "{says}");
            assert!(!says.contains(". ") && !says.ends_with('.'), "{says}");
        }
    }
    #[test]
    fn the_largest_set_is_the_one_that_is_named() {
        assert_eq!(super::super::LARGEST, 256 << 20);
    }
}
