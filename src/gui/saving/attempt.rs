//! One save that is under way on a thread of its own.

use std::{fmt, path::Path, sync::Arc, time::Instant};

use egui::Context;

use crate::gui::keeping::{self, Before};
use crate::{
    annotation::AnnotationSet,
    format::{self, GivenUp, SaveError, Stamp},
    gui::{desk::Desk, errand::Errand},
};

/// What came of a save: the set that is on disk now, its stamp, and what was there before if that was wanted.
pub(super) type Written = Result<(AnnotationSet, Stamp, Option<Before>), SaveError>;

type Save = dyn Fn(&Path, &AnnotationSet, Option<Stamp>, &GivenUp) -> Result<Stamp, SaveError>
    + Send
    + Sync;

/// How a set gets to the disk: by [`format::save_unless`], unless a test says otherwise, for a disk that stalls.
#[derive(Clone)]
pub struct Disk(Arc<Save>);

impl Default for Disk {
    fn default() -> Self {
        Self::by(format::save_unless)
    }
}

impl Disk {
    /// A disk that sets get to by this.
    pub fn by(
        save: impl Fn(&Path, &AnnotationSet, Option<Stamp>, &GivenUp) -> Result<Stamp, SaveError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self(Arc::new(save))
    }
}

impl fmt::Debug for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Disk")
    }
}

/// What a save was to write: if the file holds that later on, it was us, whatever the disk had said.
#[derive(Clone)]
pub(super) struct Tried(Arc<AnnotationSet>);

/// See the head of this file. Dropped before it has ended, it is given up.
pub(super) struct Attempt {
    pub(super) errand: Errand<Written>,
    /// The revision that it saves.
    pub(super) revision: u64,
    /// When it began.
    pub(super) since: Instant,
    pub(super) tried: Tried,
    given_up: GivenUp,
}

impl Attempt {
    pub(super) fn send(
        disk: &Disk,
        desk: &Desk,
        known: Option<Stamp>,
        tried: Option<Tried>,
        wants_before: bool,
        context: Option<&Context>,
    ) -> Self {
        let (disk, path) = (disk.clone(), desk.set_file.clone());
        let set = Arc::new(desk.set().clone());
        let given_up = GivenUp::default();
        let (now_tried, up) = (Tried(set.clone()), given_up.clone());
        let work = move || {
            let before = (wants_before && known.is_some())
                .then(|| keeping::before(&path))
                .flatten();
            let save = |known| (disk.0)(&path, &set, known, &up);
            let saved = match (save(known), tried) {
                // Not somebody else's, but what the save before has written.
                (Err(SaveError::ChangedOnDisk(_) | SaveError::AlreadyThere(_)), Some(tried)) => {
                    save(Some(Stamp::of(format::write(&tried.0).as_bytes())))
                }
                (saved, _) => saved,
            };
            let stamp = saved?;
            Ok(((*set).clone(), stamp, before))
        };
        let errand = match context {
            Some(context) => Errand::send(context, work),
            None => Errand::begin(work, || ()),
        };
        Self {
            errand,
            revision: desk.revision(),
            since: Instant::now(),
            tried: now_tried,
            given_up,
        }
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        self.given_up.give_up();
    }
}
