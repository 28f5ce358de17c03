use super::*;
use crate::{testing::empty_set, text::Document};

fn two_sets() -> (AnnotationSet, AnnotationSet) {
    let ours = empty_set(&Document::new("a story"));
    (
        ours.clone(),
        AnnotationSet {
            annotator: "bob".into(),
            ..ours
        },
    )
}

#[test]
fn a_set_is_saved_saved_again_and_read_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ada.ron");
    let (first, second) = two_sets();
    let stamp = save(&path, &first, None).unwrap();
    assert_eq!(save(&path, &first, Some(stamp)).unwrap(), stamp);
    save(&path, &second, Some(stamp)).unwrap();
    assert_eq!(
        crate::format::read(&load(&path).unwrap().0).unwrap(),
        second
    );
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "no other file is left behind");
}

#[test]
fn somebody_elses_file_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ada.ron");
    let (first, second) = two_sets();
    fs::write(&path, "not ours").unwrap();
    assert!(matches!(
        save(&path, &first, None),
        Err(SaveError::AlreadyThere(_))
    ));
    let stale = Stamp::of(b"what it was before");
    assert!(matches!(
        save(&path, &second, Some(stale)),
        Err(SaveError::ChangedOnDisk(_))
    ));
    assert_eq!(fs::read_to_string(&path).unwrap(), "not ours");
    fs::remove_file(&path).unwrap();
    save(&path, &second, Some(stale)).unwrap();
}

#[cfg(unix)]
#[test]
fn what_may_not_be_written_is_not_replaced_and_a_link_to_nowhere_is_no_file() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (folder.path().join("a.ron"), folder.path().join("link.ron"));
    let (first, second) = two_sets();
    let stamp = save(&path, &first, None).unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let said = save(&path, &second, Some(stamp)).unwrap_err().to_string();
    assert!(said.contains("read-only"), "{said}");
    symlink(folder.path().join("gone.ron"), &link).unwrap();
    let said = save(&link, &second, None).unwrap_err().to_string();
    assert!(
        said.contains("a link to a file that is not there"),
        "{said}"
    );
}

#[test]
fn of_two_that_save_at_once_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let (base, _) = two_sets();
    for round in 0..30 {
        let named = |name: String| AnnotationSet {
            annotator: name,
            ..base.clone()
        };
        let _ = fs::remove_file(&path);
        let stamp = save(&path, &base, None).unwrap();
        let start = std::sync::Barrier::new(2);
        let saved = |name: &str| {
            let set = named(format!("{name} {round}"));
            start.wait();
            save(&path, &set, Some(stamp)).is_ok()
        };
        let (a, b) = std::thread::scope(|scope| {
            let other = scope.spawn(|| saved("a"));
            (saved("b"), other.join().unwrap())
        });
        assert!(a != b, "exactly one is saved");
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (
        folder.path().join("real.ron"),
        folder.path().join("link.ron"),
    );
    let (first, second) = two_sets();
    let stamp = save(&real, &first, None).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&real, &link).unwrap();
    save(&link, &second, Some(stamp)).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(
        fs::metadata(&real).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert_eq!(
        crate::format::read(&load(&real).unwrap().0).unwrap(),
        second
    );
}
