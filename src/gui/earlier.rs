//! The earlier versions of the open set as the window shows them: listed, read and compared on threads, while their pane is shown.

use std::sync::Arc;

use egui::Context;
use jiff::Zoned;

use super::{desk::Desk, errand::Errand, keeping::Keeping};
use crate::{
    annotation::AnnotationSet,
    versions::{self, Compared, Counts, Difference, Version},
};

/// Seconds of quiet after a change until versions are compared with the set anew.
const QUIET: f64 = 0.6;

/// A version in the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Which.
    pub version: Version,
    /// When it was so, in words.
    pub when: String,
    /// How many claims, denials and figures it has, and what differs from now; or why it can't be read.
    pub about: Result<(Counts, Difference), String>,
}

/// A version that is looked at.
#[derive(Debug)]
pub struct Looked {
    /// The set as it was.
    pub set: Arc<AnnotationSet>,
    /// What differs from now.
    pub compared: Compared,
}

/// What something was found out for: a revision of the set, and how many versions had been kept.
type Of = (u64, usize);

type List = Result<Vec<Listed>, String>;
type Look = Result<Looked, String>;

/// See the head of this file.
#[derive(Default)]
pub struct Earlier {
    /// The list, the newest first; nothing until it was read once.
    pub listed: Option<List>,
    listing: Option<(Errand<List>, Of)>,
    listed_of: Option<Of>,
    /// The version that is looked at.
    pub chosen: Option<Version>,
    /// What is in it; nothing while it is being read.
    pub looked: Option<Look>,
    looking: Option<(Errand<Look>, Version, u64)>,
    looked_of: Option<(Version, u64)>,
    /// Whether the list is to get the focus as soon as it is there.
    pub wants_focus: bool,
    /// The revision last seen, and since when.
    seen: Option<(u64, f64)>,
}

impl Earlier {
    /// To be called every frame while the list is shown.
    pub fn follow(&mut self, context: &Context, desk: &Desk, keeping: &Keeping) {
        let now = context.input(|input| input.time);
        if self
            .seen
            .is_none_or(|(revision, _)| revision != desk.revision())
        {
            // The first time, nobody is kept waiting.
            let since = self.seen.map_or(now - QUIET, |_| now);
            self.seen = Some((desk.revision(), since));
        }
        self.fetch();
        let Some(whose) = keeping.whose() else {
            return;
        };
        let left = self.seen.map_or(0.0, |(_, since)| since + QUIET - now);
        if left > 0.0 {
            context.request_repaint_after_secs(left as f32);
            return;
        }
        let of = (desk.revision(), keeping.count);
        // What is being kept just now belongs into the list.
        let is_due = self.listing.is_none() && !keeping.is_busy();
        if is_due && self.listed_of != Some(of) {
            let (whose, set) = (whose.clone(), desk.set().clone());
            let errand = Errand::send(context, move || list(&whose.shelf(), &set));
            self.listing = Some((errand, of));
        }
        if self.looking.is_none()
            && let Some(version) = &self.chosen
            && self.looked_of.as_ref() != Some(&(version.clone(), desk.revision()))
        {
            let (wanted, set) = (version.clone(), desk.set().clone());
            let errand = Errand::send(context, move || look(&wanted, &set));
            self.looking = Some((errand, version.clone(), desk.revision()));
        }
    }

    fn fetch(&mut self) {
        if let Some((errand, of)) = &self.listing
            && let Some(listed) = errand.fetch_or_lost()
        {
            self.listed_of = Some(*of);
            self.listing = None;
            let lost = || Err("The list could not be made".to_owned());
            let listed = listed.unwrap_or_else(lost);
            if let (Some(chosen), Ok(rows)) = (&self.chosen, &listed) {
                // It may count as of a later time now, or have been let go.
                let same = |row: &&Listed| row.version.name() == chosen.name();
                self.chosen = rows.iter().find(same).map(|row| row.version.clone());
            }
            self.listed = Some(listed);
        }
        if let Some((errand, version, revision)) = &self.looking
            && let Some(looked) = errand.fetch_or_lost()
        {
            if self.chosen.as_ref() == Some(version) {
                let lost = || Err("The version could not be compared".to_owned());
                self.looked = Some(looked.unwrap_or_else(lost));
            }
            self.looked_of = Some((version.clone(), *revision));
            self.looking = None;
        }
    }

    /// From now on this version is looked at.
    pub fn choose(&mut self, version: &Version) {
        if self.chosen.as_ref() != Some(version) {
            self.chosen = Some(version.clone());
            self.looked = None;
            self.looked_of = None;
        }
    }

    /// When the version that is looked at was so, in words.
    #[must_use]
    pub fn chosen_when(&self) -> Option<String> {
        let chosen = self.chosen.as_ref()?;
        Some(versions::when(chosen.time, &Zoned::now()))
    }
}

fn list(shelf: &versions::Shelf, set: &AnnotationSet) -> List {
    let now = Zoned::now();
    let kept = shelf.list().map_err(|error| {
        format!(
            "{}: the earlier versions can't be listed ({error})",
            shelf.folder().display()
        )
    })?;
    let listed = kept.into_iter().map(|version| Listed {
        when: versions::when(version.time, &now),
        about: look(&version, set)
            .map(|looked| (Counts::of(&looked.set), looked.compared.difference())),
        version,
    });
    Ok(listed.collect())
}

fn look(version: &Version, set: &AnnotationSet) -> Look {
    let then = version.read()?;
    Ok(Looked {
        compared: Compared::between(&then, set),
        set: Arc::new(then),
    })
}
