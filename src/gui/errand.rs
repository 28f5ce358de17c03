//! Work that must not hold up a frame: it runs on a thread of its own, and a later frame fetches what came of it.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, TryRecvError};

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
        std::thread::spawn(move || {
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

/// Lets go of something big on a thread: to give the memory of a hundred thousand things back takes longer than a frame may.
pub fn dispose<T: Send + 'static>(big: T) {
    std::thread::spawn(move || drop(big));
}
