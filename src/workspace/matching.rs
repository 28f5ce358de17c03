//! Which article a set belongs to. A set that lies where it says, on the text that it was made on, is at home; of all others:
//!
//! 1. the article that has the very text or the very bytes, wherever it lies now: the pair was moved or renamed. Of several, one that
//!    its annotator has no set on yet; of those, the one that is nearest by name;
//! 2. else the article that it names, or is named after, though its text has changed;
//! 3. else none.

use std::{
    collections::{HashMap, HashSet},
    ffi::OsStr,
    path::{Component, Path, PathBuf},
};

use super::Content;
use crate::{
    article,
    text::{QuickHash, Sha256},
};

/// What an article's file holds, by its digests.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Text {
    pub(super) file: Sha256,
    pub(super) text: Sha256,
}

impl Text {
    /// Whether the marks of a set were made on it.
    pub(super) fn is_of(&self, content: &Content) -> bool {
        self.text == content.text_sha256 || self.file == content.file_sha256
    }
}

/// The articles of a folder by their paths.
pub(super) struct Places<'a> {
    articles: &'a [PathBuf],
    by_path: HashMap<&'a OsStr, usize, QuickHash>,
}

impl<'a> Places<'a> {
    pub(super) fn of(articles: &'a [PathBuf]) -> Self {
        let by_path = articles
            .iter()
            .enumerate()
            .map(|(index, path)| (path.as_os_str(), index));
        Self {
            articles,
            by_path: by_path.collect(),
        }
    }

    /// The article that a set names, if it is in the folder.
    pub(super) fn named(&self, set: &Path, name: &str) -> Option<usize> {
        let beside = set.parent().unwrap_or(Path::new("")).join(name);
        let found = self.by_path.get(beside.as_os_str());
        found
            .or_else(|| self.by_path.get(without_detours(&beside).as_os_str()))
            .copied()
    }

    /// The article that a set is called after, as `story.ada.ron` is after `story.txt`, and who has made it by that name.
    pub(super) fn called_after(&self, set: &Path) -> Option<(usize, String)> {
        let stem = set.file_stem()?.to_str()?;
        // Both an article's name and an annotator's may have dots in it.
        let dots = stem.rmatch_indices('.');
        dots.into_iter().find_map(|(dot, _)| {
            let mut endings = article::KINDS.iter().flat_map(|kind| kind.endings);
            let article = endings.find_map(|ending| {
                let path = set.with_file_name(format!("{}.{ending}", &stem[..dot]));
                self.by_path.get(path.as_os_str()).copied()
            })?;
            Some((article, stem[dot + 1..].to_owned()))
        })
    }
}

/// A path without `.` and `..`, by its letters alone.
fn without_detours(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

/// A set that is not at home.
pub(super) struct Stray<'a> {
    pub(super) path: &'a Path,
    pub(super) content: &'a Content,
}

/// Finds an article for each stray, in their order. `texts` are the articles whose text is known; `homes` are the sets at home: the
/// article and whose they are.
pub(super) fn settle(
    strays: &[Stray<'_>],
    places: &Places<'_>,
    texts: &[Option<Text>],
    homes: impl Iterator<Item = (usize, String)>,
) -> Vec<Option<usize>> {
    let mut by_digest: HashMap<Sha256, Vec<usize>, QuickHash> = HashMap::default();
    for (index, text) in texts.iter().enumerate() {
        let Some(text) = text else { continue };
        by_digest.entry(text.text).or_default().push(index);
        if text.file != text.text {
            by_digest.entry(text.file).or_default().push(index);
        }
    }
    let mut taken: HashSet<(usize, String)> = homes.collect();
    let settled = strays.iter().map(|stray| {
        let Content {
            text_sha256,
            file_sha256,
            annotator,
            ..
        } = stray.content;
        let of = |digest| by_digest.get(digest).into_iter().flatten().copied();
        let same = of(text_sha256).chain(of(file_sha256));
        let free = |article: usize| !taken.contains(&(article, annotator.clone()));
        let nearest = same.max_by_key(|&article| {
            let near = nearness(stray, &places.articles[article]);
            // Of two that are equally near, the first: the choice must not depend on chance.
            (free(article), near, std::cmp::Reverse(article))
        });
        let article = nearest
            .or_else(|| places.named(stray.path, &stray.content.article))
            .or_else(|| places.called_after(stray.path).map(|(article, _)| article));
        taken.extend(article.map(|article| (article, annotator.clone())));
        article
    });
    settled.collect()
}

/// How near an article is to where a set looks for it: the greater, the nearer.
fn nearness(stray: &Stray<'_>, article: &Path) -> (bool, bool, bool, usize, usize) {
    let named = Path::new(&stray.content.article);
    let stem = |path: &Path| {
        path.file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let article_stem = stem(article);
    let set_name = stray.path.file_name().unwrap_or_default().to_string_lossy();
    let called_after = set_name
        .strip_prefix(&article_stem)
        .is_some_and(|rest| rest.starts_with('.'));
    let named_stem = stem(named);
    let common = article_stem
        .chars()
        .zip(named_stem.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let shared = article
        .components()
        .zip(stray.path.components())
        .take_while(|(a, b)| a == b)
        .count();
    (
        called_after,
        article.file_name() == named.file_name(),
        article.parent() == stray.path.parent(),
        shared,
        common,
    )
}
