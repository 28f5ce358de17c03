//! Writing what is offered as a set for review: every mark is unsure and says for what it was offered, so that nobody takes it for a
//! person's.

use std::path::Path;

use super::Offered;
use crate::{
    annotation::{Act, AnnotationId, AnnotationSet, SpeakerId},
    format,
    suggest::Suggestion,
    text::Document,
    verify::words::counted,
};

/// Writes the set, which must be a new file; gives a sentence about it.
pub(super) fn write(
    offered: &Offered,
    name: Option<&Path>,
    annotator: &str,
) -> Result<String, String> {
    let annotator = annotator.trim();
    if annotator.is_empty() {
        return Err("--annotator: the name is empty; give one, or leave the option out".to_owned());
    }
    let path = match name {
        Some(name) => name.to_owned(),
        None => format::default_name(&offered.path, annotator),
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let file = format::relative_name(folder, &offered.path);
    let mut set = AnnotationSet::new(format::record(&offered.article, file), annotator.to_owned());
    for offer in &offered.offers {
        let acts = acts(&offered.article.document, offer, annotator)?;
        // What is refused is there already: the same words with the same tag.
        let _ = set.do_all("mark what is offered", &acts, &offered.article.document);
    }
    set.sort();
    format::save(&path, &set, None).map_err(|error| match error {
        format::SaveError::AlreadyThere(_) => {
            format!("{error}; give another name, or move it away")
        }
        _ => error.to_string(),
    })?;
    Ok(format!(
        "{}: {} for review",
        path.display(),
        counted(set.annotations.len(), "mark")
    ))
}

/// What a person would do to make this mark.
fn acts(document: &Document, offer: &Suggestion, by: &str) -> Result<Vec<Act>, String> {
    let random = || {
        getrandom::u64().map_err(|error| {
            format!("the system gives no random numbers for the marks’ ids ({error}); nothing was written")
        })
    };
    let id = AnnotationId::from_random(random()?);
    let mut acts = Vec::new();
    for span in offer
        .pieces
        .iter()
        .filter_map(|piece| document.span(*piece).ok())
    {
        acts.push(match acts.is_empty() {
            true => Act::Mark {
                span,
                kind: offer.kind,
                id: id.clone(),
                by: by.to_owned(),
            },
            false => Act::AddFragment(id.clone(), span),
        });
    }
    if let Some(speaker) = &offer.speaker {
        acts.push(Act::SetSpeaker {
            id: id.clone(),
            name: speaker.name.clone(),
            new: SpeakerId::from_random(random()?),
        });
    }
    if offer.quantity.is_some() {
        acts.push(Act::SetQuantity(id.clone(), offer.quantity.clone()));
    }
    acts.push(Act::SetSuggested(id.clone(), offer.origin.clone()));
    acts.push(Act::SetUnsure(id, true));
    Ok(acts)
}
