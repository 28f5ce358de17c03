//! The chapter "Checking in your own project": its configuration can be read, and its hook and its steps do in a real repository what it
//! says.

use std::{
    path::PathBuf,
    process::{Command, Output},
};

use claimark::{article::KINDS, config, verify::Rule};

use super::*;

const CHAPTER: &str = "assets/manual/in-your-project.md";

#[test]
fn its_configuration_can_be_read_and_its_table_names_its_fields() {
    let chapter = file(CHAPTER);
    let (_, example) = chapter.split_once("```ron\n").unwrap();
    let read = config::read(example.split_once("```").unwrap().0.as_bytes()).unwrap();
    let now = |code: &str| {
        let severity = read.selection.severity(Rule::find(code).unwrap());
        severity.map(|severity| severity.to_string())
    };
    assert_eq!(now("L003"), None);
    assert_eq!(now("P003").as_deref(), Some("error"));
    assert_eq!(now("L001").as_deref(), Some("error"));
    assert_eq!(now("L002").as_deref(), Some("warning"));
    let fields = fields_in_tables(&chapter);
    let wanted = ["ignore", "select", "severity", "version"];
    assert_eq!(fields.iter().collect::<Vec<_>>(), wanted);
    // Each may stand in a file, and no other.
    let with = |field: &str| {
        let value = match field {
            "version" => return config::read(b"ClaimarkConfig(version: 1)"),
            "severity" => "{}",
            _ => "[L003]",
        };
        config::read(format!("ClaimarkConfig(version: 1, {field}: {value})").as_bytes())
    };
    for field in wanted {
        assert!(with(field).is_ok(), "{field}: {:?}", with(field));
    }
    assert!(with("rules").is_err());
}

#[test]
fn the_hook_for_pre_commit_is_the_one_that_the_chapter_names_and_takes_all_kinds_of_articles() {
    let hooks = file(".pre-commit-hooks.yaml");
    let id = hooks.lines().find_map(|line| line.strip_prefix("- id: "));
    assert!(file(CHAPTER).contains(&format!("- id: {}\n", id.unwrap())));
    let endings = KINDS.iter().flat_map(|kind| kind.endings).copied();
    let endings: Vec<_> = endings.chain([format::ENDING]).collect();
    let files = format!("\n  files: (?i)\\.({})$\n", endings.join("|"));
    assert!(hooks.contains(&files), "{files}");
}

/// A repository with a sound set in it, nothing committed yet.
struct Repository(tempfile::TempDir);

impl Repository {
    /// `None`, after saying so, on a machine without Git that is not there for testing.
    fn new() -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            assert!(std::env::var_os("CI").is_none(), "this test needs git");
            eprintln!("NOT TESTED: there is no git on this machine");
            return None;
        }
        let new = Self(tempfile::tempdir().unwrap());
        for name in ["varre-bay.txt", "varre-bay.nadia.ron"] {
            new.put(
                &format!("news/{name}"),
                &file(&format!("assets/samples/{name}")),
            );
        }
        assert!(new.run("git", &["init", "--quiet"]).status.success());
        Some(new)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, content: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Takes a word out of a mark's quote, as a slip of somebody's editor would.
    fn spoil(&self) {
        let set = file("assets/samples/varre-bay.nadia.ron");
        let spoilt = set.replacen(
            "quote: \"some 140 growers\"",
            "quote: \"some 410 growers\"",
            1,
        );
        assert_ne!(set, spoilt);
        self.put("news/varre-bay.nadia.ron", &spoilt);
    }

    /// Runs a program there, with the Claimark that is tested as the one that is installed, and without anybody's own Git settings.
    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let installed = Path::new(env!("CARGO_BIN_EXE_claimark")).parent().unwrap();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let all = std::iter::once(installed.to_owned()).chain(std::env::split_paths(&path));
        let mut command = Command::new(program);
        // Where this test is itself run by a hook, they would lead to another repository.
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX"] {
            command.env_remove(name);
        }
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env("PATH", std::env::join_paths(all).unwrap())
            .env("HOME", self.0.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap()
    }

    /// Adds everything and commits it: whether Git did, and what was said.
    fn commit(&self, message: &str) -> (bool, String) {
        assert!(self.run("git", &["add", "--all"]).status.success());
        self.commit_added(message)
    }

    fn commit_added(&self, message: &str) -> (bool, String) {
        let ada = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
        let commit = ["commit", "--quiet", "-m", message];
        let output = self.run("git", &[&ada[..], &commit].concat());
        let said = [output.stdout, output.stderr].concat();
        (
            output.status.success(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    }

    fn commits(&self) -> usize {
        let log = self.run("git", &["log", "--oneline"]).stdout;
        String::from_utf8(log).unwrap().lines().count()
    }
}

/// What stands in the fence between these markers.
fn script(name: &str) -> String {
    let chapter = file(CHAPTER);
    let (open, close) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    fenced(marked(&chapter, &open, &close), "sh").to_owned()
}

#[cfg(unix)]
#[test]
fn the_plain_hook_lets_a_sound_set_be_committed_and_no_spoilt_one() {
    use std::os::unix::fs::PermissionsExt;
    let Some(repository) = Repository::new() else {
        return;
    };
    let hook = repository.path(".git/hooks/pre-commit");
    repository.put(".git/hooks/pre-commit", &script("hook"));
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let (done, said) = repository.commit("A sound set");
    assert!(done, "{said}");
    assert!(said.contains("checked 1 set: all is well"), "{said}");
    repository.spoil();
    let (done, said) = repository.commit("A spoilt set");
    assert!(!done && said.contains("[Q001]"), "{said}");
    assert!(said.contains("news/varre-bay.nadia.ron:173:"), "{said}");
    assert_eq!(repository.commits(), 1);
    // What counts is what would be committed: that is still spoilt, though the file is sound again.
    repository.put(
        "news/varre-bay.nadia.ron",
        &file("assets/samples/varre-bay.nadia.ron"),
    );
    assert!(!repository.commit_added("Still spoilt").0);
    repository.put("news/more.txt", "Nothing is marked here yet.\n");
    let (done, said) = repository.commit("Sound again");
    assert!(done, "{said}");
    // And the other way round.
    repository.put("news/even-more.txt", "Nor here.\n");
    repository.run("git", &["add", "news/even-more.txt"]);
    repository.spoil();
    let (done, said) = repository.commit_added("Not the spoilt one");
    assert!(done, "{said}");
}

#[cfg(unix)]
#[test]
fn the_steps_for_servers_and_the_entry_for_pre_commit_pass_a_sound_set_and_fail_a_spoilt_one() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let chapter = file(CHAPTER);
    let mut commands = vec![script("step"), script("report")];
    let steps = chapter
        .lines()
        .filter_map(|line| line.trim().strip_prefix("run: "));
    commands.extend(
        steps
            .filter(|run| run.starts_with("claimark "))
            .map(str::to_owned),
    );
    let hooks = file(".pre-commit-hooks.yaml");
    let field = |name: &str| {
        let line = hooks
            .lines()
            .find_map(|line| line.trim().strip_prefix(name));
        line.unwrap().trim().to_owned()
    };
    assert_eq!(field("args:"), "[\"--allow-none\", \".\"]");
    commands.push(field("entry:") + " --allow-none .");
    assert!(commands.len() >= 5, "{commands:?}");
    let over = repository.run("sh", &["-c", &script("over")]);
    let said = String::from_utf8_lossy(&over.stderr);
    assert!(said.starts_with("checked 1 set: "), "{said}");
    for (spoilt, code) in [(false, 0), (true, 1)] {
        if spoilt {
            repository.spoil();
        }
        for command in &commands {
            let output = repository.run("sh", &["-e", "-c", command]);
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(code), "{command}: {said}");
        }
    }
}
