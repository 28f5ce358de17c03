//! What the rules look at: a set and its article, with what several rules need worked out once.

use std::{cell::OnceCell, collections::HashMap, sync::LazyLock};

use super::{
    displaced::{self, Displaced},
    language,
};
use crate::{
    annotation::{Annotation, AnnotationId, AnnotationSet, Fragment},
    article::ArticleError,
    codebook::Codebook,
    format::{ReadError, places::Part},
    quantity::Conventions,
    text::{CharRange, Document, QuickHash, Reading, SpanError},
};

/// How a fragment sits on the article's text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fit {
    /// Its words stand at its place, with the text around them that it remembers.
    Stands,
    /// Its words stand at its place, but the text around them is another.
    OtherContext,
    /// Its place is sound, but other words stand there.
    OtherWords,
    /// Its place is none.
    NoSpan(SpanError),
}

/// A fragment, whose it is, and how it sits.
#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    /// The index of its mark in the file.
    pub(super) index: usize,
    /// Its own index in the mark.
    pub(super) item: usize,
    pub(super) mark: &'a Annotation,
    pub(super) fragment: &'a Fragment,
    pub(super) fit: Fit,
    /// The bytes of the article's text that its place is; none where its place is none.
    pub(super) bytes: (usize, usize),
}

impl Placed<'_> {
    pub(super) fn part(&self) -> Part {
        Part::mark(self.index).field("fragments").item(self.item)
    }

    /// Whether its words stand at its place, whatever is around them.
    pub(super) fn is_here(&self) -> bool {
        matches!(self.fit, Fit::Stands | Fit::OtherContext)
    }
}

/// A set file's content, seen by the rules.
pub(super) struct Subject<'a> {
    /// The set, or why it can't be read.
    pub(super) set: Result<&'a AnnotationSet, &'a ReadError>,
    /// The article, or why it can't be read; nothing where the set can't be.
    pub(super) article: Option<Result<&'a Document, &'a ArticleError>>,
    /// What is agreed to be marked, if that is written down.
    pub(super) codebook: Option<&'a Codebook>,
    /// The set file's text, and whether it is known to be canonical; nothing of a set that is in no file.
    pub(super) file: Option<(&'a str, bool)>,
    /// What was done this time to read the article, if that is known.
    pub(super) reading: Option<&'a Reading>,
    /// All fragments in the order of the file; none without an article.
    pub(super) fragments: Vec<Placed<'a>>,
    /// How many marks have a place: marks of a higher index were set aside.
    standing: usize,
    /// The first mark of each id, those that were set aside last, and whether it is the only one.
    by_id: HashMap<&'a AnnotationId, (usize, bool), QuickHash>,
    /// For each mark its first fragment that fits: a mark may have many fragments, and many findings that point at it.
    stands: Vec<Option<CharRange>>,
    displaced: OnceCell<Displaced<'a>>,
    english: OnceCell<bool>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(
        set: Result<&'a AnnotationSet, &'a ReadError>,
        article: Option<Result<&'a Document, &'a ArticleError>>,
        codebook: Option<&'a Codebook>,
    ) -> Self {
        let article = article.filter(|_| set.is_ok());
        let marks = set.map_or(0, |set| set.annotations.len());
        let orphans = set.map_or(0, |set| set.orphans.len());
        // Most marks are in one piece.
        let mut fragments = Vec::with_capacity(marks);
        let mut by_id = HashMap::with_capacity_and_hasher(marks + orphans, QuickHash::default());
        let mut stands = Vec::with_capacity(marks);
        for (index, mark) in set.iter().flat_map(|set| set.all_marks()).enumerate() {
            by_id
                .entry(&mark.id)
                .and_modify(|(_, only)| *only = false)
                .or_insert((index, true));
            let Some(Ok(document)) = article else {
                continue;
            };
            // What was set aside has no place that could be judged.
            if index >= marks {
                continue;
            }
            let own = fragments.len();
            for (item, fragment) in mark.fragments.iter().enumerate() {
                let (fit, bytes) = fit(fragment, document);
                fragments.push(Placed {
                    index,
                    item,
                    mark,
                    fragment,
                    fit,
                    bytes,
                });
            }
            let first = fragments[own..]
                .iter()
                .find(|placed: &&Placed<'_>| placed.fit == Fit::Stands);
            stands.push(first.map(|placed| placed.fragment.span));
        }
        Self {
            set,
            article,
            codebook,
            file: None,
            reading: None,
            fragments,
            standing: marks,
            by_id,
            stands,
            displaced: OnceCell::new(),
            english: OnceCell::new(),
        }
    }

    /// The same with the text of the set's file.
    pub(super) fn in_file(mut self, text: &'a str, canonical: bool) -> Self {
        self.file = Some((text, canonical));
        self
    }

    /// The same with what was done this time to read the article.
    pub(super) fn read_as(mut self, reading: Option<&'a Reading>) -> Self {
        self.reading = reading;
        self
    }

    /// The article's text, if there is one.
    pub(super) fn document(&self) -> Option<&'a Document> {
        self.article.and_then(Result::ok)
    }

    /// All marks that have a place, with their index, in the order of the file.
    pub(super) fn marks(&self) -> impl Iterator<Item = (usize, &'a Annotation)> {
        self.all_marks().take(self.standing)
    }

    /// All marks with their index, those that were set aside last: for what does not depend on where a mark stands.
    pub(super) fn all_marks(&self) -> impl Iterator<Item = (usize, &'a Annotation)> {
        let marks = self.set.iter().flat_map(|set| set.all_marks());
        marks.map(|mark| &**mark).enumerate()
    }

    /// The part of the set that the mark at this index is.
    pub(super) fn part(&self, index: usize) -> Part {
        match index.checked_sub(self.standing) {
            None => Part::mark(index),
            Some(orphan) => Part::orphan(orphan),
        }
    }

    /// Whether the mark at this index was set aside.
    pub(super) fn is_aside(&self, index: usize) -> bool {
        index >= self.standing
    }

    /// The first mark of this id, one that has a place if there is one, and its index.
    pub(super) fn mark(&self, id: &AnnotationId) -> Option<(usize, &'a Annotation)> {
        let (index, _) = *self.by_id.get(id)?;
        let set = self.set.ok()?;
        let mark = match index.checked_sub(self.standing) {
            None => set.annotations.get(index),
            Some(orphan) => set.orphans.get(orphan),
        };
        Some((index, mark?))
    }

    /// Whether just one mark has this id: only then does an act on the id do what it says.
    pub(super) fn is_only(&self, id: &AnnotationId) -> bool {
        self.by_id.get(id).is_some_and(|&(_, only)| only)
    }

    /// Whether the article is not the one that the marks were made on. What mends a set then is to take it over to the changed
    /// article; no fix for a single finding is of use before.
    pub(super) fn is_of_another_text(&self) -> bool {
        matches!((self.set, self.document()), (Ok(set), Some(document)) if !set.fits(document))
    }

    /// Whether a fragment of the mark at this index is not where it should be: then its words are in doubt, too.
    pub(super) fn is_displaced(&self, index: usize) -> bool {
        let first = self
            .fragments
            .partition_point(|placed| placed.index < index);
        let own = self.fragments[first..]
            .iter()
            .take_while(|placed| placed.index == index);
        own.into_iter().any(|placed| !placed.is_here())
    }

    /// Where the mark at this index stands in the article, for pointing at it: its first fragment that fits.
    pub(super) fn stands(&self, index: usize) -> Option<CharRange> {
        self.stands.get(index).copied().flatten()
    }

    /// How numbers and units are written in the article: as the codebook has it, or the usual way.
    pub(super) fn conventions(&self) -> &Conventions {
        static USUAL: LazyLock<Conventions> = LazyLock::new(Conventions::default);
        self.codebook
            .map_or(&USUAL, |codebook| &codebook.quantities)
    }

    /// Whether the article is in English, found out when first asked; not where there is none.
    pub(super) fn is_english(&self) -> bool {
        let ask = || {
            self.document()
                .is_some_and(|document| language::is_english(document.text()))
        };
        *self.english.get_or_init(ask)
    }

    /// The index of where words stand in the article, made when first asked for; none of an article that is too long.
    pub(super) fn displaced(&self) -> Option<&Displaced<'a>> {
        let document = self.document()?;
        if document.text().len() > displaced::LONGEST {
            return None;
        }
        Some(self.displaced.get_or_init(|| Displaced::new(document)))
    }
}

/// How a fragment sits, and the bytes of its place.
fn fit(fragment: &Fragment, document: &Document) -> (Fit, (usize, usize)) {
    let text = document.text();
    let bytes = match document.span_in_bytes(fragment.span) {
        Err(error) => return (Fit::NoSpan(error), (0, 0)),
        Ok((_, bytes)) => bytes,
    };
    let fit = if text[bytes.clone()] != fragment.quote {
        Fit::OtherWords
    } else if fragment.stands_between(&text[..bytes.start], &text[bytes.end..]) {
        Fit::Stands
    } else {
        Fit::OtherContext
    };
    (fit, (bytes.start, bytes.end))
}
