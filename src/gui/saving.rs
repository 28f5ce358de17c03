//! Autosave: a change is on disk within two seconds, without a frame waiting for the disk. What stands in the way is kept as
//! [`Trouble`] until it is settled, and nothing is lost meanwhile. A disk that does not answer is waited for by a thread, never by the
//! window; whoever leaves meanwhile gives that thread up.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use egui::Context;

use super::{
    desk::Desk,
    keeping::Keeping,
    rescue::{Rescue, free_name},
};
use crate::{
    annotation::AnnotationSet,
    format::{Copy, SaveError, Stamp},
};

mod attempt;

pub use attempt::Disk;
use attempt::{Attempt, Tried, Written};

/// Seconds of quiet after a change before it is saved.
const QUIET: f64 = 0.8;
/// Seconds after the first unsaved change at which it is saved however busy the user is.
const LATEST: f64 = 1.8;
/// Seconds after which a disk that refused is tried again.
const RETRY: f64 = 5.0;

/// After this time it is said that a disk does not answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long leaving an article waits for the disk: as long as a person takes a window for alive.
const LEAVING: Duration = Duration::from_secs(2);

/// Why the set is not on disk as it is here.
#[derive(Clone, PartialEq, Debug)]
pub enum Trouble {
    /// Somebody else changed the file.
    Conflict(String),
    /// The disk refused; it is tried again by itself.
    Disk(String),
    /// The disk does not answer; it is waited for.
    Stalled(String),
    /// Single marks were changed here and on disk: each is asked about.
    Undecided,
}

/// See the head of this file.
#[derive(Default)]
pub struct Saving {
    attempt: Option<Attempt>,
    /// The save before, if it failed: a disk that reports a failure may have done it all the same.
    tried: Option<Tried>,
    /// How a set gets to the disk.
    pub disk: Disk,
    /// When the oldest and the newest unsaved change were noticed.
    changed: Option<(f64, f64)>,
    seen: u64,
    retry_at: f64,
    /// Another patience than the usual one: for tests.
    patience: Option<Duration>,
    /// The time of the last frame, and its window.
    now: f64,
    context: Option<Context>,
    /// Whether the file was found to be another one than is known, and is to be looked at before it is written again.
    pub elsewhere: bool,
    /// What stands in the way.
    pub trouble: Option<Trouble>,
    /// The copy that is kept meanwhile.
    pub rescue: Rescue,
    /// The earlier versions.
    pub keeping: Keeping,
}

impl Saving {
    /// To be called every frame: notices changes, starts saves, takes in what came of them.
    pub fn follow(&mut self, context: &Context, desk: &mut Desk) {
        let now = context.input(|input| input.time);
        (self.now, self.context) = (now, Some(context.clone()));
        self.keeping.follow();
        if desk.revision() != self.seen {
            self.seen = desk.revision();
            self.changed = Some((self.changed.map_or(now, |(first, _)| first), now));
        }
        if let Some(attempt) = &self.attempt {
            match attempt.errand.fetch_or_lost() {
                Some(result) => self.ended(desk, result),
                None => {
                    let left = self.patience().saturating_sub(attempt.since.elapsed());
                    if left.is_zero() {
                        self.stall(desk);
                    } else {
                        context.request_repaint_after(left);
                    }
                }
            }
        }
        if !desk.is_changed() {
            self.changed = None;
            return;
        }
        let (first, last) = *self.changed.get_or_insert((now, now));
        let due = (last + QUIET).min(first + LATEST);
        if now >= due {
            if self.trouble.is_some() {
                self.rescue.follow(context, desk);
            }
            if now >= self.retry_at {
                self.start(context, desk);
            } else {
                context.request_repaint_after_secs((self.retry_at - now) as f32);
            }
        } else {
            context.request_repaint_after_secs((due - now) as f32);
        }
    }

    /// Starts a save at once, unless one is under way or somebody else's change must be settled first.
    pub fn now(&mut self, context: &Context, desk: &Desk) {
        self.retry_at = 0.0;
        self.start(context, desk);
    }

    fn start(&mut self, context: &Context, desk: &Desk) {
        if self.attempt.is_some()
            || self.elsewhere
            || self.waits_for_a_decision()
            || desk.frozen.is_some()
            // One that is to be taken over first is written only if something was done to it here, such as an undo.
            || (!desk.fits() && !desk.is_changed())
        {
            return;
        }
        self.context = Some(context.clone());
        self.send(desk, desk.on_disk);
    }

    /// Sends a save off.
    fn send(&mut self, desk: &Desk, known: Option<Stamp>) {
        let attempt = Attempt::send(
            &self.disk,
            desk,
            known,
            self.tried.clone(),
            self.keeping.wants_before(),
            self.context.as_ref(),
        );
        self.attempt = Some(attempt);
        if let Some(context) = &self.context {
            // Nothing else may happen in the window until it is to say that the disk does not answer.
            context.request_repaint_after(self.patience());
        }
    }

    fn patience(&self) -> Duration {
        self.patience.unwrap_or(PATIENCE)
    }

    /// The disk has not answered for a while.
    fn stall(&mut self, desk: &Desk) {
        if self.trouble.is_none() || matches!(self.trouble, Some(Trouble::Disk(_))) {
            self.trouble = Some(Trouble::Stalled(format!(
                "{}: the disk does not answer; it is waited for",
                desk.set_file.display()
            )));
        }
    }

    /// A save has ended, well or not; with nothing if its thread did by a fault of ours, which may not happen again.
    fn ended(&mut self, desk: &mut Desk, result: Option<Written>) {
        let Some(attempt) = self.attempt.take() else {
            return;
        };
        if matches!(self.trouble, Some(Trouble::Stalled(_))) {
            self.trouble = None;
        }
        self.tried = Some(attempt.tried.clone());
        match result {
            Some(result) => self.take_in(desk, attempt.revision, result, self.now),
            None => self.retry_at = self.now + RETRY,
        }
    }

    fn take_in(&mut self, desk: &mut Desk, revision: u64, result: Written, now: f64) {
        match result {
            Ok((set, stamp, before)) => {
                self.keeping.saved(self.context.as_ref(), before, &set, now);
                desk.saved(set, stamp, revision);
                self.changed = desk.is_changed().then_some((now, now));
                self.trouble = None;
                self.tried = None;
                self.rescue.settle();
            }
            Err(SaveError::ChangedOnDisk(_) | SaveError::AlreadyThere(_)) => {
                self.elsewhere = true;
                if matches!(self.trouble, Some(Trouble::Disk(_))) {
                    // It has answered.
                    self.trouble = None;
                }
            }
            Err(error) => {
                // What was written and is not there may have been replaced by somebody else in the same moment.
                self.elsewhere = matches!(error, SaveError::ReadBack(_));
                self.trouble = Some(Trouble::Disk(error.to_string()));
                self.retry_at = now + RETRY;
            }
        }
    }

    /// Saves what is not saved, and waits for it, for leaving an article; but not for ever. `false` if it can't be saved, or is not
    /// saved yet; what stands in the way is then in `trouble`.
    #[must_use]
    pub fn finish(&mut self, desk: &mut Desk) -> bool {
        self.finish_within(desk, LEAVING)
    }

    fn finish_within(&mut self, desk: &mut Desk, patience: Duration) -> bool {
        let until = Instant::now() + patience;
        if desk.is_changed() && !self.wait(desk, until) {
            return false;
        }
        if desk.is_changed() && desk.frozen.is_none() && !self.waits_for_a_decision() {
            self.send(desk, desk.on_disk);
            if !self.wait(desk, until) {
                return false;
            }
        }
        if desk.is_changed() {
            return false;
        }
        // All is on disk, or in a copy: whatever is under way is not needed.
        self.attempt = None;
        self.keeping.left(desk.set());
        true
    }

    /// Waits for the save that is under way. `false` if the disk has not answered by then.
    fn wait(&mut self, desk: &mut Desk, until: Instant) -> bool {
        if let Some(attempt) = &self.attempt {
            let left = until.saturating_duration_since(Instant::now());
            match attempt.errand.fetch_or_lost_within(left) {
                Some(result) => self.ended(desk, result),
                None => {
                    self.stall(desk);
                    return false;
                }
            }
        }
        true
    }

    /// Keeps a set as an earlier version: as it was before something drastic is done to it.
    pub fn keep_version(&mut self, set: &AnnotationSet) {
        self.keeping.keep(self.context.as_ref(), set, self.now);
    }

    /// Whether somebody must decide before anything is written.
    #[must_use]
    pub const fn waits_for_a_decision(&self) -> bool {
        matches!(
            self.trouble,
            Some(Trouble::Conflict(_) | Trouble::Undecided)
        )
    }

    /// What somebody else wrote no longer stands in the way.
    pub fn no_conflict(&mut self) {
        if self.waits_for_a_decision() {
            self.trouble = None;
            self.retry_at = 0.0;
        }
    }

    /// The file holds all that is here, although it was not written from here.
    pub fn is_saved(&mut self) {
        self.trouble = None;
        self.rescue.settle();
    }

    /// Whether a save is under way.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        self.attempt.is_some()
    }

    /// Settles a conflict for the set on disk, as an undoable change of the one here.
    ///
    /// # Errors
    /// It can't be read: one sentence.
    pub fn take_theirs(&mut self, desk: &mut Desk) -> Result<(), String> {
        let (theirs, stamp) = super::opening::reread(&desk.set_file)?;
        // Another state of the same article is no hindrance: it is taken over then, as when it is opened.
        let theirs_is_of = Path::new(&theirs.article.file).file_name();
        if !theirs.fits(&desk.document) && theirs_is_of != desk.article.file_name() {
            return Err(format!(
                "{}: that set is of another article ({}); keep yours, and theirs is kept beside it",
                desk.set_file.display(),
                theirs.article.file
            ));
        }
        if let Some(id) = theirs.doubled_id() {
            return Err(format!(
                "{}: two marks of that set have the id {id}; keep yours, and theirs is kept beside it",
                desk.set_file.display()
            ));
        }
        self.keep_version(desk.set());
        desk.take_theirs(theirs, stamp)
            .map_err(|error| error.to_string())?;
        (self.trouble, self.elsewhere) = (None, false);
        // The own marks are in the undo of this window and in the copy: the copy stays.
        self.rescue.leave_behind();
        Ok(())
    }

    /// Settles a conflict for the set here: the file on disk is kept beside it under another name, which is given.
    ///
    /// # Errors
    /// The other file can't be put aside: one sentence; nothing was changed.
    pub fn keep_mine(&mut self, desk: &mut Desk) -> Result<PathBuf, String> {
        let aside = free_name(&desk.set_file, Copy::Theirs);
        match std::fs::rename(&desk.set_file, &aside) {
            // Gone meanwhile: nothing is left to be put aside.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            moved => moved.map_err(|error| {
                format!("{} can't be put aside ({error})", desk.set_file.display())
            })?,
        }
        desk.on_disk = None;
        (self.trouble, self.elsewhere) = (None, false);
        self.send(desk, None);
        // What stands in the way of that is shown as trouble.
        self.wait(desk, Instant::now() + LEAVING);
        Ok(aside)
    }
}

#[cfg(test)]
mod tests;
