//! The bundled sample: an article with a finished set, unpacked beside the user's settings so that it can be marked like any other.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::codebook;

/// The files of the sample; the second is the set that opens.
const FILES: [(&str, &[u8]); 4] = [
    (
        "varre-bay.txt",
        include_bytes!("../../assets/samples/varre-bay.txt"),
    ),
    (
        "varre-bay.nadia.ron",
        include_bytes!("../../assets/samples/varre-bay.nadia.ron"),
    ),
    (
        "varre-bay.tomas.ron",
        include_bytes!("../../assets/samples/varre-bay.tomas.ron"),
    ),
    (codebook::FILE_NAME, codebook::default_text().as_bytes()),
];

/// Puts the sample where it can be changed, unless it is there already: what was marked in it stays. Gives the set to open.
///
/// # Errors
/// It can't be written: one sentence.
pub fn unpack(config: Option<&Path>) -> Result<PathBuf, String> {
    let folder = folder(config);
    let fail = |error| {
        format!(
            "{}: the sample can't be unpacked ({error})",
            folder.display()
        )
    };
    fs::create_dir_all(&folder).map_err(fail)?;
    for (name, bytes) in FILES {
        let path = folder.join(name);
        if !path.exists() {
            fs::write(&path, bytes).map_err(fail)?;
        }
    }
    Ok(folder.join(FILES[1].0))
}

fn folder(config: Option<&Path>) -> PathBuf {
    config
        .map_or_else(|| std::env::temp_dir().join("claimark"), Path::to_owned)
        .join("samples")
}

/// Whether this is a file of the sample.
#[must_use]
pub fn is_sample(config: Option<&Path>, path: &Path) -> bool {
    path.parent() == Some(&folder(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_marked_in_the_sample_stays() {
        let folder = tempfile::tempdir().unwrap();
        let set = unpack(Some(folder.path())).unwrap();
        crate::format::read(&fs::read(&set).unwrap()).unwrap();
        fs::write(&set, "changed").unwrap();
        assert_eq!(unpack(Some(folder.path())).unwrap(), set);
        assert_eq!(fs::read_to_string(&set).unwrap(), "changed");
    }
}
