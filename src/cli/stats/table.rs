//! Statistics as tables for people: numbers to the right, names to the left, columns as wide as what stands in them.

use unicode_width::UnicodeWidthStr;

use super::{
    By,
    counting::{Row, Statistics},
};
use crate::{
    text::graphemes,
    verify::{render::printable, words::counted},
};

/// Rows of a long table that are shown unless it is asked for.
const FIRST: usize = 20;
/// Columns that a name is left at least.
const NAME: usize = 16;

/// What stands in a column of numbers.
type Column = (&'static str, fn(&Row) -> String);

const SETS: Column = ("sets", |row| row.sets.to_string());
const DONE: Column = ("done", |row| row.done.to_string());
const ARTICLES: Column = ("articles", |row| row.articles.to_string());
const ANNOTATORS: Column = ("annotators", |row| row.annotators.to_string());
const CLAIMS: Column = ("claims", |row| row.marks.claims.to_string());
const DENIALS: Column = ("denials", |row| row.marks.denials.to_string());
const FIGURES: Column = ("figures", |row| row.marks.figures.to_string());
const MARKS: Column = ("marks", |row| row.marks.all().to_string());
const UNSURE: Column = ("unsure", |row| row.marks.unsure.to_string());
const ASIDE: Column = ("aside", |row| row.marks.aside.to_string());
const WORDS: Column = ("words", |row| match row.words {
    0 => "–".to_owned(),
    words => words.to_string(),
});
const RATE: Column = ("per 1,000", rate);

/// Marks in a thousand words that were read, with one digit behind the point.
fn rate(row: &Row) -> String {
    row.rate().map_or("–".to_owned(), |rate| {
        let tenths = (rate + 5) / 10;
        format!("{}.{}", tenths / 10, tenths % 10)
    })
}

/// The tables asked for; without a wish an overview and all of them, the long ones by their first rows. `width` columns are not gone
/// past, as far as names can be cut for it.
pub(super) fn tables(statistics: &Statistics, by: &[By], width: usize) -> String {
    let total = &statistics.total;
    if !by.is_empty() {
        let tables = by
            .iter()
            .map(|by| table(statistics, *by, usize::MAX, width));
        return tables.collect::<Vec<_>>().join("\n");
    }
    let mut text = overview(total);
    for by in By::ALL {
        if by == By::Label && statistics.labels.is_empty() {
            continue;
        }
        text += "\n";
        text += &table(statistics, by, FIRST, width);
    }
    text
}

fn overview(total: &Row) -> String {
    let marks = &total.marks;
    let mut facts = vec![format!(
        "{} ({} done) by {} on {}",
        counted(total.sets, "set"),
        total.done,
        counted(total.annotators, "annotator"),
        counted(total.articles, "article"),
    )];
    facts.push(format!(
        "{}: {}, {}, {}; {} unsure, {} set aside",
        counted(marks.all(), "mark"),
        counted(marks.claims, "claim"),
        counted(marks.denials, "denial"),
        counted(marks.figures, "figure"),
        marks.unsure,
        marks.aside,
    ));
    facts.push(format!(
        "{} in the articles, {} read; {} per 1,000 words read",
        counted(total.words, "word"),
        total.read,
        match rate(total) {
            none if none == "–" => "marks are not counted".to_owned(),
            rate => format!("{rate} marks"),
        }
    ));
    facts.join("\n") + "\n"
}

/// One table with its heading, its first rows, and all of it in the last one.
fn table(statistics: &Statistics, by: By, first: usize, width: usize) -> String {
    let (heading, rows, columns, none): (_, &[Row], &[Column], _) = match by {
        By::Annotator => (
            "By annotator",
            &statistics.annotators,
            &[
                SETS, DONE, ARTICLES, CLAIMS, DENIALS, FIGURES, MARKS, UNSURE, ASIDE, WORDS, RATE,
            ],
            "(no name)",
        ),
        By::Tag => (
            "By tag",
            &statistics.tags,
            &[MARKS, UNSURE, ASIDE, RATE],
            "",
        ),
        By::Label => (
            "By sub-label",
            &statistics.labels,
            &[SETS, MARKS, UNSURE, ASIDE],
            "(none)",
        ),
        By::Speaker => (
            "By speaker",
            &statistics.speakers,
            &[ARTICLES, ANNOTATORS, CLAIMS, DENIALS, UNSURE, ASIDE],
            "(nobody named)",
        ),
        By::Article => (
            "By article",
            &statistics.articles,
            &[
                SETS, DONE, CLAIMS, DENIALS, FIGURES, MARKS, UNSURE, ASIDE, WORDS, RATE,
            ],
            "",
        ),
    };
    let name = |row: &Row| {
        let name = match row.name.is_empty() {
            true => none.to_owned(),
            false => printable(&row.name).into_owned(),
        };
        row.tag.map_or(name.clone(), |tag| format!("{tag}: {name}"))
    };
    let mut lines: Vec<(String, Vec<String>)> = vec![(
        String::new(),
        columns.iter().map(|(head, _)| (*head).to_owned()).collect(),
    )];
    let cells = |row: &Row| columns.iter().map(|(_, cell)| cell(row)).collect();
    let shown = rows.len().min(first);
    lines.extend(rows[..shown].iter().map(|row| (name(row), cells(row))));
    // What a mark with two sub-labels comes to would count twice; what nobody says or does counts in no sum of its own.
    if matches!(by, By::Annotator | By::Tag | By::Article) && rows.len() > 1 {
        lines.push(("all".to_owned(), cells(&statistics.total)));
    }
    let widths: Vec<usize> = (0..columns.len())
        .map(|column| {
            let cells = lines.iter().map(|(_, cells)| cells[column].width());
            cells.max().unwrap_or(0) + 2
        })
        .collect();
    let numbers: usize = widths.iter().sum();
    let widest = lines
        .iter()
        .map(|(name, _)| name.width())
        .max()
        .unwrap_or(0);
    let room = widest.min(width.saturating_sub(numbers).max(NAME));
    let mut text = format!("{heading}\n");
    for (name, cells) in lines {
        let name = cut(&name, room);
        let mut line = name.clone() + &" ".repeat(room - name.width().min(room));
        for (cell, width) in cells.iter().zip(&widths) {
            line += &" ".repeat(width - cell.width());
            line += cell;
        }
        text += line.trim_end();
        text.push('\n');
    }
    if rows.len() > shown {
        text += &format!("and {} more: --by {}\n", rows.len() - shown, by.name());
    }
    text
}

/// A name in so many columns: of a longer one the beginning and the end, with … between them.
fn cut(name: &str, room: usize) -> String {
    if name.width() <= room {
        return name.to_owned();
    }
    let pieces: Vec<&str> = graphemes(name).map(|range| &name[range]).collect();
    let fit = |pieces: &mut dyn Iterator<Item = &&str>, most: usize| {
        let mut used = 0;
        pieces
            .take_while(|piece| {
                used += piece.width();
                used <= most
            })
            .count()
    };
    let left = room.saturating_sub(1);
    let head = fit(&mut pieces.iter(), left.div_ceil(2));
    let head_width: usize = pieces[..head].iter().map(|piece| piece.width()).sum();
    let tail = fit(&mut pieces[head..].iter().rev(), left - head_width);
    let (head, tail) = (&pieces[..head], &pieces[pieces.len() - tail..]);
    format!("{}…{}", head.concat(), tail.concat())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    #[test]
    fn a_long_name_keeps_its_ends() {
        assert_eq!(
            cut("news/2026/a-very-long-name.txt", 16),
            "news/202…ame.txt"
        );
        assert_eq!(cut("short", 16), "short");
        assert_eq!(cut("北京大学的学生", 8), "北京…生", "two columns each");
    }

    proptest! {
        #[test]
        fn what_is_cut_fits(name in any_text(), room in 1usize..20) {
            let name = printable(&name).into_owned();
            prop_assert!(cut(&name, room).width() <= room);
        }
    }
}
