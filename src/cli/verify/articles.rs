//! Which article a set belongs to, whether it may be read, and the articles that were read: each once, however many sets there are
//! on it.

use std::{
    path::{Component, Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use crate::{
    annotation::AnnotationSet,
    article::{self, Article, ArticleError, Problem},
    config, format,
    text::Reading,
    verify::words::halves,
};

/// A set's article, by the name that the set gives it, from where the person is. Of a set that is reached by a link, the article
/// lies beside the link or, as a rule, beside the set itself.
pub(in super::super) fn article_of(set_path: &Path, file: &str) -> PathBuf {
    article_by(set_path, file, set_path.is_symlink())
}

/// The article that a set names, read as the set recorded, from where `verify` would read it, too. `roots` are further folders that
/// it may be read from, them and all below.
///
/// # Errors
/// It can't be read, or may not be.
pub(in super::super) fn read_article(
    set_path: &Path,
    set: &AnnotationSet,
    roots: &[PathBuf],
) -> Result<Article, ArticleError> {
    let path = article_of(set_path, &set.article.file);
    let folder = set_path.parent().unwrap_or(Path::new(""));
    let config = config::find(folder).ok().flatten();
    let project = config.as_ref().and_then(|found| found.path.parent());
    let roots = roots.iter().map(PathBuf::as_path);
    let may_read = Allowed::below(roots.chain([folder])).allows(
        (set_path, set_path.is_symlink()),
        &path,
        &set.article.file,
        project,
    );
    if may_read {
        article::read(&path, Some(&set.article.reading))
    } else {
        Err(ArticleError {
            path,
            problem: Problem::Outside,
        })
    }
}

/// Why an article could not be read, and what follows from it: a sentence for whoever can name a further folder.
pub(in super::super) fn unread(error: &ArticleError, follows: &str) -> String {
    let (what, _) = halves(&error.problem);
    let hint = match error.problem {
        Problem::Outside => ", unless --root allows its folder",
        _ => "",
    };
    let path = format::short(error.path.display().to_string());
    format!("{path}: {what}; {follows}{hint}")
}

/// As [`article_of`], where it is known whether the set is reached by a link.
pub(super) fn article_by(set_path: &Path, file: &str, is_link: bool) -> PathBuf {
    let beside = |path: &Path| {
        let folder = path.parent().unwrap_or(Path::new(""));
        folder.join(file)
    };
    let article = beside(set_path);
    if !is_link || article.exists() {
        return article;
    }
    let real = set_path.canonicalize().map(|path| beside(&path));
    real.ok().filter(|real| real.exists()).unwrap_or(article)
}

/// The folders that articles may be read from, them and all below, beside a set's own. A set comes from anybody, and the text of its
/// article is shown: it shall not be able to show any file of this machine.
#[derive(Clone, Debug)]
pub enum Allowed {
    /// Everything.
    All,
    /// These, as the system knows them.
    Below(Vec<PathBuf>),
}

impl Allowed {
    /// Where sets are looked for, and folders that were named for this.
    #[must_use]
    pub fn below<'a>(folders: impl IntoIterator<Item = &'a Path>) -> Self {
        Self::Below(folders.into_iter().filter_map(real).collect())
    }

    /// Whether this article may be read for this set, which calls it `file` and may be reached by a link. `also` is a folder that
    /// this set may read from.
    pub(in super::super) fn allows(
        &self,
        (set, is_link): (&Path, bool),
        article: &Path,
        file: &str,
        also: Option<&Path>,
    ) -> bool {
        let Self::Below(folders) = self else {
            return true;
        };
        // As nearly all are; a link may lead anywhere. But a link to a set leads to what somebody may read: the article beside it is
        // as good.
        let beside = |real: PathBuf| real.with_file_name(file) == *article;
        if is_plain(file)
            && !article.is_symlink()
            && (!is_link || set.canonicalize().is_ok_and(beside))
        {
            return true;
        }
        // What is nowhere can't be shown.
        let Ok(real) = article.canonicalize() else {
            return true;
        };
        let also = also.and_then(self::real);
        let mut all = folders.iter().chain(&also);
        all.any(|folder| real.starts_with(folder))
    }
}

/// A folder as the system knows it, if it is there.
fn real(folder: &Path) -> Option<PathBuf> {
    let here = folder.as_os_str().is_empty();
    let folder = if here { Path::new(".") } else { folder };
    folder.canonicalize().ok()
}

/// Whether a set names its article as a file in its own folder.
fn is_plain(file: &str) -> bool {
    let mut parts = Path::new(file).components();
    match (parts.next(), parts.next()) {
        // A slash behind it would make it a folder.
        (Some(Component::Normal(name)), None) => name == file,
        _ => false,
    }
}

/// Where an article is, the same for all sets on it. `folder` is the set's, and `real` is that folder as the system knows it.
pub(super) fn key(article: &Path, file: &str, folder: &Path, real: &Path) -> PathBuf {
    // Their bytes are compared faster, and mostly do.
    let is_beside = |own: &Path| own.as_os_str() == folder.as_os_str() || own == folder;
    if is_plain(file) && article.parent().is_some_and(is_beside) && !article.is_symlink() {
        return real.join(file);
    }
    article
        .canonicalize()
        .unwrap_or_else(|_| article.to_owned())
}

/// An article, read when it is first asked for. Sets that recorded different ways of reading it may mean different texts.
pub(super) struct Shelf {
    path: PathBuf,
    read: Mutex<Vec<(Reading, Read)>>,
}

/// What reading an article came to.
type Read = Arc<Result<Article, ArticleError>>;

impl Shelf {
    /// For the article at this path.
    pub(super) fn new(path: PathBuf) -> Self {
        Self {
            path,
            read: Mutex::default(),
        }
    }

    /// The article, read as was recorded; counts how often any is read.
    pub(super) fn get(&self, reading: &Reading, times: &AtomicUsize) -> Read {
        // What is behind the lock is whole at any time: a panic elsewhere does no harm to it.
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        // What else is recorded does not change what is read.
        let how = |reading: &Reading| {
            (
                reading.reader.clone(),
                reading.version,
                reading.encoding.clone(),
                reading.guessed,
            )
        };
        let wanted = how(reading);
        if let Some((_, article)) = read.iter().find(|(other, _)| how(other) == wanted) {
            return article.clone();
        }
        times.fetch_add(1, Ordering::Relaxed);
        let article = Arc::new(article::read(&self.path, Some(reading)));
        read.push((reading.clone(), article.clone()));
        article
    }

    /// Whether this is the article's place.
    pub(super) fn is_for(&self, path: &Path) -> bool {
        self.path.as_os_str() == path.as_os_str()
    }
}
