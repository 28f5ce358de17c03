//! Finding the other half of a pair by content, when an article or a set is opened and the other is not where its name says. What is
//! looked at is bounded; all of it happens on the thread that opens.

use std::{
    cell::Cell,
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use super::{
    Content, Seen,
    listing::{list, may_be_set},
    matching::{Places, Stray, Text, settle},
    scan::{may_hold, text_of},
};
use crate::{
    annotation::AnnotationSet,
    article::{self, Article},
    format,
};

/// How many sets of a folder are looked at.
const MOST: usize = 5_000;
/// How many files, of whatever kind, are passed on the way through folders.
const MOST_PASSED: usize = 20_000;
/// How many articles of a fitting length are read.
const MOST_READ: usize = 2_000;
/// Bytes of a set's file in which it says on which text it is, as a rule.
const HEAD: usize = 4096;

/// This annotator's set on the very text of an article, in the article's folder, under whatever name. One that is at home with another
/// article of the same text is left to that.
#[must_use]
pub fn set_of(path: &Path, article: &Article, annotator: &str) -> Option<PathBuf> {
    let text = Text {
        file: article.file_sha256,
        text: article.document.sha256(),
    };
    let digests = [text.text.to_string(), text.file.to_string()];
    let is_set = |path: &Path| {
        let head = head(path)?;
        let about = digests
            .iter()
            .any(|digest| memchr::memmem::find(&head, digest.as_bytes()).is_some());
        about.then_some(())?;
        let set = format::read(&format::bytes_of(path).ok()?).ok()?;
        (set.annotator.trim() == annotator.trim() && text.is_of(&Content::of(&set))).then_some(set)
    };
    let files = fs::read_dir(path.parent()?).ok()?;
    let mut files: Vec<_> = files
        .filter_map(Result::ok)
        .map(|file| file.path())
        .filter(|path| may_be_set(path))
        .take(MOST)
        .collect();
    files.sort_by_cached_key(|file| (format::copied_from(file).is_some(), file.clone()));
    files
        .into_iter()
        .find(|file| is_set(file).is_some_and(|set| !is_at_home(file, &set, path)))
}

/// Whether a set has its own article, another one than this.
#[must_use]
pub fn is_at_home(file: &Path, set: &AnnotationSet, other_than: &Path) -> bool {
    let named = file.with_file_name(&set.article.file);
    let is_this = || named.canonicalize().ok() == other_than.canonicalize().ok();
    named.exists()
        && !is_this()
        && article::read(&named, Some(&set.article.reading))
            .is_ok_and(|article| set.fits(&article.document))
}

/// The article with the very text of a set, in the set's folder or one in it, of several the nearest by name.
#[must_use]
pub fn article_of(path: &Path, set: &AnnotationSet) -> Option<PathBuf> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let passed = Cell::new(0);
    let enough = || passed.replace(passed.get() + 1) >= MOST_PASSED;
    let mut articles = list(folder, enough).ok()?.articles;
    let content = Content::of(set);
    articles.retain(|article| {
        Seen::of(article).is_some_and(|seen| may_hold(seen.length(), content.text_length as u64))
    });
    articles.truncate(MOST_READ);
    let texts: Vec<_> = articles
        .iter()
        .map(|article| {
            text_of(&article::read(article, Some(&set.article.reading)))
                .filter(|text| text.is_of(&content))
        })
        .collect();
    let stray = [Stray {
        path,
        content: &content,
    }];
    let found = settle(&stray, &Places::of(&articles), &texts, std::iter::empty());
    let found = found
        .into_iter()
        .next()
        .flatten()
        .filter(|&found| texts[found].is_some())?;
    articles.into_iter().nth(found)
}

fn head(path: &Path) -> Option<Vec<u8>> {
    // Asked before opening: to open a pipe is to wait for whoever writes to it.
    fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let mut head = Vec::with_capacity(HEAD);
    File::open(path)
        .ok()?
        .take(HEAD as u64)
        .read_to_end(&mut head)
        .ok()?;
    Some(head)
}
