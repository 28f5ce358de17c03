//! Where Claimark keeps things for its user: settings, which a person may edit, and state, which is the program's own: journals,
//! earlier versions of sets, what is known of folders. State may be thrown away at the price of what it is there for.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// The user's folders; `None` where the system names no home, or, in tests, where there shall be none.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Folders {
    /// For settings, and what is unpacked for the user to look at.
    pub settings: Option<PathBuf>,
    /// For journals, earlier versions and what is known of folders.
    pub state: Option<PathBuf>,
}

impl Folders {
    /// Those of whoever runs the program: as the system has them, or as `CLAIMARK_CONFIG_DIR` and `CLAIMARK_STATE_DIR` say.
    #[must_use]
    pub fn of_user() -> Self {
        let named = |name| std::env::var_os(name).filter(|folder| !folder.is_empty());
        let base = etcetera::choose_base_strategy().ok();
        let settings = || Some(base.as_ref()?.config_dir().join("claimark"));
        // Not every system tells state from other data.
        let state = || {
            let base = base.as_ref()?;
            let folder = base.state_dir().unwrap_or_else(|| base.data_dir());
            Some(folder.join("claimark"))
        };
        Self {
            settings: named("CLAIMARK_CONFIG_DIR")
                .map(PathBuf::from)
                .or_else(settings),
            state: named("CLAIMARK_STATE_DIR")
                .map(PathBuf::from)
                .or_else(state),
        }
    }

    /// Both within one folder.
    #[must_use]
    pub fn within(folder: &Path) -> Self {
        Self {
            settings: Some(folder.to_owned()),
            state: Some(folder.join("state")),
        }
    }
}

/// The path of a file without links in it; of one that is not there, at least its folder's.
#[must_use]
pub fn behind_links(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    std::fs::canonicalize(&path).unwrap_or_else(|_| {
        let folder = path
            .parent()
            .and_then(|folder| std::fs::canonicalize(folder).ok());
        match (folder, path.file_name()) {
            (Some(folder), Some(name)) => folder.join(name),
            _ => path,
        }
    })
}

/// Makes a folder, and those above it, for its owner alone where the system knows owners.
///
/// # Errors
/// It can't be made.
pub fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
