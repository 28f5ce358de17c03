//! `claimark verify`: reads sets and their articles, in parallel, prints what the rules find, and mends what can be mended.

use std::{
    borrow::Cow,
    io::IsTerminal,
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{
    SetFile, files,
    output::{CLEAN, Colours, FINDINGS, Output, TROUBLE, aside, remark, trouble},
};
use crate::verify::{
    Fixes, Selection, Severity, Wishes,
    render::{FORMS, Form, Sheet, printable, statistics},
};

mod articles;
mod checking;
mod folders;
mod keeping;
mod loading;
mod mending;
mod progress;
mod summary;

pub use articles::Allowed;
pub(super) use articles::{article_of, read_article, unread};
pub use checking::{How, Outcome, check_files};
pub(super) use loading::{Left, load};
pub use mending::Mend;

/// Why something could not be done, in a sentence.
pub type Trouble = String;

/// How many findings are shown unless somebody wants more.
const LIMIT: usize = 10_000;

#[derive(clap::Args)]
#[command(after_help = "\
In a folder, every *.ron file below it is looked at, but for hidden files and those that a .gitignore or .ignore file excludes; \
a .ron file of another program is passed over, and the summary counts such files. A file that you name is always checked.

The sub-labels of marks are checked against the file codebook.ron in the article's folder or in the nearest folder above it, if \
there is one. Which rules count there, and how bad each is, stands in a file claimark.ron, which is looked for in the same way; \
what you say here counts more. CODE is a rule's code or name, the letter of a family, `usual` or `all`.

Articles are read from a set's own folder, from the folders that you name and all below, from the folder of the claimark.ron \
that holds for the set, and from those that --root allows.

Findings go to standard output, trouble and the summary to standard error.
Exit codes: 0 all is well, if perhaps with notes, 1 errors or warnings were found (with --diff: something would change), \
2 something could not be checked.

`claimark rule CODE` explains a finding.")]
pub struct Arguments {
    /// Sets, or folders with sets in them; `-` for a set on standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How findings are shown.
    #[arg(long, default_value = FORMS[0].name, value_parser = forms(), help_heading = "Output")]
    format: String,
    /// Look at these rules and no others.
    #[arg(
        long,
        value_name = "CODE,…",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    select: Option<Vec<String>>,
    /// Do not look at these.
    #[arg(
        long,
        value_name = "CODE,…",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    ignore: Vec<String>,
    /// How bad these are: error, warning or note.
    #[arg(long, value_name = "CODE=LEVEL,…", value_delimiter = ',', value_parser = severity, help_heading = "Rules")]
    severity: Vec<(String, Severity)>,
    /// Mend what can only be meant one way, and write the files.
    #[arg(long, group = "mending", help_heading = "Mending")]
    fix: bool,
    /// Show what --fix would change, and write nothing.
    #[arg(
        long,
        group = "mending",
        conflicts_with = "statistics",
        help_heading = "Mending"
    )]
    diff: bool,
    /// Mend also what needs a person's eye: look at the result.
    #[arg(long, requires = "mending", help_heading = "Mending")]
    unsafe_fixes: bool,
    /// Let folders without a set pass.
    #[arg(long, help_heading = "Files")]
    allow_none: bool,
    /// Count findings by rule instead of showing them.
    #[arg(long, help_heading = "Output")]
    statistics: bool,
    /// Show this many findings at most; 0 for all.
    #[arg(long, value_name = "N", default_value_t = LIMIT, help_heading = "Output")]
    limit: usize,
    /// No summary and no progress: only findings and trouble.
    #[arg(short, long, help_heading = "Output")]
    quiet: bool,
    /// End with exit code 0 though there are findings.
    #[arg(long, help_heading = "Output")]
    exit_zero: bool,
    /// When to use colours.
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        help_heading = "Output"
    )]
    color: Colours,
    /// Where the set on standard input would lie: its article is looked for from there.
    #[arg(long, value_name = "FILE", help_heading = "Files")]
    stdin_filename: Option<PathBuf>,
    /// A further folder that articles may be read from, it and all below.
    #[arg(long, value_name = "FOLDER", help_heading = "Files")]
    root: Vec<PathBuf>,
}

/// A diff as it is, for programs; on a terminal without what would be a command to it.
fn shown(diff: &str) -> Cow<'_, str> {
    if !std::io::stdout().is_terminal() {
        return Cow::Borrowed(diff);
    }
    let lines = diff.split('\n').map(printable);
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

fn forms() -> clap::builder::PossibleValuesParser {
    let values = FORMS
        .iter()
        .map(|form| clap::builder::PossibleValue::new(form.name).help(form.what));
    clap::builder::PossibleValuesParser::new(values.collect::<Vec<_>>())
}

fn severity(text: &str) -> Result<(String, Severity), String> {
    let (code, level) = text
        .split_once('=')
        .ok_or("write a rule and its level, as in P003=error")?;
    let level = level
        .trim()
        .parse()
        .map_err(|_| format!("\"{level}\" is no level; it is error, warning or note"))?;
    Ok((code.trim().to_owned(), level))
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        match self.prepared() {
            Ok((files, how, troubles)) => self.check(&files, &how, troubles),
            Err(sentence) => {
                trouble(&sentence);
                ExitCode::from(TROUBLE)
            }
        }
    }

    /// The files meant, how to check them, and what is the matter with paths that lead nowhere.
    fn prepared(&self) -> Result<(Vec<SetFile>, How, Vec<Trouble>), Trouble> {
        let wishes = Wishes {
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            severity: self.severity.clone(),
        };
        let selection = Selection::usual()
            .with(&wishes)
            .map_err(|error| format!("{error} (`claimark rule --all` lists them)"))?;
        if selection.rules().next().is_none() {
            return Err("there is no rule left to be looked at; leave out --select or --ignore, or name others".into());
        }
        let form = Form::find(&self.format).unwrap_or(&FORMS[0]);
        if self.diff && !form.for_people {
            return Err(format!(
                "--diff shows changes, not findings; leave out --format {}",
                form.name
            ));
        }
        if self.statistics && !form.for_people {
            return Err(format!(
                "--statistics is a table for people; leave out --format {}, or count in what it gives",
                form.name
            ));
        }
        let (paths, from_input): (Vec<_>, Vec<_>) = {
            let is_path = |path: &&PathBuf| path.as_os_str() != "-";
            self.paths.iter().cloned().partition(|path| is_path(&path))
        };
        if self.stdin_filename.is_some() && from_input.is_empty() {
            return Err(
                "--stdin-filename is for a set on standard input; give - as its path".into(),
            );
        }
        if (self.fix || self.diff) && !from_input.is_empty() && !paths.is_empty() {
            return Err(
                "a set on standard input is mended alone; leave out the other paths".into(),
            );
        }
        let (mut files, troubles) = files::find(&paths);
        if !from_input.is_empty() {
            let given = loading::standard_input()
                .map_err(|error| format!("standard input can't be read ({error})"))?;
            let path = self.stdin_filename.clone();
            let path = path.unwrap_or_else(|| PathBuf::from("-"));
            // What is given stands for the file of this name.
            let real = path.canonicalize().ok();
            files.retain(|file| real.is_none() || file.path.canonicalize().ok() != real);
            files.push(SetFile {
                path,
                named: true,
                given: Some(given.into()),
            });
            files.sort();
        }
        for root in &self.root {
            if !root.is_dir() {
                return Err(format!(
                    "--root {}: there is no such folder; check the name",
                    root.display()
                ));
            }
        }
        let named = paths.iter().map(|path| match path.is_dir() {
            true => path.as_path(),
            false => path.parent().unwrap_or(Path::new("")),
        });
        let fixes = if self.unsafe_fixes {
            Fixes::All
        } else {
            Fixes::Safe
        };
        let how = How {
            form,
            colours: form.for_people && Output::new(self.color).colours,
            limit: match self.limit {
                _ if self.statistics || self.diff => 0,
                0 => usize::MAX,
                limit => limit,
            },
            wishes,
            allowed: Allowed::below(named.chain(self.root.iter().map(PathBuf::as_path))),
            mend: (self.fix || self.diff).then_some(Mend {
                fixes,
                write: !self.diff,
            }),
            progress: !self.quiet,
        };
        Ok((files, how, troubles))
    }

    fn check(&self, files: &[SetFile], how: &How, mut troubles: Vec<Trouble>) -> ExitCode {
        let outcome = check_files(files, how);
        troubles.extend(outcome.troubles.iter().cloned());
        if outcome.sets.is_empty() && troubles.is_empty() && !self.allow_none {
            let paths: Vec<_> = self
                .paths
                .iter()
                .map(|path| path.display().to_string())
                .collect();
            troubles.push(format!(
                "no sets found under {}; sets are .ron files, and hidden or git-ignored ones are only looked at by name",
                paths.join(", ")
            ));
        }
        for sentence in troubles.iter().chain(&outcome.remarks) {
            trouble(sentence);
        }
        let wrong = outcome.tally.of(Severity::Error) + outcome.tally.of(Severity::Warning) > 0;
        let found = if self.diff {
            !outcome.diffs.is_empty()
        } else {
            wrong
        };
        let code = match (troubles.is_empty(), found && !self.exit_zero) {
            (false, _) => TROUBLE,
            (true, true) => FINDINGS,
            (true, false) => CLEAN,
        };
        let given = outcome.given.as_ref().filter(|_| self.fix && !self.diff);
        let write = |put: &mut dyn FnMut(&str)| {
            if self.diff {
                outcome.diffs.iter().for_each(|diff| put(&shown(diff)));
            } else if self.statistics {
                put(&statistics(&outcome.tally));
            } else {
                let sheet = Sheet {
                    sets: &outcome.sets,
                    tally: &outcome.tally,
                    not_shown: outcome.not_shown,
                    troubles: &troubles,
                };
                (how.form.page)(&sheet, put);
            }
        };
        let code = match given {
            // What came on standard input goes on to standard output, mended: findings have to go elsewhere.
            Some(text) => {
                write(&mut aside);
                Output::new(Colours::Never).end(code, |out| out.write_all(text))
            }
            None => Output::new(self.color).end(code, |out| {
                let mut written = Ok(());
                write(&mut |piece| {
                    if written.is_ok() {
                        written = out.write_all(piece.as_bytes());
                    }
                });
                written
            }),
        };
        if !self.quiet
            && let Some(line) = if self.diff {
                summary::would_mend(&outcome)
            } else {
                summary::summary(&outcome, !self.statistics, troubles.len())
            }
        {
            remark(&line);
        }
        code
    }
}
