//! What is begun before there is a window: while the window is made, the fonts are found and the article is read.

use std::path::PathBuf;

use super::{
    Start,
    errand::Errand,
    keymap::Keymap,
    opening::{self, Opened},
    reading::fonts::Fonts,
    samples,
    settings::Settings,
};
use crate::{
    folders::Folders,
    journal::{self, Journals},
};

/// What is begun before there is a window: while the window is made, the fonts are found and the article is read.
pub struct Early {
    pub(super) settings: Settings,
    pub(super) keymap: Keymap,
    pub(super) folders: Folders,
    pub(super) annotator: Option<String>,
    pub(super) keeps_settings: bool,
    pub(super) message: Option<String>,
    pub(super) opening: Option<(PathBuf, Errand<Result<Opened, String>>)>,
    pub(super) fonts: Errand<Fonts>,
}

impl Early {
    /// Reads the settings, and sends for what shall be opened: the sample, if nothing was named and nothing was ever opened.
    #[must_use]
    pub fn send(start: Start, folders: Folders, fonts: Errand<Fonts>) -> Self {
        let config = folders.settings.clone();
        let mut messages = Vec::new();
        let mut keeps_settings = true;
        let settings = config
            .as_deref()
            .map_or_else(|| Ok(Settings::default()), Settings::load);
        let settings = settings.unwrap_or_else(|error| {
            messages.push(error);
            keeps_settings = false;
            Settings::default()
        });
        let (keymap, refused) = config
            .as_deref()
            .map(|folder| settings.keymap(folder))
            .unwrap_or_default();
        messages.extend(refused);
        let annotator = start.annotator.filter(|name| !name.trim().is_empty());
        let path = match start.path {
            None if settings.recent.is_empty() => samples::unpack(config.as_deref())
                .map_err(|error| messages.push(error))
                .ok(),
            path => path,
        };
        let mut name = annotator.clone().or_else(|| settings.annotator.clone());
        if path
            .as_deref()
            .is_some_and(|path| samples::is_sample(config.as_deref(), path))
        {
            // Nobody is asked for a name to look at the sample.
            name = name.or_else(|| Some("you".to_owned()));
        }
        let journals = Journals::of(&folders, settings.undo_steps);
        let opening = path.map(|path| {
            let wanted = path.clone();
            let open = move || opening::open(&wanted, name.as_deref(), &journals);
            (path, Errand::begin(open, || ()))
        });
        if let Some(state) = folders.state.clone() {
            std::thread::spawn(move || journal::tidy(&state));
        }
        Self {
            settings,
            keymap,
            folders,
            annotator,
            keeps_settings,
            message: (!messages.is_empty()).then(|| messages.join("\n")),
            opening,
            fonts,
        }
    }
}
