//! What the window remembers from day to day: the annotator's name, recent files, theme, size of the letters. One RON file in the
//! user's settings folder, or in `CLAIMARK_CONFIG_DIR`.
//!
//! Settings are a comfort: a file that can't be read is left aside with a message, and the window opens all the same.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

/// Recent files that are remembered.
const RECENT: usize = 12;

/// See the head of this file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The user's name, as sets have it.
    pub annotator: Option<String>,
    /// Files opened lately, the last one first.
    pub recent: Vec<PathBuf>,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// Size of the article's letters, in points.
    pub text_size: f32,
    /// Whether blanks at the ends of a selection are left out of a mark.
    pub trim_blanks: bool,
}

/// The theme to use.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The next one in the round, given what the system has. The first step changes what is seen.
    #[must_use]
    pub fn next(self, system: Option<egui::Theme>) -> Self {
        let (same, other) = match system {
            Some(egui::Theme::Dark) => (Self::Dark, Self::Light),
            Some(egui::Theme::Light) | None => (Self::Light, Self::Dark),
        };
        match self {
            Self::System => other,
            theme if theme == other => same,
            _ => Self::System,
        }
    }
}

/// The usual size of the article's letters, in points.
pub const USUAL_SIZE: f32 = 18.0;

impl Default for Settings {
    fn default() -> Self {
        Self {
            annotator: None,
            recent: Vec::new(),
            theme: Theme::System,
            text_size: USUAL_SIZE,
            trim_blanks: true,
        }
    }
}

/// The folder of the settings file; `None` if the system names no home.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    match std::env::var_os("CLAIMARK_CONFIG_DIR").filter(|folder| !folder.is_empty()) {
        Some(folder) => Some(folder.into()),
        None => etcetera::choose_base_strategy()
            .ok()
            .map(|base| base.config_dir().join("claimark")),
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("settings.ron")
}

impl Settings {
    /// Reads the settings of a folder; the usual ones where there are none yet.
    ///
    /// # Errors
    /// There is a file that can't be read: the sentence says which and why.
    pub fn load(folder: &Path) -> Result<Self, String> {
        let path = file(folder);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => {
                return Err(format!(
                    "{}: the settings can't be read ({error}); the usual ones are used",
                    path.display()
                ));
            }
        };
        let mut settings: Self = ron::from_str(&text).map_err(|error| {
            format!(
                "{}:{error}; the usual settings are used, and this file is left as it is",
                path.display()
            )
        })?;
        settings.text_size = if settings.text_size.is_finite() {
            settings.text_size.clamp(10.0, 48.0)
        } else {
            USUAL_SIZE
        };
        Ok(settings)
    }

    /// Writes the settings.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn save(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new().new_line("\n"))
            .map_err(io::Error::other)?;
        let mut new = tempfile::Builder::new()
            .prefix(".settings-")
            .tempfile_in(folder)?;
        io::Write::write_all(&mut new, text.as_bytes())?;
        new.persist(file(folder)).map_err(|failed| failed.error)?;
        Ok(())
    }

    /// Puts a file at the head of the recent ones.
    pub fn remember(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.recent.retain(|other| *other != path);
        self.recent.insert(0, path);
        self.recent.truncate(RECENT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_as_they_were_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings::load(folder.path()).unwrap();
        assert_eq!(settings, Settings::default());
        settings.annotator = Some("Ada “the pen” L.".into());
        settings.remember(Path::new("/a/b.txt"));
        settings.remember(Path::new("/a/c.txt"));
        settings.remember(Path::new("/a/b.txt"));
        settings.save(folder.path()).unwrap();
        let again = Settings::load(folder.path()).unwrap();
        assert_eq!(again, settings);
        assert_eq!(again.recent, [Path::new("/a/b.txt"), Path::new("/a/c.txt")]);
    }

    #[test]
    fn a_broken_file_is_named_with_a_place() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(file(folder.path()), "(annotator: 3)").unwrap();
        let said = Settings::load(folder.path()).unwrap_err();
        assert!(said.contains("settings.ron:1:"), "{said}");
    }
}
