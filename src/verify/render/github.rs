//! Workflow commands of GitHub Actions: what a step of a workflow prints so, GitHub shows beside the lines of a pull request.

use super::{
    super::Severity, Finding, Form, NAME, Scene, Sheet, each, from_here, lines, not_shown,
    printable::stand_in,
};

pub(super) const FORM: Form = Form {
    name: "github",
    what: "Annotations of pull requests, printed by a step of GitHub Actions",
    for_people: false,
    finding: github,
    page,
};

/// A finding as one command, without its line's end.
fn github(scene: &Scene<'_>, finding: &Finding, _: bool) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = vec![("file", from_here(scene.case.set_name).to_owned())];
    if let Some(range) = finding.set.range {
        let start = scene.text.line_column(range.start);
        let end = scene.text.line_column(range.end.max(range.start));
        properties.push(("line", start.line.to_string()));
        properties.push(("endLine", end.line.to_string()));
        // GitHub refuses columns of a place on several lines.
        if start.line == end.line {
            properties.push(("col", start.column.to_string()));
            properties.push(("endColumn", end.column.to_string()));
        }
    }
    let title = format!("{} {}", finding.rule.code, finding.rule.name);
    properties.push(("title", title));
    let mut message = lines(finding);
    if let Some((document, range)) = scene.in_article(finding) {
        let name = scene.case.article_name;
        message[0] += &format!(" ({name}:{})", document.line_column(range.start));
    }
    line(command, &properties, &message.join("\n"))
}

fn page(sheet: &Sheet<'_>, put: &mut dyn FnMut(&str)) {
    each(sheet, "\n", put);
    let title = [("title", NAME.to_owned())];
    for sentence in sheet.troubles {
        put(&line("error", &title, sentence));
        put("\n");
    }
    if let Some(sentence) = not_shown(sheet) {
        put(&line("warning", &title, &sentence));
        put("\n");
    }
}

/// `::command name=value,…::message`
fn line(command: &str, properties: &[(&str, String)], message: &str) -> String {
    let properties: Vec<_> = properties
        .iter()
        .map(|(name, value)| format!("{name}={}", escaped(value, &[':', ','])))
        .collect();
    let message = escaped(message, &[]);
    format!("::{command} {}::{message}", properties.join(","))
}

/// What the runner takes for its own, as `%` and two digits: a percent sign and line ends everywhere, a colon and a comma in
/// properties (`toolkit/packages/core/src/command.ts`). It knows no other escapes, so that other control characters become pictures.
fn escaped(text: &str, also: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '\r' | '\n') || also.contains(&c) {
            escaped += &format!("%{:02X}", u32::from(c));
        } else {
            escaped.push(stand_in(c).unwrap_or(c));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    #[test]
    fn the_runners_own_signs_are_escaped() {
        let properties = [("file", "a,b:c%d\r\n.ron".to_owned())];
        assert_eq!(
            line("error", &properties, "100 %: a, b\r\n::set-output\x1b"),
            "::error file=a%2Cb%3Ac%25d%0D%0A.ron::100 %25: a, b%0D%0A::set-output␛"
        );
    }

    /// As the runner does it.
    fn read(escaped: &str, also: bool) -> String {
        let read = escaped.replace("%0D", "\r").replace("%0A", "\n");
        let read = if also {
            read.replace("%3A", ":").replace("%2C", ",")
        } else {
            read
        };
        read.replace("%25", "%")
    }

    proptest! {
        #[test]
        fn a_command_stays_on_its_line_and_is_read_as_it_was(value in any_text(), message in any_text()) {
            let (value, message) = (format!("{value}%0A"), format!("{message}%250A"));
            let command = line("error", &[("file", value.clone())], &message);
            prop_assert!(command.chars().all(|c| !c.is_control()));
            let rest = command.strip_prefix("::error file=").unwrap();
            // The first `::` ends the properties, whatever stands in them.
            let (property, data) = rest.split_once("::").unwrap();
            prop_assert!(!property.contains([',', ':']));
            let shown = |text: &str| text.chars().map(|c| match c { '\r' | '\n' => c, _ => stand_in(c).unwrap_or(c) }).collect::<String>();
            prop_assert_eq!(read(property, true), shown(&value));
            prop_assert_eq!(read(data, false), shown(&message));
        }
    }
}
