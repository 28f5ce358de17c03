//! The files that a person writes: a codebook, and which rules count in a folder.

use std::fmt::Debug;

use claimark::{agreed::Refusal, codebook, config};

/// For these bytes of such a file.
pub fn read_settings_files(bytes: &[u8]) {
    if let Some(codebook) = read(bytes, codebook::read) {
        assert!(!codebook.name.trim().is_empty());
        for guide in [&codebook.claim, &codebook.denial, &codebook.figure] {
            for label in &guide.labels {
                assert!(!label.name.trim().is_empty());
                assert!(!label.name.contains(char::is_control));
            }
        }
    }
    if let Some(config) = read(bytes, config::read) {
        assert!(config.selection.rules().next().is_some());
    }
}

/// What is read from these bytes; an empty line before them makes no difference.
fn read<T: PartialEq + Debug>(
    bytes: &[u8],
    read: impl Fn(&[u8]) -> Result<T, Refusal>,
) -> Option<T> {
    let first = read(bytes);
    let behind_a_line = read(&[b"\n", bytes].concat());
    match (&first, &behind_a_line) {
        (Ok(here), Ok(there)) => assert_eq!(here, there),
        (Err(_), Err(_)) => {}
        // Behind an empty line a byte order mark is no longer the first: then it is no such file at all.
        (here, there) => panic!("{here:?} but with an empty line {there:?}"),
    }
    if let Err(refusal) = &first {
        let lines = bytes.split(|&byte| byte == b'\n').count();
        assert!((1..=lines).contains(&refusal.place.line), "{refusal:?}");
        assert!(refusal.place.column >= 1);
        assert!(!refusal.problem.is_empty() && !refusal.remedy.is_empty());
    }
    first.ok()
}
