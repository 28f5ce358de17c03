//! Opening what the user names: an article, a set, or a folder. All of it happens on a thread, never in a frame.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{desk::Desk, watching};
use crate::{
    annotation::{AnnotationSet, ArticleRecord, reanchor},
    article::{self, Article},
    codebook, config,
    format::{self, ReadProblem, Stamp},
    journal::{Journals, Offer, past::Disk},
    text::Reading,
    workspace::{finding, natural},
};

/// What came of opening something.
pub enum Opened {
    /// An article with its set.
    Desk(Box<Desk>),
    /// A folder that can be read.
    Folder(PathBuf),
    /// An article or a folder, but who is marking?
    NeedsName(PathBuf),
}

/// Opens an article, a set or a folder, and takes up what its journal holds.
///
/// # Errors
/// It can't be opened: one sentence with the remedy.
pub fn open(path: &Path, annotator: Option<&str>, journals: &Journals) -> Result<Opened, String> {
    // The folder that the program was started in need not be there for ever, and is no name for a folder.
    let path = &std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if path.is_dir() {
        fs::read_dir(path)
            .map_err(|error| format!("{}: the folder can't be read ({error})", path.display()))?;
        return Ok(match annotator {
            None => Opened::NeedsName(path.to_owned()),
            Some(_) => Opened::Folder(path.to_owned()),
        });
    }
    if path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case(format::ENDING))
    {
        let Some(annotator) = annotator else {
            return Ok(Opened::NeedsName(path.to_owned()));
        };
        return open_set(path, annotator, journals).map(|desk| Opened::Desk(Box::new(desk)));
    }
    match annotator {
        None => Ok(Opened::NeedsName(path.to_owned())),
        Some(annotator) => {
            open_article(path, annotator, true, journals).map(|desk| Opened::Desk(Box::new(desk)))
        }
    }
}

/// Opens an article of which it is known, by a look through its folder, which set is the annotator's, if any.
///
/// # Errors
/// It can't be opened: one sentence with the remedy.
pub fn open_listed(
    path: &Path,
    set: Option<&Path>,
    annotator: &str,
    journals: &Journals,
) -> Result<Opened, String> {
    let opened = match set.map(read_set) {
        Some(Ok(Some((found, stamp)))) => {
            let seen = watching::stamp(path);
            let article = article::read(path, Some(&found.article.reading))
                .map_err(|error| error.to_string())?;
            let set_file = set.unwrap_or(path).to_owned();
            let mut desk = pair(path.to_owned(), set_file, article, found, stamp, annotator);
            desk.article_stamp = seen;
            take_up(&mut desk, journals);
            Ok(desk)
        }
        None => open_article(path, annotator, false, journals),
        // Gone since, or it can't be read, which is said there.
        Some(_) => open_article(path, annotator, true, journals),
    };
    opened.map(|desk| Opened::Desk(Box::new(desk)))
}

/// A set that is in a file on an article that it belongs to, whatever it calls it.
fn pair(
    path: PathBuf,
    set_file: PathBuf,
    article: Article,
    set: AnnotationSet,
    stamp: Stamp,
    annotator: &str,
) -> Desk {
    let folder = set_file.parent().unwrap_or(Path::new(""));
    let named = folder.join(&set.article.file);
    let is_this =
        named == path || (named.exists() && named.canonicalize().ok() == path.canonicalize().ok());
    // One of two copies may have the other's set for a guest.
    let stays = is_this || finding::is_at_home(&set_file, &set, &path);
    let called = set.article.file.clone();
    let now = format::record(&article, format::relative_name(folder, &path));
    let mut desk = desk(path, set_file, article, set, Some(stamp));
    annotator.clone_into(&mut desk.annotator);
    desk.guard();
    if !stays && desk.fits() {
        desk.found = Some(format!(
            "Found by its text: this set is {}, and calls the article {called}",
            desk.set_file.display(),
        ));
        // What it names may be its article all the same, corrected since.
        if !named.exists() {
            desk.record = now;
        }
    }
    desk
}

/// With `look`, a set under another name is looked for.
fn open_article(
    path: &Path,
    annotator: &str,
    look: bool,
    journals: &Journals,
) -> Result<Desk, String> {
    if path.to_str().is_none() {
        // A set names its article, and sets are UTF-8.
        return Err(format!(
            "{}: the name of this file is not UTF-8; rename it first",
            path.display()
        ));
    }
    let set_file = format::default_name(path, annotator);
    let there = read_set(&set_file);
    open_with(path, set_file, there, (annotator, look), journals)
}

/// Opens an article with what is in the set's file, or with a new set.
fn open_with(
    path: &Path,
    set_file: PathBuf,
    there: Result<Option<(AnnotationSet, Stamp)>, Unread>,
    (annotator, look): (&str, bool),
    journals: &Journals,
) -> Result<Desk, String> {
    let recorded = there
        .as_ref()
        .ok()
        .and_then(|there| there.as_ref())
        .map(|(set, _)| set.article.reading.clone());
    let seen = watching::stamp(path);
    let article = article::read(path, recorded.as_ref()).map_err(|error| error.to_string())?;
    let fits = |set: &AnnotationSet| set.fits(&article.document);
    if look
        && !journals.hold_unsaved(&set_file, annotator)
        && matches!(&there, Ok(there) if !there.as_ref().is_some_and(|(set, _)| fits(set)))
        && let Some(other) = finding::set_of(path, &article, annotator)
        && other != set_file
        && let Ok(Some((set, stamp))) = read_set(&other)
    {
        let mut desk = pair(path.to_owned(), other, article, set, stamp, annotator);
        desk.article_stamp = seen;
        take_up(&mut desk, journals);
        return Ok(desk);
    }
    let new = || AnnotationSet::new(record(&article, path, &set_file), annotator.to_owned());
    let mut desk = match there {
        Ok(Some((set, stamp))) => {
            let mut desk = pair(path.to_owned(), set_file, article, set, stamp, annotator);
            take_up(&mut desk, journals);
            desk
        }

        Ok(None) => {
            let set = new();
            let mut desk = desk(path.to_owned(), set_file, article, set, None);
            take_up(&mut desk, journals);
            desk
        }
        Err(unread) => {
            let set = new();
            let mut desk = desk(path.to_owned(), set_file, article, set, None);
            desk.frozen = Some(format!(
                "{}. Until then nothing can be marked here",
                unread.says
            ));
            if unread.is_broken {
                let found = journals.find(&desk.set_file, Disk::Broken);
                if found.offer.is_some() {
                    desk.keep_journal(journals, found);
                }
            }
            desk
        }
    };
    desk.article_stamp = seen;
    Ok(desk)
}

/// Takes up what the journal of this set holds, and keeps one from now on.
fn take_up(desk: &mut Desk, journals: &Journals) {
    desk.know_journals(journals);
    if desk.guarded && journals.hold_unsaved(&desk.set_file, &desk.annotator) {
        // Who has worked on it before goes on, or finds another's set in the place of the own one. What is not saved of another's work
        // is theirs to decide about.
        desk.take_up();
    }
    if desk.frozen.is_some() || desk.journal().is_some() || desk.offered().is_some() {
        return;
    }
    let disk = match desk.on_disk {
        Some(stamp) => Disk::Holds(desk.set(), stamp),
        None => Disk::None,
    };
    let mut found = journals.find(&desk.set_file, disk);
    // A set that was moved away with its article is not missed.
    let is_of_another =
        |offer: &Offer| offer.past.unsaved.is_empty() && !offer.past.set.fits(&desk.document);
    if desk.on_disk.is_none() {
        found.offer = found.offer.filter(|offer| !is_of_another(offer));
    }
    desk.keep_journal(journals, found);
    if desk.found.is_some() {
        desk.follow_article();
    }
}

fn open_set(path: &Path, annotator: &str, journals: &Journals) -> Result<Desk, String> {
    let (set, stamp) = match read_set(path) {
        Ok(Some(there)) => there,
        lacking => return open_lacking(path, lacking, annotator, journals),
    };
    let mut article_path = path
        .parent()
        .unwrap_or(Path::new(""))
        .join(&set.article.file);
    let mut seen = watching::stamp(&article_path);
    let mut read = article::read(&article_path, Some(&set.article.reading));
    // It may lie elsewhere by now, and another one, or none, where it was.
    if !read
        .as_ref()
        .is_ok_and(|article| set.fits(&article.document))
        && let Some(found) = finding::article_of(path, &set)
    {
        seen = watching::stamp(&found);
        read = article::read(&found, Some(&set.article.reading));
        article_path = found;
    }
    let article =
        read.map_err(|error| format!("{}: its article can't be opened: {error}", path.display()))?;
    let mut desk = pair(
        article_path,
        path.to_owned(),
        article,
        set,
        stamp,
        annotator,
    );
    desk.article_stamp = seen;
    take_up(&mut desk, journals);
    Ok(desk)
}

/// Opens a set that is not there, or can't be read, if a journal holds it.
fn open_lacking(
    path: &Path,
    lacking: Result<Option<(AnnotationSet, Stamp)>, Unread>,
    annotator: &str,
    journals: &Journals,
) -> Result<Desk, String> {
    let says = match &lacking {
        Err(unread) => unread.says.clone(),
        Ok(_) => format!(
            "{}: there is no such file; check the name, or open it from where it is now",
            path.display()
        ),
    };
    let articles = journals.left_over(path);
    let article = articles
        .first()
        .map(|left| left.told.header.article.clone());
    // They are looked for once more, with what is known then.
    drop(articles);
    if let Some(article) = article
        && let Ok(desk) = open_with(
            Path::new(&article),
            path.to_owned(),
            lacking,
            (annotator, false),
            journals,
        )
        && desk.offered().is_some()
    {
        return Ok(desk);
    }
    Err(says)
}

/// Why the set in a file can't be read.
struct Unread {
    /// One sentence with the remedy.
    says: String,
    /// Whether it is of no use to any Claimark.
    is_broken: bool,
}

/// The set in a file, and its stamp; `None` if there is no such file.
fn read_set(path: &Path) -> Result<Option<(AnnotationSet, Stamp)>, Unread> {
    let (bytes, stamp) = match format::load(path) {
        Ok(loaded) => loaded,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(Unread {
                says: format!("{}: the set can't be read ({error})", path.display()),
                is_broken: false,
            });
        }
    };
    let set = format::read(&bytes).map_err(|error| match agreement(path, &bytes) {
        Some(says) => Unread {
            says,
            is_broken: false,
        },
        None => Unread {
            says: format!(
                "{}:{}: {error}; {}",
                path.display(),
                error.place,
                error.problem.remedy()
            ),
            is_broken: !matches!(error.problem, ReadProblem::Newer),
        },
    })?;
    Ok(Some((set, stamp)))
}

/// What to say of a file that is no set but a codebook or a configuration.
fn agreement(path: &Path, bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let shown = path.display();
    if codebook::begins_like_one(&text) {
        return Some(format!(
            "{shown}: this is a codebook, not a set; open an article beside it to read it under Codebook, and change it in a text editor"
        ));
    }
    config::begins_like_one(&text).then(|| {
        format!(
            "{shown}: this is a configuration of the rules, not a set; open an article beside it to be checked by it, and change it in a text editor"
        )
    })
}

/// Puts article and set on a desk. Where a change might hit the wrong marks, nothing can be changed. For marks that have no place, or may
/// have lost it, their places are looked for.
fn desk(
    path: PathBuf,
    set_file: PathBuf,
    article: Article,
    set: AnnotationSet,
    stamp: Option<Stamp>,
) -> Desk {
    let doubled = set.doubled_id().cloned();
    let record = ArticleRecord {
        file: set.article.file.clone(),
        ..record(&article, &path, &set_file)
    };
    let mut desk = Desk::new(path, set_file, Arc::new(article.document), set, stamp);
    desk.record = record;
    let fits = desk.fits();
    let named = Path::new(&desk.set().article.file)
        .file_name()
        .map(ToOwned::to_owned);
    if !fits && named.as_deref() != desk.article.file_name() {
        desk.frozen = Some(format!(
            "{} belongs to another article, {}: nothing can be changed here. Rename that set, or this article",
            desk.set_file.display(),
            desk.set().article.file
        ));
    } else if let Some(id) = doubled {
        desk.frozen = Some(format!(
            "Two marks of this set have the id {id}, so that a change could hit the wrong one. \
             Nothing can be changed here; `claimark verify` shows where they stand in the file"
        ));
    }
    if desk.frozen.is_none() && (!fits || !desk.set().orphans.is_empty()) {
        desk.verdicts = Some(Arc::new(reanchor(desk.set(), &desk.document, None)));
    }
    desk
}

/// What a new set keeps of its article.
fn record(article: &Article, path: &Path, set_file: &Path) -> ArticleRecord {
    let folder = set_file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    ArticleRecord {
        file: format::relative_name(folder, path),
        file_sha256: article.file_sha256,
        text_sha256: article.document.sha256(),
        text_length: article.document.len(),
        reading: article.reading.clone(),
    }
}

/// What the reader had to guess or could not read, in a sentence.
#[must_use]
pub fn doubts(reading: &Reading) -> Option<String> {
    let Reading {
        encoding,
        guessed,
        replaced,
        ..
    } = reading;
    match (guessed, replaced) {
        (_, 1..) => Some(format!(
            "{replaced} places of the file are no {encoding} and show as \u{FFFD}: save it anew as UTF-8 before you mark it"
        )),
        (true, 0) => Some(format!(
            "The file does not say its encoding; it was read as {encoding}. If letters look wrong, save it anew as UTF-8"
        )),
        (false, 0) => None,
    }
}

/// The articles in the folder of an article, in natural order: quickly listed, the folders in it left out.
#[must_use]
pub fn siblings(article: &Path) -> Vec<PathBuf> {
    let Some(Ok(entries)) = article.parent().map(fs::read_dir) else {
        return Vec::new();
    };
    let mut articles: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| article::is_article(path))
        .collect();
    articles.sort_by(|a, b| natural(a, b));
    articles
}

/// The set as it is on disk now, for one whose file was changed by somebody else.
///
/// # Errors
/// It can't be read: one sentence with the remedy.
pub fn reread(path: &Path) -> Result<(AnnotationSet, Stamp), String> {
    read_set(path)
        .map_err(|unread| unread.says)?
        .ok_or_else(|| format!("{}: the file is gone", path.display()))
}

#[cfg(test)]
mod tests;
