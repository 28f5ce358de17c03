//! The [`AnnotationSet`]: all that one annotator says of one article. It is what a file holds.

use std::sync::Arc;

use serde::Deserialize;

use super::{Annotation, AnnotationId, SpeakerId};
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
}

/// Which article a set belongs to.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleRecord {
    /// The article's file, relative to the set's folder, with `/` between folders.
    pub file: String,
    /// SHA-256 of the file's bytes.
    #[serde(deserialize_with = "digest")]
    pub file_sha256: Sha256,
    /// SHA-256 of the Document's text in UTF-8. It alone decides whether the marks still fit.
    #[serde(deserialize_with = "digest")]
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

/// Somebody who claims or denies.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
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
        }
    }

    /// Puts speakers, annotations and fragments in the one order that a file has.
    pub fn sort(&mut self) {
        self.speakers.sort_by(|a, b| a.id.cmp(&b.id));
        for annotation in &mut self.annotations {
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
    }

    /// The mark of this id: the first, in a broken file that has two. Walks over all marks.
    #[must_use]
    pub fn annotation(&self, id: &AnnotationId) -> Option<&Arc<Annotation>> {
        self.annotations
            .iter()
            .find(|annotation| annotation.id == *id)
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
