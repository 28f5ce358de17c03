//! One JSON object, for programs. The manual's chapter "Findings for programs" says what every key means; what is in it stays so
//! for as long as `version` does, though keys may be added.
//!
//! Each finding is on a line of its own, so that the output can be looked at by people and compared by line.

use serde::Serialize;

use super::{
    super::{Finding, Severity, Spot, Tally},
    Form, NAME, Scene, Sheet, VERSION,
};
use crate::{
    annotation::AnnotationId,
    format::places::Part,
    text::{CharRange, Document, LineColumn},
};

pub(super) const FORM: Form = Form {
    name: "json",
    what: "One JSON object, described in the manual's chapter \"Findings for programs\"",
    for_people: false,
    finding: json,
    page,
};

/// Changed when a program that reads this would have to be changed.
const FORMAT: u32 = 1;
/// The most code points of an article that stand in a finding: a mark may be a whole book.
const WORDS: usize = 1000;

#[derive(Serialize)]
struct Shown<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    set: InSet<'a>,
    other: Option<InSet<'a>>,
    mark: Option<&'a str>,
    article: Option<InArticle<'a>>,
    instead: Option<Range>,
    notes: &'a [String],
    help: &'a str,
    fix: Option<Fix<'a>>,
}

/// A place in a set's file.
#[derive(Serialize)]
struct InSet<'a> {
    path: &'a str,
    part: Option<String>,
    start: Option<Place>,
    end: Option<Place>,
    label: &'a str,
}

/// A place in the article's text.
#[derive(Serialize)]
struct InArticle<'a> {
    path: &'a str,
    start: Option<Place>,
    end: Option<Place>,
    label: &'a str,
    words: Option<&'a str>,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
    offset: usize,
}

#[derive(Serialize)]
struct Fix<'a> {
    what: &'a str,
    safe: bool,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary {
    sets: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    not_shown: usize,
    by_rule: Vec<ByRule>,
}

#[derive(Serialize)]
struct ByRule {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    count: usize,
    safe_fixes: usize,
    unsafe_fixes: usize,
}

/// A finding as one line of JSON.
fn json(scene: &Scene<'_>, finding: &Finding, _: bool) -> String {
    written(&Shown {
        code: finding.rule.code,
        name: finding.rule.name,
        severity: finding.severity.into(),
        message: &finding.message,
        set: in_set(scene, &finding.set),
        other: finding.other.as_ref().map(|other| in_set(scene, other)),
        mark: finding.mark.as_ref().map(AnnotationId::as_str),
        article: in_article(scene, finding),
        instead: document(scene)
            .zip(finding.instead)
            .map(|(document, range)| Range {
                start: place(document, range.start),
                end: place(document, range.end),
            }),
        notes: &finding.notes,
        help: &finding.help,
        fix: finding.fix.as_ref().map(|fix| Fix {
            what: &fix.what,
            safe: fix.safe,
        }),
    })
}

fn in_set<'a>(scene: &Scene<'a>, spot: &'a Spot) -> InSet<'a> {
    InSet {
        path: scene.case.set_name,
        part: (spot.part != Part::whole()).then(|| spot.part.to_string()),
        start: spot.range.map(|range| place(&scene.text, range.start)),
        end: spot.range.map(|range| place(&scene.text, range.end)),
        label: &spot.label,
    }
}

/// The article is named wherever it is known, even if it can't be read.
fn in_article<'a>(scene: &Scene<'a>, finding: &'a Finding) -> Option<InArticle<'a>> {
    let there = scene.in_article(finding);
    scene.case.article.map(|_| InArticle {
        path: scene.case.article_name,
        start: there.map(|(document, range)| place(document, range.start)),
        end: there.map(|(document, range)| place(document, range.end)),
        label: &finding.article_label,
        words: there.map(|(document, CharRange { start, end })| {
            document.slice(CharRange::new(start, end.min(start + WORDS)))
        }),
    })
}

fn document<'a>(scene: &Scene<'a>) -> Option<&'a Document> {
    scene.case.article?.ok()
}

fn place(document: &Document, offset: usize) -> Place {
    let LineColumn { line, column } = document.line_column(offset);
    Place {
        line,
        column,
        offset,
    }
}

fn page(sheet: &Sheet<'_>, put: &mut dyn FnMut(&str)) {
    let head = Tool {
        name: NAME,
        version: VERSION,
    };
    put(&format!(
        "{{\n\"version\":{FORMAT},\n\"tool\":{},\n\"summary\":{},\n\"troubles\":{},\n\"findings\":",
        written(&head),
        written(&summary(sheet)),
        written(&sheet.troubles),
    ));
    list(sheet, put);
    put("\n}\n");
}

/// All findings as one JSON list, one a line.
pub(super) fn list(sheet: &Sheet<'_>, put: &mut dyn FnMut(&str)) {
    let mut before = "[\n";
    for shown in sheet.sets.iter().flat_map(|set| &set.shown) {
        put(before);
        put(shown);
        before = ",\n";
    }
    put(if before == "[\n" { "[]" } else { "\n]" });
}

fn summary(sheet: &Sheet<'_>) -> Summary {
    let tally: &Tally = sheet.tally;
    Summary {
        sets: sheet.sets.len(),
        errors: tally.of(Severity::Error),
        warnings: tally.of(Severity::Warning),
        notes: tally.of(Severity::Note),
        not_shown: sheet.not_shown,
        by_rule: tally
            .by_rule()
            .map(|(rule, severity, count)| ByRule {
                code: rule.code,
                name: rule.name,
                severity: severity.into(),
                count: count.all,
                safe_fixes: count.safe,
                unsafe_fixes: count.other,
            })
            .collect(),
    }
}

/// A value as JSON on one line. Beyond what JSON asks for, whatever a terminal would take for a command is escaped, which changes
/// nothing for who reads it.
#[allow(clippy::expect_used)]
pub(crate) fn written(value: &impl Serialize) -> String {
    // It fails for maps whose keys are no strings, and for types that refuse to be written: there are none of either here.
    let text = serde_json::to_string(value).expect("structures of strings and numbers");
    if !text.chars().any(commands) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if commands(c) {
            // All of them are in the first plane, and can only stand inside a string.
            escaped += &format!("\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// What serde_json leaves as it is, though a terminal or an editor does not.
fn commands(c: char) -> bool {
    matches!(c, '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    proptest! {
        #[test]
        fn what_is_written_is_read_as_it_was(text in any_text()) {
            let text = format!("{text}\u{9b}\u{feff}\u{0}");
            let json = written(&text);
            prop_assert!(json.chars().all(|c| !c.is_control() && !commands(c)), "{}", json);
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
