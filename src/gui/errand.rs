//! Work that must not hold up a frame: it runs on a thread of its own, and a later frame fetches what came of it.
//!
//! A thread that has done its work takes the next piece: the system's allocator keeps what a thread has let go of for that thread, so
//! that a new one for each piece would in the course of a day hold many times the memory that the work ever needs at once.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Mutex, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError},
    },
};

use egui::Context;

/// A piece of work that was sent off.
pub struct Errand<T> {
    result: Receiver<T>,
}

impl<T: Send + 'static> Errand<T> {
    /// Sends work off. The window is drawn anew when it is done.
    pub fn send(context: &Context, work: impl FnOnce() -> T + Send + 'static) -> Self {
        let context = context.clone();
        Self::begin(work, move || context.request_repaint())
    }

    /// Sends work off before there is a window.
    pub fn begin(
        work: impl FnOnce() -> T + Send + 'static,
        then: impl FnOnce() + Send + 'static,
    ) -> Self {
        let (sender, result) = mpsc::channel();
        away(move || {
            // Nobody waits any more if the window was closed meanwhile.
            let _ = sender.send(work());
            then();
        });
        Self { result }
    }

    /// What came of it, if it is done.
    pub fn fetch(&self) -> Option<T> {
        self.result.try_recv().ok()
    }

    /// What came of it, if it is done; `Some(None)` if nothing will, because the work panicked.
    pub fn fetch_or_lost(&self) -> Option<Option<T>> {
        match self.result.try_recv() {
            Ok(result) => Some(Some(result)),
            Err(TryRecvError::Disconnected) => Some(None),
            Err(TryRecvError::Empty) => None,
        }
    }

    /// What came of it, if it is done in so long a time.
    pub fn fetch_within(&self, time: std::time::Duration) -> Option<T> {
        self.result.recv_timeout(time).ok()
    }

    /// What came of it, if it is done in so long a time; `Some(None)` if nothing will, because the work panicked.
    pub fn fetch_or_lost_within(&self, time: std::time::Duration) -> Option<Option<T>> {
        match self.result.recv_timeout(time) {
            Ok(result) => Some(Some(result)),
            Err(RecvTimeoutError::Disconnected) => Some(None),
            Err(RecvTimeoutError::Timeout) => None,
        }
    }

    /// Waits for it.
    pub fn wait(self) -> Option<T> {
        self.result.recv().ok()
    }
}

/// A piece of work.
type Work = Box<dyn FnOnce() + Send>;

/// Threads that wait for work; the one that had some last is the first to get more.
static IDLE: Mutex<Vec<Sender<Work>>> = Mutex::new(Vec::new());
/// Threads that are kept though they have nothing to do.
const KEPT: usize = 4;

/// Does something on a thread, at once: if all are busy, on a new one.
pub fn away(work: impl FnOnce() + Send + 'static) {
    let mut work: Work = Box::new(work);
    loop {
        // What is behind the lock is whole at any time.
        let idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let Some(thread) = idle else { break };
        match thread.send(work) {
            Ok(()) => return,
            Err(mpsc::SendError(back)) => work = back,
        }
    }
    std::thread::spawn(move || labour(work));
}

/// What a thread does: one piece of work after the other.
fn labour(first: Work) {
    let (sender, more) = mpsc::channel();
    let mut work = first;
    loop {
        // A fault of ours ends the work, and whoever waits for it is told by its silence; the thread goes on.
        let _ = catch_unwind(AssertUnwindSafe(work));
        {
            let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
            if idle.len() >= KEPT {
                return;
            }
            idle.push(sender.clone());
        }
        match more.recv() {
            Ok(next) => work = next,
            Err(_) => return,
        }
    }
}

/// Lets go of something big on a thread: to give the memory of a hundred thousand things back takes longer than a frame may.
pub fn dispose<T: Send + 'static>(big: T) {
    away(move || drop(big));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_panics_is_lost_and_no_more() {
        let lost = Errand::<u8>::begin(|| panic!("on purpose"), || ());
        while lost.fetch_or_lost().is_none() {
            std::thread::yield_now();
        }
        let numbers: Vec<_> = (0..40).map(|n| Errand::begin(move || n, || ())).collect();
        let sum: i32 = numbers.into_iter().filter_map(Errand::wait).sum();
        assert_eq!(sum, 780);
    }

    #[test]
    fn work_that_waits_holds_up_no_other() {
        let (go, wait) = mpsc::channel();
        let waiting: Vec<_> = (0..9)
            .map(|_| {
                let (tell, told) = mpsc::channel::<()>();
                (tell, Errand::begin(move || told.recv().is_ok(), || ()))
            })
            .collect();
        away(move || go.send(()).unwrap());
        wait.recv().unwrap();
        for (tell, errand) in waiting {
            tell.send(()).unwrap();
            assert_eq!(errand.wait(), Some(true));
        }
    }
}
