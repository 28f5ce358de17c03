//! Names of speakers taken from the text: the selected words as a speaker, or as another name of one.

use egui::Context;

use super::Labelling;
use crate::{
    annotation::{Act, Annotation, Kind, SpeakerId},
    gui::{
        desk::{NotDone, Whereabouts},
        random_bits,
        reading::{placed::Placed, select::Selection, view::Reveal},
    },
};

impl Labelling {
    /// Takes the selected words as another name of the selected mark's speaker.
    pub(super) fn add_other_name(&mut self, context: &Context) -> Result<(), NotDone> {
        let range = self.desk.at.selection.range();
        let words = self.desk.document.slice(range);
        let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(NotDone::NoName);
        }
        let mark = self.desk.mark().ok_or(NotDone::NoMark)?.clone();
        let speaker = mark
            .tag
            .speaker()
            .and_then(|id| self.desk.set().speaker(id));
        let speaker = speaker.ok_or(NotDone::NoSpeaker)?.clone();
        let mut names = speaker.other_names.clone();
        names.push(name.clone());
        let at = self.back_at(&mark);
        self.desk
            .act(&Act::SetOtherNames(speaker.id.clone(), names), at)?;
        self.status
            .say(context, format!("{} is also called {name}", speaker.name));
        Ok(())
    }

    /// Where the reader is once the words are taken that were selected for a mark: at the mark, so that the next key is about it.
    fn back_at(&self, mark: &Annotation) -> Whereabouts {
        let stands = Placed::stands(&self.desk.document, mark);
        let place = if stands {
            mark.extent().end
        } else {
            self.desk.at.selection.range().start
        };
        Whereabouts {
            selection: Selection::caret(place),
            mark: Some(mark.id.clone()),
        }
    }

    /// Makes the selected words the name of a speaker: of the selected mark, or of nobody yet.
    pub(super) fn make_speaker(&mut self, context: &Context) -> Result<(), NotDone> {
        let range = self.desk.at.selection.range();
        let name = self.desk.document.slice(range).to_owned();
        if name.trim().is_empty() {
            return Err(NotDone::NoName);
        }
        let new = SpeakerId::from_random(random_bits());
        let speaks = |mark: &Annotation| mark.tag.kind() != Kind::Figure;
        let Some(mark) = self.desk.mark().filter(|mark| speaks(mark)).cloned() else {
            let at = self.desk.at.clone();
            self.desk.act(&Act::AddSpeaker(new, name), at)?;
            self.status
                .say(context, "In the register of speakers; no mark is selected");
            return Ok(());
        };
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let at = self.back_at(&mark);
        let said = format!("Speaker: {name}");
        let id = mark.id.clone();
        self.desk.act(&Act::SetSpeaker { id, name, new }, at)?;
        let speaker = self.desk.mark().and_then(|mark| mark.tag.speaker());
        self.inspector.last_speaker = speaker.cloned();
        self.status.say(context, said);
        self.view
            .reveal(self.desk.at.selection.head, Reveal::Nearest);
        Ok(())
    }
}
