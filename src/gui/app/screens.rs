//! From screen to screen: opening, arriving, leaving, walking through a folder. Nothing that is open is let go before it is saved,
//! or kept in a copy, and what shall be opened is there.

use std::path::Path;

use egui::{Context, ViewportCommand};

use super::{App, Screen};
use crate::gui::{
    errand::Errand,
    labelling::Labelling,
    opening::{self, Opened},
    samples,
};

impl App {
    pub(super) fn open(&mut self, context: &Context, path: &Path) {
        self.message = None;
        if !self.leave(context) {
            return;
        }
        let (wanted, mut annotator) = (path.to_owned(), self.annotator().map(str::to_owned));
        if samples::is_sample(self.folders.settings.as_deref(), path) {
            annotator = annotator.or_else(|| Some("you".to_owned()));
        }
        let errand = Errand::send(context, move || {
            opening::open(&wanted, annotator.as_deref())
        });
        self.path_field = None;
        self.message = self.parting();
        // What is open stays at hand until the other is there: a slip of the pen must not close it.
        let before = match std::mem::replace(&mut self.screen, Screen::Start) {
            Screen::Reading(labelling) => Some(labelling),
            _ => None,
        };
        self.screen = Screen::Opening(path.to_owned(), errand, before);
    }

    pub(super) fn open_sample(&mut self, context: &Context) {
        match samples::unpack(self.folders.settings.as_deref()) {
            Ok(path) => self.open(context, &path),
            Err(error) => self.message = Some(error),
        }
    }

    /// Saves what is open. `false` if something stands in the way.
    pub(super) fn leave(&mut self, context: &Context) -> bool {
        let Screen::Reading(labelling) = &mut self.screen else {
            return true;
        };
        if labelling.leave(context) {
            return true;
        }
        if labelling.is_in_conflict() {
            // Nothing is lost: the own marks are kept beside the other file.
            match labelling.rescue() {
                Ok(()) => return true,
                Err(error) => labelling.status.say(context, error),
            }
        }
        false
    }

    /// What there is to say of the article that is being left.
    pub(super) fn parting(&mut self) -> Option<String> {
        match &mut self.screen {
            Screen::Reading(labelling) => labelling.parting.take(),
            _ => None,
        }
    }

    /// Whether the window may be closed: everything is saved. With somebody else's change in the way it stays open once, for a
    /// decision; closed again, it keeps both.
    pub(super) fn may_close(&mut self, context: &Context) -> bool {
        if let Screen::Reading(labelling) = &mut self.screen {
            if labelling.leave(context) {
                return true;
            }
            if !labelling.is_in_conflict() {
                return false;
            }
            if !std::mem::replace(&mut self.warned, true) {
                labelling.status.say(
                    context,
                    "Decide above, or close again: then both are kept, yours beside the other one",
                );
                return false;
            }
        }
        self.leave(context)
    }

    pub(super) fn arrive(
        &mut self,
        context: &Context,
        path: &Path,
        opened: Result<Opened, String>,
    ) {
        match opened {
            Ok(Opened::Desk(desk)) => {
                (self.wants_to_close, self.warned) = (false, false);
                self.settings.remember(path);
                self.save_settings();
                let title = desk
                    .article
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                context.send_viewport_cmd(ViewportCommand::Title(format!("{title} – Claimark")));
                let rescue = self
                    .folders
                    .state
                    .as_ref()
                    .map(|folder| folder.join("rescued"));
                let mut labelling = Labelling::new(*desk, rescue);
                if let Some(state) = &self.folders.state {
                    labelling.keep_versions(state, self.settings.versions);
                }
                self.screen = Screen::Reading(Box::new(labelling));
            }
            Ok(Opened::Folder(folder, articles)) => {
                self.settings.remember(path);
                self.save_settings();
                self.folder = Some((folder.clone(), articles.clone()));
                self.screen = Screen::Folder(folder, articles);
            }
            Ok(Opened::NeedsName(article)) => {
                let guess = std::env::var("USER")
                    .or_else(|_| std::env::var("USERNAME"))
                    .unwrap_or_default();
                self.screen = Screen::Name(article, guess);
            }
            Err(error) => {
                self.message = Some(error);
                self.screen = match std::mem::replace(&mut self.screen, Screen::Start) {
                    Screen::Opening(_, _, Some(before)) => Screen::Reading(before),
                    _ => Screen::Start,
                };
            }
        }
    }

    /// Waits no longer for what is being opened: back to what was open before, or to the folder or the start page. The thread that opens
    /// it is left behind, and nobody asks what comes of it.
    pub(super) fn stop_opening(&mut self) {
        let Screen::Opening(_, _, before) = &mut self.screen else {
            return;
        };
        self.screen = match (before.take(), self.folder.clone()) {
            (Some(before), _) => Screen::Reading(before),
            (None, Some((folder, articles))) => Screen::Folder(folder, articles),
            (None, None) => Screen::Start,
        };
    }

    /// Back to the folder that the article came from, or to the start page.
    pub(super) fn close_article(&mut self, context: &Context) {
        if self.leave(context) {
            let parting = self.parting();
            // Whoever wanted to close the window, and let go of the article for it, has what they wanted; not whoever saved it after
            // all and closes the article some time later.
            if std::mem::take(&mut self.wants_to_close) && parting.is_some() {
                context.send_viewport_cmd(ViewportCommand::Close);
            }
            self.message = parting.or(self.message.take());
            self.screen = match self.folder.clone() {
                Some((folder, articles)) => Screen::Folder(folder, articles),
                None => Screen::Start,
            };
            context.send_viewport_cmd(ViewportCommand::Title("Claimark".to_owned()));
        }
    }

    /// Goes to the next article of the folder, or the one before.
    pub(super) fn walk(&mut self, context: &Context, by: isize) {
        let Screen::Reading(labelling) = &mut self.screen else {
            return;
        };
        let here = labelling.desk.article.clone();
        let articles = match &self.folder {
            Some((_, articles)) if articles.contains(&here) => articles.clone(),
            _ => opening::siblings(&here),
        };
        let next = articles
            .iter()
            .position(|path| *path == here)
            .and_then(|index| articles.get(index.checked_add_signed(by)?));
        match next {
            Some(next) => self.open(context, &next.clone()),
            None => labelling.status.say(
                context,
                if by > 0 {
                    "This is the last article of its folder"
                } else {
                    "This is the first article of its folder"
                },
            ),
        }
    }
}
