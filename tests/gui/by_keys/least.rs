//! The fewest keys that could make a set, worked out from the set and the article alone: see the head of `by_keys`.

use std::collections::HashSet;

use claimark::{
    annotation::{AmountKind, Annotation, AnnotationSet, Denied, Quantity, Tag},
    quantity::{Conventions, read},
    text::Document,
};

use super::repeats;

/// The fewest keys for each purpose, as the script counts them.
pub fn least(set: &AnnotationSet, document: &Document) -> Vec<(&'static str, usize)> {
    let stands = |name: &str| document.text().contains(name);
    let letters = |text: &str| text.chars().count();
    let (mut select, mut tag, mut add) = (0, 0, 0);
    let (mut new, mut known, mut links, mut elsewhere) = (0, 0, 0, 0);
    let (mut quantities, mut notes, mut unsure) = (0, 0, 0);
    let mut named = HashSet::new();
    let mut said = HashSet::new();
    for mark in &set.annotations {
        // An offer that is taken costs two keys as well.
        select += mark.fragments.len();
        tag += 1;
        add += mark.fragments.len() - 1;
        if let Some(id) = mark.tag.speaker() {
            let name = &set.speaker(id).unwrap().name;
            let repeated = |other: &std::sync::Arc<Annotation>| {
                repeats(mark, other) && other.order() < mark.order()
            };
            if named.insert(id.clone()) {
                new += 2 + if stands(name) { 0 } else { letters(name) };
            } else if !set.annotations.iter().any(repeated) {
                known += 2;
            }
        }
        match &mark.tag {
            Tag::Claim { .. } => {}
            Tag::Denial { denies, .. } => {
                for denied in denies {
                    match denied {
                        Denied::Here(_) => links += 2,
                        Denied::Elsewhere(text) if said.insert(text.clone()) => {
                            elsewhere += 2 + letters(text);
                        }
                        Denied::Elsewhere(_) => elsewhere += 2,
                    }
                }
            }
            Tag::Figure { quantity, about } => {
                links += 2 * about.len();
                let says = read(&mark.words(), &Conventions::default());
                let says = says.map(|reading| reading.quantity);
                if let Some(quantity) = quantity.as_ref().filter(|_| says != *quantity) {
                    quantities += of_quantity(quantity);
                }
            }
        }
        if !mark.note.is_empty() {
            notes += 2 + letters(&mark.note);
        }
        unsure += usize::from(mark.unsure);
    }
    let others = set.speakers.iter().flat_map(|speaker| &speaker.other_names);
    let others = others.map(|name| if stands(name) { 1 } else { 1 + letters(name) });
    vec![
        ("select", select - add),
        ("tag", tag),
        ("select a fragment", add),
        ("add a fragment", add),
        ("speaker, new", new),
        ("speaker, known", known),
        ("link", links),
        ("link elsewhere", elsewhere),
        ("quantity", quantities),
        ("note", notes),
        ("unsure", unsure),
        ("speakers’ other names", others.sum()),
    ]
}

fn of_quantity(quantity: &Quantity) -> usize {
    let (kind, first, second) = quantity.amount.parts();
    let usual = kind == AmountKind::Exactly;
    let words = [&quantity.unit, &quantity.per];
    let words = words.into_iter().flatten();
    let numbers = first.to_string().len() + second.map_or(0, |second| 1 + second.to_string().len());
    2 + usize::from(!usual) + numbers + words.map(|text| 1 + text.chars().count()).sum::<usize>()
}
