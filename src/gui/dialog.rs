//! The system's dialog for opening files, by the desktop portal or zenity on Linux. Where there is none, that is found out at once,
//! and the window offers a field for the path instead.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use egui::Context;

use super::errand::Errand;

/// Faster than any person can cancel a dialog: there was none.
const TOO_FAST: Duration = Duration::from_millis(250);

/// What came of a dialog.
pub enum Answer {
    /// A file was chosen.
    File(PathBuf),
    /// It was cancelled.
    Nothing,
    /// This system has no dialog.
    NoDialog,
}

/// A dialog that is open.
pub struct Asked(Errand<Answer>);

impl Asked {
    /// What came of it, once it is closed.
    pub fn answer(&self) -> Option<Answer> {
        self.0.fetch()
    }
}

/// Opens the dialog, at this folder if there is one. The window goes on meanwhile.
pub fn ask(context: &Context, folder: Option<PathBuf>) -> Asked {
    // On a Mac the dialog must be made here, on the main thread; only the waiting is done elsewhere.
    let mut dialog = rfd::AsyncFileDialog::new()
        .set_title("Open an article or a set")
        .add_filter("Articles and sets", &["txt", "text", "ron"])
        .add_filter("All files", &["*"]);
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    let asked = Instant::now();
    let chosen = dialog.pick_file();
    Asked(Errand::send(context, move || {
        match pollster::block_on(chosen) {
            Some(file) => Answer::File(file.path().to_owned()),
            None if asked.elapsed() < TOO_FAST => Answer::NoDialog,
            None => Answer::Nothing,
        }
    }))
}
