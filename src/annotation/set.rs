//! The [`AnnotationSet`]: all that one annotator says of one article. It is what a file holds.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Annotation, AnnotationId, Region, SpeakerId};
use crate::text::{Document, Reading, Sha256};

/// One annotator's marks on one article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnnotationSet {
    /// Which article, and how to know it again.
    pub article: ArticleRecord,
    /// Who made this set.
    pub annotator: String,
    /// The register of speakers, sorted by id.
    pub speakers: Vec<Speaker>,
    /// The marks. [`AnnotationSet::sort`] puts them in text order, and every edit keeps them so.
    pub annotations: Vec<Arc<Annotation>>,
    /// What of the text is not part of the article, in text order.
    pub left_out: Vec<Region>,
    /// Marks that have no place in the article as it is now: set aside until somebody gives them one. What their fragments say is
    /// from the text that they were made on. Sorted as the marks are.
    pub orphans: Vec<Arc<Annotation>>,
    /// Parts to be left out that have no place in the article as it is now.
    pub orphan_regions: Vec<Region>,
    /// How the marks were taken over each time the article had changed, the latest last.
    pub reanchored: Vec<Reanchored>,
    /// Whether the annotator has said that they are done with this article.
    pub done: bool,
}

/// What became of the marks when they were taken over to a changed article.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reanchored {
    /// The text that they stood on: its SHA-256.
    #[serde(deserialize_with = "digest", serialize_with = "hex")]
    pub from: Sha256,
    /// The text that they stand on now.
    #[serde(deserialize_with = "digest", serialize_with = "hex")]
    pub to: Sha256,
    /// How many stand on the same words in the same surroundings.
    pub exact: usize,
    /// How many stand on the same words, whose surroundings were changed.
    pub moved: usize,
    /// How many were set aside, for somebody to decide.
    pub aside: usize,
    /// Marks that stand on other words since then, because somebody said so.
    #[serde(default)]
    pub edited: Vec<WasWords>,
}

/// A mark whose words were changed, and what they were.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WasWords {
    /// The mark.
    pub mark: AnnotationId,
    /// Its words before, fragments joined by " … ".
    pub was: String,
}

/// Which article a set belongs to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleRecord {
    /// The article's file, relative to the set's folder, with `/` between folders.
    pub file: String,
    /// SHA-256 of the file's bytes.
    #[serde(deserialize_with = "digest", serialize_with = "hex")]
    pub file_sha256: Sha256,
    /// SHA-256 of the Document's text in UTF-8. It alone decides whether the marks still fit.
    #[serde(deserialize_with = "digest", serialize_with = "hex")]
    pub text_sha256: Sha256,
    /// Length of the Document's text in code points.
    pub text_length: usize,
    /// How the text was got from the bytes.
    pub reading: Reading,
}

fn digest<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Sha256, D::Error> {
    let hex = String::deserialize(deserializer)?;
    Sha256::from_hex(&hex).ok_or_else(|| {
        serde::de::Error::custom(format!(
            "\"{hex}\" is no SHA-256: it needs 64 digits, 0-9 and a-f"
        ))
    })
}

/// The other way round.
fn hex<S: serde::Serializer>(digest: &Sha256, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(digest)
}

/// Somebody who claims or denies.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Speaker {
    /// Its name for ever.
    pub id: SpeakerId,
    /// The name to show.
    pub name: String,
    /// Other ways in which the article calls them: "the minister".
    #[serde(default)]
    pub other_names: Vec<String>,
}

impl Speaker {
    /// Whether they go by this name, capital letters and blanks at the ends aside.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let wanted = name.trim().to_lowercase();
        std::iter::once(&self.name)
            .chain(&self.other_names)
            .any(|own| own.trim().to_lowercase() == wanted)
    }
}

impl AnnotationSet {
    /// A set without marks.
    #[must_use]
    pub const fn new(article: ArticleRecord, annotator: String) -> Self {
        Self {
            article,
            annotator,
            speakers: Vec::new(),
            annotations: Vec::new(),
            left_out: Vec::new(),
            orphans: Vec::new(),
            orphan_regions: Vec::new(),
            reanchored: Vec::new(),
            done: false,
        }
    }

    /// Puts speakers, annotations and fragments in the one order that a file has.
    pub fn sort(&mut self) {
        self.speakers.sort_by(|a, b| a.id.cmp(&b.id));
        for annotation in self.annotations.iter_mut().chain(&mut self.orphans) {
            if !annotation
                .fragments
                .is_sorted_by_key(|fragment| fragment.span)
            {
                Arc::make_mut(annotation)
                    .fragments
                    .sort_by_key(|fragment| fragment.span);
            }
            if !annotation.labels.is_sorted() {
                Arc::make_mut(annotation).labels.sort();
            }
        }
        self.annotations.sort_by(|a, b| a.order().cmp(&b.order()));
        self.orphans.sort_by(|a, b| a.order().cmp(&b.order()));
        self.left_out.sort_by_key(|region| region.span);
        self.orphan_regions.sort_by_key(|region| region.span);
    }

    /// The mark of this id: the first, in a broken file that has two. Walks over all marks.
    #[must_use]
    pub fn annotation(&self, id: &AnnotationId) -> Option<&Arc<Annotation>> {
        self.annotations
            .iter()
            .find(|annotation| annotation.id == *id)
    }

    /// The mark of this id that was set aside. Walks over all of those.
    #[must_use]
    pub fn orphan(&self, id: &AnnotationId) -> Option<&Arc<Annotation>> {
        self.orphans.iter().find(|orphan| orphan.id == *id)
    }

    /// All marks, those that were set aside last.
    pub fn all_marks(&self) -> impl Iterator<Item = &Arc<Annotation>> {
        self.annotations.iter().chain(&self.orphans)
    }

    /// An id that two marks have, in a broken file: which of them is meant, nobody can tell. Walks over all marks.
    #[must_use]
    pub fn doubled_id(&self) -> Option<&AnnotationId> {
        let mut seen = std::collections::HashSet::new();
        let mut ids = self.all_marks().map(|mark| &mark.id);
        ids.find(|id| !seen.insert(*id))
    }

    /// The speaker of this id.
    #[must_use]
    pub fn speaker(&self, id: &SpeakerId) -> Option<&Speaker> {
        self.speakers.iter().find(|speaker| speaker.id == *id)
    }

    /// The speaker who goes by this name.
    #[must_use]
    pub fn speaker_called(&self, name: &str) -> Option<&Speaker> {
        self.speakers.iter().find(|speaker| speaker.is_called(name))
    }

    /// Whether this is the text that the marks were made on.
    #[must_use]
    pub fn fits(&self, document: &Document) -> bool {
        self.article.text_sha256 == document.sha256()
    }
}
