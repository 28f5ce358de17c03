//! Two writers: the set's file is watched, and what somebody else wrote there is joined with what is here, mark by mark. What can't be
//! joined so is asked about: single marks in a list, a whole file that is no longer of this set as a trouble of saving.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use egui::Context;

use super::{
    conflicts::Conflicts,
    desk::Desk,
    errand::Errand,
    rescue::free_name,
    saving::{Saving, Trouble},
    watching_set::{Known, Other, Seen, WatchingSet},
};
use crate::{
    annotation::{AnnotationId, AnnotationSet},
    format,
    merge::Came,
};

/// How long whoever leaves waits for a look at the file.
const LEAVING: Duration = Duration::from_secs(2);

/// Seconds after which a file that seems broken is looked at once more: somebody may be writing it.
const AGAIN: f64 = 0.5;

/// See the head of this file.
#[derive(Default)]
pub struct Joining {
    watching: WatchingSet,
    /// Whether the file is to be looked at, and not before when.
    wanted: Option<f64>,
    looking: Option<(Errand<Seen>, Known)>,
    /// What was seen and not yet taken in.
    seen: Option<(Seen, Known)>,
    /// The content that could not be read the last time.
    broken: Option<format::Stamp>,
    gone: bool,
    /// What is asked about.
    pub conflicts: Conflicts,
    revision: u64,
    /// Whether it was said that something waits for a field to be left.
    pub said_to_wait: bool,
    /// The copies that are being written of what an undo took away.
    aside: Vec<(Errand<Result<PathBuf, String>>, Came)>,
}

impl Joining {
    /// To be called every frame: looks at the file when something stirs there, or a save found it changed.
    pub fn follow(&mut self, context: &Context, desk: &Desk, saving: &mut Saving) {
        if desk.frozen.is_some() || desk.offered().is_some() {
            return;
        }
        let now = context.input(|input| input.time);
        if self.watching.is_stirred(context, desk) || (saving.elsewhere && !self.is_busy()) {
            self.wanted = Some(self.wanted.unwrap_or(now));
        }
        if let Some((errand, _)) = &self.looking
            && let Some(seen) = errand.fetch_or_lost()
            && let Some((_, known)) = self.looking.take()
        {
            // A look that came to nothing is taken once more.
            self.wanted = self.wanted.or(seen.is_none().then_some(now + AGAIN));
            self.seen = seen.map(|seen| (seen, known));
        }
        match self.wanted {
            // What is being saved here is not somebody else's.
            Some(at) if at <= now && !saving.is_busy() && !self.is_busy() => {
                let known = Known::of(desk);
                let look = known.clone();
                self.looking = Some((Errand::send(context, move || look.look()), known));
                self.wanted = None;
            }
            Some(at) => context.request_repaint_after_secs((at - now).max(0.02) as f32),
            None => {}
        }
        if self.revision != desk.revision() {
            self.revision = desk.revision();
            self.conflicts.follow(desk.set());
        }
        self.show_as_trouble(saving);
    }

    /// Whether somebody is looking at the file, or something was seen.
    const fn is_busy(&self) -> bool {
        self.looking.is_some() || self.seen.is_some()
    }

    /// Whether marks of somebody else's are about to come in: what is being typed must be in the set before.
    #[must_use]
    pub const fn brings_something(&self) -> bool {
        matches!(&self.seen, Some((Seen::Other(_), _)))
    }

    /// Whether what is about to come in changes what the selected mark says, or anything that belongs to no mark.
    #[must_use]
    pub fn touches(&self, desk: &Desk) -> bool {
        let Some((Seen::Other(other), known)) = &self.seen else {
            return false;
        };
        // Else it is looked at again first.
        if !known.is_of(desk) {
            return false;
        }
        let Ok(joined) = &other.joined else {
            return false;
        };
        let touched = |id: &AnnotationId| {
            let came = [&joined.came.changed, &joined.came.removed];
            came.iter().any(|ids| ids.contains(id)) || joined.renamed.contains_key(id)
        };
        joined.came.besides || desk.at.mark.as_ref().is_some_and(touched)
    }

    /// Takes in what was seen, if that is still of use. Gives what there is to say.
    pub fn take_in(
        &mut self,
        context: &Context,
        desk: &mut Desk,
        saving: &mut Saving,
    ) -> Option<String> {
        if saving.is_busy() || desk.is_busy() {
            return None;
        }
        let (seen, known) = self.seen.take()?;
        let now = context.input(|input| input.time);
        if !known.is_of(desk) {
            self.wanted = Some(now);
            return None;
        }
        if let Seen::Broken(_, stamp) = &seen
            && self.broken.replace(*stamp) != Some(*stamp)
        {
            self.wanted = Some(now + AGAIN);
            context.request_repaint_after_secs(AGAIN as f32);
            return None;
        }
        let said = self.settle(seen, context, desk, saving);
        context.request_repaint();
        said
    }

    /// Looks at the file and takes in what is there, at once: for leaving an article. Gives what there is to say.
    pub fn now(
        &mut self,
        context: &Context,
        desk: &mut Desk,
        saving: &mut Saving,
    ) -> Option<String> {
        (self.looking, self.seen) = (None, None);
        let known = Known::of(desk);
        // A disk that does not answer holds up nobody who leaves.
        let looking = Errand::begin(move || known.look(), || ());
        let seen = looking.fetch_or_lost_within(LEAVING)??;
        self.settle(seen, context, desk, saving)
    }

    fn settle(
        &mut self,
        seen: Seen,
        context: &Context,
        desk: &mut Desk,
        saving: &mut Saving,
    ) -> Option<String> {
        saving.elsewhere = false;
        if !matches!(seen, Seen::Broken(..)) {
            self.broken = None;
        }
        let was_gone = std::mem::replace(&mut self.gone, matches!(seen, Seen::Gone));
        let name = || file_name(&desk.set_file);
        let said = match seen {
            Seen::OutOfReach => None,
            Seen::AsKnown => {
                saving.no_conflict();
                was_gone.then(|| format!("{} is back, as it was", name()))
            }
            Seen::Gone => {
                saving.no_conflict();
                let says =
                    "is no longer on disk; it is written anew with the next change, or by Ctrl+S";
                (!was_gone).then(|| format!("{} {says}", name()))
            }
            Seen::Broken(says, _) => {
                saving.trouble = Some(Trouble::Conflict(format!(
                    "{says}. It was changed on disk, and is not overwritten"
                )));
                None
            }
            Seen::Other(other) => {
                let now = context.input(|input| input.time);
                self.join(*other, now, desk, saving)
            }
        };
        // At once: not a frame may pass in which something asked about could be written over.
        self.show_as_trouble(saving);
        said
    }

    fn join(
        &mut self,
        other: Other,
        now: f64,
        desk: &mut Desk,
        saving: &mut Saving,
    ) -> Option<String> {
        let name = file_name(&desk.set_file);
        let path = desk.set_file.clone();
        let cant = |why: String| {
            Some(Trouble::Conflict(format!(
                "{}: the file was changed on disk and can't be joined with what is here ({why}), so it was not overwritten",
                path.display()
            )))
        };
        let here = &desk.set().article;
        let of_another = other.text != here.text_sha256
            && Path::new(&other.article).file_name() != Path::new(&here.file).file_name();
        let joined = match other.joined {
            Ok(_) if of_another => {
                saving.trouble = cant(format!("it is of another article, {}", other.article));
                return None;
            }
            Err(why) => {
                saving.trouble = cant(why.to_string());
                return None;
            }
            Ok(joined) => joined,
        };
        if !joined.came.is_empty() {
            saving.keep_version(desk.set());
        }
        if let Err(error) = desk.take_joined(&joined, other.step, other.stamp) {
            saving.trouble = cant(error.to_string());
            return None;
        }
        self.revision = desk.revision();
        self.conflicts.renew(joined.conflicts, desk.set(), now);
        saving.no_conflict();
        if !desk.is_changed() {
            saving.is_saved();
        }
        let asks = match self.conflicts.open() {
            0 => None,
            1 => Some("1 mark was changed here, too: decide above".to_owned()),
            count => Some(format!(
                "{count} marks were changed here, too: decide above"
            )),
        };
        let came = (!joined.came.is_empty()).then(|| joined.came.to_string());
        let said: Vec<_> = came.into_iter().chain(asks).collect();
        (!said.is_empty()).then(|| format!("{name} was changed on disk: {}", said.join("; ")))
    }

    /// As long as something is asked about, nothing is written over the file, and the own set is kept in a copy.
    pub fn show_as_trouble(&self, saving: &mut Saving) {
        match (self.conflicts.open(), &saving.trouble) {
            (0, Some(Trouble::Undecided)) => saving.no_conflict(),
            (0, _) | (_, Some(Trouble::Conflict(_))) => {}
            // Whatever ails the disk: it may be well again with the next save.
            (1.., _) => saving.trouble = Some(Trouble::Undecided),
        }
    }

    /// Keeps the set as it was before an undo took away what others had written. Gives what there is to say.
    pub fn put_aside(&mut self, context: &Context, desk: &Desk, before: AnnotationSet) {
        let came = Came::between(&before, desk.set());
        let beside = desk.set_file.clone();
        let write = move || {
            let mut written = Err(String::new());
            // Another window may take the name in the same moment.
            for _ in 0..100 {
                let path = free_name(&beside, format::Copy::Theirs);
                match format::save(&path, &before, None) {
                    Ok(_) => return Ok(path),
                    Err(error) => written = Err(error.to_string()),
                }
            }
            written
        };
        self.aside.push((Errand::send(context, write), came));
    }

    /// What there is to say of such a copy, once it is written.
    pub fn was_put_aside(&mut self) -> Option<String> {
        let (errand, came) = self.aside.first()?;
        let written = errand.fetch_or_lost()?;
        let said = of_copy(written, came);
        self.aside.remove(0);
        Some(said.unwrap_or_else(|said| said))
    }

    /// Waits for the copies that are being written, but not for ever. Gives what there is to say if one could not be kept.
    pub fn copies_are_kept(&mut self) -> Option<String> {
        let until = Instant::now() + LEAVING;
        let copies = std::mem::take(&mut self.aside);
        let said = copies.into_iter().filter_map(|(errand, came)| {
            let left = until.saturating_duration_since(Instant::now());
            let written = errand.fetch_or_lost_within(left).flatten();
            of_copy(written, &came).err()
        });
        said.last()
    }
}

/// What there is to say of a copy that was written of what an undo took away: kept, or not; with nothing if nobody knows what came of it.
fn of_copy(written: Option<Result<PathBuf, String>>, came: &Came) -> Result<String, String> {
    match written.unwrap_or_else(|| Err("the disk does not answer".to_owned())) {
        Ok(path) => Ok(format!(
            "Undone: {came}; what was on disk is kept in {}",
            file_name(&path)
        )),
        Err(error) => Err(format!(
            "Undone: {came}. Ctrl+Shift+Z brings it back; no copy could be kept: {error}"
        )),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
