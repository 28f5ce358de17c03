//! What `claimark codebook` and `claimark config` have in common: without a path, print one to begin with; with paths, say what is in
//! the file that is named or that counts in the folder that is named.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::output::{CLEAN, Colours, Output, TROUBLE, trouble};

/// Prints the default, or what is in each file that is meant, by `write`; sentences about those that can't be read go to standard
/// error.
pub(super) fn run<T>(
    paths: Vec<PathBuf>,
    default: &str,
    look: impl Fn(&Path) -> Result<T, String>,
    write: fn(&mut dyn Write, &T) -> io::Result<()>,
) -> ExitCode {
    let output = Output::new(Colours::Never);
    if paths.is_empty() {
        return output.end(CLEAN, |out| out.write_all(default.as_bytes()));
    }
    let mut code = CLEAN;
    let mut all = Vec::new();
    for path in paths {
        match look(&path) {
            Ok(found) => all.push(found),
            Err(sentence) => {
                trouble(&sentence);
                code = TROUBLE;
            }
        }
    }
    output.end(code, |out| {
        all.iter().try_for_each(|found| write(out, found))
    })
}

/// What is in this file, or in the one that counts in this folder, by `load` and `find`.
pub(super) fn look<T>(
    path: &Path,
    load: fn(&Path) -> Result<T, String>,
    find: fn(&Path) -> Result<Option<T>, String>,
    missing: &str,
) -> Result<T, String> {
    if !path.is_dir() {
        return load(path);
    }
    find(path)?.ok_or_else(|| format!("{}: there is no {missing}", path.display()))
}
