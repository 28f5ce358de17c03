//! The files that a person writes: a codebook.

use claimark::codebook;

/// For these bytes of such a file.
pub fn read_settings_files(bytes: &[u8]) {
    let first = codebook::read(bytes);
    let behind_a_line = codebook::read(&[b"\n", bytes].concat());
    match (&first, &behind_a_line) {
        (Ok(here), Ok(there)) => assert_eq!(here, there),
        (Err(_), Err(_)) => {}
        // Behind an empty line a byte order mark is no longer the first: then it is no codebook at all.
        (here, there) => panic!("{here:?} but with an empty line {there:?}"),
    }
    match first {
        Ok(codebook) => {
            assert!(!codebook.name.trim().is_empty());
            for guide in [&codebook.claim, &codebook.denial, &codebook.figure] {
                for label in &guide.labels {
                    assert!(!label.name.trim().is_empty());
                    assert!(!label.name.contains(char::is_control));
                }
            }
        }
        Err(refusal) => {
            let lines = bytes.split(|&byte| byte == b'\n').count();
            assert!((1..=lines).contains(&refusal.place.line), "{refusal:?}");
            assert!(refusal.place.column >= 1);
            assert!(!refusal.problem.is_empty() && !refusal.remedy.is_empty());
        }
    }
}
