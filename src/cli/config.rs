//! `claimark config`: prints a configuration for a team to make its own, or says what comes of one and whether it can be read.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::agreed;
use crate::{
    config::{self, Found},
    verify::{RULES, render::printable},
};

#[derive(clap::Args)]
#[command(after_help = "\
`claimark config > claimark.ron` begins one. Of a folder, the configuration is looked at that counts for the articles in it: the \
file claimark.ron in it, or in the nearest folder above it.

Exit codes: 0 all is well, 2 a configuration can't be read, or is not there.")]
pub struct Arguments {
    /// Configurations to check, or folders. Without any, one to begin with is printed.
    #[arg(value_name = "FILE|FOLDER")]
    paths: Vec<PathBuf>,
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        let missing = "claimark.ron in this folder or above it, so the usual rules count; `claimark config > claimark.ron` begins one";
        let look = |path: &Path| agreed::look(path, config::load, config::find, missing);
        agreed::run(self.paths, config::default_text(), look, write)
    }
}

/// The rules with what comes of the configuration, a line each.
fn write(out: &mut dyn Write, found: &Found) -> io::Result<()> {
    let Found {
        path, selection, ..
    } = found;
    let title = format!(
        "{}: {} of {} rules are looked at",
        path.display(),
        selection.rules().count(),
        RULES.len()
    );
    writeln!(out, "{}", printable(&title))?;
    let longest = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    for rule in RULES {
        let says = |severity: Option<_>| severity.map_or("off", Into::into);
        let usually: &str = says(rule.usual.then_some(rule.severity));
        let now: &str = says(selection.severity(rule));
        let changed = if now == usually {
            String::new()
        } else {
            format!("  usually {usually}")
        };
        let line = format!(
            "  {}  {:<longest$}  {now:<7}{changed}",
            rule.code, rule.name
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
