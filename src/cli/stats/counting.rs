//! What is counted of a set, and what many sets come to together.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use crate::annotation::{Annotation, AnnotationSet, Kind};

/// Marks, by kind and by what else is said of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Marks {
    pub(super) claims: usize,
    pub(super) denials: usize,
    pub(super) figures: usize,
    /// Of these, how many somebody wants to come back to.
    pub(super) unsure: usize,
    /// Of these, how many Claimark had offered.
    pub(super) suggested: usize,
    /// Marks that were set aside, as they have no place in the article as it is: in none of the others.
    pub(super) aside: usize,
}

impl Marks {
    /// All that stand in an article.
    pub(super) const fn all(&self) -> usize {
        self.claims + self.denials + self.figures
    }

    fn count(&mut self, mark: &Annotation, aside: bool) {
        if aside {
            self.aside += 1;
            return;
        }
        *match mark.tag.kind() {
            Kind::Claim => &mut self.claims,
            Kind::Denial => &mut self.denials,
            Kind::Figure => &mut self.figures,
        } += 1;
        self.unsure += usize::from(mark.unsure);
        self.suggested += usize::from(!mark.suggested.is_empty());
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.claims += other.claims;
        self.denials += other.denials;
        self.figures += other.figures;
        self.unsure += other.unsure;
        self.suggested += other.suggested;
        self.aside += other.aside;
    }
}

/// A name as it is compared: capital letters, and how many blanks there are, do not matter.
fn compared(name: &str) -> String {
    let words: Vec<_> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// Somebody's name, in the ways in which it is written, and how often each.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Spellings(BTreeMap<String, usize>);

impl Spellings {
    /// The usual one: of several that are as frequent, the first by the alphabet.
    fn usual(&self) -> String {
        let most = self.0.values().max().copied().unwrap_or(0);
        let usual = self.0.iter().find(|(_, times)| **times == most);
        usual.map(|(name, _)| name.clone()).unwrap_or_default()
    }
}

/// A set, counted.
pub(super) struct OfSet {
    annotator: String,
    done: bool,
    /// Its article, as the system knows it.
    pub(super) article: PathBuf,
    /// Its article, as the person would write it.
    shown: PathBuf,
    /// How many words of the article it does not leave out, if that is known.
    pub(super) words: Option<usize>,
    marks: Marks,
    /// Claims, denials, figures.
    kinds: [Marks; 3],
    /// By name as it is compared; no name for what nobody says.
    speakers: BTreeMap<String, (String, Marks)>,
    /// By tag and sub-label; no sub-label for marks without one.
    labels: BTreeMap<(&'static str, String), Marks>,
}

/// The place of a tag among the three.
const fn place_of(kind: Kind) -> usize {
    match kind {
        Kind::Claim => 0,
        Kind::Denial => 1,
        Kind::Figure => 2,
    }
}

/// A tag by its name.
const fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Claim => "claim",
        Kind::Denial => "denial",
        Kind::Figure => "figure",
    }
}

impl OfSet {
    pub(super) fn of(set: &AnnotationSet, article: PathBuf, shown: PathBuf) -> Self {
        let mut of = Self {
            annotator: set.annotator.clone(),
            done: set.done,
            article,
            shown,
            words: None,
            marks: Marks::default(),
            kinds: [Marks::default(); 3],
            speakers: BTreeMap::new(),
            labels: BTreeMap::new(),
        };
        let names: BTreeMap<_, _> = set
            .speakers
            .iter()
            .map(|speaker| (&speaker.id, (compared(&speaker.name), speaker.name.trim())))
            .collect();
        let standing = set.annotations.iter().map(|mark| (mark, false));
        let aside = set.orphans.iter().map(|mark| (mark, true));
        for (mark, aside) in standing.chain(aside) {
            of.marks.count(mark, aside);
            let kind = mark.tag.kind();
            of.kinds[place_of(kind)].count(mark, aside);
            let mut label = |label: &str| {
                let key = (name_of(kind), label.to_owned());
                of.labels.entry(key).or_default().count(mark, aside);
            };
            match &mark.labels[..] {
                [] => label(""),
                labels => labels.iter().for_each(|name| label(name)),
            }
            if kind == Kind::Figure {
                continue;
            }
            // One who is not in the register has no name.
            let name = mark.tag.speaker().and_then(|id| names.get(id));
            let (compared, name) = name.map_or(("", ""), |(compared, name)| (compared, name));
            let known = of.speakers.entry(compared.to_owned());
            let (_, marks) = known.or_insert_with(|| (name.to_owned(), Marks::default()));
            marks.count(mark, aside);
        }
        of
    }
}

/// A row of a table: what is counted of something that has a name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Row {
    /// What it is called; empty where there is none: no speaker, no sub-label.
    pub(super) name: String,
    /// The tag, of a sub-label.
    pub(super) tag: Option<&'static str>,
    pub(super) sets: usize,
    /// How many of these sets are done.
    pub(super) done: usize,
    pub(super) articles: usize,
    pub(super) annotators: usize,
    pub(super) marks: Marks,
    /// The words of the articles, each counted once.
    pub(super) words: usize,
    /// The words that were read: those of an article once for each of its sets.
    pub(super) read: usize,
    /// The marks in sets whose words are known.
    pub(super) marks_on_words: usize,
}

impl Row {
    /// Marks in a hundred thousand words that were read, rounded: in a thousand, with two digits behind the point. `None` where no
    /// words are known.
    pub(super) fn rate(&self) -> Option<usize> {
        let words = Some(self.read).filter(|words| *words > 0)?;
        Some((self.marks_on_words * 100_000 + words / 2) / words)
    }
}

/// A row while it is filled.
#[derive(Default)]
struct Filling<'a> {
    row: Row,
    spellings: Spellings,
    articles: BTreeMap<&'a PathBuf, usize>,
    annotators: BTreeSet<String>,
}

impl<'a> Filling<'a> {
    /// Counts marks of a set: all of them, or some.
    fn take(&mut self, set: &'a OfSet, marks: &Marks) {
        let row = &mut self.row;
        row.sets += 1;
        row.done += usize::from(set.done);
        row.marks.add(marks);
        let words = set.words.unwrap_or(0);
        row.read += words;
        if set.words.is_some() {
            row.marks_on_words += marks.all();
        }
        // Of an article of which one leaves out more than another, what one of them reads counts.
        let most = self.articles.entry(&set.article).or_default();
        *most = (*most).max(words);
        self.annotators.insert(compared(&set.annotator));
    }

    fn spelt(&mut self, name: &str) {
        *self.spellings.0.entry(name.to_owned()).or_default() += 1;
    }

    fn row(self) -> Row {
        Row {
            name: self.spellings.usual(),
            articles: self.articles.len(),
            annotators: self.annotators.len(),
            words: self.articles.values().sum(),
            ..self.row
        }
    }
}

/// All tables.
pub(super) struct Statistics {
    pub(super) total: Row,
    /// By name.
    pub(super) annotators: Vec<Row>,
    /// Claims, denials, figures: always three.
    pub(super) tags: Vec<Row>,
    /// By tag, then by name; those without come last. None at all where no mark has a sub-label.
    pub(super) labels: Vec<Row>,
    /// Those with most marks first; what nobody says comes last.
    pub(super) speakers: Vec<Row>,
    /// By path.
    pub(super) articles: Vec<Row>,
}

impl Statistics {
    pub(super) fn of(sets: &[OfSet]) -> Self {
        let mut total = Filling::default();
        let mut annotators: BTreeMap<String, Filling<'_>> = BTreeMap::new();
        let mut articles: BTreeMap<&PathBuf, Filling<'_>> = BTreeMap::new();
        let mut speakers: BTreeMap<&String, Filling<'_>> = BTreeMap::new();
        let mut labels: BTreeMap<(&str, bool, &String), (Filling<'_>, &'static str)> =
            BTreeMap::new();
        let mut tags = [Kind::Claim, Kind::Denial, Kind::Figure].map(|kind| {
            let mut filling = Filling::default();
            filling.spelt(name_of(kind));
            filling
        });
        for set in sets {
            total.take(set, &set.marks);
            let annotator = annotators.entry(compared(&set.annotator)).or_default();
            annotator.take(set, &set.marks);
            annotator.spelt(set.annotator.trim());
            let article = articles.entry(&set.article).or_default();
            article.take(set, &set.marks);
            article.spelt(&set.shown.to_string_lossy());
            for (compared, (name, marks)) in &set.speakers {
                let speaker = speakers.entry(compared).or_default();
                speaker.take(set, marks);
                speaker.spelt(name);
            }
            for ((tag, label), marks) in &set.labels {
                let key = (*tag, label.is_empty(), label);
                let (filling, _) = labels
                    .entry(key)
                    .or_insert_with(|| (Filling::default(), tag));
                filling.take(set, marks);
                filling.spelt(label);
            }
            for (tag, marks) in tags.iter_mut().zip(&set.kinds) {
                tag.take(set, marks);
            }
        }
        let mut speakers: Vec<Row> = speakers.into_values().map(Filling::row).collect();
        speakers.sort_by_cached_key(|row| {
            let (all, aside) = (row.marks.all(), row.marks.aside);
            let most = std::cmp::Reverse((all, aside));
            (row.name.is_empty(), most, compared(&row.name))
        });
        let has_labels = labels.keys().any(|(_, none, _)| !none);
        let labels = labels.into_values().filter(|_| has_labels);
        Self {
            total: total.row(),
            annotators: annotators.into_values().map(Filling::row).collect(),
            tags: tags.into_iter().map(Filling::row).collect(),
            labels: labels
                .map(|(filling, tag)| Row {
                    tag: Some(tag),
                    ..filling.row()
                })
                .collect(),
            speakers,
            articles: articles.into_values().map(Filling::row).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        annotation::{AnnotationId, Fragment, Speaker, SpeakerId, Tag},
        testing::empty_set,
        text::{CharRange, Document},
    };

    const NAMES: [&str; 5] = ["Ada", "ada ", "ADA  Roe", "Ada Roe", "Bob"];

    /// A set by chance: who made it, whether it is done, and of each mark its kind, its speaker, its sub-label, whether it is unsure,
    /// whether it is set aside.
    type Drawn = (
        usize,
        bool,
        usize,
        Option<usize>,
        Vec<(u8, Option<usize>, u8, bool, bool)>,
    );

    fn set((annotator, done, article, words, marks): &Drawn) -> OfSet {
        let document = Document::new("one two three");
        let mut set = empty_set(&document);
        set.annotator = NAMES[*annotator].to_owned();
        set.done = *done;
        let speakers = NAMES.iter().enumerate().map(|(index, name)| Speaker {
            id: SpeakerId::from_random(index as u64),
            name: (*name).to_owned(),
            other_names: Vec::new(),
        });
        set.speakers = speakers.collect();
        for (index, (kind, speaker, label, unsure, aside)) in marks.iter().enumerate() {
            let speaker = speaker.map(|speaker| SpeakerId::from_random(speaker as u64));
            let span = document.span(CharRange::new(0, 3)).unwrap();
            let mark = Arc::new(Annotation {
                id: AnnotationId::from_random(index as u64),
                tag: match kind {
                    0 => Tag::Claim { speaker },
                    1 => Tag::Denial {
                        speaker,
                        denies: Vec::new(),
                    },
                    _ => Tag::Figure {
                        quantity: None,
                        about: Vec::new(),
                    },
                },
                labels: (0..*label).map(|label| format!("label {label}")).collect(),
                fragments: vec![Fragment::of(&document, span)],
                note: String::new(),
                unsure: *unsure,
                // All that nobody is unsure of.
                suggested: if *unsure { "" } else { "told" }.to_owned(),
                by: "x".to_owned(),
            });
            if *aside {
                set.orphans.push(mark)
            } else {
                set.annotations.push(mark)
            }
        }
        let article = PathBuf::from(format!("/{article}"));
        let mut of = OfSet::of(&set, article.clone(), article);
        of.words = *words;
        of
    }

    fn sum(rows: &[Row]) -> Marks {
        rows.iter().fold(Marks::default(), |mut sum, row| {
            sum.add(&row.marks);
            sum
        })
    }

    proptest! {
        #[test]
        fn all_tables_come_to_the_same(
            drawn in proptest::collection::vec((0usize..5, any::<bool>(), 0usize..3, proptest::option::of(1usize..900),
                proptest::collection::vec((0u8..3, proptest::option::of(0usize..7), 0u8..2, any::<bool>(), any::<bool>()), 0..9)), 0..9),
        ) {
            let sets: Vec<_> = drawn.iter().map(set).collect();
            let statistics = Statistics::of(&sets);
            let total = &statistics.total;
            let all = drawn.iter().flat_map(|drawn| &drawn.4);
            prop_assert_eq!(total.marks.all() + total.marks.aside, all.clone().count());
            prop_assert_eq!(total.marks.unsure, all.clone().filter(|mark| mark.3 && !mark.4).count());
            prop_assert_eq!(total.marks.suggested, total.marks.all() - total.marks.unsure);
            for rows in [&statistics.annotators, &statistics.tags, &statistics.articles] {
                prop_assert_eq!(sum(rows), total.marks);
            }
            // One sub-label each, so that no mark counts twice.
            if !statistics.labels.is_empty() {
                prop_assert_eq!(sum(&statistics.labels), total.marks);
            }
            let said = sum(&statistics.speakers);
            prop_assert_eq!((said.claims, said.denials, said.figures), (total.marks.claims, total.marks.denials, 0));
            for rows in [&statistics.annotators, &statistics.articles] {
                let counts = |row: &Row| [row.sets, row.done, row.read, row.marks_on_words];
                for index in 0..4 {
                    prop_assert_eq!(rows.iter().map(|row| counts(row)[index]).sum::<usize>(), counts(total)[index]);
                }
            }
            prop_assert_eq!(statistics.articles.len(), total.articles);
            prop_assert_eq!(statistics.annotators.len(), total.annotators);
            prop_assert_eq!(statistics.articles.iter().map(|row| row.words).sum::<usize>(), total.words);
            prop_assert!(total.words <= total.read && total.done <= total.sets);
        }
    }

    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        let mark = |speaker| (0, Some(speaker), 0, false, false);
        let sets = [
            set(&(0, false, 0, None, vec![mark(2), mark(2)])),
            set(&(1, true, 0, None, vec![mark(3)])),
            set(&(0, false, 1, None, vec![mark(3), mark(4)])),
        ];
        let statistics = Statistics::of(&sets);
        let of = |rows: &[Row]| -> Vec<(String, usize, usize)> {
            rows.iter()
                .map(|row| (row.name.clone(), row.sets, row.marks.all()))
                .collect()
        };
        assert_eq!(of(&statistics.annotators), [("Ada".to_owned(), 3, 5)]);
        assert_eq!(
            of(&statistics.speakers),
            [("Ada Roe".to_owned(), 3, 4), ("Bob".to_owned(), 1, 1)]
        );
        assert_eq!(statistics.total.annotators, 1);
    }

    #[test]
    fn two_sets_on_an_article_read_it_twice() {
        let mark = (0, None, 0, false, false);
        let sets = [
            set(&(0, false, 0, Some(200), vec![mark, mark])),
            set(&(4, false, 0, Some(180), vec![mark])),
            set(&(0, false, 1, None, vec![mark; 50])),
        ];
        let total = Statistics::of(&sets).total;
        assert_eq!((total.words, total.read, total.marks.all()), (200, 380, 53));
        // Three marks in 380 words; of the others nobody knows in how many.
        assert_eq!(total.rate(), Some(789));
        assert_eq!(Row::default().rate(), None);
    }
}
