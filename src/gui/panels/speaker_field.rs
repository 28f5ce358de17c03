//! The field for who speaks: offers known speakers by any of their names, the one named last first; a new one is what is typed.

use egui::{Key, Ui};

use super::{
    completing::{Completing, Taken},
    inspector::field,
    wish::Wish,
};
use crate::{
    annotation::{Act, Annotation, AnnotationId, AnnotationSet, Speaker, SpeakerId},
    gui::{command::Command, desk::Desk, reading::view::Press},
};

/// Suggestions shown below the field.
const OFFERED: usize = 6;

/// Shows the field, with what is being typed in `text`.
pub fn show(
    ui: &mut Ui,
    press: &mut Press,
    desk: &Desk,
    mark: &Annotation,
    text: &mut String,
    last: Option<&SpeakerId>,
    wishes: &mut Vec<Wish>,
) {
    let id = field("speaker");
    let current = speaker_name(desk.set(), mark);
    let offer = if ui.memory(|memory| memory.has_focus(id)) {
        Offer::of(desk.set(), text, &current, last)
    } else {
        Offer::default()
    };
    let hint = format!("who says it ({})", Command::Speaker.key(ui.ctx()));
    let field = Completing {
        name: "Speaker",
        hint: &hint,
        suggestions: &offer.rows,
        free: true,
        first: offer.first,
    };
    let (response, taken) = field.show(ui, press, id, text);
    match taken {
        Some(Taken::Suggestion(index)) => {
            // The row behind the known ones is what was typed.
            if let Some(name) = offer.known.get(index) {
                text.clone_from(name);
            }
            wishes.extend([Wish::Act(act(&mark.id, text.clone())), Wish::Leave]);
        }
        Some(Taken::Text) => wishes.extend([Wish::Act(act(&mark.id, text.clone())), Wish::Leave]),
        None if response.lost_focus() => {
            if ui.input(|input| input.key_pressed(Key::Escape)) {
                *text = current;
            } else if !is_name(desk.set(), text) {
                wishes.push(Wish::Say(not_taken(text.trim())));
                *text = current;
            } else if text.trim() != current {
                wishes.push(Wish::Act(act(&mark.id, text.clone())));
            }
        }
        None => {}
    }
}

/// Whether what stands in the field may be taken for a name without Enter: not if it is only the beginning of one that is known.
#[must_use]
pub fn is_name(set: &AnnotationSet, typed: &str) -> bool {
    let small = typed.trim().to_lowercase();
    let begins = |name: &String| name.to_lowercase().starts_with(&small);
    small.is_empty()
        || set.speaker_called(typed).is_some()
        || !set
            .speakers
            .iter()
            .any(|speaker| begins(&speaker.name) || speaker.other_names.iter().any(begins))
}

/// Why what was typed was not taken.
#[must_use]
pub fn not_taken(typed: &str) -> String {
    format!("“{typed}” is the beginning of a known name and was not taken: Enter takes a name")
}

/// What is offered.
#[derive(Default)]
struct Offer {
    /// The rows as shown.
    rows: Vec<String>,
    /// The names of the known speakers among them, which come first.
    known: Vec<String>,
    /// Whether Enter takes the first row.
    first: bool,
}

impl Offer {
    fn of(set: &AnnotationSet, typed: &str, current: &str, last: Option<&SpeakerId>) -> Self {
        let typed = typed.trim();
        let small = typed.to_lowercase();
        // As long as nothing new is typed, everybody is offered.
        let untouched = typed.is_empty() || typed == current;
        let names = |speaker: &Speaker| {
            let all = std::iter::once(&speaker.name).chain(&speaker.other_names);
            all.map(|name| name.to_lowercase()).collect::<Vec<_>>()
        };
        let begins = |speaker: &Speaker| names(speaker).iter().any(|n| n.starts_with(&small));
        let fits = |speaker: &&Speaker| {
            speaker.name != current
                && (untouched || names(speaker).iter().any(|name| name.contains(&small)))
        };
        let mut known: Vec<_> = set.speakers.iter().filter(fits).collect();
        known.sort_by_key(|speaker| {
            (
                !speaker.is_called(typed),
                !untouched && !begins(speaker),
                Some(&speaker.id) != last,
                speaker.name.to_lowercase(),
            )
        });
        let first = match (untouched, known.first()) {
            (_, None) => false,
            (true, Some(speaker)) => current.is_empty() && Some(&speaker.id) == last,
            (false, Some(speaker)) => begins(speaker),
        };
        let known: Vec<_> = known
            .iter()
            .take(OFFERED)
            .map(|speaker| speaker.name.clone())
            .collect();
        let mut rows = known.clone();
        if !untouched && !known.is_empty() && set.speaker_called(typed).is_none() {
            rows.push(format!("new: {typed}"));
        }
        Self { rows, known, first }
    }
}

/// The name of who says a mark; empty for nobody.
#[must_use]
pub fn speaker_name(set: &AnnotationSet, mark: &Annotation) -> String {
    let speaker = mark.tag.speaker().and_then(|id| set.speaker(id));
    speaker.map_or_else(String::new, |speaker| speaker.name.clone())
}

/// Gives a mark the speaker of a name; one who is not known yet enters the register.
#[must_use]
pub fn act(id: &AnnotationId, name: String) -> Act {
    Act::SetSpeaker {
        id: id.clone(),
        name,
        new: SpeakerId::from_random(crate::gui::random_bits()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{testing::empty_set, text::Document};

    fn set() -> AnnotationSet {
        let mut set = empty_set(&Document::new("story"));
        for (id, name, other) in [(1, "Anna Roe", "the mayor"), (2, "Bo", ""), (3, "Ann", "")] {
            set.speakers.push(Speaker {
                id: SpeakerId::from_random(id),
                name: name.into(),
                other_names: Some(other.into())
                    .into_iter()
                    .filter(|name: &String| !name.is_empty())
                    .collect(),
            });
        }
        set
    }

    fn rows(typed: &str, current: &str, last: u64) -> (Vec<String>, bool) {
        let offer = Offer::of(&set(), typed, current, Some(&SpeakerId::from_random(last)));
        (offer.rows, offer.first)
    }

    #[test]
    fn the_one_named_last_comes_first_and_enter_takes_them() {
        let names = |names: &[&str]| {
            names
                .iter()
                .map(|&name| name.to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(rows("", "", 2), (names(&["Bo", "Ann", "Anna Roe"]), true));
        // Nobody is taken off by Enter in a field that was not touched.
        assert_eq!(rows("Bo", "Bo", 2), (names(&["Ann", "Anna Roe"]), false));
    }

    #[test]
    fn known_speakers_are_found_by_any_name_and_new_ones_stay_possible() {
        let names = |names: &[&str]| {
            names
                .iter()
                .map(|&name| name.to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            rows("the m", "", 2),
            (names(&["Anna Roe", "new: the m"]), true)
        );
        assert_eq!(rows("ann", "", 2), (names(&["Ann", "Anna Roe"]), true));
        assert_eq!(
            rows("roe", "", 2),
            (names(&["Anna Roe", "new: roe"]), false)
        );
        assert_eq!(rows("Cy", "", 2), (names(&[]), false));
    }

    #[test]
    fn a_name_typed_in_full_is_that_speaker_whoever_was_named_last() {
        let (found, first) = rows("Ann", "", 1);
        assert_eq!((found[0].as_str(), first), ("Ann", true));
    }
}
