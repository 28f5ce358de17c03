//! The order in which files are listed: as people count, `a2` before `a10`, and folder by folder.

use std::{cmp::Ordering, path::Path};

/// Compares two paths.
#[must_use]
pub fn natural(a: &Path, b: &Path) -> Ordering {
    let (one, other) = (
        a.as_os_str().as_encoded_bytes(),
        b.as_os_str().as_encoded_bytes(),
    );
    // Mostly they lie in one folder: only the first part that differs is looked at. A folder whose name counts as the same number as
    // another's, `a1` and `a01`, is kept together so.
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let is_separator = |byte: &u8| std::path::is_separator(char::from(*byte));
    let begin = one[..same].iter().rposition(is_separator);
    let begin = begin.map_or(0, |separator| separator + 1);
    let part = |bytes: &[u8]| {
        let part = bytes[begin..].split(is_separator).next();
        String::from_utf8_lossy(part.unwrap_or_default()).into_owned()
    };
    alphanumeric_sort::compare_str(part(one), part(other)).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_count_and_folders_stay_together() {
        let mut paths = [
            "n/a10.txt",
            "n/a2.txt",
            "n/a1.txt",
            "n/b.txt",
            "n/a01/y.txt",
            "n/a1/z.txt",
            "n/a01/z.txt",
            "n/a1/x.txt",
            "n/é2.txt",
            "n/é10.txt",
            "m.txt",
            "n 2/a.txt",
        ]
        .map(Path::new);
        paths.sort_by(|a, b| natural(a, b));
        assert_eq!(
            paths,
            [
                "m.txt",
                "n/a1/x.txt",
                "n/a1/z.txt",
                "n/a01/y.txt",
                "n/a01/z.txt",
                "n/a1.txt",
                "n/a2.txt",
                "n/a10.txt",
                "n/b.txt",
                "n/é2.txt",
                "n/é10.txt",
                "n 2/a.txt",
            ]
            .map(Path::new)
        );
    }

    fn any_path() -> impl Strategy<Value = PathBuf> {
        "[01a9/é點. -]{0,7}".prop_map(PathBuf::from)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        // Sorting by anything else may panic.
        #[test]
        fn it_is_an_order(a in any_path(), b in any_path(), c in any_path()) {
            prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
            prop_assert_eq!(natural(&a, &b) == Ordering::Equal, a.as_os_str() == b.as_os_str());
            let mut sorted = [a, b, c];
            sorted.sort_by(|a, b| natural(a, b));
            prop_assert!(natural(&sorted[0], &sorted[2]).is_le());
            prop_assert!(natural(&sorted[0], &sorted[1]).is_le());
            prop_assert!(natural(&sorted[1], &sorted[2]).is_le());
        }
    }
}
