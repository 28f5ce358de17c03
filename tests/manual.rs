//! What the manual and the README say of the set file is so.
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeSet, fs, path::Path};

use claimark::{
    annotation::Kind,
    codebook, format,
    text::Document,
    verify::{
        Case, Selection, Tally, check,
        render::{Checked, Form, Scene, Sheet},
    },
};

// Straight in `tests`, it would be a program of its own.
#[path = "manual/changed.rs"]
mod changed;
#[path = "manual/checking.rs"]
mod checking;
#[path = "manual/offers.rs"]
mod offers;
#[path = "manual/project.rs"]
mod project;
#[path = "manual/saving.rs"]
mod saving;
#[path = "manual/statistics.rs"]
mod statistics;

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// What stands between the first ``` fence of this kind and the next.
fn fenced<'a>(text: &'a str, kind: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("```{kind}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

/// What stands between the second ``` fence of this kind and the next.
fn second_fenced<'a>(text: &'a str, kind: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("```{kind}\n")).unwrap();
    fenced(rest, kind)
}

/// Compares what a page quotes from the program with what the program says; with `UPDATE_DOCS` set, writes it there instead.
fn quotes(path: &str, quoted: &str, said: &str) {
    let page = file(path);
    if quoted == said {
        return;
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let updated = if quoted == page {
            said.to_owned()
        } else {
            page.replacen(quoted, said, 1)
        };
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(path), updated).unwrap();
        return;
    }
    assert_eq!(
        quoted, said,
        "{path} is not what the program says; UPDATE_DOCS=1 writes it anew"
    );
}

/// What stands between two markers, with the markers.
fn marked<'a>(page: &'a str, open: &str, close: &str) -> &'a str {
    let start = page.find(open).unwrap();
    let end = start + page[start..].find(close).unwrap() + close.len();
    &page[start..end]
}

/// Runs every command that a chapter quotes, at least so many of them, and holds what it prints against the chapter.
fn quotes_what_is_printed(chapter: &str, folder: &Path, least: usize) {
    let page = file(chapter);
    let commands = page.split("<!-- run: ").skip(1);
    let commands: Vec<_> = commands
        .map(|rest| rest.split_once(" -->").unwrap().0.to_owned())
        .collect();
    assert!(commands.len() >= least);
    for command in commands {
        let arguments: Vec<_> = command.split(' ').collect();
        let printed = output(folder, &arguments);
        let open = format!("<!-- run: {command} -->");
        let said = format!("{open}\n```text\n$ claimark {command}\n{printed}```\n<!-- /run -->");
        let page = file(chapter);
        quotes(chapter, marked(&page, &open, "<!-- /run -->"), &said);
    }
}

/// Whether the table of options at the end of a chapter has every option of a command, and no other.
fn has_every_option(chapter: &str, command: &str) {
    let help = output(Path::new("."), &[command, "--help"]);
    let options = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
        let long = words
            .filter(|word| word.starts_with("--") && !word.starts_with("---") && word.len() > 2);
        long.map(str::to_owned).collect()
    };
    let chapter = file(chapter);
    let (_, table) = chapter.split_once("## Options\n").unwrap();
    let mut known = options(&help);
    known.remove("--help");
    assert_eq!(options(table), known);
}

/// What the program prints, on both streams.
fn output(folder: &Path, arguments: &[&str]) -> String {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_claimark"));
    let output = { run }
        .args(arguments)
        .current_dir(folder)
        // Nothing of whoever runs the tests comes into it.
        .env("CLAIMARK_STATE_DIR", folder.join("state"))
        .env("TZ", "UTC")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

/// The fields that a set file in the canonical form names.
fn fields_of(set: &str) -> impl Iterator<Item = String> {
    set.lines().filter_map(|line| {
        let (name, _) = line.trim_start().split_once(": ")?;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        name.chars().all(plain).then(|| name.to_owned())
    })
}

/// The names in the first column of the manual's tables of fields.
fn fields_in_tables(chapter: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut in_table = false;
    for line in chapter.lines() {
        in_table = line.starts_with("| Field |") || in_table && line.starts_with('|');
        let name = line
            .strip_prefix("| `")
            .and_then(|rest| rest.split_once('`'));
        if let (true, Some((name, _))) = (in_table, name) {
            names.insert(name.to_owned());
        }
    }
    names
}

#[test]
fn the_example_is_a_canonical_set_that_fits_its_article() {
    let chapter = file("assets/manual/set-file.md");
    let article = Document::new(fenced(&chapter, "text").trim_end_matches('\n'));
    let text = fenced(&chapter, "ron");
    let set = format::read(text.as_bytes()).unwrap();
    assert_eq!(format::write(&set), text);
    assert!(set.fits(&article));
    assert_eq!(set.article.text_length, article.len());
    assert_eq!(set.article.file_sha256, article.sha256());
    let mut fragments = set.annotations.iter().flat_map(|mark| &mark.fragments);
    assert!(fragments.all(|fragment| fragment.fits(&article)));
}

#[test]
fn the_example_of_a_changed_article_is_canonical_and_fits_the_new_one() {
    let chapter = file("assets/manual/set-file.md");
    let article = Document::new(second_fenced(&chapter, "text").trim_end_matches('\n'));
    let text = second_fenced(&chapter, "ron");
    let set = format::read(text.as_bytes()).unwrap();
    assert_eq!(format::write(&set), text);
    assert!(set.fits(&article) && set.article.text_length == article.len());
    let mut fragments = set.annotations.iter().flat_map(|mark| &mark.fragments);
    assert!(fragments.all(|fragment| fragment.fits(&article)));
    assert!(set.left_out.iter().all(|region| region.fits(&article)));
    // What was set aside is as it stood in the text before.
    let before = Document::new(fenced(&chapter, "text").trim_end_matches('\n'));
    let mut aside = set.orphans.iter().flat_map(|mark| &mark.fragments);
    assert!(aside.all(|fragment| fragment.fits(&before)));
    let [done] = &set.reanchored[..] else {
        panic!("{:?}", set.reanchored);
    };
    assert_eq!((done.from, done.to), (before.sha256(), article.sha256()));
    assert_eq!(done.aside, set.orphans.len());
}

#[test]
fn the_recipe_in_python_prints_the_quotes() {
    let chapter = file("assets/manual/set-file.md");
    // An article in another folder, and a note that looks like a field.
    let set = fenced(&chapter, "ron")
        .replace("\"bay.txt\"", "\"../news/bay.txt\"")
        .replace("note: \"It:", "note: \"span: (0, 3), file: \\\"x\\\",");
    let article = fenced(&chapter, "text").trim_end_matches('\n');
    recipe_prints(
        &chapter,
        article,
        &set,
        "'It is 3 percent'\n'or less'\n'3 percent'\n'denied this'\n",
    );
    // What is set aside or left out is no mark.
    let set = second_fenced(&chapter, "ron").replace("\"bay.txt\"", "\"../news/bay.txt\"");
    let article = second_fenced(&chapter, "text").trim_end_matches('\n');
    recipe_prints(&chapter, article, &set, "'2 percent'\n'denied this'\n");
}

#[track_caller]
fn recipe_prints(chapter: &str, article: &str, set: &str, expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("news/bay.txt", article),
        ("sets/varre-bay.nadia.ron", set),
        ("sets/recipe.py", fenced(chapter, "python")),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let run = std::process::Command::new("python3")
        .arg("recipe.py")
        .env("PYTHONIOENCODING", "utf-8")
        .current_dir(folder.path().join("sets"))
        .output();
    // Not everybody who builds Claimark has Python.
    let Ok(output) = run else {
        assert!(std::env::var_os("CI").is_none(), "there is no python3");
        eprintln!("SKIPPED: there is no python3 to try the recipe with");
        return;
    };
    assert_eq!(
        String::from_utf8(output.stdout)
            .unwrap()
            .replace("\r\n", "\n"),
        expected,
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn the_mark_in_the_readme_is_one_of_a_sample() {
    let readme = file("README.md");
    assert!(file("assets/samples/varre-bay.nadia.ron").contains(fenced(&readme, "ron")));
}

#[test]
fn the_tables_name_exactly_the_fields_that_sets_have() {
    let chapter = file("assets/manual/set-file.md");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let mut written = BTreeSet::new();
    for entry in fs::read_dir(samples).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|found| found == "ron") {
            written.extend(fields_of(&fs::read_to_string(path).unwrap()));
        }
    }
    // No sample has sub-labels, nor an article that was changed; the examples have.
    written.extend(fields_of(fenced(&chapter, "ron")));
    written.extend(fields_of(second_fenced(&chapter, "ron")));
    assert_eq!(fields_in_tables(&chapter), written);
}

#[test]
fn the_chapter_of_the_codebook_has_an_example_that_can_be_read_and_names_its_fields() {
    let chapter = file("assets/manual/codebook.md");
    let example = fenced(&chapter, "ron");
    let read = codebook::read(example.as_bytes()).unwrap();
    assert_eq!(read.claim.guideline.matches("\n\n").count(), 1);
    assert!(read.label(Kind::Figure, "money").is_some());
    // The tables name no field that the example does not have, and the example none that is not a codebook's: it was read.
    let word = |c: char| !(c.is_ascii_lowercase() || c == '_');
    let named = example
        .split(": ")
        .filter_map(|before| before.rsplit(word).next());
    let named: BTreeSet<_> = named
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let fields = fields_in_tables(&chapter);
    assert!(fields.is_subset(&named), "{fields:?} {named:?}");
    for field in [
        "version",
        "name",
        "claim",
        "denial",
        "figure",
        "guideline",
        "labels",
    ] {
        assert!(fields.contains(field), "{field}");
    }
}

#[test]
fn chapters_link_to_chapters_that_are_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/manual");
    for entry in fs::read_dir(&folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for link in text.split("](").skip(1) {
            let target = link.split(')').next().unwrap();
            let file = target.split('#').next().unwrap();
            let local = !file.is_empty() && !file.contains("://");
            assert!(!local || folder.join(file).is_file(), "{target}");
        }
    }
}

/// What is found in a set with a misspelt sub-label, as JSON.
fn findings_as_json() -> String {
    let (old, new) = ("\"official\"", "\"offical\"");
    let text = file("tests/fixtures/harbour.ada.ron");
    assert!(text.contains(old));
    let text = text.replacen(old, new, 1);
    let (set, document) = (
        format::read(text.as_bytes()),
        Document::new(file("tests/fixtures/harbour.txt")),
    );
    let book = codebook::read(codebook::default_text().as_bytes()).unwrap();
    let case = Case {
        set_name: "news/harbour.ada.ron",
        text: &text,
        set: set.as_ref(),
        article_name: "news/harbour.txt",
        article: Some(Ok(&document)),
        reading: None,
        codebook: Some(&book),
        canonical: false,
        selection: &Selection::usual(),
    };
    let (findings, scene) = (check(&case), Scene::of(&case));
    let form = Form::find("json").unwrap();
    let mut tally = Tally::default();
    findings.iter().for_each(|finding| tally.add(finding));
    let set = Checked {
        path: case.set_name.to_owned(),
        count: findings.len(),
        shown: findings
            .iter()
            .map(|finding| (form.finding)(&scene, finding, false))
            .collect(),
    };
    let sheet = Sheet {
        sets: &[set],
        tally: &tally,
        not_shown: 0,
        troubles: &[],
    };
    let mut page = String::new();
    (form.page)(&sheet, &mut |piece| page += piece);
    page
}

/// JSON with a value a line, its keys in their order.
fn indented(json: &str) -> String {
    let (mut out, mut depth, mut quoted, mut escaped) = (String::new(), 0, false, false);
    let line = |depth: usize| format!("\n{}", "  ".repeat(depth));
    let mut rest = json.chars().filter(|&c| c != '\n').peekable();
    while let Some(c) = rest.next() {
        if quoted {
            out.push(c);
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        match c {
            '[' | '{' if rest.peek().is_some_and(|next| matches!(next, ']' | '}')) => out.push(c),
            '[' | '{' => {
                depth += 1;
                out.push(c);
                out += &line(depth);
            }
            ']' | '}' if out.ends_with(['[', '{']) => out.push(c),
            ']' | '}' => {
                depth -= 1;
                out += &line(depth);
                out.push(c);
            }
            ',' => out += &format!(",{}", line(depth)),
            ':' => out += ": ",
            _ => {
                quoted = c == '"';
                out.push(c);
            }
        }
    }
    out.push('\n');
    out
}

/// All names of fields in a JSON value.
fn keys(value: &serde_json::Value, names: &mut BTreeSet<String>) {
    use serde_json::Value;
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                names.insert(name.clone());
                keys(value, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, names)),
        _ => {}
    }
}

#[test]
fn the_chapter_of_output_names_exactly_the_fields_of_the_json() {
    let page = findings_as_json();
    let value: serde_json::Value = serde_json::from_str(&page).unwrap();
    assert_eq!(value["findings"].as_array().unwrap().len(), 1);
    let mut written = BTreeSet::new();
    keys(&value, &mut written);
    assert_eq!(fields_in_tables(&file("assets/manual/output.md")), written);
}

#[test]
fn the_example_in_the_chapter_of_output_is_what_is_written() {
    let page = findings_as_json();
    let shown = indented(&page);
    let value = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
    assert_eq!(value(&shown), value(&page));
    let chapter = file("assets/manual/output.md");
    let open = "<!-- output: json -->";
    let said = format!("{open}\n```json\n{shown}```\n<!-- /output -->");
    quotes(
        "assets/manual/output.md",
        marked(&chapter, open, "<!-- /output -->"),
        &said,
    );
}

#[test]
fn the_chapter_of_output_has_a_part_for_each_form_for_programs() {
    let chapter = file("assets/manual/output.md");
    for form in claimark::verify::render::FORMS {
        let heading = format!("\n## {}\n", form.name);
        let for_people = ["full", "concise"].contains(&form.name);
        assert_ne!(chapter.contains(&heading), for_people, "{}", form.name);
    }
}

#[test]
fn the_chapter_of_rules_is_what_the_program_explains() {
    let said = output(Path::new(env!("CARGO_MANIFEST_DIR")), &["rule", "--all"]);
    quotes(
        "assets/manual/rules.md",
        &file("assets/manual/rules.md"),
        &said,
    );
}

#[cfg(feature = "gui")]
#[test]
fn the_chapter_of_keys_is_the_table_of_commands() {
    let page = file("assets/manual/keys.md");
    let said = format!(
        "<!-- keys -->\n{}<!-- /keys -->",
        claimark::gui::command::markdown()
    );
    quotes(
        "assets/manual/keys.md",
        marked(&page, "<!-- keys -->", "<!-- /keys -->"),
        &said,
    );
}

#[cfg(feature = "gui")]
#[test]
fn the_keys_of_fields_are_those_that_can_not_be_given_away() {
    let chapter = file("assets/manual/keys.md");
    for (keys, what) in claimark::gui::keymap::FIELDS_OWN {
        let row = format!("| `{keys}` | {what} |");
        assert!(chapter.contains(&row), "{row}");
    }
}

#[cfg(feature = "gui")]
#[test]
fn the_example_of_own_keys_can_be_used() {
    use claimark::gui::{command::Command, settings::Settings};
    let folder = tempfile::tempdir().unwrap();
    let page = file("assets/manual/keys.md");
    fs::write(folder.path().join("settings.ron"), fenced(&page, "ron")).unwrap();
    let settings = Settings::load(folder.path()).unwrap();
    let (map, refused) = settings.keymap(folder.path());
    assert_eq!(refused, None);
    let keys = map.keys(Command::Unsure).iter().map(ToString::to_string);
    assert_eq!(keys.collect::<Vec<_>>(), ["Q", "Ctrl+U"]);
    assert!(map.keys(Command::Quit).is_empty());
}

#[test]
fn the_readme_shows_what_the_commands_print() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let spoilt = tempfile::tempdir().unwrap();
    fs::copy(
        root.join("assets/samples/varre-bay.txt"),
        spoilt.path().join("varre-bay.txt"),
    )
    .unwrap();
    let set = file("assets/samples/varre-bay.nadia.ron");
    let (right, wrong) = ("quote: \"some 140 growers\"", "quote: \"some 410 growers\"");
    assert!(set.contains(right));
    fs::write(
        spoilt.path().join("varre-bay.nadia.ron"),
        set.replace(right, wrong),
    )
    .unwrap();
    let corrected = tempfile::tempdir().unwrap();
    let article = file("assets/samples/varre-bay.txt");
    let (then, now) = ("of the 260 ropes", "of the 620 ropes");
    assert!(article.contains(then));
    let article = format!("Corrected on 14 March.\n{}", article.replacen(then, now, 1));
    fs::write(corrected.path().join("varre-bay.txt"), article).unwrap();
    fs::write(corrected.path().join("varre-bay.nadia.ron"), &set).unwrap();
    let shown = output(root, &["show", "assets/samples/varre-bay.nadia.ron"]);
    let rule = output(root, &["rule", "Q001"]);
    let stats = output(root, &["stats", "assets/samples"]);
    let likely = output(root, &["suggest", "assets/samples/karvel-vaccine.txt"]);
    for (name, said) in [
        ("verify", output(root, &["verify", "assets/samples"])),
        (
            "finding",
            output(spoilt.path(), &["verify", "varre-bay.nadia.ron"]),
        ),
        (
            "reanchor",
            output(
                corrected.path(),
                &["reanchor", "--dry-run", "varre-bay.nadia.ron"],
            ),
        ),
        ("show", some_lines(&shown, 19, 37)),
        ("stats", some_lines(&stats, 0, 9)),
        ("suggest", some_lines(&likely, 0, 12)),
        ("rule", some_lines(&rule, 0, 8)),
    ] {
        let page = file("README.md");
        let open = format!("<!-- output: {name} -->");
        let said = format!("{open}\n```text\n{said}```\n<!-- /output -->");
        quotes("README.md", marked(&page, &open, "<!-- /output -->"), &said);
    }
}

/// Some lines of a text, with signs of omission.
fn some_lines(text: &str, from: usize, to: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let sign = |left_out: bool| if left_out { "…\n" } else { "" };
    let shown = &lines[from..to.min(lines.len())];
    format!(
        "{}{}\n{}",
        sign(from > 0),
        shown.join("\n"),
        sign(to < lines.len())
    )
}
