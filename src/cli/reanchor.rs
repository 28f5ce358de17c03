//! `claimark reanchor`: takes sets over to articles that have changed. Marks whose place is certain stand there; all others are set
//! aside in the file, for a person to decide. Says what became of each.

use std::{
    collections::HashSet,
    io::{self, Read},
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{
    output::{CLEAN, Colours, FINDINGS, Output, TROUBLE, trouble},
    verify::{Trouble, read_article},
};
use crate::{
    annotation::{Act, AnnotationSet, OfMark, OfRegion, Transaction, Verdict, Verdicts, reanchor},
    article::{self, Article, Problem},
    format::{self, SaveError, Stamp},
    text::{Document, Sha256},
};

mod changed_words;
mod json;
mod text;

#[derive(clap::Args)]
#[command(after_help = "\
Each mark gets a verdict. `exact`: its words and the text around them. `moved`: its words, for certain, in other surroundings or set \
otherwise. `edited`: its words were changed a little. `ambiguous`: several places, or one that is not certain. `lost`: no place. Marks \
that are exact or moved stand in the article as it is now; all others are set aside: they stay in the file, without a place, until \
somebody gives them one in the window or deletes them. The manual's chapter \"Changed articles\" says more.

With the text that the marks were made on (--was), changed words are found more surely: \
`git show HEAD:./story.txt | claimark reanchor story.ada.ron --was -`.

Articles are read from a set's own folder, from the folder of the claimark.ron that holds for the set, and from those that --root \
allows; and from wherever --article says.

The report goes to standard output, trouble to standard error.
Exit codes: 0 every mark has its place, 1 something needs a person: marks, or regions that are left out, are without a place, \
2 something could not be done; what could be was.")]
pub struct Arguments {
    /// Sets; a file each.
    #[arg(required = true, value_name = "SET")]
    sets: Vec<PathBuf>,
    /// The article as it is now, where it is not the file that the set names: from now on the set names this one.
    #[arg(long, value_name = "FILE")]
    article: Option<PathBuf>,
    /// The article as it was when it was marked; `-` for standard input.
    #[arg(long, value_name = "FILE")]
    was: Option<PathBuf>,
    /// Also take over marks of this verdict: edited.
    #[arg(long, value_name = "VERDICT,…", value_delimiter = ',', value_parser = acceptable)]
    accept: Vec<Verdict>,
    /// Say what would be done, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Show all marks, those that are exact as well.
    #[arg(long)]
    all: bool,
    /// How it is said.
    #[arg(long, value_enum, default_value_t)]
    format: Form,
    /// A further folder that articles may be read from, it and all below.
    #[arg(long, value_name = "FOLDER")]
    root: Vec<PathBuf>,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: Colours,
}

/// A form of the report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum Form {
    /// For reading.
    #[default]
    Text,
    /// One JSON object, described in the manual's chapter "Changed articles"; it holds all marks.
    Json,
}

fn acceptable(text: &str) -> Result<Verdict, String> {
    match text.trim().parse() {
        Ok(verdict @ (Verdict::Exact | Verdict::Moved | Verdict::Edited)) => Ok(verdict),
        Ok(Verdict::Ambiguous) => {
            Err("which place is meant, a person must choose: do that in the window".to_owned())
        }
        Ok(Verdict::Lost) => Err(
            "what is lost has no place to be taken over to; give it one in the window".to_owned(),
        ),
        Err(_) => Err("it is no verdict; only edited can be accepted, as exact and moved are taken over anyway".to_owned()),
    }
}

/// How an article differs from the one that a set was made on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Change {
    /// Not at all.
    Nothing,
    /// The text is the same; the file's name, its bytes or how it is read are not.
    File,
    /// The text.
    Text,
}

/// Whether the set was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Writing {
    /// There was nothing to be written.
    NotNeeded,
    /// It would be, were this no dry run.
    Would,
    /// It was.
    Done,
    /// It could not be.
    Failed,
}

/// What became of one set.
struct Report {
    /// The set's file, as the person wrote it.
    set: String,
    /// The article's file, as the set names it now.
    article: String,
    /// The text that the marks stood on.
    from: Sha256,
    change: Change,
    verdicts: Verdicts,
    /// The article as it is now, and as it was, where that is at hand.
    new: Document,
    old: Option<Document>,
    /// The set as it is now, or would be.
    after: AnnotationSet,
    writing: Writing,
}

impl Report {
    /// Whether this mark stands in the article now.
    fn standing(&self) -> HashSet<&str> {
        let marks = self.after.annotations.iter();
        marks.map(|mark| mark.id.as_str()).collect()
    }

    /// Marks and regions without a place.
    fn aside(&self) -> (usize, usize) {
        (self.after.orphans.len(), self.after.orphan_regions.len())
    }

    fn needs_a_person(&self) -> bool {
        self.aside() != (0, 0)
    }
}

/// All marks with a verdict, and whether each was set aside before.
fn marks(verdicts: &Verdicts) -> impl Iterator<Item = (&OfMark, bool)> {
    let marks = verdicts.marks.iter().map(|of| (of, false));
    marks.chain(verdicts.orphans.iter().map(|of| (of, true)))
}

/// All regions with a verdict, and whether each was without a place before.
fn regions(verdicts: &Verdicts) -> impl Iterator<Item = (&OfRegion, bool)> {
    let regions = verdicts.left_out.iter().map(|of| (of, false));
    regions.chain(verdicts.orphan_regions.iter().map(|of| (of, true)))
}

/// The article as it was when it was marked, before it is known how it was read.
struct Was {
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Was {
    fn read(path: &Path) -> Result<Self, Trouble> {
        let from_input = path.as_os_str() == "-";
        if !from_input && path.is_dir() {
            return Err(format!("{}: {}", path.display(), Problem::Folder));
        }
        // It may be a pipe, as `<(git show …)` gives one, and no pipe need ever end.
        let all = |from: &mut dyn Read| {
            let mut bytes = Vec::new();
            let read = from.take(article::LARGEST + 1).read_to_end(&mut bytes);
            read.map(|_| bytes)
        };
        let bytes = if from_input {
            all(&mut io::stdin().lock())
        } else {
            std::fs::File::open(path).and_then(|mut file| all(&mut file))
        };
        let name = if from_input {
            "standard input".into()
        } else {
            path.to_owned()
        };
        match bytes {
            Ok(bytes) if bytes.len() as u64 > article::LARGEST => Err(format!(
                "{}: {}",
                name.display(),
                Problem::TooLarge(bytes.len() as u64)
            )),
            Ok(bytes) => Ok(Self { path: name, bytes }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(format!("{}: {}", name.display(), Problem::Missing))
            }
            Err(error) => Err(format!(
                "{}: {}",
                name.display(),
                Problem::Unreadable(error)
            )),
        }
    }

    /// The text that this set was made on.
    fn of(&self, set: &AnnotationSet) -> Result<Document, Trouble> {
        let read = article::from_bytes(&self.path, &self.bytes, Some(&set.article.reading));
        let article = read.map_err(|error| error.to_string())?;
        if set.fits(&article.document) {
            return Ok(article.document);
        }
        Err(format!(
            "{}: this is not the text that the marks were made on ({}…, not {}…); look for it in version control or a backup, or \
             leave out --was",
            self.path.display(),
            &article.document.sha256().to_string()[..8],
            &set.article.text_sha256.to_string()[..8],
        ))
    }
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        let was = match self.was.as_deref().map(Was::read).transpose() {
            Ok(was) => was,
            Err(sentence) => {
                trouble(&sentence);
                return ExitCode::from(TROUBLE);
            }
        };
        let (mut reports, mut troubles) = (Vec::new(), Vec::new());
        for path in &self.sets {
            match self.take_over(path, was.as_ref()) {
                Ok((report, failed)) => {
                    reports.push(report);
                    troubles.extend(failed);
                }
                Err(sentence) => troubles.push(sentence),
            }
        }
        for sentence in &troubles {
            trouble(sentence);
        }
        let code = if !troubles.is_empty() {
            TROUBLE
        } else if reports.iter().any(Report::needs_a_person) {
            FINDINGS
        } else {
            CLEAN
        };
        let output = Output::new(self.color);
        let colours = output.colours;
        output.end(code, |out| match self.format {
            Form::Text => text::write(out, &reports, self.all, colours),
            Form::Json => json::write(out, &reports, &troubles),
        })
    }

    /// Takes one set over; also what went wrong when it was to be written.
    ///
    /// # Errors
    /// Nothing can be said of it.
    fn take_over(
        &self,
        path: &Path,
        was: Option<&Was>,
    ) -> Result<(Report, Option<Trouble>), Trouble> {
        let name = path.display();
        let about = |sentence: Trouble| format!("{name}: {sentence}");
        if path.is_dir() {
            return Err(about(format!(
                "this is a folder; name the sets in it, as `{}` does",
                path.join("*.ron").display()
            )));
        }
        let (bytes, stamp) = format::load(path).map_err(|error| {
            about(format!(
                "the set can't be read ({error}); check the name and its permissions"
            ))
        })?;
        let mut set = format::read(&bytes).map_err(|error| {
            format!(
                "{name}:{}: {error}; {}",
                error.place,
                error.problem.remedy()
            )
        })?;
        set.sort();
        if let Some(id) = set.doubled_id() {
            return Err(about(format!(
                "two marks have the id {id}, so nothing was done; `claimark verify` says where: mend that first"
            )));
        }
        let old = was.map(|was| was.of(&set)).transpose().map_err(about)?;
        let article = self.article(path, &set).map_err(about)?;
        let file = match &self.article {
            Some(file) => {
                let folder = path.parent().unwrap_or(Path::new(""));
                format::relative_name(folder, file)
            }
            None => set.article.file.clone(),
        };
        let planned = self.plan(&set, &article, old.as_ref(), file);
        let (verdicts, after) = planned.map_err(about)?;
        let from = set.article.text_sha256;
        let change = if from != after.article.text_sha256 {
            Change::Text
        } else if set.article != after.article {
            Change::File
        } else {
            Change::Nothing
        };
        let mut failed = None;
        let writing = if after == set {
            Writing::NotNeeded
        } else if self.dry_run {
            Writing::Would
        } else {
            failed = save(path, &bytes, stamp, &after).err();
            match failed {
                None => Writing::Done,
                Some(_) => Writing::Failed,
            }
        };
        let report = Report {
            set: path.display().to_string(),
            article: after.article.file.clone(),
            from,
            change,
            verdicts,
            new: article.document,
            old,
            after,
            writing,
        };
        Ok((report, failed))
    }

    /// The article as it is now.
    fn article(&self, path: &Path, set: &AnnotationSet) -> Result<Article, Trouble> {
        let read = match &self.article {
            Some(file) => article::read(file, Some(&set.article.reading)),
            None => read_article(path, set, &self.root),
        };
        read.map_err(|error| match error.problem {
            Problem::Missing if self.article.is_none() => format!(
                "the article {} is not there; bring it back, or say with --article where it is now",
                error.path.display()
            ),
            Problem::Outside => format!(
                "the article {} lies outside the set's folder; allow its folder with --root, or name it with --article",
                error.path.display()
            ),
            problem => format!("the article {}: {problem}", error.path.display()),
        })
    }

    /// What became of each mark, and the set as it is then. Of a text that has not changed, only what was set aside is looked for.
    fn plan(
        &self,
        set: &AnnotationSet,
        article: &Article,
        old: Option<&Document>,
        file: String,
    ) -> Result<(Verdicts, AnnotationSet), Trouble> {
        let broken = |error: &dyn std::fmt::Display| {
            format!(
                "the set is not sound ({error}), so nothing was done; `claimark verify` says more"
            )
        };
        let accepted = |verdict: Verdict| !verdict.asks() || self.accept.contains(&verdict);
        let document = &article.document;
        let record = format::record(article, file);
        let mut verdicts = reanchor(set, document, old);
        let mut after = set.clone();
        if !set.fits(document) {
            let act = Act::Reanchor(verdicts.taking(record, accepted).into());
            let done = set.plan(&act, document).map_err(|error| broken(&error))?;
            after.apply(&done).map_err(|error| broken(&error))?;
            return Ok((verdicts, after));
        }
        verdicts.marks.clear();
        verdicts.left_out.clear();
        let mut to = set.clone();
        to.article = record;
        let done = Transaction::between("take over how the article is saved", set, &to);
        after.apply(&done).map_err(|error| broken(&error))?;
        let mut acts = Vec::new();
        for of in &verdicts.orphans {
            let best = of.best().filter(|_| accepted(of.verdict()));
            acts.extend(best.map(|spans| Act::Place(of.mark.id.clone(), spans)));
        }
        // From the last, so that the indices of those before stay what they are.
        for (index, of) in verdicts.orphan_regions.iter().enumerate().rev() {
            if let Some(span) = of.place.filter(|_| accepted(of.verdict)) {
                acts.extend([Act::ForgetRegion(index), Act::LeaveOut(span)]);
            }
        }
        for act in acts {
            // Whose words are marked by another in the meantime stays without a place.
            if let Ok(done) = after.plan(&act, document) {
                after.apply(&done).map_err(|error| broken(&error))?;
            }
        }
        Ok((verdicts, after))
    }
}

/// Writes a set where it came from.
fn save(path: &Path, before: &[u8], stamp: Stamp, set: &AnnotationSet) -> Result<(), Trouble> {
    if format::places::holds_comments(&String::from_utf8_lossy(before)) {
        return Err(format!(
            "{}: the file holds comments, which are lost when it is written anew, so it is left as it is; put them into notes first, \
             and take them out",
            path.display()
        ));
    }
    format::save(path, set, Some(stamp))
        .map(|_| ())
        .map_err(|error| {
            let remedy = match error {
                SaveError::ChangedOnDisk(_) => "; do it again",
                SaveError::Disk { .. }
                | SaveError::AlreadyThere(_)
                | SaveError::ReadBack(_)
                | SaveError::GivenUp(_) => "",
            };
            format!("{error}{remedy}")
        })
}

#[cfg(test)]
mod tests;
