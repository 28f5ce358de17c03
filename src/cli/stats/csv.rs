//! Statistics as values separated by commas (RFC 4180, but for the line ends, which are line feeds): one table with a header, in which
//! the first column says what the row is about.
//!
//! A spreadsheet takes what begins with `=`, `+`, `-` or `@` for a formula and may run it, and names come from anybody's files: such a
//! name gets an apostrophe before it, as it does in a spreadsheet. In JSON all names are as they are.

use super::{
    By,
    counting::{Row, Statistics},
};

/// The columns.
const HEADER: &str = "by,name,tag,sets,done,articles,annotators,marks,claims,denials,figures,unsure,aside,words,words_read,per_1000_words,suggested";

/// The rows asked for; without a wish all of them, the total first.
pub(super) fn csv(statistics: &Statistics, by: &[By]) -> String {
    let mut text = format!("{HEADER}\n");
    if by.is_empty() {
        text += &line("total", &statistics.total);
    }
    for of in By::ALL {
        if !by.is_empty() && !by.contains(&of) {
            continue;
        }
        let rows = match of {
            By::Annotator => &statistics.annotators,
            By::Tag => &statistics.tags,
            By::Label => &statistics.labels,
            By::Speaker => &statistics.speakers,
            By::Article => &statistics.articles,
        };
        rows.iter().for_each(|row| text += &line(of.name(), row));
    }
    text
}

fn line(by: &str, row: &Row) -> String {
    let marks = &row.marks;
    let rate = row.rate().map_or_else(String::new, hundredths);
    let known = |words: usize| match words {
        0 => String::new(),
        words => words.to_string(),
    };
    let mut cells = vec![
        by.to_owned(),
        cell(&row.name),
        row.tag.unwrap_or_default().to_owned(),
    ];
    let numbers = [
        row.sets,
        row.done,
        row.articles,
        row.annotators,
        marks.all(),
        marks.claims,
        marks.denials,
        marks.figures,
        marks.unsure,
        marks.aside,
    ];
    cells.extend(numbers.map(|number| number.to_string()));
    // Behind what there was before, for programs that count columns.
    let suggested = marks.suggested.to_string();
    cells.extend([known(row.words), known(row.read), rate, suggested]);
    cells.join(",") + "\n"
}

/// A number of hundredths with two digits behind the point.
pub(super) fn hundredths(number: usize) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

/// A text as a cell.
fn cell(text: &str) -> String {
    let is_command = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let safe = if is_command { "'" } else { "" };
    if is_command || text.contains([',', '"', '\n', '\r']) || text.trim() != text {
        format!("\"{safe}{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    /// The cells of a line, as RFC 4180 has them.
    fn cells(line: &str) -> Vec<String> {
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => {
                    chars.next();
                    cell.push('"');
                }
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(std::mem::take(&mut cell)),
                _ => cell.push(c),
            }
        }
        cells.push(cell);
        cells
    }

    proptest! {
        #[test]
        fn a_name_comes_back_and_every_line_has_all_columns(name in any_text()) {
            let row = Row { name: name.clone(), ..Row::default() };
            let line = line("speaker", &row);
            let cells = cells(line.strip_suffix('\n').unwrap());
            prop_assert_eq!(cells.len(), HEADER.split(',').count());
            prop_assert_eq!(cells[1].strip_prefix('\'').filter(|_| !name.starts_with('\'')).unwrap_or(&cells[1]), &name);
        }
    }

    #[test]
    fn no_name_is_a_formula() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(cell("-1"), "\"'-1\"");
        assert_eq!(cell("Anna Roe"), "Anna Roe");
        assert_eq!(hundredths(1_805), "18.05");
    }
}
