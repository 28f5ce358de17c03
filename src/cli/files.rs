//! Which files are meant by the paths of a command line.
//!
//! In a folder, every `*.ron` below it is meant, except what `git` is told to ignore and what is hidden, as with ripgrep: so a
//! checkout's build folders and half-done exports are left alone. A file that is named is always meant. Links to folders are not
//! followed.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use ignore::WalkBuilder;

use crate::format::ENDING;

/// A file that is or may be a set.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct SetFile {
    /// Its path, as the person would write it.
    pub path: PathBuf,
    /// Whether it was named, not come across in a folder: then it must be a set.
    pub named: bool,
}

/// The files meant, sorted by path and each once, and a sentence for each path that leads nowhere.
#[must_use]
pub fn find(paths: &[PathBuf]) -> (Vec<SetFile>, Vec<String>) {
    let (mut files, mut troubles) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            walk(path, &mut files, &mut troubles);
        } else if path.symlink_metadata().is_ok() {
            files.push(SetFile {
                path: path.clone(),
                named: true,
            });
        } else {
            troubles.push(format!(
                "{}: there is no such file or folder; check the name",
                path.display()
            ));
        }
    }
    // Of a file that is both named and in a folder, the name counts.
    files.sort_by(|a, b| b.named.cmp(&a.named).then_with(|| a.path.cmp(&b.path)));
    let mut seen = HashSet::new();
    files.retain(|file| {
        let real = file.path.canonicalize();
        seen.insert(real.unwrap_or_else(|_| file.path.clone()))
    });
    files.sort();
    (files, troubles)
}

fn walk(folder: &Path, files: &mut Vec<SetFile>, troubles: &mut Vec<String>) {
    for entry in WalkBuilder::new(folder).build() {
        match entry {
            Ok(entry) => {
                let ending = entry.path().extension();
                if ending.is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
                    && entry.path().is_file()
                {
                    files.push(SetFile {
                        path: entry.into_path(),
                        named: false,
                    });
                }
            }
            Err(error) => troubles.push(format!("{error}; what is there was not checked")),
        }
    }
}
