//! `claimark suggest`: what is likely a claim, a denial or a figure in articles, printed, written as sets for review, or held against
//! the marks of people.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{
    output::{CLEAN, Colours, Output, TROUBLE, remark, trouble},
    verify::{article_of, read_article},
};
use crate::{
    annotation::{AnnotationSet, Kind, LeftOut},
    article::{self, Article},
    codebook, format,
    quantity::Conventions,
    suggest::{Suggestion, suggest},
    text::{CharRange, Document},
    verify::words::halves,
};

mod against;
mod json;
mod table;
mod writing;

/// In which form offers are given.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum Format {
    /// A table for people.
    #[default]
    Table,
    /// One JSON object.
    Json,
}

/// The three tags.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Tag {
    /// Claims.
    Claim,
    /// Denials.
    Denial,
    /// Figures.
    Figure,
}

impl From<Tag> for Kind {
    fn from(tag: Tag) -> Self {
        match tag {
            Tag::Claim => Self::Claim,
            Tag::Denial => Self::Denial,
            Tag::Figure => Self::Figure,
        }
    }
}

#[derive(clap::Args)]
#[command(after_help = "\
Offers are guesses by English cues: read them before you use them. Exit codes: 0 all was done, whether or not anything is offered; 2 an \
article or set could not be read or written.")]
pub struct Arguments {
    /// Articles.
    #[arg(required_unless_present = "against", value_name = "ARTICLE")]
    articles: Vec<PathBuf>,
    /// Only these: claim, denial, figure.
    #[arg(long, value_enum, value_name = "TAG,…", value_delimiter = ',')]
    tags: Vec<Tag>,
    /// In which form: table or json.
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "FORM",
        hide_possible_values = true
    )]
    format: Format,
    /// Writes a set for review: all of its marks are unsure, and say for what they were offered. Without a name, beside the article.
    #[arg(long, value_name = "SET", num_args = 0..=1, conflicts_with = "against")]
    write: Option<Option<PathBuf>>,
    /// By whom that set is.
    #[arg(
        long,
        value_name = "NAME",
        default_value = "suggested",
        requires = "write"
    )]
    annotator: String,
    /// Holds what is offered against the marks of these sets, in the articles that they are on.
    #[arg(long, value_name = "SET", num_args = 1.., conflicts_with = "format")]
    against: Vec<PathBuf>,
    /// With --against: lists what was missed, and what is offered but not marked.
    #[arg(long, short, requires = "against")]
    verbose: bool,
}

/// An article, and what is offered in it.
struct Offered {
    path: PathBuf,
    article: Article,
    offers: Vec<Suggestion>,
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        let mut code = CLEAN;
        let mut failed = |sentence: &str| {
            trouble(sentence);
            code = TROUBLE;
        };
        let text = if self.against.is_empty() {
            let mut all = Vec::new();
            for path in &self.articles {
                match self.offered(path) {
                    Ok(offered) => all.push(offered),
                    Err(sentence) => failed(&sentence),
                }
            }
            match &self.write {
                Some(name) => {
                    if name.is_some() && self.articles.len() > 1 {
                        failed(
                            "--write: one set is for one article; name one article, or leave the set’s name out",
                        );
                    } else {
                        for offered in &all {
                            match writing::write(offered, name.as_deref(), &self.annotator) {
                                Ok(done) => remark(&done),
                                Err(sentence) => failed(&sentence),
                            }
                        }
                    }
                    String::new()
                }
                None if all.is_empty() => String::new(),
                None if self.format == Format::Json => json::json(&all),
                None => table::table(&all),
            }
        } else {
            let mut compared = Vec::new();
            for path in &self.against {
                match self.compared(path) {
                    Ok(one) => compared.extend(one),
                    Err(sentence) => failed(&sentence),
                }
            }
            match compared.is_empty() {
                true => String::new(),
                false => against::report(&compared, &self.kinds(), self.verbose),
            }
        };
        Output::new(Colours::Never).end(code, |out| out.write_all(text.as_bytes()))
    }

    /// The tags that are asked for.
    fn kinds(&self) -> Vec<Kind> {
        let all = [Kind::Claim, Kind::Denial, Kind::Figure];
        let asked: Vec<_> = self.tags.iter().map(|tag| Kind::from(*tag)).collect();
        let is_asked = |kind: &Kind| asked.is_empty() || asked.contains(kind);
        all.into_iter().filter(is_asked).collect()
    }

    fn offered(&self, path: &Path) -> Result<Offered, String> {
        let article = article::read(path, None).map_err(|error| error.to_string())?;
        let left_out = left_out_by_sets(path, &article.document);
        let offers = self.offers(path, &article.document, &left_out)?;
        Ok(Offered {
            path: path.to_owned(),
            article,
            offers,
        })
    }

    /// What is offered in an article, by the conventions of its codebook.
    fn offers(
        &self,
        path: &Path,
        document: &Document,
        left_out: &[CharRange],
    ) -> Result<Vec<Suggestion>, String> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let found = codebook::find(folder)?;
        let conventions =
            found.map_or_else(Conventions::default, |found| found.codebook.quantities);
        let kinds = self.kinds();
        let mut offers = suggest(document, left_out, &conventions);
        offers.retain(|offer| kinds.contains(&offer.kind));
        Ok(offers)
    }

    /// What is offered in the article of a set, against its marks; nothing if other articles were named.
    fn compared(&self, path: &Path) -> Result<Option<against::Compared>, String> {
        let name = path.display();
        let bytes = format::bytes_of(path).map_err(|error| {
            format!("{name}: the set can't be read ({error}); check the name and its permissions")
        })?;
        let mut set = format::read(&bytes).map_err(|error| {
            format!(
                "{name}:{}: {error}; {}",
                error.place,
                error.problem.remedy()
            )
        })?;
        set.sort();
        let article_path = article_of(path, &set.article.file);
        let is_same =
            |other: &PathBuf| other.canonicalize().ok() == article_path.canonicalize().ok();
        if !self.articles.is_empty() && !self.articles.iter().any(is_same) {
            return Ok(None);
        }
        let article = read_article(path, &set, &self.articles_folders()).map_err(|error| {
            let (what, remedy) = halves(&error.problem);
            format!("{name}: {}: {what}; {remedy}", error.path.display())
        })?;
        if !set.fits(&article.document) {
            return Err(format!(
                "{name}: {} has changed since these marks were made; `claimark reanchor` takes the set over",
                article_path.display()
            ));
        }
        let left_out = LeftOut::of(&article.document, &set.left_out);
        let offers = self.offers(&article_path, &article.document, left_out.ranges())?;
        Ok(Some(against::Compared::new(
            path,
            &set,
            article.document,
            offers,
        )))
    }

    /// The folders of the articles that were named: they may be read from.
    fn articles_folders(&self) -> Vec<PathBuf> {
        let folders = self.articles.iter().filter_map(|path| path.parent());
        folders.map(Path::to_owned).collect()
    }
}

/// What the sets beside an article leave out of it, those that fit its text.
fn left_out_by_sets(article: &Path, document: &Document) -> Vec<CharRange> {
    let folder = match article.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let stem = article
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
        + ".";
    let beside = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut regions = Vec::new();
    for entry in beside {
        let path = entry.path();
        let is_set = path
            .extension()
            .is_some_and(|ending| ending == format::ENDING)
            && entry.file_name().to_string_lossy().starts_with(&stem);
        let set: Option<AnnotationSet> = { is_set }
            .then(|| format::bytes_of(&path).ok())
            .flatten()
            .and_then(|bytes| format::read(&bytes).ok());
        if let Some(set) = set.filter(|set| set.fits(document)) {
            regions.extend(set.left_out);
        }
    }
    LeftOut::of(document, &regions).ranges().to_vec()
}
