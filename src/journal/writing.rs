//! The thread that writes a journal. A frame only hands it what was done: it takes all that waits, writes it at once and forces it to
//! the disk. What can't be written waits and is tried again, and there is a sentence that says so; a line that was written in part is
//! cut off first.

use std::{
    fs::File,
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    time::Duration,
};

use super::{
    Entry, Header, Journals, LeftOver, Place,
    keeping::{Held, NEW, bytes_of, is_at, key},
    past::{Disk, Past},
    record::{self, entry_line, header_line},
    shorten::{done, shorten},
};
use crate::{
    annotation::{AnnotationSet, Step},
    folders::private_folder,
    format::Stamp,
};

/// How long after a failure it is tried again.
const RETRY: Duration = Duration::from_secs(1);
/// How long a window that is closed waits for its journal.
const PATIENCE: Duration = Duration::from_secs(2);
/// Bytes that wait for a disk that refuses, at the most.
const MOST_WAITING: usize = 64 << 20;
/// Bytes from which on a journal is shortened.
const LONG: u64 = 32 << 20;
/// Marks from which on the beginning of a journal is written before there is anything to follow it: it takes a while.
const MANY: usize = 5_000;

/// A journal that is written. When it is dropped, what waits is written first, if that can be done in two seconds.
pub struct Journal {
    sender: Option<Sender<Note>>,
    trouble: Arc<Mutex<Option<String>>>,
    ended: Receiver<()>,
}

/// What the thread is told.
enum Note {
    Done(Step<Place>),
    Undone(Step<Place>),
    Redone(Step<Place>),
    Article,
    Saved {
        stamp: Stamp,
        back: u64,
        set: Box<AnnotationSet>,
    },
    /// When all before this is on disk, this journal is needed no longer.
    Instead(Held),
    /// Whether all before this is on disk.
    Written(Sender<bool>),
}

impl Journal {
    /// Begins a journal of a set. Its file is made with the first change.
    #[must_use]
    pub fn begin(journals: &Journals, set_file: &Path, header: Header) -> Self {
        Self::start(Writer::new(journals, set_file, header))
    }

    /// Goes on with a journal that was left over, behind what fits in it.
    #[must_use]
    pub fn go_on(journals: &Journals, set_file: &Path, left: LeftOver, past: &Past) -> Self {
        let told = left.told;
        let length = match past.entries {
            0 => told.begins,
            fit => told.entries[fit - 1].1,
        };
        let mut writer = Writer::new(journals, set_file, told.header);
        writer.know(past);
        writer.entries = past.entries;
        writer.file = Some(Open {
            held: left.held,
            length,
            ragged: true,
        });
        Self::start(writer)
    }

    fn start(mut writer: Writer) -> Self {
        let trouble = writer.trouble.clone();
        let (sender, notes) = mpsc::channel();
        let (ends, ended) = mpsc::channel();
        if writer.journals.folder().is_none() {
            writer.say(Some(
                "There is no folder for journals here, so a crash could cost what is not saved yet, and undo ends with the window; \
                 set CLAIMARK_STATE_DIR to a folder"
                    .to_owned(),
            ));
            return Self {
                sender: None,
                trouble,
                ended,
            };
        }
        std::thread::spawn(move || {
            writer.run(&notes);
            // Only now others may have the journal.
            drop(writer);
            // Nobody may wait any more.
            let _ = ends.send(());
        });
        Self {
            sender: Some(sender),
            trouble,
            ended,
        }
    }

    /// A step was done.
    pub fn done(&self, step: Step<Place>) {
        self.note(Note::Done(step));
    }

    /// A step was undone.
    pub fn undone(&self, step: Step<Place>) {
        self.note(Note::Undone(step));
    }

    /// A step was done again.
    pub fn redone(&self, step: Step<Place>) {
        self.note(Note::Redone(step));
    }

    /// The article was read anew.
    pub fn article(&self) {
        self.note(Note::Article);
    }

    /// The set as it was `back` changes ago is in its file, which has this stamp.
    pub fn saved(&self, stamp: Stamp, back: u64, set: &AnnotationSet) {
        let set = Box::new(set.clone());
        self.note(Note::Saved { stamp, back, set });
    }

    /// This journal holds what that one did, once all that was noted until now is on disk.
    pub fn instead_of(&self, other: Held) {
        self.note(Note::Instead(other));
    }

    /// Waits until all that was noted is on disk; `false` if it is not after this time.
    #[must_use]
    pub fn is_written_within(&self, time: Duration) -> bool {
        let (tells, told) = mpsc::channel();
        self.note(Note::Written(tells));
        told.recv_timeout(time).unwrap_or(false)
    }

    /// Why the journal is not on disk, if so: one sentence.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        let trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        trouble.clone()
    }

    fn note(&self, note: Note) {
        if let Some(sender) = &self.sender {
            // A thread that has ended, as it never should, is not missed: the set is saved all the same.
            let _ = sender.send(note);
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        if self.sender.take().is_some() {
            let _ = self.ended.recv_timeout(PATIENCE);
        }
    }
}

/// The journal's file.
struct Open {
    held: Held,
    /// Bytes that are sound.
    length: u64,
    /// Whether there may be more behind those.
    ragged: bool,
}

/// What the thread knows.
struct Writer {
    journals: Journals,
    /// What the journal's name begins with.
    key: String,
    /// With what a new file begins.
    header: Header,
    file: Option<Open>,
    /// Lines that are not on disk.
    waiting: Vec<u8>,
    /// Whether so much waited that it was given up: nothing is written until all is saved.
    gave_up: bool,
    /// Whether all entries are saved.
    clean: bool,
    /// Entries in the file and waiting.
    entries: usize,
    /// Steps in the file that can be undone, and done again.
    undoable: usize,
    redoable: usize,
    /// Bytes that may wait.
    most_waiting: usize,
    /// Entries and bytes above which it is shortened.
    limit: (usize, u64),
    instead: Vec<Held>,
    asked: Vec<Sender<bool>>,
    trouble: Arc<Mutex<Option<String>>>,
}

impl Writer {
    fn new(journals: &Journals, set_file: &Path, header: Header) -> Self {
        Self {
            journals: journals.clone(),
            key: key(set_file),
            header,
            file: None,
            waiting: Vec::new(),
            gave_up: false,
            clean: true,
            entries: 0,
            undoable: 0,
            redoable: 0,
            most_waiting: MOST_WAITING,
            limit: (Self::many(journals), LONG),
            instead: Vec::new(),
            asked: Vec::new(),
            trouble: Arc::default(),
        }
    }

    fn many(journals: &Journals) -> usize {
        journals.steps.max(250).saturating_mul(4)
    }

    fn know(&mut self, past: &Past) {
        self.undoable = past.history.done().len();
        self.redoable = past.history.undone().len();
        self.clean = past.unsaved.is_empty();
    }

    fn say(&self, trouble: Option<String>) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    fn run(&mut self, notes: &Receiver<Note>) {
        if self.file.is_none() && self.header.base.annotations.len() > MANY {
            self.write();
        }
        loop {
            let idle = self.waiting.is_empty();
            let next = match idle {
                true => notes.recv().map_err(|_| RecvTimeoutError::Disconnected),
                false => notes.recv_timeout(RETRY),
            };
            match next {
                Ok(note) => self.take(note),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            for note in notes.try_iter() {
                self.take(note);
            }
            if !self.waiting.is_empty() {
                self.write();
            }
            self.settle();
        }
        if !self.waiting.is_empty() {
            self.write();
        }
        // A journal that holds nothing, or nothing that is wanted after a restart, goes.
        let useless = self.entries == 0 || (self.clean && self.journals.steps == 0);
        if useless
            && self.waiting.is_empty()
            && let Some(open) = self.file.take()
        {
            open.held.remove();
        }
    }

    fn take(&mut self, note: Note) {
        let entry = match note {
            Note::Done(step) => {
                self.redoable = 0;
                self.undoable += 1;
                done(&step)
            }
            Note::Undone(step) => {
                self.redoable += 1;
                match self.undoable.checked_sub(1) {
                    Some(left) => {
                        self.undoable = left;
                        Entry::Undone
                    }
                    None => Entry::UndoneOlder {
                        transaction: step.transaction,
                        before: step.before,
                        after: step.after,
                    },
                }
            }
            Note::Redone(step) => {
                self.undoable += 1;
                match self.redoable.checked_sub(1) {
                    Some(left) => {
                        self.redoable = left;
                        Entry::Redone
                    }
                    None => done(&step),
                }
            }
            Note::Article => Entry::Article,
            Note::Saved { stamp, back, set } => {
                if self.gave_up && back == 0 {
                    self.begin_anew(stamp, *set);
                    return;
                }
                self.clean = back == 0;
                Entry::Saved { stamp, back }
            }
            Note::Instead(held) => return self.instead.push(held),
            Note::Written(tells) => return self.asked.push(tells),
        };
        self.clean &= !entry.counts();
        self.entries += 1;
        if !self.gave_up {
            self.waiting.extend(entry_line(&entry));
        }
        if self.waiting.len() > self.most_waiting {
            self.gave_up = true;
            self.waiting = Vec::new();
        }
    }

    /// What was given up is saved: a new journal begins there.
    fn begin_anew(&mut self, stamp: Stamp, set: AnnotationSet) {
        if let Some(open) = self.file.take() {
            open.held.remove();
        }
        (self.header.stamp, self.header.base) = (Some(stamp), set);
        (self.entries, self.undoable, self.redoable) = (0, 0, 0);
        (self.gave_up, self.clean) = (false, true);
        self.say(None);
    }

    /// Answers whoever waits, and removes what is needed no longer.
    fn settle(&mut self) {
        let written = self.waiting.is_empty() && !self.gave_up;
        for asks in self.asked.drain(..) {
            let _ = asks.send(written);
        }
        if written {
            self.instead.drain(..).for_each(Held::remove);
        }
    }

    fn write(&mut self) {
        match self.try_write() {
            Ok(()) => {
                self.waiting.clear();
                self.say(None);
                self.keep_short();
            }
            Err(error) => {
                let folder = self.journals.folder().unwrap_or_default();
                self.say(Some(format!(
                    "{}: the journal can’t be written ({error}), so a crash could cost what is not saved yet; \
                     make room there, or set CLAIMARK_STATE_DIR to another folder",
                    folder.display()
                )));
            }
        }
    }

    fn try_write(&mut self) -> io::Result<()> {
        match &mut self.file {
            None => {
                let mut text = header_line(&self.header);
                text.extend(&self.waiting);
                let path = self.new_path()?;
                let held = self.make(&path, &text)?;
                self.file = Some(Open {
                    held,
                    length: text.len() as u64,
                    ragged: false,
                });
            }
            Some(open) if !is_at(&open.held.file, &open.held.path) => {
                // Somebody has removed it; what it holds is still at hand.
                let mut text = bytes_of(&mut open.held.file)?;
                text.truncate(usize::try_from(open.length).unwrap_or(usize::MAX));
                text.extend(&self.waiting);
                let path = open.held.path.clone();
                let held = self.make(&path, &text)?;
                self.file = Some(Open {
                    held,
                    length: text.len() as u64,
                    ragged: false,
                });
            }
            Some(open) => {
                let file = &mut open.held.file;
                if std::mem::replace(&mut open.ragged, true) {
                    file.set_len(open.length)?;
                }
                file.seek(SeekFrom::Start(open.length))?;
                let written = file
                    .write_all(&self.waiting)
                    .and_then(|()| file.sync_data());
                if written.is_err() {
                    // What is there of the line is in the way of nobody, but takes room.
                    let _ = file.set_len(open.length);
                }
                written?;
                open.length += self.waiting.len() as u64;
                open.ragged = false;
            }
        }
        Ok(())
    }

    fn new_path(&self) -> io::Result<PathBuf> {
        let folder = self.journals.folder().unwrap_or_default();
        let chance = getrandom::u64().map_err(io::Error::other)?;
        Ok(folder.join(format!("{}-{chance:016x}.journal", self.key)))
    }

    /// Puts a journal with this text in its place in one step, whole, on the disk and locked.
    fn make(&self, path: &Path, text: &[u8]) -> io::Result<Held> {
        let folder = path.parent().unwrap_or(Path::new("."));
        private_folder(folder)?;
        // Such files are for their owner alone.
        let mut new = tempfile::Builder::new()
            .prefix(NEW)
            .suffix(".journal")
            .tempfile_in(folder)?;
        // Where the file system has no locks, two windows could take each other's journal for left over: rather that than none.
        let _ = new.as_file().try_lock();
        new.write_all(text)?;
        new.as_file().sync_all()?;
        let file = new.persist(path).map_err(|failed| failed.error)?;
        // The new name reaches the disk with the folder; not every system lets one force a folder.
        if let Ok(folder) = File::open(folder) {
            let _ = folder.sync_all();
        }
        Ok(Held {
            file,
            path: path.to_owned(),
        })
    }

    /// Writes a journal anew that has grown too long. What can't be shortened stays as it is.
    fn keep_short(&mut self) {
        let Some(open) = &mut self.file else { return };
        if self.entries <= self.limit.0 && open.length <= self.limit.1 {
            return;
        }
        let path = open.held.path.clone();
        let short = bytes_of(&mut open.held.file).ok().and_then(|bytes| {
            let told = record::read(&bytes).ok()?;
            let text = shorten(&told, self.journals.steps)?;
            let told = record::read(&text).ok()?;
            Some((text, told))
        });
        if let Some((text, told)) = short
            && let Ok(held) = self.make(&path, &text)
        {
            self.entries = told.entries.len();
            self.know(&Past::of(&told, Disk::Broken));
            self.file = Some(Open {
                held,
                length: text.len() as u64,
                ragged: false,
            });
        }
        let length = self.file.as_ref().map_or(0, |open| open.length);
        self.limit = (
            Self::many(&self.journals).max(self.entries.saturating_mul(2)),
            LONG.max(length.saturating_mul(2)),
        );
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{
        annotation::{Edit, Transaction},
        testing::empty_set,
        text::Document,
    };

    fn turn(done: bool) -> Step<Place> {
        Step {
            transaction: Transaction {
                what: "turn".into(),
                edits: vec![Edit::Done(done)],
            },
            before: Place::default(),
            after: Place::default(),
        }
    }

    #[test]
    fn what_is_too_much_to_wait_is_given_up_until_all_is_saved() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        fs::write(&state, "in the way").unwrap();
        let journals = Journals {
            state: Some(state.clone()),
            steps: 10,
        };
        let file = folder.path().join("s.ron");
        let mut set = empty_set(&Document::new("a story"));
        let header = Header {
            set_file: String::new(),
            article: String::new(),
            annotator: String::new(),
            stamp: None,
            base: set.clone(),
        };
        let mut writer = Writer::new(&journals, &file, header);
        writer.most_waiting = 1000;
        let journal = Journal::start(writer);
        let wait = Duration::from_secs(20);
        for n in 0..31 {
            journal.done(turn(n % 2 == 0));
        }
        assert!(!journal.is_written_within(wait));
        fs::remove_file(&state).unwrap();
        assert!(!journal.is_written_within(wait), "there is nothing to tell");
        set.done = true;
        let stamp = Stamp::of(b"saved");
        journal.saved(stamp, 0, &set);
        // One that the journal has never heard of.
        journal.undone(turn(true));
        assert!(journal.is_written_within(wait));
        assert_eq!(journal.trouble(), None);
        drop(journal);
        let found = journals.find(&file, Disk::Holds(&set, stamp));
        let offer = found.offer.unwrap();
        assert!(!offer.past.set.done);
        assert_eq!(offer.past.history.undone(), [turn(true)]);
    }
}
