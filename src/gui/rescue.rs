//! A set that can't be saved in its place, because somebody else changed the file or the disk refuses, is kept in a copy meanwhile: in
//! the state folder, so that a folder that others share is not littered at each hiccup; beside its file where there is no state folder,
//! and for whoever leaves while two sets are in conflict, who has to find both.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use egui::Context;

use super::{
    desk::Desk,
    errand::{Errand, away},
};
use crate::{
    annotation::AnnotationSet,
    format::{self, Stamp},
};

/// How long leaving waits for a copy to be written.
const LEAVING: Duration = Duration::from_secs(2);

/// A copy that was written: where, and what is in it.
type Copy = (PathBuf, Stamp);

/// Where a copy is to be.
#[derive(Clone, std::marker::Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// In the state folder; beside the set only if that can't be.
    Apart,
    /// Beside the set; in the state folder only if that can't be.
    Beside,
}

/// See the head of this file.
#[derive(Default)]
pub struct Rescue {
    /// Where copies are written that are not to be beside their sets.
    pub folder: Option<PathBuf>,
    copy: Option<Copy>,
    /// The revision that the copy holds.
    revision: Option<u64>,
    errand: Option<(Errand<Result<Copy, String>>, u64)>,
    /// Whether no copy could be written when one wanted to leave with it.
    pub failed: bool,
}

impl Rescue {
    /// To be called every frame while the set can't be saved: brings the copy up to date.
    pub fn follow(&mut self, context: &Context, desk: &Desk) {
        if let Some((errand, revision)) = &self.errand {
            let Some(written) = errand.fetch_or_lost() else {
                return;
            };
            let revision = *revision;
            self.errand = None;
            self.take_in(written, revision);
        }
        if self.revision != Some(desk.revision()) {
            let job = self.job(desk, Place::Apart);
            self.errand = Some((Errand::send(context, move || job.write()), desk.revision()));
        }
    }

    /// Brings the copy up to date, in its place, and waits for it; gives where it is.
    ///
    /// # Errors
    /// It can't be written anywhere, or no disk has answered within two seconds: one sentence.
    pub fn finish(&mut self, desk: &Desk, place: Place) -> Result<PathBuf, String> {
        let result = self.brought_up_to_date(desk, place);
        self.failed = result.is_err();
        result
    }

    fn brought_up_to_date(&mut self, desk: &Desk, place: Place) -> Result<PathBuf, String> {
        let until = Instant::now() + LEAVING;
        // What became of the last one matters only in that it is no longer under way.
        let _ = self.wait(until)?;
        if let Some(path) = self.path()
            && self.revision == Some(desk.revision())
            && (place == Place::Apart || path.parent() == desk.set_file.parent())
        {
            return Ok(path.to_owned());
        }
        let job = self.job(desk, place);
        let errand = Errand::begin(move || job.write(), || ());
        self.errand = Some((errand, desk.revision()));
        match self.wait(until)? {
            Some(Ok((path, _))) => Ok(path),
            Some(Err(error)) => Err(format!("no copy can be written: {error}")),
            None => Err("no copy can be written".to_owned()),
        }
    }

    /// Waits for what is under way, and gives what came of it.
    fn wait(&mut self, until: Instant) -> Result<Option<Result<Copy, String>>, String> {
        let Some((errand, revision)) = self.errand.take() else {
            return Ok(None);
        };
        let left = until.saturating_duration_since(Instant::now());
        let Some(written) = errand.fetch_or_lost_within(left) else {
            self.errand = Some((errand, revision));
            return Err("no copy can be written, as the disk does not answer".to_owned());
        };
        self.take_in(written.clone(), revision);
        Ok(written)
    }

    /// Where the copy is, if there is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.copy.as_ref().map(|(path, _)| path.as_path())
    }

    /// The set is saved in its place: the copy has done its work. It is removed by a thread, since its disk may stall too.
    pub fn settle(&mut self) {
        let (errand, copy) = (self.errand.take(), self.copy.take());
        (self.revision, self.failed) = (None, false);
        if errand.is_none() && copy.is_none() {
            return;
        }
        away(move || {
            let last = errand.and_then(|(errand, _)| errand.wait());
            for copy in [copy, last.and_then(Result::ok)].into_iter().flatten() {
                remove(&copy);
            }
        });
    }

    /// The copy is no longer ours to remove or to write.
    pub fn leave_behind(&mut self) {
        self.copy = None;
        self.revision = None;
    }

    /// A copy was written, or not; with nothing if its thread ended by a fault of ours.
    fn take_in(&mut self, written: Option<Result<Copy, String>>, revision: u64) {
        // What can't be written now is tried again with the next change.
        self.revision = Some(revision);
        if let Some(Ok(copy)) = written {
            self.copy = Some(copy);
        }
    }

    fn job(&self, desk: &Desk, place: Place) -> Job {
        Job {
            set: desk.set().clone(),
            set_file: desk.set_file.clone(),
            article: desk.article.clone(),
            folder: self.folder.clone(),
            before: self.copy.clone(),
            place,
        }
    }
}

/// Removes a copy, if it is what was written here: whoever has changed it meanwhile wants to keep it.
fn remove((path, stamp): &Copy) {
    if format::load(path).is_ok_and(|(_, there)| there == *stamp) {
        let _ = std::fs::remove_file(path);
    }
}

/// All that is needed to write the copy on another thread.
struct Job {
    set: AnnotationSet,
    set_file: PathBuf,
    article: PathBuf,
    folder: Option<PathBuf>,
    before: Option<Copy>,
    place: Place,
}

impl Job {
    fn write(self) -> Result<Copy, String> {
        let (first, second): (Write, Write) = match self.place {
            Place::Apart => (Self::apart, Self::beside),
            Place::Beside => (Self::beside, Self::apart),
        };
        let written = first(&self).or_else(|_| second(&self))?;
        if let Some(before) = &self.before
            && before.0 != written.0
        {
            remove(before);
        }
        Ok(written)
    }

    fn beside(&self) -> Result<Copy, String> {
        self.write_in(self.set_file.parent().unwrap_or(Path::new("")))
    }

    fn apart(&self) -> Result<Copy, String> {
        let folder = self
            .folder
            .as_ref()
            .ok_or("there is no other place to write to")?;
        crate::folders::private_folder(folder).map_err(|error| {
            let why = format::Refusal::of(&error).in_words(&error);
            format!("{}: {why}", folder.display())
        })?;
        self.write_in(folder)
    }

    /// Writes over the copy before, if it is in this folder and still as it was written; else under a name that is free.
    fn write_in(&self, folder: &Path) -> Result<Copy, String> {
        if let Some((path, stamp)) = &self.before
            && path.parent() == Some(folder)
            && let Ok(stamp) = self.write_to(path, Some(*stamp))
        {
            return Ok((path.clone(), stamp));
        }
        let name = self.set_file.file_name().unwrap_or_default();
        let free = free_name(&folder.join(name), format::Copy::Mine);
        self.write_to(&free, None).map(|stamp| (free, stamp))
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

type Write = fn(&Job) -> Result<Copy, String>;

/// A name for such a copy beside a set that no file has yet.
pub(super) fn free_name(set_file: &Path, copy: format::Copy) -> PathBuf {
    let mut names = copy.names(set_file);
    names
        .find(|path| std::fs::symlink_metadata(path).is_err())
        .unwrap_or_else(|| set_file.to_owned())
}
