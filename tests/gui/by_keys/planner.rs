//! The cheapest keys that select given words, among the ways that a practised person knows: walking with the caret, selecting on the
//! way, the word, sentence or paragraph at the caret, an end moved afterwards, and the find bar with words or a pattern.

use claimark::{
    gui::reading::select::{paragraph_down, paragraph_up},
    text::{CharRange, Document, Pattern},
};

/// What makes a selection, and what is to be pressed once it is marked.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub before: Vec<String>,
    pub after: Vec<String>,
}

impl Plan {
    pub fn cost(&self) -> usize {
        self.before.len() + self.after.len()
    }
}

/// A way for the caret to go, with its key.
type Move = (&'static str, fn(&Document, usize) -> usize);

const MOVES: [Move; 8] = [
    ("Right", Document::next_grapheme),
    ("Left", Document::previous_grapheme),
    ("Ctrl+Right", Document::next_word_end),
    ("Ctrl+Left", Document::previous_word_start),
    ("Ctrl+Down", paragraph_down),
    ("Ctrl+Up", paragraph_up),
    ("Ctrl+Home", |_, _| 0),
    ("Ctrl+End", |document, _| document.len()),
];

/// Keys of a walk that are not worth looking further for.
const FAR: usize = 24;
/// Letters typed at either end of a pattern.
const LETTERS: usize = 12;

/// The ways through an article.
pub struct Planner<'a> {
    document: &'a Document,
    /// Where each move leads from each place.
    to: Vec<[usize; MOVES.len()]>,
}

/// The fewest keys from one place to every other, and the last of them.
struct Walks(Vec<Option<(usize, usize, usize)>>);

impl Walks {
    fn cost(&self, to: usize) -> Option<usize> {
        self.0[to].map(|(cost, ..)| cost)
    }

    fn keys(&self, mut to: usize, shift: bool) -> Vec<String> {
        let mut keys = Vec::new();
        while let Some((cost, from, index)) = self.0[to]
            && cost > 0
        {
            let shift = if shift { "Shift+" } else { "" };
            keys.push(format!("{shift}{}", MOVES[index].0));
            to = from;
        }
        keys.reverse();
        keys
    }
}

impl<'a> Planner<'a> {
    pub fn new(document: &'a Document) -> Self {
        let to = (0..=document.len()).map(|at| MOVES.map(|(_, to)| to(document, at)));
        Self {
            to: to.collect(),
            document,
        }
    }

    fn walks(&self, from: usize) -> Walks {
        let mut found = vec![None; self.to.len()];
        found[from] = Some((0, from, 0));
        let mut edge = vec![from];
        for cost in 1..=FAR {
            for place in std::mem::take(&mut edge) {
                for (index, &next) in self.to[place].iter().enumerate() {
                    if found[next].is_none() {
                        found[next] = Some((cost, place, index));
                        edge.push(next);
                    }
                }
            }
        }
        Walks(found)
    }

    /// The cheapest keys that select these words, blanks beside them left out, from carets that some keys lead to.
    pub fn select(&self, carets: &[(Vec<String>, usize)], wanted: CharRange) -> Plan {
        let mut best: Option<Plan> = None;
        let mut offer = |cost: usize, plan: &dyn Fn() -> Plan| {
            if best.as_ref().is_none_or(|best| cost < best.cost()) {
                let plan = plan();
                assert_eq!(plan.cost(), cost);
                best = Some(plan);
            }
        };
        let (starts, ends) = self.edges(wanted);
        for (way, caret) in carets {
            let there = self.walks(*caret);
            let lead = |to: usize, more: &[String]| {
                [way.clone(), there.keys(to, false), more.to_vec()].concat()
            };
            // Walk to one end, and with Shift to the other.
            for (from, to) in [(&starts, &ends), (&ends, &starts)] {
                for &from in from {
                    let Some(first) = there.cost(from) else {
                        continue;
                    };
                    let over = self.walks(from);
                    for &to in to {
                        if let Some(second) = over.cost(to) {
                            offer(way.len() + first + second, &|| Plan {
                                before: lead(from, &over.keys(to, true)),
                                after: Vec::new(),
                            });
                        }
                    }
                }
            }
            // The word, sentence or paragraph at the caret, and its ends moved.
            for place in 0..=self.document.len() {
                let Some(first) = there.cost(place).filter(|cost| *cost < 8) else {
                    continue;
                };
                for (key, grain) in self.grains(place) {
                    let cut = self.document.without_blank_edges(grain);
                    if cut.is_empty() {
                        continue;
                    }
                    if let Some(after) = self.corrections(cut, wanted) {
                        offer(way.len() + first + 1 + after.len(), &|| Plan {
                            before: lead(place, &[key.to_owned()]),
                            after: after.clone(),
                        });
                    }
                }
            }
        }
        // The find bar looks on from the caret, as it is without any walk.
        let caret = carets[0].1;
        for query in self.queries(wanted) {
            let Ok(pattern) = Pattern::new(&query, false) else {
                continue;
            };
            let found = pattern.find(self.document).ranges;
            let first = found.partition_point(|range| range.start < caret);
            for steps in 1..=3.min(found.len()) {
                let range = found[(first + steps - 1) % found.len()];
                if range.start != wanted.start || range.end > wanted.end {
                    continue;
                }
                let over = self.walks(range.end);
                for &end in &ends {
                    let Some(more) = over.cost(end) else { continue };
                    // The first place is taken and the bar left in one key.
                    let through = if steps == 1 { 0 } else { steps };
                    offer(query.chars().count() + 2 + through + more, &|| {
                        let letters = query.chars().map(String::from);
                        let mut before = vec!["/".to_owned()];
                        before.extend(letters);
                        before.extend(vec!["Enter".to_owned(); through]);
                        before.push("Ctrl+Enter".to_owned());
                        before.extend(over.keys(end, true));
                        Plan {
                            before,
                            after: Vec::new(),
                        }
                    });
                }
            }
        }
        best.expect("any place can be found by enough of its words")
    }

    /// Where a selection may begin and end, so that these words are marked.
    fn edges(&self, wanted: CharRange) -> (Vec<usize>, Vec<usize>) {
        let marks = |range| self.document.without_blank_edges(range) == wanted;
        let starts = (wanted.start.saturating_sub(3)..=wanted.start)
            .filter(|&start| marks(CharRange::new(start, wanted.end)));
        let ends = (wanted.end..=self.document.len().min(wanted.end + 3))
            .filter(|&end| marks(CharRange::new(wanted.start, end)));
        (starts.collect(), ends.collect())
    }

    fn grains(&self, place: usize) -> [(&'static str, CharRange); 3] {
        let document = self.document;
        let paragraph = document.paragraphs()[document.paragraph_of(place)].range;
        [
            ("w", document.nearest_word(place)),
            ("s", document.sentence_at(place)),
            ("p", paragraph),
        ]
    }

    /// The keys that move a mark's ends by words, from one range to another.
    fn corrections(&self, from: CharRange, to: CharRange) -> Option<Vec<String>> {
        let end = self.steps(from.end, to.end, ("[", "]"), true)?;
        let start = self.steps(from.start, to.start, ("{", "}"), false)?;
        // The end last: the caret is then behind the mark.
        Some([start, end].concat())
    }

    fn steps(
        &self,
        mut at: usize,
        to: usize,
        (back, on): (&str, &str),
        is_end: bool,
    ) -> Option<Vec<String>> {
        let mut keys = Vec::new();
        let forward = to > at;
        while at != to {
            let next = self.beside(at, forward, is_end == forward);
            if next == at || (next > to) == forward && next != to || keys.len() > FAR {
                return None;
            }
            keys.push(if forward { on } else { back }.to_owned());
            at = next;
        }
        Some(keys)
    }

    /// Where an end goes by a word: signs count as words, and blanks are never left in the mark.
    fn beside(&self, from: usize, forward: bool, outwards: bool) -> usize {
        let document = self.document;
        let next = |at: usize| match forward {
            true => document.next_grapheme(at),
            false => document.previous_grapheme(at),
        };
        let past_blanks = |mut at: usize| {
            while next(at) != at
                && document
                    .slice(CharRange::new(at.min(next(at)), at.max(next(at))))
                    .trim()
                    .is_empty()
            {
                at = next(at);
            }
            at
        };
        let past_word = |at: usize| {
            let word = document.word_at(at.min(next(at)));
            match forward {
                true => word.end.max(next(at)),
                false => word.start.min(next(at)),
            }
        };
        if outwards {
            past_word(past_blanks(from))
        } else {
            past_blanks(past_word(from))
        }
    }

    /// Patterns that may fit these words: their first letters, alone, up to their last letters, or up to a full stop.
    fn queries(&self, wanted: CharRange) -> Vec<String> {
        let typed = |text: &str| -> String {
            let letters = text.chars().map(|c| c.to_ascii_lowercase());
            // A sign that keyboards lack, or that means something in a pattern, is any sign.
            letters
                .map(|c| {
                    if c.is_ascii_alphanumeric() || c == ' ' {
                        c
                    } else {
                        '.'
                    }
                })
                .collect()
        };
        let words: Vec<char> = typed(self.document.slice(wanted)).chars().collect();
        let mut queries = Vec::new();
        for first in 1..=words.len().min(LETTERS) {
            let head: String = words[..first].iter().collect();
            queries.push(head.clone());
            queries.push(format!("{head}[^.]*"));
            for last in 1..=(words.len() - first).min(LETTERS / 2) {
                let tail: String = words[words.len() - last..].iter().collect();
                queries.push(format!("{head}.*{tail}"));
                queries.push(format!("{head}.*?{tail}"));
            }
        }
        // The whole, where nothing shorter will do.
        queries.push(words.iter().collect());
        queries
    }
}
