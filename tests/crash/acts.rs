//! What is done before a crash, and what the set must hold after each act: worked out here, without Claimark.

/// What a person does by keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    /// Marks the word of the next line as a claim, a denial or a figure.
    Mark(u8),
    /// Takes the last act back.
    Undo,
    /// Does it again.
    Redo,
}

impl Act {
    /// The keys for it.
    pub(crate) fn keys(self) -> Vec<&'static str> {
        match self {
            Self::Mark(kind) => vec!["Down", "Home", "w", ["1", "2", "3"][usize::from(kind)]],
            Self::Undo => vec!["ctrl+z"],
            Self::Redo => vec!["ctrl+shift+z"],
        }
    }
}

/// The marks of a set, in text order: the line that each stands on, and its kind.
pub(crate) type Marks = Vec<(usize, u8)>;

/// What the set should hold, and what can be taken back and done again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    marks: Marks,
    undone: Marks,
    /// The line of the caret. The headline is line 0.
    line: usize,
}

impl Model {
    /// What the set should hold.
    pub(crate) fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Whether there is something to be done again.
    pub(crate) fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// The line of the caret.
    pub(crate) const fn line(&self) -> usize {
        self.line
    }

    /// Does an act. Marks are made from top to bottom, so that the last act is the last mark.
    pub(crate) fn act(&mut self, act: Act) {
        match act {
            Act::Mark(kind) => {
                self.line += 1;
                self.marks.push((self.line, kind));
                self.undone.clear();
            }
            Act::Undo => {
                if let Some(mark) = self.marks.pop() {
                    self.line = mark.0;
                    self.undone.push(mark);
                }
            }
            Act::Redo => {
                if let Some(mark) = self.undone.pop() {
                    self.line = mark.0;
                    self.marks.push(mark);
                }
            }
        }
    }

    /// After a start one goes to the last mark, if there is one.
    pub(crate) fn start(&mut self) {
        self.line = self.marks.last().map_or(0, |mark| mark.0);
    }
}
