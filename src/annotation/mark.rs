//! One annotation: a tag on one or more fragments of the article, with what the analyst adds to it.

use serde::{Deserialize, Serialize};

use super::{AnnotationId, Quantity, SpeakerId};
use crate::text::CharRange;

/// A mark that a person made.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annotation {
    /// Its name for ever.
    pub id: AnnotationId,
    /// Claim, denial or figure, with what belongs to each.
    pub tag: Tag,
    /// Sub-labels of its tag, as the codebook names them, sorted.
    #[serde(default)]
    pub labels: Vec<String>,
    /// Where it stands: at least one, in text order. A quoted claim cut by "he said" has two.
    pub fragments: Vec<Fragment>,
    /// A remark of the analyst's; empty for none.
    #[serde(default)]
    pub note: String,
    /// Whether the analyst wants to come back to it.
    #[serde(default)]
    pub unsure: bool,
    /// The words or the rule for which Claimark had offered it, such as `told`; empty if a person found it.
    #[serde(default)]
    pub suggested: String,
    /// The name of the annotator who made it.
    pub by: String,
}

/// One unbroken piece of the article, with the words that prove it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fragment {
    /// Its place in code points of the Document's text, half-open, as the file states it.
    #[serde(deserialize_with = "range_of_pair", serialize_with = "pair_of_range")]
    pub span: CharRange,
    /// The words there.
    pub quote: String,
    /// Up to [`super::CONTEXT`] code points before it.
    pub before: String,
    /// Up to [`super::CONTEXT`] code points after it.
    pub after: String,
}

pub(super) fn range_of_pair<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<CharRange, D::Error> {
    <(usize, usize)>::deserialize(deserializer).map(|(start, end)| CharRange::new(start, end))
}

/// The other way round.
pub(super) fn pair_of_range<S: serde::Serializer>(
    range: &CharRange,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    (range.start, range.end).serialize(serializer)
}

/// What a mark says of its words.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(Kind),
    derive(
        PartialOrd,
        Ord,
        Hash,
        strum::EnumIter,
        strum::Display,
        strum::EnumString
    ),
    strum(serialize_all = "lowercase")
)]
#[strum_discriminants(doc = "The three tags, without what belongs to them.")]
#[strum_discriminants(allow(missing_docs))]
#[serde(deny_unknown_fields)]
pub enum Tag {
    /// Somebody says that something is so.
    Claim {
        /// Who says it.
        #[serde(default)]
        speaker: Option<SpeakerId>,
    },
    /// Somebody says that something is not so.
    Denial {
        /// Who denies it.
        #[serde(default)]
        speaker: Option<SpeakerId>,
        /// What is denied.
        #[serde(default)]
        denies: Vec<Denied>,
    },
    /// A number that the article gives.
    Figure {
        /// What the words amount to.
        #[serde(default)]
        quantity: Option<Quantity>,
        /// The claims or denials that it is a figure of.
        #[serde(default)]
        about: Vec<AnnotationId>,
    },
}

/// What a denial denies.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Denied {
    /// A claim marked in this article.
    Here(AnnotationId),
    /// Something said outside this article, in the analyst's words.
    Elsewhere(String),
}

impl Kind {
    /// A tag of this kind with nothing filled in yet.
    #[must_use]
    pub const fn empty(self) -> Tag {
        match self {
            Self::Claim => Tag::Claim { speaker: None },
            Self::Denial => Tag::Denial {
                speaker: None,
                denies: Vec::new(),
            },
            Self::Figure => Tag::Figure {
                quantity: None,
                about: Vec::new(),
            },
        }
    }

    /// Whether a mark of this kind may link to one of the kind `target`: a denial denies claims, a figure is about claims or
    /// about denials ("denied that more than 40 had died").
    #[must_use]
    pub const fn may_link_to(self, target: Self) -> bool {
        matches!(
            (self, target),
            (Self::Denial, Self::Claim) | (Self::Figure, Self::Claim | Self::Denial)
        )
    }
}

impl Tag {
    /// Which of the three it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.into()
    }

    /// Who speaks; figures have no speaker.
    #[must_use]
    pub const fn speaker(&self) -> Option<&SpeakerId> {
        match self {
            Self::Claim { speaker } | Self::Denial { speaker, .. } => speaker.as_ref(),
            Self::Figure { .. } => None,
        }
    }

    /// The marks of this set that it links to, in the order of the file.
    pub fn links(&self) -> impl Iterator<Item = &AnnotationId> {
        let (denies, about): (&[Denied], &[AnnotationId]) = match self {
            Self::Claim { .. } => (&[], &[]),
            Self::Denial { denies, .. } => (denies, &[]),
            Self::Figure { about, .. } => (&[], about),
        };
        let here = denies.iter().filter_map(|denied| match denied {
            Denied::Here(id) => Some(id),
            Denied::Elsewhere(_) => None,
        });
        here.chain(about)
    }
}

impl Annotation {
    /// From its first code point to behind its last, over all fragments; `0..0` for a broken mark without any.
    #[must_use]
    pub fn extent(&self) -> CharRange {
        let start = self
            .fragments
            .iter()
            .map(|fragment| fragment.span.start)
            .min();
        let end = self
            .fragments
            .iter()
            .map(|fragment| fragment.span.end)
            .max();
        CharRange::new(start.unwrap_or(0), end.unwrap_or(0))
    }

    /// What annotations are sorted by: their start, then the longer one first, then the id.
    #[must_use]
    pub fn order(&self) -> impl Ord + '_ {
        let extent = self.extent();
        (extent.start, std::cmp::Reverse(extent.end), &self.id)
    }

    /// Its words, fragments joined by " … ".
    #[must_use]
    pub fn words(&self) -> String {
        let quotes: Vec<_> = self
            .fragments
            .iter()
            .map(|fragment| fragment.quote.as_str())
            .collect();
        quotes.join(" … ")
    }

    /// Whether its words, as [`Self::words`] gives them, hold these, which are in small letters.
    #[must_use]
    pub fn has_words(&self, small: &str) -> bool {
        match &self.fragments[..] {
            // Nearly all: of a hundred thousand marks the words are looked through in a frame.
            [only] => contains_small(&only.quote, small),
            _ => contains_small(&self.words(), small),
        }
    }

    /// How many code points its fragments hold together.
    #[must_use]
    pub fn size(&self) -> usize {
        self.fragments.iter().fold(0, |sum: usize, fragment| {
            sum.saturating_add(fragment.span.len())
        })
    }
}

/// Whether a text holds another, which is in small letters, whatever letters it has itself.
fn contains_small(text: &str, small: &str) -> bool {
    if text.is_ascii() {
        // Without a copy of it.
        let (text, small) = (text.as_bytes(), small.as_bytes());
        return small.is_empty()
            || text
                .windows(small.len())
                .any(|part| part.eq_ignore_ascii_case(small));
    }
    text.to_lowercase().contains(small)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    proptest! {
        #[test]
        fn words_are_found_whatever_letters_they_have(text in any_text(), plain in "[a-cA-C ]{0,12}", part in "[a-c ]{0,3}") {
            for text in [&text, &plain] {
                for part in [part.as_str(), &text.to_lowercase(), "x", ""] {
                    prop_assert_eq!(contains_small(text, part), text.to_lowercase().contains(part));
                }
            }
        }
    }
}
