//! How a command talks: results to standard output, trouble to standard error, colours only where they are wanted.

use std::{
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use anstream::{AutoStream, ColorChoice};

use crate::verify::render::{NAME, VERSION, printable, written};

/// All is well.
pub(super) const CLEAN: u8 = 0;
/// Something was found.
pub(super) const FINDINGS: u8 = 1;
/// What was asked could not be done.
pub(super) const TROUBLE: u8 = 2;

/// When to print in colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub(super) enum Colours {
    /// On a terminal, unless NO_COLOR is set or TERM is dumb.
    #[default]
    Auto,
    /// Also into files and pipes.
    Always,
    /// Not at all.
    Never,
}

/// Standard output.
pub(super) struct Output {
    stream: BufWriter<AutoStream<io::StdoutLock<'static>>>,
    /// Whether colours are wanted.
    pub(super) colours: bool,
}

impl Output {
    pub(super) fn new(colours: Colours) -> Self {
        let stdout = io::stdout();
        let choice = match colours {
            Colours::Auto => AutoStream::choice(&stdout),
            Colours::Always => ColorChoice::Always,
            Colours::Never => ColorChoice::Never,
        };
        Self {
            stream: BufWriter::new(AutoStream::new(stdout.lock(), choice)),
            colours: choice != ColorChoice::Never,
        }
    }

    /// Writes what a command has to say, and gives the exit code: the command's own, unless writing fails. A reader that has
    /// seen enough, as `head` has, is no failure.
    pub(super) fn end(
        mut self,
        code: u8,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> ExitCode {
        let written = write(&mut self.stream).and_then(|()| self.stream.flush());
        let failed = written
            .err()
            .filter(|error| error.kind() != io::ErrorKind::BrokenPipe);
        // Else what is still in the buffer would be written once more, when it is dropped.
        let _ = self.stream.into_parts();
        match failed {
            None => ExitCode::from(code),
            Some(error) => {
                trouble(&format!(
                    "the output could not be written ({error}); check the disk or where it goes"
                ));
                ExitCode::from(TROUBLE)
            }
        }
    }
}

/// A sentence on standard error. Whether anybody can read it is not ours to mend.
pub(super) fn trouble(sentence: &str) {
    let _ = writeln!(io::stderr(), "claimark: {}", printable(sentence));
}

/// The program that wrote some JSON, as JSON.
pub(super) fn tool() -> String {
    #[derive(serde::Serialize)]
    struct Tool {
        name: &'static str,
        version: &'static str,
    }
    written(&Tool {
        name: NAME,
        version: VERSION,
    })
}

/// Results on standard error, where standard output holds something else.
pub(super) fn aside(piece: &str) {
    let _ = write!(io::stderr(), "{piece}");
}

/// A line on standard error that is no trouble.
pub(super) fn remark(sentence: &str) {
    let _ = writeln!(io::stderr(), "{}", printable(sentence));
}
