//! Which files are meant by the paths of a command line.
//!
//! In a folder, every `*.ron` below it is meant, except what a `.gitignore` or `.ignore` file excludes and what is hidden, as with ripgrep: so a
//! checkout's build folders and half-done exports are left alone. A file that is named is always meant. Links to folders are not
//! followed.

use std::{
    collections::{HashMap, hash_map::Entry},
    path::{Path, PathBuf},
    sync::Arc,
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
    /// What is in it, where it came on standard input.
    pub given: Option<Arc<[u8]>>,
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
                given: None,
            });
        } else {
            troubles.push(format!(
                "{}: there is no such file or folder; check the name",
                path.display()
            ));
        }
    }
    (each_once(files), troubles)
}

/// Sorted by path. Of the paths that lead to one file, one that is no link stands for it; that it was named counts, by whichever.
fn each_once(mut files: Vec<SetFile>) -> Vec<SetFile> {
    files.sort_by_cached_key(|file| (file.path.is_symlink(), !file.named, file.path.clone()));
    let mut seen = HashMap::new();
    let mut once: Vec<SetFile> = Vec::with_capacity(files.len());
    for file in files {
        let real = file.path.canonicalize();
        match seen.entry(real.unwrap_or_else(|_| file.path.clone())) {
            Entry::Vacant(entry) => {
                entry.insert(once.len());
                once.push(file);
            }
            Entry::Occupied(entry) => once[*entry.get()].named |= file.named,
        }
    }
    once.sort();
    once
}

fn walk(folder: &Path, files: &mut Vec<SetFile>, troubles: &mut Vec<String>) {
    for entry in WalkBuilder::new(folder).build() {
        match entry {
            Ok(entry) => {
                let ending = entry.path().extension();
                // What is no file at all, such as a link to nothing, can't be checked, and that is said when it is read.
                if ending.is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
                    && !entry.path().is_dir()
                {
                    files.push(SetFile {
                        path: entry.into_path(),
                        named: false,
                        given: None,
                    });
                }
            }
            Err(error) => troubles.push(format!("{error}; what is there was not checked")),
        }
    }
}
