//! Where it is remembered what was turned down in an article: a file for each text in the user's state folder, named after the text's
//! hash. Whatever can't be read there is passed over, and what can't be written is remembered as long as the window is open. All of it
//! asks the disk: for threads only.

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
};

use super::turned_down::{Rejection, TurnedDown};
use crate::{
    folders::private_folder,
    format::temporary,
    text::{Document, Sha256},
};

/// Bytes of the largest file that is read.
const LARGEST: u64 = 32_000_000;

/// The file for a text, given by its hash, within a state folder.
#[must_use]
pub fn file(state: &Path, text: Sha256) -> PathBuf {
    let name = text.to_string();
    state
        .join("turned-down")
        .join(format!("{}.json", &name[..32]))
}

fn load(file: &Path) -> Option<TurnedDown> {
    // A pipe of that name would never end.
    fs::metadata(file).ok().filter(fs::Metadata::is_file)?;
    let mut bytes = Vec::new();
    let opened = fs::File::open(file).ok()?;
    opened.take(LARGEST).read_to_end(&mut bytes).ok()?;
    Some(TurnedDown::read(&bytes))
}

fn save(file: &Path, known: &TurnedDown) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new(""));
    private_folder(folder)?;
    let mut new = temporary::builder().tempfile_in(folder)?;
    new.write_all(known.write().as_bytes())?;
    new.persist(file).map_err(|failed| failed.error)?;
    temporary::sweep(folder);
    Ok(())
}

/// What was turned down in a text. One that is new takes over what still stands in it of what was turned down in the nearest of the texts
/// `before` it, given by their hashes, the latest first; and of what is `known` anyway.
#[must_use]
pub fn open(
    state: &Path,
    document: &Document,
    before: &[Sha256],
    known: &TurnedDown,
) -> TurnedDown {
    let file = file(state, document.sha256());
    let own = load(&file);
    let earlier = || {
        before
            .iter()
            .find_map(|text| load(&self::file(state, *text)))
    };
    let there = match &own {
        Some(own) => own.clone(),
        None => earlier().unwrap_or_default().carried_to(document),
    };
    let all = there.and(known.carried_to(document));
    if all != own.unwrap_or_default() {
        // What can't be kept is known as long as the window is open.
        let _ = save(&file, &all);
    }
    all
}

/// Remembers of a text what was turned down, and forgets what was brought back. What another window has written stays.
///
/// # Errors
/// The disk refuses.
pub fn note(state: &Path, text: Sha256, changes: &[(Rejection, bool)]) -> std::io::Result<()> {
    let file = file(state, text);
    let mut known = load(&file).unwrap_or_default();
    for (rejection, turned_down) in changes {
        known.set(rejection.clone(), *turned_down);
    }
    save(&file, &known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{annotation::Kind, text::CharRange};

    fn rejection(document: &Document, start: usize) -> Rejection {
        Rejection::of(document, Kind::Figure, &[CharRange::new(start, start + 2)])
    }

    const TEXT: &str = "Here are 40 men and, a good while later and far from it, 50 women.";

    #[test]
    fn what_is_noted_is_there_the_next_time_and_in_the_article_as_it_is_then() {
        let folder = tempfile::tempdir().unwrap();
        let (state, document) = (folder.path().join("state"), Document::new(TEXT));
        let none = TurnedDown::default();
        assert!(open(&state, &document, &[], &none).is_empty());
        let (men, women) = (rejection(&document, 9), rejection(&document, 57));
        let noted = [(men.clone(), true), (women.clone(), true)];
        note(&state, document.sha256(), &noted).unwrap();
        note(&state, document.sha256(), &[(women.clone(), false)]).unwrap();
        let known = open(&state, &document, &[], &none);
        assert!(known.has(&men) && !known.has(&women));
        note(&state, document.sha256(), &[(women.clone(), true)]).unwrap();
        // The end is another one.
        let new = Document::new(TEXT.replace("women", "girls"));
        assert!(open(&state, &new, &[Sha256::of(b"never seen")], &none).is_empty());
        let other = Document::new(TEXT.replace("women", "girls!"));
        let known = open(&state, &other, &[document.sha256()], &none);
        assert!(known.has(&men) && !known.has(&women));
        let longer = Document::new(format!("{TEXT} And that is all."));
        let there = open(&state, &longer, &[document.sha256()], &none);
        assert!(there.has(&rejection(&longer, 9)) && there.has(&rejection(&longer, 57)));
        let again = open(&state, &other, &[], &none);
        assert_eq!(again, known, "it was written for the new text");
    }

    #[test]
    fn whatever_lies_there_stops_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let document = Document::new(TEXT);
        let path = file(folder.path(), document.sha256());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "not ours").unwrap();
        let none = TurnedDown::default();
        assert!(open(folder.path(), &document, &[], &none).is_empty());
        let men = (rejection(&document, 9), true);
        note(folder.path(), document.sha256(), std::slice::from_ref(&men)).unwrap();
        assert!(open(folder.path(), &document, &[], &none).has(&men.0));
        // A folder of that name, and a file in the place of the folder.
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert!(open(folder.path(), &document, &[], &none).is_empty());
        assert!(note(folder.path(), document.sha256(), std::slice::from_ref(&men)).is_err());
        let blocked = folder.path().join("blocked");
        fs::write(&blocked, "").unwrap();
        let mut known = TurnedDown::default();
        known.set(men.0.clone(), true);
        assert!(open(&blocked, &document, &[], &known).has(&men.0));
    }
}
