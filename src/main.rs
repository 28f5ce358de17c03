//! Claimark: arguments in, a command or the window, an exit code out.

use std::process::ExitCode;

use claimark::cli::{Asked, asked};

/// The one of Linux keeps what a thread has let go of for that thread: in a window of a dozen threads that adds up.
#[cfg(feature = "gui")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
