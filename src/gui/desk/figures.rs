//! What a figure amounts to is read from its words as soon as they are marked, in the same step. As long as it is what the words amount
//! to, it follows them when they change; what a person said instead is kept.

use std::{collections::HashMap, sync::Arc};

use crate::{
    annotation::{Annotation, AnnotationId, AnnotationSet, Edit, Quantity, Tag, Transaction},
    quantity::{Conventions, read},
};

/// What the words of a mark amount to.
#[must_use]
pub fn in_words(mark: &Annotation, conventions: &Conventions) -> Option<Quantity> {
    read(&mark.words(), conventions).map(|reading| reading.quantity)
}

/// What a mark says that it amounts to; nothing for one that is no figure.
#[must_use]
pub const fn quantity(mark: &Annotation) -> Option<&Option<Quantity>> {
    match &mark.tag {
        Tag::Figure { quantity, .. } => Some(quantity),
        Tag::Claim { .. } | Tag::Denial { .. } => None,
    }
}

/// A step as a person did it, with what the figures in it amount to.
#[must_use]
pub fn filled(mut step: Transaction, conventions: &Conventions) -> Transaction {
    // What became of each mark so far: as it was planned, and as it is with its quantity.
    let mut became: HashMap<AnnotationId, [Arc<Annotation>; 2]> = HashMap::new();
    for edit in &mut step.edits {
        match edit {
            Edit::Remove(mark) | Edit::Adopt(mark) => match became.get(&mark.id) {
                Some([_, is]) => *mark = is.clone(),
                None => {
                    became.insert(mark.id.clone(), [mark.clone(), mark.clone()]);
                }
            },
            Edit::Insert(mark) => {
                let planned = mark.clone();
                if let Some(amounts) = follows(&planned, became.get(&mark.id), conventions)
                    && let Tag::Figure { quantity, .. } = &mut Arc::make_mut(mark).tag
                {
                    *quantity = amounts;
                }
                became.insert(mark.id.clone(), [planned, mark.clone()]);
            }
            _ => {}
        }
    }
    step
}

/// What a mark amounts to that comes from another one, if that is not what it says itself.
fn follows(
    mark: &Annotation,
    before: Option<&[Arc<Annotation>; 2]>,
    conventions: &Conventions,
) -> Option<Option<Quantity>> {
    let says = quantity(mark)?;
    let amounts = match before.and_then(|[planned, was]| Some((quantity(planned)?, was))) {
        // A new figure.
        None => match says {
            Some(_) => return None,
            None => in_words(mark, conventions),
        },
        // The step itself is about the quantity.
        Some((planned, _)) if planned != says => return None,
        Some((_, was)) => {
            let said = quantity(was).cloned().flatten();
            if was.words() != mark.words() && said == in_words(was, conventions) {
                in_words(mark, conventions)
            } else {
                said
            }
        }
    };
    (amounts != *says).then_some(amounts)
}

/// Leaves it to each further place of a mark what it amounts to, if the mark amounts to what its words say.
#[must_use]
pub fn each_its_own(
    mut step: Transaction,
    of: &AnnotationId,
    set: &AnnotationSet,
    conventions: &Conventions,
) -> Transaction {
    let model = set.annotation(of);
    let by_words = |model: &Arc<Annotation>| {
        quantity(model).is_some_and(|says| *says == in_words(model, conventions))
    };
    if model.is_some_and(by_words) {
        for edit in &mut step.edits {
            if let Edit::Insert(mark) = edit
                && let Tag::Figure { quantity, .. } = &mut Arc::make_mut(mark).tag
            {
                *quantity = None;
            }
        }
    }
    step
}
