//! Commands and wishes applied to the open article: the one place where they become acts on the desk, or moves of the reader.

use egui::Context;

use super::{Labelling, capitalised};
use crate::{
    annotation::{Act, AnnotationId, Kind},
    gui::{
        command::{Command, Pane},
        desk::{NotDone, Tagged},
        panels::{
            filter::{self, Filter},
            focus_all, inspector, look, speakers, tabs,
            wish::Wish,
        },
        random_bits,
        reading::{
            page,
            select::{Grain, Selection},
            view::{Press, Reveal},
        },
        settings::Settings,
    },
    text::CharRange,
};

impl Labelling {
    /// Applies a command; one that is not this article's business is given back.
    pub fn apply(
        &mut self,
        context: &Context,
        press: &mut Press,
        settings: &Settings,
        command: Command,
    ) -> Option<Command> {
        if !matches!(
            command,
            Command::Go(..) | Command::Copy | Command::Larger | Command::Smaller
        ) {
            self.take_typed(context);
        }
        // Whoever does something else no longer looks for what to link to.
        if self.linking.is_some() && command != Command::Link && command != Command::Back {
            self.end_linking(context, true);
        }
        let here = self.desk.mark_at_caret(NotDone::NoMark);
        let desk = &mut self.desk;
        let trim = settings.trim_blanks;
        let done: Result<(), NotDone> = match command {
            Command::Tag(kind) => {
                let new = AnnotationId::from_random(random_bits());
                let revision = desk.revision();
                let done = desk.tag(kind, trim, new);
                let changed = self.desk.revision() != revision;
                done.map(|tagged| match tagged {
                    Tagged::Added => self.say_pieces(context, changed),
                    Tagged::New | Tagged::Retagged => self.say_tagged(context, changed),
                })
            }
            Command::AddFragment => {
                let revision = desk.revision();
                let done = desk.add_fragment(trim);
                if done.is_ok() {
                    let changed = self.desk.revision() != revision;
                    self.say_pieces(context, changed);
                }
                done
            }
            Command::RemovePiece => {
                let done = desk
                    .piece_at_caret()
                    .and_then(|(id, index)| desk.act_here(&Act::RemoveFragment(id, index)));
                if done.is_ok() {
                    self.say_words(context);
                }
                done
            }
            Command::Delete => {
                // With no mark selected, the one is meant that is asked about.
                if desk.mark().is_none() && self.review.is_some() {
                    self.delete_reviewed(context)
                } else {
                    let done = desk.delete();
                    if done.is_ok() {
                        self.say_done(context);
                    }
                    done
                }
            }
            Command::Undo => self.undo(context, false),
            Command::Redo => self.undo(context, true),
            Command::Unsure => self.flip_unsure(),
            Command::NextMark | Command::PreviousMark => {
                match self.desk.neighbour(command == Command::NextMark) {
                    Some(mark) => self.go_to(&mark),
                    None => self.status.say(context, "There are no marks yet"),
                }
                Ok(())
            }
            Command::Cycle => {
                desk.cycle();
                Ok(())
            }
            Command::NextFinding | Command::PreviousFinding => {
                self.go_to_finding(context, command == Command::NextFinding);
                Ok(())
            }
            Command::Fix => self.fix_mark(context),
            Command::MoveEnd(step) => {
                let done = desk.move_end(step);
                if done.is_ok() {
                    self.say_words(context);
                    let head = self.desk.at.selection.head;
                    self.view.reveal(head, Reveal::Nearest);
                }
                done
            }
            Command::Likely => self.flip_likely(context),
            Command::OfferAgain => self.bring_all_back(context),
            Command::LeaveOut => self.leave_out(context),
            Command::OfferLeaveOut => self.offer_furniture(context),
            Command::Others => here.and_then(|_| self.offer_others(context)),
            Command::Accept
            | Command::AcceptAll
            | Command::Reject
            | Command::Skip
            | Command::PreviousPlace => self.answer(context, press, command),
            Command::TakeOver => self.take_over(context, press),
            Command::Review => {
                self.begin_review(context);
                Ok(())
            }
            Command::PlaceHere => self.place_here(context, trim),
            Command::SetAside => self.set_aside(context),
            Command::MakeSpeaker => self.make_speaker(context),
            Command::OtherName => self.add_other_name(context),
            Command::Go(to, extend) => {
                let moved = self.view.moved(press, &self.desk.at.selection, to, extend);
                self.desk.at.selection = moved;
                self.view.reveal(moved.head, Reveal::Nearest);
                Ok(())
            }
            Command::SelectWord
            | Command::SelectSentence
            | Command::SelectParagraph
            | Command::SelectAll => {
                self.select_grain(command);
                Ok(())
            }
            Command::Copy => {
                self.copy(context);
                Ok(())
            }
            Command::Speaker | Command::Note => self.focus_field(context, command),
            Command::Labels => here.and_then(|_| self.find_label(context)),
            Command::Link => here.and_then(|_| self.begin_linking(context)),
            Command::Show(pane) => {
                self.show_pane(context, pane);
                Ok(())
            }
            Command::Find => {
                let words = self
                    .desk
                    .document
                    .slice(self.desk.at.selection.range())
                    .to_owned();
                self.find.begin(context, &words);
                Ok(())
            }
            Command::FindNext | Command::FindPrevious => {
                self.find.ask(command == Command::FindNext);
                Ok(())
            }
            Command::Done => self.flip_done(context),
            Command::TakeUp => {
                self.take_up(context);
                Ok(())
            }
            Command::Save => {
                self.saving.now(context, &self.desk);
                Ok(())
            }
            Command::NextPane => {
                let on_page = context.memory(|memory| memory.has_focus(page::page_id()));
                if on_page {
                    self.focus_pane(context);
                } else {
                    self.focus_page(context);
                }
                Ok(())
            }
            Command::Back => {
                self.back(context);
                Ok(())
            }
            other => return Some(other),
        };
        if let Err(error) = done {
            self.status.say(context, capitalised(&error.to_string()));
        }
        None
    }

    fn flip_unsure(&mut self) -> Result<(), NotDone> {
        self.desk.mark_at_caret(NotDone::NoMark)?;
        let mark = self.desk.mark().ok_or(NotDone::NoMark)?;
        let act = Act::SetUnsure(mark.id.clone(), !mark.unsure);
        self.desk.act(&act, self.desk.at.clone())
    }

    fn select_grain(&mut self, command: Command) {
        let grain = match command {
            Command::SelectWord => Grain::Word,
            Command::SelectSentence => Grain::Sentence,
            _ => Grain::Paragraph,
        };
        let at = self.desk.at.selection.range().start;
        let range = match command {
            Command::SelectAll => CharRange::new(0, self.desk.document.len()),
            Command::SelectWord => self.desk.document.nearest_word(at),
            _ => grain.at(&self.desk.document, at),
        };
        self.desk.at.selection = Selection::of(range);
        if command != Command::SelectAll {
            self.view.reveal(range.end, Reveal::Nearest);
        }
    }

    fn copy(&self, context: &Context) {
        let range = self.desk.at.selection.range();
        let words = match self.desk.mark() {
            Some(mark) if range.is_empty() => mark.words(),
            _ => self.desk.document.slice(range).to_owned(),
        };
        if !words.is_empty() {
            context.copy_text(words);
        }
    }

    fn focus_field(&mut self, context: &Context, command: Command) -> Result<(), NotDone> {
        self.desk.mark_at_caret(NotDone::NoMark)?;
        let mark = self.desk.mark().ok_or(NotDone::NoMark)?;
        let kind = mark.tag.kind();
        let name = match (command, kind) {
            // Who a claim has, a figure has an amount.
            (Command::Speaker, Kind::Figure) => "quantity",
            (Command::Speaker, _) => "speaker",
            _ => "note",
        };
        match name {
            // What is typed comes in place of what is there.
            "speaker" | "quantity" => focus_all(context, inspector::field(name)),
            _ => context.memory_mut(|memory| memory.request_focus(inspector::field(name))),
        }
        Ok(())
    }

    pub(super) fn grant(
        &mut self,
        context: &Context,
        wish: Wish,
        settings: &Settings,
        press: &mut Press,
    ) {
        match wish {
            Wish::Act(act) => {
                // The other fields keep what is being typed in them.
                if let Act::Delete(mark) = &act
                    && self.desk.find(mark).is_none()
                {
                    if let Err(error) = self.delete_aside(context, mark.clone()) {
                        self.status.say(context, capitalised(&error.to_string()));
                    }
                    self.focus_page(context);
                } else if self.do_act(context, &act) {
                    match act {
                        Act::Delete(_) => {
                            self.say_done(context);
                            self.focus_page(context);
                        }
                        Act::JoinSpeakers { .. }
                        | Act::RemoveSpeaker(_)
                        | Act::RenameSpeaker(..)
                        | Act::SetOtherNames(..)
                        | Act::AddSpeaker(..)
                        | Act::ForgetRegion(_) => self.say_done(context),
                        _ => {}
                    }
                }
            }
            Wish::Decide(side) => self.decide_by_click(context, side),
            Wish::TurnToConflict(index) => {
                self.joining.conflicts.turn_to(index);
                self.show_conflict();
                self.focus_page(context);
            }
            Wish::Say(sentence) => self.status.say(context, sentence),
            // The panel says which mark it means.
            Wish::Command(Command::Link) => {
                if let Err(error) = self.begin_linking(context) {
                    self.status.say(context, capitalised(&error.to_string()));
                }
            }
            Wish::Command(Command::Labels) => {
                if let Err(error) = self.find_label(context) {
                    self.status.say(context, capitalised(&error.to_string()));
                }
            }
            Wish::Command(command) => {
                self.apply(context, press, settings, command);
                self.focus_page(context);
            }
            Wish::Review(mark) => {
                self.take_typed(context);
                self.begin_review_of(&mark);
                self.focus_page(context);
            }
            Wish::WithoutPiece => {
                if let Err(error) = self.without_piece(context) {
                    self.status.say(context, capitalised(&error.to_string()));
                }
                self.focus_page(context);
            }
            Wish::GoTo(mark) => {
                self.take_typed(context);
                self.go_to(&mark);
                self.focus_page(context);
            }
            Wish::GoToPlace(range) => {
                self.take_typed(context);
                self.select_found(range);
                self.focus_page(context);
            }
            Wish::TurnToLikely(index) => {
                self.turn_to_likely(context, index);
                self.focus_page(context);
            }
            Wish::LikelyKind(kind) => self.likely.flip_kind(&self.desk, kind),
            Wish::Fix(fix) => {
                self.take_typed(context);
                self.fix(context, &fix);
            }
            Wish::MendAll => {
                self.take_typed(context);
                self.mend_all(context);
            }
            Wish::Restore(version, when) => self.restore(context, &version, &when),
            Wish::BeginCodebook => self.guidance.begin_one(context, &self.desk),
            Wish::OnlySpeaker(speaker) => {
                self.list.filter = Filter::only_speaker(speaker);
                self.pane = Pane::Marks;
            }
            Wish::Leave => self.focus_page(context),
            Wish::Linked(act) => {
                self.end_linking(context, false);
                self.do_linking(context, &act);
            }
            Wish::Unlink => {}
            Wish::ShowLinked => self.show_linked(),
            Wish::LeaveLinking => self.end_linking(context, false),
        }
    }

    pub(super) fn go_to(&mut self, mark: &AnnotationId) {
        match self.desk.select_mark(mark) {
            Some(place) => self.view.reveal(place, Reveal::Jump),
            None => self
                .view
                .reveal(self.desk.at.selection.head, Reveal::Nearest),
        }
    }

    fn back(&mut self, context: &Context) {
        let at = &mut self.desk.at;
        if self.view.let_go() {
            // An end of a mark is where it was.
        } else if self.linking.is_some() {
            self.end_linking(context, false);
        } else if !context.memory(|memory| memory.has_focus(page::page_id())) {
            self.focus_page(context);
        } else if self.offers.is_some() {
            self.offers = None;
        } else if !at.selection.is_caret() {
            at.selection = Selection {
                affinity: at.selection.affinity,
                ..Selection::caret(at.selection.head)
            };
        } else if at.mark.is_some() {
            at.mark = None;
        } else if self.review.is_some() {
            self.end_review(context);
        } else if self.leave_likely(context) {
            // Offered no longer.
        } else if self.find.open {
            self.find.close();
        }
    }

    /// Shows something else in the side panel, and leads there; once more, back to the text.
    fn show_pane(&mut self, context: &Context, pane: Pane) {
        let on_page = context.memory(|memory| memory.has_focus(page::page_id()));
        if self.pane == pane && !on_page {
            self.focus_page(context);
            return;
        }
        self.pane = pane;
        if pane == Pane::Speakers {
            self.speakers.enter();
        }
        self.focus_pane(context);
    }

    fn focus_pane(&mut self, context: &Context) {
        let id = match self.pane {
            Pane::Marks => filter::field_id(),
            Pane::Speakers => speakers::new_id(),
            Pane::Look => return look::take_focus(context),
            Pane::Versions => {
                self.earlier.wants_focus = true;
                return;
            }
            Pane::Findings | Pane::Codebook | Pane::Review | Pane::Offers => {
                return tabs::focus(context, self.pane);
            }
        };
        context.memory_mut(|memory| memory.request_focus(id));
    }

    fn find_label(&mut self, context: &Context) -> Result<(), NotDone> {
        let mark = self.desk.mark().ok_or(NotDone::NoMark)?;
        let kind = mark.tag.kind();
        let says = match self.guidance.guide(kind) {
            Some(guide) if !guide.labels.is_empty() => {
                self.inspector.labels.open(mark.id.clone());
                context.memory_mut(|memory| memory.request_focus(inspector::field("label")));
                return Ok(());
            }
            Some(_) => format!("The codebook has no sub-labels for a {kind}"),
            None => {
                "There is no codebook here, and so there are no sub-labels: see the pane Codebook"
                    .to_owned()
            }
        };
        self.status.say(context, says);
        Ok(())
    }

    /// Says what was done last.
    pub(super) fn say_done(&mut self, context: &Context) {
        let what = self.desk.undoable().0.unwrap_or_default();
        self.status.say(context, format!("Done: {what}"));
    }

    /// Says what the selected mark's words are now.
    pub(super) fn say_words(&mut self, context: &Context) {
        if let Some(mark) = self.desk.mark() {
            let said = format!("Now: {}", mark.words());
            self.status.say(context, said);
        }
    }

    /// Says what the selected mark is now, by its first words, and what else is to be known.
    fn say_tagged(&mut self, context: &Context, changed: bool) {
        let Some(mark) = self.desk.mark() else { return };
        let words: String = mark.words().chars().take(300).collect();
        let kind = mark.tag.kind();
        let mut says = format!("{}: {words}", capitalised(&kind.to_string()));
        let spans: Vec<_> = mark
            .fragments
            .iter()
            .map(|fragment| fragment.span)
            .collect();
        let also = [Kind::Claim, Kind::Denial, Kind::Figure]
            .into_iter()
            .find(|other| {
                *other != kind && self.desk.set().marked(*other, &spans).next().is_some()
            });
        if let Some(other) = also {
            says = format!("The same words are also a {other}. {says}");
        }
        // What another tag has no place for is gone: the step says so.
        let step = self.desk.undoable().0.filter(|_| changed);
        if let Some((_, lost)) = step.and_then(|what| what.split_once(", without ")) {
            says = format!("Without {lost}; undo brings it back. {says}");
        }
        self.status.say(context, says);
    }

    /// Says how many pieces the selected mark has.
    fn say_pieces(&mut self, context: &Context, changed: bool) {
        let count = self.desk.mark().map_or(0, |mark| mark.fragments.len());
        let says = match (changed, count) {
            (false, _) => "These words are in the mark already".to_owned(),
            (true, 1) => "The words are joined: one piece".to_owned(),
            (true, _) => format!("Added: the mark has {count} pieces"),
        };
        self.status.say(context, says);
    }
}
