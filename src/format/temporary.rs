//! The files that a set, or a version of one, is first written to. A program that is killed meanwhile leaves its own behind, hidden and
//! beside the set: the next save in that folder removes it once it is old.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::{Duration, SystemTime},
};

const PREFIX: &str = ".claimark-";
const ENDING: &str = ".tmp";
/// Letters and digits between the two.
const RANDOM: usize = 12;

/// After this time nobody can still be writing such a file. Clocks of network drives may go wrong by hours.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);

/// How such a file is made.
pub(crate) fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(ENDING).rand_bytes(RANDOM);
    builder
}

/// Removes what was left behind in a folder, the first time that it is saved to. Whatever can't be removed stays.
pub(crate) fn sweep(folder: &Path) {
    static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    let is_new = SWEPT
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(folder.to_owned());
    if is_new {
        sweep_at(folder, SystemTime::now());
    }
}

fn sweep_at(folder: &Path, now: SystemTime) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        if !is_ours(&entry.file_name().to_string_lossy()) {
            continue;
        }
        // Of the entry itself: a link is none of ours.
        let Ok(about) = entry.metadata() else {
            continue;
        };
        let age = about
            .modified()
            .ok()
            .and_then(|written| now.duration_since(written).ok());
        if about.is_file() && age.is_some_and(|age| age > OLD) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a file's name is one that only we give.
fn is_ours(name: &str) -> bool {
    name.strip_prefix(PREFIX)
        .and_then(|rest| rest.strip_suffix(ENDING))
        .is_some_and(|random| {
            random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_old_files_of_our_own_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let made = builder().tempfile_in(folder.path()).unwrap();
        let (_, ours) = made.keep().unwrap();
        let ours = ours.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(is_ours(&ours), "{ours}");
        let others = [
            ".claimark-notes.txt",
            ".claimark-backup.tmp",
            "claimark-abc123abc123.tmp",
            ".claimark-abc 12345678.tmp",
            "story.ada.ron",
        ];
        for name in others {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        fs::create_dir(folder.path().join(".claimark-abc123abc123.tmp")).unwrap();
        let there = |name: &str| folder.path().join(name).exists();
        let now = SystemTime::now();
        sweep_at(folder.path(), now);
        sweep_at(folder.path(), now - 3 * OLD);
        assert!(there(&ours), "it may be in use");
        sweep_at(folder.path(), now + 2 * OLD);
        assert!(!there(&ours));
        for name in others.into_iter().chain([".claimark-abc123abc123.tmp"]) {
            assert!(there(name), "{name}");
        }
    }

    #[test]
    fn none_is_ever_taken_for_an_article_or_a_set() {
        let made = builder().tempfile().unwrap();
        assert!(!crate::article::is_article(made.path()));
        assert!(made.path().extension().unwrap() != super::super::ENDING);
    }
}
