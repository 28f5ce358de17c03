//! Offers as a table for people: place, tag, cue, who says it or how much it is, words.

use unicode_width::UnicodeWidthStr;

use super::Offered;
use crate::{
    annotation::Kind,
    suggest::Suggestion,
    text::Document,
    verify::{
        render::printable,
        words::{counted, quoted},
    },
};

/// One table for each article, with a heading.
pub(super) fn table(all: &[Offered]) -> String {
    let mut text = String::new();
    for (number, one) in all.iter().enumerate() {
        if number > 0 {
            text.push('\n');
        }
        text += &heading(one);
        let rows: Vec<[String; 5]> = one
            .offers
            .iter()
            .map(|offer| row(&one.article.document, offer))
            .collect();
        let width = |column: usize| {
            rows.iter()
                .map(|row| row[column].width())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<_> = (0..4).map(width).collect();
        for row in &rows {
            let mut line = " ".to_owned();
            for (cell, width) in row.iter().zip(&widths) {
                line += " ";
                line += cell;
                line += &" ".repeat(width - cell.width() + 1);
            }
            text += &format!("{line} {}\n", row[4]);
        }
    }
    text
}

fn heading(one: &Offered) -> String {
    let count = |kind: Kind, what: &str| {
        let count = one.offers.iter().filter(|offer| offer.kind == kind).count();
        counted(count, what)
    };
    let path = printable(&one.path.display().to_string()).into_owned();
    format!(
        "{path}: {}, {}, {}\n",
        count(Kind::Claim, "claim"),
        count(Kind::Denial, "denial"),
        count(Kind::Figure, "figure")
    )
}

fn row(document: &Document, offer: &Suggestion) -> [String; 5] {
    let who = match (&offer.speaker, &offer.quantity) {
        (Some(speaker), _) => speaker.name.clone(),
        (None, Some(quantity)) => quantity.to_string(),
        (None, None) => "–".to_owned(),
    };
    let cells = [
        document.line_column(offer.extent().start).to_string(),
        offer.kind.to_string(),
        offer.origin.clone(),
        who,
        words(document, offer),
    ];
    cells.map(|cell| printable(&cell).into_owned())
}

/// The words of an offer, each piece in quotation marks and cut to a line's measure.
pub(super) fn words(document: &Document, offer: &Suggestion) -> String {
    let pieces = offer
        .pieces
        .iter()
        .map(|piece| quoted(document.slice(*piece)));
    pieces.collect::<Vec<_>>().join(" … ")
}
