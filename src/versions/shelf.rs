//! The folder of one set's versions: kept there, listed, read.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::Limits;
use crate::{annotation::AnnotationSet, format, text::Sha256};

/// The file that says whose versions these are: the set's path, on one line. Its name is none that an article could have.
const NOTE: &str = "whose";

/// Digits of the SHA-256 in names.
const DIGITS: usize = 8;

/// How a version's name begins; as all have the same length, they sort by time.
const TIME: &str = "%Y-%m-%dT%H-%M-%S%.3fZ";

/// See the head of this file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shelf {
    folder: PathBuf,
    set_file: PathBuf,
}

/// A version that is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Version {
    /// When the set was so.
    pub time: Timestamp,
    /// Its copy.
    pub path: PathBuf,
    /// Length of the copy in bytes.
    pub bytes: u64,
    digest: String,
}

impl Shelf {
    /// The shelf of a set within a state folder. Nothing is made on disk; of links the file behind them counts, if it can be found.
    #[must_use]
    pub fn of(state: &Path, set_file: &Path) -> Self {
        let set_file = crate::folders::behind_links(set_file);
        let digest = Sha256::of(set_file.as_os_str().as_encoded_bytes()).to_string();
        Self {
            folder: state.join("versions").join(&digest[..16]),
            set_file,
        }
    }

    /// The folder that the versions lie in, if there are any.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The set whose versions these are.
    #[must_use]
    pub fn set_file(&self) -> &Path {
        &self.set_file
    }

    /// Keeps the content that the set's file had at a time, and lets go of what becomes too much. What is kept already is not kept
    /// twice: it counts from then on as of the later time. Gives whether anything is kept that was not.
    ///
    /// # Errors
    /// The disk refuses; what was kept before is still there.
    pub fn keep(&self, bytes: &[u8], time: Timestamp, limits: Limits) -> io::Result<bool> {
        if limits.count == 0 {
            return Ok(false);
        }
        self.make()?;
        let digest = Sha256::of(bytes).to_string()[..DIGITS].to_owned();
        let path = self.folder.join(name(time, &digest));
        let kept = self.list()?;
        let same = kept.iter().find(|version| {
            version.digest == digest
                && version.bytes == bytes.len() as u64
                && fs::read(&version.path).is_ok_and(|there| there == bytes)
        });
        if let Some(same) = same {
            if same.time < time {
                fs::rename(&same.path, path)?;
            }
            return Ok(false);
        }
        // Others may not read it: tempfile sees to that.
        let mut file = format::temporary::builder().tempfile_in(&self.folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|failed| failed.error)?;
        format::temporary::sweep(&self.folder);
        self.thin(limits)?;
        Ok(true)
    }

    /// What is kept, the newest first.
    ///
    /// # Errors
    /// The folder is there and can't be read.
    pub fn list(&self) -> io::Result<Vec<Version>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut versions: Vec<_> = entries
            .filter_map(Result::ok)
            .filter_map(|entry| {
                let (time, digest) = parts(entry.file_name().to_str()?)?;
                let about = entry.metadata().ok().filter(fs::Metadata::is_file)?;
                Some(Version {
                    time,
                    path: entry.path(),
                    bytes: about.len(),
                    digest,
                })
            })
            .collect();
        versions.sort_by(|a, b| (b.time, &b.path).cmp(&(a.time, &a.path)));
        Ok(versions)
    }

    fn thin(&self, limits: Limits) -> io::Result<()> {
        let versions = self.list()?;
        let sizes: Vec<_> = versions
            .iter()
            .map(|version| (version.time.as_millisecond(), version.bytes))
            .collect();
        let now = sizes.first().map_or(0, |newest| newest.0);
        for index in limits.too_many(&sizes, now) {
            match fs::remove_file(&versions[index].path) {
                // Another window was quicker.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                removed => removed?,
            }
        }
        Ok(())
    }

    /// Makes the folder, for the user alone, with the note in it.
    fn make(&self) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.folder)?;
        let note = self.folder.join(NOTE);
        if !note.exists() {
            let mut file = format::temporary::builder().tempfile_in(&self.folder)?;
            file.write_all(self.set_file.as_os_str().as_encoded_bytes())?;
            file.write_all(b"\n")?;
            file.persist(note).map_err(|failed| failed.error)?;
        }
        Ok(())
    }
}

impl Version {
    /// What it is called: the beginning of its content's SHA-256, eight digits.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.digest
    }

    /// Reads it.
    ///
    /// # Errors
    /// It can't be read, or is no set that this Claimark knows: one sentence with the place.
    pub fn read(&self) -> Result<AnnotationSet, String> {
        let shown = self.path.display();
        let (bytes, _) = format::load(&self.path)
            .map_err(|error| format!("{shown}: this version can't be read ({error})"))?;
        let mut set = format::read(&bytes).map_err(|error| {
            format!(
                "{shown}:{}: this version can't be read: {error}; {}",
                error.place,
                error.problem.remedy()
            )
        })?;
        set.sort();
        if let Some(id) = set.doubled_id() {
            return Err(format!(
                "{shown}: two marks of this version have the id {id}; `claimark verify` shows where"
            ));
        }
        Ok(set)
    }
}

/// All sets that versions are kept of, by path: each with its shelf.
///
/// # Errors
/// The folder is there and can't be read.
pub fn shelves(state: &Path) -> io::Result<Vec<Shelf>> {
    let entries = match fs::read_dir(state.join("versions")) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut shelves: Vec<_> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let folder = entry.path();
            let note = fs::read_to_string(folder.join(NOTE)).ok()?;
            Some(Shelf {
                set_file: PathBuf::from(note.trim_end_matches('\n')),
                folder,
            })
        })
        .collect();
    shelves.sort_by(|a, b| a.set_file.cmp(&b.set_file));
    Ok(shelves)
}

fn name(time: Timestamp, digest: &str) -> String {
    format!("{}-{digest}.{}", time.strftime(TIME), format::ENDING)
}

/// When a version was so, and the beginning of its digest, by its name.
fn parts(name: &str) -> Option<(Timestamp, String)> {
    let (time, digest) = name
        .strip_suffix(format::ENDING)?
        .strip_suffix('.')?
        .rsplit_once('-')?;
    let is_digest = digest.len() == DIGITS && digest.bytes().all(|digit| digit.is_ascii_hexdigit());
    let time = jiff::civil::DateTime::strptime(TIME, time).ok()?;
    let time = time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
    is_digest.then(|| (time, digest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_millisecond(1_790_000_000_000 + second * 1000 + 7).unwrap()
    }

    fn contents(shelf: &Shelf) -> Vec<String> {
        let versions = shelf.list().unwrap();
        versions
            .iter()
            .map(|version| fs::read_to_string(&version.path).unwrap())
            .collect()
    }

    #[test]
    fn what_is_kept_is_listed_with_its_time_the_newest_first() {
        let folder = tempfile::tempdir().unwrap();
        let (state, set) = (folder.path().join("state"), folder.path().join("a.ron"));
        let shelf = Shelf::of(&state, &set);
        assert!(shelf.list().unwrap().is_empty() && !state.exists());
        assert!(shelf.keep(b"one", at(0), Limits::default()).unwrap());
        assert!(shelf.keep(b"two", at(60), Limits::default()).unwrap());
        assert_eq!(contents(&shelf), ["two", "one"]);
        let times: Vec<_> = shelf
            .list()
            .unwrap()
            .iter()
            .map(|version| version.time)
            .collect();
        assert_eq!(times, [at(60), at(0)]);
        let names: Vec<_> = shelves(&state).unwrap();
        assert_eq!(names.len(), 1);
        assert_eq!(names[0].list().unwrap(), shelf.list().unwrap());
        assert!(names[0].set_file().ends_with("a.ron"));
    }

    #[test]
    fn the_same_content_is_kept_once_as_of_the_later_time() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(folder.path(), Path::new("/sets/a.ron"));
        for (content, second, is_new) in [
            ("one", 0, true),
            ("two", 1, true),
            ("one", 2, false),
            // Such a clock was set back.
            ("two", -5, false),
        ] {
            let kept = shelf.keep(content.as_bytes(), at(second), Limits::default());
            assert_eq!(kept.unwrap(), is_new, "{content} {second}");
        }
        assert_eq!(contents(&shelf), ["one", "two"]);
        assert_eq!(shelf.list().unwrap()[0].time, at(2));
    }

    #[test]
    fn no_more_are_kept_than_may_be_and_other_files_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(folder.path(), Path::new("/sets/a.ron"));
        let none = Limits::of_count(0);
        assert!(!shelf.keep(b"x", at(0), none).unwrap() && !shelf.folder().exists());
        for second in 0..12 {
            let content = format!("content {second}");
            shelf
                .keep(content.as_bytes(), at(second * 600), Limits::of_count(4))
                .unwrap();
            fs::write(shelf.folder().join("notes.ron"), "mine").unwrap();
        }
        let left = contents(&shelf);
        assert_eq!(left.len(), 4);
        assert_eq!(
            (left[0].as_str(), left[3].as_str()),
            ("content 11", "content 0")
        );
        assert!(shelf.folder().join("notes.ron").exists());
    }

    #[test]
    fn sets_of_one_name_in_two_folders_share_nothing_and_links_lead_to_one() {
        let folder = tempfile::tempdir().unwrap();
        let of = |path: &Path| Shelf::of(folder.path(), path);
        assert_ne!(
            of(Path::new("/a/s.ron")).folder(),
            of(Path::new("/b/s.ron")).folder()
        );
        #[cfg(unix)]
        {
            let (real, link) = (
                folder.path().join("real.ron"),
                folder.path().join("link.ron"),
            );
            fs::write(&real, "x").unwrap();
            std::os::unix::fs::symlink(&real, &link).unwrap();
            assert_eq!(of(&real), of(&link));
            let before = of(&real);
            fs::remove_file(&real).unwrap();
            assert_eq!(of(&real), before, "also while it is gone");
        }
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_them() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(folder.path(), Path::new("/sets/a.ron"));
        shelf.keep(b"one", at(0), Limits::default()).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(shelf.folder()), 0o700);
        assert_eq!(mode(&shelf.list().unwrap()[0].path), 0o600);
    }

    #[test]
    fn a_version_that_is_no_set_is_refused_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(folder.path(), Path::new("/sets/a.ron"));
        shelf
            .keep(b"Claimark(version: 1, x", at(0), Limits::default())
            .unwrap();
        let said = shelf.list().unwrap()[0].read().unwrap_err();
        assert!(
            said.contains(".ron:1:") && said.contains("can't be read"),
            "{said}"
        );
    }
}
