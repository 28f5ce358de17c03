//! The set file: what is read can be written, and the fast way of reading reads the same as the slow one.

use std::mem::discriminant;

use claimark::format::{ReadProblem, read, read_noting, write};

/// For these bytes of a set file.
pub fn read_set(bytes: &[u8]) {
    let (result, canonical) = read_noting(bytes);
    assert_eq!(result, read(bytes), "with and without the note");
    beside_the_slow_way(bytes, &result, canonical);
    let Ok(mut set) = result else {
        assert!(!canonical, "what can't be read has no canonical text");
        return;
    };
    let text = write(&set);
    if canonical {
        assert!(text.as_bytes() == bytes, "not canonical, but said to be");
    }
    set.sort();
    assert_eq!(write(&set), text, "order does not count");
    let (again, _) = read_noting(text.as_bytes());
    let again = again.expect("what was written can be read");
    assert_eq!(again, set);
    assert_eq!(write(&again), text);
    beside_the_slow_way(text.as_bytes(), &Ok(again), true);
}

/// An empty line first is nothing to a reader, but makes a text that is not canonical.
fn beside_the_slow_way(
    bytes: &[u8],
    result: &Result<claimark::annotation::AnnotationSet, claimark::format::ReadError>,
    canonical: bool,
) {
    let (slow, said) = read_noting(&[b"\n", bytes].concat());
    assert!(!said, "an empty line first is not canonical");
    match (result, slow) {
        (Ok(fast), Ok(slow)) => assert_eq!(*fast, slow),
        (Err(here), Err(there)) => {
            // What is said may name a line.
            let same = discriminant(&here.problem) == discriminant(&there.problem);
            // Behind an empty line a byte order mark is no longer the first, and a file of nothing is a blank one.
            let first = here.problem == ReadProblem::ByteOrderMark || bytes.is_empty();
            assert!(same || first, "{here:?} but with an empty line {there:?}");
            // A place that is none stays at the start.
            let line = here.place.line + 1;
            let placed = [line, 1].contains(&there.place.line);
            assert!(placed || first, "{here:?} but with an empty line {there:?}");
        }
        (here, there) => panic!("{here:?} ({canonical}) but with an empty line {there:?}"),
    }
}
