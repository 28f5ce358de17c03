//! `claimark codebook`: prints the default codebook, for a team to make its own, or says what is in one and whether it can be read.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use strum::IntoEnumIterator;

use super::agreed;
use crate::{
    annotation::Kind,
    codebook::{self, Found},
    verify::{render::printable, words::counted},
};

#[derive(clap::Args)]
#[command(after_help = "\
`claimark codebook > codebook.ron` begins one. Of a folder, the codebook is checked that counts for the articles in it: the file \
codebook.ron in it, or in the nearest folder above it.

Exit codes: 0 all is well, 2 a codebook can't be read, or is not there.")]
pub struct Arguments {
    /// Codebooks to check, or folders. Without any, the default is printed.
    paths: Vec<PathBuf>,
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        let missing = "codebook.ron in this folder or above it; `claimark codebook > codebook.ron` begins one";
        let look = |path: &Path| agreed::look(path, codebook::load, codebook::find, missing);
        agreed::run(self.paths, codebook::default_text(), look, write)
    }
}

/// What a codebook holds, in a few lines.
fn write(out: &mut dyn Write, found: &Found) -> io::Result<()> {
    let Found { path, codebook } = found;
    let title = format!("{}: {}", path.display(), codebook.name);
    writeln!(out, "{}", printable(&title))?;
    for kind in Kind::iter() {
        let guide = codebook.guide(kind);
        let names: Vec<_> = guide
            .labels
            .iter()
            .map(|label| label.name.as_str())
            .collect();
        let labels = match names.len() {
            0 => "no sub-labels".to_owned(),
            count => format!("{}: {}", counted(count, "sub-label"), names.join(", ")),
        };
        let without = if guide.guideline.is_empty() {
            " (no guideline)"
        } else {
            ""
        };
        let line = format!("  {:<6}  {labels}{without}", kind.to_string());
        writeln!(out, "{}", printable(&line))?;
    }
    Ok(())
}
