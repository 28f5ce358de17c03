//! SARIF is checked by its published schema, which comes with a crate that only the tests use.

use std::{fs, io::Write, path::PathBuf, process::Command, sync::OnceLock};

use super::*;

/// Where the schema says that it is. Nothing is fetched from there: the validator that is used here can't.
const HOME: &str = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json";

/// The schema's file, among the sources of the crate.
fn file() -> Result<PathBuf, String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let run = |arguments: &[&str]| {
        let output = Command::new(&cargo)
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .map_err(|error| format!("{cargo}: {error}"))?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let out = String::from_utf8(output.stdout).map_err(|error| error.to_string())?;
        if output.status.success() {
            Ok(out)
        } else {
            Err(said)
        }
    };
    // Of other systems' crates the sources may not be here.
    let version = run(&["-vV"])?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let metadata = run(&[
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--offline",
        "--no-default-features",
        "--filter-platform",
        host.ok_or("cargo names no host")?,
    ])?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let packages = metadata["packages"].as_array().ok_or("no packages")?;
    let package = packages
        .iter()
        .find(|package| package["name"] == "serde-sarif");
    let manifest = package.and_then(|package| package["manifest_path"].as_str());
    let folder = PathBuf::from(manifest.ok_or("no serde-sarif")?);
    Ok(folder.with_file_name("src").join("schema.json"))
}

/// The schema; none where it can't be found, which is said once and is no excuse where changes are accepted.
fn schema() -> Option<&'static Value> {
    static SCHEMA: OnceLock<Option<Value>> = OnceLock::new();
    SCHEMA
        .get_or_init(|| {
            let read = file().and_then(|file| {
                let bytes = fs::read(&file).map_err(|error| format!("{file:?}: {error}"))?;
                serde_json::from_slice(&bytes).map_err(|error| format!("{file:?}: {error}"))
            });
            match read {
                Ok(schema) => Some(schema),
                Err(error) => {
                    let wanted = std::env::var("CI").is_ok_and(|ci| ci == "true");
                    assert!(!wanted, "the schema of SARIF is not to be found: {error}");
                    // Not by `eprintln!`, which the harness keeps to itself.
                    let _ = writeln!(
                        std::io::stderr(),
                        "SKIPPED: SARIF IS NOT CHECKED, as its schema is not to be found: {error}"
                    );
                    None
                }
            }
        })
        .as_ref()
}

/// What the schema says against a document.
fn against(schema: &Value, document: &Value) -> Option<String> {
    let mut compiler = boon::Compiler::new();
    let mut schemas = boon::Schemas::new();
    compiler.add_resource(HOME, schema.clone()).unwrap();
    let index = compiler.compile(HOME, &mut schemas).unwrap();
    let verdict = schemas.validate(document, index);
    verdict.err().map(|error| format!("{error:#}"))
}

/// Checks a document by the schema, and by what the schema can't say.
pub(super) fn is_valid(page: &str) {
    let document: Value = serde_json::from_str(page).unwrap();
    if let Some(schema) = schema()
        && let Some(said) = against(schema, &document)
    {
        panic!("{said}\n{page}");
    }
    let run = &document["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), RULES.len());
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}

#[test]
fn the_schema_refuses_a_spoilt_document() {
    let Some(schema) = schema() else { return };
    assert_eq!(schema["$id"], HOME);
    let form = form("sarif");
    let sound: Value = serde_json::from_str(&all_fixtures(form).page(form)).unwrap();
    assert_eq!(against(schema, &sound), None);
    type Spoil = fn(&mut Value);
    let spoils: [Spoil; 6] = [
        |document| document["version"] = "2.0.0".into(),
        |document| document["runs"][0]["columnKind"] = "bytes".into(),
        |document| document["runs"][0]["results"][0]["level"] = "fatal".into(),
        |document| document["runs"][0]["results"][0]["colour"] = "red".into(),
        |document| {
            let location = &mut document["runs"][0]["results"][0]["locations"][0];
            location["physicalLocation"]["region"]["startLine"] = 0.into();
        },
        |document| {
            let location = &mut document["runs"][0]["results"][0]["locations"][0];
            location["physicalLocation"]["artifactLocation"]["uri"] = "a b%.ron".into();
        },
    ];
    for (index, spoil) in spoils.iter().enumerate() {
        let mut document = sound.clone();
        spoil(&mut document);
        assert_ne!(document, sound);
        assert!(against(schema, &document).is_some(), "{index}");
    }
}

/// The fingerprints of what is found in a set.
fn fingerprints(set: &AnnotationSet, above: &str) -> Vec<String> {
    let text = format!("{above}{}", crate::format::write(set));
    let mut bench = Bench::empty();
    with_case(&text, |case| bench.add(form("sarif"), case, &check(case)));
    let page: Value = serde_json::from_str(&bench.page(form("sarif"))).unwrap();
    let results = page["runs"][0]["results"].as_array().unwrap().iter();
    let mut found: Vec<_> = results
        .map(|result| {
            let prints = result["partialFingerprints"].as_object().unwrap();
            prints["claimarkFinding/v1"].as_str().unwrap().to_owned()
        })
        .collect();
    found.sort_unstable();
    found
}

#[test]
fn a_finding_keeps_its_fingerprint_when_lines_move_and_marks_are_added_before() {
    let mut set = set();
    for index in [3, 4] {
        let mark = Arc::make_mut(&mut set.annotations[index]);
        mark.fragments[0].quote = "other words".into();
    }
    let before = fingerprints(&set, "");
    assert!(before.len() >= 2);
    let unique: BTreeSet<_> = before.iter().collect();
    assert_eq!(unique.len(), before.len());
    assert_eq!(fingerprints(&set, "\n\n"), before);
    set.annotations.remove(0);
    assert_eq!(fingerprints(&set, ""), before);
}

/// A result says of places what the JSON says.
#[test]
fn results_are_where_findings_are() {
    let [json, sarif] = ["json", "sarif"].map(|name| {
        let page = all_fixtures(form(name)).page(form(name));
        serde_json::from_str::<Value>(&page).unwrap()
    });
    let findings = json["findings"].as_array().unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(findings.len(), results.len());
    let same = |location: &Value, place: &Value| {
        let physical = &location["physicalLocation"];
        assert_eq!(physical["artifactLocation"]["uri"], place["path"]);
        let region = &physical["region"];
        for (key, at) in [
            ("startLine", &place["start"]["line"]),
            ("startColumn", &place["start"]["column"]),
            ("endLine", &place["end"]["line"]),
            ("endColumn", &place["end"]["column"]),
        ] {
            assert_eq!(&region[key], at);
        }
    };
    let mut several = 0;
    for (finding, result) in findings.iter().zip(results) {
        assert_eq!(result["ruleId"], finding["code"]);
        assert_eq!(result["level"], finding["severity"]);
        let message = result["message"]["text"].as_str().unwrap();
        assert!(message.starts_with(finding["message"].as_str().unwrap()));
        same(&result["locations"][0], &finding["set"]);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region["charOffset"], finding["set"]["start"]["offset"]);
        let mut places = Vec::new();
        if !finding["article"]["start"].is_null() {
            places.push(finding["article"].clone());
        }
        if !finding["instead"].is_null() {
            let mut place = finding["instead"].clone();
            place["path"] = finding["article"]["path"].clone();
            places.push(place);
        }
        if !finding["other"].is_null() {
            places.push(finding["other"].clone());
        }
        let none = Vec::new();
        let related = result["relatedLocations"].as_array().unwrap_or(&none);
        assert_eq!(related.len(), places.len(), "{finding}");
        for (location, place) in related.iter().zip(&places) {
            same(location, place);
            assert_ne!(location["message"]["text"], "");
        }
        several += usize::from(places.len() > 1);
    }
    assert!(several > 0);
}
