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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annotation::{Act, Denied, Kind},
        testing::{empty_set, span_of},
        text::Document,
    };

    const TEXT: &str = "Some 40 men came, more than 40 men stayed, and the mayor left.";

    /// A set of which acts are done as a person does them.
    struct Done {
        document: Document,
        set: AnnotationSet,
    }

    impl Done {
        fn begin() -> Self {
            let document = Document::new(TEXT);
            let set = empty_set(&document);
            Self { document, set }
        }

        fn all(&mut self, acts: &[Act]) -> Transaction {
            let step = self.set.plan_all("", acts, &self.document).unwrap();
            let step = filled(step, &Conventions::default());
            self.set.apply(&step).unwrap();
            step
        }

        fn mark(&mut self, id: u64, kind: Kind, words: &str) -> Transaction {
            let act = self.marking(id, kind, words);
            self.all(&[act])
        }

        fn marking(&self, id: u64, kind: Kind, words: &str) -> Act {
            Act::Mark {
                span: span_of(&self.document, words),
                kind,
                id: AnnotationId::from_random(id),
                by: "a".to_owned(),
            }
        }

        fn says(&self, id: u64) -> Option<String> {
            let mark = self.set.annotation(&AnnotationId::from_random(id)).unwrap();
            quantity(mark).cloned().flatten().map(|q| q.to_string())
        }
    }

    fn typed(words: &str) -> Option<Quantity> {
        Some(crate::quantity::typed(words, &Conventions::default()).unwrap())
    }

    #[test]
    fn a_new_figure_is_filled_and_one_inverse_takes_all_of_it() {
        let mut done = Done::begin();
        let before = done.set.clone();
        let step = done.mark(1, Kind::Figure, "40 men");
        assert_eq!(done.says(1).unwrap(), "40 men");
        done.set.apply(&step.inverse()).unwrap();
        assert_eq!(done.set, before);
        done.mark(2, Kind::Claim, "40 men");
        assert_eq!(done.says(2), None);
        done.all(&[Act::Retag(AnnotationId::from_random(2), Kind::Figure)]);
        assert_eq!(done.says(2).unwrap(), "40 men");
        done.mark(3, Kind::Figure, "the mayor");
        assert_eq!(done.says(3), None);
    }

    #[test]
    fn it_follows_the_words_unless_a_person_says_something_else() {
        let mut done = Done::begin();
        done.mark(1, Kind::Figure, "40 men");
        let id = AnnotationId::from_random(1);
        let wider = span_of(&done.document, "Some 40 men");
        let narrow = span_of(&done.document, "40 men");
        done.all(&[Act::MoveFragment(id.clone(), 0, wider)]);
        assert_eq!(done.says(1).unwrap(), "about 40 men");
        done.all(&[Act::SetQuantity(id.clone(), typed("7 men"))]);
        done.all(&[Act::MoveFragment(id.clone(), 0, narrow)]);
        assert_eq!(done.says(1).unwrap(), "7 men");
        // No quantity is something to say, too.
        done.all(&[Act::SetQuantity(id.clone(), None)]);
        done.all(&[Act::MoveFragment(id.clone(), 0, wider)]);
        assert_eq!(done.says(1), None);
        // What leaves the words as they are leaves the quantity.
        done.all(&[Act::SetNote(id.clone(), "x".to_owned())]);
        assert_eq!(done.says(1), None);
    }

    #[test]
    fn several_acts_in_one_step_come_to_what_they_come_to_one_by_one() {
        let words = ["40 men", "Some 40 men"];
        let id = AnnotationId::from_random(1);
        let mut together = Done::begin();
        let mut apart = Done::begin();
        let acts = [
            apart.marking(1, Kind::Figure, words[0]),
            Act::MoveFragment(id.clone(), 0, span_of(&apart.document, words[1])),
            Act::SetNote(id.clone(), "x".to_owned()),
        ];
        let step = together.all(&acts);
        for act in acts {
            apart.all(&[act]);
        }
        assert_eq!(together.says(1).unwrap(), "about 40 men");
        assert_eq!(together.set, apart.set);
        together.set.apply(&step.inverse()).unwrap();
        assert!(together.set.annotations.is_empty());
        // What the step says itself counts, also between two of its acts.
        let acts = [
            together.marking(1, Kind::Figure, words[0]),
            Act::SetQuantity(id.clone(), typed("9 men")),
            Act::MoveFragment(id.clone(), 0, span_of(&together.document, words[1])),
        ];
        together.all(&acts);
        assert_eq!(together.says(1).unwrap(), "9 men");
    }

    #[test]
    fn a_link_that_goes_with_its_target_leaves_the_quantity() {
        let mut done = Done::begin();
        done.mark(1, Kind::Claim, "the mayor left");
        done.mark(2, Kind::Figure, "40 men");
        done.mark(3, Kind::Denial, "the mayor");
        let [claim, figure, denial] = [1, 2, 3].map(AnnotationId::from_random);
        done.all(&[
            Act::SetQuantity(figure.clone(), typed("7 men")),
            Act::SetAbout(figure, vec![claim.clone()]),
            Act::SetDenies(denial, vec![Denied::Here(claim.clone())]),
        ]);
        done.all(&[Act::Delete(claim)]);
        assert_eq!(done.says(2).unwrap(), "7 men");
    }

    #[test]
    fn further_places_amount_to_what_their_own_words_say() {
        let mut done = Done::begin();
        done.mark(1, Kind::Figure, "40 men");
        let of = AnnotationId::from_random(1);
        let repeat = |id: u64, done: &Done| Act::Repeat {
            of: of.clone(),
            places: vec![(
                AnnotationId::from_random(id),
                vec![span_of(&done.document, "more than 40 men")],
            )],
            by: "a".to_owned(),
        };
        let conventions = Conventions::default();
        let plan = |id: u64, done: &Done| {
            let step = done.set.plan(&repeat(id, done), &done.document).unwrap();
            filled(
                each_its_own(step, &of, &done.set, &conventions),
                &conventions,
            )
        };
        let step = plan(2, &done);
        done.set.apply(&step).unwrap();
        assert_eq!(done.says(2).unwrap(), "more than 40 men");
        done.set.apply(&step.inverse()).unwrap();
        done.all(&[Act::SetQuantity(of.clone(), typed("7 men"))]);
        let step = plan(2, &done);
        done.set.apply(&step).unwrap();
        assert_eq!(done.says(2).unwrap(), "7 men");
    }
}
