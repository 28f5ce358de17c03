//! What there is to say of a set in a list of many: whose it is, on which text, how much is in it, what is wrong with it.

use std::{
    borrow::Cow,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    annotation::{AnnotationSet, Tag},
    codebook, config,
    format::{self, ReadProblem},
    text::{Document, Sha256},
    verify::{Finding, Severity},
};

/// What a set holds, in short.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Content {
    /// Who made it.
    pub annotator: String,
    /// What it calls its article, from where it lies.
    pub article: String,
    /// SHA-256 of the article's bytes when it was marked.
    #[serde(with = "digest")]
    pub file_sha256: Sha256,
    /// SHA-256 of the text that the marks stand on.
    #[serde(with = "digest")]
    pub text_sha256: Sha256,
    /// Length of that text in code points.
    pub text_length: usize,
    /// Whether its annotator is done.
    pub done: bool,
    /// Claims, denials, figures; those that were set aside, too.
    pub counts: [usize; 3],
    /// Marks that their annotator is unsure about.
    pub unsure: usize,
    /// Marks and regions that were set aside.
    pub without_place: usize,
    /// Whether there is nothing in it that anybody made.
    pub is_empty: bool,
}

impl Content {
    /// What this set holds.
    #[must_use]
    pub fn of(set: &AnnotationSet) -> Self {
        let mut counts = [0; 3];
        let mut unsure = 0;
        for mark in set.all_marks() {
            counts[match mark.tag {
                Tag::Claim { .. } => 0,
                Tag::Denial { .. } => 1,
                Tag::Figure { .. } => 2,
            }] += 1;
            unsure += usize::from(mark.unsure);
        }
        let regions = set.left_out.len() + set.orphan_regions.len();
        Self {
            annotator: set.annotator.clone(),
            article: set.article.file.clone(),
            file_sha256: set.article.file_sha256,
            text_sha256: set.article.text_sha256,
            text_length: set.article.text_length,
            done: set.done,
            counts,
            unsure,
            without_place: set.orphans.len() + set.orphan_regions.len(),
            is_empty: counts == [0; 3] && regions == 0 && set.speakers.is_empty(),
        }
    }

    /// How many marks there are.
    #[must_use]
    pub fn marks(&self) -> usize {
        self.counts.iter().sum()
    }
}

/// A set in the list of a folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Summary {
    /// Its file.
    pub path: PathBuf,
    /// Who made it; of one that can't be read, who that is by its name, and nobody where that does not tell.
    pub annotator: String,
    /// What is in it, or why it can't be read: a sentence.
    pub content: Result<Content, String>,
    /// Whether an article was found for it.
    pub has_article: bool,
    /// Whether that article is of the very text that the marks were made on.
    pub fits: bool,
    /// How many errors, warnings and notes the rules find.
    pub findings: [usize; 3],
}

impl Summary {
    /// What there is to say of a set that is open on its article.
    #[must_use]
    pub fn of_open(
        path: &Path,
        set: &AnnotationSet,
        document: &Document,
        findings: &[Finding],
    ) -> Self {
        let of = |severity| {
            let these = findings
                .iter()
                .filter(|finding| finding.severity == severity);
            these.count()
        };
        Self {
            path: path.to_owned(),
            annotator: set.annotator.clone(),
            content: Ok(Content::of(set)),
            has_article: true,
            fits: set.fits(document),
            findings: [Severity::Error, Severity::Warning, Severity::Note].map(of),
        }
    }

    /// Whether it is this annotator's. One that names nobody is everybody's, so that it is not hidden from whoever could mend it.
    #[must_use]
    pub fn is_of(&self, annotator: &str) -> bool {
        let own = self.annotator.trim();
        if own == annotator.trim() || self.content.is_ok() {
            return own == annotator.trim();
        }
        // What can't be read is known by its name, in which not every sign of an annotator's can stand.
        let usual = format::default_name(Path::new("x"), annotator);
        let usual = usual.to_string_lossy();
        own.is_empty()
            || usual
                .strip_prefix('x')
                .is_some_and(|ending| self.file_name().ends_with(ending))
    }

    /// How many findings say that something is wrong: errors and warnings.
    #[must_use]
    pub const fn wrong(&self) -> usize {
        self.findings[0] + self.findings[1]
    }

    /// The name of its file.
    #[must_use]
    pub fn file_name(&self) -> Cow<'_, str> {
        self.path.file_name().unwrap_or_default().to_string_lossy()
    }

    /// The set that this is a copy of, put beside it by Claimark.
    pub(super) fn copied_from(&self) -> Option<PathBuf> {
        format::copied_from(&self.path)
    }

    /// Whether it is such a copy of one of these.
    pub(super) fn is_copy_of_any(&self, sets: &[Self]) -> bool {
        self.copied_from()
            .is_some_and(|original| sets.iter().any(|set| set.path == original))
    }

    pub(super) fn exists(&self) -> bool {
        let is_made = |content: &Content| !content.is_empty || content.done;
        self.content.as_ref().map_or(true, is_made)
    }
}

/// What a `.ron` file came to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) enum Held {
    /// A set.
    Set(Content),
    /// One that can't be read: why, in a sentence.
    Broken(String),
    /// Something else: another program's, or what a team agreed on under another name.
    Foreign,
}

/// A set file as it was read.
pub(super) struct Loaded {
    pub(super) text: String,
    pub(super) set: Option<AnnotationSet>,
    pub(super) canonical: bool,
    pub(super) held: Held,
}

/// Reads a file that may be a set; `named_like_a_set` says whether it is called like an article's.
pub(super) fn load(path: &Path, named_like_a_set: bool) -> Loaded {
    let shown = path.display();
    let failed = |says: String| Loaded {
        text: String::new(),
        set: None,
        canonical: false,
        held: Held::Broken(says),
    };
    let bytes = match format::bytes_of(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            return failed(format!(
                "{shown}: the set can't be read ({error}); check its permissions and the disk"
            ));
        }
    };
    let (set, canonical) = format::read_noting(&bytes);
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    };
    let held = match &set {
        Ok(set) => Held::Set(Content::of(set)),
        Err(error)
            if error.problem == ReadProblem::NotOurs && !was_a_set(&text, named_like_a_set) =>
        {
            Held::Foreign
        }
        Err(error) => Held::Broken(format!(
            "{shown}:{}: {error}; {}",
            error.place,
            error.problem.remedy()
        )),
    };
    Loaded {
        text,
        set: set.ok(),
        canonical,
        held,
    }
}

/// Whether what is no set looks as if it had been one.
fn was_a_set(text: &str, named_like_a_set: bool) -> bool {
    if codebook::begins_like_one(text) || config::begins_like_one(text) {
        return false;
    }
    named_like_a_set || text.contains("Claimark") || text.contains("text_sha256")
}

/// A digest as text.
pub(super) mod digest {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::text::Sha256;

    pub(in super::super) fn serialize<S: Serializer>(
        digest: &Sha256,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(digest)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Sha256, D::Error> {
        let hex = String::deserialize(deserializer)?;
        Sha256::from_hex(&hex).ok_or_else(|| D::Error::custom("no SHA-256"))
    }
}
