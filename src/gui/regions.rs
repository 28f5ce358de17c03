//! What is left out of the open article, kept for the page; and what looks as if it might be left out, looked for when it is wanted.

use std::sync::Arc;

use egui::Context;

use super::{desk::Desk, errand::Errand};
use crate::{
    annotation::{Furniture, LeftOut, furniture},
    text::Document,
};

/// From so many code points on, furniture is looked for on a thread: it takes up to 80 ms a million.
const LONG: usize = 100_000;

/// See the head of this file.
#[derive(Default)]
pub struct Regions {
    left_out: LeftOut,
    /// Of which text and which revision of the set that is.
    of: Option<(Arc<Document>, u64)>,
    furniture: Option<Arc<[Furniture]>>,
    looking: Option<Errand<Vec<Furniture>>>,
}

impl Regions {
    /// Looks again if the set has changed. Costs a look at each region then, and nothing else.
    pub fn follow(&mut self, desk: &Desk) {
        let same_text =
            |(document, _): &(Arc<Document>, u64)| Arc::ptr_eq(document, &desk.document);
        if !self.of.as_ref().is_some_and(same_text) {
            (self.furniture, self.looking) = (None, None);
        } else if self
            .of
            .as_ref()
            .is_some_and(|(_, revision)| *revision == desk.revision())
        {
            return;
        }
        self.left_out = LeftOut::of(&desk.document, &desk.set().left_out);
        self.of = Some((desk.document.clone(), desk.revision()));
    }

    /// Where what is left out stands.
    #[must_use]
    pub const fn left_out(&self) -> &LeftOut {
        &self.left_out
    }

    /// What looks like furniture in the text; `None` while a thread still looks for it.
    pub fn furniture(
        &mut self,
        context: &Context,
        document: &Arc<Document>,
    ) -> Option<Arc<[Furniture]>> {
        if let Some(found) = &self.furniture {
            return Some(found.clone());
        }
        let found = if document.len() < LONG {
            furniture(document)
        } else {
            let looking = self.looking.get_or_insert_with(|| {
                let document = document.clone();
                Errand::send(context, move || furniture(&document))
            });
            // One whose thread is lost has found nothing.
            looking.fetch_or_lost()?.unwrap_or_default()
        };
        self.looking = None;
        Some(self.furniture.insert(found.into()).clone())
    }
}
