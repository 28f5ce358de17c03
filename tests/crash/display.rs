//! A display without a screen, and Claimark's real window on it, driven by real keys.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

/// Longest time that a window may take to come up, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// An X server of its own; it ends with this.
pub(crate) struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts one; `None`, and a loud word, where there is no Xvfb or xdotool. With `CI=true` that is a failure.
    pub(crate) fn start() -> Option<Self> {
        let there = |name| Command::new(name).arg("-version").output().is_ok();
        if !there("Xvfb") || !there("xdotool") {
            assert!(
                std::env::var_os("CI").is_none(),
                "there is no Xvfb or xdotool to try the real window with"
            );
            eprintln!("SKIPPED: there is no Xvfb or xdotool to try the real window with");
            return None;
        }
        // Without `-noreset` it begins anew whenever the last window is gone, and refuses whoever comes just then.
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1000x700x24"])
            .args(["-noreset", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut number = String::new();
        let out = server.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut number).unwrap();
        let name = format!(":{}", number.trim());
        Some(Self { server, name })
    }

    /// Asks xdotool; what it says, if it is content.
    fn ask(&self, arguments: &[&str]) -> Option<String> {
        let mut command = Command::new("xdotool");
        let output = command
            .env("DISPLAY", &self.name)
            .args(arguments)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        output.status.success().then_some(said)
    }

    /// Presses keys, one after the other, in the window that has the focus.
    pub(crate) fn press(&self, keys: &[&str]) {
        let arguments = [&["key", "--delay", "8"], keys].concat();
        self.ask(&arguments).unwrap();
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A running Claimark. It is killed with this, as by a power cut.
pub(crate) struct Running(Child);

impl Running {
    /// Starts it on an article, and waits until it can be typed in; `home` is for settings and state.
    pub(crate) fn start(display: &Display, home: &Path, article: &Path) -> Self {
        let mut running = Self::launch(display, home, article);
        let name = article.file_name().unwrap().to_str().unwrap();
        let begun = Instant::now();
        let window = loop {
            // The title is the article's name once it is open.
            let named = ["search", "--onlyvisible", "--name", &format!("^{name}")];
            if let Some(found) = display.ask(&named)
                && let Some(window) = found.lines().last()
            {
                break window.to_owned();
            }
            if let Some(status) = running.0.try_wait().unwrap() {
                panic!("Claimark ended by itself: {status}");
            }
            assert!(begun.elapsed() < PATIENCE, "no window within {PATIENCE:?}");
            std::thread::sleep(Duration::from_millis(20));
        };
        // There is no window manager to give it the focus.
        display.ask(&["windowfocus", "--sync", &window]).unwrap();
        running
    }

    /// Starts it and does not wait for anything.
    pub(crate) fn launch(display: &Display, home: &Path, article: &Path) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_claimark"))
            .arg(article)
            .args(["--annotator", "ada"])
            .env("DISPLAY", &display.name)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .env("CLAIMARK_CONFIG_DIR", home.join("settings"))
            .env("CLAIMARK_STATE_DIR", home.join("state"))
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        Self(child)
    }

    /// Ends it with SIGKILL, and sees that nothing but that ended it.
    pub(crate) fn kill(mut self) {
        if let Some(status) = self.0.try_wait().unwrap() {
            panic!("Claimark ended by itself: {status}");
        }
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// Sends it a signal that it hears of, `TERM` or the like; how it ended, and after how long. Panics if it goes on.
    pub(crate) fn end(mut self, signal: &str) -> (ExitStatus, Duration) {
        let id = self.0.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(sent.unwrap().success());
        let begun = Instant::now();
        loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                return (status, begun.elapsed());
            }
            assert!(begun.elapsed() < PATIENCE, "SIG{signal} did not end it");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
