//! What the copies are called that Claimark itself puts beside a set: `story.ada.mine-1.ron` beside `story.ada.ron`. They are there so
//! that nothing is lost, and are not a second set of anybody's.

use std::path::{Path, PathBuf};

use super::ENDING;

/// What such a copy holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Copy {
    /// The own marks, where somebody else's change stands in the set's place.
    Mine,
    /// What somebody else wrote.
    Theirs,
    /// A file that could not be read.
    Broken,
}

impl Copy {
    const ALL: [Self; 3] = [Self::Mine, Self::Theirs, Self::Broken];

    const fn word(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Theirs => "theirs",
            Self::Broken => "broken",
        }
    }

    /// The names of such copies beside a set, in the order in which they are taken.
    pub fn names(self, set_file: &Path) -> impl Iterator<Item = PathBuf> {
        let stem = set_file.file_stem().unwrap_or_default().to_string_lossy();
        let (stem, word) = (stem.into_owned(), self.word());
        (1..).map(move |n: u32| set_file.with_file_name(format!("{stem}.{word}-{n}.{ENDING}")))
    }
}

/// The set's file that a file is a copy of, by its name: of `story.ada.mine-1.ron` it is `story.ada.ron`.
#[must_use]
pub fn copied_from(file: &Path) -> Option<PathBuf> {
    let stem = file.file_stem()?.to_str()?;
    let (original, copy) = stem.rsplit_once('.')?;
    let is_one = Copy::ALL.iter().any(|kind| {
        let number = copy
            .strip_prefix(kind.word())
            .and_then(|rest| rest.strip_prefix('-'));
        number.is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    });
    is_one.then(|| file.with_file_name(format!("{original}.{ENDING}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_leads_back_to_its_set() {
        let set = Path::new("news/a.b.été.ron");
        for copy in Copy::ALL {
            for name in copy.names(set).take(11) {
                assert_eq!(copied_from(&name).as_deref(), Some(set), "{name:?}");
            }
        }
        assert_eq!(
            Copy::Mine.names(set).nth(9),
            Some("news/a.b.été.mine-10.ron".into())
        );
        for other in [
            "news/story.ada.ron",
            "mine-1.ron",
            "a.mine-.ron",
            "a.mine-1b.ron",
            "a.gold-mine-1.ron",
            "a.mine.ron",
            "",
        ] {
            assert_eq!(copied_from(Path::new(other)), None, "{other}");
        }
    }
}
