//! `claimark stats`: how much is marked, by whom, of what kind, whose words, in which articles; as tables, JSON or CSV.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{
    SetFile, files,
    output::{CLEAN, Colours, FINDINGS, Output, TROUBLE, remark, trouble},
};
use crate::format;
use counting::Statistics;

mod counting;
mod csv;
mod json;
mod reading;
mod table;

/// Columns of what is no terminal.
const ENDLESS: usize = usize::MAX;

/// What marks are counted by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, clap::ValueEnum)]
enum By {
    /// Who made the sets.
    Annotator,
    /// Claims, denials, figures.
    Tag,
    /// The sub-labels of the codebook.
    Label,
    /// Who claims and denies.
    Speaker,
    /// What was marked.
    Article,
}

impl By {
    const ALL: [Self; 5] = [
        Self::Annotator,
        Self::Tag,
        Self::Label,
        Self::Speaker,
        Self::Article,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Annotator => "annotator",
            Self::Tag => "tag",
            Self::Label => "label",
            Self::Speaker => "speaker",
            Self::Article => "article",
        }
    }
}

/// In which form the counts are given.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum Format {
    /// Tables for people.
    #[default]
    Table,
    /// One JSON object.
    Json,
    /// One table of values separated by commas.
    Csv,
}

#[derive(clap::Args)]
#[command(after_help = "\
Exit codes: 0 all was counted in full; 1 a set could not be read, or its article could not be read or has changed, so that its words are \
not counted; 2 nothing could be counted.")]
pub struct Arguments {
    /// Sets, and folders with sets.
    #[arg(required = true, value_name = "FILE-OR-FOLDER")]
    paths: Vec<PathBuf>,
    /// Only these tables: annotator, tag, label, speaker, article.
    #[arg(long, value_enum, value_name = "WHAT,…", value_delimiter = ',')]
    by: Vec<By>,
    /// In which form: table, json or csv.
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "FORM",
        hide_possible_values = true
    )]
    format: Format,
    /// A further folder that articles may be read from, it and all below.
    #[arg(long, value_name = "FOLDER")]
    root: Vec<PathBuf>,
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        for root in &self.root {
            if !root.is_dir() {
                trouble(&format!(
                    "--root {}: there is no such folder; check the name",
                    root.display()
                ));
                return ExitCode::from(TROUBLE);
            }
        }
        let (mut files, nowhere) = files::find(&self.paths);
        nowhere.iter().for_each(|sentence| trouble(sentence));
        leave_copies_out(&mut files);
        let folders = self.paths.iter().map(|path| match path.is_dir() {
            true => path.as_path(),
            false => path.parent().unwrap_or(Path::new("")),
        });
        let roots: Vec<PathBuf> = folders
            .chain(self.root.iter().map(PathBuf::as_path))
            .map(Path::to_owned)
            .collect();
        let read = reading::read(&files, &roots);
        read.troubles.iter().for_each(|sentence| trouble(sentence));
        if read.sets.is_empty() {
            if nowhere.is_empty() && read.troubles.is_empty() {
                let paths: Vec<_> = self
                    .paths
                    .iter()
                    .map(|path| path.display().to_string())
                    .collect();
                trouble(&format!(
                    "no sets found under {}; sets are .ron files, and hidden or git-ignored ones are only looked at by name",
                    paths.join(", ")
                ));
            }
            return ExitCode::from(TROUBLE);
        }
        let code = match (nowhere.is_empty(), read.troubles.is_empty()) {
            (false, _) => TROUBLE,
            (true, false) => FINDINGS,
            (true, true) => CLEAN,
        };
        let mut by = self.by.clone();
        by.sort_unstable();
        by.dedup();
        let statistics = Statistics::of(&read.sets);
        let text = match self.format {
            Format::Table => table::tables(&statistics, &by, width()),
            Format::Json => json::json(&statistics, &by, &read.troubles),
            Format::Csv => csv::csv(&statistics, &by),
        };
        Output::new(Colours::Never).end(code, |out| out.write_all(text.as_bytes()))
    }
}

/// Leaves out the copies that Claimark itself put beside sets, unless they are named, and says so: their marks would count twice.
fn leave_copies_out(files: &mut Vec<SetFile>) {
    let is_copy = |file: &SetFile| {
        !file.named && format::copied_from(&file.path).is_some_and(|original| original.exists())
    };
    let mut copies = files.extract_if(.., |file| is_copy(file));
    let Some(first) = copies.next() else { return };
    let first = first.path.display();
    let more = "name one to count it, or delete it when nothing in it is needed";
    match copies.count() {
        0 => remark(&format!(
            "{first}: not counted, since it is a copy that Claimark put beside its set; {more}"
        )),
        others => remark(&format!(
            "{first} and {others} more: not counted, since they are copies that Claimark put beside their sets; {more}"
        )),
    }
}

/// The columns that there are.
fn width() -> usize {
    if !std::io::stdout().is_terminal() {
        return ENDLESS;
    }
    terminal_size::terminal_size().map_or(ENDLESS, |(width, _)| width.0.into())
}
