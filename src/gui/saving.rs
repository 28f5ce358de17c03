//! Autosave: a change is on disk within two seconds, without a frame waiting for the disk. What stands in the way is kept as
//! [`Trouble`] until it is settled, and nothing is lost meanwhile.

use std::path::{Path, PathBuf};

use egui::Context;

use super::{
    desk::Desk,
    errand::Errand,
    rescue::{Rescue, free_name},
};
use crate::{
    annotation::AnnotationSet,
    format::{self, SaveError, Stamp},
};

/// Seconds of quiet after a change before it is saved.
const QUIET: f64 = 0.8;
/// Seconds after the first unsaved change at which it is saved however busy the user is.
const LATEST: f64 = 1.8;
/// Seconds after which a disk that refused is tried again.
const RETRY: f64 = 5.0;

/// Why the set is not on disk as it is here.
#[derive(Clone, PartialEq, Debug)]
pub enum Trouble {
    /// Somebody else changed the file.
    Conflict(String),
    /// The disk refused; it is tried again by itself.
    Disk(String),
    /// Single marks were changed here and on disk: each is asked about.
    Undecided,
}

/// What came of a save: the set that is on disk now, and its stamp.
type Written = Result<(AnnotationSet, Stamp), SaveError>;

/// See the head of this file.
#[derive(Default)]
pub struct Saving {
    errand: Option<(Errand<Written>, u64)>,
    /// When the oldest and the newest unsaved change were noticed.
    changed: Option<(f64, f64)>,
    seen: u64,
    retry_at: f64,
    /// Whether the file was found to be another one than is known, and is to be looked at before it is written again.
    pub elsewhere: bool,
    /// What stands in the way.
    pub trouble: Option<Trouble>,
    /// The copy that is kept meanwhile.
    pub rescue: Rescue,
}

impl Saving {
    /// To be called every frame: notices changes, starts saves, takes in what came of them.
    pub fn follow(&mut self, context: &Context, desk: &mut Desk) {
        let now = context.input(|input| input.time);
        if desk.revision() != self.seen {
            self.seen = desk.revision();
            self.changed = Some((self.changed.map_or(now, |(first, _)| first), now));
        }
        if let Some((errand, revision)) = &self.errand
            && let Some(result) = errand.fetch_or_lost()
        {
            let revision = *revision;
            self.errand = None;
            match result {
                Some(result) => self.take_in(desk, revision, result, now),
                // A fault of ours ended the thread; it may not happen again.
                None => self.retry_at = now + RETRY,
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
        if self.errand.is_some()
            || self.elsewhere
            || self.waits_for_a_decision()
            || desk.frozen.is_some()
            // One that is to be taken over first is written only if something was done to it here, such as an undo.
            || (!desk.fits() && !desk.is_changed())
        {
            return;
        }
        let (path, set, known) = (desk.set_file.clone(), desk.set().clone(), desk.on_disk);
        let errand = Errand::send(context, move || {
            format::save(&path, &set, known).map(|stamp| (set, stamp))
        });
        self.errand = Some((errand, desk.revision()));
    }

    fn take_in(&mut self, desk: &mut Desk, revision: u64, result: Written, now: f64) {
        match result {
            Ok((set, stamp)) => {
                desk.on_disk = Some(stamp);
                desk.base = set;
                desk.saved_revision = revision;
                self.changed = desk.is_changed().then_some((now, now));
                self.trouble = None;
                self.rescue.settle();
            }
            Err(SaveError::ChangedOnDisk(_) | SaveError::AlreadyThere(_)) => {
                self.elsewhere = true;
            }
            Err(error) => {
                // What was written and is not there may have been replaced by somebody else in the same moment.
                self.elsewhere = matches!(error, SaveError::ReadBack(_));
                self.trouble = Some(Trouble::Disk(error.to_string()));
                self.retry_at = now + RETRY;
            }
        }
    }

    /// Saves what is not saved, and waits for it: for leaving an article. `false` if it can't be saved; what stands in the way is
    /// then in `trouble`.
    #[must_use]
    pub fn finish(&mut self, desk: &mut Desk) -> bool {
        if let Some((errand, revision)) = self.errand.take()
            && let Some(result) = errand.wait()
        {
            self.take_in(desk, revision, result, 0.0);
        }
        if desk.is_changed() && !self.waits_for_a_decision() {
            let result = written(desk, desk.on_disk);
            self.take_in(desk, desk.revision(), result, 0.0);
        }
        !desk.is_changed()
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
        self.errand.is_some()
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
        let aside = free_name(&desk.set_file, "theirs");
        match std::fs::rename(&desk.set_file, &aside) {
            // Gone meanwhile: nothing is left to be put aside.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            moved => moved.map_err(|error| {
                format!("{} can't be put aside ({error})", desk.set_file.display())
            })?,
        }
        desk.on_disk = None;
        (self.trouble, self.elsewhere) = (None, false);
        let result = written(desk, None);
        self.take_in(desk, desk.revision(), result, 0.0);
        Ok(aside)
    }
}

/// Saves the set and waits for it.
fn written(desk: &Desk, known: Option<Stamp>) -> Written {
    let stamp = format::save(&desk.set_file, desk.set(), known)?;
    Ok((desk.set().clone(), stamp))
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path, sync::Arc};

    use super::*;
    use crate::{
        annotation::{AnnotationId, Kind},
        gui::reading::select::Selection,
        testing::empty_set,
        text::{CharRange, Document},
    };

    fn marked_desk(folder: &Path) -> Desk {
        let document = Document::new("one two three");
        let set = empty_set(&document);
        let mut desk = Desk::new(
            folder.join("s.txt"),
            folder.join("s.ada.ron"),
            Arc::new(document),
            set,
            None,
        );
        mark(&mut desk, 0, 3, 1);
        desk
    }

    fn mark(desk: &mut Desk, start: usize, end: usize, n: u64) {
        desk.at.selection = Selection::of(CharRange::new(start, end));
        desk.tag(Kind::Claim, true, AnnotationId::from_random(n))
            .unwrap();
    }

    fn on_disk(desk: &Desk) -> crate::annotation::AnnotationSet {
        format::read(&fs::read(&desk.set_file).unwrap()).unwrap()
    }

    #[test]
    fn a_change_is_saved_once_it_was_quiet_for_a_while() {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, mut saving) = (marked_desk(folder.path()), Saving::default());
        let context = Context::default();
        let at = |time: f64, desk: &mut Desk, saving: &mut Saving| {
            let input = egui::RawInput {
                time: Some(time),
                ..Default::default()
            };
            let mut output = context.run_ui(input, |ui| saving.follow(ui.ctx(), desk));
            output.textures_delta.clear();
        };
        at(10.0, &mut desk, &mut saving);
        at(10.5, &mut desk, &mut saving);
        assert!(!saving.is_busy() && !desk.set_file.exists());
        at(10.9, &mut desk, &mut saving);
        assert!(saving.is_busy());
        assert!(saving.finish(&mut desk));
        assert_eq!(&on_disk(&desk), desk.set());
        for (step, end) in [5, 6, 7, 9, 10, 11, 12, 13].into_iter().enumerate() {
            mark(&mut desk, 0, end, 100 + step as u64);
            at(20.0 + 0.3 * step as f64, &mut desk, &mut saving);
        }
        assert!(
            saving.is_busy() || !desk.is_changed(),
            "saved while the user is busy"
        );
    }

    #[test]
    fn a_file_changed_by_somebody_else_waits_for_a_decision() {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, mut saving) = (marked_desk(folder.path()), Saving::default());
        assert!(saving.finish(&mut desk));
        let theirs = on_disk(&desk);
        fs::write(
            &desk.set_file,
            format!("// a remark\n{}", format::write(&theirs)),
        )
        .unwrap();
        mark(&mut desk, 4, 7, 2);
        assert!(!saving.finish(&mut desk));
        assert!(saving.elsewhere, "it is to be looked at");
        assert_eq!(on_disk(&desk), theirs);
        let copy = saving.rescue.finish(&desk).unwrap();
        assert!(copy.ends_with("s.ada.mine-1.ron"));
        let mine = desk.set().clone();
        saving.take_theirs(&mut desk).unwrap();
        assert_eq!(desk.set(), &theirs);
        desk.undo().unwrap();
        assert_eq!(desk.set(), &mine);
        fs::write(&desk.set_file, "not ours").unwrap();
        assert!(!saving.finish(&mut desk));
        let aside = saving.keep_mine(&mut desk).unwrap();
        assert_eq!(fs::read_to_string(aside).unwrap(), "not ours");
        assert_eq!(on_disk(&desk), mine);
    }

    #[test]
    fn a_disk_that_refuses_is_no_loss() {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, mut saving) = (marked_desk(folder.path()), Saving::default());
        desk.set_file = folder.path().join("no such folder/s.ada.ron");
        assert!(!saving.finish(&mut desk));
        assert!(
            matches!(&saving.trouble, Some(Trouble::Disk(said)) if said.contains("could not be saved"))
        );
        saving.rescue.folder = Some(folder.path().join("rescued"));
        let rescued = saving.rescue.finish(&desk).unwrap();
        assert_eq!(
            saving.rescue.finish(&desk).unwrap(),
            rescued,
            "one copy, not two"
        );
        let copy = format::read(&fs::read(&rescued).unwrap()).unwrap();
        assert_eq!(copy.annotations, desk.set().annotations);
        assert_eq!(
            copy.article.file, "../s.txt",
            "it finds its article from there"
        );
        desk.set_file = folder.path().join("s.ada.ron");
        assert!(saving.finish(&mut desk));
    }
}
