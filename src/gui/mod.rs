//! The window.
pub mod reading;

/// What to start the window with.
pub struct Start {
    /// What to open.
    pub path: Option<std::path::PathBuf>,
    /// Who marks.
    pub annotator: Option<String>,
}

/// Runs the window.
#[must_use]
pub fn run(_start: Start) -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
