//! Whatever is done, saved, cut off and broken: a journal says what was, and never more.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use proptest::prelude::*;

use super::{
    offer::Found,
    past::{Disk, Past},
    record::{Told, Untold, entry_line, header_line, read},
    shorten::shorten,
    *,
};
use crate::{
    annotation::{Act, AnnotationId, AnnotationSet, Edit, History, Kind, Transaction},
    format::{self, Stamp},
    testing::{any_set, empty_set, span_of},
    text::Document,
};

const LONG_ENOUGH: Duration = Duration::from_secs(20);

/// A window without a window: a set, its file and its journal.
struct Pen {
    journals: Journals,
    file: PathBuf,
    set: AnnotationSet,
    history: History<Place>,
    journal: Journal,
    revision: u64,
    on_disk: Option<Stamp>,
    /// A save under way: what is saved.
    sent: Option<(AnnotationSet, u64)>,
}

impl Pen {
    /// Begins with a set that is not on disk.
    fn new(journals: &Journals, file: &Path, set: AnnotationSet) -> Self {
        Self {
            journal: Journal::begin(journals, file, header(file, &set, None)),
            journals: journals.clone(),
            file: file.to_owned(),
            set,
            history: History::default(),
            revision: 0,
            on_disk: None,
            sent: None,
        }
    }

    fn act(&mut self, transaction: Transaction) {
        let place = |head| Place {
            anchor: 0,
            head,
            mark: None,
        };
        let count = self.history.done().len();
        let (before, after) = (place(count), place(count + 1));
        self.history
            .act(&mut self.set, transaction.clone(), before, after)
            .unwrap();
        if !transaction.edits.is_empty() {
            self.revision += 1;
            self.journal
                .done(self.history.done().last().unwrap().clone());
        }
    }

    fn become_like(&mut self, wanted: &AnnotationSet) {
        let mut wanted = wanted.clone();
        wanted.sort();
        self.act(Transaction::between("become another", &self.set, &wanted));
    }

    fn undo(&mut self) {
        if self.history.undo(&mut self.set).unwrap().is_some() {
            self.revision += 1;
            let step = self.history.undone().last().unwrap().clone();
            self.journal.undone(step);
        }
    }

    fn redo(&mut self) {
        if self.history.redo(&mut self.set).unwrap().is_some() {
            self.revision += 1;
            self.journal
                .redone(self.history.done().last().unwrap().clone());
        }
    }

    fn send(&mut self) {
        if self.sent.is_none() {
            self.sent = Some((self.set.clone(), self.revision));
        }
    }

    /// The save that is under way reaches the disk; whether the journal hears of it.
    fn land(&mut self, heard: bool) {
        if let Some((set, revision)) = self.sent.take() {
            let stamp = format::save(&self.file, &set, self.on_disk).unwrap();
            self.on_disk = Some(stamp);
            if heard {
                self.journal.saved(stamp, self.revision - revision, &set);
            }
        }
    }

    fn save(&mut self) {
        self.send();
        self.land(true);
    }

    fn disk(&self) -> Option<(AnnotationSet, Stamp)> {
        let (bytes, stamp) = format::load(&self.file).ok()?;
        Some((format::read(&bytes).unwrap(), stamp))
    }

    /// The journals as they are on disk now, in a folder of their own, as if the window had ended in this moment.
    fn crashed(&self, folder: &Path) -> Journals {
        assert!(self.journal.is_written_within(LONG_ENOUGH));
        let copy = Journals {
            state: Some(folder.to_owned()),
            ..self.journals.clone()
        };
        let (from, to) = (self.journals.folder().unwrap(), copy.folder().unwrap());
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(from).into_iter().flatten() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
        copy
    }
}

fn header(file: &Path, set: &AnnotationSet, stamp: Option<Stamp>) -> Header {
    Header {
        set_file: file.display().to_string(),
        article: "story.txt".into(),
        annotator: "ada".into(),
        stamp,
        base: set.clone(),
    }
}

fn journals(folder: &Path, steps: usize) -> Journals {
    Journals {
        state: Some(folder.to_owned()),
        steps,
    }
}

fn find(journals: &Journals, file: &Path, disk: Option<&(AnnotationSet, Stamp)>) -> Found {
    let disk = disk.map_or(Disk::None, |(set, stamp)| Disk::Holds(set, *stamp));
    journals.find(file, disk)
}

fn new_set() -> AnnotationSet {
    empty_set(&Document::new("a story"))
}

/// What happens at a window.
#[derive(Clone, Debug)]
enum Happens {
    Become(Box<AnnotationSet>),
    Undo,
    Redo,
    /// A save is sent off.
    Send,
    /// It lands, and the journal may hear of it.
    Land(bool),
    /// The window is closed and opened again.
    Reopen,
}

fn any_happening() -> impl Strategy<Value = Happens> {
    prop_oneof![
        4 => any_set().prop_map(|mut set| {
            // A transaction leaves the annotator alone.
            set.annotator = new_set().annotator;
            Happens::Become(Box::new(set))
        }),
        3 => Just(Happens::Undo),
        2 => Just(Happens::Redo),
        2 => Just(Happens::Send),
        2 => any::<bool>().prop_map(Happens::Land),
        1 => Just(Happens::Reopen),
    ]
}

/// Closes the window and opens it anew. Everything that is not saved is restored.
fn reopened(pen: Pen) -> Pen {
    let (file, journals, set, revision) = (
        pen.file.clone(),
        pen.journals.clone(),
        pen.set.clone(),
        pen.revision,
    );
    let disk = pen.disk();
    drop(pen.journal);
    let found = find(&journals, &file, disk.as_ref());
    let (history, journal) = match (found.goes_on, found.offer) {
        (Some((history, left, past)), None) => {
            let journal = Journal::go_on(&journals, &file, left, &past);
            (history, journal)
        }
        (None, Some(offer)) => {
            assert_eq!((&offer.way, &offer.past.set), (&Way::AsItWas, &set));
            let history = offer.past.history.clone();
            let journal = Journal::go_on(&journals, &file, offer.left, &offer.past);
            (history, journal)
        }
        (None, None) => {
            let stamp = disk.as_ref().map(|(_, stamp)| *stamp);
            let journal = Journal::begin(&journals, &file, header(&file, &set, stamp));
            (History::default(), journal)
        }
        both => panic!("{both:?}"),
    };
    Pen {
        journals,
        file,
        set,
        history,
        journal,
        revision,
        on_disk: disk.map(|(_, stamp)| stamp),
        sent: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_journal_says_what_was_whatever_happens(happens in proptest::collection::vec(any_happening(), 1..24)) {
        let folder = tempfile::tempdir().unwrap();
        let all = journals(&folder.path().join("state"), 1000);
        let mut pen = Pen::new(&all, &folder.path().join("s.ada.ron"), new_set());
        for happens in happens {
            match happens {
                Happens::Become(set) => pen.become_like(&set),
                Happens::Undo => pen.undo(),
                Happens::Redo => pen.redo(),
                Happens::Send => pen.send(),
                Happens::Land(heard) => pen.land(heard),
                Happens::Reopen => {
                    pen.sent = None;
                    pen = reopened(pen);
                }
            }
        }
        let crashed = pen.crashed(&folder.path().join("crashed"));
        let disk = pen.disk();
        let unsaved = Unsaved::list(&crashed);
        let place = crate::folders::behind_links(&pen.file);
        let of = ["ada", "ben"].map(|name| unsaved.is_left_of(&place, name));
        let found = find(&crashed, &pen.file, disk.as_ref());
        let offers = found.offer.as_ref().is_some_and(|offer| !offer.past.unsaved.is_empty());
        prop_assert_eq!(of, [offers, false]);
        let on_disk = disk.as_ref().map_or_else(new_set, |(set, _)| set.clone());
        match (found.goes_on, found.offer) {
            (Some((history, _, past)), None) => {
                prop_assert_eq!((&past.set, &history), (&pen.set, &pen.history));
                prop_assert_eq!(&on_disk, &pen.set);
            }
            (None, Some(offer)) => {
                prop_assert_eq!(&offer.way, &Way::AsItWas);
                prop_assert_eq!((&offer.past.set, &offer.past.history), (&pen.set, &pen.history));
                prop_assert_eq!(&offer.past.known(), &on_disk);
            }
            (None, None) => {
                prop_assert_eq!(&on_disk, &pen.set);
                prop_assert!(pen.history.done().is_empty() && pen.history.undone().is_empty());
            }
            _ => prop_assert!(false, "one or the other"),
        }
    }

    #[test]
    fn a_shortened_journal_says_the_same(
        happens in proptest::collection::vec(any_happening(), 1..24),
        steps in 0usize..6,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut pen = Pen::new(&journals(folder.path(), 1000), &folder.path().join("s.ron"), new_set());
        for happens in happens {
            match happens {
                Happens::Become(set) => pen.become_like(&set),
                Happens::Undo => pen.undo(),
                Happens::Redo => pen.redo(),
                Happens::Send => pen.send(),
                Happens::Land(_) => pen.land(true),
                Happens::Reopen => {}
            }
        }
        let left = pen.crashed(&folder.path().join("crashed")).left_over(&pen.file);
        let disk = pen.disk();
        let disk = disk.as_ref().map_or(Disk::None, |(set, stamp)| Disk::Holds(set, *stamp));
        for left in left {
            let whole = Past::of(&left.told, disk);
            let Some(text) = shorten(&left.told, steps) else {
                prop_assert!(pen.on_disk.is_none());
                continue;
            };
            let told = read(&text).unwrap();
            let short = Past::of(&told, disk);
            prop_assert_eq!(short.entries, told.entries.len(), "all of it fits");
            prop_assert_eq!((&short.set, short.knows_disk), (&whole.set, whole.knows_disk));
            prop_assert_eq!(&short.unsaved, &whole.unsaved);
            let (kept, all) = (short.history.done(), whole.history.done());
            prop_assert!(all.ends_with(kept));
            prop_assert!(kept.len() >= steps.min(all.len()) || !whole.unsaved.is_empty());
        }
    }

    #[test]
    fn every_transaction_is_read_as_it_was_written(from in any_set(), to in any_set()) {
        let step = Transaction::between("“take over” \n\u{2028}", &from, &to);
        for transaction in [step.inverse(), step] {
            let entry = Entry::Done { transaction, before: Place::default(), after: Place { anchor: 1, head: usize::MAX, mark: None } };
            let base = { let mut set = new_set(); set.sort(); set };
            let text = [header_line(&header(Path::new("/a/b.ron"), &base, None)), entry_line(&entry)].concat();
            let told = read(&text).unwrap();
            prop_assert_eq!(&told.entries, &[(entry, text.len() as u64)]);
        }
    }

    #[test]
    fn any_set_can_be_the_beginning(mut set in any_set()) {
        set.sort();
        let written = header(Path::new("/ä\u{301}/“b”.ron"), &set, Some(Stamp::of(b"x")));
        prop_assert_eq!(read(&header_line(&written)).unwrap().header, written);
    }

    #[test]
    fn no_line_makes_the_reader_stumble(json in "\\PC{0,60}", bytes: Vec<u8>) {
        let line = |json: &str| format!("{} {json}\n", &crate::text::Sha256::of(json.as_bytes()).to_string()[..8]).into_bytes();
        let begins = header_line(&header(Path::new("/s.ron"), &new_set(), None));
        for text in [line(&json), bytes.clone(), [begins.clone(), line(&json)].concat(), [begins, bytes].concat()] {
            if let Ok(told) = read(&text) {
                prop_assert!(Past::of(&told, Disk::None).entries <= told.entries.len());
            }
        }
    }
}

/// What is sound by its checksum and makes no sense.
#[test]
fn what_does_not_fit_ends_the_journal_there() {
    let mut other = new_set();
    other.done = true;
    let done = |what: &str, edits| Entry::Done {
        transaction: Transaction {
            what: what.into(),
            edits,
        },
        before: Place::default(),
        after: Place::default(),
    };
    let sensible = done("say so", vec![Edit::Done(true)]);
    let undone_older = Entry::UndoneOlder {
        transaction: Transaction {
            what: "x".into(),
            edits: vec![Edit::Done(false)],
        },
        before: Place::default(),
        after: Place::default(),
    };
    for absurd in [
        done("again", vec![Edit::Done(true)]),
        done("nothing", vec![]),
        Entry::Redone,
        Entry::Saved {
            stamp: Stamp::of(b""),
            back: u64::MAX,
        },
        Entry::Saved {
            stamp: Stamp::of(b""),
            back: 2,
        },
        undone_older,
    ] {
        let base = header(Path::new("/s.ron"), &new_set(), None);
        let lines = [&sensible, &absurd, &Entry::Undone, &Entry::Undone].map(entry_line);
        let told = read(&[header_line(&base), lines.concat()].concat()).unwrap();
        assert_eq!(told.entries.len(), 4);
        let past = Past::of(&told, Disk::None);
        assert_eq!((past.entries, &past.set), (1, &other), "{absurd:?}");
    }
}

#[test]
fn a_newer_journal_is_left_alone_and_one_that_says_nothing_is_put_aside() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("s.ada.ron");
    let all = journals(folder.path(), 10);
    let kept = all.folder().unwrap();
    fs::create_dir_all(&kept).unwrap();
    let key = keeping::key(&file);
    let json = "{\"claimark_journal\":2,\"what\":[]}";
    let sum = crate::text::Sha256::of(json.as_bytes()).to_string();
    let newer = format!("{} {json}\n", &sum[..8]);
    assert_eq!(read(newer.as_bytes()), Err(Untold::Newer));
    let newer_path = kept.join(format!("{key}-1.journal"));
    fs::write(&newer_path, &newer).unwrap();
    fs::write(kept.join(format!("{key}-2.journal")), "nonsense").unwrap();
    fs::create_dir(kept.join(format!("{key}-3.journal"))).unwrap();
    assert!(all.left_over(&file).is_empty());
    assert_eq!(fs::read_to_string(newer_path).unwrap(), newer);
    assert_eq!(
        fs::read_to_string(kept.join(format!("{key}-2.broken"))).unwrap(),
        "nonsense"
    );
}

/// Three marks on a short text, saved after the first; gives all states.
fn short_journal(folder: &Path) -> (Vec<u8>, Pen, Vec<AnnotationSet>) {
    let document = Document::new("one two 😀 three");
    let mut pen = Pen::new(
        &journals(&folder.join("state"), 10),
        &folder.join("s.ada.ron"),
        empty_set(&document),
    );
    let mut states = vec![pen.set.clone()];
    for (n, words) in ["one", "two", "three"].into_iter().enumerate() {
        let act = Act::Mark {
            span: span_of(&document, words),
            kind: Kind::Claim,
            id: AnnotationId::from_random(n as u64),
            by: "ada".into(),
        };
        let step = pen.set.plan(&act, &document).unwrap();
        pen.act(step);
        states.push(pen.set.clone());
        if n == 0 {
            pen.save();
        }
    }
    assert!(pen.journal.is_written_within(LONG_ENOUGH));
    let kept = pen.journals.folder().unwrap();
    let path = fs::read_dir(kept).unwrap().next().unwrap().unwrap().path();
    let bytes = fs::read(path).unwrap();
    (bytes, pen, states)
}

#[test]
fn cut_or_broken_at_any_byte_it_says_what_was_before_and_never_more() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, pen, states) = short_journal(folder.path());
    let disk = pen.disk();
    let set_file = fs::read(&pen.file).unwrap();
    let whole: Told = read(&bytes).unwrap();
    assert_eq!(whole.sound(), bytes.len() as u64);
    let all = journals(&folder.path().join("other"), 10);
    let kept = all.folder().unwrap();
    let path = kept.join(format!("{}-1.journal", keeping::key(&pen.file)));
    fs::create_dir_all(&kept).unwrap();
    let check = |bytes: &[u8], at: usize| {
        fs::write(&path, bytes).unwrap();
        let found = find(&all, &pen.file, disk.as_ref());
        let sound = whole
            .entries
            .iter()
            .filter(|(_, end)| *end <= at as u64)
            .count();
        let acts = whole.entries[..sound].iter();
        let acts = acts.filter(|(entry, _)| entry.counts()).count();
        let past = match (&found.goes_on, &found.offer) {
            (Some((_, _, past)), None) => Some(past),
            (None, Some(offer)) => Some(&offer.past),
            (None, None) => None,
            both => panic!("{both:?}"),
        };
        match past {
            Some(past) => assert_eq!(past.set, states[acts], "at {at}"),
            // What says nothing, or only what is long saved.
            None => assert!(acts < 1, "at {at}"),
        }
        assert_eq!(fs::read(&pen.file).unwrap(), set_file);
        drop(found);
        for entry in fs::read_dir(&kept).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
    };
    for at in 0..=bytes.len() {
        check(&bytes[..at], at);
    }
    for at in 0..bytes.len() {
        for flip in [0x01, 0x80, 0xff] {
            let mut broken = bytes.clone();
            broken[at] ^= flip;
            check(&broken, at);
        }
    }
}

#[test]
fn behind_a_cut_it_goes_on_as_if_nothing_had_been_there() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, pen, states) = short_journal(folder.path());
    let all = journals(&folder.path().join("other"), 10);
    let kept = all.folder().unwrap();
    fs::create_dir_all(&kept).unwrap();
    let path = kept.join(format!("{}-1.journal", keeping::key(&pen.file)));
    fs::write(&path, &bytes[..bytes.len() - 3]).unwrap();
    let disk = pen.disk();
    let offer = find(&all, &pen.file, disk.as_ref()).offer.unwrap();
    assert_eq!(offer.past.set, states[2]);
    assert_eq!(offer.past.unsaved.len(), 1);
    assert_eq!(offer.past.unsaved[0].says(), "mark a claim “two”");
    let journal = Journal::go_on(&all, &pen.file, offer.left, &offer.past);
    let step = offer.past.history.done().last().unwrap().clone();
    journal.undone(step);
    assert!(journal.is_written_within(LONG_ENOUGH));
    drop(journal);
    let found = find(&all, &pen.file, disk.as_ref());
    let (_, _, past) = found.goes_on.unwrap();
    assert_eq!(past.set, states[1]);
    assert_eq!(read(&fs::read(&path).unwrap()).unwrap().entries.len(), 4);
}

#[test]
fn two_windows_have_a_journal_each_and_neither_is_taken_while_they_live() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("s.ada.ron");
    let all = journals(&folder.path().join("state"), 10);
    let mut other = new_set();
    other.done = true;
    let mut pens = [0, 1].map(|_| Pen::new(&all, &file, new_set()));
    for pen in &mut pens {
        pen.become_like(&other);
        assert!(pen.journal.is_written_within(LONG_ENOUGH));
    }
    assert_eq!(fs::read_dir(all.folder().unwrap()).unwrap().count(), 2);
    assert!(all.left_over(&file).is_empty());
    let [first, second] = pens;
    drop(first);
    assert_eq!(all.left_over(&file).len(), 1);
    drop(second);
    let found = find(&all, &file, None);
    assert!(found.offer.is_some());
    assert_eq!(found.further.len(), 1);
    // What the other did is there once the first is restored.
    let further = found.further.into_iter().next().unwrap();
    assert!(Offer::of_further(further, &other).is_none());
}

#[cfg(unix)]
#[test]
fn journals_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (_, pen, _) = short_journal(folder.path());
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let kept = pen.journals.folder().unwrap();
    assert_eq!(mode(&kept), 0o700);
    for entry in fs::read_dir(&kept).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}

#[test]
fn what_can_not_be_written_is_said_and_written_when_it_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    fs::write(&state, "in the way").unwrap();
    let all = journals(&state, 10);
    let file = folder.path().join("s.ada.ron");
    let mut pen = Pen::new(&all, &file, new_set());
    let mut other = new_set();
    other.done = true;
    pen.become_like(&other);
    assert!(!pen.journal.is_written_within(LONG_ENOUGH));
    let said = pen.journal.trouble().unwrap();
    assert!(
        said.contains("the journal can’t be written") && said.contains("CLAIMARK_STATE_DIR"),
        "{said}"
    );
    fs::remove_file(&state).unwrap();
    pen.undo();
    assert!(pen.journal.is_written_within(LONG_ENOUGH));
    assert_eq!(pen.journal.trouble(), None);
    // Somebody clears the folder away meanwhile.
    fs::remove_dir_all(&state).unwrap();
    pen.redo();
    assert!(pen.journal.is_written_within(LONG_ENOUGH));
    drop(pen.journal);
    assert_eq!(find(&all, &file, None).offer.unwrap().past.set, other);
}

#[test]
fn without_a_folder_it_is_said_that_nothing_is_kept() {
    let journal = Journal::begin(
        &Journals::default(),
        Path::new("s.ron"),
        header(Path::new("s.ron"), &new_set(), None),
    );
    assert!(journal.trouble().unwrap().contains("CLAIMARK_STATE_DIR"));
}

#[test]
fn a_journal_stays_short_and_undo_leads_beyond_it() {
    let folder = tempfile::tempdir().unwrap();
    let all = journals(&folder.path().join("state"), 5);
    let file = folder.path().join("s.ada.ron");
    let mut pen = Pen::new(&all, &file, new_set());
    let mut states = Vec::new();
    for n in 0..1300 {
        states.push(pen.set.clone());
        let done = Edit::Done(!pen.set.done);
        pen.act(Transaction {
            what: format!("turn {n}"),
            edits: vec![done],
        });
        if n % 100 == 0 {
            pen.save();
            assert!(pen.journal.is_written_within(LONG_ENOUGH));
        }
    }
    assert!(pen.journal.is_written_within(LONG_ENOUGH));
    let left = pen.crashed(&folder.path().join("a")).left_over(&file);
    assert!(left[0].told.entries.len() < 600, "it was shortened");
    for _ in 0..700 {
        pen.undo();
    }
    let disk = pen.disk();
    let found = find(&pen.crashed(&folder.path().join("b")), &file, disk.as_ref());
    let offer = found.offer.unwrap();
    assert_eq!(&offer.past.set, &states[600]);
    for _ in 0..700 {
        pen.redo();
    }
    let found = find(&pen.crashed(&folder.path().join("c")), &file, disk.as_ref());
    assert_eq!(found.offer.unwrap().past.set, pen.set);
    pen.save();
    drop(pen.journal);
    let disk = Some((pen.set.clone(), pen.on_disk.unwrap()));
    let (history, _, past) = find(&all, &file, disk.as_ref()).goes_on.unwrap();
    assert_eq!(
        (history.done().len(), &past.set),
        (5, &pen.set),
        "what is kept is bounded"
    );
    let none = Journals { steps: 0, ..all };
    assert!(find(&none, &file, disk.as_ref()).goes_on.is_none());
    assert_eq!(fs::read_dir(none.folder().unwrap()).unwrap().count(), 0);
}

#[test]
fn a_window_that_keeps_no_undo_leaves_no_journal_when_all_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let all = journals(&folder.path().join("state"), 0);
    let file = folder.path().join("s.ada.ron");
    let mut pen = Pen::new(&all, &file, new_set());
    let mut other = new_set();
    other.done = true;
    pen.become_like(&other);
    assert!(pen.journal.is_written_within(LONG_ENOUGH));
    assert_eq!(fs::read_dir(all.folder().unwrap()).unwrap().count(), 1);
    pen.save();
    drop(pen.journal);
    assert_eq!(fs::read_dir(all.folder().unwrap()).unwrap().count(), 0);
}

#[test]
fn a_set_that_others_changed_gets_what_fits() {
    let folder = tempfile::tempdir().unwrap();
    let (_, pen, states) = short_journal(folder.path());
    // Somebody takes the first mark away, and marks "two" by the id that this window gave to it.
    let mut theirs = states[0].clone();
    let mut two = (*states[2].annotations[1]).clone();
    two.note = "theirs".into();
    theirs.annotations.push(two.into());
    let stamp = format::save(&pen.file, &theirs, pen.on_disk).unwrap();
    drop(pen.journal);
    let found = find(&pen.journals, &pen.file, Some(&(theirs.clone(), stamp)));
    let offer = found.offer.unwrap();
    assert_eq!(offer.past.known(), states[1]);
    assert_eq!(offer.way, Way::Apart);
    assert_eq!(offer.past.stamp, pen.on_disk);
    // As the window joins them: the first mark is gone as they wanted, the second has their note.
    let joined = crate::merge::join(&offer.past.known(), &offer.past.set, &theirs).unwrap();
    assert!(joined.conflicts.is_empty());
    let told =
        |mark: &std::sync::Arc<crate::annotation::Annotation>| (mark.words(), mark.note.clone());
    let marks: Vec<_> = joined.set.annotations.iter().map(told).collect();
    assert_eq!(
        marks,
        [
            ("two".into(), "theirs".into()),
            ("three".into(), String::new())
        ]
    );
    let copy = pen
        .journals
        .leave_aside(&offer.past.set, &pen.file, &folder.path().join("story.txt"))
        .unwrap();
    assert!(copy.ends_with("left-aside/s.ada.1.ron"));
    let copy = format::read(&fs::read(copy).unwrap()).unwrap();
    assert_eq!(copy.annotations, states[3].annotations);
    assert_eq!(copy.article.file, "../../story.txt");
}

#[test]
fn a_set_that_is_gone_or_broken_is_in_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut pen, states) = short_journal(folder.path());
    pen.save();
    drop(pen.journal);
    for disk in [Disk::None, Disk::Broken] {
        let offer = pen.journals.find(&pen.file, disk).offer.unwrap();
        assert_eq!((&offer.past.set, &offer.way), (&states[3], &Way::AsItWas));
        assert!(offer.past.unsaved.is_empty());
    }
    // Of a set that others changed nothing is wanted any more when all was saved.
    let theirs = (states[0].clone(), Stamp::of(b"theirs"));
    let found = find(&pen.journals, &pen.file, Some(&theirs));
    assert!(found.offer.is_none() && found.goes_on.is_none());
    assert!(pen.journals.left_over(&pen.file).is_empty());
}

#[test]
fn only_what_is_saved_is_tidied_away() {
    let folder = tempfile::tempdir().unwrap();
    let all = journals(folder.path(), 10);
    let old = SystemTime::now() - Duration::from_secs(100 * 24 * 3600);
    let mut other = new_set();
    other.done = true;
    for (name, saved) in [("saved", true), ("new", true), ("unsaved", false)] {
        let file = folder.path().join(format!("{name}.ron"));
        let mut pen = Pen::new(&all, &file, new_set());
        pen.become_like(&other);
        if saved {
            pen.save();
        }
        drop(pen.journal);
        if name != "new" {
            let left = all.left_over(&file).remove(0);
            left.held.file.set_modified(old).unwrap();
        }
    }
    let kept = all.folder().unwrap();
    for n in 0..25 {
        fs::write(kept.join(format!("{n}.broken")), "x").unwrap();
    }
    let unfinished = kept.join(".new-x.journal");
    fs::write(&unfinished, "").unwrap();
    fs::File::options()
        .write(true)
        .open(&unfinished)
        .unwrap()
        .set_modified(old)
        .unwrap();
    tidy(folder.path());
    let count = |name: &str| all.left_over(&folder.path().join(name)).len();
    assert_eq!(
        [count("saved.ron"), count("new.ron"), count("unsaved.ron")],
        [0, 1, 1]
    );
    assert!(!unfinished.exists());
    assert_eq!(fs::read_dir(&kept).unwrap().count(), 2 + 20);
}
