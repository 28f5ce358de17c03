//! What only shows when several sets are looked at together: two sets of one annotator on one article, one id in two files, the same
//! words with two numbers.
//!
//! Sets are checked one after the other and let go of, however many there are. Of each a [`Trace`] is kept, 16 bytes a mark, and
//! 16 more a figure. From the traces of all sets [`suspects`] and [`at_odds`] tell which two belong beside each other; whoever holds the
//! files reads those again, and [`compare`] and [`other_numbers`] say what is the matter. Words that are marked elsewhere ([`super::consistency`]) need all articles again, and 40 bytes
//! a mark: they are looked for on demand.

use std::{cell::OnceCell, collections::HashMap};

use rayon::slice::ParallelSliceMut;

pub use super::wordings::Odd;
use super::{
    Finding, Selection,
    consistency::{Index, Origin, Phrase, Unmarked, phrases},
    rules::{id_in_two_files, marked_elsewhere, same_words_other_number, two_sets_one_annotator},
    wordings::{self, Wording, wordings},
};
use crate::{
    annotation::AnnotationSet,
    codebook::Codebook,
    format::places::{Part, Places},
    quantity::Separators,
    text::{Document, LineColumn, QuickHash, quick_hash as hash},
};

/// What is kept of a set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trace {
    /// Whose set it is, on which article.
    owner: u64,
    /// Each mark's id and all that the mark is, both hashed; those that were set aside as well.
    marks: Box<[(u64, u64)]>,
    /// Its article.
    article: u64,
    /// What its marks say, if that is wanted.
    phrases: Box<[Phrase]>,
    /// What its figures amount to, if that is wanted.
    wordings: Box<[Wording]>,
}

/// What is kept of a set beyond what takes next to nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Keep {
    /// What its marks say: for [`phrases_of_all`].
    pub phrases: bool,
    /// What its figures amount to, and how points and commas are meant in them: for [`at_odds`].
    pub wordings: Option<Separators>,
}

impl Keep {
    /// What the rules that are looked for need, in an article with this codebook.
    #[must_use]
    pub fn of(selection: &Selection, codebook: Option<&Codebook>) -> Self {
        let wants = |rule| selection.severity(rule).is_some();
        Self {
            phrases: wants_phrases(selection),
            wordings: wants(&same_words_other_number::RULE).then(|| separators(codebook)),
        }
    }
}

fn separators(codebook: Option<&Codebook>) -> Separators {
    codebook.map_or_else(Separators::default, |codebook| {
        codebook.quantities.separators
    })
}

impl Trace {
    /// The trace of a set, in the order of its file. The article's name is the same for all sets on the same article.
    #[must_use]
    pub fn of(set: &AnnotationSet, article: &str, keep: Keep) -> Self {
        let phrases = if keep.phrases {
            phrases(set)
        } else {
            Vec::new()
        };
        let marks = set.all_marks();
        Self {
            owner: hash(&(article, set.annotator.trim())),
            marks: marks
                .map(|mark| (hash(&mark.id), hash(&id_in_two_files::said(mark))))
                .collect(),
            article: hash(&article),
            phrases: phrases.into(),
            wordings: keep
                .wordings
                .map_or_else(Box::default, |separators| wordings(set, separators)),
        }
    }
}

/// Two sets that are to be looked at beside each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Pair {
    /// The index of the set that findings will be about.
    pub of: usize,
    /// The index of the set that it clashes with, which comes before it.
    pub with: usize,
}

/// The pairs of sets that look as if they clashed, sorted. Each trace comes with its set's index.
#[must_use]
pub fn suspects(traces: &[(usize, Trace)]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut owners = HashMap::with_capacity_and_hasher(traces.len(), QuickHash::default());
    for (index, trace) in traces {
        match owners.get(&trace.owner) {
            Some(&with) => pairs.push(Pair { of: *index, with }),
            None => {
                owners.insert(trace.owner, *index);
            }
        }
    }
    drop(owners);
    let each = traces
        .iter()
        .flat_map(|(index, trace)| trace.marks.iter().map(move |&(id, all)| (id, *index, all)));
    let mut marks: Vec<_> = each.collect();
    // All threads have nothing else to do just then.
    marks.par_sort_unstable();
    for same in marks.chunk_by(|a, b| a.0 == b.0) {
        let (_, with, first) = same[0];
        let others = same
            .iter()
            .filter(|(_, of, all)| *of != with && *all != first);
        pairs.extend(others.map(|&(_, of, _)| Pair { of, with }));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The sets that have other numbers for some words than is usual, sorted. Each trace comes with its set's index.
#[must_use]
pub fn at_odds(traces: &[(usize, Trace)]) -> Vec<Odd> {
    let each = traces.iter();
    wordings::at_odds(each.map(|(index, trace)| (*index, &*trace.wordings)))
}

/// All that was marked anywhere.
#[must_use]
pub fn phrases_of_all(traces: &[(usize, Trace)]) -> Index {
    let mut index = Index::default();
    for (set, trace) in traces {
        for phrase in &trace.phrases {
            let origin = Origin {
                set: *set,
                mark: phrase.mark,
                article: trace.article,
            };
            index.add(*phrase, origin);
        }
    }
    index
}

/// What of an article's text is marked elsewhere and not in this set, which has this index.
#[must_use]
pub fn unmarked(index: &Index, of: Side<'_>, set: usize) -> Vec<Unmarked> {
    of.document.map_or_else(Vec::new, |document| {
        index.unmarked(document, of.set, (set, hash(&of.article)))
    })
}

/// The findings for words that are marked in another set, or in this very one, in no order and without places in the file.
#[must_use]
pub fn marked_elsewhere(
    of: Side<'_>,
    with: Side<'_>,
    unmarked: &[Unmarked],
    selection: &Selection,
) -> Vec<Finding> {
    let Some(severity) = selection.severity(&marked_elsewhere::RULE) else {
        return Vec::new();
    };
    let place = with.places();
    let finding = |unmarked: &Unmarked| {
        let at = place(&Part::mark(unmarked.origin.mark)).to_string();
        let mut finding = marked_elsewhere::finding(of, with, unmarked, &at);
        finding.severity = severity;
        finding
    };
    unmarked.iter().map(finding).collect()
}

/// Whether words that are marked elsewhere are looked for.
#[must_use]
pub fn wants_phrases(selection: &Selection) -> bool {
    selection.severity(&marked_elsewhere::RULE).is_some()
}

/// A set beside another one.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// Its file's name, as the person gave it.
    pub name: &'a str,
    /// Its file's text.
    pub text: &'a str,
    /// The set, in the order of the file.
    pub set: &'a AnnotationSet,
    /// Its article's text, if it can be read.
    pub document: Option<&'a Document>,
    /// Its article, the same for all sets on the same article.
    pub article: &'a str,
}

impl Side<'_> {
    /// What tells where a part of it stands in its file; it looks at the file when first asked.
    pub(super) fn places(&self) -> impl Fn(&Part) -> LineColumn {
        let scanned = OnceCell::new();
        move |part| {
            let (text, places) =
                scanned.get_or_init(|| (Document::new(self.text), Places::of(self.text)));
            text.line_column(text.char_of_byte(places.find(part).start))
        }
    }
}

/// The findings for words that amount to other numbers than in another set, or elsewhere in this very one, in no order and without
/// places in the file.
#[must_use]
pub fn other_numbers(
    of: Side<'_>,
    with: Side<'_>,
    odds: &[Odd],
    codebook: Option<&Codebook>,
    selection: &Selection,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(severity) = selection.severity(&same_words_other_number::RULE) {
        let separators = separators(codebook);
        same_words_other_number::check(of, with, odds, separators, &mut findings);
        for finding in &mut findings {
            finding.severity = severity;
        }
    }
    findings
}

/// What is the matter with a set, now that another is known, in no order and without places in the file.
#[must_use]
pub fn compare(of: Side<'_>, with: Side<'_>, selection: &Selection) -> Vec<Finding> {
    let mut findings = Vec::new();
    if selection.severity(&two_sets_one_annotator::RULE).is_some() {
        two_sets_one_annotator::check(of, with, &mut findings);
    }
    if selection.severity(&id_in_two_files::RULE).is_some() {
        id_in_two_files::check(of, with, &mut findings);
    }
    for finding in &mut findings {
        finding.severity = selection.severity(finding.rule).unwrap_or(finding.severity);
    }
    findings
}
