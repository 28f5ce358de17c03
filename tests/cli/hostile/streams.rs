//! What comes on standard input.

use std::{
    io::{ErrorKind, Write},
    thread,
};

use super::*;

/// Runs the program with these bytes, so many times over, on standard input; it need not take them all.
fn piped(folder: &TempDir, arguments: &[&str], piece: Vec<u8>, times: usize) -> Ran {
    let (reader, mut writer) = std::io::pipe().unwrap();
    let feeding = thread::spawn(move || {
        for _ in 0..times {
            match writer.write_all(&piece) {
                Err(error) if error.kind() == ErrorKind::BrokenPipe => return,
                other => other.unwrap(),
            }
        }
    });
    let ran = run_with(folder.path(), arguments, reader.into(), PATIENCE, MOST_SAID);
    feeding.join().unwrap();
    ran
}

#[test]
fn what_is_no_set_is_said_to_be_none() {
    let folder = folder();
    for bytes in [
        vec![],
        b"\n".to_vec(),
        b"\x7fELF\x02\x01\x01\0\0\0\xff\xfe".repeat(1000),
        (0..=255).collect(),
        SET.as_bytes()[..SET.len() / 2].to_vec(),
        "\u{feff}".into(),
    ] {
        let ran = piped(&folder, &["verify", "--format=concise", "-"], bytes, 1);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(
            ran.out.contains("F001") && ran.out.lines().count() == 1,
            "{}",
            ran.out
        );
    }
}

#[test]
fn an_input_that_does_not_end_is_left_at_the_limit() {
    let folder = folder();
    let ran = piped(
        &folder,
        &["verify", "--format=concise", "-"],
        vec![0; 1 << 20],
        300,
    );
    println!("{:?}, {} MB", ran.took, ran.peak >> 20);
    assert!(ran.code > 0);
    assert!(ran.out.lines().count() + ran.err.lines().count() <= 2);
    assert!(
        ran.err.contains("256 MiB") || ran.out.contains("256 MiB"),
        "{}{}",
        ran.out,
        ran.err
    );
}

#[test]
fn a_name_for_the_input_leads_nowhere_else() {
    let folder = folder();
    put(
        &folder,
        "secret.txt",
        "The secret words of another folder.\n",
    );
    put(&folder, "work/empty.txt", "");
    let from = folder.path().join("work");
    let feed = |set: String, name: &str| {
        let (reader, mut writer) = std::io::pipe().unwrap();
        writer.write_all(set.as_bytes()).unwrap();
        drop(writer);
        let arguments = ["verify", "--stdin-filename", name, "-"];
        run_with(&from, &arguments, reader.into(), PATIENCE, MOST_SAID)
    };
    let ran = feed(SET.to_owned(), "../news/harbour.ada.ron");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    // The set says where its article is: what lies elsewhere is not shown, though the person's own name for it leads there.
    for (file, name) in [
        ("../secret.txt", "../news/a.ron"),
        ("../secret.txt", "a.ron"),
        ("../secret.txt", "../work/../news/a.ron"),
    ] {
        let ran = feed(spoilt("\"harbour.txt\"", &format!("\"{file}\"")), name);
        assert_eq!(ran.code, 1, "{name}: {}{}", ran.out, ran.err);
        assert!(
            ran.out.contains("A001") && !ran.out.contains("secret words"),
            "{}",
            ran.out
        );
    }
    for name in [
        "",
        "/",
        "..",
        "../../../../../../../../../etc/passwd",
        "nowhere/at/all.ron",
        "\n",
        "-",
    ] {
        let ran = feed(SET.to_owned(), name);
        assert!(!ran.out.contains("root:"), "{name:?}: {}", ran.out);
        assert!(ran.code > 0, "{name:?}: {}{}", ran.out, ran.err);
    }
}

#[test]
fn a_set_on_standard_input_comes_out_mended_or_as_it_was() {
    let folder = folder();
    let feed = |set: String| {
        let arguments = [
            "verify",
            "--fix",
            "--stdin-filename=news/harbour.ada.ron",
            "-",
        ];
        let (reader, mut writer) = std::io::pipe().unwrap();
        writer.write_all(set.as_bytes()).unwrap();
        drop(writer);
        run_with(folder.path(), &arguments, reader.into(), PATIENCE, 1 << 16)
    };
    let ran = feed(spoilt("(36, 49)", "(35, 48)"));
    assert_eq!((ran.code, ran.out.as_str()), (0, SET), "{}", ran.err);
    for hopeless in [
        SET.replacen("version: 1", "version: 7", 1),
        SET[..400].to_owned(),
        "(scene: 1)".to_owned(),
    ] {
        let ran = feed(hopeless.clone());
        assert!(ran.code > 0 && ran.out == hopeless, "{}", ran.err);
    }
    let set = fs::read_to_string(folder.path().join("news/harbour.ada.ron")).unwrap();
    assert_eq!(set, SET, "the file of that name is not touched");
}
