//! The set's file, looked at every second or two, and at once when the user comes back to the window: git, a sync tool, a colleague or
//! another window may write it while it is open. A thread of its own looks whether anything stirs; what is there is read and joined on
//! another one, so that no frame waits for the disk or for twenty thousand marks.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    time::Duration,
};

use egui::Context;

use super::{
    desk::{Desk, joined::JOIN},
    opening, watching,
};
use crate::{
    annotation::{AnnotationSet, Transaction},
    format::{self, Stamp},
    merge::{Joined, Unjoinable, join},
    text::Sha256,
};

/// How often the file is looked at.
const EVERY: Duration = Duration::from_millis(1500);

/// See the head of this file.
#[derive(Default)]
pub struct WatchingSet {
    thread: Option<(Sender<()>, Receiver<()>)>,
    had_focus: Option<bool>,
}

impl WatchingSet {
    /// To be called every frame: whether the file may be another one than it was.
    pub fn is_stirred(&mut self, context: &Context, desk: &Desk) -> bool {
        let (asks, tells) = self
            .thread
            .get_or_insert_with(|| begin(context, desk.set_file.clone()));
        let focus = context.input(|input| input.focused);
        if self.had_focus.replace(focus) == Some(false) && focus {
            // A thread that has ended, as it never should, is not missed.
            let _ = asks.send(());
        }
        tells.try_iter().count() > 0
    }
}

fn begin(context: &Context, path: PathBuf) -> (Sender<()>, Receiver<()>) {
    let (asks, asked) = mpsc::channel();
    let (tells, told) = mpsc::channel();
    let context = context.clone();
    std::thread::spawn(move || {
        let mut known = None;
        // Until nobody asks any more: the article was left.
        while asked.recv_timeout(EVERY) != Err(RecvTimeoutError::Disconnected) {
            let now = (watching::stamp(&path), fs::exists(&path).unwrap_or(true));
            if known.replace(now) != Some(now) {
                if tells.send(()).is_err() {
                    return;
                }
                context.request_repaint();
            }
        }
    });
    (asks, told)
}

/// What was found in the set's file.
#[derive(Debug)]
pub enum Seen {
    /// What is known to be there.
    AsKnown,
    /// There was a file, and there is none any more.
    Gone,
    /// The disk does not let one look.
    OutOfReach,
    /// It is no set that can be read: why. It may be half of one.
    Broken(String, Stamp),
    /// Another set.
    Other(Box<Other>),
}

/// What somebody else wrote, and what comes of joining it with what is here.
#[derive(Debug)]
pub struct Other {
    /// The file's content.
    pub stamp: Stamp,
    /// The name of the article's file, as that set has it.
    pub article: String,
    /// The text that its marks stand on.
    pub text: Sha256,
    /// The two joined.
    pub joined: Result<Joined, Unjoinable>,
    /// What makes the joined set of the one here.
    pub step: Transaction,
}

/// All that is needed to look, and to know later whether what was seen is still of use.
#[derive(Clone)]
pub struct Known {
    path: PathBuf,
    base: AnnotationSet,
    mine: AnnotationSet,
    on_disk: Option<Stamp>,
    revision: u64,
}

impl Known {
    /// What is known now.
    #[must_use]
    pub fn of(desk: &Desk) -> Self {
        Self {
            path: desk.set_file.clone(),
            base: desk.base.clone(),
            mine: desk.set().clone(),
            on_disk: desk.on_disk,
            revision: desk.revision(),
        }
    }

    /// Whether nothing has happened since.
    #[must_use]
    pub fn is_of(&self, desk: &Desk) -> bool {
        (self.revision, self.on_disk) == (desk.revision(), desk.on_disk)
    }

    /// Reads the file, and joins it with what is here if it is another one.
    #[must_use]
    pub fn look(&self) -> Seen {
        let (bytes, stamp) = match format::load(&self.path) {
            Ok(loaded) => loaded,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return match self.on_disk {
                    Some(_) if !is_link(&self.path) => Seen::Gone,
                    Some(_) => Seen::OutOfReach,
                    None => Seen::AsKnown,
                };
            }
            Err(_) => return Seen::OutOfReach,
        };
        if self.on_disk == Some(stamp) {
            return Seen::AsKnown;
        }
        let Ok(theirs) = format::read(&bytes) else {
            // To say why takes a second reading; by then it may be whole.
            return match opening::reread(&self.path) {
                Err(says) => Seen::Broken(says, stamp),
                Ok(_) => self.look(),
            };
        };
        let joined = join(&self.base, &self.mine, &theirs);
        let to = joined.as_ref().map_or(&self.mine, |joined| &joined.set);
        Seen::Other(Box::new(Other {
            step: Transaction::between(JOIN, &self.mine, to),
            stamp,
            article: theirs.article.file.clone(),
            text: theirs.article.text_sha256,
            joined,
        }))
    }
}

/// Whether it is a link, if to nowhere: where that leads may be out of reach for a while.
fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        annotation::{Act, AnnotationId, Kind},
        testing::{empty_set, span_of},
        text::Document,
    };

    #[test]
    fn each_state_of_the_file_is_told_from_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("story.ada.ron");
        let document = Arc::new(Document::new("One two three"));
        let set = empty_set(&document);
        let look = |desk: &Desk| Known::of(desk).look();
        let desk = |stamp| {
            let article = folder.path().join("story.txt");
            Desk::new(article, path.clone(), document.clone(), set.clone(), stamp)
        };
        assert!(matches!(look(&desk(None)), Seen::AsKnown), "none yet");
        let stamp = format::save(&path, &set, None).unwrap();
        assert!(matches!(look(&desk(Some(stamp))), Seen::AsKnown));
        let mut theirs = set.clone();
        let act = Act::Mark {
            span: span_of(&document, "two"),
            kind: Kind::Claim,
            id: AnnotationId::from_random(1),
            by: "ada".to_owned(),
        };
        theirs.do_all("", &[act], &document).unwrap();
        let text = format::write(&theirs);
        fs::write(&path, &text).unwrap();
        let Seen::Other(other) = look(&desk(Some(stamp))) else {
            panic!("another set is there")
        };
        let mut joined = desk(Some(stamp));
        joined
            .take_joined(&other.joined.unwrap(), other.step, other.stamp)
            .unwrap();
        assert_eq!(joined.set(), &theirs);
        assert!(!joined.is_changed(), "there is nothing to write");
        fs::write(&path, &text[..text.len() / 2]).unwrap();
        assert!(matches!(look(&joined), Seen::Broken(..)), "half of it");
        fs::remove_file(&path).unwrap();
        assert!(matches!(look(&joined), Seen::Gone));
        fs::create_dir(&path).unwrap();
        assert!(matches!(look(&joined), Seen::OutOfReach));
    }
}
