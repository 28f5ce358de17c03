//! What a person can do to a set, each as one [`Transaction`] that keeps the set in order: links to a mark that goes away go
//! with it, fragments that touch become one, the same words are not marked twice.

use std::sync::Arc;

use super::{
    Annotation, AnnotationId, AnnotationSet, Denied, Edit, Fragment, Kind, Quantity, SpeakerId,
    Tag, Taking, Transaction,
};
use crate::text::{CharRange, Document, Span};
use places::with_fragment;

/// Something that a person asks for.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Mark a span.
    Mark {
        /// Where.
        span: Span,
        /// As what.
        kind: Kind,
        /// The new mark's id.
        id: AnnotationId,
        /// Who marks.
        by: String,
    },
    /// Add a further fragment to a mark.
    AddFragment(AnnotationId, Span),
    /// Make a mark another kind; what the new kind has no place for is dropped.
    Retag(AnnotationId, Kind),
    /// Remove a mark, and every link to it.
    Delete(AnnotationId),
    /// Give a claim or denial a speaker by name; an unknown name enters the register; an empty one takes the speaker off.
    SetSpeaker {
        /// The mark.
        id: AnnotationId,
        /// The name as typed.
        name: String,
        /// The id for a name that is new.
        new: SpeakerId,
    },
    /// Say what a denial denies.
    SetDenies(AnnotationId, Vec<Denied>),
    /// Say what a figure is about.
    SetAbout(AnnotationId, Vec<AnnotationId>),
    /// Say what a figure amounts to.
    SetQuantity(AnnotationId, Option<Quantity>),
    /// Say for what words or rule Claimark had offered the mark; empty words say that a person found it.
    SetSuggested(AnnotationId, String),
    /// Write a note; an empty one takes it off.
    SetNote(AnnotationId, String),
    /// Come back to it, or no longer.
    SetUnsure(AnnotationId, bool),
    /// Give a mark its sub-labels, all of them.
    SetLabels(AnnotationId, Vec<String>),
    /// Put one of a mark's fragments, by its index, on other words. Fragments that it then touches become one with it.
    MoveFragment(AnnotationId, usize, Span),
    /// Take one of a mark's fragments away, by its index; one must be left.
    RemoveFragment(AnnotationId, usize),
    /// Mark further places as a mark is marked: its tag, speaker, links and sub-labels, but not its note.
    Repeat {
        /// The mark to repeat.
        of: AnnotationId,
        /// The new marks, each with its fragments.
        places: Vec<(AnnotationId, Vec<Span>)>,
        /// Who marks.
        by: String,
    },
    /// Enter somebody in the register of speakers.
    AddSpeaker(SpeakerId, String),
    /// Give a speaker another name to show.
    RenameSpeaker(SpeakerId, String),
    /// Say what else a speaker is called, all of it.
    SetOtherNames(SpeakerId, Vec<String>),
    /// Two speakers are one and the same: all that `from` says is `into`'s, who also goes by the names of `from`.
    JoinSpeakers {
        /// Who leaves the register.
        from: SpeakerId,
        /// Who stays.
        into: SpeakerId,
    },
    /// Take a speaker out of the register, and off every mark.
    RemoveSpeaker(SpeakerId),
    /// Take the set over to an article that has changed: marks without a place in it are set aside. See [`super::Verdicts::taking`].
    Reanchor(Box<Taking>),
    /// Give a mark that was set aside its place, a span for each of its pieces.
    Place(AnnotationId, Vec<Span>),
    /// Take a mark off the text without deleting it.
    SetAside(AnnotationId),
    /// These words are not part of the article.
    LeaveOut(Span),
    /// These words are part of the article after all.
    TakeIn(Span),
    /// Remove one of the regions that have no place any more, by its index.
    ForgetRegion(usize),
    /// Say that one is done with the article, or is not after all.
    SetDone(bool),
}

/// Why an act was not done, in words for the person who asked.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
    /// The mark is not in the set.
    #[error("that mark is no longer there")]
    Gone,
    /// The same words already carry the same tag.
    #[error("these words are already marked as a {0}")]
    MarkedAlready(Kind),
    /// The mark is of a kind that has no such part.
    #[error("a {kind} has no {part}")]
    NoSuchPart {
        /// The mark's kind.
        kind: Kind,
        /// What it lacks.
        part: &'static str,
    },
    /// A link to something that may not be linked to.
    #[error("a {from} can't point to a {to}")]
    WrongTarget {
        /// The kind of the mark that would link.
        from: Kind,
        /// The kind of its target.
        to: Kind,
    },
    /// A mark would link to itself.
    #[error("a mark can't point to itself")]
    Itself,
    /// The speaker is not in the register.
    #[error("that speaker is no longer in the register")]
    NoSuchSpeaker,
    /// Two speakers would go by one name.
    #[error("{0} is another speaker already: join the two if they are one and the same")]
    NameTaken(String),
    /// A name without a letter.
    #[error("a speaker needs a name")]
    NoName,
    /// A speaker would be joined with itself.
    #[error("that is one and the same speaker already")]
    SameSpeaker,
    /// A mark would lose all its words.
    #[error("a mark needs words")]
    NoWords,
    /// The mark was set aside.
    #[error("that mark has no place in the article: give it one first")]
    Aside,
    /// No such region.
    #[error("that region is no longer there")]
    NoSuchRegion,
}

impl AnnotationSet {
    /// The transaction that does what is asked, on a set that it was made for.
    ///
    /// # Errors
    /// It can't be done, and why. Nothing is changed here in any case.
    pub fn plan(&self, act: &Act, document: &Document) -> Result<Transaction, Refused> {
        match act {
            Act::Mark { span, kind, id, by } => self.plan_mark(document, *span, *kind, id, by),
            Act::AddFragment(id, span) => {
                let old = self.find_mark(id)?;
                let fragments = with_fragment(document, &old.fragments, *span);
                let spans: Vec<_> = fragments.iter().map(|fragment| fragment.span).collect();
                self.check_new(old.tag.kind(), &spans, id)?;
                let what = format!("add words to a {}", old.tag.kind());
                Ok(replace(&what, old, |mark| mark.fragments = fragments))
            }
            Act::Retag(id, kind) => self.plan_retag(id, *kind),
            Act::Delete(id) => {
                let (old, aside) = match self.orphan(id) {
                    Some(orphan) if self.annotation(id).is_none() => (orphan, true),
                    _ => (self.find_mark(id)?, false),
                };
                let mut edits = self.unlink(id, |_| true);
                // Unlinking may have changed the very mark, in a broken file that links it to itself.
                edits.retain(|edit| !edit.is_about(id));
                let links = edits.len() / 2;
                edits.push(match aside {
                    true => Edit::Adopt(old.clone()),
                    false => Edit::Remove(old.clone()),
                });
                let what = match links {
                    0 => format!("delete a {}", old.tag.kind()),
                    1 => format!("delete a {} and a link to it", old.tag.kind()),
                    _ => format!("delete a {} and {links} links to it", old.tag.kind()),
                };
                Ok(Transaction { what, edits })
            }
            Act::SetSpeaker { id, name, new } => self.plan_speaker(id, name, new),
            Act::SetDenies(id, denied) => {
                let old = self.find_mark(id)?;
                let targets: Vec<_> = denied
                    .iter()
                    .filter_map(|denied| {
                        if let Denied::Here(id) = denied {
                            Some(id)
                        } else {
                            None
                        }
                    })
                    .collect();
                self.check_targets(old, &targets)?;
                let mut tag = old.tag.clone();
                let Tag::Denial { denies, .. } = &mut tag else {
                    return Err(lacks(old, "denied claim"));
                };
                let denies_before = denies.len();
                denies.clone_from(denied);
                let what = match denies_before >= denied.len() {
                    true => "take a link off a denial",
                    false => "link a denial",
                };
                Ok(replace(what, old, |mark| mark.tag = tag))
            }
            Act::SetAbout(id, targets) => {
                let old = self.find_mark(id)?;
                self.check_targets(old, &targets.iter().collect::<Vec<_>>())?;
                let mut tag = old.tag.clone();
                let Tag::Figure { about, .. } = &mut tag else {
                    return Err(lacks(old, "claim that it is about"));
                };
                let what = match about.len() >= targets.len() {
                    true => "take a link off a figure",
                    false => "link a figure",
                };
                about.clone_from(targets);
                Ok(replace(what, old, |mark| mark.tag = tag))
            }
            Act::SetQuantity(id, new) => {
                let old = self.find_mark(id)?;
                let mut tag = old.tag.clone();
                let Tag::Figure { quantity, .. } = &mut tag else {
                    return Err(lacks(old, "quantity"));
                };
                quantity.clone_from(new);
                Ok(replace("change a quantity", old, |mark| mark.tag = tag))
            }
            Act::SetNote(id, note) => Ok(replace("change a note", self.find_mark(id)?, |mark| {
                mark.note = note.trim().to_owned()
            })),
            Act::SetSuggested(id, cue) => {
                let what = "say what a mark was offered for";
                Ok(replace(what, self.find_mark(id)?, |mark| {
                    mark.suggested = cue.trim().to_owned()
                }))
            }
            Act::SetUnsure(id, unsure) => {
                let what = if *unsure {
                    "mark as unsure"
                } else {
                    "mark as sure"
                };
                Ok(replace(what, self.find_mark(id)?, |mark| {
                    mark.unsure = *unsure
                }))
            }
            Act::SetLabels(id, labels) => {
                let mut labels = labels.clone();
                labels.sort();
                labels.dedup();
                Ok(replace("change sub-labels", self.find_mark(id)?, |mark| {
                    mark.labels = labels
                }))
            }
            Act::RemoveFragment(id, index) => {
                let old = self.find_mark(id)?;
                let mut fragments = old.fragments.clone();
                if *index >= fragments.len() {
                    return Err(Refused::Gone);
                }
                fragments.remove(*index);
                if fragments.is_empty() {
                    return Err(Refused::NoWords);
                }
                let spans: Vec<_> = fragments.iter().map(|fragment| fragment.span).collect();
                self.check_new(old.tag.kind(), &spans, id)?;
                let what = format!("remove a piece of a {}", old.tag.kind());
                Ok(replace(&what, old, |mark| mark.fragments = fragments))
            }
            Act::MoveFragment(id, index, span) => self.plan_move(document, id, *index, *span),
            Act::Repeat { of, places, by } => self.plan_repeat(document, of, places, by),
            Act::AddSpeaker(id, name) => self.plan_add_speaker(id, name),
            Act::RenameSpeaker(id, name) => self.plan_rename(id, name),
            Act::SetOtherNames(id, names) => self.plan_other_names(id, names),
            Act::JoinSpeakers { from, into } => self.plan_join(from, into),
            Act::RemoveSpeaker(id) => self.plan_remove_speaker(id),
            Act::Reanchor(taking) => Ok(self.plan_reanchor(document, taking)),
            Act::Place(id, spans) => self.plan_place(document, id, spans),
            Act::SetAside(id) => self.plan_set_aside(id),
            Act::LeaveOut(span) => Ok(self.plan_left_out(document, *span, true)),
            Act::TakeIn(span) => Ok(self.plan_left_out(document, *span, false)),
            Act::ForgetRegion(index) => self.plan_forget_region(*index),
            Act::SetDone(done) => Ok(Transaction {
                what: match done {
                    true => "say that the article is done".to_owned(),
                    false => "take the article up again".to_owned(),
                },
                edits: (self.done != *done)
                    .then_some(Edit::Done(*done))
                    .into_iter()
                    .collect(),
            }),
        }
    }

    /// The transaction that does several acts, one after the other, as one step.
    ///
    /// # Errors
    /// One of them can't be done; then nothing is to be done.
    pub fn plan_all(
        &self,
        what: &str,
        acts: &[Act],
        document: &Document,
    ) -> Result<Transaction, Refused> {
        self.clone().do_all(what, acts, document)
    }

    /// Does several acts, each on what the ones before it leave, or none; gives the transaction that did it.
    ///
    /// # Errors
    /// As [`Self::plan_all`]; the set is then as it was before.
    pub fn do_all(
        &mut self,
        what: &str,
        acts: &[Act],
        document: &Document,
    ) -> Result<Transaction, Refused> {
        let mut done = Transaction {
            what: what.to_owned(),
            edits: Vec::new(),
        };
        for act in acts {
            let step = self.plan(act, document).and_then(|step| {
                // It was planned on this very set; only one that is out of order or holds a mark twice can't take it.
                self.apply(&step).map_err(|_| Refused::Gone)?;
                Ok(step)
            });
            match step {
                Ok(step) => done.edits.extend(step.edits),
                Err(refused) => {
                    // What was just done can be taken back.
                    let _ = self.apply(&done.inverse());
                    return Err(refused);
                }
            }
        }
        Ok(done)
    }

    /// Refuses what would be the same mark twice: the same kind on the same words.
    fn check_new(&self, kind: Kind, spans: &[CharRange], id: &AnnotationId) -> Result<(), Refused> {
        if self.marked(kind, spans).any(|mark| mark.id != *id) {
            Err(Refused::MarkedAlready(kind))
        } else {
            Ok(())
        }
    }

    /// The marks of a kind on these very words, given in text order.
    pub fn marked(
        &self,
        kind: Kind,
        spans: &[CharRange],
    ) -> impl Iterator<Item = &Arc<Annotation>> {
        let start = spans.first().map_or(0, |span| span.start);
        // Marks are in text order: only those that start here can be the same.
        let from = self
            .annotations
            .partition_point(|mark| mark.extent().start < start);
        let here = self.annotations[from..]
            .iter()
            .take_while(move |mark| mark.extent().start == start);
        here.filter(move |mark| {
            let own = mark.fragments.iter().map(|fragment| fragment.span);
            mark.tag.kind() == kind && own.eq(spans.iter().copied())
        })
    }

    /// Whether these very words already carry a tag of this kind. `spans` are in text order.
    #[must_use]
    pub fn has(&self, kind: Kind, spans: &[Span]) -> bool {
        let ranges: Vec<_> = spans.iter().map(|span| span.range()).collect();
        self.marked(kind, &ranges).next().is_some()
    }

    fn find_mark(&self, id: &AnnotationId) -> Result<&Arc<Annotation>, Refused> {
        self.annotation(id).ok_or_else(|| match self.orphan(id) {
            Some(_) => Refused::Aside,
            None => Refused::Gone,
        })
    }

    fn plan_mark(
        &self,
        document: &Document,
        span: Span,
        kind: Kind,
        id: &AnnotationId,
        by: &str,
    ) -> Result<Transaction, Refused> {
        self.check_new(kind, &[span.range()], id)?;
        let mark = Annotation {
            id: id.clone(),
            tag: kind.empty(),
            fragments: vec![Fragment::of(document, span)],
            labels: Vec::new(),
            note: String::new(),
            unsure: false,
            suggested: String::new(),
            by: by.to_owned(),
        };
        Ok(Transaction {
            what: format!("mark a {kind}"),
            edits: vec![Edit::Insert(mark.into())],
        })
    }

    fn plan_retag(&self, id: &AnnotationId, kind: Kind) -> Result<Transaction, Refused> {
        let old = self.find_mark(id)?;
        if old.tag.kind() != kind {
            let spans: Vec<_> = old.fragments.iter().map(|fragment| fragment.span).collect();
            self.check_new(kind, &spans, id)?;
        }
        let mut tag = kind.empty();
        if old.tag.kind() == kind {
            tag = old.tag.clone();
        } else if let Tag::Claim { speaker } | Tag::Denial { speaker, .. } = &mut tag {
            *speaker = old.tag.speaker().cloned();
        }
        let mut transaction = replace(&format!("make it a {kind}"), old, |mark| {
            if mark.tag.kind() != kind {
                // Sub-labels are a tag's own.
                mark.labels.clear();
            }
            mark.tag = tag;
        });
        if old.tag.kind() != kind {
            let mut unlinked = self.unlink(id, |from| !from.may_link_to(kind));
            unlinked.retain(|edit| !edit.is_about(id));
            let dropped = dropped(old, kind, unlinked.len() / 2);
            if !dropped.is_empty() {
                transaction.what = format!("{}, without its {dropped}", transaction.what);
            }
            transaction.edits.extend(unlinked);
        }
        Ok(transaction)
    }

    fn check_targets(&self, from: &Annotation, targets: &[&AnnotationId]) -> Result<(), Refused> {
        // A link that is there already and leads nowhere is no reason to refuse another one: the rules complain about it.
        let new = targets
            .iter()
            .filter(|target| !from.tag.links().any(|there| there == **target));
        for &target in new {
            if *target == from.id {
                return Err(Refused::Itself);
            }
            let (from, to) = (from.tag.kind(), self.find_mark(target)?.tag.kind());
            if !from.may_link_to(to) {
                return Err(Refused::WrongTarget { from, to });
            }
        }
        Ok(())
    }

    /// Takes the links to a mark off all others of the kinds wanted.
    fn unlink(&self, id: &AnnotationId, wanted: impl Fn(Kind) -> bool) -> Vec<Edit> {
        let linking =
            |mark: &Annotation| wanted(mark.tag.kind()) && mark.tag.links().any(|to| to == id);
        self.change_all(linking, |mark| match &mut mark.tag {
            Tag::Denial { denies, .. } => {
                denies.retain(|denied| *denied != Denied::Here(id.clone()))
            }
            Tag::Figure { about, .. } => about.retain(|target| target != id),
            Tag::Claim { .. } => {}
        })
    }

    /// Changes all marks that are `wanted`, those that were set aside as well.
    fn change_all(
        &self,
        wanted: impl Fn(&Annotation) -> bool,
        change: impl Fn(&mut Annotation),
    ) -> Vec<Edit> {
        let standing = self.annotations.iter().filter(|mark| wanted(mark));
        let mut edits: Vec<_> = standing
            .flat_map(|old| replace("", old, &change).edits)
            .collect();
        for old in self.orphans.iter().filter(|mark| wanted(mark)) {
            let mut new = (**old).clone();
            change(&mut new);
            edits.extend([Edit::Adopt(old.clone()), Edit::SetAside(new.into())]);
        }
        edits
    }
}

/// What a mark loses when it is made another kind, in words; `linking` others lose their link to it.
fn dropped(mark: &Annotation, kind: Kind, linking: usize) -> String {
    let some = |count: usize, one: &str| match count {
        0 => None,
        1 => Some(one.to_owned()),
        _ => Some(format!("{count} {one}s")),
    };
    let (own, quantity) = match &mark.tag {
        Tag::Claim { .. } => (0, false),
        Tag::Denial { denies, .. } => (denies.len(), false),
        Tag::Figure { quantity, about } => (about.len(), quantity.is_some()),
    };
    let speaker = mark.tag.speaker().is_some() && kind == Kind::Figure;
    let parts: Vec<_> = [
        speaker.then(|| "speaker".to_owned()),
        quantity.then(|| "quantity".to_owned()),
        some(mark.labels.len(), "sub-label"),
        some(own + linking, "link"),
    ]
    .into_iter()
    .flatten()
    .collect();
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn lacks(mark: &Annotation, part: &'static str) -> Refused {
    Refused::NoSuchPart {
        kind: mark.tag.kind(),
        part,
    }
}

/// The transaction that changes one mark; empty if the change changes nothing.
fn replace(what: &str, old: &Arc<Annotation>, change: impl FnOnce(&mut Annotation)) -> Transaction {
    let mut new = (**old).clone();
    change(&mut new);
    let edits = if new == **old {
        Vec::new()
    } else {
        vec![Edit::Remove(old.clone()), Edit::Insert(Arc::new(new))]
    };
    Transaction {
        what: what.to_owned(),
        edits,
    }
}

mod places;
mod reanchoring;
mod speakers;
#[cfg(test)]
mod tests;
