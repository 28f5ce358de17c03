//! SARIF 2.1.0 (OASIS), as GitHub's code scanning and viewers of editors read it: the place in the set is where a finding is, the
//! place in the article is a related one.

use serde::Serialize;

use super::{
    super::{Finding, RULES, Rule, Severity},
    Form, NAME, Scene, Sheet, VERSION,
    json::{list, written},
    lines, not_shown, printable,
    uri::uri,
};
use crate::{
    format::places::Part,
    text::{CharRange, Document, Sha256},
};

pub(super) const FORM: Form = Form {
    name: "sarif",
    what: "SARIF 2.1.0, for code scanning and editors",
    for_people: false,
    finding: sarif,
    page,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    information_uri: Option<&'static str>,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    name: &'static str,
    short_description: Text,
    full_description: Text,
    help: Text,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "claimarkFinding/v1")]
    finding: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    /// For the related ones: from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    fully_qualified_name: String,
}

/// From one code point up to, not including, another; lines and columns from 1.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    char_offset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    char_length: Option<usize>,
}

/// A finding as a `result` object.
fn sarif(scene: &Scene<'_>, finding: &Finding, _: bool) -> String {
    let mut related = Vec::new();
    let mut relate = |name: &str, region: Option<Region>, label: &str, otherwise: &str| {
        let label = if label.is_empty() { otherwise } else { label };
        related.push(Location {
            id: Some(related.len() + 1),
            physical_location: physical(name, region),
            logical_locations: Vec::new(),
            message: Some(plain(label)),
        });
    };
    if let Some((document, range)) = scene.in_article(finding) {
        let label = &finding.article_label;
        let region = Some(in_article(document, range));
        relate(scene.case.article_name, region, label, "in the article");
    }
    if let (Some(Ok(document)), Some(range)) = (scene.case.article, finding.instead) {
        let region = Some(in_article(document, range));
        relate(scene.case.article_name, region, "", "the words stand here");
    }
    if let Some(other) = &finding.other {
        let region = other.range.map(|range| in_set(&scene.text, range));
        relate(
            scene.case.set_name,
            region,
            &other.label,
            "it clashes with this",
        );
    }
    let region = finding.set.range.map(|range| in_set(&scene.text, range));
    let part = &finding.set.part;
    let outcome = Outcome {
        rule_id: finding.rule.code,
        rule_index: RULES.iter().position(|rule| rule == finding.rule),
        level: level(finding.severity),
        message: plain(&lines(finding).join("\n")),
        locations: [Location {
            id: None,
            physical_location: physical(scene.case.set_name, region),
            logical_locations: (*part != Part::whole())
                .then(|| Logical {
                    fully_qualified_name: part.to_string(),
                })
                .into_iter()
                .collect(),
            message: (!finding.set.label.is_empty()).then(|| plain(&finding.set.label)),
        }],
        related_locations: related,
        partial_fingerprints: Fingerprints {
            finding: fingerprint(scene.case.set_name, finding),
        },
    };
    written(&outcome)
}

fn physical(name: &str, region: Option<Region>) -> Physical {
    Physical {
        artifact_location: Artifact { uri: uri(name) },
        region,
    }
}

/// A set's text is its file's, so that offsets hold in the file, too.
fn in_set(document: &Document, range: CharRange) -> Region {
    Region {
        char_offset: Some(range.start),
        char_length: Some(range.end.saturating_sub(range.start)),
        ..in_article(document, range)
    }
}

/// An article's text may have other line ends than its file: lines and columns are the same then, offsets are not.
fn in_article(document: &Document, range: CharRange) -> Region {
    let start = document.line_column(range.start);
    let end = document.line_column(range.end.max(range.start));
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        char_offset: None,
        char_length: None,
    }
}

/// Tells a finding from others, and stays the same if the set's lines move or marks are added before: made of the rule, the set's
/// file, the mark or else the part of the set, and the message.
fn fingerprint(set_name: &str, finding: &Finding) -> String {
    let part = finding.set.part.to_string();
    // The first index is the mark's place among the marks, or the speaker's among the speakers.
    let part = match (part.find('['), part.find(']')) {
        (Some(from), Some(to)) => format!("{}{}", &part[..from], &part[to + 1..]),
        _ => part,
    };
    let mark = finding.mark.as_ref().map_or("", |mark| mark.as_str());
    let name = uri(set_name);
    let whole = [finding.rule.code, &name, mark, &part, &finding.message].join("\0");
    Sha256::of(whole.as_bytes()).to_string()
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A message of plain text, for people: control characters become pictures, but for the ends of lines. SARIF reads
/// `[words](target)` in it as a link, so brackets that look like one are escaped.
fn plain(text: &str) -> Text {
    let lines: Vec<_> = text.split('\n').map(printable).collect();
    let mut text = lines.join("\n");
    if text.contains("](") {
        text = text.replace('[', "\\[").replace(']', "\\]");
    }
    Text {
        text,
        markdown: None,
    }
}

fn page(sheet: &Sheet<'_>, put: &mut dyn FnMut(&str)) {
    let home = env!("CARGO_PKG_REPOSITORY");
    let tool = Tool {
        driver: Driver {
            name: NAME,
            version: VERSION,
            semantic_version: VERSION,
            information_uri: (!home.is_empty()).then_some(home),
            rules: RULES.iter().map(descriptor).collect(),
        },
    };
    let notification = |level, sentence: &str| Notification {
        level,
        message: plain(sentence),
    };
    let troubles = sheet.troubles.iter();
    let invocation = Invocation {
        execution_successful: sheet.troubles.is_empty(),
        tool_execution_notifications: troubles
            .map(|sentence| notification("error", sentence))
            .chain(not_shown(sheet).map(|sentence| notification("warning", &sentence)))
            .collect(),
    };
    put(&format!(
        "{{\n\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\n\"version\":\"2.1.0\",\n\"runs\":[{{\n\
         \"tool\":{},\n\"invocations\":[{}],\n\"columnKind\":\"unicodeCodePoints\",\n\"results\":",
        written(&tool),
        written(&invocation),
    ));
    list(sheet, put);
    put("\n}]\n}\n");
}

fn descriptor(rule: &Rule) -> Descriptor {
    let Rule {
        code,
        name,
        severity,
        usual,
        what,
        why,
        example,
        fix,
        ..
    } = rule;
    Descriptor {
        id: code,
        name,
        short_description: plain(what),
        full_description: plain(&format!("{what} {why}")),
        help: Text {
            markdown: Some(rule.explanation(2)),
            ..plain(&format!(
                "{what}\n\n{why}\n\nExample:\n\n{example}\n\n{fix}"
            ))
        },
        default_configuration: Configuration {
            enabled: *usual,
            level: level(*severity),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_file_make_no_link() {
        assert_eq!(
            plain("“[here](https://example.org)”").text,
            "“\\[here\\](https://example.org)”"
        );
        assert_eq!(plain("annotations[3] (so)").text, "annotations[3] (so)");
        assert_eq!(plain("two\nlines\0\r").text, "two\nlines␀␍");
    }
}
