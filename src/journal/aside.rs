//! Where goes what nobody wanted of a journal: a set file of its own in the state folder, to be looked at with any Claimark.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::keeping::Journals;
use crate::{annotation::AnnotationSet, folders::private_folder, format};

impl Journals {
    /// Keeps a set under the name of its file, numbered, in `left-aside`; gives where.
    ///
    /// # Errors
    /// It can't be written: one sentence.
    pub fn leave_aside(
        &self,
        set: &AnnotationSet,
        set_file: &Path,
        article: &Path,
    ) -> Result<PathBuf, String> {
        let state = self
            .state
            .as_ref()
            .ok_or("there is no folder to keep it in")?;
        let folder = state.join("left-aside");
        private_folder(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let stem = set_file.file_stem().unwrap_or_default().to_string_lossy();
        let names = (1..).map(|n| folder.join(format!("{stem}.{n}.{}", format::ENDING)));
        let mut free = names.filter(|path| fs::symlink_metadata(path).is_err());
        let path = free.next().unwrap_or(folder.join("set.ron"));
        let mut set = set.clone();
        set.article.file = format::relative_name(&folder, article);
        format::save(&path, &set, None).map_err(|error| error.to_string())?;
        Ok(path)
    }
}
