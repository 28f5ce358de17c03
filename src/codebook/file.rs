//! From a file's bytes to a [`Codebook`], or to a sentence that says where it is wrong and what to do.

use serde::Deserialize;
use strum::IntoEnumIterator;

use super::{AGREEMENT, Codebook, Label, TagGuide};
use crate::{
    agreed::Refusal,
    annotation::Kind,
    format::places::{Part, Places},
    quantity::Conventions,
    text::{Folding, fold},
};

#[derive(Deserialize)]
#[serde(rename = "ClaimarkCodebook", deny_unknown_fields)]
struct File {
    version: u32,
    name: String,
    #[serde(default)]
    claim: TagGuide,
    #[serde(default)]
    denial: TagGuide,
    #[serde(default)]
    figure: TagGuide,
    #[serde(default)]
    quantities: Conventions,
}

/// Reads a codebook from a file's bytes.
///
/// # Errors
/// The bytes are no codebook that this version knows; or a name in it is empty, blank at an end, of several lines, or there twice; or a
/// word for a unit is, or begins with a number.
pub fn read(bytes: &[u8]) -> Result<Codebook, Refusal> {
    let (text, file) = AGREEMENT.parse::<File>(bytes, |file| file.version)?;
    let mut codebook = Codebook {
        name: file.name,
        claim: file.claim,
        denial: file.denial,
        figure: file.figure,
        quantities: file.quantities,
    };
    if let Some((part, problem, remedy)) = fault(&codebook) {
        let start = Places::of(text).find(&part).start;
        return Err(Refusal::at(text, start, problem, remedy));
    }
    for guide in [
        &mut codebook.claim,
        &mut codebook.denial,
        &mut codebook.figure,
    ] {
        guide.guideline = unwrapped(&guide.guideline);
        for label in &mut guide.labels {
            label.guideline = unwrapped(&label.guideline);
        }
    }
    Ok(codebook)
}

/// The first thing that is wrong with a codebook that could be read.
fn fault(codebook: &Codebook) -> Option<(Part, String, &'static str)> {
    let wrong = |name: &str, what: &str| {
        let (problem, remedy) = if name.trim().is_empty() {
            (format!("{what} has no name"), "give it one, or remove it")
        } else if name
            .chars()
            .any(|c| c.is_control() || "\u{2028}\u{2029}".contains(c))
        {
            (
                format!("the name of {what} has a line break or another control character in it"),
                "write it on one line; what is longer belongs into its guideline",
            )
        } else if name.trim() != name {
            (
                format!("the name of {what} begins or ends with a blank"),
                "take the blank off",
            )
        } else {
            return None;
        };
        Some((problem, remedy))
    };
    let name = Part::whole().field("name");
    if let Some((problem, remedy)) = wrong(&codebook.name, "the codebook") {
        return Some((name, problem, remedy));
    }
    for kind in Kind::iter() {
        let field = match kind {
            Kind::Claim => "claim",
            Kind::Denial => "denial",
            Kind::Figure => "figure",
        };
        let labels = &codebook.guide(kind).labels;
        let mut seen = std::collections::HashMap::new();
        for (index, Label { name, .. }) in labels.iter().enumerate() {
            let part = Part::whole().field(field).field("labels");
            let part = part.item(index).field("name");
            if let Some((problem, remedy)) = wrong(name, &format!("a sub-label of {field}")) {
                return Some((part, problem, remedy));
            }
            if let Some(first) = seen.insert(fold(name, Folding::SAME_WORDS), name) {
                let problem = if first == name {
                    format!("{field} has the sub-label “{name}” twice")
                } else {
                    format!(
                        "the sub-labels “{first}” and “{name}” of {field} differ in capital letters only"
                    )
                };
                return Some((part, problem, "give one another name, or remove it"));
            }
        }
    }
    fault_of_units(&codebook.quantities, wrong)
}

/// The first thing that is wrong with a team's own units. `wrong` says what is wrong with a name.
fn fault_of_units(
    conventions: &Conventions,
    wrong: impl Fn(&str, &str) -> Option<(String, &'static str)>,
) -> Option<(Part, String, &'static str)> {
    let mut seen: std::collections::HashMap<String, &str> = std::collections::HashMap::new();
    for (index, unit) in conventions.units.iter().enumerate() {
        let part = || Part::whole().field("quantities").field("units").item(index);
        if let Some((problem, remedy)) = wrong(&unit.name, "a unit") {
            return Some((part().field("name"), problem, remedy));
        }
        let names = std::iter::once((part().field("name"), &unit.name));
        let words = unit.words.iter().enumerate();
        let words = words.map(|(at, words)| (part().field("words").item(at), words));
        for (place, words) in names.chain(words) {
            if words.trim().is_empty() {
                let problem = format!("an empty word stands for the unit “{}”", unit.name);
                return Some((
                    place,
                    problem,
                    "write what articles write for it, or remove it",
                ));
            }
            if words.trim() != words || words.contains(char::is_control) {
                let problem = format!(
                    "a word for the unit “{}” begins or ends with a blank, or has a control character in it",
                    unit.name
                );
                return Some((
                    place,
                    problem,
                    "write it as it stands in a line of an article",
                ));
            }
            if words.chars().any(char::is_numeric) && words.starts_with(char::is_numeric) {
                let problem = format!("the word “{words}” for a unit begins with a number");
                return Some((
                    place,
                    problem,
                    "leave the number out: it is what articles write before the unit",
                ));
            }
            if let Some(other) = seen.insert(fold(words, Folding::SAME_WORDS), &unit.name)
                && other != unit.name
            {
                let problem = format!(
                    "“{words}” stands for two units, “{other}” and “{}”",
                    unit.name
                );
                return Some((place, problem, "take it away from one of them"));
            }
        }
    }
    None
}

/// A text without the line breaks and indents that it has in the file: only an empty line begins a paragraph.
fn unwrapped(text: &str) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let words: Vec<_> = line.split_whitespace().collect();
        let line = words.join(" ");
        match paragraphs.last_mut().filter(|_| open) {
            _ if line.is_empty() => open = false,
            Some(paragraph) => {
                paragraph.push(' ');
                paragraph.push_str(&line);
            }
            None => {
                paragraphs.push(line);
                open = true;
            }
        }
    }
    paragraphs.join("\n\n")
}
