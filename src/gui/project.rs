//! An open folder in the window: what is known of it, how it is looked through on a thread, which rows are shown, and the walk from
//! article to article that began in it.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    time::SystemTime,
};

use egui::Context;

use super::reading::select::Move;
use crate::{
    journal::Journals,
    workspace::{self, Cache, Chosen, Entry, News, Scan, State, Summary, View, Work, Workspace},
};

/// What the thread tells.
enum Told {
    News(News),
    /// What is known now, when it has ended.
    Kept(Box<Cache>),
    /// The folder can't be read, in a sentence.
    Failed(String),
}

/// A look through the folder that is under way.
struct Looking {
    told: Receiver<Told>,
    cancel: Arc<AtomicBool>,
    /// What it has found so far, where another look's findings are shown meanwhile.
    aside: Option<Workspace>,
}

impl Drop for Looking {
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

/// A row: an entry, or one of the sets of others on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// The entry's index.
    pub entry: usize,
    /// The index of the set among those of others; the entry itself if there is none.
    pub theirs: Option<usize>,
}

/// What is to be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// The article, or a set whose article is to be found.
    pub path: PathBuf,
    /// The set, where it is known which one.
    pub set: Option<PathBuf>,
    /// Whether it is an article of which that is known.
    pub listed: bool,
}

/// See the head of this file.
pub struct Project {
    /// What is shown, and how it is sorted.
    pub view: View,
    /// Why the folder can't be read, or that looking through it was stopped.
    pub trouble: Option<String>,
    workspace: Workspace,
    looking: Option<Looking>,
    /// Whether it was asked for once more while a look was under way, which may be past what has changed since.
    once_more: bool,
    /// What is known of the files, and where it is kept.
    cache: Option<Box<Cache>>,
    cache_file: Option<PathBuf>,
    /// Where journals are kept.
    journals: Journals,
    /// What was worked on since the look began.
    noted: Vec<(PathBuf, Summary, bool)>,
    chosen: Chosen,
    chosen_by: Option<(u64, View)>,
    rows: Vec<Row>,
    done: usize,
    /// Where one is.
    current: usize,
    /// Whether that is to be brought into view.
    pub reveal: bool,
    /// How far the list is scrolled, in points.
    pub offset: f32,
    had_focus: bool,
    /// The articles that one goes through, as they were listed when the first was opened.
    walk: Vec<PathBuf>,
}

impl Project {
    /// Opens a folder for an annotator, and begins to look through it. `state` is where the program keeps its state.
    #[must_use]
    pub fn new(context: &Context, folder: PathBuf, annotator: &str, state: Option<&Path>) -> Self {
        let mut project = Self {
            view: View::default(),
            trouble: None,
            cache_file: state.map(|state| Cache::file(state, &folder)),
            journals: Journals {
                state: state.map(Path::to_owned),
                steps: 0,
            },
            workspace: Workspace::new(folder, annotator.to_owned()),
            looking: None,
            once_more: false,
            cache: None,
            noted: Vec::new(),
            chosen: Chosen::default(),
            chosen_by: None,
            rows: Vec::new(),
            done: 0,
            current: 0,
            reveal: false,
            offset: 0.0,
            had_focus: true,
            walk: Vec::new(),
        };
        project.look(context);
        project
    }

    /// What is known of the folder.
    #[must_use]
    pub const fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Whether the first look is under way: then what is shown is not all.
    #[must_use]
    pub const fn is_filling(&self) -> bool {
        matches!(&self.looking, Some(looking) if looking.aside.is_none())
    }

    /// Looks through the folder, or does so once more: what is shown stays until all was looked at.
    pub fn look(&mut self, context: &Context) {
        if self.looking.is_some() {
            self.once_more = true;
            return;
        }
        self.once_more = false;
        let aside = self.workspace.is_complete().then(|| self.fresh());
        if aside.is_none() {
            self.workspace = self.fresh();
        }
        self.trouble = None;
        self.noted.clear();
        let (tell, told) = mpsc::channel();
        let cancel = Arc::new(AtomicBool::new(false));
        let thread = Thread {
            folder: self.workspace.folder().to_owned(),
            annotator: self.workspace.annotator().to_owned(),
            journals: self.journals.clone(),
            cache: self.cache.clone(),
            file: self.cache_file.clone(),
            cancel: cancel.clone(),
            tell,
            context: context.clone(),
        };
        std::thread::spawn(move || thread.run());
        self.looking = Some(Looking {
            told,
            cancel,
            aside,
        });
    }

    fn fresh(&self) -> Workspace {
        let (folder, annotator) = (self.workspace.folder(), self.workspace.annotator());
        Workspace::new(folder.to_owned(), annotator.to_owned())
    }

    /// Stops looking. What was not looked at is shown as such.
    pub fn stop(&mut self) {
        if self.is_filling() {
            self.trouble = Some("Stopped: not all articles were looked at".to_owned());
        }
        (self.looking, self.once_more) = (None, false);
    }

    /// To be called every frame: takes in what was found out.
    pub fn follow(&mut self, context: &Context, in_front: bool) {
        let focus = context.input(|input| input.focused);
        let had = std::mem::replace(&mut self.had_focus, focus);
        let back = focus && !had;
        if back && in_front && self.trouble.is_none() {
            self.look(context);
        }
        let Some(looking) = &mut self.looking else {
            return;
        };
        let mut ended = false;
        loop {
            match looking.told.try_recv() {
                Ok(Told::News(news)) => looking
                    .aside
                    .as_mut()
                    .unwrap_or(&mut self.workspace)
                    .take(news),
                Ok(Told::Kept(cache)) => self.cache = Some(cache),
                Ok(Told::Failed(trouble)) => self.trouble = Some(trouble),
                Err(mpsc::TryRecvError::Empty) => break,
                Err(mpsc::TryRecvError::Disconnected) => {
                    ended = true;
                    break;
                }
            }
        }
        if !ended {
            return;
        }
        let aside = self
            .looking
            .take()
            .and_then(|mut looking| looking.aside.take());
        if let Some(aside) = aside.filter(Workspace::is_complete) {
            self.exchange(aside);
        }
        if self.once_more {
            self.look(context);
        }
    }

    /// Shows what another look has found; one stays where one is.
    fn exchange(&mut self, mut new: Workspace) {
        let here = self
            .current_row()
            .and_then(|row| self.entry(row))
            .map(|entry| entry.path.clone());
        new.succeed(&self.workspace);
        self.workspace = new;
        for (article, summary, unsaved) in std::mem::take(&mut self.noted) {
            self.workspace.note(&article, summary, unsaved);
        }
        self.refresh();
        if let Some(here) = here {
            self.go_to(&here);
        }
    }

    /// Takes in what is known of a set that was just worked on; `unsaved` says whether something still waits to be brought back.
    pub fn note(&mut self, article: &Path, summary: Summary, unsaved: bool) {
        self.workspace.note(article, summary.clone(), unsaved);
        if self.looking.is_some() {
            self.noted.push((article.to_owned(), summary, unsaved));
        }
    }

    /// Chooses the rows again if anything has changed that they depend on.
    pub fn refresh(&mut self) {
        let by = (self.workspace.revision(), &self.view);
        if self
            .chosen_by
            .as_ref()
            .is_some_and(|(revision, view)| (*revision, view) == by)
        {
            return;
        }
        let here = self.current_row();
        // Whoever asks for other rows, or for another order, stays where they were.
        self.reveal |= self
            .chosen_by
            .as_ref()
            .is_some_and(|(_, view)| *view != self.view);
        self.chosen_by = Some((self.workspace.revision(), self.view.clone()));
        self.chosen = self.view.choose(&self.workspace);
        self.done = self.workspace.done();
        let entries = self.workspace.entries();
        let shows_theirs = self.view.theirs;
        self.rows.clear();
        for &entry in &self.chosen.rows {
            let theirs = if shows_theirs {
                entries[entry].theirs.len()
            } else {
                0
            };
            // One without an article that is nobody's but theirs has no row of its own.
            if entries[entry].is_article || !entries[entry].own.is_empty() {
                self.rows.push(Row {
                    entry,
                    theirs: None,
                });
            }
            self.rows.extend((0..theirs).map(|index| Row {
                entry,
                theirs: Some(index),
            }));
        }
        let kept = here.and_then(|here| self.rows.iter().position(|row| *row == here));
        self.current = kept
            .unwrap_or(self.current)
            .min(self.rows.len().saturating_sub(1));
    }

    /// The rows, as they are shown.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many rows there are by words and state.
    #[must_use]
    pub const fn chosen(&self) -> &Chosen {
        &self.chosen
    }

    /// How many articles one is done with.
    #[must_use]
    pub const fn done(&self) -> usize {
        self.done
    }

    /// What a row is about.
    #[must_use]
    pub fn entry(&self, row: Row) -> Option<&Entry> {
        self.workspace.entries().get(row.entry)
    }

    /// The place among the rows where one is.
    #[must_use]
    pub const fn current(&self) -> usize {
        self.current
    }

    fn current_row(&self) -> Option<Row> {
        self.rows.get(self.current).copied()
    }

    /// Goes up or down the list; `page` is how many rows there are in view. Whether that was such a move.
    pub fn go(&mut self, to: Move, page: usize) -> bool {
        let last = self.rows.len().saturating_sub(1);
        let page = page.saturating_sub(1).max(1);
        self.current = match to {
            Move::Up => self.current.saturating_sub(1),
            Move::Down => (self.current + 1).min(last),
            Move::PageUp => self.current.saturating_sub(page),
            Move::PageDown => (self.current + page).min(last),
            Move::LineStart | Move::Start => 0,
            Move::LineEnd | Move::End => last,
            _ => return false,
        };
        self.reveal = true;
        true
    }

    /// Goes to the row of a file, if it is shown.
    pub fn go_to(&mut self, path: &Path) {
        let is_here = |row: &Row| {
            row.theirs.is_none()
                && self.workspace.entries()[row.entry].path.as_os_str() == path.as_os_str()
        };
        if let Some(row) = self.rows.iter().position(is_here) {
            self.current = row;
            self.reveal = true;
        }
    }

    /// What a row opens; from there one goes on in the order of the list.
    pub fn open(&mut self, row: usize) -> Option<Target> {
        self.current = row;
        let row = self.current_row()?;
        let entries = self.workspace.entries();
        let entry = entries.get(row.entry)?;
        let articles = self.rows.iter().filter(|row| row.theirs.is_none());
        let articles = articles
            .map(|row| &entries[row.entry])
            .filter(|entry| entry.is_article);
        self.walk = articles.map(|entry| entry.path.clone()).collect();
        if let Some(theirs) = row.theirs {
            let set = entry.theirs.get(theirs)?.path.clone();
            return Some(match entry.is_article {
                true => Target {
                    path: entry.path.clone(),
                    set: Some(set),
                    listed: true,
                },
                false => Target {
                    path: set,
                    set: None,
                    listed: false,
                },
            });
        }
        Some(target(entry))
    }

    /// Which article of the walk this is, from 1, and of how many.
    #[must_use]
    pub fn place(&self, article: &Path) -> Option<(usize, usize)> {
        let here = self
            .walk
            .iter()
            .position(|path| path.as_os_str() == article.as_os_str())?;
        Some((here + 1, self.walk.len()))
    }

    /// The article before or after this one on the walk; with `undone`, the next that one is not done with. `None` if this one is not
    /// on the walk, or there is no walk; `Some(None)` if there is no further one.
    #[must_use]
    pub fn next(&self, article: &Path, by: isize, undone: bool) -> Option<Option<Target>> {
        let (here, _) = self.place(article)?;
        let here = here - 1;
        let is_open = |path: &PathBuf| !undone || self.state_of(path) != Some(State::Done);
        let found = match by {
            1.. => self.walk[here + 1..].iter().find(|path| is_open(path)),
            _ => self.walk[..here].iter().rev().find(|path| is_open(path)),
        };
        Some(found.map(|path| {
            let entry = self
                .workspace
                .find(path)
                .and_then(|index| self.workspace.entries().get(index));
            entry.map_or_else(
                || Target {
                    path: path.clone(),
                    set: None,
                    listed: false,
                },
                target,
            )
        }))
    }

    fn state_of(&self, path: &Path) -> Option<State> {
        let index = self.workspace.find(path)?;
        self.workspace.entries().get(index).map(|entry| entry.state)
    }
}

fn target(entry: &Entry) -> Target {
    Target {
        path: entry.path.clone(),
        set: entry
            .set()
            .filter(|_| entry.is_article)
            .map(|set| set.path.clone()),
        listed: entry.is_article && entry.state != State::Unknown,
    }
}

/// What the thread needs.
struct Thread {
    folder: PathBuf,
    annotator: String,
    journals: Journals,
    cache: Option<Box<Cache>>,
    file: Option<PathBuf>,
    cancel: Arc<AtomicBool>,
    tell: Sender<Told>,
    context: Context,
}

impl Thread {
    fn run(self) {
        let kept = || self.file.as_deref().map(Cache::load).unwrap_or_default();
        let cache = self.cache.map_or_else(kept, |cache| *cache);
        // Nobody listens any more if the folder was left meanwhile.
        let tell = |told| {
            let _ = self.tell.send(told);
            self.context.request_repaint();
        };
        let found = workspace::scan(&Scan {
            folder: &self.folder,
            cache: &cache,
            work: Some(Work {
                journals: &self.journals,
                annotator: &self.annotator,
            }),
            now: SystemTime::now(),
            cancel: &self.cancel,
            tell: &|news| tell(Told::News(news)),
        });
        match found {
            Ok(new) => {
                if let Some(file) = self.file.as_deref().filter(|_| new != cache) {
                    // What can't be kept is found out anew the next time.
                    let _ = new.save(file);
                }
                tell(Told::Kept(Box::new(new)));
            }
            Err(trouble) => tell(Told::Failed(trouble)),
        }
        drop(self.tell);
        self.context.request_repaint();
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, time::Instant};

    use super::*;

    fn follow(project: &mut Project, until: impl Fn(&Project) -> bool) {
        let (context, began) = (Context::default(), Instant::now());
        while !until(project) {
            assert!(began.elapsed().as_secs() < 20, "in vain");
            std::thread::sleep(std::time::Duration::from_millis(1));
            project.follow(&context, true);
        }
        project.refresh();
    }

    fn is_known(project: &Project) -> bool {
        project.looking.is_none() && project.workspace.is_complete()
    }

    #[test]
    fn a_look_can_be_stopped_and_begun_again() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..50 {
            fs::write(folder.path().join(format!("{number}.txt")), "text").unwrap();
        }
        let context = Context::default();
        let mut project = Project::new(&context, folder.path().to_owned(), "ada", None);
        assert!(project.is_filling());
        let cancel = project.looking.as_ref().unwrap().cancel.clone();
        project.stop();
        assert!(cancel.load(Ordering::Relaxed), "the thread is told");
        assert!(
            !project.is_filling() && project.trouble.as_deref().unwrap().starts_with("Stopped")
        );
        project.look(&context);
        follow(&mut project, is_known);
        assert_eq!((project.rows().len(), &project.trouble), (50, &None));
    }

    #[test]
    fn what_changes_while_one_looks_is_found_by_asking_again() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "text").unwrap();
        let context = Context::default();
        let mut project = Project::new(&context, folder.path().to_owned(), "ada", None);
        // The look is through, but this is not known here yet.
        std::thread::sleep(std::time::Duration::from_millis(200));
        fs::write(folder.path().join("b.txt"), "other text").unwrap();
        project.look(&context);
        follow(&mut project, is_known);
        assert_eq!(project.rows().len(), 2);
    }

    #[test]
    fn what_was_worked_on_during_a_look_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "text").unwrap();
        let state = tempfile::tempdir().unwrap();
        let context = Context::default();
        let mut project = Project::new(
            &context,
            folder.path().to_owned(),
            "ada",
            Some(state.path()),
        );
        follow(&mut project, is_known);
        project.look(&context);
        let document = crate::text::Document::new("text");
        let mut set = crate::testing::empty_set(&document);
        set.done = true;
        let summary = Summary::of_open(&folder.path().join("a.ada.ron"), &set, &document, &[]);
        project.note(&path, summary, false);
        follow(&mut project, is_known);
        assert_eq!(
            (project.done(), project.workspace.entries()[0].state),
            (1, State::Done)
        );
    }

    #[test]
    fn a_folder_that_is_gone_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("gone");
        let mut project = Project::new(&Context::default(), gone, "ada", None);
        follow(&mut project, |project| project.trouble.is_some());
        assert!(
            project
                .trouble
                .unwrap()
                .contains("the folder can't be read")
        );
    }
}
