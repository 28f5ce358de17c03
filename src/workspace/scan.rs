//! Looking through a folder, in parallel, off any frame: first the names are told, then, in batches, what each set holds and which
//! article it belongs to.
//!
//! Only sets are read, and the articles that they name. All other articles are read only if some set is not at home: then those whose
//! length allows that it is theirs.

use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::SystemTime,
};

use rayon::prelude::*;

use super::{
    Cache, Content, Listing, Seen, Summary,
    cache::{Checked, OfArticle, OfSet},
    content::{self, Held, Loaded},
    holds::Folders,
    list,
    matching::{Places, Stray, Text, settle},
    shown,
    unsaved::{Waiting, Work, waiting},
};
use crate::{
    article::{self, Article, ArticleError, Problem},
    text::Reading,
    verify::{Case, Severity, check_first},
};

/// Files that are read before what they came to is told.
const BATCH: usize = 32;

/// What was found out.
#[derive(Debug)]
pub enum News {
    /// The names.
    Listed(Listing),
    /// What was never saved.
    Unsaved(Waiting),
    /// Files that were looked at.
    Read {
        /// How many of those that may be sets.
        count: usize,
        /// The sets among them, each with its article's index in the listing; those that are not at home come later.
        found: Vec<(Summary, Option<usize>)>,
    },
    /// That was all. What is the matter with files that hold for folders, a sentence each.
    Finished(Vec<String>),
}

/// How a folder is looked through.
pub struct Scan<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// What is known of it.
    pub cache: &'a Cache,
    /// Whose journals are looked at for what was never saved, if anybody's.
    pub work: Option<Work<'a>>,
    /// What time it is: what was written shortly before is not known for sure.
    pub now: SystemTime,
    /// Whether to stop: it takes no longer than the files that are just being read.
    pub cancel: &'a AtomicBool,
    /// Who is told. From any thread.
    pub tell: &'a (dyn Fn(News) + Sync),
}

/// Looks through a folder. Gives what is known of it then, which is less than all if it was cancelled.
///
/// # Errors
/// The folder can't be read: one sentence.
pub fn scan(scan: &Scan<'_>) -> Result<Cache, String> {
    let cancelled = || scan.cancel.load(Ordering::Relaxed);
    let listing = list(scan.folder, cancelled)?;
    (scan.tell)(News::Listed(listing.clone()));
    if let Some(work) = scan.work.filter(|_| !cancelled()) {
        (scan.tell)(News::Unsaved(waiting(scan.folder, &listing, work)));
    }
    let run = Run {
        scan,
        listing: &listing,
        places: Places::of(&listing.articles),
        folders: Folders::default(),
        seen: listing.articles.iter().map(|_| OnceLock::new()).collect(),
        texts: listing.articles.iter().map(|_| OnceLock::new()).collect(),
        kept: Mutex::new(Cache::default()),
    };
    let strays = run.all_homes();
    run.settle(strays);
    let kept = run.into_kept();
    if cancelled() {
        let mut cache = scan.cache.clone();
        cache.articles.extend(kept.articles);
        cache.sets.extend(kept.sets);
        return Ok(cache);
    }
    Ok(kept)
}

/// A set that is not at home: its index, and what is in it.
type Away = (usize, Content);

/// What became of a file that may be a set, at the first look.
enum First {
    /// It is told of.
    Told(Summary, Option<usize>),
    /// It is not at home.
    Away(Content),
    /// It is no set.
    Foreign,
}

struct Run<'a> {
    scan: &'a Scan<'a>,
    listing: &'a Listing,
    places: Places<'a>,
    folders: Folders,
    /// The articles, as far as they were looked at.
    seen: Vec<OnceLock<Option<Seen>>>,
    texts: Vec<OnceLock<Option<Text>>>,
    kept: Mutex<Cache>,
}

/// The article that was read last: mostly the next set is on it, too.
#[derive(Default)]
struct Last(Option<(usize, Reading, Result<Article, ArticleError>)>);

impl Run<'_> {
    fn cancelled(&self) -> bool {
        self.scan.cancel.load(Ordering::Relaxed)
    }

    /// Looks at all sets; gives those that are not at home.
    fn all_homes(&self) -> (Vec<Away>, Vec<(usize, String)>) {
        let all: Vec<usize> = (0..self.listing.sets.len()).collect();
        let batches = all.par_chunks(BATCH).map(|batch| {
            let (mut last, mut found, mut away, mut homes) =
                (Last::default(), Vec::new(), Vec::new(), Vec::new());
            for &index in batch {
                if self.cancelled() {
                    break;
                }
                match self.first(index, &mut last) {
                    First::Told(summary, article) => {
                        homes.extend(article.map(|article| (article, summary.annotator.clone())));
                        found.push((summary, article));
                    }
                    First::Away(content) => away.push((index, content)),
                    First::Foreign => {}
                }
            }
            if !self.cancelled() {
                let count = batch.len() - away.len();
                (self.scan.tell)(News::Read { count, found });
            }
            (away, homes)
        });
        let batches: Vec<_> = batches.collect();
        let (away, homes): (Vec<_>, Vec<_>) = batches.into_iter().unzip();
        (away.concat(), homes.concat())
    }

    fn first(&self, index: usize, last: &mut Last) -> First {
        let path = &self.listing.sets[index];
        let seen = Seen::of(path);
        let known = self.known(path, seen);
        let mut loaded = None;
        let held = match known {
            Some(known) => known.held.clone(),
            None => loaded.insert(self.load(path)).held.clone(),
        };
        let content = match held {
            Held::Set(content) => content,
            Held::Foreign => {
                self.keep(path, seen, Held::Foreign, None);
                return First::Foreign;
            }
            Held::Broken(trouble) => {
                // A copy that Claimark put aside is whose the set is.
                let original = crate::format::copied_from(path);
                let after = self
                    .places
                    .called_after(original.as_deref().unwrap_or(path));
                let summary = Summary {
                    path: path.clone(),
                    annotator: after
                        .as_ref()
                        .map_or_else(|| by_name(path), |(_, annotator)| annotator.clone()),
                    content: Err(trouble.clone()),
                    has_article: after.is_some(),
                    fits: false,
                    // As `verify` has it: one error, that it can't be read.
                    findings: [1, 0, 0],
                };
                // Whether it can be read may depend on more than the file: it is tried again the next time.
                return First::Told(summary, after.map(|(article, _)| article));
            }
        };
        let home = self
            .places
            .named(path, &content.article)
            .filter(|&article| {
                let text = self.known_text(article).or_else(|| {
                    let loaded = loaded.get_or_insert_with(|| self.load(path));
                    let reading = &loaded.set.as_ref()?.article.reading;
                    let text = text_of(self.read(article, reading, last))?;
                    Some(
                        self.texts[article]
                            .get_or_init(|| Some(text))
                            .unwrap_or(text),
                    )
                });
                text.is_some_and(|text| text.is_of(&content))
            });
        match home {
            Some(_) => First::Told(self.summary(path, content, home, loaded, last), home),
            None => First::Away(content),
        }
    }

    /// Finds articles for the sets that are not at home, and tells of them.
    fn settle(&self, (mut away, homes): (Vec<Away>, Vec<(usize, String)>)) {
        if self.cancelled() {
            return;
        }
        away.sort_by_key(|(index, _)| *index);
        let lengths: Vec<u64> = away
            .iter()
            .map(|(_, content)| content.text_length as u64)
            .collect();
        let texts: Vec<Option<Text>> = (0..self.listing.articles.len())
            .into_par_iter()
            .map(|article| {
                let length = self.seen(article)?.length();
                let may_be = lengths.iter().any(|&text| may_hold(length, text));
                if self.cancelled() || !may_be {
                    return self.known_text(article);
                }
                self.text(article)
            })
            .collect();
        let strays: Vec<_> = away
            .iter()
            .map(|(index, content)| Stray {
                path: &self.listing.sets[*index],
                content,
            })
            .collect();
        let articles = settle(&strays, &self.places, &texts, homes.into_iter());
        let settled: Vec<_> = away.iter().zip(articles).collect();
        settled.par_chunks(BATCH).for_each(|batch| {
            let (mut last, mut found) = (Last::default(), Vec::new());
            for ((index, content), article) in batch {
                if self.cancelled() {
                    return;
                }
                let path = &self.listing.sets[*index];
                let summary = self.summary(path, content.clone(), *article, None, &mut last);
                found.push((summary, *article));
            }
            (self.scan.tell)(News::Read {
                count: batch.len(),
                found,
            });
        });
        if !self.cancelled() {
            (self.scan.tell)(News::Finished(self.folders.troubles()));
        }
    }

    /// What there is to say of a set on its article.
    fn summary(
        &self,
        path: &Path,
        content: Content,
        article: Option<usize>,
        loaded: Option<Loaded>,
        last: &mut Last,
    ) -> Summary {
        let seen = Seen::of(path);
        let article_path = article.map(|article| &self.listing.articles[article]);
        let folder = article_path
            .map_or(path, PathBuf::as_path)
            .parent()
            .unwrap_or(Path::new(""));
        let holds = self.folders.ask(folder);
        let on = article.map(|article| {
            Some((
                self.key(&self.listing.articles[article])?,
                self.seen(article)?,
            ))
        });
        let known = self
            .known(path, seen)
            .and_then(|known| known.checked.as_ref());
        let known = known.filter(|checked| match (&on, &checked.article) {
            (None, None) => true,
            (Some(Some(now)), Some(then)) => now == then,
            _ => false,
        });
        let checked = match known.filter(|checked| checked.holds == holds.digest) {
            Some(checked) => checked.clone(),
            None => {
                let loaded = loaded.unwrap_or_else(|| self.load(path));
                let (fits, findings, trouble) = self.check(path, &loaded, article, &holds, last);
                Checked {
                    article: on.clone().flatten(),
                    holds: holds.digest,
                    fits,
                    findings,
                    trouble,
                }
            }
        };
        let sure = match on {
            None => true,
            Some(on) => on.is_some_and(|(_, seen)| seen.is_settled(self.scan.now)),
        };
        let (fits, findings, trouble) = (checked.fits, checked.findings, checked.trouble.clone());
        // Why a file could not be read may pass without any change of it.
        let kept = (sure && trouble.is_none()).then_some(checked);
        self.keep(path, seen, Held::Set(content.clone()), kept);
        Summary {
            path: path.to_owned(),
            annotator: content.annotator.clone(),
            content: trouble.map_or(Ok(content), Err),
            has_article: article.is_some(),
            fits,
            findings,
        }
    }

    /// What the rules find in a set: those of `claimark verify`, with the article that it belongs to.
    fn check(
        &self,
        path: &Path,
        loaded: &Loaded,
        article: Option<usize>,
        holds: &super::holds::Holds,
        last: &mut Last,
    ) -> (bool, [usize; 3], Option<String>) {
        let Some(set) = &loaded.set else {
            // It was read before, and is another one by now.
            return (
                false,
                [1, 0, 0],
                Some(format!(
                    "{}: the set was changed while it was read",
                    path.display()
                )),
            );
        };
        let missing;
        let (name, read) = match article {
            Some(article) => {
                let name = self.listing.articles[article].to_string_lossy();
                (name, self.read(article, &set.article.reading, last))
            }
            None => {
                let named = path.with_file_name(&set.article.file);
                missing = Err(ArticleError {
                    path: named,
                    problem: Problem::Missing,
                });
                ("".into(), &missing)
            }
        };
        let document = read.as_ref().map(|article| &article.document);
        let case = Case {
            set_name: &path.to_string_lossy(),
            text: &loaded.text,
            set: Ok(set),
            article_name: &name,
            article: Some(document),
            reading: read.as_ref().ok().map(|article| &article.reading),
            codebook: holds.codebook.as_ref(),
            canonical: loaded.canonical,
            selection: &holds.selection,
        };
        let (_, tally) = check_first(&case, 0);
        let findings =
            [Severity::Error, Severity::Warning, Severity::Note].map(|severity| tally.of(severity));
        let trouble = read.as_ref().err().filter(|_| article.is_some());
        (
            document.is_ok_and(|document| set.fits(document)),
            findings,
            trouble.map(ToString::to_string),
        )
    }

    fn load(&self, path: &Path) -> Loaded {
        content::load(path, self.places.called_after(path).is_some())
    }

    /// An article, read as a set recorded it.
    fn read<'l>(
        &self,
        article: usize,
        reading: &Reading,
        last: &'l mut Last,
    ) -> &'l Result<Article, ArticleError> {
        let same = |was: &Reading| {
            let how = |reading: &Reading| (reading.version, reading.guessed);
            was.reader == reading.reader
                && was.encoding == reading.encoding
                && how(was) == how(reading)
        };
        let kept = last
            .0
            .take()
            .filter(|(index, was, _)| *index == article && same(was));
        let (_, _, read) = last.0.insert(kept.unwrap_or_else(|| {
            let read = article::read(&self.listing.articles[article], Some(reading));
            (article, reading.clone(), read)
        }));
        read
    }

    fn seen(&self, article: usize) -> Option<Seen> {
        *self.seen[article].get_or_init(|| Seen::of(&self.listing.articles[article]))
    }

    /// An article's text, if it is known without reading it.
    fn known_text(&self, article: usize) -> Option<Text> {
        if let Some(text) = self.texts[article].get() {
            return *text;
        }
        let kept = self
            .scan
            .cache
            .articles
            .get(&self.key(&self.listing.articles[article])?)?;
        let text = (Some(kept.seen) == self.seen(article)).then(|| kept.text())?;
        *self.texts[article].get_or_init(|| Some(text))
    }

    /// An article's text, as it is read without a set.
    fn text(&self, article: usize) -> Option<Text> {
        self.known_text(article).or_else(|| {
            // Seen before it is read: a change meanwhile shows the next time.
            self.seen(article);
            *self.texts[article]
                .get_or_init(|| text_of(&article::read(&self.listing.articles[article], None)))
        })
    }

    /// What is known of a set, if its file is as it was.
    fn known(&self, path: &Path, seen: Option<Seen>) -> Option<&OfSet> {
        let kept = self.scan.cache.sets.get(&self.key(path)?)?;
        (Some(kept.seen) == seen).then_some(kept)
    }

    fn keep(&self, path: &Path, seen: Option<Seen>, held: Held, checked: Option<Checked>) {
        if let Some(seen) = seen.filter(|seen| seen.is_settled(self.scan.now))
            && let Some(key) = self.key(path)
        {
            // What is behind the lock is whole at any time.
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.sets.insert(
                key,
                OfSet {
                    seen,
                    held,
                    checked,
                },
            );
        }
    }

    /// What a file is called in the cache; nothing if its name is no UTF-8.
    fn key(&self, path: &Path) -> Option<String> {
        path.to_str()?;
        Some(shown(self.scan.folder, path))
    }

    fn into_kept(self) -> Cache {
        let mut kept = self
            .kept
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        for (path, (seen, text)) in self
            .listing
            .articles
            .iter()
            .zip(self.seen.into_iter().zip(self.texts))
        {
            let (Some(Some(seen)), Some(Some(text))) = (seen.into_inner(), text.into_inner())
            else {
                continue;
            };
            if seen.is_settled(self.scan.now) && path.to_str().is_some() {
                kept.articles
                    .insert(shown(self.scan.folder, path), OfArticle::new(seen, text));
            }
        }
        kept
    }
}

pub(super) fn text_of(read: &Result<Article, ArticleError>) -> Option<Text> {
    let article = read.as_ref().ok()?;
    Some(Text {
        file: article.file_sha256,
        text: article.document.sha256(),
    })
}

/// Whether a file of so many bytes may hold a text of so many code points: none takes less than a byte, and none more than eight, which
/// is a line's end as CR LF in UTF-32; the rest is for marks at the beginning.
pub(super) const fn may_hold(bytes: u64, code_points: u64) -> bool {
    bytes >= code_points && bytes <= code_points.saturating_mul(8).saturating_add(64)
}

/// Who made a set by its name alone; nobody where it does not tell.
fn by_name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.rsplit_once('.')
        .map_or_else(String::new, |(_, annotator)| annotator.to_owned())
}
