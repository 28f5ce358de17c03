use std::{
    fs,
    path::Path,
    sync::{Arc, Mutex, mpsc},
};

use super::*;
use crate::{
    annotation::{AnnotationId, Kind},
    format,
    gui::{reading::select::Selection, rescue::Place},
    testing::empty_set,
    text::{CharRange, Document},
};

fn marked_desk(folder: &Path) -> Desk {
    let document = Document::new("one two three");
    let set = empty_set(&document);
    let mut desk = Desk::new(
        folder.join("s.txt"),
        folder.join("s.ada.ron"),
        Arc::new(document),
        set,
        None,
    );
    mark(&mut desk, 0, 3, 1);
    desk
}

fn mark(desk: &mut Desk, start: usize, end: usize, n: u64) {
    desk.at.selection = Selection::of(CharRange::new(start, end));
    desk.tag(Kind::Claim, true, AnnotationId::from_random(n))
        .unwrap();
}

fn on_disk(desk: &Desk) -> crate::annotation::AnnotationSet {
    format::read(&fs::read(&desk.set_file).unwrap()).unwrap()
}

#[test]
fn a_change_is_saved_once_it_was_quiet_for_a_while() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, mut saving) = (marked_desk(folder.path()), Saving::default());
    let context = Context::default();
    let at = |time: f64, desk: &mut Desk, saving: &mut Saving| {
        let input = egui::RawInput {
            time: Some(time),
            ..Default::default()
        };
        let mut output = context.run_ui(input, |ui| saving.follow(ui.ctx(), desk));
        output.textures_delta.clear();
    };
    at(10.0, &mut desk, &mut saving);
    at(10.5, &mut desk, &mut saving);
    assert!(!saving.is_busy() && !desk.set_file.exists());
    at(10.9, &mut desk, &mut saving);
    assert!(saving.is_busy());
    assert!(saving.finish(&mut desk));
    assert_eq!(&on_disk(&desk), desk.set());
    for (step, end) in [5, 6, 7, 9, 10, 11, 12, 13].into_iter().enumerate() {
        mark(&mut desk, 0, end, 100 + step as u64);
        at(20.0 + 0.3 * step as f64, &mut desk, &mut saving);
    }
    assert!(
        saving.is_busy() || !desk.is_changed(),
        "saved while the user is busy"
    );
}

#[test]
fn a_file_changed_by_somebody_else_waits_for_a_decision() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, mut saving) = (marked_desk(folder.path()), Saving::default());
    assert!(saving.finish(&mut desk));
    let theirs = on_disk(&desk);
    fs::write(
        &desk.set_file,
        format!("// a remark\n{}", format::write(&theirs)),
    )
    .unwrap();
    mark(&mut desk, 4, 7, 2);
    assert!(!saving.finish(&mut desk));
    assert!(saving.elsewhere, "it is to be looked at");
    assert_eq!(on_disk(&desk), theirs);
    let copy = saving.rescue.finish(&desk, Place::Beside).unwrap();
    assert!(copy.ends_with("s.ada.mine-1.ron"));
    let mine = desk.set().clone();
    saving.take_theirs(&mut desk).unwrap();
    assert_eq!(desk.set(), &theirs);
    desk.undo().unwrap();
    assert_eq!(desk.set(), &mine);
    fs::write(&desk.set_file, "not ours").unwrap();
    assert!(!saving.finish(&mut desk));
    let aside = saving.keep_mine(&mut desk).unwrap();
    assert_eq!(fs::read_to_string(aside).unwrap(), "not ours");
    assert_eq!(on_disk(&desk), mine);
}

#[test]
fn a_disk_that_refuses_is_no_loss() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, mut saving) = (marked_desk(folder.path()), Saving::default());
    desk.set_file = folder.path().join("no such folder/s.ada.ron");
    assert!(!saving.finish(&mut desk));
    assert!(
        matches!(&saving.trouble, Some(Trouble::Disk(said)) if said.contains("could not be saved"))
    );
    saving.rescue.folder = Some(folder.path().join("rescued"));
    let rescued = saving.rescue.finish(&desk, Place::Apart).unwrap();
    assert_eq!(
        saving.rescue.finish(&desk, Place::Apart).unwrap(),
        rescued,
        "one copy, not two"
    );
    let copy = format::read(&fs::read(&rescued).unwrap()).unwrap();
    assert_eq!(copy.annotations, desk.set().annotations);
    assert_eq!(
        copy.article.file, "../s.txt",
        "it finds its article from there"
    );
    desk.set_file = folder.path().join("s.ada.ron");
    assert!(saving.finish(&mut desk));
}

/// A disk whose saves wait until the sender is dropped; each says when it has ended.
fn stalling() -> (Disk, mpsc::Sender<()>, mpsc::Receiver<()>) {
    let (go_on, waits) = mpsc::channel::<()>();
    let (ends, ended) = mpsc::channel();
    let (waits, ends) = (Mutex::new(waits), Mutex::new(ends));
    let disk = Disk::by(move |path, set, known, given_up| {
        let _ = waits.lock().unwrap().recv();
        let saved = format::save_unless(path, set, known, given_up);
        let _ = ends.lock().unwrap().send(());
        saved
    });
    (disk, go_on, ended)
}

#[test]
fn a_save_that_was_given_up_comes_over_nothing_later() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, mut saving) = (marked_desk(folder.path()), Saving::default());
    assert!(saving.finish(&mut desk));
    let (disk, go_on, ended) = stalling();
    saving.disk = disk;
    mark(&mut desk, 4, 7, 2);
    let began = Instant::now();
    assert!(!saving.finish_within(&mut desk, Duration::from_millis(50)));
    assert!(began.elapsed() < Duration::from_secs(1));
    assert!(
        matches!(&saving.trouble, Some(Trouble::Stalled(says)) if says.contains("does not answer"))
    );
    let stalled = desk.set().clone();
    drop(saving);
    // Opened anew, the set goes on from what is on disk, and is saved.
    let mut again = Saving::default();
    mark(&mut desk, 8, 13, 3);
    assert!(again.finish(&mut desk));
    drop(go_on);
    ended.recv().unwrap();
    assert_eq!(&on_disk(&desk), desk.set());
    assert_ne!(desk.set(), &stalled);
}

#[test]
fn a_disk_that_answers_late_has_saved_after_all() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, mut saving) = (marked_desk(folder.path()), Saving::default());
    let (disk, go_on, _ended) = stalling();
    saving.disk = disk;
    assert!(!saving.finish_within(&mut desk, Duration::from_millis(20)));
    drop(go_on);
    assert!(saving.finish(&mut desk));
    assert_eq!((&on_disk(&desk), &saving.trouble), (desk.set(), &None));
}

#[test]
fn what_a_disk_did_and_denied_is_no_conflict_with_oneself() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, mut saving) = (marked_desk(folder.path()), Saving::default());
    assert!(saving.finish(&mut desk));
    saving.disk = Disk::by(|path, set, known, given_up| {
        format::save_unless(path, set, known, given_up)?;
        Err(SaveError::ReadBack(path.to_owned()))
    });
    mark(&mut desk, 4, 7, 2);
    assert!(!saving.finish(&mut desk));
    assert!(matches!(saving.trouble, Some(Trouble::Disk(_))));
    saving.disk = Disk::default();
    mark(&mut desk, 8, 13, 3);
    assert!(saving.finish(&mut desk), "{:?}", saving.trouble);
    assert_eq!(&on_disk(&desk), desk.set());
    // Somebody else's is one as before.
    fs::write(&desk.set_file, "not ours").unwrap();
    mark(&mut desk, 0, 7, 4);
    assert!(!saving.finish(&mut desk));
    assert!(saving.elsewhere, "it is to be looked at");
}

#[test]
fn a_copy_stays_apart_until_one_leaves_in_a_conflict() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, mut saving) = (marked_desk(folder.path()), Saving::default());
    let apart = folder.path().join("state/rescued");
    saving.rescue.folder = Some(apart.clone());
    let copy = saving.rescue.finish(&desk, Place::Apart).unwrap();
    assert_eq!(copy.parent(), Some(apart.as_path()));
    let beside = saving.rescue.finish(&desk, Place::Beside).unwrap();
    assert_eq!(beside, folder.path().join("s.ada.mine-1.ron"));
    assert!(!copy.exists(), "one copy, not two");
    assert_eq!(saving.rescue.finish(&desk, Place::Beside).unwrap(), beside);
    saving.rescue.settle();
    let began = Instant::now();
    while beside.exists() {
        assert!(began.elapsed() < Duration::from_secs(10));
    }
}

#[test]
fn a_window_in_which_nothing_happens_wakes_up_to_say_that_a_disk_does_not_answer() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, mut saving) = (marked_desk(folder.path()), Saving::default());
    let (disk, _go_on, _ended) = stalling();
    saving.disk = disk;
    let context = Context::default();
    let frame = |time: f64, desk: &mut Desk, saving: &mut Saving| {
        let input = egui::RawInput {
            time: Some(time),
            ..Default::default()
        };
        let mut output = context.run_ui(input, |ui| saving.follow(ui.ctx(), desk));
        output.textures_delta.clear();
        output.viewport_output[&egui::ViewportId::ROOT].repaint_delay
    };
    saving.patience = Some(Duration::from_millis(200));
    let began = Instant::now();
    for _ in 0..1000 {
        // No event comes: the next frame is the one that was asked for.
        let time = 10.0 + began.elapsed().as_secs_f64();
        let delay = frame(time, &mut desk, &mut saving);
        if matches!(saving.trouble, Some(Trouble::Stalled(_))) {
            return;
        }
        assert!(
            delay < Duration::from_secs(2),
            "nobody wakes it up at {time}"
        );
        std::thread::sleep(delay);
    }
    panic!("it was never said");
}
