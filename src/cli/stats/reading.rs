//! From the files to what is counted of each: sets are read in parallel and let go of at once, then each article once, however many
//! sets there are on it.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::counting::OfSet;
use crate::{
    annotation::{AnnotationSet, LeftOut},
    cli::{
        SetFile,
        verify::{Left, article_of, load, read_article, unread},
    },
    format,
};

/// What came of all files.
pub(super) struct Read {
    /// What is counted of each set, in the order of the files.
    pub(super) sets: Vec<OfSet>,
    /// What could not be counted in full, and why: a sentence each.
    pub(super) troubles: Vec<String>,
}

/// A set without its marks: what is needed to read its article, and what of that is left out.
struct OnArticle {
    index: usize,
    path: PathBuf,
    set: AnnotationSet,
}

/// Reads sets and their articles. `roots` are the folders that articles may be read from, them and all below.
pub(super) fn read(files: &[SetFile], roots: &[PathBuf]) -> Read {
    let read: Vec<_> = files
        .par_iter()
        .filter_map(|file| read_set(file).transpose())
        .collect();
    let (mut sets, mut troubles, mut on) = (Vec::new(), Vec::new(), Vec::new());
    for result in read {
        match result {
            Ok((of, path, set)) => {
                on.push(OnArticle {
                    index: sets.len(),
                    path,
                    set,
                });
                sets.push(of);
            }
            Err(sentence) => troubles.push(sentence),
        }
    }
    // Whether an article may be read is up to where its set lies; how it is read, up to the set.
    let mut groups: HashMap<(PathBuf, PathBuf, String), Vec<OnArticle>> = HashMap::new();
    for on in on {
        let folder = on.path.parent().unwrap_or(Path::new("")).to_owned();
        let reading = &on.set.article.reading;
        let how = format!(
            "{} {} {} {}",
            reading.reader, reading.version, reading.encoding, reading.guessed
        );
        let article = sets[on.index].article.clone();
        groups.entry((folder, article, how)).or_default().push(on);
    }
    let mut counted: Vec<_> = groups
        .into_values()
        .collect::<Vec<_>>()
        .into_par_iter()
        .flat_map_iter(|group| words(&group, roots))
        .collect();
    counted.sort_by_key(|(index, _)| *index);
    for (index, words) in counted {
        match words {
            Ok(words) => sets[index].words = Some(words),
            Err(sentence) => troubles.push(sentence),
        }
    }
    Read { sets, troubles }
}

/// What is counted of a set, its path, and the set without its marks; nothing of a file of another program.
fn read_set(file: &SetFile) -> Result<Option<(OfSet, PathBuf, AnnotationSet)>, String> {
    let loaded = match load(file) {
        Ok(loaded) => loaded,
        Err(Left::Trouble(sentence)) => return Err(sentence),
        Err(Left::Misnamed(_) | Left::Foreign | Left::Companion) => return Ok(None),
    };
    let set = loaded.set.as_ref().map_err(|error| {
        format!(
            "{}:{}: {error}; {}; its marks are not counted",
            file.path.display(),
            error.place,
            error.problem.remedy()
        )
    })?;
    let article = article_of(&file.path, &set.article.file);
    let article = article.canonicalize().unwrap_or(article);
    let shown = article_of(&file.path, &set.article.file);
    let of = OfSet::of(set, article, shown);
    let mut bare = AnnotationSet::new(set.article.clone(), String::new());
    bare.left_out.clone_from(&set.left_out);
    Ok(Some((of, file.path.clone(), bare)))
}

/// How many words each of some sets on one article leaves in it, by the sets' indices; or why that is not known.
fn words(group: &[OnArticle], roots: &[PathBuf]) -> Vec<(usize, Result<usize, String>)> {
    let article = read_article(&group[0].path, &group[0].set, roots);
    let mut known: Vec<(LeftOut, usize)> = Vec::new();
    let mut count = |on: &OnArticle| {
        let set_path = on.path.display();
        let document = match &article {
            Ok(article) => &article.document,
            Err(error) => {
                let sentence = unread(error, "its words are not counted");
                return Err(format!("{set_path}: {sentence}"));
            }
        };
        if !on.set.fits(document) {
            return Err(format!(
                "{set_path}: {} has changed since these marks were made; its words are not counted until `claimark reanchor` has taken the set over",
                format::short(on.set.article.file.clone())
            ));
        }
        let left_out = LeftOut::of(document, &on.set.left_out);
        if let Some((_, words)) = known.iter().find(|(known, _)| *known == left_out) {
            return Ok(*words);
        }
        let words = document.words_without(left_out.ranges());
        known.push((left_out, words));
        Ok(words)
    };
    group.iter().map(|on| (on.index, count(on))).collect()
}
