//! What the window remembers from day to day: the annotator's name, recent files, theme, size of the letters. One RON file in the
//! user's settings folder, or in `CLAIMARK_CONFIG_DIR`.
//!
//! Settings are a comfort: a file that can't be read is left aside with a message, and the window opens all the same.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;
use ron::value::RawValue;
use serde::{Deserialize, Serialize};

use super::keymap::Keymap;

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
    /// The user's own keys. The window only reads them: what stands in the file is kept to the letter.
    #[serde(skip_serializing_if = "OwnKeys::are_none")]
    pub keys: OwnKeys,
}

/// What the file says of keys, as it stands there, comments included; [`super::keymap::Keymap::read`] makes sense of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OwnKeys(Box<RawValue>);

impl OwnKeys {
    /// The text.
    #[must_use]
    pub fn ron(&self) -> &str {
        self.0.get_ron()
    }

    fn are_none(&self) -> bool {
        self.ron() == NO_KEYS
    }
}

const NO_KEYS: &str = "{}";

impl Default for OwnKeys {
    #[allow(clippy::expect_used)]
    fn default() -> Self {
        // An empty map is RON.
        Self(RawValue::from_boxed_ron(NO_KEYS.into()).expect("a map"))
    }
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
            keys: OwnKeys::default(),
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

    /// The keys in use, and a sentence where the user's own can't be.
    #[must_use]
    pub fn keymap(&self, folder: &Path) -> (Keymap, Option<String>) {
        match Keymap::read(self.keys.ron()) {
            Ok(map) => (map, None),
            Err(complaint) => {
                let path = file(folder);
                let says = format!(
                    "{}: keys: {complaint}; the usual keys are used",
                    path.display()
                );
                (Keymap::default(), Some(says))
            }
        }
    }

    /// Writes the settings. The keys in the file stay, also those that were written there since the settings were read.
    ///
    /// # Errors
    /// The disk refuses, or the file has become one that can't be read: then it is left as it is.
    pub fn save(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let keys = if file(folder).exists() {
            Self::load(folder).map_err(io::Error::other)?.keys
        } else {
            self.keys.clone()
        };
        let settings = Self {
            keys,
            ..self.clone()
        };
        let text =
            ron::ser::to_string_pretty(&settings, ron::ser::PrettyConfig::new().new_line("\n"))
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

    #[test]
    fn keys_are_kept_to_the_letter_whatever_they_are() {
        for keys in [
            "{\"Unsure\": [\"q\"]}",
            "{\n  // mine\n  \"Unsre\" : [ \"q\", r#\"Ctrl+U\"# ],\n}",
            "[Nonsense, (a: 3), 'x']",
            "/* none */ {}",
        ] {
            let folder = tempfile::tempdir().unwrap();
            let text = format!("(annotator: Some(\"ada\"), keys: {keys}, text_size: 20)");
            fs::write(file(folder.path()), text).unwrap();
            let mut settings = Settings::load(folder.path()).unwrap();
            assert_eq!(settings.annotator.as_deref(), Some("ada"));
            for size in [21.0, 22.0] {
                settings.text_size = size;
                settings.save(folder.path()).unwrap();
                let text = fs::read_to_string(file(folder.path())).unwrap();
                assert_eq!(text.matches(keys).count(), 1, "{text}");
                assert_eq!(Settings::load(folder.path()).unwrap(), settings);
            }
        }
    }

    #[test]
    fn keys_written_while_the_window_is_open_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings::default();
        settings.save(folder.path()).unwrap();
        let text = fs::read_to_string(file(folder.path())).unwrap();
        assert!(!text.contains("keys"), "{text}");
        let keys = "(keys: {\"Unsure\": [\"q\"]})";
        fs::write(file(folder.path()), keys).unwrap();
        settings.save(folder.path()).unwrap();
        let (map, said) = Settings::load(folder.path()).unwrap().keymap(folder.path());
        assert_eq!(said, None);
        assert_ne!(map, Keymap::default());
        let half_typed = "(keys: {\"Unsure\": [\"q\"]";
        fs::write(file(folder.path()), half_typed).unwrap();
        settings.save(folder.path()).unwrap_err();
        assert_eq!(fs::read_to_string(file(folder.path())).unwrap(), half_typed);
    }

    #[test]
    fn keys_that_can_not_be_used_are_said_with_the_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(file(folder.path()), "(keys: {\"Unsure\": [\"c\"]})").unwrap();
        let (map, said) = Settings::load(folder.path()).unwrap().keymap(folder.path());
        assert_eq!(map, Keymap::default());
        let said = said.unwrap();
        assert!(
            said.contains(
                "settings.ron: keys: the key C is given to both “Claim” and “Unsure”; the usual"
            ),
            "{said}"
        );
    }
}
