//! Folders on a real disk: what belongs together, how far one has come, what is kept.

use std::{
    fs,
    sync::{Mutex, atomic::AtomicBool},
    time::{Duration, SystemTime},
};

use super::*;
use crate::{
    annotation::{Act, AnnotationId, AnnotationSet, Kind},
    article, format,
    text::CharRange,
};

/// A folder with articles and sets in it.
struct Place(tempfile::TempDir);

const STORY: &str = "The mayor said no plan.\nThe council denied that.\n";

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        fs::create_dir_all(self.path(to).parent().unwrap()).unwrap();
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// Writes a set with a claim on the first word of each line, changed by `change`.
    fn set(&self, article: &str, annotator: &str, change: impl FnOnce(&mut AnnotationSet)) {
        let path = self.path(article);
        let read = article::read(&path, None).unwrap();
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        let record = format::record(&read, file);
        let mut set = AnnotationSet::new(record, annotator.to_owned());
        for (number, (at, _)) in STORY.match_indices("The").enumerate() {
            let span = read.document.span(CharRange::new(at, at + 3)).unwrap();
            let act = Act::Mark {
                span,
                kind: Kind::Claim,
                id: AnnotationId::from_random(number as u64),
                by: annotator.to_owned(),
            };
            let step = set.plan(&act, &read.document).unwrap();
            set.apply(&step).unwrap();
        }
        change(&mut set);
        fs::write(format::default_name(&path, annotator), format::write(&set)).unwrap();
    }

    /// Looks through the folder as Ada, some time after everything was written.
    fn look(&self, cache: &Cache) -> (Workspace, Cache) {
        let later = SystemTime::now() + Duration::from_secs(10);
        self.look_at(cache, later)
    }

    fn look_at(&self, cache: &Cache, now: SystemTime) -> (Workspace, Cache) {
        let workspace = Workspace::new(self.0.path().to_owned(), "ada".to_owned());
        let workspace = Mutex::new(workspace);
        let cache = scan(&Scan {
            folder: self.0.path(),
            cache,
            work: None,
            now,
            cancel: &AtomicBool::new(false),
            tell: &|news| workspace.lock().unwrap().take(news),
        })
        .unwrap();
        let workspace = workspace.into_inner().unwrap();
        let (read, all) = workspace.progress();
        assert!(workspace.is_complete() && read == all);
        (workspace, cache)
    }

    fn rows(&self) -> Vec<String> {
        rows(&self.look(&Cache::default()).0)
    }
}

/// What stands in the rows: name, state, own sets, sets of others.
fn rows(workspace: &Workspace) -> Vec<String> {
    let names = |sets: &[Summary]| {
        let names = sets.iter().map(|set| set.file_name().into_owned());
        names.collect::<Vec<_>>().join(" ")
    };
    let entries = workspace.entries().iter();
    let row = |entry: &Entry| {
        let (own, theirs) = (names(&entry.own), names(&entry.theirs));
        format!("{}: {} [{own}] ({theirs})", entry.name, entry.state.name())
    };
    entries.map(row).collect()
}

#[test]
fn articles_have_a_state_by_the_sets_of_whoever_works() {
    let place = Place::new();
    for name in ["done", "empty", "none", "some", "wrong", "sub/theirs"] {
        place.write(&format!("{name}.txt"), &format!("{STORY}{name}\n"));
    }
    place.write("picture.png", "");
    place.write("codebook.ron", crate::codebook::default_text());
    place.write("other.ron", "(of: \"another program\")");
    place.set("done.txt", "ada", |set| set.done = true);
    place.set("empty.txt", "ada", |set| set.annotations.clear());
    place.set("some.txt", "ada", |_| ());
    place.set("wrong.txt", "ada", |set| {
        set.done = true;
        set.annotations[1] = set.annotations[0].clone();
    });
    place.set("sub/theirs.txt", "bob", |set| set.done = true);
    let (workspace, _) = place.look(&Cache::default());
    assert_eq!(
        rows(&workspace),
        [
            "done.txt: done [done.ada.ron] ()",
            "empty.txt: untouched [empty.ada.ron] ()",
            "none.txt: untouched [] ()",
            "some.txt: in progress [some.ada.ron] ()",
            "sub/theirs.txt: untouched [] (theirs.bob.ron)",
            "wrong.txt: needs review [wrong.ada.ron] ()",
        ]
    );
    assert_eq!((workspace.articles(), workspace.done()), (6, 1));
    let some = workspace.entries()[3].set().unwrap();
    assert_eq!(some.content.as_ref().unwrap().counts, [2, 0, 0]);
    assert!(some.fits);
    // Nobody is said to claim: the very findings of `verify`.
    assert_eq!(some.findings, [0, 0, 2], "{some:?}");
    let reasons = State::reasons(&workspace.entries()[5].own);
    assert!(
        reasons[0].contains("said to be done, but there"),
        "{reasons:?}"
    );
}

#[test]
fn a_moved_or_renamed_pair_is_found_again() {
    let place = Place::new();
    for name in ["a", "b", "c", "d"] {
        place.write(&format!("{name}.txt"), &format!("{STORY}{name}\n"));
        place.set(&format!("{name}.txt"), "ada", |_| ());
    }
    // The article alone, the set alone, both, and both into different folders.
    place.rename("a.txt", "new name.txt");
    place.rename("b.ada.ron", "sets/b of ada.ron");
    place.rename("c.txt", "c2.txt");
    place.rename("c.ada.ron", "c2.ada.ron");
    place.rename("d.txt", "articles/d.txt");
    place.rename("d.ada.ron", "sets/d.ada.ron");
    assert_eq!(
        place.rows(),
        [
            "articles/d.txt: in progress [d.ada.ron] ()",
            "b.txt: in progress [b of ada.ron] ()",
            "c2.txt: in progress [c2.ada.ron] ()",
            "new name.txt: in progress [a.ada.ron] ()",
        ]
    );
    let (workspace, _) = place.look(&Cache::default());
    assert!(workspace.entries().iter().all(|entry| entry.own[0].fits));
}

#[test]
fn swapped_names_are_told_apart_by_content() {
    let place = Place::new();
    place.write("a.txt", &format!("{STORY}one\n"));
    place.write("b.txt", &format!("{STORY}two\n"));
    place.set("a.txt", "ada", |_| ());
    place.rename("a.txt", "c.txt");
    place.rename("b.txt", "a.txt");
    place.rename("c.txt", "b.txt");
    assert_eq!(
        place.rows(),
        [
            "a.txt: untouched [] ()",
            "b.txt: in progress [a.ada.ron] ()",
        ]
    );
}

#[test]
fn of_copies_the_one_that_a_set_names_has_it_and_else_the_nearest() {
    let place = Place::new();
    for name in ["copy.txt", "old/story.txt", "story.txt"] {
        place.write(name, STORY);
    }
    place.set("story.txt", "ada", |_| ());
    place.set("copy.txt", "ada", |_| ());
    let expected = [
        "copy.txt: in progress [copy.ada.ron] ()",
        "old/story.txt: untouched [] ()",
        "story.txt: in progress [story.ada.ron] ()",
    ];
    assert_eq!(place.rows(), expected);
    // The copy has a set of hers already; the other one has none.
    place.rename("story.txt", "gone");
    assert_eq!(
        place.rows(),
        [
            "copy.txt: in progress [copy.ada.ron] ()",
            "old/story.txt: in progress [story.ada.ron] ()",
        ]
    );
    // Two of hers on one text, and but one article.
    fs::remove_file(place.path("old/story.txt")).unwrap();
    let rows = place.rows();
    assert_eq!(
        rows,
        ["copy.txt: needs review [copy.ada.ron story.ada.ron] ()"]
    );
    let (workspace, _) = place.look(&Cache::default());
    let reasons = State::reasons(&workspace.entries()[0].own);
    assert_eq!(
        reasons,
        [
            "You have 2 sets on it: copy.ada.ron and story.ada.ron; keep one, or move what is in the others"
        ]
    );
}

#[test]
fn other_line_ends_are_the_same_text_and_another_encoding_is_known_by_its_bytes() {
    let place = Place::new();
    place.write("a.txt", STORY);
    place.set("a.txt", "ada", |_| ());
    place.write("b.txt", &STORY.replace('\n', "\r\n"));
    fs::remove_file(place.path("a.txt")).unwrap();
    assert_eq!(place.rows(), ["b.txt: in progress [a.ada.ron] ()"]);
    let place = Place::new();
    let latin: Vec<u8> = [STORY.as_bytes(), b"na\xEFve caf\xE9\n"].concat();
    fs::write(place.path("l.txt"), latin).unwrap();
    place.set("l.txt", "ada", |_| ());
    place.rename("l.txt", "m.txt");
    let (workspace, _) = place.look(&Cache::default());
    assert_eq!(rows(&workspace), ["m.txt: in progress [l.ada.ron] ()"]);
    assert!(workspace.entries()[0].own[0].fits);
}

#[test]
fn a_changed_article_a_broken_set_and_a_newer_one_need_review() {
    let place = Place::new();
    for name in ["broken", "changed", "newer", "unreadable"] {
        place.write(&format!("{name}.txt"), &format!("{STORY}{name}\n"));
        place.set(&format!("{name}.txt"), "ada", |_| ());
    }
    place.write("changed.txt", "Another text.\n");
    place.write("broken.ada.ron", "Claimark(version: 1, articl");
    place.write("newer.ada.ron", "Claimark(version: 7,");
    place.write("unreadable.txt", "\0\0\0\u{1}PNG");
    place.write("broken.bob.ron", "");
    let (workspace, _) = place.look(&Cache::default());
    assert_eq!(
        rows(&workspace),
        [
            "broken.txt: needs review [broken.ada.ron] (broken.bob.ron)",
            "changed.txt: needs review [changed.ada.ron] ()",
            "newer.txt: needs review [newer.ada.ron] ()",
            "unreadable.txt: needs review [unreadable.ada.ron] ()",
        ]
    );
    for (index, says) in [
        "broken.ada.ron:1:",
        "not as it was when it was marked",
        "newer Claimark",
        "unreadable.txt: this looks like",
    ]
    .into_iter()
    .enumerate()
    {
        let reasons = State::reasons(&workspace.entries()[index].own);
        assert!(reasons[0].contains(says), "{reasons:?}");
    }
}

#[test]
fn a_set_without_an_article_is_listed_and_one_of_somebody_else_only_if_wanted() {
    let place = Place::new();
    for (name, annotator) in [("a", "ada"), ("b", "bob")] {
        place.write(&format!("{name}.txt"), &format!("{STORY}{name}\n"));
        place.set(&format!("{name}.txt"), annotator, |_| ());
        fs::remove_file(place.path(&format!("{name}.txt"))).unwrap();
    }
    place.write("c.txt", "A third one.\n");
    let (workspace, _) = place.look(&Cache::default());
    assert_eq!(
        rows(&workspace),
        [
            "c.txt: untouched [] ()",
            "a.ada.ron: needs review [a.ada.ron] ()",
            "b.bob.ron: not looked at [] (b.bob.ron)",
        ]
    );
    let own = View::default().choose(&workspace);
    assert_eq!((own.rows, own.counts), (vec![0, 1], [1, 0, 0, 1]));
    let all = View {
        theirs: true,
        ..View::default()
    };
    assert_eq!(all.choose(&workspace).rows, [0, 1, 2]);
}

#[test]
fn nothing_of_somebody_else_tells_in_states_or_order() {
    let place = Place::new();
    for name in ["a", "b"] {
        place.write(&format!("{name}.txt"), &format!("{STORY}{name}\n"));
    }
    place.set("a.txt", "ada", |_| ());
    let alone = place.look(&Cache::default()).0;
    place.set("b.txt", "bob", |set| set.done = true);
    place.write("a.bob.ron", "broken");
    let together = place.look(&Cache::default()).0;
    for sort in [
        Sort::Name,
        Sort::State,
        Sort::Marks,
        Sort::Unsure,
        Sort::Findings,
    ] {
        let view = View {
            sort,
            ..View::default()
        };
        assert_eq!(view.choose(&alone), view.choose(&together));
    }
    assert_eq!(alone.done(), together.done());
    let states = |workspace: &Workspace| {
        workspace
            .entries()
            .iter()
            .map(|entry| entry.state)
            .collect::<Vec<_>>()
    };
    assert_eq!(states(&alone), states(&together));
}

#[test]
fn what_has_not_changed_is_not_read_again() {
    let place = Place::new();
    place.write("a.txt", STORY);
    place.write("b.txt", &STORY.replace("mayor", "major"));
    place.set("a.txt", "ada", |_| ());
    place.set("b.txt", "ada", |_| ());
    let (first, mut cache) = place.look(&Cache::default());
    let (second, again) = place.look(&cache);
    assert_eq!((&again, first.entries()), (&cache, second.entries()));
    // What is kept is believed: so it was not read.
    for set in cache.sets.values_mut() {
        let content::Held::Set(content) = &mut set.held else {
            panic!()
        };
        content.unsure = 77;
        set.checked.as_mut().unwrap().findings = [0, 5, 0];
    }
    let told = |workspace: &Workspace| {
        let own = workspace.entries().iter().map(|entry| &entry.own[0]);
        own.map(|own| (own.content.as_ref().unwrap().unsure, own.findings[1]))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(&place.look(&cache).0), [(77, 5), (77, 5)]);
    // A set, an article, a codebook that changes.
    place.set("a.txt", "ada", |set| set.annotations.truncate(1));
    assert_eq!(told(&place.look(&cache).0), [(0, 0), (77, 5)]);
    place.write(
        "b.txt",
        &STORY.replace("mayor", "major").replace('\n', "\r\n"),
    );
    assert_eq!(told(&place.look(&cache).0), [(0, 0), (77, 0)]);
    place.write("codebook.ron", crate::codebook::default_text());
    assert_eq!(told(&place.look(&again).0), [(0, 0), (0, 0)]);
}

#[test]
fn what_was_written_just_now_is_read_again() {
    let place = Place::new();
    place.write("a.txt", STORY);
    place.set("a.txt", "ada", |_| ());
    let (_, cache) = place.look_at(&Cache::default(), SystemTime::now());
    assert_eq!(
        cache,
        Cache::default(),
        "the same tick may bring another change"
    );
    let (_, cache) = place.look(&Cache::default());
    assert_eq!((cache.sets.len(), cache.articles.len()), (1, 1));
}

#[test]
fn another_file_in_the_place_of_one_shows_although_its_time_is_the_same() {
    let place = Place::new();
    place.write("a.txt", STORY);
    place.set("a.txt", "ada", |_| ());
    let (_, cache) = place.look(&Cache::default());
    let path = place.path("a.ada.ron");
    let written = fs::metadata(&path).unwrap().modified().unwrap();
    let text = fs::read_to_string(&path).unwrap();
    // As long as the other one.
    place.write(
        "new",
        &text.replace("annotator: \"ada\"", "annotator: \"bob\""),
    );
    let file = fs::File::options()
        .append(true)
        .open(place.path("new"))
        .unwrap();
    file.set_modified(written).unwrap();
    place.rename("new", "a.ada.ron");
    if cfg!(unix) {
        assert_eq!(
            rows(&place.look(&cache).0),
            ["a.txt: untouched [] (a.ada.ron)"]
        );
    }
}

#[test]
fn copies_that_claimark_put_beside_a_set_are_no_second_set() {
    let place = Place::new();
    place.write("story.txt", STORY);
    place.set("story.txt", "ada", |_| ());
    for copy in ["mine-1", "theirs-2"] {
        fs::copy(
            place.path("story.ada.ron"),
            place.path(&format!("story.ada.{copy}.ron")),
        )
        .unwrap();
    }
    place.write("story.ada.broken-1.ron", "Claimark(version: 1,");
    let row = "story.txt: in progress [story.ada.ron story.ada.mine-1.ron story.ada.theirs-2.ron story.ada.broken-1.ron] ()";
    assert_eq!(place.rows(), [row]);
    let (workspace, _) = place.look(&Cache::default());
    let entry = &workspace.entries()[0];
    assert_eq!((entry.reasons(), entry.copies().count()), (Vec::new(), 3));
    // Without the set they are what there is.
    fs::remove_file(place.path("story.ada.ron")).unwrap();
    assert!(place.rows()[0].starts_with("story.txt: needs review"));
}

#[test]
fn a_scan_that_is_cancelled_stops_and_forgets_nothing() {
    let place = Place::new();
    for number in 0..200 {
        place.write(&format!("{number}.txt"), &format!("{STORY}{number}\n"));
        place.set(&format!("{number}.txt"), "ada", |_| ());
    }
    let (_, full) = place.look(&Cache::default());
    let cancel = AtomicBool::new(false);
    let told = Mutex::new(0);
    let cache = scan(&Scan {
        folder: place.0.path(),
        cache: &full,
        work: None,
        now: SystemTime::now() + Duration::from_secs(10),
        cancel: &cancel,
        tell: &|news| match news {
            News::Unsaved(_) => panic!("nobody's journals were asked for"),
            News::Listed(_) => cancel.store(true, std::sync::atomic::Ordering::Relaxed),
            News::Read { .. } => *told.lock().unwrap() += 1,
            News::Finished(_) => panic!("it was not"),
        },
    });
    assert_eq!(cache.unwrap(), full);
    assert_eq!(*told.lock().unwrap(), 0);
}

#[test]
fn what_was_just_worked_on_is_known_without_a_look() {
    let place = Place::new();
    place.write("a.txt", STORY);
    place.write("b.txt", &STORY.replace("mayor", "major"));
    place.set("a.txt", "ada", |_| ());
    let (mut workspace, _) = place.look(&Cache::default());
    let mut summary = workspace.entries()[0].own[0].clone();
    summary.path = place.path("b.ada.ron");
    summary.content.as_mut().unwrap().done = true;
    workspace.note(&place.path("b.txt"), summary.clone(), false);
    assert_eq!(workspace.done(), 1);
    summary.content.as_mut().unwrap().done = false;
    workspace.note(&place.path("b.txt"), summary.clone(), false);
    assert_eq!((workspace.done(), workspace.entries()[1].own.len()), (0, 1));
    // Everything was undone, and nothing was ever saved.
    let content = summary.content.as_mut().unwrap();
    (content.counts, content.is_empty) = ([0; 3], true);
    workspace.note(&place.path("b.txt"), summary, false);
    assert_eq!(workspace.entries()[1].state, State::Untouched);
    workspace.note(
        &place.path("not there.txt"),
        workspace.entries()[0].own[0].clone(),
        false,
    );
    assert_eq!(workspace.entries().len(), 2);
}

#[test]
fn words_filter_by_name_and_columns_sort_the_rows() {
    let place = Place::new();
    for name in ["Élan/port.txt", "a/harbour.txt", "b/Harbour two.txt"] {
        place.write(name, &format!("{STORY}{name}\n"));
    }
    place.set("b/Harbour two.txt", "ada", |set| set.done = true);
    place.set("a/harbour.txt", "ada", |set| set.annotations.truncate(1));
    let (workspace, _) = place.look(&Cache::default());
    let names = |view: &View| {
        let rows = view.choose(&workspace).rows;
        rows.into_iter()
            .map(|row| workspace.entries()[row].name.as_str())
            .collect::<Vec<_>>()
    };
    let words = |words: &str| View {
        words: words.to_owned(),
        ..View::default()
    };
    assert_eq!(
        names(&words("HARBOUR")),
        ["a/harbour.txt", "b/Harbour two.txt"]
    );
    assert_eq!(names(&words(" two  b/ ")), ["b/Harbour two.txt"]);
    assert_eq!(names(&words("éla")), ["Élan/port.txt"]);
    let mut view = View {
        state: Some(State::Done),
        ..words("harbour")
    };
    assert_eq!(names(&view), ["b/Harbour two.txt"]);
    let chosen = view.choose(&workspace);
    assert_eq!((chosen.with_words, chosen.counts), (2, [0, 1, 1, 0]));
    view = View::default();
    view.sort_by(Sort::Marks);
    assert_eq!(names(&view)[0], "b/Harbour two.txt");
    view.sort_by(Sort::Marks);
    assert_eq!(names(&view)[2], "b/Harbour two.txt");
    view.sort_by(Sort::State);
    assert_eq!(
        names(&view),
        ["a/harbour.txt", "Élan/port.txt", "b/Harbour two.txt"]
    );
}

#[test]
fn the_other_half_is_found_when_one_is_opened() {
    let place = Place::new();
    place.write("a.txt", STORY);
    place.set("a.txt", "ada", |_| ());
    place.write("b.txt", STORY);
    let open = |name: &str| article::read(&place.path(name), None).unwrap();
    let set_of =
        |name: &str, annotator: &str| finding::set_of(&place.path(name), &open(name), annotator);
    assert_eq!(
        set_of("b.txt", "ada"),
        None,
        "it is at home with the other copy"
    );
    assert_eq!(set_of("a.txt", "bob"), None);
    place.rename("a.txt", "c.txt");
    assert_eq!(set_of("b.txt", "ada"), Some(place.path("a.ada.ron")));
    let set = format::read(&fs::read(place.path("a.ada.ron")).unwrap()).unwrap();
    let article_of = || finding::article_of(&place.path("a.ada.ron"), &set);
    assert_eq!(article_of(), Some(place.path("b.txt")));
    place.rename("b.txt", "old/b.txt");
    assert_eq!(
        article_of(),
        Some(place.path("c.txt")),
        "beside it is nearer"
    );
    place.rename("old/b.txt", "old/a.txt");
    let moved = Some(place.path("old/a.txt"));
    assert_eq!(article_of(), moved, "its own name is nearer still");
    place.write("c.txt", "Another text.");
    assert_eq!(article_of(), moved);
    fs::remove_file(place.path("old/a.txt")).unwrap();
    assert_eq!(article_of(), None);
}
