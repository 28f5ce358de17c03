//! Offers held against the marks of a person: how many of them are marks (precision), and how many of the marks are offered (recall).
//!
//! An offer and a mark are one if they have the same tag and the letters that both hold are at least half of those that either holds.
//! They are exactly one if they hold the very same.

use std::path::{Path, PathBuf};

use super::table;
use crate::{
    annotation::{Annotation, AnnotationSet, Kind},
    suggest::Suggestion,
    text::{CharRange, Document},
    verify::{render::printable, words::quoted},
};

/// What is offered in an article, and which mark each offer is.
pub(super) struct Compared {
    path: PathBuf,
    document: Document,
    offers: Vec<Suggestion>,
    marks: Vec<(Kind, Vec<CharRange>)>,
    /// For each offer the mark that it is.
    matched: Vec<Option<usize>>,
}

impl Compared {
    /// Pairs offers and marks, those that hold most in common first.
    pub(super) fn new(
        path: &Path,
        set: &AnnotationSet,
        document: Document,
        offers: Vec<Suggestion>,
    ) -> Self {
        let pieces = |mark: &Annotation| {
            mark.fragments
                .iter()
                .map(|fragment| fragment.span)
                .collect()
        };
        let marks: Vec<(Kind, Vec<CharRange>)> = set
            .annotations
            .iter()
            .map(|mark| (mark.tag.kind(), pieces(mark)))
            .collect();
        let mut pairs = Vec::new();
        for (at, offer) in offers.iter().enumerate() {
            for (mark, (kind, pieces)) in marks.iter().enumerate() {
                if *kind == offer.kind
                    && let Some(share) = share(&offer.pieces, pieces)
                {
                    pairs.push((share, at, mark));
                }
            }
        }
        pairs.sort_by_key(|(share, at, mark)| (std::cmp::Reverse(*share), *at, *mark));
        let (mut matched, mut taken) = (vec![None; offers.len()], vec![false; marks.len()]);
        for (_, at, mark) in pairs {
            if matched[at].is_none() && !taken[mark] {
                matched[at] = Some(mark);
                taken[mark] = true;
            }
        }
        Self {
            path: path.to_owned(),
            document,
            offers,
            marks,
            matched,
        }
    }

    fn tally(&self, kinds: &[Kind]) -> Tally {
        let offers = self.offers.iter().zip(&self.matched);
        let mut tally = Tally {
            marked: self
                .marks
                .iter()
                .filter(|(kind, _)| kinds.contains(kind))
                .count(),
            ..Tally::default()
        };
        for (offer, matched) in { offers }.filter(|(offer, _)| kinds.contains(&offer.kind)) {
            tally.offered += 1;
            if let Some(mark) = matched {
                tally.matched += 1;
                tally.exact += usize::from(self.marks[*mark].1 == offer.pieces);
            }
        }
        tally
    }
}

/// How much of what two hold is in both, in thousandths: nothing below half.
fn share(a: &[CharRange], b: &[CharRange]) -> Option<usize> {
    let size = |pieces: &[CharRange]| pieces.iter().map(|piece| piece.len()).sum::<usize>();
    let mut both = 0;
    for a in a {
        for b in b {
            both += a.end.min(b.end).saturating_sub(a.start.max(b.start));
        }
    }
    let either = (size(a) + size(b)).saturating_sub(both);
    (both > 0 && 2 * both >= either).then(|| both * 1000 / either)
}

#[derive(Clone, Copy, Default)]
struct Tally {
    offered: usize,
    marked: usize,
    matched: usize,
    exact: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.offered += other.offered;
        self.marked += other.marked;
        self.matched += other.matched;
        self.exact += other.exact;
    }

    fn line(&self, name: &str) -> String {
        let of = |all: usize| match all {
            0 => "–".to_owned(),
            _ => {
                let hundredths = (self.matched * 200 + all) / (2 * all);
                format!("{}.{:02}", hundredths / 100, hundredths % 100)
            }
        };
        format!(
            "{name:<8}{:>9}{:>9}{:>9}{:>9}{:>11}{:>8}\n",
            self.offered,
            self.marked,
            self.matched,
            self.exact,
            of(self.offered),
            of(self.marked)
        )
    }
}

/// A table over all sets and, if asked for, what was missed and what is marked by nobody.
pub(super) fn report(all: &[Compared], kinds: &[Kind], verbose: bool) -> String {
    let mut text = format!(
        "{:<8}{:>9}{:>9}{:>9}{:>9}{:>11}{:>8}\n",
        "", "offered", "marked", "both", "exactly", "precision", "recall"
    );
    let tally = |kinds: &[Kind]| {
        let mut sum = Tally::default();
        all.iter().for_each(|one| sum.add(one.tally(kinds)));
        sum
    };
    for kind in kinds {
        text += &tally(&[*kind]).line(&kind.to_string());
    }
    text += &tally(kinds).line("all");
    if verbose {
        all.iter().for_each(|one| list(one, kinds, &mut text));
    }
    text
}

fn list(one: &Compared, kinds: &[Kind], text: &mut String) {
    let place = |start: usize| one.document.line_column(start).to_string();
    let mut rows = Vec::new();
    for (offer, matched) in one.offers.iter().zip(&one.matched) {
        if matched.is_none() && kinds.contains(&offer.kind) {
            let start = offer.extent().start;
            let words = table::words(&one.document, offer);
            rows.push((
                start,
                format!(
                    "not marked  {:>7}  {:<7} {words}",
                    place(start),
                    offer.kind.to_string()
                ),
            ));
        }
    }
    for (at, (kind, pieces)) in one.marks.iter().enumerate() {
        if !one.matched.contains(&Some(at)) && kinds.contains(kind) {
            let start = pieces.first().map_or(0, |piece| piece.start);
            let words: Vec<_> = pieces
                .iter()
                .map(|piece| quoted(one.document.slice(*piece)))
                .collect();
            rows.push((
                start,
                format!(
                    "not offered {:>7}  {:<7} {}",
                    place(start),
                    kind.to_string(),
                    words.join(" … ")
                ),
            ));
        }
    }
    rows.sort();
    *text += &format!("\n{}\n", printable(&one.path.display().to_string()));
    for (_, row) in rows {
        *text += &format!("  {}\n", printable(&row));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_what_either_holds_makes_two_one() {
        let range = |start, end| CharRange::new(start, end);
        assert_eq!(share(&[range(0, 10)], &[range(0, 10)]), Some(1000));
        assert_eq!(share(&[range(0, 10)], &[range(5, 10)]), Some(500));
        assert_eq!(share(&[range(0, 10)], &[range(6, 10)]), None);
        assert_eq!(
            share(&[range(0, 4), range(6, 10)], &[range(0, 10)]),
            Some(800)
        );
        assert_eq!(share(&[range(0, 4)], &[range(4, 8)]), None);
    }
}
