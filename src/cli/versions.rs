//! `claimark versions`: the earlier versions of a set, listed, compared with the set as it is now, and brought back, for whoever has no
//! window.

use std::{
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use jiff::{Timestamp, tz::TimeZone};

use super::output::{CLEAN, Colours, Output, TROUBLE, trouble};
use crate::{
    annotation::AnnotationSet,
    folders::Folders,
    format::{self, ReadProblem, Stamp},
    verify::render::printable,
    versions::{Change, Compared, Counts, Limits, Shelf, Version, shelves},
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The set whose versions are meant; without one, all sets are listed that have any.
    #[arg(value_name = "SET")]
    set: Option<PathBuf>,
    /// Says mark by mark what differs between this version and the set as it is now: its number in the list, or its name.
    #[arg(long, value_name = "VERSION", requires = "set")]
    show: Option<String>,
    /// Writes this version in the set's place. What the set is now is kept as a version first.
    #[arg(
        long,
        value_name = "VERSION",
        requires = "set",
        conflicts_with = "show"
    )]
    restore: Option<String>,
}

/// What is in the set's file now, as far as it can be read.
struct Present {
    bytes: Option<(Vec<u8>, Stamp)>,
    set: Option<AnnotationSet>,
    /// Whether a newer Claimark has written it.
    is_newer: bool,
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        let done = match Folders::of_user().state {
            None => Err(
                "there is no folder for earlier versions; name one in CLAIMARK_STATE_DIR"
                    .to_owned(),
            ),
            Some(state) => self.output(&state),
        };
        match done {
            Ok(text) => {
                Output::new(Colours::Never).end(CLEAN, |out| out.write_all(safe(&text).as_bytes()))
            }
            Err(error) => {
                trouble(&error);
                ExitCode::from(TROUBLE)
            }
        }
    }

    fn output(&self, state: &Path) -> Result<String, String> {
        let Some(path) = &self.set else {
            return all(state);
        };
        let shelf = Shelf::of(state, path);
        let versions = list(&shelf)?;
        if versions.is_empty() {
            return Err(format!(
                "{}: no earlier versions of this set are kept; `claimark versions` lists the sets that have some",
                path.display()
            ));
        }
        let present = Present::read(path)?;
        match (&self.show, &self.restore) {
            (Some(name), _) => show(path, find(path, &versions, name)?, &present),
            (None, Some(name)) => restore(path, &shelf, find(path, &versions, name)?, &present),
            (None, None) => Ok(listed(path, &versions, &present)),
        }
    }
}

impl Present {
    fn read(path: &Path) -> Result<Self, String> {
        let bytes = match format::load(path) {
            Ok(loaded) => Some(loaded),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                return Err(format!(
                    "{}: the set can't be read ({error})",
                    path.display()
                ));
            }
        };
        let read = bytes.as_ref().map(|(bytes, _)| format::read(bytes));
        let is_newer =
            matches!(&read, Some(Err(error)) if matches!(error.problem, ReadProblem::Newer));
        let set = read.and_then(Result::ok).map(|mut set| {
            set.sort();
            set
        });
        Ok(Self {
            bytes,
            set,
            is_newer,
        })
    }

    /// Why nothing can be compared with it.
    const fn lack(&self) -> &'static str {
        match &self.bytes {
            Some(_) => "the set as it is now can't be read",
            None => "the set is gone",
        }
    }
}

fn list(shelf: &Shelf) -> Result<Vec<Version>, String> {
    shelf.list().map_err(|error| {
        format!(
            "{}: the earlier versions can't be listed ({error}); check the folder's permissions",
            shelf.folder().display()
        )
    })
}

/// The sets that have versions.
fn all(state: &Path) -> Result<String, String> {
    let shelves = shelves(state).map_err(|error| {
        format!(
            "{}: the earlier versions can't be listed ({error}); check the folder's permissions",
            state.display()
        )
    })?;
    let mut text = String::new();
    for shelf in shelves {
        let versions = list(&shelf)?;
        if let Some(newest) = versions.first() {
            let path = shelf.set_file().display().to_string();
            text += &format!(
                "{path}: {}, the newest of {}\n",
                counted(versions.len()),
                local(newest.time)
            );
        }
    }
    if text.is_empty() {
        text.push_str("no earlier versions of any set are kept\n");
    }
    Ok(text)
}

fn counted(versions: usize) -> String {
    match versions {
        1 => "1 version".to_owned(),
        _ => format!("{versions} versions"),
    }
}

fn local(time: Timestamp) -> String {
    time.to_zoned(TimeZone::system())
        .strftime("%Y-%m-%d %H:%M:%S")
        .to_string()
}

fn listed(path: &Path, versions: &[Version], present: &Present) -> String {
    let mut text = format!(
        "{}: {}, the newest first\n",
        path.display(),
        counted(versions.len())
    );
    for (index, version) in versions.iter().enumerate() {
        let says = match (version.read(), &present.set) {
            (Err(_), _) => "can't be read".to_owned(),
            (Ok(then), None) => format!("{}; {}", Counts::of(&then), present.lack()),
            (Ok(then), Some(now)) => {
                let difference = Compared::between(&then, now).difference();
                format!("{}; {difference}", Counts::of(&then))
            }
        };
        text += &format!(
            "{:>4}  {}  {}  {says}\n",
            index + 1,
            local(version.time),
            version.name()
        );
    }
    text
}

/// A version by its number in the list, or by its name.
fn find<'v>(path: &Path, versions: &'v [Version], asked: &str) -> Result<&'v Version, String> {
    let by_name = versions.iter().find(|version| version.name() == asked);
    let by_number = || versions.get(asked.parse::<usize>().ok()?.checked_sub(1)?);
    by_name.or_else(by_number).ok_or_else(|| {
        format!(
            "{}: there is no version \"{asked}\": name one by its number, 1 to {}, or by its eight digits; \
             `claimark versions {}` lists them",
            path.display(),
            versions.len(),
            path.display()
        )
    })
}

fn show(path: &Path, version: &Version, present: &Present) -> Result<String, String> {
    let then = version.read()?;
    let Some(now) = &present.set else {
        return Err(format!(
            "{}: {}, so nothing can be compared; `--restore {}` brings that version back",
            path.display(),
            present.lack(),
            version.name()
        ));
    };
    let compared = Compared::between(&then, now);
    let mut text = format!(
        "{} on {}: {}; {}\n",
        path.display(),
        local(version.time),
        Counts::of(&then),
        compared.difference().spoken()
    );
    for other in &compared.other {
        text += &format!("  {other}\n");
    }
    for change in &compared.changes {
        let mark = change.mark();
        let (sign, what): (_, &[String]) = match change {
            Change::Gone(_) => ('+', &[]),
            Change::New(_) => ('−', &[]),
            Change::Changed { what, .. } => ('~', what),
        };
        text += &format!(
            "{sign} {} {}  “{}”\n",
            mark.tag.kind(),
            mark.id,
            one_line(&mark.words())
        );
        for point in what {
            text += &format!("    {}\n", one_line(point));
        }
    }
    Ok(text)
}

/// The text without signs that would move a terminal's cursor.
fn safe(text: &str) -> String {
    text.lines()
        .map(|line| format!("{}\n", printable(line)))
        .collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn restore(
    path: &Path,
    shelf: &Shelf,
    version: &Version,
    present: &Present,
) -> Result<String, String> {
    if present.is_newer {
        return Err(format!(
            "{}: a newer Claimark has written this set, so it was left as it is; update Claimark, or move the file away first",
            path.display()
        ));
    }
    let mut set = version.read()?;
    if let Some(now) = &present.set {
        set.article.file.clone_from(&now.article.file);
    }
    if let Some((bytes, _)) = &present.bytes {
        // How many may be kept is the window's to say: here nothing is let go.
        let limits = Limits::of_count(usize::MAX);
        shelf.keep(bytes, Timestamp::now(), limits).map_err(|error| {
            format!(
                "{}: what the set is now can't be kept as a version ({error}), so it was left as it is",
                shelf.folder().display()
            )
        })?;
    }
    let known = present.bytes.as_ref().map(|(_, stamp)| *stamp);
    format::save(path, &set, known).map_err(|error| error.to_string())?;
    let kept = match &present.bytes {
        Some(_) => "; what it was until now is kept as a version",
        None => "",
    };
    let text = format!(
        "{}: it is as it was on {}{kept}\n",
        path.display(),
        local(version.time)
    );
    Ok(text)
}
