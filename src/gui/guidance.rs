//! What the team has agreed on for the open article, its codebook and its configuration, read on a thread: when the article is opened,
//! and again whenever the window gets the focus back, for they may have been edited meanwhile.

use std::{path::Path, sync::Arc};

use egui::Context;

use super::{desk::Desk, errand::Errand};
use crate::{
    annotation::Kind,
    codebook::{self, Codebook, Found, TagGuide},
    config,
    quantity::Conventions,
    verify::Selection,
};

/// What was found, or why it can't be read.
#[derive(PartialEq)]
struct Answer {
    codebook: Result<Option<Found>, String>,
    config: Result<Option<config::Found>, String>,
}

impl Answer {
    fn for_folder(folder: &Path) -> Self {
        Self {
            codebook: codebook::find(folder),
            config: config::find(folder),
        }
    }
}

/// See the head of this file.
#[derive(Default)]
pub struct Guidance {
    answer: Option<Answer>,
    errand: Option<Errand<Answer>>,
    had_focus: bool,
    conventions: Arc<Conventions>,
    /// Grows whenever one of them is another.
    times: u64,
}

impl Guidance {
    /// To be called every frame. Gives a sentence if one of them turned out to be broken.
    pub fn follow(&mut self, context: &Context, desk: &Desk) -> Option<String> {
        let focus = context.input(|input| input.focused);
        let had = std::mem::replace(&mut self.had_focus, focus);
        let back = focus && !had;
        if self.errand.is_none() && (self.answer.is_none() || back) {
            let folder = desk.folder().to_owned();
            self.errand = Some(Errand::send(context, move || Answer::for_folder(&folder)));
        }
        self.fetch()
    }

    fn fetch(&mut self) -> Option<String> {
        let answer = self.errand.as_ref()?.fetch()?;
        self.errand = None;
        if self.answer.as_ref() == Some(&answer) {
            return None;
        }
        self.times += 1;
        let before = self.troubles();
        self.answer = Some(answer);
        let conventions = self.codebook().map(|codebook| &codebook.quantities);
        if conventions.unwrap_or(&Conventions::default()) != &*self.conventions {
            self.conventions = conventions.cloned().unwrap_or_default().into();
        }
        // What was said already is not said again.
        let new = self
            .troubles()
            .into_iter()
            .filter(|now| !before.contains(now));
        let said: Vec<_> = new.flatten().collect();
        (!said.is_empty()).then(|| said.join(". "))
    }

    fn troubles(&self) -> [Option<String>; 2] {
        [self.trouble(), self.rules_trouble()].map(|trouble| trouble.map(str::to_owned))
    }

    /// Writes the default codebook beside the article, unless one is there, and reads it.
    pub fn begin_one(&mut self, context: &Context, desk: &Desk) {
        let folder = desk.folder().to_owned();
        self.errand = Some(Errand::send(context, move || {
            let path = folder.join(codebook::FILE_NAME);
            // Whole or not at all, and never over one that is there by now.
            let written = tempfile::Builder::new()
                .prefix(".codebook-")
                .tempfile_in(&folder)
                .and_then(|mut file| {
                    std::io::Write::write_all(&mut file, codebook::default_text().as_bytes())?;
                    file.persist_noclobber(&path).map_err(|error| error.error)
                });
            let mut answer = Answer::for_folder(&folder);
            if let Err(error) = written
                && error.kind() != std::io::ErrorKind::AlreadyExists
            {
                answer.codebook = Err(format!(
                    "{}: no codebook can be begun there ({error})",
                    path.display()
                ));
            }
            answer
        }));
    }

    /// The codebook and where it lies, if there is one that can be read.
    #[must_use]
    pub fn found(&self) -> Option<&Found> {
        self.answer.as_ref()?.codebook.as_ref().ok()?.as_ref()
    }

    /// The codebook, if there is one that can be read.
    #[must_use]
    pub fn codebook(&self) -> Option<&Codebook> {
        self.found().map(|found| &found.codebook)
    }

    /// How numbers and units are written in the articles: the usual way where there is no codebook that can be read.
    #[must_use]
    pub const fn conventions(&self) -> &Arc<Conventions> {
        &self.conventions
    }

    /// What it says of a tag.
    #[must_use]
    pub fn guide(&self, kind: Kind) -> Option<&TagGuide> {
        self.codebook().map(|codebook| codebook.guide(kind))
    }

    /// Why the codebook can't be read, in a sentence.
    #[must_use]
    pub fn trouble(&self) -> Option<&str> {
        self.answer
            .as_ref()?
            .codebook
            .as_ref()
            .err()
            .map(String::as_str)
    }

    /// The configuration and where it lies, if there is one that can be read.
    #[must_use]
    pub fn config(&self) -> Option<&config::Found> {
        self.answer.as_ref()?.config.as_ref().ok()?.as_ref()
    }

    /// Which rules count for the article: the usual ones where there is no configuration that can be read.
    #[must_use]
    pub fn selection(&self) -> Selection {
        self.config()
            .map_or_else(Selection::usual, |found| found.selection.clone())
    }

    /// Why the configuration can't be read, in a sentence.
    #[must_use]
    pub fn rules_trouble(&self) -> Option<&str> {
        self.answer
            .as_ref()?
            .config
            .as_ref()
            .err()
            .map(String::as_str)
    }

    /// Grows whenever the codebook or the configuration is another; 0 as long as they have not been looked for.
    #[must_use]
    pub const fn times(&self) -> u64 {
        self.times
    }
}
