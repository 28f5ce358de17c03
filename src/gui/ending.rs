//! A session that ends, a shutdown and Ctrl+C in the terminal send a signal, which no window sees: a thread waits for it and wakes the
//! window, which then saves and closes. A disk that does not answer must not hold that up: the journal holds the work.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use egui::Context;

/// Whether the program was told from outside to end.
#[derive(Clone, Default, Debug)]
pub struct Ending(Arc<AtomicBool>);

impl Ending {
    /// Listens from now on, and wakes this window when it is time. Where a signal can't be waited for, it ends the program as ever.
    #[must_use]
    pub fn listen(context: &Context) -> Self {
        let ending = Self::default();
        #[cfg(unix)]
        unix::listen(ending.0.clone(), context.clone());
        #[cfg(not(unix))]
        let _ = context;
        ending
    }

    /// Whether it is time to end.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[cfg(unix)]
mod unix {
    use std::time::Duration;

    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM},
        iterator::Signals,
        low_level::emulate_default_handler,
    };

    use super::{Arc, AtomicBool, Context, Ordering};

    /// How long the window has to save and to close: longer than it waits for a disk, and no longer than systems wait for a program.
    const PATIENCE: Duration = Duration::from_secs(5);

    pub(super) fn listen(asked: Arc<AtomicBool>, context: Context) {
        let ignored = ignored();
        let wanted = [SIGTERM, SIGINT, SIGHUP].into_iter();
        let wanted = wanted.filter(|signal| ignored & (1 << (signal - 1)) == 0);
        let Ok(mut signals) = Signals::new(wanted) else {
            return;
        };
        std::thread::spawn(move || {
            let Some(signal) = signals.forever().next() else {
                return;
            };
            asked.store(true, Ordering::Relaxed);
            context.request_repaint();
            // One more signal changes nothing: at the end of a session SIGHUP comes right behind SIGTERM.
            std::thread::sleep(PATIENCE);
            let _ = emulate_default_handler(signal);
        });
    }

    /// The signals that whoever started the program wants it to ignore, as `nohup` does, a bit each; none where the system does not say.
    fn ignored() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        line.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok())
            .unwrap_or(0)
    }
}
