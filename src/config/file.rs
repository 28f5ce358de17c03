//! From a file's bytes to a [`Config`], or to a sentence that says where it is wrong and what to do.

use std::fmt;

use ron::value::RawValue;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use strum::IntoEnumIterator;

use super::{AGREEMENT, Config};
use crate::{
    agreed::Refusal,
    format::past_blanks,
    verify::{NoSuchRule, Selection, Severity, Wishes},
};

/// The file as RON has it. Words are kept as they stand there, so that each can be pointed at and may lack its quotation marks.
#[derive(Deserialize)]
#[serde(rename = "ClaimarkConfig", deny_unknown_fields)]
struct File<'t> {
    version: u32,
    #[serde(default, borrow, deserialize_with = "given")]
    select: Option<Vec<&'t RawValue>>,
    #[serde(default, borrow)]
    ignore: Vec<&'t RawValue>,
    #[serde(default, borrow, deserialize_with = "pairs")]
    severity: Pairs<'t>,
}

/// The entries of a map, in the order of the file.
type Pairs<'t> = Vec<(&'t RawValue, &'t RawValue)>;

/// A list that is there; without this, it would have to be written `Some([...])`.
fn given<'t, D: Deserializer<'t>>(list: D) -> Result<Option<Vec<&'t RawValue>>, D::Error> {
    Vec::deserialize(list).map(Some)
}

/// A map whose order counts: the last word on a rule does.
fn pairs<'t, D: Deserializer<'t>>(map: D) -> Result<Pairs<'t>, D::Error> {
    struct InOrder;
    impl<'t> Visitor<'t> for InOrder {
        type Value = Pairs<'t>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map from rules to severities")
        }

        fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut pairs = Vec::new();
            while let Some(pair) = map.next_entry()? {
                pairs.push(pair);
            }
            Ok(pairs)
        }
    }
    map.deserialize_map(InOrder)
}

/// Reads a configuration from a file's bytes.
///
/// # Errors
/// The bytes are no configuration that this version knows; a word in it names no rule or no severity; or it leaves no rule to be
/// looked at.
pub fn read(bytes: &[u8]) -> Result<Config, Refusal> {
    let (text, file) = AGREEMENT
        .parse::<File<'_>>(bytes, |file| file.version)
        .map_err(|refusal| unquoted(bytes, refusal))?;
    let rules = |words: &[&RawValue]| {
        let words = words.iter().map(|word| rule(text, word));
        words.collect::<Result<Vec<_>, _>>()
    };
    let severities = file
        .severity
        .iter()
        .map(|(word, wanted)| Ok((rule(text, word)?, severity(text, wanted)?)));
    let wishes = Wishes {
        select: file.select.as_deref().map(rules).transpose()?,
        ignore: rules(&file.ignore)?,
        severity: severities.collect::<Result<_, _>>()?,
    };
    let selection = Selection::usual()
        .with(&wishes)
        // Each of its words was looked at already.
        .map_err(|error| Refusal::at(text, 0, error.to_string(), "correct it"))?;
    if selection.rules().next().is_none() {
        return Err(Refusal::at(
            text,
            text.len() - past_blanks(text).len(),
            "this configuration leaves no rule to be looked at, so that every set would seem to be sound",
            "name rules in `select` or take some out of `ignore`; sets that shall not be checked are named in a file `.ignore`",
        ));
    }
    Ok(Config { wishes, selection })
}

/// Says of a name that lacks its quotation marks what is wrong with it: RON has no words with hyphens, and reads `marked` there.
fn unquoted(bytes: &[u8], refusal: Refusal) -> Refusal {
    let text = String::from_utf8_lossy(bytes);
    let line = text.split('\n').nth(refusal.place.line - 1).unwrap_or("");
    let (before, here): (Vec<_>, Vec<_>) = line
        .chars()
        .enumerate()
        .partition(|(index, _)| index + 1 < refusal.place.column);
    let in_word = before.last().is_some_and(|(_, c)| c.is_alphanumeric());
    if !in_word || here.first().is_none_or(|(_, c)| *c != '-') {
        return refusal;
    }
    Refusal {
        problem: "a name with a hyphen stands here without quotation marks".to_owned(),
        remedy: "write it as \"marked-twice\", or write the rule's code".into(),
        ..refusal
    }
}

/// A word that names rules.
fn rule(text: &str, raw: &RawValue) -> Result<String, Refusal> {
    let word = word(raw).ok_or_else(|| {
        let remedy = "write a rule's code or name in quotation marks, such as \"P003\"";
        Refusal::at(text, place(text, raw), "this is no word", remedy)
    })?;
    let alone = Wishes {
        ignore: vec![word],
        ..Wishes::default()
    };
    let Err(NoSuchRule { word, meant }) = Selection::usual().with(&alone) else {
        return Ok(alone.ignore.concat());
    };
    let problem = format!("there is no rule \"{word}\"");
    let list = "`claimark rule --all` lists them";
    let remedy = meant.map_or_else(
        || list.to_owned(),
        |rule| format!("did you mean {} ({})? {list}", rule.code, rule.name),
    );
    Err(Refusal::at(text, place(text, raw), problem, remedy))
}

/// A word that is a severity, in small or capital letters.
fn severity(text: &str, raw: &RawValue) -> Result<Severity, Refusal> {
    let word = word(raw).unwrap_or_else(|| raw.get_ron().trim().to_owned());
    let found =
        Severity::iter().find(|severity| severity.to_string().eq_ignore_ascii_case(word.trim()));
    found.ok_or_else(|| {
        Refusal::at(
            text,
            place(text, raw),
            format!("`{word}` is no severity"),
            "write error, warning or note; a rule that shall not be looked at belongs into `ignore`",
        )
    })
}

/// What a value says if it is one word, with quotation marks or without.
fn word(raw: &RawValue) -> Option<String> {
    if let Ok(word) = raw.into_rust::<String>() {
        return Some(word);
    }
    let bare = past_blanks(raw.get_ron());
    let bare = bare.strip_prefix("r#").unwrap_or(bare);
    let of_word = |c: char| c.is_alphanumeric() || "_-".contains(c);
    let end = bare.find(|c| !of_word(c)).unwrap_or(bare.len());
    let (word, rest) = bare.split_at(end);
    (!word.is_empty() && past_blanks(rest).is_empty()).then(|| word.to_owned())
}

/// Where a value of a file begins in its text, in bytes: it was borrowed from there.
fn place(text: &str, raw: &RawValue) -> usize {
    let raw = raw.get_ron();
    let blanks = raw.len() - past_blanks(raw).len();
    raw.as_ptr().addr() - text.as_ptr().addr() + blanks
}
