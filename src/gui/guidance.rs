//! The codebook that holds for the open article, read on a thread: when the article is opened, and again whenever the window gets the
//! focus back, for it may have been edited meanwhile.

use std::sync::Arc;

use egui::Context;

use super::{desk::Desk, errand::Errand};
use crate::{
    annotation::Kind,
    codebook::{self, Codebook, Found, TagGuide},
};

type Answer = Result<Option<Found>, String>;

/// See the head of this file.
#[derive(Default)]
pub struct Guidance {
    answer: Option<Arc<Answer>>,
    errand: Option<Errand<Answer>>,
    had_focus: bool,
    /// Grows whenever the codebook is another.
    times: u64,
}

impl Guidance {
    /// To be called every frame. Gives a sentence if the codebook turned out to be broken.
    pub fn follow(&mut self, context: &Context, desk: &Desk) -> Option<String> {
        let focus = context.input(|input| input.focused);
        let had = std::mem::replace(&mut self.had_focus, focus);
        let back = focus && !had;
        if self.errand.is_none() && (self.answer.is_none() || back) {
            let folder = desk.folder().to_owned();
            self.errand = Some(Errand::send(context, move || codebook::find(&folder)));
        }
        self.fetch()
    }

    fn fetch(&mut self) -> Option<String> {
        let answer = Arc::new(self.errand.as_ref()?.fetch()?);
        self.errand = None;
        if self.answer.as_ref() == Some(&answer) {
            return None;
        }
        self.times += 1;
        let broken = answer.as_ref().as_ref().err().cloned();
        self.answer = Some(answer);
        broken
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
            match written {
                Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(format!(
                    "{}: no codebook can be begun there ({error})",
                    path.display()
                )),
                _ => codebook::find(&folder),
            }
        }));
    }

    /// The codebook and where it lies, if there is one that can be read.
    #[must_use]
    pub fn found(&self) -> Option<&Found> {
        self.answer.as_deref()?.as_ref().ok()?.as_ref()
    }

    /// The codebook, if there is one that can be read.
    #[must_use]
    pub fn codebook(&self) -> Option<&Codebook> {
        self.found().map(|found| &found.codebook)
    }

    /// What it says of a tag.
    #[must_use]
    pub fn guide(&self, kind: Kind) -> Option<&TagGuide> {
        self.codebook().map(|codebook| codebook.guide(kind))
    }

    /// Why it can't be read, in a sentence.
    #[must_use]
    pub fn trouble(&self) -> Option<&str> {
        self.answer.as_deref()?.as_ref().err().map(String::as_str)
    }

    /// Grows whenever the codebook is another; 0 as long as it has not been looked for.
    #[must_use]
    pub const fn times(&self) -> u64 {
        self.times
    }
}
