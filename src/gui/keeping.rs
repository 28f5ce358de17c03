//! Which states of the open set are kept as earlier versions: the file as it was before this window first wrote over it, one every ten
//! minutes of work, one when the article is left, and one before anything drastic. It is done on threads that nothing waits for, so that
//! trouble there never hinders a save; it is said once.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime},
};

use egui::Context;
use jiff::Timestamp;

use super::errand::Errand;
use crate::{
    annotation::AnnotationSet,
    format,
    versions::{Limits, Shelf},
};

/// Seconds of work after which a state is kept.
const EVERY: f64 = 600.0;

/// What a file held before it was written over, and when it was so.
pub type Before = (Vec<u8>, Timestamp);

/// Whose versions are kept, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Whose {
    /// The user's folder for state.
    pub state: PathBuf,
    /// The set's file.
    pub set_file: PathBuf,
}

impl Whose {
    /// Where they are. Asks the disk: for threads only.
    #[must_use]
    pub fn shelf(&self) -> Shelf {
        Shelf::of(&self.state, &self.set_file)
    }
}

/// See the head of this file.
#[derive(Default)]
pub struct Keeping {
    whose: Option<Whose>,
    limits: Limits,
    errands: Vec<Errand<Result<bool, String>>>,
    /// Whether the file as it was before this window is kept, or need not be.
    has_before: bool,
    /// When a state was last kept, by the window's clock, in seconds; none before the first save.
    kept_at: Option<f64>,
    /// Whether anything was saved since.
    unkept: bool,
    /// Grows with each state that is kept.
    pub count: usize,
    said: bool,
    word: Option<String>,
}

/// What is to be kept.
enum Content {
    Bytes(Vec<u8>),
    Set(Box<AnnotationSet>),
}

impl Keeping {
    /// From now on, versions of this set are kept in this state folder.
    pub fn begin(&mut self, whose: Whose, limits: Limits) {
        self.whose = (limits.count > 0).then_some(whose);
        self.limits = limits;
    }

    /// Whose versions are kept, and where, if any are.
    #[must_use]
    pub const fn whose(&self) -> Option<&Whose> {
        self.whose.as_ref()
    }

    /// Whether the next save is the first that could write over what was there before this window.
    #[must_use]
    pub const fn wants_before(&self) -> bool {
        self.whose.is_some() && !self.has_before
    }

    /// A save has gone through: what was in the file before it, if that was asked for, and what is there now.
    pub fn saved(
        &mut self,
        context: Option<&Context>,
        before: Option<Before>,
        set: &AnnotationSet,
        now: f64,
    ) {
        self.unkept = true;
        self.has_before = true;
        if let Some((bytes, time)) = before {
            self.send(context, Content::Bytes(bytes), time);
        }
        let last = *self.kept_at.get_or_insert(now);
        if now - last >= EVERY {
            self.keep(context, set, now);
        }
    }

    /// Keeps this state.
    pub fn keep(&mut self, context: Option<&Context>, set: &AnnotationSet, now: f64) {
        self.kept_at = Some(now);
        self.unkept = false;
        self.send(
            context,
            Content::Set(Box::new(set.clone())),
            Timestamp::now(),
        );
    }

    /// The article is left, with this set saved.
    pub fn left(&mut self, set: &AnnotationSet) {
        if self.unkept {
            self.keep(None, set, self.kept_at.unwrap_or_default());
        }
    }

    fn send(&mut self, context: Option<&Context>, content: Content, time: Timestamp) {
        let Some(whose) = self.whose.clone() else {
            return;
        };
        let limits = self.limits;
        let work = move || {
            let shelf = whose.shelf();
            let kept = match content {
                Content::Bytes(bytes) => shelf.keep(&bytes, time, limits),
                Content::Set(set) => shelf.keep(format::write(&set).as_bytes(), time, limits),
            };
            kept.map_err(|error| {
                format!(
                    "{}: no earlier versions can be kept ({}); the set itself is saved as always",
                    shelf.folder().display(),
                    format::Refusal::of(&error).in_words(&error)
                )
            })
        };
        self.errands.push(match context {
            Some(context) => Errand::send(context, work),
            None => Errand::begin(work, || ()),
        });
    }

    /// Whether something is still being kept.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        !self.errands.is_empty()
    }

    /// To be called every frame: takes in what came of it.
    pub fn follow(&mut self) {
        let mut done = Vec::new();
        self.errands.retain(|errand| {
            let result = errand.fetch_or_lost();
            let goes_on = result.is_none();
            done.extend(result.flatten());
            goes_on
        });
        for result in done {
            match result {
                Ok(_) => self.count += 1,
                Err(says) if !self.said => {
                    self.said = true;
                    self.word = Some(says);
                }
                Err(_) => {}
            }
        }
    }

    /// What there is to say, once.
    pub fn word(&mut self) -> Option<String> {
        self.word.take()
    }

    /// Waits for what is under way, but no longer than this: for a program that is about to end.
    pub fn finish(&mut self, patience: Duration) {
        let until = Instant::now() + patience;
        for errand in self.errands.drain(..) {
            let left = until.saturating_duration_since(Instant::now());
            let _ = errand.fetch_or_lost_within(left);
        }
    }
}

/// What a file holds, and since when; nothing if it can't be read, as before the first save.
#[must_use]
pub fn before(path: &Path) -> Option<Before> {
    let written = std::fs::metadata(path).and_then(|about| about.modified());
    let (bytes, _) = format::load(path).ok()?;
    let now = SystemTime::now();
    let time = written.map_or(now, |written| written.min(now));
    let time = Timestamp::try_from(time).unwrap_or_else(|_| Timestamp::now());
    Some((bytes, time))
}
