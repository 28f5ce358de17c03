//! `claimark show`: an article with its marks in a terminal. The text first, each mark in brackets with its tag and number; then
//! every mark with what is said of it. What is left out of the article stands in brackets, too. A mark whose words, or the text
//! around them, do not stand at its place is never shown there: such marks are listed apart, and last those that were set aside.

use std::{collections::HashMap, path::PathBuf, process::ExitCode};

use super::{
    output::{CLEAN, Colours, Output, TROUBLE, remark, trouble},
    verify::{article_of, read_article, unread},
};
use crate::{annotation::AnnotationSet, format, verify::words::counted};

mod index;
mod inline;
mod wrap;

/// Columns of what is no terminal.
const WIDTH: usize = 100;
/// Fewer columns than these are no help to anybody.
const NARROWEST: usize = 20;

#[derive(clap::Args)]
pub struct Arguments {
    /// The set.
    set: PathBuf,
    /// A further folder that the article may be read from, it and all below.
    #[arg(long, value_name = "FOLDER")]
    root: Vec<PathBuf>,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: Colours,
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        let path = self.set.display();
        let failed = |sentence: &str| {
            trouble(sentence);
            ExitCode::from(TROUBLE)
        };
        let bytes = match format::load(&self.set) {
            Ok((bytes, _)) => bytes,
            Err(error) => {
                return failed(&format!(
                    "{path}: the set can't be read ({error}); check the name and its permissions"
                ));
            }
        };
        let mut set = match format::read(&bytes) {
            Ok(set) => set,
            Err(error) => {
                let sentence = format!(
                    "{path}:{}: {error}; {}",
                    error.place,
                    error.problem.remedy()
                );
                return failed(&sentence);
            }
        };
        set.sort();
        let article_path = article_of(&self.set, &set.article.file);
        let article = match read_article(&self.set, &set, &self.root) {
            Ok(article) => Some(article),
            Err(error) => {
                trouble(&unread(&error, "the marks are shown without their text"));
                None
            }
        };
        let document = article.as_ref().map(|article| &article.document);
        let output = Output::new(self.color);
        let width = terminal_size::terminal_size().map_or(WIDTH, |(width, _)| width.0.into());
        let page = wrap::Page::new(width.max(NARROWEST), output.colours);
        let shown = document
            .map(|document| inline::Shown::all(&set, document))
            .unwrap_or_default();
        let apart = set
            .annotations
            .iter()
            .filter(|mark| document.is_none_or(|document| !index::fits(mark, document)))
            .count();
        let code = if document.is_some() { CLEAN } else { TROUBLE };
        let code = output.end(code, |out| {
            let marks = counted(set.annotations.len(), "mark");
            let aside = match set.orphans.len() {
                0 => String::new(),
                1 => ", and 1 that is set aside".to_owned(),
                count => format!(", and {count} that are set aside"),
            };
            let title = format!(
                "{marks} by {} on {}{aside}",
                set.annotator,
                article_path.display()
            );
            page.write(out, 0, &[wrap::Piece::plain(&title)])?;
            writeln!(out)?;
            if let Some(document) = document {
                for paragraph in inline::paragraphs(document, &shown) {
                    page.write(out, 0, &paragraph)?;
                }
                writeln!(out)?;
            }
            index::write(out, &page, &set, document, &numbers(&set))
        });
        if apart > 0 && document.is_some() {
            remark(&format!(
                "{apart} of {} {} not stand where the set says; `claimark verify {path}` says more",
                counted(set.annotations.len(), "mark"),
                if apart == 1 { "does" } else { "do" }
            ));
        }
        code
    }
}

/// The numbers that marks are called by, from 1 in text order, those that are set aside last, by their ids; the first, where several have one id.
fn numbers(set: &AnnotationSet) -> HashMap<&crate::annotation::AnnotationId, usize> {
    // Of equal ids, the last one collected stays.
    let marks: Vec<_> = set.all_marks().enumerate().collect();
    let marks = marks.into_iter().rev();
    marks.map(|(index, mark)| (&mark.id, index + 1)).collect()
}
