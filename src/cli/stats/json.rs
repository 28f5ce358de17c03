//! Statistics as one JSON object. The manual's chapter "Statistics" says what every key means; what is in it stays so for as long as
//! `version` does, though keys may be added.

use serde::Serialize;

use super::{
    By,
    counting::{Row, Statistics},
};
use crate::{cli::output::tool, verify::render::written};

/// Changed when a program that reads this would have to be changed.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Counts<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<&'a str>,
    sets: usize,
    done: usize,
    articles: usize,
    annotators: usize,
    marks: usize,
    claims: usize,
    denials: usize,
    figures: usize,
    unsure: usize,
    aside: usize,
    words: usize,
    words_read: usize,
    per_1000_words: Option<f64>,
    suggested: usize,
}

impl<'a> Counts<'a> {
    fn of(row: &'a Row, named: bool) -> Self {
        let marks = &row.marks;
        Self {
            name: named.then_some(row.name.as_str()),
            tag: row.tag,
            sets: row.sets,
            done: row.done,
            articles: row.articles,
            annotators: row.annotators,
            marks: marks.all(),
            claims: marks.claims,
            denials: marks.denials,
            figures: marks.figures,
            unsure: marks.unsure,
            aside: marks.aside,
            words: row.words,
            words_read: row.read,
            per_1000_words: row.rate().map(|rate| rate as f64 / 100.0),
            suggested: marks.suggested,
        }
    }
}

/// The tables asked for, all of them without a wish, and the total; and what could not be counted in full.
pub(super) fn json(statistics: &Statistics, by: &[By], troubles: &[String]) -> String {
    let mut text = format!(
        "{{\n\"version\":{FORMAT},\n\"tool\":{},\n\"troubles\":{},\n\"total\":{}",
        tool(),
        written(&troubles),
        written(&Counts::of(&statistics.total, false)),
    );
    for (of, key, rows) in [
        (By::Annotator, "annotators", &statistics.annotators),
        (By::Tag, "tags", &statistics.tags),
        (By::Label, "labels", &statistics.labels),
        (By::Speaker, "speakers", &statistics.speakers),
        (By::Article, "articles", &statistics.articles),
    ] {
        if !by.is_empty() && !by.contains(&of) {
            continue;
        }
        let rows: Vec<_> = rows
            .iter()
            .map(|row| written(&Counts::of(row, true)))
            .collect();
        text += &match rows.is_empty() {
            true => format!(",\n\"{key}\":[]"),
            false => format!(",\n\"{key}\":[\n{}\n]", rows.join(",\n")),
        };
    }
    text + "\n}\n"
}
