//! Codebooks: printed, checked, and kept to by `verify`.

use super::*;

#[test]
fn sub_labels_are_checked_against_the_codebook_that_is_nearest_to_the_article() {
    let folder = folder();
    put(
        &folder,
        "sets/harbour.ada.ron",
        spoilt("\"harbour.txt\"", "\"../news/harbour.txt\"")
            .replace("annotator: \"ada\"", "annotator: \"ben\""),
    );
    let book = |labels: &str| {
        format!("ClaimarkCodebook(version: 1, name: \"Ours\", claim: (labels: [{labels}]))")
    };
    put(&folder, "codebook.ron", book("(name: \"oficial\")"));
    let concise = ["verify", "--format=concise", "."];
    let (code, out, err) = claimark(folder.path(), &concise);
    assert_eq!(code, 1);
    assert_eq!(
        out,
        "./news/harbour.ada.ron:59:17: C001 error: the codebook has no sub-label “official” of a claim (./news/harbour.txt:3:20)\n\
         ./sets/harbour.ada.ron:59:17: C001 error: the codebook has no sub-label “official” of a claim (./sets/../news/harbour.txt:3:20)\n"
    );
    // The codebook itself is neither a damaged set nor another program's file.
    assert_eq!(
        err,
        "checked 2 sets: 2 errors in 2 of them (2 can be mended with --fix --unsafe-fixes)\n"
    );
    // It is the article's folder that counts, not the set's.
    put(&folder, "sets/codebook.ron", book(""));
    put(&folder, "news/codebook.ron", book("(name: \"official\")"));
    assert_eq!(claimark(folder.path(), &concise).0, 0);
}

#[test]
fn a_broken_codebook_is_said_once_and_sets_are_checked_without_it() {
    let folder = folder();
    put(&folder, "news/more/harbour.txt", ARTICLE);
    put(&folder, "news/more/harbour.ada.ron", SET);
    put(
        &folder,
        "codebook.ron",
        "ClaimarkCodebook(\n  version: 1,\n  names: \"x\")",
    );
    let (code, out, err) = claimark(folder.path(), &["verify", "."]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "claimark: codebook.ron:3:3: a codebook has no field `names` here; if `name` is meant, write that; \
         `claimark codebook` prints one that is right\nchecked 2 sets: all is well\n"
    );
}

#[test]
fn a_codebook_is_begun_changed_and_checked() {
    let folder = folder();
    let (code, out, err) = claimark(folder.path(), &["codebook"]);
    assert_eq!((code, err.as_str()), (0, ""));
    put(&folder, "codebook.ron", &out);
    let by_name = claimark(folder.path(), &["codebook", "codebook.ron"]);
    assert_eq!((by_name.0, by_name.2.as_str()), (0, ""));
    assert_eq!(claimark(folder.path(), &["codebook", "news"]), by_name);
    insta::assert_snapshot!(by_name.1);
    put(
        &folder,
        "news/codebook.ron",
        "ClaimarkCodebook(version: 1, name: \"No\\u{1b}[2J\")",
    );
    let (code, out, err) = claimark(folder.path(), &["codebook", ".", "news", "gone.ron"]);
    assert_eq!((code, out), (2, by_name.1));
    assert!(
        err.starts_with("claimark: news/codebook.ron:1:36: the name of the codebook has a line break or another control")
            && err.contains("\nclaimark: gone.ron: the codebook can't be read"),
        "{err}"
    );
    put(
        &folder,
        "bare.ron",
        "ClaimarkCodebook(version: 1, name: \"Bare\")",
    );
    let (_, out, _) = claimark(folder.path(), &["codebook", "bare.ron"]);
    assert_eq!(
        out,
        "bare.ron: Bare\n  claim   no sub-labels (no guideline)\n  denial  no sub-labels (no guideline)\n  \
         figure  no sub-labels (no guideline)\n"
    );
}

#[test]
fn a_folder_without_a_codebook_is_trouble() {
    let folder = folder();
    let (code, out, err) = claimark(folder.path(), &["codebook", "news"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "claimark: news: there is no codebook.ron in this folder or above it; `claimark codebook > codebook.ron` begins one\n"
    );
}

#[test]
fn a_broken_codebook_is_not_taken_for_a_set() {
    for text in ["", "\u{feff}ClaimarkCodebook(version: 1)", "<<<<<<< mine\n"] {
        let folder = folder();
        put(&folder, "codebook.ron", text);
        let (code, out, err) = claimark(folder.path(), &["verify", "."]);
        assert!(!out.contains("F00"), "{text:?}: {out}");
        assert_eq!(code, 2, "{text:?}: {out}{err}");
        assert!(err.contains("codebook.ron"), "{text:?}: {err}");
    }
}
