//! One line a finding, for editors, `grep` and long lists: `set:line:column: CODE severity: message (article:line:column)`.

use annotate_snippets::renderer::{AnsiColor, Style};

use super::{super::Severity, Finding, Form, Scene, each, printable};

pub(super) const FORM: Form = Form {
    name: "concise",
    what: "One line each",
    for_people: true,
    finding: concise,
    page: |sheet, put| each(sheet, "\n", put),
};

/// A finding on one line, without its end.
#[must_use]
pub fn concise(scene: &Scene<'_>, finding: &Finding, colours: bool) -> String {
    let paint = |style: Style, text: String| {
        if colours {
            format!("{style}{text}{style:#}")
        } else {
            text
        }
    };
    let severity = finding.severity;
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Green,
    };
    let place = format!(
        "{}:{}",
        printable(scene.case.set_name),
        scene.in_set(finding)
    );
    let kind = format!("{} {severity}", finding.rule.code);
    let mut line = format!(
        "{}: {}: {}",
        paint(Style::new().bold(), place),
        paint(colour.on_default(), kind),
        printable(&finding.message)
    );
    if let Some((document, range)) = scene.in_article(finding) {
        let name = printable(scene.case.article_name);
        line += &format!(" ({name}:{})", document.line_column(range.start));
    }
    line
}
