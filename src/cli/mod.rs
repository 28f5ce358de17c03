//! The command line: what was asked for, one file a command. Everything here works without a window and without a display.
//!
//! Findings and other results go to standard output, trouble to standard error. Exit codes: 0 all is well, 1 something was found,
//! 2 what was asked could not be done.

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

mod agreed;
mod codebook;
mod config;
mod files;
mod output;
mod reanchor;
mod rule;
mod show;
mod stats;
mod suggest;
mod verify;
mod versions;

pub use files::{SetFile, find};
pub use verify::{Allowed, How, Mend, Outcome, Trouble, check_files};

/// Mark by hand who claims what, who denies it, and with which figures, in news articles.
///
#[cfg_attr(feature = "gui", doc = "Without a command, the window opens.")]
#[cfg_attr(
    not(feature = "gui"),
    doc = "This build has no window; see the commands."
)]
#[derive(Parser)]
#[command(name = "claimark", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    /// An article, a set or a folder to open in the window.
    #[cfg_attr(not(feature = "gui"), arg(hide = true))]
    path: Option<PathBuf>,
    /// Who marks, if not who did last time.
    #[arg(long, value_name = "NAME", hide = cfg!(not(feature = "gui")))]
    annotator: Option<String>,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What can be done without the window.
#[derive(Subcommand)]
pub enum Command {
    /// Checks sets against their articles and says what is wrong, and where.
    Verify(verify::Arguments),
    /// Takes sets over to articles that have changed, and says what became of each mark.
    Reanchor(reanchor::Arguments),
    /// Explains a rule of `verify`.
    Rule(rule::Arguments),
    /// Prints an article with its marks.
    Show(show::Arguments),
    /// Counts marks by annotator, tag, speaker and article.
    Stats(stats::Arguments),
    /// Offers likely claims, denials and figures in articles.
    Suggest(suggest::Arguments),
    /// Prints a codebook to begin with, or checks yours.
    Codebook(codebook::Arguments),
    /// Prints a configuration (claimark.ron) to begin with, or says which rules count by yours.
    Config(config::Arguments),
    /// Lists earlier versions of a set, and brings one back.
    Versions(versions::Arguments),
}

/// What a person asked for.
pub enum Asked {
    /// The window.
    Window {
        /// What to open in it.
        path: Option<PathBuf>,
        /// Who marks.
        annotator: Option<String>,
    },
    /// A command.
    Command(Command),
}

/// Reads the program's arguments. Where they make no sense, says so and ends the program with exit code 2.
#[must_use]
pub fn asked() -> Asked {
    let Arguments {
        path,
        annotator,
        command,
    } = Arguments::parse();
    match command {
        Some(command) => Asked::Command(command),
        None => Asked::Window { path, annotator },
    }
}

impl Command {
    /// Does what was asked.
    #[must_use]
    pub fn run(self) -> ExitCode {
        match self {
            Self::Verify(arguments) => arguments.run(),
            Self::Reanchor(arguments) => arguments.run(),
            Self::Rule(arguments) => arguments.run(),
            Self::Show(arguments) => arguments.run(),
            Self::Stats(arguments) => arguments.run(),
            Self::Suggest(arguments) => arguments.run(),
            Self::Codebook(arguments) => arguments.run(),
            Self::Config(arguments) => arguments.run(),
            Self::Versions(arguments) => arguments.run(),
        }
    }
}

/// Says that this program was built without its window.
#[must_use]
pub fn no_window() -> ExitCode {
    output::trouble(
        "this build has no window; it can `verify` sets, `reanchor` those whose articles have changed, `show` one in the terminal, give `stats`, `suggest` likely marks, explain a `rule`, bring back earlier `versions` of a set, and print or check a `codebook` or a `config` (see claimark --help)",
    );
    ExitCode::from(output::TROUBLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_well_declared() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn a_path_opens_the_window_and_a_command_does_not() {
        let window = Arguments::parse_from(["claimark", "a.txt", "--annotator", "ada"]);
        assert!(window.command.is_none() && window.path == Some("a.txt".into()));
        let verify = Arguments::parse_from(["claimark", "verify", "a.ron"]);
        assert!(verify.command.is_some());
    }
}
