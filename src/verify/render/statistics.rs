//! How often each rule found something, as a table for people.

use std::{cmp::Reverse, iter};

use super::super::{Count, Tally};

/// One row a rule and severity, the most frequent first, with how many findings `--fix` would mend, and how many more
/// `--unsafe-fixes` would; a last row adds them up. Each row has an end. Of no findings, nothing.
#[must_use]
pub fn statistics(tally: &Tally) -> String {
    let mut rows: Vec<_> = tally.by_rule().collect();
    if rows.is_empty() {
        return String::new();
    }
    rows.sort_by_key(|(rule, severity, count)| (Reverse(count.all), rule.code, *severity));
    let mut total = Count::default();
    for (_, _, count) in &rows {
        total.all += count.all;
        total.safe += count.safe;
        total.other += count.other;
    }
    let cells = |count: Count, code: &str, name: &str, severity: String| {
        let fixes = [count.safe, count.other].map(|fixes| match fixes {
            0 => String::new(),
            _ => fixes.to_string(),
        });
        let [safe, other] = fixes;
        let (code, name) = (code.to_owned(), name.to_owned());
        [count.all.to_string(), code, name, severity, safe, other]
    };
    let head = [
        "count",
        "code",
        "name",
        "severity",
        "--fix",
        "--unsafe-fixes",
    ];
    let rules = rows
        .iter()
        .map(|&(rule, severity, count)| cells(count, rule.code, rule.name, severity.to_string()));
    let table: Vec<_> = iter::once(head.map(str::to_owned))
        .chain(rules)
        .chain([cells(total, "all", "", String::new())])
        .collect();
    // Everything in it is ASCII of ours, so that bytes are columns.
    let widths: [usize; 6] =
        std::array::from_fn(|column| table.iter().map(|row| row[column].len()).max().unwrap_or(0));
    let mut drawn = String::new();
    for row in &table {
        let line: Vec<_> = (row.iter().zip(widths).enumerate())
            .map(|(column, (cell, width))| match column {
                1..=3 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            })
            .collect();
        drawn += line.join("  ").trim_end();
        drawn.push('\n');
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::{Finding, Fix, Rule, Severity};

    #[test]
    fn the_most_frequent_come_first_and_all_is_added_up() {
        let mut tally = Tally::default();
        assert_eq!(statistics(&tally), "");
        for (code, times, safe) in [
            ("S001", 2, None),
            ("Q001", 12, Some(true)),
            ("Q001", 3, Some(false)),
            ("L001", 2, None),
        ] {
            let mut finding = Finding::new(Rule::find(code).unwrap(), Default::default(), "");
            finding.fix = safe.map(|safe| Fix {
                what: String::new(),
                acts: Vec::new(),
                safe,
            });
            for _ in 0..times {
                tally.add(&finding);
            }
        }
        let mut noted = Finding::new(Rule::find("L001").unwrap(), Default::default(), "");
        noted.severity = Severity::Note;
        tally.add(&noted);
        assert_eq!(
            statistics(&tally),
            "\
count  code  name               severity  --fix  --unsafe-fixes
   15  Q001  quote-mismatch     error        12               3
    2  L001  dangling-link      error
    2  S001  span-outside-text  error
    1  L001  dangling-link      note
   20  all                                   12               3
"
        );
    }
}
