//! What must hold for any bytes: what the fuzzers in `tests/fuzz` try for long is tried here for short, and again with all that
//! they found (`tests/fuzz/found`).

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

#[allow(unreachable_pub, reason = "public to the fuzzers")]
#[path = "fuzz/properties/mod.rs"]
mod properties;

use std::{fs, path::Path};

use proptest::prelude::*;

const SET: &str = include_str!("fixtures/harbour.ada.ron");
const CODEBOOK: &str = include_str!("../assets/codebook.ron");

/// What must hold for any bytes.
type Property = fn(&[u8]);

/// Each by the name of its fuzzer.
const ALL: &[(&str, Property)] = &[
    ("read_article", properties::read_article),
    ("read_set", properties::read_set),
    ("read_settings_files", properties::read_settings_files),
    ("verify", properties::verify),
];

#[test]
fn what_the_fuzzers_found_once_holds_now() {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/found");
    for (name, holds) in ALL {
        holds(b"");
        let Ok(files) = fs::read_dir(found.join(name)) else {
            continue;
        };
        for file in files {
            let path = file.unwrap().path();
            println!("{}", path.display());
            holds(&fs::read(path).unwrap());
        }
    }
}

/// A file of a person's with bytes put into it, cut out of it, or copied.
fn spoilt(text: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        any::<Vec<u8>>(),
        "[(){}\\[\\],:\"/*\n 0-9a-zA-Z_]{0,8}".prop_map(String::into_bytes),
        Just(b"/* */".to_vec()),
        Just(Vec::new()),
    ];
    let change = (any::<proptest::sample::Index>(), 0..60usize, piece);
    proptest::collection::vec(change, 0..4).prop_map(move |changes| {
        let mut bytes = text.as_bytes().to_vec();
        for (at, cut, piece) in changes {
            let at = at.index(bytes.len() + 1);
            // Every other time only something put in.
            let cut = cut.saturating_sub(30);
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, piece);
        }
        bytes
    })
}

proptest! {
    #[test]
    fn any_set_is_read_and_written_or_refused(bytes in spoilt(SET)) {
        properties::read_set(&bytes);
    }

    #[test]
    fn any_codebook_is_read_or_refused(bytes in spoilt(CODEBOOK)) {
        properties::read_settings_files(&bytes);
    }

    #[test]
    fn any_article_keeps_its_promises(bytes: Vec<u8>, words in "\\PC{0,40}\r?\n?[a-z \u{301}\u{200d}👩🚒🇰]{0,20}") {
        properties::read_article(&bytes);
        properties::read_article(words.as_bytes());
        properties::read_article(&[words.as_bytes(), &bytes].concat());
    }

    #[test]
    fn any_set_is_checked_shown_and_mended(changes in proptest::collection::vec(any::<u8>(), 0..80)) {
        properties::verify(&changes);
    }
}
