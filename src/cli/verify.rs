//! `claimark verify`: reads sets and their articles, in parallel, and prints what the rules find.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    path::{Path, PathBuf},
    process::ExitCode,
};

use rayon::prelude::*;

use super::{
    SetFile, files,
    output::{CLEAN, Colours, FINDINGS, Output, TROUBLE, remark, trouble},
};
use crate::{
    annotation::AnnotationSet,
    article::{self, Article, ArticleError},
    codebook::{self, Codebook},
    format::{self, ReadError, ReadProblem},
    verify::{
        Case, Finding, Selection, Severity, check,
        render::{Scene, concise, full},
        words::counted,
    },
};

#[derive(clap::Args)]
#[command(after_help = "\
In a folder, every *.ron file below it is looked at, but for hidden files and those that a .gitignore or .ignore file excludes; \
a .ron file of another program is passed over, and the summary counts such files. A file that you name is always checked.

The sub-labels of marks are checked against the file codebook.ron in the article's folder or in the nearest folder above it, if \
there is one.

Findings go to standard output, trouble and the summary to standard error.
Exit codes: 0 all is well, if perhaps with notes, 1 errors or warnings were found, 2 something could not be checked.

`claimark rule CODE` explains a finding.")]
pub struct Arguments {
    /// Sets, or folders with sets in them.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How findings are shown.
    #[arg(long, value_enum, default_value_t)]
    format: Form,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: Colours,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Form {
    /// With an excerpt of the set and of the article, and what to do.
    #[default]
    Full,
    /// One line each.
    Concise,
}

/// What was found in one set.
pub struct Report {
    /// The set's file.
    pub path: PathBuf,
    /// The findings, in the order of the file.
    pub findings: Vec<Finding>,
    /// Each of them as it is printed.
    pub shown: Vec<String>,
}

/// Why a file could not be looked at, in a sentence.
pub type Trouble = String;

/// A renderer of `verify::render`.
type Render = fn(&Scene<'_>, &Finding, bool) -> String;

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        let (files, mut troubles) = files::find(&self.paths);
        let output = Output::new(self.color);
        let (render, gap): (Render, _) = match self.format {
            Form::Full => (full, "\n"),
            Form::Concise => (concise, ""),
        };
        let mut reports = Vec::new();
        let (results, passed_over) = check_found(&files, render, output.colours);
        for result in results {
            match result {
                Ok(report) => reports.push(report),
                Err(sentence) => troubles.push(sentence),
            }
        }
        if reports.is_empty() && troubles.is_empty() {
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
        for sentence in &troubles {
            trouble(sentence);
        }
        let code = if !troubles.is_empty() {
            TROUBLE
        } else if count(&reports, Severity::Error) + count(&reports, Severity::Warning) > 0 {
            FINDINGS
        } else {
            CLEAN
        };
        let code = output.end(code, |out| {
            for shown in reports.iter().flat_map(|report| &report.shown) {
                writeln!(out, "{shown}{gap}")?;
            }
            Ok(())
        });
        let checked = (!reports.is_empty()).then(|| summary(&reports));
        let passed_over = (passed_over > 0).then(|| left_alone(passed_over));
        let sentences: Vec<_> = checked.into_iter().chain(passed_over).collect();
        if !sentences.is_empty() {
            remark(&sentences.join("; "));
        }
        code
    }
}

fn count(reports: &[Report], severity: Severity) -> usize {
    let findings = reports.iter().flat_map(|report| &report.findings);
    findings
        .filter(|finding| finding.severity == severity)
        .count()
}

/// `checked 12 sets: 3 errors, 1 warning in 2 of them`.
fn summary(reports: &[Report]) -> String {
    let checked = format!("checked {}", counted(reports.len(), "set"));
    let counts: Vec<_> = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "note"),
    ]
    .into_iter()
    .map(|(severity, name)| (count(reports, severity), name))
    .filter(|&(count, _)| count > 0)
    .map(|(count, name)| counted(count, name))
    .collect();
    if counts.is_empty() {
        return format!("{checked}: all is well");
    }
    let mut counts = counts.join(", ");
    if count(reports, Severity::Error) + count(reports, Severity::Warning) == 0 {
        counts = format!("all is well, with {counts}");
    }
    let with = reports
        .iter()
        .filter(|report| !report.findings.is_empty())
        .count();
    match reports.len() {
        1 => format!("{checked}: {counts}"),
        _ => format!("{checked}: {counts} in {with} of them"),
    }
}

/// `passed over 2 .ron files that are no sets`.
fn left_alone(count: usize) -> String {
    let are = if count == 1 {
        "is no set"
    } else {
        "are no sets"
    };
    format!("passed over {} that {are}", counted(count, ".ron file"))
}

/// A set file as it was read.
struct Loaded {
    /// Its place among the files asked for.
    index: usize,
    path: PathBuf,
    text: String,
    set: Result<AnnotationSet, ReadError>,
}

/// Why a file is no set to be checked.
enum Left {
    /// It can't be read: its place among the files asked for, and a sentence.
    Trouble(usize, Trouble),
    /// It is another program's.
    Foreign,
    /// It is a codebook: read for the sets around it.
    Codebook,
}

/// Checks sets against their articles and the codebooks of the articles' folders, on all threads of the current `rayon` pool. Every
/// article is read once, however many sets
/// belong to it. What was found comes in the order of the files, then what is the matter with codebooks; files that are no sets and
/// were not named are left out.
#[must_use]
pub fn check_files(
    files: &[SetFile],
    render: fn(&Scene<'_>, &Finding, bool) -> String,
    colours: bool,
) -> Vec<Result<Report, Trouble>> {
    check_found(files, render, colours).0
}

/// As [`check_files`], and how many files were left out.
fn check_found(
    files: &[SetFile],
    render: Render,
    colours: bool,
) -> (Vec<Result<Report, Trouble>>, usize) {
    let loaded: Vec<_> = files
        .par_iter()
        .enumerate()
        .map(|(index, file)| load(index, file))
        .collect();
    let mut passed_over = 0;
    let mut results = Vec::with_capacity(loaded.len());
    let mut by_article: HashMap<PathBuf, Vec<Loaded>> = HashMap::new();
    for loaded in loaded {
        match loaded {
            Err(Left::Trouble(index, sentence)) => results.push((index, Err(sentence))),
            Err(Left::Foreign) => passed_over += 1,
            Err(Left::Codebook) => {}
            Ok(loaded) => {
                let article = loaded
                    .set
                    .as_ref()
                    .map_or_else(|_| PathBuf::new(), |set| article_of(&loaded.path, set));
                by_article.entry(article).or_default().push(loaded);
            }
        }
    }
    let groups: Vec<_> = by_article.into_iter().collect();
    let (codebooks, troubles) = codebooks(&groups);
    let reports = groups.par_iter().flat_map_iter(|(path, sets)| {
        let codebook = codebooks.get(folder_of(path)).and_then(Option::as_ref);
        check_group(path, sets, codebook, render, colours)
    });
    results.par_extend(reports.map(|(index, report)| (index, Ok(report))));
    results.sort_unstable_by_key(|&(index, _)| index);
    let results = results.into_iter().map(|(_, result)| result);
    (
        results.chain(troubles.into_iter().map(Err)).collect(),
        passed_over,
    )
}

/// The codebook of each article's folder, as far as sets could be read, and what is the matter with those that can't be: each
/// said once, however many folders are below it.
fn codebooks(
    groups: &[(PathBuf, Vec<Loaded>)],
) -> (HashMap<&Path, Option<Codebook>>, BTreeSet<Trouble>) {
    let read = groups
        .iter()
        .filter(|(_, sets)| sets.iter().any(|loaded| loaded.set.is_ok()));
    let folders: HashSet<_> = read.map(|(article, _)| folder_of(article)).collect();
    let found: Vec<_> = folders
        .into_par_iter()
        .map(|folder| (folder, codebook::find(folder)))
        .collect();
    let (mut codebooks, mut troubles) = (HashMap::new(), BTreeSet::new());
    for (folder, found) in found {
        let codebook = found.unwrap_or_else(|sentence| {
            troubles.insert(sentence);
            None
        });
        codebooks.insert(folder, codebook.map(|found| found.codebook));
    }
    (codebooks, troubles)
}

fn folder_of(article: &Path) -> &Path {
    article.parent().unwrap_or(Path::new(""))
}

/// A set's article, from where the person is. Of a set that is reached by a link, the article lies beside the link or, as a rule,
/// beside the set itself.
pub(super) fn article_of(set_path: &Path, set: &AnnotationSet) -> PathBuf {
    let beside = |path: &Path| {
        let folder = path.parent().unwrap_or(Path::new(""));
        folder.join(&set.article.file)
    };
    let article = beside(set_path);
    if article.exists() || !set_path.is_symlink() {
        return article;
    }
    let real = set_path.canonicalize().map(|path| beside(&path));
    real.ok().filter(|real| real.exists()).unwrap_or(article)
}

/// Reads a file.
fn load(index: usize, file: &SetFile) -> Result<Loaded, Left> {
    let bytes = match format::load(&file.path) {
        Ok((bytes, _)) => bytes,
        Err(error) => {
            let path = file.path.display();
            let sentence = format!(
                "{path}: the file can't be read ({error}); check its permissions and the disk"
            );
            return Err(Left::Trouble(index, sentence));
        }
    };
    let set = format::read(&bytes);
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    let no_set = matches!(&set, Err(error) if error.problem == ReadProblem::NotOurs);
    // A codebook is looked for by its name, and what is wrong with it is said there.
    let is_codebook = file.path.file_name() == Some(codebook::FILE_NAME.as_ref());
    if is_codebook && set.is_err() && !file.named {
        return Err(Left::Codebook);
    }
    if no_set && !file.named {
        if codebook::begins_like_one(&text) {
            return Err(Left::Codebook);
        }
        if !was_a_set(&text) {
            return Err(Left::Foreign);
        }
    }
    Ok(Loaded {
        index,
        path: file.path.clone(),
        text,
        set,
    })
}

/// Whether a file that is no set looks as if it had been one: nobody shall believe that it was checked and sound. An empty file
/// may have been anything.
fn was_a_set(text: &str) -> bool {
    text.trim().is_empty() || text.contains("Claimark") || text.contains("text_sha256")
}

/// Checks all sets that name the same article.
fn check_group(
    path: &Path,
    sets: &[Loaded],
    codebook: Option<&Codebook>,
    render: Render,
    colours: bool,
) -> Vec<(usize, Report)> {
    // One text a way of reading: sets that recorded different ones may mean different texts.
    let mut articles: Vec<Result<Article, ArticleError>> = Vec::new();
    let mut readings = Vec::new();
    let mut of_set = Vec::with_capacity(sets.len());
    for loaded in sets {
        let reading = loaded.set.as_ref().ok().map(|set| &set.article.reading);
        of_set.push(reading.map(|reading| {
            readings
                .iter()
                .position(|&other| other == reading)
                .unwrap_or_else(|| {
                    readings.push(reading);
                    articles.push(article::read(path, Some(reading)));
                    readings.len() - 1
                })
        }));
    }
    let article_name = path.display().to_string();
    sets.par_iter()
        .zip(of_set)
        .map(|(loaded, article)| {
            let reading = article.and_then(|index| Some(&articles[index].as_ref().ok()?.reading));
            let article =
                article.map(|index| articles[index].as_ref().map(|article| &article.document));
            let set_name = loaded.path.display().to_string();
            let case = Case {
                set_name: &set_name,
                text: &loaded.text,
                set: loaded.set.as_ref(),
                article_name: &article_name,
                article,
                reading,
                codebook,
                canonical: false,
                selection: &Selection::usual(),
            };
            let findings = check(&case);
            let shown = if findings.is_empty() {
                Vec::new()
            } else {
                let scene = Scene::of(&case);
                findings
                    .iter()
                    .map(|finding| render(&scene, finding, colours))
                    .collect()
            };
            let report = Report {
                path: loaded.path.clone(),
                findings,
                shown,
            };
            (loaded.index, report)
        })
        .collect()
}
