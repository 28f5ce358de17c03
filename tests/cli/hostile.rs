//! Files that were made to hurt, or that went wrong badly: the program says a sentence and ends, in time, whatever is put before
//! it. It is killed if it does not end.

use std::{
    fs::File,
    process::Child,
    time::{Duration, Instant},
};

use super::*;

#[path = "hostile/amounts.rs"]
mod amounts;
#[path = "hostile/contents.rs"]
mod contents;
#[cfg(unix)]
#[path = "hostile/mending.rs"]
mod mending;
#[cfg(unix)]
#[path = "hostile/places.rs"]
mod places;
#[path = "hostile/streams.rs"]
mod streams;

/// Far more than anything here takes on a slow machine that does other things, too.
const PATIENCE: Duration = Duration::from_secs(60);
/// The most that the program may say, in bytes, unless a test is about more: two findings with their excerpts.
const MOST_SAID: u64 = 4096;

/// What the program did, and what that took.
struct Ran {
    code: i32,
    out: String,
    err: String,
    took: Duration,
    /// The most memory that it had at once, in bytes; zero where the system does not tell.
    peak: u64,
}

/// Runs the program, with this on its standard input.
fn run_with(folder: &Path, arguments: &[&str], input: Stdio, patience: Duration, most: u64) -> Ran {
    // Files, not pipes: nobody has to read them while the program runs.
    let said = tempfile::tempdir().unwrap();
    let at = |name: &str| said.path().join(name);
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_claimark"))
        .current_dir(folder)
        .args(arguments)
        .env_remove("NO_COLOR")
        .stdin(input)
        .stdout(File::create(at("out")).unwrap())
        .stderr(File::create(at("err")).unwrap())
        .spawn()
        .unwrap();
    let mut peak = 0;
    let status = loop {
        peak = peak.max(memory(&child));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if began.elapsed() > patience {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{arguments:?} did not end within {patience:?}");
        }
        std::thread::sleep(Duration::from_millis(4));
    };
    let took = began.elapsed();
    let read = |name: &str| {
        let length = fs::metadata(at(name)).unwrap().len();
        assert!(
            length <= most,
            "{arguments:?} said {length} bytes on {name}"
        );
        String::from_utf8_lossy(&fs::read(at(name)).unwrap()).into_owned()
    };
    let (out, err) = (read("out"), read("err"));
    assert!(
        !err.contains("panicked") && !out.contains("panicked"),
        "{err}"
    );
    assert!(
        !err.contains('\u{1b}') && !out.contains('\u{1b}'),
        "{err}{out}"
    );
    let code = status.code();
    let code = code.unwrap_or_else(|| panic!("{arguments:?} ended by {status}: {err}"));
    assert!(
        (0..=2).contains(&code),
        "{arguments:?} ended with {code}: {err}"
    );
    Ran {
        code,
        out,
        err,
        took,
        peak,
    }
}

/// Runs the program on something that it must say little about.
#[track_caller]
fn run(folder: &Path, arguments: &[&str]) -> Ran {
    run_with(folder, arguments, Stdio::null(), PATIENCE, MOST_SAID)
}

/// The most memory that a program had so far, in bytes.
fn memory(child: &Child) -> u64 {
    let Ok(status) = fs::read_to_string(format!("/proc/{}/status", child.id())) else {
        return 0;
    };
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
    kib.unwrap_or(0) * 1024
}

/// What `verify` says of a set in the folder, in a line a finding.
#[track_caller]
fn verified(folder: &TempDir) -> Ran {
    run(folder.path(), &["verify", "--format=concise", "news"])
}

/// That a set of this text is refused by one finding, which says this; at its place, if any.
#[track_caller]
fn refused(text: impl AsRef<[u8]>, says: &str) {
    let folder = folder();
    put(&folder, "news/harbour.ada.ron", text);
    let Ran { code, out, err, .. } = verified(&folder);
    assert_eq!(code, 1, "{out}{err}");
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.starts_with("news/harbour.ada.ron:"), "{out}");
    assert!(out.contains(says), "{says} is not said: {out}");
    assert_eq!(err, "checked 1 set: 1 error\n");
    // The other commands that read a set say it in a sentence, too.
    let Ran { code, out, err, .. } = run(folder.path(), &["show", "news/harbour.ada.ron"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert_eq!(err.lines().count(), 1, "{err}");
    // And the form with excerpts.
    let Ran { code, out, .. } = run(folder.path(), &["verify", "news"]);
    assert_eq!(code, 1);
    assert!(out.contains("F001") || out.contains("F002"), "{out}");
}
