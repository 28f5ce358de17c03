//! A set that can't be saved in its place, because somebody else changed the file or the disk refuses, is kept in a copy meanwhile:
//! beside its file, or in the settings folder where even that can't be written. So not even a crash loses what was marked since.

use std::path::{Path, PathBuf};

use egui::Context;

use super::{desk::Desk, errand::Errand};
use crate::{
    annotation::AnnotationSet,
    format::{self, Stamp},
};

/// A copy that was written: where, and what is in it.
type Copy = (PathBuf, Stamp);

/// See the head of this file.
#[derive(Default)]
pub struct Rescue {
    /// Where to write if it can't be done beside the set.
    pub folder: Option<PathBuf>,
    copy: Option<Copy>,
    /// The revision that the copy holds.
    revision: Option<u64>,
    errand: Option<(Errand<Result<Copy, String>>, u64)>,
}

impl Rescue {
    /// To be called every frame while the set can't be saved: brings the copy up to date.
    pub fn follow(&mut self, context: &Context, desk: &Desk) {
        if let Some((errand, revision)) = &self.errand {
            let Some(written) = errand.fetch() else {
                return;
            };
            let revision = *revision;
            self.errand = None;
            self.take_in(written, revision);
        }
        if self.revision != Some(desk.revision()) {
            let job = self.job(desk);
            self.errand = Some((Errand::send(context, move || job.write()), desk.revision()));
        }
    }

    /// Brings the copy up to date and waits for it; gives where it is.
    ///
    /// # Errors
    /// It can't be written anywhere: one sentence.
    pub fn finish(&mut self, desk: &Desk) -> Result<PathBuf, String> {
        if let Some((errand, revision)) = self.errand.take()
            && let Some(written) = errand.wait()
        {
            self.take_in(written, revision);
        }
        if self.revision != Some(desk.revision()) {
            let written = self.job(desk).write()?;
            self.take_in(Ok(written), desk.revision());
        }
        self.path()
            .map(Path::to_owned)
            .ok_or_else(|| "there is no copy".to_owned())
    }

    /// Where the copy is, if there is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.copy.as_ref().map(|(path, _)| path.as_path())
    }

    /// The set is saved in its place: the copy has done its work.
    pub fn settle(&mut self) {
        if let Some((errand, revision)) = self.errand.take()
            && let Some(written) = errand.wait()
        {
            self.take_in(written, revision);
        }
        if let Some((path, stamp)) = self.copy.take() {
            // Only what was written here; whoever has changed it meanwhile wants to keep it.
            if format::load(&path).is_ok_and(|(_, there)| there == stamp) {
                let _ = std::fs::remove_file(path);
            }
        }
        self.revision = None;
    }

    /// The copy is no longer ours to remove or to write.
    pub fn leave_behind(&mut self) {
        self.copy = None;
        self.revision = None;
    }

    fn take_in(&mut self, written: Result<Copy, String>, revision: u64) {
        // What can't be written now is tried again with the next change.
        self.revision = Some(revision);
        if let Ok(copy) = written {
            self.copy = Some(copy);
        }
    }

    fn job(&self, desk: &Desk) -> Job {
        Job {
            set: desk.set().clone(),
            set_file: desk.set_file.clone(),
            article: desk.article.clone(),
            folder: self.folder.clone(),
            before: self.copy.clone(),
        }
    }
}

/// All that is needed to write the copy on another thread.
struct Job {
    set: AnnotationSet,
    set_file: PathBuf,
    article: PathBuf,
    folder: Option<PathBuf>,
    before: Option<Copy>,
}

impl Job {
    fn write(self) -> Result<Copy, String> {
        if let Some((path, stamp)) = &self.before
            && let Ok(stamp) = self.write_to(path, Some(*stamp))
        {
            return Ok((path.clone(), stamp));
        }
        let beside = free_name(&self.set_file, "mine");
        if let Ok(stamp) = self.write_to(&beside, None) {
            return Ok((beside, stamp));
        }
        let folder = self
            .folder
            .as_ref()
            .ok_or("there is no other place to write to")?;
        std::fs::create_dir_all(folder)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        let elsewhere = free_name(
            &folder.join(self.set_file.file_name().unwrap_or_default()),
            "mine",
        );
        self.write_to(&elsewhere, None)
            .map(|stamp| (elsewhere, stamp))
    }

    /// Writes the set so that it finds its article from where it stands then.
    fn write_to(&self, path: &Path, known: Option<Stamp>) -> Result<Stamp, String> {
        let mut set = self.set.clone();
        if path.parent() != self.set_file.parent() {
            set.article.file =
                format::relative_name(path.parent().unwrap_or(Path::new(".")), &self.article);
        }
        format::save(path, &set, known).map_err(|error| error.to_string())
    }
}

/// A name beside `path` that no file has yet: `story.ada.theirs-1.ron`.
pub(super) fn free_name(path: &Path, word: &str) -> PathBuf {
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut numbered =
        (1..).map(|n| path.with_file_name(format!("{stem}.{word}-{n}.{}", format::ENDING)));
    numbered
        .find(|path| std::fs::symlink_metadata(path).is_err())
        .unwrap_or_else(|| path.to_owned())
}
