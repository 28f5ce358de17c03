//! The register of speakers, and who says what: acts that touch both the register and the marks.

use super::{Refused, lacks, replace};
use crate::annotation::{
    Annotation, AnnotationId, AnnotationSet, Edit, Speaker, SpeakerId, Tag, Transaction,
};

impl AnnotationSet {
    pub(super) fn plan_speaker(
        &self,
        id: &AnnotationId,
        name: &str,
        new: &SpeakerId,
    ) -> Result<Transaction, Refused> {
        let old = self.find_mark(id)?;
        let name = one_line(name);
        let mut edits = Vec::new();
        let chosen = if name.is_empty() {
            None
        } else if let Some(known) = self.speaker_called(&name) {
            Some(known.id.clone())
        } else {
            let mut to = self.speakers.clone();
            to.push(Speaker {
                id: new.clone(),
                name,
                other_names: Vec::new(),
            });
            to.sort_by(|a, b| a.id.cmp(&b.id));
            edits.push(Edit::Speakers {
                from: self.speakers.clone(),
                to,
            });
            Some(new.clone())
        };
        let mut tag = old.tag.clone();
        let (Tag::Claim { speaker } | Tag::Denial { speaker, .. }) = &mut tag else {
            return Err(lacks(old, "speaker"));
        };
        *speaker = chosen;
        let replaced = replace("set the speaker", old, |mark| mark.tag = tag);
        if replaced.edits.is_empty() {
            return Ok(replaced);
        }
        edits.extend(replaced.edits);
        Ok(Transaction {
            what: replaced.what,
            edits,
        })
    }

    pub(super) fn plan_add_speaker(
        &self,
        id: &SpeakerId,
        name: &str,
    ) -> Result<Transaction, Refused> {
        let name = self.free_name(name, None)?;
        let mut to = self.speakers.clone();
        to.push(Speaker {
            id: id.clone(),
            name,
            other_names: Vec::new(),
        });
        Ok(self.register("enter a speaker", to))
    }

    pub(super) fn plan_rename(&self, id: &SpeakerId, name: &str) -> Result<Transaction, Refused> {
        self.speaker(id).ok_or(Refused::NoSuchSpeaker)?;
        let name = self.free_name(name, Some(id))?;
        let to = self.with_speaker(id, |speaker| {
            // What was one of the other names is the name now.
            speaker.other_names.retain(|other| !same_name(other, &name));
            speaker.name.clone_from(&name);
        });
        Ok(self.register("rename a speaker", to))
    }

    pub(super) fn plan_other_names(
        &self,
        id: &SpeakerId,
        names: &[String],
    ) -> Result<Transaction, Refused> {
        let own = &self.speaker(id).ok_or(Refused::NoSuchSpeaker)?.name;
        let mut kept: Vec<String> = Vec::new();
        for name in names {
            let name = one_line(name);
            let there = |other: &String| same_name(other, &name);
            if name.is_empty() || same_name(own, &name) || kept.iter().any(there) {
                continue;
            }
            kept.push(self.free_name(&name, Some(id))?);
        }
        let to = self.with_speaker(id, |speaker| speaker.other_names = kept);
        Ok(self.register("change a speaker’s other names", to))
    }

    pub(super) fn plan_join(
        &self,
        from: &SpeakerId,
        into: &SpeakerId,
    ) -> Result<Transaction, Refused> {
        self.speaker(from).ok_or(Refused::NoSuchSpeaker)?;
        let kept = self.speaker(into).ok_or(Refused::NoSuchSpeaker)?;
        // In a broken file one id may be several speakers': then there is something to join even so.
        let leaves =
            |speaker: &&Speaker| speaker.id == *from && !std::ptr::eq::<Speaker>(*speaker, kept);
        let leaving: Vec<_> = self.speakers.iter().filter(leaves).collect();
        if leaving.is_empty() {
            return Err(Refused::SameSpeaker);
        }
        let mut joined = kept.clone();
        for speaker in leaving {
            for name in std::iter::once(&speaker.name).chain(&speaker.other_names) {
                if !joined.is_called(name) {
                    joined.other_names.push(name.clone());
                }
            }
        }
        let mut to: Vec<_> = self
            .speakers
            .iter()
            .filter(|speaker| !leaves(speaker) && !std::ptr::eq::<Speaker>(*speaker, kept))
            .cloned()
            .collect();
        to.push(joined);
        let mut transaction = self.register("join two speakers", to);
        transaction
            .edits
            .extend(self.give_words_of(from, Some(into)));
        Ok(transaction)
    }

    pub(super) fn plan_remove_speaker(&self, id: &SpeakerId) -> Result<Transaction, Refused> {
        self.speaker(id).ok_or(Refused::NoSuchSpeaker)?;
        let mut to = self.speakers.clone();
        to.retain(|speaker| speaker.id != *id);
        let edits = self.give_words_of(id, None);
        let what = match edits.len() / 2 {
            0 => "remove a speaker".to_owned(),
            1 => "remove a speaker and take them off a mark".to_owned(),
            marks => format!("remove a speaker and take them off {marks} marks"),
        };
        let mut transaction = self.register(&what, to);
        transaction.edits.extend(edits);
        Ok(transaction)
    }

    /// Makes another speaker, or nobody, say all that `from` says.
    fn give_words_of(&self, from: &SpeakerId, into: Option<&SpeakerId>) -> Vec<Edit> {
        let theirs = |mark: &Annotation| mark.tag.speaker() == Some(from);
        self.change_all(theirs, |mark| {
            if let Tag::Claim { speaker } | Tag::Denial { speaker, .. } = &mut mark.tag {
                *speaker = into.cloned();
            }
        })
    }

    /// A name as it is kept, if no speaker but this one goes by it.
    fn free_name(&self, name: &str, but: Option<&SpeakerId>) -> Result<String, Refused> {
        let name = one_line(name);
        if name.is_empty() {
            return Err(Refused::NoName);
        }
        let taken = |speaker: &&Speaker| Some(&speaker.id) != but && speaker.is_called(&name);
        match self.speakers.iter().find(taken) {
            Some(other) => Err(Refused::NameTaken(other.name.clone())),
            None => Ok(name),
        }
    }

    fn with_speaker(&self, id: &SpeakerId, change: impl FnOnce(&mut Speaker)) -> Vec<Speaker> {
        let mut to = self.speakers.clone();
        if let Some(speaker) = to.iter_mut().find(|speaker| speaker.id == *id) {
            change(speaker);
        }
        to
    }

    fn register(&self, what: &str, mut to: Vec<Speaker>) -> Transaction {
        to.sort_by(|a, b| a.id.cmp(&b.id));
        let mut edits = Vec::new();
        if to != self.speakers {
            edits.push(Edit::Speakers {
                from: self.speakers.clone(),
                to,
            });
        }
        Transaction {
            what: what.to_owned(),
            edits,
        }
    }
}

/// A name on one line: line breaks and runs of blanks, as an article has them, are one blank.
fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn same_name(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}
