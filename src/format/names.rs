//! What set files are called: `<article's stem>.<annotator>.ron`, beside the article.

use std::path::{Path, PathBuf};

use crate::{annotation::ArticleRecord, article::Article};

/// The ending of a set file, without the dot.
pub const ENDING: &str = "ron";

/// The default file of an annotator's set on an article.
///
/// What file systems refuse in a name (`/ \ : * ? " < > |` and controls) becomes `_`.
#[must_use]
pub fn default_name(article: &Path, annotator: &str) -> PathBuf {
    let safe: String = annotator
        .trim()
        .chars()
        .map(|c| {
            if c.is_control() || "/\\:*?\"<>|".contains(c) {
                '_'
            } else {
                c
            }
        })
        .collect();
    let mut name = article.file_stem().unwrap_or_default().to_owned();
    name.push(format!(".{safe}.{ENDING}"));
    article.with_file_name(name)
}

/// How a set in `folder` names an article: relative to the folder, with `/` between folders; the whole path where there is no
/// way from one to the other.
#[must_use]
pub fn relative_name(folder: &Path, article: &Path) -> String {
    let here = Path::new(".");
    let from = absolute(if folder.as_os_str().is_empty() {
        here
    } else {
        folder
    });
    // Where the article is itself a link into some store, its own name is meant.
    let name = article.file_name().unwrap_or_default();
    let within = article
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let to = absolute(within).join(name);
    let shared = from
        .components()
        .zip(to.components())
        .take_while(|(a, b)| a == b)
        .count();
    if shared == 0 {
        return to.to_string_lossy().into_owned();
    }
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to
        .components()
        .skip(shared)
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// What a set says of its article, which it names so (see [`relative_name`]), as the article is now.
#[must_use]
pub fn record(article: &Article, file: String) -> ArticleRecord {
    ArticleRecord {
        file,
        file_sha256: article.file_sha256,
        text_sha256: article.document.sha256(),
        text_length: article.document.len(),
        reading: article.reading.clone(),
    }
}

fn absolute(path: &Path) -> PathBuf {
    path.canonicalize()
        .or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_named_after_its_article_and_annotator() {
        assert_eq!(
            default_name(Path::new("a/gloves.v2.txt"), "ada"),
            Path::new("a/gloves.v2.ada.ron")
        );
        assert_eq!(
            default_name(Path::new("a.txt"), " A/B: C "),
            Path::new("a.A_B_ C.ron")
        );
    }

    #[test]
    fn an_article_is_named_from_where_the_set_is() {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("news/a.txt");
        std::fs::create_dir_all(folder.path().join("news")).unwrap();
        std::fs::create_dir_all(folder.path().join("sets")).unwrap();
        std::fs::write(&article, "a").unwrap();
        assert_eq!(
            relative_name(&folder.path().join("news"), &article),
            "a.txt"
        );
        #[cfg(unix)]
        {
            let link = folder.path().join("news/link.txt");
            std::os::unix::fs::symlink(folder.path().join("sets"), &link).unwrap();
            assert_eq!(
                relative_name(&folder.path().join("news"), &link),
                "link.txt"
            );
        }
        assert_eq!(
            relative_name(&folder.path().join("sets"), &article),
            "../news/a.txt"
        );
    }
}
