//! Saves of one file within this program wait for each other, so that one that a disk has held up does not come over a later one; and
//! one that nobody waits for any more can be given up.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// Says that a save is no longer wanted, to the thread that is busy with it. Clones say the same.
#[derive(Clone, Default, Debug)]
pub struct GivenUp(Arc<AtomicBool>);

impl GivenUp {
    /// The save is no longer wanted.
    pub fn give_up(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether it is no longer wanted.
    #[must_use]
    pub fn is_given_up(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

static UNDER_WAY: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
static ENDED: Condvar = Condvar::new();

/// How often one that waits looks whether it is still wanted.
const LOOK: Duration = Duration::from_millis(100);

/// As long as it lives, no other save of the file goes on.
pub(super) struct Turn(Option<PathBuf>);

impl Turn {
    /// Waits until no other save of this file is under way, or until this one is given up.
    pub(super) fn take(target: &Path, given_up: &GivenUp) -> Self {
        let mut under_way = UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner);
        while under_way.contains(target) {
            if given_up.is_given_up() {
                return Self(None);
            }
            (under_way, _) = ENDED
                .wait_timeout(under_way, LOOK)
                .unwrap_or_else(PoisonError::into_inner);
        }
        under_way.insert(target.to_owned());
        Self(Some(target.to_owned()))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(target) = &self.0 {
            let mut under_way = UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner);
            under_way.remove(target);
            ENDED.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_on_when_the_other_has_ended_or_when_it_is_given_up() {
        let (path, other) = (Path::new("/turns/a"), Path::new("/turns/b"));
        let wanted = GivenUp::default();
        let first = Turn::take(path, &wanted);
        // Another file is nobody's turn.
        drop(Turn::take(other, &wanted));
        let unwanted = GivenUp::default();
        unwanted.give_up();
        // Returns, and does not end the first one's turn.
        drop(Turn::take(path, &unwanted));
        std::thread::scope(|scope| {
            let second = scope.spawn(|| drop(Turn::take(path, &wanted)));
            std::thread::sleep(Duration::from_millis(20));
            assert!(!second.is_finished());
            drop(first);
            second.join().unwrap();
        });
    }
}
