//! Disks that refuse, at the level of a single save: full, read-only, gone, or with something else in the set's place. Each time the old
//! bytes stay to the last one or the new ones are there whole, one sentence says what is wrong and what to do, nothing else is left lying
//! about, and the next save goes through once the trouble has ended. How the window takes it is in `tests/gui/saving.rs`.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    unreachable_pub
)]

use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use claimark::{
    annotation::AnnotationSet,
    format::{self, SaveError, Stamp},
    versions::{Limits, Shelf},
};
use tempfile::TempDir;

#[path = "faults/small_disk.rs"]
mod small_disk;

use small_disk::SmallDisk;

const SET: &str = include_str!("fixtures/harbour.ada.ron");

/// A set that was saved, and what shall be saved over it.
struct Scene {
    home: TempDir,
    path: PathBuf,
    stamp: Stamp,
    next: AnnotationSet,
}

impl Scene {
    /// A set in a folder of its own.
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("news");
        fs::create_dir(&folder).unwrap();
        Self::in_folder(home, &folder)
    }

    /// A set on a small disk.
    fn on_small_disk() -> Option<(Self, SmallDisk)> {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("news");
        let disk = SmallDisk::at(&folder, 64)?;
        Some((Self::in_folder(home, &folder), disk))
    }

    fn in_folder(home: TempDir, folder: &Path) -> Self {
        let path = folder.join("harbour.ada.ron");
        let set = format::read(SET.as_bytes()).unwrap();
        let stamp = format::save(&path, &set, None).unwrap();
        let next = AnnotationSet {
            done: !set.done,
            ..set
        };
        Self {
            home,
            path,
            stamp,
            next,
        }
    }

    /// Tries to save; gives the sentence that says why not.
    #[track_caller]
    fn refused(&self) -> String {
        let error = format::save(&self.path, &self.next, Some(self.stamp)).unwrap_err();
        assert!(matches!(error, SaveError::Disk { .. }), "{error:?}");
        let says = error.to_string();
        assert!(
            says.contains("harbour") && !says.contains("os error") && !says.contains('\n'),
            "{says}"
        );
        says
    }

    /// The trouble has ended: it is saved, whole, and nothing else is left.
    #[track_caller]
    fn saved(&self) {
        format::save(&self.path, &self.next, Some(self.stamp)).unwrap();
        assert_eq!(
            format::read(&fs::read(&self.path).unwrap()).unwrap(),
            self.next
        );
        self.nothing_left();
    }

    #[track_caller]
    fn untouched(&self) {
        assert_eq!(Stamp::of(&fs::read(&self.path).unwrap()), self.stamp);
        self.nothing_left();
    }

    #[track_caller]
    fn nothing_left(&self) {
        let names: Vec<_> = fs::read_dir(self.path.parent().unwrap())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".tmp"))
            .collect();
        assert!(names.is_empty(), "{names:?}");
    }
}

#[test]
fn a_full_disk_keeps_the_old_set_whole() {
    let Some((scene, disk)) = Scene::on_small_disk() else {
        return;
    };
    disk.fill();
    let says = scene.refused();
    assert!(says.contains("the disk is full; make room on it"), "{says}");
    scene.untouched();
    disk.empty();
    scene.saved();
}

#[test]
fn a_disk_that_fills_up_at_any_moment_never_leaves_half_a_set() {
    let Some((scene, disk)) = Scene::on_small_disk() else {
        return;
    };
    // Room for so many pages: the new file is cut at every one of them. They are files of their own, since a file that is made shorter
    // need not give back its pages at once.
    let spare = |page: usize| scene.path.with_file_name(format!("spare-{page}"));
    for pages in 0..14 {
        for page in 0..pages {
            fs::write(spare(page), [7; 4096]).expect("there is room for that much");
        }
        disk.fill();
        for page in 0..pages {
            fs::remove_file(spare(page)).unwrap();
        }
        match format::save(&scene.path, &scene.next, Some(scene.stamp)) {
            Err(error) => {
                assert!(error.to_string().contains("the disk is full"), "{error}");
                scene.untouched();
            }
            Ok(_) => {
                assert!(pages > 0, "there was no room at all");
                scene.saved();
                return;
            }
        }
        disk.empty();
    }
    panic!("56 KiB are enough for this set");
}

#[test]
fn a_disk_that_can_only_be_read_is_named_as_such() {
    let Some((scene, disk)) = Scene::on_small_disk() else {
        return;
    };
    disk.read_only(true);
    let says = scene.refused();
    assert!(
        says.contains("the disk can only be read; make it writable"),
        "{says}"
    );
    scene.untouched();
    disk.read_only(false);
    scene.saved();
}

/// Forbids changes of a file or a folder even to root, where the file system can.
struct Immutable(PathBuf);

impl Immutable {
    fn make(path: &Path) -> Option<Self> {
        let done = Command::new("chattr").arg("+i").arg(path).output();
        if done.is_ok_and(|done| done.status.success()) {
            return Some(Self(path.to_owned()));
        }
        eprintln!("SKIPPED: this file system knows no immutable files, or we are not root");
        None
    }
}

impl Drop for Immutable {
    fn drop(&mut self) {
        let _ = Command::new("chattr").arg("-i").arg(&self.0).status();
    }
}

#[test]
fn in_a_folder_that_takes_no_new_file_the_old_one_is_not_written_into() {
    let scene = Scene::new();
    let Some(closed) = Immutable::make(scene.path.parent().unwrap()) else {
        return;
    };
    let says = scene.refused();
    assert!(
        says.contains("its folder is read-only") && says.contains("allow new files there"),
        "{says}"
    );
    scene.untouched();
    drop(closed);
    scene.saved();
}

#[test]
fn a_file_that_must_not_change_stays_and_a_read_only_one_too() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::new();
    if let Some(closed) = Immutable::make(&scene.path) {
        let says = scene.refused();
        assert!(says.contains("you are not allowed to; ask"), "{says}");
        scene.untouched();
        drop(closed);
    }
    fs::set_permissions(&scene.path, fs::Permissions::from_mode(0o444)).unwrap();
    let says = scene.refused();
    assert!(
        says.contains("the file is read-only; allow it to be written"),
        "{says}"
    );
    scene.untouched();
    fs::set_permissions(&scene.path, fs::Permissions::from_mode(0o644)).unwrap();
    scene.saved();
}

#[test]
fn a_folder_that_is_gone_is_not_made_anew() {
    let scene = Scene::new();
    let (folder, away) = (scene.path.parent().unwrap(), scene.home.path().join("away"));
    fs::rename(folder, &away).unwrap();
    let says = scene.refused();
    assert!(says.contains("its folder is gone; bring it back"), "{says}");
    assert!(!folder.exists());
    // A file of its name is no folder either.
    fs::write(folder, "x").unwrap();
    assert!(scene.refused().contains("its folder is gone"));
    fs::remove_file(folder).unwrap();
    fs::rename(&away, folder).unwrap();
    scene.untouched();
    scene.saved();
}

#[test]
fn what_stands_in_the_place_of_a_set_is_named_and_left_alone() {
    for (what, sentence) in [
        (
            "folder",
            "a folder stands in its place; move that folder away",
        ),
        (
            "pipe",
            "a pipe or a device stands in its place; move that away",
        ),
        (
            "device",
            "a pipe or a device stands in its place; move that away",
        ),
        (
            "loop",
            "a link that leads round in a circle; remove the link",
        ),
        (
            "nowhere",
            "a link to a file that is not there; bring that file back",
        ),
    ] {
        let scene = Scene::new();
        let (path, aside) = (&scene.path, scene.home.path().join("aside"));
        fs::rename(path, &aside).unwrap();
        match what {
            "folder" => fs::create_dir(path).unwrap(),
            "pipe" => assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
            "device" => symlink("/dev/null", path).unwrap(),
            "loop" => symlink(path, path).unwrap(),
            _ => symlink(scene.home.path().join("no such file"), path).unwrap(),
        }
        let began = Instant::now();
        let says = scene.refused();
        assert!(says.contains(sentence), "{what}: {says}");
        assert!(
            began.elapsed().as_secs() < 2,
            "{what}: nothing is waited for"
        );
        assert!(
            fs::symlink_metadata(path).is_ok(),
            "{what}: it is still there"
        );
        scene.nothing_left();
        match what {
            "folder" => fs::remove_dir(path).unwrap(),
            _ => fs::remove_file(path).unwrap(),
        }
        fs::rename(&aside, path).unwrap();
        scene.untouched();
        scene.saved();
    }
}

#[test]
fn a_set_that_was_removed_comes_back_and_another_ones_is_left_alone() {
    let scene = Scene::new();
    fs::write(&scene.path, "somebody else's").unwrap();
    let error = format::save(&scene.path, &scene.next, Some(scene.stamp)).unwrap_err();
    assert!(matches!(error, SaveError::ChangedOnDisk(_)));
    assert!(error.to_string().contains("was changed on disk"));
    assert_eq!(fs::read_to_string(&scene.path).unwrap(), "somebody else's");
    scene.nothing_left();
    fs::remove_file(&scene.path).unwrap();
    scene.saved();
}

#[test]
fn what_is_there_already_is_saved_whatever_was_known() {
    // As after a disk that did it, and reported a failure.
    let scene = Scene::new();
    scene.saved();
    let stamp = format::save(&scene.path, &scene.next, Some(scene.stamp)).unwrap();
    assert_eq!(stamp, Stamp::of(&fs::read(&scene.path).unwrap()));
}

#[test]
fn a_name_that_is_too_long_is_said_to_be() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(format!("harbour{}.ron", "x".repeat(300)));
    let set = format::read(SET.as_bytes()).unwrap();
    let says = format::save(&path, &set, None).unwrap_err().to_string();
    assert!(
        says.contains("its name is too long for this disk; give it a shorter one"),
        "{says}"
    );
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn a_full_state_folder_loses_no_version_that_was_kept() {
    let home = tempfile::tempdir().unwrap();
    let state = home.path().join("state");
    let Some(disk) = SmallDisk::at(&state, 64) else {
        return;
    };
    let shelf = Shelf::of(&state, &home.path().join("harbour.ada.ron"));
    let now = "2026-11-22T08:00:00Z".parse().unwrap();
    let later = "2026-11-22T08:10:00Z".parse().unwrap();
    shelf.keep(SET.as_bytes(), now, Limits::default()).unwrap();
    disk.fill();
    let error = shelf
        .keep(b"another", later, Limits::default())
        .unwrap_err();
    assert_eq!(format::Refusal::of(&error), format::Refusal::Full);
    let kept = shelf.list().unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(fs::read_to_string(&kept[0].path).unwrap(), SET);
    disk.empty();
    assert!(shelf.keep(b"another", later, Limits::default()).unwrap());
    let names = fs::read_dir(shelf.folder()).unwrap();
    assert_eq!(names.count(), 3, "two versions and whose they are");
}
