//! How far an annotator has come with an article, by the sets that are theirs.

use super::Summary;

/// How far somebody has come with an article. In the order in which they are sorted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum State {
    /// Something is wrong that only a person can settle: see [`State::reasons`].
    NeedsReview,
    /// There are marks, and nobody said that they are all.
    InProgress,
    /// There is no set, or nothing in it.
    Untouched,
    /// The annotator said so, and no error speaks against it.
    Done,
    /// It was not looked at.
    Unknown,
}

impl State {
    /// The states that an article may be found in, in the order of the work.
    pub const ALL: [Self; 4] = [
        Self::Untouched,
        Self::InProgress,
        Self::Done,
        Self::NeedsReview,
    ];

    /// The state by all of one's sets on the article.
    #[must_use]
    pub fn of(own: &[Summary]) -> Self {
        if !Self::reasons(own).is_empty() {
            return Self::NeedsReview;
        }
        match own.first().and_then(|own| own.content.as_ref().ok()) {
            Some(content) if content.done => Self::Done,
            Some(content) if !content.is_empty => Self::InProgress,
            _ => Self::Untouched,
        }
    }

    /// Why an article needs review, a sentence each; nothing if it does not. Copies that Claimark put beside a set do not count.
    #[must_use]
    pub fn reasons(own: &[Summary]) -> Vec<String> {
        let mut reasons = Vec::new();
        let counting = own.iter().filter(|set| !set.is_copy_of_any(own));
        let counting: Vec<_> = counting.collect();
        if let [first, second, ..] = &counting[..] {
            reasons.push(format!(
                "You have {} sets on it: {} and {}; keep one, or move what is in the others",
                counting.len(),
                first.file_name(),
                second.file_name(),
            ));
        }
        for summary in counting {
            match &summary.content {
                Err(trouble) => reasons.push(trouble.clone()),
                Ok(_) if !summary.fits => reasons.push(match summary.has_article {
                    true => "The article is not as it was when it was marked".to_owned(),
                    false => "No article was found for this set".to_owned(),
                }),
                Ok(content) => {
                    match content.without_place {
                        0 => {}
                        1 => reasons.push("1 mark or region has no place".to_owned()),
                        many => reasons.push(format!("{many} marks or regions have no place")),
                    }
                    match summary.findings[0] {
                        errors if errors == 0 || !content.done => {}
                        1 => reasons.push("It is said to be done, but there is 1 error".to_owned()),
                        many => reasons.push(format!(
                            "It is said to be done, but there are {many} errors"
                        )),
                    }
                }
            }
        }
        reasons
    }

    /// In a word or two.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Untouched => "untouched",
            Self::InProgress => "in progress",
            Self::Done => "done",
            Self::NeedsReview => "needs review",
            Self::Unknown => "not looked at",
        }
    }
}
