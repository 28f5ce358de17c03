//! Claimark: arguments in, a command or the window, an exit code out.

use std::process::ExitCode;

use claimark::cli::{Asked, asked};

fn main() -> ExitCode {
    match asked() {
        Asked::Command(command) => command.run(),
        #[cfg(feature = "gui")]
        Asked::Window { path, annotator } => {
            claimark::gui::run(claimark::gui::Start { path, annotator })
        }
        #[cfg(not(feature = "gui"))]
        Asked::Window { .. } => claimark::cli::no_window(),
    }
}
