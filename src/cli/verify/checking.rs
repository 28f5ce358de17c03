//! Checks any number of sets, on all threads of the current `rayon` pool, in memory that hardly grows with their number.
//!
//! A first look at each file tells which article it is on, so that sets on one article come together and it is read once. Then file
//! after file is read, checked, written down and let go of; kept are its count, the findings that will be shown, and 16 bytes a mark
//! for what only shows across files. Findings that are shown are the first ones in the order of the paths, whichever thread was
//! faster.

use std::{
    collections::HashMap,
    ffi::OsStr,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use rayon::prelude::*;

use super::{
    super::SetFile,
    Trouble,
    articles::{Allowed, Shelf, article_by, key},
    folders::Folders,
    keeping::{Done, Kept},
    loading::{Left, Loaded, first_look, load},
    mending::{self, Mend},
    progress::Progress,
};
use crate::{
    annotation::AnnotationSet,
    article::{Article, ArticleError, Problem},
    format,
    text::QuickHash,
    verify::{
        Case, Finding, Selection, Tally, Wishes, check_first,
        consistency::Index,
        place,
        render::{Checked, Form},
        together::{self, Keep, Odd, Pair, Side, Trace},
    },
};

/// Files that are read before what they came to is put away: enough that no thread waits for another, few enough to hold.
const BATCH: usize = 512;

/// How sets are checked.
pub struct How {
    /// How findings are written down.
    pub form: &'static Form,
    /// Whether in colours.
    pub colours: bool,
    /// How many findings are written down at most; more are only counted.
    pub limit: usize,
    /// Which rules count, over what files in the folders say.
    pub wishes: Wishes,
    /// Where articles may lie.
    pub allowed: Allowed,
    /// What is done about findings, if anything.
    pub mend: Option<Mend>,
    /// Whether a terminal is told how far things have come.
    pub progress: bool,
}

/// What became of all files.
#[derive(Default)]
pub struct Outcome {
    /// The sets that were checked, in the order of the files.
    pub sets: Vec<Checked>,
    /// All findings, counted.
    pub tally: Tally,
    /// How many of them are not shown.
    pub not_shown: usize,
    /// What could not be done: a sentence each.
    pub troubles: Vec<Trouble>,
    /// How many files were passed over, as they are no sets.
    pub passed_over: usize,
    /// What else is to be said: a sentence each.
    pub remarks: Vec<String>,
    /// How many findings were mended, in how many sets.
    pub mended: (usize, usize),
    /// What would change in each file if it were mended, where that was asked for.
    pub diffs: Vec<String>,
    /// What was made of the set on standard input: the mended text, or the one that came.
    pub given: Option<Vec<u8>>,
    /// How often an article was read.
    pub articles_read: usize,
}

/// A file that is to be checked, and where its article is read.
struct Job {
    index: usize,
    shelf: Option<Arc<Shelf>>,
}

/// Checks sets against their articles, by what holds in the articles' folders.
#[must_use]
pub fn check_files(files: &[SetFile], how: &How) -> Outcome {
    let mut run = Run {
        files,
        how,
        folders: Folders::new(&how.wishes),
        usual: Selection::usual(),
        real: RealFolders::of(files),
        looks: Vec::new(),
        articles_read: AtomicUsize::new(0),
        last: Mutex::default(),
    };
    let mut kept = Kept::default();
    let progress = Progress::new(how.progress);
    run.looks = run.look();
    let mut jobs = run.jobs().into_iter();
    let mut done = 0;
    loop {
        let batch: Vec<_> = jobs.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        done += batch.len();
        let results: Vec<_> = batch
            .into_par_iter()
            .map(|job| run.check_one(job, &kept))
            .collect();
        kept.take(results, how.limit);
        progress.tell(done, files.len());
    }
    let pairs = together::suspects(&kept.traces);
    let more: Vec<_> = by_first(&pairs)
        .par_iter()
        .filter_map(|pairs| run.compare(pairs))
        .collect();
    kept.take(more.into_iter().map(Ok).collect(), how.limit);
    let odds = together::at_odds(&kept.traces);
    let by_set: Vec<_> = odds.chunk_by(|a, b| a.of == b.of).collect();
    let more: Vec<_> = by_set
        .par_iter()
        .filter_map(|odds| run.other_numbers(odds))
        .collect();
    kept.take(more.into_iter().map(Ok).collect(), how.limit);
    let index = together::phrases_of_all(&kept.traces);
    if !index.is_empty() {
        let mut jobs = run.jobs().into_iter();
        loop {
            let batch: Vec<_> = jobs.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            let more = batch
                .into_par_iter()
                .filter_map(|job| run.look_for(&index, job));
            let more: Vec<_> = more.map(Ok).collect();
            kept.take(more, how.limit);
        }
    }
    drop(progress);
    let mut outcome = kept.into_outcome(files);
    outcome.articles_read = run.articles_read.load(Ordering::Relaxed);
    outcome.troubles.extend(run.folders.troubles());
    outcome
}

/// Each set's folder, as the system knows it.
struct RealFolders {
    all: Vec<PathBuf>,
    /// For each file its folder's index.
    of: Vec<usize>,
}

impl RealFolders {
    fn of(files: &[SetFile]) -> Self {
        let mut all = Vec::new();
        let mut known = HashMap::with_hasher(QuickHash::default());
        let mut find = |file: &'_ SetFile| {
            let folder = folder_of(&file.path);
            // By its bytes: that is quicker than to compare it part by part.
            *known
                .entry(folder.as_os_str().to_owned())
                .or_insert_with(|| {
                    let named = if folder.as_os_str().is_empty() {
                        Path::new(".")
                    } else {
                        folder
                    };
                    all.push(named.canonicalize().unwrap_or_else(|_| named.to_owned()));
                    all.len() - 1
                })
        };
        let of = files.iter().map(&mut find).collect();
        Self { all, of }
    }

    fn get(&self, file: usize) -> &Path {
        &self.all[self.of[file]]
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// The pairs about each set together.
fn by_first(pairs: &[Pair]) -> Vec<&[Pair]> {
    pairs.chunk_by(|a, b| a.of == b.of).collect()
}

/// What the first look at a file tells.
struct Look {
    /// Where its article is, as far as the file can be read.
    key: Option<PathBuf>,
    /// Whether it is reached by a link.
    is_link: bool,
}

struct Run<'a> {
    files: &'a [SetFile],
    how: &'a How,
    folders: Folders<'a>,
    usual: Selection,
    real: RealFolders,
    /// What the first look at each file told.
    looks: Vec<Look>,
    articles_read: AtomicUsize,
    /// The set that others were last compared with: mostly the next ones are, too.
    last: Mutex<Option<(usize, Arc<Loaded>)>>,
}

impl Run<'_> {
    fn look(&self) -> Vec<Look> {
        let files = self.files.par_iter().enumerate();
        let look = |(index, file): (usize, &SetFile)| {
            let (name, is_link) = first_look(file);
            let key = name.map(|name| {
                let article = article_by(&file.path, &name, is_link);
                self.key(index, &article, &name)
            });
            Look { key, is_link }
        };
        files.map(look).collect()
    }

    /// All files, those on one article behind each other and with one shelf. No shelf outlives its last job.
    fn jobs(&self) -> Vec<Job> {
        let mut groups: HashMap<&OsStr, usize, QuickHash> = HashMap::default();
        let mut shelves = Vec::new();
        let mut jobs: Vec<(usize, Job)> = Vec::with_capacity(self.looks.len());
        for (index, look) in self.looks.iter().enumerate() {
            let Some(key) = &look.key else {
                // Sorts among the others by its place, so that findings come in their order as far as can be.
                jobs.push((index, Job { index, shelf: None }));
                continue;
            };
            let group = *groups.entry(key.as_os_str()).or_insert_with(|| {
                shelves.push((index, Arc::new(Shelf::new(key.clone()))));
                shelves.len() - 1
            });
            let (first, shelf) = &shelves[group];
            let shelf = Some(shelf.clone());
            jobs.push((*first, Job { index, shelf }));
        }
        // Stable: within an article, the order of the paths.
        jobs.sort_by_key(|(first, _)| *first);
        jobs.into_iter().map(|(_, job)| job).collect()
    }

    /// Where an article is that the set of this index calls `file`, the same for all sets on it.
    fn key(&self, index: usize, article: &Path, file: &str) -> PathBuf {
        let folder = folder_of(&self.files[index].path);
        key(article, file, folder, self.real.get(index))
    }

    fn check_one(&self, job: Job, kept: &Kept) -> Result<Done, Left> {
        let file = &self.files[job.index];
        let loaded = load(file)?;
        let budget = self.how.limit.saturating_sub(kept.before(job.index));
        Ok(
            self.with_case(job.index, &loaded, job.shelf.as_deref(), |case, key| {
                self.report(job.index, case, key, budget)
            }),
        )
    }

    /// Puts a set and its article beside each other.
    fn with_case<T>(
        &self,
        index: usize,
        loaded: &Loaded,
        shelf: Option<&Shelf>,
        act: impl FnOnce(&Case<'_>, &str) -> T,
    ) -> T {
        let file = &self.files[index];
        let is_link = self.looks[index].is_link;
        // As it is displayed.
        let set_name = file.path.to_string_lossy();
        let mut case = Case {
            set_name: &set_name,
            text: &loaded.text,
            set: loaded.set.as_ref(),
            article_name: "",
            article: None,
            reading: None,
            codebook: None,
            canonical: loaded.canonical,
            selection: &self.usual,
        };
        let Ok(set) = &loaded.set else {
            let holds = self.folders.ask(folder_of(&file.path));
            case.selection = &holds.selection;
            return act(&case, "");
        };
        let name = &set.article.file;
        let path = article_by(&file.path, name, is_link);
        let (folder, own) = (folder_of(&path), folder_of(&file.path));
        let around = self.folders.ask(own);
        let (set_file, also) = ((&*file.path, is_link), around.project.as_deref());
        let allowed = self.how.allowed.allows(set_file, &path, name, also);
        // What lies beside an article that may not be read does not count either: a set could name its own rules by it.
        let holds = if !allowed || folder.as_os_str() == own.as_os_str() {
            around.clone()
        } else {
            self.folders.ask(folder)
        };
        let key = self.key(index, &path, name);
        let article = if allowed {
            let own;
            // The file may have been written anew since it was first looked at.
            let shelf = match shelf.filter(|shelf| shelf.is_for(&key)) {
                Some(shelf) => shelf,
                None => {
                    own = Shelf::new(key.clone());
                    &own
                }
            };
            shelf.get(&set.article.reading, &self.articles_read)
        } else {
            Arc::new(Err(ArticleError {
                path: path.clone(),
                problem: Problem::Outside,
            }))
        };
        let article: &Result<Article, ArticleError> = &article;
        let article_name = path.to_string_lossy();
        case.article_name = &article_name;
        case.article = Some(article.as_ref().map(|article| &article.document));
        case.reading = article.as_ref().ok().map(|article| &article.reading);
        case.codebook = holds.codebook.as_ref();
        case.selection = &holds.selection;
        act(&case, &key.to_string_lossy())
    }

    /// Checks, mends if that is asked for, and writes down what is left.
    fn report(&self, index: usize, case: &Case<'_>, key: &str, budget: usize) -> Done {
        let file = &self.files[index];
        // What is to be mended must be known in full.
        let wanted = if self.how.mend.is_some() {
            usize::MAX
        } else {
            budget
        };
        let (findings, tally) = check_first(case, wanted);
        let mut done = Done {
            trace: case.set.ok().map(|set| trace(set, key, case)),
            trouble: unread(case, &tally),
            given: file.given.as_ref().map(|given| given.to_vec()),
            ..Done::of(index)
        };
        let mended = match self.how.mend {
            Some(mend) => {
                mending::mend(case, &findings, mend.fixes).map(|mended| mended.zip(Some(mend)))
            }
            None => Ok(None),
        };
        match mended {
            Ok(None) => done.write_down(case, &findings, tally, self.how, budget),
            Ok(Some((mended, Mend { write: false, .. }))) => {
                done.write_down(case, &findings, tally, self.how, budget);
                done.mended = mended.done;
                done.diff = Some(mending::diff(case.set_name, case.text, &mended.text));
            }
            Ok(Some((mended, _))) => match save(file, case.text, &mended.set) {
                Ok(()) => {
                    let case = Case {
                        text: &mended.text,
                        set: Ok(&mended.set),
                        canonical: true,
                        ..*case
                    };
                    let (findings, tally) = check_first(&case, budget);
                    done.write_down(&case, &findings, tally, self.how, budget);
                    done.trace = Some(trace(&mended.set, key, &case));
                    done.mended = mended.done;
                    done.given = done.given.is_some().then(|| mended.text.into_bytes());
                }
                Err(error) => {
                    done.write_down(case, &findings, tally, self.how, budget);
                    done.trouble = Some(error.to_string());
                }
            },
            Err(sentence) => {
                done.write_down(case, &findings, tally, self.how, budget);
                done.remark = Some(format!("{}: {sentence}", case.set_name));
            }
        }
        done
    }

    /// A set that was read before, for comparing others with it.
    fn again(&self, index: usize) -> Option<Arc<Loaded>> {
        // What is behind the lock is whole at any time: a panic elsewhere does no harm to it.
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, loaded)) = &*last
            && *known == index
        {
            return Some(loaded.clone());
        }
        let loaded = Arc::new(load(&self.files[index]).ok()?);
        *last = Some((index, loaded.clone()));
        Some(loaded)
    }

    /// Holds something against a set that was read before; nothing if that can't be read any more.
    fn beside(&self, index: usize, look: impl FnOnce(Side<'_>) -> Vec<Finding>) -> Vec<Finding> {
        let Some(loaded) = self.again(index) else {
            return Vec::new();
        };
        let Ok(set) = &loaded.set else {
            return Vec::new();
        };
        look(Side {
            name: &self.files[index].path.display().to_string(),
            text: &loaded.text,
            set,
            document: None,
            article: "",
        })
    }

    /// What of a set's article is marked elsewhere.
    fn look_for(&self, index: &Index, job: Job) -> Option<Done> {
        let of = &self.files[job.index];
        let loaded = load(of).ok()?;
        let own = loaded.set.as_ref().ok()?;
        self.with_case(job.index, &loaded, job.shelf.as_deref(), |case, key| {
            if !together::wants_phrases(case.selection) {
                return None;
            }
            let side = Side {
                name: case.set_name,
                text: case.text,
                set: own,
                document: case.article.and_then(Result::ok),
                article: key,
            };
            let mut unmarked = together::unmarked(index, side, job.index);
            unmarked.sort_by_key(|unmarked| unmarked.origin.set);
            let mut findings = Vec::new();
            for same in unmarked.chunk_by(|a, b| a.origin.set == b.origin.set) {
                findings.extend(self.beside(same[0].origin.set, |with| {
                    together::marked_elsewhere(side, with, same, case.selection)
                }));
            }
            self.further(job.index, case, findings)
        })
    }

    /// What is the matter with a set beside others.
    fn compare(&self, pairs: &[Pair]) -> Option<Done> {
        let index = pairs.first()?.of;
        let of = &self.files[index];
        let loaded = load(of).ok()?;
        let own = loaded.set.as_ref().ok()?;
        self.with_case(index, &loaded, None, |case, key| {
            let side = Side {
                name: case.set_name,
                text: case.text,
                set: own,
                document: case.article.and_then(Result::ok),
                article: key,
            };
            let mut findings = Vec::new();
            for pair in pairs {
                findings.extend(self.beside(pair.with, |with| {
                    let name = &with.set.article.file;
                    let path = &self.files[pair.with].path;
                    let article = article_by(path, name, self.looks[pair.with].is_link);
                    let key = self.key(pair.with, &article, name);
                    let article = &*key.to_string_lossy();
                    together::compare(side, Side { article, ..with }, case.selection)
                }));
            }
            self.further(index, case, findings)
        })
    }

    /// What figures of a set amount to other numbers than the same words do elsewhere.
    fn other_numbers(&self, odds: &[Odd]) -> Option<Done> {
        let index = odds.first()?.of;
        let loaded = load(&self.files[index]).ok()?;
        let own = loaded.set.as_ref().ok()?;
        self.with_case(index, &loaded, None, |case, key| {
            let side = Side {
                name: case.set_name,
                text: case.text,
                set: own,
                document: case.article.and_then(Result::ok),
                article: key,
            };
            let mut findings = Vec::new();
            for odds in odds.chunk_by(|a, b| a.with == b.with) {
                let (codebook, selection) = (case.codebook, case.selection);
                findings.extend(self.beside(odds[0].with, |with| {
                    together::other_numbers(side, with, odds, codebook, selection)
                }));
            }
            self.further(index, case, findings)
        })
    }

    /// Findings that come later.
    fn further(&self, index: usize, case: &Case<'_>, mut findings: Vec<Finding>) -> Option<Done> {
        place(case, &mut findings);
        let mut done = Done::of(index);
        let mut tally = Tally::default();
        for finding in &findings {
            tally.add(finding);
        }
        done.write_down(case, &findings, tally, self.how, self.how.limit);
        (done.count > 0).then_some(done)
    }
}

/// Writes a set where it came from, unless somebody else wrote there meanwhile.
fn save(file: &SetFile, before: &str, set: &AnnotationSet) -> Result<(), format::SaveError> {
    if file.given.is_some() {
        return Ok(());
    }
    let stamp = format::Stamp::of(before.as_bytes());
    format::save(&file.path, set, Some(stamp)).map(|_| ())
}

/// Why a set was not checked, where no finding says it: the rules that would are not looked at.
fn unread(case: &Case<'_>, tally: &Tally) -> Option<Trouble> {
    let what = match (case.set, case.article) {
        (Err(_), _) => "the set",
        (_, Some(Err(_))) => "the set's article",
        _ => return None,
    };
    let said = tally
        .by_rule()
        .any(|(rule, ..)| ["A001", "F001", "F002"].contains(&rule.code));
    (!said).then(|| {
        format!(
            "{}: not checked, as {what} can't be read; look at A001, F001 and F002 to know why",
            case.set_name
        )
    })
}

fn trace(set: &AnnotationSet, article: &str, case: &Case<'_>) -> Trace {
    Trace::of(set, article, Keep::of(case.selection, case.codebook))
}
