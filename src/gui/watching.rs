//! The article's file, looked at every second or two, and at once when the user comes back to the window: it may be changed while it is
//! open. A thread of its own looks, so that a network drive that does not answer holds up nothing, and a window in which nothing
//! happens draws no frame for it.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    time::{Duration, SystemTime},
};

use egui::Context;

use super::desk::Desk;
use crate::{
    article::{self, Article, Problem},
    text::{Reading, Sha256},
};

/// How often the file is looked at.
const EVERY: Duration = Duration::from_millis(1500);

/// What tells a file from what it was before without reading it: its length in bytes and when it was written.
pub type Stamp = (u64, Option<SystemTime>);

/// A file's stamp; `None` if it can't be looked at.
#[must_use]
pub fn stamp(path: &Path) -> Option<Stamp> {
    let about = fs::metadata(path).ok()?;
    Some((about.len(), about.modified().ok()))
}

/// What there is to say of the file.
#[derive(Debug, Default)]
pub enum News {
    /// Its text is the one that is shown.
    #[default]
    None,
    /// There is no such file any more.
    Gone,
    /// It is another file now, and can't be read: why.
    Unreadable(String),
    /// Its text is another one.
    Changed(Box<Article>, Stamp),
}

/// See the head of this file.
#[derive(Default)]
pub struct Watching {
    thread: Option<(Sender<()>, Receiver<News>)>,
    had_focus: Option<bool>,
    /// What was seen last.
    pub news: News,
}

impl Watching {
    /// To be called every frame.
    pub fn follow(&mut self, context: &Context, desk: &Desk) {
        // What belongs to another article stays as it is.
        if desk.frozen.is_some() {
            return;
        }
        let (asks, tells) = self.thread.get_or_insert_with(|| begin(context, desk));
        let focus = context.input(|input| input.focused);
        if self.had_focus.replace(focus) == Some(false) && focus {
            // A thread that has ended, as it never should, is not missed.
            let _ = asks.send(());
        }
        if let Some(news) = tells.try_iter().last() {
            self.news = news;
        }
    }

    /// The text that there is news of, if there is any; from now on the desk is watched that shows it.
    pub fn take_changed(&mut self) -> Option<(Box<Article>, Stamp)> {
        match std::mem::take(&mut self.news) {
            News::Changed(article, stamp) => {
                self.thread = None;
                Some((article, stamp))
            }
            other => {
                self.news = other;
                None
            }
        }
    }
}

fn begin(context: &Context, desk: &Desk) -> (Sender<()>, Receiver<News>) {
    let (asks, asked) = mpsc::channel();
    let (tells, told) = mpsc::channel();
    let mut watch = Watch {
        path: desk.article.clone(),
        reading: desk.record.reading.clone(),
        text: desk.document.sha256(),
        known: desk.article_stamp,
        missed: false,
    };
    let context = context.clone();
    std::thread::spawn(move || {
        // Until nobody asks any more: the article was left.
        while asked.recv_timeout(EVERY) != Err(RecvTimeoutError::Disconnected) {
            if let Some(news) = watch.look() {
                if tells.send(news).is_err() {
                    return;
                }
                context.request_repaint();
            }
        }
    });
    (asks, told)
}

/// What the thread knows.
struct Watch {
    path: PathBuf,
    reading: Reading,
    /// The text that is shown.
    text: Sha256,
    /// The file as it was last read.
    known: Option<Stamp>,
    /// Whether it was not there.
    missed: bool,
}

impl Watch {
    /// Looks at the file; gives what is new.
    fn look(&mut self) -> Option<News> {
        let Some(now) = stamp(&self.path) else {
            // What only can't be looked at for now may be there.
            let gone = !fs::exists(&self.path).unwrap_or(true);
            return (gone && !std::mem::replace(&mut self.missed, true)).then_some(News::Gone);
        };
        let back = std::mem::take(&mut self.missed);
        if self.known == Some(now) && !back {
            return None;
        }
        let read = article::read(&self.path, Some(&self.reading));
        if stamp(&self.path) != Some(now) {
            // Somebody is writing: what was read may be half of it.
            self.missed = back;
            return None;
        }
        self.known = Some(now);
        Some(match read {
            Ok(article) if article.document.sha256() == self.text => News::None,
            Ok(article) => News::Changed(Box::new(article), now),
            Err(error) if matches!(error.problem, Problem::Missing) => {
                self.missed = true;
                News::Gone
            }
            Err(error) => News::Unreadable(error.problem.to_string()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watch(path: &Path) -> Watch {
        let article = article::read(path, None).unwrap();
        Watch {
            path: path.to_owned(),
            text: article.document.sha256(),
            reading: article.reading,
            known: stamp(path),
            missed: false,
        }
    }

    #[test]
    fn only_another_text_is_news_and_each_state_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("story.txt");
        fs::write(&path, "one\ntwo\n").unwrap();
        let mut watch = watch(&path);
        assert!(watch.look().is_none());
        fs::write(&path, "one\r\ntwo\r\n").unwrap();
        assert!(matches!(watch.look(), Some(News::None)), "other line ends");
        assert!(watch.look().is_none());
        fs::write(&path, "one\nthree\n").unwrap();
        let Some(News::Changed(article, _)) = watch.look() else {
            panic!("a change was missed")
        };
        assert_eq!(article.document.text(), "one\nthree\n");
        assert!(watch.look().is_none());
        fs::remove_file(&path).unwrap();
        assert!(matches!(watch.look(), Some(News::Gone)));
        assert!(watch.look().is_none());
        fs::write(&path, [0u8; 40]).unwrap();
        assert!(matches!(watch.look(), Some(News::Unreadable(_))));
        fs::write(&path, "one\ntwo\n").unwrap();
        assert!(matches!(watch.look(), Some(News::None)), "as it was");
    }

    #[test]
    fn a_file_that_comes_back_as_it_was_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let (path, aside) = (folder.path().join("story.txt"), folder.path().join("aside"));
        fs::write(&path, "one two").unwrap();
        let mut watch = watch(&path);
        fs::rename(&path, &aside).unwrap();
        assert!(matches!(watch.look(), Some(News::Gone)));
        fs::rename(&aside, &path).unwrap();
        assert!(matches!(watch.look(), Some(News::None)));
    }
}
