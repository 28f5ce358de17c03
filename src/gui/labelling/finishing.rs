//! Saying that one is done with an article, and what there is to say of its set in the list of its folder; and taking up a set that
//! somebody else made.

use egui::Context;

use super::{Labelling, capitalised};
use crate::{annotation::Act, gui::desk::NotDone, verify, workspace::Summary};

/// Marks of a set that is checked at once when its article is left; with more, what was found last is told.
const CHECKED_AT_ONCE: usize = 300;

impl Labelling {
    /// Says that the annotator is done, or not after all. What is left to do is said, and hinders nobody.
    pub(super) fn flip_done(&mut self, context: &Context) -> Result<(), NotDone> {
        let done = !self.desk.set().done;
        self.desk.act_here(&Act::SetDone(done))?;
        let says = match done {
            true => format!("Done{}", left_to_do(&self.summary())),
            false => "Taken up again: not done".to_owned(),
        };
        self.status.say(context, says);
        Ok(())
    }

    /// Lets a set be changed that is only shown because somebody else made it.
    pub(super) fn take_up(&mut self, context: &Context) {
        let owner = self.desk.set().annotator.clone();
        let says = match self.desk.guarded {
            true => format!("You change the set of {owner} now"),
            false => "This set is not somebody else’s, or can’t be changed".to_owned(),
        };
        self.desk.take_up();
        self.status.say(context, capitalised(&says));
    }

    /// What there is to say of the set in the list of its folder.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let (desk, guidance) = (&self.desk, &self.guidance);
        let (set, document) = (desk.set(), &desk.document);
        let now;
        let findings = if self.checking.is_current(desk, guidance)
            || set.annotations.len() > CHECKED_AT_ONCE
        {
            self.checking.findings()
        } else {
            now = verify::check_set(set, document, guidance.codebook(), &guidance.selection());
            &now
        };
        Summary::of_open(&desk.set_file, set, document, findings)
    }
}

/// What is left to do in a set that is said to be done: "; 2 marks are unsure, 1 error".
fn left_to_do(summary: &Summary) -> String {
    let mut left = Vec::new();
    let content = summary.content.as_ref().ok();
    match content.map_or(0, |content| content.unsure) {
        0 => {}
        1 => left.push("1 mark is unsure".to_owned()),
        many => left.push(format!("{many} marks are unsure")),
    }
    match content.map_or(0, |content| content.without_place) {
        0 => {}
        1 => left.push("1 mark or region has no place".to_owned()),
        many => left.push(format!("{many} marks or regions have no place")),
    }
    let names = [("error", "errors"), ("warning", "warnings")];
    for ((one, many), count) in names.into_iter().zip(summary.findings) {
        match count {
            0 => {}
            1 => left.push(format!("1 {one} is left")),
            _ => left.push(format!("{count} {many} are left")),
        }
    }
    if left.is_empty() {
        return String::new();
    }
    format!("; {}", left.join(", "))
}
