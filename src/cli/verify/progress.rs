//! How far a long run has come, on a terminal: one line that is written over, and taken away at the end.

use std::{
    io::{self, IsTerminal, Write},
    sync::Mutex,
    time::{Duration, Instant},
};

/// Who waits for less than this need not be told anything.
const PATIENCE: Duration = Duration::from_millis(700);
/// Time between two lines.
const PACE: Duration = Duration::from_millis(150);

/// The line on standard error; silent where that is no terminal.
pub(super) struct Progress {
    wanted: bool,
    /// When the next line is due, and whether there is one already.
    line: Mutex<(Instant, bool)>,
}

impl Progress {
    pub(super) fn new(wanted: bool) -> Self {
        Self {
            wanted: wanted && io::stderr().is_terminal(),
            line: Mutex::new((Instant::now() + PATIENCE, false)),
        }
    }

    /// So many sets are done, of so many.
    pub(super) fn tell(&self, done: usize, all: usize) {
        if !self.wanted {
            return;
        }
        // Who finds the lock taken has nothing to add.
        let Ok(mut line) = self.line.try_lock() else {
            return;
        };
        let now = Instant::now();
        if now < line.0 {
            return;
        }
        *line = (now + PACE, true);
        // Whether anybody sees it is not ours to mend.
        let _ = write!(io::stderr(), "\r\x1b[Kchecking: {done} of {all}");
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let there = self.line.get_mut().is_ok_and(|line| line.1);
        if there {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
