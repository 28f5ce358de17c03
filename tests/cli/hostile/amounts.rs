//! Very many marks, and very many findings: time and memory stay in proportion. In small here; in earnest by
//! `cargo test --release --no-default-features --test cli hostile::amounts -- --ignored --nocapture`.

use std::{fmt::Write, sync::Arc};

use claimark::{
    annotation::{
        Annotation, AnnotationId, AnnotationSet, ArticleRecord, Fragment, Speaker, SpeakerId, Tag,
    },
    article, format,
    text::CharRange,
};

use super::*;

/// A folder with an article of so many lines and a sound set with a mark on each of them; and how many bytes the set has.
fn marked(lines: usize) -> (TempDir, u64) {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::new();
    for line in 0..lines {
        writeln!(
            text,
            "The owner of yard {line} said “it was quiet 👩‍🚒 all night”."
        )
        .unwrap();
    }
    put(&folder, "news/long.txt", text);
    let read = article::read(&folder.path().join("news/long.txt"), None).unwrap();
    let document = &read.document;
    let record = ArticleRecord {
        file: "long.txt".into(),
        file_sha256: read.file_sha256,
        text_sha256: document.sha256(),
        text_length: document.len(),
        reading: read.reading,
    };
    let mut set = AnnotationSet::new(record, "ada".into());
    let speaker = SpeakerId::from_random(1);
    set.speakers.push(Speaker {
        id: speaker.clone(),
        name: "the owner".into(),
        other_names: vec![],
    });
    for (index, paragraph) in document.paragraphs().iter().take(lines).enumerate() {
        let range = CharRange::new(paragraph.range.start + 4, paragraph.range.end - 2);
        let span = document.span(range).unwrap();
        set.annotations.push(Arc::new(Annotation {
            id: AnnotationId::from_random(index as u64 + 1),
            tag: Tag::Claim {
                speaker: Some(speaker.clone()),
            },
            labels: vec![],
            fragments: vec![Fragment::of(document, span)],
            note: String::new(),
            unsure: false,
            suggested: String::new(),
            by: "ada".into(),
        }));
    }
    let path = folder.path().join("news/long.ada.ron");
    format::save(&path, &set, None).unwrap();
    let length = fs::metadata(path).unwrap().len();
    (folder, length)
}

/// Checks a sound set with a mark on each of so many lines.
fn many_marks(lines: usize) {
    let (folder, length) = marked(lines);
    let ran = verified(&folder);
    tell(&format!("{lines} marks, {} MB", length / 1_000_000), &ran);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert_eq!(ran.err, "checked 1 set: all is well\n");
    assert_in_proportion(&ran, length);
}

/// The program itself and its tables have some 30 MB.
fn assert_in_proportion(ran: &Ran, length: u64) {
    let most = 12 * length + 40_000_000;
    assert!(
        ran.peak < most,
        "{} MB for {} MB",
        ran.peak / 1_000_000,
        length / 1_000_000
    );
}

fn tell(what: &str, ran: &Ran) {
    println!(
        "{what}: {:.2} s, {} MB",
        ran.took.as_secs_f64(),
        ran.peak / 1_000_000
    );
}

#[test]
fn a_set_of_ten_megabytes_is_checked() {
    many_marks(25_000);
}

#[test]
#[ignore = "takes a minute; its command stands at the top of this file"]
fn a_set_of_a_hundred_megabytes_is_checked() {
    many_marks(250_000);
}

/// Checks a set in which very many denials deny what is not there, by many links each.
fn many_findings(denials: usize, links: usize) {
    let (folder, _) = marked(denials);
    let path = folder.path().join("news/long.ada.ron");
    let text = fs::read_to_string(&path).unwrap();
    let mut denies = String::new();
    for link in 0..links {
        write!(denies, "Here(\"gone{link}\"),\n                    ").unwrap();
    }
    let claim = format!(
        "tag: Claim(\n                speaker: Some(\"{}\"),\n",
        SpeakerId::from_random(1).as_str()
    );
    assert_eq!(text.matches(&claim).count(), denials);
    let denial = format!("{}denies: [{denies}],\n", claim.replace("Claim", "Denial"));
    let text = text.replace(&claim, &denial);
    fs::write(&path, &text).unwrap();
    let (length, all) = (text.len() as u64, denials * links);
    // Each finding that is shown has a line of some 150 bytes.
    let run = |arguments: &[&str], most: u64| {
        let all = [&["verify", "news"][..], arguments].concat();
        run_with(folder.path(), &all, Stdio::null(), 4 * PATIENCE, most)
    };
    let ran = run(&["--format=concise", "--select=L001"], 4_000_000);
    tell(&format!("{all} findings, {} MB", length / 1_000_000), &ran);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out.lines().count(), all.min(10_000));
    assert!(ran.err.contains(&format!("{all} errors")), "{}", ran.err);
    let hidden = all.saturating_sub(10_000);
    assert_eq!(
        ran.err
            .contains(&format!("{hidden} findings are not shown")),
        hidden > 0,
        "{}",
        ran.err
    );
    let ran = run(&["--format=full", "--limit=3", "--select=L001"], 100_000);
    tell("three shown", &ran);
    assert_eq!(ran.out.matches("L001").count(), 3);
    let ran = run(&["--statistics", "--select=L001"], 100_000);
    tell("counted", &ran);
    let digits: String = ran.out.chars().filter(char::is_ascii_digit).collect();
    assert!(digits.contains(&all.to_string()), "{}", ran.out);
    let ran = run(&["--diff", "--select=L001"], 64 << 20);
    tell("with --diff", &ran);
}

#[test]
fn twenty_thousand_findings_are_counted_and_the_first_shown() {
    many_findings(1000, 20);
}

#[test]
#[ignore = "takes a minute; its command stands at the top of this file"]
fn a_million_findings_are_counted_and_the_first_shown() {
    many_findings(50_000, 20);
}

#[test]
#[ignore = "takes a minute; its command stands at the top of this file"]
fn a_million_findings_shown_all_are_a_million_lines() {
    let (folder, _) = marked(50_000);
    let path = folder.path().join("news/long.ada.ron");
    let text = fs::read_to_string(&path).unwrap();
    let links = "Here(\"gone\"),".repeat(20);
    let denial = format!("tag: Denial(denies: [{links}],");
    fs::write(&path, text.replace("tag: Claim(", &denial)).unwrap();
    let arguments = [
        "verify",
        "--format=concise",
        "--select=L001",
        "--limit=0",
        "news",
    ];
    let ran = run_with(
        folder.path(),
        &arguments,
        Stdio::null(),
        4 * PATIENCE,
        400_000_000,
    );
    tell("a million shown", &ran);
    assert_eq!(ran.out.lines().count(), 1_000_000);
}

/// Every mark is wrong in its own way, and each can be mended.
fn many_mended(lines: usize) {
    let (folder, _) = marked(lines);
    let path = folder.path().join("news/long.txt");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("A line before.\n{text}")).unwrap();
    let ran = verified_all(&folder);
    tell(&format!("{lines} marks that moved"), &ran);
    assert_eq!(ran.code, 1);
    let arguments = ["verify", "--fix", "--format=concise", "news"];
    let ran = run_with(
        folder.path(),
        &arguments,
        Stdio::null(),
        4 * PATIENCE,
        64 << 20,
    );
    tell("mended", &ran);
    println!("{}", ran.err);
}

fn verified_all(folder: &TempDir) -> Ran {
    let arguments = ["verify", "--format=concise", "news"];
    run_with(
        folder.path(),
        &arguments,
        Stdio::null(),
        4 * PATIENCE,
        64 << 20,
    )
}

#[test]
fn marks_by_the_thousand_that_moved_are_found_and_mended() {
    many_mended(2_000);
}

#[test]
#[ignore = "takes a minute; its command stands at the top of this file"]
fn marks_by_the_ten_thousand_that_moved_are_found_and_mended() {
    many_mended(16_000);
}
