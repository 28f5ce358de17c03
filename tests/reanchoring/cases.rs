//! One case: an article, a set on it, and the article after a change, all from one number.

use std::{path::Path, sync::LazyLock};

use claimark::{
    annotation::AnnotationSet,
    article, format,
    text::{CharRange, Document},
};
use strum::IntoEnumIterator;

use super::{
    chance::Chance,
    changes::{Change, Changed},
    marks, prose,
    truth::Truth,
};

pub struct Case {
    pub seed: u64,
    pub change: Change,
    pub old: Document,
    pub new: Document,
    pub changed: Changed,
    pub set: AnnotationSet,
}

/// The articles that come with Claimark, and their sets.
static SAMPLES: LazyLock<Vec<(Document, AnnotationSet)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let sets = [
        "karvel-vaccine.nadia.ron",
        "marsa-rayhan.layla.ron",
        "varre-bay.nadia.ron",
        "varre-bay.tomas.ron",
    ];
    sets.map(|name| {
        let set = format::read(&format::bytes_of(&folder.join(name)).unwrap()).unwrap();
        let article =
            article::read(&folder.join(&set.article.file), Some(&set.article.reading)).unwrap();
        (article.document, set)
    })
    .into()
});

impl Case {
    /// Every number is a case. The kinds of change take turns.
    pub fn of(seed: u64) -> Self {
        let kinds: Vec<_> = Change::iter().collect();
        let change = kinds[seed as usize % kinds.len()];
        let mut chance = Chance::new(seed);
        loop {
            if let Some(case) = Self::try_of(seed, change, &mut chance) {
                return case;
            }
        }
    }

    /// `None` if the article has nothing that could be changed so.
    fn try_of(seed: u64, change: Change, chance: &mut Chance) -> Option<Self> {
        let sample = chance
            .one_in(6)
            .then(|| &SAMPLES[chance.below(SAMPLES.len())]);
        let old = match sample {
            Some((document, _)) => document.text().to_owned(),
            None => {
                let paragraphs = chance.within(1, 25);
                prose::article(chance, paragraphs)
            }
        };
        let mut changed = Changed::new(&old);
        if !change.apply(&mut changed, chance) || changed.signs.is_empty() {
            return None;
        }
        let (old, new) = (Document::new(old), Document::new(changed.text()));
        if old.sha256() == new.sha256() {
            return None;
        }
        let set = match sample {
            Some((_, set)) if chance.one_in(2) => set.clone(),
            _ => {
                let hot = Truth::of(&changed).hot();
                let (count, by_hand) = (marks::some_count(chance), chance.one_in(4));
                marks::set_on(&old, count, &hot, by_hand, chance)
            }
        };
        Some(Self {
            seed,
            change,
            old,
            new,
            changed,
            set,
        })
    }
}

/// Some text about a range, the range in brackets.
pub fn surroundings(document: &Document, range: CharRange) -> String {
    let CharRange { start, end } = range;
    let around =
        |start: usize, end: usize| document.slice(CharRange::new(start, end.min(document.len())));
    format!(
        "{}⟦{}⟧{}",
        around(start.saturating_sub(60), start),
        around(start, end),
        around(end, end + 60)
    )
}
