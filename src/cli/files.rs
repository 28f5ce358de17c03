//! Which files are meant by the paths of a command line.
//!
//! In a folder, every `*.ron` below it is meant, except what a `.gitignore` or `.ignore` file excludes and what is hidden, as with ripgrep: so a
//! checkout's build folders and half-done exports are left alone. A file that is named is always meant. Links to folders are not
//! followed.

use std::{
    collections::{HashMap, hash_map::Entry},
    ffi::OsString,
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
    let with_links = files.drain(..).map(|file| (file.path.is_symlink(), file));
    let mut files: Vec<_> = with_links.collect();
    files.sort_by(|(a_links, a), (b_links, b)| {
        (a_links, !a.named, &a.path).cmp(&(b_links, !b.named, &b.path))
    });
    let mut folders = HashMap::new();
    let mut seen = HashMap::new();
    let mut once: Vec<SetFile> = Vec::with_capacity(files.len());
    for (is_link, file) in files {
        let real = if file.named || is_link {
            file.path.canonicalize().ok()
        } else {
            real_in_folder(&file.path, &mut folders)
        };
        // By its bytes, which is quicker than part by part.
        let real = real.unwrap_or_else(|| file.path.clone());
        match seen.entry(real.into_os_string()) {
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

/// The real path of a file that was come across in a folder, so that its name is the true one, and that is no link: asks the system
/// once for each folder.
fn real_in_folder(
    path: &Path,
    folders: &mut HashMap<OsString, Option<PathBuf>>,
) -> Option<PathBuf> {
    let (folder, name) = (path.parent()?, path.file_name()?);
    if !folders.contains_key(folder.as_os_str()) {
        let named = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        folders.insert(folder.as_os_str().to_owned(), named.canonicalize().ok());
    }
    let real = folders.get(folder.as_os_str())?.as_ref()?;
    Some(real.join(name))
}

fn walk(folder: &Path, files: &mut Vec<SetFile>, troubles: &mut Vec<String>) {
    for entry in WalkBuilder::new(folder).require_git(false).build() {
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
