//! Which rows of a folder are shown, in which order.

use super::{Content, Entry, State, Workspace};

/// By what rows are sorted; where it is the same, by name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sort {
    /// By path.
    #[default]
    Name,
    /// By how far one has come: what needs review first.
    State,
    /// By how many marks there are.
    Marks,
    /// By how many of them are unsure.
    Unsure,
    /// By how many findings there are: what is wrong first, then what is to be finished.
    Findings,
}

/// What is to be shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct View {
    /// Words that a name must have, all of them, in any order and in letters of any size.
    pub words: String,
    /// The state that an article must be in; any if there is none.
    pub state: Option<State>,
    /// The order.
    pub sort: Sort,
    /// Whether the order is turned round.
    pub descending: bool,
    /// Whether the sets of others are shown, too.
    pub theirs: bool,
}

/// What is shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Chosen {
    /// The rows, by their indices among the entries.
    pub rows: Vec<usize>,
    /// How many rows have the words, whatever their state.
    pub with_words: usize,
    /// How many of those are in each of [`State::ALL`].
    pub counts: [usize; 4],
}

impl View {
    /// Chooses the rows. Walks over all entries.
    #[must_use]
    pub fn choose(&self, workspace: &Workspace) -> Chosen {
        let folded = self.words.to_lowercase();
        let words: Vec<&str> = folded.split_whitespace().collect();
        let mut chosen = Chosen::default();
        for (index, entry) in workspace.entries().iter().enumerate() {
            if !self.shows(entry) || !words.iter().all(|word| entry.folded.contains(word)) {
                continue;
            }
            chosen.with_words += 1;
            let state = State::ALL.iter().position(|state| *state == entry.state);
            if let Some(state) = state {
                chosen.counts[state] += 1;
            }
            if self.state.is_none_or(|state| state == entry.state) {
                chosen.rows.push(index);
            }
        }
        // The entries themselves are sorted by name.
        let entries = workspace.entries();
        match self.sort {
            Sort::Name => {}
            Sort::State => chosen.rows.sort_by_key(|&row| entries[row].state),
            Sort::Marks => chosen
                .rows
                .sort_by_key(|&row| number(&entries[row], Content::marks)),
            Sort::Unsure => chosen
                .rows
                .sort_by_key(|&row| number(&entries[row], |content| content.unsure)),
            Sort::Findings => chosen.rows.sort_by_key(|&row| {
                let own = entries[row].set();
                own.map_or((0, 0), |own| (own.wrong(), own.findings[2]))
            }),
        }
        if self.descending {
            chosen.rows.reverse();
        }
        chosen
    }

    /// Sorts by this; by the same once more, the other way round. What is counted begins with the most.
    pub fn sort_by(&mut self, sort: Sort) {
        let usual = matches!(sort, Sort::Marks | Sort::Unsure | Sort::Findings);
        self.descending = if self.sort == sort {
            !self.descending
        } else {
            usual
        };
        self.sort = sort;
    }

    /// Whether anything but the order is asked for.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        !self.words.trim().is_empty() || self.state.is_some()
    }

    /// A set of somebody else's without an article is shown only with the sets of others.
    const fn shows(&self, entry: &Entry) -> bool {
        entry.is_article || !entry.own.is_empty() || self.theirs
    }
}

fn number(entry: &Entry, of: impl Fn(&Content) -> usize) -> usize {
    let content = entry.set().and_then(|own| own.content.as_ref().ok());
    content.map_or(0, of)
}
