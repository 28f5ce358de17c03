//! What the window remembers from day to day: the annotator's name, recent files, theme, size of the letters. One RON file in the
//! user's settings folder, or in `CLAIMARK_CONFIG_DIR`.
//!
//! Settings are a comfort: a file that can't be read is left aside with a message, and the window opens all the same.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use ron::value::RawValue;
use serde::{Deserialize, Serialize};

use super::keymap::Keymap;
use crate::versions;

/// Recent files that are remembered.
const RECENT: usize = 12;

/// See the head of this file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The user's name, as sets have it.
    pub annotator: Option<String>,
    /// Files opened lately, the last one first.
    pub recent: Vec<PathBuf>,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// Size of the article's letters, in points.
    pub text_size: f32,
    /// Width of the column: characters of normal width on a line, at the most.
    pub column: f32,
    /// Distance of baselines, in font sizes.
    pub line_height: f32,
    /// The font family that the article is set in; the usual ones if there is none, or no such one on this machine.
    pub font: Option<String>,
    /// How strong the tints behind marks are: so many times the usual.
    pub highlights: f32,
    /// Whether blanks at the ends of a selection are left out of a mark.
    pub trim_blanks: bool,
    /// How many steps of each set can be undone after a restart; 0 keeps none.
    pub undo_steps: usize,
    /// How many earlier versions of each set are kept; 0 for none.
    pub versions: usize,
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

/// What a number of the settings may be.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bounds {
    /// The least.
    pub least: f32,
    /// The most.
    pub most: f32,
    /// What it is if the user does not say.
    pub usual: f32,
}

impl Bounds {
    const fn new(least: f32, most: f32, usual: f32) -> Self {
        Self { least, most, usual }
    }

    /// The nearest number that it may be; the usual one for what is no number.
    #[must_use]
    pub const fn clamp(self, value: f32) -> f32 {
        if value.is_nan() {
            self.usual
        } else {
            value.clamp(self.least, self.most)
        }
    }
}

/// Size of the article's letters, in points.
pub const TEXT_SIZE: Bounds = Bounds::new(10.0, 48.0, USUAL_SIZE);
/// Width of the column, in characters of normal width.
pub const COLUMN: Bounds = Bounds::new(40.0, 110.0, 70.0);
/// Distance of baselines, in font sizes.
pub const LINE_HEIGHT: Bounds = Bounds::new(1.3, 2.4, 1.62);
/// Strength of the tints behind marks, as so many times the usual.
pub const HIGHLIGHTS: Bounds = Bounds::new(0.4, 2.5, 1.0);

/// The settings that say how the page looks.
#[derive(Clone, PartialEq, Debug)]
pub struct Look {
    /// See [`Settings::text_size`].
    pub text_size: f32,
    /// See [`Settings::column`].
    pub column: f32,
    /// See [`Settings::line_height`].
    pub line_height: f32,
    /// See [`Settings::font`].
    pub font: Option<String>,
    /// See [`Settings::highlights`].
    pub highlights: f32,
    /// See [`Settings::theme`].
    pub theme: Theme,
}

impl Default for Look {
    fn default() -> Self {
        Settings::default().look()
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            annotator: None,
            recent: Vec::new(),
            theme: Theme::System,
            text_size: USUAL_SIZE,
            column: COLUMN.usual,
            line_height: LINE_HEIGHT.usual,
            font: None,
            highlights: HIGHLIGHTS.usual,
            trim_blanks: true,
            undo_steps: 1000,
            versions: versions::USUAL,
            keys: OwnKeys::default(),
        }
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
        // A pipe would be waited for.
        let text = match fs::metadata(&path).and_then(|about| match about.is_file() {
            true => fs::read_to_string(&path),
            false => Err(io::Error::other("it is no file")),
        }) {
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
        settings.set_look(settings.look());
        Ok(settings)
    }

    /// How the page looks.
    #[must_use]
    pub fn look(&self) -> Look {
        Look {
            text_size: self.text_size,
            column: self.column,
            line_height: self.line_height,
            font: self.font.clone(),
            highlights: self.highlights,
            theme: self.theme,
        }
    }

    /// Changes how the page looks. Numbers that can't be become the nearest that can.
    pub fn set_look(&mut self, look: Look) {
        self.text_size = TEXT_SIZE.clamp(look.text_size);
        self.column = COLUMN.clamp(look.column);
        self.line_height = LINE_HEIGHT.clamp(look.line_height);
        self.font = look.font;
        self.highlights = HIGHLIGHTS.clamp(look.highlights);
        self.theme = look.theme;
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

    /// Writes what was changed since `read`, which is how the settings were when they were read or written last. What another window
    /// or a hand has changed in the file meanwhile stays, and is taken over here; the keys are always the file's.
    ///
    /// # Errors
    /// The disk refuses, or the file has become one that can't be read: then it is left as it is.
    pub fn save(&mut self, read: &mut Self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let mut new = if file(folder).exists() {
            let there = Self::load(folder).map_err(io::Error::other)?;
            self.over(read, there)
        } else {
            self.clone()
        };
        let text = ron::ser::to_string_pretty(&new, ron::ser::PrettyConfig::new().new_line("\n"))
            .map_err(io::Error::other)?;
        // A link to where somebody keeps their settings stays one.
        let path = fs::canonicalize(file(folder)).unwrap_or_else(|_| file(folder));
        let mut written = tempfile::Builder::new()
            .prefix(".settings-")
            .tempfile_in(path.parent().unwrap_or(folder))?;
        io::Write::write_all(&mut written, text.as_bytes())?;
        written.persist(path).map_err(|failed| failed.error)?;
        read.clone_from(&new);
        std::mem::swap(self, &mut new);
        Ok(())
    }

    /// What is in the file, with what was changed here since `read` over it.
    fn over(&self, read: &Self, there: Self) -> Self {
        fn newer<T: Clone + PartialEq>(here: &T, read: &T, there: T) -> T {
            if here == read { there } else { here.clone() }
        }
        Self {
            annotator: newer(&self.annotator, &read.annotator, there.annotator),
            recent: newer(&self.recent, &read.recent, there.recent),
            theme: newer(&self.theme, &read.theme, there.theme),
            text_size: newer(&self.text_size, &read.text_size, there.text_size),
            column: newer(&self.column, &read.column, there.column),
            line_height: newer(&self.line_height, &read.line_height, there.line_height),
            font: newer(&self.font, &read.font, there.font),
            highlights: newer(&self.highlights, &read.highlights, there.highlights),
            trim_blanks: newer(&self.trim_blanks, &read.trim_blanks, there.trim_blanks),
            undo_steps: newer(&self.undo_steps, &read.undo_steps, there.undo_steps),
            versions: newer(&self.versions, &read.versions, there.versions),
            keys: there.keys,
        }
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
        settings
            .save(&mut Settings::default(), folder.path())
            .unwrap();
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
    fn numbers_that_can_not_be_become_those_that_can() {
        let folder = tempfile::tempdir().unwrap();
        for (written, read) in [
            ("-1", (10.0, 40.0, 1.3, 0.4)),
            ("1e9", (48.0, 110.0, 2.4, 2.5)),
            ("inf", (48.0, 110.0, 2.4, 2.5)),
            ("-inf", (10.0, 40.0, 1.3, 0.4)),
            ("NaN", (18.0, 70.0, 1.62, 1.0)),
            ("2", (10.0, 40.0, 2.0, 2.0)),
        ] {
            let text = format!(
                "(text_size: {written}, column: {written}, line_height: {written}, highlights: {written})"
            );
            fs::write(file(folder.path()), text).unwrap();
            let look = Settings::load(folder.path()).unwrap().look();
            let found = (
                look.text_size,
                look.column,
                look.line_height,
                look.highlights,
            );
            assert_eq!(found, read, "{written}");
        }
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
                settings
                    .save(&mut Settings::default(), folder.path())
                    .unwrap();
                let text = fs::read_to_string(file(folder.path())).unwrap();
                assert_eq!(text.matches(keys).count(), 1, "{text}");
                assert_eq!(Settings::load(folder.path()).unwrap(), settings);
            }
        }
    }

    #[test]
    fn keys_written_while_the_window_is_open_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings::default();
        settings
            .save(&mut Settings::default(), folder.path())
            .unwrap();
        let text = fs::read_to_string(file(folder.path())).unwrap();
        assert!(!text.contains("keys"), "{text}");
        let keys = "(keys: {\"Unsure\": [\"q\"]})";
        fs::write(file(folder.path()), keys).unwrap();
        settings
            .save(&mut Settings::default(), folder.path())
            .unwrap();
        let (map, said) = Settings::load(folder.path()).unwrap().keymap(folder.path());
        assert_eq!(said, None);
        assert_ne!(map, Keymap::default());
        let half_typed = "(keys: {\"Unsure\": [\"q\"]";
        fs::write(file(folder.path()), half_typed).unwrap();
        settings
            .save(&mut Settings::default(), folder.path())
            .unwrap_err();
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

    #[test]
    fn what_two_windows_and_a_hand_change_is_all_kept() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(file(folder.path()), "(column: 80)").unwrap();
        let open = || {
            let settings = Settings::load(folder.path()).unwrap();
            (settings.clone(), settings)
        };
        let ((mut a, mut a_read), (mut b, mut b_read)) = (open(), open());
        b.annotator = Some("nadia".into());
        b.save(&mut b_read, folder.path()).unwrap();
        let text = fs::read_to_string(file(folder.path())).unwrap();
        fs::write(
            file(folder.path()),
            text.replace("column: 80.0", "column: 90.0"),
        )
        .unwrap();
        a.text_size = 24.0;
        a.save(&mut a_read, folder.path()).unwrap();
        let now = Settings::load(folder.path()).unwrap();
        assert_eq!(
            (now.annotator.as_deref(), now.column, now.text_size),
            (Some("nadia"), 90.0, 24.0)
        );
        assert_eq!((&a, &a_read), (&now, &now));
        b.text_size = 20.0;
        b.save(&mut b_read, folder.path()).unwrap();
        assert_eq!((b.text_size, b.column), (20.0, 90.0));
    }

    #[test]
    fn a_slip_in_a_name_is_said_and_the_file_left() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(file(folder.path()), "(Keys: {})").unwrap();
        let said = Settings::load(folder.path()).unwrap_err();
        assert!(said.contains("Keys"), "{said}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("real.ron");
        fs::write(&real, "()").unwrap();
        std::os::unix::fs::symlink(&real, file(folder.path())).unwrap();
        let mut settings = Settings {
            text_size: 20.0,
            ..Settings::default()
        };
        settings
            .save(&mut Settings::default(), folder.path())
            .unwrap();
        assert!(file(folder.path()).is_symlink());
        assert!(fs::read_to_string(real).unwrap().contains("text_size: 20"));
    }
}
