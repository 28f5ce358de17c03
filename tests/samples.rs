//! The articles and sets that come with Claimark are sound: whoever opens one sees a careful analyst's work.
#![allow(clippy::unwrap_used)]

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use claimark::{
    annotation::{Annotation, AnnotationSet, Denied, Kind, Tag},
    article::{self, Article},
    format,
    text::LineEnds,
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples")
}

/// The samples with this ending, sorted by name.
fn samples(ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).unwrap();
    let mut paths: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    paths.sort();
    paths
}

/// Every set with its path and its article, read as the set says.
fn sets() -> Vec<(PathBuf, AnnotationSet, Article)> {
    samples(format::ENDING)
        .into_iter()
        .map(|path| {
            let set = format::read(&fs::read(&path).unwrap()).unwrap();
            let file = folder().join(&set.article.file);
            let article = article::read(&file, Some(&set.article.reading)).unwrap();
            (path, set, article)
        })
        .collect()
}

fn sample(name: &str) -> Article {
    article::read(&folder().join(name), None).unwrap()
}

#[test]
fn every_article_has_a_set_and_one_has_two() {
    let sets = sets();
    let of = |article: &PathBuf| {
        sets.iter()
            .filter(|(_, set, _)| article.ends_with(&set.article.file))
            .count()
    };
    let mut counts: Vec<_> = samples("txt").iter().map(of).collect();
    counts.sort_unstable();
    assert_eq!(counts, [1, 1, 2]);
}

#[test]
fn every_set_is_canonical_named_by_default_and_fits_its_article() {
    for (path, set, article) in sets() {
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(format::write(&set), text, "{}", path.display());
        let named = format::default_name(&folder().join(&set.article.file), &set.annotator);
        assert_eq!(named, path);
        assert!(set.fits(&article.document), "{}", path.display());
        assert_eq!(set.article.file_sha256, article.file_sha256);
        assert_eq!(set.article.text_length, article.document.len());
        assert_eq!(set.article.reading, article.reading);
    }
}

#[test]
fn every_fragment_fits_and_none_begins_or_ends_with_a_blank() {
    for (path, set, article) in sets() {
        assert!((20..=40).contains(&set.annotations.len()));
        for mark in &set.annotations {
            assert_eq!(mark.by, set.annotator);
            assert!(!mark.fragments.is_empty());
            for fragment in &mark.fragments {
                assert!(fragment.fits(&article.document), "{}", path.display());
                assert_eq!(fragment.quote.trim(), fragment.quote);
            }
        }
    }
}

#[test]
fn every_link_leads_to_a_mark_of_a_right_kind_and_every_speaker_is_known_and_speaks() {
    for (path, set, _) in sets() {
        let mut silent: HashSet<_> = set.speakers.iter().map(|speaker| &speaker.id).collect();
        for mark in &set.annotations {
            let kind = mark.tag.kind();
            for link in mark.tag.links() {
                let target = set.annotation(link).unwrap();
                assert!(kind.may_link_to(target.tag.kind()), "{}", mark.words());
            }
            if let Some(speaker) = mark.tag.speaker() {
                assert!(set.speaker(speaker).is_some(), "{}", mark.words());
                silent.remove(speaker);
            } else {
                assert_eq!(kind, Kind::Figure, "no speaker: {}", mark.words());
            }
        }
        assert!(silent.is_empty(), "{}: {silent:?}", path.display());
    }
}

#[test]
fn no_id_is_used_twice_in_all_the_sets() {
    let sets = sets();
    let ids: Vec<_> = sets
        .iter()
        .flat_map(|(_, set, _)| &set.annotations)
        .map(|mark| &mark.id)
        .collect();
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
}

#[test]
fn together_the_sets_show_all_that_a_mark_can_be() {
    let sets = sets();
    let any = |wanted: &dyn Fn(&Annotation) -> bool| {
        let mut marks = sets.iter().flat_map(|(_, set, _)| &set.annotations);
        marks.any(|mark| wanted(mark))
    };
    let denies = |mark: &Annotation, here: bool| match &mark.tag {
        Tag::Denial { denies, .. } => denies
            .iter()
            .any(|denied| matches!(denied, Denied::Here(_)) == here),
        _ => false,
    };
    assert!(any(&|mark| mark.fragments.len() == 2));
    assert!(any(&|mark| mark.unsure));
    assert!(any(&|mark| !mark.note.is_empty()));
    assert!(any(&|mark| denies(mark, true)));
    assert!(any(&|mark| denies(mark, false)));
    let others = |set: &AnnotationSet| set.speakers.iter().any(|s| !s.other_names.is_empty());
    for (path, set, _) in &sets {
        assert!(others(set), "{}", path.display());
        let marks = &set.annotations;
        let nested = marks.windows(2).any(|pair| {
            let (outer, inner) = (pair[0].extent(), pair[1].extent());
            outer.overlaps(inner)
        });
        assert!(nested, "{}", path.display());
    }
}

#[test]
fn the_first_article_is_marked_by_two_who_do_not_agree_on_everything() {
    let spans = |annotator: &str| -> HashSet<_> {
        let path = folder().join(format!("varre-bay.{annotator}.ron"));
        let set = format::read(&fs::read(path).unwrap()).unwrap();
        let of = |mark: &Annotation| {
            let spans: Vec<_> = mark.fragments.iter().map(|f| f.span).collect();
            (mark.tag.kind(), spans)
        };
        set.annotations.iter().map(|mark| of(mark)).collect()
    };
    let (nadia, tomas) = (spans("nadia"), spans("tomas"));
    let shared = nadia.intersection(&tomas).count();
    assert!(
        shared >= 15,
        "they mark much the same: {shared} marks agree"
    );
    assert!(nadia.difference(&tomas).count() >= 5);
    assert!(tomas.difference(&nadia).count() >= 5);
}

#[test]
fn the_article_with_windows_line_ends_kept_them_on_disk_and_lost_them_in_reading() {
    let bytes = fs::read(folder().join("karvel-vaccine.txt")).unwrap();
    assert!(bytes.windows(2).any(|pair| pair == b"\r\n"), "git kept it");
    let article = sample("karvel-vaccine.txt");
    assert_eq!(article.reading.line_ends, LineEnds::CrLf);
    let text = article.document.text();
    assert!(!text.contains('\r'));
    for part in [
        "👨\u{200d}👩\u{200d}👧\u{200d}👦",
        "Rene\u{301}",
        "Café",
        "“",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn the_arabic_article_mixes_scripts_and_digits() {
    let article = sample("marsa-rayhan.txt");
    let text = article.document.text();
    for part in ["محطة التحلية", "李文华", "QYW", "MW", "٣٢٠", "1,800", "١٫٢"] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn articles_are_as_long_as_news_is() {
    for path in samples("txt") {
        let article = article::read(&path, None).unwrap();
        let words = article.document.text().split_whitespace().count();
        assert!((450..=800).contains(&words), "{}: {words}", path.display());
    }
}
