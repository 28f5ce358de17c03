//! From screen to screen: opening, arriving, leaving, walking through a folder. Nothing that is open is let go before it is saved,
//! or kept in a copy, and what shall be opened is there.

use std::path::Path;

use egui::{Context, ViewportCommand};

use super::{App, Screen};
use crate::gui::{
    command::Command,
    errand::Errand,
    labelling::Labelling,
    opening::{self, Opened},
    panels::{self, folder, folder_list},
    project::{Project, Target},
    samples,
};
use crate::journal::Journals;

impl App {
    pub(super) fn open(&mut self, context: &Context, path: &Path) {
        let target = Target {
            path: path.to_owned(),
            set: None,
            listed: false,
        };
        self.open_target(context, target);
    }

    /// Opens an article or whatever there is, with the set that is known to belong to it.
    pub(super) fn open_target(&mut self, context: &Context, target: Target) {
        self.message = None;
        if !self.leave(context) {
            return;
        }
        let Target { path, set, listed } = target;
        let (wanted, mut annotator) = (path.clone(), self.annotator().map(str::to_owned));
        if samples::is_sample(self.folders.settings.as_deref(), &path) {
            annotator = annotator.or_else(|| Some("you".to_owned()));
        }
        let journals = Journals::of(&self.folders, self.settings.undo_steps);
        let errand = Errand::send(context, move || match annotator.as_deref() {
            Some(annotator) if listed => {
                opening::open_listed(&wanted, set.as_deref(), annotator, &journals)
            }
            annotator => opening::open(&wanted, annotator, &journals),
        });
        self.path_field = None;
        self.message = self.parting();
        // What is open stays at hand until the other is there: a slip of the pen must not close it.
        let before = match std::mem::replace(&mut self.screen, Screen::Start) {
            Screen::Reading(labelling) => Some(labelling),
            _ => None,
        };
        self.screen = Screen::Opening(path, errand, before);
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
        self.likely = labelling.likely_wanted();
        if labelling.leave(context) {
            if let Some(project) = &mut self.project {
                let waits = labelling.desk.offered().is_some();
                project.note(&labelling.desk.article, labelling.summary(), waits);
            }
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

    /// The program ends, and asks nobody: what is not saved is saved, or put aside.
    pub(super) fn put_away(&mut self, context: &Context) {
        if let Screen::Reading(labelling) = &mut self.screen
            && !labelling.leave(context)
        {
            // Should that fail as well, the journal holds what was done.
            let _ = labelling.rescue();
        }
    }

    pub(super) fn arrive(
        &mut self,
        context: &Context,
        path: &Path,
        opened: Result<Opened, String>,
    ) {
        match opened {
            Ok(Opened::Desk(mut desk)) => {
                if samples::is_sample(self.folders.settings.as_deref(), path) {
                    // It is there to be tried on.
                    desk.take_up();
                }
                (self.wants_to_close, self.warned) = (false, false);
                self.settings.remember(path);
                self.save_settings();
                let title = desk
                    .article
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                let place = self
                    .project
                    .as_ref()
                    .and_then(|project| project.place(&desk.article));
                let title = match place {
                    Some((here, all)) => format!("{here} of {all} · {title} – Claimark"),
                    None => format!("{title} – Claimark"),
                };
                context.send_viewport_cmd(ViewportCommand::Title(title));
                let rescue = self
                    .folders
                    .state
                    .as_ref()
                    .map(|folder| folder.join("rescued"));
                let mut labelling = Labelling::new(*desk, rescue);
                if let Some(state) = &self.folders.state {
                    labelling.keep_versions(state, self.settings.versions);
                }
                labelling.begin_likely(self.likely, self.folders.state.clone());
                labelling.status.place = place;
                self.screen = Screen::Reading(Box::new(labelling));
            }
            Ok(Opened::Folder(folder)) => {
                self.settings.remember(path);
                self.save_settings();
                let annotator = self.annotator().unwrap_or("you").to_owned();
                let state = self.folders.state.as_deref();
                self.project = Some(Box::new(Project::new(context, folder, &annotator, state)));
                self.screen = Screen::Folder;
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
                    Screen::Opening(_, _, Some(mut before)) => {
                        before.come_back();
                        Screen::Reading(before)
                    }
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
        self.screen = match before.take() {
            Some(mut before) => {
                before.come_back();
                Screen::Reading(before)
            }
            None if self.project.is_some() => Screen::Folder,
            None => Screen::Start,
        };
    }

    /// Back to the folder that the article came from, or to the start page.
    pub(super) fn close_article(&mut self, context: &Context) {
        if self.leave(context) {
            let parting = self.parting();
            let here = self
                .labelling()
                .map(|labelling| labelling.desk.article.clone());
            // Whoever wanted to close the window, and let go of the article for it, has what they wanted; not whoever saved it after
            // all and closes the article some time later.
            if std::mem::take(&mut self.wants_to_close) && parting.is_some() {
                context.send_viewport_cmd(ViewportCommand::Close);
            }
            self.message = parting.or(self.message.take());
            self.screen = match &mut self.project {
                Some(project) => {
                    project.refresh();
                    if let Some(here) = here {
                        project.go_to(&here);
                    }
                    Screen::Folder
                }
                None => Screen::Start,
            };
            context.send_viewport_cmd(ViewportCommand::Title("Claimark".to_owned()));
        }
    }

    /// Goes to the next article of the folder, or the one before; with `undone`, to the next that one is not done with.
    pub(super) fn walk(&mut self, context: &Context, by: isize, undone: bool) {
        let Screen::Reading(labelling) = &mut self.screen else {
            return;
        };
        let here = labelling.desk.article.clone();
        let listed = self
            .project
            .as_ref()
            .and_then(|project| project.next(&here, by, undone));
        if undone && listed.is_none() {
            let says =
                "Open a folder and an article from its list: then it is known which are done";
            labelling.status.say(context, says);
            return;
        }
        let next = listed.unwrap_or_else(|| {
            let articles = opening::siblings(&here);
            let at = articles.iter().position(|path| *path == here)?;
            let path = articles.get(at.checked_add_signed(by)?)?.clone();
            Some(Target {
                path,
                set: None,
                listed: false,
            })
        });
        match next {
            Some(next) => self.open_target(context, next),
            None => labelling.status.say(
                context,
                match (undone, by > 0, labelling.status.place) {
                    (true, ..) => "You are done with all articles that come after this one",
                    (_, true, None) => "This is the last article of its folder",
                    (_, false, None) => "This is the first article of its folder",
                    (_, true, Some(_)) => "This is the last article of the list",
                    (_, false, Some(_)) => "This is the first article of the list",
                },
            ),
        }
    }

    /// One step back from the list of a folder: what is under way is stopped, then the filter taken off, then the folder left.
    pub(super) fn leave_folder(&mut self) {
        match &mut self.project {
            Some(project) if project.is_filling() => project.stop(),
            Some(project) if project.view.is_filtered() => {
                project.view.words.clear();
                project.view.state = None;
            }
            _ => (self.project, self.screen) = (None, Screen::Start),
        }
    }

    /// What keys do in the list of a folder.
    pub(super) fn apply_to_folder(&mut self, context: &Context, command: Command) {
        let (Screen::Folder, Some(project)) = (&self.screen, &mut self.project) else {
            return;
        };
        match command {
            Command::LookAgain => project.look(context),
            Command::Find => panels::focus_all(context, folder::filter_id()),
            Command::Go(to, false) => {
                project.go(to, folder_list::page(context));
            }
            _ => {}
        }
    }
}
